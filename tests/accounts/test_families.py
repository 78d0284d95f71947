"""Subsidiaries: who stands at the top, what is named, and that no revenue is lost or made on the way."""

from __future__ import annotations

from datetime import date
from math import fsum

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.book import AccountBook
from accounts.families import rolled_up, topmost
from accounts.figures import FeedbackSignal
from accounts.revenue.movements import arr_by_account, mrr_history, revenue_metrics
from accounts.scorecard.scores import score_risk
from foundation.months import Month

Row = dict[str, object]
MAY = Month(2026, 5)


def _account(ident: str, parent: str = "", **more: object) -> Row:
    return {"id": ident, "name": ident, "parent": parent, **more}


def _sub(account: str, mrr: float, ended: str = "", started: str = "2025-01-01") -> Row:
    return {"account": account, "started": started, "ended": ended, "mrr": mrr, "id": "", "plan": ""}


def _book(accounts: list[Row], **tables: list[Row]) -> AccountBook:
    return AccountBook.from_rows({"accounts": accounts, **tables}, "USD")


def test_the_top_of_a_chain() -> None:
    tops, problems = topmost({"A": "", "B": "A", "C": "B", "D": ""})
    assert tops == {"B": "A", "C": "A"}
    assert problems == []


def test_circles_and_missing_parents_are_named_and_end_the_climb() -> None:
    tops, problems = topmost({"A": "B", "B": "A", "C": "B", "D": "D", "E": "gone", "F": "E"})
    assert tops == {"C": "B", "F": "E"}
    assert [(problem.row, problem.reason) for problem in problems] == [
        ("A", "its parents go in a circle; it stands alone"),
        ("B", "its parents go in a circle; it stands alone"),
        ("D", "its parents go in a circle; it stands alone"),
        ("E", "its parent gone is not in the book"),
    ]


@given(st.lists(st.integers(-1, 40), max_size=40))
def test_tops_are_tops(parents: list[int]) -> None:
    book = {f"A{n}": f"A{parent}" if parent >= 0 else "" for n, parent in enumerate(parents)}
    tops, problems = topmost(book)
    circular = {problem.row for problem in problems if "circle" in problem.reason}
    for account, top in tops.items():
        assert account not in circular
        assert top not in tops
        assert tops.get(book[account], book[account]) == top
    for account in set(book) - set(tops) - circular:
        assert book[account] not in book


def test_what_a_family_pays_is_the_tops() -> None:
    book = rolled_up(
        _book(
            [_account("A"), _account("B", "A"), _account("C", "B"), _account("D")],
            subscriptions=[_sub("A", 100), _sub("B", 20), _sub("C", 5), _sub("D", 7)],
        )
    )
    assert book.account_ids() == ("A", "D")
    assert arr_by_account(book, MAY) == {"A": 1500.0, "D": 84.0}


def test_a_month_snapshot_replaces_its_own_accounts_sum_alone() -> None:
    book = _book(
        [_account("A"), _account("B", "A"), _account("C", "A")],
        subscriptions=[_sub("A", 100), _sub("B", 20)],
        mrr=[
            {"account": "A", "month": "2026-05", "mrr": 110},
            {"account": "C", "month": "2026-05", "mrr": 3},
        ],
    )
    assert arr_by_account(book, MAY) == {"A": 1320.0, "B": 240.0, "C": 36.0}
    assert arr_by_account(rolled_up(book), MAY) == {"A": 1596.0}


def test_a_member_that_leaves_is_a_contraction_of_the_family() -> None:
    book = _book(
        [_account("A"), _account("B", "A", churned="2026-05-10")],
        subscriptions=[_sub("A", 100), _sub("B", 20, ended="2026-05-10")],
    )
    alone, family = revenue_metrics(book, MAY), revenue_metrics(rolled_up(book), MAY)
    assert alone is not None
    assert family is not None
    assert (alone.churn, alone.contraction, alone.accounts) == (20, 0, 1)
    assert (family.churn, family.contraction, family.accounts) == (0, 20, 1)
    assert family.end_mrr == alone.end_mrr


def test_a_family_is_active_as_long_as_one_member_is() -> None:
    book = rolled_up(
        _book(
            [
                _account("A", started="2026-03-01", churned="2026-04-01"),
                _account("B", "A", started="2024-01-01", renewal="2026-08-01"),
                _account("C", started="2024-01-01", churned="2026-04-01"),
            ]
        )
    )
    assert book.active_accounts(date(2026, 5, 31)) == ("A",)
    assert book.active_accounts(date(2025, 5, 31)) == ("A", "C")
    assert book.account("A").renewal == date(2026, 8, 1)


def test_use_and_people_of_a_member_bear_on_the_familys_risk() -> None:
    usage = [
        {"account": account, "date": day, "metric": "reports", "value": value}
        for account, values in (("A", (100, 100, 100, 100)), ("B", (80, 80, 0, 0)))
        for day, value in zip(("2026-01-10", "2026-02-10", "2026-04-10", "2026-05-10"), values, strict=True)
    ]
    contacts: list[Row] = [{"account": "B", "name": "Ada", "email": "ada@b.example", "left": "2026-05-01"}]
    book = _book(
        [_account("A"), _account("B", "A")], subscriptions=[_sub("A", 1)], usage=usage, contacts=contacts
    )
    signals = [FeedbackSignal("A", date(2026, 5, 1), "nps", 2.0, "", "")]
    alone = score_risk(book, signals, date(2026, 5, 31))["A"]
    family = score_risk(rolled_up(book), signals, date(2026, 5, 31))["A"]
    assert {driver.name for driver in alone.drivers} == {"engagement"}
    assert {driver.name for driver in family.drivers} == {"engagement", "usage", "relationship"}
    (use,) = [driver for driver in family.drivers if driver.name == "usage"]
    assert "reports (B) -100%" in use.why


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    parents=st.lists(st.integers(-1, 9), min_size=1, max_size=8),
    paid=st.lists(
        st.tuples(st.integers(0, 7), st.integers(0, 10**6), st.integers(1, 12), st.booleans()), max_size=15
    ),
    snapshots=st.dictionaries(
        st.tuples(st.integers(0, 7), st.sampled_from(["2026-04", "2026-05"])),
        st.integers(0, 10**6),
        max_size=6,
    ),
)
def test_the_total_is_the_same_rolled_up_or_not(
    parents: list[int],
    paid: list[tuple[int, int, int, bool]],
    snapshots: dict[tuple[int, str], int],
) -> None:
    accounts = [_account(f"A{n}", f"A{parent}" if parent >= 0 else "") for n, parent in enumerate(parents)]
    subscriptions = [
        _sub(f"A{who}", cents / 100, "2026-05-20" if over else "", f"2025-{month:02d}-01")
        for who, cents, month, over in paid
    ]
    mrr: list[Row] = [
        {"account": f"A{who}", "month": month, "mrr": cents / 100}
        for (who, month), cents in snapshots.items()
    ]
    book = _book(accounts, subscriptions=subscriptions, mrr=mrr)
    months = [Month(2025, 6), Month(2026, 4), MAY]
    before, after = mrr_history(book, months), mrr_history(rolled_up(book), months)
    for index in range(len(months)):
        assert fsum(after.values[:, index]) == pytest.approx(fsum(before.values[:, index]), abs=1e-4)
    assert set(after.accounts) <= set(before.accounts)
