"""Holds the numbers and dates of a text against what was computed, so that none in it is the writer's own.

A number is known where a computed one, rounded as far as the text wrote it, gives it, and both measure the same:
money only answers to money of the same currency, a share to a share, a count of tickets to a count of tickets, an
account's figure to a sentence that does not name another account alone. Numbers inside quotes are the customer's and
are checked as quotes; those inside names and ids are part of the name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from playbooks.citations import without_quotes
from playbooks.counted import DAYS_IN, may_count
from playbooks.digits import plain_digits
from playbooks.known import Known, KnownNumber, joined
from playbooks.results import known_in, may_hold_numbers
from playbooks.standings import fit, words_of
from playbooks.written_dates import WrittenDate, dates_and_rest
from playbooks.written_numbers import WrittenNumber, read_numbers


def _split(words: str) -> list[str]:
    return words.split()


__all__ = ["Checked", "Known", "KnownNumber", "check_numbers", "joined", "known_in"]

_EXACT = 1e-9
_IDIOMS = frozenset(_split("24/7 b2b b2c 2fa mfa 1:1 e2e k8s s3 oauth2 i18n mp3 mp4 utf-8 360"))
_METRIC_WORDS = re.compile(r"\b(nrr|grr|arr|mrr)\b|\b(net|gross)\s+(?:revenue\s+)?retention\b", re.IGNORECASE)
_METRIC_OF = {"net": "nrr", "gross": "grr"}
_ORDER = re.compile(
    r"\b(?:top|first|last|next|following|these|those|the|our|best|worst|die|ersten|größten|wichtigsten|top|les|los|las)"
    r"\s+$",
    re.IGNORECASE,
)
_ORDERED = re.compile(
    r"\s+(?:largest|biggest|main|most|top|worst|best|highest|lowest|latest|newest|größten|häufigsten|wichtigsten|"
    r"principaux|principales|thèmes principaux|most\s+\w+)\b",
    re.IGNORECASE,
)
_LISTED = re.compile(
    r"\s+(?:things|reasons|ways|areas|examples|questions|sides|parts|problems|findings|facts|signs|causes|dinge|gründe|"
    r"punkte|fragen|choses|raisons|problèmes|cosas|razones|problemas)\b",
    re.IGNORECASE,
)
_MOST_LISTED = 5
_FACTOR_SLACK = 0.1


@dataclass(frozen=True, slots=True)
class Checked:
    """``used``: numbers of the text and what each was found to be; ``unknown``: numbers and dates, as written, that
    nothing computed gives; ``days``: the dates that are known."""

    used: tuple[tuple[WrittenNumber, KnownNumber], ...]
    unknown: tuple[str, ...]
    days: tuple[str, ...] = ()


def check_numbers(text: str, known: Known) -> Checked:
    """Every number and date in ``text`` held against ``known``."""
    text = plain_digits(text)
    named = named_in(text, known)
    days, rest = dates_and_rest(_without_names(without_quotes(text), known.names))
    unknown = [day.text for day in days if not is_known_day(day, known.days)]
    numbers, left = read_numbers(rest)
    unknown += [word for word in left if word.lower() not in _IDIOMS and word not in known.names]
    months = (
        _months(days) if sum(number.unit in ("money", "percent") for number in numbers) == 1 else frozenset()
    )
    dated = {
        (one.metric, month) for one in known.numbers if one.month for month in (one.month, one.month[5:])
    }
    bound = _Bound(named, _metrics(text), months, frozenset(dated) if months else frozenset())
    used: list[tuple[WrittenNumber, KnownNumber]] = []
    doubtful: list[WrittenNumber] = []
    for number in numbers:
        found = _found(number, known.numbers, bound, _beside(rest, number, numbers))
        if found is not None:
            used.append((number, found))
        elif not (is_known_year(number, known.days) or _only_lists(rest, number, known.longest)):
            doubtful.append(number)
    unknown += [number.text for number in doubtful if not _follows(number, used)]
    return Checked(tuple(used), tuple(unknown), tuple(day.text for day in days if day.text not in unknown))


def _without_names(text: str, names: Iterable[str]) -> str:
    held = [name for name in names if name in text and any(char.isdigit() for char in name)]
    for name in sorted(held, key=lambda one: (-len(one), one)):
        if may_hold_numbers(name):
            text = re.sub(rf"(?<![\w-]){re.escape(name)}(?![\w-])", " ", text)
    return text


def _names(text: str, name: str) -> bool:
    """Whether ``text`` names the account: in full, or by a first word that is long enough to tell."""
    first = name.split(maxsplit=1)[0] if name.strip() else ""
    if stands_in(text, name):
        return True
    return (
        len(first) >= 4
        and first != name
        and first in text
        and re.search(rf"(?<!\w){re.escape(first)}(?!\w)", text) is not None
    )


def stands_in(text: str, name: str) -> bool:
    """Whether ``name`` stands in ``text`` as a whole, in any case."""
    if not name.strip() or name.casefold() not in text.casefold():
        return False
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE) is not None


@dataclass(frozen=True, slots=True)
class _Bound:
    """What a sentence says of its numbers: the accounts and the metrics that it names, and the one month. ``held``:
    metrics and months of which something is known ("renews in December with an ARR of ..." says nothing of its ARR in
    December)."""

    named: frozenset[str]
    metrics: frozenset[str]
    months: frozenset[str]
    held: frozenset[tuple[str, str]]

    def allows(self, number: WrittenNumber, one: KnownNumber) -> bool:
        if self.named and one.subject and not one.subject & self.named:
            return False
        if self.metrics and one.metric and one.metric not in self.metrics and number.unit != "plain":
            return False
        if not self.months or not one.month or {one.month, one.month[5:]} & self.months:
            return True
        return one.metric not in ("nrr", "grr") and (one.metric, *self.months) not in self.held


def _months(days: Sequence[WrittenDate]) -> frozenset[str]:
    """The one month that a sentence names (YYYY-MM, or MM where no year is written); none where it names several."""
    named = {f"{day.year:04}-{day.months[0]:02}" if day.year else f"{day.months[0]:02}" for day in days}
    one = len(named) == 1 and all(day.day is None and len(day.months) == 1 for day in days)
    return frozenset(named) if one else frozenset()


def _found(
    number: WrittenNumber, known: Sequence[KnownNumber], bound: _Bound, beside: frozenset[str]
) -> KnownNumber | None:
    """The known number that ``number`` is: of several one of now where no word ``beside`` it tells of before, then the
    one whose key those words fit, then the nearest, then one that ``nrr explain`` opens."""

    def order(one: KnownNumber) -> tuple[bool, float, float, bool, str]:
        past = one.source.endswith("_ago") and not beside & _BEFORE
        away = round(abs(abs(one.value) - abs(number.value)), 6)
        return past, -fit(one, number.of, beside), away, not one.opens, one.source

    return min(_all_found(number, known, bound), key=order, default=None)


_BEFORE = words_of("ago before earlier then paid")


def _beside(text: str, number: WrittenNumber, numbers: Sequence[WrittenNumber]) -> frozenset[str]:
    """The words of the clause that stand by a number, none beyond the next number on either side."""
    start = max((one.end for one in numbers if one.end <= number.start), default=0)
    end = min((one.start for one in numbers if one.start >= number.end), default=len(text))
    after = re.split(r"[,;:.]\s|\s(?:and|und|et|y|in|with|from)\s", text[number.end : end], maxsplit=1)[0]
    return words_of(f"{text[start : number.start]} {after}")


def named_in(text: str, known: Known) -> frozenset[str]:
    """The accounts of ``known`` that ``text`` names."""
    low = text.casefold()
    return frozenset(name for name in known.subjects if name[:4].casefold() in low and _names(text, name))


def _metrics(text: str) -> frozenset[str]:
    return frozenset(
        _METRIC_OF.get((one[1] or one[2]).lower(), (one[1] or "").lower())
        for one in _METRIC_WORDS.finditer(text)
    )


def fitting(number: WrittenNumber, text: str, known: Known) -> list[KnownNumber]:
    """The known numbers that ``number`` of ``text`` may be."""
    bound = _Bound(named_in(text, known), _metrics(text), frozenset(), frozenset())
    return _all_found(number, known.numbers, bound)


def _all_found(number: WrittenNumber, known: Sequence[KnownNumber], bound: _Bound) -> list[KnownNumber]:
    return [
        one for one in known if _measures(number, one) and _gives(one, number) and bound.allows(number, one)
    ]


def _measures(number: WrittenNumber, one: KnownNumber) -> bool:
    """Whether both measure the same."""
    if number.unit == "plain" and not number.of and one.unit == "money":
        return number.value >= 1000
    if number.unit == "plain" and "points" in number.of and one.unit == "percent":
        return True
    if number.unit != one.unit or (number.currency and one.currency and number.currency != one.currency):
        return False
    if number.unit != "plain":
        return True
    if one.of <= {"share", "money"} and one.of and number.step >= 1 and number.value < 1000:
        return False  # a ratio of 1.0 is not "1", and no count
    return may_count(number.of, one.of)


def _gives(one: KnownNumber, number: WrittenNumber) -> bool:
    """Whether the known number, in the written one's measure, is what was written."""
    said, held = number.of & DAYS_IN.keys(), one.of & DAYS_IN.keys()
    value = one.value
    if said and held and not said & held:
        value *= DAYS_IN[min(held)] / DAYS_IN[min(said)]
    if number.upto is not None:
        slack = number.step / 2
        return number.upto <= 2 * abs(number.value) + 2 and abs(number.value) - slack <= abs(value) <= (
            number.upto + slack
        )
    return _rounds_to(value, number)


def _rounds_to(value: float, number: WrittenNumber) -> bool:
    if number.value < 0 <= value or (number.text.startswith("+") and value < 0):
        return False
    held, said = abs(value), abs(number.value)
    slack = number.step / 2 + _EXACT * max(1.0, held)
    if abs(held - said) <= slack:
        return True
    if number.hedge == "over":
        return said <= held <= 1.25 * said
    if number.hedge == "under":
        return 0.8 * said <= held <= said
    return number.hedge == "about" and said >= 10 and abs(held - said) <= min(0.1 * held, _place(said) / 2)


def _place(value: float) -> float:
    """The size of the last place of ``value`` that is not nought: 100 for 1,200."""
    place = 1.0
    while value % (10 * place) == 0 and place < value:
        place *= 10
    return max(place, 5.0 if value % 5 == 0 else 1.0) if place == 1.0 else place


def _follows(number: WrittenNumber, used: Sequence[tuple[WrittenNumber, KnownNumber]]) -> bool:
    """Whether a factor or a share in words follows from two known numbers of the same sentence."""
    if number.unit not in ("factor", "percent") or (number.unit == "percent" and number.text[:1].isdigit()):
        return False
    factor = number.value if number.unit == "factor" else number.value / 100
    held = [(abs(one.value), one.unit) for _, one in used]
    return any(
        unit == other and small > 0 and abs(large / small - factor) <= _FACTOR_SLACK * factor
        for large, unit in held
        for small, other in held
    )


def _only_lists(text: str, number: WrittenNumber, longest: int) -> bool:
    """Whether a number only says how many things the text goes on to name, or which place in a list is meant."""
    if number.unit != "plain" or number.step != 1 or number.value < 0 or number.upto is not None:
        return False
    if number.rank:
        return 1 <= number.value <= longest
    if number.value <= _MOST_LISTED and _LISTED.match(text, number.end):
        return True
    before = text[max(0, number.start - 16) : number.start]
    top = re.search(r"\btop[\s-]+$", before, re.IGNORECASE) is not None
    return number.value <= longest and (
        top or (_ORDER.search(before) is not None and _ORDERED.match(text, number.end) is not None)
    )


def is_known_day(day: WrittenDate, days: frozenset[str]) -> bool:
    """Whether a written date is one of ``days``, as far as it is written."""
    pairs = [(month, day.day) for month in day.months]
    if day.swapped and day.day is not None:
        pairs.append((day.day, day.months[0]))
    for held in days:
        year, month, *rest = held.split("-")
        if day.year is not None and int(year) != day.year:
            continue
        if any(
            int(month) == one and (at is None or (bool(rest) and int(rest[0]) == at)) for one, at in pairs
        ):
            return True
    return False


def is_known_year(number: WrittenNumber, days: frozenset[str]) -> bool:
    """Whether a written number is the year of one of ``days``."""
    return (
        number.unit == "plain"
        and number.step == 1
        and not number.of
        and len(number.text) == 4
        and any(day.startswith(f"{number.value:.0f}-") for day in days)
    )
