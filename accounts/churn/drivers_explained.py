"""Figures of sticky drivers opened: pairs told apart, and what is usual of who left and of who stayed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np

from accounts.book import AccountBook
from accounts.churn.counts_explained import accounts_counted
from accounts.churn.learning import PastRows
from accounts.churn.lifts import Driver, judged_by, sticky_drivers
from accounts.churn.lifts_explained import ROWS, who_left
from accounts.churn.table import Feature, FeatureTable
from accounts.churn.usual import numbers_of
from accounts.explanation import Explanation, Input
from accounts.stored import coming_and_going
from accounts.told_apart import AUC_FORMULA, pair_inputs, told_apart

DRIVER_FAMILIES = ("driver", "driver_left", "driver_stayed", "driver_churned")
_MONTHS = "account-months"


def driver_figures(name: str, as_of: date) -> dict[str, str]:
    """The ids of a driver's figures, by the field that holds them."""
    fields = ("parting", "left_value", "stayed_value", "churned")
    return {field: f"{family}:{name}@{as_of}" for field, family in zip(fields, DRIVER_FAMILIES, strict=True)}


def explain_driver(
    book: AccountBook, past: PastRows, family: str, subject: tuple[str, date]
) -> Explanation | None:
    """A figure of ``DRIVER_FAMILIES``; ``subject``: the driver's name and the day. None for one that is not
    judged."""
    name, as_of = subject
    own = tuple(one for one in past.table.features if one.name.partition(", ")[0] == name)
    found = sticky_drivers(replace(past, table=FeatureTable(past.table.rows, own)))
    if not found:
        return None
    driver = found[0]
    rows, column, score = judged_by(past, next(one for one in own if one.name == driver.measure))
    figure = f"{family}:{name}@{as_of}"
    if family == "driver_churned":
        title = f"Accounts that left of which {driver.measure} is known, at {as_of}"
        return accounts_counted(book, figure, title, who_left(rows, rows.left, nobody=True))
    if family != "driver":
        side = rows.left if family == "driver_left" else ~rows.left
        accounts = [rows.names[at] for at in np.unique(rows.account[side])]
        bare = Explanation(figure, "", None, "", "", (), coming_and_going(book, accounts))
        which = "left" if family == "driver_left" else "stayed"
        told = _usual(
            driver, column.take(np.flatnonzero(side)), replace(bare, words=f"Of account-months, at {as_of}.")
        )
        return replace(told, title=f"{driver.measure} of those who {which}: {driver.told_by}")
    low, high = driver.interval_80
    area = f"2 * ({AUC_FORMULA}) - 1"
    by = "its value" if column.numeric else "the share that left among other accounts with the same value"
    return Explanation(
        figure=figure,
        title=f"How well {driver.measure} parts those who leave within {past.horizon} days, at {as_of}",
        value=driver.parting,
        unit="0 to 1",
        formula=f"abs({area})" if column.numeric else f"max(0, {area})",
        inputs=pair_inputs(told_apart(rows.left, score)),
        rows=coming_and_going(book, who_left(rows, np.ones(len(rows.left), dtype=np.bool_))),
        words=f"Pairs of one that left and one that stayed, told apart by {by}; won: the one that left had more. "
        f"80 % interval {low:.3f} to {high:.3f}, over 200 draws of accounts with replacement. {ROWS}",
    )


def _usual(driver: Driver, side: Feature, bare: Explanation) -> Explanation:
    value = driver.left_value if bare.figure.startswith("driver_left:") else driver.stayed_value
    values = numbers_of(side)
    if driver.told_by == "median":
        ordered = np.sort(values)
        lower, upper = float(ordered[(len(ordered) - 1) // 2]), float(ordered[len(ordered) // 2])
        inputs = (
            Input("lower", lower, f"in place {(len(ordered) + 1) // 2:,} of {len(ordered):,}, in order"),
            Input("upper", upper, f"in place {len(ordered) // 2 + 1:,}"),
        )
        return replace(bare, value=value, unit=side.unit, formula="(lower + upper) / 2", inputs=inputs)
    if driver.told_by == "mean":
        inputs = (Input("total", float(values.sum()), side.unit), Input("rows", float(len(values)), _MONTHS))
        return replace(bare, value=value, unit=side.unit, formula="total / rows", inputs=inputs)
    told = driver.left if bare.figure.startswith("driver_left:") else driver.stayed
    texts = np.array([], dtype=np.str_) if side.texts is None else side.texts
    count = int((values > 0).sum()) if side.numeric else int((texts == told).sum())
    inputs = (
        Input("with_it", float(count), _MONTHS),
        Input("rows", float(len(values) if side.numeric else len(texts)), _MONTHS),
    )
    return replace(bare, value=value, unit="share", formula="with_it / rows", inputs=inputs)
