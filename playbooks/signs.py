"""What an account's state can say that calls for a play: the words that play files use, and one such sign."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class SignKind(StrEnum):
    """What a play file may name under ``signs``; docs/plays.md says when each is there."""

    HEALTH = "health route"
    RISK = "churn risk"
    RENEWAL = "renewal"
    RENEWAL_AT_RISK = "renewal at risk"
    CHAMPION_LEFT = "champion left"
    NO_SPONSOR = "no sponsor"
    SILENCE = "silence"
    DETRACTOR = "detractor"
    COMPLAINT_SPIKE = "complaint spike"
    REQUEST_SPIKE = "request spike"
    PRICE = "price complaint"
    URGENT_TICKET = "urgent ticket"
    STALLED = "stalled onboarding"
    PAYMENT = "payment overdue"
    PROMISE = "promise overdue"
    USE_FELL = "use fell"
    SEATS_UNUSED = "seats unused"
    LIMIT = "limit reached"
    GROWTH = "growth"
    MILESTONE = "milestone"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign at one account. ``day``: since when. ``figures`` and ``items`` open it: ids for ``nrr explain`` and
    of feedback. ``play``, ``owner`` and ``due`` are set where a rule of the team's names them itself (health routes).
    """

    kind: SignKind
    account: str
    why: str
    day: date
    urgent: bool = False
    figures: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    play: str = ""
    owner: str = ""
    due: date | None = None
