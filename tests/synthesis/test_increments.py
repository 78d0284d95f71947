"""Increments: standing themes take new statements, new matters found themes, nothing else moves."""

from __future__ import annotations

import numpy as np

from synthesis.clustering import ClusterParams, cluster
from synthesis.increments import Said, extend, new_share
from synthesis.themes import Clustering
from tests.synthesis.test_clustering import digest, everyone, planted

FAST = ClusterParams(resamples=2)


def standing_of(said: Said, rows: list[int]) -> Clustering:
    return cluster(
        [said.ids[row] for row in rows], [said.texts[row] for row in rows], said.vectors[rows], FAST
    )


def home(clustering: Clustering) -> dict[str, int]:
    return {key: number for number, one in enumerate(clustering.clusters) for key in one.members}


def test_new_statements_join_the_theme_they_belong_to() -> None:
    said = Said(*planted(themes=6, each=40))
    old = [row for row in range(240) if row % 8]
    grown = extend(standing_of(said, old), said, FAST)
    assert everyone(grown) == said.ids
    assert len(grown.clusters) == 6
    for one in grown.clusters:
        assert len({int(key[1:]) // 40 for key in one.members}) == 1


def test_what_was_grouped_stays_and_what_left_is_gone() -> None:
    said = Said(*planted(themes=5, each=30, noise=10))
    standing = standing_of(said, list(range(160)))
    later = Said(said.ids[20:], said.texts[20:], said.vectors[20:])
    grown = extend(standing, later, FAST)
    assert everyone(grown) == sorted(later.ids)
    before, after = home(standing), home(grown)
    together = {(before[key], after[key]) for key in later.ids if key in before}
    assert len(together) == len({pair[0] for pair in together})


def test_a_new_matter_founds_a_theme() -> None:
    said = Said(*planted(themes=6, each=30))
    grown = extend(standing_of(said, list(range(150))), said, FAST)
    fresh = {f"s{number:05d}" for number in range(150, 180)}
    assert any(set(one.members) == fresh for one in grown.clusters)


def test_equal_words_go_where_they_went() -> None:
    ids, texts, vectors = planted(themes=4, each=20)
    standing = standing_of(Said(ids, texts, vectors), list(range(80)))
    texts = [*texts, texts[0].upper() + "!"]
    grown = extend(standing, Said([*ids, "new"], texts, np.vstack([vectors, vectors[:1]])), FAST)
    assert home(grown)["new"] == home(grown)[ids[0]]


def test_order_changes_nothing_and_the_same_statements_change_nothing() -> None:
    said = Said(*planted(themes=5, each=24, noise=12))
    standing = standing_of(said, list(range(0, 132, 2)))
    order = np.random.default_rng(3).permutation(len(said.ids)).tolist()
    mixed = Said([said.ids[row] for row in order], [said.texts[row] for row in order], said.vectors[order])
    assert digest(extend(standing, said, FAST)) == digest(extend(standing, mixed, FAST))
    whole = standing_of(said, list(range(132)))
    again = extend(whole, said, FAST)
    assert {one.members for one in again.clusters} >= {one.members for one in whole.clusters}


def test_the_share_of_what_is_new() -> None:
    said = Said(*planted(themes=4, each=20))
    standing = standing_of(said, list(range(60)))
    assert new_share(standing, said.ids) == 0.25
    assert new_share(standing, []) == 0


def test_nothing_stands_yet() -> None:
    said = Said(*planted(themes=4, each=20))
    assert len(extend(Clustering((), {}), said, FAST).clusters) == 4
    assert extend(Clustering((), {}), Said([], [], np.zeros((0, 64), np.float32)), FAST).clusters == ()
