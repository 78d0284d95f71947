"""What the accounts' room says in figures and short words. Pure: no widget, no markup, no clock."""

from __future__ import annotations

from collections.abc import Iterable

from tui.words import count, whole

_BAND_MARKS = {"thriving": "★", "healthy": "●", "at risk": "◐", "critical": "○"}
_FLAGS = {
    "emergency": ("!", "emergency"),
    "payment": ("$", "payment overdue"),
    "silent": ("s", "silent"),
    "growing": ("+", "ripe to grow"),
    "poor fit": ("x", "poor fit"),
    "single champion, a contact left": ("c", "1 champion, contact left"),
    "single champion": ("1", "1 champion"),
}
FLAG_HELP = "   ".join(f"{letter} {words}" for letter, words in _FLAGS.values())
_MOMENTS = {
    "ticket": "✉",
    "score": "★",
    "call": "☎",
    "play": "▶",
    "revenue": "$",
    "people": "☺",
    "milestone": "⚑",
}


def health(score: float | None, band: str) -> str:
    """`` 74 ● healthy``; ``no data`` where there is not enough of it, a dash without a band."""
    if not band:
        return "  –"
    if score is None:
        return "  – no data"
    return f"{whole(score):>3} {_BAND_MARKS.get(band, '?')} {band:<8}"


def risk_named(calibrated: bool, horizon_days: int) -> str:
    """What kind of number a risk is."""
    if calibrated:
        return f"risk: probability of leaving within {horizon_days} days"
    return "risk: points of the scorecard, not calibrated"


def tier(name: str) -> str:
    """``1`` of ``Tier 1``; any other name as it is."""
    return name.removeprefix("Tier ") or "–"


def in_days(days: int | None) -> str:
    """``renews in 12 days``."""
    if days is None:
        return "no renewal date on record"
    if days < 0:
        return f"its renewal passed {count(-days, 'day')} ago"
    return "renews today" if days == 0 else f"renews in {count(days, 'day')}"


def heard(days: int | None) -> str:
    """``heard 12 days ago``."""
    if days is None:
        return "never heard from"
    return "heard today" if days == 0 else f"heard {count(days, 'day')} ago"


def moment_mark(kind: str) -> str:
    """One sign a kind of what happened."""
    return _MOMENTS.get(kind, "·")


def flag_letters(flags: Iterable[str]) -> str:
    """One sign a flag, for a narrow column; ``FLAG_HELP`` says what they are."""
    return "".join(_FLAGS[flag][0] for flag in _FLAGS if flag in flags)


def flag_words(flags: Iterable[str]) -> str:
    """The flags in words, gravest first."""
    return ", ".join(_FLAGS[flag][1] for flag in _FLAGS if flag in flags)
