"""The scale of NPS, 0 to 10: who counts as a detractor and who as a promoter, everywhere."""

from __future__ import annotations

DETRACTOR_UP_TO = 6
PROMOTER_FROM = 9


def is_detractor(score: float) -> bool:
    """Whether an answer is a detractor's."""
    return score <= DETRACTOR_UP_TO
