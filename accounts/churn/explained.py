"""Churn figures opened: the formula of a risk over its parts, the rows it rests on; a cohort's retention."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from accounts.book import AccountBook
from accounts.churn.cohorts import started_in
from accounts.churn.risks import ChurnRisks
from accounts.explanation import Explanation, Input, RowKey
from accounts.readings import counts_logins
from accounts.revenue.mrr import mrr_history
from accounts.scorecard.scores import WEIGHTS
from foundation.months import Month

_USE_DAYS = 180


def explain_risk(
    book: AccountBook, risks: ChurnRisks, account: str, items: tuple[str, ...]
) -> Explanation | None:
    """An account's risk; None where it is not in the book. ``items``: ids of its feedback that was looked at."""
    if account not in risks.accounts:
        return None
    at = risks.accounts.index(account)
    figure = f"churn:{account}@{risks.as_of}"
    rows = tuple(sorted([*_rows(book, account, risks.as_of), *(RowKey("feedback", (one,)) for one in items)]))
    value = None if np.isnan(risks.risk[at]) else float(risks.risk[at])
    title = f"Risk that {book.account(account).name} leaves, at {risks.as_of}"
    if value is None:
        return Explanation(
            figure, title, None, "", "0 / 0", (), rows, "Not enough data: nothing is known but the contract."
        )
    if risks.model is not None and risks.features is not None:
        return _by_model(risks, at, Explanation(figure, title, value, "", "", (), rows))
    return _by_scorecard(risks, at, Explanation(figure, title, value, "", "", (), rows))


def _by_scorecard(risks: ChurnRisks, at: int, bare: Explanation) -> Explanation:
    parts = {
        name: float(part.scores[at])
        for name, part in risks.scorecard.components.items()
        if not np.isnan(part.scores[at])
    }
    weights = {name: WEIGHTS[name] for name in parts}
    over = " + ".join(f"{name}_weight" for name in parts)
    return Explanation(
        bare.figure,
        bare.title,
        bare.value,
        "points, 0 to 1, not calibrated",
        f"({' + '.join(f'{name} * {name}_weight' for name in parts)}) / ({over})",
        tuple(Input(name, score, "0 to 1") for name, score in parts.items())
        + tuple(Input(f"{name}_weight", weight, "points") for name, weight in weights.items()),
        bare.rows,
        f"The scorecard speaks: {risks.validation.reason}. Components without data are left out.",
    )


def _by_model(risks: ChurnRisks, at: int, bare: Explanation) -> Explanation:
    if risks.model is None or risks.features is None:
        return bare
    one = risks.features.take(np.array([at], dtype=np.int64))
    effects = risks.model.effects(one)[0]
    inputs = [Input("average account", risks.model.level, "log odds")]
    inputs += [
        Input(f"{feature.name}: {feature.told(0)}", float(effect), "log odds")
        for feature, effect in zip(one.features, effects, strict=True)
    ]
    return Explanation(
        bare.figure,
        bare.title,
        bare.value,
        "probability",
        "1 / (1 + exp(-sum(inputs)))",
        tuple(inputs),
        bare.rows,
        f"The model speaks: {risks.validation.reason}. It learned from every account's past; the rows are this one's.",
    )


def _rows(book: AccountBook, account: str, as_of: date) -> list[RowKey]:
    """The account's own rows that a risk looks at: itself, its subscriptions begun, use of 180 days, people."""
    found = [RowKey("accounts", (account,))]
    now, since = np.datetime64(as_of, "us"), np.datetime64(as_of - timedelta(days=_USE_DAYS), "us")
    own = book.subscriptions[book.subscriptions["account"] == account]
    for row in own[own["started"] <= now].to_dict("records"):
        key = (account, str(row["id"]), str(row["started"].date()), str(row["plan"]))
        found.append(RowKey("subscriptions", key))
    months = book.mrr[(book.mrr["account"] == account) & (book.mrr["month"] <= str(Month.of(as_of)))]
    found += [RowKey("mrr", (account, str(month))) for month in months["month"]]
    use = book.usage[book.usage["account"] == account]
    use = use[(use["date"] <= now) & (use["date"] > since)]
    for day, metric in zip(use["date"], use["metric"], strict=True):
        if not counts_logins(str(metric)):
            found.append(RowKey("usage", (account, str(day.date()), str(metric))))
    people = book.contacts[book.contacts["account"] == account]
    for email, name in zip(people["email"], people["name"], strict=True):
        found.append(RowKey("contacts", (account, str(email), str(name))))
    return found


def explain_cohort(
    book: AccountBook, start: Month, months: int, what: str, as_of: date
) -> Explanation | None:
    """The share of a cohort's ``accounts`` or ``revenue`` kept after ``months``; None where there is no such
    cohort or that month is not over."""
    then = start.plus(months)
    rows = np.flatnonzero(started_in(book, start, as_of))
    if not len(rows) or then > Month.of(as_of):
        return None
    history = mrr_history(book, [start, then]).values[rows]
    first, last = (history > 0).sum(axis=0) if what == "accounts" else history.sum(axis=0)
    ids = [str(book.accounts["id"].iloc[at]) for at in rows]
    kept = "accounts that pay" if what == "accounts" else "MRR"
    return Explanation(
        figure=f"cohort:{start}/{what}/{months}@{as_of}",
        title=f"{what.title()} kept by the cohort of {start.title} after {months} months",
        value=float(last / first),
        unit="share",
        formula="later / start",
        inputs=(Input("start", float(first), kept), Input("later", float(last), kept)),
        rows=tuple(sorted(RowKey("accounts", (one,)) for one in ids)),
        words="A cohort is the accounts whose first payment fell in the month, within the last four years.",
    )
