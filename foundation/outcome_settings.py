"""Settings of what is made of plays and of the community: what counts, and how little is too little to say."""

from __future__ import annotations

from pydantic import Field

from foundation.sections import _Section


class OutcomeSettings(_Section):
    """A play is compared ``horizon_days`` after its start with accounts that were untouched for ``quiet_days``.
    Each needs ``least_controls`` like it. An effect is said from ``least_matched`` plays, of which
    ``least_events`` or more would have come out otherwise by what happened to their like."""

    horizon_days: int = Field(default=90, ge=7, le=730)
    quiet_days: int = Field(default=90, ge=0, le=730)
    least_controls: int = Field(default=3, ge=2)
    least_matched: int = Field(default=25, ge=2)
    least_events: float = Field(default=3.0, ge=0)


class CommunitySettings(_Section):
    """``recent_days``: how far back scores, themes and contributions are looked at. Champions gave
    ``champion_score`` or more and use the product as deeply as the upper ``deep_share`` of their segment.
    ``board_seats``: executives asked to the advisory board at most. ``least_group``: accounts that each side of
    the comparison of participants with others needs.
    ``board_*``: the points of 100 that a candidate for the advisory board can have for its account's share of ARR,
    its mean score, how deeply it uses the product, and for taking part lately."""

    recent_days: int = Field(default=180, ge=30, le=730)
    champion_score: float = Field(default=9, ge=0, le=10)
    deep_share: float = Field(default=0.5, gt=0, le=1)
    board_seats: int = Field(default=15, ge=1, le=100)
    board_arr: float = Field(default=50, ge=0, le=100)
    board_score: float = Field(default=20, ge=0, le=100)
    board_depth: float = Field(default=15, ge=0, le=100)
    board_taking_part: float = Field(default=15, ge=0, le=100)
    peers_each: int = Field(default=3, ge=1, le=20)
    least_group: int = Field(default=20, ge=2)
    least_events: int = Field(default=5, ge=0)
