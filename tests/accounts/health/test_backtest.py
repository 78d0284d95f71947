"""The back-test: a planted warning is found, noise is not, few churned accounts are refused."""

from __future__ import annotations

import random
from datetime import date, timedelta

import numpy as np
import pytest

from accounts.arithmetic import recomputed
from accounts.book import AccountBook
from accounts.health.backtest import auc, backtest, measured, share
from accounts.health.backtest_explained import explain_backtest
from accounts.health.context import HealthFeedback
from accounts.health.past import churn_days, ground
from accounts.health.scores import HealthParams
from cli.backtest_text import backtest_shape
from foundation.health_settings import HealthSettings
from tests.accounts.health.books import Row
from tests.end_to_end.figures_of import figures_of

START, LAST = date(2025, 1, 5), date(2026, 3, 31)
PARAMS = HealthParams(HealthSettings(least_coverage=0.2))


def _world(churned: int, warned: bool) -> AccountBook:
    chance = random.Random(5)
    accounts: list[Row] = []
    paid: list[Row] = []
    usage: list[Row] = []
    for number in range(2 * churned):
        account = f"A{number:03d}"
        gone = START + timedelta(days=chance.randrange(200, 440)) if number < churned else None
        accounts.append({"id": account, "name": account, "churned": gone})
        paid.append({"account": account, "started": "2024-01-01", "ended": gone, "mrr": 10})
        day = START
        while day <= LAST and (gone is None or day < gone):
            falling = warned and gone is not None and (gone - day).days < 60
            value = 100 * chance.uniform(0.9, 1.1) * (0.4 if falling else 1)
            usage.append({"account": account, "date": day, "metric": "exports", "value": value})
            day += timedelta(days=7)
    return AccountBook.from_rows({"accounts": accounts, "subscriptions": paid, "usage": usage}, "USD")


def test_a_planted_warning_is_found() -> None:
    found = backtest(_world(40, warned=True), HealthFeedback.of([]), LAST, PARAMS)
    assert (found.enough, found.churned, found.accounts) == (True, 40, 80)
    assert found.base is not None
    assert found.auc is not None
    assert found.auc > 0.75
    first = dict(found.precision)[5]
    assert first.share is not None
    assert first.share > 2 * (found.base.share or 1)
    assert dict(found.leads)[30].hits > 20
    assert found.lead_days is not None
    assert 20 <= found.lead_days[1] <= 60
    bands = dict(found.by_band)
    assert (bands["at risk"].share or 0) > (bands["thriving"].share or 1)
    assert sum(one.n for one in bands.values()) == found.rows
    assert [one.name for one in found.signals] == ["adoption_depth", "adoption_breadth"]
    depth = found.signals[0]
    assert depth.alone is not None
    assert depth.without is not None
    assert depth.alone > depth.without
    assert "commercial" in found.left_out


def test_every_figure_that_is_printed_opens_and_comes_out_the_same() -> None:
    book = _world(40, warned=True)
    stands = ground(book, HealthFeedback.of([]), LAST, PARAMS)
    printed = dict(figures_of(backtest_shape(measured(stands))))
    # base, flagged, three precisions, bands with months, three leads, AUC, three quartiles, four of two signals
    assert len(printed) >= 2 + 3 + 2 + 3 + 1 + 3 + 8
    for figure, value in printed.items():
        name = figure.removeprefix("backtest:").removesuffix(f"@{LAST}")
        found = explain_backtest(book, stands, name)
        assert found is not None, figure
        assert found.figure == figure
        assert found.value == pytest.approx(value, abs=1e-6)
        assert recomputed(found) == pytest.approx(value, abs=1e-6), figure
        assert len([row for row in found.rows if row.kind == "accounts"]) == 40
    for nothing in (
        "precision/7",
        "signal/commercial/alone",
        "signal/adoption_depth/worth",
        "leads",
        "auc/x",
    ):
        assert explain_backtest(book, stands, nothing) is None
    few = _world(29, warned=True)
    assert explain_backtest(few, ground(few, HealthFeedback.of([]), LAST, PARAMS), "auc") is None


def test_without_a_warning_nothing_is_found() -> None:
    found = backtest(_world(40, warned=False), HealthFeedback.of([]), LAST, PARAMS)
    assert found.auc == pytest.approx(0.5, abs=0.12)


def test_under_thirty_churned_accounts_there_is_no_answer() -> None:
    found = backtest(_world(29, warned=True), HealthFeedback.of([]), LAST, PARAMS)
    assert (found.enough, found.churned, found.auc) == (False, 29, None)
    assert "29 accounts churned" in found.reason
    assert "needs 30" in found.reason


def test_a_book_without_use_or_feedback_has_no_months() -> None:
    book = AccountBook.from_rows({"accounts": [{"id": "A", "name": "A"}]}, "USD")
    found = backtest(book, HealthFeedback.of([]), LAST)
    assert (found.enough, found.reason) == (
        False,
        "there is no month's end with a quarter of use or feedback behind it",
    )


def test_churn_is_the_day_named_else_the_end_of_the_last_subscription() -> None:
    rows: list[Row] = [{"id": name, "name": name} for name in "ABCD"]
    rows[0]["churned"] = "2026-01-05"
    paid: list[Row] = [
        {"account": "A", "started": "2025-01-01", "ended": "2026-01-31", "mrr": 1},
        {"account": "B", "started": "2025-01-01", "ended": "2026-01-31", "mrr": 1},
        {"account": "C", "id": "1", "started": "2025-01-01", "ended": "2026-01-31", "mrr": 1},
        {"account": "C", "id": "2", "started": "2026-01-31", "mrr": 1},
        {"account": "D", "started": "2025-01-01", "ended": "2026-09-30", "mrr": 1},
    ]
    found = churn_days(AccountBook.from_rows({"accounts": rows, "subscriptions": paid}, "USD"), LAST)
    assert [None if day != day else str(day.date()) for day in found] == [
        "2026-01-05",
        "2026-01-31",
        None,
        None,
    ]


def test_auc_and_shares_by_hand() -> None:
    churns = np.array([True, False, True, False])
    assert auc(np.array([3.0, 1.0, 2.0, 2.0]), churns) == pytest.approx(3.5 / 4)
    assert auc(np.array([1.0, 2.0]), np.array([True, True])) is None
    half = share(5, 10)
    assert half.share == 0.5
    assert half.interval == pytest.approx((0.2366, 0.7634), abs=1e-4)
    assert share(0, 0).interval is None
