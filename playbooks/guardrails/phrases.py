"""Numbers with the word behind them, and times without a day: what a team's own file says so, a draft may say again.

``forty minutes`` in a play lets a message say ``40 minutes`` and not ``40 %``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from playbooks.guardrails.times import times_in
from playbooks.plays import PLACEHOLDERS
from playbooks.written_dates import dates_and_rest
from playbooks.written_numbers import WrittenNumber, numbers_in

_OPEN = re.compile("|".join(rf"\{{{name}\}}" for name in sorted(PLACEHOLDERS)))
_NEXT = re.compile(r"[\s-]*(?:of\s+)?([^\W\d_]+)?")
_HALF_HOUR = re.compile(
    r"\bhalf (?:an )?hour\b|\bhalbe Stunde\b|\bdemi-heure\b|\bmedia hora\b", re.IGNORECASE
)


def phrases_of(texts: Iterable[str]) -> frozenset[str]:
    """The phrases of ``texts``, placeholders apart."""
    found: set[str] = set()
    for text in texts:
        plain = _OPEN.sub(" ", text)
        found |= {one.words for one in times_in(plain)}
        rest = dates_and_rest(plain)[1]
        found |= {phrase_of(rest, number) for number in numbers_in(rest)}
        if _HALF_HOUR.search(plain):
            found.add("30 plain minute")
    return frozenset(found)


def phrase_of(text: str, number: WrittenNumber) -> str:
    """What ``number`` of ``text`` says: its value, its measure and the word behind it, without its plural."""
    if number.unit == "factor":
        return number.text.casefold()
    word = (_NEXT.match(text, number.end) or [""])[1] if number.unit == "plain" else number.currency
    upto = f"-{number.upto:g}" if number.upto is not None else ""
    return f"{number.value:.10g}{upto} {number.unit} {(word or '').casefold().rstrip('s')}"
