"""Chooses the name of one theme among the phrases that its members wrote.

The name is the phrase whose words tell most of the theme, are shared by most of its members and stand in a
text between natural pauses. One that says what is done, wrong, wanted or praised is worth more than a bare
noun; a bare noun is given what is said of it. A name has at most six words and is nobody else's.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import dropwhile

from synthesis.casing import cased, cased_phrase, sentence_case, usual
from synthesis.phrases import LONGEST, Phrase, phrases, tells
from synthesis.reading import DENIED
from synthesis.shapes import CLAUSE, DENIAL, THING
from synthesis.small_words import NUMBER
from synthesis.stems import stem_of
from synthesis.word_classes import DENIALS, FUNCTION, STATES
from synthesis.worth import Said, best_form, nearness, worth_of

_SAID_BY_MANY = 0.12  # of the members, in just these words, to be the name
_TELLING = 60  # stems of a theme that its label may use
_FULLER = 0.4  # of a bare thing's worth, for the phrase that says more to be taken
_STATED = 0.25  # of those who say a bare noun, for what they say of it
_LOOKED_AT = 40  # best phrases whose nearness to the centre is weighed
_WEAK = 0.15  # a worth below which what few said is looked at too


def name_of(theme: Said, taken: set[frozenset[str]]) -> str:
    """The best phrase that no theme has yet; a bare noun phrase is joined by what is said of it."""
    for words in _short_texts(theme, _SAID_BY_MANY):
        label = sentence_case(words)
        if distinct(stems_of(label), taken):
            return label
    for weak in (_WEAK, math.inf):
        found, ranked = _best(theme, weak)
        for place in range(len(ranked)):
            phrase = _fuller(ranked, place)
            words = cased_phrase(theme.casing, phrase, best_form(phrase))
            words += _said_of(theme, phrase, found, LONGEST - len(words))
            label = sentence_case(words)
            if distinct(stems_of(label), taken):
                return label
    return _last_resort(theme, taken)


def _best(theme: Said, weak: float) -> tuple[list[Phrase], list[tuple[float, Phrase]]]:
    """The phrases of the theme, and the best of them in order; where none is worth ``weak``, those that only
    few said are among them."""
    found: list[Phrase] = []
    ranked: list[tuple[float, Phrase]] = []
    for rare in (False, True):
        if not ranked or ranked[0][0] < weak:
            more = phrases(theme.reading, theme.shapes, _telling(theme, rare), theme.grammar).values()
            found += more
            ranked += _ranked(theme, more, rare)
            ranked.sort(key=lambda pair: (-pair[0], pair[1].stems, pair[1].kind))
    return found, ranked


def _ranked(theme: Said, found: Iterable[Phrase], rare: bool) -> list[tuple[float, Phrase]]:
    scored = [(round(worth_of(theme, phrase, rare), 9), phrase) for phrase in found]
    scored = [(worth, phrase) for worth, phrase in scored if worth > 0]
    scored.sort(key=lambda pair: (-pair[0], pair[1].stems, pair[1].kind))
    near = [(round(worth * nearness(theme, phrase), 9), phrase) for worth, phrase in scored[:_LOOKED_AT]]
    near.sort(key=lambda pair: (-pair[0], pair[1].stems, pair[1].kind))
    return near


def _fuller(ranked: Sequence[tuple[float, Phrase]], place: int) -> Phrase:
    """Instead of a bare thing the best phrase that holds all of it and says something of it, where that is not
    much worse."""
    worth, phrase = ranked[place]
    if phrase.kind != THING or any(tells(stem) for stem in phrase.stems):
        return phrase
    held = set(phrase.stems)
    for other, longer in ranked[place + 1 :]:
        if other < _FULLER * worth:
            break
        if longer.kind not in (THING, CLAUSE) and held <= set(longer.stems):
            return longer
    return phrase


def _telling(theme: Said, rare: bool) -> frozenset[str]:
    """The weightiest stems that are no one member's own."""
    size = len(theme.reading.runs)
    least = 1 if size < 8 else 2 if size < 25 or rare else max(3, round(0.03 * size))
    common = [stem for stem in theme.weights if theme.reading.count(stem) >= least]
    return frozenset(common[:_TELLING])


def _said_of(theme: Said, phrase: Phrase, found: Iterable[Phrase], room: int) -> list[str]:
    """What many who say the phrase say of it, behind a colon; nothing where there is no room."""
    if room < 1 or phrase.kind != THING or any(tells(stem) for stem in phrase.stems):
        return []
    holding = theme.reading.together(phrase.stems)
    sayings = []
    for stem in theme.weights:
        spellings = Counter({one: n for one, n in theme.reading.spellings[stem].items() if one in STATES})
        both = theme.reading.together([*phrase.stems, stem])
        if spellings and both >= max(3, _STATED * holding):
            sayings.append((-round(both * theme.rarity[stem], 9), [usual(spellings)]))
    for other in found:
        form = best_form(other)
        fresh = [stem for stem in other.stems if stem != DENIED]
        if (
            other.kind != DENIAL
            or form[0] not in DENIALS - {"not", "no"}
            or len(form) > room
            or set(fresh) & set(phrase.stems)
        ):
            continue
        both = theme.reading.together([*phrase.stems, *other.stems])
        if both >= max(3, _STATED * holding):
            sayings.append((-round(both * sum(theme.rarity[stem] for stem in fresh), 9), list(form)))
    return [":", *min(sayings)[1]] if sayings else []


def stems_of(label: str) -> frozenset[str]:
    """Two labels are the same when only order, case, inflection or small words differ."""
    words = re.findall(r"[\w'’-]+", label.casefold())
    return frozenset(stem_of(word) for word in words if word not in FUNCTION) or frozenset(words)


def distinct(stems: frozenset[str], taken: set[frozenset[str]]) -> bool:
    """Whether a label shares less than three quarters of its words with each that is taken."""
    return all(len(stems & other) < 0.75 * len(stems | other) for other in taken)


def _last_resort(theme: Said, taken: set[frozenset[str]]) -> str:
    """A short text that members wrote, the most frequent first, else the weightiest word, else a number that
    keeps labels apart."""
    words_alone = [[cased(theme.casing, usual(theme.reading.spellings[stem]))] for stem in theme.weights]
    for words in [*_short_texts(theme, 0.0), *words_alone]:
        label = sentence_case(words)
        if distinct(stems_of(label), taken):
            return label
    base = sentence_case(words_alone[0]) if words_alone else "Other remarks"
    label, number = base, 1
    while stems_of(label) in taken:
        number += 1
        label = f"{base} ({number})"
    return label


def _short_texts(theme: Said, share: float) -> list[list[str]]:
    """Whole texts of two to six words that hold more than small ones, which at least ``share`` of the members
    and three of them wrote (any, for 0), the most frequent first."""
    counts: Counter[tuple[str, ...]] = Counter()
    first: dict[tuple[str, ...], int] = {}
    for number, runs in enumerate(theme.reading.runs):
        if len(runs) == 1 and theme.reading.texts[number][-1:] != "?":
            run = list(dropwhile(lambda word: word.part in ("D", "&"), runs[0]))
            words = tuple(word.folded for word in run)
            if 2 <= len(run) <= LONGEST and NUMBER not in words and any(word.means for word in run):
                counts[words] += len(theme.reading.places[number])
                first.setdefault(words, number)
    size = sum(len(places) for places in theme.reading.places)
    said = [words for words, count in counts.items() if not share or count >= max(3, share * size)]
    said.sort(key=lambda words: (-counts[words], first[words]))
    return [[cased(theme.casing, word) for word in words] for words in said]
