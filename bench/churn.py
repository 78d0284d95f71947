"""The churn model on a flat table, beside plain baselines in the same run, all out of fold.

    python -m bench.churn TABLE.csv [--target COL] [--positive VALUE] [--id COL] [--json]

Five stratified folds, all rows of one id on one side; each row is predicted by models that never saw it, and what the
model tunes it tunes within the rows that it learns from.
ECE: mean gap between risk and share that left, over ten bins of as many rows each.
The baselines are scikit-learn's logistic regression and gradient boosting with their defaults.
"""

from __future__ import annotations

import csv
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import click
import numpy as np

from accounts.churn.baselines import gradient_boosting, logistic
from accounts.churn.model import ChurnModel, Effect, fit
from accounts.churn.scores import Scores, out_of_fold, scores, width_error
from accounts.churn.table import FeatureTable, Floats, Ints, ReadTable, read_table
from accounts.churn.text_table import TargetWords, outcome_of
from foundation.errors import NrrError, SourceError

_SHOWN = 3


@dataclass(frozen=True, slots=True, eq=False)
class Measured:
    """Out-of-fold risks of the model and the baselines on one table."""

    read: ReadTable
    outcome: np.ndarray[tuple[int], np.dtype[np.bool_]]
    names: tuple[str, ...]
    risks: dict[str, Floats]
    seconds: dict[str, float]


def read_columns(path: Path) -> dict[str, list[str]]:
    """The file's columns as text. Raises SourceError for a file without rows, or with rows of another width."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError("the table cannot be read as UTF-8 text", path=str(path)) from error
    head = text.splitlines()[0] if text.strip() else ""
    mark = max(",;\t|", key=head.count)
    rows = [row for row in csv.reader(text.splitlines(), delimiter=mark) if any(cell.strip() for cell in row)]
    if len(rows) < 2:
        raise SourceError(
            "the table holds no rows", path=str(path), hint="It needs a line of column names first."
        )
    names = [name.strip() or f"column {at}" for at, name in enumerate(rows[0], start=1)]
    if len(set(names)) < len(names):
        raise SourceError("two columns have one name", path=str(path), row=1)
    wrong = next((at for at, row in enumerate(rows, start=1) if len(row) != len(names)), None)
    if wrong is not None:
        raise SourceError(
            f"a row has {len(rows[wrong - 1])} cells, not {len(names)}", path=str(path), row=wrong
        )
    return {name: [row[at] for row in rows[1:]] for at, name in enumerate(names)}


def measure(columns: dict[str, list[str]], words: TargetWords, id_column: str) -> Measured:
    """Every row's risk by the model and by each baseline, out of fold. Raises SettingsError where the table
    cannot carry it."""
    target, outcome, kept = outcome_of(columns, words)
    ids = columns.get(id_column) or [str(at + 2) for at in range(len(kept))]
    names = tuple(ids[at] for at in np.flatnonzero(kept))
    groups = customers(names)
    known = {name: [cells[at] for at in np.flatnonzero(kept)] for name, cells in columns.items()}
    rest = {name: cells for name, cells in known.items() if name not in (target, id_column)}
    read = read_table(rest, outcome)
    risks, seconds = {}, {}
    for name, learn in (
        ("model", lambda table, left, own: fit(table, left, own).predict),
        ("logistic", logistic),
        ("gradient_boosting", gradient_boosting),
    ):
        began = perf_counter()
        risks[name] = out_of_fold(read.table, outcome, learn, groups)
        seconds[name] = perf_counter() - began
    return Measured(read, outcome, names, risks, seconds)


def customers(names: tuple[str, ...]) -> Ints | None:
    """Which rows are one customer's, by number; None where no id comes twice."""
    _, code = np.unique(np.array(names), return_inverse=True)
    return None if len(set(names)) == len(names) else code.astype(np.int64)


def drivers(measured: Measured, model: ChurnModel) -> list[tuple[str, float, tuple[Effect, ...]]]:
    """The rows of highest risk by a model of the whole table, with what drives them."""
    risk = model.predict(measured.read.table)
    first = np.argsort(-risk, kind="stable")[:_SHOWN]
    found = model.drivers(measured.read.table.take(first), most=4)
    return [(measured.names[at], float(risk[at]), why) for at, why in zip(first, found, strict=True)]


def strongest(measured: Measured, model: ChurnModel) -> list[tuple[str, float]]:
    """Columns by their mean absolute effect in log odds, largest first."""
    table: FeatureTable = measured.read.table
    rows = np.random.default_rng(0).permutation(table.rows)[:500].astype(np.int64)
    mean = np.abs(model.effects(table.take(rows))).mean(axis=0)
    return sorted(zip(table.names, mean.tolist(), strict=True), key=lambda pair: -pair[1])[:8]


def _shape(found: Scores) -> dict[str, float]:
    return {
        "auc": round(found.auc, 6),
        "average_precision": round(found.average_precision, 6),
        "brier": round(found.brier, 6),
        "ece": round(found.ece, 6),
    }


def _say(measured: Measured) -> None:
    rows, events = len(measured.outcome), int(measured.outcome.sum())
    click.echo(
        f"{rows:,} rows, {events:,} left ({events / rows:.1%}), {len(measured.read.table.names)} columns"
    )
    for name, reason in measured.read.left_out.items():
        click.echo(f"left out: {name} ({reason})")
    click.echo(f"\n{'':<20}{'AUC':>8}{'avg prec':>10}{'Brier':>8}{'ECE':>8}{'ECE width':>11}{'seconds':>9}")
    for name, risk in measured.risks.items():
        one = scores(measured.outcome, risk)
        click.echo(
            f"{name:<20}{one.auc:>8.4f}{one.average_precision:>10.4f}{one.brier:>8.4f}{one.ece:>8.4f}"
            f"{width_error(measured.outcome, risk):>11.4f}{measured.seconds[name]:>9.1f}"
        )
    click.echo("ECE: ten bins of as many rows each; ECE width: ten bins of equal width.")
    groups = customers(measured.names)
    if groups is not None:
        click.echo(
            f"{len(np.unique(groups)):,} customers, some with several rows; all rows of one stay on one side of a fold."
        )
    model = fit(measured.read.table, measured.outcome, groups)
    click.echo("\nstrongest columns (mean absolute effect in log odds)")
    for column, size in strongest(measured, model):
        click.echo(f"  {column:<24}{size:>6.2f}")
    for row, risk_of_row, why in drivers(measured, model):
        click.echo(f"\n{row}: {risk_of_row:.0%}")
        for effect in why:
            click.echo(f"  {effect.effect:+.2f}  {effect.why}")


@click.command()
@click.argument("table", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--target", default="", help="The column of the outcome. Default: the one that is named so.")
@click.option(
    "--positive", default="", help="Its value for a customer who left. Default: yes, true, 1, churned."
)
@click.option(
    "--id", "id_column", default="", help="The column that names the rows. Default: customerID if there."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def main(table: Path, target: str, positive: str, id_column: str, as_json: bool) -> None:
    """Measure the churn model on a table, out of fold."""
    try:
        columns = read_columns(table)
        if id_column and id_column not in columns:
            raise SourceError(f"there is no column {id_column!r}", path=str(table), row=1)
        by_name = id_column or ("customerID" if "customerID" in columns else "")
        measured = measure(columns, TargetWords(target, positive), by_name)
    except NrrError as error:
        click.echo(f"bench.churn: {error}", err=True)
        sys.exit(error.exit_code)
    if not as_json:
        _say(measured)
        return
    model = _shape(scores(measured.outcome, measured.risks["model"]))
    baselines = {
        name: _shape(scores(measured.outcome, risk))
        for name, risk in measured.risks.items()
        if name != "model"
    }
    click.echo(json.dumps({**model, "baselines": baselines}, indent=2))


if __name__ == "__main__":
    main()
