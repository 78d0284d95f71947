"""Which question it is: one family of questions for each, told by rules in the order in which they are tried.

What no table of the workspace holds (others' prices, what is to come, people's private lives) is told first, so that
the nearest wrong thing is never taken for an answer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from assistant.matters import stems
from assistant.offline.entities import Entities


class Intent(StrEnum):
    """A family of questions."""

    NOT_HELD = "not held"
    COMPARE = "compare"
    WHY_LEFT = "why left"
    WHY_AT_RISK = "why at risk"
    AT_RISK = "at risk"
    WHAT_CHANGED = "what changed"
    NEXT = "what next"
    RENEWALS = "renewals"
    HAPPY = "happy"
    HEALTH = "health"
    HOW_MUCH = "how much"
    SILENT = "silent"
    ONBOARDING = "onboarding"
    LEFT = "left"
    FACTS = "facts"
    TOP_THEMES = "top themes"
    WHO_SAID = "who said"
    ABOUT = "about"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as the rules read it. ``measure``: what a HOW_MUCH asks for; ``matter``: the words of a topic, empty
    without one; ``missing``: of a NOT_HELD what it is that nothing holds."""

    intent: Intent
    measure: str = ""
    matter: str = ""
    missing: str = ""


_NOT_HELD = (
    (r"\bcompetitor\w*\b.*\b(?:charge|pric\w*|cost|revenue|roadmap|employ|sell)|\b(?:pric\w*|charge|cost|revenue|roadmap|features?) of "
     r"(?:our |the |a )?(?:biggest |main |largest )?competitor", "what competitors charge, earn or plan"),
    (r"\bcompetitors?\b.*\b(?:market share|customers have)|\bmarket share\b", "market shares and competitors' customers"),
    (r"\b(?:home|private|personal|postal) (?:address|phone|number|email|life)|\b(?:birthday|salary|salaries|wage|married|wife|"
     r"husband|children|kids|religion|political|medical|passport|social security|mobile number|phone number|date of birth)\b|"
     r"\bhow old is\b|\bwhere does .+ live\b", "people's private lives"),
    (r"\b(?:password|api key|secret key|credentials?|credit card|bank account|iban)s? (?:of|for|from)\b|\b(?:show|give|tell|what)\b"
     r".*\b(?:system prompt|api key|secret key)\b|\b(?:our|the|your) (?:password|api key|secret)s?\b",
     "passwords, keys and payment details"),
    (r"\b(?:stock|share) price\b|\bweather\b|\bfootball\b|\bcapital of\b|\bpresident of\b|\brecipe\b|\bpoem\b|\bjoke\b|\btranslate\b|"
     r"\bwho won\b|\bmeaning of life\b|\bwrite (?:me )?(?:a|some) (?:code|script|program|story)",
     "the world outside of it"),
    (r"\b(?:will|going to|forecast|predict\w*|projection|expect\w*)\b.*\b(?:arr|mrr|nrr|grr|revenue|customers|headcount|sales)\b|"
     r"\b(?:arr|mrr|nrr|grr|revenue) (?:forecast|prediction|projection)|\bforecast\b", "forecasts of revenue"),
    (r"\b(?:release date|ship date|roadmap|when will (?:we|you|the team) (?:ship|release|launch|fix|build)|launch date)\b",
     "roadmaps and release dates"),
    (r"\b(?:profit|margin|cac|acquisition cost|ebitda|burn rate|runway|headcount|payroll|cash|tax(?:es)?|valuation|ltv|"
     r"lifetime value|pipeline|win rate|quota)\b", "costs, profit, cash, sales pipeline and headcount"),
)  # fmt: skip
_MEASURES = (
    ("at risk", r"\b(?:arr|revenue|money|mrr|much|\$)\b.*\bat risk\b|\bat-risk (?:arr|revenue)\b"),
    ("nrr", r"\bnrr\b|\bnet (?:revenue )?retention\b"),
    ("grr", r"\bgrr\b|\bgross (?:revenue )?retention\b"),
    ("logo", r"\blogo (?:retention|churn)\b"),
    ("churn", r"\b(?:lost?|lose|losing|churn\w*)\b.*\b(?:mrr|arr|revenue|money)\b|\b(?:mrr|arr|revenue|money)\b.*\b(?:lost?|lose|churn\w*)\b"
              r"|\bchurn(?:ed)? (?:mrr|arr|rate)\b|\bhow much churn\b|\bhow much did we lose\b"),
    ("expansion", r"\bexpansion\b|\bexpanded\b|\bupsell\w*"),
    ("contraction", r"\bcontraction\b|\bdown-?s(?:ell|old)\w*|\bdowngrade\w*"),
    ("new", r"\bnew (?:mrr|arr|revenue|business)\b"),
    ("nps", r"\bnps\b|\bnet promoter\b"),
    ("arr", r"\barr\b|\bannual recurring\b|\bpays?\b|\bspends?\b|\bworth\b"),
    ("mrr", r"\bmrr\b|\bmonthly recurring\b|\brevenue\b"),
    ("coverage", r"\b(?:heard from|coverage|response rate)\b"),
    ("accounts", r"\bhow many\b.*\b(?:accounts?|customers?|clients?|companies)\b|\bnumber of (?:accounts|customers)\b"),
    ("statements", r"\bhow many\b.*\b(?:statements?|tickets?|surveys?|answers?|calls?|feedback|complaints?|requests?|times)\b"),
    ("themes", r"\bhow many themes\b"),
)  # fmt: skip
_WHY_LEFT = r"\bwhy (?:did|have|has) .*\b(?:leave|left|churn(?:ed)?|cancel\w*|quit|go)\b|\breasons? .*\b(?:left|leaving|churn\w*)\b"
_WHY = (
    r"\bwhy\b.*\b(?:risk|danger|trouble|leav\w*|churn\w*|cancel\w*|unhappy|health|critical|red|falling|dropp\w*|drop|low|likely|declin\w*)\b"
    r"|\b(?:puts?|makes?|drives?|what(?:'s| is) wrong with|what is the matter with|reasons? for)\b.*\b(?:risk|danger|leave|unhappy|churn|wrong)\b"
    r"|\bwhat(?:'s| is) (?:wrong|the matter) (?:with|at)\b|\bchurn risk of\b|\brisk of (?:losing|churn)\b|\bwhat is at risk at\b"
)  # fmt: skip
_AT_RISK = (
    r"\bat[ -]risk\b|\blikely to (?:leave|churn|cancel)\b|\b(?:may|might|could|will|about to) (?:leave|churn|cancel)\b|"
    r"\brisk of leaving\b|\bchurn risk|\bin danger\b|\brisk(?:iest|y)\b|\bmost likely to\b|\blosing\b"
)
_CHANGED = (
    r"\bchang\w*\b|\bdifferent\b|\bwhat(?:'s| is| are)? (?:the )?new\b|\bnew(?:ly)? (?:themes?|topics?|complaints?|issues?|this|in)\b|\bgrowing\b|\b(?:grew|grown)\b|"
    r"\bemerging\b|\btrend\w*\b|\brising\b|\bshrink\w*\b|\bsince last\b|\bmoved?\b|\bgot (?:worse|better)\b|\bfading\b|\bincreas\w+ (?:themes|topics)\b"
)
_COMPARE = r"\bcompar\w*\b|\bversus\b|\bvs\.?\b|\bdifference between\b|\bthan\b|\bagainst\b"
_NEXT = (
    r"\bnext (?:steps?|actions?|best|moves?)\b|\bwhat (?:should|shall|must|can|do) (?:i|we|\w+ \w+|\w+) (?:do|tackle|focus)\b|\bdo next\b|"
    r"\bwhat next\b|\bnext for\b|\bto do\b|\bactions?\b|\bplays?\b|\bprioriti[sz]e\b|\bplan for\b|\bwhat now\b|\bhow (?:do|can|should) (?:i|we) "
    r"(?:save|keep|help|fix|win|rescue)\b|\bwho (?:should|must) (?:i|we) (?:call|contact|talk to|see)\b|\bdue\b"
)
_RENEW = r"\brenew\w*\b|\bcontracts? (?:end|expire|run)\w*|\bexpir\w+\b|\bup for renewal\b"
_HAPPY = r"\b(?:happy|unhappy|satisfied|dissatisfied|content|pleased|angry|how (?:does|do) .+ feel|sentiment (?:of|at)|like us|love us)\b"
_HEALTH = (
    r"\bhealth\w*\b|\bhow is .+ doing\b|\bhow are .+ doing\b|\bcritical\b|\bthriving\b|\bscores?\b|\bbands?\b"
)
_SILENT = r"\bsilent\b|\bwent quiet\b|\bgone quiet\b|\bquiet\b|\bstopped (?:talking|responding|answering)\b|\bnot heard from\b|\bhave(?:n't| not) heard\b"
_ONBOARDING = r"\bonboard\w*\b|\bfirst value\b|\bstalled\b|\bgo-?live\b|\bimplementation\b"
_LEFT = r"\b(?:who|which|what|how many)\b.*\b(?:left|churned|cancel(?:l)?ed|leave|lost|lose|quit)\b|\blist .*churned\b|\bchurned (?:accounts|customers)\b|\blost (?:accounts|customers)\b"
_FACTS = (
    r"\b(?:who owns|owner of|csm (?:of|for)|who is the csm|whose account|who looks after|which tier|what tier|which segment|industry|sponsor|"
    r"contacts?|champions?|stakeholders?|tell me about|brief|who (?:is|are)|facts|seats?|usage|use of|using|customer since|since when|started)\b"
)
_TOP = (
    r"\b(?:which|what) (?:problems?|issues?|complaints?|requests?|features?|should .+ (?:fix|build|solve|mend))\b.*\b(?:first|next|fix|build|solve|mend|matter\w*)\b|"
    r"\b(?:top|main|biggest|largest|most common|most important|key|common|priorit\w*|worst|frequent)\b.*\b(?:themes?|topics?|complain\w*|issues?|problems?|requests?|"
    r"pain points?|asks?|concerns?|feedback|praise|questions?)\b|\bthemes?\b|\bcomplain\w* about (?:the )?most\b|\bwhat (?:do|does|did|are|is) .+"
    r"(?:complain\w*|prais\w*|love|like|want|need|request\w*|ask(?:ing)? for|talk\w*|say\w*|care)(?: about)?(?: (?:the )?most)?\W*$|\bwhat (?:do|did) customers want\b"
)
_WHO = (
    r"\bwho (?:else |all )?(?:is |was |are |has |have |had )?(?:said|says?|mention\w*|complain\w*|ask\w*|wants?|wanted|talk\w*|report\w*|request\w*|prais\w*|"
    r"rais\w*|need\w*|told|writes?|wrote|is|are|has|have|hates?|loves?|likes?)\b|\bwhich (?:accounts?|customers?|clients?|companies)\b.*"
    r"\b(?:said|say|mention\w*|complain\w*|ask\w*|want\w*|talk\w*|report\w*|request\w*|prais\w*|rais\w*|need\w*|have|had|hit|suffer\w*|affected)\b|"
    r"\b(?:has|have|did|does) (?:any|some)\s?(?:one|body|customer|account|client)s?\b"
)
_ABOUT = (
    r"\babout\b|\bsa(?:y|id|ys|ying)\b|\bthink(?:s|ing)?\b|\bfeedback (?:on|about|for)\b|\bopinions?\b|\bmention\w*|\bcomplain\w*|\bquotes?\b|\bevidence\b|"
    r"\btell (?:us|me)\b|\bregarding\b|\bconcern\w*\b|\bfeel\b|\bfind\b|\bask\w* for\b|\brequest\w*\b"
)  # fmt: skip
_SUPERFLUOUS = re.compile(
    r"\b(?:please|could you|can you|show me|give me|tell me|list|find|compare|customers?|accounts?|clients?|who|which|what|how many|"
    r"how much|how often|do|does|did|has|have|anyone|anybody|any|is|are|was|were|the|our|we|us|they|their|them|of|for|in|at|from|by|"
    r"say|says|said|saying|think|thinks|about|mention|mentions|mentioned|complain|complains|complained|complaining|complaints?|"
    r"ask|asks|asked|asking|request|requests|requested|want|wants|wanted|talk|talks|talking|feedback|quotes?|evidence|regarding|ever|"
    r"praise|praised|love|loves|a|an|there|most|told|tell|reported|times|time|affected|suffer|suffers|from|hit|raise|raised|"
    r"statements?|tickets?|surveys?|calls?|arr|risk|because|due|to|with|feel|on|it|all|else|need|needs|been|be|this|that|and|or)\b",
    re.IGNORECASE,
)


def read_intent(text: str, named: Entities) -> Asked:
    """Which question ``text`` is, its times and names read."""
    low = " ".join(text.casefold().split())
    missing = next((what for pattern, what in _NOT_HELD if re.search(pattern, low)), "")
    matter = topic(named.matter)
    measure = next((name for name, pattern in _MEASURES if re.search(pattern, low)), "")
    if missing and not (named.theme and not named.accounts):
        return Asked(Intent.NOT_HELD, measure, matter, missing)
    return Asked(_intent(low, named, matter, measure), measure, matter)


def _intent(low: str, named: Entities, matter: str, measure: str) -> Intent:
    def has(pattern: str) -> bool:
        return re.search(pattern, low) is not None

    one = bool(named.accounts or named.ambiguous or named.unknown)
    pair = (
        len(named.accounts) > 1
        or len(named.segments) > 1
        or len(named.tiers) > 1
        or len(named.times.periods) > 1
    )
    quantity = has(r"\bhow (?:much|many|high|large|big)\b|\bwhat(?:'s| is| was| are| were)\b.*\b(?:our|the|my|total)\b|\bnumber of\b|\btotal\b|^(?:our |the )?"
                   r"(?:nrr|grr|arr|mrr)\b|\bworth\b")  # fmt: skip
    tests = (
        (Intent.COMPARE, has(_COMPARE) and (pair or len(named.unknown) > 0)),
        (Intent.WHY_LEFT, has(_WHY_LEFT)),
        (Intent.WHY_AT_RISK, has(_WHY) and one),
        (Intent.NEXT, has(_NEXT)),
        (Intent.RENEWALS, has(_RENEW) and not has(_WHO) and not has(r"\bprice\b|\bat renewal\b")),
        (Intent.HOW_MUCH, bool(measure) and quantity and not has(r"\bscore\b") and (measure != "accounts" or not has(_LEFT))),
        (Intent.SILENT, has(_SILENT)),
        (Intent.ONBOARDING, has(_ONBOARDING) and not has(r"\babout\b|\bsay\b")),
        (Intent.LEFT, has(_LEFT) and not has(_AT_RISK)),
        (Intent.AT_RISK, has(_AT_RISK)),
        (Intent.TOP_THEMES, has(r"\b(?:which|what|top|fastest)\b.*\b(?:themes?|topics?|complaints?|issues?)\b.*\bgr(?:ow\w*|ew)\b|\bgrowing (?:themes?|topics?)\b")),
        (Intent.WHAT_CHANGED, has(_CHANGED) and (not matter or one or len(stems(matter)) < 2 or has(r"\bwhat(?:'s| is| has)? "))),
        (Intent.HAPPY, has(_HAPPY) and one),
        (Intent.HEALTH, has(_HEALTH) and not has(_ABOUT)),
        (Intent.HOW_MUCH, measure in ("nrr", "grr", "logo", "nps") and not has(_WHO)),
        (Intent.COMPARE, has(_COMPARE)),
        (Intent.WHO_SAID, has(_WHO) and bool(stems(matter) or named.theme)),
        (Intent.FACTS, has(_FACTS) and bool(named.accounts or named.ambiguous or named.unknown) and not _topical(low, matter)),
        (Intent.TOP_THEMES, has(_TOP) and not _topical(low, matter) and named.theme is None),
        (Intent.ABOUT, (has(_ABOUT) or named.theme is not None) and bool(stems(matter) or named.theme or named.accounts)),
        (Intent.FACTS, bool(named.accounts or named.ambiguous) and not stems(matter)),
    )  # fmt: skip
    return next((intent for intent, holds in tests if holds), Intent.UNKNOWN)


def _topical(low: str, matter: str) -> bool:
    """Whether it asks about a matter: ``about the mobile app``."""
    found = re.search(
        r"\b(?:about|regarding|on|of|with|mention\w*|think of|say of)\s+(?:the |our |your )?(.+?)[?.!]*$", low
    )
    return bool(found and stems(matter) and set(stems(matter)) & set(stems(found[1])))


def topic(text: str) -> str:
    """The words of a question that could be its matter."""
    bare = _SUPERFLUOUS.sub(" ", text)
    return " ".join(word.strip("?!.,;:\"“”'") for word in bare.split() if word.strip("?!.,;:\"“”'")).strip()
