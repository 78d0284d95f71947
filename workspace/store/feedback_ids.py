"""Ids of feedback by account, for figures that are opened down to their rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import Connection, select

from workspace.store.schema import item as item_table

_ITEM = item_table.c


def items_of_accounts(conn: Connection, accounts: Sequence[str], until: date, since: date) -> tuple[str, ...]:
    """Ids of the items of these accounts after ``since`` and up to ``until`` (days, UTC), sorted."""
    query = (
        select(_ITEM.id)
        .where(
            _ITEM.account_id.in_(list(accounts)),
            _ITEM.occurred_at >= (since + timedelta(days=1)).isoformat(),
            _ITEM.occurred_at < (until + timedelta(days=1)).isoformat(),
        )
        .order_by(_ITEM.id)
    )
    return tuple(conn.execute(query).scalars())
