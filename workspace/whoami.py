"""Who does something: the name that is given, else that of the machine's user."""

from __future__ import annotations

import getpass

from foundation.text import one_line

_LONGEST = 80


def signed(by: str = "") -> str:
    """``by`` on one line; where it is empty the name under which the program runs."""
    name = one_line(by, _LONGEST)
    if name:
        return name
    try:
        return one_line(getpass.getuser(), _LONGEST) or "unknown"
    except (OSError, KeyError):
        return "unknown"
