"""Reads what a tool's result says: its numbers with what they count and whose they are, its days and its names.

Keeps the rule that a name is nobody's evidence: an account or a theme may be called anything (``NRR 140 % Ltd``), so
numbers count inside those strings alone that our code words itself (``OUR_WORDS``).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from foundation.text import one_line
from playbooks.citations import without_quotes
from playbooks.counted import things_of_key
from playbooks.digits import plain_digits
from playbooks.known import Known, KnownNumber
from playbooks.standings import changes_said, standing_of
from playbooks.written_dates import dates_and_rest
from playbooks.written_numbers import numbers_in, read_numbers


def _split(words: str) -> list[str]:
    return words.split()


OUR_WORDS = frozenset(
    _split(
        "why why_not note notes reason reasons because basis caption rule rules meaning trend window "
        "caveat "
        "caveats explanation advice next_step due when period method formula says detail details change movement as_of "
        "interval horizon"
    )
)
"""Keys whose strings our own code words, so that numbers in them are computed."""
ECHOES = frozenset({"asked", "query", "words", "question", "search"})
"""Keys whose strings repeat what the model asked for: they are its own words, and back nothing."""
LONGEST_NAME = 120
_MONTH = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])")
_DAY = re.compile(rf"{_MONTH.pattern}(?:-\d{{2}})?")
_CURRENCY = re.compile(r"[A-Z]{3}")
_ACCOUNT_KEYS = ("account", "account_id", "account_name")
_MONEY_THINGS, _SHARE_THINGS = frozenset({"money"}), frozenset({"share"})
_MONEY_KEYS = frozenset(_split("expansion contraction start end new reactivation"))
_SHARE_KEYS = frozenset(_split("risk churn breadth growth"))
_PERCENT_KEYS = re.compile(r"(?:^|_)(?:percent|percentage|pct)(?:_|$)")
_METRICS = {"nrr": "nrr", "grr": "grr", "arr": "arr", "mrr": "mrr", "gross": "grr", "net": "nrr"}
_BOOK = re.compile(r"nrr|grr|[am]rr|churn|health|retention|revenue", re.IGNORECASE)


@dataclass(slots=True)
class _Gathered:
    source: str
    numbers: list[KnownNumber] = field(default_factory=list)
    days: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    keys: set[str] = field(default_factory=set)
    longest: int = 0


@dataclass(frozen=True, slots=True)
class _Leaf:
    path: tuple[str, ...]
    value: Any
    subject: frozenset[str]
    beside: str
    month: str = ""

    @property
    def key(self) -> str:
        return next((step for step in reversed(self.path) if not step.isdigit()), "")


def known_in(data: Mapping[str, Any], source: str) -> Known:
    """What ``data`` says, at any depth. ``{"value", "unit", "figure"}`` is a number with its unit: ``ratio`` (a share
    of one), ``percent``, a currency's three letters, or anything else for a plain number. A number that stands alone
    is plain, and money or a share too where its key says so (``arr``, ``nrr``, ``share``)."""
    gathered = _Gathered(source)
    for leaf in _leaves(data, (), _Row()):
        gathered.keys.update(step for step in leaf.path if not step.isdigit())
        if ECHOES & set(leaf.path):
            continue
        gathered.days.update(step for step in leaf.path if _DAY.fullmatch(step))
        where = f"{source}: {'.'.join(leaf.path)}" if leaf.path else source
        if isinstance(leaf.value, Mapping):
            gathered.numbers += _placed(_measured(leaf, where), leaf, source)
            said = numbers_in(str(leaf.value["unit"]))
            gathered.numbers += [KnownNumber(one.value, "plain", where, one.of) for one in said]
        elif isinstance(leaf.value, str):
            _gather_words(gathered, leaf, where)
        elif leaf.key == "count" and leaf.path[-1] == "count" and leaf.beside == "length":
            gathered.longest = max(gathered.longest, int(leaf.value))
            gathered.numbers.append(KnownNumber(float(leaf.value), "plain", where, _of(leaf)))
        else:
            gathered.numbers += _placed(_bare(leaf, where), leaf, source)
    return Known(
        tuple(gathered.numbers),
        frozenset(gathered.days),
        frozenset(gathered.names),
        frozenset(word for key in gathered.keys for word in re.findall(r"[^\W\d_]+", key.lower())),
        gathered.longest,
    )


def _placed(numbers: list[KnownNumber], leaf: _Leaf, tool: str) -> list[KnownNumber]:
    """``numbers`` of a leaf with where they stand."""
    out = []
    for one in numbers:
        figure = one.source if one.opens else ""
        out.append(replace(one, at=standing_of((tool, *leaf.path), one.value, leaf.beside, figure)))
    return out


@dataclass(frozen=True, slots=True)
class _Row:
    """What a row says of all that stands in it."""

    subject: frozenset[str] = frozenset()
    beside: str = ""
    month: str = ""

    def within(self, row: Mapping[str, Any], path: tuple[str, ...]) -> _Row:
        beside = next((str(row[key]) for key in ("name", "signal", "metric") if key in row), "")
        month = row.get("month")
        known = month if isinstance(month, str) and _MONTH.fullmatch(month) else self.month
        return _Row(_subject(row, path) or self.subject, beside, known)


def _leaves(value: Any, path: tuple[str, ...], row: _Row) -> Iterator[_Leaf]:
    if isinstance(value, Mapping):
        outer, row = row, row.within(value, path)
        if _is_number(value.get("value")) and "unit" in value:
            row = replace(row, beside=row.beside or outer.beside)
            yield _Leaf(path, value, row.subject, row.beside, row.month)
            return
        for key, held in value.items():
            yield from _leaves(held, (*path, str(key)), row)
    elif isinstance(value, list | tuple | set | frozenset):
        for at, held in enumerate(value):
            yield from _leaves(held, (*path, str(at)), row)
        if value and path:
            yield _Leaf((*path, "count"), len(value), row.subject, "length", row.month)
    elif isinstance(value, date):
        yield _Leaf(path, value.isoformat()[:10], row.subject, row.beside, row.month)
    elif isinstance(value, str) or _is_number(value):
        yield _Leaf(path, value, row.subject, row.beside, row.month)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool) and math.isfinite(value)


def _subject(row: Mapping[str, Any], path: tuple[str, ...]) -> frozenset[str]:
    keys = list(_ACCOUNT_KEYS)
    steps = [step for step in path if not step.isdigit()]
    if any(key in row for key in _ACCOUNT_KEYS) or (steps and "accounts" in things_of_key(steps[-1])):
        keys += ["name", "id"]
    return frozenset(str(row[key]) for key in keys if isinstance(row.get(key), str) and row[key].strip())


def _of(leaf: _Leaf) -> frozenset[str]:
    """What a leaf counts: the first key upwards that says so, no further than its own row."""
    for step in reversed(leaf.path):
        if step.isdigit():
            break
        if step.startswith("by_"):
            continue
        if things := things_of_key(step):
            return things
    return things_of_key(leaf.beside.replace(" ", "_")) if leaf.beside != "length" else frozenset()


@lru_cache(maxsize=4096)
def _metric(*texts: str) -> str:
    words = [word for text in texts for word in re.findall(r"[a-z]+", text.lower())]
    return next((_METRICS[word] for word in words if word in _METRICS), "")


def _measured(leaf: _Leaf, where: str) -> list[KnownNumber]:
    held = leaf.value
    unit, value, of = str(held["unit"]), float(held["value"]), _of(leaf)
    source = str(held.get("figure") or where)
    metric = _metric(str(held.get("figure") or ""), leaf.key)
    dated = _MONTH.search(str(held.get("figure") or ""))
    month = dated[0] if dated else leaf.month
    if unit in ("ratio", "percent"):
        shown = 100 * value if unit == "ratio" else value
        found = [KnownNumber(shown, "percent", source, _SHARE_THINGS | of, metric, leaf.subject, "", month)]
        if unit == "ratio":
            found.append(KnownNumber(value, "plain", source, _SHARE_THINGS, metric, leaf.subject, "", month))
        return found
    if _CURRENCY.fullmatch(unit):
        return [KnownNumber(value, "money", source, _MONEY_THINGS, metric, leaf.subject, unit, month)]
    return [KnownNumber(value, "plain", source, _unit_things(unit) or of, metric, leaf.subject, "", month)]


def _unit_things(unit: str) -> frozenset[str]:
    """What a unit counts; one that no list holds counts itself, and nothing else."""
    return things_of_key(unit) or (
        frozenset({unit}) if unit not in ("", "count", "number", "n") else frozenset()
    )


def _bare(leaf: _Leaf, where: str) -> list[KnownNumber]:
    of, value, metric = _of(leaf), float(leaf.value), _metric(leaf.key)
    words = set(re.findall(r"[a-z]+", leaf.key.lower()))
    found = [KnownNumber(value, "plain", where, of, metric, leaf.subject)]
    if of == _MONEY_THINGS or (not of and words & _MONEY_KEYS):
        found.append(KnownNumber(value, "money", where, _MONEY_THINGS, metric, leaf.subject, "", leaf.month))
    if _PERCENT_KEYS.search(leaf.key):
        found.append(
            KnownNumber(value, "percent", where, _SHARE_THINGS, metric, leaf.subject, "", leaf.month)
        )
    elif (of == _SHARE_THINGS or words & (_SHARE_KEYS | {"share", "ratio", "rate"})) and abs(value) <= 3:
        found.append(
            KnownNumber(100 * value, "percent", where, _SHARE_THINGS, metric, leaf.subject, "", leaf.month)
        )
    return found


def _gather_words(gathered: _Gathered, leaf: _Leaf, where: str) -> None:
    text = plain_digits(one_line(leaf.value))
    days, rest = dates_and_rest(text) if any(char.isdigit() for char in text) else ([], text)
    ours = leaf.key in OUR_WORDS
    if ours or not rest.strip(" T:Z0123456789.+-"):
        for day in days:
            gathered.days.update(day.iso)
    if ours:
        gathered.keys.add(text)
        said = without_quotes(rest)
        for number in numbers_in(said):
            value = number.value if number.upto is None else number.upto
            held = KnownNumber(value, number.unit, where, number.of, "", leaf.subject, number.currency)
            gathered.numbers.append(replace(held, at=changes_said(leaf.path, said, number, where)))
    elif re.fullmatch(r"-?\d+(?:\.\d+)?", rest.strip()) and leaf.key not in (
        "name",
        "label",
        "id",
        "account",
    ):
        gathered.numbers += _placed(
            _bare(_Leaf(leaf.path, Decimal(rest.strip()), leaf.subject, leaf.beside), where),
            leaf,
            gathered.source,
        )
    if text and len(text) <= LONGEST_NAME and not ours and not days:
        gathered.names.add(text)


def may_hold_numbers(name: str) -> bool:
    """Whether the digits in ``name`` are a name's: it measures nothing, counts nothing and names no figure of the
    book."""
    numbers, _ = read_numbers(name)
    telling = any(number.unit != "plain" or number.of for number in numbers)
    return not telling and any(char.isalpha() for char in name) and _BOOK.search(name) is None
