"""The guardrails stop what is false and let pass what is good, on a small book; and the bench can fail."""

from __future__ import annotations

import random

import pytest

from bench.guardrails import LEAST_RECALL, MOST_REFUSED, bases_of, judged, table
from bench.guardrails_attacks import made_cases
from bench.guardrails_bent import bent_quote
from bench.guardrails_cases import Case, honest_cases, said_cases
from tests.ask_world import build_world
from workspace.tools.session import Session
from workspace.workspace import open_workspace


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> list[Case]:
    session = Session(open_workspace(build_world(tmp_path_factory.mktemp("guardrails"))))
    rng = random.Random(7)
    bases = bases_of(session, 6, rng)
    return [*honest_cases(bases, 1, rng), *made_cases(bases, 1, rng), *said_cases(bases, 1, rng)]


def test_a_bent_quote_is_none_of_the_account_s_own() -> None:
    own = ["It was fast before the summer came", "We have 12 drivers who wait for it"]
    for way in ("negated", "merged", "numbers", "ellipsis_end", "tense", "cut_joined"):
        said = bent_quote(way, own)
        assert said
        assert said not in own


def test_there_are_enough_of_every_kind(cases: list[Case]) -> None:
    assert sum(not one.good for one in cases) >= 250
    assert sum(one.good for one in cases) >= 60
    assert {one.half for one in cases} == {"tune", "held"}


def test_the_bars_hold_on_every_second_case(cases: list[Case]) -> None:
    _, recall, refused = table(judged(cases[::2], "", 1))
    assert recall >= LEAST_RECALL
    assert refused <= MOST_REFUSED


@pytest.mark.parametrize(
    ("rule", "family"), [("offer", "discount"), ("number", "near miss"), ("quote", "quote")]
)
def test_without_a_rule_what_it_is_for_gets_through(cases: list[Case], rule: str, family: str) -> None:
    own = [one for one in cases if one.family == family]
    assert table(judged(own, rule, 0))[1] < LEAST_RECALL
