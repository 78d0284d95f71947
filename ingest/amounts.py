"""Numbers as people write them: thousands separators, decimal commas, currency signs; by column, not by luck.

1,234 is a thousand and some in one file and one and some in another. One 12,5 or 1.234,56 in the column
proves the decimal comma; then the rest of the file is asked (``DecimalHabit``); without proof the usual reading
is taken and said, with the setting that changes it. Where a column proves both marks each number is read as it
stands, and one that could be both is None with its reason (``NumberColumn.fault``): prices have no third decimal,
so $1,200 is never 1.2.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from foundation.errors import SettingsError
from ingest.number_spelling import EXACT, Spelling, bare, currency_of, spelling

__all__ = ["DecimalHabit", "NumberColumn", "currency_of", "settle_decimal"]

DECIMAL = "decimal"
"""The setting that names the decimal mark."""

_MARKS = {",": ",", "comma": ",", ".": ".", "point": "."}
_NAMES = {",": "comma", ".": "point"}
_OTHER = {",": ".", ".": ","}
_SET = "set it with --set decimal=, or --set decimal=."
_ASK = "; if that is wrong, set it with --set decimal="
_PRICE = 2  # decimals of a price


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
                text = bare(value)
                self._comma += _COMMA_DECIMAL.fullmatch(text) is not None
                self._point += _POINT_DECIMAL.fullmatch(text) is not None
            elif "." in value:
                text = bare(value)
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


@dataclass(slots=True)
class _Evidence:
    """What the cells of a column, or those of one currency in it, show: how often each mark is proven, with how
    many decimals, and the cells that could be read both ways."""

    proofs: Counter[str] = field(default_factory=Counter)
    decimals: dict[str, set[int]] = field(default_factory=lambda: {",": set(), ".": set()})

    def add(self, cell: Spelling) -> None:
        if cell.proves:
            self.proofs[cell.proves] += 1
            if cell.decimals is not None:
                self.decimals[cell.proves].add(cell.decimals)


class NumberColumn:
    """Gathers the evidence of one column over all its values, then reads. ``whole``: its numbers have no decimals,
    so that 1.234 can only be a thousand and some. ``mark``: the decimal mark that the
    operator names, empty where the cells are to tell. ``habit`` speaks where the column's own cells do not."""

    def __init__(self, *, whole: bool = False, mark: str = "") -> None:
        self.whole = whole
        self.mark = mark
        self.habit: DecimalHabit | None = None
        self.currencies: set[str] = set()
        self._all = _Evidence()
        self._by_currency: dict[str, _Evidence] = {}
        self._unclear: Counter[tuple[str, str, bool]] = Counter()
        self._samples: dict[tuple[str, str, bool], Spelling] = {}

    def observe(self, value: object) -> None:
        """Count one cell's evidence."""
        if not isinstance(value, str):
            return
        if found := currency_of(value):
            self.currencies.add(found)
        cell = spelling(value)
        if cell is None:
            return
        self._all.add(cell)
        if cell.currency:
            self._by_currency.setdefault(cell.currency, _Evidence()).add(cell)
        if cell.unclear:
            kind = _kind(cell)
            self._unclear[kind] += 1
            self._samples.setdefault(kind, cell)

    def _mark_of(self, cell: Spelling) -> str:
        """The decimal mark to read a cell with, empty where it cannot be told."""
        if self.mark:
            return self.mark
        if not cell.unclear:
            return cell.proves or "."
        for evidence in (self._all, self._by_currency.get(cell.currency, _Evidence())):
            if len(evidence.proofs) == 1:
                mark = next(iter(evidence.proofs))
                return mark if cell.unclear != mark or self._has_three(cell, evidence) else ""
        return "" if self._all.proofs else self._usual(cell)

    def _has_three(self, cell: Spelling, evidence: _Evidence) -> bool:
        """Whether a number with three digits after the proven mark is one with three decimals."""
        shown = evidence.decimals[cell.unclear]
        if any(decimals >= EXACT for decimals in shown):
            return True
        if self.whole or cell.currency or cell.digits.endswith("0"):
            return False  # whoever writes 12,5 would not write 1,200 for 1.2
        return bool(shown - {_PRICE}) or cell.unclear == "."

    def _usual(self, cell: Spelling) -> str:
        """The mark where no cell of the column proves one: what the file shows, else what is usual."""
        grouping = _OTHER[cell.unclear]
        if self.whole:
            return grouping
        comma = self.habit is not None and self.habit.comma
        if cell.currency:
            return "" if comma and cell.unclear == "," else grouping
        points_group = self.habit is not None and self.habit.points_group
        if len({kind[0] for kind in self._unclear}) > 1:
            return "," if points_group and cell.unclear == "." else ""
        if cell.unclear == ".":
            return "," if points_group else "."
        return "," if comma else "."

    def warning(self) -> str:
        """What was assumed, and the setting that changes it; empty where the column is clear."""
        if self.mark:
            return ""
        marks = {kind: self._mark_of(cell) for kind, cell in self._samples.items()}
        lost = [kind for kind, mark in marks.items() if not mark]
        if lost:
            many = sum(self._unclear[kind] for kind in lost)
            numbers = "1 number was" if many == 1 else f"{many:,} numbers were"
            return f"{numbers} dropped: {self._samples[lost[0]].both} beside the others; {_SET}"
        if len(self._all.proofs) > 1:
            return f"numbers are written with both decimal marks, each was read as it stands; {_SET}"
        if self._all.proofs or not marks:
            return ""
        (kind, mark), *_ = marks.items()
        role = "decimal" if kind[0] == mark else "thousands separator"
        name = _NAMES[kind[0]]
        role = f"decimal {name}" if role == "decimal" else role
        asked = "" if self.whole else f"{_ASK}{_OTHER[mark]}"
        return f"the {name} in numbers like 1{kind[0]}234 was read as a {role}{asked}"

    def read(self, value: object) -> float | None:
        """The number in a cell, None when it is none (words, percent signs, two signs, infinity) or when it
        could be read in two ways."""
        if isinstance(value, bool) or value is None:
            return None
        if isinstance(value, int | float | Decimal):
            return _finite(value)
        cell = spelling(value)
        if cell is None:
            return None
        mark = self._mark_of(cell)
        return _finite(cell.value(mark)) if mark else None

    def fault(self, value: object) -> str:
        """Why ``read`` gives nothing for a cell."""
        cell = spelling(value) if isinstance(value, str) else None
        if cell is None:
            return "not a number"
        if not self._mark_of(cell):
            return f"{cell.both} beside the other numbers of the column; {_SET}"
        if self.mark and cell.proves and cell.proves != self.mark:
            return f"written with a decimal {_NAMES[cell.proves]}, which --set decimal={self.mark} rules out"
        return "not a number"


def _kind(cell: Spelling) -> tuple[str, str, bool]:
    """What tells how an unclear cell is read: its separator, its currency, whether it ends in 0."""
    return cell.unclear, cell.currency, cell.digits.endswith("0")


def _finite(value: object) -> float | None:
    try:
        number = float(value)  # type: ignore[arg-type]
    except (ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None
