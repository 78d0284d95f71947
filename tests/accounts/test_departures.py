"""Who left and who came back, counted by what was paid."""

from __future__ import annotations

from datetime import date

from accounts.book import AccountBook
from accounts.departures import departures, stops_and_returns
from foundation.months import Month

_DAY = date(2026, 10, 31)


def _book(months: dict[str, str], **accounts: dict[str, str]) -> AccountBook:
    rows = [{"id": one, "name": one, **accounts.get(one, {})} for one in months]
    paid = [
        {"account": one, "month": f"2026-{at + 1:02d}", "mrr": "100"}
        for one, spans in months.items()
        for at, mark in enumerate(spans)
        if mark == "x"
    ]
    return AccountBook.from_rows({"accounts": rows, "mrr": paid}, "USD")


def test_who_stopped_paying_is_gone_and_who_pays_again_is_back() -> None:
    book = _book({"stays": "xxxxxxxxxx", "gone": "xxxxx-----", "back": "xxx--xxxxx", "twice": "xx-xx---xx"})
    left = departures(book, _DAY)
    assert set(left) == {"gone"}
    assert (left["gone"].day, left["gone"].mrr, left["gone"].month) == (
        date(2026, 6, 1),
        100.0,
        Month.parse("2026-05"),
    )
    found = {one.account: one for one in stops_and_returns(book, _DAY, 24)}
    assert set(found) == {"gone", "back", "twice"}
    assert found["gone"].back is None
    assert (found["back"].stopped, found["back"].back) == (Month.parse("2026-03"), Month.parse("2026-06"))
    assert found["twice"].back == Month.parse("2026-04")
    assert [one.mrr for one in found.values() if one.back] == [100.0, 100.0]


def test_the_day_on_record_goes_before_the_month_of_the_last_payment() -> None:
    known = {"churned": "2026-05-17", "churn_reason": "price", "fit": "poor"}
    left = departures(_book({"gone": "xxxxx-----"}, gone=known), _DAY)["gone"]
    assert (left.day, left.reason, left.code, left.poor_fit) == (date(2026, 5, 17), "price", "price", True)


def test_one_that_is_marked_as_left_and_pays_again_has_not_left() -> None:
    assert not departures(_book({"back": "xxx--xxxxx"}, back={"churned": "2026-04-01"}), _DAY)


def test_nothing_after_the_day_is_known() -> None:
    book = _book({"gone": "xxxxx-----"})
    assert not departures(book, date(2026, 5, 31))
    assert not stops_and_returns(book, date(2026, 5, 31), 24)
