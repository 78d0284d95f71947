"""The library of plays: every file holds, and what does not hold is refused with what is wrong and where."""

from __future__ import annotations

import pytest

from accounts.health.routes import default_routes_text, read_routes
from foundation.errors import SettingsError
from foundation.health_settings import HEALTH_SIGNALS
from playbooks.plays import PLACEHOLDERS, held_in, library, read_play

GOOD = """\
name = "check in"
audience = "All"
goal = "Hear from them."
measure = "They have answered."
measure_days = 14
leave = "They have written."

[[step]]
day = 0
do = "Write."

[step.message]
kind = "email"
subject = "Hello, {account}"
blocks = ["You wrote: “{quote}”."]

[[step]]
day = 7
do = "Call."
"""


def test_every_play_has_a_message_an_end_and_a_measure() -> None:
    plays = library()
    assert len(plays) >= 16
    for play in plays.values():
        messages = [one.message for one in play.step if one.message is not None]
        assert messages, play.name
        assert all(held_in(text) <= PLACEHOLDERS for one in messages for text in (one.subject, *one.blocks))
        assert play.step[-1].day <= play.measure_days, play.name
        assert play.leave


def test_every_play_that_health_calls_for_is_in_the_library() -> None:
    routes = read_routes(default_routes_text(), "routes.toml")
    assert set(routes.plays) == set(HEALTH_SIGNALS)
    named = {rule.play for rule in routes.rules} - {"weakest"}
    assert (named | set(routes.plays.values())) <= set(library())


def test_a_play_is_read() -> None:
    play = read_play(GOOD, "check_in.toml")
    assert [(one.day, one.who, one.message is None) for one in play.step] == [
        (0, "CSM", False),
        (7, "CSM", True),
    ]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("{quote}", "{discount}", "there is no fact {discount}"),
        ("{quote}", "{quote.__class__}", "there is no fact"),
        ("{quote}", "{", "expected '}'"),
        ("day = 7", "day = 400", "step.1.day"),
        ("day = 0", "day = 9", "order of their days"),
        ("[[step]]", "[[steps]]", "step"),
        ('goal = "Hear from them."', "", "goal"),
        ('"check in"', '"Check In!"', "small letters"),
        ("measure_days = 14", "measure_days = 0", "measure_days"),
        ('kind = "email"', 'kind = "fax"', "kind"),
        ("name =", "name", "the play does not hold"),
    ],
)
def test_what_does_not_hold_is_said_with_its_place(old: str, new: str, said: str) -> None:
    assert old in GOOD
    with pytest.raises(SettingsError) as raised:
        read_play(GOOD.replace(old, new), "check_in.toml")
    assert said in raised.value.what
    assert raised.value.where == "check_in.toml"
