"""A text as its reader sees it, each character with its place in the text as written.

Keeps the rule that no hidden character, other script's look-alike or shape of a digit passes a word by a check, and
that a finding is still shown where it stands.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace

from playbooks.digits import plain_digits

_LOOKS = dict(
    zip(
        "АВЕЅІЈКМНОРСТУХаеѕіјкорсухһԁԛԝгпΑΒΕΖΗΙΚΜΝΟΡΤΥΧαικνορυχІѵҮ",
        "ABESIJKMHOPCTYXaesijkopcyxhdqwrnABEZHIKMNOPTYXaikvopuxIvY",
        strict=True,
    )
)
_TO_LATIN = str.maketrans(_LOOKS)
_QUOTES = str.maketrans(
    {"″": '"', "‟": '"', "❝": '"', "❞": '"', "〝": '"', "〞": '"', "❛": "'", "❜": "'", "′": "'"}
)
_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_MOST_COMBINED = 3


@dataclass(frozen=True, slots=True)
class SeenText:
    """``text`` as it is read; ``at``: where each of its characters stands in what was written, and the end."""

    text: str
    at: tuple[int, ...]

    def blanked(self, spans: Iterable[tuple[int, int]]) -> SeenText:
        """This with blanks in ``spans``; line ends stay."""
        out = list(self.text)
        for start, end in spans:
            for place in range(start, min(end, len(out))):
                if out[place] != "\n":
                    out[place] = " "
        return replace(self, text="".join(out))

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where the characters from ``start`` to ``end`` stand in what was written."""
        if end <= start:
            return self.at[start], self.at[start]
        return self.at[start], self.at[end - 1] + 1


def see(written: str) -> SeenText:
    """``written`` without what does not show, composed, digits as ASCII, look-alike letters as the Latin ones."""
    if written.isascii() and written.isprintable():
        return SeenText(written, tuple(range(len(written) + 1)))
    out: list[str] = []
    at: list[int] = []
    for start, end in _clusters(written):
        shown = _shown(written[start:end])
        out.append(shown)
        at += [start] * len(shown)
    text = "".join(out)
    return SeenText(_WORD.sub(lambda found: _latin(found[0], text), text), (*at, len(written)))


def mixed_words(text: str) -> list[tuple[str, int, int]]:
    """Words of ``text`` that look like Latin ones and are not, with their places: of two scripts at once, or of
    look-alikes alone in a text of Latin letters."""
    if text.isascii():
        return []
    words = ((found[0], found.start(), found.end()) for found in _WORD.finditer(text))
    return [one for one in words if _latin(one[0], text) != one[0] or _is_dressed(one[0])]


def _clusters(text: str) -> Iterable[tuple[int, int]]:
    start = 0
    for place in range(1, len(text) + 1):
        if place == len(text) or not unicodedata.combining(text[place]):
            yield start, place
            start = place


def _shown(cluster: str) -> str:
    if cluster in ("\n", "\t", " "):
        return cluster
    kind = unicodedata.category(cluster[0])
    if kind in ("Cc", "Cf", "Cs", "Co"):
        return "\n" if cluster == "\r" else ""
    if kind in ("Zs", "Zl", "Zp"):
        return "\n" if cluster in ("\u2028", "\u2029") else " "
    composed = unicodedata.normalize("NFC", cluster[: _MOST_COMBINED + 1])
    return plain_digits(composed.translate(_QUOTES))


def _is_dressed(word: str) -> bool:
    """Whether a letter is a shape of a Latin one: full-width, mathematical."""
    return any(
        not char.isascii() and unicodedata.normalize("NFKC", char).isascii() and char not in "ªº"
        for char in word
    )


def _latin(word: str, text: str) -> str:
    """``word`` in Latin letters where it is of look-alikes and meant to be read so."""
    if word.isascii() or not any(char in _LOOKS for char in word):
        return word
    has_latin = _LATIN.search(word) is not None
    alone = all(char in _LOOKS for char in word) and len(_LATIN.findall(text)) > len(text) / 3
    return word.translate(_TO_LATIN) if has_latin or alone else word
