"""Questions and briefs by a model at a real server: what it gets, what is kept of its words, what it costs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from assistant.wire.turn import Patience
from foundation.clock import FixedClock
from foundation.errors import BudgetExceeded, ModelError, SettingsError
from foundation.keys import Keys
from playbooks.account_brief import AccountBrief, BriefOpening
from reports.brief_markdown import brief_markdown
from tests.ask_world import build_world
from tests.assistant.asking import KEY
from tests.assistant.openai_server import MODEL, Said, Server, refusal, serving
from workspace.ask import AskRequest, Telling, ask
from workspace.assistant_tools import open_session
from workspace.brief import account_brief
from workspace.brief_prose import OpeningRequest, brief_opening
from workspace.models import Around
from workspace.workspace import Workspace, open_workspace

NOW = FixedClock(datetime(2026, 11, 2, 9, 0, tzinfo=UTC))
QUESTION = AskRequest("What do customers say about the export?")
QUOTE = "The export of reports to csv fails every"
LOOK = Said(calls=[("search_feedback", {"words": "export of reports fails", "account": "A1"})])


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_world(tmp_path_factory.mktemp("asked"))


@pytest.fixture
def around() -> Around:
    keys = Keys({"MODEL_KEY": KEY}, lambda _name: None)
    return Around(keys, NOW, Patience(first=0.01, longest=0.02))


@pytest.fixture(autouse=True)
def _own_model(home: Path) -> Iterator[None]:
    before = (home / "nrr.toml").read_text("utf-8")
    yield
    (home / "nrr.toml").write_text(before, "utf-8")


def _at(home: Path, running: Server, **model: Any) -> Workspace:
    values = {"base_url": running.url, "name": MODEL, "api_key_env": "MODEL_KEY"} | model
    lines = "\n".join(f"{key} = {json.dumps(value)}" for key, value in values.items())
    price = f'[model.prices."{MODEL}"]\nprompt = 10.0\ncompletion = 30.0\n'
    with (home / "nrr.toml").open("a", encoding="utf-8") as file:
        file.write(f"\n[model]\n{lines}\n{price}")
    return open_workspace(home)


def _answer(*sentences: tuple[str, list[int]], in_data: bool = True) -> Said:
    held = [[{"text": text, "cites": cites} for text, cites in sentences]]
    return Said(json.dumps({"in_data": in_data, "paragraphs": held}))


def test_an_answer_quotes_what_its_tools_found(home: Path, around: Around) -> None:
    noted: list[str] = []
    events: list[str] = []
    said = _answer((f"Alder Works says “{QUOTE}”.", [1]), ("They will leave in May 2031.", []))
    mended = _answer((f"Alder Works says “{QUOTE}”.", [1]))
    with serving(LOOK, said, mended) as running:
        workspace = _at(home, running)
        request = AskRequest("What does Alder Works say about the export?", account="Alder Works")
        telling = Telling(lambda event: events.append(type(event).__name__), noted.append)
        answer = ask(workspace, request, telling, around)
        assert running.calls == 3
        again = ask(workspace, request, telling, around)
        assert running.calls == 3  # answered from before
        sent = json.dumps(running.bodies)
    assert answer.text == f"Alder Works says “{QUOTE}” [1]."
    assert answer.model.startswith(MODEL)
    assert (answer.prompt, again.text, again.cost) == ("ask@2", answer.text, 0.0)
    assert answer.cost == pytest.approx(3 * (120 * 10 + 30 * 30) / 1e6)
    assert events.count("ToolStarted") == 2
    assert events.count("Repairing") == 2
    assert [QUOTE in one.evidence.text for one in answer.citations] == [True]
    assert {one.evidence.account for one in answer.citations} == {"A1"}
    assert len(noted) == 1  # said before the first time alone
    assert running.url in noted[0]
    assert KEY not in sent
    assert "Cedar" not in sent
    assert "Dogwood" not in sent


def test_where_nothing_of_a_model_s_answer_stands_it_is_answered_without(home: Path, around: Around) -> None:
    with serving(_answer(("All 95 accounts love the 2031 roadmap.", [7]))) as running:
        answer = ask(_at(home, running), QUESTION, around=around)
    assert answer.text.startswith("The model's answer did not pass its checks")
    assert answer.model.startswith(MODEL)
    assert answer.tokens > 0
    assert answer.citations
    assert "2031" not in answer.text


def test_the_model_is_not_asked_where_that_is_not_wished(home: Path, around: Around) -> None:
    with serving(_answer(("x", []))) as running:
        workspace = _at(home, running)
        answer = ask(workspace, AskRequest(QUESTION.text, use_model=False), around=around)
        assert (running.calls, answer.model, bool(answer.citations)) == (0, "", True)


def test_a_service_that_is_down_is_one_error(home: Path, around: Around) -> None:
    with serving(refusal(500, "out of order")) as running:
        workspace = _at(home, running, retries=0)
        with pytest.raises(ModelError) as raised:
            ask(workspace, QUESTION, around=around)
    assert raised.value.exit_code == 4
    assert "\n" not in raised.value.what


def test_a_budget_that_does_not_reach_makes_no_call(home: Path, around: Around) -> None:
    with serving(_answer(("x", []))) as running:
        workspace = _at(home, running)
        with pytest.raises(BudgetExceeded):
            ask(workspace, AskRequest(QUESTION.text, budget=0.000001), around=around)
        assert running.calls == 0


@pytest.mark.parametrize("text", ["", "  ?! ", "x" * 100_000])
def test_what_is_no_question_costs_nothing(home: Path, around: Around, text: str) -> None:
    with serving(_answer(("x", []))) as running:
        with pytest.raises(SettingsError):
            ask(_at(home, running), AskRequest(text), around=around)
        assert running.calls == 0


def test_a_brief_s_facts_are_the_same_with_a_model(home: Path, around: Around) -> None:
    plain = account_brief(open_workspace(home), "Alder Works", NOW)
    assert plain.arr is not None
    stands = f"Alder Works pays ${plain.arr:,.0f} of ARR."
    said = _answer(
        (stands, []), ("It is delighted with the new roadmap.", []), ("Cedar House pays more.", [])
    )
    with serving(said) as running:
        workspace = _at(home, running)
        opening = brief_opening(open_session(workspace, NOW), OpeningRequest("A1"), around=around)
        with_model = account_brief(workspace, "Alder Works", NOW)
        sent = json.dumps(running.bodies)
    assert opening is not None
    assert opening.paragraphs[0].startswith(stands)
    assert "Cedar" not in str(opening)
    assert brief_markdown(with_model, opening).replace(_in_short(opening, with_model), "") == brief_markdown(
        plain
    )
    assert asdict(with_model) == asdict(plain)
    assert not {"Cedar", "Birch", "Dogwood"} & set(sent.replace("\\n", " ").split())


def _in_short(opening: BriefOpening, brief: AccountBrief) -> str:
    """The section that the opening adds to the page."""
    page = brief_markdown(brief, opening)
    start = page.index("## In short")
    return page[start : page.index("## ", start + 3)]


def test_an_opening_of_which_nothing_stands_is_none(home: Path, around: Around) -> None:
    with serving(_answer(("All is well with everybody everywhere.", []))) as running:
        assert (
            brief_opening(open_session(_at(home, running), NOW), OpeningRequest("A1"), around=around) is None
        )
        assert running.calls == 2


def test_without_a_model_there_is_no_opening(home: Path, around: Around) -> None:
    assert brief_opening(open_session(open_workspace(home), NOW), OpeningRequest("A1"), around=around) is None


def test_an_answer_of_no_form_is_asked_for_twice_answered_without_and_not_kept(
    home: Path, around: Around
) -> None:
    with serving(Said('{"in_data": true, "paragraphs": [[{"text": "cut')) as running:
        workspace = _at(home, running)
        answer = ask(workspace, QUESTION, around=around)
        assert running.calls == 2
        assert answer.text.startswith("The model's answer was not in the form asked for")
        assert answer.citations
        ask(workspace, QUESTION, around=around)
        assert running.calls == 4
