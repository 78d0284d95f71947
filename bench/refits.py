"""How much of the ledger is wobble: a month grouped again without a random twentieth of its statements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from random import Random

import numpy as np

from synthesis.clustering import cluster
from synthesis.ledger import ledger
from synthesis.themes import Clustering, Statement, SynthesisRun, ThemeEvent, ThemeLabel, Vectors
from synthesis.tracking import carry_identity
from workspace.store import embeddings, runs
from workspace.store.groupings import standing_grouping
from workspace.workspace import Workspace

_REFIT_MONTHS = 4
_LEFT_OUT = 0.05


def refits(workspace: Workspace, found: Sequence[SynthesisRun], times: int) -> dict[str, object]:
    """Ledger lines between a month's run and the same month without a twentieth of its statements."""
    lines: Counter[str] = Counter()
    kept = firm = 0
    for run in found[-_REFIT_MONTHS:]:
        with workspace.store().read() as connection:
            statements = runs.statements_of(connection, run.id)
            keys = [embeddings.text_hash(said.text) for said in statements]
            vectors = embeddings.load_vectors(connection, run.manifest.model, sorted(set(keys)))
            standing = standing_grouping(connection, run.month)
        before = standing.before[1].clustering if standing and standing.before else None
        for seed in range(times):
            random = Random(f"{run.month} {seed}")
            left = [
                (said, key)
                for said, key in zip(statements, keys, strict=True)
                if random.random() >= _LEFT_OUT
            ]
            themes, events = _refit(run, left, vectors, before)
            lines.update(event.kind.value for event in events)
            firm += sum(not one.theme.tentative for one in run.themes)
            kept += sum(not one.theme.tentative and one.theme.id in themes for one in run.themes)
    return {
        "refits": _REFIT_MONTHS * times,
        "firm themes that keep their id": f"{kept} of {firm}",
        "lines": dict(lines),
    }


def _refit(
    run: SynthesisRun,
    left: list[tuple[Statement, str]],
    vectors: dict[str, Vectors],
    before: Clustering | None,
) -> tuple[set[str], tuple[ThemeEvent, ...]]:
    statements = [said for said, _ in left]
    found = cluster(
        [said.id for said in statements],
        [said.text for said in statements],
        np.stack([vectors[key] for _, key in left]),
        standing=before,
    )
    labels = [ThemeLabel("", "", ()) for _ in found.clusters]
    themes = carry_identity(found.clusters, labels, run, statements)
    return {theme.id for theme in themes}, ledger(run, themes, statements, run.month)
