"""The library of plays: every file holds, and what does not hold is refused with what is wrong and where."""

from __future__ import annotations

from pathlib import Path

import pytest

from accounts.health.routes import default_routes_text, read_routes
from foundation.errors import SettingsError
from foundation.health_settings import HEALTH_SIGNALS
from playbooks.play_library import all_plays, library
from playbooks.plays import PLACEHOLDERS, Stance, held_in, read_play
from playbooks.signs import SignKind

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


def test_the_play_of_the_guide_holds() -> None:
    guide = (Path(__file__).parents[2] / "docs" / "plays.md").read_text("utf-8")
    play = read_play(guide.split("```toml\n")[1].split("```")[0], "docs/plays.md")
    assert play.name == "board review"
    assert play.trigger.signs == (SignKind.MILESTONE,)


def test_what_a_play_waits_for_is_there() -> None:
    plays = library()
    known = {*plays, *(one.value for one in Stance)}
    for play in plays.values():
        assert set(play.trigger.waits_for) <= known, play.name


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
        ("day = 7", "day = 400", "step 2, day"),
        ("day = 0", "day = 9", "order of their days"),
        ("[[step]]", "[[steps]]", "step"),
        ('goal = "Hear from them."', "", "goal"),
        ('"check in"', '"Check In!"', "small letters"),
        ("measure_days = 14", "measure_days = 0", "measure_days"),
        ('kind = "email"', 'kind = "fax"', "kind"),
        ("name =", "name", "the play does not hold"),
        ("[[step]]\nday = 0", '[trigger]\nsigns = ["a hunch"]\n[[step]]\nday = 0', "trigger, signs 1"),
        ("[[step]]\nday = 0", "[trigger]\nwithin = 3\n[[step]]\nday = 0", "trigger, within"),
        ('goal = "Hear', 'stance = "sell"\ngoal = "Hear', "stance"),
        ('goal = "Hear', 'gaol = "Hear', "gaol: there is no such key; goal: it is missing"),
        ('goal = "Hear', 'asks = ["Product: {thmee}"]\ngoal = "Hear', "asks: there is no fact {thmee}"),
        ('do = "', 'do = "{qoute} ', "do: there is no fact {qoute}"),
        ('subject = "', 'subject = "{account!r:>99} ', "a fact's name alone"),
        ('subject = "Hello, {account}"', "", "step 1, message: an e-mail needs a subject"),
        ("Hello, {account}", "||", "an e-mail needs a subject"),
        ("Hello, {account}", "Your renewal on {renewal}", "where {renewal} is not known"),
        ("Hello, {account}", "On {renewal} || By {score_day}", "where {score_day} is not known"),
    ],
)
def test_what_does_not_hold_is_said_with_its_place(old: str, new: str, said: str) -> None:
    assert old in GOOD
    with pytest.raises(SettingsError) as raised:
        read_play(GOOD.replace(old, new), "check_in.toml")
    assert said in raised.value.what
    assert raised.value.where == "check_in.toml"


@pytest.mark.parametrize("subject", ["On {renewal} || Your renewal", "How is {account}?", "How is it going?"])
def test_a_subject_that_says_something_whatever_is_known_holds(subject: str) -> None:
    play = read_play(GOOD.replace("Hello, {account}", subject), "check_in.toml")
    assert play.step[0].message is not None
    assert play.step[0].message.subject == subject


def test_a_call_needs_no_subject() -> None:
    text = GOOD.replace("email", "call").replace('subject = "Hello, {account}"', "")
    assert read_play(text, "check_in.toml").step[0].message is not None


def test_a_team_s_own_play_stands_beside_those_that_ship_or_in_their_place() -> None:
    own = GOOD.replace('"check in"', '"win-back"')
    held = all_plays(
        [
            ("plays/check_in.toml", GOOD),
            ("plays/w.toml", own),
            ("plays/x.toml", 'name = "advocacy"\noff = true'),
        ]
    )
    assert (held["check in"].source, held["check in"].replaces) == ("plays/check_in.toml", False)
    assert (held["win-back"].source, held["win-back"].replaces) == ("plays/w.toml", True)
    assert held["win-back"].play.goal == "Hear from them."
    assert "advocacy" not in held
    assert (held["executive save"].source, len(held)) == ("nrr", len(library()))


@pytest.mark.parametrize(
    ("files", "said", "where"),
    [
        ([("a.toml", GOOD), ("b.toml", GOOD)], "'check in' stands in a.toml too", "b.toml"),
        ([("a.toml", 'name = "nothing"\noff = true')], "there is no play 'nothing'", "a.toml"),
        ([("a.toml", 'name = "win-back"\noff = false')], "the play does not hold", "a.toml"),
        ([("a.toml", "name = ")], "the play does not hold", "a.toml"),
    ],
)
def test_a_team_s_own_play_that_does_not_hold_is_said(
    files: list[tuple[str, str]], said: str, where: str
) -> None:
    with pytest.raises(SettingsError) as raised:
        all_plays(files)
    assert said in raised.value.what
    assert raised.value.where == where
