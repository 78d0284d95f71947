"""Settings of growth: when an account is ripe to grow, and when its onboarding has stalled."""

from __future__ import annotations

from pydantic import Field

from foundation.sections import _Section


class ExpansionSettings(_Section):
    """Thresholds of the five trigger families, and the gates that no lead passes by.

    Usage: at or above ``limit_share`` of a plan limit in ``limit_hits`` of ``limit_windows`` windows of
    ``limit_window_days``. Team: seats up by ``seat_growth`` in ``seat_days``. ``asks_days``: how long a request,
    a praise or a try counts. ``goal_days``, ``new_contact_days``: how long a goal reached and a new contact count;
    ``anniversary_days``: on both sides of the day. ``not_goals`` are milestones that show no value yet.
    ``headroom``: the share of a limit that more seats should bring use back to. ``tier1_theme_share``: the
    share of the month's complaint themes, highest priority first, that close the gate for who raised them.
    ``theme_days``: how long back such a complaint counts. ``risk_from``: the calibrated churn risk from which nobody
    is sold to; ``risk_points_from``: the same of the scorecard's points, where the risk is not calibrated.
    """

    limit_share: float = Field(default=0.85, gt=0, le=1)
    limit_windows: int = Field(default=4, ge=1, le=52)
    limit_hits: int = Field(default=3, ge=1, le=52)
    limit_window_days: int = Field(default=7, ge=1, le=92)
    headroom: float = Field(default=0.75, gt=0, lt=1)
    seat_growth: float = Field(default=0.20, gt=0)
    seat_days: int = Field(default=90, ge=28, le=730)
    seat_metrics: tuple[str, ...] = ("seats_used", "seats used", "seats", "licences used", "licenses used")
    asks_days: int = Field(default=90, ge=1, le=730)
    seat_words: tuple[str, ...] = (
        "more seats",
        "additional seats",
        "extra seats",
        "adding seats",
        "add seats",
        "more licences",
        "more licenses",
        "extra licences",
        "extra licenses",
        "adding users",
        "more users",
        "new team",
        "another team",
        "second team",
        "new department",
        "another department",
        "new branch",
        "second branch",
        "third branch",
        "new location",
    )
    roi_words: tuple[str, ...] = (
        "paid for itself",
        "return on investment",
        "roi",
        "time saved",
        "saves us",
        "saved us",
        "saves me",
        "saves time",
        "saves hours",
        "hours saved",
        "hours a week",
        "hours every week",
        "hours a month",
    )
    goal_days: int = Field(default=60, ge=1, le=730)
    not_goals: tuple[str, ...] = ("kickoff", "data connected", "first value", "handover")
    anniversary_days: int = Field(default=14, ge=0, le=90)
    new_contact_days: int = Field(default=90, ge=1, le=730)
    health_least: float = Field(default=70.0, ge=0, le=100)
    risk_from: float = Field(default=0.30, gt=0, le=1)
    risk_points_from: float = Field(default=0.40, gt=0, le=1)
    tier1_theme_share: float = Field(default=0.20, ge=0, le=1)
    theme_days: int = Field(default=90, ge=1, le=730)
    critical_words: tuple[str, ...] = ("urgent", "critical", "p1", "blocker", "sev1", "sev 1")
    save_plays: tuple[str, ...] = (
        "executive save",
        "adoption rescue",
        "support escalation",
        "champion change",
        "stalled onboarding",
        "payment recovery",
        "renewal at risk",
        "detractor follow-up",
        "down-sell defence",
        "price and packaging",
        "feature gap",
    )


class OnboardingSettings(_Section):
    """``min_reached``: how many accounts of a segment must have reached a milestone before its quantile judges
    others; below, the path's own target does. ``stall_quantile``: the quantile that an account is held to.
    ``sticky_days``: the days in which the sticky driver must be in use. ``exit_days``: how long after the end
    exit feedback is asked for."""

    min_reached: int = Field(default=8, ge=3)
    stall_quantile: float = Field(default=0.75, gt=0, lt=1)
    sticky_days: int = Field(default=28, ge=7, le=180)
    exit_days: int = Field(default=30, ge=1, le=365)
