"""Signs in how an account stands: its health, its risk, its use, whom we know there, what it pays."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from accounts.seat_metrics import SeatReading, seats_in_use
from accounts.state_words import payment_is_overdue
from foundation.months import Month, day_title
from foundation.text import folded
from playbooks.signs import Sign, SignKind
from playbooks.situations import renews_in
from workspace.own_files import plays_of
from workspace.tools.account import UsageLine, usage_of

if TYPE_CHECKING:
    from workspace.tools.session import Session

_WELL = frozenset(("healthy", "thriving"))
_SPONSOR_FROM = 365


def standing_signs(session: Session) -> Iterator[Sign]:
    """Of every customer: every account that pays, or is there where no revenue is known."""
    yield from _routes(session)
    yield from _risk(session)
    yield from _calendar(session)
    yield from _stalled(session)
    yield from _people(session)
    yield from _use(session)
    for account in session.customers:
        own = session.accounts[account]
        if payment_is_overdue(own.status):
            yield Sign(
                SignKind.PAYMENT,
                account,
                f"its status is “{own.status}”",
                session.day,
                urgent=True,
                figures=_arr(session, account),
            )


def _routes(session: Session) -> Iterator[Sign]:
    from workspace.health import figure, routing

    called_for, day = routing(session.workspace), session.day
    plays = plays_of(session.workspace)
    for account, line in session.scored.lines.items():
        points = f" at {line.score:.1f} points" if line.score is not None else ""
        for route in called_for(line, day):
            yield Sign(
                SignKind.HEALTH,
                account,
                f"health is {line.band}{points}",
                day,
                urgent=line.band not in _WELL,
                figures=(figure(account, day),),
                play=name if (name := route.play.casefold()) in plays else route.play,
                owner=route.owner,
                due=route.due,
            )


def _risk(session: Session) -> Iterator[Sign]:
    """Accounts whose calibrated risk is flagged, whatever their health says. What drives each risk is not asked for:
    that takes longer than all other signs together."""
    if not session.risks.calibrated:
        return
    settings = session.workspace.settings.churn
    for account, risk in session.risks.by_account().items():
        if account in session.arr and risk >= settings.flag_probability:
            yield Sign(
                SignKind.RISK,
                account,
                f"the model gives it {risk:.0%} risk of leaving within {settings.horizon_days} days",
                session.day,
                urgent=True,
                figures=(f"churn:{account}@{session.day}",),
            )


def _calendar(session: Session) -> Iterator[Sign]:
    """Renewals that are near, and silence."""
    from workspace.health import figure

    settings, day = session.workspace.settings.plays, session.day
    for account in session.customers:
        own = session.accounts[account]
        days = (own.renewal - day).days if own.renewal is not None else None
        if own.renewal is None or days is None or not 0 <= days <= settings.renewal_days:
            continue
        due = own.renewal - timedelta(days=2 * settings.late_days)
        when = f"it {renews_in(days)}, on {day_title(own.renewal)}"
        urgent = days <= settings.late_days
        yield Sign(SignKind.RENEWAL, account, when, due, urgent, _arr(session, account))
        line = session.scored.lines.get(account)
        if line is not None and line.band in ("at risk", "critical"):
            why = f"{when}, and its health is {line.band}"
            yield Sign(SignKind.RENEWAL_AT_RISK, account, why, day, True, (figure(account, day),))
    yield from _silent(session)


def _silent(session: Session) -> Iterator[Sign]:
    from accounts.churn.silence import silent_accounts

    seen = session.churn_book
    for one in silent_accounts(seen.book, seen.signals, seen.as_of):
        yield Sign(
            SignKind.SILENCE,
            one.account_id,
            f"not heard from for {one.days} days",
            session.day,
            figures=(f"silent_days:{one.account_id}@{session.day}",),
        )


def _stalled(session: Session) -> Iterator[Sign]:
    for account, milestone in session.onboarding.stalled_at().items():
        if account in session.customers:
            why = f"it has stalled before {milestone}"
            figure = f"onboarding_day:{account}@{session.day}"
            yield Sign(SignKind.STALLED, account, why, session.day, True, (figure,))


def _people(session: Session) -> Iterator[Sign]:
    """A champion who left, and a top account that nobody senior of ours looks after."""
    from workspace.coverage import figure

    days = session.workspace.settings.plays.left_days
    for line in session.coverage.accounts:
        opens = (figure(line.account, session.day),)
        gone = [one for one in line.left if one.champion and (session.day - one.left).days <= days]
        if gone:
            last = max(gone, key=lambda one: (one.left, one.name))
            alone = not line.champions
            why = f"its champion {last.name} left on {day_title(last.left)}" + (
                ", and it has none now" if alone else ""
            )
            yield Sign(SignKind.CHAMPION_LEFT, line.account, why, last.left, alone, opens)
        unheard = line.last_executive_contact is None or _older(line.last_executive_contact, session.day)
        if line.top and not line.executive_sponsor and unheard and session.coverage.contacts:
            why = (
                "a top account: we have no executive sponsor, and spoke to none of their executives in a year"
            )
            yield Sign(SignKind.NO_SPONSOR, line.account, why, session.day, False, opens)


def _older(day: date, today: date) -> bool:
    return (today - day).days > _SPONSOR_FROM


def _use(session: Session) -> Iterator[Sign]:
    for account in session.customers:
        lines = usage_of(session, account)
        yield from _fell(session, account, lines)
        yield from _unused_seats(session, account, lines)


def _fell(session: Session, account: str, lines: Sequence[UsageLine]) -> Iterator[Sign]:
    """Half of its metrics at least fell by the share that counts; the one that fell most is named."""
    from workspace.health import figure

    least = session.workspace.settings.plays.use_share
    known = [(one.change, one.metric) for one in lines if one.change is not None]
    fell = [(change, metric) for change, metric in known if change <= -least]
    if fell and len(fell) * 2 >= len(known):
        change, metric = min(fell)
        why = f"use of {metric.replace('_', ' ')} fell by {-change:.0%} against the 90 days before"
        opens = (figure(account, session.day),) if account in session.scored.lines else ()
        yield Sign(SignKind.USE_FELL, account, why, session.day, figures=opens)


def _unused_seats(session: Session, account: str, lines: Sequence[UsageLine]) -> Iterator[Sign]:
    """Seats that were bought and are not used while the renewal nears."""
    settings, renewal = session.workspace.settings, session.accounts[account].renewal
    if renewal is None or not 0 <= (renewal - session.day).days <= settings.plays.seats_days:
        return
    named = [folded(name) for name in settings.expansion.seat_metrics]
    readings = [SeatReading(one.metric, one.now, one.limit) for one in lines]
    share = seats_in_use(readings, named, session.seats.get(account))
    if share is not None and share < settings.plays.seats_share:
        why = f"{share:.0%} of its seats are in use, and it renews on {day_title(renewal)}"
        yield Sign(SignKind.SEATS_UNUSED, account, why, session.day, False, _arr(session, account))


def _arr(session: Session, account: str) -> tuple[str, ...]:
    return (f"arr:{account}@{Month.of(session.day)}",) if account in session.arr else ()
