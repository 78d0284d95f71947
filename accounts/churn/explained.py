"""Figures of a risk opened: the formula of the method that spoke over its parts, and each driver's own part in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np

from accounts.book import AccountBook
from accounts.churn.risks import ChurnRisks
from accounts.explanation import Explanation, Input, RowKey
from accounts.figures import AccountRisk
from accounts.revenue.mrr import mrr_history
from accounts.scorecard.explained import effect_by_points, risk_by_points
from foundation.months import Month

Rows = tuple[RowKey, ...]


def risk_figures(account: str, risk: float | None, as_of: date) -> dict[str, str]:
    """The ids of an account's figures in the list, by the field that holds them."""
    arr = {"arr": f"arr:{account}@{Month.of(as_of)}"}
    if risk is None:
        return arr
    return arr | {"risk": f"churn:{account}@{as_of}", "arr_at_risk": f"arr_at_risk:{account}@{as_of}"}


def opened_figures(opened: AccountRisk, as_of: date) -> dict[str, str]:
    """The ids of what an account's risk shows besides, by the field that holds them."""
    return {"coverage": f"churn_coverage:{opened.account_id}@{as_of}"}


def effect_figure(account: str, name: str, as_of: date) -> str:
    """The id of what one driver does to an account's risk."""
    return f"churn_effect:{account}/{name}@{as_of}"


def explain_risk(book: AccountBook, risks: ChurnRisks, account: str, rows: Rows) -> Explanation | None:
    """An account's risk; None where it is not in the book. ``rows``: what was looked at of it."""
    if account not in risks.accounts:
        return None
    at = risks.accounts.index(account)
    value = None if np.isnan(risks.risk[at]) else float(risks.risk[at])
    bare = Explanation(
        figure=f"churn:{account}@{risks.as_of}",
        title=f"Risk that {book.account(account).name} leaves, at {risks.as_of}",
        value=value,
        unit="",
        formula="0 / 0",
        inputs=(),
        rows=rows,
        words="Not enough data: nothing is known but the contract.",
    )
    if value is None:
        return bare
    if risks.model is None:
        return risk_by_points(risks.scorecard, at, bare, f"The scorecard speaks: {risks.validation.reason}.")
    return _by_model(risks, at, bare)


def explain_arr_at_risk(book: AccountBook, risks: ChurnRisks, account: str, rows: Rows) -> Explanation | None:
    """ARR x risk of an account; None where it has no risk."""
    opened = explain_risk(book, risks, account, rows)
    if opened is None or opened.value is None:
        return None
    month = Month.of(risks.as_of)
    arr = 12 * float(mrr_history(book, [month]).values[risks.accounts.index(account), 0])
    return Explanation(
        figure=f"arr_at_risk:{account}@{risks.as_of}",
        title=f"ARR at risk of {book.account(account).name}, at {risks.as_of}",
        value=arr * opened.value,
        unit=book.currency,
        formula="arr * risk",
        inputs=(
            Input("arr", arr, book.currency, f"arr:{account}@{month}"),
            Input("risk", opened.value, opened.unit, opened.figure),
        ),
        rows=rows,
        words=""
        if risks.calibrated
        else "The risk is a share of points, no probability: this is for ordering.",
    )


def explain_coverage(book: AccountBook, risks: ChurnRisks, account: str, rows: Rows) -> Explanation | None:
    """The share of the scorecard's weight of which something is known; None where the account has no risk."""
    opened = explain_risk(book, risks, account, rows)
    if opened is None or opened.value is None:
        return None
    at = risks.accounts.index(account)
    known = risks.scorecard.weights_of(at)
    return Explanation(
        figure=f"churn_coverage:{account}@{risks.as_of}",
        title=f"Share of the scorecard that is known of {book.account(account).name}, at {risks.as_of}",
        value=float(risks.scorecard.coverage[at]),
        unit="share",
        formula="sum(inputs) / 100",
        inputs=tuple(Input(name, weight, "points") for name, weight in known.items()),
        rows=rows,
        words="Of 100 points, those of the components that have data.",
    )


def explain_effect(
    book: AccountBook, risks: ChurnRisks, driver: tuple[str, str], rows: Rows
) -> Explanation | None:
    """What a driver does to a risk; ``driver``: the account and the driver's name. None where it has no part."""
    account, name = driver
    risk = explain_risk(book, risks, account, rows)
    if risk is None or risk.value is None:
        return None
    at = risks.accounts.index(account)
    bare = replace(
        risk,
        figure=effect_figure(account, name, risks.as_of),
        title=f"Part of {name} in the risk that {book.account(account).name} leaves, at {risks.as_of}",
    )
    if risks.model is None or risks.features is None:
        return effect_by_points(risks.scorecard, at, name, bare)
    if name not in risks.features.names:
        return None
    column = risks.features.names.index(name)
    one = risks.features.take(np.array([at], dtype=np.int64))
    return replace(
        bare,
        value=float(risks.model.effects(one)[0, column]),
        unit="log odds",
        formula="(alone - typical + whole - without) / 2 - average",
        inputs=tuple(
            Input(named, value, "log odds") for named, value in risks.model.parts(one, column).items()
        ),
        words=f"{name}: {one.features[column].told(0)}. The model's log odds of a typical account, "
        "of one with this value alone, of this account whole and without the value; less the same of the average "
        "account.",
    )


def _by_model(risks: ChurnRisks, at: int, bare: Explanation) -> Explanation:
    if risks.model is None or risks.features is None:
        return bare
    one = risks.features.take(np.array([at], dtype=np.int64))
    effects = risks.model.effects(one)[0]
    inputs = [Input("average account", risks.model.level, "log odds")]
    inputs += [
        Input(
            f"{feature.name}: {feature.told(0)}",
            float(effect),
            "log odds",
            effect_figure(risks.accounts[at], feature.name, risks.as_of),
        )
        for feature, effect in zip(one.features, effects, strict=True)
    ]
    return replace(
        bare,
        unit="probability",
        formula="1 / (1 + exp(-sum(inputs)))",
        inputs=tuple(inputs),
        words=f"The model speaks: {risks.validation.reason}. It learned from every account's past; the rows are this "
        "one's.",
    )
