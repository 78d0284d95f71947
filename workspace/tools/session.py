"""What one conversation knows: the accounts, what they said, and what is decided of them, each read once and kept.

A tool is called many times in a conversation, and the book takes seconds to read and the risks to learn. Keeps the
rule that all tools of a conversation speak of the same day.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from workspace.tools.heard_words import HeardWords

if TYPE_CHECKING:
    from playbooks.deciding import Decided
    from workspace.draft_book import DraftBook
    from workspace.no_contact import NoContact
    from workspace.promises import Ledger
    from workspace.winback import WinBackLine


class Session(HeardWords):
    """A workspace as one conversation sees it. Everything is read when it is first asked for."""

    @cached_property
    def not_contacted(self) -> tuple[NoContact, ...]:
        """Everybody who asked not to be contacted."""
        from workspace.no_contact import not_contacted

        return not_contacted(self.workspace)

    @cached_property
    def leavers(self) -> dict[str, WinBackLine]:
        """Who left, and whether they may be asked back, by account."""
        from workspace.winback import verdicts

        return verdicts(self)

    @cached_property
    def promises(self) -> Ledger:
        """What our staff promised that had a time, and how it stands."""
        from workspace.promises import LedgerQuery, ledger_of

        return ledger_of(self.workspace, self.day, LedgerQuery())

    @cached_property
    def decided(self) -> Decided:
        """Which plays are due and which wait."""
        from workspace.due_plays import decided_plays

        return decided_plays(self)

    @cached_property
    def draft_book(self) -> DraftBook:
        """What drafts are held against, of the whole book."""
        from workspace.draft_book import DraftBook

        return DraftBook(self)
