"""Which column of a table of text says who left, and with which word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foundation.errors import SettingsError

_TARGETS = (
    "churn",
    "churned",
    "exited",
    "attrition",
    "attrition_flag",
    "is_churn",
    "churn_flag",
    "left",
    "target",
)
_POSITIVE = ("yes", "true", "1", "1.0", "y", "t", "churned", "churn", "left", "exited", "attrited customer")
_BLANK = frozenset({"", "na", "n/a", "nan", "null", "?"})
_LISTED = 6


@dataclass(frozen=True, slots=True)
class TargetWords:
    """The ``column`` of the outcome and its ``positive`` value; empty: to be found by their usual names."""

    column: str = ""
    positive: str = ""


def outcome_of(
    columns: Mapping[str, Sequence[str]], words: TargetWords
) -> tuple[str, NDArray[np.bool_], NDArray[np.bool_]]:
    """The outcome's column, who left among the rows where it is known, and which rows those are.

    Raises SettingsError where the column or the value is not to be found, or all rows have one outcome.
    """
    name = words.column or _named(tuple(columns))
    if name not in columns:
        raise SettingsError(f"there is no column {name!r}", hint=f"The table has: {', '.join(columns)}.")
    cells = np.array([cell.strip() for cell in columns[name]], dtype=np.str_)
    kept = np.array([cell.casefold() not in _BLANK for cell in cells.tolist()], dtype=np.bool_)
    folded = np.array([cell.casefold() for cell in cells[kept].tolist()], dtype=np.str_)
    values = sorted({cell.casefold(): cell for cell in cells[kept].tolist()[::-1]}.values())
    outcome = folded == _value(values, words.positive, name).casefold()
    if not outcome.any() or outcome.all():
        held = f"every row of {name!r} says {values[0]!r}" if values else f"{name!r} is empty"
        raise SettingsError(f"{held}: there is nothing to tell apart", hint="Both outcomes must occur.")
    return name, np.asarray(outcome), kept


def _named(names: Sequence[str]) -> str:
    folded = {name.strip().casefold().replace(" ", "_"): name for name in names}
    exact = [folded[word] for word in _TARGETS if word in folded]
    near = [name for plain, name in folded.items() if "churn" in plain]
    if exact or len(near) == 1:
        return (exact or near)[0]
    raise SettingsError(
        "no column is named as the outcome", hint=f"Name it with --target. The table has: {', '.join(names)}."
    )


def _same_number(value: str, wanted: str) -> bool:
    """Whether two texts write one number, as 1 and 1.0 do."""
    try:
        return float(value) == float(wanted)
    except ValueError:
        return False


def _value(values: Sequence[str], wanted: str, column: str) -> str:
    listed = ", ".join(repr(value) for value in values[:_LISTED]) + (", ..." if len(values) > _LISTED else "")
    if wanted:
        same = [value for value in values if value.casefold() == wanted.strip().casefold()]
        same = same or [value for value in values if _same_number(value, wanted)]
        if same:
            return same[0]
        raise SettingsError(f"{column!r} never holds {wanted!r}", hint=f"It holds: {listed}.")
    known = [value for word in _POSITIVE for value in values if value.casefold() == word]
    if known and len(values) <= 2:
        return known[0]
    if len(values) == 1:
        return ""
    raise SettingsError(
        f"which value of {column!r} says that a customer left is not clear",
        hint=f"Name it with --positive. It holds: {listed}.",
    )
