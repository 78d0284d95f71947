"""Files that mix encodings: each line is read as what it is, and which lines were odd is said."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from ingest import encoding
from ingest.files import SourceFile
from tests.ingest.samples import feedback, texts_of, write

HEAD = "id,date,text\n"


def test_lines_of_two_encodings_keep_their_letters(tmp_path: Path) -> None:
    content = (
        HEAD.encode()
        + "1,2026-03-05,Größe fehlt\n".encode()
        + "2,2026-03-05,Café fermé\n".encode("cp1252")
        + b"3,2026-03-05,plain\n"
        + "4,2026-03-05,Señor “Ruiz”\r\n".encode("cp1252")
        + "5,2026-03-05,naïve €5 – süß".encode()
    )
    for start in (b"", b"\xef\xbb\xbf"):
        records, report = feedback([write(tmp_path, "t.csv", start + content)], "tickets")
        assert texts_of(records) == [
            "Größe fehlt",
            "Café fermé",
            "plain",
            "Señor “Ruiz”",
            "naïve €5 – süß",
        ]
        (line,) = report.warnings
        assert line.startswith("t.csv: UTF-8, but lines 3, 5 not")


def test_a_few_lost_bytes_do_not_spoil_a_line(tmp_path: Path) -> None:
    content = HEAD.encode() + "1,2026-03-05,grün\n".encode() + "2,2026-03-05,Größe ä ö".encode() + b"\xc3\n"
    records, report = feedback([write(tmp_path, "t.csv", content)], "tickets")
    assert texts_of(records)[1].startswith("Größe ä ö")
    assert "line 3 not" in report.warnings[0]


def test_one_odd_encoding_alone_is_no_mixture(tmp_path: Path) -> None:
    content = (HEAD + "1,2026-03-05,Größe\n2,2026-03-05,Café\n").encode("cp1252")
    records, report = feedback([write(tmp_path, "t.csv", content)], "tickets")
    assert texts_of(records) == ["Größe", "Café"]
    assert "not UTF-8, read as Windows-1252" in report.warnings[0]


def _is_utf8_too(text: str) -> bool:
    """Whether the Windows-1252 bytes of ``text`` are UTF-8 of something else: no reader could tell."""
    raw = text.encode("cp1252")
    try:
        return raw.decode("utf-8") != text
    except UnicodeDecodeError:
        return False


@given(
    st.lists(st.tuples(st.text("abäöüéñ€ ", min_size=1, max_size=12), st.booleans()), min_size=1, max_size=8)
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
def test_a_mixture_is_read_as_it_was_written(lines: list[tuple[str, bool]]) -> None:
    assume(not any(_is_utf8_too(text) for text, is_utf8 in lines if not is_utf8))
    raw = "größe\n".encode() + b"".join(
        (text + "\n").encode("utf-8" if is_utf8 else "cp1252") for text, is_utf8 in lines
    )
    file = SourceFile.of_bytes("x.txt", raw)
    wanted = ["größe\n", *(text + "\n" for text, _ in lines)]
    found = list(encoding.lines(file, encoding.detect(file)))
    assert found == wanted
    assert "".join(encoding.blocks(file, encoding.detect(file))) == "".join(wanted)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_stay(end: str) -> None:
    file = SourceFile.of_bytes("x.txt", ("ü" + end).encode() + b"\n" + ("ü" + end).encode("cp1252"))
    assert "".join(encoding.lines(file, encoding.detect(file))) == f"ü{end}\nü{end}"
