"""Amounts, shares and counts in words. Amounts are plain floats in one currency; this only writes them."""

from __future__ import annotations

_SYMBOLS = {"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥"}


def amount(value: float, currency: str) -> str:
    """Whole units with thousands separators: ``$1,234,567``; unknown currencies trail: ``1,234 CHF``."""
    number = f"{abs(value):,.0f}"
    sign = "-" if round(value) < 0 else ""
    symbol = _SYMBOLS.get(currency)
    return f"{sign}{symbol}{number}" if symbol else f"{sign}{number} {currency}"


def short_amount(value: float, currency: str) -> str:
    """Three significant figures for headlines and tables: ``$1.23M``, ``$45.6k``, ``$812``."""
    symbol = _SYMBOLS.get(currency, "")
    tail = "" if symbol else f" {currency}"
    sign = "-" if value < 0 else ""
    size = abs(value)
    for limit, suffix in ((1e9, "B"), (1e6, "M"), (1e3, "k")):
        if size >= limit * 0.9995:
            scaled = size / limit
            digits = 2 if scaled < 9.995 else 1 if scaled < 99.95 else 0
            return f"{sign}{symbol}{scaled:.{digits}f}{suffix}{tail}"
    return f"{sign}{symbol}{size:.0f}{tail}"


def percent(ratio: float | None, digits: int = 1) -> str:
    """A ratio as a percentage, ``n/a`` for none: ``0.1234`` -> ``12.3 %``."""
    return "n/a" if ratio is None else f"{ratio * 100:.{digits}f} %"


def count(number: int, noun: str) -> str:
    """A number with its noun: ``1 account``, ``1,204 accounts``."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
