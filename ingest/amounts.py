"""Numbers as people write them: thousands separators, decimal commas, currency signs; by column, not by luck.

1,234 is a thousand and some in one file and one and some in another. One 12,5 or 1.234,56 in the column
proves the decimal comma; without proof the usual reading is taken and said.
"""

from __future__ import annotations

import math
import re
from decimal import Decimal

_SIGNS = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY"}
_CURRENCY = re.compile(r"(?P<sign>[$€£¥])|\b(?P<code>USD|EUR|GBP|JPY|CHF|CAD|AUD|SEK|NOK|DKK|PLN|INR|BRL)\b")
_SPACES = re.compile(r"[\s\u00a0\u202f'’]")
_PLAIN = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?")
_GROUPED_COMMA = re.compile(r"\d{1,3}(?:,\d{3})+")
_GROUPED_POINT = re.compile(r"\d{1,3}(?:\.\d{3})+")


def _bare(value: object) -> str:
    """The cell's digits and separators; currency, spaces and accounting brackets resolved."""
    text = _SPACES.sub("", _CURRENCY.sub("", str(value)))
    if text.startswith("(") and text.endswith(")"):
        text = "-" + text[1:-1]
    return text.replace("−", "-")


def currency_of(value: object) -> str:
    """The ISO code of the currency sign or code in a cell, empty without one."""
    match = _CURRENCY.search(value) if isinstance(value, str) else None
    return "" if match is None else match["code"] or _SIGNS[match["sign"]]


class NumberColumn:
    """Gathers the evidence of one column over all its values, then reads with one decimal mark. ``whole``: its
    numbers have no decimals, so that 1.234 can only be a thousand and some."""

    def __init__(self, *, whole: bool = False) -> None:
        self.whole = whole
        self._comma_decimal = 0
        self._point_decimal = 0
        self._unclear_comma = 0
        self._unclear_point = 0
        self.currencies: set[str] = set()

    def observe(self, value: object) -> None:
        """Count one cell's evidence."""
        if not isinstance(value, str):
            return
        if found := currency_of(value):
            self.currencies.add(found)
        text = _bare(value).lstrip("+-")
        if "," in text and "." in text:
            self._count(comma=text.rindex(",") > text.rindex("."))
        elif text.count(",") > 1 and _GROUPED_COMMA.fullmatch(text):
            self._count(comma=False)
        elif text.count(".") > 1 and _GROUPED_POINT.fullmatch(text):
            self._count(comma=True)
        elif "," in text:
            if _GROUPED_COMMA.fullmatch(text):
                self._unclear_comma += 1
            else:
                self._count(comma=True)
        elif "." in text:
            if _GROUPED_POINT.fullmatch(text) and not text.startswith("0."):
                self._unclear_point += 1
            else:
                self._count(comma=False)

    def _count(self, *, comma: bool) -> None:
        if comma:
            self._comma_decimal += 1
        else:
            self._point_decimal += 1

    @property
    def decimal(self) -> str:
        """``,`` where the column proves it, else ``.``."""
        if self._points_are_thousands:
            return ","
        return "," if self._comma_decimal > self._point_decimal else "."

    @property
    def _points_are_thousands(self) -> bool:
        proven = self._comma_decimal or self._point_decimal
        return self.whole and self._unclear_point > 0 and not (proven or self._unclear_comma)

    def warning(self) -> str:
        """What was assumed, empty where the column is clear."""
        if self._comma_decimal and self._point_decimal:
            return "numbers are written with a decimal point and with a decimal comma; the rarer were dropped"
        if self._comma_decimal or self._point_decimal:
            return ""
        if self._points_are_thousands:
            return "the point in numbers like 1.234 was read as a thousands separator"
        if self._unclear_comma:
            return "the comma in numbers like 1,234 was read as a thousands separator"
        if self._unclear_point:
            return "the point in numbers like 1.234 was read as a decimal point"
        return ""

    def read(self, value: object) -> float | None:
        """The number in a cell, None when it is none (words, percent signs, two signs, infinity)."""
        if isinstance(value, bool) or value is None:
            return None
        if isinstance(value, int | float | Decimal):
            return _finite(value)
        text = _bare(value)
        sign, digits = (text[0], text[1:]) if text[:1] in ("-", "+") else ("", text)
        groups = _GROUPED_POINT if self.decimal == "," else _GROUPED_COMMA
        thousands = "." if self.decimal == "," else ","
        whole, mark, part = digits.partition(self.decimal)
        if thousands in whole:
            if not groups.fullmatch(whole):
                return None
            whole = whole.replace(thousands, "")
        plain = f"{sign}{whole}{'.' if mark else ''}{part}"
        return _finite(plain) if _PLAIN.fullmatch(plain) else None


def _finite(value: object) -> float | None:
    try:
        number = float(value)  # type: ignore[arg-type]
    except (ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None
