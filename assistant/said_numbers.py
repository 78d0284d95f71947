"""Numbers that a sentence may take from the evidence it cites, beside those that were computed.

A customer's "40 seats" may be repeated with its source. Keeps the rule that a customer's number is never a figure of
the book: a sentence that speaks of NRR, ARR, churn or health takes no number from anyone's feedback.
"""

from __future__ import annotations

import re

from assistant.answer import Citation
from assistant.drafts import DraftSentence
from assistant.wording import SAYS, stems_in
from playbooks.counted import things_of
from playbooks.digits import plain_digits
from playbooks.known import Known, KnownNumber, joined
from playbooks.written_dates import dates_and_rest
from playbooks.written_numbers import read_numbers

_BOOK = re.compile(
    r"\b(?:nrr|grr|arr|mrr|acv|retention|churn\w*|health|revenue|renewals?|renews?|segment|forecast|abwanderung|umsatz|"
    r"verlängerung|attrition|renouvellement|chiffre|ingresos|renovación)\b",
    re.IGNORECASE,
)
_VERBS = SAYS - {"customer", "account", "user", "team", "kund", "kunde", "client", "cliente"}
_BESIDE = re.compile(r"[^\W\d_]+")
_REACH = 24
_OF_SOURCE = {"ticket": "tickets", "call": "calls", "nps": "responses"}


def said_in(written: DraftSentence, citations: dict[int, Citation]) -> Known:
    """What the sentence may say on the word of its citations: how many they are and of how many accounts, and, where
    it tells what somebody said, their own numbers."""
    cited = [citations[n] for n in written.cites if n in citations]
    if not cited:
        return Known()
    parts = [_counted(cited)]
    if _BOOK.search(written.text) is None:
        parts += [_said(written.text, one) for one in cited]
    return joined(parts)


def _counted(cited: list[Citation]) -> Known:
    accounts = {one.evidence.account for one in cited if one.evidence.account}
    numbers = [
        KnownNumber(float(len(accounts)), "plain", "the evidence cited", frozenset({"accounts"})),
        KnownNumber(float(len(cited)), "plain", "the evidence cited", frozenset({"statements"})),
    ]
    for source, thing in _OF_SOURCE.items():
        count = sum(one.evidence.source == source for one in cited)
        numbers.append(KnownNumber(float(count), "plain", "the evidence cited", frozenset({thing})))
    return Known(tuple(number for number in numbers if number.value >= 1))


def _said(sentence: str, citation: Citation) -> Known:
    text = plain_digits(citation.evidence.text)
    days, rest = dates_and_rest(text)
    numbers, marks = read_numbers(rest)
    stems = frozenset(stems_in(sentence))
    attributed = bool(stems & _VERBS)
    kept = [
        KnownNumber(
            number.value, number.unit, f"item {citation.evidence.item}", number.of, currency=number.currency
        )
        for number in numbers
        if attributed or (number.unit == "plain" and _beside(rest, number.start, number.end) & stems)
    ]
    return Known(tuple(kept), names=frozenset({*marks, *(day.text for day in days)}))


def _beside(text: str, start: int, end: int) -> frozenset[str]:
    """Stems of the words next to a number, less those that merely count."""
    before = _BESIDE.findall(text[max(0, start - _REACH) : start])[-2:]
    after = _BESIDE.findall(text[end : end + _REACH])[:2]
    words = [word for word in (*before, *after) if not things_of(word) & {"accounts", "share", "money"}]
    return frozenset(stem for word in words for stem in stems_in(word))
