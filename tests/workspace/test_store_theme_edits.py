"""Edits in the store: what goes in comes out, numbers stay, and erased statements leave no trace in them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import numpy as np
import pytest

from synthesis.edits import (
    Anchor,
    Change,
    Hide,
    Merge,
    Move,
    NeverMerge,
    Part,
    Pin,
    Rename,
    Resolve,
    Split,
    unit,
)
from tests.workspace.run_samples import make_run
from tests.workspace.run_samples import unit as vector
from workspace.store import embeddings, runs, theme_edits
from workspace.store.engine import Store

AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
ONE = Anchor("a", ("s1", "s2"), (0.6, -0.8), "model")
TWO = Anchor("b", (), (), "")
CHANGES: tuple[Change, ...] = (
    Rename("Exports “break” – again"),
    Hide(),
    Resolve(date(2026, 10, 3)),
    Merge(ONE, TWO),
    Split((Part(ONE), Part(TWO, "in words"))),
    Pin("SSO", ("single sign-on", "SSO"), ONE),
    NeverMerge(ONE, TWO),
    Move("s1", ONE),
    Move("s1", None),
)


@pytest.mark.parametrize("change", CHANGES)
def test_every_edit_comes_out_as_it_went_in(store: Store, change: Change) -> None:
    with store.write("edit") as connection:
        written = theme_edits.add_edit(connection, AT, "a", change)
    with store.read() as connection:
        assert theme_edits.edits(connection) == (written,)
    assert (written.number, written.change, written.at) == (1, change, AT)


def test_numbers_go_on_after_an_undo(store: Store) -> None:
    with store.write("edit") as connection:
        for change in CHANGES[:3]:
            theme_edits.add_edit(connection, AT, "a", change)
        theme_edits.mark_undone(connection, [3], AT)
        assert theme_edits.next_number(connection) == 4
        assert [one.stands for one in theme_edits.edits(connection)] == [True, True, False]


def test_an_erased_statement_leaves_every_edit_and_its_centres(store: Store) -> None:
    run, said = make_run()
    kept, gone = said[0], said[1]
    anchor = Anchor.of("a", (gone.id, kept.id), vector(9), "m")
    with store.write("edit") as connection:
        runs.save_run(connection, run, said, AT)
        key = embeddings.text_hash(kept.text)
        embeddings.save_vectors(connection, "m", {key: vector(3)})
        for change in (
            Merge(anchor, TWO),
            Move(gone.id, anchor),
            Pin("P", (), Anchor("p", (gone.id,), (1.0,), "m")),
        ):
            theme_edits.add_edit(connection, AT, "a", change)
        theme_edits.mark_undone(connection, [1], AT)
        assert theme_edits.forget_statements(connection, [gone.id]) == 3
        assert theme_edits.forget_statements(connection, [gone.id]) == 0
        merged, moved, pinned = (one.change for one in theme_edits.edits(connection))
    assert isinstance(merged, Merge)
    assert merged.gone.statements == (kept.id,)
    assert np.allclose(merged.gone.centroid, unit(vector(3).astype(np.float64)), atol=1e-5)
    assert moved == Move("", merged.gone)
    assert pinned == Pin("P", (), Anchor("p", (), (), "m"))
