"""Questions that are kept with their answers: redacted, in order, and gone with the words that they may hold."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant.events import AskEvent, ToolEnded, ToolStarted, Writing
from foundation.clock import FixedClock
from foundation.errors import NrrError
from foundation.keys import Keys
from foundation.months import Month
from tests.ask_world import EXPORT
from tests.assistant.asking import KEY
from tests.assistant.openai_server import MODEL, Raw, Said, serving
from tests.conftest import Ran
from workspace.ask import AskRequest, Telling, ask
from workspace.ask import Said as SaidBefore
from workspace.ask_room import ask_room
from workspace.asked import Turn, ask_and_keep, forget_turns, turns
from workspace.models import Around
from workspace.store import asked_turns
from workspace.workspace import Workspace, open_workspace

NOW = FixedClock(datetime(2026, 11, 2, 9, 0, tzinfo=UTC))
AROUND = Around(Keys({"MODEL_KEY": KEY}, lambda _name: None), NOW)
NAMES = ("A1", "B1", "C1", "D1")
SAY = "What do customers say about the export?"


class Enough(NrrError):
    """The person who asked wants no answer any more."""


@pytest.fixture
def workspace(asked_world: Path, tmp_path: Path) -> Workspace:
    shutil.copytree(asked_world, tmp_path / "w")
    return open_workspace(tmp_path / "w")


def _keep(workspace: Workspace, text: str = SAY, **fields: object) -> Turn:
    return ask_and_keep(workspace, AskRequest(text, **fields), around=AROUND)  # type: ignore[arg-type]


def _with_model(workspace: Workspace, url: str) -> Workspace:
    with (workspace.root / "nrr.toml").open("a", encoding="utf-8") as file:
        file.write(
            f'\n[model]\nbase_url = "{url}"\nname = "{MODEL}"\napi_key_env = "MODEL_KEY"\nmonthly_cap = 3.0\n'
            f'[model.prices."{MODEL}"]\nprompt = 10.0\ncompletion = 30.0\n'
        )
    return open_workspace(workspace.root)


def test_a_turn_comes_back_as_it_was_answered(workspace: Workspace) -> None:
    first = _keep(workspace)
    second = _keep(
        workspace, "Draft the play that is due for Alder Works", account="A1", month=Month(2026, 10)
    )
    assert [one.number for one in turns(workspace)] == [2, 1]
    assert turns(workspace) == (second, first)
    assert first.answer.citations
    assert second.month == Month(2026, 10)


def test_what_is_personal_in_a_question_is_not_kept(workspace: Workspace) -> None:
    turn = _keep(workspace, "What does ann@alder.example say about the export?")
    raw = b"".join(path.read_bytes() for path in workspace.store_path.parent.glob("*"))
    assert "ann@alder.example" not in turn.question + turn.answer.question
    assert b"What does ann@alder.example" not in raw


def test_the_newest_are_kept(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asked_turns, "MOST", 2)
    for text in ("Who renews next?", "What is our NRR?", "Which accounts went quiet?"):
        _keep(workspace, text)
    assert [one.question for one in turns(workspace)] == ["Which accounts went quiet?", "What is our NRR?"]


def test_one_is_deleted_or_all(workspace: Workspace) -> None:
    for text in ("Who renews next?", "What is our NRR?", SAY):
        _keep(workspace, text)
    assert forget_turns(workspace, (2,)) == 1
    assert [one.number for one in turns(workspace)] == [3, 1]
    assert forget_turns(workspace) == 2
    assert turns(workspace) == ()


def test_forgetting_anybody_deletes_what_was_asked(workspace: Workspace, nrr: Callable[..., Ran]) -> None:
    _keep(workspace)
    ran = nrr("forget", "--account", "D1", "--yes", "-w", workspace.root)
    assert ran.code == 0, ran.err
    assert turns(workspace) == ()


def test_an_import_that_changes_what_is_cited_deletes_the_answer(
    workspace: Workspace, nrr: Callable[..., Ran], tmp_path: Path
) -> None:
    cites, about = _keep(workspace), _keep(workspace, "What is our NRR?")
    assert cites.answer.citations
    assert not about.answer.citations
    changed = tmp_path / "tickets.csv"
    said = EXPORT.format("Monday") + " And we wait for an answer."
    rows = [f'x{at},2026-10-{at + 1:02d},{NAMES[at % 4]},"{said}"' for at in range(7)]
    changed.write_text("id,date,account,text\n" + "\n".join(rows) + "\n", encoding="utf-8")
    assert nrr("import", "tickets", changed, "-w", workspace.root).code == 0
    assert cites not in turns(workspace)


def test_the_command_line_has_the_history(workspace: Workspace, nrr: Callable[..., Ran]) -> None:
    turn = _keep(workspace)
    listed = nrr("asked", "-w", workspace.root)
    assert f"#{turn.number}" in listed.out
    assert SAY in listed.out
    assert turn.answer.citations[0].evidence.item in nrr("asked", "#1", "-w", workspace.root).out
    assert nrr("asked", "--json", "-w", workspace.root).json()[0]["question"] == SAY
    assert nrr("asked", "9", "-w", workspace.root).code == 1
    assert nrr("asked", "--delete", "-w", workspace.root).code == 0
    assert "Nothing was asked yet" in nrr("asked", "-w", workspace.root).out


def test_tools_are_told_without_a_model_too(workspace: Workspace) -> None:
    events: list[AskEvent] = []
    ask(workspace, AskRequest(SAY), Telling(events.append), AROUND)
    assert isinstance(events[0], ToolStarted)
    assert isinstance(events[1], ToolEnded)
    assert events[1].found > 0


def test_a_month_is_meant_where_none_is_named(workspace: Workspace) -> None:
    before = Month(2026, 9)
    asked = ask(workspace, AskRequest("What is our NRR?", month=before), around=AROUND)
    named = ask(workspace, AskRequest("What is our NRR in October 2026?", month=before), around=AROUND)
    assert {one.source.partition(":")[2] for one in asked.figures if one.source.startswith("nrr:")} == {
        "2026-09"
    }
    assert {one.source.partition(":")[2] for one in named.figures if one.source.startswith("nrr:")} == {
        "2026-10"
    }


def test_a_model_hears_what_was_said_before_and_the_month(workspace: Workspace) -> None:
    said = Said(json.dumps({"in_data": True, "paragraphs": [[{"text": "Alder Works.", "cites": []}]]}))
    with serving(said) as running:
        request = AskRequest(
            "And what of Birch Labs?",
            month=Month(2026, 10),
            said=(SaidBefore("How is Alder Works?", "Alder Works is well."),),
        )
        ask(_with_model(workspace, running.url), request, around=AROUND)
        sent = json.dumps(running.bodies[0])
    assert "How is Alder Works?" in sent
    assert "Alder Works is well." in sent
    assert "October 2026" in sent


def test_a_question_is_stopped_in_the_middle_of_an_answer(workspace: Workspace) -> None:
    begun = json.dumps({"choices": [{"index": 0, "delta": {"content": "x" * 200}}]})
    slow = Raw([f"data: {begun}\n\n".encode(), 20.0], kind="text/event-stream", length=None)
    written: list[Writing] = []

    def heard(event: AskEvent) -> None:
        if isinstance(event, Writing):
            written.append(event)

    def go_on() -> None:
        if written:
            raise Enough("enough")

    with serving(slow) as running:
        held = _with_model(workspace, running.url)
        with pytest.raises(Enough):
            ask_and_keep(held, AskRequest(SAY), Telling(heard, go_on=go_on), AROUND)
        assert turns(held) == ()
        model = ask_room(held, NOW).model
    assert model is not None
    assert model.spent > 0  # an answer that had begun was paid for
    assert model.cap == 3.0


def test_the_room_says_what_can_be_asked_about(workspace: Workspace) -> None:
    room = ask_room(workspace, NOW)
    assert room.model is None
    assert room.accounts["A1"] == "Alder Works"
    assert room.months[0] == Month(2026, 10)
    assert len(room.themes) >= 2
    assert not room.is_empty
