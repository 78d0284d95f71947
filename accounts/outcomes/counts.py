"""The counts that stand beside an effect, opened: plays begun, compared and left out, their like, what was noted.

Keeps the rule that every play begun is either compared or left out for one reason, so that the counts add up.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np

from accounts.book import AccountBook
from accounts.explanation import Explanation, Input, RowKey
from accounts.outcomes.effects import ALL_PLAYS, PlayOutcome

COUNTS = ("started", "n", "controls", "later")
_LATER = "Share of the like that got a play of their own before the horizon"


def count_figure(outcome: PlayOutcome, name: str) -> str:
    """The id of a count, such as ``outcome:adoption rescue/started@2026-10-31`` or ``…/recorded/saved@…``."""
    return f"outcome:{outcome.play}/{name}@{outcome.as_of.isoformat()}"


def count_figures(outcome: PlayOutcome) -> dict[str, object]:
    """The ids of an outcome's counts by the field of ``nrr plays outcomes --json`` that holds them."""
    found: dict[str, object] = {name: count_figure(outcome, name) for name in COUNTS[:3]}
    found["controls_played_later"] = count_figure(outcome, COUNTS[3])
    groups = {"left_out": outcome.left_out, "alike_in": outcome.levels, "recorded": outcome.recorded}
    return found | {
        group: {one: count_figure(outcome, f"{group}/{one}") for one in counted}
        for group, counted in groups.items()
    }


def count_names(outcome: PlayOutcome) -> tuple[str, ...]:
    """All that ``explain_count`` knows of an outcome."""
    return (
        *COUNTS,
        *(f"left_out/{one}" for one in outcome.left_out),
        *(f"alike_in/{one}" for one in outcome.levels),
        *(f"recorded/{one}" for one in outcome.recorded),
    )


def explain_count(book: AccountBook, outcome: PlayOutcome, name: str) -> Explanation:
    """One of ``count_names``: each play, or each account among the like, is 1; of ``later`` each play's own share."""
    kind = "plays" if outcome.play == ALL_PLAYS else f"{outcome.play} plays"
    ids = book.account_ids()
    if name == "controls":
        positions = sorted({int(one) for match in outcome.matches for one in match.controls})
        rows = [RowKey("accounts", (ids[one],)) for one in positions]
        inputs = [Input(row.key[0], 1.0, "account") for row in rows]
        rows = rows or plays_of(book, outcome)
        return _counted(outcome, name, f"Different accounts that {kind} are compared with", inputs, rows)
    rows = plays_of(book, outcome)
    if name == "later":
        inputs = [
            Input(" ".join((ids[one.account], one.play, str(one.started))), one.later, "share")
            for one in outcome.matches
        ]
        found = _counted(outcome, name, f"{_LATER}, {kind}", inputs, rows)
        return replace(
            found, value=outcome.later, unit="share", formula="mean(inputs)" if inputs else found.formula
        )
    chosen = set(rows if name == "started" else _chosen(book, outcome, name))
    inputs = [Input(" ".join(row.key), float(row in chosen), "play") for row in rows]
    return _counted(outcome, name, _titles(name, kind), inputs, rows)


def _counted(
    outcome: PlayOutcome, name: str, title: str, inputs: list[Input], rows: list[RowKey]
) -> Explanation:
    return Explanation(
        figure=count_figure(outcome, name),
        title=f"{title}, by {outcome.as_of}",
        value=sum(one.value for one in inputs),
        unit="accounts" if name == "controls" else "plays",
        formula="sum(inputs)",
        inputs=tuple(inputs),
        rows=tuple(rows),
    )


def _titles(name: str, kind: str) -> str:
    group, _, one = name.partition("/")
    return {
        "started": f"Begun {kind}",
        "n": f"Begun {kind} that are compared",
        "left_out": f"Begun {kind} that are left out: {one}",
        "alike_in": f"Begun {kind} whose like is alike in {one}",
        "recorded": f"Begun {kind} that ended with {one}",
    }[group]


def _chosen(book: AccountBook, outcome: PlayOutcome, name: str) -> list[RowKey]:
    ids = book.account_ids()
    group, _, wanted = name.partition("/")
    if group == "left_out":
        return [
            _key(ids[one.account], one.play, one.started) for one in outcome.skipped if one.reason == wanted
        ]
    if group == "recorded":
        rows = book.plays[book.plays["ended"].notna() & (book.plays["ended"] <= np.datetime64(outcome.as_of))]
        noted = rows["outcome"].astype(str).str.strip().replace("", "nothing noted")
        rows = rows[noted == wanted]
        return [
            _key(account, play, started.date())
            for account, play, started in zip(rows["account"], rows["play"], rows["started"], strict=True)
        ]
    return [
        _key(ids[one.account], one.play, one.started)
        for one in outcome.matches
        if group == "n" or one.level == wanted
    ]


def plays_of(book: AccountBook, outcome: PlayOutcome) -> list[RowKey]:
    """The plays of the kind that started by the day."""
    rows = book.plays[book.plays["started"] <= np.datetime64(outcome.as_of)]
    if outcome.play != ALL_PLAYS:
        rows = rows[rows["play"] == outcome.play]
    return sorted(
        _key(account, play, started.date())
        for account, play, started in zip(rows["account"], rows["play"], rows["started"], strict=True)
    )


def _key(account: object, play: object, started: date) -> RowKey:
    return RowKey("plays", (str(account), str(play), started.isoformat()))
