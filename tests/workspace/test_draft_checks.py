"""A draft is held against the whole book: its own facts, everybody else's names and words, and what is released."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from foundation.clock import SystemClock
from foundation.errors import SettingsError
from playbooks.draft_parts import rewritten
from playbooks.drafting import PlayDraft
from synthesis.themes import ThemeKind
from tests.ask_world import build_world
from workspace.draft_checks import checked
from workspace.edit_recording import Editor
from workspace.own_files import plays_of
from workspace.play_drafts import drafted
from workspace.theme_edits import resolve
from workspace.tools.session import Session
from workspace.workspace import Workspace, open_workspace


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_world(tmp_path_factory.mktemp("checks"))


@pytest.fixture(scope="module")
def session(world: Path) -> Session:
    return Session(open_workspace(world))


def _draft(session: Session, play: str = "detractor follow-up", account: str = "A1") -> PlayDraft:
    draft = drafted(session, account, play)
    assert draft is not None
    return draft


def _with(draft: PlayDraft, line: str) -> PlayDraft:
    at, body = next((at, one.body) for at, one in enumerate(draft.steps, start=1) if one.kind == "email")
    blocks = body.split("\n\n")
    return rewritten(draft, {f"step {at} message": "\n\n".join((*blocks[:-1], line, blocks[-1]))})


def _rules(session: Session, line: str) -> set[str]:
    return {one.rule for one in checked(session, _with(_draft(session), line))}


def test_every_play_of_every_account_passes(session: Session) -> None:
    for account in ("A1", "B1", "C1", "D1", "E1", "G1"):
        for name in plays_of(session.workspace):
            if (name == "win-back") == (account == "G1"):
                assert checked(session, _draft(session, name, account)) == ()


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("Birch Labs had it too.", "foreign"),
        ("Dogwood had it too.", "foreign"),
        ("At birch labs it works.", "foreign"),
        ("We love how quick the export of reports is on our side.", "foreign"),
        ("You wrote: “We love how quick the export of reports is”.", "quote"),
        ("You pay us $6,000 a year.", "number"),
        ("It renews on 21 December 2026.", "date"),
    ],
)
def test_what_is_another_account_s_or_nobody_s_is_refused(session: Session, line: str, rule: str) -> None:
    assert rule in _rules(session, line)


def test_what_is_its_own_passes(session: Session) -> None:
    assert _rules(session, "You pay us $60,000 a year, and we have until 20 December 2026.") == set()
    assert _rules(session, "I would be glad to hear from you, and Alder Works matters to us.") == set()


def test_a_theme_that_a_person_resolved_and_the_team_s_file_are_released(tmp_path: Path) -> None:
    home = open_workspace(build_world(tmp_path))
    assert "release" in _rules(Session(home), "We have fixed the export of reports.")
    theme = _complaint(home, "export")
    resolve(Editor(home, SystemClock()), theme, date(2026, 10, 20))
    label = next(one.theme.label for one in Session(home).run().themes if one.theme.id == theme)
    assert _rules(Session(home), f"We have fixed this: {label}.") == set()
    assert "release" in _rules(Session(home), "The password vault has been released.")
    facts = home.root / "facts.toml"
    facts.write_text(
        '[[fact]]\ntext = "The password vault is released"\ndate = 2026-10-03\n', encoding="utf-8"
    )
    assert _rules(Session(home), "The password vault has been released on 3 October 2026.") == set()
    facts.write_text('[[fact]]\ntext = "The vault"\n', encoding="utf-8")
    with pytest.raises(SettingsError, match="fact 1, date"):
        checked(Session(home), _draft(Session(home)))


def _complaint(home: Workspace, word: str) -> str:
    themes = Session(home).run().themes
    return next(
        one.theme.id
        for one in themes
        if word in one.theme.label.casefold() and one.theme.kind is ThemeKind.COMPLAINT
    )


def test_a_play_of_another_file_is_known_by_its_words(session: Session) -> None:
    line = "Would a quarter of a year suit you, or 17 weeks?"
    draft = _with(_draft(session), line)
    assert {one.rule for one in checked(session, draft)} == {"number"}
    assert checked(session, draft, own=(line,)) == ()


def test_an_account_that_is_not_in_the_book_ends_in_a_line(session: Session) -> None:
    from dataclasses import replace

    with pytest.raises(SettingsError):
        checked(session, replace(_draft(session), account="nobody"))
