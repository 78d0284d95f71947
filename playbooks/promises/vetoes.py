"""What takes the binding out of a sentence: a condition, a doubt, a denial, a question, another's word.

Keeps the rule that a promise is shown only where one was made: an offer or a hope that a customer is then told of
as our promise is worse than one that is missed.
"""

from __future__ import annotations

import re

_TAG = re.compile(
    r",?\s*(?:ok(?:ay)?|all right|alright|right|yes|deal|fair(?: enough)?|good|ja|oder|d['’]accord|"
    r"vale)\s*\?\s*$",
    re.I,
)
_ASKED = re.compile(r"\?\s*[\"”’)]*\s*$")
_DENIED = re.compile(
    r"\b(?:can['’]?t|cannot|can not|won['’]?t|will not|don['’]?t|doesn['’]?t|didn['’]?t|isn['’]?t|"
    r"aren['’]?t|not(?! later)|never|unable|"
    r"no (?:guarantee|promise|idea|chance|way|date)|without (?:promising|a promise)|refuse|nicht|kein\w*|"
    r"ne|n['’]\w+|pas|jamais|no puedo|no podemos|nunca)\b",
    re.I,
)
_NOTHING = re.compile(
    r"^\W*(?:you\s+)?(?:nothing|no\b|anything|neither)|^\s+(?:not|never|nicht|keine\w*|pas)\b", re.I
)
_DOUBTED = re.compile(
    r"\b(?:hope|hopes|hoping|hopefully|think|guess|suppose|doubt|wonder|wish|believe|reckon|imagine|"
    r"expect(?:ing)? (?:that|we|to)|maybe|perhaps|"
    r"probably|possibly|ideally|presumably|tentative(?:ly)?|might|aim(?:ing)?|try|trying|plan(?:ning)? "
    r"(?:to|that)|intend|would (?:like|love|rather)|"
    r"likely|fingers crossed|all being well|all goes well|with (?:any|a bit of) luck|no promises|not sure|"
    r"if possible|as a target|target date|"
    r"vielleicht|hoffentlich|wahrscheinlich|hoffen?|versuchen?|könnte\w*|möglicherweise|peut-être|espère|"
    r"espérons|essaie|essayerons|"
    r"quizás|tal vez|ojalá|espero|esperamos|intentar\w*)\b",
    re.I,
)
_SAID_BY_OTHERS = re.compile(
    r"\b(?!(?:i|we)\b)(?:\w+)\s+(?:has\s+|have\s+|just\s+|also\s+)?(?:said|says|say|told|tells|thinks?|"
    r"thought|claims?|claimed|promised|reckons?|assured|mentioned|wrote|swears?|insists?)\b"
    r"|\baccording to\b|\bapparently\b|\b(?:i|we) (?:heard|read|hear)\b|\brumou?r|\bsupposedly\b|"
    r"\ballegedly\b",
    re.I,
)
_CONDITION = re.compile(
    r"\b(?:if|unless|provided(?: that)?|providing|assuming|in case|as long as|so long as|should you|were "
    r"you to|had you|depending on|subject to|"
    r"on condition|whenever|wenn|falls|sofern|sobald|à condition|s['’]il|si|cuando|siempre que|en caso)\b",
    re.I,
)
_ONCE = re.compile(
    r"\b(?:once|as soon as|when|after|sobald|dès que|lorsque|quand|en cuanto)\s+(?:you|your|sie|ihr\w*|"
    r"vous|votre|usted)\b",
    re.I,
)
_LEARN = re.compile(
    r"\b(?:check|checks|see|sees|know|ask|asks|tell|tells|say|says|hear|find out|look|look into|verify|"
    r"confirm|test|wonder|learn|clarify|decide|"
    r"whether|idea|prüfen|klären|sehen|fragen|savoir|voir|vérifier|saber|ver|comprobar|even|as)\b[^,;]*$",
    re.I,
)
_POLITE = re.compile(
    r"\bif\s+(?:that['’]s|that is|it['’]s|it is|this is)?\s*(?:okay|ok|all right|alright|fine|not "
    r"(?:before|sooner|earlier)|works|suits)|\bif not (?:before|sooner|earlier)"
    r"|\b(?:if|whatever) (?:that|it) (?:works|suits)|\bif (?:anything|something) (?:changes|comes up|else)|"
    r"\bif any\b",
    re.I,
)
_OFTEN = re.compile(
    r"\b(?:every|each|always|usually|normally|typically|generally|automatically|per (?:day|week|month|"
    r"year)|daily|weekly|monthly|"
    r"immer|jede[nrsm]?|automatisch|normalerweise|chaque|toujours|cada|siempre|on (?:mon|tues|wednes|thurs|"
    r"fri)days)\b",
    re.I,
)
_NOT_OURS = re.compile(
    r"\b(?:payment|invoices?|renewal|renews?|contract|trial|subscription|licen[cs]e|meeting|webinar|"
    r"holidays?|office|prices?|pricing|season|weather|"
    r"deadline|notice|terms?|committee|budget|audit|customers?|closed|unavailable|away|on leave|vacation|"
    r"maintenance|downtime|expires?|expire|"
    r"your (?:team|people|engineers?|colleagues?|staff|side|it|board|boss|manager|director))\b",
    re.I,
)


_SHUT = re.compile(
    r"\s+(?:closed|unavailable|away|on leave|on vacation|down\b|out of|charged|billed|expire)", re.I
)


def is_question(sentence: str) -> bool:
    """Whether it asks; “I’ll send it on Friday, okay?” does not."""
    return _ASKED.search(sentence) is not None and _TAG.search(sentence) is None


def is_denied(up_to: str, rest: str) -> bool:
    """Whether the words up to the binding one deny it, or those after it."""
    return _DENIED.search(up_to) is not None or _NOTHING.search(rest) is not None


def is_doubted(up_to: str, clause: str) -> bool:
    """Whether a hope or a guess stands before the binding words, or a doubt anywhere beside them."""
    loose = re.search(
        r"\b(?:hopefully|probably|possibly|maybe|perhaps|ideally|fingers crossed|all being well|all goes "
        r"well|"
        r"no promises|if possible|tentatively|likely|vielleicht|hoffentlich|wahrscheinlich|peut-être|"
        r"quizás|tal vez)\b",
        clause,
        re.I,
    )
    return loose is not None or _DOUBTED.search(up_to) is not None


def is_hearsay(before: str) -> bool:
    """Whether somebody else is said to have said it."""
    return _SAID_BY_OTHERS.search(before) is not None


def is_conditional(before: str, after: str) -> bool:
    """Whether it hangs on something: a condition before it in the sentence, or one after it that is no mere asking
    (“find out if”) or courtesy (“if that is all right”)."""
    early = _CONDITION.search(before)
    if early and not _LEARN.search(before[: early.start()]) and not _POLITE.search(before):
        return True
    late = _CONDITION.search(after)
    return bool(
        late and not _LEARN.search(after[: late.start()]) and not _POLITE.search(after[late.start() :])
    )


def waits_for_them(before: str, after: str) -> bool:
    """Whether it is to happen once the customer has done something."""
    return _ONCE.search(before) is not None or _ONCE.search(after) is not None


def waits_for_their_act(before: str) -> bool:
    """Whether it is only begun once the customer has done something, so that its time counts from there."""
    held = _ONCE.search(before)
    return held is not None and not held[0].casefold().startswith(("when", "quand", "after"))


def is_habit(clause: str) -> bool:
    """Whether it tells what happens again and again, not what will be done."""
    return _OFTEN.search(clause) is not None


def is_of_others(up_to: str, after: str) -> bool:
    """Whether its subject is a date of the contract or the calendar, or the customer's own people; or what it tells is
    that something will be shut."""
    return _NOT_OURS.search(up_to) is not None or _SHUT.match(after) is not None
