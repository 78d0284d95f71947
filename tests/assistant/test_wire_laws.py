"""Whatever bytes come: they are read, or refused as unreadable; and however they are cut, they say the same."""

from __future__ import annotations

import contextlib
import json
from itertools import pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.wire.faults import Asked, Fault, Lacking, asked_wait, fault_of_status, said_in
from assistant.wire.gathering import Gathered
from assistant.wire.prompted import calls_in, shaped
from assistant.wire.reading import Reader, Unreadable
from foundation.keys import Secret
from tests.assistant.asking import KEY, SHAPE
from tests.assistant.openai_server import chunk, event, whole

_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=8,
)
_CALL = st.fixed_dictionaries(
    {},
    optional={
        "index": st.integers(-2, 4) | _JSON,
        "id": st.sampled_from(["a", "b", ""]) | _JSON,
        "function": st.fixed_dictionaries(
            {}, optional={"name": st.text(max_size=4) | _JSON, "arguments": st.text(max_size=6) | _JSON}
        )
        | _JSON,
    },
)
_SAID = st.fixed_dictionaries(
    {},
    optional={
        "content": st.text(max_size=8) | _JSON,
        "tool_calls": st.lists(_CALL | _JSON, max_size=3) | _JSON,
        "function_call": _CALL | _JSON,
        "refusal": _JSON,
        "reasoning_content": _JSON,
    },
)
_PIECE = st.fixed_dictionaries(
    {},
    optional={
        "choices": st.lists(
            st.fixed_dictionaries(
                {},
                optional={
                    "delta": _SAID | _JSON,
                    "message": _SAID | _JSON,
                    "finish_reason": _JSON,
                    "index": _JSON,
                },
            )
            | _JSON,
            max_size=2,
        )
        | _JSON,
        "usage": st.dictionaries(st.sampled_from(["prompt_tokens", "completion_tokens"]), _JSON) | _JSON,
    },
)
_GOOD = b"".join(
    [
        *(event(chunk({"content": word})) for word in ("Fünf ", "☃ ", "gut")),
        event(chunk({"tool_calls": [{"index": 0, "id": "a", "function": {"name": "n", "arguments": "{}"}}]})),
        event(chunk({}, "stop")),
        b"data: [DONE]\n\n",
    ]
)


def _gathered(pieces: list[bytes]) -> Gathered:
    reader, gathered = Reader(), Gathered()
    for piece in pieces:
        for found in reader.feed(piece):
            gathered.take(found)
    if not reader.done:
        for found in reader.close():
            gathered.take(found)
    return gathered


@given(st.lists(_PIECE, max_size=5))
def test_any_pieces_can_be_gathered(pieces: list[dict[str, Any]]) -> None:
    gathered = Gathered()
    for piece in pieces:
        gathered.take(piece)
    calls = gathered.calls("call_1")
    assert len({call.id for call in calls}) == len(calls)
    assert all(call.name and isinstance(call.arguments, str) for call in calls)
    gathered.text.encode("utf-8")
    assert gathered.length >= 0
    assert gathered.stop is not None


@given(
    st.binary(max_size=300) | st.binary(max_size=60).map(lambda tail: b"data: " + tail), st.integers(1, 50)
)
def test_any_bytes_are_read_or_refused(content: bytes, step: int) -> None:
    with contextlib.suppress(Unreadable):
        _gathered([content[at : at + step] for at in range(0, len(content), step)])


@settings(max_examples=200)
@given(st.integers(0, len(_GOOD) - 1), st.integers(0, 20), st.binary(max_size=6))
def test_a_damaged_stream_is_read_or_refused(at: int, gone: int, put: bytes) -> None:
    with contextlib.suppress(Unreadable):
        _gathered([_GOOD[:at] + put + _GOOD[at + gone :]])


@given(st.lists(st.integers(0, len(_GOOD)), max_size=12))
def test_where_bytes_are_cut_changes_nothing(cuts: list[int]) -> None:
    edges = [0, *sorted(cuts), len(_GOOD)]
    found = _gathered([_GOOD[a:b] for a, b in pairwise(edges)])
    assert (found.text, found.finish, found.calls("c")[0].name) == ("Fünf ☃ gut", "stop", "n")


@given(st.integers(0, len(_GOOD)))
def test_a_stream_cut_anywhere_before_its_end_has_no_end(at: int) -> None:
    end = _GOOD.index(b'"finish_reason": "stop"')
    try:
        found = _gathered([_GOOD[:at]])
    except Unreadable:
        return
    assert not found.finish or at > end


@given(_JSON, st.integers(100, 599), st.text(max_size=30))
def test_any_refusal_is_a_fault_in_one_line_without_the_key(value: Any, status: int, wait: str) -> None:
    asked = Asked("api.example.com", "m", "MODEL_KEY", Secret(KEY))
    content = json.dumps({"error": {"message": f"{KEY} \x1b[2J {value}", "code": value}}).encode()
    found = fault_of_status(status, {"retry-after": wait}, content, asked, 0.0)
    fault = found.fault if isinstance(found, Lacking) else found
    assert isinstance(fault, Fault)
    assert not {KEY, "\x1b", "\n"} & set(str(fault.error).split(" "))
    assert KEY not in str(fault.error)
    said_in(value)


@given(st.text(max_size=30) | st.integers().map(str) | st.floats().map(str))
def test_any_wait_is_read_or_none(text: str) -> None:
    found = asked_wait({"retry-after": text, "retry-after-ms": text}, 0.0)
    assert found is None or found >= 0


@given(st.text(max_size=200) | _JSON.map(json.dumps))
def test_any_text_can_be_looked_through_for_calls_and_shapes(text: str) -> None:
    assert all(isinstance(name, str) and isinstance(given, str) for name, given in calls_in(text, {"n"}))
    found = shaped(text, SHAPE)
    assert found is None or "text" in json.loads(found)


@given(_SAID)
def test_a_whole_document_says_what_its_stream_says(said: dict[str, Any]) -> None:
    one, other = Gathered(), Gathered()
    one.take(whole(said, "stop"))
    other.take(chunk(said, "stop"))
    assert one.text == other.text
    assert one.calls("c") == other.calls("c")
