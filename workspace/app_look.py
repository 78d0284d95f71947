"""The look of the terminal app, kept in the workspace's ``data`` folder: light or dark, and nothing else.

The settings file is the operator's and is never written by a key. Where nothing can be written, nothing is kept.
"""

from __future__ import annotations

import json
from pathlib import Path

LOOKS = ("dark", "light")
_MOST = 200  # bytes looked at; the file holds one word


def kept_look(root: Path) -> str:
    """The look kept in the workspace in ``root``; empty where none is, or the file says anything else."""
    try:
        with _file(root).open("rb") as file:
            held = json.loads(file.read(_MOST))
    except (OSError, ValueError):
        return ""
    look = held.get("look") if isinstance(held, dict) else None
    return look if look in LOOKS else ""


def keep_look(root: Path, look: str) -> bool:
    """Keep ``look``; whether it could be written. Makes no folder: without one there is no workspace."""
    try:
        _file(root).write_text(json.dumps({"look": look}) + "\n", encoding="utf-8")
    except OSError:
        return False
    return True


def _file(root: Path) -> Path:
    return root / "data" / "app.json"
