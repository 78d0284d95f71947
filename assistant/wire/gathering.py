"""Puts an answer together from its pieces: text, calls, why it ended, and what it cost.

Reads what the many servers that speak this protocol write, not only what its reference says: calls without ids,
with gaps or repeats in their numbers, arguments as an object, the older ``function_call``.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any

from prompts.chat import Stop, ToolCall

_MOST_CALLS = 32
_STOPS = {
    "length": Stop.LENGTH,
    "max_tokens": Stop.LENGTH,
    "content_filter": Stop.REFUSED,
    "safety": Stop.REFUSED,
    "recitation": Stop.REFUSED,
    "prohibited_content": Stop.REFUSED,
    "refusal": Stop.REFUSED,
}
FAILED = frozenset({"error", "insufficient_system_resource", "abort", "aborted", "cancelled"})
"""Reasons of ending that say that the server failed."""
_THOUGHT = re.compile(r"\A\s*<(think|thinking|reasoning)>.*?(?:</\1>|\Z)\s*", re.DOTALL)
_THOUGHT_END = re.compile(r"\A[^{}]*</think(?:ing)?>\s*", re.DOTALL)


@dataclass(slots=True)
class _Call:
    id: str = ""
    name: str = ""
    arguments: str = ""


@dataclass(slots=True)
class Gathered:
    """What has come so far. ``finish`` is why the model ended, in lower case and empty until it says so;
    ``thought`` counts the characters of reasoning that servers send beside the answer."""

    finish: str = ""
    refusal: str = ""
    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    answered: bool = False
    whole: bool = False
    thought: int = 0
    _text: list[str] = field(default_factory=list)
    _length: int = 0
    _calls: dict[int, _Call] = field(default_factory=dict)
    _last: int = -1

    def take(self, piece: dict[str, Any]) -> str:
        """Add a piece, or a whole answer; returns the text that it adds."""
        self._count(piece.get("usage"))
        choices = piece.get("choices")
        choice = next((one for one in choices if _is_first(one)), None) if isinstance(choices, list) else None
        if choice is None:
            return ""
        self.answered = True
        said = choice.get("delta")
        if not isinstance(said, dict):
            said = choice.get("message")
            self.whole |= isinstance(said, dict)
        ended = bool(self.finish)
        reason = choice.get("finish_reason")
        if isinstance(reason, str) and reason and not ended:
            self.finish = reason.lower()
        if not isinstance(said, dict):
            plain = choice.get("text")
            return self._add(plain) if isinstance(plain, str) and not ended else ""
        self._take_calls(said)
        for key in ("reasoning_content", "reasoning"):
            self.thought += len(said[key]) if isinstance(said.get(key), str) else 0
        if isinstance(said.get("refusal"), str):
            self.refusal += said["refusal"]
        return self._add(_words(said.get("content"))) if not ended else ""

    @property
    def length(self) -> int:
        """Characters of text, reasoning and arguments."""
        return self._length + self.thought + sum(len(call.arguments) for call in self._calls.values())

    @property
    def text(self) -> str:
        """The answer, without the thoughts that some models write before it; halves of split signs are joined."""
        text = "".join(self._text).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        return (
            _THOUGHT_END.sub("", _THOUGHT.sub("", text)) if "think" in text or "reasoning" in text else text
        )

    @property
    def stop(self) -> Stop:
        """Why the model ended."""
        if self.refusal:
            return Stop.REFUSED
        found = _STOPS.get(self.finish)
        if found is not None:
            return found
        return Stop.TOOLS if self._calls else Stop.ANSWER

    def calls(self, prefix: str) -> tuple[ToolCall, ...]:
        """The calls in their order, each with an id of its own: the server's where it gave one. Where the answer
        was cut at its longest, without those whose arguments are cut."""
        found: list[ToolCall] = []
        ids: set[str] = set()
        for at, (_index, call) in enumerate(sorted(self._calls.items())):
            arguments = _mended(call.arguments)
            if not call.name or (self.stop is Stop.LENGTH and not _is_json(arguments)):
                continue
            own = call.id if call.id and call.id not in ids else f"{prefix}_{at}"
            ids.add(own)
            found.append(ToolCall(own, call.name, arguments))
        return tuple(found[:_MOST_CALLS])

    def _add(self, text: str) -> str:
        if text:
            self._text.append(text)
            self._length += len(text)
        return text

    def _count(self, usage: Any) -> None:
        if not isinstance(usage, dict):
            return
        counts = [usage.get("prompt_tokens"), usage.get("completion_tokens")]
        given = [
            int(count)
            for count in counts
            if isinstance(count, int | float) and not isinstance(count, bool) and 0 <= count < 1e9
        ]
        if len(given) == 2 and given[0] > 0:
            self.prompt_tokens, self.completion_tokens = given

    def _take_calls(self, said: dict[str, Any]) -> None:
        listed = said.get("tool_calls")
        for one in listed if isinstance(listed, list) else [listed]:
            if isinstance(one, dict):
                self._take_call(one, one.get("function") if isinstance(one.get("function"), dict) else one)
        older = said.get("function_call")
        if isinstance(older, dict):
            self._take_call({"index": 0}, older)

    def _take_call(self, one: dict[str, Any], function: Any) -> None:
        name = function.get("name") if isinstance(function.get("name"), str) else ""
        key = _word(one.get("id"))
        at = self._place(one.get("index"), key, name)
        call = self._calls.setdefault(at, _Call())
        self._last = at
        call.id = call.id or key
        if name and name != call.name and not call.arguments:
            call.name += name
        given = function.get("arguments", function.get("parameters"))
        if isinstance(given, str):
            call.arguments += given
        elif given is not None:
            call.arguments = json.dumps(given, ensure_ascii=False)

    def _place(self, index: Any, key: str, name: str) -> int:
        """Which call a piece belongs to: by its number, unless that number is taken by a call of another id; else
        by its id; else the last one, unless it begins anew."""
        new = max(self._calls, default=-1) + 1
        by_id = next((at for at, call in self._calls.items() if key and call.id == key), None)
        if isinstance(index, int) and not isinstance(index, bool):
            held = self._calls.get(index)
            other_id = held is not None and key and held.id and held.id != key
            other_name = held is not None and name not in ("", held.name) and _is_whole(held.arguments)
            if not (other_id or other_name):
                return index
            return by_id if by_id is not None else new
        if by_id is not None:
            return by_id
        if self._last < 0 or key:
            return new
        last = self._calls[self._last]
        return new if name and last.name and _is_json(last.arguments or "{}") else self._last


def _is_first(choice: Any) -> bool:
    return isinstance(choice, dict) and choice.get("index") in (0, None)


def _words(content: Any) -> str:
    """The text of a content, which may be a list of parts."""
    if isinstance(content, str):
        return content
    if isinstance(content, list):
        return "".join(
            part if isinstance(part, str) else _word(part.get("text")) if isinstance(part, dict) else ""
            for part in content
        )
    return ""


def _word(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _is_json(text: str) -> bool:
    try:
        json.loads(text or "{}")
    except (ValueError, RecursionError):
        return False
    return True


def _is_whole(arguments: str) -> bool:
    return bool(arguments) and _is_json(arguments)


def _mended(arguments: str) -> str:
    """Arguments once where a server sent them whole again after their pieces, or as JSON within a text."""
    if _is_json(arguments):
        value = json.loads(arguments or "{}")
        return value if isinstance(value, str) and _is_json(value) else arguments
    try:
        value, end = json.JSONDecoder().raw_decode(arguments.lstrip())
        again = json.loads(arguments.lstrip()[end:])
    except (ValueError, RecursionError):
        return arguments
    return json.dumps(value, ensure_ascii=False) if value == again else arguments
