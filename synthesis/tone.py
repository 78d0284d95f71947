"""How a text sounds: good and bad words counted, turned round where a negation stands just before.

It needs no model, so it serves every language model and none; ``kind_features`` builds on it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import sqrt

from synthesis.tone_words import BAD_WORDS, GOOD_WORDS

TONE_NAMES = (
    "good", "bad", "good negated", "bad negated", "balance", "only good", "only bad", "no tone",
    "balance after but", "has but", "density", "begins negated",
)  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+(?:[-'][^\W\d_]+)*|[?!]")
_NEGATIONS = frozenset((
    "not", "no", "never", "nor", "neither", "without", "hardly", "nobody", "nothing", "none", "cannot", "zero",
    "nicht", "nie", "kein", "keine", "keinen", "nunca", "pas", "sans", "sin",
))  # fmt: skip
_REACH = 3
_TURNS = frozenset(("but", "however", "although", "though", "yet", "aber", "pero", "mais", "jedoch"))


@dataclass(frozen=True, slots=True)
class Tone:
    """Counts of tone words as they stand and negated; ``after_turn`` is good and bad, negations turned round, after
    the last "but" (``turned`` says whether there is one); ``begins_negated``: in the first two words."""

    good: int
    bad: int
    good_negated: int
    bad_negated: int
    after_turn: tuple[int, int]
    turned: bool
    words: int
    begins_negated: bool

    def row(self) -> list[float]:
        """The figures under ``TONE_NAMES``, each between about -2 and 2."""
        up, down = self.good + self.bad_negated, self.bad + self.good_negated
        after, before = self.after_turn
        return [
            min(self.good, 3) / 2,
            min(self.bad, 3) / 2,
            float(min(self.good_negated, 2)),
            float(min(self.bad_negated, 2)),
            (up - down) / (up + down + 1),
            float(up > 0 and down == 0),
            float(down > 0 and up == 0),
            float(up == down == 0),
            (after - before) / (after + before + 1),
            float(self.turned),
            max(-2.0, min(2.0, (self.good - self.bad) / sqrt(max(1, self.words)))),
            float(self.begins_negated),
        ]


def tone_of(text: str) -> Tone:
    """The tone of ``text``, which is in lower case with straight apostrophes."""
    words = _WORD.findall(text)
    negated = [word in _NEGATIONS or word.endswith("n't") for word in words]
    turn = max((place for place, word in enumerate(words) if word in _TURNS), default=-1)
    counts = {(True, False): 0, (False, False): 0, (True, True): 0, (False, True): 0}
    after = [0, 0]
    for place, word in enumerate(words):
        good = word in GOOD_WORDS
        if not good and word not in BAD_WORDS:
            continue
        flipped = any(negated[max(0, place - _REACH) : place])
        counts[good, flipped] += 1
        if place > turn >= 1:
            after[good == flipped] += 1
    return Tone(
        good=counts[True, False],
        bad=counts[False, False],
        good_negated=counts[True, True],
        bad_negated=counts[False, True],
        after_turn=(after[0], after[1]),
        turned=turn >= 1,
        words=len(words),
        begins_negated=any(negated[:2]),
    )
