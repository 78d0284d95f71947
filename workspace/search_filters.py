"""What a query's names mean today: accounts, themes, segments and tiers as a filter on statements."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from foundation.errors import SettingsError
from synthesis.edits import Edit
from synthesis.retrieval import SearchFilter
from synthesis.themes import SynthesisRun
from workspace.account_book import load_book
from workspace.cuts import accounts_in, accounts_in_tier
from workspace.search import SearchQuery, resolve_account
from workspace.store import theme_edits
from workspace.themes import finished_run, pick_standing
from workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Accounts:
    """The accounts of the book: their names by id, and for each the one that it counts for."""

    names: Mapping[str, str]
    counted: Mapping[str, str]


class Filters:
    """Makes filters; what it looks up of the store is kept, so it serves one moment of it."""

    def __init__(self, workspace: Workspace, accounts: Accounts) -> None:
        self._workspace = workspace
        self._accounts = accounts

    def of(self, query: SearchQuery) -> SearchFilter | None:
        """The filter that ``query`` asks for; None where no account fits all that is asked of accounts.

        Raises SettingsError for names that nothing has, with near ones, and for months in the wrong order.
        """
        if query.since is not None and query.until is not None and query.since > query.until:
            raise SettingsError(
                f"{query.since} is after {query.until}", hint="Give the earlier month as --since."
            )
        chosen = self._chosen(query)
        if chosen is not None and not chosen:
            return None
        return SearchFilter(
            accounts=chosen or frozenset(),
            sources=frozenset([query.source]) if query.source else frozenset(),
            since=query.since,
            until=query.until,
            themes=frozenset([self._theme(query.theme)]) if query.theme else frozenset(),
            kinds=frozenset([query.kind]) if query.kind else frozenset(),
        )

    def _chosen(self, query: SearchQuery) -> frozenset[str] | None:
        """The accounts, each as the one it counts for, that fit account, segment and tier; None for no limit."""
        chosen: list[set[str]] = []
        if query.account:
            chosen.append({resolve_account(dict(self._accounts.names), query.account.strip())})
        if query.segment:
            chosen.append(accounts_in(self._groups[0], query.segment, "segment"))
        if query.tier:
            chosen.append(accounts_in_tier(self._groups[1], query.tier))
        if not chosen:
            return None
        counted = self._accounts.counted
        return frozenset.intersection(
            *(frozenset(counted.get(one, one) for one in group) for group in chosen)
        )

    def _theme(self, wanted: str) -> str:
        run, edits = self._run
        return pick_standing(run, edits, wanted).theme.id

    @cached_property
    def _run(self) -> tuple[SynthesisRun, tuple[Edit, ...]]:
        with self._workspace.store().read() as connection:
            return finished_run(connection, None), tuple(theme_edits.edits(connection))

    @cached_property
    def _groups(self) -> tuple[Mapping[str, str], Mapping[str, str]]:
        """Segments and tiers by account, as of the newest run's month."""
        from accounts.revenue.movements import arr_by_account
        from accounts.revenue.tiers import book_tiers

        month = self._run[0].month
        with self._workspace.store().read() as connection:
            book = load_book(self._workspace, connection)
        segments = {one.id: one.segment.strip() for one in book.all_accounts() if one.segment.strip()}
        return segments, book_tiers(book, arr_by_account(book, month), self._workspace.settings.tiers)
