"""The part of the accounts that a question is about (a segment, a tier, an owner) and how many it asks for."""

from __future__ import annotations

import re

from assistant.offline.words import (
    listed,
)
from assistant.offline.writing import Writing


def cut_of(writing: Writing) -> dict[str, object]:
    """What narrows a list, as the tools take it."""
    named = writing.named
    return {
        "tier": named.tiers[0] if named.tiers else None,
        "segment": named.segments[0] if named.segments else None,
        "owner": named.owners[0] if named.owners else None,
    }


def cut_words(writing: Writing) -> str:
    """The same in words, with a space before; empty for all accounts."""
    named = writing.named
    parts = [*named.segments[:1], *named.tiers[:1]]
    owned = f" of {named.owners[0]}" if named.owners else ""
    return (f" in {listed(parts)}" if parts else "") + owned


def how_many(question: str, otherwise: int) -> int:
    """How many are asked for ("top 3"); else as many as a page bears."""
    found = _MANY.search(question.casefold())
    said = (found[1] or found[2]) if found else ""
    return min(max(int(_NUMBERS.get(said, said)), 1), 30) if said else otherwise


_NUMBERS = {"two": "2", "three": "3", "four": "4", "five": "5", "ten": "10"}
_COUNT = r"(\d{1,2}|two|three|four|five|ten)"
_FIRST = r"(?:top|main|biggest|largest|smallest|first|worst|best|most)"
_MANY = re.compile(rf"\b{_FIRST} {_COUNT}\b(?! %|%)|\b{_COUNT} {_FIRST}\b")
