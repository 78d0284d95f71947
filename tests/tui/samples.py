"""Hand-made months that the terminal app's tests share: a small company with themes of every status."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

import numpy as np

from foundation.months import Month
from ingest.items import AccountMatch, FeedbackItem, MatchMethod, Part, Role, Source
from synthesis.figures import AccountShare, Component, Coverage, ThemeWeights, TrendPoint, Unclustered
from synthesis.themes import Manifest, Quote, SynthesisRun, Theme, ThemeKind, ThemeStatus, WeightedTheme
from tests.tui.book_samples import (
    MONTH,
    NAMES,
    make_metrics,
)
from workspace.item_view import ItemView
from workspace.overview import MonthView, Need

__all__ = [
    "LABELS",
    "MONTH",
    "NAMES",
    "make_empty_view",
    "make_item",
    "make_metrics",
    "make_run",
    "make_view",
    "weighted",
]

LABELS = (
    "Export to CSV times out",
    "Dispatch board freezes with many jobs",
    "Single sign-on logs people out",
    "Invoices show the wrong VAT",
    "More than one calendar a technician",
    "How to add a subcontractor",
    "Support answers fast",
    "Mobile app loses photos offline",
    "Route planning ignores lunch breaks",
    "API rate limits too low for sync",
    "Price rise without notice",
    "地図の表示が遅い on large accounts",
)
_STATUS = tuple(ThemeStatus)
_KINDS = tuple(ThemeKind)


def weighted(number: int, label: str, quotes: Sequence[str] = ()) -> WeightedTheme:
    """Theme ``number`` (0 ranks first) with six accounts, twelve months and a quote for each text."""
    arr = 900_000 / (number + 1)
    counts = [max(0, (number * 7 + month * 5) % 11 + month // 3 - number // 4) for month in range(12)]
    said = quotes or (
        f"Since the update it happens to us every single day and {number} people wait for it.",
        "We have asked for this three times now.\nIs anybody reading this?",
        "It works, most of the time.",
    )
    theme = Theme(
        id=f"{number:02d}c0ffee{number:02d}",
        label=label,
        summary=said[0],
        terms=(("export", 0.5), ("times out", 0.3)),
        kind=_KINDS[number % len(_KINDS)],
        members=(f"s{number}",),
        centroid=np.zeros(4, np.float32),
        stability=0.9 - number / 30,
        born=Month(2026, 3),
    )
    weights = ThemeWeights(
        statements=max(1, counts[-1]),
        accounts=9 - number // 2,
        arr=arr,
        arr_split=arr / 3,
        arr_at_risk=arr / (2 + number % 3),
        arr_at_risk_interval=(arr / 6, arr / 1.5),
        largest_account_share=0.42,
        severity=0.5,
        growth=None if number % 4 == 3 else (5 - number) / 4,
        priority=92.0 - 6 * number,
        components=(
            Component("arr", arr, 0.9 - number / 20, 0.3),
            Component("at_risk", arr / 2, 0.7, 0.25),
            Component("breadth", 9.0 - number // 2, 0.6, 0.15),
            Component("severity", 0.5, 0.5, 0.15),
            Component("trend", 0.4, 0.62, 0.1),
            Component("recency", 3.0, 0.95, 0.05),
        ),
        trend=tuple(
            TrendPoint(month, count, min(count, 6), count / 100)
            for month, count in zip(MONTH.trailing(12), counts, strict=True)
        ),
        top_accounts=tuple(AccountShare(f"a{at}", arr / (at + 2), 4 - at // 2) for at in range(6)),
    )
    drawn = tuple(
        Quote(
            f"s{at}", f"item{number}", f"part{at}", f"a{at % 6}", Source.TICKET, date(2026, 10, 3 + at), text
        )
        for at, text in enumerate(said)
    )
    return WeightedTheme(theme, _STATUS[number % 4], weights, drawn)


def make_run(themes: Sequence[WeightedTheme] = (), month: Month = MONTH) -> SynthesisRun:
    """A run of ``themes``, by default one a label."""
    listed = tuple(themes) or tuple(weighted(number, label) for number, label in enumerate(LABELS))
    return SynthesisRun(
        id="run",
        month=month,
        manifest=Manifest("model", "hash", "inputs", {}, 900, 1200, 140),
        themes=listed,
        unclustered_reasons={},
        coverage=Coverage(54, 137, 3_900_000.0, 6_200_000.0, 140, 6),
        unclustered=Unclustered(31, 0.22, 410_000.0, 0.1, {"alone": 31}, (AccountShare("a2", 3.0, 1),)),
    )


def make_view(run: SynthesisRun | None = None, **fields: object) -> MonthView:
    """The view of ``run``; ``fields`` replace its parts."""
    view = MonthView(
        company="Tallyfield",
        currency="USD",
        months=(MONTH.plus(-1), MONTH),
        run=run or make_run(),
        names=NAMES,
        items=900,
        feedback_month=MONTH,
        imported=datetime(2026, 11, 2, 9, 30, tzinfo=UTC),
        synthesized=datetime(2026, 11, 2, 9, 34, tzinfo=UTC),
        chat_model="",
        needs=(Need.CHAT_MODEL,),
    )
    return replace(view, **fields)  # type: ignore[arg-type]


def make_empty_view(*needs: Need) -> MonthView:
    """A workspace without a run or feedback."""
    return replace(
        make_view(),
        run=None,
        months=(),
        items=0,
        feedback_month=None,
        imported=None,
        synthesized=None,
        needs=needs,
    )


def make_item(text: str, item_id: str = "item0") -> ItemView:
    """A ticket of a customer who wrote ``text`` (part0), with an answer of staff."""
    at = datetime(2026, 10, 3, 8, 15, tzinfo=UTC)
    item = FeedbackItem(
        id=item_id,
        source=Source.TICKET,
        external_id="4711",
        account=AccountMatch("a0", MatchMethod.DOMAIN, "northwind.example"),
        occurred_at=at,
        updated_at=at,
        subject="Export broken again",
        status="open",
        priority="high",
        tags=("export", "csv"),
    )
    parts = (
        Part("part0", item_id, 0, Role.CUSTOMER, f"Hello,\n{text}\nThanks", at=at),
        Part("part1", item_id, 1, Role.STAFF, "Sorry to hear that. We are on it.", speaker="Agent", at=at),
        Part("part2", item_id, 2, Role.CUSTOMER, "Any news?"),
    )
    return ItemView(item, parts, "Northwind Logistics")
