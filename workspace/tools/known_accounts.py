"""What one conversation knows of the accounts: the book, scores and risks of one day, each read once and kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from foundation.clock import Clock, SystemClock
from foundation.errors import SettingsError
from foundation.months import Month
from workspace import account_book
from workspace.as_of import chosen_day
from workspace.themes import RunOf, shown_run
from workspace.workspace import Workspace

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from accounts.book import Account, AccountBook
    from accounts.churn.risks import ChurnRisks
    from accounts.coverage import Coverage
    from accounts.departures import Departure
    from accounts.expansion.inputs import ExpansionBoard
    from accounts.figures import FeedbackSignal
    from accounts.onboarding.progress import OnboardingBoard
    from accounts.readings import Windows
    from synthesis.themes import SynthesisRun
    from workspace.churn import ChurnBook, RiskLine
    from workspace.health import ScoredBook
    from workspace.health_inputs import HealthInputs

_CLOCK = SystemClock()


class KnownAccounts:
    """The accounts of a workspace as one conversation sees them. Everything is read when it is first asked for."""

    def __init__(self, workspace: Workspace, clock: Clock = _CLOCK, run_of: RunOf = shown_run) -> None:
        self.workspace = workspace
        self.clock = clock
        self._run_of = run_of
        self._runs: dict[Month, SynthesisRun | None] = {}
        self._scored: dict[date, ScoredBook] = {}

    def kept_run(self, connection: Connection, month: Month) -> SynthesisRun | None:
        """The run of ``month`` as people want it shown, read once; None where there is none."""
        if month not in self._runs:
            self._runs[month] = self._run_of(connection, month)
        return self._runs[month]

    @cached_property
    def today(self) -> date:
        """The day on the clock."""
        return self.clock.now().date()

    @cached_property
    def currency(self) -> str:
        """Of every amount."""
        return self.workspace.settings.company.currency

    @cached_property
    def day(self) -> date:
        """The day that figures of accounts are for: the last that the data reaches. Raises SettingsError without
        any data."""
        with self.workspace.store().read() as connection:
            return chosen_day(connection, None, self.clock)

    @cached_property
    def names(self) -> dict[str, str]:
        """Account names by id, those of accounts that count for another among them."""
        with self.workspace.store().read() as connection:
            return account_book.account_names(connection)

    @cached_property
    def inputs(self) -> HealthInputs:
        """The book and its feedback, as of ``day``. Raises SettingsError without accounts."""
        from workspace.health_inputs import read_inputs

        with self.workspace.store().read() as connection:
            return read_inputs(self.workspace, connection, self.day, self.kept_run)

    @property
    def book(self) -> AccountBook:
        """The account book."""
        return self.inputs.book

    @cached_property
    def accounts(self) -> dict[str, Account]:
        """Every account of the book, by id."""
        return {one.id: one for one in self.book.all_accounts()}

    @property
    def scored(self) -> ScoredBook:
        """Health of all paying accounts."""
        return self.scored_on(self.day)

    def scored_on(self, day: date) -> ScoredBook:
        """Health on a day that is not after the session's: scores look at nothing that came after their day."""
        from workspace.health import scored_inputs

        if day not in self._scored:
            with self.workspace.store().read() as connection:
                inputs = replace(self.inputs, as_of=day)
                self._scored[day] = scored_inputs(self.workspace, connection, inputs)
        return self._scored[day]

    @cached_property
    def signals(self) -> dict[str, list[FeedbackSignal]]:
        """Feedback items by the account that they count for, oldest first."""
        found: dict[str, list[FeedbackSignal]] = {}
        for one in self.inputs.signals:
            found.setdefault(one.account_id, []).append(one)
        return {account: sorted(own, key=lambda one: (one.day, one.item)) for account, own in found.items()}

    @cached_property
    def churn_book(self) -> ChurnBook:
        """The book as churn needs it."""
        from accounts.scorecard.signal_columns import SignalColumns
        from workspace.churn import ChurnBook

        signals = [one for own in self.signals.values() for one in own]
        columns = SignalColumns.of(signals, self.book.account_ids())
        return ChurnBook(self.book, columns, self.day, self.names)

    @cached_property
    def risks(self) -> ChurnRisks:
        """Everyone's risk; learning it takes seconds where it was not learned before."""
        from workspace.churn import risks_of

        return risks_of(self.workspace, self.churn_book)

    def risks_on(self, day: date) -> ChurnRisks:
        """Everyone's risk on a day, by what was said until then."""
        from workspace.churn import risks_at

        if day == self.day:
            return self.risks
        return risks_at(
            self.workspace, self.book, [one for one in self.inputs.signals if one.day <= day], day
        )

    @cached_property
    def risk_lines(self) -> tuple[RiskLine, ...]:
        """The paying accounts, highest ARR at risk first, without what drives each (``driver_of``)."""
        from workspace.churn import risk_lines

        return tuple(risk_lines(self.workspace, self.churn_book, self.risks, told=False)[0])

    def driver_of(self, account: str) -> str:
        """What raises an account's risk most, in words. Opening one takes a moment, so ask for those that are shown."""
        from workspace.churn import drivers_of

        return drivers_of(self.risks, account)[0]

    @cached_property
    def arr(self) -> dict[str, float]:
        """ARR of the accounts that pay at the end of the day's month."""
        from accounts.revenue.movements import arr_by_account

        return arr_by_account(self.book, Month.of(self.day))

    @cached_property
    def customers(self) -> tuple[str, ...]:
        """The accounts that pay; of a book without any revenue those that had started and not left."""
        if self.book.has_revenue:
            return tuple(self.arr)
        from accounts.health.context import scored_accounts

        places, _ = scored_accounts(self.book, self.day)
        return tuple(str(one) for one in self.book.accounts["id"].iloc[places])

    def arr_of(self, account: str) -> float:
        """What ``account`` pays a year, or paid in the month before it left; 0 where neither is known."""
        left = self.departures.get(account)
        return self.arr.get(account, 12 * left.mrr if left else 0.0)

    def arr_figure(self, account: str) -> str:
        """What opens ``arr_of``."""
        left = self.departures.get(account) if account not in self.arr else None
        return f"arr:{account}@{left.month if left and left.month else Month.of(self.day)}"

    @cached_property
    def tiers(self) -> dict[str, str]:
        """Tier by account, of those that pay."""
        from accounts.revenue.tiers import book_tiers

        return book_tiers(self.book, self.arr, self.workspace.settings.tiers)

    @cached_property
    def seats(self) -> dict[str, float]:
        """Seats bought by account, where its subscriptions of the day name any."""
        from accounts.revenue.standing import seats_on

        bought = zip(self.book.account_ids(), seats_on(self.book, self.day).tolist(), strict=True)
        return {account: seats for account, seats in bought if seats > 0}

    @cached_property
    def coverage(self) -> Coverage:
        """Who is known at the paying accounts."""
        from accounts.coverage import coverage

        return coverage(self.book, self.inputs.last_heard, self.day, self.workspace.settings.coverage)

    @cached_property
    def usage(self) -> Windows | None:
        """Readings of every metric in the last 90 days and in the 90 before; None without any."""
        from accounts.readings import windows

        return None if self.book.usage.empty else windows(self.book, self.day, 90, 2)

    @cached_property
    def onboarding(self) -> OnboardingBoard:
        """Where each account stands in its onboarding."""
        from workspace.onboarding import onboarding_board

        return onboarding_board(self.workspace, self.book, self.day)

    @cached_property
    def growth(self) -> ExpansionBoard | None:
        """Who may grow and who is held back; None without revenue. Raises SettingsError for a plan table that is
        wrong."""
        from accounts.expansion.leads import board
        from workspace.expansion import day_context
        from workspace.growth_gates import GateFacts, critical_tickets, health_of, risk_of

        if not self.book.has_revenue:
            return None
        known = GateFacts(
            health_of(self.scored.lines),
            risk_of(self.risks),
            critical_tickets(self.inputs.signals, self.workspace.settings.expansion.critical_words),
        )
        with self.workspace.store().read() as connection:
            return board(
                day_context(self.workspace, connection, self.book, self.day, known, self.kept_run)[0]
            )

    @cached_property
    def departures(self) -> dict[str, Departure]:
        """Who left and pays nothing now, by account."""
        from accounts.departures import departures

        return departures(self.book, self.day, self.workspace.settings.churn.reasons)

    def counting(self, account: str) -> str:
        """The account that ``account`` (an id) counts for."""
        if account in self.accounts:
            return account
        with self.workspace.store().read() as connection:
            return account_book.counting_account(self.workspace, connection, account)

    def name(self, account: str) -> str:
        """An account's name; its id where it has none, empty for none."""
        return self.names.get(account) or account

    def need_accounts(self) -> None:
        """Raises SettingsError where no account is known."""
        if not self.names:
            raise SettingsError("there are no accounts", hint="Import them: nrr import accounts FILE.")
