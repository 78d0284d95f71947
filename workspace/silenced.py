"""Accounts to which nobody writes: as their status says, as somebody noted here, or as it was imported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accounts.state_words import asks_no_contact

if TYPE_CHECKING:
    from workspace.tools.session import Session


def accounts_not_contacted(session: Session) -> dict[str, str]:
    """Why nobody writes to an account, by its id; wishes of single people are none of the account."""
    found = {
        account: f"its status is “{own.status}”: nobody writes to it"
        for account, own in session.accounts.items()
        if asks_no_contact(own.status)
    }
    for wish in session.not_contacted:
        if not (wish.email or wish.person):
            found.setdefault(wish.account, f"it asked not to be contacted; {wish.told}")
    return found
