"""The part that a small word plays in a phrase, as one letter (``grammar`` says what each stands for)."""

from __future__ import annotations

from functools import lru_cache

from synthesis.word_classes import (
    BEING,
    CONJUNCTIONS,
    DETERMINERS,
    FUNCTION,
    LIGHT_VERBS,
    MODALS,
    NO_BEING,
    NO_MODALS,
    NONE,
    NOT_BEHIND,
    OBJECTS,
    PARTICLES,
    PREPOSITIONS,
    PRONOUNS,
)

NUMBER = "#"  # stands for every number: no label holds one, and none is cut before one


@lru_cache(maxsize=100_000)
def small_part(folded: str) -> str:
    """The part that a small word always plays, L for a light verb, nothing for a word that means something."""
    if folded == NUMBER:
        return NUMBER
    for part, words in _PARTS:
        if folded in words:
            return part
    return "B" if folded in FUNCTION or len(folded) < 2 else ""


_PARTS = (
    ("O", frozenset({"to"})),
    ("&", frozenset({"and", "or", "und", "et", "y", "&"})),
    ("L", LIGHT_VERBS),
    ("K", NO_MODALS | NO_BEING | frozenset({"not", "never"})),
    ("X", NONE),
    ("Q", NOT_BEHIND),
    ("M", MODALS),
    ("A", BEING),
    ("T", PARTICLES),
    ("R", PRONOUNS | OBJECTS),
    ("D", DETERMINERS),
    ("P", PREPOSITIONS),
    ("C", CONJUNCTIONS),
)
