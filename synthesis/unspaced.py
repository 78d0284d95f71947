"""Writing without blanks between words, made searchable by words: Chinese, Japanese, Thai and their like.

A run of such letters becomes its letters and its pairs of neighbours, parted by blanks, which is what a search by
words needs where nobody says where a word ends. Everything else stays as it is. A trigram index was the
alternative: it finds no word of two letters, which is what most words of Chinese and Japanese have.
"""

from __future__ import annotations

import re

_RUN = re.compile(
    "["
    "\u0e00-\u0eff"  # Thai, Lao
    "\u1000-\u109f\u1780-\u17ff"  # Burmese, Khmer
    "\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff"  # Japanese syllables
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"  # Han
    "\uff66-\uff9f"  # half-width Japanese
    "\U00020000-\U0003134f"
    "]+"
)


def spaced(text: str) -> str:
    """``text`` with each run of letters that are written without blanks as its letters and pairs: ``請求書`` becomes
    ``請 請求 求 求書 書``."""
    if text.isascii():
        return text
    return _RUN.sub(_pairs, text)


def _pairs(found: re.Match[str]) -> str:
    run = found[0]
    grams = [run[0]]
    for at in range(1, len(run)):
        grams += [run[at - 1 : at + 1], run[at]]
    return f" {' '.join(grams)} "
