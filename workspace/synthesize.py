"""Use case: feedback up to a month's end becomes weighted themes, written once, in one transaction.

Everything is read at the start and written at the end: a killed run leaves the store as it was. A month
whose inputs, settings and model are those of its stored run is answered with that run, at once.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from typing import TYPE_CHECKING

from foundation.clock import Clock
from foundation.ids import content_id
from foundation.months import Month
from foundation.progress import Progress, silent
from synthesis.themes import Cluster, Clustering, Manifest, SynthesisRun, Theme, ThemeLabel, Vectors
from workspace.edit_replay import edits_key, phrase_vectors
from workspace.health_freezing import ends_unfrozen, freeze_month_end
from workspace.index import keep_up
from workspace.machine_groups import Plan, make_groups, plan_groups
from workspace.reading import Words, judged, split_items
from workspace.run_inputs import RunInputs, read_inputs, vectors_of
from workspace.store import embeddings, part_readings, runs, theme_edits
from workspace.store.groupings import save_grouping
from workspace.theme_naming import carry_names
from workspace.themes import shown
from workspace.workspace import Workspace

if TYPE_CHECKING:
    from synthesis.embedder import Embedder
    from synthesis.replay import Replayed

_LIBRARIES = ("nrr-engine", "hdbscan", "numpy", "scikit-learn", "sentence-transformers", "torch")
_SOURCES = (".py", ".json")


@dataclass(frozen=True, slots=True)
class _Grouped:
    """The machine's groups, one vector a statement, and the vector of each phrase that people's edits name."""

    machine: Clustering
    rows: Vectors
    phrases: Mapping[str, Vectors]


def synthesize(
    workspace: Workspace,
    month: Month | None,
    clock: Clock,
    progress: Progress = silent,
    *,
    refit: bool = False,
) -> SynthesisRun:
    """The run of ``month`` (default: the latest with feedback), stored. The same input gives the same run.
    ``refit`` groups all statements anew where standing groups would do. An edit that somebody made meanwhile is
    made again at once. The health of the month's end is frozen with its first run.

    Raises SettingsError without feedback, StoreError while another process writes.
    """
    from synthesis.sentence_embedder import load_embedder

    settings = workspace.settings
    inputs = read_inputs(workspace, month)
    embedder = load_embedder(settings.embedding.model, settings.embedding.allow_download)
    machine = _machine(embedder)
    words = split_items(inputs, machine, progress)
    plan = plan_groups(words.statements, inputs.standing, settings.themes, (inputs.month, machine, refit))
    manifest = _manifest(workspace, inputs, words, plan, embedder)
    if inputs.stored and inputs.stored.id == _run_id(inputs.month, manifest):
        return _answered(workspace, inputs.stored, clock)
    vectors, fresh = vectors_of(workspace, words.statements, embedder, progress)
    phrases, spoken = phrase_vectors(workspace, inputs.edits, embedder)
    words = judged(words, vectors, embedder)
    groups = make_groups(plan, words.statements, vectors, settings.themes, progress)
    progress("weighing", 0, None)
    run = _weighed(workspace, inputs, words, manifest, _Grouped(groups.clustering, vectors, phrases))
    with workspace.store().write(f"synthesize {inputs.month}") as connection:
        embeddings.save_vectors(connection, embedder.name, fresh | spoken)
        part_readings.save_readings(connection, words.unread)
        runs.save_run(connection, run, words.statements, clock.now())
        if not plan.ready:
            save_grouping(connection, inputs.month, groups)
        freeze_month_end(workspace, connection, inputs.month, clock)
        carry_names(connection, run, clock)
        changed = edits_key(theme_edits.edits(connection)) != edits_key(inputs.edits)
        made = shown(connection, run)
    if changed:
        return synthesize(workspace, inputs.month, clock, progress)
    keep_up(workspace.store(), workspace.index_path, embedder.name, len(words.statements))
    return made


def _answered(workspace: Workspace, stored: SynthesisRun, clock: Clock) -> SynthesisRun:
    """The stored run; its month may have come to its end since it was made."""
    with workspace.store().read() as connection:
        run, waits = shown(connection, stored), ends_unfrozen(connection, stored.month, clock)
    if waits:
        with workspace.store().write(f"freeze health of {stored.month.last_day}") as connection:
            freeze_month_end(workspace, connection, stored.month, clock)
    return run


def _machine(embedder: Embedder) -> str:
    """What else decides what statements there are and how they fall into groups: the model, the libraries and the
    engine's own code."""
    return content_id(embedder.name, *(f"{name} {found}" for name, found in _versions().items()))


@cache
def _versions() -> dict[str, str]:
    """Versions of the libraries, and a hash of the engine's files, so that no stored run outlives a change."""
    sources = sorted(files("synthesis").iterdir(), key=lambda file: file.name)
    texts = [f"{file.name} {file.read_text('utf-8')}" for file in sources if file.name.endswith(_SOURCES)]
    return {name: version(name) for name in _LIBRARIES} | {"synthesis": content_id(*texts)}


def _manifest(
    workspace: Workspace, inputs: RunInputs, words: Words, plan: Plan, embedder: Embedder
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
            "risk": {"method": inputs.book.method, "accounts": dict(sorted(inputs.book.risk.items()))},
            "earlier_run": inputs.earlier.id if inputs.earlier else "",
            "older_runs": [run.id for run in inputs.older],
            "groups": plan.key,
            "grouped": plan.how,
            "edits": edits_key(inputs.edits),
        },
        items=len(inputs.items),
        statements=len(words.statements),
        statements_in_month=sum(Month.of(statement.day) == inputs.month for statement in words.statements),
        dropped=words.dropped,
        versions=_versions(),
    )


def _run_id(month: Month, manifest: Manifest) -> str:
    return content_id(str(month), json.dumps(asdict(manifest), sort_keys=True))


def _weighed(
    workspace: Workspace, inputs: RunInputs, words: Words, manifest: Manifest, grouped: _Grouped
) -> SynthesisRun:
    from synthesis.ledger import ledger, newborn
    from synthesis.weighing import WeighInputs, weigh

    settings = workspace.settings
    themes, groups = _themes(inputs, words, grouped, manifest.model)
    unclustered = groups.clustering.unclustered
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
    manifest = replace(manifest, unapplied=tuple((one.edit, one.reason) for one in groups.conflicts))
    return SynthesisRun(run_id, inputs.month, manifest, weighted, unclustered, coverage, out, events)


def _themes(
    inputs: RunInputs, words: Words, grouped: _Grouped, model: str
) -> tuple[tuple[Theme, ...], Replayed]:
    """The groups as people want them, named and known again; pinned themes that nobody speaks of among them."""
    from synthesis.labelling import label_clusters
    from synthesis.regrouping import Corpus
    from synthesis.replay import replay
    from synthesis.tracking import Continuity, carry_identity

    ids = [statement.id for statement in words.statements]
    texts = [statement.text for statement in words.statements]
    corpus = Corpus(ids, texts, grouped.rows, model)
    groups = replay(grouped.machine, corpus, inputs.edits, grouped.phrases)
    clusters = groups.clustering.clusters
    said, rows = dict(zip(ids, texts, strict=True)), dict(zip(ids, grouped.rows, strict=True))
    labels = label_clusters(clusters, said, rows)
    past = Continuity(
        earlier=(inputs.fallback,) if inputs.fallback else inputs.older,
        claims=groups.claims,
        part_labels=[_part_labels(one, said, rows) for one in clusters],
    )
    themes = carry_identity(clusters, labels, inputs.earlier, words.statements, past)
    known = {theme.id for theme in themes}  # of a pin that nothing tells any more the match alone may know it
    silent = (one.theme(inputs.earlier) for one in groups.unheard if one.theme_id not in known)
    return (*themes, *silent), groups


def _part_labels(
    theme: Cluster, said: Mapping[str, str], rows: Mapping[str, Vectors]
) -> tuple[ThemeLabel, ...]:
    """Names of a theme's parts, distinct among themselves."""
    from synthesis.labelling import label_clusters

    parts = [Cluster(part, theme.centroid, theme.stability) for part in theme.parts]
    return tuple(label_clusters(parts, said, rows)) if parts else ()
