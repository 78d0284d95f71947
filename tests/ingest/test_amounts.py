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
    assert "each was read as it stands" in column("12,5", "12.5").warning()


@pytest.mark.parametrize(
    ("cells", "wanted"),
    [
        (["$1,200", "1.200,50"], [None, 1200.5]),  # 1.2 dollars is no price
        (["$1,200", "1.200,50", "$1,200.50"], [1200.0, 1200.5, 1200.5]),  # dollars prove the point
        (["$1,200", "$99.50", "€1.200", "€9,50"], [1200.0, 99.5, 1200.0, 9.5]),
        (["1,200", "1.200,50", "1,200.50"], [None, 1200.5, 1200.5]),
        (["1.200", "1,200.50"], [None, 1200.5]),
        (["1.250", "12.50"], [None, 12.5]),
        (["1,200", "12,5"], [None, 12.5]),  # who writes 12,5 would write 1,2
        (["1,234", "12,50"], [None, 12.5]),
        (["83.333", "12.5", "0.125"], [83.333, 12.5, 0.125]),  # what programs write
        (["1,200", "1.200"], [None, None]),
        (["1,200", "1,200,000"], [1200.0, 1200000.0]),
        (["1.200", "1.200.000"], [1200.0, 1200000.0]),
        (["1,00,000", "1,200", "2,50,000.50"], [100000.0, 1200.0, 250000.5]),
        (["0,125", "12,5"], [0.125, 12.5]),
        (["0,125"], [0.125]),
        (["€1.200"], [1200.0]),
        (["1.200 EUR"], [1200.0]),
        (["EUR1.200"], [1200.0]),
        (["US$1,200"], [1200.0]),
        (["1\u00a0200,50", "1\u202f200"], [1200.5, 1200.0]),
        (["1'200.50", "1’200"], [1200.5, 1200.0]),
        (["(1,200)", "-1,200", "1,200.00"], [-1200.0, -1200.0, 1200.0]),
        (["1.2e3", "1,200"], [1200.0, 1200.0]),
        (["12 5", "1 2345", "1 200 00"], [None, None, None]),
        (["12k", "1,200/mo", "1.2.3", "1,2,3"], [None] * 4),
    ],
)
def test_what_contradicts_itself_is_not_guessed(cells: list[str], wanted: list[float | None]) -> None:
    found = column(*cells)
    assert [found.read(cell) for cell in cells] == wanted
    assert column(*reversed(cells)).read(cells[0]) == wanted[0]


def test_a_number_that_is_not_told_has_its_reason() -> None:
    found = column("$1,200", "1.200,50")
    assert found.fault("$1,200").startswith(
        "1,200 may be 1200 or 1.200 beside the other numbers of the column"
    )
    assert "1 number was dropped" in found.warning()
    assert found.fault("12k") == "not a number"
    named = NumberColumn(mark=".")
    assert "decimal comma" in named.fault("12,50")
    assert "1.200" in column("€1.200").warning() or "thousands" in column("€1.200").warning()


@given(
    st.lists(st.integers(1, 999_999), min_size=1, max_size=8),
    st.sampled_from([(",", "."), (".", ","), (" ", ","), ("'", "."), ("\u00a0", ",")]),
    st.sampled_from(["", "$", "€"]),
)
def test_a_column_in_one_hand_is_read_back(cents: list[int], marks: tuple[str, str], sign: str) -> None:
    group, decimal = marks
    cells = [
        sign + f"{cent / 100:,.2f}".replace(",", "_").replace(".", decimal).replace("_", group)
        for cent in cents
    ]
    found = column(*cells)
    assert [found.read(cell) for cell in cells] == [cent / 100 for cent in cents]
    assert found.warning() == ""


@given(
    st.lists(
        st.sampled_from(["$1,200", "1.200,50", "€1.200", "1,200.50", "12,5", "12.50", "1,200"]), max_size=6
    )
)
def test_a_thousand_and_some_is_never_one_and_some(cells: list[str]) -> None:
    found = column(*cells)
    assert {found.read(cell) for cell in cells} <= {None, 1200.0, 1200.5, 12.5}


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
