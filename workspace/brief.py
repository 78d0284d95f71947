"""Use case: an account on one page. It is complete without a model; whatever a model writes is made of this value."""

from __future__ import annotations

from pathlib import Path

from foundation.clock import Clock, SystemClock
from foundation.errors import SettingsError
from foundation.months import Month
from playbooks.account_brief import AccountBrief, BriefOpening, BriefPlay, BriefUse
from workspace.brief_questions import questions_for
from workspace.brief_standing import (
    arr_before,
    arr_figure,
    contacts_known,
    departure_of,
    growth_now,
    health_now,
    milestone_late,
    onboarding_now,
    person,
    risk_now,
)
from workspace.brief_words import (
    feedback_heard,
    outside_themes,
    promises_owed,
    promises_spoken_of,
    quoted,
    themes_spoken_of,
)
from workspace.due_plays import due_plays
from workspace.mended import MendedThemes
from workspace.no_contact import addresses_of
from workspace.play_words import words_of
from workspace.promises import LedgerQuery, ledger_of
from workspace.search import resolve_account
from workspace.tools.account import AccountFacts, facts_of
from workspace.tools.session import Session
from workspace.whole_files import write_whole
from workspace.workspace import Workspace

_CLOCK = SystemClock()


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
    settings, unwanted = session.workspace.settings, addresses_of(session.not_contacted)
    people = addressees(session.book, account, session.day, settings.coverage, unwanted)
    own, pays = facts.account, facts.arr is not None
    unknown: list[str] = []
    before = arr_before(session, facts)
    held = ledger_of(session.workspace, session.day, LedgerQuery(account=account))
    health = health_now(session, account) if pays else None
    risk = risk_now(session, account) if pays else None
    grown = growth_now(session, account, unknown) if pays else None
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
        arr_figure=arr_figure(session, facts),
        renewal=own.renewal,
        days_to_renewal=facts.days_to_renewal,
        departure=departure_of(session, facts),
        health=health,
        risk=risk,
        feedback=feedback_heard(session, facts),
        themes=themes_spoken_of(session, facts),
        loose=tuple(quoted(one) for one in outside_themes(session, facts)),
        contacts=contacts_known(session, facts),
        use=tuple(BriefUse(line.metric, line.now, line.change, line.of_limit) for line in facts.usage),
        unused=facts.unused,
        onboarding=onboarding_now(facts),
        expansion=grown,
        promises=promises_spoken_of(facts),
        plays=tuple(
            BriefPlay(one.play, one.owner, one.due, one.reason) for one in due_plays(session, account)
        )
        if pays
        else (),
        questions=questions_for(facts, session.day),
        unknown=(*unknown, *_unknown(session, facts)),
        changed=MendedThemes(session).changed_for(account),
        words=words_of(session, facts),
        milestone=milestone_late(facts),
        champion=person(people.champion),
        executive=person(people.executive),
        owed=promises_owed(held),
        owed_undated=held.undated,
    )


def write_brief(brief: AccountBrief, path: Path, opening: BriefOpening | None = None) -> Path:
    """Write the page to ``path``, which ends in .md. Raises SettingsError for another ending."""
    from reports.brief_markdown import brief_markdown

    if path.suffix.lower() != ".md":
        raise SettingsError(
            f"cannot write a brief as {path.suffix or 'a file without suffix'!r}", hint="Use .md."
        )
    return write_whole(path, brief_markdown(brief, opening), "the brief")


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
