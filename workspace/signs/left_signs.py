"""Signs at accounts that left: those that may be asked to come back now."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from playbooks.signs import Sign, SignKind

if TYPE_CHECKING:
    from workspace.tools.session import Session


def left_signs(session: Session) -> Iterator[Sign]:
    """One for each that is eligible, with all that speaks for it."""
    if not session.book.has_revenue:
        return
    for account, line in session.leavers.items():
        if line.verdict.eligible:
            why = "; ".join(line.verdict.reasons)
            yield Sign(SignKind.LEFT, account, why, session.day, False, (line.figure,) if line.figure else ())
