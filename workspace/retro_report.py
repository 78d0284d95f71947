"""Use case: the page of one account, or its retrospective where it has left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from foundation.clock import Clock, SystemClock
from reports.document import Report
from reports.masking import MaskRules, masked
from reports.retro import RetroFacts, build_retro
from reports.review import ReviewFacts, build_review
from workspace.report_names import known_names
from workspace.review import page_for, why_listed
from workspace.search import resolve_account
from workspace.tools.session import Session

if TYPE_CHECKING:
    from workspace.workspace import Workspace

_CLOCK = SystemClock()


def one_account_view(workspace: Workspace, wanted: str, mask: bool = False, clock: Clock = _CLOCK) -> Report:
    """The review of one account by id or name; of one that has left, its retrospective. Raises SettingsError for an
    unknown one."""
    session = Session(workspace, clock)
    session.need_accounts()
    account = session.counting(resolve_account(session.names, wanted.strip()))
    report = _retro(session, account) if account in session.departures else _page(session, account)
    if not mask:
        return report
    return masked(report, MaskRules(workspace.settings.report.min_accounts, known_names(workspace)))


def _retro(session: Session, account: str) -> Report:
    from foundation.errors import SettingsError
    from workspace.churn_past import retro_view

    view = retro_view(session.workspace, account, session.day)
    if view.opened is None:
        raise SettingsError(f"{session.name(account)} has no retrospective", hint="See: nrr churn retro.")
    return build_retro(
        RetroFacts(
            company=session.workspace.settings.company.name,
            currency=session.currency,
            as_of=view.as_of,
            generated=session.clock.now(),
            name=session.name(account),
            opened=view.opened,
            flag_days=view.flag_days,
            flag_from=view.flag_from,
        )
    )


def _page(session: Session, account: str) -> Report:
    """A review of one page."""
    page = page_for(session, account, why_listed(session, account))
    return build_review(
        ReviewFacts(
            company=session.workspace.settings.company.name,
            currency=session.currency,
            as_of=session.day,
            generated=session.clock.now(),
            at_risk=(),
            ripe=(),
            at_risk_in_all=0,
            ripe_in_all=0,
            asked=(page,),
        )
    )
