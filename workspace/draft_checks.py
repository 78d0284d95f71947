"""What stands against a draft: nothing with a finding is approved or exported."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playbooks.drafting import PlayDraft
    from workspace.tools.session import Session


@dataclass(frozen=True, slots=True)
class Finding:
    """``words``, from ``start`` to ``end`` of the part ``part``, break ``rule``; ``why`` says how."""

    rule: str
    part: str
    start: int
    end: int
    words: str
    why: str


def checked(session: Session, draft: PlayDraft) -> tuple[Finding, ...]:
    """Every finding on ``draft``; none yet: the guardrails are not in this branch."""
    del session, draft
    return ()
