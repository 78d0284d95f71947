"""What a status and a fit mean in anyone's words, read alike by everything that asks."""

from __future__ import annotations

from datetime import date

import pytest

from accounts.churn.outcomes import outcomes
from accounts.scorecard.components import commercial_scores
from accounts.state_words import is_poor_fit, payment_is_overdue
from tests.accounts.health.books import book

_POOR = (
    "poor",
    "Poor fit",
    "poor_fit",
    "bad",
    "no",
    "low",
    "weak",
    "out",
    "none",
    "not ICP",
    "False",
    "No fit",
)
_POOR_TOO = ("not a fit", "not a good fit", "outside our ICP", "misfit", "non-ICP", "schlecht", "mauvais")
_FITS = (
    "",
    "good",
    "strong",
    "yes",
    "true",
    "ICP",
    "not bad",
    "no concerns",
    "core",
    "Badenia pilot",
    "high",
)
_LATE = (
    "past due",
    "past_due",
    "Past-Due",
    "overdue",
    "unpaid",
    "delinquent",
    "payment failed",
    "in arrears",
)
_LATE_TOO = ("dunning", "card declined", "failed payment", "überfällig", "impayé", "active, invoice overdue")
_PAID = (
    "",
    "active",
    "paid",
    "not overdue",
    "no payment overdue",
    "no payment is overdue",
    "trial",
    "churned",
)


@pytest.mark.parametrize("fit", [*_POOR, *_POOR_TOO])
def test_a_poor_fit_is_one_in_many_words(fit: str) -> None:
    assert is_poor_fit(fit)


@pytest.mark.parametrize("fit", _FITS)
def test_any_other_fit_is_none(fit: str) -> None:
    assert not is_poor_fit(fit)


@pytest.mark.parametrize("status", [*_LATE, *_LATE_TOO])
def test_a_late_payment_is_one_in_many_words(status: str) -> None:
    assert payment_is_overdue(status)


@pytest.mark.parametrize("status", _PAID)
def test_any_other_status_is_none(status: str) -> None:
    assert not payment_is_overdue(status)


def test_churn_and_the_scorecard_say_the_same_of_every_account() -> None:
    fits, statuses = (*_POOR, *_POOR_TOO, *_FITS), (*_LATE, *_LATE_TOO, *_PAID)
    rows: dict[str, dict[str, object]] = {
        f"A{at:02}": {"fit": fits[at % len(fits)], "status": statuses[at % len(statuses)]} for at in range(40)
    }
    held = book(rows)
    poor = outcomes(held, date(2026, 5, 31)).poor_fit
    commercial = commercial_scores(held, date(2026, 5, 31))
    for at, account in enumerate(held.account_ids()):
        own = rows[account]
        assert bool(poor[at]) is is_poor_fit(str(own["fit"])), own
        assert ("status is" in commercial.why(at)) is payment_is_overdue(str(own["status"])), own
