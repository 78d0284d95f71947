"""NPS with and without a theme: by hand, with too few answers, and under pasting."""

from __future__ import annotations

from dataclasses import replace

import pytest

from synthesis.figures import NpsImpact
from synthesis.nps_impact import SurveyAnswer, month_answers, nps
from synthesis.themes import Statement
from synthesis.voices import theme_index
from synthesis.weighing import WeighInputs, weigh
from tests.synthesis.cases import MAY, said, theme


def answer(name: str, score: float, account: str | None = "A", person: str = "") -> SurveyAnswer:
    return SurveyAnswer(f"item-{name}", account, MAY.first_day, score, person)


def scored(name: str, score: float, account: str | None = "A", text: str = "") -> Statement:
    return said(name, account, text=text)._replace(score=score)


def test_by_hand() -> None:
    assert nps([9, 10, 8, 7, 6, 0]) == 0
    assert nps([10]) == 100
    assert nps([0, 6.5, 9]) == 0
    assert nps([]) == 0


def test_the_score_without_a_theme_leaves_its_answers_out() -> None:
    statements = [scored(f"d{at}", 2) for at in range(4)] + [scored(f"p{at}", 10) for at in range(6)]
    silent = [answer(f"silent{at}", 8) for at in range(2)]
    themes = [theme("x", [f"d{at}" for at in range(4)])]
    found = month_answers(silent, statements, theme_index(themes), (), MAY)
    assert len(found.scores) == 12
    impact = found.impact(0)
    assert impact is not None
    assert impact == NpsImpact(100 * 2 / 12, 75.0, 12, 4)
    assert impact.points == pytest.approx(100 * 2 / 12 - 75)


def test_an_answer_counts_once_and_only_in_its_month() -> None:
    twice = [scored(f"s{at}", 3)._replace(item_id="one") for at in range(3)]
    old = [scored("old", 3)._replace(day=MAY.plus(-1).first_day)]
    ten = [answer(f"a{at}", 9) for at in range(9)] + [answer("april", 0)]
    ten[-1] = replace(ten[-1], day=MAY.plus(-1).last_day)
    found = month_answers(ten, twice + old, theme_index([theme("x", ["s0", "s1", "s2", "old"])]), (), MAY)
    assert len(found.scores) == 10
    assert found.in_theme == {0: frozenset({"one"})}
    assert found.impact(0) is None


@pytest.mark.parametrize(("inside", "outside"), [(2, 20), (3, 6), (20, 2), (0, 30)])
def test_too_few_answers_say_nothing(inside: int, outside: int) -> None:
    statements = [scored(f"x{at}", 2) for at in range(inside)]
    rest = [answer(f"r{at}", 9) for at in range(outside)]
    found = month_answers(
        rest, statements, theme_index([theme("x", [one.id for one in statements])]), (), MAY
    )
    assert found.impact(0) is None


def test_scores_off_the_scale_do_not_count() -> None:
    found = month_answers([answer("a", 11), answer("b", -1), answer("c", 10)], [], {}, (), MAY)
    assert list(found.scores) == ["item-c"]


def test_an_answer_pasted_again_counts_once_and_another_persons_counts() -> None:
    words = "the export times out on every single friday of the month"
    statements = [scored(f"s{at}", 2, text=words) for at in range(5)]
    people = [answer(f"s{at}", 2, person="ann" if at < 3 else f"person {at}") for at in range(5)]
    echoes = [f"s{at}" for at in range(1, 5)]
    found = month_answers(people, statements, {}, echoes, MAY)
    assert sorted(found.scores) == ["item-s0", "item-s3", "item-s4"]
    nobody = [one._replace(account_id=None) for one in statements]
    assert len(month_answers([], nobody, {}, echoes, MAY).scores) == 5


def test_weigh_passes_it_on() -> None:
    statements = [scored(f"d{at}", 2, f"a{at}") for at in range(5)]
    answers = [answer(f"r{at}", 10, f"b{at}") for at in range(15)]
    inputs = WeighInputs([theme("x", [one.id for one in statements])], statements, {}, MAY, {})
    weighted, coverage, _ = weigh(replace(inputs, answers=answers))
    assert (coverage.nps, coverage.answers) == (50.0, 20)
    assert weighted[0].weights.nps == NpsImpact(50.0, 100.0, 20, 5)
    assert weigh(inputs)[1].nps is None
