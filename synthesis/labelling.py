"""Names for themes without a model: a phrase that customers wrote, and a sentence that a customer wrote.

Candidates are runs of one to five words as they stand in the statements, so a label always reads like a
customer ("export to CSV times out"), never like a bag of terms. They are weighed by class-based TF-IDF
(Grootendorst 2022: share in the theme times log(1 + average theme size over frequency)). Labels are distinct
over the themes of a run.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from foundation.text import one_line
from synthesis.stopwords import STOP_WORDS
from synthesis.themes import Cluster, ThemeLabel, Vectors

_TOKEN = re.compile(r"\w+(?:[-'’./&+]\w+)*|[^\w\s]")
_LONGEST = 5
_TERMS = 10
_READABLE = (5, 30)  # words of a summary
_SAMPLED = 400  # members read for a label, nearest the centre first
_PARTICLES = frozenset(("out", "up", "off", "down"))
_WEAK_ENDS = frozenset(
    ("different", "using", "current", "earlier", "think", "someone", "know", "sure", "tried", "trying", "new")
)
_FILLERS = frozenset(("to", "of", "for", "in", "on", "with", "from", "by", "at", "as", "not", "no", "and"))


@dataclass(slots=True)
class _Phrases:
    """What the statements of one theme say: documents that hold each phrase, and how it is written."""

    documents: Counter[str] = field(default_factory=Counter)
    written: dict[str, Counter[str]] = field(default_factory=dict)
    texts: int = 0


def label_clusters(
    clusters: Sequence[Cluster], texts: Mapping[str, str], vectors: Mapping[str, Vectors] | None = None
) -> list[ThemeLabel]:
    """One label for each cluster, in their order; distinct, at most six words.

    ``texts`` holds the text of every member id. ``vectors`` (unit rows by id), where given, order the members
    by nearness to the centre; else the cluster's own order does.
    """
    ordered = [_by_nearness(cluster, vectors) for cluster in clusters]
    read = [_read([texts[identity] for identity in members[:_SAMPLED]]) for members in ordered]
    everywhere: Counter[str] = Counter()
    for phrases in read:
        everywhere.update(phrases.documents)
    average = sum(phrases.texts for phrases in read) / max(1, len(read))
    taken: set[str] = set()
    labels = []
    for members, phrases in zip(ordered, read, strict=True):
        terms = _weigh(phrases, everywhere, average)
        label = _choose(phrases, terms, taken)
        taken.add(_stem(label))
        summary = _summary([texts[identity] for identity in members], terms)
        shown = tuple((_writing(phrases, term), round(weight, 4)) for term, weight in terms[:_TERMS])
        labels.append(ThemeLabel(label, summary, shown))
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


def _read(texts: Sequence[str]) -> _Phrases:
    phrases = _Phrases(texts=len(texts))
    for text in dict.fromkeys(texts):
        said: dict[str, str] = {}
        for written in _runs(one_line(text)):
            said.setdefault(written.casefold(), written)
        for phrase, written in said.items():
            phrases.documents[phrase] += 1
            phrases.written.setdefault(phrase, Counter())[written] += 1
    return phrases


def _runs(text: str) -> Iterator[str]:
    """Runs of words without a mark between them that start and end with a word that means something."""
    run: list[str] = []
    for token in [*_TOKEN.findall(text), "."]:
        if token[0].isalnum():
            run.append(token)
            continue
        for start in range(len(run)):
            for stop in range(start + 1, min(start + _LONGEST, len(run)) + 1):
                if _means_something(run[start]) and _ends_well(run[start:stop]):
                    yield " ".join(run[start:stop])
        run = []


def _ends_well(run: list[str]) -> bool:
    """Ends with a word that means something, or with the particle of a verb ("times out")."""
    if _means_something(run[-1]):
        return run[-1].casefold() not in _WEAK_ENDS
    return len(run) > 1 and run[-1].casefold() in _PARTICLES and _means_something(run[-2])


def _means_something(word: str) -> bool:
    folded = word.casefold().replace("’", "'")
    return folded not in STOP_WORDS and len(word) > 1 and not word.isdigit()


def _weigh(phrases: _Phrases, everywhere: Counter[str], average: float) -> list[tuple[str, float]]:
    weights = [
        (phrase, count / max(1, phrases.texts) * math.log1p(average / everywhere[phrase]))
        for phrase, count in phrases.documents.items()
        if count > 1 or phrases.texts < 8
    ]
    return sorted(weights, key=lambda pair: (-pair[1], pair[0]))


def _choose(phrases: _Phrases, terms: list[tuple[str, float]], taken: set[str]) -> str:
    """The best phrase that no theme has yet: runs of words are worth what they bind."""
    single = {term: weight for term, weight in terms if " " not in term}
    scored = sorted(
        ((round(_worth(term, weight, single), 9), term) for term, weight in terms[:300]),
        key=lambda pair: (-pair[0], -len(pair[1]), pair[1]),
    )
    for _, term in scored:
        label = _writing(phrases, term)
        if " " in term and _stem(label) not in taken:
            return label
    for (_, left), (_, right) in pairwise(scored):
        label = f"{_writing(phrases, left)}, {_writing(phrases, right)}"
        if len(label.split()) <= 6 and _stem(label) not in taken:
            return label
    return _last_resort(phrases, taken)


def _worth(term: str, weight: float, single: dict[str, float]) -> float:
    words = term.split()
    content = [word for word in words if word not in STOP_WORDS]
    if len(words) == 1 or len(set(content)) < len(content):
        return weight * 0.3
    bound = sum(single.get(word, 0.0) for word in content)
    loose = sum(1 for word in words if word in STOP_WORDS - _FILLERS - _PARTICLES)
    return math.sqrt(weight * bound) * (1.0 + 0.25 * min(len(content), 4)) / (1.0 + 0.25 * loose)


def _last_resort(phrases: _Phrases, taken: set[str]) -> str:
    known = sorted(phrases.documents, key=lambda phrase: (-phrases.documents[phrase], phrase))
    base = _writing(phrases, known[0]) if known else "Other remarks"
    label, number = base, 2
    while _stem(label) in taken:
        label, number = f"{base} ({number})", number + 1
    return label


def _writing(phrases: _Phrases, phrase: str) -> str:
    """The most usual spelling, but for a capital that only a sentence's start explains."""
    spellings = phrases.written.get(phrase)
    if not spellings:
        return phrase
    return sorted(spellings.items(), key=lambda pair: (-pair[1], pair[0]))[0][0]


def _stem(label: str) -> str:
    """Two labels are the same when only order, case or a plural differs."""
    words = [word.rstrip("s") for word in re.findall(r"\w+", label.casefold()) if word not in STOP_WORDS]
    return " ".join(sorted(words))


def _summary(texts: Sequence[str], terms: list[tuple[str, float]]) -> str:
    """Of the twenty readable statements nearest the centre the one that holds most of the theme's terms."""
    low, high = _READABLE
    flat = [one_line(text) for text in texts]
    readable = [text for text in flat if low <= len(text.split()) <= high][:20]
    if not readable:
        return min(flat, key=lambda text: (abs(len(text.split()) - high), flat.index(text))) if flat else ""
    weights = dict(terms[:40])

    def held(text: str) -> float:
        folded = text.casefold()
        return sum(weight for term, weight in weights.items() if term in folded) - 0.02 * readable.index(text)

    return max(readable, key=lambda text: (held(text), -readable.index(text)))
