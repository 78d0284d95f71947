"""Rough stems, so that the inflections of a word count as one: syncs, synced, syncing."""

from __future__ import annotations

import re
from functools import lru_cache

_SUFFIXES = (("ies", "y"), ("ing", ""), ("ed", ""), ("es", ""), ("s", ""))
_VOWEL = re.compile("[aeiouy]")
_ELIDED = re.compile(r"^(?:l|d|qu|n|s|c|j|m|t)'(?=\w{2})")  # l'export, d'accès


@lru_cache(maxsize=200_000)
def stem_of(folded: str) -> str:
    """A rough stem, the same for the inflections of one English word and with or without a French article."""
    word = _ELIDED.sub("", folded.replace("’", "'"), count=1)
    word = word.removesuffix("'s").replace("-", "").replace("'", "")
    if len(word) <= 3 or not word.isascii():
        return word
    for suffix, instead in _SUFFIXES:
        base = word.removesuffix(suffix)
        if base == word or len(base) < 3 or not _VOWEL.search(base):
            continue
        if suffix == "s" and base[-1] in "sui":
            continue
        word = base + instead
        if suffix in ("ing", "ed") and len(word) > 3 and word[-1] == word[-2] and word[-1] not in "sl":
            word = word[:-1]
        break
    word = word.removesuffix("e") if len(word) > 3 else word
    return word[:-1] + "s" if len(word) > 5 and word.endswith("iz") else word  # recognize, recognise
