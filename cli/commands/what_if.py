"""``nrr what-if``."""

from __future__ import annotations

from pathlib import Path

import click

from cli.options import NumberType, json_option, month_option, workspace_option
from cli.output import emit, emit_json, narrate
from foundation.months import Month


class WeightsType(click.ParamType[tuple[tuple[str, float], ...]]):
    """``component=number``, several with commas."""

    name = "NAME=NUMBER,..."

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[tuple[str, float], ...]:
        if isinstance(value, tuple):
            return value
        pairs = []
        for piece in str(value).split(","):
            name, sign, number = piece.partition("=")
            try:
                weight = float(number)
            except ValueError:
                weight = -1.0
            if not (sign and name.strip() and 0 <= weight < float("inf")):
                self.fail(
                    f"{piece.strip()!r} is no weight; write a component and a number from 0 on, for example "
                    f"arr=2,severity=0",
                    param,
                    ctx,
                )
            pairs.append((name.strip(), weight))
        return tuple(pairs)


@click.command("what-if")
@click.option(
    "--weights", type=WeightsType(), multiple=True, help="Other weights, for example arr=2,severity=0."
)
@click.option("--without", multiple=True, metavar="ACCOUNT", help="Leave an account out: its id or name.")
@click.option("--resolve", multiple=True, metavar="THEME", help="Take a theme as resolved: its id or words.")
@month_option
@click.option("--limit", type=NumberType(), help="Show at most so many themes.")
@workspace_option
@json_option
def command(
    weights: tuple[tuple[tuple[str, float], ...], ...],
    without: tuple[str, ...],
    resolve: tuple[str, ...],
    month: Month | None,
    limit: int | None,
    workspace_dir: Path | None,
    as_json: bool,
) -> None:
    """What the ranking of a month would be. Nothing is stored.

    Weights that are not named keep their value; all are divided by their sum. An account that is left out takes
    its words and its ARR out of every figure. A resolved theme leaves the list, the others keep their figures.
    """
    from workspace.what_if import Wish, ask_what_if
    from workspace.workspace import find_workspace

    workspace = find_workspace(workspace_dir)
    named = tuple(pair for group in weights for pair in group)
    view = ask_what_if(workspace, month, Wish(named, without, resolve))
    if view.moved:
        narrate(
            "The accounts have changed since this month was synthesized: figures made anew differ for that "
            "reason too. Mend that: nrr synthesize --month " + str(view.baseline.run.month)
        )
    if as_json:
        from cli.shapes import what_if_shape

        emit_json(what_if_shape(view, limit))
        return
    from cli.what_if_text import change_line, what_if_table

    currency = workspace.settings.company.currency
    emit(what_if_table(view, currency, limit))
    emit()
    emit(change_line(view, currency))
