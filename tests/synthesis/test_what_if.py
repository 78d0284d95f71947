"""What-if: nothing changed gives the month back, and each change gives what weighing anew would give."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foundation.settings import PrioritySettings
from synthesis.figures import ThemeWeights
from synthesis.nps_impact import SurveyAnswer
from synthesis.themes import Manifest, SynthesisRun, WeightedTheme
from synthesis.weighing import WeighInputs, weigh
from synthesis.what_if import Baseline, Change, baseline, what_if
from tests.synthesis.cases import MAY, said, theme

ACCOUNTS = ("A", "B", "C", "D")


def _base(inputs: WeighInputs) -> Baseline:
    weighted, coverage, unclustered = weigh(inputs)
    manifest = Manifest("", "", "", {}, 0, 0, 0)
    run = SynthesisRun("run", MAY, manifest, weighted, {}, coverage, unclustered)
    return baseline(run, inputs)


def _inputs() -> WeighInputs:
    statements = [
        said("1", "A", severity=1.0),
        said("2", "A"),
        said("3", "B", severity=0.4),
        said("4", "C"),
        said("5", "D"),
        said("6", "D"),
        said("7", None),
        said("8", "C", MAY.plus(-1)),
    ]
    themes = [theme("x", ["1", "3", "8"]), theme("y", ["2", "4"]), theme("z", ["5"])]
    arr = {"A": 1000.0, "B": 100.0, "C": 10.0, "D": 500.0}
    return WeighInputs(themes, statements, {}, MAY, arr, {"A": 0.9, "B": 0.2})


@st.composite
def _months(draw: st.DrawFn) -> WeighInputs:
    words = ["", "the very same words", "the export to csv times out every friday at noon again"]
    statements = [
        said(
            f"s{at:02}",
            draw(st.sampled_from([*ACCOUNTS, None])),
            MAY.plus(-draw(st.sampled_from([0, 0, 0, 1, 2, 3]))),
            draw(st.sampled_from(words)),
            severity=draw(st.sampled_from([0.0, 0.5, 1.0])),
        )._replace(score=draw(st.sampled_from([None, 2.0, 9.0])))
        for at in range(draw(st.integers(0, 40)))
    ]
    homes = [draw(st.sampled_from(["x", "y", "z", ""])) for _ in statements]
    themes = [
        theme(name, [one.id for one, home in zip(statements, homes, strict=True) if home == name])
        for name in sorted(set(homes) - {""})
    ]
    arr = {one: draw(st.floats(0.01, 1e6)) for one in ACCOUNTS if draw(st.booleans())}
    risk = {one: draw(st.floats(0, 1)) for one in ACCOUNTS}
    answers = [
        SurveyAnswer(f"n{at}", draw(st.sampled_from(ACCOUNTS)), MAY.first_day, at % 11) for at in range(12)
    ]
    segments = {one: draw(st.sampled_from(["big", "small"])) for one in ACCOUNTS}
    return WeighInputs(themes, statements, {}, MAY, arr, risk, answers=answers, segments=segments)


def _figures(themes: Sequence[WeightedTheme]) -> list[tuple[str, ThemeWeights]]:
    return [(one.theme.id, one.weights) for one in themes]


@settings(max_examples=60, deadline=None)
@given(_months())
def test_no_change_is_the_stored_month(inputs: WeighInputs) -> None:
    base = _base(inputs)
    found = what_if(base, Change(weights=inputs.params))
    assert found.themes == base.run.themes
    assert (found.coverage, found.unclustered) == (base.run.coverage, base.run.unclustered)
    assert all(shift.rank_before == shift.rank_after for shift in found.shifts)
    assert (found.freed_accounts, found.freed_arr) == (0, 0.0)


@settings(max_examples=60, deadline=None)
@given(_months(), st.sets(st.sampled_from(ACCOUNTS), min_size=1, max_size=2))
def test_without_an_account_is_the_month_in_which_it_never_was(inputs: WeighInputs, gone: set[str]) -> None:
    found = what_if(_base(inputs), Change(without=frozenset(gone)))
    never = replace(
        inputs,
        statements=[one for one in inputs.statements if one.account_id not in gone],
        arr_by_account={one: arr for one, arr in inputs.arr_by_account.items() if one not in gone},
        risk_by_account={one: risk for one, risk in inputs.risk_by_account.items() if one not in gone},
        answers=[one for one in inputs.answers if one.account_id not in gone],
    )
    themes, coverage, unclustered = weigh(never)
    assert _figures(found.themes) == _figures(themes)
    assert replace(found.coverage, echoes=None) == replace(coverage, echoes=None)
    assert found.unclustered == unclustered


@settings(max_examples=40, deadline=None)
@given(_months(), st.floats(0, 5), st.floats(0.1, 5))
def test_other_weights_are_the_month_weighed_so(inputs: WeighInputs, arr: float, severity: float) -> None:
    params = PrioritySettings(arr=arr, severity=severity)
    found = what_if(_base(inputs), Change(weights=params))
    assert _figures(found.themes) == _figures(weigh(replace(inputs, params=params))[0])


def test_a_resolved_theme_leaves_the_list_and_the_others_stay_as_they_are() -> None:
    base = _base(_inputs())
    found = what_if(base, Change(resolved=frozenset({"z"})))
    assert [one.theme.id for one in found.themes] == [
        one.theme.id for one in base.run.themes if one.theme.id != "z"
    ]
    assert {id(one.weights) for one in found.themes} <= {id(one.weights) for one in base.run.themes}
    assert (found.freed_accounts, found.freed_arr) == (1, 500.0)
    gone = found.shifts[-1]
    assert (gone.before.theme.id, gone.after, gone.rank_after) == ("z", None, None)
    assert [shift.rank_after for shift in found.shifts[:-1]] == [1, 2]


def test_without_the_largest_account_ranks_and_splits_move() -> None:
    base = _base(_inputs())
    found = what_if(base, Change(without=frozenset({"A"})))
    assert base.run.themes[0].theme.id == "x"
    assert found.coverage.arr == pytest.approx(610.0)
    assert found.coverage.accounts_total == 3
    split = sum(one.weights.arr_split for one in found.themes) + found.unclustered.arr
    assert split == pytest.approx(610.0)
    weights = {one.theme.id: one.weights for one in found.themes}
    assert (weights["x"].accounts, weights["x"].arr, weights["x"].severity) == (1, 100.0, 0.4)


def test_what_is_not_there_changes_nothing() -> None:
    base = _base(_inputs())
    found = what_if(base, Change(without=frozenset({"nobody"}), resolved=frozenset({"nothing"})))
    assert _figures(found.themes) == _figures(base.run.themes)


def test_an_empty_month_can_be_asked() -> None:
    base = _base(WeighInputs([], [], {}, MAY, {}))
    found = what_if(base, Change(PrioritySettings(arr=1), frozenset({"A"}), frozenset({"x"})))
    assert (found.themes, found.shifts) == ((), ())
