"""From signs to the plays that are due: what each account needs now, and what has to wait for which reason.

Keeps these laws for any signs and any plays: an account has one save at a time; nothing is sold to one that is in a
save or has to be helped first; a poor fit gets neither a save nor a win-back; nobody who asked not to be contacted
gets any; a play does not come again before its time. What is held back is kept with its reason, never dropped.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from playbooks.plays import CSM, EXECUTIVE_SPONSOR, Play, Stance
from playbooks.signs import Sign

_NEAR_DAYS = 7
"""A play that keeps an account waits for another that is due no more than this after it."""


@dataclass(frozen=True, slots=True)
class PastPlay:
    """A play that was run; ``ended`` is None while it runs. ``saves``: it is one that saves."""

    name: str
    started: date
    ended: date | None
    saves: bool = False


@dataclass(frozen=True, slots=True)
class AccountStanding:
    """What rules out plays at an account, besides its signs. ``no_growth``: why nothing is sold to it; ``no_contact``:
    who asked for that, and when."""

    owner: str
    tier: str
    segment: str
    arr: float
    poor_fit: bool = False
    no_contact: str = ""
    no_growth: tuple[str, ...] = ()
    past: tuple[PastPlay, ...] = ()
    sponsor: str = ""


@dataclass(frozen=True, slots=True)
class DuePlay:
    """A play that an account's state calls for. ``why`` says by which signs; ``urgent``: before all that are not.
    ``held``: why it waits, empty for one that is due; ``first``: the play it waits for. ``then``: what waits for it,
    each with its own reason."""

    account: str
    play: str
    owner: str
    due: date
    why: str
    urgent: bool
    signs: tuple[Sign, ...] = ()
    held: str = ""
    first: str = ""
    then: tuple[str, ...] = ()

    @property
    def reason(self) -> str:
        """Why, and what comes after it."""
        return ". Then ".join((self.why, *self.then))


@dataclass(frozen=True, slots=True)
class Decided:
    """``due``: urgent plays first, then by day and ARR. ``held``: what is called for and waits."""

    due: tuple[DuePlay, ...]
    held: tuple[DuePlay, ...]


@dataclass(frozen=True, slots=True)
class _Deciding:
    plays: Mapping[str, Play]
    day: date
    cool_days: int
    kept: list[DuePlay] = field(default_factory=list)
    held: list[DuePlay] = field(default_factory=list)


def decide(
    signs: Iterable[Sign],
    plays: Mapping[str, Play],
    standings: Mapping[str, AccountStanding],
    day: date,
    cool_days: int,
) -> Decided:
    """The plays that ``signs`` call for on ``day``. For ``cool_days`` after a play began at an account only what is
    urgent comes. Signs of accounts without a standing are passed over."""
    state = _Deciding(plays, day, cool_days)
    by_account: dict[str, list[Sign]] = {}
    for sign in sorted(signs, key=_order_of):
        by_account.setdefault(sign.account, []).append(sign)
    for account, own in by_account.items():
        if account in standings:
            _at_one(state, own, standings[account])

    def order(one: DuePlay) -> tuple[bool, date, float, str, str]:
        return (not one.urgent, one.due, -standings[one.account].arr, one.account, one.play)

    return Decided(tuple(sorted(state.kept, key=order)), tuple(sorted(state.held, key=order)))


def _order_of(sign: Sign) -> tuple[object, ...]:
    """Of signs in any order, one order."""
    named = (sign.account, sign.kind, sign.why, sign.play, sign.owner)
    return (*named, sign.day, sign.due or date.max, sign.urgent, sign.figures, sign.items)


def _at_one(state: _Deciding, signs: Sequence[Sign], standing: AccountStanding) -> None:
    called = sorted(_called(state, signs, standing), key=lambda one: (*_rank(state, one), one.due, one.play))
    kept: list[DuePlay] = []
    held: list[DuePlay] = []
    for at, one in enumerate(called):
        first = called[:at] if _stance(state, one) is Stance.GROW else kept
        why_not = _ruled_out(state, one, standing)
        leads = "" if why_not else _leading(state, one, first)
        if why_not or leads:
            held.append(replace(one, held=why_not or f"waits for {leads}", first=leads))
        else:
            kept.append(one)
    state.held.extend(held)
    for one in kept:
        waiting = tuple(f"{other.play}: {other.why}" for other in held if other.first == one.play)
        state.kept.append(replace(one, then=waiting))


def _called(state: _Deciding, signs: Sequence[Sign], standing: AccountStanding) -> Iterable[DuePlay]:
    """One for each play that some sign calls for, the earliest of its days; a rule of the team's own may name one that
    the library has not."""
    found: dict[str, list[Sign]] = {}
    for sign in signs:
        if sign.play:
            found.setdefault(sign.play, []).append(sign)
        for name, play in state.plays.items():
            if play.trigger.meets(sign.kind, standing.tier, standing.segment) and name != sign.play:
                found.setdefault(name, []).append(sign)
    for name, own in found.items():
        asked = state.plays.get(name)
        owner = next((one.owner for one in own if one.owner), _owner(asked, standing))
        due = min(_due(one, asked, state.day) for one in own)
        yield DuePlay(
            own[0].account,
            name,
            owner,
            due,
            "; ".join(dict.fromkeys(one.why for one in own)),
            any(one.urgent for one in own),
            tuple(own),
        )


def _due(sign: Sign, play: Play | None, day: date) -> date:
    if sign.due is not None:
        return sign.due
    return max(day, sign.day + timedelta(days=play.trigger.within_days if play else 0))


def _owner(play: Play | None, standing: AccountStanding) -> str:
    role = play.owner if play else CSM
    if role == CSM:
        return standing.owner or role
    if role == EXECUTIVE_SPONSOR:
        return standing.sponsor or role
    return role


def _rank(state: _Deciding, one: DuePlay) -> tuple[int, int, bool]:
    """Saves first, then what keeps, then what grows; within those what others wait for, then the urgent."""
    play = state.plays.get(one.play)
    return (
        list(Stance).index(_stance(state, one)),
        len(play.trigger.waits_for) if play else 0,
        not one.urgent,
    )


def _ruled_out(state: _Deciding, one: DuePlay, standing: AccountStanding) -> str:
    """Why an account's state rules the play out; empty where it does not."""
    play, stance = state.plays.get(one.play), _stance(state, one)
    if standing.no_contact:
        return standing.no_contact
    if standing.poor_fit and stance in (Stance.SAVE, Stance.WIN_BACK):
        return "a poor fit: neither saved nor won back"
    if stance is Stance.GROW and standing.no_growth:
        return "; ".join(standing.no_growth)
    running = [past for past in standing.past if past.ended is None or past.ended > state.day]
    saving = next((past for past in running if past.saves), None)
    if stance is Stance.GROW and saving is not None:
        return f"within the save play “{saving.name}” since {saving.started}"
    again = play.trigger.again_days if play else 0
    for past in standing.past:
        if past.name.casefold() != one.play.casefold():
            continue
        if past in running:
            return f"it runs since {past.started}"
        if (state.day - past.started).days < again:
            return f"it was run from {past.started} on, and comes again after {again} days"
    if stance is Stance.SAVE and saving is not None and not one.urgent:
        return f"within the save play “{saving.name}” since {saving.started}"
    goes_first = _running_first(state, one, running)
    if goes_first is not None:
        return f"waits for {goes_first.name}, which runs since {goes_first.started}"
    last = max((past.started for past in standing.past), default=None)
    if last is not None and not one.urgent and (state.day - last).days < state.cool_days:
        return f"a play began on {last}; nothing else for {state.cool_days} days unless it is urgent"
    return ""


def _running_first(state: _Deciding, one: DuePlay, running: Sequence[PastPlay]) -> PastPlay | None:
    """The play that runs and goes before this one, while its time to show an effect lasts: a play of which nobody
    noted the end holds back nothing for ever."""
    play, own = state.plays.get(one.play), _stance(state, one)
    for past in running:
        asked = state.plays.get(past.name.casefold())
        if asked is None or (state.day - past.started).days > asked.measure_days:
            continue
        both_save = own is Stance.SAVE and asked.stance is Stance.SAVE
        if both_save or (play is not None and play.trigger.yields_to(asked.name, asked.stance)):
            return past
    return None


def _leading(state: _Deciding, one: DuePlay, first: Sequence[DuePlay]) -> str:
    """The play of ``first`` that goes before this one; empty where none does."""
    play, own = state.plays.get(one.play), _stance(state, one)
    for other in first:
        stance = _stance(state, other)
        both_save = own is Stance.SAVE and stance is Stance.SAVE
        sells = own is Stance.GROW and stance is Stance.SAVE
        yields = play is not None and play.trigger.yields_to(other.play, stance)
        near = own is Stance.GROW or other.due <= one.due + timedelta(days=_NEAR_DAYS)
        if both_save or sells or (yields and near):
            return other.play
    return ""


def _stance(state: _Deciding, one: DuePlay) -> Stance:
    play = state.plays.get(one.play)
    return play.stance if play else Stance.KEEP
