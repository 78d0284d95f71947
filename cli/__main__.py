"""``python -m cli`` is ``nrr``."""

from cli.main import entry

entry()
