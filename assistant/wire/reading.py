"""The bytes of an answer as JSON objects, whatever they are called: an event stream, one document, one a line.

Servers say one content type and send another, so what counts is how the bytes begin. Bounds hold what a server may
make us keep.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

LARGEST = 16 * 1024 * 1024
"""Bytes of one answer that are read at most."""
LARGEST_LINE = 2 * 1024 * 1024


class Unreadable(Exception):
    """What came is no answer. ``final``: it would be the same again."""

    def __init__(self, words: str, *, final: bool = False) -> None:
        super().__init__(words)
        self.words = words
        self.final = final


class Reader:
    """Takes bytes as they come and gives JSON objects; ``done`` once the stream said that it ended."""

    def __init__(self) -> None:
        self.done = False
        self.size = 0
        self._is_stream: bool | None = None
        self._rest = b""
        self._lines: list[bytes] = []
        self._event = b""

    def feed(self, piece: bytes) -> Iterator[dict[str, Any]]:
        """The objects that are whole by now. Raises Unreadable."""
        self.size += len(piece)
        if self.size > LARGEST:
            raise Unreadable(f"sent more than {LARGEST >> 20} MiB in one answer", final=True)
        self._rest += piece
        if self._is_stream is None:
            self._is_stream = _begins_stream(self._rest)
        if self._is_stream:
            yield from self._events()

    def close(self) -> Iterator[dict[str, Any]]:
        """What is left when the bytes have ended. Raises Unreadable."""
        if not self.size or not (self._rest.strip() or self._is_stream):
            raise Unreadable("sent an empty answer")
        if self._is_stream:
            self._rest += b"\n\n"
            yield from self._events()
        else:
            yield from _documents(self._rest)
            self.done = True

    def _events(self) -> Iterator[dict[str, Any]]:
        lines = self._rest.splitlines(keepends=True)
        self._rest = lines.pop() if lines and not lines[-1].endswith((b"\n", b"\r")) else b""
        if len(self._rest) > LARGEST_LINE:
            raise Unreadable("sent a piece of an answer that is too large", final=True)
        for kept in lines:
            line = kept.rstrip(b"\r\n")
            if len(line) > LARGEST_LINE:
                raise Unreadable("sent a piece of an answer that is too large", final=True)
            if line.startswith(b"data:"):
                self._lines.append(line[5:].strip())
            elif line.startswith(b"event:"):
                self._event = line[6:].strip()
            elif line.startswith(b"{"):
                self._lines.append(line)
            elif not line.strip():
                yield from self._dispatched()

    def _dispatched(self) -> Iterator[dict[str, Any]]:
        lines, self._lines = [line for line in self._lines if line], []
        event, self._event = self._event, b""
        if len(lines) > 1 and (whole := _object_or_none(b"\n".join(lines))) is not None:
            yield whole
            return
        for line in lines:
            if self.done:
                return
            if line == b"[DONE]":
                self.done = True
            elif event == b"error" and _object_or_none(line) is None:
                yield {"error": {"message": _decoded(line)}}
            elif event == b"error" and "error" not in (held := _object(line)):
                yield {"error": held}
            else:
                yield _object(line)


def _begins_stream(begun: bytes) -> bool | None:
    """Whether the bytes begin an event stream; None while that cannot be said. Raises Unreadable for a page."""
    start = begun.removeprefix(b"\xef\xbb\xbf").lstrip()[:16]
    if not start:
        return None
    if start.startswith(b"<"):
        raise Unreadable("answered with a web page", final=True)
    if start.startswith((b"data:", b"event:", b"id:", b"retry:", b":")):
        return True
    return None if any(word.startswith(start) for word in (b"data:", b"event:", b"id:", b"retry:")) else False


def _documents(content: bytes) -> list[dict[str, Any]]:
    """One JSON object, or one a line."""
    whole = _object_or_none(content.removeprefix(b"\xef\xbb\xbf"))
    if whole is not None:
        return [whole]
    lines = [line for line in content.splitlines() if line.strip()]
    if len(lines) > 1 and lines[0].lstrip().startswith(b"{"):
        return [_object(line) for line in lines]
    return [_object(content)]


def _object(content: bytes) -> dict[str, Any]:
    """The JSON object that ``content`` is. Raises Unreadable."""
    try:
        value = json.loads(_decoded(content))
    except (ValueError, RecursionError) as error:
        raise Unreadable("sent an answer that is not JSON") from error
    if not isinstance(value, dict):
        raise Unreadable("sent an answer that is no JSON object")
    return value


def _object_or_none(content: bytes) -> dict[str, Any] | None:
    try:
        return _object(content)
    except Unreadable:
        return None


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Unreadable("sent an answer that is not UTF-8") from error
