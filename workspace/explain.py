"""Use case: open a printed figure down to the stored rows it rests on and the files that brought them, and
compute it again.

A figure is named ``family:subject``. A room that prints figures opens them in a function of its own, which
stands in ``FAMILIES`` under each family that it knows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from accounts.arithmetic import recomputed, same
from accounts.explanation import Explanation
from foundation.errors import SettingsError
from workspace import (
    community,
    coverage,
    explain_churn,
    explain_churn_past,
    explain_growth,
    explain_renewals,
    explain_retro,
    explain_revenue,
    health,
    health_backtest,
    play_outcomes,
)
from workspace.expansion import explain_expansion
from workspace.onboarding import explain_ttv
from workspace.store.sources import SourceRow, source_rows
from workspace.workspace import Workspace

if TYPE_CHECKING:
    from sqlalchemy import Connection

Explain = Callable[[Workspace, "Connection", str], Explanation | None]
"""Opens the figure of a subject; None where there is none. Raises SettingsError for a subject that says
nothing, such as a month that is none."""

FAMILIES: Mapping[str, Explain] = {
    **explain_revenue.FAMILIES,
    **explain_renewals.FAMILIES,
    "health": health.explain_health,
    "coverage": coverage.explain_coverage,
    "expansion": explain_expansion,
    "ttv": explain_ttv,
    **explain_churn.FAMILIES,
    **explain_churn_past.FAMILIES,
    **explain_growth.FAMILIES,
    **explain_retro.FAMILIES,
    **health_backtest.FAMILIES,
    **play_outcomes.FAMILIES,
    **community.FAMILIES,
}


@dataclass(frozen=True, slots=True)
class Opened:
    """A figure with its rows as they stand in the store; one that is not there has no values. ``again`` is
    what the formula gives for the inputs."""

    explanation: Explanation
    again: float | None
    rows: tuple[SourceRow, ...]

    @property
    def same(self) -> bool:
        """Whether computing the figure again gives it."""
        return same(self.explanation.value, self.again)

    @property
    def lost(self) -> tuple[SourceRow, ...]:
        """Rows that the store does not hold."""
        return tuple(row for row in self.rows if not row.values)

    @property
    def holds(self) -> bool:
        """Whether the figure can be computed again from rows that are all there."""
        return self.same and not self.lost


def explain(workspace: Workspace, figure: str) -> Opened:
    """The figure opened. Raises SettingsError where no command prints such a figure."""
    family, colon, subject = figure.strip().partition(":")
    if family not in FAMILIES or not (colon and subject):
        raise SettingsError(
            f"{figure!r} names no figure", hint=f"Write FAMILY:SUBJECT; there are: {', '.join(FAMILIES)}."
        )
    with workspace.store().read() as connection:
        explanation = FAMILIES[family](workspace, connection, subject.strip())
        if explanation is None:
            raise SettingsError(
                f"there is no {family} of {subject.strip()!r}",
                hint="Take the id from the command that prints the figure, with --json.",
            )
        rows = source_rows(connection, explanation.rows)
    return Opened(explanation, recomputed(explanation), tuple(rows))
