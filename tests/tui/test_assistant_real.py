"""The assistant on a real workspace: without a model, and with a real server that answers, hangs and breaks off."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.assistant.openai_server import MODEL, Raw, Said, Step, chunk, event, serving
from tests.tui.reading import shown, wait_for
from tui import going
from tui.app import NrrApp
from tui.desk import Desk
from tui.screens.explain import ExplainScreen
from tui.screens.item import ItemScreen
from tui.widgets.figure_line import FigureLine
from tui.widgets.question_input import QuestionInput
from workspace.asked import turns
from workspace.workspace import open_workspace

QUOTE = "The export of reports to csv fails every"
LOOK = Said(calls=[("search_feedback", {"words": "export of reports fails", "account": "A1"})])
ANSWER = Said(
    json.dumps({"in_data": True, "paragraphs": [[{"text": f"Alder Works says “{QUOTE}”.", "cites": [1]}]]})
)
BEGUN = event(chunk({"content": '{"in_data": true, "paragraphs": [[{"text": "Alder'}))


@pytest.fixture
def home(asked_world: Path, tmp_path: Path) -> Path:
    shutil.copytree(asked_world, tmp_path / "w")
    return tmp_path / "w"


def with_model(home: Path, url: str, settings: str = "") -> Path:
    with (home / "nrr.toml").open("a", encoding="utf-8") as file:
        price = f'[model.prices."{MODEL}"]\nprompt = 10.0\ncompletion = 30.0\n'
        file.write(f'\n[model]\nbase_url = "{url}"\nname = "{MODEL}"\nretries = 0\n{settings}{price}')
    return home


async def enter(pilot: Pilot[None], question: str) -> None:
    await pilot.press("6")
    await wait_for(pilot, lambda: "Alder Works" in shown(pilot.app), 20)
    pilot.app.screen.query_one(QuestionInput).focus().value = question
    await pilot.press("enter")


async def test_without_a_model_it_answers_with_evidence_and_remembers(home: Path) -> None:
    app = NrrApp(Desk(home))
    async with app.run_test(size=(140, 45), notifications=True) as pilot:
        await enter(pilot, "What do customers say about the export?")
        await wait_for(pilot, lambda: "Answered by rules" in shown(app), 60)
        assert "✓ search feedback" in shown(app)
        await pilot.press("escape", "n", "enter")
        await wait_for(pilot, lambda: isinstance(app.screen, ItemScreen) and "Customer" in shown(app), 20)
        assert "export of reports" in shown(app)
    (kept,) = turns(open_workspace(home))
    again = NrrApp(Desk(home))
    async with again.run_test(size=(140, 45), notifications=True) as pilot:
        await pilot.press("6")
        await wait_for(pilot, lambda: kept.question[:26] in shown(again), 20)


async def test_a_figure_opens_what_it_is_made_of(home: Path) -> None:
    app = NrrApp(Desk(home))
    async with app.run_test(size=(140, 45), notifications=True) as pilot:
        await enter(pilot, "What is our NRR?")
        await wait_for(pilot, lambda: "Answered by rules" in shown(app), 60)
        app.screen.query(FigureLine).first().focus()
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, ExplainScreen) and "2026-10" in shown(app), 20)
        await pilot.press("escape")
        await wait_for(pilot, lambda: "Answered by rules" in shown(app))


async def test_an_account_and_a_theme_are_asked_about_from_their_pages(home: Path) -> None:
    app = NrrApp(Desk(home))
    async with app.run_test(size=(140, 45), notifications=True) as pilot:
        await pilot.pause()
        app.post_message(going.OpenAccount("A1"))
        await wait_for(pilot, lambda: "Alder Works" in shown(app), 20)
        await pilot.press("a")
        await wait_for(pilot, lambda: "about  account Alder Works" in shown(app), 20)
        await pilot.press("escape", "2")
        await wait_for(pilot, lambda: "Login page" in shown(app), 20)
        await pilot.press("A")
        await wait_for(pilot, lambda: "month October 2026" in shown(app), 20)
        assert "theme " in shown(app)


async def test_a_model_s_answer_is_told_as_it_comes_with_its_tools_and_its_cost(home: Path) -> None:
    with serving(LOOK, ANSWER) as running:
        app = NrrApp(Desk(with_model(home, running.url)))
        async with app.run_test(size=(140, 45), notifications=True) as pilot:
            await enter(pilot, "What does Alder Works say about the export?")
            await wait_for(pilot, lambda: "Answered by test-model" in shown(app), 60)
            screen = shown(app)
            assert "✓ search feedback" in screen
            assert f"“{QUOTE}”. [1]" in screen
            assert "on this machine" in screen
            assert "go to test-model" in screen  # where words go, said the first time
            await wait_for(pilot, lambda: "$0.0042 since the app was opened" in shown(app), 20)


@pytest.mark.parametrize(
    "step",
    [
        Raw([BEGUN, 0.2], kind="text/event-stream", length=None, reset=True),
        Raw([BEGUN], kind="text/event-stream", length=None),
    ],
)
async def test_a_model_cut_off_in_the_middle_is_said_and_rules_answer_after_a_key(
    home: Path, step: Step
) -> None:
    with serving(step) as running:
        app = NrrApp(Desk(with_model(home, running.url)))
        async with app.run_test(size=(140, 45), notifications=True) as pilot:
            await enter(pilot, "What do customers say about the export?")
            await wait_for(pilot, lambda: "No answer:" in shown(app), 60)
            assert app.screen.query_one(QuestionInput).value == "What do customers say about the export?"
            await pilot.press("f5", "enter")
            await wait_for(pilot, lambda: "Answered by rules" in shown(app), 60)
    assert len(turns(open_workspace(home))) == 1


async def test_esc_stops_a_model_that_hangs(home: Path) -> None:
    hanging = Raw([BEGUN, 30.0], kind="text/event-stream", length=None)
    with serving(hanging) as running:
        app = NrrApp(Desk(with_model(home, running.url)))
        async with app.run_test(size=(80, 24), notifications=True) as pilot:
            await enter(pilot, "What do customers say about the export?")
            await wait_for(pilot, lambda: running.calls == 1, 60)
            await pilot.press("escape")
            await wait_for(pilot, lambda: "Stopped." in shown(app))
            await pilot.press("escape", "1")
            await wait_for(pilot, lambda: app.current_mode == "home")
    assert turns(open_workspace(home)) == ()
