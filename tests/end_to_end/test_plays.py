"""``nrr plays`` and ``nrr playbook``: due with a reason, drafted from facts, refused in a line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from shutil import copytree

import pytest

from tests.conftest import Ran
from tests.end_to_end.figures_of import opens

Nrr = Callable[..., Ran]

OWN = """\
name = "{name}"
audience = "All"
goal = "Hear from them."
measure = "They have answered."
measure_days = 14
leave = "They have written."
[[step]]
day = 0
do = "Write."
[step.message]
kind = "email"
subject = "A question to {{account}}"
blocks = ["You wrote: “{{quote}}”.", "{{unused}} lie unused.", "{{owner}}, {{company}}"]
"""


def test_what_is_due_names_who_why_and_when(nrr: Nrr, asked_world: Path) -> None:
    found = nrr("plays", "due", "--json", "-w", asked_world).json()
    assert found["count"] == len(found["plays"]) > 0
    urgent = [one["urgent"] for one in found["plays"]]
    assert urgent == sorted(urgent, reverse=True)
    names = {one["name"] for one in nrr("plays", "library", "--json", "-w", asked_world).json()["plays"]}
    for one in found["plays"]:
        assert one["why"]
        assert one["due"] >= found["date"]
        assert one["in_library"] is (one["play"] in names) is True
        opens(
            nrr("explain", one["figures"]["arr"], "--json", "-w", asked_world),
            one["figures"]["arr"],
            one["arr"],
        )
    cedar = [one for one in found["plays"] if one["account"] == "C1"]
    assert any("renews in 15 days" in " ".join((one["why"], *one["then"])) for one in cedar)
    said = nrr("plays", "due", "--limit", "1", "-w", asked_world).out
    assert f"and {found['count'] - 1} plays more" in said


def test_what_is_due_is_narrowed_by_account_and_owner(nrr: Nrr, asked_world: Path) -> None:
    whole = nrr("plays", "due", "--json", "-w", asked_world).json()["plays"]
    own = nrr("plays", "due", "--account", "Cedar House", "--json", "-w", asked_world).json()["plays"]
    assert own == [one for one in whole if one["account"] == "C1"]
    owner = whole[0]["owner"]
    his = nrr("plays", "due", "--owner", owner.lower(), "--json", "-w", asked_world).json()["plays"]
    assert his == [one for one in whole if one["owner"] == owner]
    refused = nrr("plays", "due", "--owner", "Nobody", "-w", asked_world)
    assert (refused.code, refused.out) == (1, "")
    assert owner in refused.err


def test_the_due_play_is_drafted(nrr: Nrr, asked_world: Path) -> None:
    due = nrr("plays", "due", "--account", "C1", "--json", "-w", asked_world).json()["plays"][0]["play"]
    draft = nrr("playbook", "Cedar House", "--json", "-w", asked_world).json()
    assert (draft["play"], draft["account"], draft["status"], draft["warnings"]) == (due, "C1", "draft", [])
    said = nrr("playbook", "Cedar House", "-w", asked_world)
    assert "(nothing is sent)" in said.out
    assert "{" not in said.out


def test_a_team_s_own_plays_hold_in_its_workspace(nrr: Nrr, asked_world: Path, tmp_path: Path) -> None:
    home = Path(copytree(asked_world, tmp_path / "w"))
    (home / "plays").mkdir()
    (home / "plays" / "check.toml").write_text(OWN.format(name="check in"), encoding="utf-8")
    (home / "plays" / "off.toml").write_text('name = "advocacy"\noff = true\n', encoding="utf-8")
    listed = nrr("plays", "library", "-w", home).out
    assert "plays/check.toml" in listed
    assert "advocacy" not in listed
    assert "You wrote: “{quote}”." in nrr("plays", "library", "check in", "-w", home).out
    draft = nrr("playbook", "C1", "--play", "Check in", "--json", "-w", home).json()
    body = draft["steps"][0]["body"]
    assert body.startswith("You wrote: “The export of reports to csv fails")
    assert "unused" not in body
    assert draft["unknown"] == ["company", "unused"]  # "My company" is no name
    assert draft["steps"][0]["subject"] == "A question to Cedar House"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("playbook", "Ceder House"), "Cedar House (C1)"),
        (("playbook", "C1", "--play", "win-bak"), "win-back"),
        (("playbook", "C1", "--play", "win-back"), "has not left"),
        (("playbook", "Gorse Rail", "--play", "save talk"), "has left"),
        (("plays", "library", "xyz"), "there is no play 'xyz'"),
    ],
)
def test_what_cannot_be_is_one_line(
    nrr: Nrr, asked_world: Path, arguments: tuple[str, ...], said: str
) -> None:
    ran = nrr(*arguments, "-w", asked_world)
    assert (ran.code, ran.out, ran.err.count("\n")) == (1, "", 1)
    assert said in ran.err


def test_a_play_file_with_a_typo_stops_the_library_with_its_place(
    nrr: Nrr, asked_world: Path, tmp_path: Path
) -> None:
    home = Path(copytree(asked_world, tmp_path / "w"))
    (home / "plays").mkdir()
    (home / "plays" / "bad.toml").write_text(
        OWN.format(name="x").replace("{quote}", "{qoute}"), encoding="utf-8"
    )
    ran = nrr("plays", "library", "-w", home)
    assert (ran.code, ran.err.count("\n")) == (1, 1)
    assert "there is no fact {qoute}" in ran.err
    assert "plays/bad.toml" in ran.err


def test_messages_are_written_in_the_language_that_is_asked_for(
    nrr: Nrr, asked_world: Path, tmp_path: Path
) -> None:
    home = Path(copytree(asked_world, tmp_path / "w"))
    german = nrr("playbook", "C1", "--play", "save talk", "--language", "de", "--json", "-w", home).json()
    english = nrr("playbook", "C1", "--play", "save talk", "--json", "-w", home).json()
    written = next(one for one in german["steps"] if one["kind"])
    assert written["body"].startswith("Guten Tag")
    assert "hat Ihr Team uns gesagt: „" in written["body"]
    assert german["quotes"] == english["quotes"]
    assert german["goal"] == english["goal"]
    assert not [one for one in german["warnings"] if "written in German" in one]

    (home / "plays").mkdir()
    (home / "plays" / "check.toml").write_text(OWN.format(name="check in"), encoding="utf-8")
    own = nrr("playbook", "C1", "--play", "check in", "--language", "fr", "--json", "-w", home).json()
    assert own["warnings"][0] == "'check in' is not written in French: its messages are in English"
    assert own["steps"][0]["body"].startswith("You wrote")
    assert nrr("playbook", "C1", "--language", "it", "-w", home).code == 2


def test_each_sign_that_is_due_opens_by_what_it_names(nrr: Nrr, asked_world: Path) -> None:
    found = nrr("plays", "due", "--json", "-w", asked_world).json()
    items = {one for play in found["plays"] for sign in play["signs"] for one in sign["items"]}
    assert items
    for one in sorted(items)[:3]:
        shown = nrr("explain", one, "--json", "-w", asked_world).json()
        assert (shown["item"], bool(shown["parts"])) == (one, True)
        assert shown["parts"][0]["text"][:20] in nrr("explain", one, "-w", asked_world).out
    unknown = nrr("explain", "0" * 16, "-w", asked_world)
    assert (unknown.code, unknown.err.count("\n")) == (1, 1)
    assert "there is no feedback item" in unknown.err


def test_without_any_revenue_those_that_have_not_left_are_looked_after(nrr: Nrr, tmp_path: Path) -> None:
    home = tmp_path / "w"
    nrr("init", home)
    accounts = (
        "id,name,domains,status,churned\n"
        "A,Alder,alder.example,past due,\n"
        "B,Birch,birch.example,past due,2026-01-05\n"
    )
    answers = (
        "id,email,date,score,comment\nR1,ann@alder.example,2026-10-20,0,The export stops every morning.\n"
    )
    for kind, text in (("accounts", accounts), ("nps", answers)):
        (tmp_path / f"{kind}.csv").write_text(text, encoding="utf-8")
        assert nrr("import", kind, tmp_path / f"{kind}.csv", "-w", home).code == 0
    found = nrr("plays", "due", "--json", "-w", home).json()["plays"]
    assert {(one["account"], one["play"]) for one in found} == {
        ("A", "payment recovery"),
        ("A", "detractor follow-up"),
    }
    assert all(one["arr"] is None and one["figures"] == {} for one in found)
    assert all(sign["figures"] == [] for one in found for sign in one["signs"])
