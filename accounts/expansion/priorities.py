"""Which priorities of tickets the settings call critical: an open one holds growth back and calls for a play."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache

from foundation.text import folded


def critical_among(words: Iterable[str]) -> Callable[[str], bool]:
    """Tells whether a priority, however it is written, is one of ``words``; each different one is read once."""
    critical = frozenset(folded(word) for word in words)

    @cache
    def is_critical(priority: str) -> bool:
        return folded(priority) in critical

    return is_critical
