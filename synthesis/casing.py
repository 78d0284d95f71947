"""How a label is spelled: as customers write it, in sentence case, never shouted, acronyms and names kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from synthesis.phrases import Phrase

Casing = Mapping[str, Counter[str]]
_ACRONYM = 5  # letters of the longest


def usual(spellings: Counter[str]) -> str:
    """The most frequent one; of equals the first in order."""
    return min(spellings.items(), key=lambda pair: (-pair[1], pair[0]))[0]


def cased(casing: Casing, word: str) -> str:
    """As it is written in running text; what is only seen shouted is lower case."""
    spellings = casing.get(word)
    if not spellings:
        return word
    written = usual(spellings)
    inside = sum(spellings.values()) >= 100
    return _calm(casing, written) if inside or not written.istitle() else word


def cased_phrase(casing: Casing, phrase: Phrase, form: tuple[str, ...]) -> list[str]:
    """Each word as it is written there, the first as in running text."""
    spelled = phrase.written.get(form)
    if not spelled:
        return [cased(casing, word) for word in form]
    written = usual_form(spelled)
    return [cased(casing, form[0]), *(_unlike_a_title(casing, word) for word in written[1:])]


def usual_form(spelled: Counter[tuple[str, ...]]) -> tuple[str, ...]:
    return min(spelled.items(), key=lambda pair: (-pair[1], pair[0]))[0]


def sentence_case(words: Sequence[str]) -> str:
    first = words[0][0].upper() + words[0][1:] if words[0].islower() else words[0]
    return " ".join([first, *words[1:]]).replace(" :", ":")


def _unlike_a_title(casing: Casing, word: str) -> str:
    """A capital that the word has nowhere else is that of a headline; one that it mostly has was forgotten."""
    if word.islower():
        return cased(casing, word)
    spellings = casing.get(word.casefold(), Counter())
    if word.istitle() and spellings[word.lower()] > spellings[word]:
        return word.lower()
    return _calm(casing, word)


def _calm(casing: Casing, word: str) -> str:
    """A shouted word in lower case; an acronym as it is."""
    if not word.isupper() or len(word) < 2:
        return word
    spellings = casing.get(word.casefold(), Counter())
    return word.lower() if len(word) > _ACRONYM or spellings[word.lower()] > spellings[word] else word
