"""Figures of a theme that stand beside its revenue: what it does to NPS, and how it looks in a part of the book."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NpsImpact:
    """The month's NPS (-100 to 100) over ``answers`` answers, and what it would be ``without`` the ``in_theme``
    of them that have words in the theme."""

    score: float
    without: float
    answers: int
    in_theme: int

    @property
    def points(self) -> float:
        """What the theme adds to the score: below 0 where it pulls it down."""
        return self.score - self.without


@dataclass(frozen=True, slots=True)
class CutFigures:
    """A theme's month among the accounts of one segment or tier; each account's ARR counts once."""

    name: str
    accounts: int
    statements: int
    arr: float
    arr_at_risk: float
