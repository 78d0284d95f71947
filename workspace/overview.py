"""Use case: a month at a glance, with the run, what the workspace holds, and what it still needs.

Loads no DataFrame library, so that a front end shows themes before it computes revenue.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from foundation.months import Month
from synthesis.themes import SynthesisRun
from workspace.account_book import account_names
from workspace.store import feedback_views, imports, runs, tables
from workspace.themes import RunOf, finished_run, shown_run
from workspace.workspace import Workspace

if TYPE_CHECKING:
    from sqlalchemy import Connection

_HIGH_UNCLUSTERED = 0.5  # share of statements above which a person should look


class Need(StrEnum):
    """What a workspace lacks; each is something a person can mend. ``INDEX`` is looked for apart, in
    ``index_upkeep.stale_index``."""

    FEEDBACK = "feedback"
    ACCOUNTS = "accounts"
    REVENUE = "revenue"
    SYNTHESIS = "synthesis"
    NEWER_SYNTHESIS = "newer synthesis"
    GRANULARITY = "granularity"
    CHAT_MODEL = "chat model"
    INDEX = "index"


@dataclass(frozen=True, slots=True)
class MonthView:
    """``run`` is None while nothing is synthesized. ``months`` are those with a run, oldest first;
    ``feedback_month`` is the newest with feedback; ``items`` counts feedback items. Times are in UTC."""

    company: str
    currency: str
    months: tuple[Month, ...]
    run: SynthesisRun | None
    names: dict[str, str]
    items: int
    feedback_month: Month | None
    imported: datetime | None
    synthesized: datetime | None
    chat_model: str
    needs: tuple[Need, ...]


def month_view(workspace: Workspace, month: Month | None = None, run_of: RunOf = shown_run) -> MonthView:
    """``month`` at a glance, by default the latest run; ``run_of`` reads it, or has it at hand. Raises SettingsError
    for a month without a run."""
    company, model = workspace.settings.company, workspace.settings.model
    chat_model = model.name or model.base_url
    with workspace.store().read() as connection:
        months = tuple(runs.months(connection))
        run = finished_run(connection, month, run_of) if months or month else None
        names = account_names(connection)
        log = imports.imports(connection)
        latest = feedback_views.latest_month(connection)
        return MonthView(
            company=company.name,
            currency=company.currency,
            months=months,
            run=run,
            names=names,
            items=sum(feedback_views.count_items(connection).values()),
            feedback_month=latest,
            imported=log[-1].at if log else None,
            synthesized=runs.run_created(connection, run.month) if run else None,
            chat_model=chat_model,
            needs=_needs(connection, run, latest, months, chat_model),
        )


def _needs(
    connection: Connection,
    run: SynthesisRun | None,
    latest: Month | None,
    months: tuple[Month, ...],
    chat_model: str,
) -> tuple[Need, ...]:
    counts = tables.count_rows(connection)
    checks = (
        (Need.FEEDBACK, latest is None),
        (Need.ACCOUNTS, counts["accounts"] == 0),
        (Need.REVENUE, counts["subscriptions"] + counts["mrr"] == 0),
        (Need.SYNTHESIS, latest is not None and not months),
        (Need.NEWER_SYNTHESIS, bool(months) and latest is not None and latest > months[-1]),
        (Need.GRANULARITY, run is not None and run.unclustered.share > _HIGH_UNCLUSTERED),
        (Need.CHAT_MODEL, not chat_model),
    )
    return tuple(need for need, lacking in checks if lacking)
