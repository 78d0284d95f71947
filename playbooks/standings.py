"""What a number's place in a result says of it: whether it is a rise or a fall, of which time, and of what.

Keeps the rule that a direction is known only where a result says one: by the sign under a key that names a change, by
a key that names a loss or a gain, or by a sentence that our own code words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from playbooks.direction_words import direction_words
from playbooks.known import KnownNumber, Standing
from playbooks.written_numbers import WrittenNumber


def _split(words: str) -> list[str]:
    return words.split()


_WORD = re.compile(r"[A-Z]?[a-zà-ÿß]+|[A-Z]+(?![a-z])")
_SPOKEN = re.compile(r"[^\W\d_]{2,}")
_CHANGES = frozenset(
    {"change", "changed", "changes", "trend", "delta", "difference", "diff", "growth", "moved", "slope"}
)
_FALLS = frozenset(
    _split(
        "lost loss losses left gone churn churned contraction costs shrunk fell decline declined drop dropped decrease "
        "decreased"
    )
)
_RISES = frozenset(
    {"gained", "gain", "grown", "new", "expansion", "reactivation", "increase", "increased", "rise", "rose"}
)
_NO_CHANGE = frozenset({"risk", "rate", "share", "probability", "retention", "score", "reason", "at", "days"})
_EARLY = frozenset(
    {"before", "ago", "previous", "prior", "start", "earlier", "old", "last", "compared", "first", "baseline"}
)
_OF_TIME = (
    _CHANGES
    | _EARLY
    | frozenset(
        _split(
            "now after end year month day days months latest current found count value points number total trailing "
            "why note by in of and the is for to from has was at with than active open"
        )
    )
)
_ALIKE = {"mrr": "arr", "score": "health", "points": "health"}
_MOST_DAYS = 400


def standing_of(path: Sequence[str], value: float, beside: str, figure: str) -> Standing:
    """Of the number under ``path`` (the tool first); ``beside``: its row's name; ``figure``: its id, or nothing."""
    steps = [step for step in path[1:] if not step.isdigit()]
    key = steps[-1] if steps else ""
    words = _words(key)
    kind = figure.split(":", 1)[0]
    about = {*words, *_words(kind), *_words(beside if beside != "length" else "")}
    if not about - _OF_TIME and len(steps) > 1:
        about |= set(_words(steps[-2]))
    early = any(set(_words(step)) & _EARLY for step in steps)
    return Standing(
        "/".join(path[:-1]),
        _family(about),
        frozenset(words),
        _change(words, steps, value),
        early,
        _window(key),
    )


def changes_said(path: Sequence[str], text: str, number: WrittenNumber, row: str) -> Standing:
    """Of a number in a sentence of our own: a change where a word of direction stands beside it."""
    words = [*_words(" ".join(path)), *(one.lower() for one in _SPOKEN.findall(text))]
    ways = {
        0 if one.valued else one.way
        for one in direction_words(text)
        if (not one.denied and -30 <= number.start - one.end <= 14) or 0 <= one.start - number.end <= 14
    }
    change = ways.pop() if len(ways) == 1 else 0
    return Standing(row, _family(set(words)), frozenset(), change)


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]


def _family(words: set[str]) -> frozenset[str]:
    kept = {_ALIKE.get(word, word) for word in words if word not in _OF_TIME}
    return frozenset({_bare(word) for word in kept})


def _change(words: Sequence[str], steps: Sequence[str], value: float) -> int:
    held = set(words)
    if held & _CHANGES and value:
        return 1 if value > 0 else -1
    if not held - _OF_TIME and len(steps) > 1:
        held |= set(_words(steps[-2]))
    if not value or held & _NO_CHANGE:
        return 0
    return -1 if held & _FALLS else 1 if held & _RISES else 0


def _window(key: str) -> int:
    days = [int(found) for found in re.findall(r"\d+", key)]
    return days[-1] if days and days[-1] <= _MOST_DAYS else 0


def words_of(text: str) -> frozenset[str]:
    """The words of a text as keys' words are held against them."""
    return frozenset(_bare(one.lower()) for one in _SPOKEN.findall(text))


def fit(one: KnownNumber, counted: frozenset[str], beside: frozenset[str]) -> float:
    """How well the key of a known number fits a text: a point for each of its words that stands ``beside`` the
    number and for what both count, half a point off for each that does not."""
    words = {_bare(word) for word in one.at.key | one.at.words}
    said = beside | {_ALIKE[word] for word in beside if word in _ALIKE}
    counts = 1.0 if counted and counted & one.of else 0.0
    return len(words & said) + counts - 0.5 * len(words - said)


def _bare(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") else word
