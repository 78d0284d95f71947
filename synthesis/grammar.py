"""Tells what part a word plays where it stands, without a tagger: from the small words around it.

What follows "to", "can" or "I" is a verb, what follows "the" or "of" is not; how often a word stands in such
places over the whole run of texts decides where the place itself does not say. Each word becomes one letter,
so that the shape of a phrase is a short string (``shapes`` says which read well).

D determiner · P preposition · O to · C conjunction · & and/or · R pronoun · M modal, do · A be, have ·
K denial · X no, without · Q denial behind · T particle · B small adverb · V verb · S verb in -s ·
# number · E participle · G -ing · N what is left: nouns and adjectives
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from synthesis.foreign_words import PARTICLES_BEHIND
from synthesis.reading import Run, Word
from synthesis.small_words import NUMBER
from synthesis.word_classes import BEING, IRREGULAR, LIGHT_VERBS, NOUNS_IN_LY, VERBS

_TURNED = re.compile("(?:^|[C&B])M[DB]*[NEG]+$")  # can my daughter | open
_MANY = frozenset({"people", "staff", "children", "team", "crew"})  # that have a verb without -s behind them
_BEFORE_VERB = frozenset("OMKR")
_BEFORE_NOUN = frozenset("DPX")
_SURELY = 0.6
_OF = 0.7  # what follows "of" belongs to what stands before it
_IN_ITS_PLACE = 0.12  # enough for a verb where verbs stand
_BEFORE_OBJECT = 0.3  # enough for a verb where an object follows
_PRIOR = 3.0  # places that the list of common verbs counts for


class Grammar:
    """How often each word of a run of texts stood where verbs and where nouns stand."""

    def __init__(self, runs: Iterable[Run]) -> None:
        self._verb: Counter[str] = Counter()
        self._behind_to: Counter[str] = Counter()
        self._noun: Counter[str] = Counter()
        self._words: Counter[str] = Counter()
        self._pairs: Counter[tuple[str, str]] = Counter()
        for run in runs:
            before, last = "", ""
            for word in run:
                part = word.part
                if word.means:
                    self._words[word.folded] += 1
                    if last:
                        self._pairs[last, word.folded] += 1
                last = word.folded if word.means else ""
                if not part:
                    if before == "O":
                        self._behind_to[word.folded] += 1
                    elif before in _BEFORE_VERB:
                        self._verb[word.folded] += 1
                    elif before in _BEFORE_NOUN:
                        self._noun[word.folded] += 1
                if part not in ("B", NUMBER):
                    before = part

    def verbal(self, folded: str) -> float:
        """0 to 1: how much of a verb the word is. "To" alone proves little: one exports to CSV."""
        verb = self._verb[folded] + (_PRIOR if folded in VERBS or folded in LIGHT_VERBS else 0.0)
        verb += min(self._behind_to[folded], 2.0 * verb)
        return verb / (verb + self._noun[folded] + 1.0)

    def torn(self, before: Word | None, words: Run, after: Word | None) -> float:
        """0 to 1: how surely a cut there tears apart words that belong together, as in "google | pay"."""
        if after and after.folded == "of":
            return _OF
        front = self._glued(before, words[0], words[0]) if before else 0.0
        return max(front, self._glued(words[-1], after, words[-1]) if after else 0.0)

    def _glued(self, first: Word, second: Word, of: Word) -> float:
        pairs = self._pairs.get((first.folded, second.folded), 0)
        return pairs / self._words[of.folded] if pairs > 2 else 0.0

    def shape(self, run: Run) -> str:
        """One letter a word."""
        parts = [word.part for word in run]
        for place in range(1, len(run) - 1):
            if run[place].folded == "a" and run[place - 1].means and run[place + 1].means:
                parts[place] = "P"  # hours a week, exportación a Excel
        for place, word in enumerate(run):
            if parts[place] in ("", "L"):
                parts[place] = self._part(run, parts, place, word)
        if len(run) > 1 and run[-1].folded in PARTICLES_BEHIND:
            parts[-1] = "T"
        return "".join(parts)

    def _part(self, run: Run, parts: list[str], place: int, word: Word) -> str:
        before = next((part for part in reversed(parts[:place]) if part not in ("B", NUMBER)), "")
        after = parts[place + 1] if place + 1 < len(run) else "end"
        if parts[place] == "L":
            leads = before in ("", "C", "&") or before in _BEFORE_VERB
            return "V" if leads and after in ("D", "", "T") else "A" if word.folded in BEING else "B"
        if after == "T" and word.folded.endswith("s"):
            return "S"
        if after == "T" and word.folded in VERBS:
            return "V"
        if _is_participle(word.folded):
            return "E"
        if word.folded.endswith("ing") and len(word.folded) > 5:
            return "G"
        if word.folded.endswith("ly") and len(word.folded) > 6 and word.folded not in NOUNS_IN_LY:
            return "B"
        if before in _BEFORE_NOUN:
            return "N"
        verbal = self.verbal(word.folded)
        if word.folded.endswith("s") and word.folded not in VERBS:
            verbal = 0.0
        if before in _BEFORE_VERB and verbal > _IN_ITS_PLACE:
            return "V"
        if before in ("N", "E", "G", "T", "R"):
            least = _BEFORE_OBJECT if after in "DTR" else _SURELY
            if word.folded.endswith("s") and self._base(word.folded) >= least:
                return "S"
            subject = run[place - 1].folded
            many = subject.endswith("s") or subject in _MANY or _TURNED.search("".join(parts[:place]))
            return "V" if verbal >= least and many else "N"
        if before in ("", "C", "&", "A") and verbal >= 0.5:
            return "V" if before != "A" and (after in "DRTPO" or verbal >= 0.75) else "N"
        return "N"

    def _base(self, folded: str) -> float:
        bases = [folded[:-1], folded[:-2] if folded.endswith("es") else ""]
        if folded.endswith("ies"):
            bases.append(folded[:-3] + "y")
        return max(self.verbal(base) for base in bases if base)


@lru_cache(maxsize=100_000)
def _is_participle(folded: str) -> bool:
    return folded in IRREGULAR or (folded.endswith("ed") and len(folded) > 4)
