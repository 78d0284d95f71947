"""Stripe's subscriptions as its API gives them: a row for each item, amounts in the currency's smallest unit.

Older and newer shapes are read alike: prices or plans, discounts on the subscription, its list or its items,
billing periods on the subscription or (since 2025-03-31.basil) on the items.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import cast

from ingest.dates import parse_moment
from ingest.items import Dropped, DropReason
from ingest.records import Record, Row
from ingest.sources.stripe_csv import ACCOUNT_KEYS
from ingest.sources.stripe_money import (
    Life,
    NoTerm,
    Term,
    as_amount,
    minor_units,
    periods_a_month,
    plain_status,
    term_of,
)
from ingest.sources.table_source import Ask, Cells, own_row
from ingest.values import as_text
from ingest.words import word_set

Values = Mapping[str, object]
_SHAPE = word_set(
    "object items plan status customer currency start start_date created trial_start trial_end ended_at "
    "canceled_at cancel_at cancel_at_period_end current_period_start current_period_end discount discounts "
    "quantity livemode collection_method latest_invoice billing_cycle_anchor metadata"
)


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


def is_subscription(values: Values) -> bool:
    """Whether a record is a subscription of the API."""
    return values.get("object") == "subscription" or (
        "customer" in values and "status" in values and bool(listed(values.get("items")))
    )


def api_subscriptions(rows: Sequence[Row], ask: Ask) -> Iterable[Record]:
    """All items of all subscriptions; of a subscription that comes twice the last version counts."""
    last = {as_text(row.values.get("id")): index for index, row in enumerate(rows)}
    notes: Counter[str] = Counter()
    for index, row in enumerate(rows):
        if last[as_text(row.values.get("id"))] != index:
            detail = "a later record of this subscription follows"
            yield Dropped(row.file, row.number, DropReason.DUPLICATE, "id", detail)
        else:
            yield from _Subscription(row, ask, notes).rows()
    for line, count in sorted(notes.items()):
        ask.warn(line.format(count=f"{count:,}"))


class _Odd(Exception):
    """An item that makes no row; the message says why."""


@dataclass(frozen=True, slots=True)
class _Subscription:
    row: Row
    ask: Ask
    notes: Counter[str]

    def rows(self) -> Iterator[Record]:
        values = self.row.values
        if not is_subscription(values):
            yield self._dropped("", "not a subscription")
            return
        items = [item for item in listed(values.get("items")) if isinstance(item, dict)]
        if not items and inner(values, "plan"):
            items = [{"plan": values["plan"], "quantity": values.get("quantity")}]
        if not items:
            yield self._dropped("items", "it has no items")
            return
        if inner(values, "items").get("has_more") is True:
            self.notes[
                "{count} subscriptions have more items than this export lists; their MRR is short"
            ] += 1
        try:
            term = term_of(self._life(items))
        except NoTerm as fault:
            for _ in items:
                yield self._dropped("status", str(fault))
            return
        prices = [_price_of(item) for item in items]
        totals = [self._amount(price, item) for price, item in zip(prices, items, strict=True)]
        whole = sum((total for total in totals if isinstance(total, Fraction)), Fraction(0))
        names = _plan_names(prices)
        self._say(term)
        for item, price, total, plan in zip(items, prices, totals, names, strict=True):
            yield self._item(item, price, total, whole, plan, term)

    def _item(
        self, item: Values, price: Values, total: Fraction | str, whole: Fraction, plan: str, term: Term
    ) -> Record:
        if isinstance(total, str):
            return self._dropped("items", total)
        currency = as_text(price.get("currency") or self.row.values.get("currency")).upper()
        recurring = inner(price, "recurring") or price
        metered = as_text(recurring.get("usage_type")) == "metered"
        often = periods_a_month(
            as_text(recurring.get("interval")), _whole(recurring.get("interval_count")) or 1
        )
        if often is None:
            return self._dropped("items", "its price has no interval of day, week, month or year")
        paid = self._discounted(total, whole, item, currency)
        if metered and term.pays:
            self.notes["{count} metered items are kept with an MRR of 0: usage is not recurring revenue"] += 1
        cells = Cells(self.row.values)
        cells.hide(name for name in _SHAPE if name in self.row.values)
        cells.hide(f"{name}.{key}" for name in _SHAPE for key in inner(self.row.values, name))
        fields: dict[str, object] = {
            "account": self._account(),
            "id": cells.text("id"),
            "started": term.started.isoformat() if term.started else None,
            "ended": term.ended.isoformat() if term.ended else None,
            "mrr": as_amount(paid * often) if term.pays and not metered else 0.0,
            "currency": currency or None,
            "plan": plan or None,
            "seats": _quantity(item) if not metered else None,
        }
        return own_row(self.row, fields, cells, self.ask)

    def _dropped(self, column: str, detail: str) -> Dropped:
        return Dropped(self.row.file, self.row.number, DropReason.NOT_A_RECORD, column, detail)

    def _account(self) -> str:
        values = self.row.values
        customer = inner(values, "customer")
        for metadata in (inner(values, "metadata"), inner(customer, "metadata")):
            for key in ACCOUNT_KEYS:
                if text := as_text(metadata.get(key)):
                    return text
        if "account" not in self.ask.mapping:
            self.notes[
                "{count} items have no account_id among their metadata, so Stripe's customer id stands for the "
                "account; name another field with --map account=COLUMN"
            ] += 1
        return as_text(customer.get("id")) if customer else as_text(values.get("customer"))

    def _life(self, items: Sequence[Values]) -> Life:
        values = self.row.values
        period_end = _day(values.get("current_period_end")) or _day(items[0].get("current_period_end"))
        cancel_at = _day(values.get("cancel_at"))
        if cancel_at is None and values.get("cancel_at_period_end") is True:
            cancel_at = period_end
        start = values.get("start_date") or values.get("start") or values.get("created")
        return Life(
            status=plain_status(as_text(values.get("status"))),
            start=_day(start),
            trial_end=_day(values.get("trial_end")),
            ended=_day(values.get("ended_at")),
            canceled=_day(values.get("canceled_at")),
            cancel_at=cancel_at,
            period_start=_day(values.get("current_period_start"))
            or _day(items[0].get("current_period_start")),
            period_end=period_end,
        )

    def _amount(self, price: Values, item: Values) -> Fraction | str:
        """What an item costs an interval before discounts, in whole units; or why that cannot be said."""
        quantity = _quantity(item)
        if inner(price, "recurring").get("usage_type", price.get("usage_type")) == "metered":
            return Fraction(0)
        exact = price.get("unit_amount_decimal", price.get("amount_decimal"))
        unit = _number(exact if exact is not None else price.get("unit_amount", price.get("amount")))
        if unit is None:
            tiered = price.get("billing_scheme") == "tiered" or "tiers_mode" in price
            return (
                "its price is in tiers, which no single amount says" if tiered else "its price has no amount"
            )
        if quantity is None:
            return "its quantity is not a whole number"
        bundle = inner(price, "transform_quantity")
        size = _whole(bundle.get("divide_by"))
        if size:
            quantity = -(-quantity // size) if bundle.get("round") == "up" else quantity // size
        return (
            unit * quantity / minor_units(as_text(price.get("currency") or self.row.values.get("currency")))
        )

    def _discounted(self, amount: Fraction, whole: Fraction, item: Values, currency: str) -> Fraction:
        """The amount after coupons that last for ever; those of the whole subscription are shared among its
        items by what they cost."""
        share = amount / whole if whole else Fraction(0)
        values = self.row.values
        for part, discounts in (
            (Fraction(1), [*listed(item.get("discounts")), item.get("discount")]),
            (share, [*listed(values.get("discounts")), values.get("discount")]),
        ):
            for coupon in self._coupons(discounts):
                percent = _number(coupon.get("percent_off"))
                off = _number(coupon.get("amount_off"))
                if percent is not None:
                    amount -= amount * min(percent, Fraction(100)) / 100
                elif off is not None:
                    amount -= off / minor_units(as_text(coupon.get("currency")) or currency) * part
        return max(amount, Fraction(0))

    def _coupons(self, discounts: Iterable[object]) -> Iterator[Values]:
        seen: set[str] = set()
        for discount in discounts:
            if not discount:
                continue
            found = discount if isinstance(discount, dict) else {}
            coupon = inner(found, "coupon") or inner(found, "source", "coupon")
            key = as_text(found.get("id") or coupon.get("id"))
            if key and key in seen:
                continue
            seen.add(key)
            if not coupon:
                self.notes[
                    "{count} discounts are named by id alone, so MRR is before them; export with "
                    "expand[]=data.discounts"
                ] += 1
            elif coupon.get("duration") in ("once", "repeating"):
                self.notes[
                    "{count} coupons for once or some months leave MRR as it is, as Stripe counts it"
                ] += 1
            else:
                yield coupon

    def _say(self, term: Term) -> None:
        status = plain_status(as_text(self.row.values.get("status")))
        if status in ("trialing", "paused"):
            self.notes["{count} trials or pauses are kept with an MRR of 0, as Stripe counts them"] += 1
        elif status == "unpaid":
            self.notes["{count} unpaid subscriptions count until the period that was not paid began"] += 1
        if inner(self.row.values, "pause_collection") and term.pays:
            self.notes["{count} subscriptions have their collection paused; they still count"] += 1


def _price_of(item: Values) -> Values:
    return inner(item, "price") or inner(item, "plan")


def _plan_names(prices: Sequence[Values]) -> list[str]:
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


def _quantity(item: Values) -> int | None:
    """1 where nothing is said, None for what is no whole number."""
    value = item.get("quantity")
    return 1 if value is None else _whole(value)


def _whole(value: object) -> int | None:
    number = _number(value)
    return int(number) if number is not None and number.denominator == 1 and number >= 0 else None


def _number(value: object) -> Fraction | None:
    if value is None or isinstance(value, bool):
        return None
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    # an exponent beyond any price would make a fraction of millions of digits
    return Fraction(number) if number.is_finite() and abs(number.adjusted()) < 16 else None


def _day(value: object) -> date | None:
    moment = parse_moment(value)
    return moment.date() if moment else None
