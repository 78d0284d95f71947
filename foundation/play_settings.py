"""Settings of plays: when a sign is there, and how long a contact rests."""

from __future__ import annotations

from pydantic import Field

from foundation.sections import _Section


class PlaySettings(_Section):
    """When signs are there; all in days unless said otherwise.

    ``renewal_days`` before a renewal, urgent from ``late_days`` on. ``detractor_days``: how long a score of 6
    or less counts while it is the last; ``left_days``: a champion's leaving; ``ticket_days``: how long an
    urgent ticket may be open. A theme spikes at an account with ``spike_least`` statements in ``spike_days``
    and ``spike_ratio`` times its mean of the three spans before. Use fell by ``use_share`` against the 90 days
    before; seats are unused where less than ``seats_share`` of them is in use within ``seats_days`` of the
    renewal. ``price_words``: what a complaint about the price speaks of. ``promise_days``: for how long an
    overdue promise of ours calls for a play. ``cool_days``: after a play begins at an account only what is
    urgent comes. ``windows``: days after an account left at which a win-back is timely, each open for
    ``window_days``.
    """

    renewal_days: int = Field(default=90, ge=1, le=365)
    late_days: int = Field(default=30, ge=0, le=365)
    detractor_days: int = Field(default=30, ge=1, le=365)
    left_days: int = Field(default=90, ge=1, le=365)
    ticket_days: int = Field(default=2, ge=0, le=90)
    spike_days: int = Field(default=30, ge=7, le=120)
    spike_least: int = Field(default=3, ge=2, le=100)
    spike_ratio: float = Field(default=2.0, ge=1, le=50)
    use_share: float = Field(default=0.4, gt=0, lt=1)
    seats_share: float = Field(default=0.5, gt=0, lt=1)
    seats_days: int = Field(default=120, ge=1, le=365)
    price_words: tuple[str, ...] = (
        "price increase",
        "price increases",
        "price rise",
        "price hike",
        "price up",
        "prices up",
        "new price",
        "renewal price",
        "subscription price",
        "pricing",
        "overpriced",
        "expensive",
        "preiserhöhung",
        "zu teuer",
        "teurer",
        "augmentation de prix",
        "augmentation des prix",
        "trop cher",
        "plus cher",
        "aumento de precio",
        "subida de precio",
        "demasiado caro",
        "más caro",
    )
    promise_days: int = Field(default=90, ge=1, le=730)
    cool_days: int = Field(default=7, ge=0, le=90)
    windows: tuple[int, ...] = (30, 90, 180, 365)
    window_days: int = Field(default=30, ge=1, le=90)
