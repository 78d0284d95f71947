"""Whether a changed sentence still says what a sentence of the play's own file says, so that rewording one is free."""

from __future__ import annotations

import re
from functools import lru_cache

from playbooks.guardrails.sheet import FactsSheet
from synthesis.stems import stem_of

_WORD = re.compile(r"[^\W\d_]+")
_ENOUGH = 0.6
_HELPS = frozenset(
    map(stem_of, ("want", "like", "love", "would", "will", "could", "can", "shall", "may", "might"))
)
"""What only helps a verb: another of them says nearly the same."""


def is_own_words(sentence: str, first: int, last: int, sheet: FactsSheet) -> bool:
    """Whether a sentence of the play's own file says nearly the same, and with the very words that were found."""
    found, said = (
        frozenset(one for one in stems_of(text) if len(one) > 2) for text in (sentence[first:last], sentence)
    )
    found -= _HELPS
    return any(found <= line and len(line & said) >= _ENOUGH * len(said) for line in _lines_of(sheet.lines))


@lru_cache(maxsize=64)
def _lines_of(lines: frozenset[str]) -> tuple[frozenset[str], ...]:
    return tuple(stems_of(one) for one in sorted(lines))


def stems_of(text: str) -> frozenset[str]:
    """The rough stems of the words of ``text``."""
    return frozenset(stem_of(one.casefold()) for one in _WORD.findall(text.replace("’", "'")))
