"""Which edits hang on which, which contradict which, and what is laid over a run."""

from __future__ import annotations

from datetime import date

import pytest

from foundation.months import Month
from synthesis.edit_order import contradicted, dependents, merged_into, spoken_of
from synthesis.edits import (
    Anchor,
    Change,
    Edit,
    Hide,
    Merge,
    Move,
    NeverMerge,
    Part,
    Pin,
    Rename,
    Resolve,
    Split,
    phrases_of,
    standing,
    structural,
)
from synthesis.overlay import decided, hidden_figures, laid_over
from synthesis.themes import ThemeStatus
from tests.synthesis.cases import run_of, theme
from tests.synthesis.edit_cases import edit

A, B, C = Anchor("a"), Anchor("b"), Anchor("c")


def edits(*pairs: tuple[Change, str]) -> list[Edit]:
    return [edit(number, change, theme_id) for number, (change, theme_id) in enumerate(pairs, start=1)]


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ((Rename("One"), "a"), (Rename("Two"), "a")),
        ((Resolve(date(2026, 1, 1)), "a"), (Resolve(date(2026, 2, 1)), "a")),
        ((NeverMerge(A, B), "a"), (Merge(B, A), "a")),
        ((Merge(A, B), "b"), (NeverMerge(B, A), "b")),
        ((Merge(A, B), "b"), (Merge(B, A), "a")),
        ((Split((Part(A), Part(B), Part(C))), "a"), (Merge(C, B), "b")),
        ((Pin("P", ("p",), Anchor("p")), "p"), (Merge(Anchor("p"), A), "a")),
        ((Move("s", A), "a"), (Move("s", None), "a")),
    ],
)
def test_the_later_of_two_that_contradict_overrides(
    earlier: tuple[Change, str], later: tuple[Change, str]
) -> None:
    assert contradicted(edits(earlier, later)) == {1: 2}


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ((Rename("One"), "a"), (Rename("Two"), "b")),
        ((Rename("One"), "a"), (Hide(), "a")),
        ((NeverMerge(A, B), "a"), (Merge(A, C), "c")),
        ((Merge(A, B), "b"), (NeverMerge(B, C), "b")),
        ((Move("s", A), "a"), (Move("t", A), "a")),
        ((Pin("P", ("p",), Anchor("p")), "p"), (Merge(A, Anchor("p")), "p")),
        ((Move("", A), "a"), (Move("", None), "a")),
    ],
)
def test_edits_that_can_both_hold_do(earlier: tuple[Change, str], later: tuple[Change, str]) -> None:
    assert contradicted(edits(earlier, later)) == {}


def test_what_speaks_of_a_theme_that_an_edit_made_hangs_on_it_and_so_on() -> None:
    made = edits(
        (Split((Part(A), Part(Anchor("x")))), "a"),
        (Rename("A again"), "a"),
        (Split((Part(Anchor("x")), Part(Anchor("y")))), "x"),
        (Hide(), "y"),
        (Merge(C, B), "b"),
    )
    assert [one.number for one in dependents(made, 1)] == [3, 4]
    assert dependents(made, 2) == ()
    assert dependents([*made[:3], edit(4, Hide(), "y", undone=True)], 3) == ()


def test_a_theme_is_merged_away_until_a_later_edit_takes_it_back() -> None:
    gone = edits((Merge(A, B), "b"))
    assert {one: by.number for one, by in merged_into(gone).items()} == {"a": 1}
    assert merged_into([*gone, edit(2, NeverMerge(A, B), "a")]) == {}
    assert set(merged_into([*gone, edit(2, Merge(B, A), "a")])) == {"b"}


def test_only_what_stands_and_moves_statements_is_replayed_in_order() -> None:
    made = [edit(3, Merge(A, B), "b"), edit(1, Rename("X"), "a"), edit(2, Hide(), "a", undone=True)]
    assert [one.number for one in standing(made)] == [1, 3]
    assert [one.number for one in structural(made)] == [3]
    assert spoken_of(made[0]) == {"a", "b"}


def test_every_phrase_that_a_replay_needs_is_named_once() -> None:
    parts = Split((Part(A, "slow"), Part(B, "stops"), Part(C)))
    made = edits((parts, "a"), (Pin("P", ("slow", "SSO"), Anchor("p")), "p"), (Rename("X"), "a"))
    assert phrases_of(made) == ("SSO", "slow", "stops")


RUN = run_of([theme("a", ["s1", "s2", "s3"]), theme("b", ["s4"], axis=1), theme("c", [], axis=2)])


def test_nothing_is_laid_over_a_run_without_edits() -> None:
    undone = edit(1, Rename("X"), "a", undone=True)
    assert laid_over(RUN, [undone, edit(2, Merge(A, B), "b")], {}) is RUN


def test_names_are_laid_over_the_last_one_wins() -> None:
    words = Split((Part(A), Part(B, "in words")))
    made = edits((Rename("First"), "a"), (words, "a"), (Rename("Last"), "a"), (Rename("Lost"), "gone"))
    assert [one.theme.label for one in laid_over(RUN, made, {}).themes] == ["Last", "in words", "label c"]


def test_a_hidden_theme_leaves_the_list_and_is_stated() -> None:
    found = laid_over(RUN, edits((Hide(), "b")), {})
    assert [one.theme.id for one in found.themes] == ["a", "c"]
    assert [one.theme.id for one in found.hidden] == ["b"]
    assert hidden_figures(found) == (0, 0.0)


def test_a_resolved_theme_says_how_often_it_is_still_heard() -> None:
    days = {"s1": date(2026, 5, 3), "s2": date(2026, 5, 4), "s3": date(2026, 6, 1)}
    found = laid_over(RUN, edits((Resolve(date(2026, 5, 3)), "a")), days).themes[0]
    assert found.status is ThemeStatus.RESOLVED
    assert decided(found) == ("Resolved on 2026-05-03, still heard 1 time since.",)


def test_a_theme_is_not_resolved_before_the_month_of_its_date() -> None:
    june = edits((Resolve(date(2026, 6, 1)), "a"))
    assert laid_over(RUN, june, {}).themes[0].status is ThemeStatus.STEADY
    later = run_of([theme("a", ["s1"])], month=Month(2026, 7))
    assert laid_over(later, june, {}).themes[0].status is ThemeStatus.RESOLVED


def test_a_pinned_theme_says_so() -> None:
    found = laid_over(RUN, edits((Pin("Tracked", ("p",), Anchor("c")), "c")), {}).themes[2]
    assert (found.theme.label, found.pinned) == ("Tracked", True)
    assert "tracked" in decided(found)[0]
