"""The words by which a question asks for what no table of a workspace holds: others' prices, what is to come, people's
private lives.
"""

from __future__ import annotations

from assistant.offline.patterns import glued

NOT_HELD = (
    (
        glued(
            r"""
    \bcompetitor\w*\b.*\b(?:charge|pric\w*|cost|revenue|roadmap|employ|sell)|
    \b(?:pric\w*|charge|cost|revenue|roadmap|features?) of (?:our |the |a )?(?:biggest |main |
    largest )?competitor|
    \b(?:arr|mrr|nrr|grr|retention|nps|growth|health)\b.*\bcompetitor|
    \bcompetitor\w*\b.*\b(?:arr|mrr|nrr|grr|retention|nps|growth|health)\b
    """
        ),
        "what competitors charge, earn or plan",
    ),
    (r"\bcompetitors?\b.*\bcustomers have|\bmarket share\b", "market shares and competitors' customers"),
    (
        glued(
            r"""
    \b(?:home|private|personal|postal) (?:address|phone|number|email|life)|
    \b(?:birthday|salary|salaries|wage|married|wife|husband|children|kids|religion|political|medical|passport|
    social security|mobile number|phone number|date of birth)\b|
    \bhow old is\b|\bwhere does .+ live\b
    """
        ),
        "people's private lives",
    ),
    (
        glued(
            r"""
    \b(?:password|api key|secret key|credentials?|credit card|bank account|iban)s? (?:of|for|from)\b|
    \b(?:show|give|tell|what)\b.*\b(?:system prompt|api key|secret key)\b|
    \b(?:our|the|your) (?:password|api key|secret)s?\b
    """
        ),
        "passwords, keys and payment details",
    ),
    (
        glued(
            r"""
    \b(?:stock|share) price\b|\bweather\b|\bfootball\b|\bcapital of\b|\bpresident of\b|\brecipe\b|\bpoem\b|
    \bjoke\b|\btranslate\b|\bwho won\b|\bmeaning of life\b|
    \bwrite (?:me )?(?:a|some) (?:code|script|program|story)
    """
        ),
        "the world outside of it",
    ),
    (
        glued(
            r"""
    \b(?:will|going to|forecast|predict\w*|projection|expect\w*)\b.*\b(?:arr|mrr|nrr|grr|revenue|customers|
    headcount|sales)\b|
    \b(?:arr|mrr|nrr|grr|revenue) (?:forecast|prediction|projection)|\bforecast\b
    """
        ),
        "forecasts of revenue",
    ),
    (
        glued(
            r"""
    \b(?:release date|ship date|roadmap|when will (?:we|you|the team|they) (?:ship|release|launch|fix|build)|
    when will .{2,80} (?:be )?(?:fixed|shipped|released|launched|built|ready|available|repaired|solved|done)|
    launch date)\b
    """
        ),
        "roadmaps and release dates",
    ),
    (
        glued(
            r"""
    \b(?:profit|margin|cac|acquisition cost|ebitda|burn rate|runway|headcount|payroll|cash|tax(?:es)?|valuation|
    ltv|lifetime value|pipeline|win rate|quota)\b|
    \bhow many (?:developers|employees|staff|people) (?:work|are|do|does|have|has)\b
    """
        ),
        "costs, profit, cash, sales pipeline and headcount",
    ),
)
"""What no table of a workspace holds, and what it is called."""
ALWAYS_WITHHELD = ("people's private lives", "passwords, keys and payment details")
"""What is refused even where customers are asked about."""
