"""Routing rules: which hold, in which order, by when; and what a wrong file is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from accounts.health.routes import Standing, default_routes_text, due_day, read_routes, routed
from foundation.errors import SettingsError

FRIDAY = date(2026, 10, 30)
AT_RISK = Standing("at risk", "Tier 1", "enterprise", "steady", 60, "support", "Ruth Abara", "Victor Osei")


def test_the_rules_that_ship_are_those_of_the_domain() -> None:
    routes = read_routes(default_routes_text(), "here")
    critical = routed(routes, replace(AT_RISK, band="critical"), FRIDAY)
    assert critical[0].play == "executive save"
    assert critical[0].owner == "CS lead, executive sponsor Victor Osei"
    assert (critical[0].within, critical[0].due) == ("24 hours", date(2026, 10, 31))
    one, renewal = routed(routes, AT_RISK, FRIDAY)
    assert (one.play, one.owner, one.due) == ("support escalation", "Ruth Abara", date(2026, 11, 3))
    assert renewal.play == "renewal at risk"
    second = routed(routes, replace(AT_RISK, tier="Tier 2", days_to_renewal=None), FRIDAY)
    assert [(route.play, route.within) for route in second] == [("support escalation", "5 working days")]
    third = routed(routes, replace(AT_RISK, tier="Tier 3", csm=""), FRIDAY)
    assert [(route.play, route.owner) for route in third] == [("tech-touch nudge", "tech touch")]
    assert routed(routes, replace(AT_RISK, band="not enough data"), FRIDAY) == ()
    assert routed(routes, replace(AT_RISK, band="healthy"), FRIDAY) == ()
    assert routed(routes, replace(AT_RISK, band="healthy", trend="falling"), FRIDAY)


def test_nobody_named_is_said() -> None:
    routes = read_routes(default_routes_text(), "here")
    alone = replace(AT_RISK, csm="", executive_sponsor="")
    assert routed(routes, alone, FRIDAY)[0].owner == "CSM (nobody named)"
    assert (
        "executive sponsor (nobody named)" in routed(routes, replace(alone, band="critical"), FRIDAY)[0].owner
    )


def test_a_play_is_called_for_once_and_three_are_the_most() -> None:
    rule = '[[route]]\nband = "at risk"\nplay = "{play}"\nowner = "x"\nwithin = "1 days"\n'
    text = "".join(rule.format(play=play) for play in ("a", "b", "a", "c", "d"))
    found = routed(read_routes(text, "here"), AT_RISK, FRIDAY)
    assert [(route.play, route.rule) for route in found] == [("a", 1), ("b", 2), ("c", 4)]


@pytest.mark.parametrize(
    ("within", "day"),
    [
        ("24 hours", date(2026, 10, 31)),
        ("25 hours", date(2026, 11, 1)),
        ("1 working day", date(2026, 11, 2)),
        ("5 working days", date(2026, 11, 6)),
        ("10 days", date(2026, 11, 9)),
    ],
)
def test_deadlines(within: str, day: date) -> None:
    assert due_day(within, FRIDAY) == day


_GOOD = {"band": '"at risk"', "play": '"x"', "owner": '"CSM"', "within": '"2 working days"'}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"band": '"bad"'}, "route 2: band cannot be 'bad' (routes.toml line 6)"),
        ({"band": None}, "route 2: band is missing"),
        ({"within": '"soon"'}, "route 2: within cannot be 'soon'"),
        ({"owner": None}, "route 2: owner is missing"),
        ({"owner": "3"}, "route 2: owner cannot be 3"),
        ({"play": '""'}, "route 2: play is missing"),
        ({"play": '"weakest"'}, "route 2: the weakest signal may be adoption_depth, which has no play"),
        ({"trend": '"down"'}, "route 2: trend cannot be 'down'"),
        ({"renewal_within": '"90"'}, "route 2: renewal_within cannot be '90'"),
        ({"teir": '"Tier 1"'}, "route 2: there is no key 'teir'"),
    ],
)
def test_a_wrong_rule_is_named_with_its_line(change: dict[str, str | None], told: str) -> None:
    def rule(values: dict[str, str | None]) -> str:
        return "[[route]]\n" + "".join(f"{key} = {value}\n" for key, value in values.items() if value)

    with pytest.raises(SettingsError) as error:
        read_routes(rule({**_GOOD}) + rule({**_GOOD, **change}), "routes.toml")
    assert str(error.value).startswith(told)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    "text",
    [
        "[[route]",
        "route = 3",
        "[rules]\n",
        "plays = 1\n",
        '[plays]\nlogins = "x"\n',
        "[plays]\nsupport = 1\n",
    ],
)
def test_a_file_of_another_shape_is_refused_in_one_line(text: str) -> None:
    with pytest.raises(SettingsError, match=r"routes\.toml") as error:
        read_routes(text, "routes.toml")
    assert "\n" not in str(error.value)
