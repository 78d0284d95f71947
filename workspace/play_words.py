"""An account's own words by what a play is about, for its brief."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from foundation.text import folded
from playbooks.account_brief import BriefQuote, BriefWords
from playbooks.quote_choice import stems_of
from playbooks.sentences import sentences_of
from workspace.brief_words import quoted
from workspace.signs.voice_signs import price_pattern

if TYPE_CHECKING:
    from synthesis.themes import Statement
    from workspace.tools.account import AccountFacts
    from workspace.tools.session import Session

_FEW = 8


def words_of(session: Session, facts: AccountFacts) -> BriefWords:
    """What it said of its last score, its oldest open ticket, the price; and by kind, newest first."""
    said = sorted(facts.said, key=lambda one: (-one.day.toordinal(), one.item_id, one.part_id, one.start))
    ticket = facts.open_tickets[0].item if facts.open_tickets else ""
    score = facts.answers[-1] if facts.answers else None
    reason = stems_of(facts.account.churn_reason) if facts.gone else frozenset[str]()
    return BriefWords(
        score=_few(one for one in said if score is not None and (one.day, one.score) == score),
        ticket=_few(one for one in said if one.item_id == ticket),
        price=tuple(_on_price(session, said))[:_FEW],
        complaint=_few(one for one in said if one.kind.value == "complaint"),
        request=_few(one for one in said if one.kind.value == "request"),
        praise=_few(one for one in said if one.kind.value == "praise"),
        reason=_few(one for one in said if reason & stems_of(one.text)),
    )


def _on_price(session: Session, said: Iterable[Statement]) -> Iterable[BriefQuote]:
    """The sentences of its complaints that hold one of the team's words of price."""
    words = price_pattern(session.workspace.settings.plays.price_words)
    for one in said:
        if words is not None and one.kind.value == "complaint":
            for sentence in sentences_of(one.text):
                if words.search(folded(sentence)):
                    yield replace(quoted(one), text=sentence)


def _few(said: Iterable[Statement]) -> tuple[BriefQuote, ...]:
    return tuple(quoted(one) for one in said)[:_FEW]
