"""The report of a small month, as it was last looked at by a person. A change shows as a difference to read.

``UPDATE_GOLDEN=1 python -m pytest tests/reports/test_golden.py`` writes the files anew.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from reports.masking import MaskRules, masked
from reports.monthly import build_monthly_report
from tests.reports.samples import OWNER, STAFF, full
from tests.tui.samples import NAMES
from workspace.report import rendered

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("name", ["monthly.md", "monthly.json", "monthly.html", "masked.md"])
def test_the_report_is_as_it_was_looked_at(name: str) -> None:
    report = build_monthly_report(full())
    if name.startswith("masked"):
        report = masked(report, MaskRules(5, frozenset({*NAMES.values(), *NAMES, OWNER, STAFF})))
    made = rendered(report, name.rpartition(".")[2]).decode("utf-8")
    if os.environ.get("UPDATE_GOLDEN"):
        (GOLDEN / name).write_text(made, encoding="utf-8")
    assert made == (GOLDEN / name).read_text(encoding="utf-8")
