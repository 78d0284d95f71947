"""Names for themes without a model: a phrase that customers wrote, and a sentence that a customer wrote.

Words are weighed by class-based TF-IDF (Grootendorst 2022: share in the theme times log(1 + average theme size
over frequency). A label is the phrase whose words tell most of the theme, are said together by most of its
members and stand in the text between natural pauses; a phrase that says what is wrong, wanted or praised is
worth more than a noun. Labels are distinct over the themes of a run.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from foundation.text import one_line
from synthesis.phrases import (
    DENIED,
    HIDDEN,
    LONGEST,
    PERIOD_STEMS,
    Phrase,
    Reading,
    is_shouted,
    phrases,
    read,
    stem_of,
    tells,
)
from synthesis.themes import Cluster, ThemeLabel, Vectors
from synthesis.word_classes import BREAKS, FUNCTION, STATES, VAGUE

_TERMS = 10
_TELLING = 60  # stems of a theme that its label may use
_READABLE = (5, 30)  # words of a summary
_SAMPLED = 400  # members read for a label, nearest the centre first
_PREDICATE = 1.6  # what saying what is wrong is worth
_SPREAD = 0.35  # power of the share of members that say the words together
_FULLER = 0.4  # of a bare noun phrase's worth, for the phrase that says more to be taken
_STATED = 0.15  # of those who say the phrase
_SAID_BY = 0.05  # of the members, at the least
_PAUSED = 0.7  # how well a phrase that is written once has to be cut
_ACRONYM = 5  # letters of the longest
_SHARE = 0.75  # power of a word's share of the members


@dataclass(frozen=True, slots=True)
class _Theme:
    """One theme as read: its stems weighed, and how the words of the run are written."""

    reading: Reading
    weights: dict[str, float]
    rarity: dict[str, float]
    casing: Mapping[str, Counter[str]]


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
        label = _choose(theme, members, taken)
        taken.add(_stems(label))
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
) -> _Theme:
    size = max(1, len(reading.runs))
    everywhere.pop(DENIED, None)
    rarity = {stem: math.log1p(average / everywhere[stem]) for stem in reading.holders if stem != DENIED}
    least = 1 if size < 5 else max(2, round(0.02 * size))
    weights = {
        stem: reading.count(stem) / size * rarity[stem]
        for stem in rarity
        if reading.count(stem) >= least
    }
    ordered = sorted(weights.items(), key=lambda pair: (-round(pair[1], 9), pair[0]))
    return _Theme(reading, dict(ordered), rarity, casing)


def _terms(theme: _Theme) -> tuple[tuple[str, float], ...]:
    terms = []
    for stem, weight in theme.weights.items():
        spelling = _usual(theme.reading.spellings[stem])
        if spelling not in VAGUE:
            terms.append((_cased(theme, spelling), round(weight, 4)))
    return tuple(terms[:_TERMS])


def _choose(theme: _Theme, members: Sequence[str], taken: set[frozenset[str]]) -> str:
    """The best phrase that no theme has yet; a bare noun phrase is joined by what is said of it."""
    for rare in (False, True):
        found = phrases(theme.reading, _telling(theme, rare))
        scored = [(round(_worth(theme, phrase, rare), 9), phrase) for phrase in found.values()]
        scored = [(worth, phrase) for worth, phrase in scored if worth > 0]
        scored.sort(key=lambda pair: (-pair[0], pair[1].stems))
        for worth, phrase in scored[:50]:
            fuller = _fuller(worth, phrase, scored)
            words = _cased_phrase(theme, fuller)
            if fuller is phrase:
                words += _state(theme, phrase, len(words))
            label = _sentence_case(words)
            if _distinct(_stems(label), taken):
                return label
    return _last_resort(theme, members, taken)


def _telling(theme: _Theme, rare: bool) -> frozenset[str]:
    """The weightiest stems that are no one member's own."""
    size = len(theme.reading.runs)
    least = 1 if size < 8 else 2 if size < 25 or rare else max(3, round(0.03 * size))
    common = [stem for stem in theme.weights if theme.reading.count(stem) >= least]
    return frozenset(common[:_TELLING])


def _worth(theme: _Theme, phrase: Phrase, rare: bool) -> float:
    """What the words tell, times how many members share them, times how well the phrase reads."""
    stems = [stem for stem in phrase.stems if stem != DENIED]
    size = max(1, len(theme.reading.runs))
    shared = theme.reading.sharing(stems)
    denied = len(stems) < len(phrase.stems)
    if denied:
        together = theme.reading.together(stems)
        if phrase.places < max(2, 0.2 * together):
            return 0.0  # most who use these words do not deny them
        if len(stems) < 3:
            shared = min(theme.reading.together(phrase.stems), 2 * phrase.places)
    cut = phrase.cut / phrase.places
    least = min(size, 2 if size < 15 or rare else max(3, round(_SAID_BY * size)))
    if len(phrase.stems) < 2 or shared < least or not _readable(phrase, cut, size, rare):
        return 0.0
    told = sum(theme.rarity[stem] * _weight(stem) * (theme.reading.count(stem) / size) ** _SHARE for stem in stems)
    worth = (shared / size) ** _SPREAD * told / len(stems) ** 0.5 * cut
    worth *= 0.8 + 0.1 * math.log2(phrase.places)
    return worth * (_PREDICATE if len(stems) > 1 and _says(phrase) else 1.0)


def _readable(phrase: Phrase, cut: float, size: int, rare: bool) -> bool:
    """Said often enough to be a set phrase, or said once between two pauses."""
    if rare:
        return True
    return phrase.places >= (2 if size < 150 else 3) or (size < 150 and cut >= _PAUSED)


def _says(phrase: Phrase) -> bool:
    """A phrase with a thing and with what is said of it."""
    said = [tells(stem) for stem in phrase.stems]
    things = [stem for stem, told in zip(phrase.stems, said, strict=True) if not told]
    return any(said) and any(stem not in PERIOD_STEMS and stem not in _VAGUE_STEMS for stem in things)


def _fuller(worth: float, phrase: Phrase, scored: Sequence[tuple[float, Phrase]]) -> Phrase:
    """The best phrase that holds all of this one and also says something of it, else this one."""
    if any(tells(stem) for stem in phrase.stems):
        return phrase
    held = set(phrase.stems)
    for other, longer in scored:
        if other < _FULLER * worth:
            break
        if held < set(longer.stems) and _says(longer):
            return longer
    return phrase


def _state(theme: _Theme, phrase: Phrase, words: int) -> list[str]:
    """What many of those who say the phrase say of it, behind a colon; nothing where there is room for none."""
    if words >= LONGEST or any(tells(stem) for stem in phrase.stems):
        return []
    holding = theme.reading.together(phrase.stems)
    found = []
    for stem in theme.weights:
        spellings = Counter({one: n for one, n in theme.reading.spellings[stem].items() if one in STATES})
        both = theme.reading.together([*phrase.stems, stem])
        if spellings and both >= max(3, _STATED * holding):
            found.append((-round(both * theme.rarity[stem], 9), _usual(spellings)))
    return [":", min(found)[1]] if found else []


def _weight(stem: str) -> float:
    return 0.3 if stem in PERIOD_STEMS else 0.5 if stem in _VAGUE_STEMS else 1.0


_VAGUE_STEMS = frozenset(stem_of(word) for word in VAGUE)


def _usual(spellings: Counter[str]) -> str:
    return sorted(spellings.items(), key=lambda pair: (-pair[1], pair[0]))[0][0]


def _cased(theme: _Theme, word: str) -> str:
    """As it is written in running text; what is only seen shouted is lower case."""
    spellings = theme.casing.get(word)
    if not spellings:
        return word
    written = _usual(spellings)
    inside = sum(spellings.values()) >= 100
    return _calm(theme, written) if inside or not written.istitle() else word


def _cased_phrase(theme: _Theme, phrase: Phrase) -> list[str]:
    """The best cut of its forms, each word as it is written there, the first as in running text."""
    form = sorted(phrase.forms.items(), key=lambda pair: (-pair[1], len(pair[0]), pair[0]))[0][0]
    spelled = phrase.written.get(form)
    if not spelled:
        return [_cased(theme, word) for word in form]
    written = sorted(spelled.items(), key=lambda pair: (-pair[1], pair[0]))[0][0]
    return [_cased(theme, form[0]), *(_calm(theme, word) for word in written[1:])]


def _calm(theme: _Theme, word: str) -> str:
    """A shouted word in lower case; an acronym as it is."""
    if not word.isupper() or len(word) < 2:
        return word
    spellings = theme.casing.get(word.casefold(), Counter())
    return word.lower() if len(word) > _ACRONYM or spellings[word.lower()] > spellings[word] else word


def _sentence_case(words: Sequence[str]) -> str:
    first = words[0][0].upper() + words[0][1:] if words[0].islower() else words[0]
    return " ".join([first, *words[1:]]).replace(" :", ":")


def _stems(label: str) -> frozenset[str]:
    """Two labels are the same when only order, case, inflection or small words differ."""
    words = re.findall(r"[\w'’-]+", label.casefold())
    return frozenset(stem_of(word) for word in words if word not in FUNCTION) or frozenset(words)


def _distinct(stems: frozenset[str], taken: set[frozenset[str]]) -> bool:
    return all(len(stems & other) < 0.75 * len(stems | other) for other in taken)


def _last_resort(theme: _Theme, members: Sequence[str], taken: set[frozenset[str]]) -> str:
    """A short thing that a member said, else the weightiest word, else a number that keeps labels apart."""
    telling = set(list(theme.weights)[:_TERMS])
    for text in members:
        words = one_line(text).rstrip(".!?… ").casefold().split()
        plain = words and words[0] not in FUNCTION and BREAKS.isdisjoint(words)
        short = plain and 2 <= len(words) <= LONGEST and all(re.fullmatch(r"[^\W\d_][\w'’-]*", word) and not HIDDEN.match(word) for word in words)
        label = _sentence_case([_cased(theme, word) for word in words]) if short else ""
        if label and not telling.isdisjoint(_stems(label)) and _distinct(_stems(label), taken):
            return label
    usual = [_usual(theme.reading.spellings[stem]) for stem in theme.weights]
    for spelling in usual:
        label = _sentence_case([_cased(theme, spelling)])
        if _distinct(_stems(label), taken):
            return label
    base = _sentence_case([_cased(theme, usual[0])]) if usual else "Other remarks"
    label, number = base, 1
    while _stems(label) in taken:
        number += 1
        label = f"{base} ({number})"
    return label


def _summary(texts: Sequence[str], theme: _Theme, label: str) -> str:
    """Of the readable members the one that holds most of the theme's terms and stands near the centre."""
    flat = list(dict.fromkeys(one_line(text) for text in texts))
    low, high = _READABLE
    wanted = dict(list(theme.weights.items())[:40])
    for stem in _stems(label):
        wanted[stem] = wanted.get(stem, 0.0) + 0.5 * max(theme.weights.values(), default=0.0)

    def worth(rank: int, text: str) -> float:
        words = text.split()
        stems = {stem_of(word.casefold().strip(".,;:!?\"'()")) for word in words}
        held = sum(weight for stem, weight in wanted.items() if stem in stems)
        readable = low <= len(words) <= high
        whole = text[0].isupper() and text[-1] in ".!?…"
        hidden = bool(re.search(r"<[A-Z_]+_?\d*>|x{2,}|\[|\{", text, re.IGNORECASE))
        near = 1.0 - 0.5 * rank / max(1, len(flat))
        kept = 0.2 if hidden else 1.0
        return (held + 1e-6) * near * (1.0 if whole else 0.8) * (0.3 if is_shouted(text) else 1.0) * kept * (
            1.0 if readable else 1e-4
        )

    scored = [(round(worth(rank, text), 9), -rank, text) for rank, text in enumerate(flat) if text]
    return max(scored)[2] if scored else ""
