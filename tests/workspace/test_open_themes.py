"""The theme gate: whose complaints count, and until when."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from foundation.growth_settings import ExpansionSettings
from foundation.months import Month
from synthesis.edits import Resolve
from synthesis.themes import Statement, SynthesisRun, ThemeKind
from tests.workspace.run_samples import MONTH, make_run
from workspace.open_themes import open_themes
from workspace.store import runs, theme_edits
from workspace.store.engine import Store

MADE = datetime(2026, 11, 1, 8, tzinfo=UTC)
END = MONTH.last_day
ONE_OF_THREE = ExpansionSettings(tier1_theme_share=0.2)


@pytest.fixture
def run(store: Store) -> SynthesisRun:
    """Three complaint themes of four statements each, said on the first days of October."""
    found, statements = make_run()
    complaints = [one._replace(kind=ThemeKind.COMPLAINT) for one in statements]
    _save(store, found, complaints)
    return found


def _save(store: Store, run: SynthesisRun, statements: list[Statement]) -> None:
    with store.write("test") as connection:
        runs.save_run(connection, run, statements, MADE)


def _open(
    store: Store, day: date = END, params: ExpansionSettings = ONE_OF_THREE
) -> list[tuple[str, int, date]]:
    with store.read() as connection:
        found, _ = open_themes(connection, day, params, {"a1": "top"})
    return [(one.account, one.place, one.day) for one in found]


def test_the_first_fifth_by_priority_counts_and_families_count_for_their_top(
    store: Store, run: SynthesisRun
) -> None:
    # Statement 0 has no account; 1, 2 and 3 are of a1, a2 and a3, said on 2, 3 and 4 October.
    assert _open(store) == [
        ("a2", 1, date(2026, 10, 3)),
        ("a3", 1, date(2026, 10, 4)),
        ("top", 1, date(2026, 10, 2)),
    ]
    every = _open(store, params=ExpansionSettings(tier1_theme_share=1.0))
    assert {place for _, place, _ in every} == {1, 2, 3}


def test_an_old_complaint_and_one_after_the_day_do_not_count(store: Store, run: SynthesisRun) -> None:
    assert _open(store, params=ExpansionSettings(theme_days=28)) == [("a3", 1, date(2026, 10, 4))]
    with store.read() as connection:
        assert open_themes(connection, date(2026, 10, 30), ONE_OF_THREE, {}) == ((), None)
        _, month = open_themes(connection, date(2026, 11, 15), ONE_OF_THREE, {})
    assert month == Month(2026, 10)


def test_a_resolved_theme_counts_with_what_was_said_since_and_from_that_day_on(
    store: Store, run: SynthesisRun
) -> None:
    first = run.themes[0].theme
    with store.write("test") as connection:
        theme_edits.add_edit(connection, MADE, first.id, Resolve(date(2026, 10, 3)))
    assert _open(store) == [("a3", 1, date(2026, 10, 4))]


def test_requests_are_no_complaints(store: Store) -> None:
    _save(store, *make_run())
    assert _open(store) == []
