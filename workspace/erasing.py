"""Everything that the store holds of somebody who is to be forgotten is erased, in one transaction."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from workspace.store import draft_erasing, forgetting
from workspace.store.asked_turns import drop_turns
from workspace.store.authors import items_by, items_of_account, parts_by
from workspace.store.book_erasing import erase_account_rows, erase_clues, erase_contact_rows, erase_mappings
from workspace.store.closeness import Close
from workspace.store.forgotten import remember_forgotten
from workspace.store.values import time_text
from workspace.unmatched import settle_accounts

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from workspace.forgetting import Target


@dataclass(slots=True)
class Erased:
    """How much of what was erased."""

    counts: dict[str, int] = field(default_factory=dict)

    def add(self, what: str, number: int) -> None:
        """Count; nothing is listed that was not there."""
        if number:
            self.counts[what] = self.counts.get(what, 0) + number


def erase(connection: Connection, target: Target, at: datetime) -> Erased:
    """Erase the target from the store within the caller's transaction."""
    erased = Erased()
    close = () if target.account else target.accounts
    near = Close.of(connection, close)
    remember_forgotten(connection, sorted(target.memory()), at)
    if target.account:
        items = items_of_account(connection, target.account, target.clues)
    else:
        items = items_by(connection, target.sure_keys, target.name_keys, target.accounts)
    said = draft_erasing.said_in(connection, items)
    erased.add("feedback items", forgetting.erase_items(connection, items))
    if not target.account:
        parts = parts_by(connection, target.sure_keys, target.name_keys, target.accounts)
        said += draft_erasing.said_in(connection, (), parts)
        erased.add("comments in others' items", forgetting.erase_parts(connection, parts))
    wanted = target.wanted
    if target.account:
        erased.add("drafts", draft_erasing.erase_account_drafts(connection, target.account))
    draft_erasing.erase_wishes(connection, target.emails)
    draft_erasing.forget_words(connection, said, at)
    erased.add("drafts with mentions", draft_erasing.blank_drafts(connection, wanted, close, at))
    erased.add("kept answers of the language model", forgetting.erase_answers(connection))
    erased.add("questions asked, with their answers", drop_turns(connection))
    erased.add("statements of past runs", forgetting.erase_statements(connection, target.account or None))
    erased.add("texts with mentions", forgetting.blank_mentions(connection, wanted, close))
    if target.account:
        forgetting.erase_account_from_runs(connection, target.account)
        for kind, number in erase_account_rows(connection, target.account).items():
            erased.add(f"rows of {kind}", number)
        erased.add(
            "other names and assignments", erase_clues(connection, target.account, target.organizations)
        )
    else:
        for kind, number in erase_contact_rows(
            connection, target.emails, target.people, target.accounts
        ).items():
            erased.add(f"rows of {kind}", number)
    erased.add("saved mappings", erase_mappings(connection, target.clues, wanted))
    if target.account:
        settle_accounts(connection, f"by hand {time_text(at)}")
    erased.add("other mentions", forgetting.sweep(connection, wanted, near))
    erased.add("vectors", forgetting.close_up(connection))
    return erased
