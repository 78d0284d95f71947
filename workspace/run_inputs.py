"""What a synthesis reads of the store, and the vectors of its statements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from foundation.errors import SettingsError
from foundation.months import Month
from foundation.progress import Progress
from synthesis.edits import Edit, structural
from synthesis.themes import Statement, SynthesisRun, Vectors
from workspace.month_book import MonthBook, load_month_book
from workspace.store import embeddings, feedback_views, part_readings, runs, theme_edits
from workspace.store.groupings import Standing, standing_grouping
from workspace.store.part_readings import PartReading
from workspace.workspace import Workspace

if TYPE_CHECKING:
    from synthesis.embedder import Embedder
    from workspace.store.feedback_views import StoredItem

_REMEMBERED = 3  # runs before the last one from which a theme that dissolved may come back as itself


@dataclass(frozen=True, slots=True)
class RunInputs:
    """What a run reads, in one moment of the store. ``earlier`` is the run of a month before, ``older`` are
    those before it; ``fallback``, where there are none, is the run to know themes again from, this month's own or
    that of a month after. ``stored`` is the one that this month has already; ``standing`` are groups to start
    from, ``edits`` what people want of them, ``readings`` what earlier runs made of
    each part."""

    month: Month
    items: list[StoredItem]
    book: MonthBook
    earlier: SynthesisRun | None
    older: tuple[SynthesisRun, ...]
    fallback: SynthesisRun | None
    stored: SynthesisRun | None
    standing: Standing | None
    edits: tuple[Edit, ...]
    readings: Mapping[str, PartReading]


def read_inputs(workspace: Workspace, month: Month | None) -> RunInputs:
    """What the run of ``month`` (default: the latest with feedback) needs. Raises SettingsError without any."""
    with workspace.store().read() as connection:
        wanted = month or feedback_views.latest_month(connection)
        if wanted is None:
            raise SettingsError(
                "there is no feedback yet", hint="Import some: nrr import tickets|nps|calls FILE."
            )
        if not feedback_views.count_items(connection, wanted.first_day, wanted.last_day):
            raise SettingsError(
                f"there is no feedback in {wanted}",
                hint="Choose a month with feedback, or import some first.",
            )
        since = wanted.trailing(workspace.settings.themes.window_months)[0].first_day
        items = list(feedback_views.items_with_parts(connection, wanted.last_day, since))
        stored = runs.load_run(connection, wanted)
        before = runs.runs_before(connection, wanted, 1 + _REMEMBERED)
        return RunInputs(
            month=wanted,
            items=items,
            book=load_month_book(workspace, connection, wanted),
            earlier=before[0] if before else None,
            older=tuple(before[1:]),
            fallback=None if before else stored or runs.run_after(connection, wanted),
            stored=stored,
            standing=standing_grouping(connection, wanted),
            edits=structural(theme_edits.edits(connection)),
            readings=part_readings.load_readings(connection),
        )


def vectors_of(
    workspace: Workspace, statements: Sequence[Statement], embedder: Embedder, progress: Progress
) -> tuple[Vectors, dict[str, Vectors]]:
    """One row a statement, in order, and the vectors that the store does not have yet, by text hash."""
    import numpy as np

    keys = [embeddings.text_hash(statement.text) for statement in statements]
    texts = dict(zip(keys, (statement.text for statement in statements), strict=True))
    with workspace.store().read() as connection:
        known = embeddings.load_vectors(connection, embedder.name, sorted(texts))
    missing = sorted(key for key in texts if key not in known)
    made = embedder.embed([texts[key] for key in missing], progress) if missing else ()
    fresh = dict(zip(missing, made, strict=True))
    known.update(fresh)
    rows = [known[key] for key in keys]
    return (np.stack(rows) if rows else np.zeros((0, embedder.dimension), np.float32)), fresh
