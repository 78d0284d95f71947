"""What one conversation knows of what customers said: the runs and their statements, each read once and kept."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING

from foundation.clock import Clock, SystemClock
from foundation.months import Month
from workspace.store import feedback_views, runs
from workspace.themes import RunOf, finished_run, shown_run
from workspace.tools.known_accounts import KnownAccounts
from workspace.workspace import Workspace

if TYPE_CHECKING:
    from synthesis.themes import Statement, SynthesisRun, WeightedTheme
    from workspace.searching import Searcher

_CLOCK = SystemClock()


class HeardWords(KnownAccounts):
    """What the accounts said, beside what is known of them."""

    def __init__(self, workspace: Workspace, clock: Clock = _CLOCK, run_of: RunOf = shown_run) -> None:
        super().__init__(workspace, clock, run_of)
        self._said: dict[str, tuple[Statement, ...]] = {}

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

    def run(self, month: Month | None = None) -> SynthesisRun:
        """The run of ``month``, or the latest. Raises SettingsError where there is none."""
        wanted = month or (self.months[-1] if self.months else None)
        with self.workspace.store().read() as connection:
            kept = self.kept_run(connection, wanted) if wanted else None
            return kept or finished_run(connection, wanted)

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
        for one in reversed(self.statements()):  # they come by id
            if one.account_id and one.day <= self.day:
                found.setdefault(one.account_id, []).append(one)
        return {
            account: tuple(sorted(own, key=attrgetter("day"), reverse=True))
            for account, own in sorted(found.items())
        }

    @cached_property
    def theme_of(self) -> dict[str, WeightedTheme]:
        """The latest run's theme of each statement that has one."""
        if not self.months:
            return {}
        return {member: theme for theme in self.run().themes for member in theme.theme.members}

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
