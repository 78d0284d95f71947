"""Tools that tell when they are called and what they found, for an answer that is made without the model's loop."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assistant.events import AskEvent, ToolEnded, ToolStarted
from assistant.tools import Scope, Tool, Toolbox, ToolResult
from foundation.errors import NrrError
from foundation.text import one_line
from prompts.chat import ToolCall


class ToldToolbox(Toolbox):
    """A toolbox whose calls are heard by ``on_event``, which may raise to end the answer."""

    def __init__(self, tools: Sequence[Tool], scope: Scope, on_event: Callable[[AskEvent], None]) -> None:
        super().__init__(tools, scope)
        self._on_event = on_event

    def call(self, call: ToolCall) -> ToolResult:
        """See ``Toolbox``."""
        self._on_event(ToolStarted(call.name, one_line(call.arguments, 120)))
        try:
            result = super().call(call)
        except NrrError as error:
            self._on_event(ToolEnded(call.name, 0, one_line(error.what, 400)))
            raise
        self._on_event(ToolEnded(call.name, len(result.evidence) + len(result.disagree)))
        return result
