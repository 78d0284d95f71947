"""Identity over months: the same run is the same themes; status says small counts are small."""

from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synthesis.themes import Cluster, Statement, Theme, ThemeKind, ThemeLabel, ThemeStatus, TrendPoint
from synthesis.tracking import carry_identity, theme_status
from tests.synthesis.cases import MAY, run_of, said

JUNE = MAY.plus(1)
LABEL = ThemeLabel("statement says", "", ())


def _cluster(members: Sequence[str], axis: int = 0) -> Cluster:
    centroid = np.zeros(8, dtype=np.float32)
    centroid[axis] = 1.0
    return Cluster(tuple(members), centroid, 1.0)


def _labels(count: int) -> list[ThemeLabel]:
    return [ThemeLabel(f"new label {index}", "", ()) for index in range(count)]


def _first(clusters: list[Cluster], statements: list[Statement]) -> tuple[Theme, ...]:
    return carry_identity(clusters, [LABEL] * len(clusters), None, statements)


def test_a_new_theme_is_born_with_its_second_statement() -> None:
    statements = [
        said("1", month=MAY.plus(-8)),
        said("2", month=MAY.plus(-1), kind=ThemeKind.REQUEST),
        said("3", kind=ThemeKind.REQUEST),
    ]
    (theme,) = _first([_cluster("321")], statements)
    assert theme.born == MAY.plus(-1)
    assert theme.kind is ThemeKind.REQUEST
    assert (theme.members, theme.continued_from, theme.overlap) == (("3", "2", "1"), "", 0.0)


def test_a_theme_keeps_id_name_and_birth_as_it_grows() -> None:
    old = [said(str(index)) for index in range(8)]
    before = _first([_cluster("0123"), _cluster("4567", 1)], old)
    now = [*old, *(said(f"n{index}", month=JUNE) for index in range(3))]
    clusters = [_cluster(["n0", "4", "5", "6", "7"], 1), _cluster(["0", "1", "2", "n1"]), _cluster(["n2"], 5)]
    after = carry_identity(clusters, _labels(3), run_of(before), now)
    by_member = {theme.members: theme for theme in after}
    grown = by_member[("n0", "4", "5", "6", "7")]
    origin = next(theme for theme in before if "4" in theme.members)
    assert (grown.id, grown.born, grown.label) == (origin.id, origin.born, "statement says")
    assert (grown.continued_from, grown.overlap) == (f"run-{MAY}", 1.0)
    assert by_member[("n2",)].id not in {theme.id for theme in before}
    assert by_member[("n2",)].label == "new label 2"
    assert by_member[("0", "1", "2", "n1")].overlap == pytest.approx(0.75 * 0.75 + 0.25)


def test_a_label_goes_when_its_words_no_longer_occur() -> None:
    before = _first([_cluster("12")], [said("1"), said("2")])
    now = [said("1", text="other words"), said("2", text="quite other words")]
    (theme,) = carry_identity([_cluster("12")], _labels(1), run_of(before), now)
    assert (theme.id, theme.label) == (before[0].id, "new label 0")


def test_of_two_halves_the_larger_keeps_the_id() -> None:
    statements = [said(str(index)) for index in range(9)]
    before = _first([_cluster("012345678")], statements)
    halves = [_cluster("0123"), _cluster("45678")]
    after = carry_identity(halves, [LABEL, LABEL], run_of(before), statements)
    kept = next(theme for theme in after if theme.id == before[0].id)
    assert kept.members == tuple("45678")
    assert len({theme.id for theme in after}) == 2


def test_a_new_theme_never_takes_the_id_of_one_that_went_another_way() -> None:
    statements = [said(f"{index:02}") for index in range(30)]
    ids = [one.id for one in statements]
    before = _first([_cluster(ids)], statements)
    after = carry_identity([_cluster(ids[:5]), _cluster(ids[5:])], [LABEL] * 2, run_of(before), statements)
    assert before[0].id == next(theme.id for theme in after if len(theme.members) == 25)
    assert len({theme.id for theme in after}) == 2


def test_without_common_statements_the_centres_decide() -> None:
    before = _first([_cluster("12"), _cluster("34", 1)], [said(name) for name in "1234"])
    now = [said(name, month=JUNE) for name in "5678"]
    after = carry_identity([_cluster("56", 1), _cluster("78", 2)], _labels(2), run_of(before), now)
    matched = [theme for theme in after if theme.continued_from]
    assert [theme.members for theme in matched] == [("5", "6")]
    assert matched[0].id == next(theme.id for theme in before if theme.members == ("3", "4"))


def test_another_models_vectors_do_not_stop_the_match() -> None:
    statements = [said("1"), said("2")]
    before = _first([_cluster("12")], statements)
    other = Cluster(("1", "2"), np.ones(3, dtype=np.float32) / np.float32(3**0.5), 1.0)
    assert carry_identity([other], [LABEL], run_of(before), statements)[0].id == before[0].id


def test_labels_must_fit_the_clusters() -> None:
    with pytest.raises(ValueError, match="1 clusters but 0 labels"):
        carry_identity([_cluster("1")], [], None, [said("1")])


@settings(max_examples=50, deadline=None)
@given(
    st.lists(st.integers(0, 6), min_size=1, max_size=40),
    st.lists(st.integers(0, 7), min_size=7, max_size=7),
    st.randoms(use_true_random=False),
)
def test_a_run_matched_with_itself_is_the_identity(
    homes: list[int], axes: list[int], chance: random.Random
) -> None:
    statements = [said(f"s{index:02}") for index in range(len(homes))]
    groups: dict[int, list[str]] = {}
    for statement, home in zip(statements, homes, strict=True):
        groups.setdefault(home, []).append(statement.id)
    loose = groups.pop(0, [])
    clusters = [_cluster(members, axes[home]) for home, members in groups.items()]
    first = _first(clusters, statements)
    chance.shuffle(clusters)
    chance.shuffle(statements)
    again = carry_identity(clusters, _labels(len(clusters)), run_of(first, loose), statements)
    assert [(one.id, one.label, one.born, one.members) for one in again] == [
        (one.id, one.label, one.born, one.members) for one in first
    ]
    assert all(one.overlap == 1.0 for one in again)


def _status(counts: list[int], total: int = 100, born: int = -9) -> ThemeStatus:
    months = MAY.trailing(len(counts))
    trend = [
        TrendPoint(month, count, count, count / total) for month, count in zip(months, counts, strict=True)
    ]
    return theme_status(trend, MAY.plus(born), MAY)


def test_statuses_by_hand() -> None:
    assert _status([0, 0, 0, 0, 0, 4], born=0) is ThemeStatus.NEW
    assert _status([0, 1, 0, 0, 3, 4], born=-1) is ThemeStatus.NEW
    assert _status([0, 0, 3, 0, 3, 4], born=-3) is ThemeStatus.STEADY
    assert _status([3, 3, 3, 3, 3, 9]) is ThemeStatus.EMERGING
    assert _status([3, 3, 3, 3, 3, 4]) is ThemeStatus.STEADY
    assert _status([8, 8, 8, 8, 8, 2]) is ThemeStatus.FADING
    assert _status([8, 8, 8, 8, 8, 0]) is ThemeStatus.FADING
    assert _status([8, 8, 8, 8, 0, 0]) is ThemeStatus.GONE
    assert _status([8, 8, 8, 8, 8, 8]) is ThemeStatus.STEADY


def test_small_counts_are_called_small() -> None:
    assert _status([2, 2, 2, 2, 2, 1]) is ThemeStatus.STEADY
    assert _status([1, 1, 1, 1, 1, 3]) is ThemeStatus.STEADY
    assert _status([8, 8, 8, 8, 8, 3]) is ThemeStatus.STEADY  # chance alone: 7 %
    assert _status([2, 2, 2, 2, 2, 6]) is ThemeStatus.STEADY  # chance alone: 5.4 %


def test_nothing_is_new_where_there_was_nothing_to_be_seen_in() -> None:
    trend = [TrendPoint(MAY, 9, 9, 0.5)]
    assert theme_status(trend, MAY, MAY, heard_months=0) is ThemeStatus.STEADY
    assert theme_status(trend, MAY, MAY, heard_months=2) is ThemeStatus.NEW


def test_nothing_to_match_is_no_match() -> None:
    statements = [said("1"), said("2")]
    assert carry_identity([], [], run_of(_first([_cluster("12")], statements)), statements) == ()
    assert carry_identity([_cluster("12")], [LABEL], run_of([]), statements)[0].continued_from == ""


def test_flat_themes_seldom_look_as_if_they_moved() -> None:
    rng = np.random.default_rng(7)
    counts = rng.poisson(6.0, size=(4000, 6))
    moved = [_status([int(count) for count in row], total=1000) for row in counts]
    share = sum(one in (ThemeStatus.EMERGING, ThemeStatus.FADING) for one in moved) / len(moved)
    assert share < 0.08
