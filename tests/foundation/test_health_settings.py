"""Settings of health: weights by segment, and logins refused by whatever name and wherever they stand."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from foundation.health_settings import LOGINS, HealthSettings


@pytest.mark.parametrize(
    "name",
    [
        "logins",
        "weekly_logins",
        "login_frequency",
        "weeklyLogins",
        "daily log-ins",
        "sign_ins",
        "session_count",
    ],
)
def test_logins_are_told_by_their_name(name: str) -> None:
    assert LOGINS.search(name)
    values: list[dict[str, object]] = [
        {name: 3},
        {"sticky": [name]},
        {"segments": {"smb": {name: 1}}},
        {"weights": {name: 2}},
        {"imported_signal": name},
    ]
    for one in values:
        with pytest.raises(ValidationError, match="logins are no health signal"):
            HealthSettings.model_validate(one)


@pytest.mark.parametrize("name", ["catalog_in_use", "assigned", "blog ins", "logistics", "signings", "jobs"])
def test_other_names_are_not(name: str) -> None:
    assert not LOGINS.search(name)


def test_a_segments_weights_stand_over_the_general_ones() -> None:
    found = HealthSettings.model_validate({"support": 25, "segments": {"SMB": {"sentiment": 0}}})
    assert found.weights("smb")["sentiment"] == 0
    assert found.weights("smb")["support"] == found.weights("other")["support"] == 25
    assert found.weights("")["sentiment"] == 15


@pytest.mark.parametrize(
    "values",
    [
        {"healthy": 85},
        {"support": -1},
        {"suport": 3},
        dict.fromkeys(HealthSettings().weights(), 0),
    ],
)
def test_what_makes_no_sense_is_refused(values: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        HealthSettings.model_validate(values)
