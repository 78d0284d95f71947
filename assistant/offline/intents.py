"""Which question it is: one family of questions for each, told by rules in the order in which they are tried.

What no table of the workspace holds (others' prices, what is to come, people's private lives) is told first, so that
the nearest wrong thing is never taken for an answer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from assistant.matters import stems
from assistant.offline import patterns
from assistant.offline.conditions import Conditions, read_conditions
from assistant.offline.entities import Entities
from assistant.offline.not_held import ALWAYS_WITHHELD, NOT_HELD


class Intent(StrEnum):
    """A family of questions."""

    NOT_HELD = "not held"
    DRAFT = "draft"
    COMPARE = "compare"
    WHY_LEFT = "why left"
    WHY_AT_RISK = "why at risk"
    AT_RISK = "at risk"
    WHAT_CHANGED = "what changed"
    NEXT = "what next"
    PROMISED = "promised"
    RENEWALS = "renewals"
    FILTERED = "filtered"
    HAPPY = "happy"
    HEALTH = "health"
    HOW_MUCH = "how much"
    SILENT = "silent"
    ONBOARDING = "onboarding"
    LEFT = "left"
    FACTS = "facts"
    CONTACTS = "contacts"
    TOP_THEMES = "top themes"
    WHO_SAID = "who said"
    ABOUT = "about"
    UNKNOWN = "unknown"


_NONE = Conditions()


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as the rules read it. ``measure``: what a HOW_MUCH asks for; ``matter``: the words of a topic, empty
    without one; ``missing``: of a NOT_HELD what it is that nothing holds."""

    intent: Intent
    measure: str = ""
    matter: str = ""
    missing: str = ""
    conditions: Conditions = _NONE


def read_intent(text: str, named: Entities) -> Asked:
    """Which question ``text`` is, its times and names read."""
    low = " ".join(text.casefold().split())
    missing = next((what for pattern, what in NOT_HELD if re.search(pattern, low)), "")
    matter = topic(named.matter)
    measure = next((name for name, pattern in patterns.MEASURES if re.search(pattern, low)), "")
    if missing and not _asks_customers(low, named, missing):
        return Asked(Intent.NOT_HELD, measure, matter, missing)
    intent = _intent(low, named, matter, measure)
    conditions = read_conditions(named.matter)
    if _filters(low, named, measure, intent, conditions):
        intent = Intent.FILTERED
    return Asked(intent, measure, matter, conditions=conditions)


_OF_ACCOUNTS = frozenset(
    {
        Intent.AT_RISK,
        Intent.RENEWALS,
        Intent.HEALTH,
        Intent.HOW_MUCH,
        Intent.SILENT,
        Intent.ONBOARDING,
        Intent.WHO_SAID,
        Intent.ABOUT,
        Intent.UNKNOWN,
        Intent.COMPARE,
        Intent.FACTS,
        Intent.HAPPY,
        Intent.WHAT_CHANGED,
    }
)
"""Families whose answer may be a list of accounts."""


def _filters(low: str, named: Entities, measure: str, intent: Intent, asked: Conditions) -> bool:
    """Whether it asks for the accounts that fulfil conditions, which no one family reads."""
    if intent not in _OF_ACCOUNTS or named.accounts or not asked.many:
        return False
    if intent is Intent.COMPARE and (len(named.segments) > 1 or len(named.tiers) > 1):
        return False
    spoken = bool(asked.spoke_of and stems(asked.spoke_of))
    if asked.spoke_of and not spoken:
        return asked.numeric or asked.many > 2
    counts = re.search(patterns.QUANTITY, low) is not None and measure in ("arr", "mrr", "accounts")
    cut = bool(named.segments or named.tiers or named.owners)
    return (
        asked.numeric
        or asked.many > 1
        or asked.mark in ("payment", "single champion", "poor fit")
        or counts
        or asked.spoke_not
        or asked.band == "healthy or thriving"
        or (spoken and cut)
    )


def _asks_customers(low: str, named: Entities, missing: str) -> bool:
    """Whether it asks what customers say of a thing that no table holds: taxes, a roadmap, a competitor."""
    if missing in ALWAYS_WITHHELD:
        return False
    return re.search(patterns.SAYING, low) is not None or bool(named.theme and not named.accounts)


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
    quantity = has(patterns.QUANTITY)
    changed = not matter or one or len(stems(matter)) < 2 or has(r"\bwhat(?:'s| is| has)? ")
    matter_said = has(patterns.SAYING)
    tests = (
        (Intent.DRAFT, has(patterns.DRAFT)),
        (Intent.PROMISED, has(patterns.PROMISED) and not has(patterns.SAYING)),
        (Intent.COMPARE, has(patterns.COMPARE) and (pair or len(named.unknown) > 0)),
        (Intent.COMPARE, len(named.accounts) > 1 and has(patterns.BETTER) and not has(patterns.ABOUT)),
        (Intent.WHY_LEFT, has(patterns.WHY_LEFT)),
        (Intent.WHY_AT_RISK, has(patterns.WHY) and one),
        (Intent.WHY_AT_RISK, bool(named.accounts) and has(patterns.WORRY)),
        (Intent.CONTACTS, has(patterns.CONTACTS) and bool(named.accounts) and not has(patterns.SAID_BY)),
        (Intent.NEXT, has(patterns.NEXT)),
        (Intent.RENEWALS, _is_renewal(low)),
        (Intent.ABOUT, measure == "statements" and quantity and _of_matter(named, matter)),
        (Intent.HOW_MUCH, bool(measure) and quantity and _is_amount(low, measure)),
        (Intent.HOW_MUCH, measure == "nps" and bool(named.accounts) and not has(patterns.SAYING)),
        (
            Intent.HOW_MUCH,
            measure in ("contraction", "expansion") and has(patterns.MOVED) and not matter_said,
        ),
        (
            Intent.HOW_MUCH,
            measure in ("mrr", "arr", "nrr", "grr") and has(patterns.COURSE) and not named.accounts,
        ),
        (Intent.SILENT, has(patterns.SILENT)),
        (Intent.ONBOARDING, has(patterns.ONBOARDING) and not has(r"\babout\b|\bsay\b")),
        (Intent.LEFT, has(patterns.LEFT) and not has(patterns.AT_RISK)),
        (Intent.AT_RISK, has(patterns.AT_RISK)),
        (Intent.TOP_THEMES, has(patterns.GROWING_THEMES)),
        (Intent.WHAT_CHANGED, has(patterns.CHANGED) and changed),
        (Intent.HAPPY, has(patterns.HAPPY) and one),
        (Intent.HEALTH, has(patterns.HEALTH) and not has(patterns.ABOUT)),
        (Intent.HOW_MUCH, measure in ("nrr", "grr", "logo", "nps") and not has(patterns.WHO)),
        (Intent.COMPARE, has(patterns.COMPARE) and (has(patterns.HELD_AGAINST) or bool(named.times.periods))),
        (Intent.WHO_SAID, has(patterns.WHO) and bool(stems(matter) or named.theme)),
        (Intent.FACTS, has(patterns.FACTS) and one and not _topical(low, matter)),
        (Intent.TOP_THEMES, has(patterns.TOP) and not _topical(low, matter) and named.theme is None),
        (Intent.COMPARE, len(named.accounts) > 1 and not has(patterns.ABOUT)),
        (Intent.ABOUT, (has(patterns.ABOUT) or named.theme is not None) and _of_something(named, matter)),
        (Intent.FACTS, bool(named.accounts or named.ambiguous) and not stems(matter)),
    )
    return next((intent for intent, holds in tests if holds), Intent.UNKNOWN)


def _is_renewal(low: str) -> bool:
    """Whether it asks who renews, and not who speaks of a renewal."""
    if re.search(patterns.UP_FOR_RENEWAL, low):
        return True
    speaks = re.search(patterns.WHO, low) or re.search(patterns.AT_RENEWAL, low)
    return re.search(patterns.RENEW, low) is not None and not speaks


def _is_amount(low: str, measure: str) -> bool:
    """Whether it asks for a sum or a count, and not for a score or for who left."""
    if re.search(r"\bscore\b", low) and measure != "nps":
        return False
    return measure != "accounts" or re.search(patterns.LEFT, low) is None


def _of_matter(named: Entities, matter: str) -> bool:
    """Whether statements are counted that speak of something, and not all of them."""
    return named.theme is not None or bool(set(stems(matter)) - _SENDING)


_SENDING = frozenset(
    stems(
        "open opened file filed create created raise submit submitted log logged send sent receive received get got "
        "give gave answer answered answers have had"
    )
)


def _of_something(named: Entities, matter: str) -> bool:
    return bool(stems(matter) or named.theme or named.accounts)


def _topical(low: str, matter: str) -> bool:
    """Whether it asks about a matter: ``about the mobile app``."""
    found = re.search(
        r"\b(?:about|regarding|on|of|with|mention\w*|think of|say of)\s+(?:the |our |your )?(.+?)[?.!]*$", low
    )
    return bool(found and stems(matter) and set(stems(matter)) & set(stems(found[1])))


def topic(text: str) -> str:
    """The words of a question that could be its matter, from the first to the last, as written."""
    bare = _SPACED.sub(" ", patterns.SUPERFLUOUS.sub(lambda found: " " * len(found[0]), text))
    marks = [found for found in re.finditer(r"\S+", bare) if found[0].strip(_MARKS)]
    if not marks:
        return ""
    return " ".join(text[marks[0].start() : marks[-1].end()].split()).strip(_MARKS)


_MARKS = "?!.,;:\"“”'¿¡ "
_SPACED = re.compile(r"[?¿!¡]")
