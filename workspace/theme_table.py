"""Use case: the themes of a month as a front end lists them, with what they can be narrowed to.

A cut by segment or tier is weighed anew, as ``nrr themes --tier`` does; kind, status and words are left to the
one who lists, because they change no figure.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from foundation.months import Month
from synthesis.themes import SynthesisRun
from workspace.account_book import account_names
from workspace.cuts import cut_run
from workspace.store import feedback_views, runs
from workspace.themes import RunOf, finished_run, heard_there, shown_run
from workspace.workspace import Workspace

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class ThemeCut:
    """Whose voices of which month: None is the latest month, every segment, every tier, every source."""

    month: Month | None = None
    segment: str | None = None
    tier: str | None = None
    source: str | None = None

    @property
    def weighs_anew(self) -> bool:
        """Whether its figures are others than those of the stored run."""
        return self.segment is not None or self.tier is not None


@dataclass(frozen=True, slots=True)
class ThemePage:
    """``run`` has the figures of ``cut`` and is None while nothing is synthesized. ``there`` are the ids of the
    themes that were heard in the source of the cut, None without one. ``months`` are those with a run, oldest
    first; ``segments`` and ``tiers`` those that somebody spoke for in the month. ``cited`` leads from the quoted
    items to the ids that they have where they come from."""

    cut: ThemeCut
    company: str
    currency: str
    months: tuple[Month, ...]
    run: SynthesisRun | None
    names: Mapping[str, str]
    there: frozenset[str] | None = None
    segments: tuple[str, ...] = ()
    tiers: tuple[str, ...] = ()
    cited: Mapping[str, str] | None = None


def theme_page(workspace: Workspace, cut: ThemeCut, run_of: RunOf = shown_run) -> ThemePage:
    """The themes of ``cut``; ``run_of`` reads a month's run, or has it at hand. Raises SettingsError for a month
    without a run, and for a segment or tier that no account has."""
    company = workspace.settings.company
    with workspace.store().read() as connection:
        months = tuple(runs.months(connection))
        names = account_names(connection)
        if not months:
            return ThemePage(cut, company.name, company.currency, months, None, names)
        whole = finished_run(connection, cut.month, run_of)
        there = heard_there(connection, whole, cut.source)
        run = whole
        if cut.weighs_anew:
            run = cut_run(workspace, connection, whole, cut.segment, cut.tier)
        return ThemePage(
            cut=cut,
            company=company.name,
            currency=company.currency,
            months=months,
            run=run,
            names=names,
            there=None if there is None else frozenset(there),
            segments=_groups(whole, "by_segment"),
            tiers=_groups(whole, "by_tier"),
            cited=_cited(connection, run),
        )


def _groups(run: SynthesisRun, cuts: str) -> tuple[str, ...]:
    names = {one.name for theme in run.themes for one in getattr(theme.weights, cuts)}
    return tuple(sorted(names))


def _cited(connection: Connection, run: SynthesisRun) -> dict[str, str]:
    items = {quote.item_id for theme in (*run.themes, *run.hidden) for quote in theme.quotes}
    return feedback_views.external_ids(connection, sorted(items))
