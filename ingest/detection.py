"""Tells what kind of import a file is and which columns are which fields, before anything is imported.

Systems' own readers are asked first, as in an import; then whether it is a call; then what its columns say.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from foundation.errors import SourceError
from ingest import encoding
from ingest.book_sources import SOURCES as BOOK_SOURCES
from ingest.column_choice import SAMPLE
from ingest.column_profile import KnownAccounts, Profile, profiles
from ingest.field_shapes import KIND_TABLES
from ingest.files import SourceFile
from ingest.kind_proposals import propose_kinds
from ingest.mapping import resolve
from ingest.pipeline import SOURCES
from ingest.proposals import Proposal, propose_fields
from ingest.records import Opened, Row, open_records
from ingest.sources.feedback_source import first_rows
from ingest.sources.transcripts import transcript_turns
from ingest.sources.typed_rows import flat
from ingest.sources.webvtt import is_captions

_CALL_SIZE = 20_000_000  # bytes of a JSON file that are looked at as a call
_LEAST_TURNS = 3
_LINES = frozenset(("csv", "tsv"))


@dataclass(frozen=True, slots=True)
class KindGuess:
    """What a file may be, how surely (0 to 1), and why in words."""

    kind: str
    confidence: float
    why: str


@dataclass(frozen=True, slots=True)
class Looked:
    """A file as it was looked at. ``kinds`` the surest first; ``system`` is the reader that knows the file
    (empty for a plain table); ``columns`` are profiles by header, of the first rows."""

    file: SourceFile
    format: str
    kinds: tuple[KindGuess, ...]
    system: str
    columns: Mapping[str, Profile]
    rows: tuple[Mapping[str, object], ...]

    @property
    def kind(self) -> KindGuess | None:
        """The likeliest kind."""
        return self.kinds[0] if self.kinds else None

    def proposals(self, kind: str, mapping: Mapping[str, str]) -> tuple[Proposal, ...]:
        """Columns for the fields of ``kind``; ``mapping`` is the operator's word. SourceError when it names a
        column that is not there."""
        found = resolve(KIND_TABLES[kind], list(self.columns), mapping, self.file.place)
        without = [name for name, column in mapping.items() if not column]
        return propose_fields(kind, self.columns, found, without)


def look(file: SourceFile, known: KnownAccounts | None = None, kind: str | None = None) -> Looked:
    """What is in ``file``; with ``kind`` given only whether a system's reader knows it. Raises SourceError for
    a file that cannot be read as a whole."""
    opened = open_records(file)
    if kind in (None, "calls"):
        calls = _as_call(opened)
        if calls is not None:
            return Looked(file, calls[0], (calls[1],), calls[0], {}, ())
    for name, sources in SOURCES.items():
        for source in sources[:-1]:
            if kind in (None, name) and source.claims(opened):
                if not source.name:  # a system's table that holds nothing to read
                    return Looked(file, opened.format, (), "", {}, ())
                why = f"its fields are those of {source.name}"
                return Looked(file, opened.format, (KindGuess(name, 0.99, why),), source.name, {}, ())
    raw = first_rows(opened)
    book = next((source for source in BOOK_SOURCES if source.claims(raw)), None)
    if book is not None and (kind is None or kind in book.kinds):
        kinds = tuple(
            KindGuess(name, 0.99 if place == 0 else 0.5, f"it holds {book.what} of {book.name}")
            for place, name in enumerate(book.kinds)
        )
        return Looked(file, opened.format, kinds, book.name, {}, ())
    rows = _rows(opened)
    headers = list(dict.fromkeys(header for row in rows for header in row if header))
    columns = profiles(headers, rows, known)
    kinds = tuple(KindGuess(one.kind, one.confidence, one.why) for one in propose_kinds(columns))
    return Looked(file, opened.format, kinds, "", columns, tuple(rows))


def fingerprint_of(headers: Sequence[str]) -> tuple[str, ...]:
    """What two files with the same columns share: their plain names in order of the alphabet."""
    from ingest.mapping import plain_name

    return tuple(sorted({plain_name(header) for header in headers} - {""}))


def _rows(opened: Opened) -> list[Mapping[str, object]]:
    records = (record for record in opened.records() if isinstance(record, Row))
    return [flat(record.values) for record in itertools.islice(records, SAMPLE)]


def _as_call(opened: Opened) -> tuple[str, KindGuess] | None:
    """The form of a call and the guess, None where nobody speaks."""
    if opened.format in _LINES:
        return _as_spoken_lines(opened)
    if opened.format == "json":
        return _as_spoken_json(opened.file)
    return None


def _as_spoken_lines(opened: Opened) -> tuple[str, KindGuess] | None:
    start = next(encoding.blocks(opened.file, encoding.detect(opened.file)), "").lstrip("\ufeff")
    if is_captions(start):
        return "captions", KindGuess("calls", 0.99, "it holds captions")
    first = next((row for row in opened.records() if isinstance(row, Row)), None)
    if first is not None and len(first.values) > 2:
        return None
    turns = transcript_turns(start.replace("\r\n", "\n"))
    if len(turns) < _LEAST_TURNS or len({turn.label for turn in turns}) > len(turns) / 1.5:
        return None
    return "transcript", KindGuess("calls", 0.9, "its lines are turns of speakers")


def _as_spoken_json(file: SourceFile) -> tuple[str, KindGuess] | None:
    from ingest.sources.call_files import read_calls
    from ingest.sources.call_text import CallText
    from ingest.sources.gong import Parties

    with file.open() as stream:
        if len(stream.read(_CALL_SIZE + 1)) > _CALL_SIZE:
            return None
    try:
        calls = [one for one in read_calls(file, None, Parties()) if isinstance(one, CallText)]
    except SourceError:
        return None
    if not any(len(call.turns) > 1 and any(turn.label for turn in call.turns) for call in calls):
        return None
    return "json", KindGuess("calls", 0.95, "it holds the turns of a call")
