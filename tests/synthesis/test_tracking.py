"""Identity over months: the same run is the same themes, what dissolved comes back as itself, edits win."""

from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synthesis.themes import Cluster, Statement, Theme, ThemeKind, ThemeLabel
from synthesis.tracking import Continuity, carry_identity
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


def test_nothing_to_match_is_no_match() -> None:
    statements = [said("1"), said("2")]
    assert carry_identity([], [], run_of(_first([_cluster("12")], statements)), statements) == ()
    assert carry_identity([_cluster("12")], [LABEL], run_of([]), statements)[0].continued_from == ""


def test_of_two_that_merge_the_larger_side_keeps_its_id() -> None:
    statements = [said(str(index)) for index in range(9)]
    before = _first([_cluster("0123"), _cluster("45678", 1)], statements)
    (after,) = carry_identity([_cluster("012345678", 1)], [LABEL], run_of(before), statements)
    assert after.id == next(one.id for one in before if "8" in one.members)


def test_a_theme_that_was_absent_for_two_months_comes_back_as_itself() -> None:
    statements = [said(str(index)) for index in range(9)]
    first = _first([_cluster("0123"), _cluster("45678", 1)], statements)
    runs = [run_of(first, month=MAY.plus(-3))]
    for back in (-2, -1):
        alone = carry_identity([_cluster("45678", 1)], [LABEL], runs[-1], statements)
        runs.append(run_of(alone, loose="0123", month=MAY.plus(back)))
    clusters = [_cluster("012"), _cluster("45678", 1)]
    forgotten = carry_identity(clusters, [LABEL] * 2, runs[-1], statements)
    back_again = carry_identity(clusters, [LABEL] * 2, runs[-1], statements, Continuity(earlier=runs[:-1]))
    origin = next(one for one in first if "0" in one.members)
    found = next(one for one in back_again if "0" in one.members)
    assert (found.id, found.born, found.continued_from) == (origin.id, origin.born, runs[0].id)
    assert origin.id not in {one.id for one in forgotten}
    assert {one.id for one in back_again} == {one.id for one in first}


def test_an_id_that_still_stands_is_never_given_to_a_second_cluster() -> None:
    statements = [said(str(index)) for index in range(9)]
    old = _first([_cluster("0123"), _cluster("45678", 1)], statements)
    moved = next(one for one in old if "0" in one.members)
    last = carry_identity([_cluster("0145", 1)], [LABEL], run_of([moved]), statements)
    clusters = [_cluster("0145", 1), _cluster("23")]
    now = carry_identity(
        clusters, [LABEL] * 2, run_of(last), statements, Continuity(earlier=[run_of(old, month=MAY.plus(-1))])
    )
    assert len({one.id for one in now}) == 2
    assert next(one.id for one in now if "0" in one.members) == last[0].id


def test_months_far_apart_still_match() -> None:
    before = _first([_cluster("1234")], [said(name, month=MAY.plus(-9)) for name in "1234"])
    now = [said(name, month=MAY.plus(-9)) for name in "34"] + [said(name) for name in "5678"]
    (after,) = carry_identity([_cluster("345678")], [LABEL], run_of(before, month=MAY.plus(-8)), now)
    assert after.id == before[0].id


def test_a_claim_wins_over_a_better_match() -> None:
    statements = [said(str(index)) for index in range(9)]
    before = _first([_cluster("0123"), _cluster("45678", 1)], statements)
    wanted = next(one for one in before if "0" in one.members)
    clusters = [_cluster("0123"), _cluster("45678", 1)]
    after = carry_identity(
        clusters, _labels(2), run_of(before), statements, Continuity(claims={1: wanted.id})
    )
    claimed = next(one for one in after if "8" in one.members)
    assert (claimed.id, claimed.born, claimed.label) == (wanted.id, wanted.born, wanted.label)
    assert claimed.overlap == 0.0
    assert len({one.id for one in after}) == 2


def test_a_claim_may_name_an_id_that_no_run_knows() -> None:
    statements = [said("1"), said("2")]
    (theme,) = carry_identity([_cluster("12")], [LABEL], None, statements, Continuity(claims={0: "pinned"}))
    assert (theme.id, theme.continued_from) == ("pinned", "")
    with pytest.raises(ValueError, match="two clusters claim one theme id"):
        carry_identity(
            [_cluster("1"), _cluster("2")], [LABEL] * 2, None, statements, Continuity(claims={0: "a", 1: "a"})
        )


def test_parts_become_sub_themes_that_keep_their_id() -> None:
    statements = [said(str(index)) for index in range(8)]
    names = [[ThemeLabel("left", "", ()), ThemeLabel("right", "", ())]]
    whole = Cluster(tuple("01234567"), _cluster("0").centroid, 1.0, (tuple("0123"), tuple("4567")), ("x",))
    (first,) = carry_identity([whole], [LABEL], None, statements, Continuity(part_labels=names))
    assert [(one.label, one.members) for one in first.subthemes] == [
        ("left", tuple("0123")),
        ("right", tuple("4567")),
    ]
    assert first.also == ("x",)
    turned = Cluster(whole.members, whole.centroid, 1.0, (tuple("34567"), tuple("012")))
    (after,) = carry_identity(
        [turned], [LABEL], run_of([first]), statements, Continuity(part_labels=[names[0][::-1]])
    )
    assert [one.id for one in after.subthemes] == [one.id for one in reversed(first.subthemes)]
    with pytest.raises(ValueError, match="parts"):
        carry_identity([whole], [LABEL], None, statements, Continuity(part_labels=[[]]))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=40),
    st.randoms(use_true_random=False),
)
def test_any_two_partitions_give_distinct_ids_whatever_the_order(
    homes: list[tuple[int, int]], chance: random.Random
) -> None:
    statements = [said(f"s{index:02}") for index in range(len(homes))]
    sides: list[dict[int, list[str]]] = [{}, {}]
    for statement, pair in zip(statements, homes, strict=True):
        for side, home in zip(sides, pair, strict=True):
            side.setdefault(home, []).append(statement.id)
    before = _first([_cluster(members, home) for home, members in sides[0].items() if home], statements)
    run = run_of(before, sides[0].get(0, []))
    clusters = [_cluster(members, home) for home, members in sides[1].items() if home]
    after = carry_identity(clusters, _labels(len(clusters)), run, statements)
    assert len({one.id for one in after}) == len(clusters)
    for one in after:
        kept = next((old for old in before if old.id == one.id), None)
        assert (kept is not None) == bool(one.continued_from)
        assert kept is None or set(kept.members) & set(one.members)
    chance.shuffle(clusters)
    chance.shuffle(statements)
    again = carry_identity(clusters, _labels(len(clusters)), run, statements)
    assert {one.members: one.id for one in again} == {one.members: one.id for one in after}
