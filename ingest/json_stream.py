"""JSON documents and JSON lines, element by element: a large export is never held in memory whole.

A document may be an array of records, one record, or an object around lists of records (an API page). The
grammar is RFC 8259: NaN, trailing commas and comments are refused. A line that cannot be read is dropped; a
document cannot be resumed after a fault, so that is an error with its place.
"""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterator

from foundation.errors import SourceError
from ingest.encoding import Encoding, blocks, lines
from ingest.files import SourceFile
from ingest.items import Dropped, DropReason
from ingest.records import Record, Row

_SPACE = re.compile(r"[ \t\n\r]*")
_PAGE_LISTS = frozenset(
    {
        "tickets",
        "comments",
        "users",
        "organizations",
        "results",
        "data",
        "records",
        "responses",
        "items",
        "rows",
        "conversations",
        "ticket_events",
        "audits",
    }
)
_PROBE_LINES = 20


def _refuse(constant: str) -> object:
    raise ValueError(f"{constant} is not JSON")


_DECODER = json.JSONDecoder(parse_constant=_refuse)


class _Cursor:
    """A window over the document that grows on demand and forgets what was read."""

    def __init__(self, file: SourceFile, encoding: Encoding) -> None:
        self._file = file
        self._blocks = blocks(file, encoding)
        self._text = ""
        self._at = 0
        self._ended = False

    def fault(self, what: str) -> SourceError:
        return SourceError(f"not valid JSON: {what}", path=self._file.place, hint="Export it again.")

    def _more(self) -> bool:
        """Append as much again as is held, so that a long element is parsed a few times at most."""
        wanted = max(len(self._text) - self._at, 1)
        pieces = [self._text[self._at :]]
        self._at = 0
        while wanted > 0:
            block = next(self._blocks, None)
            if block is None:
                self._ended = True
                break
            pieces.append(block)
            wanted -= len(block)
        self._text = "".join(pieces)
        return not self._ended or len(pieces) > 1

    def peek(self) -> str:
        """The next character that is not white space; empty at the end."""
        while True:
            match = _SPACE.match(self._text, self._at)
            self._at = match.end() if match else self._at
            if self._at < len(self._text):
                return self._text[self._at]
            if self._ended or not self._more():
                return ""

    def take(self, expected: str) -> None:
        found = self.peek()
        if found != expected:
            raise self.fault(f"expected {expected!r}, found {found!r}" if found else "it ends too early")
        self._at += 1

    def skip_mark(self) -> None:
        if self.peek() == "\ufeff":
            self._at += 1

    def value(self) -> object:
        """The next value whole."""
        if not self.peek():
            raise self.fault("it ends too early")
        while True:
            try:
                value, end = _DECODER.raw_decode(self._text, self._at)
            except RecursionError as error:
                raise self.fault("nested too deeply") from error
            except ValueError as error:
                if self._ended or not self._more():
                    raise self.fault(str(error).split(":")[0].lower()) from error
                continue
            if end == len(self._text) and not self._ended and self._more():
                continue
            self._at = end
            return value

    def is_whole_record(self) -> bool:
        """Whether what comes next is an object with an id that is held whole already: one record, whatever
        lists stand before its id."""
        try:
            value, _ = _DECODER.raw_decode(self._text, self._at)
        except (ValueError, RecursionError):
            return False
        return isinstance(value, dict) and "id" in value

    def list_start(self) -> bool:
        """Step into the list that comes next; whether it holds objects first."""
        self.take("[")
        return self.peek() == "{"

    def elements(self) -> Iterator[object]:
        """The elements of a list that was stepped into."""
        if self.peek() == "]":
            self._at += 1
            return
        while True:
            yield self.value()
            if self.peek() == "]":
                self._at += 1
                return
            self.take(",")

    def end(self) -> None:
        found = self.peek()
        if found:
            raise self.fault(f"more text after the end: {found!r}")


def document_records(file: SourceFile, encoding: Encoding) -> Iterator[Record]:
    """The records of one JSON document, numbered from 1 within their list; SourceError with the fault."""
    cursor = _Cursor(file, encoding)
    cursor.skip_mark()
    if cursor.peek() == "[":
        cursor.list_start()
        for number, element in enumerate(cursor.elements(), start=1):
            yield from _records(file, number, element)
    elif cursor.peek() == "{":
        yield from _page(file, cursor)
    else:
        raise SourceError("the JSON holds no records", path=file.place, hint="Give an array of objects.")
    cursor.end()


def _page(file: SourceFile, cursor: _Cursor) -> Iterator[Record]:
    """An object: its lists of objects are record lists, unless it has an id and so is a record itself."""
    is_record = cursor.is_whole_record()
    cursor.take("{")
    own: dict[str, object] = {}
    lists = 0
    while cursor.peek() != "}":
        key = cursor.value()
        if not isinstance(key, str):
            raise cursor.fault("an object key is not a string")
        cursor.take(":")
        if cursor.peek() == "[" and "id" not in own and not is_record:
            elements = cursor.elements()
            if cursor.list_start() or key in _PAGE_LISTS:
                lists += 1
                for number, element in enumerate(elements, start=1):
                    yield from _records(file, number, element, key)
            else:
                own[key] = list(elements)
        else:
            own[key] = cursor.value()
        if cursor.peek() != "}":
            cursor.take(",")
            if cursor.peek() == "}":
                raise cursor.fault("a comma before the end of an object")
    cursor.take("}")
    if not lists and own:
        yield Row(file.name, 1, own)


def _records(file: SourceFile, number: int, value: object, group: str = "") -> Iterator[Record]:
    if not isinstance(value, dict):
        yield Dropped(file.name, number, DropReason.NOT_A_RECORD, detail="not an object")
        return
    pages = (
        []
        if "id" in value
        else [key for key in value if key in _PAGE_LISTS and _is_list_of_objects(value[key])]
    )
    if group or not pages:
        yield Row(file.name, number, value, group)
        return
    for key in pages:
        for element in value[key]:
            yield from _records(file, number, element, key)


def _is_list_of_objects(value: object) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def is_json_lines(file: SourceFile, encoding: Encoding) -> bool:
    """Whether one of the first lines is a whole object with more text after it (so no single document)."""
    probe = [
        line for line in itertools.islice(lines(file, encoding), _PROBE_LINES) if line.strip("\ufeff \t\r\n")
    ]
    if len(probe) < 2:
        return False
    first, *rest = probe
    if _parsed(first) is not None:
        return True
    if first.startswith("[") or first.rstrip().endswith(("{", "[", ",", ":")):
        # A document laid out over lines: the last of a list's elements may stand whole on its own line.
        return sum(_parsed(line) is not None for line in rest) > len(rest) / 2
    return rest[0].startswith("{") or any(_parsed(line) is not None for line in rest[:-1])


def _parsed(line: str) -> dict[str, object] | None:
    try:
        value = _DECODER.decode(line.lstrip("\ufeff"))
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def line_records(file: SourceFile, encoding: Encoding) -> Iterator[Record]:
    """The records of a JSON-lines file by line number; a line that is no object is dropped."""
    for number, line in enumerate(lines(file, encoding), start=1):
        text = line.strip("\ufeff \t\r\n")
        if not text:
            continue
        try:
            value = _DECODER.decode(text)
        except RecursionError:
            yield Dropped(file.name, number, DropReason.NOT_A_RECORD, detail="nested too deeply")
        except ValueError as error:
            fault = str(error).split(":")[0].lower()
            yield Dropped(file.name, number, DropReason.NOT_A_RECORD, detail=f"not valid JSON: {fault}")
        else:
            yield from _records(file, number, value)
