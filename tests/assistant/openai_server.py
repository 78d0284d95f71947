"""A real HTTP server on 127.0.0.1 that speaks Chat Completions as scripted, well or as badly as a test wants.

``serving`` runs it for a block. A script is a list of steps, one for each call, the last of which is repeated: ``Said``
(an answer, streamed where that is asked for), ``Raw`` (bytes as they are), or a function from the call to one of
them. What was asked is in ``server.asked``.
"""

from __future__ import annotations

import json
import socket
import ssl
import struct
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from foundation.ids import content_id

MODEL = "test-model"


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as the server got it."""

    method: str
    path: str
    headers: dict[str, str]
    body: Any
    raw: bytes


@dataclass(frozen=True, slots=True)
class Raw:
    """Bytes as they are: ``pieces`` with pauses in seconds between them. ``length``: the length that is claimed, by
    default the true one; None for a body that ends with the connection. ``reset`` cuts the line without a goodbye,
    ``hang`` keeps it open so many seconds at the end."""

    pieces: Sequence[bytes | float] = ()
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    kind: str = "application/json"
    length: int | None = -1
    reset: bool = False
    hang: float = 0.0
    bare: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """A good answer: text, or calls as (name, arguments), as a stream or one document as was asked."""

    text: str = ""
    calls: Sequence[tuple[str, dict[str, Any]]] = ()
    finish: str = ""
    usage: tuple[int, int] | None = (120, 30)

    def reply(self, asked: Asked) -> Raw:
        return self._streamed(asked.body) if asked.body.get("stream") else self._whole()

    @property
    def _finish(self) -> str:
        return self.finish or ("tool_calls" if self.calls else "stop")

    def _calls(self) -> list[dict[str, Any]]:
        return [
            {
                "id": f"call_{at}_{content_id(name, str(arguments))}",
                "type": "function",
                "function": {"name": name, "arguments": json.dumps(arguments)},
            }
            for at, (name, arguments) in enumerate(self.calls)
        ]

    def _whole(self) -> Raw:
        message: dict[str, Any] = {"role": "assistant", "content": self.text or None}
        if self.calls:
            message["tool_calls"] = self._calls()
        return document(whole(message, self._finish, self.usage))

    def _streamed(self, body: Any) -> Raw:
        step = max(1, len(self.text) // 5)
        deltas: list[dict[str, Any]] = [{"role": "assistant", "content": ""}]
        deltas += [{"content": self.text[at : at + step]} for at in range(0, len(self.text), step)]
        for at, call in enumerate(self._calls()):
            arguments = call["function"]["arguments"]
            half = len(arguments) // 2
            first = {**call, "index": at, "function": {**call["function"], "arguments": ""}}
            deltas.append({"tool_calls": [first]})
            deltas += [
                {"tool_calls": [{"index": at, "function": {"arguments": part}}]}
                for part in (arguments[:half], arguments[half:])
            ]
        events = [chunk(delta) for delta in deltas] + [chunk({}, self._finish)]
        if self.usage is not None and (body.get("stream_options") or {}).get("include_usage"):
            events.append({**chunk({}), "choices": [], "usage": usage(*self.usage)})
        return sse(*events)


Step = Said | Raw | Callable[[Asked], "Said | Raw"]


def usage(prompt: int, completion: int) -> dict[str, int]:
    return {"prompt_tokens": prompt, "completion_tokens": completion, "total_tokens": prompt + completion}


def whole(
    message: Any, finish: str | None = "stop", used: tuple[int, int] | None = (120, 30)
) -> dict[str, Any]:
    """An answer in one document."""
    found: dict[str, Any] = {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1,
        "model": MODEL,
        "choices": [{"index": 0, "message": message, "finish_reason": finish}],
    }
    return found | ({"usage": usage(*used)} if used else {})


def chunk(delta: Any, finish: str | None = None) -> dict[str, Any]:
    """A piece of a streamed answer."""
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion.chunk",
        "created": 1,
        "model": MODEL,
        "choices": [{"index": 0, "delta": delta, "finish_reason": finish}],
    }


def document(value: Any, status: int = 200, **headers: str) -> Raw:
    """A JSON answer."""
    named = {name.replace("_", "-"): text for name, text in headers.items()}
    return Raw([json.dumps(value).encode()], status, named)


def sse(*events: Any, done: bool = True, **other: Any) -> Raw:
    """An event stream of these objects; bytes go as they are."""
    pieces = [one if isinstance(one, bytes | float) else event(one) for one in events]
    if done:
        pieces.append(b"data: [DONE]\n\n")
    return Raw(pieces, kind="text/event-stream", length=None, **other)


def event(value: Any) -> bytes:
    return b"data: " + json.dumps(value).encode() + b"\n\n"


def refusal(status: int, message: str, code: str = "", param: str | None = None, **headers: str) -> Raw:
    """An error as OpenAI writes it."""
    error = {"message": message, "type": "invalid_request_error", "code": code or None, "param": param}
    return document({"error": error}, status, **headers)


class Server:
    """A running server. ``models`` are listed under ``/v1/models``; ``calls`` counts questions for an answer."""

    def __init__(self, script: Sequence[Step], tls: ssl.SSLContext | None = None) -> None:
        self.script = list(script)
        self.asked: list[Asked] = []
        self.models = [MODEL]
        self._tls = tls
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._socket.settimeout(0.05)
        self.port = int(self._socket.getsockname()[1])
        self.url = f"http{'s' if tls else ''}://127.0.0.1:{self.port}/v1"
        self._thread = threading.Thread(target=self._accept, daemon=True)
        self._thread.start()

    @property
    def calls(self) -> int:
        return sum(one.path.endswith("/chat/completions") for one in self.asked)

    @property
    def bodies(self) -> list[Any]:
        return [one.body for one in self.asked if one.path.endswith("/chat/completions")]

    def close(self) -> None:
        self._stop.set()
        self._thread.join(5)
        self._socket.close()

    def _accept(self) -> None:
        while not self._stop.is_set():
            try:
                line, _address = self._socket.accept()
            except TimeoutError:
                continue
            threading.Thread(target=self._serve, args=(line,), daemon=True).start()

    def _serve(self, line: socket.socket) -> None:
        line.settimeout(20)
        try:
            if self._tls is not None:
                line = self._tls.wrap_socket(line, server_side=True)
            while (asked := _read(line)) is not None:
                if not self._answer(line, asked):
                    return
        except (OSError, ValueError):
            pass
        finally:
            line.close()

    def _answer(self, line: socket.socket, asked: Asked) -> bool:
        """Whether the line may be used again."""
        with self._lock:
            self.asked.append(asked)
            number = self.calls
        if asked.path.endswith("/models"):
            reply = document({"object": "list", "data": [{"id": name} for name in self.models]})
        elif asked.path.endswith("/chat/completions"):
            step = self.script[min(number, len(self.script)) - 1]
            given = step(asked) if callable(step) else step
            reply = given.reply(asked) if isinstance(given, Said) else given
        else:
            reply = document({"error": "not here"}, 404)
        self._send(line, reply)
        return reply.length == -1 and not (reply.reset or reply.bare)

    def _send(self, line: socket.socket, reply: Raw) -> None:
        content = [piece for piece in reply.pieces if isinstance(piece, bytes)]
        head = [f"HTTP/1.1 {reply.status} Scripted", f"Content-Type: {reply.kind}"]
        if reply.length is None:
            head.append("Connection: close")
        else:
            head.append(f"Content-Length: {sum(map(len, content)) if reply.length < 0 else reply.length}")
        head += [f"{name}: {value}" for name, value in reply.headers.items()]
        if not reply.bare:
            line.sendall(("\r\n".join(head) + "\r\n\r\n").encode("latin-1"))
        for piece in reply.pieces:
            if isinstance(piece, bytes):
                line.sendall(piece)
            else:
                self._stop.wait(piece)
        self._stop.wait(reply.hang)
        if reply.reset:
            line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def _read(line: socket.socket) -> Asked | None:
    content = b""
    while b"\r\n\r\n" not in content:
        piece = line.recv(65536)
        if not piece:
            return None
        content += piece
    head, _, raw = content.partition(b"\r\n\r\n")
    first, *rest = head.decode("latin-1").split("\r\n")
    method, path, _version = first.split(" ", 2)
    headers = {name.lower(): value.strip() for name, _, value in (one.partition(":") for one in rest)}
    while len(raw) < int(headers.get("content-length", 0)):
        raw += line.recv(65536)
    return Asked(method, path, headers, json.loads(raw) if raw else None, content + raw)


@contextmanager
def serving(*script: Step, tls: tuple[Path, Path] | None = None) -> Iterator[Server]:
    """The server for a block; ``tls``: its certificate and key."""
    context = None
    if tls is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*tls)
    server = Server(script or (Said("Yes."),), context)
    try:
        yield server
    finally:
        server.close()


def settled(condition: Callable[[], bool], seconds: float = 2.0) -> bool:
    """Whether ``condition`` comes true in time."""
    until = time.monotonic() + seconds
    while not condition() and time.monotonic() < until:
        time.sleep(0.01)
    return condition()
