"""Who is known at an account: three levels by three functions, and when an executive was last spoken to.

A contact counts until the day it left. Levels and functions are free text in books; which of the three each
text means is told by its words, and a text that none fits is left out and named, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from accounts.distinct_texts import told_once
from foundation.health_settings import CoverageSettings

LEVELS = ("executive", "manager", "user")
FUNCTIONS = ("business", "operations", "technical")

_LEVEL_WORDS = (
    re.compile(
        r"exec|chief|\bc[- ]?(?:level|suite)\b|\bc[efoitmprs]o\b|\bciso\b|\bs?vp\b|vice[- ]president|president|founder"
        r"|\bowner\b|director|\bhead\b|partner|board|decision",
        re.I,
    ),
    re.compile(r"manag|lead|supervis|admin|coordinat|foreman|champion|principal", re.I),
    re.compile(
        r"user|staff|individual|contributor|\bic\b|analyst|specialist|agent|associate|engineer|developer|operator"
        r"|assistant|clerk|technician|employee|worker",
        re.I,
    ),
)
_FUNCTION_WORDS = (
    re.compile(
        r"financ|account|procure|purchas|buy|legal|commercial|business|executive|general|\bceo\b|\bcfo\b|owner"
        r"|strategy|controll|treasur|sales|revenue|marketing|\bhr\b|people|human",
        re.I,
    ),
    re.compile(
        r"operat|dispatch|field|service|support|logist|production|plant|warehouse|success|project|program|office"
        r"|admin|schedul|maintenance|customer|training|\bcoo\b|delivery|clinical|nurs|care|fleet|sites?\b",
        re.I,
    ),
    re.compile(
        r"\bit\b|tech|engineer|develop|data|secur|infrastr|software|system|product|architect|\bcto\b|\bcio\b|devops"
        r"|analytic|digital",
        re.I,
    ),
)


@dataclass(frozen=True, slots=True, eq=False)
class Stakeholders:
    """Contacts placed. ``people`` are the rows of contacts with ``level`` and ``family`` as places in LEVELS
    and FUNCTIONS (-1: not told), ``here`` whether still there, ``at`` the account's position. ``cells`` counts
    those still there, shape (accounts, 3, 3); ``levels`` and ``functions`` (accounts, 3) count them by one side
    alone. ``known`` says who has a contact at all, ``unread`` which texts could not be placed."""

    people: pd.DataFrame
    cells: NDArray[np.int64]
    levels: NDArray[np.int64]
    functions: NDArray[np.int64]
    known: NDArray[np.bool_]
    unread: tuple[str, ...]


def stakeholders(
    contacts: pd.DataFrame, accounts: pd.Index[Any], as_of: date, settings: CoverageSettings
) -> Stakeholders:
    """The contacts of ``accounts`` as of the day."""
    places = accounts.get_indexer(pd.Index(contacts["account"])).astype(np.int64)
    people = contacts.assign(at=places)[places >= 0]
    level = _placed(people["level"], _LEVEL_WORDS)
    by_title = _placed(people["function"], _LEVEL_WORDS)
    level = np.where((people["level"] == "").to_numpy(), by_title, level)
    family = _families(people["function"], settings)
    here = ~(people["left"] <= pd.Timestamp(as_of)).to_numpy()
    people = people.assign(level_place=level, family=family, here=here)
    count = len(accounts)
    at = people["at"].to_numpy()
    both = here & (level >= 0) & (family >= 0)
    flat = at * 9 + level * 3 + family
    cells = np.bincount(flat[both], minlength=9 * count).reshape(count, 3, 3).astype(np.int64)
    return Stakeholders(
        people=people,
        cells=cells,
        levels=_by_side(at, level, here, count),
        functions=_by_side(at, family, here, count),
        known=np.bincount(at, minlength=count) > 0,
        unread=_unread(people, level, family),
    )


def _by_side(
    at: NDArray[np.int64], side: NDArray[np.int64], here: NDArray[np.bool_], count: int
) -> NDArray[np.int64]:
    chosen = here & (side >= 0)
    flat = at[chosen] * 3 + side[chosen]
    return np.bincount(flat, minlength=3 * count).reshape(count, 3).astype(np.int64)


def _placed(texts: pd.Series[str], words: Iterable[re.Pattern[str]]) -> NDArray[np.int64]:
    patterns = list(words)
    found = told_once(texts, lambda text: _place(text, patterns))
    return found.astype(np.int64)


def _place(text: str, patterns: Sequence[re.Pattern[str]]) -> int:
    return next((place for place, found in enumerate(patterns) if found.search(text)), -1)


def _families(texts: pd.Series[str], settings: CoverageSettings) -> NDArray[np.int64]:
    chosen = [{word.strip().casefold() for word in getattr(settings, name)} for name in FUNCTIONS]

    def place(text: str) -> int:
        key = text.strip().casefold()
        own = next((at for at, words in enumerate(chosen) if key in words), None)
        return _place(text, _FUNCTION_WORDS) if own is None else own

    return told_once(texts, place).astype(np.int64)


def _unread(people: pd.DataFrame, level: NDArray[np.int64], family: NDArray[np.int64]) -> tuple[str, ...]:
    lost = set(people["level"][(level < 0) & (people["level"] != "").to_numpy()])
    lost |= set(people["function"][(family < 0) & (people["function"] != "").to_numpy()])
    return tuple(sorted(str(text) for text in lost))


def last_executive_contact(found: Stakeholders, as_of: date, count: int) -> NDArray[np.datetime64]:
    """By account the latest day, up to ``as_of``, of contact with an executive still there; NaT without one.

    Books keep the latest contact alone: where it lies after ``as_of``, what was before is not known.
    """
    people = found.people
    told = people[
        (people["level_place"] == 0) & people["here"] & (people["last_contact"] <= pd.Timestamp(as_of))
    ]
    result = np.full(count, np.datetime64("NaT", "D"))
    latest = told.groupby("at")["last_contact"].max()
    result[latest.index.to_numpy(dtype=np.int64)] = latest.to_numpy().astype("datetime64[D]")
    return result
