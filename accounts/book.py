"""The account book: everything known of the accounts, typed and checked once, in one currency.

Keeps the rule that a bad row is reported with its reason and never stops a good one; only a currency that
cannot be converted raises, because every sum would be wrong. Callers without pandas use the plain accessors.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from accounts.families import settled_accounts
from accounts.frames import Problem, Row, typed_frame
from accounts.gaps import without_gaps
from accounts.merging import counted_for
from accounts.payers import Payers
from accounts.readings import coded
from accounts.tables import TABLES
from accounts.vetting import Money, in_one_currency, known_accounts_only, vetted_revenue, vetted_subscriptions

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Account", "AccountBook", "Problem"]

REVENUE = ("subscriptions", "mrr")
"""Tables whose rows keep the account that pays them, also where it counts for another."""

_KINDS = (
    "accounts",
    "subscriptions",
    "mrr",
    "usage",
    "contacts",
    "milestones",
    "health",
    "plays",
    "community",
)


@dataclass(frozen=True, slots=True)
class Account:
    """One account's master data; text is ``""`` and dates are None where nothing is known."""

    id: str
    name: str
    segment: str
    industry: str
    tier: str
    owner: str
    executive_sponsor: str
    started: date | None
    renewal: date | None
    status: str
    churned: date | None
    churn_reason: str
    fit: str
    domains: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class AccountBook:
    """Typed frames, one a table, sorted by the table's key; columns as in ``accounts.tables``.

    Amounts are in ``currency``. ``problems`` lists the rows left out or changed, sorted. ``members`` leads
    from each subsidiary, merged account and former id that counts for another account to that account; rows
    of revenue keep the account that pays them. See ``accounts.families`` and ``accounts.merging``.
    ``account`` and ``metric`` of ``usage`` are categories, as there are many rows; what looks at all accounts
    reads them through ``accounts.readings``.
    """

    currency: str
    accounts: pd.DataFrame
    subscriptions: pd.DataFrame
    mrr: pd.DataFrame
    usage: pd.DataFrame
    contacts: pd.DataFrame
    milestones: pd.DataFrame
    health: pd.DataFrame
    plays: pd.DataFrame
    community: pd.DataFrame
    problems: tuple[Problem, ...]
    members: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def from_rows(
        cls,
        tables: Mapping[str, Sequence[Row]],
        currency: str,
        rates: Mapping[str, float] | None = None,
    ) -> AccountBook:
        """The book of plain rows by table kind; kinds that are absent are empty, unknown kinds are ignored.

        ``rates`` gives the worth of one unit of a foreign currency in ``currency``. Raises SettingsError
        when amounts come in a currency without a rate.
        """
        frames: dict[str, pd.DataFrame] = {}
        frames["accounts"], problems = typed_frame(TABLES["accounts"], tables.get("accounts", ()))
        own = dict(zip(frames["accounts"]["id"], frames["accounts"]["currency"], strict=True))
        frames["accounts"], members, found = settled_accounts(frames["accounts"])
        problems += found
        own |= {former: own[into] for former, into in members.items() if former not in own}
        known = {*frames["accounts"]["id"], *members}
        for kind in _KINDS[1:]:
            frames[kind], found = typed_frame(TABLES[kind], tables.get(kind, ()))
            problems += found
            frames[kind], found = known_accounts_only(kind, frames[kind], known)
            problems += found
            if kind not in REVENUE:
                frames[kind] = counted_for(kind, frames[kind], members)
        for kind in REVENUE:
            frames[kind], found = vetted_revenue(kind, frames[kind])
            problems += found
            frames[kind] = in_one_currency(kind, frames[kind], own, Money(currency, rates or {}))
        frames["usage"] = coded(frames["usage"], frames["accounts"]["id"])
        subscriptions, found = vetted_subscriptions(frames["subscriptions"], frames["accounts"], members)
        problems += found
        frames["mrr"], found = without_gaps(frames["mrr"], subscriptions)
        problems += found
        return cls(
            currency=currency,
            problems=tuple(sorted(problems)),
            members=members,
            **(frames | {"subscriptions": subscriptions}),
        )

    def account_ids(self) -> tuple[str, ...]:
        """All accounts of the book, paying or not, sorted."""
        return tuple(self.accounts["id"].to_list())

    def account(self, account_id: str) -> Account:
        """The account with that id; raises KeyError when the book does not hold it."""
        found = self.accounts[self.accounts["id"] == account_id]
        if found.empty:
            raise KeyError(account_id)
        return _accounts(found)[0]

    def all_accounts(self) -> tuple[Account, ...]:
        """Every account of the book, sorted by id; for callers that need many."""
        return self._every

    @cached_property
    def _every(self) -> tuple[Account, ...]:
        return _accounts(self.accounts)

    @cached_property
    def payers(self) -> Payers:
        """Where those who pay stand."""
        return Payers.of(self)

    def active_accounts(self, day: date) -> tuple[str, ...]:
        """Ids of the accounts that had started and not left by ``day``, sorted; unknown dates count as so."""
        return tuple(
            account.id
            for account in self.all_accounts()
            if (account.started is None or account.started <= day)
            and (account.churned is None or account.churned > day)
        )

    def counting(self, accounts: pd.Series[Any]) -> pd.Series[Any]:
        """For each account named the one that it counts for: itself, or the top of its family."""
        if not self.members:
            return accounts
        return accounts.map(lambda account: self.members.get(account, account)).astype("str")

    @property
    def has_revenue(self) -> bool:
        """Whether any subscription or MRR snapshot is known at all."""
        return not (self.subscriptions.empty and self.mrr.empty)


_TEXTS = (
    "id",
    "name",
    "segment",
    "industry",
    "tier",
    "owner",
    "executive_sponsor",
    "status",
    "churn_reason",
    "fit",
)
_DAYS = ("started", "renewal", "churned")


def _accounts(rows: pd.DataFrame) -> tuple[Account, ...]:
    columns: dict[str, Iterable[Any]] = {name: map(str, rows[name].to_list()) for name in _TEXTS}
    columns |= {name: rows[name].to_numpy("datetime64[D]").astype(object) for name in _DAYS}
    columns["domains"] = rows["domains"].to_list()
    return tuple(map(Account, *(columns[one.name] for one in fields(Account))))
