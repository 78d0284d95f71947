"""How many tickets, survey answers and calls came in a span of days, by account."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from foundation.errors import ToolFault

if TYPE_CHECKING:
    from workspace.tools.session import Session
    from workspace.tools.values import Value

SOURCES = ("ticket", "nps", "call")


def heard_items(
    session: Session, accounts: Iterable[str], since: str | None, until: str | None
) -> Value | None:
    """Items of ``accounts`` by source from day to day, both included; None where no span is asked for."""
    if since is None and until is None:
        return None
    first = _day(since) if since else date.min
    last = min(_day(until) if until else session.day, session.day)
    held = Counter(
        one.source
        for account in accounts
        for one in session.signals.get(account, ())
        if first <= one.day <= last
    )
    return {
        "since": since,
        "until": last.isoformat(),
        "days": (last - first).days + 1 if since else None,
        "items": {source: held.get(source, 0) for source in SOURCES},
    }


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ToolFault(f"{text!r} is no day", hint="Write YYYY-MM-DD.") from None
