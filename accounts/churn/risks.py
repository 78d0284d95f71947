"""The churn risk of every account at a day, by the method that has earned it.

The model speaks where it beats the scorecard on the book's own past (``accounts.churn.validation``); its risk is
the calibrated probability of leaving within the horizon in a way that might be saved. Otherwise the scorecard
speaks, and says that it is not calibrated. Poor fit, failed payments and Tier 1 are marked, never mixed in.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from accounts.book import AccountBook
from accounts.churn.learned import Kept, learned
from accounts.churn.learning import past_rows
from accounts.churn.model import ChurnModel, fit
from accounts.churn.outcomes import Outcomes, outcomes
from accounts.churn.snapshots import aligned, snapshot
from accounts.churn.table import FeatureTable, Floats
from accounts.churn.validation import Validation
from accounts.figures import AccountRisk, RiskDriver
from accounts.scorecard.scores import RiskScores, risk_scores
from accounts.scorecard.signal_columns import SignalColumns
from foundation.churn_settings import ChurnSettings

_SHOWN_DRIVERS = 6


@dataclass(frozen=True, slots=True, eq=False)
class ChurnRisks:
    """Risk 0-1 of all accounts in the book's order, NaN where none can be given; ``validation`` says by which
    method and why. ``opened`` names the drivers of one."""

    accounts: tuple[str, ...]
    as_of: date
    risk: Floats
    validation: Validation
    scorecard: RiskScores
    outcomes: Outcomes
    model: ChurnModel | None = None
    features: FeatureTable | None = None

    @property
    def method(self) -> str:
        return "scorecard" if self.model is None else "model"

    @property
    def calibrated(self) -> bool:
        return self.model is not None

    def by_account(self) -> dict[str, float]:
        """The risk of those that have one."""
        known = np.flatnonzero(~np.isnan(self.risk))
        return dict(zip((self.accounts[at] for at in known), self.risk[known].tolist(), strict=True))

    def opened(self, at: int) -> AccountRisk:
        """The risk of the account at a position that has one, with its drivers. By the scorecard an effect is a
        share of the risk points; by the model it is in log odds against the average account."""
        card = self.scorecard.opened(at)
        if self.model is None or self.features is None:
            return card
        one = self.features.take(np.array([at], dtype=np.int64))
        found = self.model.drivers(one, _SHOWN_DRIVERS)[0]
        drivers = tuple(RiskDriver(effect.name, effect.effect, effect.why) for effect in found)
        return AccountRisk(self.accounts[at], float(self.risk[at]), "model", True, card.coverage, drivers)


def churn_risks(
    book: AccountBook,
    signals: SignalColumns,
    as_of: date,
    settings: ChurnSettings,
    kept: Kept | None = None,
) -> ChurnRisks:
    """Everyone's risk at ``as_of`` from what was known by then. The slow part is learning, in seconds: a book of
    any size is learned from at most 12,000 account-months, once where ``kept`` keeps it."""
    card = risk_scores(book, signals, as_of)
    found = outcomes(book, as_of, settings.reasons)
    past = past_rows(book, signals, as_of, settings.horizon_days, settings.reasons)
    taught = learned(past, settings, kept)
    if past is None or taught.choice is None:
        return ChurnRisks(card.accounts, as_of, card.risk, taught.validation, card, found)
    model = fit(past.table, past.left, past.account, taught.choice)
    features = aligned(snapshot(book, signals, found.started, as_of), past.table)
    risk = np.full(len(card.accounts), np.nan)
    scored = np.flatnonzero(~np.isnan(card.risk))
    risk[scored] = np.round(model.predict(features.take(scored)), 6)
    return ChurnRisks(card.accounts, as_of, risk, taught.validation, card, found, model, features)
