"""Use case: the opening of an account's brief in a model's words, made of the same facts and checked against them.

The page itself is not the model's: its facts are those of ``workspace.brief`` whatever is written here.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.answer import Citation
from assistant.checking import Checks
from assistant.loop import Conversation, Limits, answer_of
from assistant.notebook import Notebook
from assistant.tools import Scope, Toolbox
from foundation.errors import NrrError
from foundation.text import one_line
from playbooks.account_brief import BriefOpening
from prompts.chat import ToolCall
from workspace.ask import foreign_to, scope_words
from workspace.assistant_tools import assistant_toolbox
from workspace.models import Around, asking_model
from workspace.relating import related_by_meaning

if TYPE_CHECKING:
    from workspace.models import WorkspaceModel
    from workspace.tools.session import Session

FACTS = ("account_facts", "health", "churn", "plays_due")
"""The tools whose results the opening is made of, each asked about the account alone."""

_QUOTE = 200
_TURNS = 2  # the opening, and the opening mended once


@dataclass(frozen=True, slots=True)
class OpeningRequest:
    """``account``: its id; ``budget`` in US dollars."""

    account: str
    budget: float | None = None


def brief_opening(
    session: Session,
    request: OpeningRequest,
    notice: Callable[[str], None] = lambda _line: None,
    around: Around | None = None,
) -> BriefOpening | None:
    """The checked opening; None where no model is configured, or where nothing that it wrote stands. ``session``: the
    one that the page was made of, so that nothing is read or learned twice. ``notice`` hears where words go, and what
    could not be kept. Raises ModelError where the service fails, BudgetExceeded where a call would not be paid for."""
    with asking_model(session.workspace, request.budget, notice, around or Around()) as model:
        if model is None:
            return None
        answer = asyncio.run(answer_of(_conversation(session, request.account, model)))
    if not answer.is_backed:
        notice("the model's opening did not pass its checks, so the page has none")
        return None
    paragraphs = answer.text.split("\n\n")
    if answer.withheld:  # the last paragraph says so: that is for whoever asked, and no part of the page
        notice(paragraphs.pop())
    return BriefOpening(
        tuple(paragraphs),
        tuple(_source(one) for one in answer.citations),
        answer.model,
        answer.prompt,
    )


def _source(citation: Citation) -> str:
    said = citation.evidence
    return f"[{citation.n}] {said.source} {said.item}, {said.day}: “{one_line(said.text, _QUOTE)}”"


def _conversation(session: Session, account: str, model: WorkspaceModel) -> Conversation:
    scope = Scope(account=account, account_name=session.name(account))
    notebook = Notebook()
    toolbox = assistant_toolbox(session, scope)
    facts = [text for name in FACTS if (text := _asked(toolbox, notebook, name))]
    return Conversation(
        model=model,
        toolbox=Toolbox((), scope),
        inputs={
            "company": session.workspace.settings.company.name,
            "today": session.today.isoformat(),
            "scope": scope_words(session, scope),
            "facts": "\n".join(facts),
        },
        checks=Checks(notebook, related_by_meaning(session.workspace), foreign_to(session, scope)),
        limits=Limits(turns=_TURNS),
        prompt="brief",
    )


def _asked(toolbox: Toolbox, notebook: Notebook, name: str) -> str:
    """What a tool says of the account; nothing where the data cannot carry it, as the page says itself."""
    try:
        return notebook.take(name, toolbox.call(ToolCall("", name, "{}")))
    except NrrError:
        return ""
