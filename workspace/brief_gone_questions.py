"""Questions to ask an account that left, made of what is known of it and of what it said."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from foundation.money import count
from foundation.months import day_title
from foundation.text import one_line
from workspace.brief_candidates import Candidate, metric_words, of_kind, said_back

if TYPE_CHECKING:
    from workspace.tools.account import AccountFacts

_NOT_OURS = ("payment", "card", "invoice", "billing")


def of_gone(facts: AccountFacts) -> Iterator[Candidate]:
    """The questions, each with how telling it is."""
    own = facts.account
    reason, when = own.churn_reason, f" on {day_title(own.churned)}" if own.churned else ""
    if any(word in reason.casefold() for word in _NOT_OURS):
        yield Candidate(
            90,
            "reason",
            f"Your contract ended{when} over a payment: was it the card, or had the decision been made?",
        )
    elif reason:
        yield Candidate(
            90,
            "reason",
            f"You left{when}; the reason on record is: {one_line(reason).rstrip('.')}. Is that the whole of it?",
        )
    else:
        yield Candidate(90, "reason", f"You left{when} and no reason is on record: what decided it?")
    complaint = next(iter(of_kind(facts, "complaint")), None)
    if complaint is not None:
        yield Candidate(
            *(80, "complaint"),
            f"On {day_title(complaint.day)} your team told us: “{said_back(complaint)}” Would you look at us again if "
            "that were mended?",
        )
    praise = next(iter(of_kind(facts, "praise")), None)
    if praise is not None:
        yield Candidate(60, "praise", f"Your team also said: “{said_back(praise)}” How do you do that now?")
    paid = "what you did with us"
    if facts.usage:
        most = max(facts.usage, key=lambda line: (line.before or line.now or 0.0, line.metric))
        paid = f"what you did with us, {metric_words(most.metric)} most of all,"
    yield Candidate(50, "instead", f"What do you use now for {paid} and what does it do better?")
    yield Candidate(5, "return", "What would have to be different for you to look at us again?")
    if own.started and own.churned:
        stayed = count((own.churned - own.started).days, "day")
        yield Candidate(20, "when", f"You were with us for {stayed}: when did you first think of leaving?")
