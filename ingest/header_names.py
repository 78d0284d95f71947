"""How much a column's name sounds like a thing, from 0 to 1, in several languages and spellings.

Case, accents, punctuation, camelCase, articles and units do not matter; word order hardly. Part of a name
counts by how much of the name it is, and a near miss (``Kommenatr``) by how near it is.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from pathlib import Path

from ingest.words import word_set

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_WORD = re.compile(r"[a-z]+|\d+")
_EMPTY = word_set(
    "the of a an de du des la le les el der die das den dem do da del della di il van het een en et e y und and"
    " at on in am le your our us you is for for pour fuer para per l d o no nr nbr num numero number ref your by"
    " with von zu ist uns es dass wir were what how are"
)
_NUMBER = re.compile(r"(?<=.)nummer$")  # Kundennummer, Kundennr
_LEAST_FUZZY = 84.0
_LEAST_COMPOUND = 5
WHOLE, SAME_WORDS = 1.0, 0.97


@lru_cache(maxsize=4096)
def folded(text: str) -> tuple[str, ...]:
    """The words of a header: lower case, without accents; ``ae`` and ``ä`` are equal."""
    spaced = _CAMEL.sub(" ", text.replace("ß", "ss").replace("№", " no ").replace("N°", " no "))
    plain = unicodedata.normalize("NFKD", spaced.casefold())
    bare = "".join(char for char in plain if not unicodedata.combining(char))
    for written, letter in (("ae", "a"), ("oe", "o"), ("ue", "u")):
        bare = bare.replace(written, letter)
    return tuple(_NUMBER.sub("nr", word) for word in _WORD.findall(bare))


@lru_cache(maxsize=4096)
def _kept(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words that tell something; all of them where none does."""
    return tuple(word for word in words if word not in _EMPTY) or words


@lru_cache(maxsize=1)
def things() -> dict[str, tuple[tuple[str, ...], ...]]:
    """The phrases of ``column_words.txt`` by thing; a thing that no field takes begins with a dash."""
    found: dict[str, list[str]] = {}
    thing = ""
    for line in Path(__file__).with_name("column_words.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        if not line.startswith(" "):
            thing = line.strip()
        else:
            found.setdefault(thing, []).extend(line.split("|"))
    return {name: tuple(dict.fromkeys(map(folded, phrases))) for name, phrases in found.items()}


def likeness(header: str, thing: str, more: tuple[str, ...] = ()) -> float:
    """How much ``header`` sounds like ``thing`` (a key of ``things()``) or one of the phrases ``more``."""
    words = folded(header)
    if not words:
        return 0.0
    phrases = (*things().get(thing, ()), *(folded(phrase) for phrase in more))
    return max((_alike(words, phrase) for phrase in phrases), default=0.0)


@lru_cache(maxsize=65536)
def _alike(words: tuple[str, ...], phrase: tuple[str, ...]) -> float:
    if words == phrase or "".join(words) == "".join(phrase):
        return WHOLE
    own, wanted = set(_kept(words)), set(_kept(phrase))
    if own == wanted:
        return SAME_WORDS
    own_size, wanted_size = _size(own), _size(wanted)
    score = 0.0
    if wanted < own:
        score = 0.58 + 0.36 * wanted_size / own_size
    elif own < wanted and own_size > 2:
        score = 0.45 + 0.36 * own_size / wanted_size
    elif len(own & wanted) > 1:
        shared = _size(own & wanted)
        score = 0.3 + 0.5 * shared / (own_size + wanted_size - shared)
    return max(score, _compound(words, phrase), _fuzzy(words, phrase))


def _size(words: set[str]) -> int:
    return sum(map(len, words))


def _compound(words: tuple[str, ...], phrase: tuple[str, ...]) -> float:
    """``Kundenkommentar`` is a comment, as German and Dutch put what a thing is last."""
    if len(phrase) != 1 or len(phrase[0]) < _LEAST_COMPOUND:
        return 0.0
    wanted = phrase[0]
    for word in words:
        if word != wanted and word.endswith(wanted):
            return 0.62 + 0.25 * len(wanted) / _size(set(words))
        if word != wanted and word.startswith(wanted):
            return 0.4 + 0.2 * len(wanted) / _size(set(words))
    return 0.0


def _fuzzy(words: tuple[str, ...], phrase: tuple[str, ...]) -> float:
    from rapidfuzz import fuzz

    own, wanted = " ".join(words), " ".join(phrase)
    if min(len(own), len(wanted)) < 4:
        return 0.0
    near = fuzz.ratio(own, wanted, score_cutoff=_LEAST_FUZZY)
    return 0.5 + 0.42 * (near - _LEAST_FUZZY) / (100 - _LEAST_FUZZY) if near else 0.0
