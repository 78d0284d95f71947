"""Use case: a question about customers answered, by the workspace's model or without one, checked either way.

Where a model is asked and nothing of its answer passes the checks, the answer without a model is given and said to be
that. A service that fails is an error; it is never papered over.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from assistant.answer import Answer, Sentence, Support
from assistant.checking import Checks
from assistant.events import AskEvent
from assistant.loop import Conversation, answer_of
from assistant.notebook import Notebook
from assistant.offline.answering import answer_offline
from assistant.tools import Scope
from foundation.errors import SettingsError
from foundation.months import Month
from foundation.text import safe_text
from prompts.chat import Message, Role
from workspace.assistant_tools import assistant_toolbox, open_session, told_toolbox
from workspace.models import Around, WorkspaceModel, asking_model
from workspace.relating import related_by_meaning
from workspace.search import resolve_account
from workspace.vocabulary import vocabulary_of
from workspace.workspace import Workspace

if TYPE_CHECKING:
    from workspace.tools.session import Session

LONGEST = 4_000
"""Characters of a question that are read."""

_LOOKS_EVERY = 0.05  # seconds between two looks whether the question is still wanted

_NO_ANSWER = "The model's answer was not in the form asked for, so this one was made without it."
_FELL_BACK = "The model's answer did not pass its checks, so this one was made without it."


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked. ``scope``: the account (an id) or theme that the conversation is about alone. ``said``: its turns
    so far."""

    text: str
    scope: Scope = field(default_factory=Scope)
    said: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """A question that was asked before in the same conversation, and its answer as text."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class AskRequest:
    """What a front end asks: ``account`` and ``theme`` by id or name; ``month`` is meant where the question names no
    time; ``budget`` in US dollars. ``said``: what a model may take the question to follow, oldest first, of the same
    account and theme."""

    text: str
    account: str = ""
    theme: str = ""
    use_model: bool = True
    budget: float | None = None
    month: Month | None = None
    said: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True)
class Telling:
    """What a front end hears while it waits. ``notice``: a line on where words go, or what could not be kept.
    ``go_on`` is called often, and ends the question by raising."""

    event: Callable[[AskEvent], None] = lambda _event: None
    notice: Callable[[str], None] = lambda _line: None
    go_on: Callable[[], None] = lambda: None


def ask(
    workspace: Workspace,
    request: AskRequest,
    telling: Telling | None = None,
    around: Around | None = None,
    session: Session | None = None,
) -> Answer:
    """The checked answer, read through ``session`` where one is kept. Raises SettingsError for a question that cannot
    be read and an unknown account or theme, ModelError where the service fails, BudgetExceeded where a call would not
    be paid for."""
    telling, around = telling or Telling(), around or Around()
    session = session or open_session(workspace, around.clock)
    question = asked_of(session, request)
    if not request.use_model:
        return ask_offline(session, question, telling)
    with asking_model(workspace, request.budget, telling.notice, around) as model:
        if model is None:
            return ask_offline(session, question, telling)
        asked = replace(question, said=_turns(request.said))
        return asyncio.run(_watched(_by_model(session, asked, model, telling), telling.go_on))


async def _watched(work: Coroutine[None, None, Answer], go_on: Callable[[], None]) -> Answer:
    """What ``work`` comes to. It is given up, wherever it waits, once ``go_on`` raises."""
    task = asyncio.ensure_future(work)
    try:
        while not task.done():
            await asyncio.wait({task}, timeout=_LOOKS_EVERY)
            go_on()
    finally:
        if not task.done():
            task.cancel()
            await asyncio.wait({task})
    return task.result()


def _turns(said: Sequence[Said]) -> tuple[Message, ...]:
    """The turns before, as a model reads them."""
    turns = ((Message(Role.USER, one.question), Message(Role.ASSISTANT, one.answer)) for one in said)
    return tuple(message for pair in turns for message in pair)


def asked_of(session: Session, request: AskRequest) -> Question:
    """The question with its scope found. Raises SettingsError as ``ask`` does."""
    text = safe_text(request.text).strip()
    if not any(char.isalnum() for char in text):
        raise SettingsError("there is no question", hint='Ask one: nrr ask "Why is ACCOUNT at risk?"')
    if len(text) > LONGEST:
        raise SettingsError(
            f"the question has {len(text):,} characters, and at most {LONGEST:,} are read",
            hint="Ask more briefly.",
        )
    if not session.names and not session.sources:
        raise SettingsError(
            "the workspace is empty",
            hint="Import accounts, revenue and feedback (nrr import), or try nrr demo.",
        )
    account = ""
    if request.account.strip():
        session.need_accounts()
        account = session.counting(resolve_account(session.names, request.account.strip()))
    theme = session.theme_named(request.theme).theme.id if request.theme.strip() else ""
    name = session.name(account) if account else ""
    return Question(text, Scope(account, theme, name, request.month))


def ask_offline(session: Session, question: Question, telling: Telling | None = None) -> Answer:
    """The answer without a model."""
    telling = telling or Telling()

    def heard(event: AskEvent) -> None:
        telling.go_on()
        telling.event(event)

    toolbox = told_toolbox(session, question.scope, heard)
    return answer_offline(question.text, toolbox, vocabulary_of(session, question.scope))


async def _by_model(session: Session, question: Question, model: WorkspaceModel, telling: Telling) -> Answer:
    answer = await answer_of(_conversation(session, question, model), telling.event)
    if _stands(answer):
        return answer
    fallen = ask_offline(session, question, telling)
    why = _FELL_BACK if answer.paragraphs or answer.withheld else _NO_ANSWER
    return replace(
        fallen,
        paragraphs=((Sentence(why),), *fallen.paragraphs),
        model=model.name,
        prompt=answer.prompt,
        tokens=answer.tokens,
        cost=answer.cost,
        withheld=answer.withheld,
    )


def _conversation(session: Session, question: Question, model: WorkspaceModel) -> Conversation:
    scope = question.scope
    return Conversation(
        model=model,
        toolbox=assistant_toolbox(session, scope),
        inputs={
            "company": session.workspace.settings.company.name,
            "today": session.today.isoformat(),
            "scope": scope_words(session, scope),
            "question": question.text,
        },
        checks=Checks(
            Notebook(),
            related_by_meaning(session.workspace),
            foreign_to(session, scope),
            accounts=session.names.values(),
        ),
        said=question.said,
    )


def scope_words(session: Session, scope: Scope) -> str:
    words = []
    if scope.account:
        words.append(
            f"This conversation is about the account {session.name(scope.account)} ({scope.account}) alone: say "
            "nothing of any other."
        )
    if scope.theme:
        words.append(f"It is about the theme {session.theme_named(scope.theme).theme.label}.")
    if scope.month:
        words.append(f"Where the question names no time, it means {scope.month.title} ({scope.month}).")
    words.append(f"The data reaches {session.day.isoformat()}.")
    return " ".join(words)


def foreign_to(session: Session, scope: Scope) -> frozenset[str]:
    """Names and ids of the accounts that the conversation is not about."""
    if not scope.account:
        return frozenset()
    own = {one for one in session.names if session.counting(one) == scope.account}
    kept = {session.name(one) for one in own}
    others = {one for one in session.names if one not in own}
    return frozenset(
        name for one in others for name in (one, session.names[one]) if name and name not in kept
    )


def _stands(answer: Answer) -> bool:
    """Whether something of a model's answer is left that is backed, or that it says that the data holds nothing."""
    shown = (one for paragraph in answer.paragraphs for one in paragraph)
    absent = not answer.in_data and not answer.withheld
    return answer.is_backed or (absent and any(one.support is Support.PLAIN for one in shown))
