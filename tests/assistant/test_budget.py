"""A call that would not be paid for is not made: no byte is sent."""

from __future__ import annotations

import asyncio
import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.budget import Account, Budget, Purse, Spent
from assistant.wire.abilities import Abilities
from assistant.wire.requests import body_of, prompt_tokens
from foundation.errors import BudgetExceeded, ModelError
from foundation.model_settings import ModelPrice
from prompts.chat import Usage
from tests.assistant.asking import Around, ask, heard, model_at, question
from tests.assistant.openai_server import MODEL, Said, chunk, refusal, serving, sse

PRICES = {MODEL: {"prompt": 10.0, "completion": 30.0}}


@pytest.mark.parametrize(
    ("around", "says"),
    [
        (Around(Budget(tokens=100)), "tokens"),
        (Around(Budget(usd=0.0001)), "--budget"),
        (Around(account=Account(month=lambda: 4.999, cap=5.0)), "model.monthly_cap"),
    ],
)
def test_a_call_that_is_too_dear_sends_nothing(around: Around, says: str) -> None:
    with serving() as running:
        with pytest.raises(BudgetExceeded, match=says) as caught:
            ask(model_at(running.url, around, prices=PRICES))
        assert running.asked == []
    assert caught.value.exit_code == 4


def test_a_budget_in_money_is_not_held_by_guessing() -> None:
    model = model_at("https://api.example.com/v1", Around(Budget(usd=100.0)))
    with pytest.raises(BudgetExceeded, match="price is not known"):
        ask(model)


def test_a_budget_below_a_cent_is_named_as_it_is() -> None:
    purse = Purse(Budget(usd=0.0001), ModelPrice(prompt=10.0, completion=30.0))
    with pytest.raises(BudgetExceeded, match=r"\$0\.0001 of \$0\.0001 for this command"):
        purse.set_aside(1000, 1000, "x")


def test_a_model_of_ones_own_is_free() -> None:
    with serving() as running:
        found = ask(model_at(running.url, Around(Budget(usd=0.0))))
    assert found.usage.cost == 0.0


def test_calls_add_up_until_the_budget_is_spent() -> None:
    kept: list[Spent] = []
    with serving(Said("Yes.")) as running:
        model = model_at(running.url, Around(Budget(usd=0.02), Account(record=kept.append)), prices=PRICES)
        answers: list[str] = []
        with contextlib.suppress(BudgetExceeded):
            while len(answers) < 20:
                answers.append(ask(model).text)
        assert len(answers) == running.calls
        assert 2 <= running.calls < 20
        assert len(kept) == running.calls
    cost = (120 * 10 + 30 * 30) / 1e6
    assert all(one.usage.cost == pytest.approx(cost) for one in kept)
    assert sum(one.usage.cost or 0.0 for one in kept) <= 0.02


def test_a_cut_attempt_and_a_repair_are_paid_for_too() -> None:
    kept: list[Spent] = []
    with serving(sse(chunk({"content": "x" * 300}), done=False), Said("Yes.")) as running:
        model = model_at(running.url, Around(account=Account(record=kept.append)), prices=PRICES)
        found = ask(model)
    assert [one.usage.estimated for one in kept] == [True, False]
    assert kept[0].usage.completion_tokens == 100
    assert found.usage.estimated
    assert found.usage.completion_tokens == 130


def test_a_refused_call_costs_nothing() -> None:
    kept: list[Spent] = []
    with serving(refusal(429, "no")) as running:
        model = model_at(running.url, Around(Budget(tokens=2000), Account(record=kept.append)))
        for _ in range(5):
            with pytest.raises(ModelError):
                ask(model)
    assert kept == []


def test_calls_at_the_same_time_cannot_spend_the_same_money() -> None:
    async def many() -> list[object]:
        return await asyncio.gather(*(heard(model) for _ in range(6)), return_exceptions=True)

    with serving(Said("Yes.")) as running:
        model = model_at(running.url, Around(Budget(tokens=700)))
        found = asyncio.run(many())
        assert running.calls == sum(not isinstance(one, BudgetExceeded) for one in found) < 6


@given(
    st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 5000), st.floats(0, 1)), max_size=30),
    st.integers(0, 20_000),
)
def test_a_purse_never_pays_more_than_it_holds(calls: list[tuple[int, int, float]], bound: int) -> None:
    purse = Purse(Budget(tokens=bound), ModelPrice(prompt=1.0, completion=2.0))
    for told, said, share in calls:
        try:
            purse.set_aside(told, said, "here")
        except BudgetExceeded:
            continue
        usage = Usage(told, int(said * share), purse.cost(told, int(said * share)))
        purse.settle((told, said), Spent("ask@1", usage))
    assert purse.tokens <= bound


@given(st.text(max_size=400))
def test_the_estimate_of_tokens_is_never_below_a_token_for_three_bytes(text: str) -> None:
    body = body_of(question(text), MODEL, Abilities())
    assert prompt_tokens(body) >= len(text.encode("utf-8", "replace")) / 3
