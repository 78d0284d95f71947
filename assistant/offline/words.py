"""Computed values as sentences write them: amounts, shares, points, days and lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from foundation.money import amount, count, percent, short_amount
from foundation.months import Month, day_title

Value = Mapping[str, Any]
_PASSAGE = 170
_KINDS = {"complaint": "complaints", "request": "requests", "question": "questions", "praise": "praise"}
SOURCES = {"ticket": "tickets", "nps": "survey answers", "call": "calls"}


def money(value: Value | None) -> str:
    """``$57,995``; empty for none."""
    return "" if value is None else amount(float(value["value"]), str(value["unit"]))


def short_money(value: Value | None) -> str:
    """``$1.33M``; empty for none."""
    return "" if value is None else short_amount(float(value["value"]), str(value["unit"]))


def share(value: Value | None, digits: int = 1) -> str:
    """``97.2 %``; empty for none."""
    if value is None:
        return ""
    ratio = float(value["value"])
    if 0 < abs(ratio) < 0.0005:
        digits = 3
    return percent(ratio, digits)


def amount_of(value: Value | None) -> float:
    """The bare number; 0 for none."""
    return 0.0 if value is None else float(value["value"])


def day(iso: str | None) -> str:
    """``7 December 2026``; empty for none."""
    if not iso:
        return ""
    return day_title(date.fromisoformat(iso))


def month(iso: str) -> str:
    """``October 2026``."""
    return Month.parse(iso).title


def listed(parts: Sequence[str]) -> str:
    """``a, b and c``."""
    parts = [part for part in parts if part]
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}" if parts else ""


def counted(number: int, noun: str) -> str:
    """``3 accounts``."""
    return count(number, noun)


def kinds(found: Mapping[str, int]) -> str:
    """``8 complaints, 1 request and 1 of praise``."""
    parts = []
    for kind in _KINDS:
        if number := found.get(kind, 0):
            parts.append(f"{number:,} of praise" if kind == "praise" else count(number, kind))
    return listed(parts)


def move(points: float | None, span: int) -> str:
    """``down 15.1 points in 30 days``; empty where nothing is known or it did not move."""
    if points is None or abs(points) < 0.05:
        return ""
    return f"{'up' if points > 0 else 'down'} {abs(points):.1f} points in {span} days"


def growth(change: Value | None) -> str:
    """``up 28 %``; empty where unknown or flat."""
    if change is None or abs(float(change["value"])) < 0.005:
        return ""
    value = float(change["value"])
    return f"{'up' if value > 0 else 'down'} {abs(value) * 100:.0f} %"


def passage(text: str) -> str:
    """A part of ``text`` that can stand between quotation marks, verbatim, cut at a word where it is long."""
    pieces = [text]
    for mark in "“”":
        pieces = [part for piece in pieces for part in piece.split(mark)]
    best = max((piece.strip(" ,;:") for piece in pieces), key=len)
    flat = " ".join(best.split())
    if len(flat) <= _PASSAGE:
        return flat
    for end in (". ", "! ", "? "):
        at = flat.find(end, 60, _PASSAGE)
        if at > 0:
            return flat[: at + 1]
    return flat[:_PASSAGE].rsplit(" ", 1)[0].rstrip(" ,;:.") + " …"


def plain(why: str) -> str:
    """A reason with the names of metrics as words: ``mobile jobs closed``."""
    return why.replace("_", " ")


def capital(text: str) -> str:
    """``text`` with a capital at its beginning."""
    return text[:1].upper() + text[1:]
