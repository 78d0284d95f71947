"""What the subject of a figure's id says, read with one line where it says nothing."""

from __future__ import annotations

from datetime import date

from foundation.errors import SettingsError


def name_and_day(family: str, subject: str, form: str) -> tuple[str, date]:
    """``NAME@YYYY-MM-DD``. ``form``: how such a subject is written, for the hint. Raises SettingsError."""
    name, at, day = subject.rpartition("@")
    hint = f"Write {family}:{form}@YYYY-MM-DD; the command that prints the figure names it with --json."
    if not at:
        raise SettingsError(f"{family}:{subject} names no day", hint=hint)
    try:
        return name, date.fromisoformat(day)
    except ValueError:
        raise SettingsError(f"{day!r} is no day", hint=hint) from None
