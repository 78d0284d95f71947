"""Settings of churn: when risk may be a model's, and what counts as a warning."""

from __future__ import annotations

from pydantic import Field

from foundation.sections import _Section


class ChurnSettings(_Section):
    """``horizon_days``: how far ahead risk looks. A model is trained from ``least_churned`` accounts that left
    (poor fit and failed payments not counted) and judged on at least ``least_tested`` later ones; it speaks where
    it beats the scorecard. ``flag_from``: the scorecard's risk from which an account counts as flagged,
    ``flag_probability``: the model's; ``flag_days``: how long before it left it should have been. ``reasons``:
    words of a reason to its code, before the built-in ones."""

    horizon_days: int = Field(default=90, ge=30, le=365)
    least_churned: int = Field(default=30, ge=10)
    least_tested: int = Field(default=10, ge=5)
    flag_from: float = Field(default=0.4, gt=0, lt=1)
    flag_probability: float = Field(default=0.2, gt=0, lt=1)
    flag_days: int = Field(default=60, ge=1, le=365)
    reasons: dict[str, str] = Field(default_factory=dict)
