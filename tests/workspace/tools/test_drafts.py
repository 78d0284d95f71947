"""Drafts of plays: facts and words of the account alone, shown to the user and kept from the model."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from assistant.notebook import Notebook
from assistant.tools import Scope, Toolbox, ToolResult
from cli.draft_text import draft_shape, draft_text
from foundation.errors import EvidenceError, NrrError, SettingsError, ToolFault
from playbooks.play_library import library
from prompts.chat import ToolCall
from tests.ask_world import build_world
from workspace.assistant_tools import assistant_toolbox, drafting_tools, open_session, read_only_tools
from workspace.tools.session import Session
from workspace.workspace import open_workspace

_OTHERS = ("Birch", "Cedar", "Dogwood", "Elder", "Gorse")


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Session:
    return open_session(open_workspace(build_world(tmp_path_factory.mktemp("drafts"))))


def _draft(
    session: Session, tool: str = "draft_playbook", scope: Scope | None = None, **asked: str
) -> ToolResult:
    return assistant_toolbox(session, scope).call(ToolCall("1", tool, json.dumps(asked)))


def _held(folder: Path) -> dict[Path, bytes]:
    """All files with what they hold; SQLite's memory of its readers is none of it."""
    return {
        path: path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.endswith("-shm")
    }


def test_a_play_is_drafted_from_the_account_s_own_facts_and_words(session: Session) -> None:
    found = _draft(session, account="Alder Works", play="save talk")
    draft = found.draft
    assert draft is not None
    assert (draft.account, draft.play) == ("A1", "save talk")
    assert (session.day, draft.steps[0].day) == (
        date(2026, 10, 31),
        date(2026, 11, 2),
    )  # of a Saturday, Monday
    body = next(one.body for one in draft.steps if one.body)
    stored = [one.text for one in session.by_account["A1"]]
    quotes = [part.partition("”")[0] for part in body.split("“")[1:]]
    assert quotes
    assert all(any(quote in text for text in stored) for quote in quotes)
    assert {one.account for one in found.evidence} == {"A1"}
    assert not any(
        "{" in text
        for one in draft_shape(draft)["steps"]
        for text in (one["do"], one["subject"], one["body"])
    )
    assert not any(other in draft_text(draft, 80) for other in _OTHERS)
    assert draft.situation[0].startswith("Alder Works pays $60,000 a year and renews in")
    assert max(map(len, draft_text(draft, 80).splitlines())) <= 80


@pytest.mark.parametrize("name", sorted(set(library()) - {"win-back"}))
def test_every_play_can_be_drafted_for_an_account_of_which_little_is_known(
    session: Session, name: str
) -> None:
    draft = _draft(session, account="E1", play=name).draft
    assert draft is not None
    assert all("{" not in one.body and "{" not in one.subject for one in draft.steps)
    assert any(one.body for one in draft.steps)


def test_a_message_alone_holds_no_inner_asks(session: Session) -> None:
    draft = _draft(session, "draft_message", account="A1", play="detractor follow-up").draft
    assert draft is not None
    assert (len(draft.steps), draft.asks, draft.questions) == (1, (), ())


def test_the_model_is_told_of_a_draft_and_not_given_it(session: Session) -> None:
    found = _draft(session, account="A1", play="executive save")
    notebook = Notebook()
    told = notebook.take("draft_playbook", found)
    assert "draft, nothing is sent" in told
    assert "Best regards" not in told
    assert notebook.drafts == (found.draft,)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({}, "for one account"),
        ({"account": "Alder Works", "play": "win-back"}, "has not left"),
        ({"account": "Gorse Rail", "play": "executive save"}, "has left"),
        ({"account": "Alder Works", "play": "detractor folow-up"}, "there is no play"),
        ({"account": "Aldr Works"}, "Alder Works"),
    ],
)
def test_what_does_not_fit_is_refused_with_the_reason(
    session: Session, asked: dict[str, str], said: str
) -> None:
    with pytest.raises(NrrError) as raised:
        assistant_toolbox(session).call(ToolCall("1", "draft_playbook", json.dumps(asked)))
    assert isinstance(raised.value, ToolFault | SettingsError)
    assert said in str(raised.value) + raised.value.hint


def test_a_play_that_nothing_calls_for_says_so(session: Session) -> None:
    draft = _draft(session, account="Elder & Sons", play="price and packaging").draft
    assert draft is not None
    assert draft.warnings == ("nothing in its state calls for this play now",)
    assert "Mind: nothing in its state calls" in draft_text(draft, 80)


def test_who_left_is_won_back(session: Session) -> None:
    draft = _draft(session, account="Gorse Rail").draft
    assert draft is not None
    assert draft.play == "win-back"
    assert "left on 1 September 2026" in " ".join(draft.situation)


def test_a_conversation_about_one_account_drafts_for_no_other(session: Session) -> None:
    with pytest.raises(ToolFault):
        _draft(session, scope=Scope(account="A1", account_name="Alder Works"), account="Birch Labs")
    foreign = _draft(session, account="Birch Labs", play="executive save")
    box = Toolbox([*drafting_tools(session)], Scope(account="A1"))
    with pytest.raises(EvidenceError):
        box._in_scope(foreign)  # a tool that does not keep to its scope


def test_drafting_writes_nothing(session: Session) -> None:
    folder = Path(session.workspace.root)
    before = _held(folder)
    _draft(session, account="A1", play="executive save")
    assert _held(folder) == before
    assert len(read_only_tools(session)) == 11
