"""Use case: the messages of a draft in the words of the workspace's model, held to the same checks as all drafts."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from playbooks.styles import Style
from playbooks.tones import Tone
from workspace.composing import PLAIN
from workspace.draft_checks import brief_behind, sheet_for
from workspace.models import Around, asking_model

if TYPE_CHECKING:
    from playbooks.account_brief import AccountBrief
    from playbooks.drafting import PlayDraft
    from workspace.tools.session import Session

_TONES = {
    Tone.PLAIN: "Tone: plain and friendly.",
    Tone.WARM: "Tone: warm, as between people who know each other.",
    Tone.FORMAL: "Tone: formal and courteous.",
}


@dataclass(frozen=True, slots=True)
class WritingRequest:
    """``style`` as the draft was composed in; ``budget`` in US dollars."""

    style: Style = PLAIN
    budget: float | None = None


def written_by_model(
    session: Session,
    draft: PlayDraft,
    request: WritingRequest,
    notice: Callable[[str], None] = lambda _line: None,
    around: Around | None = None,
) -> PlayDraft:
    """``draft`` with those messages in the model's words that pass the guardrails; as it is where no model is
    configured. ``notice`` hears where words go. Raises ModelError where the service fails, BudgetExceeded where a call
    would not be paid for."""
    from assistant.play_writing import Writing, write_play
    from playbooks.guardrails.checking import findings_of
    from reports.brief_markdown import brief_markdown

    with asking_model(session.workspace, request.budget, notice, around or Around()) as model:
        if model is None:
            return draft
        brief, sheet = brief_behind(session, draft), sheet_for(session, draft)
        writing = Writing(
            company=session.workspace.settings.company.name,
            today=session.day.isoformat(),
            style=f"{_TONES[request.style.tone]} Language: {request.style.language.named}; quotes stay as they are.",
            facts=brief_markdown(_without_people(brief)),
        )
        return asyncio.run(write_play(model, draft, writing, lambda one: findings_of(one, sheet)))


def _without_people(brief: AccountBrief) -> AccountBrief:
    """The brief less the names of the people at the account: no model needs them to write to one."""
    contacts = replace(brief.contacts, left=()) if brief.contacts else None
    return replace(brief, contacts=contacts, champion=None, executive=None)
