"""A request as the endpoint is sent it, within what it can do."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from assistant.wire.abilities import Abilities, ShapeMode
from assistant.wire.prompted import arguments_of, calls_in_words, shape_in_words, tools_in_words
from prompts.chat import AnswerShape, ChatRequest, Message, Role, ToolCall

_SURROGATES = re.compile("[\ud800-\udfff]")
_NOT_IN_NAMES = re.compile(r"[^a-zA-Z0-9_-]")
_TURN_TOKENS = 8
_BYTES_A_TOKEN = 3

Body = dict[str, Any]


def body_of(request: ChatRequest, model: str, abilities: Abilities) -> Body:
    """The JSON of a Chat Completions call."""
    body: Body = {"model": model, "messages": _turns(request, abilities)}
    if abilities.stream:
        body["stream"] = True
        if abilities.usage:
            body["stream_options"] = {"include_usage": True}
    if abilities.limits:
        body[abilities.limits[0]] = request.max_tokens
    if abilities.temperature:
        body["temperature"] = 0
    if request.tools and abilities.tools:
        body["tools"] = [
            {
                "type": "function",
                "function": {
                    "name": tool.name,
                    "description": tool.description,
                    "parameters": dict(tool.parameters),
                },
            }
            for tool in request.tools
        ]
    if request.shape is not None and sends_shape(request, abilities):
        body["response_format"] = _format(request.shape, abilities.shape)
    return body


def sends_shape(request: ChatRequest, abilities: Abilities) -> bool:
    """Whether the server itself is told of the shape. Not while tools are offered, unless both are known to work:
    a grammar that holds the answer keeps it from being a call."""
    asked = request.shape is not None and abilities.shape is not ShapeMode.PROMPT
    return asked and (not request.tools or (abilities.both and abilities.tools))


def prompt_tokens(body: Mapping[str, Any]) -> int:
    """At most about how many tokens a body is: its UTF-8 bytes through three, and eight for each turn.

    English has four to five bytes a token, German and French three and a half, Chinese and Japanese three: so this
    is high for all of them without a tokenizer.
    """
    told = {key: body[key] for key in ("messages", "tools", "response_format") if key in body}
    size = len(json.dumps(told, ensure_ascii=False).encode("utf-8", "replace"))
    return -(-size // _BYTES_A_TOKEN) + _TURN_TOKENS * len(body["messages"])


def _format(shape: AnswerShape, mode: ShapeMode) -> Body:
    if mode is ShapeMode.OBJECT:
        return {"type": "json_object"}
    named = {"name": _name(shape.name), "schema": dict(shape.schema), "strict": _is_strict(shape.schema)}
    return {"type": "json_schema", "json_schema": named}


def _is_strict(schema: Any) -> bool:
    """Whether every object in the schema is closed and requires all that it has, as strict schemas must."""
    if isinstance(schema, Mapping):
        if "properties" in schema:
            closed = schema.get("additionalProperties") is False
            if not closed or set(schema["properties"]) != set(schema.get("required", ())):
                return False
        return all(_is_strict(value) for value in schema.values())
    return not isinstance(schema, list) or all(_is_strict(value) for value in schema)


def _turns(request: ChatRequest, abilities: Abilities) -> list[Body]:
    added = []
    if request.tools and not abilities.tools:
        added.append(tools_in_words(request.tools))
    told = sends_shape(request, abilities) and abilities.shape is ShapeMode.SCHEMA
    if request.shape is not None and not told:
        added.append(shape_in_words(request.shape))
    messages = _with_system(request.messages, added)
    turns = [_native(turn) for turn in messages] if abilities.tools else _merged(_in_words(messages))
    return turns if abilities.system else _without_system(turns)


def _with_system(messages: Sequence[Message], added: Sequence[str]) -> list[Message]:
    """``messages`` with what is to be said of tools and shapes at the end of the system's turn."""
    if not added:
        return list(messages)
    words = "\n\n".join(added)
    if messages and messages[0].role is Role.SYSTEM:
        return [Message(Role.SYSTEM, f"{messages[0].text}\n\n{words}"), *messages[1:]]
    return [Message(Role.SYSTEM, words), *messages]


def _native(turn: Message) -> Body:
    if turn.role is Role.TOOL:
        return {"role": "tool", "tool_call_id": turn.call_id, "content": _text(turn.text)}
    body: Body = {"role": turn.role.value, "content": _text(turn.text)}
    if turn.calls:
        body["content"] = _text(turn.text) or None
        body["tool_calls"] = [_call(call) for call in turn.calls]
    return body


def _call(call: ToolCall) -> Body:
    """A call as the model made it; arguments that are no object go as none, since servers read them."""
    arguments = json.dumps(arguments_of(_text(call.arguments)), ensure_ascii=False)
    return {"id": call.id, "type": "function", "function": {"name": _name(call.name), "arguments": arguments}}


def _in_words(messages: Sequence[Message]) -> list[Body]:
    asked = {call.id: call.name for turn in messages for call in turn.calls}
    turns = []
    for turn in messages:
        if turn.role is Role.TOOL:
            said = f"Result of {_name(asked.get(turn.call_id, 'the tool'))}:\n{_text(turn.text)}"
            turns.append({"role": "user", "content": said})
        elif turn.calls:
            words = "\n".join(part for part in (_text(turn.text), calls_in_words(turn.calls)) if part)
            turns.append({"role": "assistant", "content": words})
        else:
            turns.append({"role": turn.role.value, "content": _text(turn.text)})
    return turns


def _merged(turns: Sequence[Body]) -> list[Body]:
    """Neighbours of one role as one turn, as some servers' templates want them to alternate."""
    merged: list[Body] = []
    for turn in turns:
        if merged and merged[-1]["role"] == turn["role"]:
            merged[-1] = {**turn, "content": f"{merged[-1]['content']}\n\n{turn['content']}"}
        else:
            merged.append(turn)
    return merged


def _without_system(turns: Sequence[Body]) -> list[Body]:
    """The system's words at the beginning of the first user's turn."""
    said = "\n\n".join(str(turn["content"]) for turn in turns if turn["role"] == "system")
    rest = [dict(turn) for turn in turns if turn["role"] != "system"]
    if said and rest and rest[0]["role"] == "user":
        rest[0]["content"] = f"{said}\n\n{rest[0]['content']}"
        return rest
    return [{"role": "user", "content": said}, *rest] if said else rest


def _text(text: str) -> str:
    return _SURROGATES.sub("\ufffd", text)


def _name(name: str) -> str:
    return _NOT_IN_NAMES.sub("_", name)[:64] or "unnamed"
