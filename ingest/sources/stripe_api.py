"""Stripe's subscriptions as its API gives them: a row for each item, amounts in the currency's smallest unit.

Older and newer shapes are read alike: prices or plans, discounts on the subscription, its list or its items,
billing periods on the subscription or (since 2025-03-31.basil) on the items.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

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
from ingest.sources.stripe_prices import (
    Values,
    amount_of,
    inner,
    listed,
    number,
    plan_names,
    price_of,
    quantity_of,
    whole_number,
)
from ingest.sources.table_source import Ask, Cells, own_row
from ingest.values import as_text
from ingest.words import word_set

_SHAPE = word_set(
    "object items plan status customer currency start start_date created trial_start trial_end ended_at "
    "canceled_at cancel_at cancel_at_period_end current_period_start current_period_end discount discounts "
    "quantity livemode collection_method latest_invoice billing_cycle_anchor metadata"
)


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


@dataclass(frozen=True, slots=True)
class _Subscription:
    row: Row
    ask: Ask
    notes: Counter[str]

    @property
    def currency(self) -> str:
        return as_text(self.row.values.get("currency")).upper()

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
        prices = [price_of(item) for item in items]
        totals = [amount_of(price, item, self.currency) for price, item in zip(prices, items, strict=True)]
        whole = sum((total for total in totals if isinstance(total, Fraction)), Fraction(0))
        names = plan_names(prices)
        self._say(term)
        for item, price, total, plan in zip(items, prices, totals, names, strict=True):
            yield self._item(item, price, total, whole, plan, term)

    def _item(
        self, item: Values, price: Values, total: Fraction | str, whole: Fraction, plan: str, term: Term
    ) -> Record:
        if isinstance(total, str):
            return self._dropped("items", total)
        currency = as_text(price.get("currency")).upper() or self.currency
        recurring = inner(price, "recurring") or price
        metered = as_text(recurring.get("usage_type")) == "metered"
        often = periods_a_month(
            as_text(recurring.get("interval")), whole_number(recurring.get("interval_count")) or 1
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
            "seats": quantity_of(item) if not metered else None,
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
                percent = number(coupon.get("percent_off"))
                off = number(coupon.get("amount_off"))
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
                    "on {count} items a discount is named by its id alone, so MRR is before it; export with "
                    "expand[]=data.discounts"
                ] += 1
            elif coupon.get("duration") in ("once", "repeating"):
                self.notes[
                    "on {count} items a coupon for once or some months leaves MRR as it is, as Stripe counts it"
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


def _day(value: object) -> date | None:
    moment = parse_moment(value)
    return moment.date() if moment else None
