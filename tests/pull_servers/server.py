"""A threaded server on 127.0.0.1 that answers for a fake vendor, and can fail in every way that a line does."""

from __future__ import annotations

import gzip
import json
import ssl
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import parse_qsl, urlsplit


@dataclass(frozen=True, slots=True)
class Question:
    """A request as a vendor sees it."""

    method: str
    path: str
    query: Mapping[str, str]
    body: Any
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer: JSON from ``value`` unless ``raw`` is given. ``cut`` promises more bytes than it sends;
    ``pause`` seconds lie between two halves."""

    status: int = 200
    value: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)
    raw: bytes | None = None
    cut: bool = False
    pause: float = 0.0
    packed: bool = False


class FakeVendor(Protocol):
    """What a vendor's fake knows: who may ask, and what it says."""

    accepted: set[str]

    def answer(self, question: Question) -> Reply: ...


@dataclass(slots=True)
class Server:
    """A running server. ``faults``: replies by number of the request (from 1), given instead of the true
    answer. ``before`` is called with the number before each answer. ``asked`` lists all questions."""

    vendor: FakeVendor
    url: str = ""
    faults: dict[int, Reply] = field(default_factory=dict)
    before: Callable[[int], None] = lambda _number: None
    asked: list[Question] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def reply(self, question: Question) -> Reply:
        with self.lock:
            self.asked.append(question)
            number = len(self.asked)
        self.before(number)
        if number in self.faults:
            return self.faults[number]
        if question.headers.get("authorization") not in self.vendor.accepted:
            return Reply(401, {"error": "Couldn't authenticate you"})
        return self.vendor.answer(question)

    def paths(self) -> list[str]:
        return [question.path for question in self.asked]


class _Quiet(ThreadingHTTPServer):
    """Clients that hang up are part of the tests."""

    daemon_threads = True
    fake: Server

    def handle_error(self, request: object, client_address: object) -> None:
        error = sys.exc_info()[1]
        if not isinstance(error, ConnectionError | ssl.SSLError):
            raise AssertionError("the fake vendor failed") from error


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: _Quiet

    def do_GET(self) -> None:
        self._serve()

    def do_POST(self) -> None:
        self._serve()

    def log_message(self, *_arguments: object) -> None:
        """Stay silent."""

    def _serve(self) -> None:
        length = int(self.headers.get("content-length") or 0)
        sent = self.rfile.read(length)
        parts = urlsplit(self.path)
        question = Question(
            self.command,
            parts.path,
            dict(parse_qsl(parts.query)),
            json.loads(sent) if sent else None,
            {name.lower(): value for name, value in self.headers.items()},
        )
        try:
            self._send(self.server.fake.reply(question))
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def _send(self, reply: Reply) -> None:
        content = reply.raw if reply.raw is not None else json.dumps(reply.value).encode()
        self.send_response(reply.status)
        if reply.packed:
            content = gzip.compress(content)
            self.send_header("Content-Encoding", "gzip")
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content) + (100 if reply.cut else 0)))
        self.end_headers()
        half = len(content) // 2
        self.wfile.write(content[:half])
        self.wfile.flush()
        time.sleep(reply.pause)
        self.wfile.write(content[half:])
        self.close_connection = reply.cut


@contextmanager
def serving(vendor: FakeVendor, tls: tuple[Path, Path] | None = None) -> Iterator[Server]:
    """The vendor on a free port of this machine, for the block; ``tls``: its certificate and key."""
    server = Server(vendor)

    http = _Quiet(("127.0.0.1", 0), _Handler)
    if tls is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*tls)
        http.socket = context.wrap_socket(http.socket, server_side=True, do_handshake_on_connect=False)
    http.fake = server
    server.url = f"{'https' if tls else 'http'}://127.0.0.1:{http.server_port}"
    thread = threading.Thread(target=http.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        http.shutdown()
        http.server_close()
        thread.join(5)
