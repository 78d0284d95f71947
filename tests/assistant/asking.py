"""Asks a model at a scripted server, with short waits."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from typing import Any

from assistant.budget import Account, Budget, Purse
from assistant.openai_chat import OpenAIChat
from assistant.wire.abilities import AbilityMemory
from assistant.wire.turn import Patience
from foundation.keys import Secret
from foundation.model_settings import ModelSettings
from prompts.chat import AnswerShape, ChatModel, ChatRequest, Completion, Message, Role, TextDelta, ToolSpec
from tests.assistant.openai_server import MODEL

KEY = "sk-live-5up3rs3cretkey99"
SEARCH = ToolSpec(
    "search_feedback", "Finds feedback.", {"type": "object", "properties": {"words": {"type": "string"}}}
)
HEALTH = ToolSpec(
    "health", "Health of an account.", {"type": "object", "properties": {"account": {"type": "string"}}}
)
SHAPE = AnswerShape(
    "answer",
    {
        "type": "object",
        "additionalProperties": False,
        "required": ["text"],
        "properties": {"text": {"type": "string"}},
    },
)


def question(text: str = "How are they?", **fields: Any) -> ChatRequest:
    """A request with a system's and a user's turn."""
    turns = (Message(Role.SYSTEM, "You answer."), Message(Role.USER, text))
    return replace(ChatRequest(turns, "ask@1", max_tokens=200), **fields)


@dataclass(frozen=True, slots=True)
class Around:
    """What a model is built with beside its settings."""

    budget: Budget = field(default_factory=Budget)
    account: Account | None = None
    memory: AbilityMemory | None = None
    key: str = KEY
    cap: float = 2.0


def model_at(url: str, around: Around | None = None, **settings: Any) -> OpenAIChat:
    """A model with short waits."""
    around = around or Around()
    values = {
        "base_url": url,
        "name": MODEL,
        "api_key_env": "MODEL_KEY",
        "timeout_s": 3.0,
        "wall_clock_s": 10.0,
    }
    chosen = ModelSettings.model_validate(values | settings)
    patience = Patience(chosen.retries, chosen.whole_call, first=0.01, longest=0.02, cap=around.cap)
    purse = Purse(around.budget, chosen.price, around.account)
    return OpenAIChat(chosen, Secret(around.key), purse, around.memory, patience)


async def heard(model: ChatModel, request: ChatRequest | None = None) -> tuple[str, Completion]:
    """All pieces joined, and the completion, which comes once and last."""
    pieces: list[str] = []
    completions: list[Completion] = []
    async for event in model.stream(request or question()):
        assert not completions, "something came after the completion"
        if isinstance(event, TextDelta):
            pieces.append(event.text)
        else:
            completions.append(event)
    (completion,) = completions
    return "".join(pieces), completion


def ask(model: ChatModel, request: ChatRequest | None = None) -> Completion:
    """The completion."""
    return asyncio.run(heard(model, request))[1]
