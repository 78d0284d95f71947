"""The people known at an account, counted and opened: all of them, champions, by level, by function, by both.

Keeps the rule that somebody counts until the day they left, as ``accounts.coverage`` prints them.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from accounts.coverage import AccountCoverage
from accounts.explanation import Explanation, Input, RowKey
from accounts.health.context import row_keys
from accounts.stakeholders import FUNCTIONS, LEVELS, stakeholders
from foundation.health_settings import CoverageSettings

if TYPE_CHECKING:
    from accounts.book import AccountBook

_CONTACT = ("account", "email", "name")
_ALL, _CHAMPIONS, _LEVEL, _FUNCTION, _CELL = "contacts", "champions", "level", "function", "cell"


def people_figures(line: AccountCoverage, as_of: date) -> dict[str, object]:
    """The ids of the counts of an account by the field of ``nrr coverage --json`` that holds them."""

    def figure(*parts: str) -> str:
        return f"coverage_people:{line.account}/{'/'.join(parts)}@{as_of}"

    return {
        _ALL: figure(_ALL),
        **({} if line.champions is None else {_CHAMPIONS: figure(_CHAMPIONS)}),
        "levels": {level: figure(_LEVEL, level) for level in line.levels},
        "functions": {function: figure(_FUNCTION, function) for function in line.functions},
        "cells": {
            level: {function: figure(_CELL, level, function) for function in row}
            for level, row in line.cells.items()
        },
    }


def explain_people(
    book: AccountBook, line: AccountCoverage, settings: CoverageSettings, what: str, subject: tuple[str, date]
) -> Explanation | None:
    """``what``: ``contacts``, ``champions``, ``level/LEVEL``, ``function/FUNCTION`` or ``cell/LEVEL/FUNCTION``;
    ``subject``: the figure and the day. None for another, and for champions where the book marks none.

    Rows: all contacts of the account, those who left too, and its own row where nobody counts.
    """
    figure, as_of = subject
    people = stakeholders(book.contacts, pd.Index([line.account]), as_of, settings).people
    chosen = _chosen(people, line, what)
    if chosen is None:
        return None
    own = people[chosen & people["here"]]
    counted = Counter(
        " ".join(filter(None, (str(name), str(email))))
        for name, email in zip(own["name"], own["email"], strict=True)
    )
    rows = set(row_keys("contacts", people, _CONTACT))
    if own.empty:
        rows.add(RowKey("accounts", (line.account,)))
    return Explanation(
        figure=figure,
        title=f"{_title(what)} known at {line.account} on {as_of}",
        value=float(len(own)),
        unit="contacts",
        formula="sum(inputs)",
        inputs=tuple(Input(one, float(count), "contact") for one, count in sorted(counted.items())),
        rows=tuple(sorted(rows)),
        words="Rows: all contacts of the account, those who left or count elsewhere too."
        if len(people)
        else "No contact is known; the row is the account's own.",
    )


def _chosen(people: pd.DataFrame, line: AccountCoverage, what: str) -> pd.Series[bool] | None:
    everybody = people["at"] >= 0
    match what.split("/"):
        case ["contacts"]:
            return everybody
        case ["champions"] if line.champions is not None:
            return people["champion"].eq(True)
        case ["level", level] if level in LEVELS:
            return people["level_place"] == LEVELS.index(level)
        case ["function", function] if function in FUNCTIONS:
            return people["family"] == FUNCTIONS.index(function)
        case ["cell", level, function] if level in LEVELS and function in FUNCTIONS:
            at_level = people["level_place"] == LEVELS.index(level)
            return at_level & (people["family"] == FUNCTIONS.index(function))
        case _:
            return None


def _title(what: str) -> str:
    kind, _, which = what.partition("/")
    titles = {
        _ALL: "Contacts",
        _CHAMPIONS: "Champions",
        _LEVEL: f"Contacts of the level {which}",
        _FUNCTION: f"Contacts of the function {which}",
    }
    return titles.get(kind, f"Contacts of the level and function {which.replace('/', ', ')}")
