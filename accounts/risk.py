"""A transparent scorecard for the risk of losing an account, 0-1, marked as not calibrated.

    risk = sum(weight x score) / sum(weight of the components that have data)

    usage 30         mean change of the account's metrics, each the mean reading of the last 90 days against
                     the 90 before, cut to -100 %..+100 %; score = drop / 50 %, at most 1. Needs 2 readings
                     before; a metric that falls silent while the book's readings go on counts as -100 %.
                     Metrics that count logins are left out: volume of visits says nothing of value.
    engagement 25    the larger of silence and mood. Silence: days since the last feedback / the account's
                     median gap of the last year (at least 14 days, from 3 days with feedback); score 0 at 2
                     gaps, 1 at 6. Mood: (9 - mean NPS of the last 180 days) / 9.
    support 20       tickets of the last 90 days: 0.5 x volume + 0.3 x urgent + 0.2 x open. Volume: 0 at the
                     book's median, 1 at four times it; urgent and open: twice the share (count / (tickets
                     + 2)) above the book's median share. Needs a ticket ever.
    relationship 15  1 - (1 - a)(1 - b)(1 - c): a = contacts who left within 180 days (0.5 for one, 1 for two
                     or a champion); b = 0.3 with a single champion or a single contact, 0.4 with none;
                     c = days since the last contact: 0 at 30, 1 at 180. Needs a contact.
    commercial 10    1 - (1 - a)(1 - b)(1 - c): a = 0.4 with the renewal within 90 days; b = twice the share
                     of MRR lost in 6 months; c = 1 with a status of overdue payment. Needs renewal, status or
                     6 months of revenue.

Missing components are left out and the rest weighs more; ``coverage`` says how much was there. An account for
which there is nothing but commercial data is not scored at all: a contract alone says nothing of its risk.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from accounts.book import AccountBook
from accounts.figures import AccountRisk, FeedbackSignal, RiskDriver
from accounts.revenue import arr_by_account
from accounts.risk_components import (
    Component,
    commercial_scores,
    relationship_scores,
    usage_scores,
)
from accounts.risk_feedback import engagement_scores, support_scores
from foundation.months import Month

WEIGHTS: dict[str, float] = {
    "usage": 30.0,
    "engagement": 25.0,
    "support": 20.0,
    "relationship": 15.0,
    "commercial": 10.0,
}


def score_risk(book: AccountBook, signals: Sequence[FeedbackSignal], as_of: date) -> dict[str, AccountRisk]:
    """Risk of each account paying at ``as_of``, by id; accounts without any signal are absent.

    Paying means MRR at the end of ``as_of``'s month, as everywhere. What happened after ``as_of`` is not
    looked at. Drivers come largest first; their effects add up to 1 where the risk is above 0.
    """
    paying = tuple(sorted(arr_by_account(book, Month.of(as_of))))
    seen = sorted(
        (signal for signal in signals if signal.day <= as_of),
        key=lambda signal: (signal.account_id, signal.day, signal.source, signal.priority, signal.status),
    )
    components: dict[str, Mapping[str, Component]] = {
        "usage": usage_scores(book, as_of),
        "engagement": engagement_scores(seen, as_of),
        "support": support_scores(seen, paying, as_of),
        "relationship": relationship_scores(book, as_of),
        "commercial": commercial_scores(book, as_of),
    }
    result: dict[str, AccountRisk] = {}
    for account in paying:
        found = {name: scores[account] for name, scores in components.items() if account in scores}
        if found.keys() - {"commercial"}:
            result[account] = _combine(account, found)
    return result


def _combine(account: str, found: Mapping[str, Component]) -> AccountRisk:
    present = sum(WEIGHTS[name] for name in found)
    points = {name: WEIGHTS[name] * component.score for name, component in found.items()}
    total = sum(points.values())
    drivers = [
        RiskDriver(name, points[name] / total, component.why)
        for name, component in found.items()
        if points[name] > 0
    ]
    drivers.sort(key=lambda driver: (-driver.effect, driver.name))
    return AccountRisk(
        account_id=account,
        risk=round(total / present, 6),
        method="scorecard",
        calibrated=False,
        coverage=present / sum(WEIGHTS.values()),
        drivers=tuple(drivers),
    )
