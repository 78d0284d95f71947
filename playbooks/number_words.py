"""Numbers in words, in English, German, French and Spanish: ``twenty-one``, ``zwölf``, ``deux cents``, ``a third of``,
``twice``. "One" and its sisters count as none, since they are mostly articles or pronouns."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from playbooks.counted import things_after


def _split(words: str) -> list[str]:
    return words.split()


_ONES = _split(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen "
    "eighteen nineteen"
)
_TENS = _split("twenty thirty forty fifty sixty seventy eighty ninety")
_GERMAN = _split(
    "null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn "
    "siebzehn "
    "achtzehn neunzehn"
)
_GERMAN_TENS = _split("zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig")
_FRENCH = _split(
    "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept "
    "dix-huit "
    "dix-neuf"
)
_FRENCH_TENS = _split("vingt trente quarante cinquante soixante soixante-dix quatre-vingt quatre-vingt-dix")
_SPANISH = _split(
    "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis "
    "diecisiete "
    "dieciocho diecinueve"
)
_SPANISH_TENS = _split("veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa")
_UNITS: dict[str, int] = {
    **{word: at for words in (_SPANISH, _FRENCH, _GERMAN, _ONES) for at, word in enumerate(words)},
    **{
        word: 10 * at
        for words in (_SPANISH_TENS, _FRENCH_TENS, _GERMAN_TENS, _TENS)
        for at, word in enumerate(words, 2)
    },
    **{f"{one}und{ten}": 10 * at + number for at, ten in enumerate(_GERMAN_TENS, 2)
       for number, one in enumerate(["ein", *_GERMAN[2:10]], 1)},
    **{f"veinti{one}": 20 + number for number, one in enumerate(_SPANISH[1:10], 1)},
    **{"dreissig": 30, "zwo": 2, "quatre-vingts": 80, "dozen": 12, "dutzend": 12, "douzaine": 12, "docena": 12},
    **{"cien": 100, "ciento": 100, "doscientos": 200, "einhundert": 100, "zweihundert": 200, "dreihundert": 300},
}  # fmt: skip
_SCALES = {
    **{"hundred": 100, "hundert": 100, "cent": 100, "cents": 100, "hundreds": 100, "hunderte": 100},
    **{
        "cientos": 100,
        "centaines": 100,
        "thousand": 1000,
        "thousands": 1000,
        "tausend": 1000,
        "tausende": 1000,
    },
    **{"mille": 1000, "mil": 1000, "miles": 1000, "million": 10**6, "millions": 10**6, "millionen": 10**6},
    **{"millones": 10**6, "billion": 10**9, "billions": 10**9, "dozens": 12, "dutzende": 12, "douzaines": 12},
}
_ONE = frozenset({"one", "un", "uno", "eins"})
_DOUBTFUL = frozenset(
    {"elf", "neuf", "cent", "cents", "dos", "once", "sept", "mil", "miles", "null", "six", "mille"}
)
"""Words that mean something else in another of the languages; a number only before what they count."""
NUMBER_WORDS = frozenset(_UNITS) | frozenset(_SCALES)
_ANY = "|".join(sorted({*_UNITS, *_SCALES}, key=lambda word: (-len(word), word)))
_RUN = re.compile(rf"\b(?:{_ANY})(?:(?:[\s-]+|\s+(?:and|und|et|y)\s+)(?:{_ANY}))*\b", re.IGNORECASE)
_PIECE = re.compile(rf"\b(?:{_ANY})\b", re.IGNORECASE)

_PARTS = {
    **{"half": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fifth": 5, "fifths": 5, "tenth": 10},
    **{
        "tenths": 10,
        "hälfte": 2,
        "drittel": 3,
        "viertel": 4,
        "fünftel": 5,
        "moitié": 2,
        "tiers": 3,
        "quart": 4,
    },
    **{"quarts": 4, "mitad": 2, "tercio": 3, "tercios": 3, "cuarta parte": 4, "tercera parte": 3},
}
_SHARE = re.compile(
    r"\b(?:(?P<top>one|two|three|four|zwei|drei|deux|trois|dos|tres|a|an|ein|eine|einem|un|une|una|der|die|la|le)"
    r"[\s-])?(?P<part>cuarta parte|tercera parte|hälfte|drittel|viertel|fünftel|moitié|tiers|quarts?|mitad|tercios?)\b"
    r"|\b(?P<top2>one|two|three|four|a)[\s-](?P<part2>thirds?|quarters?|fifths?|tenths?)(?=\s+of\b)"
    r"|\b(?P<top3>two|three|four)[\s-](?P<part3>thirds|fifths|tenths)\b"
    r"|(?<!first )(?<!second )(?<!other )\b(?P<part4>half)\b(?!\s+(?:a|an)\s|-|\s+year)",
    re.IGNORECASE,
)
_TIMES = {
    **{
        "twice": 2.0,
        "doubled": 2.0,
        "double": 2.0,
        "doubling": 2.0,
        "tripled": 3.0,
        "triple": 3.0,
        "halved": 0.5,
    },
    **{
        "quadrupled": 4.0,
        "doppelt": 2.0,
        "verdoppelt": 2.0,
        "verdreifacht": 3.0,
        "halbiert": 0.5,
        "doublé": 2.0,
    },
    **{"doublée": 2.0, "triplé": 3.0, "duplicado": 2.0, "duplicó": 2.0, "triplicado": 3.0, "thrice": 3.0},
}
_FACTOR = re.compile(rf"\b(?:{'|'.join(sorted(_TIMES, key=len, reverse=True))})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Worded:
    """``value``: a count, a share in percent, or a factor, as ``kind`` says."""

    text: str
    start: int
    end: int
    value: float
    kind: Literal["plain", "percent", "factor"]


def worded_numbers(text: str) -> list[Worded]:
    """The numbers that ``text`` spells out, in order of kind, none overlapping another."""
    found: list[Worded] = []
    rest = text
    for pattern, read in ((_SHARE, _share), (_FACTOR, _factor), (_RUN, _count)):
        for match in pattern.finditer(rest):
            one = read(match)
            if one is not None:
                found.append(one)
                rest = rest[: match.start()] + " " * len(match[0]) + rest[match.end() :]
    return found


def _share(match: re.Match[str]) -> Worded:
    held = {key.rstrip("234"): value.lower() for key, value in match.groupdict().items() if value}
    top = {"two": 2, "zwei": 2, "deux": 2, "dos": 2, "three": 3, "drei": 3, "trois": 3, "tres": 3, "four": 4}
    value = 100.0 * top.get(held.get("top", ""), 1) / _PARTS[held["part"]]
    return Worded(match[0], match.start(), match.end(), value, "percent")


def _factor(match: re.Match[str]) -> Worded:
    return Worded(match[0], match.start(), match.end(), _TIMES[match[0].lower()], "factor")


def _count(match: re.Match[str]) -> Worded | None:
    words = [found[0].lower() for found in _PIECE.finditer(match[0])]
    counted = things_after(match.string, match.end())
    if len(words) == 1 and (words[0] in _ONE or (words[0] in _DOUBTFUL and not counted)):
        return None
    total, group = 0, 0
    for word in words:
        scale = _SCALES.get(word)
        if scale is None:
            group += _UNITS[word]
        elif scale >= 1000:
            total, group = total + max(group, 1) * scale, 0
        else:
            group = max(group, 1) * scale
    return Worded(match[0], match.start(), match.end(), float(total + group), "plain")
