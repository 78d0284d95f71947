"""Stripe subscriptions: MRR worked by hand, when each counts, and what is refused."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.errors import SourceError
from ingest.items import DropReason
from ingest.plain_tables import TableImport
from ingest.sources.stripe_money import minor_units, periods_a_month
from tests.ingest.samples import csv_text, ndjson, table, write

HEAD = [
    *("id", "Customer ID", "Customer Name", "Customer Email", "Status", "Plan", "Quantity", "Currency"),
    *("Interval", "Amount", "Created (UTC)", "Start (UTC)", "Current Period Start (UTC)"),
    *("Current Period End (UTC)", "Trial Start (UTC)", "Trial End (UTC)", "Canceled At (UTC)"),
    *("Ended At (UTC)", "account_id (metadata)"),
]
DAY = 86_400
MARCH_1_2025 = 1_740_787_200  # 2025-03-01 00:00 UTC


def _cells(**cells: str) -> list[str]:
    usual = {
        "id": "sub_1",
        "Customer ID": "cus_1",
        "Status": "active",
        "Plan": "Team",
        "Quantity": "1",
        "Currency": "usd",
        "Interval": "month",
        "Start (UTC)": "2025-03-01 09:00",
    }
    named = {name.replace("_", " "): value for name, value in cells.items()}
    known = {name.replace("(UTC)", "").strip(): name for name in HEAD}
    full = usual | {known.get(name, name): value for name, value in named.items()}
    return [full.get(name, "") for name in HEAD]


def _csv(folder: Path, *rows: list[str], delimiter: str = ",", **params: Any) -> TableImport:
    found = table(write(folder, "s.csv", csv_text([HEAD, *rows], delimiter)), "subscriptions", **params)
    assert found.report.format == "stripe csv"
    assert found.report.read == len(found.rows) + sum(found.report.dropped.values())
    return found


def _price(amount: int | None = 1000, interval: str = "month", **more: Any) -> dict[str, Any]:
    count = more.pop("interval_count", 1)
    usage = more.pop("usage_type", "licensed")
    return {
        "id": more.pop("id", "price_1"),
        "nickname": more.pop("nickname", "Team"),
        "currency": "usd",
        "unit_amount": amount,
        "recurring": {"interval": interval, "interval_count": count, "usage_type": usage},
        **more,
    }


def _sub(*items: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "id": "sub_1",
        "object": "subscription",
        "customer": "cus_1",
        "status": "active",
        "start_date": MARCH_1_2025,
        "metadata": {"account_id": "ACC-1"},
        "items": {"object": "list", "data": list(items)},
        **more,
    }


def _item(price: dict[str, Any], quantity: int | None = 1, **more: Any) -> dict[str, Any]:
    return {"id": "si_1", "price": price, "quantity": quantity, **more}


def _api(folder: Path, *subscriptions: dict[str, Any]) -> TableImport:
    page = {"object": "list", "url": "/v1/subscriptions", "data": list(subscriptions), "has_more": False}
    found = table(write(folder, "s.json", json.dumps(page)), "subscriptions")
    assert found.report.format == "stripe json"
    assert found.report.read == len(found.rows) + sum(found.report.dropped.values())
    return found


@pytest.mark.parametrize(
    ("amount", "interval", "quantity", "mrr"),
    [
        ("49.00", "month", "1", 49.0),
        ("30.50", "month", "20", 610.0),
        ("1,200.00", "year", "1", 100.0),
        ("60.00", "week", "1", 260.0),  # 60 x 52 / 12
        ("12.00", "day", "1", 365.0),  # 12 x 365 / 12
        ("10.00", "week", "3", 130.0),
        ("90.00", "every 3 months", "2", 60.0),
        ("90.00", "quarterly", "1", 30.0),
        ("0.00", "month", "5", 0.0),
        ("$29.99", "Monthly", "1", 29.99),
    ],
)
def test_mrr_of_a_row(tmp_path: Path, amount: str, interval: str, quantity: str, mrr: float) -> None:
    found = _csv(tmp_path, _cells(Amount=amount, Interval=interval, Quantity=quantity))
    (row,) = found.rows
    assert row["mrr"] == pytest.approx(mrr, abs=1e-6)
    assert (row["account"], row["id"], row["started"], row["currency"]) == (
        "cus_1",
        "sub_1",
        "2025-03-01",
        "USD",
    )


@pytest.mark.parametrize(
    ("cells", "started", "ended", "mrr"),
    [
        ({}, "2025-03-01", None, 10.0),
        ({"Status": "past_due"}, "2025-03-01", None, 10.0),
        ({"Trial End": "2025-04-01 09:00"}, "2025-04-01", None, 10.0),
        ({"Status": "trialing", "Trial End": "2026-12-01 09:00"}, "2025-03-01", None, 0.0),
        ({"Status": "paused", "Trial End": "2025-04-01 09:00"}, "2025-03-01", None, 0.0),
        (
            {"Status": "canceled", "Canceled At": "2025-08-12 10:00", "Ended At": "2025-08-31 10:00"},
            "2025-03-01",
            "2025-08-31",
            10.0,
        ),
        ({"Status": "Canceled", "Canceled At": "2025-08-12 10:00"}, "2025-03-01", "2025-08-12", 10.0),
        (
            {"Status": "canceled", "Trial End": "2025-04-01 09:00", "Ended At": "2025-03-20 09:00"},
            "2025-03-01",
            "2025-03-20",
            0.0,
        ),
        ({"Canceled At": "2025-08-12 10:00"}, "2025-03-01", None, 10.0),  # only asked for, and not yet over
        ({"Status": "unpaid", "Current Period Start": "2026-02-01 09:00"}, "2025-03-01", "2026-02-01", 10.0),
        ({"Status": "unpaid"}, "2025-03-01", None, 0.0),
    ],
)
def test_when_a_subscription_counts(
    tmp_path: Path, cells: dict[str, str], started: str, ended: str | None, mrr: float
) -> None:
    found = _csv(tmp_path, _cells(Amount="10.00", **{name.replace(" ", "_"): v for name, v in cells.items()}))
    (row,) = found.rows
    assert (row["started"], row["ended"], row["mrr"]) == (started, ended, mrr)


def test_rows_that_cannot_serve_are_dropped_with_their_reason(tmp_path: Path) -> None:
    found = _csv(
        tmp_path,
        _cells(Amount="10.00"),
        _cells(id="sub_2", Amount="10.00", Status="incomplete_expired"),
        _cells(id="sub_3", Amount=""),
        _cells(id="sub_4", Amount="10.00", Interval="fortnight"),
        _cells(id="sub_5", Amount="ten"),
        _cells(id="sub_6", Amount="10.00", Status="canceled"),
        _cells(id="sub_7", Amount="10.00", Status="merry"),
        _cells(id="sub_8", Amount="10.00", Quantity="a few"),
        _cells(id="sub_9", Amount="10.00", **{"Start_(UTC)": "31 Feb"}),
    )
    assert [row["id"] for row in found.rows] == ["sub_1"]
    assert [(drop.row, drop.column) for drop in found.report.drops] == [
        (3, "Status"),
        (4, "Amount"),
        (5, "Interval"),
        (6, "Amount"),
        (7, "Status"),
        (8, "Status"),
        (9, "Quantity"),
        (10, "Start Date (UTC)"),
    ]


def test_german_excel_is_read(tmp_path: Path) -> None:
    found = _csv(
        tmp_path,
        _cells(Amount="1.200,00", Interval="year", **{"Start_(UTC)": "31.03.2025 09:00"}),
        _cells(id="sub_2", Amount="29,90", **{"Start_(UTC)": "01.04.2025 09:00"}),
        delimiter=";",
    )
    assert [(row["mrr"], row["started"]) for row in found.rows] == [
        (100.0, "2025-03-31"),
        (29.9, "2025-04-01"),
    ]


def test_metadata_names_the_account_and_its_lack_is_said(tmp_path: Path) -> None:
    rows = [_cells(Amount="10.00"), _cells(id="sub_2", Amount="10.00")]
    rows[0][-1] = "ACC-1"
    found = _csv(tmp_path, *rows)
    assert [row["account"] for row in found.rows] == ["ACC-1", "cus_1"]
    assert any("--map account=COLUMN" in line for line in found.report.warnings)
    mapped = _csv(tmp_path, *rows, mapping={"account": "Customer Name"}, constants={"account": "ACC-9"})
    assert [row["account"] for row in mapped.rows] == ["ACC-9", "ACC-9"]


def test_amounts_like_cents_are_named(tmp_path: Path) -> None:
    cents = [_cells(id=f"sub_{n}", Amount=amount) for n, amount in enumerate(("4900", "2999", "120000"))]
    assert any("cents" in line for line in _csv(tmp_path, *cents).report.warnings)
    whole = [_cells(id=f"sub_{n}", Amount=amount) for n, amount in enumerate(("49.00", "2999", "120000"))]
    assert not any("cents" in line for line in _csv(tmp_path, *whole).report.warnings)
    yen = [
        _cells(id=f"sub_{n}", Amount=amount, Currency="jpy")
        for n, amount in enumerate(("4900", "2999", "120000"))
    ]
    assert not any("cents" in line for line in _csv(tmp_path, *yen).report.warnings)


@pytest.mark.parametrize(
    ("price", "quantity", "mrr"),
    [
        (_price(3000), 20, 600.0),
        (_price(120_000, "year"), 1, 100.0),
        (_price(240_000, "year", interval_count=2), 1, 100.0),
        (_price(9000, interval_count=3), 1, 30.0),
        (_price(6000, "week"), 1, 260.0),
        (_price(1200, "day"), 1, 365.0),
        (_price(5000, currency="jpy"), 2, 10_000.0),
        (_price(5000, currency="KRW"), 1, 5000.0),
        (_price(5120, currency="kwd"), 1, 5.12),
        (_price(None, unit_amount_decimal="0.5"), 1000, 5.0),
        (_price(1000, transform_quantity={"divide_by": 10, "round": "up"}), 25, 30.0),
        (_price(1000, transform_quantity={"divide_by": 10, "round": "down"}), 25, 20.0),
    ],
)
def test_mrr_of_an_item(tmp_path: Path, price: dict[str, Any], quantity: int, mrr: float) -> None:
    (row,) = _api(tmp_path, _sub(_item(price, quantity))).rows
    assert row["mrr"] == pytest.approx(mrr, abs=1e-6)
    assert (row["account"], row["plan"], row["seats"]) == ("ACC-1", "Team", quantity)


def test_several_items_are_rows_of_one_subscription(tmp_path: Path) -> None:
    found = _api(
        tmp_path,
        _sub(_item(_price(3000), 2), _item(_price(500, id="price_2", nickname="Backup")), _item(_price(700))),
    )
    assert [(row["id"], row["plan"], row["mrr"]) for row in found.rows] == [
        ("sub_1", "Team price_1 1", 60.0),
        ("sub_1", "Backup", 5.0),
        ("sub_1", "Team price_1 3", 7.0),
    ]
    assert found.report.dropped == {}


@pytest.mark.parametrize(
    ("discount", "mrr"),
    [
        ({"coupon": {"percent_off": 25, "duration": "forever"}}, 75.0),
        ({"coupon": {"amount_off": 1500, "currency": "usd", "duration": "forever"}}, 85.0),
        ({"source": {"coupon": {"percent_off": 50, "duration": "forever"}, "type": "coupon"}}, 50.0),
        ({"coupon": {"percent_off": 25, "duration": "once"}}, 100.0),
        ({"coupon": {"percent_off": 25, "duration": "repeating", "duration_in_months": 3}}, 100.0),
        ({"coupon": {"amount_off": 99_900, "currency": "usd", "duration": "forever"}}, 0.0),
    ],
)
def test_coupons(tmp_path: Path, discount: dict[str, Any], mrr: float) -> None:
    for fields in ({"discount": discount}, {"discounts": [discount]}):
        (row,) = _api(tmp_path, _sub(_item(_price(10_000)), **fields)).rows
        assert row["mrr"] == mrr
    (row,) = _api(tmp_path, _sub(_item(_price(10_000), discounts=[discount]))).rows
    assert row["mrr"] == mrr


def test_an_amount_off_a_whole_subscription_is_shared(tmp_path: Path) -> None:
    coupon = {"coupon": {"amount_off": 2000, "currency": "usd", "duration": "forever"}}
    found = _api(
        tmp_path,
        _sub(
            _item(_price(7500)),
            _item(_price(2500, id="price_2", nickname="Backup")),
            discounts=[coupon, "di_7"],
        ),
    )
    assert [row["mrr"] for row in found.rows] == [60.0, 20.0]
    assert any("expand[]=data.discounts" in line for line in found.report.warnings)


def test_metered_tiered_and_trialing_items(tmp_path: Path) -> None:
    found = _api(
        tmp_path,
        _sub(_item(_price(5, usage_type="metered"), None), id="sub_m"),
        _sub(_item(_price(None, billing_scheme="tiered", tiers_mode="volume")), id="sub_t"),
        _sub(_item(_price(1000)), id="sub_f", status="trialing", trial_end=MARCH_1_2025 + 30 * DAY),
        _sub(_item(_price(1000)), id="sub_i", status="incomplete"),
        _sub(id="sub_e"),
    )
    assert [(row["id"], row["mrr"]) for row in found.rows] == [("sub_m", 0.0), ("sub_f", 0.0)]
    assert [drop.detail[:24] for drop in found.report.drops] == [
        "its price is in tiers, w",
        "status incomplete: its f",
        "it has no items",
    ]
    assert any("usage is not recurring" in line for line in found.report.warnings)


def test_terms_from_the_api(tmp_path: Path) -> None:
    price = _price(1000)
    found = _api(
        tmp_path,
        _sub(_item(price), id="sub_a", trial_end=MARCH_1_2025 + 31 * DAY),
        _sub(_item(price), id="sub_b", status="canceled", ended_at=MARCH_1_2025 + 61 * DAY),
        _sub(_item(price, current_period_end=MARCH_1_2025 + 92 * DAY), id="sub_c", cancel_at_period_end=True),
        _sub(_item(price), id="sub_d", cancel_at=MARCH_1_2025 + 365 * DAY),
    )
    assert [(row["started"], row["ended"]) for row in found.rows] == [
        ("2025-04-01", None),
        ("2025-03-01", "2025-05-01"),
        ("2025-03-01", "2025-06-01"),
        ("2025-03-01", "2026-03-01"),
    ]


def test_all_shapes_of_the_api_give_the_same(tmp_path: Path) -> None:
    subs = [_sub(_item(_price(1000 + n)), id=f"sub_{n}") for n in range(3)]
    page = {"object": "list", "data": subs[:2]}, {"object": "list", "data": subs[2:]}
    shapes = {
        "page.json": json.dumps({"object": "list", "data": subs}),
        "array.json": json.dumps(subs),
        "lines.jsonl": ndjson(subs),
        "pages.jsonl": ndjson(page),
        "overlap.jsonl": ndjson([*subs, subs[1]]),
    }
    found = [table(write(tmp_path, name, text), "subscriptions") for name, text in shapes.items()]
    by_id = [sorted(one.rows, key=lambda row: str(row["id"])) for one in found]
    assert all(rows == by_id[0] for rows in by_id)
    assert found[-1].report.dropped == {DropReason.DUPLICATE.value: 1}


def test_older_plans_and_expanded_customers_are_read(tmp_path: Path) -> None:
    old = _sub(
        id="sub_o", customer={"id": "cus_9", "email": "a@b.example", "metadata": {"account_id": "ACC-7"}}
    )
    del old["items"], old["metadata"]
    old |= {"plan": {"id": "gold", "amount": 2400, "currency": "usd", "interval": "year"}, "quantity": 5}
    (row,) = _api(tmp_path, old).rows
    assert (row["account"], row["mrr"], row["seats"], row["plan"]) == ("ACC-7", 10.0, 5, "gold")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("pay.csv", "id,Amount,Amount Refunded,Currency,Card Brand\nch_1,10.00,0,usd,Visa\n"),
        ("inv.csv", "id,Customer,Amount Due,Amount Paid,Currency\nin_1,cus_1,10.00,10.00,usd\n"),
        ("ch.json", json.dumps({"object": "list", "data": [{"id": "ch_1", "object": "charge"}]})),
    ],
)
def test_payments_are_refused_with_the_export_to_take(tmp_path: Path, name: str, content: str) -> None:
    with pytest.raises(SourceError) as caught:
        table(write(tmp_path, name, content), "subscriptions")
    assert "Export subscriptions instead" in str(caught.value)


def test_subscriptions_are_no_accounts(tmp_path: Path) -> None:
    path = write(tmp_path, "s.csv", csv_text([HEAD, _cells(Amount="10.00")]))
    with pytest.raises(SourceError, match="nrr import subscriptions"):
        table(path)


@given(
    st.integers(0, 10**9),
    st.integers(1, 1000),
    st.sampled_from(["day", "week", "month", "year"]),
    st.integers(1, 12),
    st.sampled_from(["USD", "JPY", "KWD", "EUR", "CLP", "BHD"]),
)
def test_twelve_months_of_mrr_are_a_year_of_payments(
    amount: int, quantity: int, interval: str, count: int, currency: str
) -> None:
    often = periods_a_month(interval, count)
    assert often is not None
    a_year = {"day": 365, "week": 52, "month": 12, "year": 1}[interval]
    paid = Fraction(amount * quantity, minor_units(currency))
    assert 12 * paid * often == paid * Fraction(a_year, count)
