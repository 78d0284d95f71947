"""How much the ledger tells where nothing happens: statements dealt out over the months by chance.

``python -m bench.calm (--workspace DIR | --data FILE.csv --text COL --label COL) [--limit N] [--seeds N] [--json]``.
Takes the statements of a workspace's latest run, or the rows of a labelled file (a random
``--limit`` of them), gives each feedback item one of seventeen months by chance, and groups the last six windows
of twelve months one after the other, as a run a month would. Whatever grows, ends, parts or joins in them is
chance, so every line of the ledger is false, and every firm theme that loses its id is lost. The same is told of
months that are grouped each by itself, without holding on to the one before.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from random import Random

import numpy as np

from bench.themes import read_labelled
from foundation.months import Month
from ingest.items import Source
from synthesis.clustering import cluster
from synthesis.figures import Coverage, ThemeWeights, Unclustered
from synthesis.ledger import ledger
from synthesis.sentence_embedder import default_embedder
from synthesis.themes import (
    Clustering,
    Manifest,
    Statement,
    SynthesisRun,
    Theme,
    ThemeEvent,
    ThemeKind,
    ThemeLabel,
    ThemeStatus,
    Vectors,
    WeightedTheme,
)
from synthesis.tracking import Continuity, carry_identity
from workspace.store import embeddings, feedback_views, runs
from workspace.workspace import open_workspace

_FIRST = Month(2025, 1)
_MONTHS, _WINDOW, _REMEMBERED = 17, 12, 4
_NOTHING = ThemeWeights(0, 0, 0.0, 0.0, 0.0, (0.0, 0.0), 0.0, 0.0, None, 0.0, (), (), ())


@dataclass(frozen=True, slots=True)
class Calm:
    """What a stream of months in which nothing happens told: runs after the first, themes in them, firm themes
    and those of them that the next month still has, and the ledger's lines."""

    turns: int
    themes: int
    firm: int
    kept: int
    lines: tuple[ThemeEvent, ...]


def main(arguments: list[str] | None = None) -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="bench.calm", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--workspace", type=Path)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--text", default="text")
    parser.add_argument("--label", default="label")
    parser.add_argument("--limit", type=int, default=2_200)
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    if (options.workspace is None) == (options.data is None):
        parser.error("give a workspace or a file")
    if options.workspace:
        statements, vectors = of_workspace(options.workspace)
    else:
        statements, vectors = _of_file(options.data, options.text, options.label, options.limit)
    seeds = range(options.seeds)
    figures = {
        "statements": len(statements),
        "months that hold on": _figures([calm(statements, vectors, seed) for seed in seeds]),
        "months by themselves": _figures([calm(statements, vectors, seed, alone=True) for seed in seeds]),
    }
    if options.json:
        print(json.dumps(figures, indent=2))
    else:
        print("\n".join(f"{name}: {figure}" for name, figure in figures.items()))
    return 0


def _figures(found: Sequence[Calm]) -> dict[str, object]:
    kept, firm = sum(one.kept for one in found), sum(one.firm for one in found)
    return {
        "turns": sum(one.turns for one in found),
        "themes": sum(one.themes for one in found),
        "firm themes that keep their id": f"{kept} of {firm}",
        "lines": dict(Counter(event.kind.value for one in found for event in one.lines)),
    }


def of_workspace(folder: Path) -> tuple[list[Statement], Vectors]:
    """The statements of the latest run and their vectors."""
    with open_workspace(folder).store().read() as connection:
        month = feedback_views.latest_month(connection)
        run = runs.load_run(connection, month) if month else None
        if run is None:
            sys.exit("there is no run of the latest month yet")
        statements = list(runs.statements_of(connection, run.id))
        keys = [embeddings.text_hash(said.text) for said in statements]
        vectors = embeddings.load_vectors(connection, run.manifest.model, sorted(set(keys)))
    return statements, np.stack([vectors[key] for key in keys])


def _of_file(path: Path, text: str, label: str, limit: int) -> tuple[list[Statement], Vectors]:
    texts, _ = read_labelled(path, text, label, None)
    rows = sorted(Random(path.name).sample(range(len(texts)), min(limit, len(texts))))
    statements = [
        Statement(
            id=f"{row:08d}",
            item_id=f"{row:08d}",
            part_id="",
            account_id=None,
            source=Source.TICKET,
            day=_FIRST.first_day,
            start=0,
            end=len(texts[row]),
            text=texts[row],
            kind=ThemeKind.COMPLAINT,
            severity=0.0,
        )
        for row in rows
    ]
    return statements, default_embedder().embed([texts[row] for row in rows])


def calm(statements: Sequence[Statement], vectors: Vectors, seed: int, alone: bool = False) -> Calm:
    """One deal of the items over the months, and the runs of the last six windows."""
    random = Random(seed)
    dealt = {item: random.randrange(_MONTHS) for item in sorted({said.item_id for said in statements})}
    moved = [said._replace(day=_FIRST.plus(dealt[said.item_id]).first_day) for said in statements]
    found: list[SynthesisRun] = []
    before: Clustering | None = None
    for number in range(_WINDOW - 1, _MONTHS):
        month = _FIRST.plus(number)
        since = month.plus(1 - _WINDOW).first_day
        rows = [row for row, said in enumerate(moved) if since <= said.day <= month.last_day]
        window = [moved[row] for row in rows]
        before = cluster(
            [said.id for said in window],
            [said.text for said in window],
            vectors[rows],
            standing=None if alone else before,
        )
        found.append(_run(month, before, window, found[: -_REMEMBERED - 1 : -1]))
    next_ids = [(run, {one.theme.id for one in after.themes}) for run, after in pairwise(found)]
    return Calm(
        turns=len(found) - 1,
        themes=sum(len(run.themes) for run in found[1:]),
        firm=sum(not one.theme.tentative for run, _ in next_ids for one in run.themes),
        kept=sum(
            not one.theme.tentative and one.theme.id in ids for run, ids in next_ids for one in run.themes
        ),
        lines=tuple(event for run in found for event in run.events),
    )


def _run(
    month: Month, groups: Clustering, window: Sequence[Statement], earlier: Sequence[SynthesisRun]
) -> SynthesisRun:
    """A run without weights; ``earlier`` newest first."""
    previous, older = (earlier[0], tuple(earlier[1:])) if earlier else (None, ())
    labels = [ThemeLabel("", "", ())] * len(groups.clusters)
    themes = carry_identity(groups.clusters, labels, previous, window, Continuity(earlier=older))
    return SynthesisRun(
        id=str(month),
        month=month,
        manifest=Manifest("", "", "", {}, 0, len(window), 0),
        themes=tuple(_weightless(one) for one in themes),
        unclustered_reasons=groups.unclustered,
        coverage=Coverage(0, 0, 0.0, 0.0, 0, 0),
        unclustered=Unclustered(0, 0.0, 0.0, 0.0, {}, ()),
        events=ledger(previous, themes, window, month, older),
    )


def _weightless(theme: Theme) -> WeightedTheme:
    return WeightedTheme(theme, ThemeStatus.STEADY, _NOTHING, ())


if __name__ == "__main__":
    sys.exit(main())
