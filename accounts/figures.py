"""The values that the account room hands on: revenue metrics with their movements, and account risk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from foundation.months import Month


class MovementKind(StrEnum):
    """What happened to an account's MRR between the end of the month before and the month's end."""

    EXPANSION = "expansion"
    CONTRACTION = "contraction"
    CHURN = "churn"
    NEW = "new"
    REACTIVATION = "reactivation"


@dataclass(frozen=True, slots=True)
class Movement:
    """One account's change of MRR in a month; ``change`` = ``after`` - ``before``, all in MRR."""

    account_id: str
    kind: MovementKind
    before: float
    after: float

    @property
    def change(self) -> float:
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Retention:
    """Ratios of a period, None where the cohort at its start has no MRR.

    ``nrr`` = (start + expansion - contraction - churn) / start; ``grr`` = (start - contraction - churn) /
    start; ``logo_retention`` = accounts kept / accounts at start. Only accounts with MRR > 0 at start count.
    """

    nrr: float | None
    grr: float | None
    logo_retention: float | None


@dataclass(frozen=True, slots=True)
class RevenueMetrics:
    """Revenue of a month in MRR: start + expansion - contraction - churn + new + reactivation = end.

    ``start_mrr`` is the MRR at the end of the month before. ``accounts`` pay at the month's end.
    ``movements`` lists every account that changed, largest loss first, ties by id.
    """

    month: Month
    currency: str
    start_mrr: float
    expansion: float
    contraction: float
    churn: float
    new_mrr: float
    reactivation: float
    end_mrr: float
    accounts: int
    retention: Retention
    trailing_12: Retention
    movements: tuple[Movement, ...]


class FeedbackSignal(NamedTuple):
    """What scoring needs to know of one feedback item. ``score`` is 0-10 for NPS, else None; ``csat`` 1-5, else
    None. ``changed`` is the day of its latest version: a ticket that is solved was solved by then, and open
    until then. ``reopened`` is the day on which a solved ticket was first seen open again."""

    account_id: str
    day: date
    source: str
    score: float | None = None
    priority: str = ""
    status: str = ""
    csat: float | None = None
    changed: date | None = None
    reopened: date | None = None
    item: str = ""


class SaidSignal(NamedTuple):
    """One statement of a customer: ``kind`` is complaint, request, question or praise, ``severity`` 0-1;
    ``theme`` is the name of the theme that holds it, empty where none does; ``item`` is where it was said."""

    account_id: str
    day: date
    kind: str
    severity: float
    item: str
    theme: str = ""


@dataclass(frozen=True, slots=True)
class RiskDriver:
    """One part of a risk: ``effect`` is its share of the risk points, ``why`` says it in words."""

    name: str
    effect: float
    why: str


@dataclass(frozen=True, slots=True)
class AccountRisk:
    """Risk of losing an account, 0-1. The scorecard is transparent and not calibrated: a share of risk
    points, not a probability. ``coverage`` is the share of signal weight that had data, 0-1."""

    account_id: str
    risk: float
    method: str
    calibrated: bool
    coverage: float
    drivers: tuple[RiskDriver, ...]
