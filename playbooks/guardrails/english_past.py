"""What an English sentence says that we, or somebody of ours, have done.

Keeps the rule that work is not claimed that no fact on the sheet knows of. As in ``english_claims`` it is the shape
that counts: ours, with a past tense, is a claim unless the verb is one of reading, feeling or of talk with the reader.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from playbooks.guardrails.passage import is_question
from playbooks.guardrails.patterns import word_list, wordings
from synthesis.stems import stem_of

_OURS = (
    r"(?:i|we|(?:support|engineering|finance|legal|product|sales|operations|accounting)"
    r"|(?:my|our|the|a|one of our|one of my) (?:\w+ ){0,2}?(?:team|people|manager|boss|engineers?|developers?"
    r"|colleagues?|experts?|specialists?|staff|support|director|leadership|company|crew|department|desk|office"
    r"|technicians?|head of \w+|finance|accountants?|lawyers?)(?: of (?:mine|ours))?)"
)
_WAY = r"(?:\w+ly|also|just|now|since|already|then|still|even|both|all|again|of course|therefore|never|too)"
_PAST = re.compile(
    rf"(?<![\w'-]){_OURS}(?:'ve| have| has| had)?(?: {_WAY})*(?: not)? (?P<verb>[a-z]+)\b(?!'t)(?P<rest>[^.!?;:\n]*)",
    re.IGNORECASE,
)
_LED = re.compile(
    r"\b(?:what|how|whether|if|where|why|which|who|when|once|before|until|since|after|as|because|that|than|day|time"
    r"|moment|ago|way|while|hope|wish|confusion|trouble|inconvenience|mess|worry|silence|impression|annoyance) ?\Z",
    re.IGNORECASE,
)
_THEIR_THINGS = re.compile(
    r"(?: \w+){0,3}? your (?:\w+ )?(?:tickets?|data|accounts?|usage|logs?|settings?|set-?up|setup"
    r"|invoices?|records?|systems?"
    r"|servers?|connections?|users?|licen[cs]es?|workspaces?|files?|contracts?|numbers|figures"
    r"|installation|configuration)\b",
    re.IGNORECASE,
)
_CAUSED = re.compile(
    r"\b(?:i|we)(?:'ve| have| also| already| just)* (?:had|got) (?:your|the|it|this|that) (?:\w+ )?\w{3,}ed\b"
    r"(?! (?:to|that|by|with)\b)",
    re.IGNORECASE,
)
_DENIES = re.compile(r"\b(?:not|never)\b", re.IGNORECASE)
_SAME_AS_PRESENT = frozenset(("put", "set", "cut", "let", "read", "cost", "hit"))
_PERFECT = re.compile(r"(?:'ve| have| has| had)\b", re.IGNORECASE)


def english_past(sentence: str) -> Iterator[tuple[int, int]]:
    """Where ``sentence`` says that we did something, from the subject to the verb."""
    if is_question(sentence):
        return
    for found in _CAUSED.finditer(sentence):
        if not _LED.search(sentence[: found.start()]):
            yield found.span()
    for found in _PAST.finditer(sentence):
        verb = found["verb"].lower()
        ours = re.match(r"(?:i|we)\b", found[0], re.IGNORECASE)
        if not _is_past(verb) or (verb in _SAME_AS_PRESENT and ours and not _PERFECT.search(found[0])):
            continue
        if (
            _DENIES.search(found[0][: found.start("verb") - found.start()])
            or _LED.search(sentence[: found.start()])
            or _is_free(verb, found["rest"])
        ):
            continue
        yield found.start(), found.end("verb")


def _is_past(verb: str) -> bool:
    return (verb.endswith("ed") and verb not in _NO_PAST) or verb in word_list("past_en")


def _is_free(verb: str, rest: str) -> bool:
    if _THEIR_THINGS.match(rest):
        return False
    if stem_of(verb) in _free():
        return True
    return verb in word_list("past_talk_en") and wordings("past_with").match(rest.lstrip()) is not None


_NO_PAST = frozenset(("need", "indeed", "feed", "speed", "exceed", "proceed", "agreed"))


@cache
def _free() -> frozenset[str]:
    return frozenset(stem_of(one) for one in word_list("past_free_en"))
