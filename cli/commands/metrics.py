"""``nrr metrics``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from cli.options import json_option, month_option, workspace_option
from cli.output import emit, emit_json, narrate, table
from foundation.months import Month

if TYPE_CHECKING:
    from workspace.workspace import Workspace


@click.command("metrics")
@month_option
@click.option("--by", type=click.Choice(("tier", "segment", "cohort")), help="One line for each.")
@click.option("--trend", is_flag=True, help="One line for each of the sixteen months up to it.")
@workspace_option
@json_option
def command(
    month: Month | None,
    by: Literal["tier", "segment", "cohort"] | None,
    trend: bool,
    workspace_dir: Path | None,
    as_json: bool,
) -> None:
    """NRR, GRR and logo retention of a month and of the twelve months that end with it, with movements."""
    from cli.metrics_shapes import metrics_by_shape, metrics_shape
    from foundation.money import amount, count, percent
    from workspace.metrics import metrics, metrics_by
    from workspace.workspace import find_workspace

    workspace = find_workspace(workspace_dir)
    if trend:
        if by:
            raise click.UsageError("--trend is of the whole book: leave --by out.")
        _trend(workspace, month, as_json=as_json)
        return
    if by:
        groups = metrics_by(workspace, month, by)
        if as_json:
            emit_json(metrics_by_shape(groups, by))
            return
        rows = [
            (
                name,
                amount(group.start_mrr, group.currency),
                amount(group.end_mrr, group.currency),
                percent(group.retention.nrr),
                percent(group.retention.grr),
                percent(group.trailing_12.nrr),
                percent(group.trailing_12.grr),
            )
            for name, group in groups.items()
        ]
        emit(table((by.title(), "Start MRR", "End MRR", "NRR", "GRR", "NRR 12m", "GRR 12m"), rows, "lrrrrrr"))
        return
    found = metrics(workspace, month)
    result = found.whole
    if found.problems:
        narrate(
            f"{count(found.problems, 'row')} of the book left out, changed or doubted: nrr accounts --problems"
        )
    if found.unheard:
        narrate(
            f"{count(found.unheard, 'account')} known from the mrr table alone, which has no row for "
            f"{result.month}: they count as paying nothing"
        )
    if not found.over:
        narrate(f"{result.month.title} is not over yet: this is what the book says of it so far")
    if as_json:
        emit_json(metrics_shape(result))
        return
    ratios = [
        ("NRR", percent(result.retention.nrr), percent(result.trailing_12.nrr)),
        ("GRR", percent(result.retention.grr), percent(result.trailing_12.grr)),
        (
            "Logo retention",
            percent(result.retention.logo_retention),
            percent(result.trailing_12.logo_retention),
        ),
    ]
    emit(table(("", result.month.title, "Trailing 12 months"), ratios, "lrr"))
    emit()
    for name, value in (
        ("MRR at start", result.start_mrr),
        ("+ expansion", result.expansion),
        ("- contraction", result.contraction),
        ("- churn", result.churn),
        ("+ new", result.new_mrr),
        ("+ reactivation", result.reactivation),
        ("= MRR at end", result.end_mrr),
    ):
        emit(f"{name:<16}{amount(value, result.currency):>14}")
    moves = [
        (
            found.names.get(move.account_id, move.account_id),
            move.kind.value,
            amount(move.change, result.currency),
        )
        for move in result.movements
    ]
    if moves:
        emit()
        emit(table(("Account", "What", "MRR"), moves, "llr"))
    narrate(f"open a figure: nrr explain nrr:{result.month}")


def _trend(workspace: Workspace, month: Month | None, *, as_json: bool) -> None:
    from cli.metrics_shapes import trend_shape
    from foundation.money import amount, percent
    from workspace.metrics import retention_trend

    points = retention_trend(workspace, month)
    if as_json:
        emit_json(trend_shape(points))
        return
    currency = workspace.settings.company.currency
    rows = [
        (
            str(point.month),
            amount(point.arr, currency),
            percent(point.retention.nrr),
            percent(point.retention.grr),
            percent(point.trailing_12.nrr),
            percent(point.trailing_12.grr),
        )
        for point in points
    ]
    emit(table(("Month", "ARR", "NRR", "GRR", "NRR 12m", "GRR 12m"), rows, "lrrrrr"))
