"""Use case: the opening of an account's brief in a model's words, made of the same facts and checked against them.

The page itself is not the model's: its facts are those of ``workspace.brief`` whatever is written here.
"""

from __future__ import annotations

import asyncio
from contextlib import aclosing
from typing import TYPE_CHECKING

from assistant.answer import Answer, Support
from assistant.checking import Checks
from assistant.events import Answered
from assistant.loop import Conversation, Limits, converse
from assistant.notebook import Notebook
from assistant.tools import Scope, Toolbox
from foundation.errors import NrrError
from prompts.chat import ToolCall
from workspace.ask import Telling, foreign_to, scope_words
from workspace.assistant_tools import assistant_toolbox
from workspace.models import Around, first_use_notice, notice_said, open_model
from workspace.relating import related_by_meaning

if TYPE_CHECKING:
    from workspace.models import WorkspaceModel
    from workspace.tools.session import Session

FACTS = ("account_facts", "health", "churn", "plays_due")
"""The tools whose results the opening is made of, each asked about the account alone."""

_TURNS = 2  # the opening, and the opening mended once


def brief_prose(
    session: Session,
    account: str,
    budget: float | None = None,
    telling: Telling | None = None,
    around: Around | None = None,
) -> Answer | None:
    """The checked opening; None where no model is configured, or where nothing that it wrote stands. Raises ModelError
    where the service fails, BudgetExceeded where a call would not be paid for."""
    from assistant.budget import Budget

    telling, around = telling or Telling(), around or Around()
    workspace = session.workspace
    if not workspace.settings.model.configured:
        return None
    model = open_model(workspace, Budget(usd=budget), around)
    if model is None:
        return None
    if notice := first_use_notice(workspace):
        telling.notice(notice)
        notice_said(workspace, around.clock)
    try:
        return asyncio.run(_written(_conversation(session, account, model)))
    finally:
        if short := model.close():
            telling.notice(short)


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


async def _written(conversation: Conversation) -> Answer | None:
    answer = None
    async with aclosing(converse(conversation)) as events:
        async for event in events:
            if isinstance(event, Answered):
                answer = event.answer
    if answer is None or not any(
        one.support in (Support.CITED, Support.COMPUTED)
        for paragraph in answer.paragraphs
        for one in paragraph
    ):
        return None
    return answer
