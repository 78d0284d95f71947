"""How a model's endpoint goes wrong, as scripts, and the end that each is to have.

``tests/assistant/test_faults.py`` holds the door to them, ``bench/model_faults.py`` counts what is survived.
"""

from __future__ import annotations

import gzip
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from tests.assistant.asking import KEY
from tests.assistant.openai_server import Raw, Said, Step, chunk, document, event, refusal, sse, whole

GOOD = Said("All is well.")
SILENCE_S, WALL_CLOCK_S = 0.7, 3.5
"""What the faults are met with: seconds of silence, seconds in all."""

End = Literal["answer", "cut", "refused", "model", "later", "settings"]
"""An answer; one cut at its longest; a refusal; a ModelError; one that is worth another try; a SettingsError."""


@dataclass(frozen=True, slots=True)
class ServerFault:
    """``script`` as for ``serving``; ``calls`` is how often the server is asked, None where that may vary. ``says``
    stands in the error."""

    name: str
    script: Sequence[Step]
    end: End
    calls: int | None = None
    says: str = ""
    at: str = ""


def _status(status: int, message: str = "no", code: str = "", **headers: str) -> Raw:
    return refusal(status, message, code, None, **headers)


_HTML = b"<!doctype html><html><body>Sign in to the proxy</body></html>"
_PIECE = chunk({"content": "All is"})
_LONG = "x" * 1000

FAULTS: tuple[ServerFault, ...] = (
    # what a status says
    ServerFault("400 context overflow", [_status(400, "maximum context length is 8192 tokens", "context_length_exceeded")], "model", 1, "longer than the model reads"),
    ServerFault("400 context overflow of llama.cpp", [document({"error": {"code": 400, "message": "the request exceeds the available context size", "type": "exceed_context_size_error"}}, 400)], "model", 1, "longer than the model reads"),
    ServerFault("413 too large", [_status(413)], "model", 1, "longer than the model reads"),
    ServerFault("400 without a word", [Raw([b""], 400)], "model", 2, "answered 400"),
    ServerFault("400 that names nothing, once", [_status(400, "bad request"), GOOD], "answer", 2),
    ServerFault("400 content filter", [_status(400, "The response was filtered", "content_filter")], "refused", 1),
    ServerFault("401", [_status(401, f"Incorrect API key provided: {KEY}")], "settings", 1, "MODEL_KEY"),
    ServerFault("403", [_status(403, "not allowed")], "settings", 1, "MODEL_KEY"),
    ServerFault("402", [_status(402)], "model", 1, "credit"),
    ServerFault("404 unknown model", [_status(404, "The model `test-model` does not exist", "model_not_found")], "model", 1, "test-model-2"),
    ServerFault("404 wrong address", [Raw([_HTML], 404, kind="text/html")], "model", 1, "/v1"),
    ServerFault("405", [Raw([b"{}"], 405)], "model", 2, "405"),
    ServerFault("408, once", [_status(408), GOOD], "answer", 2),
    ServerFault("409, once", [_status(409), GOOD], "answer", 2),
    ServerFault("422 always", [document({"detail": [{"loc": ["body", "messages"], "msg": "nothing fits"}]}, 422)], "model", 2, "nothing fits"),
    ServerFault("429, once", [_status(429), GOOD], "answer", 2),
    ServerFault("429 with Retry-After", [_status(429, Retry_After="0"), GOOD], "answer", 2),
    ServerFault("429 with a date in Retry-After", [_status(429, Retry_After="Mon, 02 Nov 2020 09:00:00 GMT"), GOOD], "answer", 2),
    ServerFault("429 with Retry-After of an hour", [_status(429, Retry_After="3600")], "later", 1, "asks to wait"),
    ServerFault("429 with a silly Retry-After", [_status(429, Retry_After="soon"), GOOD], "answer", 2),
    ServerFault("429 always", [_status(429)], "later", 3, "asked 3 times"),
    ServerFault("429 out of quota", [_status(429, "You exceeded your current quota", "insufficient_quota")], "model", 1, "credit"),
    ServerFault("500, twice", [_status(500), _status(500), GOOD], "answer", 3),
    ServerFault("500 always", [_status(500, "the backend fell over")], "later", 3, "the backend fell over"),
    ServerFault("502 page, once", [Raw([_HTML], 502, kind="text/html"), GOOD], "answer", 2),
    ServerFault("503 while the model loads, once", [document({"error": {"code": 503, "message": "Loading model"}}, 503), GOOD], "answer", 2),
    ServerFault("529, once", [_status(529), GOOD], "answer", 2),
    ServerFault("an error that draws on the terminal", [_status(500, "\x1b[2J\x1b]0;hi\x07boo\r\nsecond line")], "later", 3, "boo"),
    ServerFault("an error that echoes the key", [_status(500, f"bad header Authorization: Bearer {KEY}")], "later", 3, "[key]"),
    ServerFault("an endless error", [Raw([b"x" * 65536] * 40, 500, length=None)], "later", 3),
    ServerFault("an error packed badly", [Raw([b"not gzip"], 500, {"Content-Encoding": "gzip"})], "later", 3),
    ServerFault("redirect to another host", [Raw([], 302, {"Location": "http://127.0.0.1:9/v1/chat/completions"})], "model", 1, "not followed"),
    ServerFault("redirect with 308", [Raw([], 308, {"Location": "/elsewhere"})], "model", 1, "not followed"),
    # the line
    ServerFault("nobody listens", [GOOD], "later", 0, "cannot be reached", at="http://127.0.0.1:9/v1"),
    ServerFault("unknown host", [GOOD], "later", 0, "host", at="http://no-such-host.invalid.internal/v1"),
    ServerFault("TLS asked of a plain server", [GOOD], "model", 0, "TLS", at="https"),
    ServerFault("closed before an answer, once", [Raw(bare=True), GOOD], "answer", 2),
    ServerFault("reset before an answer, once", [Raw(bare=True, reset=True), GOOD], "answer", 2),
    ServerFault("bytes that are no HTTP", [Raw([b"\x00\x01\x02 hello\r\n\r\n"], bare=True)], "later", 3),
    ServerFault("silence before an answer", [Raw([5.0], bare=True)], "later", 3, "said nothing for"),
    ServerFault("silence within an answer", [sse(_PIECE, 5.0, chunk({}, "stop"))], "later", 3, "said nothing for"),
    ServerFault("silence, once", [Raw([5.0], bare=True), GOOD], "answer", 2),
    ServerFault("slow bytes without end", [sse(*[b": still here\n\n", 0.1] * 60)], "later", 1, "took longer than"),
    ServerFault("slow bytes within the time", [sse(*[chunk({"content": "a "}), 0.02] * 20, chunk({}, "stop"))], "answer", 1),
    ServerFault("promises more than it sends", [Raw([b'{"id": "x", "cho'], length=500)], "later", 3, "broke off"),
    ServerFault("cut within an answer, once", [sse(_PIECE, done=False), GOOD], "answer", 2),
    ServerFault("reset within an answer, once", [sse(_PIECE, done=False, reset=True), GOOD], "answer", 2),
    ServerFault("cut within an answer, always", [sse(_PIECE, done=False)], "later", 3, "broke off"),
    ServerFault("streams always cut, whole answers fine", [lambda asked: sse(_PIECE, done=False) if asked.body.get("stream") else GOOD], "answer", 2),
    ServerFault("stays open after the end", [sse(_PIECE, chunk({}, "stop"), done=False, hang=0.2)], "answer", 1),
    # what the bytes are
    ServerFault("a page with 200", [Raw([_HTML], kind="text/html")], "model", 1, "web page"),
    ServerFault("nothing with 200, once", [Raw([b""]), GOOD], "answer", 2),
    ServerFault("nothing with 200", [Raw([b""])], "later", 3, "empty"),
    ServerFault("204", [Raw([], 204)], "later", 3, "empty"),
    ServerFault("only white space", [Raw([b"  \n\n "])], "later", 3),
    ServerFault("only comments", [sse(b": hello\n\n", done=False)], "later", 3),
    ServerFault("[DONE] and nothing else", [sse()], "later", 3),
    ServerFault("[DONE] without a reason", [sse(_PIECE)], "later", 3, "broke off"),
    ServerFault("a list", [document([1, 2])], "later", 3, "no JSON object"),
    ServerFault("a number", [Raw([b"42"])], "later", 3),
    ServerFault("plain words", [Raw([b"upstream connect error"], kind="text/plain")], "later", 3, "not JSON"),
    ServerFault("malformed JSON in a stream, once", [sse(_PIECE, b'data: {"choices": [\n\n', chunk({}, "stop")), GOOD], "answer", 2),
    ServerFault("malformed JSON in a stream", [sse(_PIECE, b"data: {oops}\n\n", chunk({}, "stop"))], "later", 3, "not JSON"),
    ServerFault("JSON deep as a well", [Raw([b'{"choices":' + b"[" * 100_000])], "later", 3),
    ServerFault("invalid UTF-8", [Raw([b'{"choices": [{"message": {"content": "\xff\xfe"}}]}'])], "later", 3, "UTF-8"),
    ServerFault("invalid UTF-8 in a stream", [sse(b'data: {"choices": [{"delta": {"content": "\xc3\x28"}}]}\n\n')], "later", 3, "UTF-8"),
    ServerFault("gzip that is none", [Raw([b"not gzip at all"], headers={"Content-Encoding": "gzip"})], "later", 3, "unpacked"),
    ServerFault("gzip though it was not asked for", [Raw([gzip.compress(b'{"choices":[{"message":{"content":"ok"},"finish_reason":"stop"}]}')], headers={"Content-Encoding": "gzip"})], "answer", 1),
    ServerFault("a huge piece", [sse(b'data: {"choices": [{"delta": {"content": "' + b"x" * 3_000_000 + b'"}}]}\n\n')], "model", 1, "too large"),
    ServerFault("an answer without end", [sse(*[chunk({"content": _LONG})] * 200)], "cut", 1),
    ServerFault("a stream called JSON", [Raw(sse(_PIECE, chunk({}, "stop")).pieces, length=None)], "answer", 1),
    ServerFault("JSON called a stream", [Raw(document(whole({"content": "ok"})).pieces, kind="text/event-stream")], "answer", 1),
    ServerFault("JSON called an image", [Raw(document(whole({"content": "ok"})).pieces, kind="image/png")], "answer", 1),
    ServerFault("a stream without blank lines", [sse(*[event(one).rstrip() + b"\n" for one in (_PIECE, chunk({}, "stop"))])], "answer", 1),
    ServerFault("a stream with carriage returns", [sse(*[event(one).replace(b"\n", b"\r\n") for one in (_PIECE, chunk({}, "stop"))])], "answer", 1),
    ServerFault("a stream byte by byte", [sse(*[bytes([one]) for one in event(_PIECE) + event(chunk({"content": " gut für ☃"}, "stop"))])], "answer", 1),
    # what the answer is
    ServerFault("no choices", [document({"id": "x", "object": "chat.completion", "choices": []})], "later", 3, "no answer"),
    ServerFault("choices that are null", [document({"choices": None})], "later", 3),
    ServerFault("choices of the wrong type", [document({"choices": "none"})], "later", 3),
    ServerFault("a choice that is null", [document({"choices": [None]})], "later", 3),
    ServerFault("a message that is null", [document({"choices": [{"message": None, "finish_reason": "stop"}]})], "later", 3),
    ServerFault("content that is null", [document(whole({"content": None}))], "later", 3, "said nothing"),
    ServerFault("content that is null, once", [document(whole({"content": None})), GOOD], "answer", 2),
    ServerFault("content that is a number", [document(whole({"content": 42}))], "later", 3),
    ServerFault("content in parts", [document(whole({"content": [{"type": "text", "text": "ok"}]}))], "answer", 1),
    ServerFault("an error with 200, once", [document({"error": {"message": "overloaded", "type": "server_error"}}), GOOD], "answer", 2),
    ServerFault("an error within a stream", [sse(_PIECE, {"error": {"message": "engine died", "type": "server_error"}})], "later", 3, "engine died"),
    ServerFault("an error event within a stream", [sse(_PIECE, b'event: error\ndata: {"message": "engine died"}\n\n')], "later", 3, "engine died"),
    ServerFault("context overflow within a stream", [sse({"error": {"message": "context length exceeded", "code": 400}})], "model", 1, "longer than the model reads"),
    ServerFault("reason of ending: error", [sse(_PIECE, chunk({}, "error"))], "later", 3, "gave up"),
    ServerFault("a refusal", [document(whole({"content": None, "refusal": "I cannot help with that."}))], "refused", 1),
    ServerFault("a refusal in a stream", [sse(chunk({"refusal": "I "}), chunk({"refusal": "cannot."}), chunk({}, "stop"))], "refused", 1),
    ServerFault("stopped by a content filter", [sse(_PIECE, chunk({}, "content_filter"))], "refused", 1),
    ServerFault("stopped at its longest", [sse(_PIECE, chunk({}, "length"))], "cut", 1),
    ServerFault("ended twice", [sse(_PIECE, chunk({}, "stop"), chunk({"content": " again"}, "stop"))], "answer", 1),
    ServerFault("an unknown reason of ending", [sse(_PIECE, chunk({}, "eos_token"))], "answer", 1),
    ServerFault("usage that is nonsense", [document({**whole({"content": "ok"}), "usage": {"prompt_tokens": -5, "completion_tokens": "many"}})], "answer", 1),
    ServerFault("half a sign", [Raw([b'{"choices": [{"message": {"content": "ok \\ud83d"}, "finish_reason": "stop"}]}'])], "answer", 1),
)  # fmt: skip
