"""A quote told otherwise: each takes the words between the marks and gives those to put there."""

from __future__ import annotations

import random

from bench.guardrails_cases import Base
from bench.guardrails_others import other_quote
from playbooks.sentences import short_quote


def one_word(words: list[str], _base: Base, rng: random.Random) -> str:
    """One of its words is another."""
    at = rng.choice([place for place, one in enumerate(words) if len(one) > 3] or [0])
    return " ".join(
        (*words[:at], rng.choice(("always", "badly", "invoice", "weekly", "great")), *words[at + 1 :])
    )


def dropped(words: list[str], _base: Base, rng: random.Random) -> str:
    """A word of it is gone."""
    at = rng.randrange(1, len(words) - 1)
    return " ".join((*words[:at], *words[at + 1 :]))


def negated(words: list[str], _base: Base, rng: random.Random) -> str:
    """It says the contrary."""
    at = rng.randrange(1, len(words))
    return " ".join((*words[:at], "not", *words[at:]))


def moved(words: list[str], _base: Base, rng: random.Random) -> str:
    """Two words have changed places; empty where they are the same."""
    at = rng.randrange(0, len(words) - 1)
    if words[at] == words[at + 1]:
        return ""
    return " ".join((*words[:at], words[at + 1], words[at], *words[at + 2 :]))


def merged(words: list[str], base: Base, rng: random.Random) -> str:
    """Another of the account's sentences hangs on to it."""
    texts = [short_quote(one.text) for one in base.sheet.quotes]
    others = [one for one in texts if one and one not in " ".join(words)]
    return f"{' '.join(words)}. {rng.choice(others)}" if others else ""


def gapped(words: list[str], _base: Base, _rng: random.Random) -> str:
    """Its middle is made up, between gaps."""
    return f"{words[0]} {words[1]} … nobody here … {words[-2]} {words[-1]}"


def by_other(_words: list[str], base: Base, rng: random.Random) -> str:
    """Another account's words in its place."""
    return other_quote(base, rng)
