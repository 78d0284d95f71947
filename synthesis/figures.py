"""The figures of a month: what a theme weighs, how it moves, who was heard, and what is in no theme."""

from __future__ import annotations

from dataclasses import dataclass

from foundation.months import Month


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


@dataclass(frozen=True, slots=True)
class Component:
    """One term of the priority formula: ``value`` in its own unit, ``score`` 0-1, ``weight`` normalised."""

    name: str
    value: float
    score: float
    weight: float


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """One month of a theme: statements, distinct accounts, and its share of that month's statements.

    ``level`` is the share as it would be if every month had heard the window's mix of sources; ``low`` and
    ``high`` are its 80 % interval, in which the statements of one account count as one voice."""

    month: Month
    statements: int
    accounts: int
    share: float
    level: float = 0.0
    low: float = 0.0
    high: float = 1.0


@dataclass(frozen=True, slots=True)
class AccountShare:
    """An account behind a theme: its ARR at the month's end, and its statements in the theme that month."""

    account_id: str
    arr: float
    statements: int


@dataclass(frozen=True, slots=True)
class ThemeWeights:
    """The month's figures of one theme. Amounts are ARR in the workspace's currency.

    ``arr`` counts each account once; ``arr_split`` shares an account's ARR over the themes it raised, so that
    the splits of all themes and of the unclustered add up to the ARR heard from. ``growth`` is the change of
    the theme's rate of statements against the three months before, at equal sources (0.5 = half as much again),
    with its 80 % interval.
    ``copies`` are statements beyond ``statements`` that repeat one of the same account in nearly equal words.
    ``nps`` is None with too few answers to say. ``by_segment`` and ``by_tier`` hold the cuts that accounts with
    a segment or tier raised it in, most ARR first.
    """

    statements: int
    accounts: int
    arr: float
    arr_split: float
    arr_at_risk: float
    arr_at_risk_interval: tuple[float, float]
    largest_account_share: float
    severity: float
    growth: float | None
    priority: float
    components: tuple[Component, ...]
    trend: tuple[TrendPoint, ...]
    top_accounts: tuple[AccountShare, ...]
    copies: int = 0
    nps: NpsImpact | None = None
    by_segment: tuple[CutFigures, ...] = ()
    by_tier: tuple[CutFigures, ...] = ()
    growth_interval: tuple[float, float] | None = None

    @property
    def few_accounts(self) -> bool:
        """Whether so few accounts are behind it that its amounts are little more than an example."""
        return 0 < self.accounts < 3


@dataclass(frozen=True, slots=True)
class Coverage:
    """Who was heard this month: accounts and ARR of active accounts with at least one statement. ``copies`` are
    statements beyond ``statements`` that repeat one of the same account in equal or nearly equal words;
    ``echoes`` are the ids of such statements of the whole window, None in runs that did not note them.
    ``nps`` is the month's score over ``answers`` answers, None with too few."""

    accounts: int
    accounts_total: int
    arr: float
    arr_total: float
    statements: int
    statements_without_account: int
    copies: int = 0
    echoes: tuple[str, ...] | None = None
    nps: float | None = None
    answers: int = 0

    @property
    def accounts_share(self) -> float:
        return self.accounts / self.accounts_total if self.accounts_total else 0.0

    @property
    def arr_share(self) -> float:
        return self.arr / self.arr_total if self.arr_total else 0.0


@dataclass(frozen=True, slots=True)
class Unclustered:
    """What belongs to no theme this month. ``arr`` is the split ARR that only unclustered words carry;
    ``arr_share`` is its share of the ARR heard from. ``loudest``: the ten of its ``accounts`` that said most."""

    statements: int
    share: float
    arr: float
    arr_share: float
    reasons: dict[str, int]
    loudest: tuple[AccountShare, ...]
    accounts: int = 0
