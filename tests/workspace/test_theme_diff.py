"""Two runs side by side: what is new, gone, grown, renamed, and where the statements went."""

from __future__ import annotations

from dataclasses import replace

import pytest

from foundation.months import Month
from synthesis.figures import TrendPoint
from synthesis.themes import SynthesisRun, Theme, ThemeStatus
from tests.synthesis.cases import EMPTY_WEIGHTS, MAY, run_of, theme
from workspace.theme_diff import Relative, compare

JUNE = MAY.plus(1)


def _run(
    themes: list[Theme], month: Month, counts: dict[str, int], trend: dict[str, list[float]]
) -> SynthesisRun:
    """``trend``: by theme the level in May and June, with an interval of a tenth to both sides."""
    run = run_of(themes, month=month)
    weighted = []
    for one in run.themes:
        levels = trend.get(one.theme.id, [])
        points = tuple(
            TrendPoint(at, 1, 1, level, level, level - 0.1, level + 0.1)
            for at, level in zip((MAY, JUNE), levels, strict=False)
        )
        weights = replace(EMPTY_WEIGHTS, statements=counts.get(one.theme.id, 0), trend=points)
        weighted.append(replace(one, weights=weights))
    return replace(run, themes=tuple(weighted))


def test_new_gone_kept_and_where_they_went() -> None:
    before = _run([theme("a", "1234"), theme("b", "5678", axis=1)], MAY, {"a": 3, "b": 1}, {})
    after = _run([theme("a", "12"), theme("c", "5679", axis=1)], JUNE, {"c": 4}, {})
    after = replace(after, unclustered_reasons={})
    found = compare(before, after, (), ())
    assert [one.id for one in found.new] == ["c"]
    assert (found.new[0].known, found.new[0].relatives) == (0.75, (Relative("b", "label b", 1.0),))
    assert found.new[0].loose == 0.0
    assert [one.id for one in found.gone] == ["b"]
    assert (found.gone[0].known, found.gone[0].relatives) == (0.75, (Relative("c", "label c", 1.0),))
    (kept,) = found.kept
    assert (kept.id, kept.before.rank, kept.after.rank, kept.rank_change) == ("a", 1, None, 0)
    assert (kept.change, kept.direction, kept.renamed) == (None, 0, False)


def test_grown_only_where_the_intervals_are_apart() -> None:
    names = ["a", "b", "c", "d"]
    themes = [theme(name, [f"{name}1"], axis=axis) for axis, name in enumerate(names)]
    levels = {"a": [0.2, 0.5], "b": [0.5, 0.2], "c": [0.3, 0.4], "d": [0.0, 0.3]}
    counts = dict.fromkeys(names, 5)
    found = compare(_run(themes, MAY, counts, levels), _run(themes, JUNE, counts, levels), (), ())
    assert {one.id: one.direction for one in found.kept} == {"a": 1, "b": -1, "c": 0, "d": 1}
    assert {one.id: one.change for one in found.kept} == {
        "a": pytest.approx(1.5), "b": pytest.approx(-0.6), "c": pytest.approx(1 / 3), "d": None,
    }  # fmt: skip


def test_names_ranks_and_statuses() -> None:
    both = [theme("a", "1"), theme("b", "2", axis=1)]
    before = _run(both, MAY, {"a": 1, "b": 1}, {})
    after = _run([replace(both[1], label="other words"), both[0]], JUNE, {"a": 1, "b": 1}, {})
    after = replace(after, themes=(replace(after.themes[0], status=ThemeStatus.EMERGING), after.themes[1]))
    changes = {one.id: one for one in compare(before, after, (), ()).kept}
    assert changes["b"].renamed
    assert (changes["b"].rank_change, changes["a"].rank_change) == (1, -1)
    assert changes["b"].after.status is ThemeStatus.EMERGING
    assert not changes["a"].renamed
