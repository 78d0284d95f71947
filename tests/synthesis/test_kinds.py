"""Kinds and severity: plain cases by hand, people's judgement on real verbatims in bulk."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from synthesis.kinds import judge
from synthesis.themes import ThemeKind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The export fails every time and support never answers.", ThemeKind.COMPLAINT),
        ("Dashboards are painfully slow since the update", ThemeKind.COMPLAINT),
        ("I'm not happy with the new pricing.", ThemeKind.COMPLAINT),
        ("Please add SSO with Okta.", ThemeKind.REQUEST),
        ("It would be great to schedule reports.", ThemeKind.REQUEST),
        ("We need a way to bulk edit users, would love an API for it", ThemeKind.REQUEST),
        ("How do I add a new user to the workspace?", ThemeKind.QUESTION),
        ("Is there a limit on seats?", ThemeKind.QUESTION),
        ("Love the new dashboard, it saves us hours!", ThemeKind.PRAISE),
        ("No problems at all, very helpful staff.", ThemeKind.PRAISE),
    ],
)
def test_plain_cases(text: str, kind: ThemeKind) -> None:
    assert judge([text], [None])[0].kind is kind


def test_what_stops_work_is_more_severe_than_what_annoys() -> None:
    mild, blocking, praise = judge(
        [
            "The font is a bit small.",
            "URGENT: all our users are locked out, production is down!!",
            "Great tool",
        ],
        [None, None, None],
    )
    assert praise.severity == 0 < mild.severity < blocking.severity <= 1


def test_the_score_decides_where_words_do_not() -> None:
    low, high = judge(["The service of today", "The service of today"], [0.0, 1.0])
    assert (low.kind, high.kind) == (ThemeKind.COMPLAINT, ThemeKind.PRAISE)
    assert low.severity > high.severity


def test_sentiment_follows_people(shared_data: Path) -> None:
    path = shared_data / "nhs-feedback" / "nhs_v6_clean.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row["sentiment"]]
    found = [one.sentiment for one in judge([row["text"] for row in rows], [None] * len(rows))]
    clear = [
        (row["sentiment"], value) for row, value in zip(rows, found, strict=True) if row["sentiment"] != "3.0"
    ]
    right = sum((mark in ("1.0", "2.0")) == (value > 0) for mark, value in clear)
    assert right / len(clear) > 0.65
