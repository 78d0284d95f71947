"""Words of a question that no rule read and that would narrow its answer: they are said first, never passed over."""

from __future__ import annotations

import re

from assistant.matters import stems
from assistant.offline.conditions import Conditions
from assistant.offline.entities import Entities
from assistant.offline.intents import Asked, Intent
from assistant.offline.patterns import BIGGEST

_CUTS = ("segments", "tiers", "owners")
_ALL = frozenset(_CUTS)
_APPLIED = {
    Intent.AT_RISK: _ALL,
    Intent.WHY_AT_RISK: _ALL,
    Intent.SILENT: _ALL,
    Intent.HEALTH: _ALL,
    Intent.ONBOARDING: _ALL,
    Intent.RENEWALS: _ALL,
    Intent.FILTERED: _ALL,
    Intent.LEFT: frozenset({"segments", "owners"}),
    Intent.WHY_LEFT: frozenset({"segments", "owners"}),
    Intent.TOP_THEMES: frozenset({"segments", "tiers"}),
    Intent.WHO_SAID: frozenset({"segments", "tiers"}),
    Intent.ABOUT: frozenset({"segments", "tiers"}),
    Intent.NEXT: frozenset({"owners"}),
}
"""Which names narrow the answers of a family."""
_FAMILIES = {
    Intent.AT_RISK: r"at[ -]risk|likel\w+|leav\w+|churn\w*|cancel\w*|los(?:e|ing)|danger|risk\w*|trouble|brink|"
    r"struggl\w+|worr\w+|endanger\w+|probab\w+|threat\w*",
    Intent.HEALTH: r"health\w*|scor\w+|bands?|critical|thriving|unhealthy|red|doing|points?|weak\w*|strong\w*|fall\w*|"
    r"drop\w*|declin\w*",
    Intent.RENEWALS: r"renew\w*|contracts?|end\w*|expir\w*|run|out|due|dates?|days?|price",
    Intent.SILENT: r"silent|quiet|stopped|talk\w*|respond\w*|answer\w*|(?:have ?n['o]t |has ?n['o]t |not |n['’]t )?"
    r"(?:been )?heard(?: from| of| anything)?(?: from)?|longer|gone|went",
    Intent.ONBOARDING: r"onboard\w*|stalled|stuck|value|go-?live|implement\w*|still|being|late|track",
    Intent.LEFT: r"left|los[et]|losing|churn\w*|cancel\w*|quit|leav\w+|gone|reasons?|departed|departures?|no longer",
    Intent.HOW_MUCH: r"nrr|grr|arr|mrr|nps|net|gross|retention|revenue|logo|churn\w*|expan\w*|upsell\w*|contract\w*|"
    r"down\w*|rate|recurring|annual\w*|monthly|money|promoter|scores?|pay\w*|spend\w*|worth|earn\w*|bring\w*|lost|"
    r"lose|losing|risk|at-risk|open(?:ed)?|filed|created|raised|submitted|sent|received|gave|give|business|coverage|response|percent\w*|kept|develop\w*|cours\w+|mov\w+|fell|fall\w*|drop\w*|downgrad\w*|upgrad\w*|gr[eo]w\w*|made|heard|amount|we|won|average|per|mean|typical",
}
_FAMILIES[Intent.WHY_LEFT] = _FAMILIES[Intent.LEFT]
_FAMILIES[Intent.WHY_AT_RISK] = _FAMILIES[Intent.AT_RISK]
_FAMILIES[Intent.FILTERED] = "|".join(
    _FAMILIES[one] for one in (Intent.HOW_MUCH, Intent.RENEWALS, Intent.HEALTH, Intent.AT_RISK)
)
_CORE_WORDS = """
show rank ranked ranking sort sorted order ordered top bottom high highest low lowest large largest big biggest small
smallest worst best current currently soon soonest next upcoming coming latest attention overview total sum together
number amount book portfolio base report summary across segment segments tier tiers owner owned csm name names first
last watch urgent urgently priority prioritise prioritize focus pay paying pays paid represent represents please
active existing whole overall including account's today tomorrow moment right actually really far date status state
mean whose whom own owns manage managed managing manages belong belongs assigned combined put puts altogether see view
check
"""
_CORE = frozenset(_CORE_WORDS.split())
_NEGATIONS = re.compile(
    r"\b(?:not|never|without|except|excluding|apart from|other than|n['’]t|no)\b|\w+n['’]t\b", re.IGNORECASE
)
_LEADING_WORDS = """
not no never without below above under over less more fewer than at least most nps open of with only or except between
and to from for in on
"""
_LEADING = frozenset(_LEADING_WORDS.split())
_OF_WORDS = (Intent.WHO_SAID, Intent.ABOUT, Intent.UNKNOWN, Intent.NOT_HELD, Intent.COMPARE, Intent.DRAFT)
_SOURCE = re.compile(
    r"nps|tickets?|surveys?|calls?|statements?|detractors?|promoters?|usage|seats?|champions?"
)
_WORD = re.compile(r"[^\W_]+(?:['’.,-][^\W_]+)*")


def unread(asked: Asked, named: Entities) -> list[str]:
    """What is not read, as written; nothing for a question about accounts by name."""
    if named.accounts:
        return []
    found = _names(asked, named)
    if asked.intent in _FAMILIES:
        text = asked.conditions.rest if asked.intent is Intent.FILTERED else named.matter.casefold()
        found += _words(re.sub(BIGGEST, " ", text), asked)
    elif asked.intent in (Intent.TOP_THEMES, Intent.NEXT, Intent.WHAT_CHANGED):
        found += [*_conditions(asked), *_qualified(named.matter)]
    if asked.intent is Intent.FILTERED and named.times.periods:
        found += [one.said for one in named.times.periods]
    if asked.intent is Intent.FILTERED and re.search(r"\bor\b", asked.conditions.rest):
        found.append("or")
    return list(dict.fromkeys(found))


def unknown_accounts(asked: Asked, named: Entities) -> list[str]:
    """What reads like one more account beside those that are known, and is none or may be several."""
    if not named.accounts or asked.intent in _OF_WORDS:
        return []
    return [*named.unknown, *(said for said, _ in named.ambiguous)]


def _names(asked: Asked, named: Entities) -> list[str]:
    """Segments, tiers and owners that the answer is not narrowed to."""
    if asked.intent in (Intent.COMPARE, Intent.NOT_HELD):
        return []
    applied = _APPLIED.get(asked.intent, frozenset())
    if asked.intent is Intent.HOW_MUCH:
        counts = asked.measure == "accounts"
        heard = asked.measure in ("statements", "coverage", "themes", "nps", "at risk")
        part = "segments" if named.segments else "tiers"
        counts = counts or (asked.measure == "statements" and bool(named.source))
        applied = _ALL if counts else frozenset() if heard else frozenset({part})
    left: list[str] = []
    for cut in _CUTS:
        held: tuple[str, ...] = getattr(named, cut)
        left += held[1:] if cut in applied else held
    return left


def _conditions(asked: Asked) -> list[str]:
    held: Conditions = asked.conditions
    left = [one for one in held.words if one[-1:] != "”" and "at risk" not in one]
    return [*left, *(["renewals"] if held.renewing else [])]


def _qualified(matter: str) -> list[str]:
    """Which customers are meant, where no rule knows the word: ``farm customers``."""
    found = (one for one in _QUALIFIED.finditer(matter) if _bare_noun(one[1].casefold()))
    return [one[0] for one in found]


def _bare_noun(word: str) -> bool:
    return word not in _CORE and bool(stems(word)) and word not in _NOT_TELLING


_QUALIFIED = re.compile(r"\b([^\W\d_][\w-]*) (?:customers?|accounts?|clients?|companies)\b", re.IGNORECASE)
_NOT_TELLING = frozenset(
    ["paying", "how", "many", "among", "across", "affect", "affected", "affects", "let", "lost"]
)


def _words(text: str, asked: Asked) -> list[str]:
    """Runs of words that belong to no family of questions, with the words of limits and negation before them."""
    bare = re.sub(rf"\b(?:{_FAMILIES[asked.intent]})\b", lambda found: "_" * len(found[0]), text)
    sources = asked.intent is not Intent.HOW_MUCH
    words = list(_WORD.finditer(text))
    told = [
        bare[one.start()] != "_" and (_tells(one[0]) or bool(sources and _SOURCE.fullmatch(one[0])))
        for one in words
    ]
    negated = [bare[one.start()] != "_" and _NEGATIONS.fullmatch(one[0]) is not None for one in words]
    found: list[str] = []
    last = -1
    for at in range(len(words)):
        if at <= last or not (told[at] or negated[at]):
            continue
        begin, end = at, at
        while begin - 1 > last and not negated[at] and words[begin - 1][0] in _LEADING:
            begin -= 1
        reach = _NEGATED if negated[at] else 0
        while end + 1 < len(words) and (
            told[end + 1]
            or end - at < reach
            or (words[end + 1][0] in _LEADING | _JOINING and any(told[end + 2 : end + 3]))
        ):
            end += 1
        last = end
        found.append(" ".join(text[words[begin].start() : words[end].end()].split()))
    return found


_NEGATED = 2
_JOINING = frozenset({"the", "a", "an"})


def _tells(word: str) -> bool:
    return word.isdigit() or (bool(stems(word)) and word not in _CORE)
