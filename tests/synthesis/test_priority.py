"""The priority formula: open, bounded, robust, complete with what is known."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.settings import PrioritySettings
from synthesis.priority import PriorityFacts, prioritise

FACTS = PriorityFacts(
    arr=100.0,
    arr_heard=1000.0,
    at_risk=10.0,
    at_risk_heard=100.0,
    accounts=3,
    accounts_heard=30,
    severity=0.5,
    surge=1.0,
    quiet_days=0,
)


def _scores(facts: PriorityFacts) -> dict[str, float]:
    return {part.name: part.score for part in prioritise(facts, PrioritySettings())[1]}


def test_scores_by_hand() -> None:
    scores = _scores(FACTS)
    assert scores["arr"] == scores["at_risk"] == pytest.approx(0.5196, abs=1e-4)  # ln 11 / ln 101
    assert scores["breadth"] == pytest.approx(0.4037, abs=1e-4)  # ln 4 / ln 31
    assert scores["severity"] == 0.5
    assert scores["trend"] == 0.5
    assert scores["recency"] == 1.0
    assert _scores(replace(FACTS, surge=4.0))["trend"] == 1.0
    assert _scores(replace(FACTS, quiet_days=30))["recency"] == 0.5


def test_components_add_up_to_the_priority() -> None:
    priority, components = prioritise(FACTS, PrioritySettings())
    assert priority == pytest.approx(100 * sum(part.score * part.weight for part in components), abs=0.01)
    assert sum(part.weight for part in components) == pytest.approx(1)
    assert [part.name for part in components] == ["arr", "at_risk", "breadth", "severity", "trend", "recency"]


def test_what_is_unknown_is_left_out_and_the_rest_weighs_more() -> None:
    facts = replace(FACTS, arr=None, at_risk=None, surge=None)
    _, components = prioritise(facts, PrioritySettings())
    assert [part.name for part in components] == ["breadth", "severity", "recency"]
    assert components[0].weight == pytest.approx(0.15 / 0.35)


def test_one_giant_account_does_not_flatten_the_others() -> None:
    assert _scores(replace(FACTS, arr=10.0))["arr"] > 0.1


@given(
    st.builds(
        PriorityFacts,
        arr=st.none() | st.floats(0, 1e12),
        arr_heard=st.floats(0, 1e12),
        at_risk=st.none() | st.floats(0, 1e12),
        at_risk_heard=st.floats(0, 1e12),
        accounts=st.integers(0, 10**6),
        accounts_heard=st.integers(0, 10**6),
        severity=st.floats(0, 1),
        surge=st.none() | st.floats(1e-6, 1e6),
        quiet_days=st.none() | st.integers(0, 5000),
    ),
    st.builds(PrioritySettings, arr=st.sampled_from([0, 0.3]), breadth=st.sampled_from([0, 1, 7])),
)
def test_priority_stays_in_its_bounds(facts: PriorityFacts, params: PrioritySettings) -> None:
    priority, components = prioritise(facts, params)
    assert 0 <= priority <= 100
    assert all(0 <= part.score <= 1 and 0 <= part.weight <= 1 for part in components)
