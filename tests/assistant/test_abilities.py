"""What a server lacks is found out once, worked around, and remembered."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from assistant.wire.abilities import Abilities, ShapeMode
from foundation.errors import ModelError
from prompts.chat import Message, Role, Stop, ToolCall
from tests.assistant.asking import HEALTH, SEARCH, SHAPE, Around, ask, model_at, question
from tests.assistant.openai_server import Asked, Raw, Said, document, refusal, serving

Refuses = Callable[[Asked], "Said | Raw"]


def _without(key: str, reply: Raw, then: Said) -> Refuses:
    """A server that refuses bodies that hold ``key``."""

    def step(asked: Asked) -> Said | Raw:
        held: Any = asked.body
        for part in key.split("."):
            held = held.get(part) if isinstance(held, dict) else None
        return then if held is None else reply

    return step


_VLLM = '"auto" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set'
_EXTRA = {"type": "extra_forbidden", "loc": ["body", "tools"], "msg": "Extra inputs are not permitted"}
_TOOLS = {
    "ollama": refusal(400, "registry.ollama.ai/library/gemma:2b does not support tools"),
    "vllm": document({"object": "error", "message": _VLLM, "code": 400}, 400),
    "llama.cpp": document({"error": {"code": 500, "message": "tools param requires --jinja flag"}}, 500),
    "a gateway": document(
        {"error": {"message": "No endpoints found that support tool use", "code": 404}}, 404
    ),
    "strict": document({"detail": [_EXTRA]}, 422),
}


@pytest.mark.parametrize("server", sorted(_TOOLS))
def test_tools_are_asked_for_in_words_where_a_server_has_none(server: str) -> None:
    said = Said('{"tool": "search_feedback", "arguments": {"words": "export"}}')
    with serving(_without("tools", _TOOLS[server], said)) as running:
        model = model_at(running.url)
        found = ask(model, question(tools=(SEARCH, HEALTH)))
        assert found.stop is Stop.TOOLS
        assert found.calls == (ToolCall("call_2_0", "search_feedback", '{"words": "export"}'),)
        again = ask(model, question(tools=(SEARCH,)))
        assert again.calls == found.calls
        assert running.calls == 3
        told = running.bodies[-1]["messages"][0]["content"]
        assert told.startswith("You answer.")
        assert "search_feedback: Finds feedback." in told


def test_results_of_tools_are_told_in_words_too() -> None:
    turns = (
        Message(Role.SYSTEM, "You answer."),
        Message(Role.USER, "How are they?"),
        Message(
            Role.ASSISTANT, "", (ToolCall("a", "health", '{"account": "K"}'), ToolCall("b", "nope", "{bad"))
        ),
        Message(Role.TOOL, "score 0.4", call_id="a"),
        Message(Role.TOOL, "error: no such tool", call_id="b"),
    )
    with serving(_without("tools", _TOOLS["ollama"], Said("Badly."))) as running:
        assert ask(model_at(running.url), question(messages=turns, tools=(HEALTH,))).text == "Badly."
        sent = running.bodies[-1]["messages"]
        assert [turn["role"] for turn in sent] == ["system", "user", "assistant", "user"]
        assert '{"tool": "health", "arguments": {"account": "K"}}' in sent[2]["content"]
        assert sent[3]["content"] == "Result of health:\nscore 0.4\n\nResult of nope:\nerror: no such tool"


def test_a_call_gone_wrong_is_repaired_once() -> None:
    bad, good = (
        Said('{"tool": "health", "arguments": {"account": '),
        Said('{"tool": "health", "arguments": {}}'),
    )
    with serving(_TOOLS["ollama"], bad, good) as running:
        assert ask(model_at(running.url), question(tools=(HEALTH,))).calls[0].name == "health"
        assert running.bodies[-1]["messages"][-1]["role"] == "user"
    with serving(_TOOLS["ollama"], bad, bad) as running:
        assert ask(model_at(running.url), question(tools=(HEALTH,))).stop is Stop.ANSWER
        assert running.calls == 3


@pytest.mark.parametrize(
    "words",
    [
        '<tool_call>\n{"name": "health", "arguments": {"account": "K"}}\n</tool_call>',
        'I will look.\n```json\n{"name": "health", "arguments": {"account": "K"}}\n```',
        '[TOOL_CALLS][{"name": "health", "arguments": {"account": "K"}}]',
        '{"tool_calls": [{"function": {"name": "health", "arguments": "{\\"account\\": \\"K\\"}"}}]}',
        '<think>They ask of K. {"tool": "x"}</think>{"tool": "health", "arguments": {"account": "K"}}',
    ],
)
def test_a_call_that_a_server_left_in_the_text_is_a_call(words: str) -> None:
    with serving(Said(words)) as running:
        (call,) = ask(model_at(running.url), question(tools=(HEALTH,))).calls
    assert (call.name, call.arguments) == ("health", '{"account": "K"}')


def test_an_answer_that_speaks_of_names_is_no_call() -> None:
    words = '{"name": "Kestrel", "arguments": "none"} is what they wrote'
    with serving(Said(words)) as running:
        assert ask(model_at(running.url), question(tools=(HEALTH,))).text == words


def test_shapes_step_down_from_schema_to_object_to_words() -> None:
    seen: list[Any] = []

    def step(asked: Asked) -> Said | Raw:
        shape = asked.body.get("response_format")
        seen.append(shape and shape["type"])
        return (
            refusal(400, f"response_format {shape['type']} is not supported")
            if shape
            else Said('{"text": "Yes."}')
        )

    with serving(step) as running:
        model = model_at(running.url)
        assert ask(model, question(shape=SHAPE)).text == '{"text": "Yes."}'
        assert seen == ["json_schema", "json_object", None]
        assert "JSON schema" in running.bodies[-1]["messages"][0]["content"]
        ask(model, question(shape=SHAPE))
        assert len(seen) == 4


@pytest.mark.parametrize(
    "text", ['```json\n{"text": "Yes."}\n```', 'Sure:\n{"text": "Yes."} Anything else?', '{"text": "Yes."}']
)
def test_a_shaped_answer_is_the_bare_object(text: str) -> None:
    with serving(Said(text)) as running:
        assert ask(model_at(running.url), question(shape=SHAPE)).text == '{"text": "Yes."}'
        assert running.calls == 1
        assert running.bodies[0]["response_format"]["json_schema"]["strict"] is True


def test_an_answer_of_the_wrong_shape_is_asked_for_once_more() -> None:
    with serving(Said("They are fine."), Said('{"text": "Fine."}')) as running:
        found = ask(model_at(running.url), question(shape=SHAPE))
        assert found.text == '{"text": "Fine."}'
        assert found.usage.prompt_tokens == 240
        assert running.bodies[1]["messages"][-2]["content"] == "They are fine."
    with serving(Said("They are fine.")) as running:
        assert ask(model_at(running.url), question(shape=SHAPE)).text == "They are fine."
        assert running.calls == 2


def test_no_shape_is_sent_beside_tools_to_a_server_that_is_not_known_to_take_both() -> None:
    with serving(Said('{"text": "Yes."}')) as running:
        ask(model_at(running.url), question(shape=SHAPE, tools=(HEALTH,)))
        assert "response_format" not in running.bodies[0]
        assert "tools" in running.bodies[0]


_NEWER = "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead."
_COLD = "Unsupported value: 'temperature' does not support 0 with this model."


@pytest.mark.parametrize(
    ("key", "reply"),
    [
        ("stream_options", refusal(400, "Unrecognized request argument supplied: stream_options")),
        ("max_tokens", refusal(400, _NEWER, "unsupported_parameter", "max_tokens")),
        ("temperature", refusal(400, _COLD, "unsupported_value", "temperature")),
        ("stream", refusal(400, "Streaming is not supported for this model")),
        ("stream", document({"error": "stream is not implemented"}, 501)),
    ],
)  # fmt: skip
def test_a_part_that_a_server_refuses_is_left_out(key: str, reply: Raw) -> None:
    with serving(_without(key, reply, Said("Yes."))) as running:
        model = model_at(running.url)
        assert ask(model).text == "Yes."
        assert ask(model).text == "Yes."
        assert running.calls == 3
        if key == "max_tokens":
            assert running.bodies[-1]["max_completion_tokens"] == 200


def test_a_server_that_takes_no_bound_is_sent_none() -> None:
    def step(asked: Asked) -> Said | Raw:
        named = next((name for name in ("max_tokens", "max_completion_tokens") if name in asked.body), "")
        return refusal(400, f"unknown field {named}") if named else Said("Yes.")

    with serving(step) as running:
        assert ask(model_at(running.url)).text == "Yes."
        assert running.calls == 3


def test_a_server_without_system_turns_hears_it_from_the_user() -> None:
    def step(asked: Asked) -> Said | Raw:
        roles = [turn["role"] for turn in asked.body["messages"]]
        return refusal(400, "System role not supported") if "system" in roles else Said("Yes.")

    with serving(step) as running:
        assert ask(model_at(running.url)).text == "Yes."
        assert running.bodies[-1]["messages"] == [{"role": "user", "content": "You answer.\n\nHow are they?"}]


def test_a_server_that_lacks_everything_is_asked_in_words_alone() -> None:
    def step(asked: Asked) -> Said | Raw:
        for key in ("tools", "response_format", "stream_options", "temperature", "stream"):
            if asked.body.get(key) is not None:
                return refusal(400, f"{key} is not supported")
        return Said('{"tool": "health", "arguments": {}}')

    with serving(step) as running:
        found = ask(model_at(running.url), question(tools=(HEALTH,), shape=SHAPE))
        assert [call.name for call in found.calls] == ["health"]


def test_no_usage_is_estimated_and_said_so() -> None:
    with serving(Said("Yes.", usage=None)) as running:
        usage = ask(model_at(running.url)).usage
    assert usage.estimated
    assert usage.prompt_tokens > 20
    assert usage.completion_tokens == 2


class _Kept:
    def __init__(self) -> None:
        self.held: dict[tuple[str, str], str] = {}

    def known(self, base_url: str, model: str) -> Abilities | None:
        return Abilities.of_text(self.held.get((base_url, model), ""))

    def learnt(self, base_url: str, model: str, abilities: Abilities) -> None:
        self.held[base_url, model] = abilities.to_text()


def test_what_was_found_out_is_remembered_beyond_the_model() -> None:
    kept = _Kept()
    with serving(_without("tools", _TOOLS["ollama"], Said("Yes."))) as running:
        ask(model_at(running.url, Around(memory=kept)), question(tools=(HEALTH,)))
        ask(model_at(running.url, Around(memory=kept)), question(tools=(HEALTH,)))
        assert running.calls == 3


def test_a_guess_is_not_remembered_beyond_the_model() -> None:
    kept = _Kept()
    with serving(refusal(400, "no"), Said("Yes.")) as running:
        assert ask(model_at(running.url, Around(memory=kept)), question(tools=(HEALTH,))).text == "Yes."
    assert kept.held == {}


def test_finding_out_ends() -> None:
    def step(asked: Asked) -> Raw:
        return refusal(
            400, "tools, stream, max_tokens, temperature, response_format, system role: not supported"
        )

    with serving(step) as running:
        with pytest.raises(ModelError, match="400"):
            ask(model_at(running.url), question(tools=(HEALTH,), shape=SHAPE))
        assert running.calls < 15


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"stream": 1, "nope": 2}', '{"shape": "x", "limits": []}'])
def test_abilities_that_cannot_be_read_are_none(text: str) -> None:
    assert Abilities.of_text(text) is None


def test_abilities_survive_being_written_down() -> None:
    one = Abilities.expected("https://api.openai.com/v1")
    assert one.both
    assert one.limits[0] == "max_completion_tokens"
    assert Abilities.of_text(one.to_text()) == one
    assert Abilities.expected("http://127.0.0.1:1/v1").shape is ShapeMode.SCHEMA


def test_a_server_that_falls_over_tools_is_asked_without_them_in_the_end() -> None:
    def step(asked: Asked) -> Said | Raw:
        if "tools" in asked.body:
            return document(
                {"error": {"code": 500, "message": "Value is not callable: null at row 1, column 72"}}, 500
            )
        return Said('{"tool": "health", "arguments": {}}')

    with serving(step) as running:
        assert ask(model_at(running.url), question(tools=(HEALTH,))).calls[0].name == "health"
        assert running.calls == 4
