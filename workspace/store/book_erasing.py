"""Takes an account's or a contact's rows out of the account book, and the clues that led to the account."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import Connection, delete, select

from accounts.tables import TABLES
from ingest.clues import clue_key
from ingest.names import name_key
from ingest.words import word_set
from workspace.store.mappings import delete_mapping, mappings
from workspace.store.naming_words import Wanted
from workspace.store.schema import (
    BOOK,
    account_alias,
    health_snapshot,
    item_assignment,
    item_change,
    organization,
)
from workspace.store.values import chunks

_CLUES = ("account", "external", "organization", "name", "domain")
_WHO = word_set("account external organization domain domains email name person requester_key id parent")


def erase_account_rows(conn: Connection, account_id: str) -> dict[str, int]:
    """Delete the account's rows of every kind; returns how many by kind. Subsidiaries lose their parent."""
    accounts = BOOK["accounts"]
    conn.execute(accounts.update().where(accounts.c.parent == account_id).values(parent=None))
    found = {}
    for kind, table in BOOK.items():
        column = table.c[TABLES[kind].account_column or "id"]
        found[kind] = conn.execute(delete(table).where(column == account_id)).rowcount
    conn.execute(delete(health_snapshot).where(health_snapshot.c.account_id == account_id))
    return found


def erase_contact_rows(
    conn: Connection, emails: Collection[str], names: Collection[str], accounts: Sequence[str]
) -> dict[str, int]:
    """Delete a person's rows among contacts and in the community, by address, or by name at the accounts."""
    keys = {name_key(name) for name in names}
    found = {}
    for kind, column, by_name in (("contacts", "email", "name"), ("community", "person", "person")):
        table = BOOK[kind]
        own = [name for name in TABLES[kind].key if name in table.c]
        dead = []
        for row in conn.execute(select(table)).mappings().all():
            address, name = str(row[column] or "").strip().lower(), str(row[by_name] or "")
            at_account = row["account"] in accounts and name_key(name) in keys
            if address in emails or (at_account and ("@" not in address or not emails)):
                dead.append({key: row[key] for key in own})
        for key in dead:
            conn.execute(delete(table).where(*(table.c[name] == value for name, value in key.items())))
        found[kind] = len(dead)
    return found


def erase_mappings(conn: Connection, clues: Collection[tuple[str, str]], wanted: Wanted) -> int:
    """Delete saved mappings that are named after somebody, or that give every row a value that is one of an
    account's clues or names somebody: without that value they would bring the rows in as nobody's. Returns
    how many."""
    known = set(clues)
    gone = 0
    for saved in mappings(conn):
        values = [value for field, value in saved.constants.items() if field in _WHO]
        theirs = any((kind, clue_key(kind, value)) in known for value in values for kind in _CLUES)
        named = any(wanted.find(value, alone=True) for value in values)
        if theirs or named or wanted.in_file_name(saved.name, alone=True):
            gone += delete_mapping(conn, saved.name)
    return gone


def erase_clues(conn: Connection, account_id: str, organizations: Collection[str]) -> int:
    """Delete hand assignments, other names and organizations of an account, and its id in items' histories;
    returns how many assignments, names and organizations."""
    gone = 0
    for table in (account_alias, item_assignment):
        gone += conn.execute(delete(table).where(table.c.account_id == account_id)).rowcount
    for batch in chunks(sorted(organizations)):
        gone += conn.execute(delete(organization).where(organization.c.id.in_(batch))).rowcount
    changes = item_change.c
    for column in (changes.before, changes.after):
        own = (changes.field == "account") & (column == account_id)
        conn.execute(item_change.update().where(own).values({column.name: "(forgotten)"}))
    return gone
