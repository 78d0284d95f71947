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
from dataclasses import dataclass

from synthesis.casing import Casing, cased, cased_phrase, sentence_case, usual
from synthesis.grammar import Grammar
from synthesis.phrases import LONGEST, PERIOD_STEMS, VAGUE_STEMS, Phrase, phrases, tells
from synthesis.reading import DENIED, Reading
from synthesis.shapes import CLAUSE, DEED, DENIAL, LACK, THING
from synthesis.small_words import NUMBER
from synthesis.stems import stem_of
from synthesis.word_classes import DENIALS, FUNCTION, STATES

_SAID_BY_MANY = 0.12  # of the members, in just these words, to be the name
_TELLING = 60  # stems of a theme that its label may use
_SHARE = 0.75  # power of a word's share of the members
_SPREAD = 0.35  # power of the share of members that share a phrase's words
_SAID_BY = 0.05  # of the members, at the least
_FULLER = 0.4  # of a bare thing's worth, for the phrase that says more to be taken
_STATED = 0.25  # of those who say a bare noun, for what they say of it
_LOOKED_AT = 40  # best phrases whose nearness to the centre is weighed
_NEARNESS = 2.0  # power of that nearness
_LENGTH = 0.25  # power of the number of its words that a phrase pays
_WELL_CUT = 0.7  # how well a phrase that is written once has to be cut
# texts of a theme in which a phrase that is written once may name it
_LONE = {THING: 15, DEED: 40, CLAUSE: 150, DENIAL: 150, LACK: 150}
_MANY = 4  # meaning words; each further one costs
_MATTER = 1.0  # what holding the theme's weightiest word is worth
_WEAK = 0.15  # a worth below which what few said is looked at too
_ALONE = 0.6  # what a phrase around one word is worth
_DOMINANT = 0.45  # share of the members that makes one word a name
_KINDS = {THING: 1.0, DEED: 1.3, CLAUSE: 1.6, DENIAL: 1.1, LACK: 1.1}
_ASIDE = 0.15  # of that, where the phrase is not about the theme's weightiest word
_FLAT = 0.75  # of a clause's worth, for one without a word of trouble or praise
_TONE = 0.6  # what such a word is worth where the whole theme speaks so
_TROUBLE = 4.0  # what saying no is worth, times how much oftener the theme does than it is said at large


@dataclass(frozen=True, slots=True)
class Said:
    """One theme as read: the shapes of its runs, its stems weighed and how rare they are over the run, how the
    words of the run are written, and its distinct texts' unit vectors with their centre, where known."""

    reading: Reading
    grammar: Grammar
    shapes: list[list[str]]
    weights: dict[str, float]
    rarity: dict[str, float]
    casing: Casing
    near: Sequence[float] | None = None

    @property
    def matter(self) -> str:
        """The weightiest word that means something by itself."""
        return next((stem for stem in self.weights if stem not in VAGUE_STEMS | PERIOD_STEMS), "")

    @property
    def heaviest(self) -> float:
        """The weight of that word."""
        return self.weights.get(self.matter, 1.0)

    @property
    def tone(self) -> float:
        """Share of the texts with a word of trouble or praise."""
        bits = 0
        for stem, holders in self.reading.holders.items():
            bits |= holders if tells(stem) else 0
        return bits.bit_count() / max(1, len(self.reading.runs))


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
            words = cased_phrase(theme.casing, phrase, _best_form(phrase))
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
    scored = [(round(_worth(theme, phrase, rare), 9), phrase) for phrase in found]
    scored = [(worth, phrase) for worth, phrase in scored if worth > 0]
    scored.sort(key=lambda pair: (-pair[0], pair[1].stems, pair[1].kind))
    near = [(round(worth * _nearness(theme, phrase), 9), phrase) for worth, phrase in scored[:_LOOKED_AT]]
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


def _worth(theme: Said, phrase: Phrase, rare: bool) -> float:
    """What the words tell, times how many members share them, times how well the phrase reads."""
    size = max(1, len(theme.reading.runs))
    stems = [stem for stem in phrase.stems if stem != DENIED]
    told_of = [stem for stem in stems if stem not in VAGUE_STEMS and stem not in PERIOD_STEMS]
    if not told_of or not _said_enough(theme, phrase, stems, size, rare):
        return 0.0
    shared = theme.reading.sharing(stems).bit_count()
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
    worth: float = (shared / size) ** _SPREAD * told / len(stems) ** _LENGTH * phrase.cut / phrase.places
    worth *= (0.65 + 0.15 * math.log2(phrase.places)) * _KINDS[phrase.kind]
    worth *= 0.85 ** max(0, len(stems) - _MANY)
    worth *= 1.0 + _MATTER * max(theme.weights.get(stem, 0.0) for stem in told_of) / theme.heaviest
    worth *= _ALONE if len(stems) < 2 and phrase.kind != LACK else 1.0
    if DENIED in phrase.stems:
        aside = 1.0 if theme.matter in stems else _ASIDE
        worth *= 1.0 + aside * _TROUBLE * theme.reading.count(DENIED) / size
    told_of_it = any(tells(stem) for stem in stems)
    if phrase.kind == CLAUSE and not told_of_it:
        worth *= _FLAT
    return worth * (1.0 + _TONE * theme.tone if told_of_it else 1.0)


def _said_enough(theme: Said, phrase: Phrase, stems: Sequence[str], size: int, rare: bool) -> bool:
    """Two words that mean something, or one that is the theme; said more than once where many speak."""
    if len(stems) < 2 and (phrase.kind != LACK or phrase.places < 2):
        dominant = theme.reading.count(stems[0]) >= _DOMINANT * size
        if not dominant or (phrase.kind == THING and len(_best_form(phrase)) < 2):
            return False
    least = _LONE[phrase.kind]
    few = size < least and phrase.cut >= _WELL_CUT * phrase.places
    return rare or few or phrase.places >= (2 if size < 150 else 3)


def _nearness(theme: Said, phrase: Phrase) -> float:
    """How near the members that share its words stand to the centre, against all members; 1 without vectors."""
    if theme.near is None:
        return 1.0
    bits = theme.reading.sharing([stem for stem in phrase.stems if stem in theme.weights])
    near = [figure for row, figure in enumerate(theme.near) if bits >> row & 1]
    if not near:
        return 1.0
    everyone = sum(theme.near) / len(theme.near)
    return float(min(2.0, max(0.1, sum(near) / len(near) / max(0.05, everyone))) ** _NEARNESS)


def _best_form(phrase: Phrase) -> tuple[str, ...]:
    return min(phrase.forms.items(), key=lambda pair: (-pair[1], len(pair[0]), pair[0]))[0]


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
        form = _best_form(other)
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


def _weight(stem: str) -> float:
    return 0.3 if stem in PERIOD_STEMS else 0.5 if stem in VAGUE_STEMS else 1.0


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
        if len(runs) == 1 and 2 <= len(runs[0]) <= LONGEST and theme.reading.texts[number][-1:] not in "?":
            words = [word.folded for word in runs[0]]
            if any(word.means for word in runs[0]) and NUMBER not in words:
                counts[tuple(words)] += len(theme.reading.places[number])
                first.setdefault(tuple(words), number)
    size = sum(len(places) for places in theme.reading.places)
    said = [words for words, count in counts.items() if not share or count >= max(3, share * size)]
    said.sort(key=lambda words: (-counts[words], first[words]))
    return [[cased(theme.casing, word) for word in words] for words in said]
