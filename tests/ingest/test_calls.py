"""Calls: turns from plain and caption files, staff told from customers, the manifest held to its word."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foundation.errors import SettingsError, SourceError
from ingest.items import DropReason, FeedbackItem, FeedbackRecord, MatchMethod, Role, Source
from tests.ingest.samples import feedback, texts_of, write

DATE = {"date": "2026-03-05"}
INLINE = (
    "**Customer Service Call Transcript** **Agent:** Thank you for calling. My name is Chris. "
    "How can I help? "
    "**Customer:** Hi Chris, this is Helena. The export: it fails. "
    "**Agent:** I see, Helena. **Customer:** Thanks!"
)


def one(folder: Path, content: str | bytes, name: str = "call.txt", **params: Any) -> FeedbackRecord:
    records, _ = feedback([write(folder, name, content)], "calls", **{"constants": DATE, **params})
    assert len(records) == 1
    return records[0]


def said(record: FeedbackRecord) -> list[tuple[str, Role | None, str]]:
    return [(part.speaker, part.role, part.text) for part in record.parts]


def test_many_turns_on_one_line(tmp_path: Path) -> None:
    record = one(tmp_path, INLINE)
    assert [(speaker, role) for speaker, role, _ in said(record)] == [
        ("Agent", Role.STAFF),
        ("Customer", Role.CUSTOMER),
    ] * 2
    assert "The export: it fails." in record.parts[1].text
    assert "Call Transcript" not in " ".join(texts_of([record]))
    assert not {"Chris", "Helena"} & set(
        " ".join(texts_of([record])).replace(",", "").replace(".", "").split()
    )


def test_a_rare_name_given_once_is_blanked_everywhere(tmp_path: Path) -> None:
    text = (
        "Agent: My name is Zephandra.\nCustomer: It fails.\nAgent: Oh\nCustomer: So, Zephandra, what now?\n"
    )
    assert "Zephandra" not in repr(one(tmp_path, text))


@pytest.mark.parametrize(
    "text",
    [
        "Agent: Hello\nCustomer: The report is late.\nIt was due: Monday\nAgent: Sorry\n",
        "[00:00:01] Agent: Hello\n[00:00:05] Customer: The report is late.\nIt was due: Monday\n"
        "[00:01:00] Agent: Sorry\n",
        "**Agent:** Hello\n\n**Customer:** The report is late.\nIt was due: Monday\n\n**Agent**: Sorry\n",
        "Agent  0:01\nHello\n\nCustomer  0:05\nThe report is late.\nIt was due: Monday\n\nAgent  1:00:09\nSorry\n",
        "Agent (00:01): Hello\r\nCustomer (00:05): The report is late.\r\nIt was due: Monday\r\n"
        "Agent (00:09): Sorry\r\n",
    ],
)
def test_one_call_in_many_hands(tmp_path: Path, text: str) -> None:
    assert said(one(tmp_path, text)) == [
        ("Agent", Role.STAFF, "Hello"),
        ("Customer", Role.CUSTOMER, "The report is late.\nIt was due: Monday"),
        ("Agent", Role.STAFF, "Sorry"),
    ]


def test_times_of_turns_count_from_the_calls_start(tmp_path: Path) -> None:
    record = one(tmp_path, "[00:00:01] Agent: Hello\n[01:02:03] Customer: Late.\n")
    assert [part.at for part in record.parts] == [
        datetime(2026, 3, 5, 0, 0, 1, tzinfo=UTC),
        datetime(2026, 3, 5, 1, 2, 3, tzinfo=UTC),
    ]


ZOOM = (
    "WEBVTT\n\n1\n00:00:00.510 --> 00:00:01.550\nAnn Marsh (Vendor): Hello\n\n"
    "2\n00:00:02.000 --> 00:00:03.000\n"
    "and welcome.\n\nNOTE a remark\n\n3\n00:00:04.000 --> 00:00:05.000\nEva Lind: The report\n\n"
    "4\n00:00:06.000 --> 00:00:07.000\nEva Lind: is late, Ann.\n"
)


def test_named_cues_carry_on_and_sentences_are_joined(tmp_path: Path) -> None:
    wanted = [("Agent", Role.STAFF, "Hello and welcome."), ("Customer", Role.CUSTOMER)]
    for content in (
        ZOOM,
        "\ufeff" + ZOOM.replace("\n", "\r\n"),
        ZOOM.replace("WEBVTT\n\n", "").replace(".", ",", 2),
    ):
        record = one(tmp_path, content, "zoom.txt", staff_pattern="Vendor")
        assert said(record)[0] == wanted[0]
        assert said(record)[1][:2] == wanted[1]
        assert said(record)[1][2].startswith("The report is late, ")
        assert len(record.parts) == 2
        assert "Marsh" not in repr(record)
        assert "Lind" not in repr(record)


def test_voice_tags_are_speakers(tmp_path: Path) -> None:
    text = (
        "WEBVTT\n\nSTYLE\n::cue { color: red }\n\n"
        "00:01.000 --> 00:02.000\n<v Customer>It &lt;fails&gt; <i>daily</i></v>\n\n"
        "00:03.000 --> 00:04.000\n<v.loud Support>On it</v><v Customer>Thanks</v>\n"
    )
    assert said(one(tmp_path, text)) == [
        ("Customer", Role.CUSTOMER, "It <fails> daily"),
        ("Agent", Role.STAFF, "On it"),
        ("Customer", Role.CUSTOMER, "Thanks"),
    ]


def test_an_empty_call_is_no_feedback(tmp_path: Path) -> None:
    files = [write(tmp_path, "a.vtt", "WEBVTT\n"), write(tmp_path, "b.vtt", b"\xef\xbb\xbfWEBVTT\r\n\r\n")]
    records, report = feedback(files, "calls", constants=DATE)
    assert records == []
    assert report.dropped == {DropReason.EMPTY_TEXT.value: 2}


NAMES = "Ann Marsh: Hello\nEva Lind: It fails\nAnn Marsh: Oh\nEva Lind: Daily\n"


def test_where_it_cannot_be_told_it_is_said(tmp_path: Path) -> None:
    records, report = feedback([write(tmp_path, "call.txt", NAMES)], "calls", constants=DATE)
    assert [(speaker, role) for speaker, role, _ in said(records[0])] == [
        ("Speaker 1", Role.UNKNOWN),
        ("Speaker 2", Role.UNKNOWN),
    ] * 2
    assert any("--staff" in line and "call.txt" in line for line in report.warnings)


@pytest.mark.parametrize("rule", [{"staff_pattern": "^ann"}, {"staff_names": ("Ann Marsh",)}])
def test_the_operator_says_who_is_staff(tmp_path: Path, rule: dict[str, Any]) -> None:
    assert [speaker for speaker, _, _ in said(one(tmp_path, NAMES, **rule))] == ["Agent", "Customer"] * 2


def test_staff_addresses_tell_staff(tmp_path: Path) -> None:
    text = "ann@vendor.example: Hello\neva@kestrel.example: It fails\n"
    assert [role for _, role, _ in said(one(tmp_path, text, staff_domains=("vendor.example",)))] == [
        Role.STAFF,
        Role.CUSTOMER,
    ]


def test_of_two_speakers_one_tells_the_other(tmp_path: Path) -> None:
    assert [role for _, role, _ in said(one(tmp_path, "Support: Hello\nEva Lind: It fails\n"))] == [
        Role.STAFF,
        Role.CUSTOMER,
    ]
    three = one(
        tmp_path, "Support: Hello\nEva Lind: It fails\nBo Berg: Yes\nEva Lind: Daily\nBo Berg: Mine too\n"
    )
    assert [role for _, role, _ in said(three)][1:3] == [Role.UNKNOWN, Role.UNKNOWN]


def test_a_staff_only_call_is_dropped(tmp_path: Path) -> None:
    records, report = feedback(
        [write(tmp_path, "a.txt", "Agent: Hi\nHost: Hello\n")], "calls", constants=DATE
    )
    assert records == []
    assert report.dropped == {DropReason.NO_CUSTOMER_WORDS.value: 1}


def test_prose_and_lists_are_no_calls(tmp_path: Path) -> None:
    files = [
        write(tmp_path, "a.txt", "Just some prose. Error: 404 was seen.\nMore prose follows here.\n"),
        write(tmp_path, "b.txt", "Version: 1\nLicence: MIT\nSource: here\nAuthor: me\n"),
        write(tmp_path, "c.txt", b"\x00\x01\x02\x03" * 50),
        write(tmp_path, "d.json", "[" * 100_000),
    ]
    records, report = feedback(files, "calls", constants=DATE)
    assert records == []
    assert report.dropped == {DropReason.NOT_A_RECORD.value: 2, DropReason.UNREADABLE_FILE.value: 2}


def test_call_json_in_two_shapes(tmp_path: Path) -> None:
    content = {"Content": INLINE.replace(" **", "\n\n**"), "StartTime": "2026-03-05 02:00:00"}
    segments = [
        {"speaker_role": "agent", "human_transcript": "hello"},
        {"speaker_role": "caller", "human_transcript": "it"},
        {"speaker_role": "caller", "human_transcript": "fails"},
    ]
    records, _ = feedback([write(tmp_path, "a.json", json.dumps(content))], "calls")
    assert records[0].item is not None
    assert records[0].item.occurred_at == datetime(2026, 3, 5, 2, tzinfo=UTC)
    assert len(records[0].parts) == 4
    assert said(one(tmp_path, json.dumps(segments), "b.json"))[1] == ("Customer", Role.CUSTOMER, "it fails")


def test_the_manifest_gives_account_date_and_title(tmp_path: Path) -> None:
    write(tmp_path, "calls/sub/a.txt", INLINE)
    write(tmp_path, "calls/b.txt", INLINE)
    manifest = write(
        tmp_path,
        "calls.csv",
        "File,Account,Date,Title\nsub/a.txt,ACC-1,2026-03-05T10:00:00,Weekly with Helena Moss\n"
        "gone.txt,ACC-2,2026-03-06,Lost\n",
    )
    records, report = feedback([tmp_path / "calls"], "calls", manifest=manifest, constants=DATE)
    named = {record.item.external_id: record.item for record in records if record.item}
    assert named["sub/a"].id == FeedbackItem.make_id(Source.CALL, "call", "2026-03-05 sub/a")
    assert (named["sub/a"].account.account_id, named["sub/a"].account.method) == (
        "ACC-1",
        MatchMethod.ACCOUNT_ID,
    )
    assert named["sub/a"].occurred_at == datetime(2026, 3, 5, 10, tzinfo=UTC)
    assert named["sub/a"].subject.startswith("Weekly with")
    assert "Moss" not in named["sub/a"].subject
    assert named["b"].account.account_id is None
    assert report.read == 3
    assert report.dropped == {DropReason.UNREADABLE_FILE.value: 1}
    assert any("b.txt is not in the manifest" in line for line in report.warnings)
    assert any("gone.txt" in line for line in report.warnings)


def test_the_manifest_does_not_change_ids(tmp_path: Path) -> None:
    path = write(tmp_path, "calls/a.txt", INLINE)
    manifest = write(tmp_path, "m.csv", "file,account,date\na.txt,ACC-1,2026-03-05\n")
    with_manifest, _ = feedback([path], "calls", manifest=manifest)
    without, _ = feedback([tmp_path / "calls"], "calls", constants=DATE)
    assert [part.id for part in with_manifest[0].parts] == [part.id for part in without[0].parts]


def test_a_manifest_without_file_column_is_an_error(tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", INLINE)
    manifest = write(tmp_path, "m.csv", "call,when\n1,2026-03-05\n")
    with pytest.raises(SourceError, match="--map file=COLUMN"):
        feedback([path], "calls", manifest=manifest)


def test_a_call_without_date_is_dropped_unless_its_name_tells(tmp_path: Path) -> None:
    files = [write(tmp_path, "a.txt", INLINE), write(tmp_path, "b_2026-03-05.txt", INLINE)]
    records, report = feedback(files, "calls")
    assert [record.item.occurred_at for record in records if record.item] == [
        datetime(2026, 3, 5, tzinfo=UTC)
    ]
    assert report.dropped == {DropReason.NO_DATE.value: 1}


def test_a_pattern_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="regular expression"):
        feedback([write(tmp_path, "a.txt", INLINE)], "calls", staff_pattern="(")


_LINES = st.lists(
    st.one_of(
        st.text(max_size=25),
        st.sampled_from(
            [
                "Agent: hello",
                "Customer: it fails",
                "WEBVTT",
                "00:01.000 --> 00:02.000",
                "<v Bo>x",
                "",
                "**A:** b",
            ]
        ),
    ),
    max_size=12,
)


@given(st.lists(_LINES, min_size=1, max_size=3))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
def test_every_file_is_kept_or_dropped_and_twice_is_the_same(tmp_path: Path, files: list[list[str]]) -> None:
    paths = [
        write(tmp_path, f"{number}.txt", "\n".join(lines).encode("utf-8", "replace"))
        for number, lines in enumerate(files)
    ]
    first, report = feedback(paths, "calls", constants=DATE)
    again, _ = feedback(list(reversed(paths)), "calls", constants=DATE)
    assert first == again
    assert report.read == len(paths)
    assert all(part.role is not None for record in first for part in record.parts)
