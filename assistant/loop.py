"""The conversation: a model asks for tools, we run them, and its answer is checked before anyone sees it.

Knows no endpoint and no screen. Keeps the laws that it ends within its limits for any model, that each tool call
gets exactly one answer, and that nothing is shown which the tools' results do not back.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field

from assistant.answer import Answer, Sentence, Support
from assistant.checking import CheckedAnswer, Checks, checked, faults_in_words
from assistant.drafts import ANSWER_SCHEMA, read_draft
from assistant.events import Answered, AskEvent, Repairing, ToolEnded, ToolStarted
from assistant.notebook import Notebook
from assistant.tools import Toolbox
from foundation.errors import ModelError, NrrError
from foundation.text import one_line
from prompts.chat import AnswerShape, ChatModel, ChatRequest, Completion, Message, Role, Stop, ToolCall, Usage
from prompts.rendering import rendered
from prompts.template import load_template

_SHAPE = AnswerShape("answer", ANSWER_SCHEMA)
_NAMED_FAULTS = 8


@dataclass(frozen=True, slots=True)
class Limits:
    """``turns``: calls of the model at most; ``calls``: tool calls at most; ``max_tokens``: of each turn."""

    turns: int = 8
    calls: int = 16
    max_tokens: int = 1600


@dataclass(frozen=True, slots=True)
class Conversation:
    """What is asked, of whom and with which tools. ``said`` holds the turns of the conversation so far, as text."""

    model: ChatModel
    toolbox: Toolbox
    inputs: dict[str, str]
    checks: Checks
    said: tuple[Message, ...] = ()
    limits: Limits = Limits()

    @property
    def notebook(self) -> Notebook:
        return self.checks.notebook


@dataclass(slots=True)
class _Spent:
    tokens: int = 0
    cost: float | None = 0.0
    calls: int = 0
    asked: set[tuple[str, str]] = field(default_factory=set)

    def add(self, usage: Usage) -> None:
        self.tokens += usage.prompt_tokens + usage.completion_tokens
        self.cost = None if self.cost is None or usage.cost is None else self.cost + usage.cost


async def converse(conversation: Conversation) -> AsyncIterator[AskEvent]:
    """Events as they happen, ``Answered`` last. Raises ModelError where the model fails, refuses or comes to no
    answer within its limits, BudgetExceeded where the next call would not be paid for."""
    template = load_template("ask")
    first, *rest = rendered(template, conversation.inputs)
    messages = [first, *conversation.said, *rest]
    spent, repaired = _Spent(), False
    for turn in range(conversation.limits.turns):
        last = turn + 1 >= conversation.limits.turns or spent.calls >= conversation.limits.calls
        request = ChatRequest(
            tuple(messages),
            template.label,
            () if last else conversation.toolbox.specs,
            _SHAPE,
            conversation.limits.max_tokens,
        )
        completion = await _completed(conversation.model, request)
        spent.add(completion.usage)
        if completion.calls and not last:
            messages.append(Message(Role.ASSISTANT, completion.text, completion.calls))
            for call in completion.calls:
                for event in _answered(call, conversation, spent, messages):
                    yield event
            continue
        draft = read_draft(completion.text)
        answer = checked(draft, conversation.checks)
        faults = faults_in_words(answer) if draft.sentences else ("there was no answer in it",)
        if faults and not repaired and not last:
            repaired = True
            yield Repairing(faults[:_NAMED_FAULTS])
            messages += [Message(Role.ASSISTANT, completion.text), Message(Role.USER, _mend(faults))]
            continue
        yield Answered(_answer(conversation, template.label, answer, draft.in_data, spent))
        return
    raise ModelError(
        f"the model came to no answer within {conversation.limits.turns} turns",
        where=conversation.model.name,
        hint="Ask more narrowly, or use --no-llm.",
    )


async def _completed(model: ChatModel, request: ChatRequest) -> Completion:
    """The whole turn. A turn that was cut or refused is no answer."""
    completion = None
    async for event in model.stream(request):
        if isinstance(event, Completion):
            completion = event
    if completion is None:
        raise ModelError(
            "the model ended without an answer", where=model.name, hint="Try again.", retryable=True
        )
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


def _answered(
    call: ToolCall, conversation: Conversation, spent: _Spent, messages: list[Message]
) -> Iterator[AskEvent]:
    """Run one call and append its one answer to ``messages``."""
    name, asked = one_line(call.name, 40), one_line(call.arguments, 120)
    yield ToolStarted(name, asked)
    found, problem = 0, ""
    if spent.calls >= conversation.limits.calls:
        problem = "no more tool calls are allowed; answer with what there is"
    elif (call.name, call.arguments) in spent.asked:
        problem = "this was asked before with the same arguments; its result stands above"
    else:
        spent.asked.add((call.name, call.arguments))
        try:
            result = conversation.toolbox.call(call)
        except NrrError as error:
            problem = one_line(str(error), 400)
        except Exception as error:  # a tool's own fault must not end the conversation
            problem = f"the tool failed ({type(error).__name__})"
        else:
            found = len(result.evidence) + len(result.disagree)
            messages.append(Message(Role.TOOL, conversation.notebook.take(name, result), call_id=call.id))
    spent.calls += 1
    if problem:
        messages.append(Message(Role.TOOL, f"error: {problem}", call_id=call.id))
    yield ToolEnded(name, found, problem)


def _mend(faults: tuple[str, ...]) -> str:
    listed = "\n".join(f"- {fault}" for fault in faults[:_NAMED_FAULTS])
    return (
        f"The answer did not pass its checks:\n{listed}\n"
        "Answer again as JSON with only what the tools returned. Leave out what they do not back."
    )


def _answer(
    conversation: Conversation, prompt: str, answer: CheckedAnswer, in_data: bool, spent: _Spent
) -> Answer:
    notebook, paragraphs = conversation.notebook, answer.paragraphs
    if answer.withheld:
        count = len(answer.withheld)
        note = f"{count} sentence{'s were' if count > 1 else ' was'} withheld: {answer.withheld[0]}."
        paragraphs = (*paragraphs, (Sentence(note, (), Support.PLAIN),))
    return Answer(
        question=conversation.inputs["question"],
        paragraphs=paragraphs,
        citations=tuple(notebook.citations[n] for n in answer.cited),
        figures=answer.figures,
        disagree=notebook.disagree,
        not_looked_at=notebook.not_looked_at,
        in_data=in_data and bool(answer.paragraphs),
        model=conversation.model.name,
        prompt=prompt,
        tokens=spent.tokens,
        cost=spent.cost,
    )
