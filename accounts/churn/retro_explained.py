"""Figures of retrospectives opened: who left and who was flagged, and the scorecard as it stood at a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from accounts.book import AccountBook
from accounts.churn.counts_explained import accounts_counted
from accounts.churn.retro import Departed
from accounts.explanation import Explanation, RowKey
from accounts.scorecard.explained import effect_by_points, risk_by_points
from accounts.scorecard.scores import RiskScores, risk_scores
from accounts.scorecard.signal_columns import SignalColumns
from foundation.months import Month

COUNTS = ("departed", "flagged")
_WORDS = "The scorecard looking back: what says only how things stand today is left out."


def count_figures(as_of: date) -> dict[str, str]:
    """The ids of who left and who was flagged, by the field that holds the count."""
    return {what: f"retro_count:{what}@{as_of}" for what in COUNTS}


def departed_figures(one: Departed, as_of: date) -> dict[str, str]:
    """The ids of an account's figures, by the field that holds them."""
    paid = {"mrr": f"mrr:{one.account_id}@{Month.of(one.day).plus(-1)}"}
    if one.risk is None:
        return paid
    return paid | {"risk": scored_figure(one.account_id, one.looked_at, as_of)}


def scored_figure(account: str, look: date, as_of: date) -> str:
    """The id of the scorecard's risk at a day looked back at."""
    return f"retro_risk:{account}/{look}@{as_of}"


def effect_figure(account: str, name: str, as_of: date) -> str:
    """The id of a component's share of the points at the day that an account is judged by."""
    return f"retro_effect:{account}/{name}@{as_of}"


def explain_count(book: AccountBook, left: Sequence[Departed], what: str, as_of: date) -> Explanation | None:
    """Accounts that ``departed``, or those of them that were ``flagged``; None for another word."""
    if what not in COUNTS:
        return None
    chosen = [one.account_id for one in left if what == "departed" or one.flagged]
    title = "Accounts that left" if what == "departed" else "Accounts flagged before they left"
    among = [one.account_id for one in left] or book.account_ids()
    return accounts_counted(book, f"retro_count:{what}@{as_of}", f"{title}, by {as_of}", chosen, among)


def explain_scored(
    book: AccountBook, signals: SignalColumns, account: str, days: tuple[date, date], rows: tuple[RowKey, ...]
) -> Explanation | None:
    """The scorecard's risk of an account that left; ``days``: the one looked back at, and the one asked at. None
    where it gives none."""
    look, as_of = days
    card, at = _card(book, signals, account, look)
    if np.isnan(card.risk[at]):
        return None
    title = f"Scorecard of {book.account(account).name} at {look}"
    bare = Explanation(scored_figure(account, look, as_of), title, None, "", "", (), rows)
    return risk_by_points(card, at, bare, _WORDS)


def explain_retro_effect(
    book: AccountBook,
    signals: SignalColumns,
    one: Departed,
    driver: tuple[str, date],
    rows: tuple[RowKey, ...],
) -> Explanation | None:
    """A component's share of the points at the day an account is judged by; ``driver``: its name, and the day asked
    at. None where it brings none."""
    name, as_of = driver
    card, at = _card(book, signals, one.account_id, one.looked_at)
    if np.isnan(card.risk[at]):
        return None
    title = f"Part of {name} in the scorecard of {book.account(one.account_id).name} at {one.looked_at}"
    bare = Explanation(effect_figure(one.account_id, name, as_of), title, None, "", "", (), rows)
    opened = effect_by_points(card, at, name, bare)
    return opened and replace(opened, words=f"{_WORDS} {opened.words}")


def _card(book: AccountBook, signals: SignalColumns, account: str, look: date) -> tuple[RiskScores, int]:
    return risk_scores(book, signals, look, looking_back=True), book.account_ids().index(account)
