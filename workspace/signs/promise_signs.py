"""Signs in what our staff promised: what is past its day with nobody saying that it was kept."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from foundation.money import count
from foundation.months import day_title
from playbooks.promises.standing import State
from playbooks.signs import Sign, SignKind

if TYPE_CHECKING:
    from workspace.promises import LedgerLine
    from workspace.tools.session import Session

_SHOWN = 5


def promise_signs(session: Session) -> Iterator[Sign]:
    """One a customer: the promise that is overdue for longest within the days that count."""
    most = session.workspace.settings.plays.promise_days
    late: dict[str, list[LedgerLine]] = {}
    customers = frozenset(session.customers)
    for line in session.promises.lines:
        standing, account = line.standing, line.promise.turn.account
        if standing.state is State.OVERDUE and standing.late_days <= most and account in customers:
            late.setdefault(account, []).append(line)
    for account, own in sorted(late.items()):
        own.sort(key=lambda one: (-one.standing.late_days, one.promise.id))
        first = own[0].promise
        due = first.day or first.turn.day
        why = f"what we promised by {day_title(due)} is {count(own[0].standing.late_days, 'day')} overdue"
        more = f", and {count(len(own) - 1, 'more promise')}" if len(own) > 1 else ""
        items = tuple(dict.fromkeys(one.promise.turn.item for one in own))[:_SHOWN]
        yield Sign(SignKind.PROMISE, account, why + more, due, False, (), items)
