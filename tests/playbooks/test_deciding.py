"""Which plays are due: laws for any signs, and the cases that a lead asks about."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbooks.deciding import AccountStanding, Decided, DuePlay, PastPlay, decide
from playbooks.play_library import library
from playbooks.plays import Play, Stance
from playbooks.signs import Sign, SignKind

_DAY = date(2026, 10, 31)
_PLAYS = library()
_STANDING = AccountStanding("Ruth", "Tier 1", "smb", 1000.0, sponsor="Claire")
_COOL = 7


def _sign(kind: SignKind, account: str = "A", **more: Any) -> Sign:
    return Sign(kind, account, f"because of {kind.value}", _DAY, **more)


def _decide(*signs: Sign, standing: AccountStanding = _STANDING, plays: dict[str, Play] = _PLAYS) -> Decided:
    return decide(signs, plays, {"A": standing, "B": _STANDING}, _DAY, _COOL)


def _names(found: tuple[DuePlay, ...]) -> set[str]:
    return {one.play for one in found}


_SIGNS = st.lists(
    st.builds(
        Sign,
        st.sampled_from(SignKind),
        st.sampled_from(["A", "B", "unknown"]),
        st.sampled_from(["one why", "another"]),
        st.dates(_DAY - timedelta(days=90), _DAY),
        st.booleans(),
        play=st.sampled_from(["", "", "executive save", "a play of ours"]),
    ),
    max_size=12,
)
_PAST = st.lists(
    st.builds(
        lambda name, ago, runs, saves: PastPlay(
            name, _DAY - timedelta(days=ago), None if runs else _DAY - timedelta(days=ago // 2), saves
        ),
        st.sampled_from(sorted(_PLAYS)),
        st.integers(0, 400),
        st.booleans(),
        st.booleans(),
    ),
    max_size=3,
)
_STANDINGS = st.builds(
    AccountStanding,
    st.just("Ruth"),
    st.sampled_from(["Tier 1", "Tier 3", ""]),
    st.just("smb"),
    st.floats(0, 1e6),
    st.booleans(),
    st.sampled_from(["", "", "they asked for it"]),
    st.sampled_from([(), ("health 40 < 70",)]),
    _PAST.map(tuple),
)


@given(_SIGNS, _STANDINGS, st.randoms())
def test_the_laws_hold_for_any_signs(signs: list[Sign], standing: AccountStanding, random: Any) -> None:
    standings = {"A": standing, "B": _STANDING}
    found = decide(signs, _PLAYS, standings, _DAY, _COOL)
    shuffled = list(signs)
    random.shuffle(shuffled)
    assert decide(shuffled, _PLAYS, standings, _DAY, _COOL) == found
    for account, own in standings.items():
        due = [one for one in found.due if one.account == account]
        stances = [_PLAYS[one.play].stance for one in due if one.play in _PLAYS]
        assert stances.count(Stance.SAVE) <= 1
        assert not (Stance.SAVE in stances and Stance.GROW in stances)
        if own.no_contact:
            assert not due
        if own.poor_fit:
            assert not {Stance.SAVE, Stance.WIN_BACK} & set(stances)
        if own.no_growth:
            assert Stance.GROW not in stances
        for past in own.past:
            if past.ended is None:
                assert past.name not in _names(tuple(due))
    called = [(one.account, one.play) for one in (*found.due, *found.held)]
    assert len(called) == len(set(called))
    assert all(one.held for one in found.held)
    assert not any(one.held for one in found.due)
    assert all(one.due >= _DAY and one.signs and one.why for one in found.due)
    assert {one.account for one in signs} - {"unknown"} >= {account for account, _ in called}


def test_every_play_that_ships_is_called_for_by_a_sign_a_route_or_the_loop() -> None:
    by_route = {"tech-touch nudge", "close the loop"}
    assert {name for name, one in _PLAYS.items() if not one.trigger.signs} == by_route


@pytest.mark.parametrize(
    ("kind", "play", "tier"),
    [
        (SignKind.RISK, "executive save", "Tier 1"),
        (SignKind.RISK, "save talk", "Tier 3"),
        (SignKind.RENEWAL, "renewal talk", "Tier 1"),
        (SignKind.RENEWAL_AT_RISK, "renewal at risk", "Tier 2"),
        (SignKind.CHAMPION_LEFT, "champion change", "Tier 1"),
        (SignKind.SILENCE, "reach out", "Tier 3"),
        (SignKind.DETRACTOR, "detractor follow-up", ""),
        (SignKind.COMPLAINT_SPIKE, "support escalation", "Tier 1"),
        (SignKind.REQUEST_SPIKE, "feature gap", "Tier 1"),
        (SignKind.URGENT_TICKET, "support escalation", "Tier 1"),
        (SignKind.STALLED, "stalled onboarding", "Tier 1"),
        (SignKind.PAYMENT, "payment recovery", "Tier 1"),
        (SignKind.LIMIT, "expansion", "Tier 1"),
        (SignKind.MILESTONE, "advocacy", "Tier 1"),
        (SignKind.LEFT, "win-back", ""),
    ],
)
def test_a_sign_calls_for_its_play(kind: SignKind, play: str, tier: str) -> None:
    found = _decide(_sign(kind), standing=replace(_STANDING, tier=tier))
    assert _names(found.due) == {play}
    assert found.due[0].why == f"because of {kind.value}"
    assert found.due[0].due == _DAY + timedelta(days=_PLAYS[play].trigger.within_days)


def test_of_two_saves_one_leads_and_the_other_waits_for_it() -> None:
    found = _decide(_sign(SignKind.RISK, urgent=True), _sign(SignKind.USE_FELL))
    assert _names(found.due) == {"executive save"}
    assert [(one.play, one.held) for one in found.held] == [("adoption rescue", "waits for executive save")]


def test_an_account_in_a_save_is_sold_nothing() -> None:
    found = _decide(_sign(SignKind.RISK), _sign(SignKind.LIMIT))
    assert _names(found.held) == {"expansion"}
    saving = PastPlay("executive save", _DAY - timedelta(days=3), None, saves=True)
    found = _decide(_sign(SignKind.LIMIT), standing=replace(_STANDING, past=(saving,)))
    assert found.held[0].held == "within the save play “executive save” since 2026-10-28"


def test_after_a_contact_only_what_is_urgent_comes() -> None:
    standing = replace(
        _STANDING, past=(PastPlay("advocacy", _DAY - timedelta(days=6), _DAY - timedelta(days=5)),)
    )
    found = _decide(_sign(SignKind.DETRACTOR), _sign(SignKind.PAYMENT, urgent=True), standing=standing)
    assert _names(found.due) == {"payment recovery"}
    assert found.held[0].held == "a play began on 2026-10-25; nothing else for 7 days unless it is urgent"
    rested = replace(
        _STANDING, past=(PastPlay("advocacy", _DAY - timedelta(days=7), _DAY - timedelta(days=5)),)
    )
    assert _names(_decide(_sign(SignKind.DETRACTOR), standing=rested).due) == {"detractor follow-up"}


def test_a_play_does_not_come_again_before_its_time() -> None:
    past = PastPlay("champion change", _DAY - timedelta(days=89), _DAY - timedelta(days=60))
    found = _decide(_sign(SignKind.CHAMPION_LEFT, urgent=True), standing=replace(_STANDING, past=(past,)))
    assert not found.due
    assert "comes again after 90 days" in found.held[0].held
    later = replace(_STANDING, past=(replace(past, started=_DAY - timedelta(days=90)),))
    assert _decide(_sign(SignKind.CHAMPION_LEFT), standing=later).due


def test_a_light_touch_waits_for_a_talk_that_is_near_and_not_for_one_that_is_far() -> None:
    quiet = _sign(SignKind.SILENCE)
    near = replace(_sign(SignKind.RENEWAL), due=_DAY + timedelta(days=5))
    far = replace(near, due=_DAY + timedelta(days=60))
    assert _names(_decide(quiet, near).due) == {"renewal talk"}
    assert _names(_decide(quiet, far).due) == {"renewal talk", "reach out"}


def test_whose_it_is_follows_the_play_s_role() -> None:
    by_play = {
        one.play: one.owner for one in _decide(_sign(SignKind.NO_SPONSOR), _sign(SignKind.RENEWAL)).due
    }
    assert by_play == {"sponsor alignment": "CS lead", "renewal talk": "Ruth"}
    unowned = _decide(_sign(SignKind.RENEWAL), standing=replace(_STANDING, owner=""))
    assert unowned.due[0].owner == "CSM"


def test_what_waits_for_a_save_waits_for_one_that_runs_as_for_one_that_is_due() -> None:
    saving = PastPlay("renewal at risk", _DAY - timedelta(days=20), None, saves=True)
    standing = replace(_STANDING, past=(saving,))
    urgent = (_sign(SignKind.RENEWAL, urgent=True), _sign(SignKind.URGENT_TICKET, urgent=True))
    found = _decide(*urgent, standing=standing)
    assert not found.due
    held = "waits for renewal at risk, which runs since 2026-10-11"
    assert [one.held for one in found.held] == [held, held]
    forgotten = replace(saving, started=_DAY - timedelta(days=_PLAYS["renewal at risk"].measure_days + 1))
    assert _decide(*urgent, standing=replace(_STANDING, past=(forgotten,))).due
    ended = replace(saving, ended=_DAY - timedelta(days=1))
    assert _decide(*urgent, standing=replace(_STANDING, past=(ended,))).due
