"""The accounts: their names, all of them as a list, and one of them on a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.desks.base import OnWorkspace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playbooks.account_brief import AccountBrief
    from workspace.account_page import AccountPage
    from workspace.account_rows import AccountBoard
    from workspace.tools.session import Session


class AccountsDesk(OnWorkspace):
    """All of it may raise NrrError. What was read and reckoned is kept while the workspace's files are the same."""

    _board: tuple[Session, AccountBoard] | None = None

    def account_boards(self) -> Iterator[AccountBoard]:
        """All accounts, each time with more of them known."""
        from workspace.account_rows import account_boards

        with self.lasting.use() as session:
            if self._board is not None and self._board[0] is session:
                yield self._board[1]
                return
            for board in account_boards(session):
                yield board
                self._board = (session, board) if board.has_growth else None

    def account_page(self, account: str) -> AccountPage:
        """All of one account, by id or name."""
        from workspace.account_page import account_page

        with self.lasting.use() as session:
            return account_page(session, account)

    def brief(self, account: str) -> AccountBrief:
        """An account, by id or name, on one page."""
        from workspace.brief import brief_named

        with self.lasting.use() as session:
            return brief_named(session, account)
