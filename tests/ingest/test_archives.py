"""Packed files are read like any other, and no bomb, climbing path or damaged archive gets past the door."""

from __future__ import annotations

import gzip
import io
import struct
import time
import tracemalloc
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foundation.errors import SourceError
from ingest.archives import unpacked
from ingest.files import SourceFile, listed_files
from ingest.items import Dropped
from ingest.records import Row, open_records

TABLE = "id,score,comment\n1,9,fine\n2,3,slow\n"


def zipped(path: Path, entries: Iterable[tuple[str, bytes]]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return path


def comments(path: Path) -> list[tuple[str, object]]:
    return [
        (file.inner, record.values["comment"])
        for file in listed_files([path], deep=True)
        for record in open_records(file).records()
        if isinstance(record, Row)
    ]


def test_gzip_and_zip_hold_the_same_rows_as_the_plain_file(tmp_path: Path) -> None:
    packed = tmp_path / "answers.csv.gz"
    packed.write_bytes(gzip.compress(TABLE.encode()))
    archive = zipped(tmp_path / "answers.zip", [("a/one.csv", TABLE.encode()), ("__MACOSX/x.csv", b"no")])
    assert comments(packed) == [("answers.csv", "fine"), ("answers.csv", "slow")]
    assert comments(archive) == [("a/one.csv", "fine"), ("a/one.csv", "slow")]


def test_a_gzip_file_without_its_ending_and_one_within_a_zip_are_told_by_content(tmp_path: Path) -> None:
    bare = tmp_path / "export"
    bare.write_bytes(gzip.compress(TABLE.encode()))
    inside = zipped(tmp_path / "z.zip", [("deep/page.csv.gz", gzip.compress(TABLE.encode()))])
    assert [text for _, text in comments(bare)] == ["fine", "slow"]
    assert comments(inside)[0] == ("deep/page.csv", "fine")


def test_a_workbook_is_a_table_and_a_packed_workbook_too(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["id", "score", "comment"], ["1", "9", "fine"]):
        sheet.append(row)
    book.save(tmp_path / "b.xlsx")
    packed = zipped(tmp_path / "b.zip", [("b.xlsx", (tmp_path / "b.xlsx").read_bytes())])
    assert comments(tmp_path / "b.xlsx") == [("b.xlsx", "fine")]
    assert comments(packed) == [("b.xlsx", "fine")]


def test_a_packed_parquet_file_is_read(tmp_path: Path) -> None:
    import pyarrow
    import pyarrow.parquet

    pyarrow.parquet.write_table(pyarrow.table({"id": ["1"], "comment": ["fine"]}), tmp_path / "p.parquet")
    packed = tmp_path / "p.parquet.gz"
    packed.write_bytes(gzip.compress((tmp_path / "p.parquet").read_bytes()))
    assert comments(packed) == [("p.parquet", "fine")]


@pytest.mark.parametrize(
    "name", ["../out.csv", "a/../../out.csv", "/etc/out.csv", "C:\\out.csv", "..\\out.csv"]
)
def test_a_path_that_climbs_is_refused(tmp_path: Path, name: str) -> None:
    archive = zipped(tmp_path / "c.zip", [("fine.csv", TABLE.encode()), (name, TABLE.encode())])
    with pytest.raises(SourceError, match="climbs out"):
        listed_files([archive])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["c.zip"]


def test_archives_in_archives_and_documents_are_refused(tmp_path: Path) -> None:
    inner = zipped(tmp_path / "inner.zip", [("a.csv", TABLE.encode())]).read_bytes()
    with pytest.raises(SourceError, match="archive within an archive"):
        listed_files([zipped(tmp_path / "outer.zip", [("inner.zip", inner)])])
    with pytest.raises(SourceError, match="a document"):
        listed_files([zipped(tmp_path / "d.docx", [("[Content_Types].xml", b"<x/>"), ("word/d.xml", b"")])])


def test_an_archive_without_files_and_one_with_too_many_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="holds no files"):
        listed_files([zipped(tmp_path / "e.zip", [])])
    with pytest.raises(SourceError, match="holds no files"):
        listed_files([zipped(tmp_path / "h.zip", [(".DS_Store", b"x")])])
    with pytest.raises(SourceError, match="over 10,000 files"):
        listed_files([zipped(tmp_path / "m.zip", ((f"{n}.csv", b"") for n in range(10_001)))])


def test_a_gzip_bomb_stops_early_with_little_memory(tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.csv.gz"
    block = b"0" * (1 << 20)
    with gzip.open(bomb, "wb", compresslevel=9) as stream:
        stream.write(b"id,comment\n")
        for _ in range(400):
            stream.write(block)
    tracemalloc.start()
    with pytest.raises(SourceError, match="far more than it should"):
        list(open_records(listed_files([bomb])[0]).records())
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 1 << 30


def test_a_zip_whose_declared_sizes_are_a_bomb_is_refused_unopened(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("x.csv", "w") as stream:
        for _ in range(300):
            stream.write(b"0" * (1 << 20))
    with pytest.raises(SourceError, match="far more than it should"):
        listed_files([path])


def test_a_zip_that_lies_about_its_size_is_stopped_as_it_unpacks(tmp_path: Path) -> None:
    """The declared size is changed to little, in both headers, so that only counting can tell."""
    path = tmp_path / "liar.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("x.csv", "w") as stream:
        for _ in range(300):
            stream.write(b"0" * (1 << 20))
    content = bytearray(path.read_bytes())
    true_size = struct.pack("<I", 300 << 20)
    while (place := content.find(true_size)) >= 0:
        content[place : place + 4] = struct.pack("<I", 1000)
    path.write_bytes(bytes(content))
    with pytest.raises(SourceError):
        list(open_records(listed_files([path])[0]).records())


def test_an_encrypted_zip_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "secret.zip", [("a.csv", TABLE.encode())])
    content = bytearray(path.read_bytes())
    for magic, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(magic) + place] |= 1
    path.write_bytes(bytes(content))
    with pytest.raises(SourceError, match="encrypted"):
        listed_files([path])


@pytest.mark.parametrize("bit", [0, 5, 6])
def test_a_workbook_with_a_part_that_cannot_be_unpacked_is_refused(tmp_path: Path, bit: int) -> None:
    from openpyxl import Workbook

    Workbook().save(tmp_path / "b.xlsx")
    content = bytearray((tmp_path / "b.xlsx").read_bytes())
    for magic, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = 0
        while (start := content.find(magic, start)) >= 0:
            content[start + place] |= 1 << bit
            start += 4
    with pytest.raises(SourceError, match="workbook"):
        list(open_records(SourceFile.of_bytes("b.xlsx", bytes(content))).records())


def test_two_thousand_packed_calls_open_as_quickly_as_they_are_few(tmp_path: Path) -> None:
    archive = zipped(tmp_path / "calls.zip", ((f"c/{n}.csv", TABLE.encode()) for n in range(2_000)))
    started = time.process_time()
    assert len(comments(archive)) == 4_000
    assert time.process_time() - started < 20


def test_an_lzma_zip_is_read_and_a_damaged_one_refused(tmp_path: Path) -> None:
    path = tmp_path / "l.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("a.csv", TABLE * 50)
    assert comments(path)[0] == ("a.csv", "fine")
    content = bytearray(path.read_bytes())
    content[60:90] = bytes(30)
    path.write_bytes(bytes(content))
    with pytest.raises(SourceError, match="damaged"):
        comments(path)


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 400), st.integers(0, 255), st.booleans(), st.integers(0, 400))
def test_damaged_archives_are_said_never_raised_raw(place: int, value: int, is_zip: bool, cut: int) -> None:
    buffer = io.BytesIO()
    if is_zip:
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("a.csv", TABLE * 3)
    else:
        buffer.write(gzip.compress((TABLE * 3).encode()))
    content = bytearray(buffer.getvalue())
    content[place % len(content)] = value
    if cut < len(content):
        del content[len(content) - cut :]
    try:
        for file in unpacked(SourceFile.of_bytes("x", bytes(content))):
            for record in open_records(file).records():
                assert isinstance(record, Row | Dropped)
    except SourceError:
        pass
