"""Revenue worked out by hand: each case of docs/metrics.md and of a book that is awkward."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.book import AccountBook
from accounts.families import rolled_up
from accounts.figures import RevenueMetrics
from accounts.revenue.movements import Split, arr_by_account, metrics_by, revenue_metrics
from foundation.months import Month

Row = dict[str, object]
OCTOBER = Month(2026, 10)


def _account(account_id: str, **more: object) -> Row:
    return {"id": account_id, "name": account_id.title(), **more}


def _sub(account: str, started: str, mrr: float, ended: str = "", **more: object) -> Row:
    return {"account": account, "started": started, "ended": ended, "mrr": mrr, "id": "", **more}


def _snap(account: str, month: str, mrr: float) -> Row:
    return {"account": account, "month": month, "mrr": mrr}


def _book(
    accounts: list[Row], subscriptions: list[Row], mrr: list[Row] | None = None, **rates: float
) -> AccountBook:
    tables = {"accounts": accounts, "subscriptions": subscriptions, "mrr": mrr or []}
    return AccountBook.from_rows(tables, "USD", rates)


def _october(book: AccountBook) -> RevenueMetrics:
    metrics = revenue_metrics(book, OCTOBER)
    assert metrics is not None
    return metrics


def _said(book: AccountBook) -> list[tuple[str, str, str]]:
    return [(one.table, one.row, one.reason) for one in book.problems]


def test_the_month_that_the_documentation_works_out() -> None:
    book = _book(
        [_account(one) for one in ("alder", "birch", "cedar", "dale", "elm")],
        [
            _sub("alder", "2025-01-01", 100, "2026-10-10"),
            _sub("alder", "2026-10-10", 140),
            _sub("birch", "2025-01-01", 50, "2026-10-20"),
            _sub("cedar", "2025-02-01", 300, id="c1"),
            _sub("cedar", "2025-02-01", 30, "2026-10-01", id="c2"),
            _sub("dale", "2026-10-02", 20),
            _sub("elm", "2025-01-01", 10, "2025-12-01"),
            _sub("elm", "2026-10-05", 15),
        ],
    )
    found = _october(book)
    assert (found.start_mrr, found.expansion, found.contraction, found.churn) == (480, 40, 30, 50)
    assert (found.new_mrr, found.reactivation, found.end_mrr) == (20, 15, 475)
    assert found.retention.nrr == pytest.approx(440 / 480)
    assert found.retention.grr == pytest.approx(400 / 480)
    assert found.retention.logo_retention == pytest.approx(2 / 3)
    # A year ago alder 100, birch 50, cedar 330, elm 10 paid 490; they pay 140, 0, 300 and 15 now.
    assert found.trailing_12.nrr == pytest.approx(455 / 490)
    assert found.trailing_12.grr == pytest.approx((100 + 0 + 300 + 10) / 490)
    assert found.trailing_12.logo_retention == 0.75


def test_a_pause_is_churn_and_then_reactivation() -> None:
    pause = [_sub("A", "2025-01-01", 100, "2026-09-10"), _sub("A", "2026-10-15", 100)]
    book = _book([_account("A")], pause)
    september = revenue_metrics(book, OCTOBER.plus(-1))
    assert september is not None
    assert (september.churn, september.end_mrr) == (100, 0)
    assert (_october(book).reactivation, _october(book).new_mrr) == (100, 0)
    within = _book(
        [_account("A")], [_sub("A", "2025-01-01", 100, "2026-10-05"), _sub("A", "2026-10-20", 100)]
    )
    assert _october(within).movements == ()


def test_foreign_money_counts_at_its_rate_in_every_month() -> None:
    book = _book(
        [_account("A"), _account("B", currency="GBP")],
        [_sub("A", "2025-01-01", 100, currency="eur"), _sub("B", "2025-01-01", 10)],
        EUR=1.1,
        GBP=1.25,
    )
    found = _october(book)
    assert found.start_mrr == found.end_mrr == pytest.approx(100 * 1.1 + 10 * 1.25)
    assert found.retention.nrr == 1.0


def test_a_merger_is_neither_churn_nor_new() -> None:
    rows = [_sub("old", "2025-01-01", 100, "2026-10-01"), _sub("new", "2026-10-01", 120)]
    apart = _october(_book([_account("old"), _account("new")], rows))
    assert (apart.churn, apart.new_mrr) == (100, 120)
    accounts = [_account("old", status="Merged", parent="new", churned="2026-10-01"), _account("new")]
    book = _book(accounts, rows)
    merged = _october(book)
    assert (merged.churn, merged.new_mrr, merged.expansion) == (0, 0, 20)
    assert merged.retention.nrr == 1.2
    assert (book.account_ids(), book.members) == (("new",), {"old": "new"})
    assert book.account("new").churned is None


def test_mergers_follow_one_another_and_those_that_lead_nowhere_are_named() -> None:
    accounts = [
        _account("a", status="merged", parent="b"),
        _account("b", status="merged", parent="c"),
        _account("c", parent="top"),
        _account("top"),
        _account("lost", status="merged"),
    ]
    book = _book(accounts, [_sub(one, "2025-01-01", 1) for one in ("a", "b", "c", "top", "lost")])
    assert book.members == {"a": "c", "b": "c"}
    assert [row for _, row, _ in _said(book)] == ["lost"]
    assert arr_by_account(book, OCTOBER) == {"c": 36, "lost": 12, "top": 12}
    assert arr_by_account(rolled_up(book), OCTOBER) == {"lost": 12, "top": 48}


def test_a_former_id_counts_for_the_account_that_has_it_as_an_alias() -> None:
    accounts = [_account("A", aliases="cus_1; cus_2"), _account("B", aliases="cus_2")]
    rows = [_sub("cus_1", "2025-01-01", 10), _sub("cus_2", "2025-01-01", 7), _sub("A", "2025-01-01", 5)]
    book = _book(accounts, rows)
    assert arr_by_account(book, OCTOBER) == {"A": 180}
    assert _said(book) == [
        ("accounts", "cus_2", "several accounts have it as an alias: A, B"),
        ("subscriptions", "cus_2", "the account is not in the book; rows left out: 1"),
    ]


def test_use_of_a_merged_account_adds_up() -> None:
    accounts = [_account("old", status="merged", parent="new"), _account("new")]
    usage = [
        {"account": one, "date": "2026-10-01", "metric": "jobs", "value": value, "limit": limit}
        for one, value, limit in (("old", 3, 10), ("new", 4, None))
    ]
    book = AccountBook.from_rows({"accounts": accounts, "usage": usage}, "USD")
    assert book.usage[["account", "value", "limit"]].to_dict("list") == {
        "account": ["new"],
        "value": [7.0],
        "limit": [10.0],
    }


def test_subscriptions_that_overlap_are_named_and_both_count() -> None:
    rows = [
        _sub("A", "2025-01-01", 10, "2026-12-31", plan="Team"),
        _sub("A", "2026-03-01", 20, plan="Team"),
        _sub("A", "2026-03-01", 5, plan="Extra"),
        _sub("B", "2025-01-01", 1, id="s", plan="Start"),
        _sub("B", "2026-01-01", 2, id="s", plan="Team"),
        _sub("B", "2026-01-01", 4, id="s", plan="Seats"),
        _sub("C", "2025-01-01", 3, "2026-01-20", id="x", plan="Team"),
        _sub("C", "2026-01-01", 6, id="y", plan="Team"),
        _sub("C", "2026-02-01", 7, id="z", plan="Seats"),
    ]
    book = _book([_account("A"), _account("B"), _account("C")], rows)
    reason = "it starts while an earlier one like it runs; both count"
    assert _said(book) == [
        ("subscriptions", "A, 2026-03-01", reason),
        ("subscriptions", "B, s, 2026-01-01", reason),
        ("subscriptions", "C, y, 2026-01-01", reason),
    ]
    assert _october(book).end_mrr == 55


def _terms(account: str) -> list[Row]:
    return [_sub(account, "2025-01-01", 10, "2025-12-31"), _sub(account, "2026-01-01", 10, "2026-10-31")]


def test_terms_that_end_on_their_last_day_do_not_part_a_customer() -> None:
    rows = [*_terms("A"), *_terms("B"), *_terms("C")]
    book = _book([_account(one) for one in "ABC"], rows)
    december = revenue_metrics(book, Month(2025, 12))
    assert december is not None
    assert (december.start_mrr, december.churn, december.end_mrr) == (30, 0, 30)
    assert _october(book).end_mrr == 30, "all ends are last days, so October is paid to its end"
    assert _said(book) == [
        (
            "subscriptions",
            "3 rows",
            "the account's next one starts the day after it ends; all ends are read as the last day paid",
        )
    ]


def test_one_such_pair_moves_its_own_end_alone() -> None:
    rows = [*_terms("A"), _sub("B", "2025-01-01", 5, "2026-01-01"), _sub("B", "2026-01-01", 5)]
    book = _book([_account("A"), _account("B")], rows)
    assert _october(book).end_mrr == 5
    december = revenue_metrics(book, Month(2025, 12))
    assert december is not None
    assert december.end_mrr == 15
    assert [reason.split("; ")[1] for _, _, reason in _said(book)] == ["read as the last day paid"]


def test_a_month_that_nobody_has_a_row_for_is_filled_and_said() -> None:
    snapshots = [_snap(one, month, 10) for one in "AB" for month in ("2026-08", "2026-10")]
    book = _book([_account("A"), _account("B")], [], snapshots)
    assert _october(book).movements == ()
    assert _october(book).start_mrr == 20
    reason = "no account has a row for this month; the rows of 2026-08 stand in"
    assert _said(book) == [("mrr", "2026-09", reason)]


def test_a_month_that_one_account_misses_counts_as_nothing_and_is_said() -> None:
    snapshots = [_snap("A", "2026-08", 10), _snap("A", "2026-10", 10)]
    snapshots += [_snap("B", month, 5) for month in ("2026-08", "2026-09", "2026-10")]
    book = _book([_account("A"), _account("B")], [], snapshots)
    assert _october(book).reactivation == 10
    reason = "no row for 2026-09 between its others; it counts as paying nothing then"
    assert _said(book) == [("mrr", "A", reason)]


def test_subscriptions_fill_the_months_without_a_snapshot() -> None:
    book = _book(
        [_account("A")], [_sub("A", "2025-01-01", 9)], [_snap("A", "2026-08", 10), _snap("A", "2026-10", 10)]
    )
    assert (_october(book).start_mrr, _october(book).end_mrr) == (9, 10)


_MONTHS = [str(month) for month in OCTOBER.trailing(16)]
_AMOUNTS = st.sampled_from([0, 1, 19.99, 33.33, 1000 / 12, 5e5])
_CELLS = st.tuples(st.sampled_from("ABCDEF"), st.sampled_from(_MONTHS), _AMOUNTS)
_TERMS = st.tuples(
    st.sampled_from("ABCDEF"), st.sampled_from(_MONTHS), st.sampled_from([None, *_MONTHS]), _AMOUNTS
)
_PARTS = st.fixed_dictionaries({one: st.sampled_from(["", "smb", "big"]) for one in "ABCDEF"})


@settings(max_examples=40, deadline=None)
@given(
    st.lists(_TERMS, max_size=12),
    st.lists(_CELLS, max_size=8),
    _PARTS,
    st.sampled_from(["EUR", ""]),
    st.randoms(use_true_random=False),
)
def test_the_identities_hold_for_the_whole_and_for_every_part(
    terms: list[tuple[str, str, str | None, float]],
    cells: list[tuple[str, str, float]],
    segments: dict[str, str],
    currency: str,
    chance: object,
) -> None:
    subscriptions = [
        _sub(one, f"{start}-10", mrr, f"{end}-05" if end else "", id=str(number), currency=currency)
        for number, (one, start, end, mrr) in enumerate(terms)
    ]
    snapshots = [_snap(one, month, mrr) for one, month, mrr in cells]
    accounts = [
        _account(one, segment=segment, **({"status": "merged", "parent": "A"} if one == "F" else {}))
        for one, segment in segments.items()
    ]
    book = _book(accounts, subscriptions, snapshots, EUR=1.37)
    whole = revenue_metrics(book, OCTOBER)
    again = _book(accounts[::-1], subscriptions[::-1], snapshots, EUR=1.37)
    assert revenue_metrics(again, OCTOBER) == whole
    if whole is None:
        return
    _identity(whole)
    splits: tuple[Split, ...] = ("tier", "segment", "cohort")
    for by in splits:
        parts = metrics_by(book, OCTOBER, by)
        for part in parts.values():
            _identity(part)
        for name in ("start_mrr", "expansion", "contraction", "churn", "new_mrr", "reactivation", "end_mrr"):
            total = sum(getattr(part, name) for part in parts.values())
            assert total == pytest.approx(getattr(whole, name), abs=1e-4)
        assert sum(part.accounts for part in parts.values()) == whole.accounts


def _identity(found: RevenueMetrics) -> None:
    gains = found.expansion + found.new_mrr + found.reactivation
    end = found.start_mrr + gains - found.contraction - found.churn
    assert end == pytest.approx(found.end_mrr, abs=1e-4)
    for kept in (found.retention, found.trailing_12):
        if kept.nrr is not None and kept.grr is not None and kept.logo_retention is not None:
            assert 0 <= kept.grr <= min(kept.nrr, 1)
            assert 0 <= kept.logo_retention <= 1
