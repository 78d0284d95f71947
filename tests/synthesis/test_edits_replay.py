"""Human edits made again on fresh groups: what holds of each, and the laws that hold of all."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synthesis.edits import Anchor, Edit, Merge, Move, NeverMerge, Part, Pin, Split
from synthesis.regrouping import Corpus
from synthesis.replay import Replayed, replay
from synthesis.themes import Clustering, UnclusteredReason, Vectors
from tests.synthesis.edit_cases import (
    LEAN,
    MODEL,
    TOPICS,
    anchor,
    axis,
    corpus,
    edit,
    four,
    grouped,
    members,
    topic,
    without,
)

WORLD = corpus()
PHRASES: Mapping[str, Vectors] = {
    "export stops": axis(0, 4, LEAN),
    "export slow": axis(0, 5, LEAN),
    "calendar": axis(3),
    "loose words": axis(12),
    "nobody says this": axis(15),
}


def again(edits: list[Edit], clustering: Clustering | None = None, world: Corpus = WORLD) -> Replayed:
    return replay(clustering or four(world), world, edits, PHRASES)


def held(found: Replayed) -> dict[str, set[str]]:
    """Members by the theme id that an edit fixed."""
    return {claim: set(found.clustering.clusters[at].members) for at, claim in found.claims.items()}


def halves(world: Corpus, name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    inside = members(world, name)
    return inside[: len(inside) // 2], inside[len(inside) // 2 :]


def merge(gone: str, kept: str, number: int = 1) -> Edit:
    return edit(number, Merge(topic(WORLD, gone), topic(WORLD, kept)), kept)


def apart(one: str, other: str, number: int = 1) -> Edit:
    return edit(number, NeverMerge(topic(WORLD, one), topic(WORLD, other)), one)


def split(name: str, number: int = 1) -> Edit:
    first, second = halves(WORLD, name)
    parts = (Part(anchor(WORLD, name, first)), Part(anchor(WORLD, f"{name}-part", second)))
    return edit(number, Split(parts), name)


def pin(*phrases: str, examples: tuple[str, ...] = (), number: int = 1) -> Edit:
    return edit(number, Pin("Tracked", phrases, anchor(WORLD, "pinned", examples)), "pinned")


def test_merged_themes_are_one_group_under_the_id_that_stays() -> None:
    found = again([merge("login", "export")])
    assert held(found) == {"export": {*members(WORLD, "login", "export")}}
    assert found.applied == (1,)
    assert len(found.clustering.clusters) == 3
    assert [len(part) for part in found.clustering.clusters[0].parts] == [12, 12]


def test_merging_what_the_machine_has_joined_itself_fixes_the_id() -> None:
    found = again([merge("login", "export")], grouped(WORLD, ("login", "export"), ("invoice",)))
    assert held(found) == {"export": {*members(WORLD, "login", "export")}}


def test_a_theme_that_stays_although_its_group_is_gone_lives_on_in_the_merged_one() -> None:
    found = again([merge("login", "export")], grouped(WORLD, ("login",), ("invoice",)))
    assert held(found) == {"export": {*members(WORLD, "login")}}


def test_never_merge_parts_a_group_that_holds_both_and_keeps_both_ids() -> None:
    found = again([apart("login", "export")], grouped(WORLD, ("login", "export"), ("invoice",)))
    assert held(found) == {"login": {*members(WORLD, "login")}, "export": {*members(WORLD, "export")}}


def test_a_new_statement_goes_to_the_nearer_side_of_a_never_merge() -> None:
    one = Anchor.of("login", members(WORLD, "login")[:6], None, MODEL)
    other = Anchor.of("export", members(WORLD, "export")[:6], None, MODEL)
    joined = grouped(WORLD, ("login", "export"))
    found = again([edit(1, NeverMerge(one, other), "login")], joined)
    assert held(found) == {"login": {*members(WORLD, "login")}, "export": {*members(WORLD, "export")}}


def test_the_later_of_merge_and_never_merge_wins() -> None:
    parted = again([merge("login", "export"), apart("login", "export", 2)])
    assert held(parted) == {"login": {*members(WORLD, "login")}, "export": {*members(WORLD, "export")}}
    joined = again([apart("login", "export"), merge("login", "export", 2)])
    assert held(joined) == {"export": {*members(WORLD, "login", "export")}}


def test_a_split_keeps_the_id_for_the_first_part_and_fixes_the_others() -> None:
    first, second = halves(WORLD, "export")
    assert held(again([split("export")])) == {"export": set(first), "export-part": set(second)}


def test_a_split_by_words_takes_the_nearest_words() -> None:
    first, second = halves(WORLD, "export")
    parts = (
        Part(anchor(WORLD, "export", second[:2]), "export slow"),
        Part(anchor(WORLD, "other", first[:2]), "export stops"),
    )
    found = again([edit(1, Split(parts), "export")])
    assert held(found) == {"export": set(second), "other": set(first)}


def test_a_part_that_the_machine_has_given_to_a_larger_theme_does_not_take_its_id() -> None:
    first, second = halves(WORLD, "export")
    crowd = grouped(WORLD, ("login", "invoice", "calendar")).clusters[0]
    swallowed = replace(crowd, members=(*crowd.members, *second))
    own = replace(grouped(WORLD, ("export",)).clusters[0], members=first)
    loose = dict.fromkeys(members(WORLD, "loose"), UnclusteredReason.ALONE)
    found = again([split("export")], Clustering((swallowed, own), loose))
    assert held(found) == {"export": set(first)}


def test_a_pinned_theme_takes_who_says_its_words_and_who_is_closer_to_it() -> None:
    first, second = halves(WORLD, "export")
    found = again([pin("export stops")])
    assert held(found) == {"pinned": set(first)}
    assert set(second) in [set(cluster.members) for cluster in found.clustering.clusters]


def test_a_pinned_theme_takes_loose_statements_that_are_near() -> None:
    found = again([pin("loose words")])
    assert held(found) == {"pinned": {"loose-0"}}
    assert "loose-0" not in found.clustering.unclustered


def test_a_pinned_theme_by_examples_takes_what_is_like_them() -> None:
    first, _ = halves(WORLD, "login")
    assert held(again([pin(examples=first[:3])])) == {"pinned": set(first)}


def test_a_pinned_theme_that_nobody_speaks_of_is_there_all_the_same() -> None:
    found = again([pin("nobody says this")])
    assert found.claims == {}
    assert [(one.theme_id, one.label) for one in found.unheard] == [("pinned", "Tracked")]
    assert found.applied == (1,)


def test_a_pinned_theme_is_gone_once_it_is_merged_away() -> None:
    away = Merge(Anchor("pinned"), topic(WORLD, "export"))
    found = again([pin("nobody says this"), edit(2, away, "export")])
    assert found.unheard == ()


def test_a_later_pin_leaves_alone_what_was_moved_by_hand() -> None:
    first, _ = halves(WORLD, "export")
    moved = edit(1, Move(first[0], topic(WORLD, "login")), "login")
    found = again([moved, pin("export stops", number=2)])
    assert held(found) == {"pinned": set(first[1:])}
    assert first[0] in found.clustering.clusters[0].members


def test_a_statement_moves_to_a_theme_and_out_of_all() -> None:
    to = edit(1, Move("export-00", topic(WORLD, "login")), "login")
    found = again([to])
    assert {"export-00", *members(WORLD, "login")} in [set(one.members) for one in found.clustering.clusters]
    out = again([edit(1, Move("export-00", None), "export")])
    assert out.clustering.unclustered["export-00"] is UnclusteredReason.MOVED_OUT


def test_a_statement_moves_to_a_pinned_theme_that_nobody_had_spoken_of() -> None:
    found = again([pin("nobody says this"), edit(2, Move("export-00", Anchor("pinned")), "pinned")])
    assert held(found) == {"pinned": {"export-00"}}
    assert found.unheard == ()


def test_a_moved_statement_that_left_the_window_is_done_and_no_conflict() -> None:
    found = again([edit(1, Move("long-gone", topic(WORLD, "login")), "login")])
    assert (found.conflicts, found.applied) == ((), ())


def test_an_edit_whose_theme_is_gone_is_reported_with_the_reason() -> None:
    dead = Anchor.of("old", ("x-1", "x-2", "x-3"), axis(14, 15, 1.0), MODEL)
    found = again([edit(4, Merge(dead, Anchor.of("older", ("y-1",), None, MODEL)), "older")])
    assert [one.edit for one in found.conflicts] == [4]
    assert "left the window" in found.conflicts[0].reason
    assert held(found) == {}


def test_a_theme_that_lies_in_pieces_is_reported() -> None:
    spread = Anchor.of("mixed", [f"{one}-{at:02d}" for one in TOPICS for at in range(3)], None, MODEL)
    found = again([edit(2, NeverMerge(spread, topic(WORLD, "login")), "mixed")])
    assert [one.edit for one in found.conflicts] == [2]
    assert "spread over 4 groups" in found.conflicts[0].reason


def test_a_theme_is_found_by_its_centre_when_all_its_anchors_have_left() -> None:
    old = Anchor.of("export", ("x-1", "x-2", "x-3"), axis(0, 4, 0.6), MODEL)
    found = again([edit(1, Merge(topic(WORLD, "login"), old), "export")])
    assert held(found) == {"export": {*members(WORLD, "login", "export")}}


def test_a_centre_of_another_model_finds_nothing() -> None:
    old = Anchor.of("export", ("x-1", "x-2", "x-3"), axis(0, 4, 0.6), "other model")
    found = again([edit(1, NeverMerge(old, topic(WORLD, "login")), "export")])
    assert [one.edit for one in found.conflicts] == [1]


def test_undone_edits_are_not_made_again() -> None:
    clustering = four(WORLD)
    gone = edit(1, Merge(topic(WORLD, "login"), topic(WORLD, "export")), "export", undone=True)
    assert again([gone], clustering).clustering is clustering


_EDITS = st.lists(
    st.sampled_from(
        [
            lambda number: merge("login", "export", number),
            lambda number: merge("invoice", "export", number),
            lambda number: apart("login", "export", number),
            lambda number: split("export", number),
            lambda number: split("calendar", number),
            lambda number: pin("export stops", "calendar", number=number),
            lambda number: pin("nobody says this", examples=("login-00", "loose-1"), number=number),
            lambda number: edit(number, Move("export-03", topic(WORLD, "calendar")), "calendar"),
            lambda number: edit(number, Move("login-03", None), "login"),
        ]
    ),
    max_size=5,
).map(lambda makers: [maker(number) for number, maker in enumerate(makers, start=1)])
_GROUPS = st.sampled_from(
    [
        (("export",), ("login",), ("invoice",), ("calendar",)),
        (("export", "login"), ("invoice",), ("calendar",)),
        (("export", "login", "invoice", "calendar"),),
        (("invoice",),),
        (),
    ]
)


@settings(deadline=None, max_examples=80)
@given(edits=_EDITS, groups=_GROUPS, seed=st.integers(0, 99))
def test_each_statement_ends_in_one_place_and_the_order_of_the_input_changes_nothing(
    edits: list[Edit], groups: tuple[tuple[str, ...], ...], seed: int
) -> None:
    clustering = grouped(WORLD, *groups)
    found = again(edits, clustering)
    inside = [member for cluster in found.clustering.clusters for member in cluster.members]
    assert sorted([*inside, *found.clustering.unclustered]) == sorted(WORLD.ids)
    assert len(set(found.claims.values())) == len(found.claims)
    for cluster in found.clustering.clusters:
        assert not cluster.parts or sorted(sum(cluster.parts, ())) == sorted(cluster.members)
        assert abs(float(np.linalg.norm(cluster.centroid)) - 1) < 1e-5
    chance = random.Random(seed)
    order = list(range(len(WORLD.ids)))
    chance.shuffle(order)
    mixed = Corpus(
        [WORLD.ids[at] for at in order], [WORLD.texts[at] for at in order], WORLD.vectors[order], MODEL
    )
    clusters = list(clustering.clusters)
    if edits:  # without any, what comes back is what was given
        chance.shuffle(clusters)
    other = replay(Clustering(tuple(clusters), clustering.unclustered), mixed, edits[::-1], PHRASES)
    assert _bytes(other) == _bytes(found)


@settings(deadline=None, max_examples=30)
@given(groups=_GROUPS)
def test_no_edits_leave_the_clustering_as_it_is(groups: tuple[tuple[str, ...], ...]) -> None:
    clustering = grouped(WORLD, *groups)
    assert again([], clustering) == Replayed(clustering, {}, (), (), ())


@settings(deadline=None, max_examples=60)
@given(seed=st.integers(0, 10_000), make=st.sampled_from([merge, apart]))
def test_pairs_hold_after_a_fifth_of_the_statements_has_left(seed: int, make: object) -> None:
    gone = random.Random(seed).sample(list(WORLD.ids), len(WORLD.ids) // 5)
    world = without(WORLD, gone)
    login, export = set(members(world, "login")), set(members(world, "export"))
    if make is merge:
        assert held(again([merge("login", "export")], four(world), world)) == {"export": login | export}
    else:
        joined = grouped(world, ("login", "export"), ("invoice",))
        assert held(again([apart("login", "export")], joined, world)) == {"login": login, "export": export}


@pytest.mark.parametrize("seed", range(5))
def test_splits_and_pins_hold_after_a_fifth_of_the_statements_has_left(seed: int) -> None:
    world = without(WORLD, random.Random(seed).sample(list(WORLD.ids), len(WORLD.ids) // 5))
    first, second = (set(half) & set(world.ids) for half in halves(WORLD, "export"))
    assert held(again([split("export")], four(world), world)) == {"export": first, "export-part": second}
    assert held(again([pin("export stops")], four(world), world)) == {"pinned": first}


def test_a_group_that_speaks_of_the_pinned_subject_comes_whole() -> None:
    found = again([pin("calendar")])
    assert held(found) == {"pinned": set(members(WORLD, "calendar"))}


def test_a_group_that_an_edit_has_given_an_id_does_not_come_whole() -> None:
    joined = merge("invoice", "calendar")
    found = again([joined, pin("calendar", number=2)])
    assert set(held(found)) == {"calendar", "pinned"}
    assert held(found)["pinned"] == set(members(WORLD, "calendar"))


def _bytes(found: Replayed) -> list[object]:
    return [
        [
            (one.members, one.centroid.tobytes(), one.stability, one.parts, one.also)
            for one in found.clustering.clusters
        ],
        dict(sorted(found.clustering.unclustered.items())),
        found.claims,
        found.conflicts,
        found.applied,
        [(one.theme_id, one.centroid.tobytes()) for one in found.unheard],
    ]
