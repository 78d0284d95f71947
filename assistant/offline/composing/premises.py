"""What a question takes for granted of an account, held against the data: a premise that is not so is denied first."""

from __future__ import annotations

import re

from assistant.offline.intents import Intent
from assistant.offline.vocabulary import NamedAccount
from assistant.offline.words import Value, day, money
from assistant.offline.writing import Writing
from foundation.errors import NrrError

_BANDS = (
    ("thriving", ("thriving",), r"\bthriving\b"),
    ("critical", ("critical",), r"\bcritical\b|\bin the red\b"),
    ("healthy", ("healthy", "thriving"), r"\bhealthy\b|\bin good health\b"),
    ("unhealthy", ("critical", "at risk"), r"\bunhealthy\b|\bin (?:poor|bad) health\b"),
    (
        "at risk by its health",
        ("critical", "at risk"),
        r"\bat[ -]risk\b|\bin danger\b|\bin trouble\b|\bendangered\b",
    ),
)
_FALLING = r"\b(?:fall\w*|fell|dropp\w*|drop|declin\w*|down|worse\w*|deteriorat\w*|sink\w*|sank)\b"
_RISING = r"\b(?:ris\w+|rose|improv\w*|recover\w*|better|climb\w*|up)\b"
_TAKEN = re.compile(r"\b(?:why|how come|since when|what (?:makes|made|puts|put))\b|^\W*(?:is|are)\b")
_RISKY = 0.05


def deny_premise(writing: Writing, account: NamedAccount) -> None:
    """Says what is not so, before the answer."""
    low = writing.text.casefold()
    if not _TAKEN.search(low) and writing.asked.intent is not Intent.WHY_LEFT:
        return
    facts = writing.call("account_facts", account=account.id).data
    pays = bool(facts.get("arr")) and facts["status"] != "left"
    if writing.asked.intent is Intent.WHY_LEFT:
        if pays:
            writing.line(
                f"{facts['account_name']} has not left: it pays {money(facts['arr'])} a year on {day(facts['date'])}"
            )
        return
    if not pays:
        return
    try:
        health = writing.call("health", account=account.id).data
    except NrrError:
        return
    if health["score"] is None:
        return
    _band(writing, health, low)
    _trend(writing, health, low)


def _band(writing: Writing, health: Value, low: str) -> None:
    for said, bands, pattern in _BANDS:
        if not re.search(pattern, low) or health["band"] in bands:
            continue
        if "at risk" in said and _may_leave(writing, health):
            return
        writing.line(
            f"{health['account_name']} is not {said}: its score of {health['score']['value']:.1f} on "
            f"{day(health['date'])} is in the band {health['band']}"
        )
        return


def _may_leave(writing: Writing, health: Value) -> bool:
    """Whether its risk of leaving stands out, whatever its health."""
    try:
        risk = writing.call("churn", account=health["account"]).data["risk"]
    except NrrError:
        return False
    return risk is not None and float(risk["value"]) >= _RISKY


def _trend(writing: Writing, health: Value, low: str) -> None:
    if not re.search(r"\bhealth\b|\bscore\b", low):
        return
    held = [(health[f"trend_{days}"], days) for days in (30, 90)]
    known = [(float(one["value"]), days) for one, days in held if one is not None]
    for said, pattern, sign in (("falling", _FALLING, -1), ("rising", _RISING, 1)):
        if known and re.search(pattern, low) and all(value * sign < 0.05 for value, _ in known):
            told = " and ".join(
                f"{'up' if value > 0 else 'down'} {abs(value):.1f} points in {days} days"
                if abs(value) >= 0.05
                else f"level over {days} days"
                for value, days in known
            )
            writing.line(f"Its health is not {said}: {told}")
            return
