"""What one item of a Stripe subscription costs, from its price (or plan) and quantity, exactly."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import cast

from ingest.sources.stripe_money import minor_units
from ingest.values import as_text

Values = Mapping[str, object]


def inner(values: Values, *path: str) -> Values:
    """The object at ``path``; empty where there is none."""
    found: object = values
    for name in path:
        found = found.get(name) if isinstance(found, dict) else None
    return cast("Values", found) if isinstance(found, dict) else {}


def listed(value: object) -> list[object]:
    """The elements of a list, or of a Stripe list object."""
    if isinstance(value, dict):
        value = value.get("data")
    return list(value) if isinstance(value, list) else []


def amount_of(price: Values, item: Values, currency: str) -> Fraction | str:
    """What an item costs an interval before discounts, in whole units of its price's currency (``currency``
    where it names none), 0 for metered use; or why that cannot be said."""
    if inner(price, "recurring").get("usage_type", price.get("usage_type")) == "metered":
        return Fraction(0)
    exact = price.get("unit_amount_decimal", price.get("amount_decimal"))
    unit = number(exact if exact is not None else price.get("unit_amount", price.get("amount")))
    if unit is None:
        tiered = price.get("billing_scheme") == "tiered" or "tiers_mode" in price
        return "its price is in tiers, which no single amount says" if tiered else "its price has no amount"
    quantity = quantity_of(item)
    if quantity is None:
        return "its quantity is not a whole number"
    bundle = inner(price, "transform_quantity")
    size = whole_number(bundle.get("divide_by"))
    if size:
        quantity = -(-quantity // size) if bundle.get("round") == "up" else quantity // size
    return unit * quantity / minor_units(as_text(price.get("currency")) or currency)


def price_of(item: Values) -> Values:
    """An item's price, or the plan that older versions have in its stead."""
    return inner(item, "price") or inner(item, "plan")


def plan_names(prices: Sequence[Values]) -> list[str]:
    """A name for each price; where two have the same, with the price's id, or a number if that is no help."""
    ids = [as_text(price.get("id")) for price in prices]
    names = [
        as_text(price.get("nickname"))
        or as_text(inner(price, "product").get("name"))
        or as_text(price.get("lookup_key"))
        or ident
        for price, ident in zip(prices, ids, strict=True)
    ]
    same = Counter(names)
    told = [f"{name} {ident}" if same[name] > 1 else name for name, ident in zip(names, ids, strict=True)]
    again = Counter(told)
    return [f"{name} {number}" if again[name] > 1 else name for number, name in enumerate(told, start=1)]


def quantity_of(item: Values) -> int | None:
    """1 where nothing is said, None for what is no whole number."""
    value = item.get("quantity")
    return 1 if value is None else whole_number(value)


def whole_number(value: object) -> int | None:
    """A whole number that is not negative, else None."""
    found = number(value)
    return int(found) if found is not None and found.denominator == 1 and found >= 0 else None


def number(value: object) -> Fraction | None:
    """An exact number, None for what is none or beyond any price."""
    if value is None or isinstance(value, bool):
        return None
    try:
        found = Decimal(str(value))
    except InvalidOperation:
        return None
    # an exponent beyond any price would make a fraction of millions of digits
    return Fraction(found) if found.is_finite() and abs(found.adjusted()) < 16 else None
