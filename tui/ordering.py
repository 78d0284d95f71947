"""Sorting and filtering of themes under the fingers: pure, over what is loaded already.

The orders have the names and the meaning of ``nrr themes --sort``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from synthesis.themes import WeightedTheme

_NO_GROWTH = -10.0

_KEYS: dict[str, Callable[[WeightedTheme], float]] = {
    "priority": lambda theme: theme.weights.priority,
    "arr": lambda theme: theme.weights.arr,
    "at-risk": lambda theme: theme.weights.arr_at_risk,
    "growth": lambda theme: _NO_GROWTH if theme.weights.growth is None else theme.weights.growth,
    "breadth": lambda theme: float(theme.weights.accounts),
}

SORTS = tuple(_KEYS)


def in_order(themes: Sequence[WeightedTheme], sort: str) -> list[WeightedTheme]:
    """The themes, highest first, ties by id."""
    key = _KEYS[sort]
    return sorted(themes, key=lambda theme: (-key(theme), theme.theme.id))


def heard(themes: Sequence[WeightedTheme]) -> list[WeightedTheme]:
    """Those with at least one statement in the month, and the pinned ones, in the same order."""
    return [theme for theme in themes if theme.weights.statements or theme.pinned]


def search_text(theme: WeightedTheme, names: Mapping[str, str]) -> str:
    """What a filter looks in: label, summary, terms, status, kind, quotes and account names, in small."""
    words = [theme.theme.label, theme.theme.summary, theme.status.value, theme.theme.kind.value]
    words += [term for term, _weight in theme.theme.terms]
    words += [quote.text for quote in theme.quotes]
    words += [names.get(share.account_id, share.account_id) for share in theme.weights.top_accounts]
    return "\n".join(words).casefold()


def matches(text: str, typed: str) -> bool:
    """Whether every word typed occurs in ``text`` (made by ``search_text``)."""
    return all(word in text for word in typed.casefold().split())
