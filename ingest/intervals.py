"""Prices of a quarter or a year in a plain table of subscriptions, brought to a month.

Keeps the rule that nothing is guessed in silence: only a column that says how often a price is paid divides
it, never one whose amounts are a month's by their own name, and what was divided is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, MutableMapping
from dataclasses import dataclass, field
from fractions import Fraction

from ingest.mapping import plain_name
from ingest.sources.stripe_money import as_amount, periods_a_month
from ingest.values import Value

INTERVAL = "interval"
"""The setting that says how often prices are paid where a row does not."""

_HEADERS = frozenset(
    {
        "interval",
        "billinginterval",
        "billingperiod",
        "billingcycle",
        "billingfrequency",
        "paymentinterval",
        "paymentfrequency",
        "priceinterval",
    }
)
_MONTHLY = frozenset(
    {"mrr", "monthlyrecurringrevenue", "monthly", "monthlyamount", "monthlyprice", "permonth"}
)
_OTHER_WORDS = {
    "semiannual": "6 months",
    "semiannually": "6 months",
    "half-yearly": "6 months",
    "half-year": "6 months",
    "biannual": "6 months",
    "biennial": "2 years",
    "biennially": "2 years",
    "per annum": "year",
    "p.a.": "year",
    "m": "month",
    "q": "quarter",
    "y": "year",
}


def settle_interval(kind: str, constants: Mapping[str, str]) -> tuple[dict[str, str], str]:
    """The constants without ``interval``, and what it says; "" where it is not among them or the kind has
    none."""
    rest = dict(constants)
    return rest, rest.pop(INTERVAL, "") if kind == "subscriptions" else ""


def is_interval(text: str) -> bool:
    """Whether a text says how often something is paid."""
    return _often(text) is not None


def _often(text: str) -> Fraction | None:
    plain = text.strip().casefold()
    return periods_a_month(_OTHER_WORDS.get(plain, plain))


@dataclass(slots=True)
class Intervals:
    """How often the prices of one file are paid. ``header``: the column that says it, "" without one;
    ``usual``: what holds for rows that say nothing."""

    header: str
    usual: str
    counts: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, kind: str, headers: Iterable[str], amount: str, usual: str) -> Intervals | None:
        """The intervals of a file, None where its amounts are a month's."""
        if kind != "subscriptions" or (plain_name(amount) in _MONTHLY and not usual):
            return None
        header = next((one for one in headers if plain_name(one) in _HEADERS), "")
        return cls(header, usual) if header or usual else None

    def bring_to_month(
        self, values: MutableMapping[str, Value], cells: Mapping[str, object]
    ) -> tuple[str, str] | None:
        """Divide the row's ``mrr`` by the months that it is paid for; the column and fault of one that cannot
        be read."""
        text = str(cells.get(self.header) or self.usual or "").strip()
        often = _often(text or "month")
        if often is None:
            return self.header, "says no day, week, month, quarter or year"
        mrr = values.get("mrr")
        if isinstance(mrr, int | float):
            values["mrr"] = as_amount(Fraction(repr(float(mrr))) * often)
        self.counts[text.casefold()] = self.counts.get(text.casefold(), 0) + 1
        return None

    def said(self, amount: str) -> str:
        """What was done, "" where nothing was."""
        paid = ", ".join(
            f"{text or 'empty (a month)'} {count:,}" for text, count in sorted(self.counts.items())
        )
        return f"column {amount!r} was brought to a month by how often it is paid: {paid}" if paid else ""
