"""Use case: everything that was said in a theme, statement by statement, with where each comes from."""

from __future__ import annotations

from dataclasses import dataclass

from foundation.months import Month
from synthesis.themes import Statement
from workspace.account_book import account_names
from workspace.store import feedback_views, runs
from workspace.themes import finished_run, pick_theme
from workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Evidence:
    """A statement of a theme; ``cited`` is the id that its item has where it comes from, ``account`` the name
    of who said it, empty where nobody knows."""

    statement: Statement
    cited: str
    account: str


@dataclass(frozen=True, slots=True)
class ThemeEvidence:
    """The statements of a theme over the run's window, newest first, ties by id."""

    month: Month
    theme_id: str
    label: str
    said: tuple[Evidence, ...]


def theme_evidence(workspace: Workspace, theme_id: str, month: Month | None) -> ThemeEvidence:
    """Everything said in the theme of this id, hidden or not. Raises SettingsError where the month has none."""
    with workspace.store().read() as connection:
        run = finished_run(connection, month)
        theme = pick_theme(run, theme_id).theme
        found = list(runs.run_statements(connection, theme.members))
        cited = feedback_views.external_ids(connection, sorted({one.item_id for one in found}))
        names = account_names(connection)
    found.sort(key=lambda one: one.id)
    found.sort(key=lambda one: one.day, reverse=True)
    said = tuple(
        Evidence(
            one,
            cited.get(one.item_id, ""),
            names.get(one.account_id, one.account_id) if one.account_id else "",
        )
        for one in found
    )
    return ThemeEvidence(run.month, theme.id, theme.label, said)
