"""A model that answers the same question once: answers are kept by the hash of everything that was asked.

Keeps the rules that only whole answers are kept (none that was cut or refused, none that lacks the shape asked for),
that of the question nothing is kept but its hash, and that an answer from before costs nothing.
"""

from __future__ import annotations

import json
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from dataclasses import asdict
from typing import Any, Protocol, cast, runtime_checkable

from assistant.wire.prompted import shaped
from foundation.ids import content_id
from prompts.chat import ChatEvent, ChatModel, ChatRequest, Completion, Stop, TextDelta, ToolCall, Usage

_FORM = "1"
"""Raised when what is kept, or what it depends on, changes its form."""


class AnswerMemory(Protocol):
    """Keeps bodies by key."""

    def recall(self, key: str) -> str | None: ...

    def keep(self, key: str, body: str, request: ChatRequest) -> None: ...

    def forget(self, key: str) -> None: ...


@runtime_checkable
class Forgetful(Protocol):
    """A model that can forget what it answered."""

    def forget(self, request: ChatRequest) -> None: ...


def forget_answer(model: ChatModel, request: ChatRequest) -> None:
    """Have ``model`` answer ``request`` anew next time, where it keeps answers: this one was of no use."""
    if isinstance(model, Forgetful):
        model.forget(request)


class CachedChat:
    """Wraps a model. ``settings`` says what the answer depends on beside the request: the model, its address.
    ``used`` hears of each answer that came from before."""

    def __init__(
        self,
        inner: ChatModel,
        settings: str,
        memory: AnswerMemory,
        used: Callable[[ChatRequest], None] = lambda _request: None,
    ) -> None:
        self._inner = inner
        self._settings = settings
        self._memory = memory
        self._used = used

    @property
    def name(self) -> str:
        """The wrapped model's."""
        return self._inner.name

    def key(self, request: ChatRequest) -> str:
        """What the answer to ``request`` is kept under."""
        asked = json.dumps(_plain(request), sort_keys=True, ensure_ascii=True)
        return content_id("answer", _FORM, self._settings, asked, length=64)

    def holds(self, request: ChatRequest) -> bool:
        """Whether ``request`` would be answered from before."""
        return self._kept(request) is not None

    def forget(self, request: ChatRequest) -> None:
        """Answer ``request`` anew next time."""
        self._memory.forget(self.key(request))

    def _kept(self, request: ChatRequest) -> Completion | None:
        kept = _completion(self._memory.recall(self.key(request)))
        return kept if kept is not None and _fits(kept, request) else None

    async def stream(self, request: ChatRequest) -> AsyncGenerator[ChatEvent, None]:
        """See ``ChatModel``."""
        kept = self._kept(request)
        if kept is not None:
            self._used(request)
            if kept.text:
                yield TextDelta(kept.text)
            yield kept
            return
        async with aclosing(cast(AsyncGenerator[ChatEvent, None], self._inner.stream(request))) as events:
            async for event in events:
                if isinstance(event, Completion) and _fits(event, request):
                    self._memory.keep(self.key(request), _body(event), request)
                yield event


def _fits(completion: Completion, request: ChatRequest) -> bool:
    """Whether an answer is whole and of the shape asked for: another would be paid for once and be of no use for
    months."""
    if completion.stop is Stop.TOOLS or completion.calls:
        return True
    if completion.stop is not Stop.ANSWER:
        return False
    return request.shape is None or shaped(completion.text, request.shape) is not None


def _plain(request: ChatRequest) -> dict[str, Any]:
    return {
        "messages": [
            {
                "role": turn.role.value,
                "text": turn.text,
                "calls": [asdict(call) for call in turn.calls],
                "call_id": turn.call_id,
            }
            for turn in request.messages
        ],
        "prompt": request.prompt,
        "tools": [[tool.name, tool.description, dict(tool.parameters)] for tool in request.tools],
        "shape": [request.shape.name, dict(request.shape.schema)] if request.shape else None,
        "max_tokens": request.max_tokens,
    }


def _body(completion: Completion) -> str:
    held = {
        "text": completion.text,
        "calls": [asdict(call) for call in completion.calls],
        "stop": completion.stop.value,
    }
    return json.dumps(held, ensure_ascii=False)


def _completion(body: str | None) -> Completion | None:
    """What was kept; None where there is nothing, or nothing that can be read."""
    if body is None:
        return None
    try:
        held = json.loads(body)
        calls = tuple(ToolCall(one["id"], one["name"], one["arguments"]) for one in held["calls"])
        return Completion(str(held["text"]), calls, Stop(held["stop"]), Usage(cost=0.0), cached=True, asked=0)
    except (ValueError, KeyError, TypeError):
        return None
