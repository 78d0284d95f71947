"""Reads an answer while the model writes it, sentence by sentence, each checked before anybody may see it.

Keeps the rule that a piece of a model's text is never shown as it comes: what is shown has passed the checks that the
whole answer must pass. The whole answer's checks may still take a sentence back.
"""

from __future__ import annotations

import json
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Any, cast

from assistant.answer import Sentence, Support
from assistant.checking import Checks, checked
from assistant.drafts import read_draft
from assistant.events import Writing
from prompts.chat import ChatEvent, ChatModel, ChatRequest, Completion

_KEY = '"paragraphs"'
_EVERY = 120  # characters between two reports where no sentence came
_MOST = 60_000


async def streamed(
    model: ChatModel, request: ChatRequest, checks: Checks
) -> AsyncGenerator[Writing | Completion, None]:
    """What stands of the turn that ``request`` comes to, as it grows, and the whole turn last. Raises what the model
    raises."""
    along = Along(checks)
    async with aclosing(cast(AsyncGenerator[ChatEvent, None], model.stream(request))) as events:
        async for event in events:
            if isinstance(event, Completion):
                yield event
            elif (told := along.heard(event.text)) is not None:
                yield told


class Along:
    """The answer so far. An attempt that begins anew takes the place of the one before."""

    def __init__(self, checks: Checks) -> None:
        self._checks = checks
        self._text = ""
        self._at = -1
        self._told = 0
        self._sentences: list[Sentence] = []

    def heard(self, piece: str) -> Writing | None:
        """What to tell after this piece; None while there is nothing new."""
        self._text = (self._text + piece)[:_MOST]
        found = self._read() if "}" in piece or _KEY in self._text[self._told :] else False
        if not found and len(self._text) - self._told < _EVERY:
            return None
        self._told = len(self._text)
        return Writing(tuple(self._sentences), len(self._text))

    def _read(self) -> bool:
        """Take the sentences that are whole by now; whether what is shown changed."""
        again = self._text.rfind(_KEY)
        if again < 0:
            return False
        changed = False
        if again > self._at:
            changed = bool(self._sentences)
            self._sentences.clear()
            self._at = again + len(_KEY)
        decoder = json.JSONDecoder()
        while (start := self._text.find("{", self._at)) >= 0:
            try:
                value, end = decoder.raw_decode(self._text, start)
            except (ValueError, RecursionError):
                break
            self._at = end
            changed |= self._take(value)
        return changed

    def _take(self, value: Any) -> bool:
        draft = read_draft(json.dumps({"paragraphs": [[value]]}))
        answer = checked(draft, self._checks)
        shown = [one for paragraph in answer.paragraphs for one in paragraph]
        stands = [one for one in shown if one.support is not Support.NONE and not one.problem]
        self._sentences += stands
        return bool(stands)
