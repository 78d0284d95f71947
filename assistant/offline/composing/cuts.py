"""The part of the accounts that a question is about: a segment, a tier, an owner."""

from __future__ import annotations

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
