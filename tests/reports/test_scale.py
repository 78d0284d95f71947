"""Large months: ten thousand accounts that moved, one named like a formula; pages stay small, all is kept."""

from __future__ import annotations

import json
from dataclasses import replace
from io import BytesIO

import pytest
from openpyxl import load_workbook

from accounts.figures import Movement, MovementKind
from reports.document import Report
from reports.facts import AccountLine, BandMove
from reports.masking import MaskRules, masked
from reports.monthly import build_monthly_report
from tests.reports.samples import full
from tests.tui.samples import make_metrics
from workspace.report import rendered

ACCOUNTS = 10_000
FORMULA = "=cmd|' /C calc'!A0"


@pytest.fixture(scope="module")
def report() -> Report:
    facts = full()
    ids = [f"n{at}" for at in range(ACCOUNTS)]
    names = {key: AccountLine(key, FORMULA if at == 7 else f"Company {at}") for at, key in enumerate(ids)}
    moves = tuple(Movement(key, MovementKind.CONTRACTION, 200.0, 100.0) for key in ids)
    assert facts.health is not None
    fell = tuple(BandMove(key, "healthy", "at risk", 71.0, 69.0, "sentiment", 1200.0) for key in ids)
    return build_monthly_report(
        replace(
            facts,
            accounts=names,
            metrics=replace(make_metrics(), movements=moves),
            health=replace(facts.health, moves=fell),
        ),
        ("headline", "movers", "health"),
    )


def test_pages_stay_small_and_say_where_the_rest_is(report: Report) -> None:
    for form in ("md", "html"):
        made = rendered(report, form)
        assert len(made) < 200_000
        assert b"9,975 more rows" in made


def test_the_workbook_and_json_hold_all(report: Report) -> None:
    sheet = load_workbook(BytesIO(rendered(report, "xlsx")), read_only=True)["Movements"]
    names = [row[0] for row in sheet.iter_rows(min_row=2, max_col=1, values_only=True)]
    assert len(names) == ACCOUNTS
    assert names[7] == FORMULA
    shape = json.loads(rendered(report, "json"))
    assert len(shape["sections"][1]["blocks"][0]["rows"]) == ACCOUNTS


def test_a_mask_over_fifty_thousand_names_gives_each_account_its_code(report: Report) -> None:
    names = frozenset(f"Person Name{at}" for at in range(50_000)) | {FORMULA}
    copy = masked(report, MaskRules(5, names))
    rows = copy.sections[1].blocks[0].rows  # type: ignore[union-attr]
    assert len({row[0] for row in rows}) == ACCOUNTS
    assert FORMULA.encode() not in rendered(copy, "json")
