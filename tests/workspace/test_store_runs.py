from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foundation.errors import StoreError
from foundation.months import Month
from synthesis.themes import SynthesisRun, Theme, UnclusteredReason
from tests.workspace.run_samples import MONTH, figures, make_run
from workspace.store.engine import Store
from workspace.store.runs import (
    latest_month,
    load_run,
    months,
    previous_run,
    run_created,
    run_statement,
    save_run,
    statements_of,
)

CREATED = datetime(2026, 11, 2, 8, 30, tzinfo=UTC)


def assert_same_run(one: SynthesisRun | None, other: SynthesisRun) -> None:
    """Equal in every field; centroids by their bytes."""
    assert one is not None
    bare = [
        replace(run, themes=tuple(replace(found, theme=_bare(found.theme)) for found in run.themes))
        for run in (one, other)
    ]
    assert bare[0] == bare[1]
    for left, right in zip(one.themes, other.themes, strict=True):
        assert left.theme.centroid.dtype == np.float32
        assert left.theme.centroid.tobytes() == right.theme.centroid.tobytes()


def _bare(theme: Theme) -> Theme:
    values = {field.name: getattr(theme, field.name) for field in fields(theme)}
    return Theme(**(values | {"centroid": None}))


def test_a_run_comes_back_as_it_went_in(store: Store) -> None:
    run, statements = make_run()
    with store.write("synthesize") as conn:
        save_run(conn, run, statements, CREATED)
    with store.read() as conn:
        assert_same_run(load_run(conn, MONTH), run)
        assert statements_of(conn, run.id) == statements
        assert run_statement(conn, statements[3].id) == statements[3]
        assert run_statement(conn, "absent") is None
        assert run_created(conn, MONTH) == CREATED
        assert load_run(conn, MONTH.plus(1)) is None
        assert run_created(conn, MONTH.plus(1)) is None


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.floats(allow_nan=False, allow_infinity=False, min_value=-1e12, max_value=1e12))
def test_figures_come_back_to_the_last_bit(store: Store, seed: float) -> None:
    run, statements = make_run()
    first = replace(run.themes[0], weights=replace(figures(0.5), priority=seed, growth=seed, arr=seed))
    changed = replace(run, themes=(first, *run.themes[1:]))
    with store.write("synthesize") as conn:
        save_run(conn, changed, statements, CREATED)
    with store.read() as conn:
        assert_same_run(load_run(conn, MONTH), changed)


def test_a_second_run_replaces_its_month_and_leaves_the_others(store: Store) -> None:
    september, early = make_run(month=Month(2026, 9), run_id="september", themes=1)
    first, many = make_run(run_id="first", themes=3)
    second, fewer = make_run(run_id="second", themes=2, loose=0)
    with store.write("synthesize") as conn:
        save_run(conn, september, early, CREATED)
        save_run(conn, first, many, CREATED)
    with store.write("synthesize") as conn:
        save_run(conn, second, fewer, CREATED)
    with store.read() as conn:
        assert months(conn) == [Month(2026, 9), MONTH]
        assert latest_month(conn) == MONTH
        assert_same_run(load_run(conn, MONTH), second)
        assert_same_run(previous_run(conn, MONTH), september)
        assert previous_run(conn, Month(2026, 9)) is None
        assert statements_of(conn, "first") == []
        held = conn.exec_driver_sql("SELECT count(*) FROM statement").scalar()
        assert held == len({one.id for one in [*early, *fewer]})


def test_saving_the_same_run_again_changes_nothing(store: Store) -> None:
    run, statements = make_run()
    for _ in range(2):
        with store.write("synthesize") as conn:
            save_run(conn, run, statements, CREATED)
    with store.read() as conn:
        assert_same_run(load_run(conn, MONTH), run)
        assert conn.exec_driver_sql("SELECT count(*) FROM synthesis_run").scalar() == 1


def test_a_run_whose_statements_are_missing_is_refused_and_the_old_one_stays(store: Store) -> None:
    run, statements = make_run()
    with store.write("synthesize") as conn:
        save_run(conn, run, statements, CREATED)
    broken = replace(run, id="broken", unclustered_reasons={"nowhere": UnclusteredReason.BETWEEN})
    with pytest.raises(StoreError, match="FOREIGN KEY"), store.write("synthesize") as conn:
        save_run(conn, broken, statements, CREATED)
    with store.read() as conn:
        assert_same_run(load_run(conn, MONTH), run)


def test_an_empty_store_has_no_months(store: Store) -> None:
    with store.read() as conn:
        assert months(conn) == []
        assert latest_month(conn) is None
        assert previous_run(conn, MONTH) is None
