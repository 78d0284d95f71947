"""A table of features: numbers and categories with gaps, one row a customer (or a customer at a day).

Keeps the rule that what cannot bear on the outcome, or gives it away, is left out by name and with its reason.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Texts = NDArray[np.str_]

_MISSING = frozenset({"", "na", "n/a", "#n/a", "nan", "null", "nil", "?", "-", "--", "nat", "<na>"})
_NUMBER = re.compile(r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?")
_GROUPED = re.compile(r"[-+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_SIGNS = re.compile(r"^[\s$€£]+|[\s%$€£]+$")
_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ].*)?")
_OF_ONE_KIND = 0.95
_ID_NAME = re.compile(
    r"(?:^|[^a-z])(?:id|uuid|guid|key|no|number|code|row|index)$|[a-z]I[dD]$|^unnamed", re.ASCII
)
_GIVES_AWAY = 0.995
_ENOUGH_TO_TELL = 10


@dataclass(frozen=True, slots=True, eq=False)
class Feature:
    """One column. A numeric one has ``numbers`` (NaN where missing), another ``texts`` ('' where missing);
    ``unit`` is ``%`` for shares and changes, ``day`` for dates, which are kept as days since 1970."""

    name: str
    numbers: Floats | None = None
    texts: Texts | None = None
    unit: str = ""

    @property
    def numeric(self) -> bool:
        return self.numbers is not None

    def take(self, rows: Ints) -> Feature:
        """The same column of some rows, in their order."""
        numbers = None if self.numbers is None else self.numbers[rows]
        texts = None if self.texts is None else self.texts[rows]
        return Feature(self.name, numbers, texts, self.unit)

    def missing(self) -> NDArray[np.bool_]:
        """Where nothing is known."""
        if self.numbers is not None:
            return np.asarray(np.isnan(self.numbers))
        return np.asarray(self.texts == "")

    def told(self, row: int) -> str:
        """The value of one row in words."""
        if self.missing()[row]:
            return "unknown"
        if self.numbers is None:
            return "" if self.texts is None else str(self.texts[row])
        value = float(self.numbers[row])
        if self.unit == "day":
            return str(np.datetime64(int(value), "D"))
        if self.unit == "%":
            return f"{round(value)} %"
        return f"{value:,.4g}" if abs(value) < 1000 else f"{value:,.0f}"


@dataclass(frozen=True, slots=True, eq=False)
class FeatureTable:
    """Columns of ``rows`` rows."""

    rows: int
    features: tuple[Feature, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(feature.name for feature in self.features)

    def take(self, rows: Ints) -> FeatureTable:
        """Some rows, in the order given; a row may come more than once."""
        return FeatureTable(len(rows), tuple(feature.take(rows) for feature in self.features))


@dataclass(frozen=True, slots=True, eq=False)
class ReadTable:
    """A table read from text: what can be learned from, and why other columns were ``left_out``."""

    table: FeatureTable
    left_out: Mapping[str, str]


def read_table(columns: Mapping[str, Sequence[str]], outcome: NDArray[np.bool_]) -> ReadTable:
    """Columns of text as features: numbers and ISO dates where nearly all cells are such, else categories.

    Left out: columns of one value, names of single rows (ids), free text, and columns that give the outcome
    away, as a date of leaving or its reason does. A column of the same content as an earlier one counts once.
    """
    features: list[Feature] = []
    left_out: dict[str, str] = {}
    seen: dict[bytes, str] = {}
    for name, cells in columns.items():
        feature = _feature(name, cells)
        reason = _unfit(feature, cells, outcome)
        content = feature.numbers if feature.numbers is not None else feature.texts
        twin = seen.setdefault(b"" if content is None else content.tobytes(), name)
        if not reason and twin != name:
            reason = f"the same as {twin}"
        if reason:
            left_out[name] = reason
        else:
            features.append(feature)
    return ReadTable(FeatureTable(len(outcome), tuple(features)), left_out)


def _feature(name: str, cells: Sequence[str]) -> Feature:
    texts = np.array([_known(cell) for cell in cells], dtype=np.str_)
    present = texts[texts != ""]
    counts = Counter(present.tolist())
    total = len(present)
    numbers = {text: number for text in counts if (number := _number(text)) is not None}
    if total and sum(counts[text] for text in numbers) >= _OF_ONE_KIND * total:
        return Feature(name, numbers=np.array([numbers.get(text, np.nan) for text in texts.tolist()]))
    days = {text: day for text in counts if (day := _day(text)) is not None}
    if total and sum(counts[text] for text in days) >= _OF_ONE_KIND * total:
        return Feature(
            name, numbers=np.array([days.get(text, np.nan) for text in texts.tolist()]), unit="day"
        )
    return Feature(name, texts=texts)


def _known(cell: str) -> str:
    text = cell.strip()
    return "" if text.casefold() in _MISSING else text


def _number(text: str) -> float | None:
    bare = _SIGNS.sub("", text)
    if _GROUPED.fullmatch(bare):
        bare = bare.replace(",", "")
    return float(bare) if _NUMBER.fullmatch(bare) and np.isfinite(float(bare)) else None


def _day(text: str) -> float | None:
    match = _DAY.fullmatch(text)
    if match is None:
        return None
    try:
        return float(np.datetime64(match[1], "D").astype(np.int64))
    except ValueError:
        return None


def _unfit(feature: Feature, cells: Sequence[str], outcome: NDArray[np.bool_]) -> str:
    known = ~feature.missing()
    total = int(known.sum())
    distinct = len(
        np.unique(feature.numbers[known] if feature.numbers is not None else _texts(feature)[known])
    )
    if distinct == 0:
        return "empty"
    if distinct == 1 and total == len(cells):
        return "one value in every row"
    if feature.numeric:
        values = _texts(feature)[known] if feature.numbers is None else feature.numbers[known]
        whole = bool(np.all(values == np.floor(values))) if feature.numbers is not None else False
        named = _ID_NAME.search(feature.name) is not None and distinct > 0.5 * total
        counted = whole and distinct == total == len(cells) and _counts_up(np.asarray(feature.numbers))
        if feature.unit != "day" and whole and (named or counted):
            return "names single rows"
    elif distinct > 0.5 * total and total > _ENOUGH_TO_TELL:
        return "names single rows, or is free text"
    if _tells(feature, outcome) >= _GIVES_AWAY:
        return "gives the outcome away"
    return ""


def _texts(feature: Feature) -> Texts:
    return np.array([], dtype=np.str_) if feature.texts is None else feature.texts


def _counts_up(values: Floats) -> bool:
    """Whether the values are a running number: all the numbers of a range, in whatever order."""
    return float(values.max() - values.min()) == len(values) - 1 and len(values) > _ENOUGH_TO_TELL


def _tells(feature: Feature, outcome: NDArray[np.bool_]) -> float:
    """How well the column alone parts the outcomes: the larger area under the curve of its values and of its
    being known at all; a category stands for its share of the outcome, where it holds enough rows to tell."""
    from sklearn.metrics import roc_auc_score

    if min(outcome.sum(), (~outcome).sum()) < _ENOUGH_TO_TELL:
        return 0.0
    scores: list[Floats] = [feature.missing().astype(np.float64)]
    if feature.numbers is not None:
        scores.append(np.nan_to_num(feature.numbers, nan=float(np.nanmedian(feature.numbers))))
    else:
        _, code, count = np.unique(_texts(feature), return_inverse=True, return_counts=True)
        share = np.bincount(code, weights=outcome) / count
        overall = float(outcome.mean())
        scores.append(np.where(count >= _ENOUGH_TO_TELL, share, overall)[code])
    areas = [float(roc_auc_score(outcome, score)) for score in scores]
    return max(max(area, 1 - area) for area in areas)
