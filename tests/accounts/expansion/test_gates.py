"""Expansion gates: each reason in its words, and the state of things on the day."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from accounts.expansion.inputs import ExpansionInputs, OpenTheme, RiskOf, Ticket
from tests.accounts.expansion import books


@pytest.mark.parametrize(
    ("score", "said"),
    [
        (64.0, "health 64 < 70"),
        (69.9, "health 69.9 < 70"),
        (69.96, "health 69.96 < 70"),
        (None, "health is not known: not enough data"),
    ],
)
def test_health_under_70_or_unknown_holds_back(score: float | None, said: str) -> None:
    board = books.run(books.book(usage=books.AT_LIMIT), ExpansionInputs(health={"A": (score, "")}))
    assert board.leads == ()
    assert board.suppressed[0].reasons == (said,)


def test_an_account_without_health_is_held_back_and_70_is_enough() -> None:
    assert books.run(books.book(usage=books.AT_LIMIT), ExpansionInputs(health={})).leads == ()
    assert (
        len(
            books.run(
                books.book(usage=books.AT_LIMIT), ExpansionInputs(health={"A": (70.0, "healthy")})
            ).leads
        )
        == 1
    )


@pytest.mark.parametrize(
    ("risk", "calibrated", "said"),
    [
        (0.58, True, "churn risk 58 % >= 30 %"),
        (0.30, True, "churn risk 30 % >= 30 %"),
        (0.2999, True, ""),
        (0.39, False, ""),
        (0.44, False, "churn risk 44 of 100 points >= 40 (scorecard, not calibrated)"),
    ],
)
def test_a_high_churn_risk_holds_back_by_the_threshold_of_its_method(
    risk: float, calibrated: bool, said: str
) -> None:
    inputs = replace(books.WELL, risk=RiskOf({"A": risk}, calibrated))
    board = books.run(books.book(usage=books.AT_LIMIT), inputs)
    assert [lead.reasons for lead in board.suppressed] == ([(said,)] if said else [])
    assert [lead.risk for lead in (*board.leads, *board.suppressed)] == [risk]


def test_the_risk_thresholds_are_settings_and_a_reason_shows_that_it_is_over() -> None:
    inputs = replace(books.WELL, risk=RiskOf({"A": 0.306}, calibrated=True))
    held = books.run(books.book(usage=books.AT_LIMIT), inputs, risk_from=0.305)
    assert held.suppressed[0].reasons == ("churn risk 31 % >= 30.5 %",)
    exact = replace(books.WELL, risk=RiskOf({"A": 0.3051}, calibrated=True))
    held = books.run(books.book(usage=books.AT_LIMIT), exact, risk_from=0.305)
    assert held.suppressed[0].reasons == ("churn risk 31 % >= 30.5 %",)
    low = replace(books.WELL, risk=RiskOf({"A": 0.3049}, calibrated=True))
    assert books.run(books.book(usage=books.AT_LIMIT), low, risk_from=0.305).suppressed == ()


def test_without_a_known_risk_nothing_is_gated_and_it_is_said() -> None:
    inputs = replace(books.WELL, risk=RiskOf({"B": 0.1}, calibrated=True))
    lead = books.only(books.run(books.book(usage=books.AT_LIMIT), inputs))
    assert (lead.reasons, lead.risk) == ((), None)
    assert lead.notes == ("its churn risk is not known, so it holds nobody back",)


def test_an_open_theme_a_critical_ticket_a_stalled_onboarding_hold_back() -> None:
    theme = OpenTheme("A", "Exports time out", 2, "i9", books.AS_OF - timedelta(days=3))
    ticket = Ticket(
        "A", "t1", books.AS_OF - timedelta(days=5), "Urgent", "open", books.AS_OF - timedelta(days=5)
    )
    inputs = replace(books.WELL, themes=(theme,), tickets=(ticket,), stalled={"A": "first value"})
    assert books.run(books.book(usage=books.AT_LIMIT), inputs).suppressed[0].reasons == (
        "open Tier 1 theme “Exports time out” (no. 2), complained of on 2026-10-28",
        "open urgent ticket of 2026-10-26 (item t1)",
        "onboarding has stalled before first value",
    )


@pytest.mark.parametrize(
    ("priority", "status", "updated", "held"),
    [
        ("urgent", "open", -5, True),
        ("urgent", "reopened", -5, True),
        ("urgent", "closed", -5, False),
        ("urgent", "closed", 3, True),
        ("normal", "open", -5, False),
        ("P1", "pending", -5, True),
    ],
)
def test_a_ticket_is_as_it_was_on_the_day(priority: str, status: str, updated: int, held: bool) -> None:
    day = books.AS_OF - timedelta(days=6)
    ticket = Ticket("A", "t1", day, priority, status, books.AS_OF + timedelta(days=updated))
    board = books.run(books.book(usage=books.AT_LIMIT), replace(books.WELL, tickets=(ticket,)))
    assert bool(board.suppressed) is held
    if held and updated > 0:
        assert board.suppressed[0].reasons[0].endswith("was last changed after 2026-10-31; it counts as open")


def test_a_save_play_that_runs_holds_back_and_a_finished_or_other_one_does_not() -> None:
    plays = [
        {"account": "A", "play": "Executive save (Q4)", "started": books.ago(20)},
        {"account": "B", "play": "renewal at risk", "started": books.ago(60), "ended": books.ago(0)},
        {"account": "C", "play": "advocacy", "started": books.ago(5)},
    ]
    usage = [row for name in "ABC" for row in books.usage("exports", 99, 99, 99, 99, account=name)]
    board = books.run(books.book(usage=usage, plays=plays))
    assert [lead.account for lead in board.leads] == ["B", "C"]
    assert board.suppressed[0].reasons == ("within the save play “Executive save (Q4)” since 2026-10-11",)
    then = books.run(books.book(usage=usage, plays=plays), as_of=books.AS_OF - timedelta(days=1))
    assert {lead.account for lead in then.suppressed} == {"A", "B"}


def test_poor_fit_do_not_contact_and_overdue_payment_hold_back_and_a_near_renewal_is_noted() -> None:
    accounts: list[books.Row] = [
        {"id": "A", "name": "A", "fit": "poor", "status": "do not contact"},
        {"id": "B", "name": "B", "status": "past due"},
        {"id": "C", "name": "C", "fit": "good", "status": "active", "renewal": "2026-12-01"},
    ]
    usage = [row for name in "ABC" for row in books.usage("exports", 99, 99, 99, 99, account=name)]
    board = books.run(books.book(accounts=accounts, usage=usage))
    assert {lead.account: lead.reasons for lead in board.suppressed} == {
        "A": ("fit is poor", "status is do not contact: no selling"),
        "B": ("status is past due: billing comes first",),
    }
    assert books.only(board).notes == ("renewal in 31 days: one talk for both",)


def test_who_does_not_pay_or_has_left_is_nobody_to_grow() -> None:
    accounts: list[books.Row] = [
        {"id": "A", "name": "A", "churned": books.AS_OF.isoformat()},
        {"id": "B", "name": "B"},
    ]
    subscriptions = [{"account": "A", "started": "2025-01-01", "mrr": 10}]
    usage = [row for name in "AB" for row in books.usage("exports", 99, 99, 99, 99, account=name)]
    board = books.run(books.book(accounts=accounts, subscriptions=subscriptions, usage=usage))
    assert (board.leads, board.suppressed) == ((), ())
