"""Three questions to ask an account, made of what is known of it and what is missing, the most telling first.

Keeps the rule that a question which could be put to any account is put to none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from assistant.orders import gives_orders
from foundation.money import count
from foundation.months import day_title
from foundation.text import one_line
from playbooks.sentences import is_calm, quotable

if TYPE_CHECKING:
    from synthesis.themes import Statement
    from workspace.tools.account import AccountFacts

ASKED = 3
_QUOTE = 140
_LONG_OPEN = 7
_DROP = -0.15
_FULL = 0.85
_DETRACTOR = 6
_SOON = 120
_NEW = 120
_QUIET = 60
_RECENT = 120
_WORDY = 40
_NOT_OURS = ("payment", "card", "invoice", "billing")


@dataclass(frozen=True, slots=True)
class _Candidate:
    """``weight``: how telling it is; of one ``matter`` one question is asked."""

    weight: int
    matter: str
    text: str


def questions_for(facts: AccountFacts, day: date) -> tuple[str, ...]:
    """Three questions, or fewer where too little is known to ask anything of its own.

    None repeats words that give orders to a reader.
    """
    facts = replace(facts, said=tuple(one for one in facts.said if not gives_orders(one.text)))
    found = list(_gone(facts)) if facts.gone else list(_of_customer(facts, day))
    chosen: list[_Candidate] = []
    for one in sorted(found, key=lambda one: (-one.weight, one.matter, one.text)):
        if one.matter not in {held.matter for held in chosen}:
            chosen.append(one)
    return tuple(one.text for one in chosen[:ASKED])


def _of_customer(facts: AccountFacts, day: date) -> Iterator[_Candidate]:
    yield from _people(facts, day)
    yield from _words(facts, day)
    yield from _use(facts)
    yield from _contract(facts)
    yield from _beginning(facts, day)


def _people(facts: AccountFacts, day: date) -> Iterator[_Candidate]:
    held = facts.coverage
    if held is None:
        return
    if held.left:
        gone = max(held.left, key=lambda one: one.left)
        role = " (your champion)" if gone.champion else ""
        yield _Candidate(
            90,
            "people",
            f"{gone.name}{role} left on {day_title(gone.left)}: who has taken over, and what do they expect of us?",
        )
    if held.contacts == 0:
        yield _Candidate(
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
        yield _Candidate(
            72 if renewal else 55,
            "executive",
            f"On your side we know {count(held.contacts, 'person').replace('persons', 'people')} and no "
            f"executive: who decides, and when could we meet them{renewal}?",
        )
    elif held.last_executive_contact is None or (day - held.last_executive_contact).days > _QUIET * 3:
        since = (
            f"since {day_title(held.last_executive_contact)}" if held.last_executive_contact else "on record"
        )
        yield _Candidate(
            50,
            "executive",
            f"There is no talk with your executive {since}: what would they say today that the product has "
            "brought them?",
        )
    empty = [name for name, number in held.functions.items() if not number]
    if empty:
        yield _Candidate(
            30,
            "function",
            f"We know nobody on your {' or '.join(empty)} side: who there lives with the product?",
        )
    if held.champions == 1:
        yield _Candidate(
            28,
            "champion",
            "One person carries this for you: who else would miss the product if it were gone tomorrow?",
        )


def _words(facts: AccountFacts, day: date) -> Iterator[_Candidate]:
    if facts.open_tickets:
        oldest = facts.open_tickets[0]
        said = next((one for one in facts.said if one.item_id == oldest.item and is_calm(one.text)), None)
        if oldest.days >= _LONG_OPEN or said is not None:
            words = f" (“{_cut(said)}”)" if said else ""
            held = f"has been open for {count(oldest.days, 'day')}" if oldest.days else "is open"
            yield _Candidate(
                80 if oldest.days >= _LONG_OPEN else 60,
                "ticket",
                f"The ticket of {day_title(oldest.day)}{words} {held}: what does it hold up on your side?",
            )
    recent = [one for one in _of_kind(facts, "complaint") if (day - one.day).days <= _RECENT]
    complaint = max(recent, key=tells, default=None)
    ticket = facts.open_tickets[0].item if facts.open_tickets else ""
    if complaint is not None and complaint.item_id != ticket:
        yield _Candidate(
            70,
            "complaint",
            f"On {day_title(complaint.day)} your team told us: “{_cut(complaint)}” Where does that stand today, "
            "and what does it cost you?",
        )
    request = next(iter(_of_kind(facts, "request")), None)
    if request is not None:
        yield _Candidate(
            40,
            "request",
            f"On {day_title(request.day)} your team asked: “{_cut(request)}” What would it do for you?",
        )
    if facts.answers and facts.answers[-1][1] <= _DETRACTOR:
        when, score = facts.answers[-1]
        yield _Candidate(
            65,
            "score",
            f"You gave us {score:g} of 10 on {day_title(when)}: what one change would have made it a 9?",
        )
    if facts.heard is not None and facts.heard >= _QUIET:
        yield _Candidate(
            62,
            "silence",
            f"We have not heard from you for {count(facts.heard, 'day')}: what has changed since "
            f"{day_title(facts.last_heard or day)}?",
        )
    elif facts.heard is None:
        yield _Candidate(
            58,
            "silence",
            "Nothing that you said is on record: what works for your team, and what do they work around?",
        )


def _use(facts: AccountFacts) -> Iterator[_Candidate]:
    fallen = [
        line for line in facts.usage if line.change is not None and line.change <= _DROP and line.before
    ]
    if fallen:
        worst = min(fallen, key=lambda line: (line.change or 0.0, line.metric))
        yield _Candidate(
            75,
            "use",
            f"Your {_metric(worst.metric)} fell by {abs(worst.change or 0):.0%} in the last 90 days against "
            "the 90 before: what do you do instead?",
        )
    full = [line for line in facts.usage if (line.of_limit or 0.0) >= _FULL]
    if full:
        most = max(full, key=lambda line: (line.of_limit or 0.0, line.metric))
        yield _Candidate(
            45,
            "limit",
            f"Your {_metric(most.metric)} is at {most.of_limit:.0%} of what your plan holds: what is coming "
            "that would need more?",
        )
    if facts.unused:
        yield _Candidate(
            48,
            "unused",
            f"Most of our customers use {_metric(facts.unused[0])}, and you do not yet: what keeps your team from it?",
        )


def _metric(name: str) -> str:
    return name.replace("_", " ")


def _contract(facts: AccountFacts) -> Iterator[_Candidate]:
    own = facts.account
    if own.renewal is None:
        yield _Candidate(
            25,
            "renewal",
            "No renewal date is on record: until when does your contract run, and who signs the next one?",
        )
    elif _near(facts, _SOON):
        weight = 78 if (facts.days_to_renewal or 0) <= 45 else 52
        yield _Candidate(
            weight,
            "renewal",
            f"Your contract renews on {day_title(own.renewal)}, in {count(facts.days_to_renewal or 0, 'day')}: do "
            "you intend to renew, and what could still speak against it?",
        )
    elif (facts.days_to_renewal or 0) < 0:
        yield _Candidate(
            60,
            "renewal",
            f"Your renewal of {day_title(own.renewal)} has passed and no newer date is on record: what was agreed?",
        )
    else:
        yield _Candidate(
            15,
            "renewal",
            f"What must be better by {day_title(own.renewal)} for the renewal to be no question?",
        )


def _near(facts: AccountFacts, days: int) -> bool:
    return facts.days_to_renewal is not None and 0 <= facts.days_to_renewal <= days


def _beginning(facts: AccountFacts, day: date) -> Iterator[_Candidate]:
    held = facts.onboarding
    if held is not None and held.stage.value in ("stalled", "late") and held.next:
        by = f", planned for {day_title(held.target)}," if held.target else ""
        yield _Candidate(
            88,
            "onboarding",
            f"You have not reached {held.next}{by} on day {held.day}: what stands in the way, and who on your "
            "side can move it?",
        )
    started = facts.account.started
    if started is not None and 0 <= (day - started).days <= _NEW:
        yield _Candidate(
            46,
            "beginning",
            f"You began on {day_title(started)}: what did you promise your own people that this would change?",
        )


def _gone(facts: AccountFacts) -> Iterator[_Candidate]:
    own = facts.account
    reason, when = own.churn_reason, f" on {day_title(own.churned)}" if own.churned else ""
    if any(word in reason.casefold() for word in _NOT_OURS):
        yield _Candidate(
            90,
            "reason",
            f"Your contract ended{when} over a payment: was it the card, or had the decision been made?",
        )
    elif reason:
        yield _Candidate(
            90,
            "reason",
            f"You left{when}; the reason on record is: {one_line(reason).rstrip('.')}. Is that the whole of it?",
        )
    else:
        yield _Candidate(90, "reason", f"You left{when} and no reason is on record: what decided it?")
    complaint = next(iter(_of_kind(facts, "complaint")), None)
    if complaint is not None:
        yield _Candidate(
            *(80, "complaint"),
            f"On {day_title(complaint.day)} your team told us: “{_cut(complaint)}” Would you look at us again if "
            "that were mended?",
        )
    praise = next(iter(_of_kind(facts, "praise")), None)
    if praise is not None:
        yield _Candidate(60, "praise", f"Your team also said: “{_cut(praise)}” How do you do that now?")
    paid = "what you did with us"
    if facts.usage:
        most = max(facts.usage, key=lambda line: (line.before or line.now or 0.0, line.metric))
        paid = f"what you did with us, {_metric(most.metric)} most of all,"
    yield _Candidate(50, "instead", f"What do you use now for {paid} and what does it do better?")
    yield _Candidate(5, "return", "What would have to be different for you to look at us again?")
    if own.started and own.churned:
        stayed = count((own.churned - own.started).days, "day")
        yield _Candidate(20, "when", f"You were with us for {stayed}: when did you first think of leaving?")


def tells(said: Statement) -> tuple[bool, int, float, date]:
    """How well a statement can be asked about: no name taken out, a whole sentence, then severity and day."""
    return ("<" not in said.text, min(len(said.text) // _WORDY, 1), round(said.severity, 2), said.day)


def _of_kind(facts: AccountFacts, kind: str) -> list[Statement]:
    """What it said of ``kind`` and can be said back to it, newest first."""
    return [one for one in facts.said if one.kind.value == kind and is_calm(one.text)]


def _cut(said: Statement) -> str:
    """A whole sentence of it that can be quoted, else its beginning."""
    flat = " ".join(said.text.split())
    if len(flat) <= _QUOTE:
        return flat
    if whole := max(quotable(said.text), key=len, default=""):
        return f"{whole}."
    return flat[:_QUOTE].rsplit(" ", 1)[0].rstrip(" ,;:.") + " …"
