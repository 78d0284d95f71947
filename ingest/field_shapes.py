"""What each field of each kind is called and what its values look like: the one declaration behind proposals.

A shape says from 0 to 1 how well a column's values would do for a field; 0 rules the column out. How strongly
values alone, without a telling name, speak for a field is said here too, and is never much.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from accounts.tables import TABLES, Table
from ingest.column_profile import Profile
from ingest.sources.feedback_tables import MANIFEST, NPS, TICKETS

KIND_TABLES: dict[str, Table] = {"tickets": TICKETS, "nps": NPS, "calls": MANIFEST} | TABLES

Shape = Callable[[Profile], float]


def _dates(profile: Profile) -> float:
    return profile.share("date")


def _months(profile: Profile) -> float:
    dated = max(profile.share("month"), profile.share("month start"))
    return dated if dated > 0.5 else 0.3 * profile.share("date")


def _emails(profile: Profile) -> float:
    return profile.share("email")


def _scores(profile: Profile) -> float:
    return profile.share("ten") if profile.distinct > 1 or profile.filled < 5 else 0.6 * profile.share("ten")


def _amounts(profile: Profile) -> float:
    if profile.share("date") > 0.5:
        return 0.0
    return profile.share("number") if profile.share("number") > 0.8 else 0.0


def _counts(profile: Profile) -> float:
    if profile.share("date") > 0.5 or profile.low < 0:
        return 0.0
    return profile.share("whole")


def _percentages(profile: Profile) -> float:
    return _amounts(profile) if profile.low >= 0 and profile.high <= 1000 else 0.0


def _flags(profile: Profile) -> float:
    return profile.share("flag")


def _currencies(profile: Profile) -> float:
    return profile.share("currency")


def _is_words(profile: Profile) -> float:
    """The share of cells that are words, not dates, numbers, addresses or clock times."""
    others = ("date", "number", "email", "clock", "file", "path")
    return max(0.0, 1.0 - sum(profile.share(name) for name in others))


def _long_text(profile: Profile) -> float:
    words = profile.words
    length = 1.0 if words >= 6 else 0.85 if words >= 4 else 0.6 if words >= 2.5 else 0.2
    return length * _is_words(profile)


def _short_text(profile: Profile) -> float:
    words = profile.words
    length = 0.95 if 2 <= words <= 20 else 0.8 if words < 2 else 0.5
    return length * _is_words(profile)


def _categories(profile: Profile) -> float:
    few = profile.distinct <= 30 and (profile.filled < 8 or profile.unique <= 0.6)
    if profile.words > 5 or profile.share("date") > 0.3 or profile.share("email") > 0.3:
        return 0.0
    return (1.0 if few else 0.6) * (1.0 - 0.6 * profile.share("number"))


def _names(profile: Profile) -> float:
    """Names of companies: a few words, neither codes nor dates."""
    if profile.share("known name") > 0.3:
        return 1.0
    length = 1.0 if profile.words <= 5 else 0.4
    plain = max(0.0, 1.0 - profile.share("flag") - (profile.share("code") if profile.words < 1.2 else 0.0))
    return length * _is_words(profile) * plain


def _people(profile: Profile) -> float:
    if profile.share("person") > 0.6:
        return 1.0
    return 0.75 * _is_words(profile) if profile.words <= 4 else 0.0


def _people_or_mail(profile: Profile) -> float:
    return max(_people(profile), _emails(profile))


def _is_token(profile: Profile) -> float:
    """One word a cell that is neither date, address nor amount of money."""
    if profile.words > 1.6 or profile.characters > 60:
        return 0.0
    wrong = ("date", "email", "decimal", "money", "path", "clock")
    return max(0.0, 1.0 - max(profile.share(name) for name in wrong))


def _ids(profile: Profile) -> float:
    unique = 1.0 if profile.unique >= 0.98 else 0.9 if profile.unique >= 0.9 else 0.4
    return unique * _is_token(profile)


def _account_ids(profile: Profile) -> float:
    if profile.share("known id") > 0.4 or profile.share("known name") > 0.4:
        return 1.0
    token = _is_token(profile)
    return token if token else 0.55 * _names(profile)


def _domains(profile: Profile) -> float:
    return profile.share("domain")


def _files(profile: Profile) -> float:
    return profile.share("file")


def _tags(profile: Profile) -> float:
    return 0.95 * _is_words(profile) if profile.words <= 8 else 0.3


@dataclass(frozen=True, slots=True)
class Likeness:
    """How a field is told: the things it may be called (the later ones less surely), its values' shape, and
    the confidence that values alone may give when no other column has them."""

    things: tuple[str, ...]
    shape: Shape
    alone: float = 0.0


_LATER = 0.82  # what the second and further things of a field count
_EMAIL = Likeness(("email",), _emails, 0.7)
_COMPANY = Likeness(("company",), _names)
_REF = Likeness(("account id", "company"), _account_ids)
_PERSON = Likeness(("person",), _people)
_MRR = Likeness(("mrr",), _amounts, 0.4)
_CURRENCY = Likeness(("currency",), _currencies, 0.8)
_SILENCE = Likeness(("do not contact",), _categories)

_FEEDBACK = {
    "account": Likeness(("account id",), _account_ids),
    "organization": _COMPANY,
    "email": _EMAIL,
    "name": _PERSON,
    "updated": Likeness(("updated",), _dates),
}

LIKENESS: dict[str, dict[str, Likeness]] = {
    "tickets": _FEEDBACK
    | {
        "id": Likeness(("ticket id",), _ids, 0.4),
        "date": Likeness(("created",), _dates, 0.6),
        "text": Likeness(("body",), _long_text, 0.65),
        "subject": Likeness(("subject",), _short_text),
        "status": Likeness(("status",), _categories),
        "priority": Likeness(("priority",), _categories),
        "tags": Likeness(("tags",), _tags),
        "agent": Likeness(("agent",), _people),
    },
    "nps": _FEEDBACK
    | {
        "id": Likeness(("response id",), _ids),
        "date": Likeness(("answered",), _dates, 0.6),
        "score": Likeness(("score",), _scores, 0.6),
        "comment": Likeness(("comment",), _long_text, 0.6),
    },
    "calls": {
        "file": Likeness(("file",), _files, 0.8),
        "account": Likeness(("account id",), _account_ids),
        "organization": _COMPANY,
        "email": _EMAIL,
        "date": Likeness(("call date",), _dates, 0.6),
        "title": Likeness(("subject",), _short_text),
    },
    "accounts": {
        "id": Likeness(("account id",), _ids, 0.4),
        "name": Likeness(("company",), _names),
        "domains": Likeness(("domain",), _domains, 0.7),
        "segment": Likeness(("segment",), _categories),
        "industry": Likeness(("industry",), _categories),
        "employees": Likeness(("employees",), _counts),
        "tier": Likeness(("tier",), _categories),
        "owner": Likeness(("csm",), _people),
        "executive_sponsor": Likeness(("sponsor",), _people),
        "started": Likeness(("customer since",), _dates),
        "renewal": Likeness(("renewal",), _dates),
        "status": Likeness(("account status",), _categories),
        "churned": Likeness(("churned",), _dates),
        "churn_reason": Likeness(("churn reason",), _short_text),
        "fit": Likeness(("fit",), _categories),
        "currency": _CURRENCY,
        "parent": Likeness(("parent",), _is_token),
        "aliases": Likeness(("other name",), _names),
        "do_not_contact": _SILENCE,
    },
    "subscriptions": {
        "account": _REF,
        "id": Likeness(("subscription id",), _ids),
        "started": Likeness(("period start",), _dates, 0.4),
        "ended": Likeness(("period end",), _dates),
        "mrr": _MRR,
        "currency": _CURRENCY,
        "plan": Likeness(("plan",), _categories),
        "seats": Likeness(("seats",), _counts),
    },
    "mrr": {
        "account": _REF,
        "month": Likeness(("month",), _months, 0.7),
        "mrr": _MRR,
        "currency": _CURRENCY,
    },
    "usage": {
        "account": _REF,
        "date": Likeness(("day",), _dates, 0.6),
        "metric": Likeness(("metric",), _categories),
        "value": Likeness(("value",), _amounts, 0.4),
        "limit": Likeness(("limit",), _amounts),
    },
    "contacts": {
        "account": _REF,
        "name": Likeness(("person",), _people, 0.6),
        "email": _EMAIL,
        "level": Likeness(("level",), _categories),
        "function": Likeness(("function",), _categories),
        "champion": Likeness(("champion",), _flags),
        "last_contact": Likeness(("last contact",), _dates),
        "left": Likeness(("left",), _dates),
        "do_not_contact": _SILENCE,
    },
    "milestones": {
        "account": _REF,
        "milestone": Likeness(("milestone",), _categories),
        "due": Likeness(("due",), _dates),
        "reached": Likeness(("reached",), _dates),
    },
    "health": {
        "account": _REF,
        "date": Likeness(("day",), _dates, 0.6),
        "score": Likeness(("health score",), _percentages, 0.4),
        "signal": Likeness(("signal",), _categories),
        "direction": Likeness(("good direction",), _categories),
    },
    "plays": {
        "account": _REF,
        "play": Likeness(("play",), _categories),
        "started": Likeness(("period start",), _dates, 0.4),
        "ended": Likeness(("period end",), _dates),
        "owner": Likeness(("csm",), _people),
        "outcome": Likeness(("outcome",), _categories),
        "amount": Likeness(("worth",), _amounts),
    },
    "community": {
        "account": _REF,
        "person": Likeness(("member", "person", "email"), _people_or_mail),
        "date": Likeness(("day", "created"), _dates, 0.6),
        "activity": Likeness(("activity",), _categories),
        "topic": Likeness(("topic",), _short_text),
    },
}
"""How each field of each kind is told; a test holds it to the declared tables."""


def weight_of(place: int) -> float:
    """What the thing at ``place`` of a field's things counts."""
    return 1.0 if place == 0 else _LATER
