"""Health as the monthly report tells it: bands on a day against a month before, and who changed band."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from reports.facts import BandFact, BandMove, HealthFact
from workspace.health import BAND_ORDER, HealthLine

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workspace.tools.session import Session


def health_fact(session: Session, as_of: date, before: date) -> HealthFact | None:
    """Bands on ``as_of`` and ``before``; None where no account pays on the day."""
    now = session.scored_on(as_of).lines
    if not now:
        return None
    was = session.scored_on(before).lines
    return HealthFact(as_of, before, _bands(now, was), _moves(now, was))


def _bands(now: Mapping[str, HealthLine], was: Mapping[str, HealthLine]) -> tuple[BandFact, ...]:
    found = []
    for band in BAND_ORDER:
        own = [one for one in now.values() if one.band == band]
        earlier = sum(one.band == band for one in was.values())
        found.append(BandFact(band, len(own), sum(one.arr or 0.0 for one in own), earlier if was else None))
    return tuple(found)


def _moves(now: Mapping[str, HealthLine], was: Mapping[str, HealthLine]) -> tuple[BandMove, ...]:
    """Accounts of both days in another band; falls first, then by ARR."""
    found = [
        BandMove(
            account=key,
            before=was[key].band,
            after=one.band,
            score_before=was[key].score,
            score=one.score,
            weakest=one.weakest,
            arr=one.arr or 0.0,
        )
        for key, one in now.items()
        if key in was and was[key].band != one.band
    ]
    return tuple(sorted(found, key=lambda one: (not _fell(one), -one.arr, one.account)))


def _fell(one: BandMove) -> bool:
    return BAND_ORDER.index(one.after) < BAND_ORDER.index(one.before)
