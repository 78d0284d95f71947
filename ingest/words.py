"""Word lists written as plain sentences of words, so that a list stays readable and reviewable."""

from __future__ import annotations


def word_set(words: str) -> frozenset[str]:
    """The words of a blank-separated list."""
    return frozenset(words.split())
