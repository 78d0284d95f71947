"""Account books and inputs that the tests of expansion share."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from accounts.book import AccountBook
from accounts.expansion.inputs import (
    ExpansionBoard,
    ExpansionInputs,
    Lead,
    Said,
)
from accounts.expansion.leads import expansion
from accounts.expansion.plans import read_plans
from foundation.growth_settings import ExpansionSettings

AS_OF = date(2026, 10, 31)
Row = dict[str, Any]
WELL = ExpansionInputs(health=dict.fromkeys(("A", "B", "C"), (80.0, "thriving")))
PLANS = read_plans(
    """
seat_metrics = ["seats"]
[[plans]]
name = "Small"
price_per_seat = 10
next = "Large"
limits = { seats = 100, exports = 1000 }
[[plans]]
name = "Large"
price_per_seat = 15
next = "Whole"
limits = { exports = 5000 }
features = ["API"]
[[plans]]
name = "Whole"
flat_mrr = 3000
features = ["API", "audit log"]
[[plans]]
name = "Bespoke"
[[features]]
name = "API"
words = ["webhooks"]
metrics = ["calls"]
[[features]]
name = "audit log"
words = ["audit trail"]
""",
    "plans.toml",
    "USD",
)


def ago(days: int) -> str:
    return (AS_OF - timedelta(days=days)).isoformat()


def book(**tables: list[Row]) -> AccountBook:
    rows: dict[str, list[Row]] = {
        "accounts": [{"id": name, "name": name, "started": "2024-06-15"} for name in "ABC"],
        "subscriptions": [
            {"account": name, "started": "2024-06-15", "mrr": 800, "plan": "Small", "seats": 100}
            for name in "ABC"
        ],
    }
    return AccountBook.from_rows({**rows, **tables}, "USD")


def usage(metric: str, *weeks: float | None, limit: float | None = 100, account: str = "A") -> list[Row]:
    """One reading a week, the latest first."""
    return [
        {"account": account, "date": ago(3 + 7 * back), "metric": metric, "value": value, "limit": limit}
        for back, value in enumerate(weeks)
        if value is not None
    ]


def run(
    book: AccountBook, inputs: ExpansionInputs = WELL, as_of: date = AS_OF, **params: Any
) -> ExpansionBoard:
    return expansion(book, as_of, inputs, ExpansionSettings(**params))


def rules(board: ExpansionBoard, account: str = "A") -> set[str]:
    lead = board.lead(account)
    return {trigger.rule for trigger in lead.triggers} if lead else set()


def only(board: ExpansionBoard) -> Lead:
    assert len(board.leads) == 1
    return board.leads[0]


def said(kind: str, text: str, back: int = 10, account: str = "A", item: str = "i1") -> Said:
    return Said(account, AS_OF - timedelta(days=back), item, kind, text)


AT_LIMIT = usage("exports", 99, 99, 99, 99)
