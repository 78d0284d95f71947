"""``nrr drafts``: kept, edited, approved, exported, done, with an outcome; and what is refused on the way."""

from __future__ import annotations

import base64
import csv
import os
import pty
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from email import message_from_bytes
from pathlib import Path
from shutil import copytree

import pytest

from tests.conftest import ROOT, Ran

Nrr = Callable[..., Ran]
ANN = "ann@alder.example"


@pytest.fixture
def home(asked_world: Path, tmp_path: Path) -> Path:
    """A copy of the small workspace, to write to."""
    return Path(copytree(asked_world, tmp_path / "w"))


def _keep(nrr: Nrr, home: Path, account: str = "A1", play: str = "renewal talk") -> str:
    kept = nrr("playbook", account, "--play", play, "--keep", "--json", "--by", "Ruth", "-w", home)
    assert kept.code == 0, kept.err
    return str(kept.json()["id"])


def _do(nrr: Nrr, home: Path, *arguments: object) -> Ran:
    ran = nrr("drafts", *arguments, "-w", home)
    assert ran.code == 0, ran.err
    return ran


def test_a_draft_is_kept_when_it_is_asked_for_and_once(nrr: Nrr, home: Path) -> None:
    nrr("playbook", "A1", "--play", "renewal talk", "-w", home)
    assert _do(nrr, home, "--json").json() == {"count": 0, "drafts": []}
    own = _keep(nrr, home)
    assert _keep(nrr, home) == own
    assert own[:8] in nrr("playbook", "A1", "--play", "renewal talk", "--keep", "-w", home).err
    (line,) = _do(nrr, home, "list", "--json").json()["drafts"]
    assert (line["id"], line["status"], line["kind"], line["account"]) == (own, "draft", "play", "A1")
    shown = _do(nrr, home, "show", own[:6]).out
    assert "play, draft, version 1" in shown
    assert "Hello Ann" in shown


def test_the_whole_road_is_kept_and_comes_back_as_a_play(nrr: Nrr, home: Path, tmp_path: Path) -> None:
    own = _keep(nrr, home)
    edited = _do(nrr, home, "edit", own, "--part", "step 2 subject", "--text", "Your year with us", "--json")
    assert (edited.json()["status"], edited.json()["version"]) == ("edited", 2)
    approved = _do(nrr, home, "approve", own, "--by", "Dana Ito", "--json").json()
    assert (approved["status"], approved["approved_by"]) == ("approved", "Dana Ito")
    for form in ("md", "eml", "csv", "json"):
        assert (tmp_path / f"x.{form}").name in _do(
            nrr, home, "export", own, "-o", tmp_path / f"x.{form}"
        ).err
    mail = message_from_bytes((tmp_path / "x.eml").read_bytes())
    assert (mail["To"], mail["Subject"], mail["X-Unsent"]) == (f"Ann Lee <{ANN}>", "Your year with us", "1")
    assert "Approved by Dana Ito" in (tmp_path / "x.md").read_text(encoding="utf-8")
    with (tmp_path / "x.csv").open(encoding="utf-8", newline="") as rows:
        assert [row["to_email"] for row in csv.DictReader(rows)] == [ANN]
    _do(nrr, home, "done", own, "--started", "2026-05-04", "--on", "2026-05-20")
    said = _do(nrr, home, "outcome", own, "saved", "--date", "2026-06-01", "--amount", "120").out
    assert "saved, 2026-06-01, $120 a month" in said
    past = _do(nrr, home, "history", own, "--json").json()
    actions = ["kept", "edited", "approved", *["exported"] * 4, "done", "outcome"]
    assert [one["action"] for one in past["changes"]] == actions
    assert [one["parts"]["step 2 subject"] for one in past["versions"]][1] == "Your year with us"
    opened = nrr("explain", "outcome:renewal talk/started", "--json", "-w", home).json()
    assert opened["value"] == 1
    (row,) = opened["rows"]
    assert (row["values"]["draft"], row["values"]["outcome"], row["values"]["amount"]) == (own, "saved", 120)
    assert nrr("drafts", "show", row["values"]["draft"], "-w", home).code == 0
    for spelled in (own, own[:8]):
        refused = nrr("explain", spelled, "-w", home)
        assert (refused.code, refused.err.count("\n")) == (1, 1)
        assert "nrr drafts show ID" in refused.err
    played = nrr("plays", "outcomes", "--json", "-w", home).json()
    assert [one["recorded"] for one in played["plays"] if one["play"] == "renewal talk"] == [{"saved": 1}]


def test_a_correction_of_an_outcome_keeps_both(nrr: Nrr, home: Path, tmp_path: Path) -> None:
    own = _keep(nrr, home)
    _do(nrr, home, "approve", own)
    _do(nrr, home, "export", own, "-o", tmp_path / "x.md")
    _do(nrr, home, "done", own)
    _do(nrr, home, "outcome", own, "no answer")
    _do(nrr, home, "outcome", own, "expanded", "--amount", "0.5")
    line = _do(nrr, home, "--status", "outcome", "--json").json()["drafts"][0]
    assert (line["outcome"]["outcome"], line["outcome"]["amount"]) == ("expanded", 0.5)
    assert (
        len([one for one in _do(nrr, home, "history", own, "--json").json()["changes"] if one["outcome"]])
        == 2
    )


def test_an_edit_takes_the_approval(nrr: Nrr, home: Path, tmp_path: Path) -> None:
    own = _keep(nrr, home)
    _do(nrr, home, "approve", own)
    same = _do(
        nrr,
        home,
        "edit",
        own,
        "--part",
        "goal",
        "--text",
        "Renew in time, and hear what the next year should bring.",
    )
    assert "nothing is changed" in same.err
    assert "approved by" in same.out
    _do(nrr, home, "edit", own, "--part", "goal", "--text", "Renew.")
    refused = nrr("drafts", "export", own, "-o", tmp_path / "x.md", "-w", home)
    assert (refused.code, refused.err.count("\n")) == (1, 1)
    assert "was edited and is not approved" in refused.err
    assert not (tmp_path / "x.md").exists()


def test_the_words_of_an_earlier_version_are_put_back_as_a_new_one(nrr: Nrr, home: Path) -> None:
    own = _keep(nrr, home)
    _do(nrr, home, "edit", own, "--part", "goal", "--text", "Renew.")
    _do(nrr, home, "edit", own, "--part", "risks 1", "--text", "")
    _do(nrr, home, "approve", own)
    back = _do(nrr, home, "put-back", own, 1, "--by", "Ruth", "--json").json()
    assert (back["status"], back["version"], back["approved_by"]) == ("edited", 4, None)
    past = _do(nrr, home, "history", own, "--json").json()["versions"]
    assert past[3]["parts"] == past[0]["parts"] != past[2]["parts"]
    assert _do(nrr, home, "put-back", own, 4, "--json").json()["version"] == 4
    refused = nrr("drafts", "put-back", own, 9, "-w", home)
    assert (refused.code, refused.err.count("\n")) == (1, 1)
    assert "has no version 9" in refused.err


def test_lists_are_narrowed(nrr: Nrr, home: Path) -> None:
    first, second = _keep(nrr, home), _keep(nrr, home, "C1", "reach out")
    _do(nrr, home, "reject", second, "--why", "He is on leave")

    def ids(*filters: str) -> list[str]:
        return [one["id"] for one in _do(nrr, home, "list", *filters, "--json").json()["drafts"]]

    assert ids() == [second, first]
    assert (
        ids("--status", "rejected")
        == ids("--account", "Cedar House")
        == ids("--play", "Reach Out")
        == [second]
    )
    assert ids("--owner", "ruth abara") == [first]
    assert ids("--kind", "loop") == []
    assert "rejected: He is on leave" in _do(nrr, home, "show", second).out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("show", "ffff0000"), "no drafts begin with 'ffff0000'"),
        (("show", ""), "no drafts begin with"),
        (("outcome", "ID", "saved"), "First: nrr drafts approve"),
        (("done", "ID"), "it is not approved"),
        (("export", "ID", "-o", "x.md"), "it is not approved"),
        (("reject", "ID", "--why", "  "), "say why"),
        (("edit", "ID", "--part", "step 9 message", "--text", "x"), "has no part 'step 9 message'"),
        (("edit", "ID", "--part", "step 2 message", "--text", "  "), "would say nothing"),
        (("edit", "ID", "--part", "goal", "--file", "not-there.txt"), "not-there.txt"),
        (("list", "--account", "Aldr Works"), "Alder Works (A1)"),
    ],
)
def test_what_makes_no_sense_is_one_line(nrr: Nrr, home: Path, arguments: tuple[str, ...], said: str) -> None:
    own = _keep(nrr, home)
    ran = nrr("drafts", *(own if one == "ID" else one for one in arguments), "-w", home)
    assert (ran.code, ran.out, ran.err.count("\n")) == (1, "", 1)
    assert said in ran.err
    assert [one["status"] for one in _do(nrr, home, "--json").json()["drafts"]] == ["draft"]


def test_days_and_amounts_that_cannot_be_are_refused(nrr: Nrr, home: Path, tmp_path: Path) -> None:
    own = _keep(nrr, home)
    _do(nrr, home, "approve", own)
    _do(nrr, home, "export", own, "-o", tmp_path / "x.md")
    for words in (("--on", "2199-01-01"), ("--started", "2026-05-02", "--on", "2026-05-01")):
        assert nrr("drafts", "done", own, *words, "-w", home).code == 1
    _do(nrr, home, "done", own, "--on", "2026-05-01")
    for said in (
        ("saved", "--date", "2026-04-30"),
        ("saved", "--date", "2199-01-01"),
        ("saved", "--amount", "nan"),
        ("saved", "--amount", "-5"),
        ("no answer", "--amount", "5"),
    ):
        ran = nrr("drafts", "outcome", own, *said, "-w", home)
        assert (ran.code, ran.err.count("\n")) == (1, 1), said


def test_an_editor_has_all_that_is_read_outside_and_is_read_strictly(
    nrr: Nrr, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = _keep(nrr, home)

    def editing(words: str) -> None:
        script = tmp_path / "editor.py"
        script.write_text(
            "import sys, pathlib\np = pathlib.Path(sys.argv[1])\n"
            f"text = p.read_text(encoding='utf-8')\np.write_text({words}, encoding='utf-8')\n",
            encoding="utf-8",
        )
        monkeypatch.setenv("VISUAL", f"{sys.executable} {script}")

    editing("text.replace('Hello Ann', '## nothing\\nHi Ann')")
    refused = nrr("drafts", "edit", own, "-w", home)
    assert (refused.code, refused.err.count("\n")) == (1, 1)
    assert "the heading 'nothing' was not there" in refused.err
    left = home / f"draft-{own[:8]}.md"
    assert str(left) in refused.err
    mended = left.read_text(encoding="utf-8").replace("## nothing\n", "")
    left.write_text(mended, encoding="utf-8")
    assert _do(nrr, home, "edit", own, "--form", left, "--json").json()["version"] == 2
    assert "## step 2 subject" in _do(nrr, home, "show", own, "--form").out
    editing("text.replace('## step 2 subject', '## step two subject')")
    assert nrr("drafts", "edit", own, "-w", home).code == 1
    editing("text")
    assert "nothing is changed" in _do(nrr, home, "edit", own).err
    editing("text.replace('Hi Ann', '\\\\## Dear Ann')")
    _do(nrr, home, "edit", own, "--editor")
    shown = _do(nrr, home, "show", own, "--json").json()
    parts = {one["name"]: one["text"] for one in shown["parts"]}
    assert parts["step 2 message"].startswith("## Dear Ann")
    assert (shown["status"], shown["version"]) == ("edited", 3)


def test_who_asked_not_to_be_contacted_gets_no_message(nrr: Nrr, home: Path) -> None:
    own = _keep(nrr, home)
    noted = nrr(
        "no-contact", "Alder Works", "--person", ANN.upper(), "--why", "by phone", "--by", "Dana", "-w", home
    )
    assert noted.code == 0
    refused = nrr("drafts", "approve", own, "-w", home)
    assert (refused.code, refused.out) == (3, "")
    assert "do not contact, step 2 message" in refused.err
    assert "Dana noted it on" in refused.err
    assert nrr("drafts", "check", own, "--json", "-w", home).json()["count"] == 1
    assert nrr("drafts", "check", own, "-w", home).code == 3
    fresh = nrr("playbook", "A1", "--play", "renewal talk", "--json", "-w", home).json()
    assert fresh["steps"][1]["to"] is None
    assert nrr("no-contact", "A1", "--person", ANN, "--why", "again", "-w", home).code == 1
    assert nrr("no-contact", "A1", "--person", ANN, "--again", "-w", home).code == 1
    assert nrr("no-contact", "A1", "--person", ANN, "--again", "--why", "she called", "-w", home).code == 0
    _do(nrr, home, "approve", own)
    said = nrr("no-contact", "--history", "--json", "-w", home).json()["no_contact"]
    assert [(one["wish"], one["why"]) for one in said] == [
        ("do not contact", "by phone"),
        ("contact again", "she called"),
    ]


def test_a_wish_of_the_whole_account_comes_after_the_approval_too(
    nrr: Nrr, home: Path, tmp_path: Path
) -> None:
    own = _keep(nrr, home)
    _do(nrr, home, "approve", own)
    assert nrr("no-contact", "A1", "--why", "lawyers", "-w", home).code == 0
    refused = nrr("drafts", "export", own, "-o", tmp_path / "x.eml", "-w", home)
    assert (refused.code, list(tmp_path.glob("x*"))) == (3, [])
    warned = nrr("playbook", "A1", "--play", "renewal talk", "--json", "-w", home).json()["warnings"]
    assert any("asked not to be contacted" in one and "lawyers" in one for one in warned)


def test_a_refusal_for_who_is_not_contacted_names_no_play_and_no_endless_name(
    nrr: Nrr, home: Path, tmp_path: Path
) -> None:
    own = f"id,name,status\nA1,{'Alder Works ' * 20},active\n"
    (tmp_path / "a.csv").write_text(own, encoding="utf-8")
    assert nrr("import", "accounts", tmp_path / "a.csv", "-w", home).code == 0
    assert nrr("no-contact", "A1", "--why", "lawyers", "-w", home).code == 0
    refused = nrr("playbook", "A1", "-w", home)
    assert (refused.code, "nrr no-contact" in refused.err, "--play" in refused.err) == (1, True, False)
    assert "Alder Works Alder" in refused.err
    assert "Alder Works " * 8 not in refused.err


def test_a_wish_holds_for_a_draft_whose_account_was_merged_since(
    nrr: Nrr, home: Path, tmp_path: Path
) -> None:
    own = _keep(nrr, home)
    merged = "id,name,status,parent\nA1,Alder Works,merged,B1\n"
    (tmp_path / "a.csv").write_text(merged, encoding="utf-8")
    assert nrr("import", "accounts", tmp_path / "a.csv", "-w", home).code == 0
    assert nrr("no-contact", "B1", "--why", "lawyers", "-w", home).code == 0
    refused = nrr("drafts", "approve", own, "-w", home)
    assert (refused.code, "lawyers" in refused.err) == (3, True)


@pytest.mark.parametrize(
    ("cell", "refused"), [("yes", True), ("2026-01-04", True), ("No", False), ("", False)]
)
def test_an_imported_wish_holds_until_its_system_lifts_it(
    nrr: Nrr, home: Path, tmp_path: Path, cell: str, refused: bool
) -> None:
    own = _keep(nrr, home)
    (tmp_path / "c.csv").write_text(
        f"account,name,email,Opted Out\nA1,Ann Lee,{ANN},{cell}\n", encoding="utf-8"
    )
    assert nrr("import", "contacts", tmp_path / "c.csv", "-w", home).code == 0
    assert nrr("drafts", "approve", own, "-w", home).code == (3 if refused else 0)
    lifted = nrr("no-contact", "A1", "--person", ANN, "--again", "--why", "x", "-w", home)
    assert lifted.code == 1
    assert ("was imported" in lifted.err) is refused


def test_the_clipboard_takes_a_terminal_and_no_escape_of_theirs(nrr: Nrr, home: Path) -> None:
    own = _keep(nrr, home)
    _do(nrr, home, "edit", own, "--part", "step 2 message", "--text", "Hi \x1b]52;c;ZXZpbA==\x07 Ann")
    _do(nrr, home, "approve", own)
    refused = nrr("drafts", "export", own, "--clipboard", "-w", home)
    assert (refused.code, refused.out) == (2, "")
    ours, theirs = pty.openpty()
    command = [
        sys.executable,
        "-m",
        "cli",
        "drafts",
        "export",
        own,
        "--clipboard",
        "--step",
        "2",
        "-w",
        str(home),
    ]
    ran = subprocess.run(command, cwd=ROOT, stdout=theirs, stderr=subprocess.PIPE, check=False)
    os.close(theirs)
    shown = os.read(ours, 65536)
    os.close(ours)
    assert ran.returncode == 0, ran.stderr
    assert shown.count(b"\x1b]52;") == 1
    copied = base64.b64decode(shown.split(b"\x1b]52;c;")[1].split(b"\x07")[0]).decode()
    assert copied.startswith("Subject: ")
    assert copied.endswith("Hi  Ann")
    assert b"Copied" in ran.stderr


def test_a_file_that_cannot_be_written_leaves_the_draft_approved(
    nrr: Nrr, home: Path, tmp_path: Path
) -> None:
    own = _keep(nrr, home)
    _do(nrr, home, "approve", own)
    for path in (tmp_path / "not" / "there.md", tmp_path / "x.docx", tmp_path / "x"):
        ran = nrr("drafts", "export", own, "-o", path, "-w", home)
        assert (ran.code, ran.err.count("\n")) == (1, 1)
    assert _do(nrr, home, "--json").json()["drafts"][0]["status"] == "approved"


def test_a_killed_edit_was_made_or_was_not(nrr: Nrr, home: Path) -> None:
    own = _keep(nrr, home)
    command = [
        sys.executable,
        "-m",
        "cli",
        "drafts",
        "edit",
        own,
        "--part",
        "goal",
        "-w",
        str(home),
        "--text",
    ]
    started = time.monotonic()
    subprocess.run([*command, "Goal 0"], cwd=ROOT, check=True, capture_output=True)
    whole = time.monotonic() - started
    for number, share in enumerate((0.6, 0.9), start=1):
        with subprocess.Popen(
            [*command, f"Goal {number}"], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as process:
            time.sleep(share * whole)
            process.send_signal(signal.SIGKILL)
        past = _do(nrr, home, "history", own, "--json").json()
        assert len(past["versions"]) == len(past["changes"])
        _do(nrr, home, "edit", own, "--part", "goal", "--text", f"Goal {number}")
        assert (
            _do(nrr, home, "history", own, "--json").json()["versions"][-1]["parts"]["goal"]
            == f"Goal {number}"
        )


def test_forgetting_an_account_takes_its_drafts(nrr: Nrr, home: Path) -> None:
    other, own = _keep(nrr, home, "C1", "reach out"), _keep(nrr, home)
    _do(nrr, home, "edit", own, "--part", "goal", "--text", "The zyqqaplant goal")
    nrr("no-contact", "A1", "--person", ANN, "--why", "wuvvorplant", "-w", home)
    forgotten = nrr("forget", "--account", "A1", "--yes", "--json", "-w", home)
    assert forgotten.code == 0, forgotten.err
    assert forgotten.json()["erased"]["drafts"] == 1
    assert [one["id"] for one in _do(nrr, home, "--json").json()["drafts"]] == [other]
    for path in (home / "data").rglob("*"):
        if path.is_file():
            held = path.read_bytes()
            assert not [word for word in (b"zyqqaplant", b"wuvvorplant", ANN.encode()) if word in held], path


def test_forgetting_a_contact_takes_the_name_out_of_drafts_and_the_approval(nrr: Nrr, home: Path) -> None:
    own = _keep(nrr, home)
    _do(nrr, home, "approve", own)
    nrr("no-contact", "A1", "--person", ANN, "--again", "--why", "x", "-w", home)
    forgotten = nrr("forget", "--contact", ANN, "--contact", "Ann Lee", "--yes", "--json", "-w", home)
    assert forgotten.json()["erased"]["drafts with mentions"] == 1
    shown = _do(nrr, home, "show", own, "--json").json()
    assert (shown["status"], shown["draft"]["steps"][1]["to"]) == ("edited", None)
    assert "Ann" not in str(shown)
    assert "were taken out" in _do(nrr, home, "history", own).out


def test_a_question_that_is_said_with_no_words_goes_and_a_message_does_not(nrr: Nrr, home: Path) -> None:
    own = _keep(nrr, home)
    asked = {one["name"] for one in _do(nrr, home, "show", own, "--json").json()["parts"]}
    assert "questions 2" in asked
    _do(nrr, home, "edit", own, "--part", "questions 1", "--text", "")
    left = {one["name"] for one in _do(nrr, home, "show", own, "--json").json()["parts"]}
    assert len(left) == len(asked) - 1
    refused = nrr("drafts", "edit", own, "--part", "step 2 message", "--text", "", "-w", home)
    assert refused.code == 1
    assert "step 2 message" in refused.err
