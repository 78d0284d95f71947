"""Whose accounts are mine: the owner named in the settings, else the one that the machine's user seems to be."""

from __future__ import annotations

from collections.abc import Sequence

from foundation.text import folded
from workspace.whoami import signed


def own_name(configured: str, owners: Sequence[str], user: str = "") -> str:
    """The owner among ``owners`` who reads this; empty where nobody can tell. A machine's user is an owner where the
    whole name is theirs (``ruth.abara``), or a part of one that no other owner has (``ruth``)."""
    wanted = configured.strip()
    if wanted:
        return next((one for one in owners if folded(one) == folded(wanted)), wanted)
    said = _words(user or signed())
    if not said:
        return ""
    whole = [one for one in owners if _words(one) == said]
    parts = [one for one in owners if len(said) == 1 and said[0] in _words(one)]
    found = whole or parts
    return found[0] if len(found) == 1 else ""


def _words(name: str) -> list[str]:
    return folded("".join(sign if sign.isalnum() else " " for sign in name)).split()
