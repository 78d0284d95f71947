"""Bends what is true: a quote, a figure or a day into one that is nearly right, for the blind set of false drafts."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from itertools import pairwise

from foundation.money import amount
from playbooks.languages import Language

_WEEKDAYS = {
    Language.EN: ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    Language.DE: ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"),
    Language.FR: ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    Language.ES: ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
}
_OTHER_TENSE = {"is": "was", "are": "were", "was": "is", "were": "are", "has": "had", "have": "had"}
_OTHER_TENSE |= {"had": "has", "do": "did", "does": "did", "can": "could", "could": "can", "will": "would"}
_OTHER_PERSON = {"i": "we", "we": "they", "my": "our", "our": "their", "us": "them", "me": "us"}
_VERBS = frozenset(
    ("is", "are", "was", "were", "has", "have", "had", "can", "could", "will", "do", "does", "did")
)
_LEAST_WORDS = 6


def _exchanged(words: list[str], table: dict[str, str]) -> str:
    at = next((at for at, one in enumerate(words) if one.lower() in table), None)
    return "" if at is None else " ".join((*words[:at], table[words[at].lower()], *words[at + 1 :]))


def _put(words: list[str], at: int, *said: str, over: int = 0) -> str:
    return " ".join((*words[:at], *said, *words[at + over :]))


def _swapped_words(words: list[str]) -> str:
    at = next((at for at in range(1, len(words) - 2) if words[at].lower() != words[at + 1].lower()), 1)
    return _put(words, at, words[at + 1], words[at], over=2)


def _after_verb(words: list[str], said: str) -> str:
    at = next((at + 1 for at, one in enumerate(words) if one.lower() in _VERBS), 1)
    return _put(words, at, said)


def _number_off(text: str) -> str:
    found = re.search(r"\d+", text)
    return "" if found is None else f"{text[: found.start()]}{int(found[0]) + 1}{text[found.end() :]}"


_QUOTE_WAYS: dict[str, Callable[[list[str]], str]] = {
    "word_changed": lambda words: _put(words, len(words) // 2, "calendar", over=1),
    "word_dropped": lambda words: _put(words, len(words) // 2, over=1),
    "negated": lambda words: _after_verb(words, "not"),
    "intensified": lambda words: _after_verb(words, "really"),
    "tense": lambda words: _exchanged(words, _OTHER_TENSE),
    "first_person_to_we": lambda words: _exchanged(words, _OTHER_PERSON),
    "numbers": lambda words: _number_off(" ".join(words)),
    "ellipsis_inside": lambda words: " ".join((*words[:2], "…", *words[-2:])),
    "ellipsis_end": lambda words: " ".join(words[: len(words) // 2]) + " ...",
    "word_added": lambda words: _put(words, len(words) - 1, "completely"),
    "two_words_swapped": _swapped_words,
    "cut_joined": lambda words: " ".join((*words[:2], *words[-2:])),
    "last_word_changed": lambda words: _put(words, len(words) - 1, "disaster.", over=1),
    "first_word_changed": lambda words: _put(words, 0, "Sadly,", over=1),
}


def bent_quote(way: str, quotes: Sequence[str]) -> str:
    """The first of ``quotes`` that can be bent in this way, so that it is no part of any of them; else empty."""
    long = [one for one in quotes if len(one.split()) >= _LEAST_WORDS]
    if way == "merged":
        made = [f"{other} {one}" for one, other in pairwise(long)]
    else:
        made = [_QUOTE_WAYS[way](one.split()) for one in long]
    end = "" if way == "ellipsis_end" else ". "
    return next((one for one in made if one and not any(one.rstrip(end) in held for held in quotes)), "")


def swapped_digits(value: float) -> float:
    """``value`` with the first two neighbouring digits that differ exchanged."""
    digits = f"{value:.0f}"
    for at in range(len(digits) - 1):
        if digits[at] != digits[at + 1]:
            return float(digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :])
    return value


def bent_amounts(arr: float | None, currency: str) -> dict[str, str]:
    """A year's amount in ways that are not true of it, by field; empty where there is none."""
    if not arr:
        return {}
    other = "EUR" if currency != "EUR" else "USD"
    made = {
        "arr_tenfold": amount(arr * 10, currency),
        "arr_tenth": amount(arr / 10, currency),
        "arr_currency": amount(arr, other),
        "arr_k_off": f"{arr * 1.3 / 1000:.1f}k",
        "arr_plus_one": amount(arr + max(1, round(arr * 0.01)), currency),
        "arr_words_tenfold": f"{arr / 100:.0f} hundred thousand",
    }
    if abs(swapped_digits(arr) - arr) > 0.004 * arr:
        made["arr_swapped"] = amount(swapped_digits(arr), currency)
    return made


def bent_days(name: str, day: date | None, language: Language) -> dict[str, str]:
    """``day`` in ways that are not true of it, by field; empty where there is none."""
    if day is None:
        return {}
    after, before = day + timedelta(days=1), day - timedelta(days=1)
    made = {
        f"{name}_next_day": language.day(after),
        f"{name}_next": language.day(after),
        f"{name}_day_before": language.day(before),
        f"{name}_other_year": language.day(day + timedelta(days=365)),
        f"{name}_other_month": language.day(day + timedelta(days=31)),
        f"{name}_iso_next_day": after.isoformat(),
        f"{name}_wrong_weekday": f"{_WEEKDAYS[language][(day.weekday() + 2) % 7]}, {language.day(day)}",
    }
    if day.day != day.month:
        made[f"{name}_swapped_us"] = (
            f"{day.day:02}/{day.month:02}/{day.year + 1}"  # a year off: either order is false
        )
    return made


_NUMBER = re.compile(r"(?<![\w.,])\d[\d,]*(?![\w])")
_SHARE = re.compile(r"(\d+) ?(?:%|percent\b)")
_WRITTEN_DAY = re.compile(r"\b(\d{1,2})(?= (?:January|February|March|April|May|June|July|August|September"
                          r"|October|November|December)\b)")  # fmt: skip
_YEAR = re.compile(r"\b20\d\d\b")


def bent_number(way: str, text: str, rng: random.Random) -> str:
    """``text`` with one of its numbers bent in this way; empty where it holds none that can be."""
    pattern = {"percent_to_points": _SHARE, "day_off": _WRITTEN_DAY, "year_off": _YEAR}.get(way, _NUMBER)
    if way == "currency":
        changed = text.replace("$", "€", 1)
        return changed if changed != text else ""
    places = list(pattern.finditer(text))
    if not places:
        return ""
    found = rng.choice(places)
    said = _bent(way, found)
    return f"{text[: found.start()]}{said}{text[found.end() :]}" if said != found[0] else ""


def _bent(way: str, found: re.Match[str]) -> str:
    if way == "percent_to_points":
        return f"{found[1]} points"
    value = int(found[0].replace(",", ""))
    if way == "day_off":
        return str(value + 1 if value < 28 else value - 1)
    ways = {"tenfold": value * 10, "tenth": value // 10, "plus_one": value + 1, "year_off": value + 1}
    return f"{int(ways.get(way, swapped_digits(value)))}"
