"""What of the ledger of promises stands on an account's page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playbooks.account_brief import BriefPromise
from playbooks.promises.standing import State

if TYPE_CHECKING:
    from workspace.promises import Ledger

_OWED = (State.OVERDUE, State.OPEN, State.SEEMS_KEPT)


def owed(held: Ledger) -> tuple[BriefPromise, ...]:
    """What is overdue or open, overdue first; what seems kept is no longer owed, yet nobody has marked it."""
    return tuple(
        BriefPromise(
            one.promise.id,
            one.promise.turn.item,
            one.promise.turn.day,
            one.promise.turn.who,
            one.promise.what,
            one.promise.due.words if one.promise.due else "",
            one.promise.day,
            one.standing.state.value,
        )
        for one in held.lines
        if one.standing.state in _OWED
    )
