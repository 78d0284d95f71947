"""The sections of a brief on how an account stands: what it pays, health, risk, growth, people, onboarding."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from foundation.errors import SettingsError
from playbooks.account_brief import (
    BriefContacts,
    BriefDeparture,
    BriefExpansion,
    BriefHealth,
    BriefPerson,
    BriefRisk,
    BriefSignal,
)
from workspace.coverage import figure as coverage_figure
from workspace.health import figure as health_figure
from workspace.health import opened_health
from workspace.tools.account import AccountFacts
from workspace.tools.session import Session

if TYPE_CHECKING:
    from accounts.addressees import Addressee

_DRIVERS = 3


def health_now(session: Session, account: str) -> BriefHealth | None:
    """Health on the day; None for one that has no line."""
    if account not in session.scored.lines:
        return None
    with session.workspace.store().read() as connection:
        view = opened_health(session.workspace, connection, session.scored, account)
    line = view.line
    return BriefHealth(
        line.score,
        line.band,
        line.coverage,
        line.trend_30,
        line.trend_90,
        tuple(BriefSignal(one.name.replace("_", " "), one.score, one.costs, one.why) for one in view.signals),
        health_figure(account, session.day),
    )


def risk_now(session: Session, account: str) -> BriefRisk | None:
    """Risk of leaving; None for one that is not scored."""
    from workspace.churn import opened_account

    if session.arr.get(account, 0.0) <= 0:
        return None
    view = opened_account(session.workspace, session.churn_book, session.risks, account)
    drivers = view.opened.drivers if view.opened else ()
    return BriefRisk(
        view.line.risk,
        view.calibrated,
        view.horizon_days,
        view.line.arr_at_risk,
        tuple(one.why.replace("_", " ") for one in drivers if one.effect > 0)[:_DRIVERS],
        view.line.marks,
        view.why_not,
        view.line.figure(session.day),
    )


def growth_now(session: Session, account: str, unknown: list[str]) -> BriefExpansion | None:
    """Whether it may grow; None where that cannot be judged, which ``unknown`` is told."""
    try:
        board = session.growth
    except SettingsError as error:
        unknown.append(f"signs of expansion: {error.what}")
        return None
    lead = board.lead(account) if board else None
    if lead is None:
        return BriefExpansion("none", (), (), "", "")
    return BriefExpansion(
        "held back" if lead.reasons else "lead",
        tuple(f"{one.family.value}: {one.why}" for one in lead.triggers),
        lead.reasons,
        lead.estimate.words
        if lead.estimate.mrr is None
        else f"about {lead.estimate.mrr:,.0f} {session.currency} a month",
        f"expansion:{account}@{session.day}",
    )


def arr_before(session: Session, facts: AccountFacts) -> float | None:
    """What one that left paid in the month before; None where it pays, and where it paid nothing."""
    left = session.departures.get(facts.account.id) if facts.gone else None
    return 12 * left.mrr if left and left.mrr else None


def arr_figure(session: Session, facts: AccountFacts) -> str:
    known = facts.arr is not None or arr_before(session, facts) is not None
    return session.arr_figure(facts.account.id) if known else ""


def departure_of(session: Session, facts: AccountFacts) -> BriefDeparture | None:
    """That it left; None for one that is here."""
    if not facts.gone:
        return None
    own, left = facts.account, session.departures.get(facts.account.id)
    return BriefDeparture(left.day if left else own.churned, own.churn_reason, own.fit)


def contacts_known(session: Session, facts: AccountFacts) -> BriefContacts | None:
    """Who is known there; None where no contact is on record."""
    held = facts.coverage
    if held is None or not session.coverage.contacts:
        return None
    return BriefContacts(
        held.contacts,
        held.filled,
        held.champions,
        held.gaps or _empty_cells(held.levels, held.functions),
        tuple((one.name, one.left) for one in held.left),
        held.last_executive_contact,
        coverage_figure(facts.account.id, session.day),
    )


def person(one: Addressee | None) -> BriefPerson | None:
    """Somebody to write to."""
    return None if one is None else BriefPerson(one.name, one.email, one.function)


def _empty_cells(levels: Mapping[str, int], functions: Mapping[str, int]) -> tuple[str, ...]:
    """Levels and functions at which nobody is known."""
    people = [f"no {name}" for name, number in levels.items() if not number]
    return (*people, *(f"nobody in {name}" for name, number in functions.items() if not number))


def onboarding_now(facts: AccountFacts) -> str:
    """Where its onboarding stands; empty where it is done or not recorded."""
    held = facts.onboarding
    if held is None or held.stage.value not in ("on track", "late", "stalled"):
        return ""
    return f"{held.stage.value}: {held.why}." + (
        f" What helps: {held.intervention}." if held.intervention else ""
    )


def milestone_late(facts: AccountFacts) -> str:
    """The milestone of its onboarding that is late; empty without one."""
    held = facts.onboarding
    return held.next or "" if held is not None and held.stage.value in ("late", "stalled") else ""
