"""What a tool is and what it hands back: computed values, and customers' words apart from them.

Keeps the rules that tools only read (a drafting tool makes a draft and nothing else), that a call is checked
against its schema before it runs, and that a conversation about one account reads nothing of another.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from foundation.errors import EvidenceError, ToolFault
from foundation.months import Month
from foundation.text import folded, one_line, safe_value
from playbooks.drafting import PlayDraft
from prompts.chat import ToolCall, ToolSpec

_LONGEST_ARGUMENTS = 20_000
_LONGEST_STRING = 1000
_LONGEST_FAULT = 200
_ACCOUNT_KEYS = frozenset({"account", "account_id", "account_name"})


class Arguments(BaseModel):
    """Base of every tool's arguments: unknown ones are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_max_length=_LONGEST_STRING)


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
    in words what the tool left out; ``empty`` that the data holds nothing of it. A row of one account names it under
    ``account``, ``account_id`` or ``account_name``, so that its figures are its own. Numbers inside strings count
    only under the keys that our own code words (``playbooks.results.OUR_WORDS``: ``why``, ``note``, ``window``, ...):
    names and labels are the customers'. ``draft`` is what a drafting tool made: it is shown as it is, and the model is
    told that it exists, so that no model can alter it.
    """

    data: Mapping[str, Any]
    evidence: tuple[Evidence, ...] = ()
    disagree: tuple[Evidence, ...] = ()
    not_looked_at: tuple[str, ...] = ()
    empty: bool = False
    draft: PlayDraft | None = None


@dataclass(frozen=True, slots=True)
class Scope:
    """What a conversation is about. With ``account`` (an id) no tool returns another account's words or figures;
    ``account_name`` lets rows name it so. ``month`` is meant where a question names no time."""

    account: str = ""
    theme: str = ""
    account_name: str = ""
    month: Month | None = None


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
        if not self.scope.account:
            return result
        foreign = any(
            evidence.account != self.scope.account for evidence in (*result.evidence, *result.disagree)
        )
        foreign = foreign or (result.draft is not None and result.draft.account != self.scope.account)
        if foreign or any(self._is_foreign(key, name) for key, name in _accounts_in(result.data)):
            raise EvidenceError(
                "a tool asked about one account found another's words or figures",
                hint="Nothing of it was shown; run `nrr doctor`.",
            )
        return result

    def _is_foreign(self, key: str, name: str) -> bool:
        """Whether a row names another account: by id always, by name where the scope knows its own."""
        if folded(name) == folded(self.scope.account):
            return False
        if key == "account_id":
            return True
        return bool(self.scope.account_name) and folded(name) != folded(self.scope.account_name)


def _accounts_in(value: Any) -> Iterator[tuple[str, str]]:
    """The accounts that rows of ``value`` say they are of, with the key that says so."""
    if isinstance(value, Mapping):
        for key, held in value.items():
            if key in _ACCOUNT_KEYS and isinstance(held, str) and held:
                yield key, held
            yield from _accounts_in(held)
    elif isinstance(value, list | tuple):
        for held in value:
            yield from _accounts_in(held)


def _arguments(tool: Tool, written: str) -> Arguments:
    if len(written) > _LONGEST_ARGUMENTS:
        raise ToolFault(f"the arguments of {tool.name} are too long", hint="Send fewer.")
    try:
        values = json.loads(written.strip() or "{}", parse_constant=_no_number)
        return tool.arguments.model_validate(safe_value(values))
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


def _no_number(word: str) -> float:
    raise ValueError(f"{word} is no number")
