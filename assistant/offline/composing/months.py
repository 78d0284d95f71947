"""The month that a question asks about."""

from __future__ import annotations

from assistant.offline.writing import Writing


def month_asked(writing: Writing) -> str | None:
    """YYYY-MM, the end of the last span that is named; None where none is."""
    periods = writing.named.times.periods
    return str(periods[-1].until) if periods else None
