"""The plan table as a file: what it answers, and what is said of one that is wrong."""

from __future__ import annotations

import pytest

from accounts.expansion.plans import read_plans
from foundation.errors import SettingsError

GOOD = """
currency = "USD"
seat_metrics = ["seats"]
[[plans]]
name = "Small"
also = ["starter"]
price_per_seat = 10
next = "Large"
limits = { seats = 20 }
[[plans]]
name = "Large"
price_per_seat = 15.5
features = ["API"]
[[features]]
name = "API"
words = ["webhook"]
"""


def _error(text: str, currency: str = "USD") -> str:
    with pytest.raises(SettingsError) as caught:
        read_plans(text, "plans.toml", currency)
    return str(caught.value)


def test_a_plan_goes_by_its_other_names_and_knows_what_is_above_it() -> None:
    table = read_plans(GOOD, "plans.toml", "USD")
    small = table.plan(" STARTER ")
    assert small is not None
    assert [plan.name for plan in table.above(small)] == ["Large"]
    holder = table.first_with(small, "api")
    assert holder is not None
    assert holder.name == "Large"
    assert table.first_with(holder, "API") is None
    assert table.plan("Medium") is None


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (('next = "Large"', 'next = "Larg"'), "plans[1] 'Small'.next: 'Larg' is no plan of this table"),
        (('next = "Large"', 'next = "Small"'), "it goes in a circle: Small -> Small"),
        (("price_per_seat = 10\n", "price_per_seat = 10\nflat_mrr = 5\n"), "one of them is its price"),
        (
            ("price_per_seat = 10\n", "price_per_seat = 0\n"),
            "plans[1].price_per_seat: input should be greater",
        ),
        (("price_per_seat = 10\n", 'price_per_seat = "ten"\n'), "plans[1].price_per_seat"),
        (("price_per_seat = 10\n", "price = 10\n"), "plans[1].price: there is no such key"),
        (('features = ["API"]', 'features = ["APIs"]'), "plans[2] 'Large'.features: 'APIs' is no feature"),
        (("{ seats = 20 }", "{ seats = 0 }"), "plans[1] 'Small'.limits.seats: a limit is above 0"),
        (('also = ["starter"]', 'also = ["large"]'), "plans[2]: 'Large' names plans[1] too"),
        (("[[plans]]", "[[plans"), "the file is not TOML"),
    ],
)
def test_a_wrong_file_is_refused_with_its_name_and_the_key(change: tuple[str, str], said: str) -> None:
    words = _error(GOOD.replace(*change, 1))
    assert said in words
    assert "(plans.toml)" in words


def test_prices_in_another_currency_are_refused() -> None:
    assert "the prices are in USD, the workspace counts in EUR" in _error(GOOD, "EUR")
