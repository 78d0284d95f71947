"""Which system's reader an account-book file belongs to: by the operator's word, else by its content."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from accounts.tables import TABLES
from foundation.errors import SettingsError
from ingest.items import Dropped
from ingest.mapping import plain_name
from ingest.records import Record, Row
from ingest.sources import hubspot_companies, intercom_companies, salesforce, stripe, zendesk_accounts
from ingest.sources.recurring import TURNOVER, is_yearly
from ingest.sources.table_source import PLAIN, Ask, TableSource, headers_of, refusal

SOURCES: tuple[TableSource, ...] = (
    stripe.SUBSCRIPTIONS,
    stripe.PAYMENTS,
    salesforce.OPPORTUNITIES,
    salesforce.ACCOUNTS,
    salesforce.CONTACTS,
    hubspot_companies.DEALS,
    hubspot_companies.COMPANIES,
    intercom_companies.COMPANIES,
    zendesk_accounts.ORGANIZATIONS,
)
"""Asked in this order whose a file is; what none of them claims is a plain table."""


def formats_of(kind: str) -> tuple[str, ...]:
    """What ``--format`` takes for a kind of table."""
    return (*dict.fromkeys(source.name for source in SOURCES if kind in source.kinds), PLAIN)


def check_format(kind: str, name: str | None) -> None:
    """SettingsError for a format that the kind does not have."""
    known = formats_of(kind)
    if name is not None and name not in known:
        raise SettingsError(f"{kind} have no format {name!r}", hint=f"Formats: {', '.join(known)}.")


def source_of(rows: Sequence[Row], ask: Ask, name: str | None) -> TableSource | None:
    """Whose file it is, None for a plain table. SourceError for a known export of another kind, unless the
    operator named every column that the kind needs."""
    if name == PLAIN or not rows:
        return None
    if name is not None:
        return next(source for source in SOURCES if source.name == name and ask.kind in source.kinds)
    source = next((source for source in SOURCES if source.claims(rows)), None)
    if source is None or ask.kind in source.kinds:
        return source
    if all(ask.settles(column.name) for column in TABLES[ask.kind].columns if column.required):
        return None
    raise refusal(source, ask.kind, ask.place)


def translated(source: TableSource, records: Sequence[Record], ask: Ask) -> Iterator[Record]:
    """What the source makes of the rows; those that could not be read stay as they are."""
    yield from (record for record in records if isinstance(record, Dropped))
    yield from source.kinds[ask.kind]([record for record in records if isinstance(record, Row)], ask)


def lint_plain(rows: Sequence[Row], found: Mapping[str, str], ask: Ask) -> None:
    """Say what a plain table's columns are likely to be mistaken for."""
    column = found.get("mrr", "")
    if is_yearly(column):
        ask.warn(f"column {column!r} is a year's revenue by its name, and MRR is a month's; divide it by 12")
    if plain_name(column) in TURNOVER:
        ask.warn(f"column {column!r} is a customer's own turnover by its name, not what it pays")
    if ask.kind == "accounts" and "annualrevenue" in headers_of(rows):
        ask.warn("AnnualRevenue is the customer's own turnover, never ARR; it is not read")
