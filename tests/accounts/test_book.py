"""The account book: typed, checked, independent of order."""

from __future__ import annotations

from datetime import date

import pytest

from accounts.book import Account, AccountBook
from foundation.errors import SettingsError

Row = dict[str, object]

ACCOUNTS: list[Row] = [
    {"id": "B", "name": "Beta", "currency": "", "churned": "2026-03-01", "status": "churned"},
    {
        "id": "A",
        "name": "Alpha",
        "domains": '["alpha.example", "alpha.test"]',
        "segment": "smb",
        "started": date(2024, 2, 29),
        "renewal": "2027-01-31",
        "fit": "good",
    },
]


def _reasons(book: AccountBook) -> list[tuple[str, str]]:
    return [(problem.row, problem.reason) for problem in book.problems]


def _sub(account: str, started: str, mrr: object, **more: object) -> Row:
    return {"account": account, "started": started, "mrr": mrr, **more}


def test_an_account_comes_back_with_plain_values() -> None:
    book = AccountBook.from_rows({"accounts": ACCOUNTS}, "USD")
    assert book.account_ids() == ("A", "B")
    assert book.all_accounts() == (book.account("A"), book.account("B"))
    assert book.account("B").churned == date(2026, 3, 1)
    assert book.account("A") == Account(
        id="A",
        name="Alpha",
        segment="smb",
        industry="",
        tier="",
        owner="",
        executive_sponsor="",
        started=date(2024, 2, 29),
        renewal=date(2027, 1, 31),
        status="",
        churned=None,
        churn_reason="",
        fit="good",
        domains=("alpha.example", "alpha.test"),
    )
    assert book.problems == ()


def test_an_unknown_account_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        AccountBook.from_rows({"accounts": ACCOUNTS}, "USD").account("Z")


def test_an_empty_book_works() -> None:
    book = AccountBook.from_rows({}, "USD")
    assert book.account_ids() == book.active_accounts(date(2026, 1, 1)) == ()
    assert book.problems == ()
    assert not book.has_revenue


def test_an_account_is_active_from_its_start_until_it_leaves() -> None:
    rows: list[Row] = [
        {"id": "A", "name": "Alpha", "started": "2026-01-05"},
        {"id": "B", "name": "Beta", "started": "2025-01-01", "churned": "2026-01-31"},
        {"id": "C", "name": "Gamma"},
    ]
    book = AccountBook.from_rows({"accounts": rows}, "USD")
    assert book.active_accounts(date(2026, 1, 4)) == ("B", "C")
    assert book.active_accounts(date(2026, 1, 31)) == ("A", "C")


def test_bad_rows_are_named_and_left_out() -> None:
    rows: list[Row] = [
        _sub("A", "2025-01-01", 100),
        _sub("A", "2025-05-01", 10, ended="2025-04-01", id="back"),
        _sub("A", "2025-06-01", -5, id="minus"),
        _sub("X", "2025-01-01", 7),
        _sub("X", "2025-02-01", 7),
        _sub("A", "soon", 7, id="undated"),
        _sub("A", "2025-07-01", None, id="free"),
        _sub("A", "2025-08-01", "inf", id="endless"),
    ]
    book = AccountBook.from_rows({"accounts": ACCOUNTS, "subscriptions": rows}, "USD")
    assert len(book.subscriptions) == 1
    assert _reasons(book) == [
        ("A, back, 2025-05-01", "it ends before it starts; row left out"),
        ("A, endless, 2025-08-01", "mrr cannot be read"),
        ("A, free, 2025-07-01", "mrr is missing"),
        ("A, minus, 2025-06-01", "MRR is negative; row left out"),
        ("A, undated, soon", "started cannot be read"),
        ("X", "the account is not in the book; rows left out: 2"),
    ]


def test_a_subscription_that_overlaps_itself_ends_where_its_next_version_starts() -> None:
    rows: list[Row] = [
        _sub("A", "2025-01-01", 100, id="s", ended="2025-12-31"),
        _sub("A", "2025-06-01", 150, id="s"),
        _sub("A", "2025-01-01", 20, id="t"),
    ]
    book = AccountBook.from_rows({"accounts": ACCOUNTS, "subscriptions": rows}, "USD")
    ends = [None if day is None else str(day)[:10] for day in book.subscriptions["ended"]]
    assert ends == ["2025-06-01", "NaT", "NaT"]
    assert _reasons(book) == [
        ("A, s, 2025-01-01", "it overlaps its next version; cut off where that starts"),
        ("A, s, 2025-06-01", "it starts while an earlier one like it runs; both count"),
    ]


def test_an_id_that_two_accounts_have_is_named_and_both_rows_count() -> None:
    rows: list[Row] = [
        _sub("A", "2025-01-01", 100, id="s1"),
        _sub("B", "2025-02-01", 40, id="s1", ended="2026-03-01"),
    ]
    rows += [_sub("A", "2025-01-01", 10, plan="seats"), _sub("B", "2025-02-01", 10, ended="2026-03-01")]
    book = AccountBook.from_rows({"accounts": ACCOUNTS, "subscriptions": rows}, "USD")
    assert len(book.subscriptions) == 4
    assert _reasons(book) == [
        ("A, s1, 2025-01-01", "its id is that of a subscription of B too; all count"),
        ("B, s1, 2025-02-01", "its id is that of a subscription of A too; all count"),
    ]
    merged: list[Row] = [
        {"id": "A", "name": "Alpha"},
        {"id": "B", "name": "B", "status": "merged", "parent": "A"},
    ]
    assert AccountBook.from_rows({"accounts": merged, "subscriptions": rows[2:]}, "USD").problems == ()


def test_of_many_shared_ids_the_first_are_named_and_the_rest_counted() -> None:
    accounts: list[Row] = [{"id": f"A{n:03}", "name": f"A {n}"} for n in range(80)]
    rows = [_sub(f"A{n:03}", "2025-01-01", 5, id="1") for n in range(80)]
    reasons = _reasons(AccountBook.from_rows({"accounts": accounts, "subscriptions": rows}, "USD"))
    assert len(reasons) == 51
    assert ("30 more rows", "its id is that of a subscription of another account too; all count") in reasons
    assert (
        "A001, 1, 2025-01-01",
        "its id is that of a subscription of A000, A002, A003 too; all count",
    ) in reasons


def test_the_same_row_twice_counts_once() -> None:
    rows: list[Row] = [_sub("A", "2025-01-01", 100), _sub("A", "2025-01-01", 100)]
    book = AccountBook.from_rows({"accounts": ACCOUNTS, "subscriptions": rows}, "USD")
    assert len(book.subscriptions) == 1
    assert _reasons(book) == [("A, 2025-01-01", "the same row twice; one is kept")]


def test_an_open_subscription_of_a_churned_account_is_named() -> None:
    book = AccountBook.from_rows({"accounts": ACCOUNTS, "subscriptions": [_sub("B", "2025-01-01", 1)]}, "USD")
    assert len(book.subscriptions) == 1
    assert "no end date" in book.problems[0].reason


def test_a_foreign_currency_needs_a_rate() -> None:
    tables: dict[str, list[Row]] = {
        "accounts": ACCOUNTS,
        "subscriptions": [_sub("A", "2025-01-01", 100, currency="eur")],
    }
    with pytest.raises(SettingsError, match=r"EUR.*USD.*\[currencies\], EUR = NUMBER"):
        AccountBook.from_rows(tables, "USD")
    assert list(AccountBook.from_rows(tables, "USD", {"EUR": 1.5}).subscriptions["mrr"]) == [150.0]


def test_a_row_without_currency_has_its_accounts() -> None:
    accounts: list[Row] = [{"id": "A", "name": "Alpha", "currency": "GBP"}]
    tables: dict[str, list[Row]] = {
        "accounts": accounts,
        "mrr": [{"account": "A", "month": "2025-01", "mrr": 5}],
    }
    with pytest.raises(SettingsError, match="GBP"):
        AccountBook.from_rows(tables, "USD")
    assert list(AccountBook.from_rows(tables, "GBP").mrr["mrr"]) == [5.0]


def test_flags_months_and_lists_are_read_from_their_spellings() -> None:
    contacts: list[Row] = [
        {"account": "A", "name": "Ann", "champion": "yes"},
        {"account": "A", "name": "Bob", "champion": False},
        {"account": "A", "name": "Cy", "champion": ""},
        {"account": "A", "name": "Di", "champion": "maybe"},
    ]
    accounts: list[Row] = [{"id": "A", "name": "Alpha", "domains": "a.example; b.example"}]
    mrr: list[Row] = [
        {"account": "A", "month": "2025-13", "mrr": 1},
        {"account": "A", "month": "2025-12-01", "mrr": 1},
    ]
    book = AccountBook.from_rows({"accounts": accounts, "contacts": contacts, "mrr": mrr}, "USD")
    assert list(book.contacts["champion"]) == [True, False, None]
    assert list(book.mrr["month"]) == ["2025-12"]
    assert book.account("A").domains == ("a.example", "b.example")
    assert {problem.reason for problem in book.problems} == {
        "champion cannot be read",
        "month cannot be read",
    }
