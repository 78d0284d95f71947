"""A report that was kept is read back as it was, and what is no report is told apart from one."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from reports.document import Masking, Report
from reports.kept_form import kept_report, kept_text
from reports.monthly import build_monthly_report
from tests.reports.samples import full
from tests.reports.test_formats import HOSTILE
from workspace.report import FORMATS, rendered


@pytest.fixture(scope="module")
def report() -> Report:
    return build_monthly_report(full())


def test_it_comes_back_equal_in_every_format(report: Report) -> None:
    found = kept_report(kept_text(report))
    assert found == report
    assert kept_text(found) == kept_text(report)
    for form in FORMATS:
        if form != "xlsx":  # a workbook is a zip file, which holds the time of its writing
            assert rendered(found, form) == rendered(report, form)


def test_hostile_words_and_a_masked_copy_come_back_too(report: Report) -> None:
    for words in HOSTILE:
        odd = replace(report, company=words, title=words, masked=Masking(5), compared=None)
        assert kept_report(kept_text(odd)) == odd


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "[]",
        "[1]",
        "null",
        '["", 1]',
        '["Report", 1]',
        '["Nobody", 1]',
        '["Month", "x"]',
        "[" * 5000,
    ],
)
def test_what_is_no_report_is_said_to_be_none(text: str) -> None:
    with pytest.raises(ValueError, match="no kept report"):
        kept_report(text)


def test_a_piece_without_one_of_its_fields_is_none(report: Report) -> None:
    held = json.loads(kept_text(report))
    with pytest.raises(ValueError, match="no kept report"):
        kept_report(json.dumps(held[:-1]))
