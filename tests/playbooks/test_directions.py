"""What a text says went up or down is what the results say, whatever the language and the form."""

from __future__ import annotations

import pytest

from playbooks.directions import Told, directions_told
from playbooks.known import joined
from playbooks.results import known_in

_HEALTH = {
    "account": "W",
    "account_name": "Wren Climate",
    "score": {"value": 73.9, "unit": "points", "figure": "health:W@2026-11-02"},
    "trend_30": {"value": -4.5, "unit": "points", "figure": "health:W/30@2026-11-02"},
    "trend_90": {"value": 6.0, "unit": "points", "figure": "health:W/90@2026-11-02"},
    "arr": {"value": 50_000, "unit": "USD", "figure": "arr:W@2026-10"},
    "arr_year_ago": {"value": 40_000, "unit": "USD"},
    "usage": [{"metric": "logins", "now": 30, "before": 40, "change": {"value": -0.25, "unit": "ratio"}}],
    "churn_risk": {"value": 0.12, "unit": "ratio", "figure": "churn:W@2026-11-02"},
}
_OTHER = {
    "account": "R",
    "account_name": "Rising Star",
    "score": {"value": 41.0, "unit": "points", "figure": "health:R@2026-11-02"},
    "trend_30": {"value": 9.0, "unit": "points", "figure": "health:R/30@2026-11-02"},
}
_BOOK = {
    "nrr": {"value": 0.931, "unit": "ratio", "figure": "nrr:2026-10"},
    "compared": {"nrr": {"value": 0.957, "unit": "ratio", "figure": "nrr:2026-09"}},
}
KNOWN = joined([known_in(_HEALTH, "health"), known_in(_OTHER, "health"), known_in(_BOOK, "revenue_metrics")])


@pytest.mark.parametrize(
    "text",
    [
        "Wren Climate's health is down 4.5 points in 30 days.",
        "Wren Climate's health fell 4.5 points to 73.9 in 30 days.",
        "Wren Climate's health is up 6 points in 90 days.",
        "Logins at Wren Climate dropped by 25 %.",
        "Wren Climate's ARR grew from $40,000 to $50,000.",
        "Wren Climate's ARR has grown to $50,000.",
        "NRR was 93.1 % in October 2026, down from 95.7 % in September.",
        "Die NRR ist auf 93,1 % gesunken.",
        "Le NRR a baissé à 93,1 %.",
        "La salud de Wren Climate bajó 4,5 puntos.",
        "Rising Star has a health score of 41.",
        "Wren Climate is up for renewal with an ARR of $50,000.",
        "The renewal of Wren Climate falls on 3 May 2027.",
        "A fall of 4.5 points: the health of Wren Climate is 73.9.",
    ],
)
def test_a_direction_that_the_results_say_stands(text: str) -> None:
    assert directions_told(text, KNOWN) is Told.FINE


@pytest.mark.parametrize(
    "text",
    [
        "Wren Climate's health is up 4.5 points in 30 days.",
        "Wren Climate's health score rose to 73.9 in 30 days.",
        "Wren Climate has a trend of 4.5 points.",
        "Rising Star's health fell to 41.",
        "Rising Star's health worsened by 9 points.",
        "Wren Climate gained 4.5 points.",
        "Logins at Wren Climate increased by 25 %.",
        "Wren Climate's ARR fell from $50,000 to $40,000.",
        "NRR improved to 93.1 %.",
        "NRR rose from 93.1 % to 95.7 %.",
        "Die Gesundheit von Wren Climate stieg um 4,5 Punkte.",
        "Le score de Wren Climate a augmenté de 4,5 points.",
        "La salud de Wren Climate subió 4,5 puntos.",
    ],
)
def test_the_opposite_direction_is_wrong(text: str) -> None:
    assert directions_told(text, KNOWN) is Told.WRONG


@pytest.mark.parametrize(
    "text", ["Wren Climate's churn risk rose to 12 %.", "The churn risk of Wren Climate improved to 12 %."]
)
def test_a_direction_that_no_result_says_is_untold(text: str) -> None:
    assert directions_told(text, KNOWN) is Told.UNTOLD


def test_of_several_sources_the_one_whose_key_fits_the_words_is_named() -> None:
    from playbooks.grounding import check_numbers

    data = {
        "arr": {"value": 40_572.0, "unit": "USD", "figure": "arr:W@2026-10"},
        "arr_year_ago": {"value": 40_572.0, "unit": "USD"},
        "feedback": {"kinds": {"praise": 4, "request": 1}},
        "features": 4,
        "open_tickets": 1,
        "nrr": {"value": 1.0, "unit": "ratio", "figure": "nrr:2026-10"},
        "grr": {"value": 1.0, "unit": "ratio", "figure": "grr:2026-10"},
        "logo_retention": {"value": 1.0, "unit": "ratio", "figure": "logo:2026-10"},
    }
    known = known_in(data, "account_facts")

    def sources(text: str) -> list[str]:
        return [one.source for _, one in check_numbers(text, known).used]

    assert sources("Its ARR is $40,572.") == ["arr:W@2026-10"]
    assert sources("A year ago its ARR was $40,572.") == ["account_facts: arr_year_ago"]
    assert sources("It uses 4 features.") == ["account_facts: features"]
    assert sources("They made 1 request.") == ["account_facts: feedback.kinds.request"]
    assert sources("NRR was 100.0 %, GRR 100.0 % and logo retention 100.0 %.") == [
        "nrr:2026-10",
        "grr:2026-10",
        "logo:2026-10",
    ]
