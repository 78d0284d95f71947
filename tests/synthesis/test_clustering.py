"""Clustering: repeatable to the byte, honest for few, equal and unlike texts, right where truth is known."""

from __future__ import annotations

import csv
import hashlib
import random
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.themes import engine_groups, measure
from foundation.errors import SettingsError
from synthesis.clustering import ClusterParams, cluster
from synthesis.neighbours import unit
from synthesis.sentence_embedder import default_embedder
from synthesis.themes import TENTATIVE_UNDER, Cluster, Clustering, UnclusteredReason, Vectors

FAST = ClusterParams(resamples=2)


def planted(themes: int, each: int, noise: int = 0, seed: int = 1) -> tuple[list[str], list[str], Vectors]:
    """Texts around ``themes`` random directions, then ``noise`` texts anywhere."""
    rng = np.random.default_rng(seed)
    centres = rng.normal(size=(themes, 64))
    around = np.repeat(centres, each, axis=0) + rng.normal(size=(themes * each, 64)) * 0.5
    rows = unit(np.vstack([around, rng.normal(size=(noise, 64))]))
    ids = [f"s{number:05d}" for number in range(len(rows))]
    return ids, [f"statement about thing number {number}" for number in range(len(rows))], rows


def digest(clustering: Clustering) -> str:
    state = hashlib.sha256()
    for one in clustering.clusters:
        state.update(repr((one.members, one.stability)).encode())
        state.update(one.centroid.tobytes())
    state.update(repr(sorted(clustering.unclustered.items())).encode())
    return state.hexdigest()


def everyone(clustering: Clustering) -> list[str]:
    return sorted([*clustering.unclustered, *(one for group in clustering.clusters for one in group.members)])


def test_planted_themes_are_found_and_noise_stays_out() -> None:
    ids, texts, vectors = planted(themes=8, each=30, noise=20)
    result = cluster(ids, texts, vectors, FAST)
    assert len(result.clusters) == 8
    strays = sum(int(one[1:]) >= 240 for group in result.clusters for one in group.members)
    assert strays <= 1
    for group in result.clusters:
        assert len({int(one[1:]) // 30 for one in group.members if int(one[1:]) < 240}) == 1
    assert all(group.stability > 0.8 for group in result.clusters)


@pytest.mark.parametrize("count", [0, 1, 2, 3, 10, 30])
def test_small_collections_lose_nobody(count: int) -> None:
    ids, texts, vectors = planted(themes=1, each=count)
    assert everyone(cluster(ids, texts, vectors, FAST)) == ids


def test_all_different_makes_no_theme() -> None:
    ids, texts, _ = planted(themes=1, each=30)
    vectors = np.eye(30, 64, dtype=np.float32)
    assert cluster(ids, texts, vectors, FAST).clusters == ()


@pytest.mark.parametrize("count", [2, 3, 5, 8, 10, 15, 20])
def test_few_texts_with_nothing_in_common_make_no_theme(count: int) -> None:
    ids, texts, _ = planted(themes=1, each=count)
    vectors = np.full((count, 65), 0.3, dtype=np.float32)  # of one language: a cosine of about 0.1
    vectors[:, :64] = np.eye(count, 64)
    vectors = unit(vectors)
    assert cluster(ids, texts, vectors, FAST).clusters == ()


def test_few_texts_about_two_matters_make_two_themes() -> None:
    ids, texts, vectors = planted(themes=2, each=4)
    assert [len(group.members) for group in cluster(ids, texts, vectors, FAST).clusters] == [4, 4]


def test_all_equal_is_one_theme() -> None:
    ids = [f"s{number:05d}" for number in range(10_000)]
    vectors = np.tile(np.eye(1, 64, dtype=np.float32), (10_000, 1))
    result = cluster(ids, ["Too expensive"] * 10_000, vectors, FAST)
    assert [len(group.members) for group in result.clusters] == [10_000]


def test_copies_of_one_text_change_no_other_theme() -> None:
    ids, texts, vectors = planted(themes=6, each=25)
    before = cluster(ids, texts, vectors, FAST)
    more = [f"z{number:05d}" for number in range(1000)]
    after = cluster(
        [*ids, *more], [*texts, *[texts[0]] * 1000], np.vstack([vectors, *[vectors[:1]] * 1000]), FAST
    )
    kept = {tuple(sorted(set(group.members) - set(more))) for group in after.clusters}
    assert kept == {tuple(sorted(group.members)) for group in before.clusters}


def test_wordless_texts_say_why_they_are_out() -> None:
    ids, texts, vectors = planted(themes=4, each=20)
    texts[3] = "???"
    assert cluster(ids, texts, vectors, FAST).unclustered[ids[3]] is UnclusteredReason.TOO_SHORT


def test_lengths_that_differ_are_refused() -> None:
    with pytest.raises(SettingsError):
        cluster(["a", "a"], ["x", "y"], np.eye(2, dtype=np.float32))


@settings(max_examples=8, deadline=None)
@given(seed=st.integers(0, 1000))
def test_order_changes_nothing(seed: int) -> None:
    ids, texts, vectors = planted(themes=5, each=24, noise=12)
    order = list(range(len(ids)))
    random.Random(seed).shuffle(order)
    shuffled = cluster([ids[i] for i in order], [texts[i] for i in order], vectors[order], FAST)
    assert digest(shuffled) == digest(cluster(ids, texts, vectors, FAST))


def two_near(angle: float) -> tuple[list[str], list[str], Vectors]:
    """Ten matters, of which the first two are ``angle`` (radians) apart."""
    rng = np.random.default_rng(7)
    centres = unit(rng.normal(size=(10, 64)))
    aside = unit((centres[1] - (centres[1] @ centres[0]) * centres[0])[None, :])[0]
    centres[1] = np.cos(angle) * centres[0] + np.sin(angle) * aside
    rows = unit(np.repeat(centres, 24, axis=0) + rng.normal(size=(240, 64)) * 0.04)
    ids = [f"s{number:05d}" for number in range(len(rows))]
    return ids, [f"statement about thing number {number}" for number in range(len(rows))], rows


def stood(*groups: list[str]) -> Clustering:
    return Clustering(tuple(Cluster(tuple(ids), np.zeros(64, np.float32), 1.0) for ids in groups), {})


def test_in_doubt_matters_stay_together_or_apart_as_they_stood() -> None:
    held = 0
    for angle in np.arange(0.5, 1.4, 0.1):
        ids, texts, vectors = two_near(float(angle))
        one, other = ids[:24], ids[24:48]
        counts = [
            len(cluster(ids, texts, vectors, FAST, standing=before).clusters)
            for before in (stood(one + other), None, stood(one, other))
        ]
        assert counts == sorted(counts)
        held += counts[0] < counts[2]
    assert 0 < held < 6  # only near the reach; what is clear is decided by the words alone


def test_groups_that_stand_and_fit_come_back_in_any_order() -> None:
    ids, texts, vectors = planted(themes=5, each=24, noise=12)
    found = cluster(ids, texts, vectors, FAST)
    again = cluster(ids[::-1], texts[::-1], vectors[::-1], FAST, standing=found)
    assert digest(again) == digest(found)


def test_finer_gives_no_fewer_themes() -> None:
    ids, texts, vectors = planted(themes=12, each=20)
    counts = [
        len(cluster(ids, texts, vectors, ClusterParams(granularity=value, resamples=0)).clusters)
        for value in (0.4, 1.0, 2.5)
    ]
    assert counts == sorted(counts)


def test_fresh_processes_and_thread_counts_agree() -> None:
    code = (
        "from tests.synthesis.test_clustering import planted, digest, FAST\n"
        "from synthesis.clustering import cluster\n"
        "print(digest(cluster(*planted(20, 60, 50), FAST)))"
    )
    root = Path(__file__).resolve().parents[2]
    digests = set()
    for threads in ("1", "2"):
        environment = {"PATH": "", "OMP_NUM_THREADS": threads, "OPENBLAS_NUM_THREADS": threads}
        done = subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            cwd=root,
            env=environment,
        )
        digests.add(done.stdout.strip())
    assert len(digests) == 1


def test_more_than_the_limit_is_sampled_and_assigned() -> None:
    ids, texts, vectors = planted(themes=8, each=40)
    result = cluster(ids, texts, vectors, ClusterParams(resamples=0, fit_limit=200))
    assert everyone(result) == ids
    assert len(result.clusters) == 8
    assert len(result.unclustered) < 16


@pytest.mark.parametrize(("name", "least"), [("development", 0.55), ("test-banking", 0.82)])
def test_labelled_calls_are_grouped_as_people_grouped_them(
    shared_data: Path, name: str, least: float
) -> None:
    with (shared_data / "dstc11" / "utterances.csv").open(encoding="utf-8", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row["set"] == name]
    texts = [row["text"] for row in rows]
    vectors = default_embedder().embed(texts)
    figures = measure(lambda: engine_groups(texts, vectors, FAST), [row["intent"] for row in rows])
    assert float(str(figures["ari"])) >= least
    assert float(str(figures["unclustered"])) <= 0.08


def share_out(clustering: Clustering) -> float:
    return len(clustering.unclustered) / len(everyone(clustering))


def astray() -> tuple[list[str], list[str], Vectors]:
    """Themes, texts that lean to one of them, and texts that are near nothing."""
    rng = np.random.default_rng(5)
    centres = unit(rng.normal(size=(6, 64)))
    near = np.repeat(centres, 30, axis=0) + rng.normal(size=(180, 64)) * 0.05
    leaning = np.repeat(centres[:5], 6, axis=0) * 0.36 + unit(rng.normal(size=(30, 64))) * 0.93
    rows = unit(np.vstack([near, leaning, unit(rng.normal(size=(20, 64)))]))
    return [f"s{at:05d}" for at in range(230)], [f"a text about matter {at}" for at in range(230)], rows


def test_a_noise_target_is_met_only_with_what_is_near_enough() -> None:
    ids, texts, vectors = astray()
    plain = cluster(ids, texts, vectors, FAST)
    assert share_out(plain) > 0.12
    wished = cluster(ids, texts, vectors, ClusterParams(resamples=2, noise_target=0.15))
    assert share_out(wished) <= 0.15
    nothing_out = cluster(ids, texts, vectors, ClusterParams(resamples=2, noise_target=0.0))
    assert share_out(wished) >= share_out(nothing_out) > 0.05
    assert len(nothing_out.clusters) == len(plain.clusters)


def test_parts_hold_all_of_a_theme_and_say_something_narrower() -> None:
    rng = np.random.default_rng(11)
    themes = unit(rng.normal(size=(5, 64)))
    sides = unit(np.repeat(themes, 2, axis=0) + unit(rng.normal(size=(10, 64))) * 0.55)
    rows = unit(np.repeat(sides, 20, axis=0) + rng.normal(size=(200, 64)) * 0.03)
    ids = [f"s{at:05d}" for at in range(200)]
    result = cluster(ids, [f"a text about matter {at}" for at in range(200)], rows, FAST)
    divided = [one for one in result.clusters if one.parts]
    assert divided
    for one in divided:
        assert sorted(key for part in one.parts for key in part) == sorted(one.members)
        assert all(len({int(key[1:]) // 20 for key in part}) == 1 for part in one.parts)


def test_a_text_between_two_themes_touches_both() -> None:
    ids, texts, vectors = planted(themes=6, each=30)
    middle = unit(vectors[:30].mean(axis=0)[None] + 0.97 * vectors[30:60].mean(axis=0)[None])
    result = cluster([*ids, "z"], [*texts, "a text about both"], np.vstack([vectors, middle]), FAST)
    own = [one for one in result.clusters if "z" in one.members]
    other = [one for one in result.clusters if "z" in one.also]
    assert len(own) == len(other) == 1
    assert own[0] is not other[0]


def test_one_matter_in_many_words_is_one_theme() -> None:
    ids, texts, vectors = planted(themes=1, each=40)
    assert [len(one.members) for one in cluster(ids, texts, vectors, FAST).clusters] == [40]


@pytest.mark.parametrize("case", ["one word each", "only noise", "two of a kind"])
def test_odd_collections_are_answered_honestly(case: str) -> None:
    rng = np.random.default_rng(2)
    rows = unit(rng.normal(size=(60, 64)))
    ids = [f"s{at:05d}" for at in range(60)]
    texts = [f"word{at}" if case == "one word each" else f"a remark of its own, {at}" for at in range(60)]
    if case == "two of a kind":
        rows = np.repeat(rows[:30], 2, axis=0)
    result = cluster(ids, texts, rows, FAST)
    assert everyone(result) == ids
    if case != "two of a kind":
        assert all(one.stability < TENTATIVE_UNDER for one in result.clusters)
        assert cluster(ids[:40], texts[:40], rows[:40], FAST).clusters == ()
    if case == "one word each":
        assert set(result.unclustered.values()) <= {UnclusteredReason.TOO_SHORT}
