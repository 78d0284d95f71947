"""Numbers as people write them: thousands separators, decimal commas, currency signs; by column, not by luck.

1,234 is a thousand and some in one file and one and some in another. One 12,5 or 1.234,56 in the column
proves the decimal comma; then the rest of the file is asked (``DecimalHabit``); without proof the usual reading
is taken and said, with the setting that changes it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal

from foundation.errors import SettingsError

DECIMAL = "decimal"
"""The setting that names the decimal mark."""

_MARKS = {",": ",", "comma": ",", ".": ".", "point": "."}
_ASK = "; if that is wrong, set it with --set decimal="
_SIGNS = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY"}
_CURRENCY = re.compile(r"(?P<sign>[$€£¥])|\b(?P<code>USD|EUR|GBP|JPY|CHF|CAD|AUD|SEK|NOK|DKK|PLN|INR|BRL)\b")
_SPACES = re.compile(r"[\s\u00a0\u202f'’]")
_PLAIN = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?")
_GROUPED_COMMA = re.compile(r"\d{1,3}(?:,\d{3})+")
_GROUPED_POINT = re.compile(r"\d{1,3}(?:\.\d{3})+")


_COMMA_DECIMAL = re.compile(
    r"[+-]?(?:\d{1,3}(?:\.\d{3})+|\d+),(?:\d{1,2}|\d{4,})|[+-]?(?:0|\d{1,3}(?:\.\d{3})+),\d+"
)
_POINT_DECIMAL = re.compile(
    r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)\.(?:\d{1,2}|\d{4,})|[+-]?(?:0|\d{1,3}(?:,\d{3})+)\.\d+"
)
_DOTTED_DATE = re.compile(r"\d{1,2}\.\d{1,2}\.(?:\d{4}|\d{2})(?:[ T].*)?")
_LONGEST = 40  # characters of a cell that may be a number or a date


def settle_decimal(constants: Mapping[str, str]) -> tuple[dict[str, str], str]:
    """The constants without ``decimal``, and the mark that it names, empty where it is not among them;
    SettingsError when it names none."""
    rest = dict(constants)
    text = rest.pop(DECIMAL, None)
    if text is None:
        return rest, ""
    mark = _MARKS.get(text.strip().lower())
    if mark is None:
        raise SettingsError(f"decimal cannot be {text!r}", hint="Write decimal=, or decimal=. instead.")
    return rest, mark


class DecimalHabit:
    """How a whole file writes numbers, from all of its cells. ``delimiter`` is what parts them, where it is a
    table of text: who parts cells with semicolons and dates with points writes the decimal comma."""

    def __init__(self, delimiter: str = "") -> None:
        self._delimiter = delimiter
        self._comma = self._point = self._dotted = 0

    @classmethod
    def of(cls, rows: Iterable[Mapping[str, object]], delimiter: str) -> DecimalHabit:
        """The habit that these rows show."""
        habit = cls(delimiter)
        for values in rows:
            habit.observe(values)
        return habit

    def observe(self, values: Mapping[str, object]) -> None:
        """Count the evidence of one row."""
        for value in values.values():
            if not isinstance(value, str) or len(value) > _LONGEST:
                continue
            if "," in value:
                text = _bare(value)
                self._comma += _COMMA_DECIMAL.fullmatch(text) is not None
                self._point += _POINT_DECIMAL.fullmatch(text) is not None
            elif "." in value:
                text = _bare(value)
                self._point += _POINT_DECIMAL.fullmatch(text) is not None
                self._dotted += _DOTTED_DATE.fullmatch(value.strip()) is not None

    @property
    def comma(self) -> bool:
        """Whether numbers prove the decimal comma, and none the point."""
        return self._comma > 0 and not self._point

    @property
    def points_group(self) -> bool:
        """Whether a point before three digits parts thousands."""
        return self.comma or (self._delimiter == ";" and self._dotted > 0 and not self._point)


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
    numbers have no decimals, so that 1.234 can only be a thousand and some. ``mark``: the decimal mark that the
    operator names, empty where the cells are to tell. ``habit`` speaks where the column's own cells do not."""

    def __init__(self, *, whole: bool = False, mark: str = "") -> None:
        self.whole = whole
        self.mark = mark
        self.habit: DecimalHabit | None = None
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
        """``,`` where the column or its file proves it, else ``.``."""
        if self.mark:
            return self.mark
        if self._points_are_thousands or self._commas_are_decimal:
            return ","
        return "," if self._comma_decimal > self._point_decimal else "."

    @property
    def _is_unclear(self) -> bool:
        return not (self._comma_decimal or self._point_decimal)

    @property
    def _points_are_thousands(self) -> bool:
        told = self.whole or (self.habit is not None and self.habit.points_group)
        return told and self._is_unclear and self._unclear_point > 0 and not self._unclear_comma

    @property
    def _commas_are_decimal(self) -> bool:
        told = not self.whole and self.habit is not None and self.habit.comma
        return told and self._is_unclear and self._unclear_comma > 0 and not self._unclear_point

    def warning(self) -> str:
        """What was assumed, and the setting that changes it; empty where the column is clear."""
        if self.mark:
            return ""
        if self._comma_decimal and self._point_decimal:
            return "numbers are written with a decimal point and with a decimal comma; the rarer were dropped"
        if not self._is_unclear:
            return ""
        if self._points_are_thousands:
            return "the point in numbers like 1.234 was read as a thousands separator" + (
                "" if self.whole else f"{_ASK}."
            )
        if self._commas_are_decimal:
            return f"the comma in numbers like 1,234 was read as a decimal comma{_ASK}."
        if self._unclear_comma:
            return "the comma in numbers like 1,234 was read as a thousands separator" + (
                "" if self.whole else f"{_ASK},"
            )
        if self._unclear_point:
            return f"the point in numbers like 1.234 was read as a decimal point{_ASK},"
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
