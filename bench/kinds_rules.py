"""The rules that judged statements before there was a head: the baseline of ``bench.kinds``, kept as they were."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from foundation.text import one_line
from synthesis.themes import ThemeKind

_PRAISE = re.compile(
    r"\b(love[sd]?|loving|great|excellent|amazing|awesome|fantastic|brilliant|wonderful|perfect(ly)?|superb"
    r"|outstanding|happy|pleased|satisfied|impress(ed|ive)|helpful|friendly|kind|caring|polite|professional"
    r"|efficient|good|best|fab(ulous)?|lovely|delighted|thank(s| you| u)?|grateful|appreciate[ds]?|recommend"
    r"|comfortable|quick(ly)?|prompt|attentive|respectful|supportive|welcoming|punctual|smooth(ly)?|easy"
    r"|saves? (me|us)|game.?changer|a joy|well done|keep it up|nothing (to improve|could be better)"
    r"|no (complaints?|problems?|issues?|improvements?)|couldn'?t fault|faultless|on time|reassur\w+"
    r"|super|toll|danke|merci|genial|gracias|excelente)\b",
    re.IGNORECASE,
)
_PAIN = re.compile(
    r"\b(bug(s|gy)?|broken?|breaks|crash\w*|fail(s|ed|ing|ure)?|error\w*|slow\w*|lag\w*|freez\w*|frozen|stuck"
    r"|time[sd]? out|timeout\w*|down(time)?|outage|lost|losing|missing|wrong(ly)?|incorrect\w*"
    r"|inaccurate|late"
    r"|delay\w*|wait(ed|ing)?|never|terrible|awful|horrible|poor(ly)?|bad(ly)?|worst?|worse|rude|useless|hate"
    r"|annoy\w*|frustrat\w*|disappoint\w*|unacceptable|ridiculous|confus\w*|unclear|difficult|hard to|lack\w*"
    r"|complain\w*|problem\w*|issue\w*|unable|cannot|can'?t|couldn'?t|won'?t|doesn'?t|didn'?t|isn'?t|wasn'?t"
    r"|not (work\w*|able|good|happy|enough|possible|received|arrived|helpful|told|informed|listened)"
    r"|no (one|reply|response|answer|way|help|idea|communication)|ignored|overcharg\w*|double.?charg\w*"
    r"|expensive|overpriced|refus\w*|declin\w*|reject\w*|stolen|fraud\w*|scam|cancel(l?ed|ling)?|painful"
    r"|dirty|noisy|uncomfortable|unhelpful|unfriendly|unprofessional|dismissive|too (long|much|many|slow|few)"
    r"|mess(y|ed)?|nightmare|waste\w*|fed up|again and again|still (no|not|waiting)|regress\w*|duplicat\w*"
    r"|kaputt|langsam|fehler|problème|lento|roto)\b",
    re.IGNORECASE,
)
_NEGATED_PRAISE = re.compile(
    r"\b(not?|never|n'?t|hardly|isn'?t|wasn'?t|less than)\s+(\w+\s+){0,2}"
    r"(great|good|happy|helpful|friendly|easy|quick|satisfied|impressed|kind|caring|recommend|comfortable)\b",
    re.IGNORECASE,
)
_NEGATED_PAIN = re.compile(
    r"\b(no|not|never|without|nothing|any|isn'?t|wasn'?t|didn'?t have)\s+(\w+\s+){0,2}"
    r"(problems?|issues?|wait(ing)?|complain\w*|bad|wrong|late|delays?|errors?|difficult\w*)\b"
    r"|\b(can'?t|couldn'?t|cannot|could not) (fault|complain|ask for|praise|thank|have been)\b"
    r"|\bnever (late|rude|disappoint\w*)\b",
    re.IGNORECASE,
)
_REQUEST = re.compile(
    r"\b(please (add|make|let|allow|support|bring|give|consider|provide|enable|fix|include)"
    r"|(would|'?d) (be (great|nice|good|helpful|useful|better|lovely)|like|love|help)\b"
    r"|(could|can) (you|we|there be|the \w+) (please |also |maybe )?(add|get|have|make|allow|support"
    r"|build|offer"
    r"|provide|include|enable|send|be )|wish|if only|feature request|(i|we)(.d)? suggest"
    r"|suggestions? (to|for)|it would|should (be"
    r"|have|offer"
    r"|allow|let|support|provide|include|give)|need(s)? (a|an|to be able|more|better|the ability|some"
    r"|support)"
    r"|we('d)? (really )?need|looking for (a|an)|hoping (for|to see)|(more|better|longer|shorter|bigger"
    r"|extra)"
    r" \w+ (please|needed|would)|any (plans?|chance|roadmap)|want(s)? (a|an|to be able)|missing feature"
    r"|i want to|i'?d like|i would like|wünsche\w*)\b|^\s*(more|better|improve|increase|add|allow"
    r"|provide|have)\b",
    re.IGNORECASE,
)
_QUESTION = re.compile(
    r"^\s*(\w+[,.!]?\s+){0,3}?(how|what|when|where|why|who|which|is there|are there|is it|is this|do i|do you"
    r"|does|can i|can we|could i|may i|am i|will (i|you|the|it|my)|should i|did)\b"
    r"|\b(how (do|can|would|should|to)|wondering (if|how|why|whether)|want to know|not sure (how|if|why)"
    r"|can you (tell|explain|help me)|is there a way|i need to know)\b",
    re.IGNORECASE,
)
_BLOCKING = re.compile(
    r"\b(block(ed|er|ing|s)|urgent\w*|critical\w*|asap|immediately|data loss|lost (all|data|our|my)|outage"
    r"|production|down (for|since|again)|can'?t (work|log ?in|access|use)|cannot (work|log ?in|access|use)"
    r"|unable to (work|log ?in|access|use|pay)|locked out|breach|security|fraud\w*|stolen|legal|lawsuit|churn"
    r"|cancel(ling|ing)? (our|my|the) (contract|subscription|account|plan)|not renew\w*|competitor"
    r"|leav(e|ing) (you|us)|switch(ing)? (to|away)|unusable|unacceptable|emergency|dangerous|died|severe"
    r"|all (our )?users|whole (team|company)|every (customer|user|single))\b",
    re.IGNORECASE,
)
_STRONG = re.compile(
    r"\b(terrible|awful|horrible|worst|hate|ridiculous|disgust\w*|nightmare|useless|furious|fed up|appalling"
    r"|shocking|extremely|completely|totally|every (time|day|week)|again|for (weeks|months|days)|still)\b",
    re.IGNORECASE,
)


class Ruled(NamedTuple):
    """``severity`` is 0 to 1, ``sentiment`` -1 to 1."""

    kind: ThemeKind
    severity: float
    sentiment: float


def rule(texts: Sequence[str]) -> list[Ruled]:
    """One judgement a text, by words and forms alone."""
    return [_judge(one_line(text)) for text in texts]


def _judge(text: str) -> Ruled:
    pain, praise = _count(text)
    sentiment = (praise - pain) / (praise + pain + 1)
    kind = _kind(text, pain, praise, sentiment)
    return Ruled(kind, _severity(text, kind, pain, sentiment), round(sentiment, 4))


def _count(text: str) -> tuple[int, int]:
    negated_pain = len(_NEGATED_PAIN.findall(text))
    negated_praise = len(_NEGATED_PRAISE.findall(text))
    pain = len(_PAIN.findall(text)) - negated_pain
    praise = len(_PRAISE.findall(text)) - negated_praise
    return max(0, pain) + negated_praise, max(0, praise) + negated_pain


def _kind(text: str, pain: int, praise: int, sentiment: float) -> ThemeKind:
    asks = _QUESTION.search(text) is not None
    if asks and (text.rstrip().endswith("?") or pain == praise == 0):
        return ThemeKind.QUESTION
    if _REQUEST.search(text) and pain <= 1 + praise:
        return ThemeKind.REQUEST
    if text.rstrip().endswith("?") and pain == 0:
        return ThemeKind.QUESTION
    if praise > pain or (praise == pain and sentiment > 0.1):
        return ThemeKind.PRAISE
    return ThemeKind.COMPLAINT


def _severity(text: str, kind: ThemeKind, pain: int, sentiment: float) -> float:
    if kind is ThemeKind.PRAISE:
        return 0.0
    base = {ThemeKind.COMPLAINT: 0.35, ThemeKind.REQUEST: 0.2, ThemeKind.QUESTION: 0.1}[kind]
    raised = base + 0.06 * min(pain, 4) + 0.06 * min(3, len(_STRONG.findall(text)))
    raised += 0.25 * min(1, len(_BLOCKING.findall(text))) + 0.12 * max(0.0, -sentiment)
    if text.count("!") > 1 or sum(word.isupper() and len(word) > 3 for word in text.split()) > 1:
        raised += 0.06
    return round(min(1.0, raised), 4)
