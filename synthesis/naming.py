"""Chooses the name of one theme among the phrases that its members wrote.

The name is the phrase whose words tell most of the theme, are shared by most of its members and stand in a
text between natural pauses. One that says what is wrong, wanted or praised is worth more than a bare noun; a
bare noun is given what is said of it. A name is in sentence case, has at most six words and is nobody else's.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from foundation.text import one_line
from synthesis.phrases import (
    DENIED,
    HIDDEN,
    LONGEST,
    PERIOD_STEMS,
    Phrase,
    Reading,
    phrases,
    stem_of,
    tells,
)
from synthesis.word_classes import BREAKS, CONJUNCTIONS, FUNCTION, PARTICLES, STATES, VAGUE

_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_WORDY = 10  # weightiest stems, of which a clause has to hold one
_TELLING = 60  # stems of a theme that its label may use
_ACRONYM = 5  # letters of the longest
_SHARE = 0.75  # power of a word's share of the members
_PREDICATE = 1.6  # what saying what is wrong is worth
_SPREAD = 0.35  # power of the share of members that share a phrase's words
_SAID_BY = 0.05  # of the members, at the least
_FULLER = 0.4  # of a bare noun phrase's worth, for the phrase that says more to be taken
_STATED = 0.15  # of those who say the phrase
_PAUSED = 0.7  # how well a phrase that is written once has to be cut


@dataclass(frozen=True, slots=True)
class Said:
    """One theme as read: its stems weighed, and how the words of the run are written."""

    reading: Reading
    weights: dict[str, float]
    rarity: dict[str, float]
    casing: Mapping[str, Counter[str]]


def name_of(theme: Said, members: Sequence[str], taken: set[frozenset[str]]) -> str:
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
            if _distinct(stems_of(label), taken):
                return label
    return _last_resort(theme, members, taken)


def _telling(theme: Said, rare: bool) -> frozenset[str]:
    """The weightiest stems that are no one member's own."""
    size = len(theme.reading.runs)
    least = 1 if size < 8 else 2 if size < 25 or rare else max(3, round(0.03 * size))
    common = [stem for stem in theme.weights if theme.reading.count(stem) >= least]
    return frozenset(common[:_TELLING])


def _worth(theme: Said, phrase: Phrase, rare: bool) -> float:
    """What the words tell, times how many members share them, times how well the phrase reads."""
    size = max(1, len(theme.reading.runs))
    cut = phrase.cut / phrase.places
    if len(phrase.stems) < 2 or not _readable(phrase, cut, size, rare):
        return 0.0
    stems = [stem for stem in phrase.stems if stem != DENIED]
    shared = theme.reading.sharing(stems)
    if len(stems) < len(phrase.stems):
        if phrase.places < max(2, 0.2 * theme.reading.together(stems)):
            return 0.0  # most who use these words do not deny them
        if len(stems) < 3:
            shared = min(theme.reading.together(phrase.stems), 2 * phrase.places)
    if shared < min(size, 2 if size < 15 or rare else max(3, round(_SAID_BY * size))):
        return 0.0
    told = sum(
        theme.rarity[stem] * _weight(stem) * (theme.reading.count(stem) / size) ** _SHARE for stem in stems
    )
    worth: float = (shared / size) ** _SPREAD * told / len(stems) ** 0.5 * cut
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


def _state(theme: Said, phrase: Phrase, words: int) -> list[str]:
    """What many who say the phrase say of it, behind a colon; nothing where there is no room."""
    if words >= LONGEST or any(tells(stem) for stem in phrase.stems):
        return []
    holding = theme.reading.together(phrase.stems)
    found = []
    for stem in theme.weights:
        spellings = Counter({one: n for one, n in theme.reading.spellings[stem].items() if one in STATES})
        both = theme.reading.together([*phrase.stems, stem])
        if spellings and both >= max(3, _STATED * holding):
            found.append((-round(both * theme.rarity[stem], 9), usual(spellings)))
    return [":", min(found)[1]] if found else []


def _weight(stem: str) -> float:
    return 0.3 if stem in PERIOD_STEMS else 0.5 if stem in _VAGUE_STEMS else 1.0


_VAGUE_STEMS = frozenset(stem_of(word) for word in VAGUE)


def usual(spellings: Counter[str]) -> str:
    return sorted(spellings.items(), key=lambda pair: (-pair[1], pair[0]))[0][0]


def cased(theme: Said, word: str) -> str:
    """As it is written in running text; what is only seen shouted is lower case."""
    spellings = theme.casing.get(word)
    if not spellings:
        return word
    written = usual(spellings)
    inside = sum(spellings.values()) >= 100
    return _calm(theme, written) if inside or not written.istitle() else word


def _cased_phrase(theme: Said, phrase: Phrase) -> list[str]:
    """The best cut of its forms, each word as it is written there, the first as in running text."""
    form = sorted(phrase.forms.items(), key=lambda pair: (-pair[1], len(pair[0]), pair[0]))[0][0]
    spelled = phrase.written.get(form)
    if not spelled:
        return [cased(theme, word) for word in form]
    written = sorted(spelled.items(), key=lambda pair: (-pair[1], pair[0]))[0][0]
    return [cased(theme, form[0]), *(_calm(theme, word) for word in written[1:])]


def _calm(theme: Said, word: str) -> str:
    """A shouted word in lower case; an acronym as it is."""
    if not word.isupper() or len(word) < 2:
        return word
    spellings = theme.casing.get(word.casefold(), Counter())
    return word.lower() if len(word) > _ACRONYM or spellings[word.lower()] > spellings[word] else word


def _sentence_case(words: Sequence[str]) -> str:
    first = words[0][0].upper() + words[0][1:] if words[0].islower() else words[0]
    return " ".join([first, *words[1:]]).replace(" :", ":")


def stems_of(label: str) -> frozenset[str]:
    """Two labels are the same when only order, case, inflection or small words differ."""
    words = re.findall(r"[\w'’-]+", label.casefold())
    return frozenset(stem_of(word) for word in words if word not in FUNCTION) or frozenset(words)


def _distinct(stems: frozenset[str], taken: set[frozenset[str]]) -> bool:
    return all(len(stems & other) < 0.75 * len(stems | other) for other in taken)


def _last_resort(theme: Said, members: Sequence[str], taken: set[frozenset[str]]) -> str:
    """A short thing that a member said, else the weightiest word, else a number that keeps labels apart."""
    usual_words = [usual(theme.reading.spellings[stem]) for stem in theme.weights]
    for words in [*_short_clauses(theme, members), *([word] for word in usual_words)]:
        label = _sentence_case([cased(theme, word) for word in words])
        if _distinct(stems_of(label), taken):
            return label
    base = _sentence_case([cased(theme, usual_words[0])]) if usual_words else "Other remarks"
    label, number = base, 1
    while stems_of(label) in taken:
        number += 1
        label = f"{base} ({number})"
    return label


def _short_clauses(theme: Said, members: Sequence[str]) -> list[list[str]]:
    """What members said in a few plain words that hold a telling one, those that name a thing first."""
    telling = set(list(theme.weights)[:_WORDY])
    found = []
    for text in members:
        words = one_line(text).rstrip(".!?… ").casefold().split()
        if words and words[0] in CONJUNCTIONS:
            words = words[1:]
        stems = stems_of(" ".join(words))
        said = 2 <= len(words) <= LONGEST and all(_plain(word) for word in words)
        ended = said and (words[-1] not in FUNCTION or words[-1] in PARTICLES)
        if ended and stems & telling and stems <= theme.weights.keys():
            found.append(words)
    return sorted(found, key=lambda words: words[0] in FUNCTION)


def _plain(word: str) -> bool:
    return bool(_WORD.fullmatch(word)) and not HIDDEN.match(word) and word not in BREAKS
