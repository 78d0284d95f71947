"""Every contact of the book by account, as the book names them: whom a message may go to, and whom it may not name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from accounts.book import AccountBook


@dataclass(frozen=True, slots=True)
class Contact:
    """``email`` and ``function`` are empty where the book does not say; ``gone``: that they left by the day."""

    name: str
    email: str
    function: str
    gone: bool


def contacts_by_account(book: AccountBook, as_of: date) -> dict[str, tuple[Contact, ...]]:
    """The contacts of each account, by name; those of accounts that count for another stand with that one."""
    found: dict[str, list[Contact]] = {}
    rows = book.contacts[["account", "name", "email", "function", "left"]]
    for account, name, email, function, left in rows.itertuples(index=False, name=None):
        gone = left == left and left is not None and left.date() <= as_of
        one = Contact(str(name).strip(), str(email).strip(), str(function).strip(), bool(gone))
        if one.name or one.email:
            found.setdefault(book.members.get(str(account), str(account)), []).append(one)
    return {
        account: tuple(sorted(own, key=lambda one: (one.name, one.email))) for account, own in found.items()
    }
