"""Use case: the themes of a month, filtered and sorted, and one theme in full."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from foundation.errors import SettingsError
from foundation.months import Month
from foundation.text import folded, one_line
from ingest.items import Source
from synthesis.edit_order import merged_into
from synthesis.edits import Edit
from synthesis.overlay import Shown, laid_over
from synthesis.themes import SynthesisRun, WeightedTheme
from workspace.account_book import account_names
from workspace.cuts import cut_run
from workspace.store import runs, theme_edits
from workspace.store.theme_names import names_for
from workspace.workspace import Workspace

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class ThemeQuery:
    """Which themes to list. None means no limit; ``month`` None means the latest run."""

    month: Month | None = None
    sort: str = "priority"
    segment: str | None = None
    tier: str | None = None
    kind: str | None = None
    source: str | None = None
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class ThemeView:
    """One theme with the names of the accounts that it speaks of, and the run that it stands in."""

    theme: WeightedTheme
    names: dict[str, str]
    run: SynthesisRun


RunOf = Callable[["Connection", Month], SynthesisRun | None]
"""Reads a month's run as people want it shown; None where it has none."""

_SHOWN = 5  # themes that an error names

_SORT_KEYS: dict[str, Callable[[WeightedTheme], float]] = {
    "priority": lambda theme: theme.weights.priority,
    "arr": lambda theme: theme.weights.arr,
    "at-risk": lambda theme: theme.weights.arr_at_risk,
    "growth": lambda theme: theme.weights.growth if theme.weights.growth is not None else -10.0,
    "breadth": lambda theme: float(theme.weights.accounts),
}


def finished_run(connection: Connection, month: Month | None, run_of: RunOf | None = None) -> SynthesisRun:
    """The run of ``month``, or the latest, as people want it shown; ``run_of`` reads it, or has it at hand. Raises
    SettingsError that says what to do when there is none."""
    wanted = month or runs.latest_month(connection)
    run = (run_of or shown_run)(connection, wanted) if wanted else None
    if run is None:
        have = ", ".join(str(found) for found in runs.months(connection))
        raise SettingsError(
            f"{wanted} has not been synthesized" if wanted else "nothing has been synthesized yet",
            hint=f"Run `nrr synthesize{f' --month {wanted}' if wanted else ''}`."
            + (f" There are: {have}." if have else ""),
        )
    return run


def shown_run(connection: Connection, month: Month) -> SynthesisRun | None:
    """The run of ``month`` as people want it shown; None where there is none."""
    run = runs.load_run(connection, month)
    return None if run is None else shown(connection, run)


def earlier_run(connection: Connection, month: Month) -> SynthesisRun | None:
    """The run of the newest month before ``month``, as people want it shown."""
    run = runs.previous_run(connection, month)
    return None if run is None else shown(connection, run)


def shown(connection: Connection, run: SynthesisRun) -> SynthesisRun:
    """A stored run with the names, hidden themes and resolutions of the edits that stand."""
    edits = theme_edits.edits(connection)
    resolved = Shown.by(edits).resolved
    members = [key for one in run.themes if one.theme.id in resolved for key in one.theme.members]
    said_on = {one.id: one.day for one in runs.run_statements(connection, members)}
    return laid_over(run, edits, said_on, names_for(connection, (one.theme for one in run.themes)))


def pick_theme(run: SynthesisRun, wanted: str) -> WeightedTheme:
    """The theme, hidden ones too, whose id starts with ``wanted`` or whose label holds it, first of all one
    whose label is it, last of all one whose offline label holds it. Raises SettingsError when none or several do,
    with those that are near."""
    themes = (*run.themes, *run.hidden)
    words = folded(wanted)
    by_label = {one.theme.id: folded(one.theme.label) for one in themes}
    found = (
        [one for one in themes if words and one.theme.id.startswith(words)]
        or [one for one in themes if words and by_label[one.theme.id] == words]
        or [one for one in themes if words and words in by_label[one.theme.id]]
        or [one for one in themes if words and words in folded(one.label_offline)]
    )
    if len(found) != 1:
        near = found or _nearly(themes, words)
        listed = ", ".join(f"{one.theme.id[:8]} {one.theme.label!r}" for one in near[:_SHOWN])
        more = f" and {len(near) - _SHOWN:,} more" if len(near) > _SHOWN else ""
        raise SettingsError(
            f"{len(found) or 'no'} themes of {run.month} match {one_line(wanted, 60)!r}",
            hint=f"Did you mean: {listed}{more}?" if near else "`nrr themes` lists them.",
        )
    return found[0]


def _nearly(themes: Sequence[WeightedTheme], words: str) -> list[WeightedTheme]:
    """The themes whose labels are spelt nearly like ``words``."""
    from difflib import get_close_matches

    labels = [one.theme.label.casefold() for one in themes]
    near = get_close_matches(words, labels, n=3, cutoff=0.7) if words else []
    return [one for label in dict.fromkeys(near) for one in themes if one.theme.label.casefold() == label]


def list_themes(workspace: Workspace, query: ThemeQuery) -> tuple[SynthesisRun, tuple[WeightedTheme, ...]]:
    """The run, and those of its themes that were heard in the month, or are pinned, and fit ``query``, in its
    order.

    With a segment or tier all figures of both, coverage and unclustered too, are those of its accounts.
    """
    with workspace.store().read() as connection:
        run = finished_run(connection, query.month)
        if query.segment is not None or query.tier is not None:
            run = cut_run(workspace, connection, run, query.segment, query.tier)
        keep = heard_there(connection, run, query.source)
    themes = [
        theme
        for theme in run.themes
        if (theme.weights.statements or theme.pinned)
        and (keep is None or theme.theme.id in keep)
        and (query.kind is None or theme.theme.kind.value == query.kind)
    ]
    key = _SORT_KEYS[query.sort]
    themes.sort(key=lambda theme: (-key(theme), theme.theme.id))
    return run, tuple(themes[: query.limit])


def heard_there(connection: Connection, run: SynthesisRun, source: str | None) -> set[str] | None:
    """Ids of the themes with a statement of the month from the source asked for; None without one."""
    return None if source is None else runs.themes_heard_in(connection, run.id, run.month, Source(source))


def names_of(workspace: Workspace) -> dict[str, str]:
    """Account names by id."""
    with workspace.store().read() as connection:
        return account_names(connection)


def show_theme(workspace: Workspace, wanted: str, month: Month | None, quotes: int) -> ThemeView:
    """The theme whose id starts with ``wanted`` or whose label holds it. Raises SettingsError when none or
    several do."""
    with workspace.store().read() as connection:
        run = finished_run(connection, month)
        found = pick_standing(run, theme_edits.edits(connection), wanted)
        names = account_names(connection)
    return ThemeView(replace(found, quotes=found.quotes[:quotes]), names, run)


def pick_standing(run: SynthesisRun, edits: Sequence[Edit], wanted: str) -> WeightedTheme:
    """``pick_theme``, whose error leads on where ``wanted`` is the id of a theme that people merged away."""
    there = {one.theme.id for one in (*run.themes, *run.hidden)}
    key = wanted.strip().casefold()
    for theme_id, edit in merged_into(edits).items():
        if key and theme_id.startswith(key) and not any(one.startswith(key) for one in there):
            raise SettingsError(
                f"{theme_id[:8]} was merged into {edit.theme_id[:8]} by #{edit.number}",
                hint=f"See that one: nrr theme {edit.theme_id[:8]}. Part them again: nrr theme undo {edit.number}.",
            )
    return pick_theme(run, wanted)
