"""Use case: the account review. Who is at risk or ripe to grow, and what is on record of each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from foundation.clock import Clock, SystemClock
from foundation.errors import SettingsError
from foundation.progress import Progress, silent
from playbooks.account_brief import AccountBrief
from reports.account_page import PastRun, ReviewPage
from reports.document import Report
from reports.masking import MaskRules, masked
from reports.review import ReviewFacts, build_review
from reports.words import Said, Text, money, number, share
from workspace.brief import brief_of
from workspace.report_names import known_names
from workspace.store import feedback_views
from workspace.tools.session import Session
from workspace.workspace import Workspace

if TYPE_CHECKING:
    from workspace.churn import RiskLine

_CLOCK = SystemClock()
_LOW = ("critical", "at risk")
DEFAULT_PAGES = 5


def review_view(
    workspace: Workspace,
    pages: int = DEFAULT_PAGES,
    mask: bool = False,
    progress: Progress = silent,
    clock: Clock = _CLOCK,
) -> Report:
    """The review with at most ``pages`` accounts of each kind. Raises SettingsError without accounts or revenue."""
    session = Session(workspace, clock)
    session.need_accounts()
    if not session.book.has_revenue:
        raise SettingsError("there is no revenue data", hint="Import it: nrr import subscriptions FILE.")
    risky, ripe = _at_risk(session), _ripe(session)
    chosen = [*risky[:pages], *ripe[:pages]]
    made = []
    for at, (account, why) in enumerate(chosen):
        progress("reading accounts", at, len(chosen))
        made.append(page_for(session, account, why))
    first = len(risky[:pages])
    report = build_review(
        ReviewFacts(
            company=workspace.settings.company.name,
            currency=session.currency,
            as_of=session.day,
            generated=session.clock.now(),
            at_risk=tuple(made[:first]),
            ripe=tuple(made[first:]),
            at_risk_in_all=len(risky),
            ripe_in_all=len(ripe),
        )
    )
    if not mask:
        return report
    return masked(report, MaskRules(workspace.settings.report.min_accounts, known_names(workspace)))


def page_for(session: Session, account: str, why: Text) -> ReviewPage:
    """What is on record of one account."""
    brief = brief_of(session, account)
    return ReviewPage(brief, why, _past(session, account), texts_of(session, brief))


def texts_of(session: Session, brief: AccountBrief) -> dict[str, tuple[str, ...]]:
    """The stored texts of every item that the brief quotes, by item."""
    quotes = [quote for theme in brief.themes for quote in theme.quotes]
    return stored_texts(session, (one.item for one in (*quotes, *brief.loose, *brief.words.all)))


def stored_texts(session: Session, items: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The stored texts of ``items``; one that is not there has none."""
    found = {}
    with session.workspace.store().read() as connection:
        for item in sorted(set(items)):
            held = feedback_views.item(connection, item)
            found[item] = tuple(part.text for part in held.parts) if held else ()
    return found


def _at_risk(session: Session) -> list[tuple[str, Text]]:
    """Accounts in a low band or flagged by their risk, the most ARR at risk first; poor fits are left to go."""
    settings = session.workspace.settings.churn
    flag = settings.flag_probability if session.risks.calibrated else settings.flag_from
    found = []
    for line in session.risk_lines:
        held = session.scored.lines.get(line.account_id)
        low = held is not None and held.band in _LOW
        if "poor fit" not in line.marks and (low or (line.risk or 0.0) >= flag):
            found.append((line.account_id, _why(session, line)))
    return found


def why_listed(session: Session, account: str) -> Text:
    """How an account stands, as the list says it."""
    line = next((one for one in session.risk_lines if one.account_id == account), None)
    return ("asked for by name",) if line is None else _why(session, line)


def _why(session: Session, line: RiskLine) -> Text:
    """In which band it is and how likely it leaves."""
    held = session.scored.lines.get(line.account_id)
    health: Text = (
        ("health ", number(held.score, 1, f"health:{line.account_id}@{session.day}"), f", {held.band}; ")
        if held is not None and held.score is not None
        else ()
    )
    if line.risk is None:
        return (*health, "no risk is known")
    risk = (
        share(line.risk, line.figure(session.day), 0)
        if session.risks.calibrated
        else number(line.risk, 2, line.figure(session.day))
    )
    worth = money(line.arr_at_risk, session.currency)
    named = " risk of leaving, " if session.risks.calibrated else " risk points of 1, "
    return (*health, risk, named, worth, " of ARR at risk")


def _ripe(session: Session) -> list[tuple[str, Text]]:
    board = session.growth
    if board is None:
        return []
    return [
        (lead.account, (Said("; ".join(f"{one.family.value}: {one.why}" for one in lead.triggers[:2])),))
        for lead in board.leads
    ]


def _past(session: Session, account: str) -> tuple[PastRun, ...]:
    """The plays that were run there by the day, the latest first."""
    found = []
    for row in session.book.plays.to_dict("records"):
        if str(row["account"]) == account and row["started"].date() <= session.day:
            ended = row["ended"]
            last = None if ended is None or ended != ended else ended.date()
            found.append(PastRun(str(row["play"]), row["started"].date(), last))
    return tuple(sorted(found, key=lambda one: (one.started, one.play), reverse=True))
