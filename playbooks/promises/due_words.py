"""Words that say by when, in English, German, French and Spanish, and the day that each comes to."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from ingest.words import word_set
from playbooks.promises import days
from playbooks.promises.due_numbers import ENDS, MONTH_NUMBER, NUMBER, ORDINAL, UNIT, WEEKDAY_NUMBER
from playbooks.promises.due_patterns import PATTERNS
from playbooks.promises.hints import has_number, may_name_time, words_of
from playbooks.promises.promise import Due

Groups = dict[str, str]
_DEADLINE = re.compile(
    r"(?:by|before|until|till|within|than|latest|end|close|eo[dwmqy]|cob|"
    r"bis|spätestens|innerhalb|binnen|ende|d['’]ici|avant|sous|fin|antes|hasta|dentro|para|finales)\b",
    re.IGNORECASE,
)

_DAYS = frozenset(f"{day}{ending}" for day in range(1, 32) for ending in ("", "st", "nd", "rd", "th"))
_HOUR = re.compile(
    r"(?:the\s+)?(?:eod|cob|noon|midday|midnight|lunchtime|\d.*|end of (?:the )?(?:day|business|play)|"
    r"close of (?:business|play))",
    re.IGNORECASE,
)
_NEEDED = {
    "weekday": frozenset(WEEKDAY_NUMBER),
    "of month": frozenset(MONTH_NUMBER),
    "month": frozenset(MONTH_NUMBER),
    "period": frozenset(UNIT) | {"eow", "eom", "eoq", "eoy"},
    "count": frozenset(UNIT) | {"werktagen"},
    "of this month": frozenset(part for word in ORDINAL for part in word.split("-")) | _DAYS,
    "near": word_set("tomorrow morgen übermorgen demain mañana today"),
}
"""Words of which one must be there for a kind of time to be."""
_NUMERIC = ("iso", "numbers")
_BETWEEN = re.compile(r"\s*,?\s*(?:on|of|am)?\s*", re.IGNORECASE)


def due_words(text: str, said: date) -> list[Due]:
    """Every time that ``text`` names, in order, none within another; ``said`` is the day that it was said on."""
    found: list[Due] = []
    words = words_of(text)
    if not may_name_time(words):
        return found
    for kind, pattern in PATTERNS:
        needed = _NEEDED.get(kind)
        if words.isdisjoint(needed) if needed else kind in _NUMERIC and not has_number(words):
            continue
        for match in pattern.finditer(text):
            start, end = match.span("when")
            met = [one for one in found if one.start < end and start < one.end]
            if any(not _HOUR.fullmatch(one.words) or one.start <= start for one in met):
                continue
            found = [one for one in found if one not in met]
            held = {
                key: value.casefold().strip() for key, value in match.groupdict().items() if value is not None
            }
            deadline = _DEADLINE.match(match[0].lstrip()) is not None
            found.append(Due(text[start:end], _day(kind, held, said), start, end, deadline))
    return _joined(sorted(found, key=lambda one: one.start), text)


def _joined(found: list[Due], text: str) -> list[Due]:
    """The same, with an hour before a day (“close of business on Friday”) as one time."""
    joined: list[Due] = []
    for one in found:
        last = joined[-1] if joined else None
        if last and _HOUR.fullmatch(one.words) and not text[last.end : one.start].strip():
            words = text[last.start : one.end]
            joined[-1] = Due(words, last.day, last.start, one.end, last.deadline or one.deadline)
        elif last and _HOUR.fullmatch(last.words) and _BETWEEN.fullmatch(text[last.end : one.start]):
            words = text[last.start : one.end]
            joined[-1] = Due(words, one.day, last.start, one.end, last.deadline or one.deadline)
        else:
            joined.append(one)
    return joined


def chosen(found: list[Due]) -> Due | None:
    """The time that a promise is due at, of all that its words name: the last that sets an end, else the last."""
    ends = [one for one in found if one.deadline]
    held = ends or found
    return held[-1] if held else None


def _day(kind: str, held: Groups, said: date) -> date | None:
    try:
        return _RESOLVERS[kind](held, said)
    except (OverflowError, ValueError):
        return None


def _year(held: Groups) -> int | None:
    written = held.get("year", "").strip("'’")
    if not written:
        return None
    return int(written) if len(written) == 4 else 2000 + int(written)


def _ordinal(word: str) -> int:
    digits = re.match(r"\d+", word)
    return int(digits[0]) if digits else ORDINAL[re.sub(r"[\s-]+", "-", word)]


def _number(word: str) -> int:
    return int(word) if word.isdigit() else NUMBER[" ".join(word.split())]


def _iso(held: Groups, _: date) -> date | None:
    return days.made(int(held["year"]), int(held["month"]), int(held["day"]))


def _numbers(held: Groups, said: date) -> date | None:
    day_first = held["mark"] == "."
    return days.of_numbers(said, int(held["first"]), int(held["second"]), _year(held), day_first=day_first)


def _of_month(held: Groups, said: date) -> date | None:
    return days.of_month(said, MONTH_NUMBER[held["month"]], _ordinal(held["day"]), _year(held))


def _month(held: Groups, said: date) -> date | None:
    day = {"mid": 15, "early": 10, "mitte": 15, "anfang": 10, "début": 10, "mi": 15}.get(held.get("part", ""))
    return days.of_month(said, MONTH_NUMBER[held["month"]], day, _year(held))


def _of_this_month(held: Groups, said: date) -> date | None:
    which = held.get("which", "")
    later = None if not which else 0 if which in ("this", "the current") else 1
    return days.day_of_month(said, _ordinal(held["day"]), later)


def _weekday(held: Groups, said: date) -> date | None:
    weekday, which = WEEKDAY_NUMBER[held["weekday"]], held.get("which", "")
    if held.get("week"):
        later = 7 if held["week"] in ("week", "in a week") else 0
        day = days.coming(said, weekday) if later else days.of_next_week(said, weekday)
        return days.after(day, later) if day else None
    if held.get("ahead"):
        day = days.coming(said, weekday)
        return days.after(day, 7 * _number(held["ahead"])) if day else None
    if re.match(r"next|n[äa]chste|prochain|pr[óo]xim", which or held.get("next", "")):
        return days.of_next_week(said, weekday)
    return days.coming(said, weekday)


def _near(held: Groups, said: date) -> date | None:
    word = " ".join(held["word"].split())
    if re.search(r"after|über|après-|apr[èe]s|pasado", word):
        return days.after(said, 2)
    later = re.match(r"tomorrow|morgen|demain|mañana", word) is not None
    return days.after(said, int(later) + 7 * bool(held.get("ahead")))


def _count(held: Groups, said: date) -> date | None:
    unit, number = UNIT[held["unit"]], _number(held["number"])
    if unit == "hour":
        return days.after(said, number // 24)
    if unit == "day":
        counted = days.working_days_after if held.get("working") else days.after
        return counted(said, number)
    if unit == "month":
        return days.months_after(said, number)
    if unit in ("week", "fortnight"):
        return days.after(said, {"week": 7, "fortnight": 14}[unit] * number)
    return days.months_after(said, {"quarter": 3, "year": 12}[unit] * number)


def _period(held: Groups, said: date) -> date | None:
    """A week, month, quarter or year, this or the next; its end, or the part of it that is named."""
    unit, part = UNIT[held["unit"]], held.get("part", "")
    later = int(re.match(r"next|n[äa]chst|kommend|prochain|pr[óo]xim|coming|following|que viene",
                         held.get("which", "") or held.get("next", "")) is not None)  # fmt: skip
    if unit == "day":
        return said
    if unit == "week":
        return _week(said, later, part)
    end = {"month": days.end_of_month, "quarter": days.quarter_end}.get(unit)
    last = end(said, later) if end else days.last_of_month(said.year + later, 12)
    if last is None or part in ENDS or unit != "month":
        return last
    if re.match(r"mid|mitte|mi\b", part):
        return days.made(last.year, last.month, 15)
    if re.match(r"start|begin|early|anfang|début|principio|first", part):
        return days.made(last.year, last.month, 10 if part == "early" else 1)
    return last


def _week(said: date, later: int, part: str) -> date | None:
    friday = days.of_next_week(said, 4) if later else days.end_of_week(said)
    back = 0
    if re.match(r"mid|mitte", part):
        back = 2
    elif re.match(r"start|begin|anfang|début|principio|first", part):
        back = 4
    elif part == "early":
        back = 3
    day = friday - timedelta(days=back) if friday else None
    return day if day is not None and day >= said else friday


def _quarter(held: Groups, said: date) -> date | None:
    return days.of_quarter(said, int(held["quarter"]), _year(held))


_RESOLVERS: dict[str, Callable[[Groups, date], date | None]] = {
    "iso": _iso,
    "numbers": _numbers,
    "of month": _of_month,
    "month": _month,
    "of this month": _of_this_month,
    "weekday": _weekday,
    "near": _near,
    "count": _count,
    "period": _period,
    "quarter": _quarter,
    "weekend": lambda _, said: days.sunday(said),
    "today": lambda _, said: said,
    "untold": lambda *_: None,
}
