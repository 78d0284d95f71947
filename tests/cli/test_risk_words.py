"""How a risk is printed: never as none where there is one, and points never as a probability."""

from __future__ import annotations

import pytest

from cli.churn_text import risk_text


@pytest.mark.parametrize(
    ("risk", "calibrated", "printed"),
    [
        (0.004, True, "<1 %"),
        (0.0, True, "<1 %"),
        (0.01, True, "1 %"),
        (0.579, True, "58 %"),
        (0.33, False, "0.33"),
        (None, True, "-"),
        (None, False, "-"),
    ],
)
def test_a_risk_in_words(risk: float | None, calibrated: bool, printed: str) -> None:
    assert risk_text(risk, calibrated) == printed
