"""A small world for the tests of human edits: topics far apart, each with two halves, and some loose words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

import numpy as np

from synthesis.edits import Anchor, Change, Edit, unit
from synthesis.regrouping import Corpus
from synthesis.themes import Cluster, Clustering, UnclusteredReason, Vectors

MODEL = "test-16"
SIZE = 12
WIDTH = 16
LEAN = 1.2  # far enough apart for two subjects, close enough for one theme
TOPICS = ("export", "login", "invoice", "calendar")
AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


def axis(place: int, lean: int = -1, share: float = 0.0) -> Vectors:
    """The unit vector along one axis, leaning to another."""
    row = np.zeros(WIDTH)
    row[place] = 1.0
    if lean >= 0:
        row[lean] = share
    return unit(row)


def corpus(loose: int = 3) -> Corpus:
    """Four topics of twelve statements on axes 0 to 3; the first half of each leans to axis 4, 6, 8, 10, the
    second to 5, 7, 9, 11; loose statements lie on axes of their own."""
    random = np.random.default_rng(7)
    ids, texts, rows = [], [], []
    for place, topic in enumerate(TOPICS):
        for number in range(SIZE):
            half = number >= SIZE // 2
            row = axis(place, 4 + 2 * place + half, LEAN) + random.normal(0, 0.02, WIDTH)
            ids.append(f"{topic}-{number:02d}")
            texts.append(f"The {topic} {'is slow' if half else 'stops'} for us, case {number}")
            rows.append(unit(row))
    for number in range(loose):
        ids.append(f"loose-{number}")
        texts.append(f"Something else {number}")
        rows.append(axis(12 + number % 4))
    return Corpus(ids, texts, np.array(rows, dtype=np.float32), MODEL)


def members(world: Corpus, *topics: str) -> tuple[str, ...]:
    return tuple(one for one in world.ids if one.split("-")[0] in topics)


def grouped(world: Corpus, *groups: Sequence[str]) -> Clustering:
    """These groups, each given by its topics, and the rest loose."""
    row_of = {one: row for row, one in enumerate(world.ids)}
    clusters = []
    for topics in groups:
        inside = members(world, *topics)
        centre = unit(world.vectors[[row_of[one] for one in inside]].astype(np.float64).sum(axis=0))
        scores = {one: round(float(world.vectors[row_of[one]] @ centre), 5) for one in inside}
        ordered = tuple(sorted(inside, key=lambda one: (-scores[one], one)))
        clusters.append(Cluster(ordered, centre, 0.8))
    clusters.sort(key=lambda one: (-len(one.members), min(one.members)))
    held = {one for cluster in clusters for one in cluster.members}
    left = {one: UnclusteredReason.ALONE for one in world.ids if one not in held}
    return Clustering(tuple(clusters), left)


def four(world: Corpus) -> Clustering:
    """Each topic a group."""
    return grouped(world, *((topic,) for topic in TOPICS))


def anchor(world: Corpus, theme_id: str, inside: Iterable[str]) -> Anchor:
    """The anchor of a theme with these members."""
    ids = sorted(inside)
    rows = [row for row, one in enumerate(world.ids) if one in set(ids)]
    centre = unit(world.vectors[rows].astype(np.float64).sum(axis=0)) if rows else None
    return Anchor.of(theme_id, ids, centre, world.model)


def topic(world: Corpus, name: str) -> Anchor:
    """The anchor of a topic's theme, whose id is the topic's name."""
    return anchor(world, name, members(world, name))


def edit(number: int, change: Change, theme_id: str = "", undone: bool = False) -> Edit:
    return Edit(number, AT, theme_id, change, AT if undone else None)


def without(world: Corpus, gone: Iterable[str]) -> Corpus:
    """The same world after these statements have left it."""
    dead = set(gone)
    rows = [row for row, one in enumerate(world.ids) if one not in dead]
    return Corpus(
        [world.ids[row] for row in rows],
        [world.texts[row] for row in rows],
        world.vectors[rows],
        world.model,
    )
