"""Calls of tools, in every form that servers are known to write them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from prompts.chat import Message, Role, Stop, ToolCall
from tests.assistant.asking import HEALTH, SEARCH, ask, heard, model_at, question
from tests.assistant.openai_server import Raw, Said, chunk, document, serving, sse, whole

Calls = list[tuple[str, dict[str, Any]]]
BOTH: Calls = [("health", {"account": "K"}), ("search_feedback", {"words": "export"})]


def _piece(**call: Any) -> dict[str, Any]:
    return chunk({"tool_calls": [call]})


def _part(name: str | None = None, arguments: Any = None) -> dict[str, Any]:
    held = {"name": name, "arguments": arguments}
    return {key: value for key, value in held.items() if value is not None}


K, E = '{"account": "K"}', '{"words": "export"}'
_FORMS: dict[str, Raw] = {
    "in pieces": sse(
        _piece(index=0, id="a", function=_part("health", "")),
        _piece(index=0, function=_part(None, '{"acc')),
        _piece(index=0, function=_part(None, 'ount": "K"}')),
        _piece(index=1, id="b", function=_part("search_feedback", "")),
        _piece(index=1, function=_part(None, E)),
        chunk({}, "tool_calls"),
    ),
    "mixed pieces": sse(
        _piece(index=0, id="a", function=_part("health", "")),
        _piece(index=1, id="b", function=_part("search_feedback", "")),
        _piece(index=1, function=_part(None, '{"words":')),
        _piece(index=0, function=_part(None, K)),
        _piece(index=1, function=_part(None, ' "export"}')),
        chunk({}, "tool_calls"),
    ),
    "without ids": sse(
        _piece(index=0, function=_part("health", K)),
        _piece(index=1, function=_part("search_feedback", E)),
        chunk({}, "tool_calls"),
    ),
    "without numbers": sse(
        _piece(id="a", function=_part("health", K)),
        _piece(id="b", function=_part("search_feedback", '{"words": ')),
        _piece(function=_part(None, '"export"}')),
        chunk({}, "stop"),
    ),
    "without ids and numbers": sse(
        _piece(function=_part("health", K)), _piece(function=_part("search_feedback", E)), chunk({}, "stop")
    ),
    "gaps in numbers": sse(
        _piece(index=3, id="a", function=_part("health", K)),
        _piece(index=7, id="b", function=_part("search_feedback", E)),
        chunk({}, "tool_calls"),
    ),
    "every call is number 0": sse(
        _piece(index=0, id="a", function=_part("health", K)),
        _piece(index=0, id="b", function=_part("search_feedback", E)),
        chunk({}, "stop"),
    ),
    "number 0 without ids": sse(
        _piece(index=0, function=_part("health", K)),
        _piece(index=0, function=_part("search_feedback", E)),
        chunk({}, "stop"),
    ),
    "both calls have one id": sse(
        _piece(index=0, id="a", function=_part("health", K)),
        _piece(index=1, id="a", function=_part("search_feedback", E)),
        chunk({}, "tool_calls"),
    ),
    "arguments as objects": sse(
        _piece(index=0, id="a", function=_part("health", {"account": "K"})),
        _piece(index=1, id="b", function=_part("search_feedback", {"words": "export"})),
        chunk({}, "tool_calls"),
    ),
    "arguments within a text": document(
        whole({"tool_calls": [
            {"id": "a", "function": _part("health", json.dumps(K))},
            {"id": "b", "function": _part("search_feedback", E)},
        ]})
    ),
    "sent whole again": sse(
        _piece(index=0, id="a", function=_part("health", K)),
        _piece(index=0, id="a", function=_part("health", K)),
        _piece(index=1, id="b", function=_part("search_feedback", E)),
        chunk({}, "tool_calls"),
    ),
    "two in one piece": sse(
        chunk({"tool_calls": [
            {"index": 0, "id": "a", "function": _part("health", K)},
            {"index": 1, "id": "b", "function": _part("search_feedback", E)},
        ]}, "tool_calls")
    ),
    "the name in pieces": sse(
        _piece(index=0, id="a", function=_part("hea")),
        _piece(index=0, function=_part("lth")),
        _piece(index=0, function=_part(None, K)),
        _piece(index=1, id="b", function=_part("search_feedback", E)),
        chunk({}, "tool_calls"),
    ),
    "the name in every piece": sse(
        _piece(index=0, id="a", function=_part("health", "")),
        _piece(index=0, id="a", function=_part("health", '{"account"')),
        _piece(index=0, id="a", function=_part("health", ': "K"}')),
        _piece(index=1, id="b", function=_part("search_feedback", E)),
        chunk({}, "tool_calls"),
    ),
    "null among the calls": document(
        whole({"content": None, "tool_calls": [
            None,
            {"id": "a", "function": _part("health", K)},
            {"id": "b", "function": _part("search_feedback", E)},
        ]}, "stop")
    ),
    "flat calls": document(
        whole({"tool_calls": [
            {"id": "a", "name": "health", "arguments": {"account": "K"}},
            {"id": "b", "name": "search_feedback", "arguments": E},
        ]}, None)
    ),
}  # fmt: skip


@pytest.mark.parametrize("form", sorted(_FORMS))
def test_calls_are_read_in_every_form(form: str) -> None:
    with serving(_FORMS[form]) as running:
        found = ask(model_at(running.url), question(tools=(HEALTH, SEARCH)))
        assert running.calls == 1
    assert found.stop is Stop.TOOLS
    assert [(call.name, json.loads(call.arguments)) for call in found.calls] == BOTH
    assert len({call.id for call in found.calls}) == 2
    assert all(call.id for call in found.calls)


@pytest.mark.parametrize(
    "reply",
    [
        sse(
            chunk({"function_call": {"name": "health", "arguments": '{"account"'}}),
            chunk({"function_call": {"arguments": ': "K"}'}}),
            chunk({}, "function_call"),
        ),
        document(
            whole({"content": None, "function_call": {"name": "health", "arguments": K}}, "function_call")
        ),
    ],
)
def test_the_older_function_call_is_a_call(reply: Raw) -> None:
    with serving(reply) as running:
        assert ask(model_at(running.url), question(tools=(HEALTH,))).calls == (
            ToolCall("call_2_0", "health", K),
        )


def test_a_call_cut_at_its_longest_is_no_call() -> None:
    cut = sse(
        _piece(index=0, id="a", function=_part("health", K)),
        _piece(index=1, id="b", function=_part("search_feedback", '{"words": "exp')),
        chunk({}, "length"),
    )
    with serving(cut) as running:
        found = ask(model_at(running.url), question(tools=(HEALTH, SEARCH)))
    assert found.stop is Stop.LENGTH
    assert [call.name for call in found.calls] == ["health"]


def test_malformed_arguments_reach_whoever_checks_them() -> None:
    with serving(
        sse(_piece(index=0, id="a", function=_part("health", "{oops")), chunk({}, "tool_calls"))
    ) as running:
        assert ask(model_at(running.url), question(tools=(HEALTH,))).calls[0].arguments == "{oops"


async def test_calls_and_results_are_sent_back_as_they_were() -> None:
    with serving(Said("Here.", calls=BOTH), Said("Done.")) as running:
        model, first = model_at(running.url), question(tools=(HEALTH, SEARCH))
        said, found = await heard(model, first)
        assert said == "Here."
        turns = (
            *first.messages,
            Message(Role.ASSISTANT, found.text, found.calls),
            *(Message(Role.TOOL, f"result of {call.name}", call_id=call.id) for call in found.calls),
            Message(Role.ASSISTANT, "", (ToolCall("odd", "no such tool!", "{bad"),)),
            Message(Role.TOOL, "error", call_id="odd"),
        )
        assert (await heard(model, question(messages=turns)))[1].text == "Done."
        sent = running.bodies[1]["messages"]
        assert [call["id"] for call in sent[2]["tool_calls"]] == [turn["tool_call_id"] for turn in sent[3:5]]
        assert sent[5]["content"] is None
        assert sent[5]["tool_calls"][0]["function"] == {"name": "no_such_tool_", "arguments": "{}"}
