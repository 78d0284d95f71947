"""The door itself: what goes over the line, where to, and what an answer is."""

from __future__ import annotations

import asyncio
import subprocess
from pathlib import Path
from typing import Any

import pytest

from foundation.errors import ModelError, SettingsError
from prompts.chat import Message, Role, Stop
from tests.assistant.asking import HEALTH, KEY, SHAPE, Around, ask, heard, model_at, question
from tests.assistant.openai_server import MODEL, Asked, Raw, Said, chunk, document, serving, sse, whole


async def test_pieces_come_as_they_arrive_and_make_the_answer() -> None:
    with serving(Said("They are fine, and say so.")) as running:
        said, found = await heard(model_at(running.url))
    assert said == found.text == "They are fine, and say so."
    assert (found.stop, found.usage.prompt_tokens, found.usage.completion_tokens) == (Stop.ANSWER, 120, 30)
    assert not found.usage.estimated
    assert not found.cached


async def test_the_first_piece_is_there_before_the_last_is_sent() -> None:
    with serving(
        sse(chunk({"content": "First"}), 0.5, chunk({"content": " last"}), chunk({}, "stop"))
    ) as running:
        loop = asyncio.get_running_loop()
        moments = [loop.time() async for _event in model_at(running.url).stream(question())]
    assert moments[-1] - moments[0] > 0.4


async def test_what_goes_over_the_line_is_what_is_documented(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_ORG_ID", "org-of-another")
    monkeypatch.setenv("OPENAI_PROJECT_ID", "project-of-another")
    monkeypatch.setenv("OPENAI_ADMIN_KEY", "admin-of-another")
    monkeypatch.setenv("OPENAI_CUSTOM_HEADERS", "X-Team: another\nAuthorization: Bearer another")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    with serving() as running:
        await heard(model_at(running.url), question(tools=(HEALTH,)))
        (asked,) = running.asked
    assert set(asked.headers) == {
        "host", "accept", "accept-encoding", "authorization", "connection", "content-type", "content-length",
        "user-agent", "x-stainless-raw-response",
    }  # fmt: skip
    assert asked.headers["authorization"] == f"Bearer {KEY}"
    assert b"another" not in asked.raw
    assert set(asked.body) == {
        "model", "messages", "stream", "stream_options", "max_tokens", "temperature", "tools",
    }  # fmt: skip
    assert asked.raw.count(KEY.encode()) == 1


def test_a_proxy_of_the_environment_sees_nothing_of_a_local_model(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving() as proxy, serving() as running:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
        assert ask(model_at(running.url)).text == "Yes."
        assert proxy.asked == []


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_no_redirect_is_followed_and_no_key_goes_along(status: int) -> None:
    with serving() as other:
        with serving(Raw([], status, {"Location": f"{other.url}/chat/completions"})) as running:
            with pytest.raises(ModelError, match="not followed"):
                ask(model_at(running.url))
            assert running.calls == 1
        assert other.asked == []


def test_a_certificate_that_nobody_signed_is_not_trusted(tmp_path: Path) -> None:
    made = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=127.0.0.1",
    ]
    made += ["-keyout", str(tmp_path / "key"), "-out", str(tmp_path / "cert")]
    subprocess.run(made, check=True, capture_output=True)
    with serving(tls=(tmp_path / "cert", tmp_path / "key")) as running:
        with pytest.raises(ModelError, match="certificate"):
            ask(model_at(running.url))
        assert running.asked == []


def test_a_local_server_needs_no_key() -> None:
    with serving() as running:
        assert ask(model_at(running.url, Around(key=""))).text == "Yes."
        assert running.asked[0].headers["authorization"] == "Bearer none"


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({"base_url": "https://api.example.com/v1", "key": ""}, "MODEL_KEY is not set"),
        ({"base_url": "http://api.example.com/v1"}, "not encrypted"),
        ({"base_url": "api.example.com/v1"}, "no web address"),
        ({"base_url": "ftp://api.example.com/v1"}, "no web address"),
        ({"base_url": "https://user:pw@api.example.com/v1"}, "more than an address"),
        ({"base_url": "https://api.example.com/v1?api-version=1"}, "more than an address"),
        ({"base_url": "https://api example.com/v1"}, "no web address"),
        ({"base_url": "https://[::1/v1"}, "no web address"),
        ({"base_url": "https://api.example.com:99999/v1"}, "no web address"),
        ({"base_url": ""}, "model.base_url is not set"),
        ({"base_url": "https://api.example.com/v1", "name": " "}, "model.name is not set"),
    ],
)
def test_an_endpoint_that_is_not_fit_to_be_asked_is_refused(settings: dict[str, str], says: str) -> None:
    around = Around(key=settings.pop("key", KEY))
    with pytest.raises(SettingsError, match=says) as caught:
        model_at(settings.pop("base_url"), around, **settings)
    assert "pw" not in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("ending", ["/", "/chat/completions", "/chat/completions/", "/models"])
def test_the_address_may_be_that_of_the_call_itself(ending: str) -> None:
    with serving() as running:
        assert ask(model_at(running.url + ending)).text == "Yes."
        assert running.asked[0].path == "/v1/chat/completions"


def test_the_name_says_model_and_place_and_never_the_key() -> None:
    model = model_at("https://api.example.com/v1")
    assert model.name == f"{MODEL} at api.example.com"
    assert KEY not in repr(model) + str(vars(model))


def test_near_names_are_said_where_there_is_no_such_model() -> None:
    with serving(document({"error": "model 'lama3' not found"}, 404)) as running:
        running.models = ["llama3:8b", "mistral", "qwen3"]
        with pytest.raises(ModelError, match="llama3:8b") as caught:
            ask(model_at(running.url, name="lama3"))
    assert "mistral" not in str(caught.value)


def test_settings_bound_the_answer_above_the_prompt() -> None:
    with serving() as running:
        ask(model_at(running.url, max_tokens=3000))
        assert running.bodies[0]["max_tokens"] == 3000


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("<think>Let me see.</think>\n\nFine.", "Fine."),
        ("Let me see.</think>Fine.", "Fine."),
        ("I think so.", "I think so."),
        ("They wrote <think> in a ticket.", "They wrote <think> in a ticket."),
    ],
)
def test_thoughts_are_no_answer(text: str, answer: str) -> None:
    with serving(Said(text)) as running:
        assert ask(model_at(running.url)).text == answer


def test_thoughts_beside_the_answer_are_left_out() -> None:
    pieces = (chunk({"reasoning_content": "Hm."}), chunk({"content": "Fine."}), chunk({}, "stop"))
    with serving(sse(*pieces)) as running:
        assert ask(model_at(running.url)).text == "Fine."
    with serving(sse(chunk({"reasoning": "Hm. " * 50}), chunk({}, "length"))) as running:
        assert ask(model_at(running.url)).stop is Stop.LENGTH


def test_a_sign_in_two_halves_is_joined() -> None:
    first = b'data: {"choices":[{"delta":{"content":"\\ud83d"}}]}\n\n'
    second = b'data: {"choices":[{"delta":{"content":"\\ude00"},"finish_reason":"stop"}]}\n\n'
    with serving(sse(first, second)) as running:
        found = ask(model_at(running.url))
    assert found.text == "\U0001f600"


def test_what_cannot_be_sent_is_mended_before() -> None:
    with serving() as running:
        assert ask(model_at(running.url), question("half \ud83d a sign, \x00 and \x1b[2J")).text == "Yes."
        assert "\ufffd" in running.bodies[0]["messages"][1]["content"]


def test_a_turn_left_early_closes_the_line_and_counts() -> None:
    async def first_only() -> None:
        stream = model.stream(question())
        async for _event in stream:
            break
        await stream.aclose()

    with serving(sse(*[chunk({"content": "word "}), 0.05] * 100)) as running:
        model = model_at(running.url, Around())
        asyncio.run(first_only())
        assert model._purse.tokens > 0


def test_many_at_once_do_not_mix() -> None:
    def echo(asked: Asked) -> Said:
        return Said(asked.body["messages"][-1]["content"] * 3)

    async def all_at_once() -> list[str]:
        asked = [heard(model, question(f"<{number}>")) for number in range(12)]
        return [found.text for _said, found in await asyncio.gather(*asked)]

    with serving(echo) as running:
        model = model_at(running.url)
        assert asyncio.run(all_at_once()) == [f"<{number}>" * 3 for number in range(12)]


def test_a_model_outlives_its_loop() -> None:
    with serving() as running:
        model = model_at(running.url)
        assert [ask(model).text for _ in range(3)] == ["Yes."] * 3


def test_a_conversation_of_many_turns_is_sent_whole() -> None:
    turns = tuple(
        Message(Role.USER if number % 2 else Role.ASSISTANT, f"turn {number}") for number in range(1, 30)
    )
    with serving() as running:
        ask(model_at(running.url), question(messages=turns, shape=SHAPE))
        assert [turn["content"] for turn in running.bodies[0]["messages"]] == [turn.text for turn in turns]


@pytest.mark.parametrize("finish", [None, "", "stop", "STOP", "end_turn"])
def test_a_whole_document_is_whole_whatever_it_calls_its_end(finish: Any) -> None:
    with serving(document(whole({"content": "Fine."}, finish))) as running:
        assert ask(model_at(running.url)).text == "Fine."


def test_the_wait_that_a_server_asks_for_is_kept() -> None:
    async def timed() -> float:
        began = asyncio.get_running_loop().time()
        await heard(model_at(running.url))
        return asyncio.get_running_loop().time() - began

    with serving(document({"error": "slow down"}, 429, Retry_After="0.3"), Said("Yes.")) as running:
        assert asyncio.run(timed()) >= 0.3


def test_a_wait_beyond_the_wall_clock_ends_at_once() -> None:
    with serving(document({"error": "slow down"}, 429, Retry_After="30")) as running:
        with pytest.raises(ModelError, match="asks to wait 3") as caught:
            ask(model_at(running.url, Around(cap=60.0), wall_clock_s=5))
        assert running.calls == 1
    assert caught.value.retryable
