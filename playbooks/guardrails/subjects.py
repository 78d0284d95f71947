"""What an English sentence speaks of: a thing that neither the account nor the play ever named may not be stated of.

Keeps the rule that a changed sentence tells the reader nothing about the product, the contract or the trade that the
sheet does not hold. Only its grammatical subject is looked at; talk itself, time, feelings and what the account wrote
of are free, and so is a question.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from playbooks.guardrails.patterns import word_list
from synthesis.stems import stem_of

_LEAD = (
    r"(?:\A|[;:–—]\s|,\s(?:and|but|so|for|because|as)\s)[\s\"“(]*(?:(?:and|but|so|also|still|then|now"
    r"|indeed|yet|besides|today|meanwhile|here"
    r"|by the way|in fact|as you know|for your information|also|again|p\.?s\.?:?),? )*"
)
_FINITE = (
    r"(?:is|are|was|were|isn't|aren't|wasn't|weren't|has|have|had|hasn't|haven't|does|do|did|doesn't"
    r"|don't|didn't|can|can't|cannot|could|will"
    r"|won't|would|may|might|must|should|shall|went|goes|came|comes|got|gets|became|becomes|began|made"
    r"|makes|means|meant|runs"
    r"|ran|works|worked|works|supports|lets|allows|costs|rose|fell|grew|brings|brought|took|takes|gave"
    r"|gives|shows|showed"
    r"|says|said|knows|knew|tells|told|keeps|kept|needs|starts|ends|lies|lay|sits|stands|stood|holds|held"
    r"|[a-z]{3,}ed)"
)
_STATED = re.compile(
    rf"{_LEAD}(?P<det>the|our|your|this|that|these|those|any|every|each|a|an|my|its|their|no|both|all|some) "
    rf"(?P<noun>(?:[\w'’-]+ ){{1,4}}?)(?P<verb>{_FINITE})\b",
    re.IGNORECASE,
)
_BARE = re.compile(
    r"(?:\A|\n)[\s\"“(]*(?P<noun>[A-ZÀ-Þ][\w'’-]*(?: [\w'’-]+){0,2}?) "
    r"(?P<verb>is|are|was|were|has|have|had|does|did|went|came|can|will|supports|works|runs|got|gets|took"
    r"|made|moved|became)\b"
)
_RELATIVE = re.compile(r"\b(?:you|we|i|they|he|she|your|our)\b")
_CLAUSE = re.compile(
    r"\b(?:that|which|who|what|whether|if|when|as|because|while|how|why|where|and|or|but)\b", re.IGNORECASE
)


def stated_subjects(sentence: str, theirs: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Where ``sentence`` states something of a thing that is neither everyday nor among the stems ``theirs``."""
    if sentence.rstrip(' \n”"»)').endswith("?"):
        return
    for shape in (_STATED, _BARE):
        for found in shape.finditer(sentence):
            words = re.findall(r"[^\W\d_]+", _RELATIVE.split(found["noun"].lower())[0])
            if not words or _CLAUSE.search(found["noun"]) is not None:
                continue
            if not any(_is_free(one, theirs) for one in words):
                yield found.start("noun"), found.end("verb")


def _is_free(word: str, theirs: frozenset[str]) -> bool:
    return word in word_list("subjects_en") or stem_of(word) in (_free() | theirs)


@cache
def _free() -> frozenset[str]:
    return frozenset(stem_of(one) for one in word_list("subjects_en"))
