"""Makes one pattern of a list of wordings, one a line, so that what is refused can be read."""

from __future__ import annotations

import re


def wordings(text: str) -> re.Pattern[str]:
    """A pattern that finds any line of ``text`` as whole words, in any case; a blank stands for white space."""
    lines = [line.strip().replace(" ", r"[ \t\n]+") for line in text.splitlines() if line.strip()]
    return re.compile(rf"(?<![\w-])(?:{'|'.join(lines)})(?!\w)", re.IGNORECASE)
