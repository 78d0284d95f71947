"""Tools and shapes for servers that have none: asked for in words, and read out of words.

Also reads what servers hand on unparsed although they know tools: a call written into the answer's text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from prompts.chat import AnswerShape, ToolCall, ToolSpec

_FENCE = re.compile(r"```[\w-]*\s*\n?(.*?)```", re.DOTALL)
_MARKS = re.compile(r"</?(?:tool_call|tool_calls|function_calls?|TOOL_CALLS)>|\[TOOL_CALLS\]")
_MOST_CALLS = 32
_LONGEST_SCAN = 200_000

CALL_FORM = '{"tool": "NAME", "arguments": {...}}'


def tools_in_words(tools: Sequence[ToolSpec]) -> str:
    """What a system's turn says of tools where the server cannot be told of them."""
    listed = "\n".join(
        f"- {tool.name}: {tool.description} Arguments, as a JSON schema: {json.dumps(dict(tool.parameters))}"
        for tool in tools
    )
    return (
        f"You have these tools:\n{listed}\n"
        f"To call tools, answer with nothing but one JSON object for each call, one on a line: {CALL_FORM}. "
        "Their results come in the next turn. When you need no more of them, give the answer itself."
    )


def shape_in_words(shape: AnswerShape) -> str:
    """What a system's turn says of an answer's shape where the server cannot be told of it."""
    return (
        "The answer itself is one JSON object and nothing else, no words around it, that fits this JSON schema: "
        f"{json.dumps(dict(shape.schema))}"
    )


def calls_in_words(calls: Sequence[ToolCall]) -> str:
    """Calls that were made, as they would have been asked for in words."""
    return "\n".join(
        json.dumps({"tool": call.name, "arguments": arguments_of(call.arguments)}, ensure_ascii=False)
        for call in calls
    )


def arguments_of(written: str) -> dict[str, Any]:
    """The object that a model wrote as arguments; an empty one where it wrote none."""
    try:
        found = json.loads(written or "{}")
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def calls_in(text: str, names: Collection[str]) -> list[tuple[str, str]]:
    """The names and arguments of the calls that ``text`` asks for.

    An object with ``tool`` is a call whatever it names, so that a wrong name is answered; one with ``name`` only
    where it names a tool that was offered.
    """
    found: list[tuple[str, str]] = []
    for value in objects_in(_MARKS.sub(" ", text)):
        for one in _unpacked(value):
            call = _call(one, names)
            if call is not None:
                found.append(call)
    return found[:_MOST_CALLS]


def tries_to_call(text: str) -> bool:
    """Whether ``text`` looks like a call that went wrong."""
    return re.search(r'["\']tool["\']\s*:|<tool_call>|\[TOOL_CALLS\]', text) is not None


def shaped(text: str, shape: AnswerShape) -> str | None:
    """The JSON object in ``text`` with the keys that ``shape`` requires; None where there is none."""
    required = shape.schema.get("required", ())
    for value in objects_in(text):
        if isinstance(value, dict) and all(key in value for key in required):
            return json.dumps(value, ensure_ascii=False)
    return None


def objects_in(text: str) -> Iterator[Any]:
    """The JSON objects and lists of objects in ``text``: the whole of it, what stands fenced, or one by one."""
    for candidate in (text, *_FENCE.findall(text)):
        try:
            value = json.loads(candidate.strip())
        except (ValueError, RecursionError):
            continue
        if isinstance(value, dict | list):
            yield value
            return
    decoder, at = json.JSONDecoder(), text.find("{")
    while 0 <= at < _LONGEST_SCAN:
        try:
            value, end = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            end = at + 1
        else:
            yield value
        at = text.find("{", end)


def _unpacked(value: Any) -> list[Any]:
    if isinstance(value, list):
        return value
    if isinstance(value, dict):
        for key in ("tool_calls", "calls", "tools"):
            if isinstance(value.get(key), list):
                return list(value[key])
    return [value]


def _call(value: Any, names: Collection[str]) -> tuple[str, str] | None:
    if not isinstance(value, dict):
        return None
    held = value["function"] if isinstance(value.get("function"), dict) else value
    name, certain = held.get("tool"), True
    if not isinstance(name, str):
        name, certain = held.get("name"), False
    if not isinstance(name, str) or not (certain or name in names):
        return None
    given = next((held[key] for key in ("arguments", "parameters", "input", "args") if key in held), None)
    if given is None and not certain:
        return None
    return name, given if isinstance(given, str) else json.dumps(given or {}, ensure_ascii=False)
