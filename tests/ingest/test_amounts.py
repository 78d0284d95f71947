"""Numbers in many hands: one decimal mark a column, proven or said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.amounts import NumberColumn, currency_of


def column(*cells: str) -> NumberColumn:
    found = NumberColumn()
    for cell in cells:
        found.observe(cell)
    return found


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1234", 1234.0),
        ("1,234.50", 1234.5),
        ("$1,234", 1234.0),
        ("€ 12.5", 12.5),
        ("USD 1'234.5", 1234.5),
        ("1 234.5", 1234.5),
        ("(45.00)", -45.0),
        ("−3", -3.0),
        ("1e3", 1000.0),
        (".5", 0.5),
    ],
)
def test_numbers_in_many_hands(text: str, value: float) -> None:
    assert column("12.5", text).read(text) == value


@pytest.mark.parametrize("text", ["", "twelve", "45%", "1,23,4", "1.2.3", "12k", "inf", "nan", "1-2", "--1"])
def test_what_is_no_number_is_none(text: str) -> None:
    assert column("12.5", text).read(text) is None


def test_one_proof_of_the_decimal_comma_turns_the_column() -> None:
    found = column("1.234", "12,5", "1.234,56", "1,234")
    assert [found.read(cell) for cell in ("1.234", "12,5", "1.234,56", "1,234")] == [
        1234.0,
        12.5,
        1234.56,
        1.234,
    ]
    assert found.warning() == ""


def test_an_assumption_is_said() -> None:
    assert column("1,234").read("1,234") == 1234.0
    assert "thousands" in column("1,234").warning()
    assert column("1.234").read("1.234") == 1.234
    assert "decimal point" in column("1.234").warning()
    assert column("1,234", "1,234.5").warning() == ""
    assert "rarer" in column("12,5", "12.5").warning()


def test_currencies_are_noticed() -> None:
    assert column("€ 12", "$3").currencies == {"EUR", "USD"}
    assert (currency_of("12 CHF"), currency_of("12")) == ("CHF", "")


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e12, max_value=1e12))
def test_numbers_are_read_back(number: float) -> None:
    plain, grouped = f"{number:.2f}", f"{number:,.2f}"
    european = grouped.replace(",", "_").replace(".", ",").replace("_", ".")
    assert column(plain).read(plain) == float(plain)
    assert column(grouped).read(grouped) == float(plain)
    assert column(european).read(european) == float(plain)


@given(st.text(max_size=20))
def test_no_text_makes_it_raise(text: str) -> None:
    value = column(text).read(text)
    assert value is None or isinstance(value, float)
