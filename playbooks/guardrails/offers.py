"""No discount, price, credit, refund or gift, and no legal promise: nobody has agreed to it, whatever it says.

Words in English, German, French and Spanish. The account's own quotes and the play's own sentences are not looked at;
what a released fact or the play's file says so, may be said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from playbooks.guardrails.findings import Finding
from playbooks.guardrails.passage import Passage
from playbooks.guardrails.patterns import wordings
from playbooks.guardrails.sheet import FactsSheet

_NO_PROMISE = re.compile(
    r"\b(?:cannot|can't|can not|could not|couldn't|don't|do not|not want to|won't) (?:promise|guarantee"
    r"|commit|vow|assure)\w*(?: to)?(?: you)?\Z"
    r"|\b(?:kein\w*|nichts?)(?: \w+){0,3} (?:versprechen|garantieren|zusagen)\Z|\b(?:ne|n')\W?\w+ (?:pas"
    r"|rien) (?:vous )?(?:promettre|garantir)\Z"
    r"|\bno (?:puedo|podemos|quiero|queremos) (?:prometer|garantizar)\w*\Z",
    re.IGNORECASE,
)
_MONEY = wordings("offer")
_LEGAL = wordings("legal")


def offer_findings(passage: Passage, sheet: FactsSheet) -> Iterator[Finding]:
    """Prices, gifts and legal promises in what the account reads."""
    if not passage.part.outward:
        return
    text = passage.rest.replace("’", "'")
    for rule, pattern, why in (
        ("offer", _MONEY, "no price, discount or gift is on the facts sheet"),
        ("legal", _LEGAL, "no legal promise is on the facts sheet"),
    ):
        for found in pattern.finditer(text):
            if _NO_PROMISE.search(text[: found.start()] + found[0]) is not None and rule == "legal":
                continue
            if not _is_released(found, sheet) and not _asks_back(text, found, rule):
                yield passage.finding(rule, found.start(), found.end(), why)


def _is_released(found: re.Match[str], sheet: FactsSheet) -> bool:
    words = " ".join(found[0].casefold().split())
    return any(words in " ".join(one.text.casefold().split()) for one in sheet.released)


def _asks_back(text: str, found: re.Match[str], rule: str) -> bool:
    """Whether it only asks what they count on, as in "whom are you accountable to?"."""
    return (
        rule == "legal"
        and found[0].casefold() in ("penalty", "penalties", "penalised")
        and "?" in text[found.end() :]
    )
