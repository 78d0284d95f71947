"""Reading what the search for expansion needs beside the account book: statements and new contacts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from sys import intern

from sqlalchemy import Connection, select

from accounts.expansion.inputs import TELLING, Said
from synthesis.themes import ThemeKind
from workspace.store.schema import BOOK, import_run
from workspace.store.schema import statement as statement_table
from workspace.store.values import day_of, streamed, time_of

_SAID = statement_table.c


def said_between(conn: Connection, since: date, until: date, members: Mapping[str, str]) -> list[Said]:
    """What matched accounts said that is of a kind in ``TELLING`` from ``since`` to ``until``, both days included, in
    order of id, each of the account that its own counts for by ``members``."""
    query = (
        select(_SAID.account_id, _SAID.day, _SAID.item_id, _SAID.kind, _SAID.text)
        .where(_SAID.account_id.is_not(None), _SAID.day >= since.isoformat(), _SAID.day <= until.isoformat())
        .where(_SAID.kind.in_(sorted(TELLING)))
        .order_by(_SAID.id)
    )
    return [
        Said(intern(members.get(account, account)), day_of(day), item, intern(kind), text)
        for account, day, item, kind, text in streamed(conn, query)
    ]


def complaints_after(conn: Connection, since: date, until: date) -> dict[str, tuple[str, str, date]]:
    """Account, item and day of the complaints of matched accounts after ``since`` and up to ``until``, by id."""
    query = select(_SAID.id, _SAID.account_id, _SAID.item_id, _SAID.day).where(
        _SAID.kind == ThemeKind.COMPLAINT.value,
        _SAID.account_id.is_not(None),
        _SAID.day > since.isoformat(),
        _SAID.day <= until.isoformat(),
    )
    return {key: (intern(account), item, day_of(day)) for key, account, item, day in streamed(conn, query)}


def contacts_first_seen(conn: Connection) -> tuple[dict[tuple[str, str, str], date], bool]:
    """The day of the import that brought a contact (account, e-mail, name), for those of whom that is known, and
    whether any import can tell.

    An import that changed no row brought each row that bears its id. The first import tells nothing: who came
    with it was there before. Nor does a contact tell whose account has nobody from an earlier import.
    """
    query = select(import_run.c.id, import_run.c.at, import_run.c.report).where(
        import_run.c.kind == "contacts"
    )
    found = conn.execute(query.order_by(import_run.c.at, import_run.c.id)).all()
    order = {row.id: number for number, row in enumerate(found)}
    telling = {
        row.id: time_of(row.at).date() for row in found[1:] if json.loads(row.report).get("updated") == 0
    }
    if not telling:
        return {}, False
    columns = BOOK["contacts"].c
    rows = conn.execute(select(columns.account, columns.email, columns.name, columns.import_id)).all()
    earliest: dict[str, int] = {}
    for row in rows:
        number = order.get(row.import_id, len(order))
        earliest[row.account] = min(number, earliest.get(row.account, number))
    return {
        (row.account, row.email or "", row.name): telling[row.import_id]
        for row in rows
        if row.import_id in telling and earliest[row.account] < order[row.import_id]
    }, True
