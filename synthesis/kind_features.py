"""What the form of a statement says about its kind: the figures that the head reads beside the vector.

Every figure depends on the text alone. Forms are patterns a person can read; what each is worth is not decided
here but learnt (``kind_head``). English first, with the commonest forms of German, Spanish and French.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import log1p

import numpy as np
from numpy.typing import NDArray

from foundation.text import one_line
from synthesis.tone import TONE_NAMES, tone_of

_LONGEST = 2000  # characters; what comes later changes no form and could only cost time
_WORD = re.compile(r"\w+")
_BLOCKING = re.compile(
    r"\b(block(ed|er|ing|s)|urgent\w*|critical\w*|asap|immediately|data loss|lost (all|data|our|my)|outage"
    r"|production|down (for|since|again)|can'?t (work|log ?in|access|use)|cannot (work|log ?in|access|use)"
    r"|unable to (work|log ?in|access|use|pay)|locked out|breach|security|fraud\w*|stolen|legal|lawsuit|churn"
    r"|cancel(ling|ing)? (our|my|the) (contract|subscription|account|plan)|not renew\w*|competitor"
    r"|leav(e|ing) (you|us)|switch(ing)? (to|away)|unusable|unacceptable|emergency|dangerous|died|severe"
    r"|all (our )?users|whole (team|company)|every (customer|user|single)|nobody can|lawyer|alternatives)\b"
)
_STRONG = re.compile(
    r"\b(terrible|awful|horrible|worst|hate|ridiculous|disgust\w*|nightmare|useless|furious|fed up|appalling"
    r"|shocking|extremely|completely|totally|every (time|day|week)|again|for (weeks|months|days)|still)\b"
)
_VERBS = (
    r"have|get|add|make|reset|send|extend|refund|bump|raise|look|change|cancel|unblock|give|enable|let|put|book"
    r"|restore|check|fix|help|include|support|provide|move|remove"
)
_FORMS: dict[str, str] = {
    "asks for": r"\bplease (add|make|let|allow|support|bring|give|consider|provide|enable|fix|include)\b"
    r"|\b(would|'?d) (be (great|nice|good|helpful|useful|better|lovely)|like|love|help)\b"
    r"|\b(could|can) (you|we|there be|the \w+) (please |also |maybe )?(add|get|have|make|allow|support|build"
    r"|offer|provide|include|enable|send|be )|\b(wish|if only|feature request|(i|we)(.d)? suggest)\b"
    r"|\bsuggestions? (to|for)\b|\bit would\b|\bshould (be|have|offer|allow|let|support|provide|include|give)\b"
    r"|\bneeds? (a|an|to be able|more|better|the ability|some|support)\b|\bwe('d)? (really )?need\b"
    r"|\blooking for an?\b|\bhoping (for|to see)\b|\b(more|better|longer|shorter|bigger|extra) \w+ "
    r"(please|needed|would)\b|\bany (plans?|chance|roadmap)\b|\bwants? (a|an|to be able)\b|\bmissing feature\b"
    r"|\bi want to\b|^\s*(more|better|improve|increase|add|allow|provide|have)\b",
    "asks about": r"^\s*(\w+[,.!]?\s+){0,3}?(how|what|when|where|why|who|which|is there|are there|is it|is this"
    r"|do i|do you|does|can i|can we|could i|may i|am i|will (i|you|the|it|my)|should i|did)\b"
    r"|\b(how (do|can|would|should|to)|wondering (if|how|why|whether)|want to know|not sure (how|if|why)"
    r"|can you (tell|explain|help me)|is there a way|i need to know)\b",
    "ends as a question": r"\?\s*$",
    "question mark": r"\?",
    "exclamation": r"!",
    "question word first": r"^\W*(\w+[,.!:]\s+)?(how|what|when|where|why|who|which|whose)\b",
    "verb first": r"^\W*(\w+[,.!:]\s+)?(is|are|do|does|did|can|could|will|would|should|may|am|has|have|was)\b"
    r"(?=.*\?)",
    "can you": r"\b(can|could|would|will) (you|we|i|there|someone|somebody)\b",
    "please": r"\b(please|pls|kindly)\b",
    "please first": r"^\W*(please|kindly|pls)\b",
    "more of first": r"^\W*(more|better|faster|quicker|shorter|longer|less|fewer|lower|cheaper|easier|improve"
    r"|bigger|earlier|extra)\b",
    "imperative first": r"^\W*(add|allow|let|make|give|bring|support|provide|include|have|show|send|offer|enable"
    r"|put|stop|change|cancel|remove|fix|get|keep|consider|expose|refund|switch|extend|increase|reduce|open"
    r"|simplify)\b",
    "wants": r"\b(i|we)('d| would| should|'ll)? (really |just )?(want|wanna|need|like|love|require|wish|hope"
    r"|prefer|appreciate|welcome|suggest)\b|\blooking (for|to)\b|\b(i|we)'d\b",
    "would be": r"\b(would|could|should|might|'d) be\b",
    "wish": r"\b(wish|if only|ideally|perhaps|maybe|suggest|hoping|an option|a way to|the ability|feature)\b",
    "negation": r"\b(not|never|no|nobody|nothing|none|nor|neither|without|cannot|\w+n'?t)\b",
    "turn": r"\b(but|however|although|though|except|yet|only)\b",
    "repeats": r"\b(still|again|every time|each time|always|since|keeps?|constantly|already|after)\b",
    "first person": r"\b(i|we|my|our|me|us)\b",
    "second person": r"\b(you|your)\b",
    "past": r"\b(was|were|had|did|\w+ed)\b",
    "should": r"\b(should|ought|must|needs? to)\b",
    "thanks": r"\b(thanks?|thank you)\b",
    "very": r"\b(so|very|really|super|incredibly|extremely|most|best|ever)\b",
    "why": r"\bwhy\b",
    "asks for, other languages": r"\b(bitte|wäre|könnte|wünsch|brauchen|hätte gern)\w*"
    r"|\b(por favor|me gustaría|ojalá|necesitamos)\b|\b(pourriez|serait|besoin|merci d)\w*",
    "asks about, other languages": r"¿|\b(wie|wann|warum|gibt es|kann ich|comment|quand|pourquoi|est-ce|cómo"
    r"|cuánto|dónde|qué)\b",
    "reproach": r"\b(why|how) (on earth|the hell|hard|is it (possible )?that|come|can you)\b"
    r"|\bdo you (even|really)\b|\b(does|can't|can|did) (anyone|nobody|no one|you people)\b|\bfinally\b.*\?"
    r"|\btoo much to ask\b",
    "why always": r"\bwhy (does|do|is|are|did|can'?t|don'?t|doesn'?t|won'?t|must)\b.*\b(always|still|again"
    r"|keep\w*|every|never|constantly|just)\b",
    "can you do": r"\b(can|could|may|might|would) (we|i|you|there|someone|somebody|one|sie|ihr)\b "
    rf"(please |also |kindly |be able to |maybe )?({_VERBS})\w*\b",
    "proposes": r"\bwould it be possible\b|\b(how|what) about\b|\bhave you (thought|considered)\b|^\W*why not\b"
    r"|\bkönnten sie\b|\bpourriez-vous\b|\bpodr[íi]a\w*\b|\bany way you could\b",
    "question first, spoken": r"^\W*(so|and|or|but|well|ok|okay|yeah|then|also)?,? ?(what|how|when|where|who"
    r"|which|is that|is there|would that|does that|do i|can i|can you|could you|what's|who's|where's)\b",
    "wants to know": r"\b(tell me|explain|show me|let me know|walk me through|i want(ed)? to know"
    r"|i'd like to know|wondering|find out|not sure|any idea|could someone|does anyone|trying to)\b",
    "then and now": r"\b(used to|no longer|any ?more|at last|finally|since)\b",
    "nothing wrong": r"\bnever (been|had|lets?|fails?|failed|any)\b|\bnot a single\b"
    r"|\bno (complaints?|issues?|problems?|fuss|hassle|more)\b|\bwithout (any|a)\b"
    r"|\bcould(n'?t| not) (be|have|fault|ask|live|run)\b|\bcan'?t (fault|praise|imagine|complain|live)\b",
    "quick": r"\b(saved?|saves|takes? (only |just )?\w+ (minutes?|seconds?|clicks?)"
    r"|in (no time|minutes|seconds)|within (minutes|hours?|the hour|the day|days)|(same|next) day|on time"
    r"|right away|straight away|first time|one click|out of the box)\b",
    "counts time": r"\b(weeks?|months?|days?|hours?|twice|three times|times)\b",
    "four words": r"^\W*\w+(\s\w+){0,3}\W*$",
    "negation first": r"^\W*(no|not|never|nobody|nothing|none)\b",
    "i first": r"^\W*(i|we) (love|like|am|was|were|have|had|got|can|could|would|need|want|wish)\b",
    "the first": r"^\W*(the|your|my|our)\b",
    "it first": r"^\W*(it|they|she|he|you|this|that)\b",
    "figure": r"\d",
}
_PATTERNS = tuple(re.compile(pattern) for pattern in _FORMS.values())
FEATURE_NAMES = (*TONE_NAMES, "blocking", "strong", "length", "short", "shouts", *_FORMS)


def features_of(texts: Sequence[str]) -> NDArray[np.float64]:
    """One row a text, shape (len(texts), len(FEATURE_NAMES)); most figures are 0 or 1, none is over 2.5."""
    rows = np.array([_row(one_line(text)[:_LONGEST]) for text in texts], dtype=np.float64)
    return rows.reshape(len(texts), len(FEATURE_NAMES))


def _row(original: str) -> list[float]:
    text = original.casefold().replace("’", "'")
    words = len(_WORD.findall(text))
    return [
        *tone_of(text).row(),
        float(_BLOCKING.search(text) is not None),
        min(3, len(_STRONG.findall(text))) / 2,
        min(2.5, log1p(words) / 2),
        float(words <= 3),
        float(any(word.isupper() and len(word) > 3 for word in original.split())),
        *(float(pattern.search(text) is not None) for pattern in _PATTERNS),
    ]
