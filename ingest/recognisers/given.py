"""Names that a list of given names knows: with a surname, after "ask for", as the last line, or alone.

A given name that is also a word, a town or a product counts only with a surname.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial

from ingest.names import (
    CALLED,
    GIVEN_NAMES,
    NOT_NAMES,
    ORGANISATION_WORDS,
    PLACES_AND_BRANDS,
    SURNAMES,
    WORD_NAMES,
)
from ingest.recognisers.finds import Find
from ingest.recognisers.naming import CAP, NAME, PARTICLE, name_at, named
from ingest.recognisers.scan import Scan, fold
from ingest.words import word_set

_PAIR = re.compile(rf"(?={CAP}[ \t])({CAP}(?:[ \t](?:[A-Z]\.?[ \t])?(?:{PARTICLE} )?{CAP}){{1,2}})")
_ONE = re.compile(rf"{CAP}")
_FIRST = re.compile(
    rf"(?<![\w'.-])(?!(?:[A-Z]{{2,}}|The|A|An|Our|Your|My|Dear|Hi|Hello|With|For|From|And|But|To|At|In|On|By|Of)\b)"
    rf"({CAP})(?:[ \t][A-Z]\.?)?[ \t](?:{PARTICLE} )?\Z"
)
_SURNAME_ENDINGS = tuple(
    word_set(
        "sson dóttir dottir qvist ström gård ová ović ovic ević evic enko shvili adze poulos idis akis wicz owski "
        "ewski owska ewska escu inen oğlu oglu mann sen nova rova mova nov mov rov kov dov"
    )
)
_LAST_TWO = frozenset(ending[-2:] for ending in _SURNAME_ENDINGS)
_DASHED = re.compile(rf"(?:^|(?<=[.!?] )|\n)[ \t]*[-~][ \t]?{NAME}[ \t]*\Z")
_LAST_LINE = re.compile(rf"[.!?…][ \t]*\n\s*{NAME}[ \t]*\Z")
_ALONE = GIVEN_NAMES - WORD_NAMES - PLACES_AND_BRANDS - NOT_NAMES - ORGANISATION_WORDS
_NO_PART = NOT_NAMES | ORGANISATION_WORDS
_LEFT = re.compile(r"([^\W\d_][\w'-]*)[ \t]\Z|& ?\Z|[#/\\._-]\Z")
_RIGHT = re.compile(r"[ \t]([^\W\d_][\w'-]*)|[/\\_@=]|\.\w|-\w")
_ENDING = 90
_STORMS = frozenset(("hurricane", "storm", "typhoon", "cyclone", "app"))


def recognisers(scanned: Scan) -> Iterator[Callable[[str], Iterator[Find]]]:
    """The recognisers of names by a known given name that a text can need."""
    surnames = [word for word in scanned.words if word[-2:] in _LAST_TWO and _has_surname_ending(word)]
    surnames += scanned.written(SURNAMES)
    if surnames:
        yield partial(_surnamed, scanned, sorted(set(surnames)))
    given = sorted(set(scanned.written(GIVEN_NAMES)))
    if given:
        yield _at_the_end
        yield partial(_pairs, scanned, given)
        yield partial(_alone, scanned, given)


def _at_the_end(text: str) -> Iterator[Find]:
    start = max(0, len(text) - _ENDING)
    for pattern in (_DASHED, _LAST_LINE):
        match = pattern.search(text, start)
        if match and fold(match[1].split()[0].rstrip(".,")) in GIVEN_NAMES:
            yield from named(match, firm=False)


def _pairs(scanned: Scan, given: list[str], text: str) -> Iterator[Find]:
    for place in scanned.places(given):
        match = _PAIR.match(text, place) if text[place - 1 : place] != "-" else None
        if match and fold(match[1].split()[0]) in GIVEN_NAMES:
            yield from (
                find
                for find in name_at(text, place, match[1], firm=False)
                if " " in text[find.start : find.end]
            )


def _has_surname_ending(word: str) -> bool:
    return len(word) > 5 and word.endswith(_SURNAME_ENDINGS)


def _surnamed(scanned: Scan, surnames: list[str], text: str) -> Iterator[Find]:
    """A word with a capital before a common surname or one with a surname's ending: ``Dzhambek Torvalsson``."""
    for place in sorted({*scanned.places(surnames)}):
        last = _ONE.match(text, place)
        before = _FIRST.search(text, max(0, place - 40), place) if last else None
        if (
            last is None
            or before is None
            or (fold(last[0]) not in surnames and last[0].lower() not in surnames)
        ):
            continue
        first = fold(before[1])
        if {first, fold(last[0])} & _NO_PART or (first in WORD_NAMES and first not in CALLED):
            continue
        yield from name_at(text, before.start(), text[before.start() : last.end()], firm=False)


def _alone(scanned: Scan, given: list[str], text: str) -> Iterator[Find]:
    for place in scanned.places([word for word in given if fold(word) in _ALONE]):
        match = _ONE.match(text, place)
        if match is None:
            continue
        name = match[0].removesuffix("'s")
        if fold(name) in _ALONE and not name.isupper() and _stands_alone(text, place, match.end()):
            yield Find(place, place + len(name), "person", fold(name))


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether the words beside a given name leave it a person: no capital before or after it on the line."""
    left = _LEFT.search(text, max(0, start - 40), start)
    if left and (
        left[1] is None
        or left[1].lower() in _STORMS
        or (left[1][0].isupper() and fold(left[1]) not in NOT_NAMES)
    ):
        return False
    right = _RIGHT.match(text, end)
    if right is None:
        return text[end : end + 3] != " & "
    following = right[1] or ""
    return (
        bool(following)
        and (not following[0].isupper() or fold(following) in NOT_NAMES)
        and (fold(following) not in ORGANISATION_WORDS)
    )
