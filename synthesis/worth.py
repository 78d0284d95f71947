"""What a phrase is worth as the name of a theme: what its words tell, times how many members share them, times
how well it reads, times how near the members that share it stand to the centre.

The figures were chosen by reading labels beside their members on the A halves of labelled sets (see
docs/labels.md) and are the same for every set.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from synthesis.casing import Casing
from synthesis.grammar import Grammar
from synthesis.phrases import PERIOD_STEMS, VAGUE_STEMS, Phrase, tells
from synthesis.reading import DENIED, Reading
from synthesis.shapes import CLAUSE, DEED, DENIAL, LACK, THING

_SHARE = 0.75  # power of a word's share of the members
_SPREAD = 0.35  # power of the share of members that share a phrase's words
_SAID_BY = 0.05  # of the members, at the least
_NEARNESS = 2.0  # power of that nearness
_LENGTH = 0.25  # power of the number of its words that a phrase pays
_WELL_CUT = 0.7  # how well a phrase that is written once has to be cut
# texts of a theme in which a phrase that is written once may name it
_LONE = {THING: 15, DEED: 40, CLAUSE: 150, DENIAL: 150, LACK: 150}
_MANY = 4  # meaning words; each further one costs
_MATTER = 1.0  # what holding the theme's weightiest word is worth
_ALONE = 0.6  # what a phrase around one word is worth
_DOMINANT = 0.45  # share of the members that makes one word a name
_KINDS = {THING: 1.0, DEED: 1.3, CLAUSE: 1.6, DENIAL: 1.1, LACK: 1.1}
_ASIDE = 0.15  # of that, where the phrase does not hold the theme's weightiest word
_FLAT = 0.75  # of a clause's worth, for one without a word of trouble or praise
_TONE = 0.6  # what such a word is worth where the whole theme speaks so
_TROUBLE = 4.0  # what saying no is worth where the whole theme says no


@dataclass(frozen=True, slots=True)
class Said:
    """One theme as read: the shapes of its runs, its stems weighed (heaviest first) and how rare each is over
    the run, how the words of the run are written, and, where known, how near the centre each distinct text is.
    ``tone`` is the share of its texts with a word of trouble or praise, ``matter`` its weightiest word that
    means something by itself."""

    reading: Reading
    grammar: Grammar
    shapes: list[list[str]]
    weights: dict[str, float]
    rarity: dict[str, float]
    casing: Casing
    near: Sequence[float] | None = None
    matter: str = ""
    tone: float = 0.0


def matter_of(weights: dict[str, float]) -> str:
    """The weightiest stem that means something by itself; empty where none does."""
    return next((stem for stem in weights if stem not in VAGUE_STEMS and stem not in PERIOD_STEMS), "")


def tone_of(reading: Reading) -> float:
    """Share of the texts, 0 to 1, with a word of trouble or praise."""
    bits = 0
    for stem, holders in reading.holders.items():
        bits |= holders if tells(stem) else 0
    return bits.bit_count() / max(1, len(reading.runs))


def worth_of(theme: Said, phrase: Phrase, rare: bool) -> float:
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
    worth *= 1.0 + _MATTER * max(theme.weights.get(stem, 0.0) for stem in told_of) / theme.weights.get(
        theme.matter, 1.0
    )
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
        if not dominant or (phrase.kind == THING and len(best_form(phrase)) < 2):
            return False
    least = _LONE[phrase.kind]
    few = size < least and phrase.cut >= _WELL_CUT * phrase.places
    return rare or few or phrase.places >= (2 if size < 150 else 3)


def nearness(theme: Said, phrase: Phrase) -> float:
    """How near the members that share its words stand to the centre, against all members; 1 without vectors."""
    if theme.near is None:
        return 1.0
    bits = theme.reading.sharing([stem for stem in phrase.stems if stem in theme.weights])
    near = [figure for row, figure in enumerate(theme.near) if bits >> row & 1]
    if not near:
        return 1.0
    everyone = sum(theme.near) / len(theme.near)
    return float(min(2.0, max(0.1, sum(near) / len(near) / max(0.05, everyone))) ** _NEARNESS)


def best_form(phrase: Phrase) -> tuple[str, ...]:
    return min(phrase.forms.items(), key=lambda pair: (-pair[1], len(pair[0]), pair[0]))[0]


def _weight(stem: str) -> float:
    return 0.3 if stem in PERIOD_STEMS else 0.5 if stem in VAGUE_STEMS else 1.0
