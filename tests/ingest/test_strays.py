"""Files that lie beside the exports in a folder or archive cost no import; a file that is named does."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from foundation.errors import SourceError
from ingest.items import DropReason
from tests.ingest.samples import feedback, write

TICKETS = "id,date,text\n{},2026-03-05,Exports are slow\n"
ANSWERS = "date,score,comment\n2026-03-0{},9,Exports are slow\n"
STRAYS = {
    "letter.pdf": b"%PDF-1.7 rest of it",
    "logo.png": b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
    "readme.txt": b"These are the exports of March.\nAsk Ada for more.\n\nThank you\n",
    "empty.csv": b"",
    "broken.json": b'[{"id": 1, ',
}


def folder_of(tmp_path: Path, content: str) -> Path:
    folder = tmp_path / "export"
    write(folder, "a.csv", content.format(1))
    write(folder, "z.csv", content.format(2))
    for name, stray in STRAYS.items():
        write(folder, name, stray)
    return folder


def packed(folder: Path) -> Path:
    path = folder.parent / "export.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for file in folder.iterdir():
            archive.write(file, file.name)
    return path


@pytest.mark.parametrize("is_zip", [False, True])
@pytest.mark.parametrize(("kind", "content"), [("tickets", TICKETS), ("nps", ANSWERS)])
def test_strays_are_left_out_named_and_counted(tmp_path: Path, kind: str, content: str, is_zip: bool) -> None:
    folder = folder_of(tmp_path, content)
    records, report = feedback([packed(folder) if is_zip else folder], kind)
    assert len(records) == 2
    assert report.dropped == {DropReason.UNREADABLE_FILE.value: len(STRAYS)}
    assert {drop.file for drop in report.drops} == set(STRAYS)
    (line,) = [line for line in report.warnings if "left out" in line]
    assert all(name in line for name in STRAYS)


def test_a_document_and_a_damaged_archive_in_a_folder_are_strays(tmp_path: Path) -> None:
    folder = tmp_path / "export"
    write(folder, "a.csv", TICKETS.format(1))
    write(folder, "damaged.zip", b"PK\x03\x04 and then nothing of a zip")
    with zipfile.ZipFile(folder / "letter.docx", "w") as document:
        document.writestr("[Content_Types].xml", "<Types/>")
    records, report = feedback([folder], "tickets")
    assert len(records) == 1
    assert report.dropped == {DropReason.UNREADABLE_FILE.value: 2}
    assert any("document" in drop.detail for drop in report.drops)


@pytest.mark.parametrize("name", sorted(STRAYS))
def test_a_file_that_is_named_itself_is_refused(tmp_path: Path, name: str) -> None:
    folder = folder_of(tmp_path, TICKETS)
    with pytest.raises(SourceError, match=name):
        feedback([folder / "a.csv", folder / name], "tickets")


def test_a_folder_of_nothing_else_is_refused(tmp_path: Path) -> None:
    write(tmp_path / "export", "a.csv", "who,what\nAda,Exports are slow\n")
    write(tmp_path / "export", "logo.png", STRAYS["logo.png"])
    with pytest.raises(SourceError, match="no column"):
        feedback([tmp_path / "export"], "tickets")
