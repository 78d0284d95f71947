"""The whole turn of a model, for whoever needs no piece of it before its end."""

from __future__ import annotations

from foundation.errors import ModelError
from prompts.chat import ChatModel, ChatRequest, Completion


async def completed(model: ChatModel, request: ChatRequest) -> Completion:
    """The turn that ``request`` comes to. Raises ModelError where the model ends without one, and what it raises."""
    completion = None
    async for event in model.stream(request):
        if isinstance(event, Completion):
            completion = event
    if completion is None:
        raise ended_without_answer(model)
    return completion


def ended_without_answer(model: ChatModel) -> ModelError:
    """The error for a model that ends without its turn."""
    return ModelError(
        "the model ended without an answer", where=model.name, hint="Try again.", retryable=True
    )
