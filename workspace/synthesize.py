"""Use case: feedback up to a month's end becomes weighted themes, written once, in one transaction.

Everything is read at the start and written at the end: a killed run leaves the store as it was. A month
whose inputs, settings and model are those of its stored run is answered with that run, at once.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from importlib.metadata import version
from typing import TYPE_CHECKING

from foundation.clock import Clock
from foundation.errors import SettingsError
from foundation.ids import content_id
from foundation.months import Month
from foundation.progress import Progress, silent
from ingest.items import Role
from synthesis.themes import (
    Cluster,
    Clustering,
    Manifest,
    Statement,
    SynthesisRun,
    Theme,
    ThemeLabel,
    UnclusteredReason,
    Vectors,
)
from workspace.machine_groups import Plan, make_groups, plan_groups
from workspace.month_book import MonthBook, load_month_book
from workspace.store import embeddings, feedback_views, runs
from workspace.store.groupings import Grouping, save_grouping, standing_grouping
from workspace.workspace import Workspace

if TYPE_CHECKING:
    from synthesis.embedder import Embedder
    from workspace.store.feedback_views import StoredItem

_REMEMBERED = 3  # runs before the last one from which a theme that dissolved may come back as itself
_LIBRARIES = ("nrr-engine", "hdbscan", "numpy", "scikit-learn", "sentence-transformers", "torch")


@dataclass(frozen=True, slots=True)
class _Inputs:
    """What a run reads, in one moment of the store. ``earlier`` is the run of a month before, ``older`` are
    those before it; ``stored`` is the one that this month has already; ``standing`` are groups to start from."""

    month: Month
    items: list[StoredItem]
    book: MonthBook
    earlier: SynthesisRun | None
    older: tuple[SynthesisRun, ...]
    stored: SynthesisRun | None
    standing: tuple[Month, Grouping] | None


@dataclass(frozen=True, slots=True)
class _Words:
    """The window's statements in order of id, and what was left out of the items by reason."""

    statements: tuple[Statement, ...]
    dropped: dict[str, int]


def synthesize(
    workspace: Workspace,
    month: Month | None,
    clock: Clock,
    progress: Progress = silent,
    *,
    refit: bool = False,
) -> SynthesisRun:
    """The run of ``month`` (default: the latest with feedback), stored. The same input gives the same run.
    ``refit`` groups all statements anew where standing groups would do.

    Raises SettingsError without feedback, StoreError while another process writes.
    """
    from synthesis.sentence_embedder import load_embedder

    settings = workspace.settings
    inputs = _read(workspace, month)
    words = _statements(inputs, progress)
    embedder = load_embedder(settings.embedding.model, settings.embedding.allow_download)
    plan = plan_groups(
        words.statements, inputs.standing, settings.themes, (inputs.month, _machine(embedder), refit)
    )
    manifest = _manifest(workspace, inputs, words, plan, embedder)
    if inputs.stored and inputs.stored.id == _run_id(inputs.month, manifest):
        return inputs.stored
    vectors, fresh = _vectors(workspace, words.statements, embedder, progress)
    words = _judged(words, vectors, embedder)
    groups = make_groups(plan, words.statements, vectors, settings.themes, progress)
    run = _weighed(workspace, inputs, words, manifest, (groups.clustering, vectors), progress)
    with workspace.store().write(f"synthesize {inputs.month}") as connection:
        embeddings.save_vectors(connection, embedder.name, fresh)
        runs.save_run(connection, run, words.statements, clock.now())
        if not plan.ready:
            save_grouping(connection, inputs.month, groups)
    return run


def _read(workspace: Workspace, month: Month | None) -> _Inputs:
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
        before = runs.runs_before(connection, wanted, 1 + _REMEMBERED)
        return _Inputs(
            month=wanted,
            items=items,
            book=load_month_book(workspace, connection, wanted),
            earlier=before[0] if before else None,
            older=tuple(before[1:]),
            stored=runs.load_run(connection, wanted),
            standing=standing_grouping(connection, wanted),
        )


def _statements(inputs: _Inputs, progress: Progress) -> _Words:
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
    return _Words(tuple(found), dict(sorted(dropped.items())))


def _judged(words: _Words, vectors: Vectors, embedder: Embedder) -> _Words:
    """The statements with their kind and severity."""
    from synthesis.kinds import judge

    verdicts = judge(
        [statement.text for statement in words.statements],
        [None if statement.score is None else statement.score / 10 for statement in words.statements],
        vectors,
        embedder.name,
    )
    judged = tuple(
        replace(statement, kind=verdict.kind, severity=verdict.severity)
        for statement, verdict in zip(words.statements, verdicts, strict=True)
    )
    return replace(words, statements=judged)


def _machine(embedder: Embedder) -> str:
    """What else decides how statements fall into groups: the model and the libraries."""
    return content_id(embedder.name, *(f"{name} {version(name)}" for name in _LIBRARIES))


def _manifest(
    workspace: Workspace, inputs: _Inputs, words: _Words, plan: Plan, embedder: Embedder
) -> Manifest:
    """Everything that the themes and their figures depend on, known before any of it is computed."""
    settings = workspace.settings
    facts = [
        f"{statement.id} {statement.account_id} {statement.day} {statement.score}"
        for statement in words.statements
    ]
    return Manifest(
        model=embedder.name,
        model_hash=content_id(embedder.name),
        inputs=content_id(*facts, length=32),
        params={
            "themes": settings.themes.model_dump(),
            "priority": settings.priority.model_dump(),
            "book": inputs.book.fingerprint,
            "earlier_run": inputs.earlier.id if inputs.earlier else "",
            "groups": plan.key,
            "grouped": plan.how,
            "older_runs": [run.id for run in inputs.older],
        },
        items=len(inputs.items),
        statements=len(words.statements),
        statements_in_month=sum(Month.of(statement.day) == inputs.month for statement in words.statements),
        dropped=words.dropped,
        versions={name: version(name) for name in _LIBRARIES},
    )


def _run_id(month: Month, manifest: Manifest) -> str:
    return content_id(str(month), json.dumps(asdict(manifest), sort_keys=True))


def _vectors(
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


def _weighed(
    workspace: Workspace,
    inputs: _Inputs,
    words: _Words,
    manifest: Manifest,
    grouped: tuple[Clustering, Vectors],
    progress: Progress,
) -> SynthesisRun:
    from synthesis.ledger import ledger, newborn
    from synthesis.weighing import WeighInputs, weigh

    settings = workspace.settings
    themes, unclustered = _themes(inputs, words, *grouped)
    progress("weighing", 0, None)
    events = ledger(inputs.earlier, themes, words.statements, inputs.month, inputs.older)
    lately = (*events, *(inputs.earlier.events if inputs.earlier else ()))
    weighted, coverage, out = weigh(
        WeighInputs(
            themes=themes,
            statements=words.statements,
            unclustered=unclustered,
            month=inputs.month,
            arr_by_account=inputs.book.arr,
            risk_by_account=inputs.book.risk,
            params=settings.priority,
            window_months=settings.themes.window_months,
            min_quotes=settings.themes.min_quotes,
            active_accounts=inputs.book.active,
            answers=inputs.book.answers,
            segments=inputs.book.segments,
            tiers=inputs.book.tiers,
            statuses=newborn(lately, themes, words.statements, inputs.month),
        )
    )
    run_id = _run_id(inputs.month, manifest)
    return SynthesisRun(run_id, inputs.month, manifest, weighted, unclustered, coverage, out, events)


def _themes(
    inputs: _Inputs, words: _Words, machine: Clustering, vectors: Vectors
) -> tuple[tuple[Theme, ...], dict[str, UnclusteredReason]]:
    from synthesis.labelling import label_clusters
    from synthesis.tracking import Continuity, carry_identity

    ids = [statement.id for statement in words.statements]
    texts = [statement.text for statement in words.statements]
    clusters = machine.clusters
    said, rows = dict(zip(ids, texts, strict=True)), dict(zip(ids, vectors, strict=True))
    labels = label_clusters(clusters, said, rows)
    past = Continuity(earlier=inputs.older, part_labels=[_part_labels(one, said, rows) for one in clusters])
    themes = carry_identity(clusters, labels, inputs.earlier, words.statements, past)
    return themes, machine.unclustered


def _part_labels(
    theme: Cluster, said: Mapping[str, str], rows: Mapping[str, Vectors]
) -> tuple[ThemeLabel, ...]:
    """Names of a theme's parts, distinct among themselves."""
    from synthesis.labelling import label_clusters

    parts = [Cluster(part, theme.centroid, theme.stability) for part in theme.parts]
    return tuple(label_clusters(parts, said, rows)) if parts else ()
