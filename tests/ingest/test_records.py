"""Files as they come: any encoding, any damage; rows keep their place and never shift."""

from __future__ import annotations

import json
import tracemalloc
import warnings
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foundation.errors import SourceError
from ingest.files import SourceFile
from ingest.items import Dropped, DropReason
from ingest.records import Opened, Row
from ingest.records import open_records as open_source
from tests.ingest.samples import csv_text, ndjson, write


def open_records(path: Path) -> Opened:
    return open_source(SourceFile.at(path))


def rows(path: Path) -> list[Row]:
    return [record for record in open_records(path).records() if isinstance(record, Row)]


def drops(path: Path) -> list[Dropped]:
    return [record for record in open_records(path).records() if isinstance(record, Dropped)]


def values(path: Path) -> list[dict[str, object]]:
    return [row.values for row in rows(path)]


def refused(path: Path) -> str:
    """The error's line, empty where the file was read."""
    try:
        walk(path)
    except SourceError as error:
        return str(error)
    return ""


def walk(path: Path) -> Opened:
    opened = open_records(path)
    list(opened.records())
    return opened


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_told_by_content(tmp_path: Path, delimiter: str) -> None:
    path = write(tmp_path, "any.name", csv_text([["id", "note"], ["007", "NA"], ["1", "a,b;c|d"]], delimiter))
    assert values(path) == [{"id": "007", "note": "NA"}, {"id": "1", "note": "a,b;c|d"}]


def test_excels_separator_line_names_the_delimiter(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", "sep=;\r\nid;note\r\n1;a,b\r\n")
    assert values(path) == [{"id": "1", "note": "a,b"}]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_encodings_are_read_without_a_word(tmp_path: Path, encoding: str) -> None:
    text = "id,name\n1,Müller ʤ\n" + "2,plain latin text\n" * 20
    opened = walk(write(tmp_path, "a.csv", text.encode(encoding)))
    assert next(iter(opened.records())) == Row("a.csv", 2, {"id": "1", "name": "Müller ʤ"})
    assert opened.warnings == []


def test_windows_text_is_a_guess_that_is_said(tmp_path: Path) -> None:
    opened = walk(write(tmp_path, "a.csv", "id,name\n1,Café “Süd”\n".encode("cp1252")))
    assert [row.values["name"] for row in opened.records() if isinstance(row, Row)] == ["Café “Süd”"]
    assert "Windows-1252" in opened.warnings[0]


def test_nul_bytes_are_removed_and_said(tmp_path: Path) -> None:
    opened = walk(write(tmp_path, "a.csv", b"id,name\n1,Kes\x00trel Robotics and more\n"))
    assert [row.values["name"] for row in opened.records() if isinstance(row, Row)] == [
        "Kestrel Robotics and more"
    ]
    assert "NUL" in opened.warnings[0]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b" \r\n\r\n",
        b"\xef\xbb\xbf",
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
        b"%PDF-1.7 rest",
        bytes(range(256)) * 20,
        b"PK\x03\x04 and then nothing of a zip",
        b"PAR1 and then nothing of Parquet",
    ],
)
def test_empty_and_binary_files_are_one_line_errors(tmp_path: Path, content: bytes) -> None:
    path = write(tmp_path, "a.csv", content)
    with pytest.raises(SourceError) as caught:
        walk(path)
    line = str(caught.value)
    assert "\n" not in line
    assert str(path) in line


def test_missing_files_and_folders_are_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no such file"):
        open_records(tmp_path / "absent.csv")
    with pytest.raises(SourceError, match="folder"):
        open_records(tmp_path)


def test_a_ragged_row_is_dropped_with_its_number_and_nothing_shifts(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", "id,name,tier\n1,Kestrel,one\n2,Basalt,two,extra\n3,Sable\n4,Umber,one\n")
    assert [row.values for row in rows(path)] == [
        {"id": "1", "name": "Kestrel", "tier": "one"},
        {"id": "4", "name": "Umber", "tier": "one"},
    ]
    assert [(drop.row, drop.reason) for drop in drops(path)] == [
        (3, DropReason.RAGGED_ROW),
        (4, DropReason.RAGGED_ROW),
    ]


def test_every_row_one_field_too_long_loses_all_rows_rather_than_shift_them(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", "a,b\n1,2,3\n4,5,6\n")
    assert rows(path) == []
    assert len(drops(path)) == 2


def test_a_quote_that_is_never_closed_costs_its_own_row_only(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", 'id,note\n1,"fine, yes"\n2,"never closed\n3,good\n4,"also ""good"""\n')
    assert values(path) == [
        {"id": "1", "note": "fine, yes"},
        {"id": "3", "note": "good"},
        {"id": "4", "note": 'also "good"'},
    ]
    assert [drop.row for drop in drops(path)] == [3]


def test_a_ten_megabyte_cell_is_read_whole(tmp_path: Path) -> None:
    cell = "wort " * 2_000_000
    path = write(tmp_path, "a.csv", csv_text([["id", "text"], ["1", cell]]))
    assert values(path) == [{"id": "1", "text": cell}]


def test_a_header_that_comes_twice_is_said_and_the_first_is_used(tmp_path: Path) -> None:
    opened = walk(write(tmp_path, "a.csv", "id,name,name\n1,first,second\n"))
    (row,) = [record for record in opened.records() if isinstance(record, Row)]
    assert row.values == {"id": "1", "name": "first", "name (2)": "second"}
    assert "'name'" in opened.warnings[0]
    assert len(opened.warnings) == 1


def test_line_breaks_inside_cells_do_not_move_row_numbers(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", 'id,note\n1,"two\nlines"\n\n2,x\n3\n')
    assert [row.number for row in rows(path)] == [2, 4]
    assert [drop.row for drop in drops(path)] == [5]


def test_csv_spectrum(shared_data: Path) -> None:
    folder = shared_data / "hostile" / "csv-spectrum"
    checked = 0
    for path in sorted((folder / "csvs").glob("*.csv")):
        wanted = json.loads((folder / "json" / f"{path.stem}.json").read_text(encoding="utf-8"))
        if path.stem != "location_coordinates":
            found = [
                {key: str(cell).replace("\r\n", "\n") for key, cell in row.items()} for row in values(path)
            ]
            assert found == [
                {key: cell.replace("\r\n", "\n") for key, cell in row.items()} for row in wanted
            ], path.name
            checked += 1
    assert checked >= 10


@given(
    st.lists(
        st.lists(
            st.text(
                st.characters(codec="utf-8", exclude_categories=["Cc"], include_characters="\t\n"),
                max_size=20,
            ),
            min_size=2,
            max_size=2,
        ),
        max_size=8,
    )
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
def test_what_was_written_is_what_is_read(tmp_path: Path, cells: list[list[str]]) -> None:
    kept = [row for row in cells if any(cell.strip() for cell in row)]
    path = write(tmp_path, "a.csv", csv_text([["first column", "second column"], *kept]))
    assert [list(row.values()) for row in values(path)] == kept


def test_json_shapes(tmp_path: Path) -> None:
    wanted: list[dict[str, object]] = [{"id": 1, "tags": ["a"]}, {"id": 2, "tags": []}]
    array = write(tmp_path, "array", json.dumps(wanted))
    page = write(tmp_path, "page", json.dumps({"next_page": None, "tickets": wanted, "count": 2}, indent=1))
    lines = write(tmp_path, "lines", "\ufeff" + ndjson(wanted))
    pages = write(tmp_path, "pages", ndjson([{"tickets": wanted[:1]}, {"tickets": wanted[1:]}]))
    one = write(tmp_path, "one", json.dumps(wanted[0] | {"custom_fields": [{"id": 9, "value": 1}]}))
    for path in (array, page, lines, pages):
        assert values(path) == wanted, path.name
    assert {row.group for row in rows(page)} == {"tickets"} == {row.group for row in rows(pages)}
    assert values(one) == [wanted[0] | {"custom_fields": [{"id": 9, "value": 1}]}]
    assert [open_records(path).format for path in (array, page, lines, pages, one)] == [
        *("json", "json", "jsonl", "jsonl", "json")
    ]


def test_a_page_may_hold_several_lists(tmp_path: Path) -> None:
    path = write(tmp_path, "a.json", json.dumps({"tickets": [{"id": 1}], "users": [{"id": 7}, 3]}))
    assert [(row.group, row.values["id"]) for row in rows(path)] == [("tickets", 1), ("users", 7)]
    assert [drop.reason for drop in drops(path)] == [DropReason.NOT_A_RECORD]


def test_a_bad_line_costs_itself_only(tmp_path: Path) -> None:
    deep = '{"a":' + "[" * 200_000 + "]" * 200_000 + "}"
    bad = ['{"id": 2', "[1, 2]", '{"id": NaN}', deep, '{"id": ' + "9" * 5000 + "}"]
    path = write(tmp_path, "a.jsonl", "\n".join(['{"id": 1}', *bad, '{"id": 7}']) + "\n")
    assert [(row.number, row.values["id"]) for row in rows(path)] == [(1, 1), (7, 7)]
    assert [drop.row for drop in drops(path)] == [2, 3, 4, 5, 6]
    assert {drop.reason for drop in drops(path)} == {DropReason.NOT_A_RECORD}


@pytest.mark.parametrize(
    "text", ['[{"id": 1}, {"id": 2]', '[{"id": 1},]', "[" * 100_000, '{"a": [{"b": 1}]} x']
)
def test_a_damaged_document_is_an_error_not_a_loss(tmp_path: Path, text: str) -> None:
    with pytest.raises(SourceError, match="not valid JSON"):
        walk(write(tmp_path, "a.json", text))


def test_a_long_document_is_read_in_pieces(tmp_path: Path) -> None:
    wanted = [{"id": number, "text": "é" * (number * 37 % 5000)} for number in range(900)]
    path = write(tmp_path, "a.json", json.dumps(wanted, ensure_ascii=False))
    assert path.stat().st_size > 3_000_000
    assert values(path) == wanted


@pytest.mark.parametrize("indent", ["", "  "])
def test_a_document_with_a_record_a_line_is_not_json_lines(tmp_path: Path, indent: str) -> None:
    wanted: list[dict[str, object]] = [{"id": 1, "name": "a"}, {"id": 2, "name": "b"}]
    inner = ",\n".join(indent + json.dumps(record) for record in wanted)
    page = write(tmp_path, "page.json", f'{{\n"users": [\n{inner}\n],\n"count": 2\n}}\n')
    array = write(tmp_path, "array.json", f"[\n{inner}\n]\n")
    for path in (page, array):
        assert open_records(path).format == "json"
        assert values(path) == wanted
        assert drops(path) == []


def test_json_lines_are_known_though_the_first_line_is_cut(tmp_path: Path) -> None:
    for cut in ('{"id": 1, "text":', '{"id": 1, "te'):
        path = write(tmp_path, "a.jsonl", f'{cut}\n{{"id": 2}}\n{{"id": 3}}\n')
        assert [row.values["id"] for row in rows(path)] == [2, 3]
        assert [drop.row for drop in drops(path)] == [1]


def test_json_test_suite(shared_data: Path) -> None:
    seen = 0
    for path in sorted((shared_data / "hostile" / "json").glob("[yni]_*.json")):
        seen += 1
        starts_as_json = path.read_bytes().removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"[", b"{")
        refusal = refused(path)
        assert "\n" not in refusal
        if starts_as_json and not path.name.startswith("i_"):
            assert bool(refusal) == path.name.startswith("n_"), path.name
    assert seen > 300


def test_workbooks_keep_what_a_person_sees(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    first = book.active
    assert first is not None
    first.title = "cover"
    sheet = book.create_sheet("data")
    sheet.append([])
    sheet.append(["id", "seats", "started", "at", "open", "share", None])
    sheet.append(["007", 12, date(2026, 3, 4), datetime.fromisoformat("2026-03-04T05:06"), True, 0.25, None])
    sheet.append([None, None, None, None, None, None, None])
    sheet.append(["NA", 12.0, None, None, False, None, "beyond"])
    path = tmp_path / "a.dat"
    book.save(path)
    opened = open_records(path)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = list(opened.records())
    assert found[0] == Row(
        "a.dat",
        3,
        {
            "id": "007",
            "seats": "12",
            "started": "2026-03-04",
            "at": "2026-03-04 05:06:00",
            "open": "true",
            "share": "0.25",
        },
    )
    assert isinstance(found[1], Dropped)
    assert (found[1].row, found[1].reason) == (5, DropReason.RAGGED_ROW)
    assert "data" in opened.warnings[0]


def test_parquet_keeps_its_own_types(tmp_path: Path) -> None:
    import pyarrow
    import pyarrow.parquet

    wanted = [{"id": "007", "n": 1.5, "day": date(2026, 1, 2)}, {"id": "NA", "n": None, "day": None}]
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(wanted), tmp_path / "a.csv")
    assert values(tmp_path / "a.csv") == wanted
    assert open_records(tmp_path / "a.csv").format == "parquet"


def test_an_open_quote_holds_no_more_than_one_record_in_memory(tmp_path: Path) -> None:
    line = "x," + "plain words " * 200 + "\n"
    path = write(tmp_path, "a.csv", 'id,note\n1,fine\n2,"never closed\n' + line * 25_000)
    tracemalloc.start()
    try:
        found = [
            (record.number, record.values["id"]) if isinstance(record, Row) else (record.row, record.reason)
            for record in open_records(path).records()
        ]
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert found[:3] == [(2, "1"), (3, DropReason.RAGGED_ROW), (4, "x")]
    assert len(found) == 25_002
    assert peak < 150_000_000 < 3 * path.stat().st_size


def test_a_long_cell_of_many_lines_is_no_open_quote(tmp_path: Path) -> None:
    cell = "wort\n" * 2_000_000
    path = write(tmp_path, "a.csv", csv_text([["id", "text"], ["1", cell], ["2", "next"]]))
    assert [row.values["text"] for row in rows(path)] == [cell, "next"]


def test_row_numbers_are_those_of_the_spreadsheet(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", "\nid,note\n\n1,one\n,\n2,two,too many\n3,three\n")
    assert [row.number for row in rows(path)] == [4, 7]
    assert [drop.row for drop in drops(path)] == [6]
