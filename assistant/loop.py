"""The conversation: a model asks for tools, we run them, and its answer is checked before anyone sees it.

Knows no endpoint and no screen. Keeps the laws that it ends within its limits for any model, that each tool call
gets exactly one answer, and that nothing is shown which the tools' results do not back.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from dataclasses import dataclass, replace

from assistant.along import streamed
from assistant.answer import Answer, Sentence, Support
from assistant.cached_chat import forget_answer
from assistant.calls import CallDesk
from assistant.checking import CheckedAnswer, Checks, checked
from assistant.completing import ended_without_answer
from assistant.drafts import ANSWER_SCHEMA, Draft, read_draft
from assistant.events import Answered, AskEvent, Repairing
from assistant.history import safe_history
from assistant.notebook import Notebook
from assistant.tools import Toolbox
from foundation.errors import ModelError
from foundation.text import safe_text
from playbooks.written_dates import dates_and_rest
from prompts.chat import AnswerShape, ChatModel, ChatRequest, Completion, Message, Role, Stop, Usage
from prompts.rendering import rendered
from prompts.template import load_template

_SHAPE = AnswerShape("answer", ANSWER_SCHEMA)
_NAMED_FAULTS = 8
_LONGEST_TURN = 20_000


@dataclass(frozen=True, slots=True)
class Limits:
    """``turns``: calls of the model at most; ``calls``: tool calls at most; ``max_tokens``: of each turn."""

    turns: int = 8
    calls: int = 16
    max_tokens: int = 1600


@dataclass(frozen=True, slots=True)
class Conversation:
    """What is asked, of whom, with which tools and by which prompt. ``said`` holds the turns so far, as text; what
    they say is no source, so that an answer looks its figures up again."""

    model: ChatModel
    toolbox: Toolbox
    inputs: dict[str, str]
    checks: Checks
    said: tuple[Message, ...] = ()
    limits: Limits = Limits()
    prompt: str = "ask"

    @property
    def notebook(self) -> Notebook:
        return self.checks.notebook

    @property
    def question(self) -> str:
        """As it was asked; empty where the prompt itself says what to write."""
        return self.inputs.get("question", "")


@dataclass(slots=True)
class _Spent:
    tokens: int = 0
    cost: float | None = 0.0

    def add(self, usage: Usage) -> None:
        self.tokens += usage.prompt_tokens + usage.completion_tokens
        self.cost = None if self.cost is None or usage.cost is None else self.cost + usage.cost


async def converse(conversation: Conversation) -> AsyncGenerator[AskEvent, None]:
    """Events as they happen, ``Answered`` last; with an answer of no paragraphs where the model was told once to mend
    its form and still gave none. Raises ModelError where the model fails, refuses or comes to no
    answer within its limits, BudgetExceeded where the next call would not be paid for."""
    template, limits = load_template(conversation.prompt), conversation.limits
    system, *rest = rendered(template, conversation.inputs)
    checks = replace(conversation.checks, question=conversation.question, instructions=system.text)
    today, _ = dates_and_rest(f"{conversation.inputs['today']} {conversation.inputs['scope']}")
    conversation.notebook.note_days(day for one in today for day in one.iso)
    messages = [system, *safe_history(conversation.said, checks.foreign), *rest]
    desk = CallDesk(conversation.toolbox, conversation.notebook, limits.calls)
    spent, repaired = _Spent(), False
    for turn in range(limits.turns):
        last = turn + 1 >= limits.turns
        may_call = not last and not desk.is_closed
        tools = conversation.toolbox.specs if may_call else ()
        request = ChatRequest(tuple(messages), template.label, tools, _SHAPE, limits.max_tokens)
        completion = None
        async with aclosing(streamed(conversation.model, request, checks)) as pieces:
            async for piece in pieces:
                if isinstance(piece, Completion):
                    completion = piece
                else:
                    yield piece
        completion = _whole(completion, conversation.model)
        spent.add(completion.usage)
        if completion.calls and may_call:
            calls = desk.admitted(completion.calls, turn)
            messages.append(Message(Role.ASSISTANT, _bounded(completion.text), calls))
            for call in calls:
                for event in desk.answered(call, messages):
                    yield event
            continue
        draft = read_draft(completion.text)
        answer = checked(draft, checks)
        faults = answer.faults if draft.sentences else ("there was no answer in it",)
        if not draft.sentences:
            forget_answer(conversation.model, request)
            repaired = repaired or completion.repaired
        if faults and not repaired and not last:
            repaired = True
            yield Repairing(faults[:_NAMED_FAULTS])
            if completion.text.strip():  # servers refuse an empty turn
                messages.append(Message(Role.ASSISTANT, _bounded(completion.text)))
            messages.append(Message(Role.USER, _mend(faults)))
            continue
        if draft.sentences or repaired:
            yield Answered(_answer(conversation, template.label, draft, answer, spent))
            return
    raise ModelError(
        f"the model came to no answer within {limits.turns} turns",
        where=conversation.model.name,
        hint="Ask more narrowly, or use --no-llm.",
    )


async def answer_of(
    conversation: Conversation, on_event: Callable[[AskEvent], None] = lambda _event: None
) -> Answer:
    """The answer that ``converse`` ends in; ``on_event`` hears every event. Raises as it does."""
    async with aclosing(converse(conversation)) as events:
        async for event in events:
            on_event(event)
            if isinstance(event, Answered):
                return event.answer
    raise RuntimeError("a conversation ended without an answer and without an error")


def _whole(completion: Completion | None, model: ChatModel) -> Completion:
    """The whole turn. A turn that never ended, was cut or refused is no answer."""
    if completion is None:
        raise ended_without_answer(model)
    if completion.stop is Stop.REFUSED:
        raise ModelError(
            "the model refused to answer", where=model.name, hint="Ask otherwise, or use --no-llm."
        )
    if completion.stop is Stop.LENGTH and not completion.calls:
        raise ModelError(
            "the answer was cut at its longest",
            where=model.name,
            hint="Raise model.max_tokens or ask more narrowly.",
        )
    return completion


def _bounded(text: str) -> str:
    return safe_text(text[:_LONGEST_TURN])


def _mend(faults: tuple[str, ...]) -> str:
    """What to mend, in our own words: a model that repeats a customer must not get their words from us."""
    listed = "\n".join(f"- {fault}" for fault in faults[:_NAMED_FAULTS])
    return (
        f"The answer did not pass its checks:\n{listed}\n"
        "Answer again as JSON with only what the tools returned. Leave out what they do not back."
    )


def _answer(
    conversation: Conversation, prompt: str, draft: Draft, answer: CheckedAnswer, spent: _Spent
) -> Answer:
    notebook, paragraphs = conversation.notebook, answer.paragraphs
    if answer.withheld:
        count = len(answer.withheld)
        said = "sentences of the model were" if count > 1 else "sentence of the model was"
        note = f"{count} {said} withheld: {answer.withheld[0]}."
        paragraphs = (*paragraphs, (Sentence(note, (), Support.PLAIN),))
    return Answer(
        question=conversation.question,
        paragraphs=paragraphs,
        citations=tuple(notebook.citations[n] for n in answer.cited),
        figures=answer.figures,
        disagree=notebook.disagree,
        not_looked_at=notebook.not_looked_at,
        in_data=draft.in_data and bool(answer.paragraphs),
        model=conversation.model.name,
        prompt=prompt,
        tokens=spent.tokens,
        cost=spent.cost,
        withheld=answer.withheld,
        drafts=notebook.drafts,
    )
