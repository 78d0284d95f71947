"""What every live endpoint must do: run against the scripted server, and against a real one where
``NRR_LIVE_BASE_URL``, ``NRR_LIVE_MODEL`` and, if it wants one, ``NRR_LIVE_API_KEY`` name it:

``NRR_LIVE_BASE_URL=http://localhost:11434/v1 NRR_LIVE_MODEL=qwen3 pytest tests/assistant/test_contract.py \
--force-enable-socket --allow-hosts=localhost``
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator

import pytest

from assistant.openai_chat import OpenAIChat
from assistant.wire.prompted import arguments_of
from prompts.chat import AnswerShape, Completion, Message, Role, Stop, ToolSpec
from tests.assistant.asking import Around, heard, model_at, question
from tests.assistant.openai_server import Asked, Raw, Said, chunk, serving, sse

WEATHER = ToolSpec(
    "weather",
    "The weather of a town now. Call it for every question on weather.",
    {
        "type": "object",
        "required": ["town"],
        "properties": {"town": {"type": "string", "description": "The town's name."}},
    },
)
CAPITAL = AnswerShape(
    "capital",
    {
        "type": "object",
        "additionalProperties": False,
        "required": ["country", "capital"],
        "properties": {"country": {"type": "string"}, "capital": {"type": "string"}},
    },
)


def _scripted(asked: Asked) -> Said | Raw:
    """A model that knows what the contract asks."""
    words = str(asked.body["messages"])
    if "role': 'tool'" in words:
        return Said("It is 21 degrees in Bonn.")
    if "weather" in words:
        return Said(calls=[("weather", {"town": "Bonn"})])
    if "capital" in words:
        return Said('{"country": "France", "capital": "Paris"}')
    if "hundred" in words:
        return sse(chunk({"content": "one two three"}), chunk({}, "length"))
    return Said("Hello there.")


@pytest.fixture(params=["scripted", "live"])
def model(request: pytest.FixtureRequest) -> Iterator[OpenAIChat]:
    if request.param == "scripted":
        with serving(_scripted) as running:
            yield model_at(running.url)
        return
    url, name = os.environ.get("NRR_LIVE_BASE_URL", ""), os.environ.get("NRR_LIVE_MODEL", "")
    if not (url and name):
        pytest.skip("NRR_LIVE_BASE_URL and NRR_LIVE_MODEL name no live endpoint")
    key = os.environ.get("NRR_LIVE_API_KEY", "")
    yield model_at(url, Around(key=key), name=name, timeout_s=120.0, wall_clock_s=300.0)


async def test_it_answers(model: OpenAIChat) -> None:
    said, found = await heard(model, question("Say hello in one short sentence.", max_tokens=600))
    assert isinstance(found, Completion)
    assert found.stop is Stop.ANSWER
    assert found.text.strip()
    assert found.text.strip() in said
    assert found.usage.prompt_tokens > 0


async def test_it_calls_a_tool_and_uses_what_it_returns(model: OpenAIChat) -> None:
    first = question("What is the weather in Bonn?", tools=(WEATHER,), max_tokens=800)
    _said, found = await heard(model, first)
    assert found.stop is Stop.TOOLS
    assert found.calls[0].name == "weather"
    assert "bonn" in str(arguments_of(found.calls[0].arguments)["town"]).lower()
    results = tuple(Message(Role.TOOL, '{"degrees": 21}', call_id=call.id) for call in found.calls)
    turns = (*first.messages, Message(Role.ASSISTANT, found.text, found.calls), *results)
    _said, last = await heard(model, question(messages=turns, tools=(WEATHER,), max_tokens=800))
    assert "21" in last.text


async def test_it_answers_in_a_shape(model: OpenAIChat) -> None:
    asked = question("What is the capital of France?", shape=CAPITAL, max_tokens=800)
    _said, found = await heard(model, asked)
    assert json.loads(found.text) == {"country": "France", "capital": "Paris"}


async def test_it_says_that_it_was_cut(model: OpenAIChat) -> None:
    _said, found = await heard(
        model, question("Write out the numbers from one to five hundred.", max_tokens=20)
    )
    assert found.stop is Stop.LENGTH
