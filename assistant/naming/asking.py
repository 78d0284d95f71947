"""Asks a model to name a theme: one request, one repair, and nothing that did not pass its checks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from assistant.cached_chat import forget_answer
from assistant.completing import completed
from assistant.drafts import objects_in
from assistant.naming.checks import Bounds, Proposed, faults_of
from assistant.naming.members import Members, listed
from foundation.text import one_line, safe_text
from prompts.chat import AnswerShape, ChatModel, ChatRequest, Message, Role, Stop
from prompts.fencing import defused
from prompts.rendering import rendered
from prompts.template import load_template
from synthesis.given_names import GivenName

PROMPT = "name_theme"
_MAX_TOKENS = 600
_LONGEST_TURN = 4000
_LONGEST = 400
_EDGES = " \t\"'“”„«»‘’`*_#."
_SHAPE = AnswerShape(
    "theme_name",
    {
        "type": "object",
        "additionalProperties": False,
        "required": ["label", "summary", "rule"],
        "properties": {name: {"type": "string"} for name in ("label", "summary", "rule")},
    },
)
_NO_JSON = ("it is no JSON object of label, summary and rule",)


@dataclass(frozen=True, slots=True)
class ThemeSaid:
    """A theme as a model is told of it: its kind, the label that the rule found, and its members."""

    kind: str
    label: str
    members: Members


@dataclass(frozen=True, slots=True)
class Naming:
    """What came of asking: the name, or ``why`` there is none, in our own words."""

    name: GivenName | None
    why: str = ""


def prompt_label() -> str:
    """The id@version of the prompt that names themes."""
    return load_template(PROMPT).label


def naming_request(said: ThemeSaid) -> ChatRequest:
    """The first call for a theme."""
    template = load_template(PROMPT)
    inputs = {"kind": said.kind, "label": said.label, "members": listed(said.members.sample())}
    return ChatRequest(rendered(template, inputs), template.label, (), _SHAPE, _MAX_TOKENS)


async def name_theme(model: ChatModel, said: ThemeSaid, bounds: Bounds) -> Naming:
    """The name that passed its checks, at the first or the second attempt, or why there is none. Raises ModelError
    where the service fails, BudgetExceeded where the next call would not be paid for."""
    request = naming_request(said)
    bounds = replace(bounds, instructions=request.messages[0].text)
    faults: tuple[str, ...] = ()
    for _attempt in range(2):
        completion = await completed(model, request)
        if completion.stop is Stop.REFUSED:
            return Naming(None, "the model refused")
        proposed = _proposed(completion.text)
        faults = faults_of(proposed, said.members, bounds) if proposed else _NO_JSON
        if completion.stop is Stop.LENGTH and proposed is None:
            faults = ("it was cut at its longest",)
        if proposed is not None and not faults:
            given = GivenName(proposed.label, proposed.summary, proposed.rule, model.name, request.prompt)
            return Naming(given)
        if proposed is None:
            forget_answer(model, request)
            if completion.repaired:
                break
        request = _again(request, completion.text, faults)
    return Naming(None, faults[0])


def _again(request: ChatRequest, written: str, faults: tuple[str, ...]) -> ChatRequest:
    """The request to mend ``faults``, in our own words."""
    told = "\n".join(f"- {fault}" for fault in faults)
    turns = [Message(Role.ASSISTANT, safe_text(written[:_LONGEST_TURN]))] if written.strip() else []
    turns.append(
        Message(
            Role.USER,
            f"The name did not pass its checks:\n{told}\n"
            "Answer again as JSON. Use words that several statements hold, and nothing else.",
        )
    )
    return replace(request, messages=(*request.messages, *turns))


def _proposed(text: str) -> Proposed | None:
    """The last object in ``text`` that is a name."""
    found = None
    for value in objects_in(text):
        if all(isinstance(value.get(key), str) for key in ("label", "summary", "rule")):
            found = _cleaned(value)
    return found


def _cleaned(value: Mapping[str, Any]) -> Proposed:
    label, summary, rule = (defused(one_line(value[key], _LONGEST)) for key in ("label", "summary", "rule"))
    label = label.strip(_EDGES)
    return Proposed(label[:1].upper() + label[1:], summary.strip(), rule.strip())
