"""The ``ChatModel`` port: what is asked of a language model, and what comes back, in our own words.

Nothing here knows an endpoint or a library. A live model (``assistant.openai_chat``) and a scripted one pass the
same contract test.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol


class Role(StrEnum):
    """Who speaks in a conversation."""

    SYSTEM = "system"
    USER = "user"
    ASSISTANT = "assistant"
    TOOL = "tool"


@dataclass(frozen=True, slots=True)
class ToolCall:
    """A call that the model asks for. ``arguments`` is what it wrote: JSON if it behaves, and never trusted."""

    id: str
    name: str
    arguments: str


@dataclass(frozen=True, slots=True)
class Message:
    """One turn. ``calls`` stand in an assistant's turn; ``call_id`` says which call a tool's turn answers."""

    role: Role
    text: str = ""
    calls: tuple[ToolCall, ...] = ()
    call_id: str = ""


@dataclass(frozen=True, slots=True)
class ToolSpec:
    """A tool as the model is told of it; ``parameters`` is a JSON schema of an object."""

    name: str
    description: str
    parameters: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class AnswerShape:
    """The JSON that an answer must be; ``schema`` is a JSON schema of an object."""

    name: str
    schema: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ChatRequest:
    """One call of a model. ``prompt`` is the id@version of the prompt file that wrote the system's turn;
    ``max_tokens`` bounds the answer."""

    messages: tuple[Message, ...]
    prompt: str
    tools: tuple[ToolSpec, ...] = ()
    shape: AnswerShape | None = None
    max_tokens: int = 1200


class Stop(StrEnum):
    """Why a model ended its turn."""

    ANSWER = "answer"
    TOOLS = "tools"
    LENGTH = "length"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Usage:
    """What a call cost. Tokens are the server's count, or an estimate where it says none (``estimated``);
    ``cost`` is in US dollars, None where the price table does not know the model."""

    prompt_tokens: int = 0
    completion_tokens: int = 0
    cost: float | None = None
    estimated: bool = False


@dataclass(frozen=True, slots=True)
class TextDelta:
    """A piece of the answer as it arrives. Unchecked: it is counted and timed, never shown as it comes."""

    text: str


@dataclass(frozen=True, slots=True)
class Completion:
    """A whole turn. ``cached``: it was answered before, and no call was made. ``asked``: how many calls were paid for
    it. ``repaired``: it was not in the shape asked for and the model was told so, so that asking again is no use."""

    text: str
    calls: tuple[ToolCall, ...] = ()
    stop: Stop = Stop.ANSWER
    usage: Usage = field(default_factory=Usage)
    cached: bool = False
    asked: int = 1
    repaired: bool = False


ChatEvent = TextDelta | Completion


class ChatModel(Protocol):
    """Answers a request."""

    @property
    def name(self) -> str:
        """The model and where it runs, for the record: ``gpt-x at api.example.com``. Never holds a key."""
        ...

    def stream(self, request: ChatRequest) -> AsyncIterator[ChatEvent]:
        """Pieces as they arrive, then exactly one ``Completion``.

        Raises ModelError where the service fails or says what is no answer, BudgetExceeded before a call that
        would not be paid for.
        """
        ...
