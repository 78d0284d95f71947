"""Which language a statement is in, told by its small words, and vectors moved so that languages meet.

The default model reads English: it puts what is said in another language beside that language rather than
beside its subject. Taking away the mean of a language, and adding that of the main one, leaves what differs
between its statements: what they are about.

This is not the language that an item is said to be in (``ingest.language``, by a model): that one may have none and
costs too much for each of a million statements, while here every statement needs one and a miss only leaves a
vector where it is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np

from synthesis.neighbours import unit
from synthesis.themes import Vectors

_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_FEWEST = 4  # statements of a language that make a mean of their own; rarer ones share one

_SMALL_WORDS = {
    "en": "the and is not to of in we it for on that with you this are be have was our but my they at as so "
    "from when has can if no every cannot would your all or been which were i",
    "de": "der die das und ist nicht ein eine ich wir mit auf für den dem von zu es im auch wird haben hat "
    "wenn uns unser unsere sind bei noch nach keine aber sehr",
    "es": "el la los las de que y no se en un una por con para lo es al del nos más pero cuando está son "
    "cada muy nuestro hay como",
    "fr": "le la les des et est pas une un que nous pour dans sur avec ne qui au du ce il je vous plus sont "
    "chaque nos très elle",
    "pt": "o a os as de que e não em um uma por com para se do da no na ao mais mas quando está são cada "
    "nosso nos muito isso",
    "nl": "de het een en is niet van op we met voor dat die te er zijn aan als bij ook ons onze wordt maar "
    "naar heeft geen",
    "it": "il la i gli le di che e non è un una per con si in del della ci più ma quando sono ogni molto "
    "nostro questo",
    "pl": "i w na nie się z do że jest to o po za jak ale przez dla są nasz bardzo",
}
_SPOKEN_IN: dict[str, tuple[str, ...]] = {
    word: tuple(language for language, words in _SMALL_WORDS.items() if word in words.split())
    for words in _SMALL_WORDS.values()
    for word in words.split()
}


def language_of(text: str, main: str = "en") -> str:
    """A two-letter code; ``main`` unless another language shows at least two more of its small words; ``xx``
    for text that is not written in Latin letters."""
    if not text.isascii():
        letters = [letter for letter in text if letter.isalpha()]
        if letters and sum(bool(_LATIN.match(letter)) for letter in letters) < len(letters) / 2:
            return "xx"
    counts: Counter[str] = Counter()
    for word in _WORD.findall(text.casefold()):
        counts.update(_SPOKEN_IN.get(word, ()))
    if not counts:
        return main
    best = min(counts, key=lambda language: (-counts[language], language != main, language))
    return best if counts[best] >= counts[main] + 2 else main


def meet(vectors: Vectors, texts: Sequence[str]) -> Vectors:
    """Unit rows with the languages' means made equal to that of the most frequent one."""
    spoken = [language_of(text) for text in texts]
    counts = Counter(spoken)
    if len(counts) < 2:
        return vectors
    main = min(counts, key=lambda language: (-counts[language], language))
    group = np.array(
        [one if one == main or counts[one] >= _FEWEST else "rare" for one in spoken], dtype=object
    )
    home = vectors[group == main].mean(axis=0, dtype=np.float64)
    moved = vectors.copy()
    for language in sorted(set(group) - {main}):
        rows = np.flatnonzero(group == language)
        away = vectors[rows].mean(axis=0, dtype=np.float64)
        moved[rows] = unit(vectors[rows] + (home - away))
    return moved
