"""Holds what a text says of a rise or a fall against the signed changes and the dated values of the results.

A number alone proves no direction: 4.5 points are a rise or a fall. So "up 4.5 points" needs a change of that sign,
and "rose to 73.9" a change of that sign of the same measure and account, or an earlier value that is lower.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from playbooks.citations import without_quotes
from playbooks.counted import DAYS_IN
from playbooks.digits import plain_digits
from playbooks.direction_words import DirectionWord, direction_words
from playbooks.grounding import fitting, named_in
from playbooks.known import Known, KnownNumber
from playbooks.written_dates import dates_and_rest
from playbooks.written_numbers import WrittenNumber, read_numbers


class Told(StrEnum):
    """What the results say of the directions of a text."""

    FINE = "fine"
    UNTOLD = "no result says so"
    WRONG = "a result says the opposite"


_BREAK = re.compile(
    r"[;:]\s|,\s|\s(?:and|but|while|whereas|although|und|aber|während|et|mais|y|pero)\s", re.IGNORECASE
)
_FROM = re.compile(r"\b(?:from|von|vom|de|du|desde|des)\s+(?:about\s+|around\s+)?$", re.IGNORECASE)
_TO = re.compile(
    r"\b(?:to|at|auf|à|au|aux|a|al|hasta|reaching|zu|bei)\s+(?:about\s+|around\s+|just\s+)?$", re.IGNORECASE
)
_BY = re.compile(r"\b(?:by|um|de|en|un|una)\s+(?:about\s+|around\s+|roughly\s+)?$", re.IGNORECASE)
_BAD = frozenset({"risk", "churn", "ticket", "complaint", "overdue", "late", "detractor"})
_WORD = re.compile(r"[^\W\d_]+")
_SAID = "item "


@dataclass(frozen=True, slots=True)
class _Read:
    """A text with its numbers of no time, and what each may be."""

    text: str
    numbers: tuple[WrittenNumber, ...]
    held: dict[int, list[KnownNumber]]
    days: tuple[float, ...]
    known: tuple[KnownNumber, ...]


def directions_told(text: str, known: Known) -> Told:
    """Whether what ``text`` says went up or down, in digits or not, is what the results say."""
    read = _read(text, known)
    worst, right = Told.FINE, False
    loose: list[DirectionWord] = []
    for word in direction_words(read.text):
        found = _of_word(word, read)
        if found is None:
            loose.append(word)
            continue
        right |= found is Told.FINE
        worst = _worse(worst, found)
    for word in loose:
        worst = _worse(worst, _of_loose(word, read, right))
    return worst if worst is not Told.FINE else _unsigned(read)


def _worse(one: Told, other: Told) -> Told:
    order = list(Told)
    return max(one, other, key=order.index)


def _read(text: str, known: Known) -> _Read:
    text = without_quotes(plain_digits(text))
    named = named_in(text, known)
    for name in sorted({*known.subjects, *known.names}, key=lambda one: (-len(one), one)):
        if name in text and (name in known.subjects or _may_strip(name)):
            text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", " " * len(name), text)
    _, rest = dates_and_rest(text)
    numbers = [one for one in read_numbers(rest)[0] if one.unit != "factor" and not one.rank]
    timed = tuple(one.value for one in numbers if "days" in one.of)
    counted = tuple(one for one in numbers if not one.of & DAYS_IN.keys())
    mine = tuple(
        one
        for one in known.numbers
        if not one.source.startswith(_SAID) and not (named and one.subject and not one.subject & named)
    )
    held = {one.start: fitting(one, text, known) for one in counted}
    return _Read(rest, counted, held, timed, mine)


def _may_strip(name: str) -> bool:
    """Whether a name's words may be passed over: one that speaks of a figure may not, whoever wrote it."""
    words = {word.lower() for word in _WORD.findall(name)}
    return name[:1].isupper() and not words & {
        "health",
        "arr",
        "mrr",
        "nrr",
        "grr",
        "churn",
        "risk",
        "revenue",
        "score",
    }


def _of_word(word: DirectionWord, read: _Read) -> Told | None:
    """What the results say of one word; None where no number stands by it."""
    after, before = _around(word, read)
    pair = _from_to(word, read, after, before)
    if pair is not None:
        return _of_pair(word, read, *pair)
    tied = [(one, _is_amount(word, read, one)) for one in (*after, *before[-1:])]
    if not tied:
        return None
    if after and any(amount for one, amount in tied if one in after):
        tied = [one for one in tied if one[0] in after]
    told = Told.FINE
    for one, amount in tied:
        told = _worse(told, _of_number(word, read, one, amount))
    return told


def _around(word: DirectionWord, read: _Read) -> tuple[list[WrittenNumber], list[WrittenNumber]]:
    """The numbers of the word's part of the sentence, behind it and before it."""
    start = max((found.end() for found in _BREAK.finditer(read.text, 0, word.start)), default=0)
    end_of = _BREAK.search(read.text, word.end)
    end = end_of.start() if end_of else len(read.text)
    others = [one.start for one in direction_words(read.text) if one.start > word.start]
    end = (
        min([end, *others])
        if any(word.end <= one.start < min([end, *others]) for one in read.numbers)
        else end
    )
    after = [one for one in read.numbers if word.end <= one.start < end]
    return after, [one for one in read.numbers if start <= one.start < word.start]


def _before(read: _Read, one: WrittenNumber) -> str:
    return read.text[max(0, one.start - 24) : one.start]


def _from_to(
    word: DirectionWord, read: _Read, after: Sequence[WrittenNumber], before: Sequence[WrittenNumber]
) -> tuple[WrittenNumber | None, WrittenNumber] | None:
    """The later and the earlier number of "from A to B" or "B, down from A"; the later may be missing."""
    behind = [one for one in read.numbers if one.start >= word.end] or list(before)
    for at, one in enumerate(behind):
        if not _FROM.search(_before(read, one)):
            continue
        later = next((two for two in behind[at + 1 : at + 2] if _TO.search(_before(read, two))), None)
        if later is not None:
            return later, one
        if re.search(r"\bfrom\s+\S{0,8}$", _before(read, one), re.IGNORECASE) and one in after:
            same = [two for two in read.numbers if two.start < word.start and two.unit == one.unit]
            to = [two for two in after if two is not one and _TO.search(_before(read, two))]
            return (to[0] if to else same[-1] if same else None), one
    return None


def _of_pair(word: DirectionWord, read: _Read, later: WrittenNumber | None, earlier: WrittenNumber) -> Told:
    if later is None:
        return _of_number(word, read, earlier, False, -1)
    way = _way(word, read.held.get(later.start, []))
    gone = later.value - earlier.value
    wrong = gone * way <= 0 if not word.denied else gone * way > 0
    firsts, lasts = read.held.get(earlier.start, []), read.held.get(later.start, [])
    orders = {_order(one, two) for one in firsts for two in lasts if _kin(one, two)}
    if wrong or (orders and max(orders) < 0):
        return Told.WRONG
    return Told.FINE if not firsts or not lasts or 1 in orders or 0 in orders else Told.UNTOLD


def _order(one: KnownNumber, two: KnownNumber) -> int:
    """1 where ``two`` is later than ``one``, -1 where it is earlier, 0 where nobody says."""
    if one.month and two.month and one.month != two.month:
        return 1 if two.month > one.month else -1
    return int(one.at.early) - int(two.at.early)


def _is_amount(word: DirectionWord, read: _Read, one: WrittenNumber) -> bool:
    """Whether ``one`` is said to be the change itself."""
    lead = _before(read, one)
    if one.start >= word.end:
        between = read.text[word.end : one.start]
        if _BY.search(lead) and not _TO.search(lead):
            return True
        return not between.strip() or (len(between) <= 10 and not _TO.search(lead) and not _FROM.search(lead))
    between = read.text[one.end : word.start]
    if _TO.search(lead):
        return False
    return (bool(_BY.search(lead)) and len(between) < 40) or re.fullmatch(
        r"[\s-]*(?:points?|punkte?n?|puntos?|percentage points?|accounts?|tickets?|seats?)?[\s-]*",
        between,
        re.IGNORECASE,
    ) is not None


def _of_number(word: DirectionWord, read: _Read, one: WrittenNumber, amount: bool, turned: int = 1) -> Told:
    held = read.held.get(one.start, [])
    if not held:
        return Told.FINE  # a customer's number, or one that the check of numbers refuses
    ways: set[int] = set()
    for number in held:
        own = turned * _way(word, [number])
        if number.at.change:
            ways.add(number.at.change * own)
        if not amount:
            ways |= {found * own for found in _changes_of(number, read)}
    if word.denied:
        return Told.WRONG if ways == {1} else Told.FINE
    return Told.FINE if 1 in ways else Told.WRONG if -1 in ways else Told.UNTOLD


def _way(word: DirectionWord, held: Iterable[KnownNumber]) -> int:
    bad = word.valued and any(one.at.words & _BAD for one in held)
    return -word.way if bad else word.way


def _changes_of(level: KnownNumber, read: _Read) -> Iterator[int]:
    """The signs of all changes of the measure that ``level`` is a value of."""
    kin = [one for one in read.known if one is not level and _kin(level, one)]
    changes = [one for one in kin if one.at.change]
    within = [one for one in changes if one.at.window and one.at.window in read.days]
    for one in within or changes:
        yield one.at.change
    if within:
        return
    for one in kin:
        order = 0 if one.at.change or level.at.change or one.unit != level.unit else _order(one, level)
        if order and one.value != level.value:
            yield order if level.value > one.value else -order


def _kin(one: KnownNumber, other: KnownNumber) -> bool:
    """Whether both are of the same measure, of the same account or row."""
    metric = {"mrr": "arr"}
    first, second = metric.get(one.metric, one.metric), metric.get(other.metric, other.metric)
    if first and second and first != second:
        return False
    same = bool(first) and first == second
    if bool(one.subject) != bool(other.subject):
        return False
    placed = bool(one.subject & other.subject) if one.subject else one.at.row == other.at.row
    whole = not one.subject and not other.subject and same
    return (placed or whole) and (same or bool(one.at.words & other.at.words))


def _of_loose(word: DirectionWord, read: _Read, right: bool) -> Told:
    """Of a word without a number: what changes are known of what its clause speaks of."""
    start = max((found.end() for found in _BREAK.finditer(read.text, 0, word.start)), default=0)
    words = {one.lower().removesuffix("s") for one in _WORD.findall(read.text[start : word.end])}
    words |= {"arr"} if "mrr" in words else set()
    about = [one for one in read.known if one.at.change and one.at.words & words]
    ways = {one.at.change * _way(word, [one]) for one in about}
    if not ways:
        levels = [held for number in read.numbers for held in read.held.get(number.start, [])]
        ways = {found * _way(word, [level]) for level in levels for found in _changes_of(level, read)}
    if 1 in ways or right:
        return Told.WRONG if word.denied and ways == {1} else Told.FINE
    if word.denied:
        return Told.FINE
    return Told.WRONG if ways else Told.UNTOLD


_MOVED = re.compile(r"chang|mov|differ|änder|variation|évolu|cambi|minus|moins|menos|negativ|loss|cost|churn|left|"
                    r"contract|leav|fewer|less|gone|lost|abgewander|parti|perd", re.IGNORECASE)  # fmt: skip


def _unsigned(read: _Read) -> Told:
    """A fall that is written as a bare number reads as a rise: "a trend of 4.5 points" for -4.5."""
    if any(direction_words(read.text)) or _MOVED.search(read.text):
        return Told.FINE
    for one in read.numbers:
        held = read.held.get(one.start, [])
        if one.value > 0 and held and all(number.value < 0 for number in held):
            return Told.WRONG
    return Told.FINE
