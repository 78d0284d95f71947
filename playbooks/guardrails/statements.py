"""What a statement of a letter may say at all: whatever is not among it needs a source.

Keeps the rule that a changed sentence is thanks, regret, a question, a wish, the order of a talk, what the reader said
or what the sheet holds, and nothing else. Two things show what is none of these: a word that neither the sheet nor a
letter of contact has, and a predicate that a letter says of no reader, no matter and no request. A question is free.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from playbooks.guardrails.english_clauses import Clause, clauses_of
from playbooks.guardrails.passage import is_question
from playbooks.guardrails.patterns import word_list, wordings
from synthesis.stems import stem_of

_WORD = re.compile(r"(?<![\w'-])[^\W\d_]+(?:['-][^\W\d_]+)*")
_DENIES = re.compile(r"\b(?:no|not|never|nothing|none|cannot|without|rather than)\b|n't\b", re.IGNORECASE)
_LISTS = (
    *("letter_en", "harmless_en", "leads_en", "links_en", "frame", "subjects_en", "past_free_en"),
    *("past_talk_en", "greeted"),
)
_HEARS = (
    r"(?:hear|heard|know|understand|learn|ask|asking|see|tell (?:me|us)|find out|wonder|wondering|curious|interested"
    r"|discuss|talk about|speak about|explain|describe|show (?:me|us)|explore|say|sure|explored|check"
    r"|matters?(?: to me)?|write down|name|listen to|understood|look at|think about|question is|point is|idea|about"
    r"|clear|on|of|decide|share|guess|question of|remember)"
)
_ASKED = re.compile(
    rf"\b{_HEARS}(?: (?:me|us|from you|more|better|exactly|together|also|first|then|please))*,? "
    r"(?:what|how|whether|if|where|why|which|who|whom|whose|when)\b[^,;:–—.]*",
    re.IGNORECASE,
)
_REPORTED = re.compile(
    r"\b(?:you|your (?:team|people|colleagues?|company))(?: have| had|'ve|'d)?(?: also| already| once| often| \w+ly)*"
    r" (?:said|told (?:me|us)|wrote|written|mentioned|described|explained|pointed out|raised|reported)"
    r"(?: (?:to )?(?:me|us))?(?: (?:that|how))? [^,;:–—.]*",
    re.IGNORECASE,
)
_IN_PASSING = re.compile(
    r"\A\W*(?:and |but |so |by the way, )?(?:(?:did|do) you (?:know|notice|see|hear|realise|realize)"
    r"|have you (?:noticed|seen|heard)|are you aware)(?: yet| already)? that (?P<told>[^?]+)\?",
    re.IGNORECASE,
)
_RENEWS = re.compile(
    r"(?:your|the) (?:renewal|contract|agreement|subscription|term)(?: renewal)? (?:is|falls|renews|ends|runs"
    r"|comes up|is (?:up|due))(?: for renewal)? (?:on|until|to) \d",
    re.IGNORECASE,
)
_NOTHING = re.compile(r"\bnothing(?: that)? \Z", re.IGNORECASE)
_TURNS = re.compile(r"(?:un|dis|mis|over|under|in|im|ir)(?=\w{4})")
_GRADES = re.compile(r"(?:er|est|ly|ness|ful|fully|less|ish|ship)\Z")
_SHORTEST_ROOT = 3
_WHY = "nothing on the facts sheet says so"
_MAY = {
    "reader": ("you_may_en", "tone", "neither the facts sheet nor the account says so of whoever reads it"),
    "matter": ("it_may_en", "release", _WHY),
    "what": ("what_may_en", "release", _WHY),
    "order": ("please_en", "tone", "it tells the reader what to do"),
}


def english_statements(sentence: str, theirs: frozenset[str]) -> Iterator[tuple[str, str, int, int]]:
    """Rule, reason and place of what ``sentence`` states without a source; ``theirs``: the stems of what the sheet
    names."""
    if is_question(sentence):
        told = _IN_PASSING.match(sentence)
        if told is not None:
            for rule, why, first, last in english_statements(f"{told['told']}.", theirs):
                yield rule, why, told.start("told") + first, told.start("told") + last
        return
    asked = [found.span() for found in _ASKED.finditer(sentence)]
    reported = [found.span() for found in _REPORTED.finditer(sentence)]
    for span in _strange(sentence, theirs):
        if not _within(span[0], asked):
            yield "release", _WHY, *span
            break
    for one in clauses_of(sentence):
        if _RENEWS.match(sentence, one.start) or _NOTHING.search(sentence[: one.start]):
            continue
        may, rule, why = _MAY[one.of]
        if _within(one.start, asked) or (one.of == "matter" and _within(one.start, reported)):
            continue
        if not wordings(may).match(one.says) and (one.of == "order" or _tells(one, sentence, theirs)):
            yield rule, why, one.start, one.end


def _tells(clause: Clause, sentence: str, theirs: frozenset[str]) -> bool:
    """Whether ``clause`` says more than how something is felt or meant: a thing's state, blame, or what the sheet
    names."""
    telling = word_list("telling_reader_en" if clause.of == "reader" else "telling_matter_en")
    said = [one.casefold() for one in _WORD.findall(clause.says)]
    if any(one in telling or one.endswith("n't") for one in said):
        return True
    named = [one.casefold() for one in _WORD.findall(sentence[clause.start : clause.end])]
    return clause.of != "reader" and any(stem_of(one) in theirs and not is_of_letters(one) for one in named)


def _strange(sentence: str, theirs: frozenset[str]) -> Iterator[tuple[int, int]]:
    denied = _denied() if _DENIES.search(sentence) else frozenset()
    for found in _WORD.finditer(sentence):
        if len(found[0]) == 1 or (found[0][0].isupper() and sentence[: found.start()].strip(' \n"“(')):
            continue  # a name is judged as one
        parts = [one for one in found[0].casefold().split("-") if len(one) > 1]
        if not all(is_of_letters(one) or stem_of(one) in (theirs | denied) for one in parts):
            yield found.span()


def is_of_letters(word: str) -> bool:
    """Whether an English letter of contact may hold ``word`` (casefolded) whatever it is about."""
    return _is_held(word) or any(_is_held(one) for one in _roots(word))


def _is_held(word: str) -> bool:
    return word in _held() or stem_of(word) in _held()


def _roots(word: str) -> Iterator[str]:
    """What ``word`` is formed of, where its beginning or its end only turns or grades a word: unhelpful, newer."""
    for begin, end in (
        (_TURNS.match(word), None),
        (None, _GRADES.search(word)),
        (_TURNS.match(word), _GRADES.search(word)),
    ):
        root = word[begin.end() if begin else 0 : end.start() if end else len(word)]
        if len(root) >= _SHORTEST_ROOT and root != word:
            yield root
            if end and root[-1] == root[-2]:
                yield root[:-1]
            if end and root.endswith("i"):
                yield root[:-1] + "y"


def _within(place: int, spans: list[tuple[int, int]]) -> bool:
    return any(first <= place < last for first, last in spans)


@cache
def _held() -> frozenset[str]:
    words = frozenset().union(*(word_list(one) for one in _LISTS))
    return words | frozenset(map(stem_of, words))


@cache
def _denied() -> frozenset[str]:
    return frozenset(map(stem_of, word_list("denied_en")))
