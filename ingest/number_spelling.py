"""How one number is spelled, told from its own characters: which decimal mark it proves, or that it could be both.

Keeps the rule that a spelling is proof only where no second reading exists: 1.200,50 can only be twelve hundred,
1,200 may be that or one and a fifth.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_CODES = "USD|EUR|GBP|JPY|CHF|CAD|AUD|NZD|SEK|NOK|DKK|PLN|CZK|INR|BRL"
_CURRENCY = re.compile(rf"(?:\bUS)?(?P<sign>[$€£¥])|(?<![A-Za-z])(?P<code>{_CODES})(?![A-Za-z])")
_SIGNS = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY"}
_SPACE = r"[\s\u00a0\u202f'’]"
_SPACES = re.compile(_SPACE)
_PARTED = re.compile(rf"\d{_SPACE}+\d")
_GROUPED_BY_SPACE = re.compile(rf"\D*\d{{1,3}}(?:{_SPACE}\d{{3}})+(?:[.,]\d*)?\D*")

_EXPONENT = r"(?:[eE][+-]?\d{1,3})?"
_PLAIN = re.compile(rf"\d+{_EXPONENT}")
_EITHER = re.compile(r"[1-9]\d{0,2}(?P<mark>[.,])\d{3}")
_DECIMAL = {
    ",": re.compile(rf"(?P<whole>\d*|\d{{1,3}}(?:\.\d{{3}})+),(?P<part>\d*)(?P<exponent>{_EXPONENT})"),
    ".": re.compile(
        rf"(?P<whole>\d*|\d{{1,3}}(?:,\d{{3}})+|\d{{1,2}}(?:,\d{{2}})+,\d{{3}})"
        rf"\.(?P<part>\d*)(?P<exponent>{_EXPONENT})"
    ),
}
_GROUPED = {
    ",": re.compile(r"\d{1,3}(?:\.\d{3}){2,}"),
    ".": re.compile(r"\d{1,3}(?:,\d{3}){2,}|\d{1,2}(?:,\d{2})+,\d{3}"),
}
EXACT = 3
"""Decimals from which a number is surely no price, but a measure or what a program worked out."""


@dataclass(frozen=True, slots=True)
class Spelling:
    """A cell that may be a number. ``digits`` are unsigned, with their separators. ``proves``: the decimal mark
    that it can only have, empty where it has no separator or could be read both ways; then ``unclear`` is the
    separator. ``decimals`` after the mark, None without a mark. ``currency``: ISO code or empty."""

    sign: str
    digits: str
    proves: str
    unclear: str
    decimals: int | None
    currency: str

    @property
    def both(self) -> str:
        """The two readings of an unclear one, in words."""
        whole, part = self.digits.split(self.unclear)
        return f"{self.digits} may be {whole}{part} or {whole}.{part}"

    def value(self, mark: str) -> str:
        """The number as programs write it, read with the decimal ``mark``; empty where that does not fit."""
        fits = not self.proves or self.proves == mark
        thousands = "." if mark == "," else ","
        plain = self.digits.replace(thousands, "").replace(mark, ".")
        return f"{self.sign}{plain}" if fits and plain.strip(".") else ""


def currency_of(value: object) -> str:
    """The ISO code of the currency sign or code in a cell, empty without one."""
    match = _CURRENCY.search(value) if isinstance(value, str) else None
    return "" if match is None else match["code"] or _SIGNS[match["sign"]]


def bare(value: object) -> str:
    """The cell's digits and separators; currency, grouping spaces and accounting brackets resolved."""
    text = _CURRENCY.sub("", str(value)).strip()
    if not (_PARTED.search(text) and _GROUPED_BY_SPACE.fullmatch(text) is None):
        text = _SPACES.sub("", text)
    if text.startswith("(") and text.endswith(")"):
        text = "-" + text[1:-1]
    return text.replace("−", "-")


def spelling(value: object) -> Spelling | None:
    """How the cell is spelled; None where it is no number (words, percent signs, two signs, 12 5)."""
    text = bare(value)
    sign, digits = (text[0], text[1:]) if text[:1] in ("-", "+") else ("", text)
    currency = currency_of(value)
    if _PLAIN.fullmatch(digits):
        return Spelling(sign, digits, "", "", None, currency)
    if match := _EITHER.fullmatch(digits):
        return Spelling(sign, digits, "", match["mark"], None, currency)
    for mark, grouped in _GROUPED.items():
        if grouped.fullmatch(digits):
            return Spelling(sign, digits, mark, "", None, currency)
    for mark, decimal in _DECIMAL.items():
        match = decimal.fullmatch(digits)
        if match and (match["whole"] or match["part"]):
            decimals = EXACT if match["exponent"] else len(match["part"])
            return Spelling(sign, digits, mark, "", decimals, currency)
    return None
