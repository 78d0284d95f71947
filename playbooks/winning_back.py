"""Who may be won back, and why or why not: every reason on both sides is said.

Rules (docs/plays.md): a good fit, a reason on record, nobody asked not to be contacted, no win-back of late, and
either what it left for was mended after it left, or a window of time is open.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from foundation.money import count
from foundation.months import day_title
from playbooks.account_brief import BriefChange

CLOSED = "business closed"


@dataclass(frozen=True, slots=True)
class Leaver:
    """An account that left. ``code``: of its reason on record; ``mended``: what it left for that was mended since;
    ``no_contact``: who asked for that; ``asked``: when it was last asked to come back."""

    account: str
    left: date
    reason: str
    code: str
    poor_fit: bool
    mended: tuple[BriefChange, ...]
    no_contact: str = ""
    asked: date | None = None


@dataclass(frozen=True, slots=True)
class Windows:
    """Days after leaving at which a talk is timely, each open for ``days``; ``again``: days before an account is asked
    once more."""

    starts: Sequence[int]
    days: int
    again: int


@dataclass(frozen=True, slots=True)
class WinBackVerdict:
    """``reasons`` for what ``eligible`` says: what speaks for it where it is, what stands against it where it is not.
    ``until``: the last day of the open window; ``opens``: the day the next one opens; None without."""

    eligible: bool
    reasons: tuple[str, ...]
    until: date | None
    opens: date | None


def judged(leaver: Leaver, windows: Windows, today: date) -> WinBackVerdict:
    """Whether ``leaver`` may be asked to come back on ``today``."""
    days = (today - leaver.left).days
    start = max((one for one in windows.starts if one <= days < one + windows.days), default=None)
    until = None if start is None else leaver.left + timedelta(days=start + windows.days - 1)
    later = min((one for one in windows.starts if one > days), default=None)
    opens = None if later is None else leaver.left + timedelta(days=later)
    against = _against(leaver, windows, today)
    speaks = [f"“{one.text}” was mended on {day_title(one.day)}, after it left" for one in leaver.mended]
    if start is not None and until is not None:
        speaks.append(
            f"it left {count(days, 'day')} ago: the window of {start} days is open until {day_title(until)}"
        )
    if not speaks:
        when = f"; the next opens on {day_title(opens)}" if opens else ""
        against.append(
            f"nothing that it left for was mended, and no window is open {count(days, 'day')} after{when}"
        )
    return WinBackVerdict(not against, tuple(against or speaks), until, opens)


def _against(leaver: Leaver, windows: Windows, today: date) -> list[str]:
    found = []
    if leaver.no_contact:
        found.append(leaver.no_contact)
    if leaver.poor_fit:
        found.append("it was a poor fit")
    if not leaver.reason:
        found.append("why it left is not on record")
    if leaver.code == CLOSED:
        found.append(f"its business is no more as it was: {leaver.reason}")
    if leaver.asked is not None and (today - leaver.asked).days < windows.again:
        found.append(
            f"it was asked on {day_title(leaver.asked)}, and is asked again after {windows.again} days"
        )
    return found
