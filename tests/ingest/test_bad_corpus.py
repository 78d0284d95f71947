"""A corpus of hostile and odd files, run on every build: each is read as it was meant or refused in one line."""

from __future__ import annotations

import json

import pytest

from bench.fuzz_files import NAUGHTY
from bench.fuzz_import import run
from foundation.errors import SourceError
from foundation.text import safe_text
from ingest.context import FeedbackParams
from ingest.files import SourceFile
from ingest.items import Dropped, FeedbackRecord
from ingest.matching import AccountDirectory
from ingest.pipeline import FeedbackImport, read_feedback
from ingest.records import Row, open_records
from ingest.redaction import Redactor

SPECTRUM = {
    "comma in quotes": ('a,b\n"x, y",2\n', [{"a": "x, y", "b": "2"}]),
    "empty cells": (
        'a,b,c\n1,"",""\n2,3,4\n',
        [{"a": "1", "b": "", "c": ""}, {"a": "2", "b": "3", "c": "4"}],
    ),
    "doubled quotes": ('a,b\n1,"ha ""ha"" ha"\n', [{"a": "1", "b": 'ha "ha" ha'}]),
    "JSON in a cell": ('key,val\n1,"{""type"": ""Point"", ""at"": [102.0, 0.5]}"\n', None),
    "line break in quotes": ('a,b\n1,"one\ntwo"\n3,4\n', [{"a": "1", "b": "one\ntwo"}, {"a": "3", "b": "4"}]),
    "CRLF in quotes": ('a,b\r\n1,"one\r\ntwo"\r\n', [{"a": "1", "b": "one\r\ntwo"}]),
    "old Mac line ends": ("a,b\r1,2\r3,4\r", [{"a": "1", "b": "2"}, {"a": "3", "b": "4"}]),
    "no line end at the end": ("a,b\n1,2", [{"a": "1", "b": "2"}]),
    "blank lines between": ("a,b\n\n1,2\n\n\n3,4\n\n", [{"a": "1", "b": "2"}, {"a": "3", "b": "4"}]),
    "space around quotes": ('a;b\n"1";"2"\n', [{"a": "1", "b": "2"}]),
    "leading zeros and NA": ("id,b\n007,NA\n", [{"id": "007", "b": "NA"}]),
    "a quote within a word": ('a,b\n5" pipe,2\n', [{"a": '5" pipe', "b": "2"}]),
    "every script": ("a,b\nñ,日本語\nعربى,🎉\n", [{"a": "ñ", "b": "日本語"}, {"a": "عربى", "b": "🎉"}]),
    "separator line": ("sep=;\na;b\n1;2\n", [{"a": "1", "b": "2"}]),
    "a column alone": ("comment\nslow\nfine\n", [{"comment": "slow"}, {"comment": "fine"}]),
}


@pytest.mark.parametrize("name", SPECTRUM)
def test_csv_as_people_write_it(name: str) -> None:
    text, wanted = SPECTRUM[name]
    found = [
        record.values
        for record in open_records(SourceFile.of_bytes("s.csv", text.encode())).records()
        if isinstance(record, Row)
    ]
    if wanted is None:
        wanted = [{"key": "1", "val": '{"type": "Point", "at": [102.0, 0.5]}'}]
    assert found == wanted


REFUSED = (
    '[{"a": 1},]',
    '[{"a": 1}',
    '[{"a": 1}]]',
    '[{"a": 1} {"a": 2}]',
    '[{"a": NaN}]',
    '[{"a": Infinity}]',
    '[{"a": 01}]',
    '[{"a": .5}]',
    '[{"a": +1}]',
    '[{"a": 0x1F}]',
    "[{'a': 1}]",
    "[{a: 1}]",
    '[{"a" 1}]',
    '[{"a": "\t"}]',
    '[{"a": "\\x41"}]',
    '[{"a": "open}]',
    '[{"a": tru}]',
    '[{"a": 1 // why\n}]',
    '[{"a": 1 /* why */}]',
    '{"tickets": [{"id": 1}',
    '{"tickets": [{"id": 1}],}',
    '{"tickets": [{"id": 1}]} trailing',
    "[" * 100_000,
    '{"a":' * 100_000,
)


@pytest.mark.parametrize("text", REFUSED, ids=range(len(REFUSED)))
def test_json_that_a_strict_parser_refuses(text: str) -> None:
    with pytest.raises(SourceError) as error:
        list(open_records(SourceFile.of_bytes("s.json", text.encode())).records())
    assert "JSON" in error.value.what
    assert "\n" not in str(error.value)


def feedback(kind: str, name: str, content: bytes) -> tuple[FeedbackImport, list[FeedbackRecord]]:
    directory = AccountDirectory.build([{"id": "EX-1", "name": "Harbour Dental"}])
    incoming = read_feedback(
        [SourceFile.of_bytes(name, content)], FeedbackParams(kind), directory, Redactor()
    )
    return incoming, list(incoming.records())


def test_every_naughty_string_is_a_comment_kept_safe_or_dropped_with_a_reason() -> None:
    rows = [
        {"id": f"R-{number}", "date": "2026-10-01", "score": 3, "comment": text, "account": "EX-1"}
        for number, text in enumerate(NAUGHTY)
    ]
    incoming, records = feedback("nps", "n.json", json.dumps(rows).encode())
    assert incoming.report.read == len(NAUGHTY) == len(records) + sum(incoming.report.dropped.values())
    for record in records:
        for part in record.parts:
            assert part.text == safe_text(part.text)
            assert "\x1b" not in part.text
            assert "\u202e" not in part.text
            assert "4111" not in part.text
            assert "sk_live_4eC" not in part.text


def test_naughty_strings_as_ids_subjects_and_tags_stay_inside_their_cells() -> None:
    rows = [
        {"id": f"{number}{text}", "created at": "2026-10-01", "description": "slow", "subject": text}
        | {"tags": text, "company": text, "status": text}
        for number, text in enumerate(NAUGHTY)
    ]
    incoming, records = feedback("tickets", "t.json", json.dumps(rows).encode())
    assert incoming.report.read == len(NAUGHTY) == len(records) + sum(incoming.report.dropped.values())
    for record in records:
        assert record.item is not None
        for text in (record.item.external_id, record.item.subject, record.item.status, *record.item.tags):
            assert text == safe_text(text)


def test_lone_surrogates_and_deep_nesting_cost_their_own_line_only() -> None:
    good = '{"id": "1", "date": "2026-10-01", "score": 9, "comment": "fine \\ud800 day"}'
    deep = '{"id": ' + "[" * 50_000 + "]" * 50_000 + "}"
    text = "\n".join((good, deep, good.replace('"1"', '"2"')))
    found = list(open_records(SourceFile.of_bytes("l.ndjson", text.encode())).records())
    assert [isinstance(record, Dropped) for record in found] == [False, True, False]
    _, records = feedback("nps", "l.ndjson", text.encode())
    assert [record.parts[0].text for record in records] == ["fine \ufffd day"] * 2


def test_two_thousand_generated_files_end_without_a_crash_or_a_lost_row() -> None:
    tally = run(files=2_000, seed=20_261_121, seconds=90)
    assert tally.faults == []
    assert tally.outcomes["files"] > 500
    assert tally.outcomes["stored"] > 3
    assert tally.records["read"] == tally.records["kept"] + tally.records["dropped"] > 1_000
