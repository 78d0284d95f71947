"""What one conversation knows: the book, scores, risks and statements, each read once and kept while it lasts.

A tool is called many times in a conversation, and the book takes seconds to read and the risks to learn. Keeps the
rule that all tools of a conversation speak of the same day.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from foundation.clock import Clock, SystemClock
from foundation.errors import SettingsError
from foundation.months import Month
from workspace import account_book
from workspace.as_of import chosen_day
from workspace.store import feedback_views, runs
from workspace.themes import finished_run
from workspace.workspace import Workspace

if TYPE_CHECKING:
    from accounts.book import Account, AccountBook
    from accounts.churn.risks import ChurnRisks
    from accounts.coverage import Coverage
    from accounts.departures import Departure
    from accounts.expansion.inputs import ExpansionBoard
    from accounts.figures import FeedbackSignal
    from accounts.onboarding.progress import OnboardingBoard
    from accounts.readings import Windows
    from playbooks.deciding import Decided
    from synthesis.themes import Statement, SynthesisRun, WeightedTheme
    from workspace.churn import ChurnBook, RiskLine
    from workspace.draft_book import DraftBook
    from workspace.health import ScoredBook
    from workspace.health_inputs import HealthInputs
    from workspace.no_contact import NoContact
    from workspace.promises import Ledger
    from workspace.searching import Searcher
    from workspace.winback import WinBackLine

_CLOCK = SystemClock()


class Session:
    """A workspace as one conversation sees it. Everything is read when it is first asked for."""

    def __init__(self, workspace: Workspace, clock: Clock = _CLOCK) -> None:
        self.workspace = workspace
        self.clock = clock
        self._runs: dict[Month, SynthesisRun] = {}
        self._said: dict[str, tuple[Statement, ...]] = {}

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
    def not_contacted(self) -> tuple[NoContact, ...]:
        """Everybody who asked not to be contacted."""
        from workspace.no_contact import not_contacted

        return not_contacted(self.workspace)

    @cached_property
    def months(self) -> tuple[Month, ...]:
        """The synthesized months, oldest first."""
        with self.workspace.store().read() as connection:
            return tuple(runs.months(connection))

    @cached_property
    def sources(self) -> dict[str, int]:
        """Feedback items by source."""
        with self.workspace.store().read() as connection:
            return {one.value: count for one, count in feedback_views.count_items(connection).items()}

    @cached_property
    def searcher(self) -> Searcher:
        """Searches statements; model and vectors are loaded at the first question. It is never closed, so ask it with
        ``use_index=False``, which leaves nothing open."""
        from workspace.searching import searcher_of

        return searcher_of(self.workspace)

    @cached_property
    def inputs(self) -> HealthInputs:
        """The book and its feedback, as of ``day``. Raises SettingsError without accounts."""
        from workspace.health_inputs import read_inputs

        with self.workspace.store().read() as connection:
            return read_inputs(self.workspace, connection, self.day)

    @property
    def book(self) -> AccountBook:
        """The account book."""
        return self.inputs.book

    @cached_property
    def accounts(self) -> dict[str, Account]:
        """Every account of the book, by id."""
        return {one.id: one for one in self.book.all_accounts()}

    @cached_property
    def scored(self) -> ScoredBook:
        """Health of all paying accounts."""
        from workspace.health import scored_inputs

        with self.workspace.store().read() as connection:
            return scored_inputs(self.workspace, connection, self.inputs)

    @cached_property
    def signals(self) -> dict[str, list[FeedbackSignal]]:
        """Feedback items by the account that they count for, oldest first."""
        found: dict[str, list[FeedbackSignal]] = {}
        with self.workspace.store().read() as connection:
            for one in feedback_views.feedback_signals(connection, self.day):
                account = self.book.members.get(one.account_id, one.account_id)
                found.setdefault(account, []).append(replace(one, account_id=account))
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
        """Everyone's risk; learning it takes seconds."""
        from accounts.churn.risks import churn_risks

        seen = self.churn_book
        return churn_risks(seen.book, seen.signals, seen.as_of, self.workspace.settings.churn)

    @cached_property
    def risk_lines(self) -> tuple[RiskLine, ...]:
        """The paying accounts, highest ARR at risk first."""
        from workspace.churn import risk_lines

        return tuple(risk_lines(self.workspace, self.churn_book, self.risks, None, None)[0])

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
        from accounts.expansion.inputs import RiskOf
        from accounts.expansion.leads import board
        from workspace.expansion import day_context

        if not self.book.has_revenue:
            return None
        health = {account: (line.score, line.band) for account, line in self.scored.lines.items()}
        risk = RiskOf(self.risks.by_account(), self.risks.calibrated)
        with self.workspace.store().read() as connection:
            return board(day_context(self.workspace, connection, self.book, self.day, (health, risk))[0])

    @cached_property
    def departures(self) -> dict[str, Departure]:
        """Who left and pays nothing now, by account."""
        from accounts.departures import departures

        return departures(self.book, self.day, self.workspace.settings.churn.reasons)

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

    def run(self, month: Month | None = None) -> SynthesisRun:
        """The run of ``month``, or the latest. Raises SettingsError where there is none."""
        wanted = month or (self.months[-1] if self.months else None)
        if wanted is None or wanted not in self._runs:
            with self.workspace.store().read() as connection:
                run = finished_run(connection, wanted)
            self._runs[run.month] = run
            return run
        return self._runs[wanted]

    def statements(self, month: Month | None = None) -> tuple[Statement, ...]:
        """All statements of the window of ``month``'s run; none where nothing is synthesized."""
        if not self.months:
            return ()
        run = self.run(month)
        if run.id not in self._said:
            with self.workspace.store().read() as connection:
                self._said[run.id] = tuple(runs.statements_of(connection, run.id))
        return self._said[run.id]

    @cached_property
    def by_account(self) -> dict[str, tuple[Statement, ...]]:
        """The latest window's statements by account, newest first."""
        found: dict[str, list[Statement]] = {}
        for one in self.statements():
            if one.account_id and one.day <= self.day:
                found.setdefault(one.account_id, []).append(one)
        return {
            account: tuple(sorted(own, key=lambda one: (one.day, one.id), reverse=True))
            for account, own in found.items()
        }

    @cached_property
    def theme_of(self) -> dict[str, WeightedTheme]:
        """The latest run's theme of each statement that has one."""
        if not self.months:
            return {}
        return {member: theme for theme in self.run().themes for member in theme.theme.members}

    def counting(self, account: str) -> str:
        """The account that ``account`` (an id) counts for."""
        if account in self.accounts:
            return account
        with self.workspace.store().read() as connection:
            return account_book.counting_account(self.workspace, connection, account)

    def name(self, account: str) -> str:
        """An account's name; its id where it has none, empty for none."""
        return self.names.get(account) or account

    def theme_named(self, wanted: str, month: Month | None = None) -> WeightedTheme:
        """The theme of that id or label. Raises SettingsError with near ones."""
        from workspace.themes import pick_theme

        return pick_theme(self.run(month), wanted)

    def month_asked(self, month: str | None) -> Month | None:
        """The month that ``month`` (YYYY-MM) names, None for none. Raises SettingsError for no month."""
        return Month.parse(month) if month else None

    def window(self) -> Sequence[Month]:
        """The months that the latest run looked at; none where nothing is synthesized."""
        if not self.months:
            return ()
        return self.months[-1].trailing(self.workspace.settings.themes.window_months)

    def need_accounts(self) -> None:
        """Raises SettingsError where no account is known."""
        if not self.names:
            raise SettingsError("there are no accounts", hint="Import them: nrr import accounts FILE.")
