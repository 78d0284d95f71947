"""Use case: feedback up to a month's end becomes weighted themes, written once, in one transaction.

Everything is read at the start and written at the end; a run that is killed between leaves the store as it was.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from importlib.metadata import version
from typing import TYPE_CHECKING

from accounts.figures import FeedbackSignal
from foundation.clock import Clock
from foundation.errors import SettingsError
from foundation.ids import content_id
from foundation.months import Month
from foundation.progress import Progress, silent
from ingest.items import Role
from synthesis.themes import Manifest, Statement, SynthesisRun, Theme, Vectors
from workspace.account_book import load_book
from workspace.store import embeddings, feedback_views, runs
from workspace.workspace import Workspace

if TYPE_CHECKING:
    from accounts.book import AccountBook
    from synthesis.embedder import Embedder
    from workspace.store.feedback_views import StoredItem

SIGNAL_DAYS = 400  # what risk scoring looks back on: a year and the quarter that it is compared with


@dataclass(frozen=True, slots=True)
class _Inputs:
    """What a run reads, at its start, in one moment of the store."""

    month: Month
    items: list[StoredItem]
    book: AccountBook
    signals: list[FeedbackSignal]
    previous: SynthesisRun | None


@dataclass(frozen=True, slots=True)
class _Words:
    """The window's statements, judged, and what was left out of the items by reason."""

    statements: tuple[Statement, ...]
    dropped: dict[str, int]


def synthesize(
    workspace: Workspace, month: Month | None, clock: Clock, progress: Progress = silent
) -> SynthesisRun:
    """The run of ``month`` (default: the latest with feedback), stored. The same input gives the same run.

    Raises SettingsError without feedback, StoreError while another process writes.
    """
    from synthesis.sentence_embedder import load_embedder

    store = workspace.store()
    inputs = _read(workspace, month)
    words = _statements(inputs, progress)
    embedder = load_embedder(workspace.settings.embedding.model, workspace.settings.embedding.allow_download)
    vectors, fresh = _vectors(workspace, words.statements, embedder, progress)
    run = _run(workspace, inputs, words, vectors, embedder, progress)
    with store.write(f"synthesize {inputs.month}") as connection:
        embeddings.save_vectors(connection, embedder.name, fresh)
        runs.save_run(connection, run, words.statements, clock.now())
    return run


def _read(workspace: Workspace, month: Month | None) -> _Inputs:
    with workspace.store().read() as connection:
        wanted = month or feedback_views.latest_month(connection)
        if wanted is None:
            raise SettingsError(
                "there is no feedback yet", hint="Import some: nrr import tickets|nps|calls FILE."
            )
        since = wanted.trailing(workspace.settings.themes.window_months)[0].first_day
        items = list(feedback_views.items_with_parts(connection, wanted.last_day, since))
        return _Inputs(
            month=wanted,
            items=items,
            book=load_book(workspace, connection),
            signals=feedback_views.feedback_signals(connection, wanted.last_day),
            previous=runs.previous_run(connection, wanted) or runs.load_run(connection, wanted),
        )


def _statements(inputs: _Inputs, progress: Progress) -> _Words:
    """Split every customer part; judge kind and severity of each statement."""
    from synthesis.kinds import judge
    from synthesis.statements import statements_of

    found: list[Statement] = []
    dropped: Counter[str] = Counter()
    for done, stored in enumerate(inputs.items, start=1):
        item = stored.item
        for part in stored.parts:
            if part.role is not Role.CUSTOMER or not part.public:
                continue
            statements, left_out = statements_of(
                item_id=item.id,
                part_id=part.id,
                account_id=stored.account_id,
                source=item.source,
                day=item.occurred_at.date(),
                text=part.text,
                score=item.score if item.score_scale == "nps" else None,
            )
            found.extend(statements)
            dropped.update(left_out)
        if done % 200 == 0 or done == len(inputs.items):
            progress("splitting", done, len(inputs.items))
    found.sort(key=lambda statement: statement.id)
    judged = judge([statement.text for statement in found], [statement.score for statement in found])
    kinds = tuple(
        replace(statement, kind=verdict.kind, severity=verdict.severity)
        for statement, verdict in zip(found, judged, strict=True)
    )
    return _Words(kinds, dict(sorted(dropped.items())))


def _vectors(
    workspace: Workspace, statements: Sequence[Statement], embedder: Embedder, progress: Progress
) -> tuple[Vectors, dict[str, Vectors]]:
    """One row a statement, in order, and the vectors that the store does not have yet, by text hash."""
    import numpy as np

    keys = [content_id(statement.text, length=32) for statement in statements]
    texts = dict(zip(keys, (statement.text for statement in statements), strict=True))
    with workspace.store().read() as connection:
        known = embeddings.load_vectors(connection, embedder.name, sorted(texts))
    missing = sorted(key for key in texts if key not in known)
    made = embedder.embed([texts[key] for key in missing], progress) if missing else []
    fresh = dict(zip(missing, made, strict=True))
    known.update(fresh)
    if not keys:
        return np.zeros((0, embedder.dimension), dtype=np.float32), {}
    return np.stack([known[key] for key in keys]), fresh


def _run(
    workspace: Workspace,
    inputs: _Inputs,
    words: _Words,
    vectors: Vectors,
    embedder: Embedder,
    progress: Progress,
) -> SynthesisRun:
    from accounts.revenue import arr_by_account
    from accounts.risk import score_risk
    from synthesis.weighing import WeighInputs, weigh

    settings = workspace.settings
    themes, unclustered = _themes(workspace, inputs, words, vectors, progress)
    progress("weighing", 0, None)
    arr = arr_by_account(inputs.book, inputs.month) if inputs.book.has_revenue() else {}
    scored = score_risk(inputs.book, inputs.signals, inputs.month.last_day)
    risk = {account: found.risk for account, found in scored.items()}
    weighted, coverage, out = weigh(
        WeighInputs(
            themes=themes,
            statements=words.statements,
            unclustered=unclustered,
            month=inputs.month,
            arr_by_account=arr,
            risk_by_account=risk,
            params=settings.priority,
            window_months=settings.themes.window_months,
            min_quotes=settings.themes.min_quotes,
        )
    )
    manifest = Manifest(
        model=embedder.name,
        model_hash=content_id(embedder.name),
        inputs=content_id(*(statement.id for statement in words.statements), length=32),
        params={
            "themes": settings.themes.model_dump(),
            "priority": settings.priority.model_dump(),
            "book": content_id(json.dumps([sorted(arr.items()), sorted(risk.items())])),
            "previous": inputs.previous.id if inputs.previous else "",
        },
        items=len(inputs.items),
        statements=len(words.statements),
        statements_in_month=sum(Month.of(statement.day) == inputs.month for statement in words.statements),
        dropped=words.dropped,
        versions={name: version(name) for name in ("hdbscan", "numpy", "sentence-transformers")},
    )
    run_id = content_id(str(inputs.month), json.dumps(asdict(manifest), sort_keys=True))
    return SynthesisRun(run_id, inputs.month, manifest, weighted, unclustered, coverage, out)


def _themes(
    workspace: Workspace, inputs: _Inputs, words: _Words, vectors: Vectors, progress: Progress
) -> tuple[tuple[Theme, ...], dict[str, object]]:
    from synthesis.clustering import ClusterParams, cluster
    from synthesis.labelling import label_clusters
    from synthesis.tracking import carry_identity

    ids = [statement.id for statement in words.statements]
    texts = [statement.text for statement in words.statements]
    params = ClusterParams(granularity=workspace.settings.themes.granularity)
    clustering = cluster(ids, texts, vectors, params, progress)
    labels = label_clusters(clustering.clusters, dict(zip(ids, texts, strict=True)))
    themes = carry_identity(clustering.clusters, labels, inputs.previous, words.statements, inputs.month)
    return themes, clustering.unclustered
