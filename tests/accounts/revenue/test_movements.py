"""Revenue: worked examples by hand, and the laws of movements and retention."""

from __future__ import annotations

import csv
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.book import AccountBook
from accounts.figures import MovementKind, RevenueMetrics
from accounts.revenue.movements import arr_by_account, metrics_by, mrr_history, revenue_metrics
from foundation.months import Month

Row = dict[str, object]
MAY = Month(2026, 5)


def _book(subscriptions: list[Row], mrr: list[Row] | None = None, **tiers: str) -> AccountBook:
    ids = {str(row["account"]) for row in [*subscriptions, *(mrr or [])]} | set(tiers)
    accounts: list[Row] = [
        {"id": one, "name": one, "tier": tiers.get(one, ""), "segment": "smb" if one < "M" else ""}
        for one in sorted(ids)
    ]
    return AccountBook.from_rows(
        {"accounts": accounts, "subscriptions": subscriptions, "mrr": mrr or []}, "USD"
    )


def _sub(account: str, started: str, mrr: float, ended: str = "", name: str = "") -> Row:
    return {"account": account, "started": started, "ended": ended, "mrr": mrr, "id": name or started}


def _metrics(book: AccountBook, month: Month = MAY) -> RevenueMetrics:
    metrics = revenue_metrics(book, month)
    assert metrics is not None
    return metrics


def test_an_upgrade_mid_month_is_expansion_of_that_month() -> None:
    book = _book([_sub("A", "2025-01-01", 100, "2026-05-10"), _sub("A", "2026-05-10", 140)])
    metrics = _metrics(book)
    assert (metrics.start_mrr, metrics.expansion, metrics.end_mrr) == (100, 40, 140)
    assert metrics.retention.nrr == pytest.approx(1.4)
    assert metrics.retention.grr == 1.0
    assert arr_by_account(book, MAY) == {"A": 1680.0}


def test_two_subscriptions_of_one_account_add_up() -> None:
    book = _book(
        [_sub("A", "2025-01-01", 100, name="x"), _sub("A", "2025-03-01", 50, "2026-05-05", name="y")]
    )
    metrics = _metrics(book)
    assert (metrics.start_mrr, metrics.contraction, metrics.end_mrr) == (150, 50, 100)
    assert [(move.account_id, move.kind, move.change) for move in metrics.movements] == [
        ("A", MovementKind.CONTRACTION, -50)
    ]
    assert metrics.retention.grr == pytest.approx(100 / 150)


def test_an_end_on_the_last_day_is_no_longer_paid_that_day() -> None:
    ended = _metrics(_book([_sub("A", "2025-01-01", 100, "2026-05-31")]))
    assert (ended.churn, ended.end_mrr, ended.retention.logo_retention) == (100, 0, 0)
    day_after = _metrics(_book([_sub("A", "2025-01-01", 100, "2026-06-01")]))
    assert (day_after.churn, day_after.end_mrr) == (0, 100)


def test_a_start_on_the_last_day_counts() -> None:
    assert _metrics(_book([_sub("A", "2026-05-31", 100)])).new_mrr == 100


def test_paying_again_after_nothing_is_reactivation_outside_the_cohort() -> None:
    book = _book(
        [
            _sub("A", "2025-01-01", 100, "2025-08-01"),
            _sub("A", "2026-05-02", 120),
            _sub("B", "2025-01-01", 10),
        ]
    )
    metrics = _metrics(book)
    assert (metrics.reactivation, metrics.new_mrr, metrics.end_mrr) == (120, 0, 130)
    assert metrics.retention.nrr == 1.0
    # Twelve months before, A paid 100 and now pays 120: the cohort of that time kept and grew it.
    assert metrics.trailing_12.nrr == pytest.approx(130 / 110)


def test_a_first_payment_is_new_and_a_trial_is_nothing() -> None:
    book = _book([_sub("A", "2026-04-01", 0, "2026-05-01"), _sub("A", "2026-05-01", 30)])
    metrics = _metrics(book)
    assert (metrics.new_mrr, metrics.reactivation, metrics.accounts) == (30, 0, 1)
    assert metrics.retention.nrr is None


def test_a_snapshot_replaces_subscriptions_for_its_month() -> None:
    snapshots: list[Row] = [{"account": "A", "month": "2026-04", "mrr": 80}]
    metrics = _metrics(_book([_sub("A", "2025-01-01", 100)], snapshots))
    assert (metrics.start_mrr, metrics.expansion, metrics.end_mrr) == (80, 20, 100)


def test_snapshots_alone_suffice() -> None:
    snapshots: list[Row] = [
        {"account": "A", "month": month, "mrr": mrr} for month, mrr in (("2026-04", 80), ("2026-05", 0))
    ]
    assert _metrics(_book([], snapshots)).churn == 80


def test_trailing_twelve_follows_the_accounts_of_a_year_ago() -> None:
    book = _book(
        [
            _sub("A", "2025-01-01", 100, "2025-09-01"),
            _sub("B", "2025-01-01", 100, "2025-12-01"),
            _sub("B", "2025-12-01", 300),
            _sub("C", "2026-01-01", 500),
        ]
    )
    year = _metrics(book).trailing_12
    assert (year.nrr, year.grr, year.logo_retention) == (1.5, 0.5, 0.5)


def test_no_revenue_data_is_none() -> None:
    assert revenue_metrics(_book([], None, A=""), MAY) is None
    assert metrics_by(_book([], None, A=""), MAY, "segment") == {}


def test_movements_come_largest_loss_first() -> None:
    book = _book(
        [
            _sub("B", "2025-01-01", 10, "2026-05-02"),
            _sub("A", "2025-01-01", 10, "2026-05-02"),
            _sub("C", "2025-01-01", 90, "2026-05-02"),
            _sub("D", "2026-05-02", 5),
        ]
    )
    assert [move.account_id for move in _metrics(book).movements] == ["C", "A", "B", "D"]


def test_by_segment_tier_and_cohort() -> None:
    book = _book(
        [_sub("A", "2025-01-01", 100), _sub("N", "2026-05-02", 50), _sub("B", "2025-01-01", 1, "2026-02-01")],
        N="1",
    )
    segments = metrics_by(book, MAY, "segment")
    assert {name: part.end_mrr for name, part in segments.items()} == {"smb": 100, "unknown": 50}
    assert {name: part.end_mrr for name, part in metrics_by(book, MAY, "cohort").items()} == {
        "2025-01": 100,
        "2026-05": 50,
    }
    tiers = metrics_by(book, MAY, "tier")
    assert {name: part.end_mrr for name, part in tiers.items()} == {"Tier 1": 150, "Tier 3": 0}
    assert tiers["Tier 3"].trailing_12.logo_retention == 0


_MONTHS = Month(2026, 5).trailing(20)
_DAYS = st.sampled_from([f"{month}-{day}" for month in _MONTHS for day in ("01", "15", "28")])


@st.composite
def _rows(draw: st.DrawFn) -> tuple[list[Row], list[Row]]:
    count = draw(st.integers(0, 12))
    subscriptions: list[Row] = [
        {
            "account": draw(st.sampled_from("ABCDN")),
            "id": str(index),
            "started": draw(_DAYS),
            "ended": draw(st.one_of(st.none(), _DAYS)),
            "mrr": draw(st.floats(0, 1e6).map(lambda amount: round(amount, 2))),
        }
        for index in range(count)
    ]
    keys = draw(st.sets(st.tuples(st.sampled_from("ABCDN"), st.sampled_from(_MONTHS)), max_size=4))
    snapshots: list[Row] = [
        {"account": account, "month": str(month), "mrr": draw(st.sampled_from([0, 10, 99.99]))}
        for account, month in sorted(keys)
    ]
    return subscriptions, snapshots


@settings(max_examples=25, deadline=None)
@given(_rows(), st.randoms(use_true_random=False))
def test_laws_of_movements_and_retention(rows: tuple[list[Row], list[Row]], chance: random.Random) -> None:
    subscriptions, snapshots = rows
    metrics = revenue_metrics(_book(subscriptions, snapshots), MAY)
    chance.shuffle(subscriptions)
    chance.shuffle(snapshots)
    assert revenue_metrics(_book(subscriptions, snapshots), MAY) == metrics
    if metrics is None:
        assert (not subscriptions and not snapshots) or all(row.get("ended") for row in subscriptions)
        return
    gains = metrics.expansion + metrics.new_mrr + metrics.reactivation
    ends = metrics.start_mrr + gains - metrics.contraction - metrics.churn
    assert ends == pytest.approx(metrics.end_mrr, rel=1e-9, abs=1e-6)
    for kept in (metrics.retention, metrics.trailing_12):
        if kept.nrr is not None and kept.grr is not None:
            assert 0 <= kept.grr <= min(kept.nrr, 1)
    start = metrics.start_mrr
    if start:
        net = (start + metrics.expansion - metrics.contraction - metrics.churn) / start
        assert metrics.retention.nrr == pytest.approx(net, rel=1e-9, abs=1e-9)
        gross = (start - metrics.contraction - metrics.churn) / start
        assert metrics.retention.grr == pytest.approx(gross, rel=1e-9, abs=1e-9)


def test_parts_of_the_book_add_up_to_the_whole(shared_data: Path) -> None:
    tables: dict[str, list[Row]] = {}
    for kind in ("accounts", "subscriptions"):
        with (shared_data / "real-text" / f"{kind}.csv").open(encoding="utf-8", newline="") as stream:
            tables[kind] = [dict(row) for row in csv.DictReader(stream)]
    book = AccountBook.from_rows(tables, "USD")
    month = Month(2026, 10)
    whole = _metrics(book, month)
    assert book.problems == ()
    for by in ("segment", "tier", "cohort"):
        parts = metrics_by(book, month, by)
        assert sum(part.end_mrr for part in parts.values()) == pytest.approx(whole.end_mrr)
        assert sum(part.accounts for part in parts.values()) == whole.accounts
    assert sum(arr_by_account(book, month).values()) == pytest.approx(12 * whole.end_mrr)
    assert mrr_history(book, [month]).values.sum() == pytest.approx(whole.end_mrr)
