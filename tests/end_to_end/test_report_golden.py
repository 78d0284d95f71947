"""The demo's report in every format, as it was last looked at by a person. A change shows as a difference to read.

``UPDATE_GOLDEN=1 python -m pytest tests/reports/test_golden.py tests/end_to_end/test_report_golden.py`` writes them
anew. HTML and JSON hold a few sections, PDF and XLSX what can be read of them as text, so that each can be read over.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import CLOCK, ROOT
from tests.reports.summaries import pdf_summary, xlsx_summary
from workspace.report import ReportRequest, rendered, report_view
from workspace.workspace import open_workspace

GOLDEN = ROOT / "tests" / "reports" / "golden" / "demo"
_FEW = ("headline", "bridge", "coverage")


def _text(made: bytes) -> str:
    return made.decode("utf-8")


_FILES: dict[str, tuple[str, tuple[str, ...], Callable[[bytes], str]]] = {
    "report.md": ("md", (), _text),
    "report.html": ("html", _FEW, _text),
    "report.json": ("json", _FEW, _text),
    "report.pdf.txt": ("pdf", (), pdf_summary),
    "report.xlsx.txt": ("xlsx", (), xlsx_summary),
}


@pytest.mark.parametrize("name", _FILES)
def test_the_demos_report_is_as_it_was_looked_at(built_demo: Path, name: str) -> None:
    form, sections, summary = _FILES[name]
    view = report_view(open_workspace(built_demo), ReportRequest(sections=sections), clock=CLOCK)
    made = summary(rendered(view, form)).replace(view.run, "RUN")  # it hashes the engine's own files
    path = GOLDEN / name
    if os.environ.get("UPDATE_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(made, encoding="utf-8")
    assert made == path.read_text(encoding="utf-8")
