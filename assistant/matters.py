"""Whether a statement speaks of what was asked: by shared words, or by nearness of meaning.

Keeps the rule that the nearest statement is no answer by being nearest: it must share the matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from synthesis.foreign_words import FOREIGN
from synthesis.stems import stem_of
from synthesis.stopwords import STOP_WORDS

if TYPE_CHECKING:
    from synthesis.themes import Statement

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_ASKING = """
customer customers client clients account accounts user users people company companies anyone anybody someone
somebody who what which how say says said saying tell told mention mentions mentioned talk talked speak
complain complains complained complaint complaints complaining request requests requested ask asks asked
feedback opinion opinions think thinks feel feels felt want wants need needs comment
comments about regarding concerning problem problems issue issues trouble topic theme themes thing things
like love hate praise praised happy unhappy month week year quarter today recently lately ever ticket tickets
survey surveys call calls nps statement statements quote quotes show find list give many much often product
service most top new other any data evidence anything something everything nothing hear heard raise raised raises
express write writes wrote there been our your they them their
"""
_ABOUT_SAYING = frozenset(stem_of(word) for word in _ASKING.split())
"""Words of asking, which are no matter."""
NEAR = 0.42
"""Cosine from which two sentences speak of one matter, for MiniLM vectors."""


def stems(text: str) -> tuple[str, ...]:
    """The stems of the words of ``text`` that could be a matter, in order, each once."""
    found = (
        stem_of(word.casefold().replace("’", "'"))
        for word in _WORD.findall(text)
        if len(word) > 1 and word.casefold() not in STOP_WORDS and word.casefold() not in FOREIGN
    )
    return tuple(dict.fromkeys(stem for stem in found if stem not in _ABOUT_SAYING))


@lru_cache(maxsize=65_536)
def _stems_in(text: str) -> frozenset[str]:
    return frozenset(stem_of(word.casefold().replace("’", "'")) for word in _WORD.findall(text)) | frozenset(
        stem_of(part.casefold()) for word in _WORD.findall(text) if "-" in word for part in word.split("-")
    )


def shares(asked: Sequence[str], text: str) -> bool:
    """Whether ``text`` holds what was asked: all of two words, most of more."""
    if not asked:
        return False
    held = _stems_in(text)
    hits = sum(stem in held or _begins(stem, held) for stem in asked)
    return hits >= (len(asked) if len(asked) <= 2 else 0.6 * len(asked))


def _begins(stem: str, held: Iterable[str]) -> bool:
    """Whether a word begins with a stem that is long enough to tell."""
    return len(stem) >= 5 and any(one.startswith(stem) for one in held)


def mentions(statements: Iterable[Statement], asked: Sequence[str]) -> list[Statement]:
    """The statements that hold the words asked for, newest first."""
    found = [one for one in statements if shares(asked, one.text)]
    return sorted(found, key=lambda one: (one.day, one.id), reverse=True)
