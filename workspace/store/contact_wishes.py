"""Who asked not to be contacted: each word of it is kept, the newest of a person or account holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from workspace.store.schema import contact_wish as table
from workspace.store.values import time_of, time_text

NEVER, AGAIN = "do not contact", "contact again"


@dataclass(frozen=True, slots=True)
class ContactWish:
    """``email`` is empty for the whole account; ``wish`` is NEVER or AGAIN; ``by`` is who said so."""

    number: int
    account: str
    email: str
    wish: str
    by: str
    at: datetime
    why: str


def add_wish(conn: Connection, wish: ContactWish) -> ContactWish:
    """Write a wish down; it gets the next number, whatever number it has."""
    number = int(conn.execute(select(func.max(table.c.number))).scalar() or 0) + 1
    conn.execute(
        table.insert().values(
            number=number,
            account_id=wish.account,
            email=wish.email,
            wish=wish.wish,
            by=wish.by,
            at=time_text(wish.at),
            why=wish.why,
        )
    )
    return ContactWish(number, wish.account, wish.email, wish.wish, wish.by, wish.at, wish.why)


def all_wishes(conn: Connection) -> list[ContactWish]:
    """All that was said, the oldest first."""
    return [
        ContactWish(row.number, row.account_id, row.email, row.wish, row.by, time_of(row.at), row.why)
        for row in conn.execute(select(table).order_by(table.c.number))
    ]
