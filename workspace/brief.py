"""Use case: an account on one page. It is complete without a model; whatever a model writes is made of this value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from foundation.clock import Clock, SystemClock
from foundation.errors import SettingsError
from foundation.months import Month
from playbooks.account_brief import (
    AccountBrief,
    BriefContacts,
    BriefDeparture,
    BriefExpansion,
    BriefFeedback,
    BriefHealth,
    BriefOpening,
    BriefPerson,
    BriefPlay,
    BriefRisk,
    BriefSignal,
    BriefTheme,
    BriefUse,
)
from workspace.brief_questions import questions_for, tells
from workspace.brief_words import loose_of, promises_of, quote_of, words_of
from workspace.coverage import figure as coverage_figure
from workspace.due_plays import due_plays
from workspace.health import figure as health_figure
from workspace.health import opened_health
from workspace.mended import mended_for
from workspace.search import resolve_account
from workspace.tools.account import AccountFacts, AccountTheme, facts_of
from workspace.tools.session import Session
from workspace.whole_files import write_whole
from workspace.workspace import Workspace

if TYPE_CHECKING:
    from accounts.addressees import Addressee

_CLOCK = SystemClock()
_THEMES = 4
_QUOTES = 2
_FEW_THEMES = 2
_DRIVERS = 3


def account_brief(workspace: Workspace, wanted: str, clock: Clock = _CLOCK) -> AccountBrief:
    """The brief of an account by id or name. Raises SettingsError with near names for an unknown one."""
    return brief_named(Session(workspace, clock), wanted)


def brief_named(session: Session, wanted: str) -> AccountBrief:
    """The brief of an account by id or name, of a session that serves what comes after too. Raises as
    ``account_brief``."""
    session.need_accounts()
    return brief_of(session, session.counting(resolve_account(session.names, wanted.strip())))


def brief_of(session: Session, account: str) -> AccountBrief:
    """The brief of an account by id, in a session that may have read the book before."""
    if account not in session.accounts:
        raise SettingsError(
            f"of {session.name(account)} no row of the book can be used", hint="See: nrr accounts --problems."
        )
    from accounts.addressees import addressees

    facts = facts_of(session, account)
    people = addressees(session.book, account, session.day, session.workspace.settings.coverage)
    own, pays = facts.account, facts.arr is not None
    unknown: list[str] = []
    before = _arr_before(session, facts)
    health = _health(session, account) if pays else None
    risk = _risk(session, account) if pays else None
    grown = _expansion(session, account, unknown) if pays else None
    return AccountBrief(
        account=account,
        name=own.name,
        as_of=session.day,
        currency=session.currency,
        tier=facts.tier,
        segment=own.segment.strip(),
        industry=own.industry.strip(),
        owner=own.owner,
        executive_sponsor=own.executive_sponsor,
        started=own.started,
        arr=facts.arr,
        arr_year_ago=facts.arr_year_ago,
        arr_year_ago_figure=""
        if facts.arr_year_ago is None
        else f"arr:{account}@{Month.of(session.day).plus(-12)}",
        arr_before=before,
        arr_figure=_arr_figure(session, facts),
        renewal=own.renewal,
        days_to_renewal=facts.days_to_renewal,
        departure=_departure(session, facts),
        health=health,
        risk=risk,
        feedback=_feedback(facts),
        themes=_themes(facts),
        loose=loose_of(session, facts),
        contacts=_contacts(session, facts),
        use=tuple(BriefUse(line.metric, line.now, line.change, line.of_limit) for line in facts.usage),
        unused=facts.unused,
        onboarding=_onboarding(facts),
        expansion=grown,
        promises=promises_of(facts),
        plays=tuple(
            BriefPlay(one.play, one.owner, one.due, one.reason) for one in due_plays(session, account)
        )
        if pays
        else (),
        questions=questions_for(facts, session.day),
        unknown=(*unknown, *_unknown(session, facts)),
        changed=mended_for(session, account),
        champion=_person(people.champion),
        executive=_person(people.executive),
        words=words_of(session, facts),
        milestone=_milestone(facts),
    )


def write_brief(brief: AccountBrief, path: Path, opening: BriefOpening | None = None) -> Path:
    """Write the page to ``path``, which ends in .md. Raises SettingsError for another ending."""
    from reports.brief_markdown import brief_markdown

    if path.suffix.lower() != ".md":
        raise SettingsError(
            f"cannot write a brief as {path.suffix or 'a file without suffix'!r}", hint="Use .md."
        )
    return write_whole(path, brief_markdown(brief, opening), "the brief")


def _health(session: Session, account: str) -> BriefHealth | None:
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


def _risk(session: Session, account: str) -> BriefRisk | None:
    from workspace.churn import opened_account

    if account not in {one.account_id for one in session.risk_lines}:
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


def _expansion(session: Session, account: str, unknown: list[str]) -> BriefExpansion | None:
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


def _feedback(facts: AccountFacts) -> BriefFeedback:
    tickets = facts.open_tickets
    return BriefFeedback(
        facts.items,
        dict(sorted(Counter(one.kind.value for one in facts.said).items())),
        facts.last_heard,
        facts.heard,
        facts.answers,
        len(tickets),
        tickets[0].day if tickets else None,
    )


def _arr_before(session: Session, facts: AccountFacts) -> float | None:
    """What one that left paid in the month before; None where it pays, and where it paid nothing."""
    left = session.departures.get(facts.account.id) if facts.gone else None
    return 12 * left.mrr if left and left.mrr else None


def _arr_figure(session: Session, facts: AccountFacts) -> str:
    known = facts.arr is not None or _arr_before(session, facts) is not None
    return session.arr_figure(facts.account.id) if known else ""


def _departure(session: Session, facts: AccountFacts) -> BriefDeparture | None:
    if not facts.gone:
        return None
    own, left = facts.account, session.departures.get(facts.account.id)
    return BriefDeparture(left.day if left else own.churned, own.churn_reason, own.fit)


def _themes(facts: AccountFacts) -> tuple[BriefTheme, ...]:
    quotes = _QUOTES if len(facts.themes) <= _FEW_THEMES else 1
    return tuple(_theme(one, quotes) for one in facts.themes[:_THEMES])


def _theme(one: AccountTheme, quotes: int) -> BriefTheme:
    theme = one.theme
    heard = theme.weights.accounts
    own = (
        any(Month.of(said.day) == theme.weights.trend[-1].month for said in one.said)
        if theme.weights.trend
        else False
    )
    return BriefTheme(
        theme.theme.id[:8],
        theme.theme.label,
        theme.theme.kind.value,
        theme.status.value,
        len(one.said),
        max(heard - own, 0),
        tuple(quote_of(said) for said in sorted(one.said, key=tells, reverse=True)[:quotes]),
    )


def _contacts(session: Session, facts: AccountFacts) -> BriefContacts | None:
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


def _person(one: Addressee | None) -> BriefPerson | None:
    return None if one is None else BriefPerson(one.name, one.email, one.function)


def _empty_cells(levels: Mapping[str, int], functions: Mapping[str, int]) -> tuple[str, ...]:
    """Levels and functions at which nobody is known."""
    people = [f"no {name}" for name, number in levels.items() if not number]
    return (*people, *(f"nobody in {name}" for name, number in functions.items() if not number))


def _onboarding(facts: AccountFacts) -> str:
    held = facts.onboarding
    if held is None or held.stage.value not in ("on track", "late", "stalled"):
        return ""
    return f"{held.stage.value}: {held.why}." + (
        f" What helps: {held.intervention}." if held.intervention else ""
    )


def _milestone(facts: AccountFacts) -> str:
    held = facts.onboarding
    return held.next or "" if held is not None and held.stage.value in ("late", "stalled") else ""


def _unknown(session: Session, facts: AccountFacts) -> list[str]:
    lines = []
    if not session.months:
        lines.append("what it says: nothing is synthesized yet (nrr synthesize)")
    elif not facts.said:
        window = session.window()
        lines.append(f"what it says: no statement of it from {window[0].title} to {window[-1].title}")
    else:
        lines.append(f"what it said before {session.window()[0].title}")
    if not facts.usage:
        lines.append("how it uses the product: no reading of it in the last 180 days")
    if (facts.coverage is None and not facts.gone) or not session.coverage.contacts:
        lines.append("whom we know there: no contact is on record")
    if not session.book.has_revenue:
        lines.append("what it pays: no revenue is imported")
    return lines
