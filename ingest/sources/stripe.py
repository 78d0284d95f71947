"""Stripe: subscriptions as CSV or from the API. Payments, charges and invoices are told and refused, as money
that came in once says nothing of what recurs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ingest.records import Record, Row
from ingest.sources.stripe_api import api_subscriptions, is_subscription
from ingest.sources.stripe_csv import csv_subscriptions, is_export
from ingest.sources.table_source import Ask, TableSource, headers_of

_PAYMENT_OBJECTS = frozenset(
    {"charge", "payment_intent", "invoice", "refund", "balance_transaction", "payout", "checkout.session"}
)
_PAYMENT_COLUMNS = frozenset(
    {"amountrefunded", "cardbrand", "cardlast4", "convertedamount", "disputedamount"}
)
_INVOICE_COLUMNS = frozenset({"amountdue", "amountpaid", "amountremaining"})
_HOW = (
    "Export subscriptions instead: Stripe dashboard, Billing, Subscriptions, Export (all columns), or the API's "
    "/v1/subscriptions?status=all as JSON."
)


def _claims(rows: Sequence[Row]) -> bool:
    return any(is_subscription(row.values) for row in rows[:50]) or is_export(headers_of(rows))


def _is_payments(rows: Sequence[Row]) -> bool:
    if any(row.values.get("object") in _PAYMENT_OBJECTS for row in rows[:50]):
        return True
    headers = headers_of(rows)
    paid = "amount" in headers and bool(headers & _PAYMENT_COLUMNS)
    return "id" in headers and (paid or len(headers & _INVOICE_COLUMNS) > 1)


def _subscriptions(rows: Sequence[Row], ask: Ask) -> Iterable[Record]:
    from_api = any("items" in row.values or row.values.get("object") for row in rows)
    return api_subscriptions(rows, ask) if from_api else csv_subscriptions(rows, ask)


SUBSCRIPTIONS = TableSource(
    name="stripe",
    what="an export of Stripe subscriptions",
    claims=_claims,
    kinds={"subscriptions": _subscriptions},
    instead="Import it as subscriptions: nrr import subscriptions FILE.",
    whole_ids=True,
)
PAYMENTS = TableSource(
    name="stripe payments",
    what="an export of Stripe payments, charges or invoices",
    claims=_is_payments,
    kinds={},
    instead=_HOW,
)
