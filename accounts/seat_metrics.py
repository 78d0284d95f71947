"""Which metrics of use count seats: those in use and those bought, by the names that tools and teams give them.

The one place where such names are read; health, expansion and the signs of plays ask here. ``active_users``,
``seats_used``, ``Licensed users`` and ``assigned licences`` count seats in use, ``seats_purchased`` and ``licence
limit`` those bought. ``licences``, ``seats`` and ``licensed users`` are either: in use where a reading has a plan limit
or nothing else tells of use, bought beside another metric that does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_THING = r"(?:seats?|licen[cs]es?|lizenz(?:en)?|sièges?|plätze)"
_SEATS = re.compile(
    rf"(?<![^\W_]){_THING}(?![^\W_])|(?<![^\W_])licen[cs]ed|(?:active|named|assigned|provisioned|paid|billable)[\s_-]?users?"
    r"|users?[\s_-]?(?:active|assigned|licen[cs]ed)|aktive[\s_-]?(?:be)?nutzer|utilisateurs?[\s_-]actifs",
    re.IGNORECASE,
)
_BOUGHT = re.compile(
    r"purchas|bought|contract|entitle|limit|quota|allowed|included|maximum|(?<![^\W_])(?:max|total|owned|paid|ordered|"
    r"gekauft\w*)(?![^\W_])",
    re.IGNORECASE,
)
_EITHER = re.compile(
    rf"\s*(?:(?:no|number|count)[\s_.-]*(?:of)?[\s_-]*)?(?:{_THING}|licen[cs]ed[\s_-]?users?)\s*", re.I
)


@dataclass(frozen=True, slots=True)
class SeatReading:
    """A metric's reading at an account, and the limit of its plan; None where there is none."""

    metric: str
    now: float | None
    limit: float | None


def counts_seats(metric: str) -> bool:
    """Whether ``metric`` counts seats in use, or may; what was bought is another figure."""
    return _SEATS.search(metric) is not None and _BOUGHT.search(metric) is None


def seats_in_use(
    readings: Iterable[SeatReading], named: Iterable[str] = (), bought: float | None = None
) -> float | None:
    """The share of the seats bought that is in use; None where either is not known. ``named``: metrics, folded, that
    the team says count seats in use; ``bought``: by the subscriptions. What is bought is the metric's own limit, else
    another metric's reading, else that of the subscriptions. Of several metrics the one most in use counts."""
    own = frozenset(named)
    seats = [one for one in readings if one.now is not None and _is_seats(one.metric, own)]
    clear = [one for one in seats if _clear(one, own)]
    used = clear or [one for one in seats if not _BOUGHT.search(one.metric)]
    most = max((one.now or 0.0 for one in seats if one not in used), default=0.0) or bought
    shares = [(one.now or 0.0) / whole for one in used if (whole := one.limit or most)]
    return max(shares, default=None)


def _is_seats(metric: str, named: frozenset[str]) -> bool:
    return " ".join(metric.casefold().split()) in named or _SEATS.search(metric) is not None


def _clear(one: SeatReading, named: frozenset[str]) -> bool:
    """Whether a metric of seats counts those in use and cannot be what was bought."""
    told = " ".join(one.metric.casefold().split()) in named and one.limit is not None
    return told or (not _BOUGHT.search(one.metric) and (bool(one.limit) or not _EITHER.fullmatch(one.metric)))
