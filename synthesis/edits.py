"""What people change of the themes, as values that outlive every refit.

Groups have no ids when they are found anew, so an edit holds anchors of each theme it speaks of: the statements
nearest its centre when the edit was made, and that centre. How edits stand to one another is told by
``edit_order``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from synthesis.themes import Vectors

MOST_ANCHORS = 50


class Operation(StrEnum):
    """What an edit does."""

    RENAME = "rename"
    HIDE = "hide"
    RESOLVE = "resolve"
    MERGE = "merge"
    SPLIT = "split"
    PIN = "pin"
    NEVER_MERGE = "never-merge"
    MOVE = "move"


@dataclass(frozen=True, slots=True)
class Anchor:
    """By what a theme is found again: up to fifty statement ids nearest its centre, nearest first, and the
    centre, of unit length and made by ``model`` (both empty where there is none)."""

    theme_id: str
    statements: tuple[str, ...] = ()
    centroid: tuple[float, ...] = ()
    model: str = ""

    @classmethod
    def of(cls, theme_id: str, members: Sequence[str], centroid: Vectors | None, model: str) -> Anchor:
        """The anchor of a theme whose ``members`` come nearest first."""
        numbers = () if centroid is None else tuple(round(float(one), 5) for one in centroid)
        return cls(theme_id, tuple(members[:MOST_ANCHORS]), numbers, model)

    def vector(self, model: str) -> Vectors | None:
        """The centre as float32 of unit length; None where another model made it."""
        if self.model != model or not self.centroid:
            return None
        return unit(np.array(self.centroid, dtype=np.float64))


@dataclass(frozen=True, slots=True)
class Rename:
    """The theme is called ``label``."""

    label: str


@dataclass(frozen=True, slots=True)
class Hide:
    """The theme leaves all lists; its count and ARR are stated as hidden."""


@dataclass(frozen=True, slots=True)
class Resolve:
    """What the theme is about is mended since ``on``."""

    on: date


@dataclass(frozen=True, slots=True)
class Merge:
    """The theme ``gone`` is part of the theme ``kept``."""

    gone: Anchor
    kept: Anchor


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a split: the id it has from now on, and the words that tell it from the others, if any."""

    anchor: Anchor
    words: str = ""


@dataclass(frozen=True, slots=True)
class Split:
    """The theme is really these; the first keeps its id."""

    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Pin:
    """A theme that is tracked whether anybody speaks of it or not. ``phrases``: a statement that holds all the
    words of one belongs to it; ``examples`` are the ids of statements that do, and their mean."""

    label: str
    phrases: tuple[str, ...]
    examples: Anchor


@dataclass(frozen=True, slots=True)
class NeverMerge:
    """These two stay apart."""

    one: Anchor
    other: Anchor


@dataclass(frozen=True, slots=True)
class Move:
    """One statement belongs to another theme, or (``to`` None) to none. ``statement`` is empty once it was
    erased; the edit then does nothing."""

    statement: str
    to: Anchor | None


Change = Rename | Hide | Resolve | Merge | Split | Pin | NeverMerge | Move

CHANGES: dict[Operation, type[Change]] = {
    Operation.RENAME: Rename,
    Operation.HIDE: Hide,
    Operation.RESOLVE: Resolve,
    Operation.MERGE: Merge,
    Operation.SPLIT: Split,
    Operation.PIN: Pin,
    Operation.NEVER_MERGE: NeverMerge,
    Operation.MOVE: Move,
}
_OPERATIONS = {change: operation for operation, change in CHANGES.items()}


@dataclass(frozen=True, slots=True)
class Edit:
    """One change, numbered in the order in which they were made. ``theme_id`` is the theme it was made on: of a
    merge the one that stays, of a pin the new one, of a statement moved out the one it left. Times in UTC."""

    number: int
    at: datetime
    theme_id: str
    change: Change
    undone_at: datetime | None = None

    @property
    def operation(self) -> Operation:
        return _OPERATIONS[type(self.change)]

    @property
    def stands(self) -> bool:
        return self.undone_at is None

    @property
    def is_structural(self) -> bool:
        """Whether it moves statements, so that a month has to be run again to show it."""
        return not isinstance(self.change, (Rename, Hide, Resolve))


def standing(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """Those that were not undone, in the order in which they were made."""
    return tuple(sorted((edit for edit in edits if edit.stands), key=lambda edit: edit.number))


def structural(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """Those that stand and that a refit replays."""
    return tuple(edit for edit in standing(edits) if edit.is_structural)


def phrases_of(edits: Iterable[Edit]) -> tuple[str, ...]:
    """Every phrase that a replay needs the vector of, sorted."""
    found: set[str] = set()
    for edit in edits:
        if isinstance(edit.change, Pin):
            found.update(edit.change.phrases)
        elif isinstance(edit.change, Split):
            found.update(part.words for part in edit.change.parts if part.words)
    return tuple(sorted(found))


def anchored(change: Change, anew: Callable[[Anchor], Anchor]) -> Change:
    """The same change, each of its anchors made anew."""
    if isinstance(change, Merge):
        return Merge(anew(change.gone), anew(change.kept))
    if isinstance(change, NeverMerge):
        return NeverMerge(anew(change.one), anew(change.other))
    if isinstance(change, Split):
        return Split(tuple(replace(part, anchor=anew(part.anchor)) for part in change.parts))
    if isinstance(change, Pin):
        return replace(change, examples=anew(change.examples))
    if isinstance(change, Move) and change.to is not None:
        return replace(change, to=anew(change.to))
    return change


def unit(row: NDArray[np.float64]) -> Vectors:
    """``row`` at length one, as float32; zeros stay zeros."""
    norm = float(np.sqrt((row * row).sum()))
    return (row / norm if norm else row).astype(np.float32)
