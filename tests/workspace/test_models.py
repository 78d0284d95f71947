"""The model of a workspace: its cache, its money, its place, and what is forgotten of it."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from assistant.budget import Budget
from assistant.wire.turn import Patience
from foundation.clock import FixedClock
from foundation.errors import BudgetExceeded, SettingsError
from foundation.keys import Keys
from foundation.months import Month
from prompts.chat import Completion
from tests.assistant.asking import HEALTH, KEY, SHAPE, ask, heard, question
from tests.assistant.openai_server import MODEL, Asked, Raw, Said, Server, refusal, serving
from tests.conftest import Ran
from workspace.model_memory import calls_this_month, spent_this_month
from workspace.models import Around, WorkspaceModel, first_use_notice, notice_said, open_model
from workspace.store.model_answers import drop_answers
from workspace.workspace import Workspace, init_workspace, open_workspace

NOW = FixedClock(datetime(2026, 11, 2, 9, 0, tzinfo=UTC))
NEXT_MONTH = FixedClock(datetime(2026, 12, 1, 0, 0, tzinfo=UTC))
PRICES = {MODEL: {"prompt": 10.0, "completion": 30.0}}
CALL_USD = (120 * 10 + 30 * 30) / 1e6


def _around(clock: FixedClock = NOW, **environment: str) -> Around:
    keys = Keys({"MODEL_KEY": KEY} | environment, lambda _name: None)
    return Around(keys, clock, Patience(first=0.01, longest=0.02))


def _workspace(root: Path, url: str, **model: Any) -> Workspace:
    if not (root / "nrr.toml").exists():
        init_workspace(root)
    values = {"base_url": url, "name": MODEL, "api_key_env": "MODEL_KEY"} | model
    lines = [f"{key} = {json.dumps(value)}" for key, value in values.items() if key != "prices"]
    for name, price in values.get("prices", {}).items():
        lines += [f'[model.prices."{name}"]', *(f"{key} = {value}" for key, value in price.items())]
    path = root / "nrr.toml"
    path.write_text(
        path.read_text("utf-8").partition("[model]")[0] + "[model]\n" + "\n".join(lines) + "\n", "utf-8"
    )
    return open_workspace(root)


def _model(
    workspace: Workspace, budget: Budget | None = None, around: Around | None = None
) -> WorkspaceModel:
    model = open_model(workspace, budget, around or _around())
    assert model is not None
    return model


def test_no_model_is_no_model(tmp_path: Path) -> None:
    workspace = init_workspace(tmp_path / "w")
    assert open_model(workspace, around=_around()) is None
    assert first_use_notice(workspace) == ""


@pytest.mark.parametrize(("key", "value"), [("name", ""), ("base_url", "")])
def test_half_a_model_is_refused(tmp_path: Path, key: str, value: str) -> None:
    workspace = _workspace(tmp_path / "w", "http://127.0.0.1:9/v1", **{key: value})
    with pytest.raises(SettingsError, match=f"model.{key} is not set"):
        open_model(workspace, around=_around())


def test_a_second_run_makes_no_call(tmp_path: Path) -> None:
    asked = question(shape=SHAPE, tools=(HEALTH,))
    with serving(Said('{"text": "Fine."}')) as running:
        workspace = _workspace(tmp_path / "w", running.url, prices=PRICES)
        first = ask(_model(workspace), asked)
        second = ask(_model(workspace), asked)
        assert running.calls == 1
    assert (second.text, second.stop, second.cached) == (first.text, first.stop, True)
    assert (second.usage.prompt_tokens, second.usage.cost) == (0, 0.0)
    calls = calls_this_month(workspace.store(), NOW)
    assert [(one.cached, one.prompt_tokens, one.cost) for one in calls] == [
        (False, 120, pytest.approx(CALL_USD)),
        (True, 0, 0.0),
    ]
    assert {(one.endpoint, one.model, one.prompt) for one in calls} == {
        (running.url.split("/")[2], MODEL, "ask@1")
    }


def test_an_answer_without_its_shape_is_not_kept(tmp_path: Path) -> None:
    asked = question(shape=SHAPE)
    with serving(Said("hello"), Said("hello again"), Said('{"text": "Fine."}')) as running:
        workspace = _workspace(tmp_path / "w", running.url)
        first = ask(_model(workspace), asked)
        assert (first.asked, first.repaired) == (2, True)
        assert _model(workspace).preview([asked]).calls == 1
        assert ask(_model(workspace), asked).text == '{"text": "Fine."}'
        assert ask(_model(workspace), asked).cached
        assert running.calls == 3
        model = _model(workspace)
        model.forget(asked)
        assert not ask(model, asked).cached


async def test_calls_of_tools_come_from_before_as_they_were(tmp_path: Path) -> None:
    with serving(Said("Let me look.", calls=[("health", {"account": "K"})])) as running:
        model = _model(_workspace(tmp_path / "w", running.url))
        first, second = (
            await heard(model, question(tools=(HEALTH,))),
            await heard(model, question(tools=(HEALTH,))),
        )
        assert running.calls == 1
    assert first[0] == second[0] == "Let me look."
    assert first[1].calls == second[1].calls


def test_anything_else_that_is_asked_is_asked(tmp_path: Path) -> None:
    variants = [
        question("one"),
        question("two"),
        question("one", tools=(HEALTH,)),
        question("one", shape=SHAPE),
        question("one", max_tokens=300),
        question("one", prompt="ask@2"),
    ]
    with serving(Said('{"text": "x"}')) as running:
        workspace = _workspace(tmp_path / "w", running.url)
        for one in variants * 2:
            ask(_model(workspace), one)
        assert running.calls == len(variants)
        ask(_model(_workspace(tmp_path / "w", running.url, name="another")), variants[0])
        assert running.calls == len(variants) + 1


_NOT_WHOLE = (
    Said("cut", finish="length"),
    Said("", finish="content_filter"),
    refusal(400, "no", "content_filter"),
)


@pytest.mark.parametrize("reply", _NOT_WHOLE)
def test_what_is_no_whole_answer_is_not_kept(tmp_path: Path, reply: Said | Raw) -> None:
    with serving(reply) as running:
        workspace = _workspace(tmp_path / "w", running.url)
        ask(_model(workspace))
        ask(_model(workspace))
        assert running.calls == 2


def test_an_answer_that_cannot_be_read_is_asked_for_again(tmp_path: Path) -> None:
    with serving(Said("Yes.")) as running:
        workspace = _workspace(tmp_path / "w", running.url)
        ask(_model(workspace))
        with workspace.store().write("test") as connection:
            connection.exec_driver_sql("UPDATE model_answer SET body = '{\"text\": 1'")
        assert ask(_model(workspace)).text == "Yes."
        assert running.calls == 2


def test_the_cap_of_a_month_holds_over_commands_and_ends_with_the_month(tmp_path: Path) -> None:
    with serving(Said("Yes.")) as running:
        workspace = _workspace(tmp_path / "w", running.url, prices=PRICES, monthly_cap=0.015)
        made = 0
        with contextlib.suppress(BudgetExceeded):
            while made < 20:
                ask(_model(workspace), question(f"number {made}"))
                made += 1
        assert 2 <= made == running.calls < 20
        with pytest.raises(BudgetExceeded, match="monthly_cap"):
            ask(_model(workspace), question("one more"))
        assert spent_this_month(workspace.store(), NOW) == pytest.approx(made * CALL_USD)
        assert ask(_model(workspace), question("number 0")).cached
        assert ask(_model(workspace, around=_around(NEXT_MONTH)), question("december")).text == "Yes."
    assert spent_this_month(workspace.store(), NEXT_MONTH) == pytest.approx(CALL_USD)


def test_the_budget_of_a_command_stands_above_the_settings(tmp_path: Path) -> None:
    with serving() as running:
        workspace = _workspace(tmp_path / "w", running.url, prices=PRICES, budget_usd=0.0)
        with pytest.raises(BudgetExceeded):
            ask(_model(workspace))
        assert ask(_model(workspace, Budget(usd=1.0))).text == "Yes."
        with pytest.raises(BudgetExceeded):
            ask(_model(workspace, Budget(usd=1.0, tokens=5)), question("more"))


def test_what_a_batch_would_take_is_said_before(tmp_path: Path) -> None:
    with serving(Said("Yes.")) as running:
        model = _model(_workspace(tmp_path / "w", running.url, prices=PRICES))
        ask(model, question("0"))
        found = model.preview([question(str(number)) for number in range(10)])
        assert running.calls == 1
    assert (found.calls, found.cached) == (9, 1)
    assert 0 < found.tokens[0] < found.tokens[1]
    assert found.cost is not None
    assert 0 < found.cost[0] < found.cost[1]
    assert found.cost[1] > 9 * 200 * 30 / 1e6
    assert found.in_words().startswith("9 calls of ")
    unknown = _model(_workspace(tmp_path / "x", "https://api.example.com/v1")).preview([question()])
    assert unknown.cost is None
    assert "not known" in unknown.in_words()
    free = _model(_workspace(tmp_path / "y", "http://127.0.0.1:9/v1")).preview([question()])
    assert "free of charge" in free.in_words()


def test_the_first_use_says_where_words_go_and_the_second_does_not(tmp_path: Path) -> None:
    remote = _workspace(tmp_path / "w", "https://api.example.com/v1")
    notice = first_use_notice(remote)
    assert "https://api.example.com/v1" in notice
    assert "another company's servers" in notice
    assert first_use_notice(remote) == notice
    notice_said(remote, NOW)
    assert first_use_notice(remote) == ""
    elsewhere = _workspace(tmp_path / "w", "http://127.0.0.1:9/v1")
    assert "on this machine" in first_use_notice(elsewhere)


def test_an_answer_is_not_lost_to_a_lock(tmp_path: Path) -> None:
    with serving(Said("Yes.")) as running:
        workspace = _workspace(tmp_path / "w", running.url, prices=PRICES)
        model = _model(workspace)
        with workspace.store().write("import tickets"):
            assert ask(model).text == "Yes."
            assert "could not be written down" in model.close()
            assert model._memory.spent_this_month() == pytest.approx(CALL_USD)
        assert model.close() == ""
    assert spent_this_month(workspace.store(), NOW) == pytest.approx(CALL_USD)
    with workspace.store().read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM model_answer").scalar() == 1


def test_what_a_server_lacks_is_known_to_the_next_command(tmp_path: Path) -> None:
    def step(asked: Asked) -> Said | Raw:
        return refusal(400, "tools are not supported") if "tools" in asked.body else Said("Yes.")

    with serving(step) as running:
        workspace = _workspace(tmp_path / "w", running.url)
        ask(_model(workspace), question("one", tools=(HEALTH,)))
        ask(_model(workspace), question("two", tools=(HEALTH,)))
        assert running.calls == 3
        later = FixedClock(datetime(2026, 11, 20, tzinfo=UTC))
        ask(_model(workspace, around=_around(later)), question("three", tools=(HEALTH,)))
        assert running.calls == 5


@pytest.mark.parametrize(
    ("url", "named", "sent"),
    [
        ("http://192.168.1.7:8000/v1", False, False),
        ("http://192.168.1.7:8000/v1", True, True),
        ("http://127.0.0.1:1/v1", False, True),
    ],
)
def test_a_key_that_lies_about_goes_unencrypted_over_no_network(
    tmp_path: Path, url: str, named: bool, sent: bool
) -> None:
    from workspace.models import key_of

    workspace = _workspace(tmp_path / "w", url, **({"api_key_env": "OPENAI_API_KEY"} if named else {}))
    settings = workspace.settings.model
    if not named:
        settings = type(settings)(base_url=url, name=MODEL)
    assert bool(key_of(settings, Keys({"OPENAI_API_KEY": KEY}, lambda _name: None))) is sent


def test_neither_key_nor_question_is_in_the_store(tmp_path: Path) -> None:
    with serving(Said("The answer that is kept.")) as running:
        workspace = _workspace(tmp_path / "w", running.url)
        ask(_model(workspace), question("zyqqaplant asks"))
    kept = b"".join(path.read_bytes() for path in sorted((tmp_path / "w").rglob("*")) if path.is_file())
    assert KEY.encode() not in kept
    assert b"zyqqaplant" not in kept
    assert b"The answer that is kept." in kept


CONTACTS = "account,name,email,function\nN-1,Marisol Thornquist,marisol.t@nordlicht.example,finance\n"


def test_forgetting_takes_every_kept_answer(tmp_path: Path, nrr: Callable[..., Ran]) -> None:
    (tmp_path / "contacts.csv").write_text(CONTACTS, encoding="utf-8")
    with serving(Said("They wrote: wuvvorplant drives us mad, says M. Thornquist.")) as running:
        workspace = _workspace(tmp_path / "w", running.url)
        assert nrr("import", "contacts", tmp_path / "contacts.csv", "-w", workspace.root).code == 0
        ask(_model(workspace))
        dry = nrr("forget", "--contact", "marisol.t@nordlicht.example", "--dry-run", "-w", workspace.root)
        assert dry.code == 0, dry.err
        ask(_model(workspace))
        assert running.calls == 1
        ran = nrr("forget", "--contact", "marisol.t@nordlicht.example", "--yes", "-w", workspace.root)
        assert ran.code == 0, ran.err
        assert "kept answers of the language model" in ran.out + ran.err
        for path in workspace.root.rglob("*"):
            assert not path.is_file() or b"wuvvorplant" not in path.read_bytes()
        ask(_model(workspace))
        assert running.calls == 2
        assert len(calls_this_month(workspace.store(), NOW)) == 3


def test_words_that_their_source_takes_back_leave_the_answers(
    tmp_path: Path, nrr: Callable[..., Ran]
) -> None:
    ticket = {
        "id": 1, "created_at": "2026-10-01T10:00:00Z", "updated_at": "2026-10-01T11:00:00Z", "subject": "Export",
        "description": "wuvvorplant drives us mad", "status": "open", "priority": "normal", "requester_id": 1,
        "organization_id": 1,
    }  # fmt: skip
    changed = ticket | {"description": "It works again.", "updated_at": "2026-10-05T11:00:00Z"}
    with serving(Said("They wrote: wuvvorplant drives us mad.")) as running:
        workspace = _workspace(tmp_path / "w", running.url)
        for number, one in enumerate((ticket, changed)):
            path = tmp_path / f"page{number}.json"
            path.write_text(json.dumps({"tickets": [one], "comments": []}), encoding="utf-8")
            assert nrr("import", "tickets", path, "-w", workspace.root).code == 0
            ask(_model(workspace))
        assert running.calls == 2


def test_answers_are_not_kept_for_ever(tmp_path: Path) -> None:
    with serving() as running:
        workspace = _workspace(tmp_path / "w", running.url)
        ask(_model(workspace), question("old"))
        later = FixedClock(datetime(2027, 3, 1, tzinfo=UTC))
        ask(_model(workspace, around=_around(later)), question("new"))
        assert ask(_model(workspace, around=_around(later)), question("new")).cached
        ask(_model(workspace), question("old"))
        assert running.calls == 3


def test_dropping_answers_says_how_many(tmp_path: Path) -> None:
    with serving() as running:
        workspace = _workspace(tmp_path / "w", running.url)
        for number in range(3):
            ask(_model(workspace), question(str(number)))
    with workspace.store().write("test") as connection:
        assert drop_answers(connection) == 3


def _line(ran: Ran) -> dict[str, str]:
    (found,) = [one for one in ran.json() if one["topic"] == "language model"]
    return dict(found)


@pytest.fixture
def server() -> Any:
    with serving(Said("Yes.")) as running:
        yield running


def test_the_doctor_says_where_words_go_and_what_was_spent(
    tmp_path: Path, nrr: Callable[..., Ran], server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MODEL_KEY", KEY)
    workspace = _workspace(tmp_path / "w", server.url, prices=PRICES, monthly_cap=5.0)
    found = open_model(workspace)
    assert found is not None
    ask(found)
    ran = nrr("doctor", "--json", "-w", workspace.root)
    line = _line(ran)
    assert line["state"] == "ok"
    facts = (f"{MODEL} at {server.url}", "stays on this machine", "MODEL_KEY is set", "$10 and $30")
    for words in (*facts, "of a cap of $5.00", "1 call,"):
        assert words in line["facts"]
    assert KEY not in ran.out + ran.err


@pytest.mark.parametrize(
    ("model", "state", "says"),
    [
        ({"base_url": "https://api.example.com/v1"}, "note", "Set MODEL_KEY"),
        ({"base_url": "http://api.example.com/v1"}, "bad", "https"),
        ({"name": ""}, "bad", "nrr.toml"),
    ],
)
def test_the_doctor_says_what_is_wrong_with_a_model(
    tmp_path: Path, nrr: Callable[..., Ran], model: dict[str, str], state: str, says: str
) -> None:
    url = model.pop("base_url", "http://127.0.0.1:9/v1")
    line = _line(nrr("doctor", "--json", "-w", _workspace(tmp_path / "w", url, **model).root))
    assert line["state"] == state
    assert says in line["advice"]


def test_the_month_of_a_call_is_that_of_utc(tmp_path: Path) -> None:
    from workspace.store.model_calls import model_calls

    with serving() as running:
        workspace = _workspace(tmp_path / "w", running.url)
        ask(_model(workspace, around=_around(NEXT_MONTH)))
    with workspace.store().read() as connection:
        assert [one.at for one in model_calls(connection, Month(2026, 12))] == [NEXT_MONTH.now()]
        assert model_calls(connection, Month(2026, 11)) == []


def test_the_model_is_left_early_without_a_trace(tmp_path: Path) -> None:
    async def first_only(model: WorkspaceModel) -> Any:
        stream = model.stream(question())
        event = await anext(stream)
        await stream.aclose()
        return event

    with serving(Said("A long answer indeed.")) as running:
        workspace = _workspace(tmp_path / "w", running.url)
        assert not isinstance(asyncio.run(first_only(_model(workspace))), Completion)
        ask(_model(workspace))
        assert running.calls == 2
