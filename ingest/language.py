"""The language of a text, kept with its item and shown: nothing is dropped for its language. Grouping, which needs
one for every statement, has a quicker test of its own (``synthesis.languages``).

The answer is py3langid's, among the languages that business mail is written in. A text too short to tell, or
one that two languages may claim, has none rather than a guess.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from ingest.words import word_set

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_LANGUAGES = (
    "ar bg bn ca cs da de el en es et eu fa fi fr ga gl gu he hi hr hu id is it ja ko lt lv mk mr ms nl no "
    "pl pt ro ru sk sl sq sr sv ta te th tl tr uk ur vi zh"
)
_NOT_WORDS = re.compile(r"<[A-Z_]+_\d+>|https?://\S+|\S+@\S+|[\d_]+")
_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[a-zA-Z\u00c0-\u024f]")
_FEWEST_WORDS = 3
_FEWEST_LETTERS = 10
_LEAST_SURE = 0.5
_ENOUGH = 300  # characters
_ENGLISH = word_set(
    "the and with this that from they when which would could been our your their what because although before "
    "but cannot could each every how into its nobody should since than these though until were while whenever "
    "who why you any there after has have"
)
_SURELY_ENGLISH = 3  # of these words together are in no other language's text; they spare the model


def language_of(text: str) -> str:
    """An ISO 639-1 code, empty where the text is too short or the answer unsure."""
    plain = _NOT_WORDS.sub(" ", text[:_ENOUGH])
    words = _WORD.findall(plain)
    letters = sum(map(len, words))
    is_latin = bool(_LATIN.search(plain))
    if not words or (is_latin and (len(words) < _FEWEST_WORDS or letters < _FEWEST_LETTERS)):
        return ""
    if len(_ENGLISH.intersection(map(str.lower, words))) >= _SURELY_ENGLISH:
        return "en"
    code, sureness = _identifier().classify(" ".join(words))
    return str(code) if sureness >= _LEAST_SURE else ""


@lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(_LANGUAGES.split())
    return identifier
