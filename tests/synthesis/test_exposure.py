"""Splits to the cent, cuts that add up, and what does not count."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synthesis.exposure import filled_risk
from synthesis.figures import CutFigures
from synthesis.weighing import WeighInputs, weigh
from tests.synthesis.cases import MAY, said, theme

cents = st.integers(1, 10**11).map(lambda amount: amount / 100)


@st.composite
def _months(draw: st.DrawFn) -> WeighInputs:
    accounts = [f"a{at}" for at in range(draw(st.integers(1, 8)))]
    statements = [
        said(f"s{at:03}", draw(st.sampled_from([*accounts, None]))) for at in range(draw(st.integers(0, 40)))
    ]
    homes = [draw(st.sampled_from(["x", "y", "z", ""])) for _ in statements]
    themes = [
        theme(name, [one.id for one, home in zip(statements, homes, strict=True) if home == name])
        for name in sorted(set(homes) - {""})
    ]
    arr = {account: draw(cents) for account in accounts if draw(st.booleans())}
    segments = {account: draw(st.sampled_from(["big", "small", ""])) for account in accounts}
    return WeighInputs(themes, statements, {}, MAY, arr, {"a0": 0.4}, segments=segments)


@settings(max_examples=150, deadline=None)
@given(_months())
def test_splits_add_up_to_the_arr_heard_from_to_the_cent(inputs: WeighInputs) -> None:
    weighted, coverage, unclustered = weigh(inputs)
    parts = [one.weights.arr_split for one in weighted] + [unclustered.arr]
    assert abs(sum(parts) - coverage.arr) < 0.005
    assert all(0 <= one.weights.arr_split <= one.weights.arr + 1e-6 for one in weighted)


@settings(max_examples=60, deadline=None)
@given(_months())
def test_cuts_are_the_theme_taken_apart(inputs: WeighInputs) -> None:
    for one in weigh(inputs)[0]:
        members = set(one.theme.members)
        cut_off = [
            said_now
            for said_now in inputs.statements
            if said_now.id in members and inputs.segments.get(said_now.account_id or "", "")
        ]
        assert sum(cut.statements for cut in one.weights.by_segment) == len(cut_off)
        assert sum(cut.accounts for cut in one.weights.by_segment) <= one.weights.accounts
        assert sum(cut.arr for cut in one.weights.by_segment) <= one.weights.arr + 0.005
        assert {cut.name for cut in one.weights.by_segment} <= {"big", "small"}


def test_cuts_by_hand() -> None:
    statements = [said("1", "A"), said("2", "A"), said("3", "B"), said("4", "C"), said("5", None)]
    inputs = WeighInputs(
        [theme("x", "12345")],
        statements,
        {},
        MAY,
        {"A": 100.0, "B": 20.0, "C": 300.0},
        {"A": 0.5, "B": 0.1, "C": 0.2},
        segments={"A": "big", "B": "big", "C": "small"},
        tiers={"A": "Tier 1"},
    )
    weights = weigh(inputs)[0][0].weights
    assert weights.by_segment == (
        CutFigures("small", 1, 1, 300.0, 60.0),
        CutFigures("big", 2, 3, 120.0, 52.0),
    )
    assert weights.by_tier == (CutFigures("Tier 1", 1, 2, 100.0, 50.0),)


def test_a_second_membership_counts_nowhere() -> None:
    statements = [said("1", "A"), said("2", "B")]
    plain = WeighInputs([theme("x", ["1"]), theme("y", ["2"])], statements, {}, MAY, {"A": 1.0, "B": 2.0})
    close = replace(plain, themes=[replace(theme("x", ["1"]), also=("2",)), theme("y", ["2"])])
    assert [one.weights for one in weigh(close)[0]] == [one.weights for one in weigh(plain)[0]]


def test_another_theme_leaves_an_interval_alone() -> None:
    statements = [said(str(at), f"a{at}") for at in range(9)]
    arr = {f"a{at}": 10.0 + at for at in range(12)}
    inputs = WeighInputs([theme("x", "012")], statements, {}, MAY, arr, dict.fromkeys(arr, 0.3))
    more = replace(inputs, themes=[theme("x", "012"), theme("y", "345"), theme("a", "6")])
    found = {one.theme.id: one.weights.arr_at_risk_interval for one in weigh(more)[0]}
    assert found["x"] == weigh(inputs)[0][0].weights.arr_at_risk_interval


def test_who_nobody_scored_takes_the_mean_of_the_scored() -> None:
    assert filled_risk({"A": 1.0, "B": 1.0, "C": 0.0}, {"A": 0.2, "X": 0.4}) == {
        "A": 0.2,
        "B": pytest.approx(0.3),
    }
