"""Words that a German, French or Spanish letter of contact does not have, and which of the languages is written.

Keeps the rule of ``statements`` for the other languages: what a changed sentence names has to stand on the sheet first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from playbooks.guardrails.patterns import word_list
from playbooks.guardrails.statements import is_of_letters
from synthesis.stems import stem_of

_WORD = re.compile(r"[^\W\d_]+")
_LONGEST_ENDING = {"de": 4, "fr": 5, "es": 6}
_SHORTEST_BEGINNING = 3


def language_by_words(sentence: str, most_likely: str) -> str:
    """The language of whose letters ``sentence`` has the most words; ``most_likely`` where several have as many."""
    words = [one.casefold() for one in _WORD.findall(sentence)]
    held = {one: sum(_is_held(word, one) for word in words) for one in ("en", *_LONGEST_ENDING)}
    return max(held, key=lambda one: (held[one], one == most_likely, one == "en"))


def strange_words(sentence: str, language: str, theirs: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Where ``sentence`` has a word that no letter in ``language`` has; ``theirs``: stems of what the sheet names."""
    for found in _WORD.finditer(sentence):
        word = found[0].casefold()
        if len(word) > 1 and not _is_held(word, language) and stem_of(word) not in theirs:
            yield found.span()


@lru_cache(maxsize=20_000)
def _is_held(word: str, language: str) -> bool:
    if language == "en":
        return is_of_letters(word)
    whole, beginnings = _words_of(language)
    longest = _LONGEST_ENDING[language]
    forms = (word, word.replace("zu", "", 1)) if language == "de" else (word,)
    return any(
        one in whole
        or any(
            one[:-cut] in beginnings for cut in range(1, longest + 1) if len(one) - cut >= _SHORTEST_BEGINNING
        )
        for one in forms
    )


@cache
def _words_of(language: str) -> tuple[frozenset[str], frozenset[str]]:
    words = frozenset(one.casefold() for one in word_list(f"letter_{language}"))
    words |= frozenset(one.casefold() for one in word_list(f"harmless_{language}"))
    return words, frozenset(one for one in words if len(one) >= _SHORTEST_BEGINNING)
