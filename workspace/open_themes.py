"""Which accounts complain of the month's first themes that nobody has mended: the theme gate's input.

A Tier 1 theme is, like a Tier 1 account, one of the top by rank: of the complaint themes heard in the latest month
that was over on the day, the first share by priority. It is open unless a person resolved it by then; after that day
only what was said since counts.
"""

from __future__ import annotations

from datetime import date, timedelta
from math import ceil
from typing import TYPE_CHECKING

from accounts.expansion.inputs import OpenTheme
from accounts.revenue.standing import month_known_on
from synthesis.themes import ThemeKind, ThemeStatus, WeightedTheme
from workspace.store import expansion_views, runs
from workspace.themes import RunOf, shown_run

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

    from foundation.growth_settings import ExpansionSettings
    from foundation.months import Month


def open_themes(
    connection: Connection,
    as_of: date,
    params: ExpansionSettings,
    members: Mapping[str, str],
    run_of: RunOf = shown_run,
) -> tuple[tuple[OpenTheme, ...], Month | None]:
    """Complaints of the last ``theme_days`` in those themes, and the month they are of; None without any run.

    ``members`` leads from subsidiaries to the account that they count for; ``run_of`` reads a month's run, or has it at
    hand.
    """
    known = month_known_on(as_of)
    month = max((one for one in runs.months(connection) if one <= known), default=None)
    run = run_of(connection, month) if month else None
    if run is None:
        return (), None
    complaints = [one for one in run.themes if _counts(one)]
    first = complaints[: ceil(len(complaints) * params.tier1_theme_share)]
    since = as_of - timedelta(days=params.theme_days)
    said = expansion_views.complaints_after(connection, since, as_of)
    found = [
        OpenTheme(members.get(account, account), theme.theme.label, place, item, day)
        for place, theme in enumerate(first, start=1)
        for account, item, day in (said[key] for key in theme.theme.members if key in said)
        if day > _mended(theme, as_of, since)
    ]
    return tuple(sorted(found)), month


def _counts(theme: WeightedTheme) -> bool:
    """Whether it is a complaint of the month; themes come by priority."""
    return (
        theme.theme.kind is ThemeKind.COMPLAINT
        and theme.weights.statements > 0
        and theme.status is not ThemeStatus.GONE
    )


def _mended(theme: WeightedTheme, as_of: date, since: date) -> date:
    """The day up to which complaints do not count: it was resolved then, or they are too old."""
    if theme.resolved is None or theme.resolved.on > as_of:
        return since
    return max(since, theme.resolved.on)
