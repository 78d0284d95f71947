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
from dataclasses import dataclass
from datetime import date

import numpy as np

from accounts.book import AccountBook
from accounts.figures import AccountRisk, FeedbackSignal, RiskDriver
from accounts.revenue.mrr import mrr_history
from accounts.scorecard.components import Component, commercial_scores, relationship_scores, usage_scores
from accounts.scorecard.feedback import engagement_scores, support_scores
from accounts.scorecard.signal_columns import Floats, SignalColumns
from foundation.months import Month

WEIGHTS: dict[str, float] = {
    "usage": 30.0,
    "engagement": 25.0,
    "support": 20.0,
    "relationship": 15.0,
    "commercial": 10.0,
}


@dataclass(frozen=True, slots=True, eq=False)
class RiskScores:
    """The scorecard of all accounts in the book's order.

    ``risk`` 0-1 and ``coverage`` 0-1 are NaN for accounts that are not scored; ``components`` by name.
    """

    accounts: tuple[str, ...]
    risk: Floats
    coverage: Floats
    components: Mapping[str, Component]

    def by_account(self) -> dict[str, float]:
        """The risk of those that are scored."""
        scored = np.flatnonzero(~np.isnan(self.risk))
        return dict(zip((self.accounts[index] for index in scored), self.risk[scored].tolist(), strict=True))

    def weights_of(self, index: int) -> dict[str, float]:
        """The weights of the components that have data of the account at a position."""
        return {
            name: WEIGHTS[name]
            for name, component in self.components.items()
            if not np.isnan(component.scores[index])
        }

    def opened(self, index: int) -> AccountRisk:
        """The risk of the scored account at a position, with its drivers in words, largest first; their effects
        add up to 1 where the risk is above 0."""
        points = {
            name: weight * float(self.components[name].scores[index])
            for name, weight in self.weights_of(index).items()
        }
        total = sum(points.values())
        drivers = [
            RiskDriver(name, value / total, self.components[name].why(index))
            for name, value in points.items()
            if value > 0
        ]
        drivers.sort(key=lambda driver: (-driver.effect, driver.name))
        return AccountRisk(
            account_id=self.accounts[index],
            risk=float(self.risk[index]),
            method="scorecard",
            calibrated=False,
            coverage=float(self.coverage[index]),
            drivers=tuple(drivers),
        )


def risk_scores(
    book: AccountBook, signals: SignalColumns, as_of: date, looking_back: bool = False
) -> RiskScores:
    """The scorecard of each account paying at ``as_of`` that has any signal, all at once.

    Paying means MRR at the end of ``as_of``'s month, as everywhere. What happened after ``as_of`` is not
    looked at. ``looking_back``: see ``accounts.scorecard.components``.
    """
    paying = mrr_history(book, [Month.of(as_of)]).values[:, 0] > 0
    seen = signals.until(as_of)
    components = {
        "usage": usage_scores(book, as_of),
        "engagement": engagement_scores(seen, as_of),
        "support": support_scores(seen, paying, as_of, looking_back),
        "relationship": relationship_scores(book, as_of, looking_back),
        "commercial": commercial_scores(book, as_of, looking_back),
    }
    weights = np.array([WEIGHTS[name] for name in components])
    scores = np.column_stack([component.scores for component in components.values()])
    present = (~np.isnan(scores)) @ weights
    speaking = (~np.isnan(scores[:, :-1])).any(axis=1)
    scored = paying & speaking
    risk = np.round(np.nan_to_num(scores) @ weights / np.where(scored, present, 1.0), 6)
    return RiskScores(
        accounts=book.account_ids(),
        risk=np.where(scored, risk, np.nan),
        coverage=np.where(scored, present / sum(WEIGHTS.values()), np.nan),
        components=components,
    )


def score_risk(book: AccountBook, signals: Sequence[FeedbackSignal], as_of: date) -> dict[str, AccountRisk]:
    """``risk_scores`` with the drivers of every scored account in words, by id; for books of which all is shown."""
    found = risk_scores(book, SignalColumns.of(signals, book.account_ids()), as_of)
    return {
        found.accounts[index]: found.opened(int(index)) for index in np.flatnonzero(~np.isnan(found.risk))
    }
