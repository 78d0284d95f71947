"""Words by which a customer speaks of something that we promised, in the languages that feedback is read in.

Keeps the rule that a promise is shown in the customer's words and is never taken for one that we made.
"""

from __future__ import annotations

import re

_WORDS = r"""
    promis(?:e|es|ed)|(?:we|i) (?:were|was|have been|had been|ha[sd] been|got) (?:told|assured|promised)|
    you (?:said|told (?:us|me)|assured|guaranteed|committed|agreed)|
    (?:your|the) (?:rep|csm|team|support|sales) (?:said|told)|
    versprochen|versprach(?:en|t)?|zugesagt|zugesichert|promesses?|promis(?:es)?|vous (?:aviez|avez) dit|
    prometi(?:do|eron|ó)|promes(?:a|as)|dijeron que|nos aseguraron
"""
_SPOKEN = re.compile(rf"\b(?:{''.join(line.strip() for line in _WORDS.splitlines())})\b", re.IGNORECASE)
_NOT_OF_US = re.compile(
    r"\b(?:i|we|ich|wir|je|nous) (?:can |do |would )?(?:promise|versprechen)\b", re.IGNORECASE
)


def speaks_of_promise(text: str) -> bool:
    """Whether ``text`` speaks of something promised to its writer."""
    return _SPOKEN.search(text) is not None and _NOT_OF_US.search(text) is None
