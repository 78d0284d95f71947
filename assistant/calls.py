"""Runs the calls that a model asks for: each gets exactly one answer, and there is an end to them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from assistant.events import AskEvent, ToolEnded, ToolStarted
from assistant.notebook import Notebook
from assistant.tools import Toolbox, ToolResult
from foundation.errors import NrrError
from foundation.text import one_line
from prompts.chat import Message, Role, ToolCall
from prompts.fencing import fenced

_LONGEST_ARGUMENTS = 4000
_LONGEST_NAME = 64
_FULL = "no more tool calls are allowed; answer with what there is"
_AGAIN = "this was asked before with the same arguments; its result stands above"


class CallDesk:
    """Takes calls until ``limit`` of them were answered."""

    def __init__(self, toolbox: Toolbox, notebook: Notebook, limit: int) -> None:
        self._toolbox = toolbox
        self._notebook = notebook
        self._limit = limit
        self._taken = 0
        self._asked: set[tuple[str, str]] = set()

    @property
    def is_closed(self) -> bool:
        """Whether no further call will be run."""
        return self._taken >= self._limit

    def admitted(self, calls: Sequence[ToolCall], turn: int) -> tuple[ToolCall, ...]:
        """The calls of one turn that get an answer, as they go into the conversation: one more than may be run at
        most, each with an id of its own and with arguments that are a JSON object."""
        room = max(self._limit - self._taken, 0) + 1
        if len(calls) > room:
            self._notebook.leave_out("what the model asked for beyond its tool calls")
        return tuple(
            ToolCall(f"call_{turn}_{at}", _name(call.name), _arguments(call.arguments))
            for at, call in enumerate(calls[:room])
        )

    def answered(self, call: ToolCall, messages: list[Message]) -> Iterator[AskEvent]:
        """Run one admitted call and append its one answer to ``messages``."""
        name = call.name
        yield ToolStarted(name, one_line(call.arguments, 120))
        found, problem, text = 0, "", ""
        if self.is_closed:
            problem = _FULL
        elif (name, call.arguments) in self._asked:
            problem = _AGAIN
        else:
            self._asked.add((name, call.arguments))
            outcome = self._run(call)
            if isinstance(outcome, str):
                problem = outcome
            else:
                found = len(outcome.evidence) + len(outcome.disagree)
                text = self._notebook.take(name, outcome)
        self._taken += 1
        messages.append(Message(Role.TOOL, text or fenced("error", problem), call_id=call.id))
        yield ToolEnded(name, found, problem)

    def _run(self, call: ToolCall) -> ToolResult | str:
        """What the tool found, or what went wrong, in a line."""
        try:
            return self._toolbox.call(call)
        except NrrError as error:
            return one_line(str(error), 400)
        except Exception as error:  # a tool's own fault must not end the conversation
            self._notebook.leave_out(f"what {call.name} would have found: it failed")
            return f"the tool failed ({type(error).__name__})"


def _name(name: str) -> str:
    """A tool's name as a server takes it back: letters, digits, _ and -."""
    kept = "".join(char if char.isascii() and (char.isalnum() or char in "_-") else "_" for char in name)
    return kept[:_LONGEST_NAME] or "unnamed"


def _arguments(written: str) -> str:
    """``written`` in one form, so that the same call twice is seen; what is no JSON object stays as it is, cut, in a
    JSON object: servers refuse a history with broken arguments."""
    try:
        value = json.loads(written.strip() or "{}") if len(written) <= _LONGEST_ARGUMENTS else written
        if isinstance(value, dict):
            return json.dumps(value, sort_keys=True)
    except (ValueError, RecursionError):
        value = written
    return json.dumps({"not_an_object": one_line(written, 200)})
