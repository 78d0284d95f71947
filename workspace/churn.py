"""Use cases of churn: everyone's risk at a day, and one account's.

``risks_at`` and ``risks_of`` are where a day's risk comes from, whoever asks: lists, themes, health and plays.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from accounts.state_words import payment_is_overdue
from foundation.errors import SettingsError
from foundation.months import Month
from workspace import account_book
from workspace.as_of import chosen_day
from workspace.kept_files import KeptFiles
from workspace.search import resolve_account
from workspace.store import feedback_views
from workspace.workspace import Workspace

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from accounts.book import Account, AccountBook
    from accounts.churn.risks import ChurnRisks
    from accounts.churn.validation import Validation
    from accounts.figures import AccountRisk, FeedbackSignal
    from accounts.scorecard.signal_columns import Flags, SignalColumns


@dataclass(frozen=True, slots=True, eq=False)
class ChurnBook:
    """The book, its feedback as columns and the day that is asked about."""

    book: AccountBook
    signals: SignalColumns
    as_of: date
    names: dict[str, str]


def risks_at(
    workspace: Workspace, book: AccountBook, signals: Sequence[FeedbackSignal], day: date
) -> ChurnRisks:
    """Everyone's risk at ``day`` by the method that has earned it; ``by_account()`` of it is a plain mapping.

    ``signals`` name the accounts that they count for. Takes seconds where the book's past was not learned from yet.
    """
    from accounts.scorecard.signal_columns import SignalColumns

    return _risks(workspace, book, SignalColumns.of(signals, book.account_ids()), day)


def risks_of(workspace: Workspace, seen: ChurnBook) -> ChurnRisks:
    """Everyone's risk on the day of a book that is read already."""
    return _risks(workspace, seen.book, seen.signals, seen.as_of)


def _risks(workspace: Workspace, book: AccountBook, signals: SignalColumns, day: date) -> ChurnRisks:
    from accounts.churn.risks import churn_risks

    kept = KeptFiles(workspace.kept_path, "churn")
    return churn_risks(book, signals, day, workspace.settings.churn, kept)


def load_churn_book(workspace: Workspace, connection: Connection, day: date | None) -> ChurnBook:
    """The book as churn needs it; without ``day`` of the latest day that the data reaches."""
    from accounts.scorecard.signal_columns import SignalColumns

    book = account_book.load_book(workspace, connection)
    if book.accounts.empty:
        raise SettingsError("there are no accounts", hint="Import them: nrr import accounts FILE.")
    as_of = chosen_day(connection, day)
    found = feedback_views.feedback_signals(connection, as_of, members=book.members)
    columns = SignalColumns.of(found, book.account_ids())
    return ChurnBook(book, columns, as_of, account_book.account_names(connection))


@dataclass(frozen=True, slots=True)
class RiskLine:
    """An account in the list. ``arr_at_risk`` = ARR x risk. ``marks``: what sets it apart, in words, such as
    ``emergency``, ``poor fit``, ``payment``, ``silent``, ``single champion``. ``risk`` is None where there is not
    enough data. ``driver``: what raises it most, in words; ``second_driver``: what of another kind raises it next,
    empty where nothing does."""

    account_id: str
    name: str
    tier: str
    arr: float
    risk: float | None
    arr_at_risk: float
    driver: str
    second_driver: str
    renewal: date | None
    marks: tuple[str, ...]

    def figure(self, day: date) -> str:
        return f"churn:{self.account_id}@{day}"


@dataclass(frozen=True, slots=True)
class RiskList:
    """Accounts that pay at ``as_of``, highest ARR at risk first; those without enough data come last. ``more``: how
    many the limit left out."""

    as_of: date
    currency: str
    method: str
    calibrated: bool
    validation: Validation
    horizon_days: int
    lines: tuple[RiskLine, ...]
    more: int


@dataclass(frozen=True, slots=True)
class AccountView:
    """One account's risk opened; ``opened`` is None where there is not enough data, and ``why_not`` says what
    is missing."""

    line: RiskLine
    as_of: date
    currency: str
    horizon_days: int
    method: str
    calibrated: bool
    validation: Validation
    opened: AccountRisk | None
    why_not: str


def risk_list(workspace: Workspace, day: date | None, limit: int | None = None) -> RiskList:
    """The book's risks at a day. ``limit``: how many lines are wanted, None for all."""
    with workspace.store().read() as connection:
        seen = load_churn_book(workspace, connection, day)
    settings = workspace.settings.churn
    risks = risks_of(workspace, seen)
    lines, more = risk_lines(workspace, seen, risks, limit=limit)
    return RiskList(
        seen.as_of,
        seen.book.currency,
        risks.method,
        risks.calibrated,
        risks.validation,
        settings.horizon_days,
        tuple(lines),
        more,
    )


def account_view(workspace: Workspace, account: str, day: date | None) -> AccountView:
    """One account by id or name. Raises SettingsError with near names, or where it does not pay at that day."""
    from accounts.revenue.movements import arr_by_account

    with workspace.store().read() as connection:
        seen = load_churn_book(workspace, connection, day)
        wanted = resolve_account(seen.names, account)
        counted = account_book.counting_account(workspace, connection, wanted)
    if not arr_by_account(seen.book, Month.of(seen.as_of)).get(counted):
        raise SettingsError(
            f"{seen.names[counted]} ({counted}) pays nothing at {seen.as_of}",
            hint=f"If it left, ask: nrr churn retro {counted}.",
        )
    return opened_account(workspace, seen, risks_of(workspace, seen), counted)


def opened_account(workspace: Workspace, seen: ChurnBook, risks: ChurnRisks, account: str) -> AccountView:
    """One account, by id, that pays on the book's day, of risks that were worked out before."""
    line = risk_lines(workspace, seen, risks, account)[0][0]
    at = risks.accounts.index(account)
    known = line.risk is not None
    return AccountView(
        line=line,
        as_of=seen.as_of,
        currency=seen.book.currency,
        horizon_days=workspace.settings.churn.horizon_days,
        method=risks.method,
        calibrated=risks.calibrated,
        validation=risks.validation,
        opened=risks.opened(at) if known else None,
        why_not=""
        if known
        else "not enough data: no usage, feedback or contacts are known of it by that day",
    )


def risk_lines(
    workspace: Workspace,
    seen: ChurnBook,
    risks: ChurnRisks,
    only: str | None = None,
    limit: int | None = None,
    *,
    told: bool = True,
) -> tuple[list[RiskLine], int]:
    """Accounts that pay, highest ARR at risk first; ``only``: that one alone, by id. And how many more there are than
    ``limit``. Drivers are opened one account at a time; where not ``told`` none is, and they are empty."""
    import numpy as np

    from accounts.revenue.movements import arr_by_account
    from accounts.revenue.tiers import book_tiers

    arr = arr_by_account(seen.book, Month.of(seen.as_of))
    tiers = book_tiers(seen.book, arr, workspace.settings.tiers)
    marks = Marks.of(workspace, seen, risks)
    exposed = np.array([arr.get(account, 0.0) for account in risks.accounts])
    weight = np.where(np.isnan(risks.risk), -1.0, np.nan_to_num(risks.risk) * exposed)
    order = [int(at) for at in np.lexsort((-exposed, -weight)) if exposed[at] > 0]
    if only is not None:
        order = [at for at in order if risks.accounts[at] == only]
    known = {one.id: one for one in seen.book.all_accounts()}
    lines = []
    for at in order[:limit]:
        account = known[risks.accounts[at]]
        risk = None if np.isnan(risks.risk[at]) else float(risks.risk[at])
        tier = tiers.get(account.id, "")
        driver, second = drivers_of(risks, account.id) if told else ("", "")
        lines.append(
            RiskLine(
                account_id=account.id,
                name=account.name,
                tier=tier,
                arr=float(exposed[at]),
                risk=risk,
                arr_at_risk=float(exposed[at] * (risk or 0.0)),
                driver=driver,
                second_driver=second,
                renewal=account.renewal,
                marks=marks.at(at, account, tier == "Tier 1", risk or 0.0),
            )
        )
    return lines, len(order) - len(lines)


@dataclass(frozen=True, slots=True, eq=False)
class Marks:
    """What sets accounts apart. ``high``: the risk from which one of Tier 1 is an emergency."""

    high: float
    poor_fit: Flags
    silent: frozenset[str]
    single: Flags
    shaken: Flags

    @classmethod
    def of(cls, workspace: Workspace, seen: ChurnBook, risks: ChurnRisks) -> Marks:
        from accounts.churn.silence import silent_accounts, single_champions

        settings = workspace.settings.churn
        high = settings.flag_probability if risks.calibrated else settings.flag_from
        silent = frozenset(one.account_id for one in silent_accounts(seen.book, seen.signals, seen.as_of))
        return cls(high, risks.outcomes.poor_fit, silent, *single_champions(seen.book, seen.as_of))

    def at(self, at: int, account: Account, first_tier: bool, risk: float) -> tuple[str, ...]:
        """The marks of the account at a position, in the order in which they are shown."""
        found = {
            "emergency": first_tier and risk >= self.high,
            "poor fit": bool(self.poor_fit[at]),
            "payment": payment_is_overdue(account.status),
            "silent": account.id in self.silent,
            "single champion, a contact left": bool(self.shaken[at]),
            "single champion": bool(self.single[at] and not self.shaken[at]),
        }
        return tuple(mark for mark, holds in found.items() if holds)


def drivers_of(risks: ChurnRisks, account: str) -> tuple[str, str]:
    """The two strongest causes of concern in words; what lowers a risk is no driver of it, and a metric over 30 and
    over 90 days is one cause."""
    at = risks.accounts.index(account)
    if risks.risk[at] != risks.risk[at]:
        return "not enough data", ""
    causes: dict[str, str] = {}
    for driver in risks.opened(at).drivers:
        if driver.effect > 0:
            causes.setdefault(driver.name.partition(", ")[0], driver.why)
    first, second = [*causes.values(), "", ""][:2]
    return first or "nothing raises it", second
