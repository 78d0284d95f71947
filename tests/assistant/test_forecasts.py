"""What is to come is said where a result or the evidence says it, and nowhere else."""

from __future__ import annotations

import pytest

from assistant.faults import FORECAST, WRONG_WAY
from assistant.forecasts import foretells
from tests.assistant.scripted import LOOK, answer_of, says


@pytest.mark.parametrize(
    ("text", "cites"),
    [
        ("Kestrel Robotics has a health score of 58 and will leave us soon.", []),
        ("Kestrel Robotics has 12 open tickets and will certainly renew.", []),
        ("Kestrel Robotics will not renew on 15 December 2026.", []),
        ("They will renew.", [2]),
        ("Kestrel Robotics hat 58 Punkte und wird uns bald verlassen.", []),
        ("Kestrel Robotics partira, avec 58 points.", []),
        ("Kestrel Robotics va a renovar, con 58 puntos.", []),
    ],
)
async def test_a_forecast_is_withheld(text: str, cites: list[int]) -> None:
    answer = await answer_of([LOOK, says((text, cites))])
    assert answer.withheld == (FORECAST,)


@pytest.mark.parametrize(
    ("text", "cites"),
    [
        ("The renewal of Kestrel Robotics will be due on 15 December 2026.", []),
        ("Kestrel Robotics' contract will be up for renewal in 45 days.", []),
        ("They will not renew if this is not fixed.", [2]),
    ],
)
async def test_what_a_result_or_a_customer_says_of_the_future_stands(text: str, cites: list[int]) -> None:
    answer = await answer_of([LOOK, says((text, cites))])
    assert answer.withheld == ()
    assert not answer.paragraphs[0][0].problem


@pytest.mark.parametrize(
    "text", ["Das Thema wird von neun Konten genannt.", "Three accounts opened tickets."]
)
def test_the_present_foretells_nothing(text: str) -> None:
    assert not foretells(text)


async def test_the_wrong_direction_is_withheld() -> None:
    answer = await answer_of([LOOK, says("Logins at Kestrel Robotics are up 35 % in 90 days.")])
    assert answer.withheld == (WRONG_WAY,)
