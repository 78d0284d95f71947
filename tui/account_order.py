"""Saved filters, orders and words over the accounts that are loaded: pure, under the fingers.

The orders mean what they mean in ``nrr accounts --sort`` and ``nrr health``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from foundation.text import folded
from tui import account_words

if TYPE_CHECKING:
    from workspace.account_rows import AccountBoard, AccountEntry

RENEWING_DAYS = 90
_LOW = ("critical", "at risk")
_COMMON = 0.5


@dataclass(frozen=True, slots=True)
class View:
    """A saved filter: its ``key``, ``title`` (``short`` where there is little room), what it ``tells``, and the
    accounts that ``fit`` it on a board for the owner who reads. ``needs``: what must be in
    before it can be told. ``sort``: the order that it comes in."""

    name: str
    key: str
    title: str
    short: str
    tells: str
    fits: Callable[[AccountEntry, AccountBoard, str], bool]
    needs: Literal["", "risk", "growth"] = ""
    sort: str = "arr"


def _at_risk(one: AccountEntry, board: AccountBoard, _owner: str) -> bool:
    return one.customer and (one.band in _LOW or (one.risk is not None and one.risk >= board.high))


def _mine(one: AccountEntry, _board: AccountBoard, owner: str) -> bool:
    return one.customer and bool(owner) and folded(one.owner) == folded(owner)


VIEWS = (
    View("all", "a", "All", "All", "all customers", lambda one, _board, _owner: one.customer),
    View("mine", "m", "Mine", "Mine", "the customers that you own", _mine),
    View(
        "risk", "i", "At risk", "Risk", "at risk by health or by risk of leaving", _at_risk, "risk", "exposed"
    ),
    View(
        "renewing",
        "w",
        "Renewing",
        "Renew",
        f"renewing within {RENEWING_DAYS} days",
        lambda one, _board, _owner: one.customer and one.days is not None and 0 <= one.days <= RENEWING_DAYS,
        sort="renewal",
    ),
    View(
        "silent",
        "t",
        "Silent",
        "Silent",
        "customers that used to talk and stopped",
        lambda one, _board, _owner: "silent" in one.marks,
        needs="risk",
    ),
    View(
        "expanding",
        "e",
        "Expanding",
        "Grow",
        "ripe to grow, and nothing holds them back",
        lambda one, _board, _owner: bool(one.growth) and not one.held_back,
        needs="growth",
    ),
    View(
        "gone",
        "n",
        "Not paying",
        "Gone",
        "accounts that left or never paid",
        lambda one, _board, _owner: not one.customer,
    ),
)

_NO_RISK = -1.0
_SORTS: dict[str, Callable[[AccountEntry], tuple[object, ...]]] = {
    "arr": lambda one: (-(one.arr or 0.0), one.id),
    "risk": lambda one: (-(_NO_RISK if one.risk is None else one.risk), -(one.arr or 0.0), one.id),
    "exposed": lambda one: (-(one.risk or 0.0) * (one.arr or 0.0), -(one.arr or 0.0), one.id),
    "health": lambda one: (one.score is None, one.score or 0.0, -(one.arr or 0.0), one.id),
    "trend": lambda one: (one.trend is None, one.trend or 0.0, -(one.arr or 0.0), one.id),
    "renewal": lambda one: (one.renewal or date.max, -(one.arr or 0.0), one.id),
    "heard": lambda one: (one.quiet is None, -(one.quiet or 0), -(one.arr or 0.0), one.id),
    "name": lambda one: (folded(one.name), one.id),
}
SORTS = tuple(_SORTS)
SORT_WORDS = {
    "arr": "ARR",
    "risk": "risk",
    "exposed": "ARR at risk",
    "health": "health, worst first",
    "trend": "trend, falling first",
    "renewal": "renewal",
    "heard": "silence, longest first",
    "name": "name",
}


def view_named(name: str) -> View:
    """The saved filter of this name."""
    return next(one for one in VIEWS if one.name == name)


def in_view(board: AccountBoard, view: View, owner: str) -> list[AccountEntry]:
    """The accounts of a board that fit a saved filter."""
    return [one for one in board.entries if view.fits(one, board, owner)]


def known(board: AccountBoard, view: View) -> bool:
    """Whether all that a filter needs is in."""
    return not view.needs or (board.has_growth if view.needs == "growth" else board.has_risk)


def in_order(entries: Iterable[AccountEntry], sort: str) -> list[AccountEntry]:
    """The accounts in an order of ``SORTS``, ties by ARR and id."""
    return sorted(entries, key=_SORTS[sort])


def flags_of(one: AccountEntry, common: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """What sets an account apart, without what is ``common``."""
    growing = ("growing",) if one.growth and not one.held_back else ()
    return tuple(mark for mark in (*one.marks, *growing) if mark not in common)


def common_marks(entries: Sequence[AccountEntry]) -> frozenset[str]:
    """Marks that more than half of the customers bear: they set nobody apart."""
    here = [one for one in entries if one.customer]
    marks = {mark for one in here for mark in one.marks}
    return frozenset(mark for mark in marks if sum(mark in one.marks for one in here) > _COMMON * len(here))


def search_text(one: AccountEntry) -> str:
    """What a filter looks in."""
    words = [one.name, one.id, one.owner, one.segment, one.tier, one.status, one.band, *one.growth]
    words.append(account_words.flag_words(flags_of(one)))
    return folded("\n".join(words))


def matches(text: str, typed: str) -> bool:
    """Whether every word typed occurs in ``text`` (made by ``search_text``)."""
    return all(word in text for word in folded(typed).split())
