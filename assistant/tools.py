"""What a tool is and what it hands back: computed values, and customers' words apart from them.

Keeps the rules that tools only read (a drafting tool makes a draft and nothing else), that a call is checked
against its schema before it runs, and that a conversation about one account reads nothing of another.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from foundation.errors import EvidenceError, ToolFault
from foundation.text import one_line
from prompts.chat import ToolCall, ToolSpec

_LONGEST_ARGUMENTS = 20_000
_LONGEST_FAULT = 200


class Arguments(BaseModel):
    """Base of every tool's arguments: unknown ones are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words of a customer, redacted as stored. ``text`` is a verbatim part of item ``item``; ``account`` is the
    id it counts for, empty where it has none; ``day`` is ISO; ``source`` is ticket, nps or call."""

    item: str
    account: str
    account_name: str
    day: str
    source: str
    text: str


@dataclass(frozen=True, slots=True)
class ToolResult:
    """What a tool found.

    ``data`` is JSON that our own code computed: every number in it may stand in an answer. A number that
    ``nrr explain`` opens stands as ``{"value": 0.93, "unit": "ratio", "figure": "nrr:2026-10"}``. Customers' words
    stand in ``evidence`` alone; ``disagree`` holds those that speak against what was asked; ``not_looked_at`` says
    in words what the tool left out; ``empty`` that the data holds nothing of it.
    """

    data: Mapping[str, Any]
    evidence: tuple[Evidence, ...] = ()
    disagree: tuple[Evidence, ...] = ()
    not_looked_at: tuple[str, ...] = ()
    empty: bool = False


@dataclass(frozen=True, slots=True)
class Scope:
    """What a conversation is about. With ``account`` (an id) no tool returns another account's words or figures."""

    account: str = ""
    theme: str = ""


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool: its name and description as the model reads them, its arguments, and what runs it.

    ``run`` raises NrrError for what the model can mend (an unknown account, a month without data).
    """

    name: str
    description: str
    arguments: type[Arguments]
    run: Callable[[Any, Scope], ToolResult]

    @property
    def spec(self) -> ToolSpec:
        """As the model is told of it."""
        return ToolSpec(self.name, self.description, self.arguments.model_json_schema())


class Toolbox:
    """The tools of a conversation, and the one way to call them."""

    def __init__(self, tools: Sequence[Tool], scope: Scope) -> None:
        self._tools = {tool.name: tool for tool in tools}
        self.scope = scope

    @property
    def specs(self) -> tuple[ToolSpec, ...]:
        """All tools, by name."""
        return tuple(self._tools[name].spec for name in sorted(self._tools))

    def call(self, call: ToolCall) -> ToolResult:
        """Run a call. Raises ToolFault where there is no such tool or its arguments do not fit, EvidenceError
        where it handed back words of an account that the conversation is not about, and what the tool raises."""
        tool = self._tools.get(call.name)
        if tool is None:
            raise ToolFault(
                f"there is no tool {one_line(call.name, 60)!r}",
                hint=f"There are: {', '.join(sorted(self._tools))}.",
            )
        return self._in_scope(tool.run(_arguments(tool, call.arguments), self.scope))

    def _in_scope(self, result: ToolResult) -> ToolResult:

        for evidence in (*result.evidence, *result.disagree):
            if self.scope.account and evidence.account != self.scope.account:
                raise EvidenceError(
                    "a search of one account found words of another",
                    hint="Nothing was shown; run `nrr doctor`.",
                )
        return result


def _arguments(tool: Tool, written: str) -> Arguments:
    if len(written) > _LONGEST_ARGUMENTS:
        raise ToolFault(f"the arguments of {tool.name} are too long", hint="Send fewer.")
    try:
        values = json.loads(written or "{}")
        return tool.arguments.model_validate(values)
    except (ValueError, RecursionError, ValidationError) as error:
        if isinstance(error, ValidationError):
            first = error.errors()[0]
            at = ".".join(str(step) for step in first["loc"])
            said = f"{at}: {first['msg']}" if at else str(first["msg"])
        else:
            said = "they are not JSON"
        raise ToolFault(
            f"the arguments of {tool.name} do not fit: {one_line(said, _LONGEST_FAULT)}",
            hint="Send one JSON object that fits the tool's schema.",
        ) from error
