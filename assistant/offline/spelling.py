"""How a name may be written on a keyboard that lacks its letters, and a question's own words with a slip in them.

Keeps the rule that only spelling is forgiven here: an accent, an umlaut written out, an ampersand spoken, one wrong
letter in a word of asking. Another name is another name.
"""

from __future__ import annotations

import re
import unicodedata

_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss", "ı": "i", "ħ": "h"}
)
_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})
_AND = re.compile(r"\s*[&+]\s*(?=\w)")


def folded(text: str) -> str:
    """``text`` in small letters without accents: ``łódź`` is ``lodz``."""
    low = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    return "".join(char for char in low if not unicodedata.combining(char))


def spellings(name: str) -> tuple[str, ...]:
    """The ways in which ``name`` is written: as it is, with umlauts written out, with ``and`` for ``&``."""
    composed = unicodedata.normalize("NFC", name)
    written = dict.fromkeys((composed, composed.casefold().translate(_OUT)))
    spoken = [_AND.sub(f" {word} ", one) for one in written for word in ("and", "und", "et")]
    return tuple(dict.fromkeys((*written, *spoken)))


_ASKED = """
health renewal renewals churned themes complaint complaints complained accounts account customers customer revenue
expansion retention segment compare requests praise champion onboarding silent trouble unhappy feedback tickets
"""
_OTHERS = frozenset(["compliant", "heath", "prise", "segments", "compere", "expansive", "accrual"])
"""Words that are one letter away and mean what they say."""
_KNOWN = tuple(_ASKED.split())
_WORD = re.compile(r"(?<![\w-])[a-z]{5,}(?![\w-])")


def mended(text: str, held: frozenset[str]) -> tuple[str, tuple[tuple[str, str], ...]]:
    """``text`` with the words of asking that have one slip written right, and which: (as written, as read).

    ``held``: words of the data's own names, in which no slip is looked for. Only small letters are: a capital is a
    name's. What differs in its ending alone is another form of a word, and no slip.
    """
    from rapidfuzz.distance import OSA

    read: list[tuple[str, str]] = []

    def put_right(found: re.Match[str]) -> str:
        word = found[0]
        if word in held or word in _OTHERS:
            return word
        near = [one for one in _KNOWN if one[0] == word[0] and OSA.distance(one, word) == 1]
        if word in _KNOWN or not near or near[0].startswith(word[:-1]):
            return word
        read.append((word, near[0]))
        return near[0]

    return _WORD.sub(put_right, text), tuple(dict.fromkeys(read))
