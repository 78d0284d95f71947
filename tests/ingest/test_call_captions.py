"""Captions as tools write and break them: every file ends in turns or in a counted drop, and loss is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.items import DropReason, FeedbackRecord, Role
from tests.ingest.samples import feedback, texts_of, write

DATE = {"date": "2026-03-05"}


def lines_of(folder: Path, content: str | bytes, name: str = "call.vtt") -> tuple[list[str], list[str]]:
    """Texts of the turns, and warnings other than that speakers are not told apart."""
    records, report = feedback([write(folder, name, content)], "calls", constants=DATE)
    return texts_of(records), [line for line in report.warnings if "--staff" not in line]


def test_a_cue_without_time_is_skipped_and_named(tmp_path: Path) -> None:
    content = (
        "WEBVTT\n\n00:01.000 --> 00:02.000\nfirst\n\nlost words\n\n00:05.000 --> 00:06.000\nthird\n\n"
        "00:00:1d.5 --> 00:08.000\ndamaged time\n"
    )
    texts, warnings = lines_of(tmp_path, content)
    assert texts == ["first third damaged time"]
    assert warnings == ["call.vtt cue 2: skipped as no time stands with its words; the rest is read"]


def test_many_broken_files_are_one_line(tmp_path: Path) -> None:
    for number in range(30):
        write(tmp_path, f"c/{number}.srt", "1\n00:00:01,0 --> 00:00:02,0\none\n\n2\nlost\n")
    _, report = feedback([tmp_path / "c"], "calls", constants=DATE)
    skipped = [line for line in report.warnings if "skipped" in line]
    assert skipped == [
        "in 30 files cues were skipped as no time stands with their words "
        "(0.srt cue 2, 1.srt cue 2, 10.srt cue 2, …)"
    ]


def test_captions_without_blank_lines_lose_their_numbers(tmp_path: Path) -> None:
    content = (
        "1\n00:00:01,000 --> 00:00:02,000\nAgent: hello\n2\n00:00:03,000 --> 00:00:04,000\nCaller: it fails\n"
    )
    assert lines_of(tmp_path, content, "call.srt") == (["hello", "it fails"], [])


def test_the_header_may_hold_the_first_time(tmp_path: Path) -> None:
    assert lines_of(tmp_path, "WEBVTT 00:00:00.000 --> 00:00:01.000\ntext\n")[0] == ["text"]


def test_speaker_change_marks_are_taken_off(tmp_path: Path) -> None:
    cues = (">> Agent: hello", "&gt;&gt; Caller: it fails")
    content = "WEBVTT\n\n" + "".join(f"00:01.000 --> 00:02.000\n{cue}\n\n" for cue in cues)
    assert lines_of(tmp_path, content)[0] == ["hello", "it fails"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff", "\ufeff\ufeff"])
def test_line_ends_and_marks_change_nothing(tmp_path: Path, end: str, mark: str) -> None:
    content = (
        "WEBVTT - a title\nKind: captions\n\nNOTE\na remark\n\nREGION\nid:x\n\nid-1\n00:01.000 --> 00:02.000\n"
        "<v Customer>It fails</v>\n\n00:03.000 --> 00:04.000\n<v Agent>I see</v>\n"
    )
    assert lines_of(tmp_path, mark + content.replace("\n", end)) == (["It fails", "I see"], [])


def test_tags_that_never_end_cost_no_more_than_their_length(tmp_path: Path) -> None:
    content = "WEBVTT\n\n00:01.000 --> 00:02.000\n" + "<v <a " * 60_000 + "\n"
    texts, _ = lines_of(tmp_path, content)
    assert len(texts) == 1


def test_all_public_captions_are_read_or_counted(shared_data: Path) -> None:
    folder = shared_data / "webvtt"
    kept: list[FeedbackRecord] = []
    dropped: dict[str, DropReason] = {}
    for path in sorted(folder.iterdir()):
        records, report = feedback([path], "calls", constants=DATE)
        kept += records
        dropped.update((path.name, drop.reason) for drop in report.drops)
    assert len(kept) == 20
    assert dropped == {
        "LICENSE": DropReason.NOT_A_RECORD,
        "empty.vtt": DropReason.UNREADABLE_FILE,
        "invalid_format1.srt": DropReason.NOT_A_RECORD,
        "invalid_format2.srt": DropReason.NOT_A_RECORD,
        "invalid_format3.srt": DropReason.NOT_A_RECORD,
        "invalid_format4.srt": DropReason.EMPTY_TEXT,
        "no_captions.vtt": DropReason.EMPTY_TEXT,
    }
    assert {part.role for record in kept for part in record.parts} == {Role.UNKNOWN}


def test_all_parser_cases_are_read_or_counted(shared_data: Path) -> None:
    records, report = feedback([shared_data / "hostile" / "webvtt-wpt"], "calls", constants=DATE)
    assert (report.read, len(records)) == (52, 34)
    assert not any("-->" in text or "::cue" in text for text in texts_of(records))
    assert sum("cues were skipped" in line for line in report.warnings) == 1
