"""The ledger tells what the statements show, and nothing of what a refit merely shuffles."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from foundation.months import Month
from synthesis.ledger import ledger, newborn
from synthesis.themes import (
    Cluster,
    EventKind,
    Statement,
    SynthesisRun,
    Theme,
    ThemeEvent,
    ThemeLabel,
    ThemeStatus,
)
from synthesis.tracking import Continuity, carry_identity
from tests.synthesis.cases import MAY, run_of, said

JUNE = MAY.plus(1)
YEAR = MAY.trailing(12)


def _statements(name: str, count: int, months: Sequence[Month] = YEAR) -> list[Statement]:
    """Evenly over the months, each of an account of its own."""
    return [
        said(f"{name}{number:03d}", f"{name}{number}", months[number % len(months)])
        for number in range(count)
    ]


def _ids(statements: Sequence[Statement]) -> list[str]:
    return [one.id for one in statements]


def _cluster(members: Sequence[str], axis: int, stability: float = 0.9) -> Cluster:
    centroid = np.zeros(8, dtype=np.float32)
    centroid[axis] = 1.0
    return Cluster(tuple(members), centroid, stability)


def _themes(
    clusters: Sequence[Cluster],
    statements: Sequence[Statement],
    previous: SynthesisRun | None = None,
    older: Sequence[SynthesisRun] = (),
) -> tuple[Theme, ...]:
    labels = [ThemeLabel("statement says", "", ())] * len(clusters)
    return carry_identity(clusters, labels, previous, statements, Continuity(earlier=older))


def _kinds(events: Sequence[ThemeEvent]) -> list[EventKind]:
    return [event.kind for event in events]


def test_a_run_against_itself_has_no_line_and_neither_has_the_first() -> None:
    statements = _statements("a", 30)
    themes = _themes([_cluster(_ids(statements), 0)], statements)
    assert ledger(run_of(themes), themes, statements, MAY) == ()
    assert ledger(None, themes, statements, MAY) == ()


def test_a_split_names_both_parts_and_how_much_they_hold() -> None:
    statements = _statements("a", 40)
    ids = _ids(statements)
    before = run_of(_themes([_cluster(ids, 0)], statements))
    after = _themes([_cluster(ids[:24], 0), _cluster(ids[24:38], 1)], statements, before)
    (event,) = ledger(before, after, statements, JUNE)
    assert event.kind is EventKind.SPLIT
    assert event.themes_before == (before.themes[0].theme.id,)
    assert event.themes_after == tuple(sorted(one.id for one in after))
    assert before.themes[0].theme.id in event.themes_after
    assert event.overlap == 38 / 40
    assert event.detail == "24 and 14 of its 40 statements are now apart."


def test_a_merge_is_the_mirror_image() -> None:
    statements = _statements("a", 40)
    ids = _ids(statements)
    before = run_of(_themes([_cluster(ids[:24], 0), _cluster(ids[24:], 1)], statements))
    (after,) = _themes([_cluster(ids, 0)], statements, before)
    (event,) = ledger(before, [after], statements, JUNE)
    assert (event.kind, event.overlap, event.themes_after) == (EventKind.MERGE, 1.0, (after.id,))
    assert set(event.themes_before) == {one.theme.id for one in before.themes}
    assert event.detail == "24 of 24 and 16 of 16 statements are now together."


def test_a_small_theme_that_is_swallowed_is_no_merge() -> None:
    statements = _statements("a", 40)
    ids = _ids(statements)
    before = run_of(_themes([_cluster(ids[:34], 0), _cluster(ids[34:], 1)], statements))
    after = _themes([_cluster(ids, 0)], statements, before)
    assert ledger(before, after, statements, JUNE) == ()


def test_groups_that_do_not_last_neither_split_nor_merge() -> None:
    statements = _statements("a", 40)
    ids = _ids(statements)
    whole, halves = [_cluster(ids, 0)], [_cluster(ids[:24], 0), _cluster(ids[24:], 1, 0.55)]
    before = run_of(_themes(whole, statements))
    assert ledger(before, _themes(halves, statements, before), statements, JUNE) == ()
    before = run_of(_themes(halves, statements))
    assert ledger(before, _themes(whole, statements, before), statements, JUNE) == ()


def test_a_part_that_was_unclustered_for_a_month_still_comes_from_its_theme() -> None:
    statements = _statements("a", 40)
    ids = _ids(statements)
    first = run_of(_themes([_cluster(ids, 0)], statements), month=MAY.plus(-1))
    between = run_of(_themes([_cluster(ids[:24], 0)], statements, first), loose=ids[24:], month=MAY)
    now = _themes([_cluster(ids[:24], 0), _cluster(ids[24:], 1)], statements, between, [first])
    assert ledger(between, now, statements, JUNE) == ()
    (event,) = ledger(between, now, statements, JUNE, [first])
    assert event.kind is EventKind.SPLIT
    told = replace(run_of(now, month=JUNE), events=(event,))
    later = _themes([_cluster(ids[:24], 0), _cluster(ids[24:], 1)], statements, told, [between, first])
    assert ledger(told, later, statements, JUNE.plus(1), [between, first]) == ()


def test_parts_that_come_back_as_themselves_are_no_split_and_a_union_restored_no_merge() -> None:
    statements = _statements("a", 40)
    ids = _ids(statements)
    whole, halves = [_cluster(ids, 0)], [_cluster(ids[:24], 0), _cluster(ids[24:], 1)]
    for first, second in ((halves, whole), (whole, halves)):
        start = run_of(_themes(first, statements), month=MAY.plus(-1))
        between = run_of(_themes(second, statements, start), month=MAY)
        now = _themes(first, statements, between, [start])
        assert ledger(between, now, statements, JUNE, [start]) == ()


def test_a_split_is_told_once_its_parts_have_stood_and_are_firm() -> None:
    statements = _statements("a", 40)
    ids = _ids(statements)
    first = run_of(_themes([_cluster(ids, 0)], statements), month=MAY.plus(-1))
    shaky = [_cluster(ids[:24], 0), _cluster(ids[24:], 1, 0.5)]
    between = run_of(_themes(shaky, statements, first), month=MAY)
    assert ledger(first, [one.theme for one in between.themes], statements, MAY) == ()
    now = _themes([_cluster(ids[:24], 0, 0.65), _cluster(ids[24:], 1, 0.65)], statements, between, [first])
    (event,) = ledger(between, now, statements, JUNE, [first])
    assert (event.kind, event.themes_before) == (EventKind.SPLIT, (first.themes[0].theme.id,))


def test_a_merge_is_told_once_the_whole_is_stable_and_not_again() -> None:
    statements = _statements("a", 40)
    ids = _ids(statements)
    halves = [_cluster(ids[:24], 0), _cluster(ids[24:], 1)]
    first = run_of(_themes(halves, statements), month=MAY.plus(-1))
    between = run_of(_themes([_cluster(ids, 0, 0.6)], statements, first), month=MAY)
    assert ledger(first, [one.theme for one in between.themes], statements, MAY) == ()
    now = _themes([_cluster(ids, 0)], statements, between, [first])
    (event,) = ledger(between, now, statements, JUNE, [first])
    assert event.kind is EventKind.MERGE
    told = replace(run_of(now, month=JUNE), events=(event,))
    later = _themes([_cluster(ids, 0)], statements, told, [between, first])
    assert ledger(told, later, statements, JUNE.plus(1), [between, first]) == ()


def test_parts_of_a_few_statements_make_no_line() -> None:
    statements = _statements("a", 20)
    ids = _ids(statements)
    before = run_of(_themes([_cluster(ids, 0)], statements))
    after = _themes([_cluster(ids[:11], 0), _cluster(ids[11:], 1)], statements, before)
    assert ledger(before, after, statements, JUNE) == ()


def test_a_birth_needs_recent_voices() -> None:
    old = _statements("a", 60)
    fresh = _statements("f", 8, [MAY, JUNE])
    before = run_of(_themes([_cluster(_ids(old)[:40], 0)], old), loose=_ids(old)[40:])
    statements = [*old, *fresh]
    now = _themes([_cluster(_ids(old)[:40], 0), _cluster(_ids(fresh), 1)], statements, before)
    (event,) = ledger(before, now, statements, JUNE)
    assert (event.kind, event.themes_before, event.overlap) == (EventKind.BIRTH, (), 0.0)
    assert event.detail == "8 of 8 voices are since 2026-04."
    assert newborn([event], now, statements, JUNE) == {event.themes_after[0]: ThemeStatus.NEW}
    assert newborn([event], now, statements, JUNE.plus(2)) == {}
    gathered = _themes([_cluster(_ids(old)[:40], 0), _cluster(_ids(old)[40:], 1)], old, before)
    assert ledger(before, gathered, old, JUNE) == ()


def test_one_account_gives_no_birth() -> None:
    old = _statements("a", 60)
    pasted = [one._replace(account_id="loud") for one in _statements("f", 12, [MAY, JUNE])]
    before = run_of(_themes([_cluster(_ids(old), 0)], old))
    statements = [*old, *pasted]
    now = _themes([_cluster(_ids(old), 0), _cluster(_ids(pasted), 1)], statements, before)
    assert ledger(before, now, statements, JUNE) == ()


def test_a_theme_born_tentative_is_told_once_when_it_is_firm() -> None:
    old, fresh = _statements("a", 60), _statements("f", 12, [MAY.plus(-1), MAY, JUNE])
    statements = [*old, *fresh]
    first = run_of(_themes([_cluster(_ids(old), 0)], old), month=MAY.plus(-1))
    clusters = [_cluster(_ids(old), 0), _cluster(_ids(fresh), 1, 0.55)]
    tentative = run_of(_themes(clusters, statements, first), month=MAY)
    assert ledger(first, [one.theme for one in tentative.themes], statements, MAY) == ()
    clusters[1] = replace(clusters[1], stability=0.8)
    firm = _themes(clusters, statements, tentative, [first])
    assert _kinds(ledger(tentative, firm, statements, JUNE, [first])) == [EventKind.BIRTH]
    again = _themes(clusters, statements, run_of(firm, month=JUNE), [tentative, first])
    assert ledger(run_of(firm, month=JUNE), again, statements, JUNE, [tentative, first]) == ()


def test_a_theme_whose_statements_left_the_window_dies_of_age() -> None:
    kept, leaving = _statements("a", 30), _statements("b", 20, [MAY.plus(-11)])
    everything = [*kept, *leaving]
    before = run_of(_themes([_cluster(_ids(kept), 0), _cluster(_ids(leaving), 1)], everything))
    now = _themes([_cluster(_ids(kept), 0)], kept, before)
    (event,) = ledger(before, now, kept, JUNE)
    assert (event.kind, event.themes_after) == (EventKind.DEATH, ())
    assert event.detail == "0 of 20 statements are still in the window."


def test_a_silent_theme_dies_and_one_that_merely_dissolves_does_not() -> None:
    kept, silent = _statements("a", 60), _statements("b", 30, YEAR[:6])
    everything = [*kept, *silent]
    before = run_of(_themes([_cluster(_ids(kept)[:45], 0), _cluster(_ids(silent), 1)], everything))
    now = _themes([_cluster([*_ids(kept)[:45], *_ids(silent)[:5]], 0)], everything, before)
    (event,) = ledger(before, now, everything, MAY)
    assert event.kind is EventKind.DEATH
    assert event.detail.startswith("0 of 30 voices are since 2026-03; 5 of its statements")
    before = run_of(_themes([_cluster(_ids(kept)[:45], 0), _cluster(_ids(kept)[45:], 1)], everything))
    now = _themes([_cluster(_ids(kept)[:45], 0)], everything, before)
    assert ledger(before, now, everything, MAY) == ()


def test_a_theme_without_members_has_no_line() -> None:
    """A pinned theme may stand before anybody said anything."""
    statements = _statements("a", 30)
    (whole,) = _themes([_cluster(_ids(statements), 0)], statements)
    empty = replace(whole, id="pinned", members=())
    assert ledger(run_of([whole, empty]), [whole, empty], statements, JUNE) == ()
    assert ledger(run_of([whole, empty]), [whole], statements, JUNE) == ()
    assert ledger(run_of([whole]), [whole, empty], statements, JUNE) == ()


def test_a_theme_that_kept_its_id_and_little_else_has_drifted() -> None:
    statements = _statements("a", 40)
    ids = _ids(statements)
    before = run_of(_themes([_cluster(ids[:20], 0)], statements), loose=ids[20:])
    now = _themes([_cluster(ids[12:40], 0)], statements, before)
    (event,) = ledger(before, now, statements, JUNE)
    assert (event.kind, event.overlap) == (EventKind.DRIFT, 0.2)
    moved = np.zeros(8, dtype=np.float32)
    moved[:2] = 0.6, 0.8
    now = _themes([Cluster(tuple(ids[:20]), moved, 0.9)], statements, before)
    assert _kinds(ledger(before, now, statements, JUNE)) == [EventKind.DRIFT]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.integers(12, 60), min_size=1, max_size=6),
    st.floats(0.0, 0.15),
    st.randoms(use_true_random=False),
)
def test_members_traded_at_the_edges_are_no_event(
    sizes: list[int], traded: float, chance: random.Random
) -> None:
    """Up to 15 % of each theme moves at random; that is wobble, and it splits and merges nothing."""
    groups = [_ids(_statements(f"g{number}", size)) for number, size in enumerate(sizes)]
    statements = [one for number, size in enumerate(sizes) for one in _statements(f"g{number}", size)]
    before = run_of(_themes([_cluster(group, axis) for axis, group in enumerate(groups)], statements))
    moved: list[list[str]] = [[] for _ in groups]
    loose: list[str] = []
    for home, group in enumerate(groups):
        for number, member in enumerate(chance.sample(group, len(group))):
            goes = number < traded * len(group)
            target = chance.randrange(len(groups) + 1) if goes else home
            (loose if target == len(groups) else moved[target]).append(member)
    clusters = [_cluster(group, axis) for axis, group in enumerate(moved) if group]
    chance.shuffle(clusters)
    now = _themes(clusters, statements, before)
    assert {one.id for one in now} == {one.theme.id for one in before.themes}
    assert ledger(before, now, statements, JUNE) == ()


@settings(max_examples=40, deadline=None)
@given(st.integers(40, 120), st.floats(0.3, 0.5), st.floats(0, 0.15), st.randoms(use_true_random=False))
def test_a_real_split_is_told_through_the_noise(
    size: int, part: float, noise: float, chance: random.Random
) -> None:
    statements, others = _statements("a", size), _statements("b", 60)
    ids = chance.sample(_ids(statements), size)
    stays = ids[round(noise * size) :]
    cut = round(part * len(stays))
    whole = [_cluster(ids, 0), _cluster(_ids(others), 2)]
    before = run_of(_themes(whole, [*statements, *others]))
    halves = [_cluster(stays[cut:], 0), _cluster(stays[:cut], 1), _cluster(_ids(others), 2)]
    now = _themes(halves, [*statements, *others], before)
    assert _kinds(ledger(before, now, [*statements, *others], JUNE)) == [EventKind.SPLIT]
    turned = _themes(whole, [*statements, *others], run_of(now))
    assert _kinds(ledger(run_of(now), turned, [*statements, *others], JUNE)) == [EventKind.MERGE]
