"""Drafts as a team gets them, to the letter: ten plays, ten win-backs and ten notes that close a loop, on the demo.

``UPDATE_GOLDEN=1 python -m pytest tests/playbooks/test_golden_drafts.py`` writes the files anew; read them before you
accept them. No account stands here whose draft would hold a risk that was learned.
"""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from cli.draft_text import draft_text
from playbooks.account_brief import AccountBrief, BriefMended
from playbooks.drafting import PlayDraft, draft_play
from playbooks.guardrails.checking import findings_of
from playbooks.guardrails.sheet import sheet_of
from playbooks.play_library import library
from playbooks.quote_choice import stems_of
from playbooks.sentences import quotable
from tests.conftest import CLOCK
from workspace.brief import brief_of
from workspace.draft_checks import checked
from workspace.play_drafts import drafted
from workspace.tools.session import Session
from workspace.winback import WIN_BACK
from workspace.workspace import find_workspace

GOLDEN = Path(__file__).parent / "golden" / "drafts"
_WIDTH = 100
_PLAYS = {
    "adoption rescue": "TF-0066",
    "advocacy": "TF-0183",
    "detractor follow-up": "TF-0161",
    "executive save": "TF-0038",
    "expansion": "TF-0029",
    "feature gap": "TF-0039",
    "price and packaging": "TF-0073",
    "reach out": "TF-0085",
    "renewal talk": "TF-0160",
    "stalled onboarding": "TF-0092",
}
_LEFT = (
    *("TF-0003", "TF-0011", "TF-0024", "TF-0025", "TF-0033"),
    *("TF-0070", "TF-0095", "TF-0112", "TF-0155", "TF-0188"),
)
_TOLD = (
    *("TF-0010", "TF-0036", "TF-0045", "TF-0047", "TF-0051"),
    *("TF-0059", "TF-0085", "TF-0120", "TF-0162", "TF-0164"),
)
_MENDED = date(2026, 10, 26)


@pytest.fixture(scope="module")
def session(built_demo: Path) -> Session:
    """One session for every draft."""
    return Session(find_workspace(built_demo), CLOCK)


def _is_golden(name: str, draft: PlayDraft) -> None:
    text = draft_text(draft, _WIDTH) + "\n"
    assert "risk of leaving" not in text
    path = GOLDEN / f"{name.replace(' ', '_')}.md"
    if os.environ.get("UPDATE_GOLDEN"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    assert text == path.read_text("utf-8")


@pytest.mark.parametrize("play", _PLAYS)
def test_a_play_is_drafted_as_ever(session: Session, play: str) -> None:
    draft = drafted(session, _PLAYS[play], play)
    assert draft is not None
    assert checked(session, draft) == ()
    _is_golden(f"play {play} {draft.account}", draft)


@pytest.mark.parametrize("account", _LEFT)
def test_a_win_back_is_drafted_as_ever(session: Session, account: str) -> None:
    draft = drafted(session, account, WIN_BACK)
    assert draft is not None
    assert len([one for one in draft.steps if one.kind == "email"]) == 3
    assert checked(session, draft) == ()
    _is_golden(f"win-back {account}", draft)


@pytest.mark.parametrize("account", _TOLD)
def test_a_note_that_closes_a_loop_is_drafted_as_ever(session: Session, account: str) -> None:
    brief = _mended(brief_of(session, account))
    play = library()["close the loop"]
    draft = draft_play(play, brief, session.workspace.settings.company.name, session.day)
    sheet = sheet_of(brief, replace(session.draft_book.given(brief), play=play))
    assert findings_of(draft, sheet) == ()
    assert draft.unknown == ()
    _is_golden(f"loop {account}", draft)


def _mended(brief: AccountBrief) -> AccountBrief:
    """``brief`` with the first theme that it named itself, in words that can be quoted, as the one that was mended."""
    told = [
        (bool(stems_of(theme.label) & stems_of(" ".join(quotable(one.text)))), -at, theme, one)
        for at, theme in enumerate(brief.themes)
        for one in theme.quotes
        if quotable(one.text)
    ]
    _, _, theme, raised = max(told, key=lambda one: one[:2])
    return replace(brief, mended=BriefMended(theme.label, _MENDED, raised))
