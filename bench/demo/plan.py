"""The story of the demo: when each theme is talked about, by whom, and what is planted in the book."""

from __future__ import annotations

from dataclasses import dataclass

from foundation.months import Month

FIRST, LAST = Month(2025, 7), Month(2026, 10)
MONTHS = FIRST.plus(15).trailing(16)
SEED = 20261031


@dataclass(frozen=True, slots=True)
class PlannedTheme:
    """``profile`` is the theme's weight in each of the 16 months. ``segments`` says who raises it."""

    key: str
    title: str
    kind: str
    profile: tuple[float, ...]
    segments: tuple[str, ...] = ("enterprise", "mid-market", "smb")
    event: str = ""  # what the months should show: born, fades, split, merge, resolved, spike


def _ramp(start: float, end: float, first: int = 0, last: int = 15) -> tuple[float, ...]:
    """Weights that go evenly from ``start`` to ``end`` between two month numbers, 0 outside."""
    span = max(1, last - first)
    return tuple(
        start + (end - start) * (index - first) / span if first <= index <= last else 0.0
        for index in range(16)
    )


_STEADY, _GROWING = _ramp(1.0, 1.7), _ramp(0.6, 3.0)
_BIG, _SMALL = ("enterprise", "mid-market"), ("mid-market", "smb")

THEMES: tuple[PlannedTheme, ...] = (
    PlannedTheme("csv_export_timeout", "Large report exports time out", "complaint", _GROWING, _BIG),
    PlannedTheme("mobile_offline_sync", "Jobs lost when the app goes offline", "complaint", _ramp(0.8, 2.2)),
    PlannedTheme("sso_login_loop", "Single sign-on loops and lockouts", "complaint",
                 _ramp(1.2, 2.0, 11), _BIG, "born 2026-06"),
    PlannedTheme("invoice_tax_rounding", "Tax on invoices is a cent off", "complaint",
                 _ramp(1.0, 1.4, 0, 10), event="resolved 2026-05"),
    PlannedTheme("dispatch_board_slow", "Dispatch board is slow", "complaint", _STEADY,
                 event="split 2026-04"),
    PlannedTheme("dispatch_drag_drop", "Dragged jobs land in the wrong place", "complaint",
                 _ramp(1.0, 1.6, 9), event="split from dispatch_board_slow 2026-04"),
    PlannedTheme("calendar_sync_duplicates", "Calendar sync makes duplicates", "complaint", _STEADY),
    PlannedTheme("route_optimizer_wrong", "Suggested routes make no sense", "complaint", _STEADY),
    PlannedTheme("push_notifications_missing", "Technicians miss job alerts", "complaint",
                 (2.0, 2.2, 2.0, 1.8, 1.6, 1.4, 1.0, 0.6, 0.3, 0.1, 0, 0, 0, 0, 0, 0), event="fades 2026-03"),
    PlannedTheme("roles_permissions_request", "Finer roles and permissions", "request", _STEADY, _BIG),
    PlannedTheme("api_rate_limits", "API limits are too low", "complaint", _ramp(0.8, 1.8), _BIG),
    PlannedTheme("ledger_sync_errors", "Accounting sync fails", "complaint",
                 _ramp(1.0, 1.2), event="merge 2026-07"),
    PlannedTheme("payment_matching", "Payments are not matched to invoices", "complaint",
                 _ramp(1.0, 1.2), event="merges with ledger_sync_errors 2026-07"),
    PlannedTheme("price_increase_renewal", "Price rise at renewal", "complaint",
                 _ramp(0.8, 2.0, 9), event="born 2026-04"),
    PlannedTheme("support_slow", "Support takes days", "complaint", _ramp(0.8, 2.0)),
    PlannedTheme("support_praise", "Support people are great", "praise", _ramp(1.6, 0.8)),
    PlannedTheme("onboarding_data_import", "Importing data at the start is painful", "complaint",
                 _STEADY, _SMALL),
    PlannedTheme("howto_recurring_jobs", "How to set up repeating jobs", "question", _STEADY, ("smb",)),
    PlannedTheme("howto_quote_templates", "How to build quote templates", "question", _STEADY, ("smb",)),
    PlannedTheme("portal_branding_request", "Customer portal under our own brand", "request", _STEADY),
    PlannedTheme("photo_upload_fails", "Job photos do not upload", "complaint", _STEADY),
    PlannedTheme("van_stock_counts", "Van stock counts are wrong", "complaint", _STEADY),
    PlannedTheme("timesheet_overtime", "Overtime is computed wrong", "complaint", _STEADY),
    PlannedTheme("timezone_dst_shift", "Appointments move by an hour", "complaint",
                 (0, 0, 0.2, 2, 2, 0.3, 0, 0, 2, 1, 0.2, 0, 0, 0, 0, 0), event="comes with the clock change"),
    PlannedTheme("translation_quality", "Translation is bad or missing", "complaint", _STEADY),
    PlannedTheme("signature_lost", "Signatures are missing from job sheets", "complaint", _STEADY),
    PlannedTheme("audit_log_request", "Audit trail and compliance", "request", _STEADY, _BIG),
    PlannedTheme("sandbox_request", "A sandbox to test in", "request", _ramp(0.8, 1.4, 4), _BIG),
    PlannedTheme("adding_teams_seats", "New teams and more seats", "request", _STEADY),
    PlannedTheme("easy_to_use_praise", "Easy to use", "praise", _STEADY),
    PlannedTheme("time_saved_praise", "Saves hours", "praise", _STEADY),
    PlannedTheme("battery_drain", "App drains the battery", "complaint", _ramp(0.8, 1.6, 13),
                 event="born 2026-08"),
    PlannedTheme("ai_suggestions_wrong", "Suggested technicians are unqualified", "complaint",
                 _ramp(0.8, 1.6, 14), event="born 2026-09"),
    PlannedTheme("reminders_in_spam", "Reminders land in spam", "complaint", _STEADY),
    PlannedTheme("cancel_terms", "Cancelling and contract terms", "question", _STEADY),
    PlannedTheme("outage_february", "The two-day outage", "complaint",
                 (0, 0, 0, 0, 0, 0, 0, 6, 1.5, 0.5, 0, 0, 0, 0, 0, 0), event="spike 2026-02"),
)  # fmt: skip
BY_KEY = {theme.key: theme for theme in THEMES}

# Phase windows of texts that tell of a split or a merge: (first, last) month number.
PHASES = {
    ("dispatch_board_slow", "early"): (0, 8),
    ("dispatch_board_slow", "late"): (9, 15),
    ("dispatch_drag_drop", "late"): (9, 15),
    ("ledger_sync_errors", ""): (0, 11),
    ("ledger_sync_errors", "late"): (12, 15),
    ("payment_matching", ""): (0, 11),
    ("payment_matching", "late"): (12, 15),
    ("invoice_tax_rounding", ""): (0, 10),
}

RESOLVED = {"invoice_tax_rounding": "2026-05-20"}

ACCOUNTS = 190
DRIVER_CHURNERS, PRICE_CHURNERS, POOR_FIT_CHURNERS, PAYMENT_CHURNERS, OUTAGE_CHURNERS = 22, 5, 5, 3, 3
EXPANDING, STALLED, SILENT = 12, 6, 8

STICKY = "mobile_jobs_closed"
METRICS = ("jobs_scheduled", STICKY, "invoices_sent", "seats_used", "api_calls")
MILESTONES = (
    ("kickoff", 3), ("data connected", 14), ("first value", 28), ("second value", 56),
    ("sticky driver adopted", 75), ("handover", 90),
)  # fmt: skip
OWNERS = ("Anneke Vos", "Dario Fontana", "Imani Clarke", "Tomas Lindqvist", "Ruth Abara")
SPONSORS = ("Helena Marsh", "Victor Osei", "Claire Dumont")
