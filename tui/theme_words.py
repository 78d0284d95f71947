"""Themes in short words and marks. Pure: what is a number is said by ``tui.words``."""

from __future__ import annotations

_MARKS = {"new": "✚", "emerging": "▲", "steady": "●", "fading": "▼", "gone": "○", "resolved": "✓"}
_KINDS = {"complaint": "!", "request": "+", "question": "?", "praise": "♥"}
_COMPONENTS = {"arr": "ARR", "at_risk": "at risk"}


def status_mark(status: str) -> str:
    """One character for a theme's status, so that it is never colour alone."""
    return _MARKS.get(status, "?")


def kind_mark(kind: str) -> str:
    """One character for what customers do by saying it."""
    return _KINDS.get(kind, " ")


def component_name(name: str) -> str:
    """A priority component as a person calls it."""
    return _COMPONENTS.get(name, name.replace("_", " "))
