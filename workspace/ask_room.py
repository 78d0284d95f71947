"""Use case: what a front end shows around a question before any is asked: which model would answer and what it has
cost, and what a question can be about. Asks no server and loads no DataFrame library."""

from __future__ import annotations

from dataclasses import dataclass

from foundation.clock import Clock
from foundation.model_settings import Reach, endpoint_url, reach_of
from foundation.months import Month
from workspace.model_memory import spent_this_month
from workspace.store import runs, tables
from workspace.themes import finished_run
from workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class AskModel:
    """The model of a workspace. ``where`` is its address; ``free``: whether calls cost nothing; ``priced``: whether
    what they cost is known. ``spent`` in US dollars this month, ``cap`` of the month, None without one."""

    name: str
    where: str
    reach: Reach
    free: bool
    priced: bool
    spent: float
    cap: float | None


@dataclass(frozen=True, slots=True)
class AskRoom:
    """``model`` is None where none is configured. ``accounts`` are names by id, ``themes`` the newest run's labels by
    id, the largest first; ``months`` have a run, the newest first; ``example``: the name of an account that has not
    left, empty where there is none."""

    company: str
    model: AskModel | None
    accounts: dict[str, str]
    themes: dict[str, str]
    months: tuple[Month, ...]
    example: str

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to ask about."""
        return not self.accounts and not self.months


def ask_room(workspace: Workspace, clock: Clock) -> AskRoom:
    """The room as it stands. Raises StoreError."""
    with workspace.store().read() as connection:
        months = tuple(reversed(runs.months(connection)))
        run = finished_run(connection, months[0]) if months else None
        rows = tables.rows(connection, "accounts")
    heard = [one for one in run.themes if one.weights.statements or one.pinned] if run else []
    return AskRoom(
        company=workspace.settings.company.name,
        model=_model(workspace, clock),
        accounts={str(row["id"]): str(row["name"]) for row in rows},
        themes={one.theme.id: one.theme.label for one in heard},
        months=months,
        example=min((str(row["name"]) for row in rows if not row["churned"]), key=str.casefold, default=""),
    )


def _model(workspace: Workspace, clock: Clock) -> AskModel | None:
    settings = workspace.settings.model
    if not settings.configured:
        return None
    reach = reach_of(settings.base_url)
    price = settings.price
    return AskModel(
        name=settings.name,
        where=endpoint_url(settings.base_url),
        reach=reach,
        free=price is not None and not price.prompt and not price.completion,
        priced=price is not None,
        spent=spent_this_month(workspace.store(), clock),
        cap=settings.monthly_cap,
    )
