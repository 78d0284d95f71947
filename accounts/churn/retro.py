"""Looking back at accounts that left: were they flagged in time, what was there to be seen, what should change.

An account was flagged when the scorecard, looking back from the last month end at least ``flag_days`` before it
left, gave it ``flag_from`` or more. Signals are those of ``accounts.churn.lifts``, read at that same day: nothing
that came later is held against anyone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from accounts.book import AccountBook
from accounts.churn.learning import PastRows
from accounts.churn.lifts import signal_rows
from accounts.churn.outcomes import Outcomes, Way
from accounts.churn.snapshots import snapshot
from accounts.figures import AccountRisk
from accounts.revenue.mrr import mrr_history
from accounts.scorecard.scores import RiskScores, risk_scores
from accounts.scorecard.signal_columns import Flags, SignalColumns
from foundation.churn_settings import ChurnSettings
from foundation.months import Month

_LOOK_BACK_MONTHS = 7
_PLAYS: tuple[tuple[str, str], ...] = (
    ("fell by", "adoption rescue"),
    ("champion", "champion change"),
    ("contact left", "champion change"),
    ("urgent ticket", "support escalation"),
    ("tickets", "support escalation"),
    ("survey", "detractor follow-up"),
    ("silent", "tech-touch nudge"),
    ("MRR fell", "down-sell defence"),
    ("renewal", "renewal at risk"),
    ("milestone", "stalled onboarding"),
)
_BY_REASON: Mapping[str, str] = {
    "payment": "payment recovery",
    "price": "price and packaging",
    "missing feature": "feature gap",
    "competitor": "executive save",
    "reliability": "support escalation",
    "support": "support escalation",
    "low adoption": "adoption rescue",
    "people changed": "champion change",
}
_INFERRED: tuple[tuple[str, str], ...] = (
    ("fell by", "low adoption"),
    ("champion", "people changed"),
    ("contact left", "people changed"),
    ("urgent ticket", "support"),
    ("MRR fell", "price"),
)


@dataclass(frozen=True, slots=True)
class Departed:
    """One account that left: when, what it paid a month before (MRR), its way and reason code, the scorecard's
    ``risk`` at ``looked_at`` (None: it could not be scored) and whether that flagged it."""

    account_id: str
    day: date
    mrr: float
    way: str
    reason: str
    looked_at: date
    risk: float | None
    flagged: bool


def departed_accounts(
    book: AccountBook, signals: SignalColumns, found: Outcomes, settings: ChurnSettings
) -> list[Departed]:
    """Every account that left and was ever seen paying, latest first."""
    left = np.flatnonzero(found.way != Way.STAYED)
    looks = {int(at): look_day(_day(found, int(at)), settings.flag_days) for at in left}
    cards: dict[date, RiskScores] = {
        day: risk_scores(book, signals, day, looking_back=True) for day in sorted(set(looks.values()))
    }
    lines = []
    for at, look in looks.items():
        risk = float(cards[look].risk[at])
        known = None if np.isnan(risk) else risk
        day = _day(found, at)
        lines.append(
            Departed(
                account_id=found.accounts[at],
                day=day,
                mrr=_paid_before(book, at, day),
                way=str(found.way[at]),
                reason=str(found.reason[at]),
                looked_at=look,
                risk=known,
                flagged=known is not None and known >= settings.flag_from,
            )
        )
    return sorted(lines, key=lambda one: (one.day, one.account_id), reverse=True)


def look_day(left: date, flag_days: int) -> date:
    """The last month end at least ``flag_days`` before an account left."""
    return Month.of(left - timedelta(days=flag_days) + timedelta(days=1)).plus(-1).last_day


def _day(found: Outcomes, at: int) -> date:
    day: date = found.day[at].astype("datetime64[D]").astype(date)
    return day


def _paid_before(book: AccountBook, at: int, day: date) -> float:
    return float(mrr_history(book, [Month.of(day).plus(-1)]).values[at, 0])


@dataclass(frozen=True, slots=True)
class Moment:
    """A line of the timeline: what could be known on ``day``; at month ends the scorecard's ``risk``, None where it
    gave none."""

    day: date
    what: str
    risk: float | None = None


@dataclass(frozen=True, slots=True)
class Retrospective:
    """``departed`` with its ``timeline``, the signals that showed at the day looked at (``seen``), those that only
    showed later (``late``), what nobody recorded (``blind``), the reason code and where it is from, and what the
    playbook should change, in sentences."""

    departed: Departed
    opened: AccountRisk | None
    timeline: tuple[Moment, ...]
    seen: tuple[str, ...]
    late: tuple[str, ...]
    blind: tuple[str, ...]
    reason: str
    inferred: bool
    changes: tuple[str, ...]


def retrospective(
    book: AccountBook, signals: SignalColumns, found: Outcomes, one: Departed, settings: ChurnSettings
) -> Retrospective:
    """The story of one account that left."""
    at = found.accounts.index(one.account_id)
    ends = [look_day(one.day, 1)]
    while len(ends) < _LOOK_BACK_MONTHS:
        ends.append(Month.of(ends[-1]).plus(-1).last_day)
    ends = sorted({*ends, one.looked_at})
    cards = {day: risk_scores(book, signals, day, looking_back=True) for day in ends}
    shown = {day: _showing(book, signals, found, cards[day], day, at, settings) for day in ends}
    seen = shown[one.looked_at]
    late = [name for day in ends if day > one.looked_at for name in shown[day] if name not in seen]
    card = cards[one.looked_at]
    blind = tuple(name for name, part in card.components.items() if np.isnan(part.scores[at]))
    reason, inferred = _reason(one, (*seen, *late))
    return Retrospective(
        departed=one,
        opened=None if one.risk is None else card.opened(at),
        timeline=tuple(_timeline(book, signals, at, one, cards, shown)),
        seen=tuple(seen),
        late=tuple(dict.fromkeys(late)),
        blind=blind,
        reason=reason,
        inferred=inferred,
        changes=tuple(_changes(one, seen, tuple(dict.fromkeys(late)), blind, reason, settings)),
    )


def _showing(
    book: AccountBook,
    signals: SignalColumns,
    found: Outcomes,
    card: RiskScores,
    day: date,
    at: int,
    settings: ChurnSettings,
) -> list[str]:
    row = np.array([at], dtype=np.int64)
    none = np.zeros(1, dtype=np.bool_)
    nat = np.full(1, np.datetime64("NaT", "D"))
    table = snapshot(book, signals, found.started, day).take(row)
    past = PastRows(table, none, row, nat, card.risk[row], nat, settings.horizon_days)
    flags: Mapping[str, Flags] = signal_rows(past, settings.flag_from)
    return [name for name, rows in flags.items() if rows[0]]


def _reason(one: Departed, showing: tuple[str, ...]) -> tuple[str, bool]:
    if one.reason not in ("unknown", "other", ""):
        return one.reason, False
    for words, code in _INFERRED:
        if any(words in name for name in showing):
            return code, True
    return "unknown", False


def _timeline(
    book: AccountBook,
    signals: SignalColumns,
    at: int,
    one: Departed,
    cards: Mapping[date, RiskScores],
    shown: Mapping[date, list[str]],
) -> list[Moment]:
    first = min(cards)
    lines = []
    before: list[str] = []
    for day, card in cards.items():
        risk = card.risk[at]
        fresh = [name for name in shown[day] if name not in before and not name.startswith("scorecard")]
        before = shown[day]
        words = "could not be scored" if np.isnan(risk) else f"scorecard {risk:.2f}"
        lines.append(Moment(day, "; ".join([words, *fresh]), None if np.isnan(risk) else float(risk)))
    lines += _recorded(book, signals, at, first, one.day)
    lines.append(Moment(one.day, f"left ({one.way or 'unknown'}: {one.reason})"))
    return sorted(lines, key=lambda line: line.day)


def _recorded(book: AccountBook, signals: SignalColumns, at: int, first: date, last: date) -> list[Moment]:
    """Dated rows of the account between two days: contacts who left, plays, survey answers, urgent tickets."""
    account = str(book.accounts["id"].iloc[at])
    lines = []
    for row in book.contacts[book.contacts["account"] == account].to_dict("records"):
        if row["left"] == row["left"] and first <= row["left"].date() <= last:
            role = "champion" if row["champion"] is True else str(row["level"] or "contact")
            lines.append(Moment(row["left"].date(), f"a {role} left"))
    for row in book.plays[book.plays["account"] == account].to_dict("records"):
        if first <= row["started"].date() <= last:
            lines.append(Moment(row["started"].date(), f"play started: {row['play']}"))
    own = signals.where(signals.account == at)
    for day, score, urgent in zip(own.day, own.score, own.urgent, strict=True):
        when: date = day.astype(date)
        if first <= when <= last and (score == score or urgent):
            lines.append(Moment(when, f"survey score {score:g}" if score == score else "an urgent ticket"))
    return lines


def _changes(
    one: Departed,
    seen: list[str],
    late: tuple[str, ...],
    blind: tuple[str, ...],
    reason: str,
    settings: ChurnSettings,
) -> list[str]:
    if one.way == Way.POOR_FIT:
        return ["Poor fit: no save play and no win-back; tighten who is sold to."]
    if one.way == Way.PAYMENT:
        return ["A failed payment: billing runs 'payment recovery'; no save play."]
    lines = []
    if not one.flagged:
        lines += [
            f"Start '{play}' when this shows: {name}. It showed in time." for name, play in _played(seen)
        ]
        lines += [
            f"Look for this sooner: {name}. It showed, but too late." for name, _ in _played(list(late))
        ]
    else:
        lines.append(f"It was flagged {settings.flag_days} days before: look at what was done with the flag.")
    if reason in _BY_REASON:
        lines.append(f"The reason was {reason}: keep '{_BY_REASON[reason]}' ready for accounts like this.")
    if blind:
        lines.append(f"Nothing is recorded on {', '.join(blind)}: no signal can come from there.")
    return lines or ["Nothing that is recorded would have told. Ask the account why it left."]


def _played(names: list[str]) -> list[tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    for name in names:
        play = next((play for words, play in _PLAYS if words in name), "")
        if play and play not in found:
            found[play] = (name, play)
    return list(found.values())
