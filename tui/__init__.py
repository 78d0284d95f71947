"""The terminal app: Textual screens and widgets over the workspace's use cases. Nothing heavy is imported
before the first frame."""

import os

# Textual waits this long, in milliseconds, for more of an escape sequence before Escape is a key of its own; its
# default of 100 is felt at each step back. Read once, when Textual is imported.
os.environ.setdefault("ESCDELAY", "25")

# Arrow, below pandas, otherwise keeps what it has freed in a pool of its own.
os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")
