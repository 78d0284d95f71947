"""The risk scorecard: each component by its formula, what is missing, and what is not looked at."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from accounts.book import AccountBook
from accounts.figures import AccountRisk, FeedbackSignal
from accounts.scorecard.scores import score_risk

AS_OF = date(2026, 5, 31)
Row = dict[str, object]


def _score(
    signals: list[FeedbackSignal] | None = None, accounts: dict[str, Row] | None = None, **tables: list[Row]
) -> dict[str, AccountRisk]:
    known = accounts or {"A": {}}
    rows: list[Row] = [{"id": one, "name": one, **more} for one, more in known.items()]
    subscriptions: list[Row] = [{"account": one, "started": "2026-01-01", "mrr": 100} for one in known]
    book = AccountBook.from_rows({"accounts": rows, "subscriptions": subscriptions, **tables}, "USD")
    return score_risk(book, signals or [], AS_OF)


def _ago(days: int) -> date:
    return AS_OF - timedelta(days=days)


def _usage(metric: str, before: float, after: float | None, account: str = "A") -> list[Row]:
    rows: list[Row] = [
        {"account": account, "date": _ago(days), "metric": metric, "value": before} for days in (100, 130)
    ]
    if after is not None:
        rows.append({"account": account, "date": _ago(10), "metric": metric, "value": after})
    return rows


def test_nothing_known_is_absent_and_a_contract_alone_scores_nothing() -> None:
    assert _score(accounts={"A": {"renewal": "2026-06-15", "status": "past due"}}) == {}


def test_half_the_usage_gone_is_full_points() -> None:
    risk = _score(usage=_usage("exports", 100, 50))["A"]
    assert (risk.risk, risk.method, risk.calibrated, risk.coverage) == (1.0, "scorecard", False, 0.3)
    assert risk.drivers[0].why == "usage changed by -50% over 90 days, most of all exports -50%"
    assert risk.drivers[0].effect == 1.0


def test_rising_usage_and_logins_are_no_risk() -> None:
    rows = _usage("exports", 100, 130) + _usage("weekly logins", 100, 1)
    assert _score(usage=rows)["A"].risk == 0


def test_usage_that_falls_silent_while_others_report_counts_as_gone() -> None:
    rows = _usage("exports", 100, None) + _usage("exports", 100, 100, "B")
    risks = _score(accounts={"A": {}, "B": {}}, usage=rows)
    assert (risks["A"].risk, risks["B"].risk) == (1.0, 0.0)
    assert _score(usage=_usage("exports", 100, None)) == {}


def test_silence_is_measured_against_the_accounts_own_habit() -> None:
    often = [FeedbackSignal("A", _ago(days), "call") for days in (200, 190, 180, 170, 160, 150)]
    rarely = [FeedbackSignal("B", _ago(days), "call") for days in (350, 250, 150)]
    risks = _score(often + rarely, {"A": {}, "B": {}})
    assert risks["A"].risk == 1.0
    assert risks["A"].drivers[0].why == "silent for 150 days, used to speak every 10"
    assert risks["B"].risk == 0.0


def test_a_detractor_raises_engagement_risk() -> None:
    risk = _score([FeedbackSignal("A", _ago(5), "nps", score=0.0)])["A"]
    assert risk.risk == 1.0
    assert "NPS score 0.0 on average of 1 answer" in risk.drivers[0].why


def test_tickets_are_compared_with_the_books_median() -> None:
    signals = [
        FeedbackSignal(
            account, _ago(day + 1), "ticket", priority="urgent" if day < urgent else "", status="solved"
        )
        for account, count, urgent in (("A", 12, 5), ("B", 3, 0), ("C", 3, 0))
        for day in range(count)
    ]
    risks = _score(signals, {"A": {}, "B": {}, "C": {}})
    driver = next(driver for driver in risks["A"].drivers if driver.name == "support")
    assert driver.why == "12 tickets in 90 days, 5 of them urgent, 0 open; the book's median is 3"
    assert risks["A"].risk > risks["B"].risk == risks["C"].risk


def test_a_champion_who_left_and_a_single_champion_are_relationship_risks() -> None:
    contacts: list[Row] = [
        {"account": "A", "name": "Gone", "champion": True, "left": _ago(20)},
        {"account": "A", "name": "Here", "champion": True, "last_contact": _ago(5)},
    ]
    risk = _score(contacts=contacts)["A"]
    assert risk.risk == 1.0
    assert risk.drivers[0].why == "1 contact left in 180 days, a champion among them; a single champion"
    assert _score(contacts=contacts[1:])["A"].risk == pytest.approx(0.3)


def test_missing_components_are_renormalised_and_coverage_says_so() -> None:
    risk = _score([FeedbackSignal("A", _ago(5), "nps", score=4.5)], {"A": {"renewal": _ago(-30)}})["A"]
    assert risk.coverage == pytest.approx(0.35)
    assert risk.risk == pytest.approx((25 * 0.5 + 10 * 0.4) / 35, abs=1e-6)
    assert sum(driver.effect for driver in risk.drivers) == pytest.approx(1)


def test_a_down_sell_of_six_months_is_commercial_risk() -> None:
    subscriptions: list[Row] = [
        {"account": "A", "started": "2025-01-01", "ended": "2026-03-01", "mrr": 100},
        {"account": "A", "started": "2026-03-01", "mrr": 75},
    ]
    book = AccountBook.from_rows(
        {"accounts": [{"id": "A", "name": "A"}], "subscriptions": subscriptions}, "USD"
    )
    risk = score_risk(book, [FeedbackSignal("A", _ago(3), "nps", score=10.0)], AS_OF)["A"]
    assert risk.risk == pytest.approx(10 * 0.5 / 35, abs=1e-6)
    assert [driver.why for driver in risk.drivers] == ["MRR fell by 25% in six months"]


def test_the_future_and_the_order_change_nothing() -> None:
    signals = [FeedbackSignal("A", _ago(day), "ticket", priority="high") for day in range(9)]
    later = FeedbackSignal("A", date(2026, 6, 1), "nps", score=0.0)
    assert _score(signals) == _score([later, *reversed(signals)])


def test_accounts_that_do_not_pay_are_not_scored() -> None:
    book = AccountBook.from_rows({"accounts": [{"id": "A", "name": "A"}]}, "USD")
    assert score_risk(book, [FeedbackSignal("A", _ago(1), "nps", score=0.0)], AS_OF) == {}
