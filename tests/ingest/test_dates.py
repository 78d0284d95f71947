"""Dates in many hands, and the law that an order is proven, set or said."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.dates import DateColumn, DateOrder, parse_day, parse_moment

FIFTH = datetime(2026, 3, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-05",
        "2026/3/5",
        "2026.03.05",
        "20260305",
        "5 Mar 2026",
        "5th of March 2026",
        "Mar 5, 2026",
        "March 5th 2026",
        "05-Mar-26",
        "Thu, 05 Mar 2026 00:00:00 +0000",
        "2026-03-05T00:00:00Z",
        "2026-03-05 00:00:00.000000 UTC",
        "2026-03-05T02:00:00+02:00",
        "2026-03-04 19:00 EST",
        "2026-03-05 12:00 AM",
        "20260305T000000Z",
        "1772668800",
        "1772668800000",
        "1772668800.0",
    ],
)
def test_one_day_in_many_hands(text: str) -> None:
    assert parse_moment(text) == FIFTH


@pytest.mark.parametrize(
    "text",
    [
        "",
        "NA",
        "soon",
        "2026-13-05",
        "2026-02-30",
        "32/01/2026",
        "2026-03-05 25:00",
        "2026-03-05 noise",
        "12",
        "1.5",
    ],
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert parse_moment(text, DateOrder.DAY_FIRST) is None
    assert parse_day(text, DateOrder.DAY_FIRST) is None


def test_the_order_decides_what_is_unclear() -> None:
    assert parse_day("03/04/2026", DateOrder.DAY_FIRST) == date(2026, 4, 3)
    assert parse_day("03/04/2026", DateOrder.MONTH_FIRST) == date(2026, 3, 4)
    assert parse_day("03/04/2026", DateOrder.MIXED) is None
    assert parse_day("25/04/2026", DateOrder.MIXED) == date(2026, 4, 25)
    assert parse_day("04/04/2026", DateOrder.MIXED) == date(2026, 4, 4)


def decided(*cells: str) -> tuple[DateOrder, str]:
    column = DateColumn()
    for cell in cells:
        column.observe(cell)
    return column.decide()


def test_one_clear_date_settles_the_column() -> None:
    assert decided("03/04/2026", "25/04/2026") == (DateOrder.DAY_FIRST, "")
    assert decided("03/04/2026", "04/25/2026") == (DateOrder.MONTH_FIRST, "")
    assert decided("2026-04-03", "2026-04-25") == (DateOrder.MIXED, "")


def test_an_assumption_is_said() -> None:
    order, warning = decided("03/04/2026", "05/06/2026")
    assert order is DateOrder.MONTH_FIRST
    assert "2 dates" in warning
    assert "date_order" in warning
    assert decided("03.04.2026")[0] is DateOrder.DAY_FIRST


def test_both_orders_keep_only_what_is_clear() -> None:
    order, warning = decided("25/04/2026", "04/25/2026", "03/04/2026")
    assert order is DateOrder.MIXED
    assert "1 unclear" in warning


def test_the_operator_has_the_last_word() -> None:
    column = DateColumn()
    column.observe("03/04/2026")
    assert column.decide(DateOrder.DAY_FIRST) == (DateOrder.DAY_FIRST, "")
    assert DateOrder.parse("dmy") is DateOrder.DAY_FIRST
    assert DateOrder.parse("perhaps") is None


def test_a_moment_without_zone_is_in_the_given_one() -> None:
    zone = timezone(timedelta(hours=2))
    assert parse_moment("2026-03-05 02:00", zone=zone) == FIFTH
    assert parse_moment(datetime(2026, 3, 5, 2), zone=zone) == FIFTH  # noqa: DTZ001
    assert parse_moment(date(2026, 3, 5)) == FIFTH


@given(st.datetimes(min_value=datetime(1950, 1, 1), max_value=datetime(2150, 1, 1)), st.integers(-720, 720))  # noqa: DTZ001
def test_iso_text_is_read_back(moment: datetime, minutes: int) -> None:
    aware = moment.replace(tzinfo=timezone(timedelta(minutes=minutes)))
    assert parse_moment(aware.isoformat()) == aware


@given(st.dates(min_value=date(1970, 1, 1), max_value=date(2150, 1, 1)))
def test_a_proven_order_reads_days_back(day: date) -> None:
    assert parse_day(f"{day:%d/%m/%Y}", DateOrder.DAY_FIRST) == day
    assert parse_day(f"{day:%m/%d/%Y}", DateOrder.MONTH_FIRST) == day


@given(st.text(max_size=40), st.sampled_from(DateOrder))
def test_no_text_makes_it_raise(text: str, order: DateOrder) -> None:
    moment = parse_moment(text, order)
    assert moment is None or moment.tzinfo is UTC


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-03-31T23:30:00-05:00", date(2026, 3, 31)),
        ("2026-04-01T00:30:00+02:00", date(2026, 4, 1)),
        ("2026-03-31T23:30:00Z", date(2026, 3, 31)),
        ("2026-03-31T23:30:00", date(2026, 3, 31)),
        ("2026-03-31 23:30:00 EST", date(2026, 3, 31)),
        ("2026-03-29T02:30:00", date(2026, 3, 29)),  # an hour that a change of clocks leaves out
        ("1774999800", date(2026, 3, 31)),  # Unix time is UTC: 23:30
        ("1774999800000", date(2026, 3, 31)),
        ("1775001600", date(2026, 4, 1)),
        ("46112", None),  # a workbook's day number in a text file may as well be an amount
    ],
)
def test_the_day_of_a_table_is_the_day_as_it_is_written(text: str, day: date | None) -> None:
    assert parse_day(text) == day
