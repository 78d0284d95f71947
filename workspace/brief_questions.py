"""Three questions to ask an account, made of what is known of it and what is missing, the most telling first.

Keeps the rule that a question which could be put to any account is put to none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from assistant.orders import gives_orders
from foundation.money import count
from foundation.months import day_title
from foundation.nps import is_detractor
from playbooks.quote_choice import names_trouble
from playbooks.sentences import is_calm
from workspace.brief_candidates import Candidate, metric_words, of_kind, said_back, tells
from workspace.brief_gone_questions import of_gone

if TYPE_CHECKING:
    from workspace.tools.account import AccountFacts

ASKED = 3
_LONG_OPEN = 7
_DROP = -0.15
_FULL = 0.85
_SOON = 120
_NEW = 120
_QUIET = 60
_RECENT = 120


def questions_for(facts: AccountFacts, day: date) -> tuple[str, ...]:
    """Three questions, or fewer where too little is known to ask anything of its own.

    None repeats words of an item that gives orders to a reader.
    """
    ordering = {one.item_id for one in facts.said if gives_orders(one.text)}
    facts = replace(facts, said=tuple(one for one in facts.said if one.item_id not in ordering))
    found = list(of_gone(facts)) if facts.gone else list(_of_customer(facts, day))
    chosen: list[Candidate] = []
    for one in sorted(found, key=lambda one: (-one.weight, one.matter, one.text)):
        if one.matter not in {held.matter for held in chosen}:
            chosen.append(one)
    return tuple(one.text for one in chosen[:ASKED])


def _of_customer(facts: AccountFacts, day: date) -> Iterator[Candidate]:
    yield from _people(facts, day)
    yield from _words(facts, day)
    yield from _use(facts)
    yield from _contract(facts)
    yield from _beginning(facts, day)


def _people(facts: AccountFacts, day: date) -> Iterator[Candidate]:
    held = facts.coverage
    if held is None:
        return
    if held.left:
        gone = max(held.left, key=lambda one: one.left)
        role = " (your champion)" if gone.champion else ""
        yield Candidate(
            90,
            "people",
            f"{gone.name}{role} left on {day_title(gone.left)}: who has taken over, and what do they expect of us?",
        )
    if held.contacts == 0:
        yield Candidate(
            85,
            "people",
            "We have nobody's name on your side: who uses the product every day, and who decides on it?",
        )
        return
    renewal = (
        f" before the renewal on {day_title(facts.account.renewal)}"
        if _near(facts, _SOON) and facts.account.renewal
        else ""
    )
    if not held.levels.get("executive"):
        yield Candidate(
            72 if renewal else 55,
            "executive",
            f"On your side we know {count(held.contacts, 'person').replace('persons', 'people')} and no "
            f"executive: who decides, and when could we meet them{renewal}?",
        )
    elif held.last_executive_contact is None or (day - held.last_executive_contact).days > _QUIET * 3:
        since = (
            f"since {day_title(held.last_executive_contact)}" if held.last_executive_contact else "on record"
        )
        yield Candidate(
            50,
            "executive",
            f"There is no talk with your executive {since}: what would they say today that the product has "
            "brought them?",
        )
    empty = [name for name, number in held.functions.items() if not number]
    if empty:
        yield Candidate(
            30,
            "function",
            f"We know nobody on your {' or '.join(empty)} side: who there lives with the product?",
        )
    if held.champions == 1:
        yield Candidate(
            28,
            "champion",
            "One person carries this for you: who else would miss the product if it were gone tomorrow?",
        )


def _words(facts: AccountFacts, day: date) -> Iterator[Candidate]:
    if facts.open_tickets:
        oldest = facts.open_tickets[0]
        said = next((one for one in facts.said if one.item_id == oldest.item and is_calm(one.text)), None)
        if oldest.days >= _LONG_OPEN or said is not None:
            words = f" (“{said_back(said)}”)" if said else ""
            held = f"has been open for {count(oldest.days, 'day')}" if oldest.days else "is open"
            yield Candidate(
                80 if oldest.days >= _LONG_OPEN else 60,
                "ticket",
                f"The ticket of {day_title(oldest.day)}{words} {held}: what does it hold up on your side?",
            )
    recent = [
        one
        for one in of_kind(facts, "complaint")
        if (day - one.day).days <= _RECENT and names_trouble(said_back(one))
    ]
    complaint = max(recent, key=tells, default=None)
    ticket = facts.open_tickets[0].item if facts.open_tickets else ""
    if complaint is not None and complaint.item_id != ticket:
        yield Candidate(
            70,
            "complaint",
            f"On {day_title(complaint.day)} your team told us: “{said_back(complaint)}” Where does that stand today, "
            "and what does it cost you?",
        )
    request = next(iter(of_kind(facts, "request")), None)
    if request is not None:
        yield Candidate(
            40,
            "request",
            f"On {day_title(request.day)} your team asked: “{said_back(request)}” What would it do for you?",
        )
    if facts.answers and is_detractor(facts.answers[-1][1]):
        when, score = facts.answers[-1]
        yield Candidate(
            65,
            "score",
            f"You gave us {score:g} of 10 on {day_title(when)}: what one change would have made it a 9?",
        )
    if facts.heard is not None and facts.heard >= _QUIET:
        yield Candidate(
            62,
            "silence",
            f"We have not heard from you for {count(facts.heard, 'day')}: what has changed since "
            f"{day_title(facts.last_heard or day)}?",
        )
    elif facts.heard is None:
        yield Candidate(
            58,
            "silence",
            "Nothing that you said is on record: what works for your team, and what do they work around?",
        )


def _use(facts: AccountFacts) -> Iterator[Candidate]:
    fallen = [
        line for line in facts.usage if line.change is not None and line.change <= _DROP and line.before
    ]
    if fallen:
        worst = min(fallen, key=lambda line: (line.change or 0.0, line.metric))
        yield Candidate(
            75,
            "use",
            f"Your {metric_words(worst.metric)} fell by {abs(worst.change or 0):.0%} in the last 90 days against "
            "the 90 before: what do you do instead?",
        )
    full = [line for line in facts.usage if (line.of_limit or 0.0) >= _FULL]
    if full:
        most = max(full, key=lambda line: (line.of_limit or 0.0, line.metric))
        yield Candidate(
            45,
            "limit",
            f"Your {metric_words(most.metric)} is at {most.of_limit:.0%} of what your plan holds: what is coming "
            "that would need more?",
        )
    if facts.unused:
        yield Candidate(
            48,
            "unused",
            f"Most of our customers use {metric_words(facts.unused[0])}, and you do not yet: what keeps your team "
            "from it?",
        )


def _contract(facts: AccountFacts) -> Iterator[Candidate]:
    own = facts.account
    if own.renewal is None:
        yield Candidate(
            25,
            "renewal",
            "No renewal date is on record: until when does your contract run, and who signs the next one?",
        )
    elif _near(facts, _SOON):
        weight = 78 if (facts.days_to_renewal or 0) <= 45 else 52
        yield Candidate(
            weight,
            "renewal",
            f"Your contract renews on {day_title(own.renewal)}, in {count(facts.days_to_renewal or 0, 'day')}: do "
            "you intend to renew, and what could still speak against it?",
        )
    elif (facts.days_to_renewal or 0) < 0:
        yield Candidate(
            60,
            "renewal",
            f"Your renewal of {day_title(own.renewal)} has passed and no newer date is on record: what was agreed?",
        )
    else:
        yield Candidate(
            15,
            "renewal",
            f"What must be better by {day_title(own.renewal)} for the renewal to be no question?",
        )


def _near(facts: AccountFacts, days: int) -> bool:
    return facts.days_to_renewal is not None and 0 <= facts.days_to_renewal <= days


def _beginning(facts: AccountFacts, day: date) -> Iterator[Candidate]:
    held = facts.onboarding
    if held is not None and held.stage.value in ("stalled", "late") and held.next:
        by = f", planned for {day_title(held.target)}," if held.target else ""
        yield Candidate(
            88,
            "onboarding",
            f"You have not reached {held.next}{by} on day {held.day}: what stands in the way, and who on your "
            "side can move it?",
        )
    started = facts.account.started
    if started is not None and 0 <= (day - started).days <= _NEW:
        yield Candidate(
            46,
            "beginning",
            f"You began on {day_title(started)}: what did you promise your own people that this would change?",
        )
