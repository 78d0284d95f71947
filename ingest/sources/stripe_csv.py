"""Stripe's subscriptions export (CSV): one subscription a row, amounts in whole units of the currency.

``Amount`` is the price of one unit for one interval; MRR = Amount x Quantity x intervals a month.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction

from accounts.tables import Column, ColumnType
from ingest.amounts import NumberColumn, currency_of
from ingest.items import Dropped, DropReason
from ingest.mapping import plain_name
from ingest.records import Record, Row
from ingest.sources.stripe_money import (
    Life,
    NoTerm,
    as_amount,
    minor_units,
    periods_a_month,
    plain_status,
    term_of,
)
from ingest.sources.table_source import Ask, Cells, own_row
from ingest.values import ColumnReader, is_nothing

ACCOUNT_KEYS = ("account_id", "account", "accountid", "crm_account_id", "company_id", "crm_id")
"""Metadata under which the account's own id is looked for, surest first."""

_START = ("Start Date (UTC)", "Start (UTC)", "Start Date", "Created (UTC)", "Created")
_DAYS = {
    "trial_end": ("Trial End (UTC)", "Trial End"),
    "ended": ("Ended At (UTC)", "Ended At"),
    "canceled": ("Canceled At (UTC)", "Canceled At", "Cancelled At (UTC)"),
    "cancel_at": ("Cancel At (UTC)", "Cancel At"),
    "period_start": ("Current Period Start (UTC)", "Current Period Start"),
    "period_end": ("Current Period End (UTC)", "Current Period End"),
}
_AMOUNT, _INTERVAL, _QUANTITY = "Amount", "Interval", "Quantity"
_LEAST_FOR_CENTS = 3


class _Unread(Exception):
    def __init__(self, reason: DropReason, column: str, detail: str = "") -> None:
        super().__init__(detail)
        self.reason, self.column, self.detail = reason, column, detail


class _File:
    """The columns of one export, judged as a whole, and what is to be said of it."""

    def __init__(self, cells: Sequence[Cells], ask: Ask) -> None:
        self.ask = ask
        self.amounts, self.quantities = NumberColumn(), NumberColumn()
        self.dates = ColumnReader(Column("started", ColumnType.DATE), ask.order)
        self.by_customer = self.trials = self.unpaid = self.many = self.coupons = 0
        for record in cells:
            self.amounts.observe(record.first(_AMOUNT))
            self.quantities.observe(record.first(_QUANTITY))
            for name in (*_START, *(name for names in _DAYS.values() for name in names)):
                self.dates.observe(record.first(name))
        for warning in (self.dates.settle(), self.amounts.warning()):
            if warning:
                ask.warn(warning)

    def day(self, record: Cells, *names: str) -> date | None:
        cell = record.first(*names)
        if is_nothing(cell):
            return None
        moment = self.dates.moment(cell)
        if moment is None:
            raise _Unread(DropReason.BAD_VALUE, names[0], "not a date, or day and month cannot be told apart")
        return moment.date()

    def row(self, row: Row, record: Cells) -> Row | Dropped:
        try:
            return own_row(row, self.fields(record), record, self.ask)
        except _Unread as fault:
            return Dropped(row.file, row.number, fault.reason, fault.column, fault.detail)
        except NoTerm as fault:
            return Dropped(row.file, row.number, DropReason.NOT_A_RECORD, "Status", str(fault))

    def fields(self, record: Cells) -> dict[str, object]:
        """The subscription as the product's own columns."""
        status = plain_status(record.text("Status"))
        at_end = record.text("Cancel At Period End").lower() in ("true", "yes", "1")
        days = {name: self.day(record, *names) for name, names in _DAYS.items()}
        if at_end and days["cancel_at"] is None:
            days["cancel_at"] = days["period_end"]
        start = self.day(record, *_START)
        if start is None:
            raise _Unread(DropReason.MISSING_VALUE, "Start (UTC)", "empty")
        term = term_of(Life(status, start, **days))
        cell = record.first("Currency")
        currency = str(cell).strip() if cell is not None else currency_of(record.first(_AMOUNT))
        self.trials += status in ("trialing", "paused")
        self.unpaid += status == "unpaid"
        record.hide((_AMOUNT, _INTERVAL, _QUANTITY, "Interval Count", "Trial Start (UTC)", "Customer ID"))
        record.hide(name for names in (_START, *_DAYS.values()) for name in names)
        self.coupons += bool(record.text("Coupon", "Discount", "Promotion Code"))
        quantity = self.quantity(record)
        return {
            "account": self.account(record),
            "id": record.text("id", "Subscription ID"),
            "started": term.started.isoformat() if term.started else None,
            "ended": term.ended.isoformat() if term.ended else None,
            "mrr": self.mrr(record, quantity) if term.pays else 0.0,
            "currency": currency.upper() or None,
            "plan": record.text("Plan", "Plan Name", "Product", "Price Name", "Price ID") or None,
            "seats": quantity,
        }

    def account(self, record: Cells) -> str:
        names = [f"{key} (metadata)" for key in ACCOUNT_KEYS]
        account = record.text(*names)
        customer = record.text("Customer ID", "Customer")
        self.by_customer += not account
        return account or customer

    def quantity(self, record: Cells) -> int:
        cell = record.first(_QUANTITY)
        if is_nothing(cell):
            return 1
        number = self.quantities.read(cell)
        if number is None or number < 0 or not number.is_integer():
            raise _Unread(DropReason.BAD_VALUE, _QUANTITY, "not a whole number")
        self.many += number > 1
        return int(number)

    def mrr(self, record: Cells, quantity: int) -> float:
        if "mrr" in self.ask.mapping:
            return 0.0
        cell = record.first(_AMOUNT)
        if is_nothing(cell):
            raise _Unread(
                DropReason.MISSING_VALUE,
                _AMOUNT,
                "several items or a price in tiers; import the API's JSON, which has them all",
            )
        amount = self.amounts.read(cell)
        if amount is None:
            raise _Unread(DropReason.BAD_VALUE, _AMOUNT, self.amounts.fault(cell))
        times = self.quantities.read(record.first("Interval Count"))
        often = periods_a_month(record.text(_INTERVAL) or "month", 1 if times is None else int(times))
        if often is None:
            raise _Unread(DropReason.BAD_VALUE, _INTERVAL, "not day, week, month or year")
        return as_amount(Fraction(repr(amount)) * quantity * often)

    def say(self, cells: Sequence[Cells]) -> None:
        """What was taken for granted."""
        warn = self.ask.warn
        if self.by_customer and "account" not in self.ask.mapping:
            warn(
                f"{self.by_customer:,} rows have no account_id among their metadata, so Stripe's customer id "
                "stands for the account; name another column with --map account=COLUMN"
            )
        if cells and not any(record.has(_INTERVAL) for record in cells):
            warn("there is no Interval column, so every Amount was taken as a month's")
        if self.many:
            warn(f"Amount was taken as the price of one unit and multiplied by Quantity ({self.many:,} rows)")
        if self.trials:
            warn(f"{self.trials:,} trials or pauses are kept with an MRR of 0, as Stripe counts them")
        if self.unpaid:
            warn(f"{self.unpaid:,} unpaid subscriptions count until the period that was not paid began")
        if self.coupons:
            warn(
                f"{self.coupons:,} rows have a coupon, whose worth this export does not say; their MRR is "
                "before discount (the API's JSON has it)"
            )
        if self._like_cents(cells):
            warn(
                "every Amount is a whole number that ends in 0, 5 or 9, as cents do; Stripe's export has whole "
                "units (49.00), so divide the amounts by 100 if they come from elsewhere"
            )

    def _like_cents(self, cells: Sequence[Cells]) -> bool:
        texts = [record.text(_AMOUNT) for record in cells if record.text(_AMOUNT).strip("0")]
        if len(texts) < _LEAST_FOR_CENTS:
            return False
        if any(minor_units(record.text("Currency")) != 100 for record in cells):
            return False
        return all(text.isdigit() and len(text) >= 3 and text[-1] in "059" for text in texts)


def csv_subscriptions(rows: Sequence[Row], ask: Ask) -> Iterable[Record]:
    """The export's rows as subscriptions, one for one."""
    cells = [Cells(row.values) for row in rows]
    file = _File(cells, ask)
    made = [file.row(row, record) for row, record in zip(rows, cells, strict=True)]
    file.say(cells)
    return made


def is_export(headers: frozenset[str]) -> bool:
    """Whether these plain names are those of the subscriptions export."""
    days = {plain_name(name) for names in _DAYS.values() for name in names if "UTC" in name}
    return {"id", "customerid", "status"} <= headers and bool(headers & (days | {"startutc", "startdateutc"}))
