"""What a synthesis reads of the store, and the feedback as statements with kinds and vectors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from foundation.errors import SettingsError
from foundation.months import Month
from foundation.progress import Progress
from ingest.items import Role
from synthesis.edits import Edit, structural
from synthesis.themes import Statement, SynthesisRun, Vectors
from workspace.month_book import MonthBook, load_month_book
from workspace.store import embeddings, feedback_views, runs, theme_edits
from workspace.store.groupings import Standing, standing_grouping
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
    from, ``edits`` what people want of them."""

    month: Month
    items: list[StoredItem]
    book: MonthBook
    earlier: SynthesisRun | None
    older: tuple[SynthesisRun, ...]
    fallback: SynthesisRun | None
    stored: SynthesisRun | None
    standing: Standing | None
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """The window's statements in order of id, and what was left out of the items by reason."""

    statements: tuple[Statement, ...]
    dropped: dict[str, int]


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
        )


def split_items(inputs: RunInputs, progress: Progress) -> Words:
    """Split every customer part into statements, in order of id and not yet judged."""
    from synthesis.statements import statements_of

    found: list[Statement] = []
    dropped: Counter[str] = Counter()
    for done, stored in enumerate(inputs.items, start=1):
        item = stored.item
        for part in stored.parts:
            said_on = (part.at or item.occurred_at).date()
            if part.role is not Role.CUSTOMER or not part.public or said_on > inputs.month.last_day:
                continue
            statements, left_out = statements_of(
                item_id=item.id,
                part_id=part.id,
                account_id=inputs.book.members.get(stored.account_id or "", stored.account_id),
                source=item.source,
                day=said_on,
                text=part.text,
                score=item.score if item.score_scale == "nps" else None,
            )
            found.extend(statements)
            dropped.update(left_out)
        if done % 200 == 0 or done == len(inputs.items):
            progress("splitting", done, len(inputs.items))
    found.sort(key=lambda statement: statement.id)
    return Words(tuple(found), dict(sorted(dropped.items())))


def judged(words: Words, vectors: Vectors, embedder: Embedder) -> Words:
    """The statements with their kind and severity."""
    from synthesis.kinds import judge

    verdicts = judge(
        [statement.text for statement in words.statements],
        [None if statement.score is None else statement.score / 10 for statement in words.statements],
        vectors,
        embedder.name,
    )
    found = tuple(
        replace(statement, kind=verdict.kind, severity=verdict.severity)
        for statement, verdict in zip(words.statements, verdicts, strict=True)
    )
    return replace(words, statements=found)


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
    made = embedder.embed([texts[key] for key in missing], progress)
    fresh = dict(zip(missing, made, strict=True))
    known.update(fresh)
    rows = [known[key] for key in keys]
    return (np.stack(rows) if rows else np.zeros((0, embedder.dimension), np.float32)), fresh
