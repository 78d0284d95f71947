"""Numbers and dates as people write them: none is misread, and none is passed over."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbooks.written_dates import dates_and_rest
from playbooks.written_numbers import numbers_in, read_numbers


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("$1.2M", 1_200_000, "money"),
        ("EUR40k", 40_000, "money"),
        ("1.234,50 €", 1234.5, "money"),
        ("1 234,50 €", 1234.5, "money"),
        ("12,000", 12_000, "plain"),
        ("1,200", 1_200, "plain"),
        ("1.2k", 1_200, "plain"),
        ("0.125", 0.125, "plain"),
        ("1.250 Konten", 1_250, "plain"),
        ("58 %", 58, "percent"),
        ("58.375 %", 58.375, "percent"),
        ("5 Prozent", 5, "percent"),
        ("cinq pour cent", 5, "percent"),
        ("5 por ciento", 5, "percent"),
        ("3 percentage points", 3, "percent"),
        ("–5 points", -5, "plain"),
        ("minus 5 %", -5, "percent"),
        ("3x", 3, "factor"),
        ("twice", 2, "factor"),
        ("a dozen", 12, "plain"),
        ("twenty one tickets", 21, "plain"),
        ("one hundred and twenty accounts", 120, "plain"),
        ("zwölf Konten", 12, "plain"),
        ("einundzwanzig Tickets", 21, "plain"),
        ("neuf comptes", 9, "plain"),
        ("once cuentas", 11, "plain"),
        ("half of them", 50, "percent"),
        ("two thirds", 200 / 3, "percent"),
        ("４０", 40, "plain"),
        ("٤٠", 40, "plain"),
        ("4\u200d0", 40, "plain"),
        ("4\ufe0f\u20e30\ufe0f\u20e3", 40, "plain"),
        ("④⓪", 40, "plain"),
        ("1½", 1.5, "plain"),
        ("hundreds of accounts", 100, "plain"),
    ],
)
def test_a_number_is_read_as_it_is_meant(text: str, value: float, unit: str) -> None:
    found, left = read_numbers(text)
    assert [(round(one.value, 6), one.unit) for one in found] == [(round(value, 6), unit)]
    assert left == []


@pytest.mark.parametrize(
    "text",
    [
        "once again",
        "half a day",
        "the second half",
        "third-party",
        "last quarter",
        "one of them",
        "the neuf",
        "12.ª"[3:],
    ],
)
def test_words_that_only_look_like_numbers_are_none(text: str) -> None:
    assert read_numbers(text) == ([], [])


@pytest.mark.parametrize(
    "text",
    [
        "TF-0002",
        "v2.1",
        "14:30",
        "NRR93%",
        "1,20,000",
        "4О",
        "B2B",
        "XL accounts",
        "XII %",
        "三社",
        "24/7",
        "x40",
        "1e9x",
    ],
)
def test_what_holds_a_digit_and_is_no_number_is_handed_back(text: str) -> None:
    found, left = read_numbers(text)
    assert left
    assert not found or text == "1e9x"


def test_a_range_takes_the_unit_and_the_scale_of_its_end() -> None:
    (share,) = numbers_in("10-15 % of accounts")
    assert (share.value, share.upto, share.unit) == (10, 15, "percent")
    (money,) = numbers_in("$10-15k")
    assert (money.value, money.upto, money.unit) == (10_000, 15_000, "money")
    assert [one.value for one in numbers_in("from 4 to 8 tickets")] == [4, 8]
    assert [one.upto for one in numbers_in("between 10 and 15 accounts")] == [15]


def test_a_number_says_what_it_counts() -> None:
    assert [
        sorted(one.of) for one in numbers_in("3 open support tickets, a 90-day window, health score is 58")
    ] == [
        ["tickets"],
        ["days"],
        ["points"],
    ]
    assert [one.hedge for one in numbers_in("about 120, over half, nearly 200")] == ["about", "over", "under"]
    assert [one.rank for one in numbers_in("3rd, #4 and 5")] == [True, True, False]


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("on 2026-10-31", ["2026-10-31"]),
        ("31 October 2026", ["2026-10-31"]),
        ("October 31, 2026", ["2026-10-31"]),
        ("am 3. März 2026", ["2026-03-03"]),
        ("le 1er octobre 2026", ["2026-10-01"]),
        ("31 de octubre de 2026", ["2026-10-31"]),
        ("31.10.2026", ["2026-10-31"]),
        ("10/31/2026", ["2026-10-31"]),
        ("Oct '26", ["2026-10"]),
        ("Q3 2026", ["2026-07", "2026-08", "2026-09"]),
        ("1-15 October 2026", ["2026-10-01", "2026-10-15"]),
    ],
)
def test_a_date_is_read_in_many_forms(text: str, iso: list[str]) -> None:
    days, rest = dates_and_rest(text)
    assert [day for one in days for day in one.iso] == iso
    assert not any(char.isdigit() for char in rest)


@pytest.mark.parametrize("text", ["Of 40, 12 may churn", "March on", "2024-2026", "99.99.2026"])
def test_what_is_no_date_stays(text: str) -> None:
    assert dates_and_rest(text) == ([], text)


def test_a_count_behind_a_month_is_no_day() -> None:
    days, rest = dates_and_rest("In October 12 accounts left")
    assert [(one.months, one.day) for one in days] == [((10,), None)]
    assert "12 accounts" in rest


@given(st.text(alphabet="0123456789 .,-–%$€kMx/#:'“abcdefоNRtwo４٤²½\u200d", max_size=40))
def test_no_digit_is_passed_over(text: str) -> None:
    days, rest = dates_and_rest(text)
    found, left = read_numbers(rest)
    if any(char.isdecimal() for char in text):
        assert days or found or left


@given(st.integers(0, 10**9))
def test_whole_numbers_are_read_back(value: int) -> None:
    for written in (
        f"{value}",
        f"{value:,}",
        f"{value:,}".replace(",", "\u202f"),
        f"{value:_}".replace("_", "'"),
    ):
        assert [one.value for one in numbers_in(f"There were {written} of them.")] == [float(value)]
