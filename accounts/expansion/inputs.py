"""What the search for expansion takes in from outside the book, and what it says of each account.

Keeps the rule that what cannot be known is said to be so (``NotJudged``): a rule without data is no rule that
found nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from accounts.expansion.plans import PlanTable
from accounts.explanation import Input, RowKey

HealthOf = Mapping[str, tuple[float | None, str]]
"""By account: its score of 0-100, None without enough data, and its band."""


@dataclass(frozen=True, slots=True)
class RiskOf:
    """Churn risk 0-1 by account, absent where none is known: the probability of leaving within the horizon where
    ``calibrated``, else a share of the scorecard's points."""

    of: Mapping[str, float] = field(default_factory=dict)
    calibrated: bool = False


class Family(StrEnum):
    """The five kinds of reason to grow, the most pressing first."""

    USAGE = "usage"
    FEATURE = "feature"
    TEAM = "team"
    STAKEHOLDER = "stakeholder"
    MILESTONE = "milestone"


@dataclass(frozen=True, slots=True, order=True)
class Trigger:
    """One reason: ``rule`` of its family, ``subject`` what it is about (a metric, a feature), ``amount`` its size
    (a share of the limit, a growth; 0 where it has none), ``wanted`` how much of the subject would do, ``limit``
    how much there is (0 where that means nothing), ``target`` the plan that holds it."""

    account: str
    family: Family
    rule: str
    subject: str
    why: str
    rows: tuple[RowKey, ...] = ()
    amount: float = 0.0
    wanted: float = 0.0
    limit: float = 0.0
    target: str = ""


@dataclass(frozen=True, slots=True, order=True)
class NotJudged:
    """A rule that the data cannot carry, and why."""

    family: Family
    rule: str
    reason: str


ASKING = frozenset({"request", "question"})
PRAISE = frozenset({"praise"})
TELLING = ASKING | PRAISE
"""The kinds of statements that rules for growth look at."""


class Said(NamedTuple):
    """One statement of a customer: ``kind`` is complaint, request, question or praise."""

    account: str
    day: date
    item: str
    kind: str
    text: str


class OpenTheme(NamedTuple):
    """A complaint that an account made in one of the month's first themes, which is not resolved."""

    account: str
    label: str
    place: int
    item: str
    day: date


@dataclass(frozen=True, slots=True, order=True)
class Ticket:
    """A ticket with the priority and status that it has now; ``updated`` is the day it got them."""

    account: str
    item: str
    day: date
    priority: str
    status: str
    updated: date


@dataclass(frozen=True, slots=True)
class ExpansionInputs:
    """``health`` and ``risk`` are input of the gates. ``stalled``: the milestone that accounts stall before.
    ``first_seen``: the day on which contacts (account, e-mail, name) are known to have come into the book;
    those that came with the
    first import are absent. ``later_contacts``: whether any import after the first can tell new contacts."""

    health: HealthOf
    risk: RiskOf = field(default_factory=RiskOf)
    said: tuple[Said, ...] = ()
    themes: tuple[OpenTheme, ...] = ()
    tickets: tuple[Ticket, ...] = ()
    stalled: Mapping[str, str] = field(default_factory=dict)
    first_seen: Mapping[tuple[str, str, str], date] = field(default_factory=dict)
    later_contacts: bool = False
    plans: PlanTable | None = None


@dataclass(frozen=True, slots=True)
class Estimate:
    """What an account would pay more a month, None where that cannot be said: then ``words`` says why.
    ``formula`` is arithmetic over ``inputs``; ``plan`` the plan it would move to, "" where it stays."""

    mrr: float | None
    words: str
    formula: str = ""
    inputs: tuple[Input, ...] = ()
    plan: str = ""


@dataclass(frozen=True, slots=True)
class Lead:
    """An account with its triggers, by family. ``reasons``: why it is held back, empty for a lead that may be
    followed; ``notes``: what to mind. ``risk`` is 0-1 by the inputs' method.
    ``trigger``: the one that ``estimate`` and ``play`` come from."""

    account: str
    mrr: float
    plan: str
    health: float | None
    risk: float | None
    triggers: tuple[Trigger, ...]
    trigger: Trigger
    estimate: Estimate
    reasons: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def families(self) -> tuple[str, ...]:
        """Names of its families, the most pressing first."""
        found = {trigger.family for trigger in self.triggers}
        return tuple(family.value for family in Family if family in found)


@dataclass(frozen=True, slots=True)
class ExpansionBoard:
    """``leads`` by estimated MRR, largest first, those without an estimate last; ``suppressed`` alike."""

    as_of: date
    leads: tuple[Lead, ...]
    suppressed: tuple[Lead, ...]
    not_judged: tuple[NotJudged, ...]

    def lead(self, account: str) -> Lead | None:
        """The account's lead, held back or not; None without any trigger."""
        return next((one for one in (*self.leads, *self.suppressed) if one.account == account), None)
