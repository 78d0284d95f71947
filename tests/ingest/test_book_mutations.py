"""Account-book exports with damaged values: nothing crashes, nothing is lost, and order changes nothing."""

from __future__ import annotations

import copy
import csv
import io
import json
import random
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foundation.errors import NrrError
from ingest.files import SourceFile
from ingest.plain_tables import TableImport, TableParams, read_table
from tests.ingest.samples import csv_text
from workspace.formats import EXAMPLES

CASES = [
    ("accounts", "salesforce_accounts.csv"),
    ("contacts", "salesforce_contacts.csv"),
    ("accounts", "salesforce_accounts.json"),
    ("accounts", "hubspot_companies.csv"),
    ("accounts", "hubspot_companies.json"),
    ("accounts", "intercom_companies.json"),
    ("mrr", "intercom_companies.json"),
    ("accounts", "zendesk_accounts.json"),
    ("subscriptions", "stripe_subscriptions.csv"),
    ("subscriptions", "stripe_subscriptions.json"),
]
ODD = st.one_of(
    st.sampled_from(
        [
            *(
                "",
                " ",
                "NaN",
                "1e999",
                "-1",
                "0",
                "1,5",
                "1.234.567,89",
                "31/02/2026",
                "2026-13-01",
                "=1+1",
                "[]",
            ),
            *("{}", "null", "trialing", "year", "\u202e", "99999999999999999999", "cus_1", "\x00", "٣"),
        ]
    ),
    st.text(max_size=12),
)
WEIRD: st.SearchStrategy[Any] = st.one_of(
    ODD,
    st.none(),
    st.booleans(),
    st.integers(-(10**20), 10**20),
    st.floats(allow_nan=False),
    st.just([]),
    st.just({}),
    st.just([{}]),
    st.just({"data": [None, 7, {}]}),
)


def _read(kind: str, name: str, content: str) -> TableImport:
    constants = {"month": "2026-10"} if kind == "mrr" else {}
    found = read_table(
        [SourceFile.of_bytes(name, content.encode("utf-8", "surrogatepass"))],
        TableParams(kind, constants=constants),
    )
    assert found.report.read == len(found.rows) + sum(found.report.dropped.values())
    return found


def _places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, child in inner for place in _places(child, (*path, key)))]


def _mutated(document: Any, place: tuple[Any, ...], value: Any) -> Any:
    if not place:
        return value
    changed = copy.deepcopy(document)
    at = changed
    for key in place[:-1]:
        at = at[key]
    at[place[-1]] = value
    return changed


@pytest.mark.parametrize(("kind", "name"), CASES)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_damaged_values_never_crash_and_never_lose_a_row(kind: str, name: str, data: st.DataObject) -> None:
    text = (EXAMPLES / name).read_text(encoding="utf-8")
    if name.endswith(".csv"):
        head, *rows = csv.reader(io.StringIO(text))
        for _ in range(data.draw(st.integers(1, 4))):
            row = data.draw(st.integers(0, len(rows) - 1))
            rows[row][data.draw(st.integers(0, len(head) - 1))] = data.draw(ODD)
        with suppress(NrrError):  # so many control characters that it is no text any more
            _read(kind, name, csv_text([head, *rows]))
        return
    document = json.loads(text)
    for _ in range(data.draw(st.integers(1, 3))):
        places = [place for place in _places(document) if len(place) > 2]
        document = (
            _mutated(document, data.draw(st.sampled_from(places)), data.draw(WEIRD)) if places else document
        )
    with suppress(NrrError):  # a page that is none any more is refused in one line
        _read(kind, name, json.dumps(document))


@pytest.mark.parametrize(("kind", "name"), CASES)
def test_rows_in_any_order_are_the_same_rows(kind: str, name: str) -> None:
    text = (EXAMPLES / name).read_text(encoding="utf-8")
    first = _read(kind, name, text)
    if name.endswith(".csv"):
        head, *rows = csv.reader(io.StringIO(text))
        random.Random(7).shuffle(rows)
        order = list(range(len(head)))
        random.Random(8).shuffle(order)
        again = csv_text([[row[index] for index in order] for row in (head, *rows)])
    else:
        document = json.loads(text)
        records = next(value for value in document.values() if isinstance(value, list))
        records.reverse()
        again = json.dumps(document)
    second = _read(kind, name, again)

    def text_of(row: dict[str, Any]) -> str:
        return json.dumps(row, sort_keys=True)

    assert sorted(map(text_of, second.rows)) == sorted(map(text_of, first.rows))


def test_other_encodings_and_delimiters_give_the_same_rows(tmp_path: Path) -> None:
    text = (EXAMPLES / "hubspot_companies.csv").read_text(encoding="utf-8")
    rows = list(csv.reader(io.StringIO(text)))
    first = _read("accounts", "h.csv", text).rows
    for delimiter in (";", "\t", "|"):
        for encoding in ("utf-8-sig", "utf-16", "cp1252"):
            path = tmp_path / "h.csv"
            path.write_bytes(csv_text(rows, delimiter).encode(encoding))
            assert read_table([path], TableParams("accounts")).rows == first
