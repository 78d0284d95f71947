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
from synthesis.edits import Edit, structural
from synthesis.themes import Manifest, Statement, SynthesisRun, Theme, Vectors
from workspace.account_book import load_book
from workspace.edit_replay import edits_key, phrase_vectors
from workspace.store import embeddings, feedback_views, runs, theme_edits
from workspace.themes import shown
from workspace.workspace import Workspace

if TYPE_CHECKING:
    from synthesis.embedder import Embedder
    from synthesis.replay import Replayed
    from workspace.store.feedback_views import StoredItem

_LIBRARIES = ("nrr-engine", "hdbscan", "numpy", "scikit-learn", "sentence-transformers", "torch")


@dataclass(frozen=True, slots=True)
class _Inputs:
    """What a run reads, in one moment of the store. ``earlier`` is the run of a month before; ``stored`` the
    one that this month has already. ``members`` leads from subsidiaries to the account they count for."""

    month: Month
    items: list[StoredItem]
    arr: Mapping[str, float]
    risk: Mapping[str, float]
    active: tuple[str, ...]
    members: Mapping[str, str]
    earlier: SynthesisRun | None
    stored: SynthesisRun | None
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class _Words:
    """The window's statements in order of id, judged, and what was left out of the items by reason."""

    statements: tuple[Statement, ...]
    dropped: dict[str, int]


@dataclass(frozen=True, slots=True)
class _Vectors:
    """One row a statement, in order, and the vector of each phrase that people's edits name, by ``model``."""

    rows: Vectors
    phrases: Mapping[str, Vectors]
    model: str


def synthesize(
    workspace: Workspace, month: Month | None, clock: Clock, progress: Progress = silent
) -> SynthesisRun:
    """The run of ``month`` (default: the latest with feedback), stored. The same input gives the same run.

    Raises SettingsError without feedback, StoreError while another process writes.
    """
    from synthesis.sentence_embedder import load_embedder

    settings = workspace.settings
    inputs = _read(workspace, month)
    words = _statements(inputs, progress)
    embedder = load_embedder(settings.embedding.model, settings.embedding.allow_download)
    manifest = _manifest(workspace, inputs, words, embedder)
    if inputs.stored and inputs.stored.id == _run_id(inputs.month, manifest):
        with workspace.store().read() as connection:
            return shown(connection, inputs.stored)
    vectors, fresh = _vectors(workspace, words.statements, embedder, progress)
    phrases, spoken = phrase_vectors(workspace, inputs.edits, embedder)
    run = _weighed(workspace, inputs, words, manifest, _Vectors(vectors, phrases, embedder.name), progress)
    with workspace.store().write(f"synthesize {inputs.month}") as connection:
        embeddings.save_vectors(connection, embedder.name, fresh | spoken)
        runs.save_run(connection, run, words.statements, clock.now())
        return shown(connection, run)


def _read(workspace: Workspace, month: Month | None) -> _Inputs:
    from accounts.revenue import arr_by_account
    from accounts.risk import score_risk

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
        book = load_book(workspace, connection)
        signals = [
            replace(signal, account_id=book.members.get(signal.account_id, signal.account_id))
            for signal in feedback_views.feedback_signals(connection, wanted.last_day)
        ]
        scored = score_risk(book, signals, wanted.last_day)
        return _Inputs(
            month=wanted,
            items=items,
            arr=arr_by_account(book, wanted),
            risk={account: found.risk for account, found in scored.items()},
            active=book.active_accounts(wanted.last_day),
            members=book.members,
            earlier=runs.previous_run(connection, wanted),
            stored=runs.load_run(connection, wanted),
            edits=structural(theme_edits.edits(connection)),
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
            said_on = (part.at or item.occurred_at).date()
            if part.role is not Role.CUSTOMER or not part.public or said_on > inputs.month.last_day:
                continue
            statements, left_out = statements_of(
                item_id=item.id,
                part_id=part.id,
                account_id=inputs.members.get(stored.account_id or "", stored.account_id),
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
    verdicts = judge(
        [statement.text for statement in found],
        [None if statement.score is None else statement.score / 10 for statement in found],
    )
    judged = tuple(
        replace(statement, kind=verdict.kind, severity=verdict.severity)
        for statement, verdict in zip(found, verdicts, strict=True)
    )
    return _Words(judged, dict(sorted(dropped.items())))


def _manifest(workspace: Workspace, inputs: _Inputs, words: _Words, embedder: Embedder) -> Manifest:
    """Everything that the themes and their figures depend on, known before any of it is computed."""
    settings = workspace.settings
    book = [sorted(inputs.arr.items()), sorted(inputs.risk.items()), inputs.active]
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
            "book": content_id(json.dumps(book), length=32),
            "earlier_run": inputs.earlier.id if inputs.earlier else "",
            "edits": edits_key(inputs.edits),
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
    vectors: _Vectors,
    progress: Progress,
) -> SynthesisRun:
    from synthesis.weighing import WeighInputs, weigh

    settings = workspace.settings
    themes, groups = _themes(workspace, inputs, words, vectors, progress)
    unclustered = groups.clustering.unclustered
    progress("weighing", 0, None)
    weighted, coverage, out = weigh(
        WeighInputs(
            themes=themes,
            statements=words.statements,
            unclustered=unclustered,
            month=inputs.month,
            arr_by_account=inputs.arr,
            risk_by_account=inputs.risk,
            params=settings.priority,
            window_months=settings.themes.window_months,
            min_quotes=settings.themes.min_quotes,
            active_accounts=inputs.active,
        )
    )
    run_id = _run_id(inputs.month, manifest)
    manifest = replace(manifest, unapplied=tuple((one.edit, one.reason) for one in groups.conflicts))
    return SynthesisRun(run_id, inputs.month, manifest, weighted, unclustered, coverage, out)


def _themes(
    workspace: Workspace, inputs: _Inputs, words: _Words, vectors: _Vectors, progress: Progress
) -> tuple[tuple[Theme, ...], Replayed]:
    from synthesis.clustering import ClusterParams, cluster
    from synthesis.labelling import label_clusters
    from synthesis.regrouping import Corpus
    from synthesis.replay import replay
    from synthesis.tracking import carry_identity

    ids = [statement.id for statement in words.statements]
    texts = [statement.text for statement in words.statements]
    params = ClusterParams(granularity=workspace.settings.themes.granularity)
    machine = cluster(ids, texts, vectors.rows, params, progress)
    corpus = Corpus(ids, texts, vectors.rows, vectors.model)
    groups = replay(machine, corpus, inputs.edits, vectors.phrases)
    clusters = groups.clustering.clusters
    labels = label_clusters(
        clusters, dict(zip(ids, texts, strict=True)), dict(zip(ids, vectors.rows, strict=True))
    )
    themes = carry_identity(clusters, labels, inputs.earlier, words.statements)
    return (*themes, *(one.theme(inputs.earlier) for one in groups.unheard)), groups
