"""Where a figure comes from: its formula over named inputs, and the rows of the account book it rests on.

Every figure that a command of this room prints has an id and an explanation, so that a reader can open it down
to the rows and compute it again. The id is ``family:subject``, such as ``nrr:2026-10`` or
``health:TF-0002@2026-10-31``.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Input:
    """A number that goes into a formula under ``name``; ``figure`` is its own id where it can be opened too."""

    name: str
    value: float
    unit: str = ""
    figure: str = ""


@dataclass(frozen=True, slots=True, order=True)
class RowKey:
    """A stored row: the kind of its table (``accounts.tables``, or ``feedback``), and its key's values in the
    order of that table's key; of feedback the item's id."""

    kind: str
    key: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """One figure opened. ``formula`` is arithmetic over the names of ``inputs``; computing it gives ``value``.
    ``rows`` are sorted. ``words`` says what the figure means in a sentence or two."""

    figure: str
    title: str
    value: float | None
    unit: str
    formula: str
    inputs: tuple[Input, ...]
    rows: tuple[RowKey, ...]
    words: str = ""
