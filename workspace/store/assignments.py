"""What leads feedback to accounts, kept: hand assignments of clues and items, and help desks' organizations.

The directory is built anew from the book and from these whenever it is needed, so that the order in which
accounts, organizations, feedback and assignments came makes no difference.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, delete, func, or_, select
from sqlalchemy.dialects.sqlite import insert

from ingest.matching import AccountDirectory, Organization
from workspace.store.forgotten import load_forgotten
from workspace.store.schema import account_alias, item_assignment, organization
from workspace.store.tables import account_ids, rows
from workspace.store.values import chunks, pairs_text, time_text


def directory(conn: Connection) -> AccountDirectory:
    """Everything that the store knows of which account feedback belongs to."""
    return AccountDirectory.build(rows(conn, "accounts"), assigned_clues(conn), organizations(conn))


def assigned_clues(conn: Connection) -> list[tuple[str, str, str]]:
    """Clues assigned by hand: (kind, key, account id), in that order."""
    table = account_alias.c
    query = select(account_alias).where(table.by_hand).order_by(table.kind, table.value)
    return [(row.kind, row.value, row.account_id) for row in conn.execute(query)]


def assign_clue(conn: Connection, kind: str, key: str, account_id: str) -> None:
    """Remember that whatever has this clue is the account's, whatever else it says."""
    statement = insert(account_alias).values(kind=kind, value=key, account_id=account_id, by_hand=True)
    conn.execute(
        statement.on_conflict_do_update(
            index_elements=["kind", "value"], set_={"account_id": account_id, "by_hand": True}
        )
    )


def unassign_clue(conn: Connection, kind: str, key: str) -> bool:
    """Take a clue's hand assignment back; whether there was one."""
    table = account_alias.c
    found = delete(account_alias).where(table.kind == kind, table.value == key, table.by_hand)
    return conn.execute(found).rowcount > 0


def assigned_items(conn: Connection, item_ids: Iterable[str] | None = None) -> dict[str, str]:
    """Accounts that single items were given by hand and that are in the book, by item id."""
    known = account_ids(conn)
    table = item_assignment.c
    found: dict[str, str] = {}
    batches = [None] if item_ids is None else chunks(sorted(item_ids))
    for batch in batches:
        query = select(table.item_id, table.account_id)
        query = query if batch is None else query.where(table.item_id.in_(batch))
        found.update((row.item_id, row.account_id) for row in conn.execute(query) if row.account_id in known)
    return found


def assign_item(conn: Connection, item_id: str, account_id: str, at: datetime) -> None:
    """Remember one item's account."""
    values = {"account_id": account_id, "at": time_text(at)}
    statement = insert(item_assignment).values(item_id=item_id, **values)
    conn.execute(statement.on_conflict_do_update(index_elements=["item_id"], set_=values))


def unassign_item(conn: Connection, item_id: str) -> bool:
    """Take one item's assignment back; whether there was one."""
    found = delete(item_assignment).where(item_assignment.c.item_id == item_id)
    return conn.execute(found).rowcount > 0


def organizations(conn: Connection) -> list[Organization]:
    """All known organizations, by id."""
    return [
        Organization(row.id, row.name, row.external_id, tuple(json.loads(row.domains)), row.updated)
        for row in conn.execute(select(organization).order_by(organization.c.id))
    ]


def clues_of(one: Organization) -> list[tuple[str, str]]:
    """The clues by which feedback can name an organization."""
    clues = [("organization", one.id), ("external", one.external_id), ("name", one.name)]
    return [*clues, *(("domain", domain) for domain in one.domains)]


def save_organizations(conn: Connection, known: Iterable[Organization]) -> int:
    """Keep organizations; one that is newer than ``known``'s stays, and those of a forgotten account are left
    out. Returns how many are new or changed."""
    forgotten = load_forgotten(conn)
    statement = insert(organization)
    fresh = {column.name: statement.excluded[column.name] for column in organization.c if column.name != "id"}
    table = organization.c
    statement = statement.on_conflict_do_update(
        index_elements=["id"],
        set_=fresh,
        where=(statement.excluded.updated >= table.updated)
        & or_(*(table[name].is_distinct_from(value) for name, value in fresh.items())),
    )
    before = conn.execute(select(func.total_changes())).scalar_one()
    wanted = (one for one in known if not forgotten.clues(clues_of(one)))
    for batch in chunks(wanted):
        conn.execute(
            statement,
            [
                {
                    "id": one.id,
                    "name": one.name,
                    "external_id": one.external_id,
                    "domains": pairs_text(list(one.domains)),
                    "updated": one.updated,
                }
                for one in batch
            ],
        )
    return int(conn.execute(select(func.total_changes())).scalar_one() - before)
