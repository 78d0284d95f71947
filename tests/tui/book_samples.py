"""Hand-made figures of the book that the home screen and its figures are tested with."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from accounts.arithmetic import recomputed
from accounts.explanation import Explanation, Input, RowKey
from accounts.figures import Retention, RevenueMetrics
from foundation.months import Month
from workspace.accounts import AccountRow
from workspace.book_standing import BookStanding
from workspace.explain import Opened
from workspace.metrics import RetentionPoint
from workspace.play_board import DueBoard, DueLine
from workspace.store.imports import ImportedFile
from workspace.store.sources import SourceRow

MONTH = Month(2026, 10)
NAMES = {
    f"a{number}": name
    for number, name in enumerate(
        (
            "Northwind Logistics",
            "Brightwater Clinics",
            "Kestrel Foods",
            "Ólafsson & Co",
            "日本物流株式会社",
            "Vega",
        )
    )
}


def make_metrics(month: Month = MONTH) -> RevenueMetrics:
    """A month that lost a little and grew more."""
    return RevenueMetrics(
        month=month,
        currency="USD",
        start_mrr=510_000.0,
        expansion=9_000.0,
        contraction=4_000.0,
        churn=2_500.0,
        new_mrr=3_000.0,
        reactivation=0.0,
        end_mrr=515_500.0,
        accounts=137,
        retention=Retention(1.0049, 0.9873, 0.992),
        trailing_12=Retention(1.042, 0.913, 0.95),
        movements=(),
    )


def make_trend(month: Month = MONTH) -> tuple[RetentionPoint, ...]:
    """Sixteen months whose NRR falls and whose GRR falls below it; the first four have no year before them."""
    return tuple(
        RetentionPoint(
            at,
            Retention(1.0 - place / 200, 0.99 - place / 200, 0.99),
            Retention(None, None, None)
            if place < 4
            else Retention(1.08 - place / 100, 0.97 - place / 100, 0.95),
            5_000_000.0 + place * 50_000,
        )
        for place, at in enumerate(month.trailing(16))
    )


def make_standing(month: Month = MONTH) -> BookStanding:
    """Six accounts that pay, two of which renew soon and one of which may leave."""
    rows = tuple(
        AccountRow(
            account,
            name,
            "Tier 1",
            "mid",
            "Ruth Abara",
            "active",
            10_000.0 - 1_000 * place,
            month.last_day + timedelta(days=12 + 50 * place),
            12 + 50 * place,
            0.4 / (place + 1),
        )
        for place, (account, name) in enumerate(NAMES.items())
    )
    return BookStanding(month, "USD", 6, 540_000.0, 123_400.0, 6, "model", rows, rows[:2])


def make_due(lines: int = 8) -> DueBoard:
    """Plays of which the first three are due today and urgent."""
    day = MONTH.last_day
    names = list(NAMES.items())
    return DueBoard(
        day,
        "USD",
        tuple(
            DueLine(
                names[place % 6][0],
                names[place % 6][1],
                "Tier 1",
                90_000.0,
                f"arr:{names[place % 6][0]}@{MONTH}",
                ("renewal talk", "detractor follow-up")[place % 2],
                "Ruth Abara",
                day + timedelta(days=max(0, place - 2)),
                place < 3,
                "it renews in 12 days",
                True,
                (),
                "",
                (),
            )
            for place in range(lines)
        ),
        5,
    )


def make_figure(figure: str) -> Opened:
    """A ratio of two inputs, the first a figure itself, over a row of the book and one of feedback."""
    explanation = Explanation(
        figure,
        "Net revenue retention over the month",
        0.9,
        "ratio",
        "kept / paid",
        (Input("kept", 90.0, "USD", "end_mrr:2026-10"), Input("paid", 100.0, "USD")),
        (RowKey("accounts", ("a1",)), RowKey("feedback", ("item0",))),
        "What is paid now of what was paid.",
    )
    file = ImportedFile("book.csv", "ab" * 32)
    at = datetime(2026, 11, 2, tzinfo=UTC)
    rows = (
        SourceRow(explanation.rows[0], {"name": "Brightwater Clinics", "owner": "Ruth Abara"}, (file,), at),
        SourceRow(explanation.rows[1], {"source": "ticket", "account_id": "a0"}, (file,), at, 7),
    )
    return Opened(explanation, recomputed(explanation), rows)
