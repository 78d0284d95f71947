"""Names for themes without a model: a phrase that customers wrote, and a sentence that a customer wrote.

Words are weighed by class-based TF-IDF (Grootendorst 2022): share in the theme times log(1 + average theme
size over frequency). Labels are distinct over the themes of a run; nothing here depends on chance or on the
order of equal things.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

from foundation.text import one_line
from synthesis.naming import Said, cased, name_of, stems_of, usual
from synthesis.phrases import DENIED, Reading, is_shouted, read, stem_of
from synthesis.themes import Cluster, ThemeLabel, Vectors
from synthesis.word_classes import VAGUE

_TERMS = 10
_HELD = 40  # weightiest stems that count for a summary
_READABLE = (5, 30)  # words of a summary
_SAMPLED = 400  # members read for a label, nearest the centre first
_NEXT = re.compile(r"[.!?…]\s+\w")
_BLANKED = re.compile(r"<[A-Z_]+_?\d*>|x{2,}|[\[{]", re.IGNORECASE)


def label_clusters(
    clusters: Sequence[Cluster], texts: Mapping[str, str], vectors: Mapping[str, Vectors] | None = None
) -> list[ThemeLabel]:
    """One label for each cluster, in their order; distinct, at most six words.

    ``texts`` holds the text of every member id. ``vectors`` (unit rows by id), where given, order the members
    by nearness to the centre; else the cluster's own order does.
    """
    said = [[texts[identity] for identity in _by_nearness(one, vectors)[:_SAMPLED]] for one in clusters]
    casing: dict[str, Counter[str]] = {}
    readings = [read(members, casing) for members in said]
    everywhere: Counter[str] = Counter()
    for reading in readings:
        everywhere.update({stem: reading.count(stem) for stem in reading.holders})
    average = sum(len(reading.runs) for reading in readings) / max(1, len(readings))
    taken: set[frozenset[str]] = set()
    labels = []
    for members, reading in zip(said, readings, strict=True):
        theme = _weighed(reading, everywhere, average, casing)
        label = name_of(theme, members, taken)
        taken.add(stems_of(label))
        labels.append(ThemeLabel(label, _summary(members, theme, label), _terms(theme)))
    return labels


def _by_nearness(cluster: Cluster, vectors: Mapping[str, Vectors] | None) -> tuple[str, ...]:
    if not vectors:
        return cluster.members
    return tuple(
        sorted(
            cluster.members,
            key=lambda identity: (-round(float(np.dot(vectors[identity], cluster.centroid)), 5), identity),
        )
    )


def _weighed(
    reading: Reading, everywhere: Counter[str], average: float, casing: Mapping[str, Counter[str]]
) -> Said:
    size = max(1, len(reading.runs))
    everywhere.pop(DENIED, None)
    rarity = {stem: math.log1p(average / everywhere[stem]) for stem in reading.holders if stem != DENIED}
    least = 1 if size < 5 else max(2, round(0.02 * size))
    weights = {
        stem: reading.count(stem) / size * rarity[stem] for stem in rarity if reading.count(stem) >= least
    }
    ordered = sorted(weights.items(), key=lambda pair: (-round(pair[1], 9), pair[0]))
    return Said(reading, dict(ordered), rarity, casing)


def _terms(theme: Said) -> tuple[tuple[str, float], ...]:
    terms = []
    for stem, weight in theme.weights.items():
        spelling = usual(theme.reading.spellings[stem])
        if spelling not in VAGUE:
            terms.append((cased(theme, spelling), round(weight, 4)))
    return tuple(terms[:_TERMS])


def _summary(texts: Sequence[str], theme: Said, label: str) -> str:
    """Of the readable members the one that holds most of the theme's terms and stands near the centre."""
    flat = [text for text in dict.fromkeys(one_line(text) for text in texts) if text]
    wanted = dict(list(theme.weights.items())[:_HELD])
    for stem in stems_of(label):
        wanted[stem] = wanted.get(stem, 0.0) + max(theme.weights.values(), default=0.0)
    scored = []
    for rank, text in enumerate(flat):
        stems = {stem_of(word.casefold().strip(".,;:!?\"'()")) for word in text.split()}
        held = sum(weight for stem, weight in wanted.items() if stem in stems) + 1e-6
        near = 1.0 - 0.5 * rank / len(flat)
        scored.append((round(held * near * _reads(text), 12), -rank, text))
    return max(scored)[2] if scored else ""


def _reads(text: str) -> float:
    """How well a text reads as a sentence: whole, of a sensible length, nothing blanked, not shouted."""
    low, high = _READABLE
    worth = 1.0 if low <= len(text.split()) <= high else 1e-4
    if not (text[0].isupper() and text[-1] in ".!?…"):
        worth *= 0.8
    if _NEXT.search(text):
        worth *= 0.75  # more than one sentence
    if is_shouted(text):
        worth *= 0.3
    return worth * (0.2 if _BLANKED.search(text) else 1.0)
