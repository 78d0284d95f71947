"""Recurring revenue that a CRM or help desk keeps beside its accounts, for the kind ``mrr``.

Turnover is never taken for it, whatever its column is called; a year's figure is divided by twelve and said.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from foundation.errors import SourceError
from ingest.amounts import NumberColumn
from ingest.items import Dropped, DropReason
from ingest.mapping import plain_name
from ingest.records import Record, Row
from ingest.sources.table_source import Ask, Cells, deleted, shown
from ingest.values import is_nothing

_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_YEARLY = frozenset({"arr", "acv", "annual", "annualized", "annualised", "yearly"})
_RECURRING = frozenset({"arr", "mrr", "recurring", "acv"})
_CURRENCY = ("CurrencyIsoCode", "currency")
TURNOVER = frozenset({"annualrevenue", "revenue", "annualturnover", "turnover", "totalrevenue"})
"""Plain names of columns that hold the customer's own turnover."""


def is_yearly(header: str) -> bool:
    """Whether a column's name says that its amounts are a year's: ``ARR__c``, ``AnnualRecurringRevenue``."""
    words = _words(header)
    return bool(words & _YEARLY) and not words & {"mrr", "monthly"}


def looks_recurring(header: str) -> bool:
    """Whether a column's name speaks of recurring revenue."""
    return bool(_words(header) & _RECURRING) and plain_name(header) not in TURNOVER


def _words(header: str) -> set[str]:
    return {word.lower() for word in _WORDS.findall(header)}


def recurring_columns(rows: Sequence[Row]) -> list[str]:
    """The columns of a file that look like recurring revenue."""
    return sorted({header for row in rows[:50] for header in row.values if looks_recurring(header)})


def propose_revenue(rows: Sequence[Row], ask: Ask) -> None:
    """Say how to import the columns that look like recurring revenue; nothing is taken by itself."""
    for header in recurring_columns(rows):
        part = " (a twelfth of it is taken as MRR)" if is_yearly(header) else ""
        ask.warn(
            f"{header} looks like recurring revenue; to read it{part}: "
            f"nrr import mrr {ask.file} --map 'mrr={header}' --set month=YYYY-MM"
        )


def revenue_rows(
    account: Callable[[Cells], str], own_column: str = "", is_gone: Callable[[Cells], bool] | None = None
) -> Callable[[Sequence[Row], Ask], Iterable[Record]]:
    """A reader for the kind ``mrr``: ``account`` gives a record's account id, ``own_column`` the system's own
    monthly amount; without one the operator names a column. Records that ``is_gone`` tells as deleted at their source
    are dropped."""

    def translate(rows: Sequence[Row], ask: Ask) -> Iterable[Record]:
        column = _column(rows, ask, own_column)
        if not ask.settles("month"):
            raise SourceError(
                f"{column} is what an account pays now; the file does not say of which month",
                path=ask.place,
                hint="Add --set month=YYYY-MM.",
            )
        cells = [Cells(row.values) for row in rows]
        amounts = NumberColumn(mark=ask.mark)
        amounts.habit = ask.habit
        for record in cells:
            amounts.observe(record.first(column))
        if is_yearly(column):
            ask.warn(f"{column} is a year's revenue by its name; a twelfth of it was taken as MRR")
        for row, record in zip(rows, cells, strict=True):
            if is_gone is not None and is_gone(record):
                yield deleted(row)
                continue
            yield _row(row, record, column, amounts, account(record), ask)

    return translate


def _row(row: Row, record: Cells, column: str, amounts: NumberColumn, account: str, ask: Ask) -> Record:
    """The account, the amount under the name that it is asked for by, and what else the operator named."""
    cell = record.first(column)
    if is_yearly(column):
        amount = amounts.read(cell)
        if amount is None and not is_nothing(cell):
            return Dropped(row.file, row.number, DropReason.BAD_VALUE, column, amounts.fault(cell))
        cell = None if amount is None else amount / 12
    values: dict[str, object] = {"account": account}
    if record.has(*_CURRENCY):
        values["currency"] = record.first(*_CURRENCY)
    for field, header in ask.mapping.items():
        if field != "mrr":
            values[header] = record.first(header)
    return Row(row.file, row.number, values | {ask.mapping.get("mrr", "mrr"): cell})


def _column(rows: Sequence[Row], ask: Ask, own_column: str) -> str:
    """The column that holds the amounts; SourceError where it is turnover or cannot be told."""
    column = ask.mapping.get("mrr") or own_column
    if plain_name(column) in TURNOVER:
        raise SourceError(
            f"{column} is the customer's own turnover, never what they pay you",
            path=ask.place,
            hint="Name a column of recurring revenue with --map mrr=COLUMN.",
        )
    if column:
        return column
    found = recurring_columns(rows)
    options = " or ".join(f"--map 'mrr={header}'" for header in found[:3])
    raise SourceError(
        "no column of this export is recurring revenue by itself",
        path=ask.place,
        hint=f"{shown(found)} may be: add {options} and --set month=YYYY-MM."
        if found
        else "Name it with --map mrr=COLUMN; turnover (AnnualRevenue, Annual Revenue) is not it.",
    )
