"""Names for themes without a model: a phrase that customers wrote, and a sentence that a customer wrote.

Words are weighed by class-based TF-IDF (Grootendorst 2022): share in the theme times log(1 + average theme
size over frequency). Labels are distinct over the themes of a run; nothing here depends on chance or on the
order of equal things.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

from foundation.text import one_line
from synthesis.casing import cased, usual
from synthesis.grammar import Grammar
from synthesis.naming import name_of, stems_of
from synthesis.reading import DENIED, Reading, read
from synthesis.summaries import summary_of
from synthesis.themes import Cluster, ThemeLabel, Vectors
from synthesis.word_classes import VAGUE
from synthesis.worth import Said, matter_of, tone_of

_TERMS = 10
_UNSURE = 2  # texts added to a word's count: one that few wrote is rare by chance
_SAMPLED = 200  # distinct texts read for a label, nearest the centre first


def label_clusters(
    clusters: Sequence[Cluster], texts: Mapping[str, str], vectors: Mapping[str, Vectors] | None = None
) -> list[ThemeLabel]:
    """One label for each cluster, in their order; distinct, at most six words.

    ``texts`` holds the text of every member id. ``vectors`` (unit rows by id), where given, order the members
    by nearness to the centre; else the cluster's own order does. Of two themes that would have one name the
    larger has it (ties by first member), whatever their order.
    """
    said, nearness = [], []
    for one in clusters:
        ordered, near = _by_nearness(one, vectors)
        kept, places = _distinct_texts([texts[identity] for identity in ordered])
        said.append(kept)
        nearness.append([near[place] for place in places] if near else [])
    casing: dict[str, Counter[str]] = {}
    readings = [read(chosen, casing) for chosen in said]
    grammar = Grammar(run for reading in readings for runs in reading.runs for run in runs)
    everywhere: Counter[str] = Counter()
    for reading in readings:
        everywhere.update({stem: reading.count(stem) for stem in reading.holders if stem != DENIED})
    average = sum(len(reading.runs) for reading in readings) / max(1, len(readings))
    taken: set[frozenset[str]] = set()
    labels: dict[int, ThemeLabel] = {}
    for place in sorted(range(len(clusters)), key=lambda one: _rank(clusters[one])):
        reading = readings[place]
        weights, rarity = _weighed(reading, everywhere, average)
        shapes = [[grammar.shape(run) for run in runs] for runs in reading.runs]
        near = nearness[place]
        cosines = [near[of[0]] for of in reading.places] if near else None
        matter, tone = matter_of(weights), tone_of(reading)
        theme = Said(reading, grammar, shapes, weights, rarity, casing, cosines, matter, tone)
        label = name_of(theme, taken)
        taken.add(stems_of(label))
        labels[place] = ThemeLabel(label, _summary(said[place], theme, label), _terms(theme))
    return [labels[place] for place in range(len(clusters))]


def _rank(cluster: Cluster) -> tuple[int, str]:
    return -len(cluster.members), min(cluster.members, default="")


def _by_nearness(cluster: Cluster, vectors: Mapping[str, Vectors] | None) -> tuple[list[str], list[float]]:
    """Members nearest the centre first, and how near (cosine), empty without vectors."""
    if not vectors:
        return list(cluster.members), []
    rows = np.stack([vectors[identity] for identity in cluster.members])
    near = np.round(rows.astype(np.float64) @ cluster.centroid.astype(np.float64), 5)
    order = sorted(zip((-near).tolist(), cluster.members, strict=True))
    return [identity for _, identity in order], [-figure for figure, _ in order]


def _distinct_texts(texts: Sequence[str]) -> tuple[list[str], list[int]]:
    """The first distinct texts with all their copies, and where each stood."""
    chosen = set(list(dict.fromkeys(texts))[:_SAMPLED])
    places = [place for place, text in enumerate(texts) if text in chosen]
    return [texts[place] for place in places], places


def _weighed(
    reading: Reading, everywhere: Counter[str], average: float
) -> tuple[dict[str, float], dict[str, float]]:
    """The theme's stems by weight, heaviest first, and how rare each is."""
    size = max(1, len(reading.runs))
    rarity = {
        stem: math.log1p(average / (everywhere[stem] + _UNSURE)) for stem in reading.holders if stem != DENIED
    }
    least = 1 if size < 5 else max(2, round(0.02 * size))
    weights = {
        stem: reading.count(stem) / size * rarity[stem] for stem in rarity if reading.count(stem) >= least
    }
    return dict(sorted(weights.items(), key=lambda pair: (-round(pair[1], 9), pair[0]))), rarity


def _terms(theme: Said) -> tuple[tuple[str, float], ...]:
    terms = []
    for stem, weight in theme.weights.items():
        spelling = usual(theme.reading.spellings[stem])
        if spelling not in VAGUE:
            terms.append((cased(theme.casing, spelling), round(weight, 4)))
    return tuple(terms[:_TERMS])


def _summary(texts: Sequence[str], theme: Said, label: str) -> str:
    found = summary_of(texts, theme, label)
    return found or next((line for line in map(one_line, texts) if line), "")
