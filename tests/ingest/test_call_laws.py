"""What holds for every call file: counted, the same twice, linear in its length, and no name shown."""

from __future__ import annotations

import copy
import json
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.items import Role
from tests.conftest import ROOT
from tests.ingest.samples import feedback, write

DATE = {"date": "2026-03-05"}
EXAMPLES = ROOT / "workspace" / "examples"
JSON_EXAMPLES = ["gong_transcripts.json", "gong_calls.json", "fireflies.json", "call_content.json"]
_WRONG = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False),
    st.text(max_size=8),
    st.just([]),
    st.just({}),
    st.just([None, 1, "x", {}]),
    st.just({"id": {"id": []}}),
    st.just(1e300),
    st.just("9" * 400),
)


def _places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, below in inner for place in _places(below, (*path, key)))]


def _with(value: Any, path: tuple[Any, ...], wrong: Any) -> Any:
    if not path:
        return wrong
    changed = copy.copy(value)
    changed[path[0]] = _with(value[path[0]], path[1:], wrong)
    return changed


@given(st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150)
def test_wrong_types_are_counted_and_never_raise(tmp_path: Path, data: st.DataObject) -> None:
    files = []
    for name in JSON_EXAMPLES:
        value = json.loads((EXAMPLES / name).read_text(encoding="utf-8"))
        for _ in range(data.draw(st.integers(0, 2))):
            value = _with(value, data.draw(st.sampled_from(_places(value))), data.draw(_WRONG))
        files.append(write(tmp_path, name, json.dumps(value)))
    first, report = feedback(files, "calls", constants=DATE)
    again, _ = feedback(files[::-1], "calls", constants=DATE)
    assert first == again
    assert report.read == len(first) + sum(report.dropped.values())


@given(st.binary(max_size=12), st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=100)
def test_damaged_bytes_are_counted_and_never_raise(tmp_path: Path, noise: bytes, data: st.DataObject) -> None:
    names = [*JSON_EXAMPLES, "interview.md", "calls/zoom.vtt", "calls/captions.srt", "calls/plain.txt"]
    name = data.draw(st.sampled_from(names))
    content = (EXAMPLES / name).read_bytes()
    start, length = data.draw(st.integers(0, len(content))), data.draw(st.integers(0, 40))
    path = write(tmp_path, name.rpartition("/")[2], content[:start] + noise + content[start + length :])
    records, report = feedback([path], "calls", constants=DATE)
    assert report.read == len(records) + sum(report.dropped.values())


def _hour(turns: int) -> str:
    words = "the export to the new system fails every night and nobody here can say why that happens at all"
    lines = []
    for turn in range(turns):
        who = "Ann Marsh (Vendor)" if turn % 2 else "Eva Lind"
        at = f"{turn // 600:02d}:{turn // 10 % 60:02d}:{turn % 10 * 6:02d}"
        lines.append(f"{turn}\n{at}.000 --> {at}.900\n{who}: {words} {turn}\n")
    return "WEBVTT\n\n" + "\n".join(lines)


def _seconds(folder: Path, content: str, name: str = "a.vtt") -> float:
    path = write(folder, name, content)
    start = time.process_time()
    records, _ = feedback([path], "calls", constants=DATE, staff_pattern="Vendor")
    assert {part.role for part in records[0].parts} <= {Role.STAFF, Role.CUSTOMER, Role.UNKNOWN}
    return time.process_time() - start


def test_an_hour_is_read_in_linear_time(tmp_path: Path) -> None:
    _seconds(tmp_path, _hour(50))
    short, long = _seconds(tmp_path, _hour(650)), _seconds(tmp_path, _hour(5_200))
    assert long < 8 * short * 2.5 + 0.5


def test_one_endless_turn_is_read_in_linear_time(tmp_path: Path) -> None:
    cues = "WEBVTT\n\n" + "".join(f"00:{at % 60:02d}.000 --> 00:59.000\nword\n\n" for at in range(60_000))
    assert _seconds(tmp_path, cues) < 30
    lines = "Agent: hello\nCustomer: it fails\n" + "and on it goes\n" * 60_000
    assert _seconds(tmp_path, lines, "b.txt") < 30


@pytest.mark.parametrize(
    "hostile",
    [
        "**" + " " * 20_000 + "x",
        ("**" + " " * 50) * 5_000,
        "[00:00:01]" + " " * 20_000 + "x",
        ("a" + " " * 200 + "\n") * 1_000,
        "Name" + " " * 20_000 + "0:01\nx\n",
        "# a" + " " * 20_000 + "x",
        "# a transcript\n" + "A-" * 20_000,
        "# a\n" + "[" * 20_000 + "[a](" * 5_000 + "<a " * 5_000,
    ],
)
def test_no_line_takes_more_than_its_length(tmp_path: Path, hostile: str) -> None:
    start = time.process_time()
    feedback([write(tmp_path, "a.txt", hostile + "\nAgent: a\nCustomer: b\n")], "calls", constants=DATE)
    assert time.process_time() - start < 5


def test_a_folder_of_five_hundred_says_little(tmp_path: Path) -> None:
    for number in range(500):
        text = f"Ann Marsh: Hello {number}\nEva Lind: It fails\nAnn Marsh: Oh\nEva Lind: Daily\n"
        write(tmp_path, f"c/{number:03d}.txt", text if number % 2 else text.encode("cp1252") + b"\x93\n")
    records, report = feedback([tmp_path / "c"], "calls", constants=DATE)
    assert len(records) == 500
    assert len(report.warnings) == 2
    assert report.warnings[0].startswith(("in 500 calls", "250 files"))


def test_names_in_file_names_are_not_shown(tmp_path: Path) -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Jane Quimby>It fails</v>\n"
    names = ("2026-10-03 Jane Quimby.vtt", "2026-10-04_Jane_Quimby.vtt", "2026-10-05-quimby-weekly.vtt")
    files = [write(tmp_path, name, text) for name in (*names, "2026-10-06 order 1200.vtt")]
    records, report = feedback(files, "calls")
    assert [record.item.file for record in records if record.item] == [
        "2026-10-03 <PERSON_1>.vtt",
        "2026-10-04_<PERSON_1>_<PERSON_2>.vtt",
        "2026-10-05-<PERSON_1>-weekly.vtt",
        "2026-10-06 order 1200.vtt",
    ]
    assert "Quimby" not in repr(records) + repr(report)
    assert "quimby" not in repr(records) + repr(report)


def test_staff_of_the_roster_in_any_spelling(tmp_path: Path) -> None:
    text = "Marsh, Zoë: Hello\nEva Lind: It fails\nMarsh, Zoë: Oh\nEva Lind: Daily\n"
    for spelling in ("Zoe Marsh", "ZOË MARSH", "Marsh, Zoe"):
        segments = [{"speaker": line.partition(":")[0], "text": "word"} for line in text.splitlines()]
        path = write(tmp_path, "a.json", json.dumps(segments))
        records, _ = feedback([path], "calls", constants=DATE, staff_names=(spelling,))
        assert [part.role for part in records[0].parts] == [Role.STAFF, Role.CUSTOMER] * 2
