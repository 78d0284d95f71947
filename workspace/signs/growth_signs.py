"""Signs that an account may grow, as ``nrr expansion`` finds them; who is held back there is sold nothing here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from accounts.expansion.inputs import Family
from playbooks.signs import Sign, SignKind

if TYPE_CHECKING:
    from workspace.tools.session import Session

_KINDS = {Family.USAGE: SignKind.LIMIT, Family.MILESTONE: SignKind.MILESTONE}


def growth_signs(session: Session) -> Iterator[Sign]:
    """One for each kind of trigger of a lead, held back or not."""
    board = session.growth
    for lead in (*board.leads, *board.suppressed) if board else ():
        figure = f"expansion:{lead.account}@{session.day}"
        for kind in dict.fromkeys(_KINDS.get(one.family, SignKind.GROWTH) for one in lead.triggers):
            own = [one.why for one in lead.triggers if _KINDS.get(one.family, SignKind.GROWTH) is kind]
            yield Sign(kind, lead.account, "; ".join(own), session.day, False, (figure,))


def held_back(session: Session) -> dict[str, tuple[str, ...]]:
    """Why accounts are sold nothing, by account."""
    board = session.growth
    return {lead.account: lead.reasons for lead in board.suppressed} if board else {}
