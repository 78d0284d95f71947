"""The monthly report of the demo: five formats, figures that open, copies that leak nothing, sections as asked."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from foundation.errors import SettingsError
from foundation.months import Month
from tests.conftest import CLOCK, Ran
from tests.reports.reading import words_in
from workspace.explain import explain
from workspace.report import FORMATS, REPORT_SECTIONS, MonthlyReport, ReportRequest, rendered, report_view
from workspace.store import tables
from workspace.workspace import open_workspace


@pytest.fixture(scope="module")
def report(built_demo: Path) -> MonthlyReport:
    return report_view(open_workspace(built_demo), ReportRequest(), clock=CLOCK)


@pytest.fixture(scope="module")
def copy(built_demo: Path) -> MonthlyReport:
    return report_view(open_workspace(built_demo), ReportRequest(mask=True), clock=CLOCK)


def test_all_sections_stand_in_their_order(report: MonthlyReport) -> None:
    assert tuple(one.key for one in report.sections) == tuple(key for key, _ in REPORT_SECTIONS)
    assert all(one.blocks for one in report.sections)
    assert report.compared == Month(2026, 9)


def test_every_figure_opens_and_is_what_was_printed(report: MonthlyReport, built_demo: Path) -> None:
    """A sample of each family: all would take minutes."""
    workspace = open_workspace(built_demo)
    by_family: dict[str, dict[str, float]] = {}
    for figure, value in _figures(json.loads(rendered(report, "json"))):
        by_family.setdefault(figure.partition(":")[0], {}).setdefault(figure, value)
    assert {"nrr", "grr_12", "churn_mrr", "change", "arr", "health", "band"} <= set(by_family)
    for held in by_family.values():
        figure, value = next(iter(held.items()))
        opened = explain(workspace, figure)
        assert opened.holds, figure
        assert abs(opened.explanation.value or 0.0) == pytest.approx(abs(value), abs=0.051), figure


def _figures(shape: object) -> Iterator[tuple[str, float]]:
    if isinstance(shape, dict):
        if "explain" in shape:
            yield shape["explain"], shape["value"]
        for held in shape.values():
            yield from _figures(held)
    elif isinstance(shape, list):
        for held in shape:
            yield from _figures(held)


def test_a_masked_copy_names_nobody(copy: MonthlyReport, built_demo: Path) -> None:
    secrets = set(_secrets(built_demo))
    for form in FORMATS:
        words = re.findall(r"\w+", words_in(rendered(copy, form), form).casefold())
        spans = {
            " ".join(words[at : at + size]) for size in range(1, 6) for at in range(len(words) - size + 1)
        }
        found = {one for one in secrets if " ".join(re.findall(r"\w+", one.casefold())) in spans}
        assert not found, (form, sorted(found)[:5])


def _secrets(folder: Path) -> Iterator[str]:
    """Names, ids and domains of accounts, and names and addresses of their people and of ours."""
    with open_workspace(folder).store().read() as connection:
        held = [
            *(
                (row, ("id", "name", "owner", "executive_sponsor"))
                for row in tables.rows(connection, "accounts")
            ),
            *((row, ("name", "email")) for row in tables.rows(connection, "contacts")),
        ]
    for row, keys in held:
        yield from (str(row[key]) for key in keys if row[key])
        domains = row.get("domains")
        yield from map(str, domains if isinstance(domains, list | tuple) else ())


def test_the_full_report_names_them(report: MonthlyReport, built_demo: Path) -> None:
    text = rendered(report, "md").decode("utf-8")
    assert sum(one in text for one in set(_secrets(built_demo))) > 50


def test_the_command_writes_each_format(nrr: Callable[..., Ran], built_demo: Path, tmp_path: Path) -> None:
    sections = "bridge,trend"
    for form in FORMATS:
        path = tmp_path / f"r.{form}"
        ran = nrr("report", "-w", built_demo, "--sections", sections, "-o", path)
        assert (ran.code, ran.out) == (0, ""), ran.err
        assert str(path) in ran.err
    assert "nrr explain nrr:2026-10" in (tmp_path / "r.html").read_text("utf-8")
    assert len(PdfReader(BytesIO((tmp_path / "r.pdf").read_bytes())).pages) >= 1
    assert "NRR bridge" in load_workbook(tmp_path / "r.xlsx").sheetnames
    shape = nrr("report", "-w", built_demo, "--sections", sections, "--json").json()
    assert [one["key"] for one in shape["sections"]] == sections.split(",")


def test_what_cannot_be_is_refused_with_a_way_out(
    nrr: Callable[..., Ran], built_demo: Path, tmp_path: Path
) -> None:
    ran = nrr("report", "-w", built_demo, "--sections", "headlines")
    assert ran.code == 1
    assert "there is no section 'headlines'" in ran.err
    assert nrr("report", "-w", built_demo, "-o", tmp_path / "r.docx").code == 2
    assert nrr("report", "-w", built_demo, "--month", "2026-10", "--compare", "2026-10").code == 1
    with pytest.raises(SettingsError, match="cannot write a report as 'docx'"):
        rendered(
            report_view(open_workspace(built_demo), ReportRequest(sections=("method",)), clock=CLOCK), "docx"
        )


def test_sections_may_stand_in_the_settings(nrr: Callable[..., Ran], demo_copy: Path) -> None:
    settings = demo_copy / "nrr.toml"
    settings.write_text(
        settings.read_text("utf-8") + '\n[report]\nsections = ["method", "coverage"]\n', "utf-8"
    )
    text = nrr("report", "-w", demo_copy).out
    assert re.findall(r"^## (.*)", text, re.MULTILINE) == ["How these figures were made", "Who was heard"]


def test_an_earlier_month_is_held_against_the_one_that_is_named(
    nrr: Callable[..., Ran], built_demo: Path
) -> None:
    shape = nrr(
        "report",
        "-w",
        built_demo,
        "--month",
        "2026-10",
        "--compare",
        "2026-08",
        "--sections",
        "comparison",
        "--json",
    ).json()
    assert shape["compared"] == "2026-08"
    assert "August 2026" in shape["sections"][0]["title"]


def test_an_earlier_month_says_where_what_is_known_of_today_alone_is_told(
    nrr: Callable[..., Ran], built_demo: Path
) -> None:
    sections = "headline,departures,promises,loop,actions"
    past = nrr("report", "-w", built_demo, "--month", "2026-08", "--sections", sections, "--json").json()
    assert past["as_of"] == "2026-08-31"
    for section in past["sections"]:
        told = json.dumps(section)
        assert "not as it stood on 31 August 2026" in told, section["key"]
        assert "in the report of October 2026 alone" in told, section["key"]
