"""How well human edits hold: ``python -m bench.edits --workspace DIR`` on a built demo workspace.

Finding again: the window is grouped anew without a fifth of its statements; of the themes that the run had, how
many does an edit's anchor find, and is what it finds the theme (Jaccard over the statements that are left)?

Pins: every planted theme is pinned by its title, by three and by five of its statements, and by title and three;
precision and recall are over the statements of the items planted for it, means over the themes. The best single
theme of the machine is the ceiling that labels at hand would pick.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

import numpy as np

from foundation.months import Month
from synthesis.clustering import ClusterParams, cluster
from synthesis.edits import Anchor, Pin
from synthesis.pinning import pinned
from synthesis.regrouping import Corpus, Regrouping
from synthesis.sentence_embedder import load_embedder
from synthesis.themes import Cluster, Clustering, SynthesisRun, Vectors
from workspace.store import embeddings, feedback_views, runs
from workspace.workspace import open_workspace

_TRUTH = Path(__file__).resolve().parents[1] / "workspace" / "demo_data" / "truth.json"


@dataclass(frozen=True, slots=True)
class World:
    """A month's run, its statements with vectors, and by planted theme its title and its statements' ids."""

    run: SynthesisRun
    corpus: Corpus
    titles: dict[str, str]
    planted: dict[str, frozenset[str]]


def read(folder: Path, month: Month) -> World:
    """The run of ``month`` in the demo workspace at ``folder``."""
    with open_workspace(folder).store().read() as connection:
        run = runs.load_run(connection, month)
        if run is None:
            raise SystemExit(f"{month} has no run there; nrr demo makes one")
        said = runs.statements_of(connection, run.id)
        keys = [embeddings.text_hash(one.text) for one in said]
        known = embeddings.load_vectors(connection, run.manifest.model, sorted(set(keys)))
        external = feedback_views.external_ids(connection, sorted({one.item_id for one in said}))
    truth = json.loads(_TRUTH.read_text(encoding="utf-8"))["themes"]
    items = {key: frozenset(theme["items"]) for key, theme in truth.items()}
    planted = {
        key: frozenset(one.id for one in said if f"{one.source.value}:{external.get(one.item_id)}" in held)
        for key, held in items.items()
    }
    vectors = np.stack([known[key] for key in keys])
    corpus = Corpus([one.id for one in said], [one.text for one in said], vectors, run.manifest.model)
    return World(run, corpus, {key: theme["title"] for key, theme in truth.items()}, planted)


def found_again(world: World, seed: int) -> tuple[list[float], int, int]:
    """Jaccard of each theme that is found with what is found, how many are not, and how many there were."""
    count = len(world.corpus.ids)
    rows = sorted(random.Random(seed).sample(range(count), count - count // 5))
    left = Corpus(
        [world.corpus.ids[row] for row in rows],
        [world.corpus.texts[row] for row in rows],
        world.corpus.vectors[rows],
        world.corpus.model,
    )
    ground = Regrouping.of(cluster(left.ids, left.texts, left.vectors, ClusterParams()), left)
    overlaps, lost = [], 0
    for one in world.run.themes:
        theme = one.theme
        sought = ground.seek(Anchor.of(theme.id, theme.members, theme.centroid, left.model))
        if not sought.groups:
            lost += 1
            continue
        stays = {member for member in theme.members if member in ground.row_of}
        members = sought.groups[0].members
        overlaps.append(len(stays & members) / len(stays | members))
    return overlaps, lost, len(world.run.themes)


def pin_scores(world: World, words: bool, examples: int) -> tuple[float, float, float]:
    """Mean precision, recall and F1 over the planted themes with enough statements."""
    themes = [one.theme for one in world.run.themes]
    clusters = tuple(Cluster(theme.members, theme.centroid, theme.stability) for theme in themes)
    clustering = Clustering(clusters, dict(world.run.unclustered_reasons))
    phrases = _phrases(sorted(world.titles.values()))
    scores = []
    for number, (key, gold) in enumerate(world.planted.items()):
        if len(gold) <= examples:
            continue
        shown = tuple(random.Random(number).sample(sorted(gold), examples))
        change = Pin("pinned", (world.titles[key],) if words else (), Anchor("pinned", shown))
        ground = Regrouping.of(clustering, world.corpus)
        scores.append(_score(pinned(ground, change, phrases, ()) or set(), gold))
    return _means(scores)


def ceiling(world: World) -> tuple[float, float, float]:
    """The same of the machine's best single theme for each planted one."""
    groups = [set(one.theme.members) for one in world.run.themes]
    best = [
        max((_score(group, gold) for group in groups), key=lambda one: one[2])
        for gold in world.planted.values()
        if gold
    ]
    return _means(best)


def _phrases(titles: Sequence[str]) -> dict[str, Vectors]:
    return dict(zip(titles, load_embedder("default").embed(list(titles)), strict=True))


def _score(taken: set[str], gold: frozenset[str]) -> tuple[float, float, float]:
    both = len(taken & gold)
    precision, recall = both / max(1, len(taken)), both / len(gold)
    return precision, recall, 2 * precision * recall / (precision + recall) if both else 0.0


def _means(scores: Sequence[tuple[float, float, float]]) -> tuple[float, float, float]:
    precision, recall, middle = (fmean(column) for column in zip(*scores, strict=True))
    return precision, recall, middle


def main() -> None:
    """Print both measurements."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workspace", type=Path, required=True)
    parser.add_argument("--month", type=Month.parse, default=Month(2026, 10))
    parser.add_argument("--seeds", type=int, default=5)
    given = parser.parse_args()
    world = read(given.workspace, given.month)
    print("Found again without a fifth of the statements")
    for seed in range(given.seeds):
        overlaps, lost, themes = found_again(world, seed)
        near = sum(one >= 0.5 for one in overlaps)
        print(
            f"  seed {seed}: {themes} themes, {len(overlaps)} found, {lost} reported; {near} of those found are"
        )
        print(f"          mostly the same (Jaccard 0.5 or more), mean Jaccard {fmean(overlaps):.3f}")
    print("Pins                   precision  recall     F1")
    for name, words, examples in (
        ("title", True, 0), ("3 examples", False, 3), ("5 examples", False, 5), ("title, 3 examples", True, 3)
    ):  # fmt: skip
        print("  {:<20} {:9.3f} {:7.3f} {:6.3f}".format(name, *pin_scores(world, words, examples)))
    print("  {:<20} {:9.3f} {:7.3f} {:6.3f}".format("best single theme", *ceiling(world)))


if __name__ == "__main__":
    main()
