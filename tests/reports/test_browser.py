"""The page of a report in a real browser: nothing wider than its window, no complaint, no request."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from reports.monthly import build_monthly_report
from tests.reports.samples import SAID, full
from workspace.report import rendered

_BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(_BROWSER is None, reason="no Chromium here: apt-get install chromium")
_WIDTHS = (360, 768, 1280)
_FRAME = """<!doctype html><body><script>
addEventListener("load", async () => {
  const found = [];
  for (const width of %s) {
    const frame = document.createElement("iframe");
    frame.style.cssText = `border:0;height:900px;width:${width}px`;
    frame.src = "report.html";
    document.body.append(frame);
    await new Promise(done => frame.onload = done);
    const page = frame.contentDocument;
    const asked = frame.contentWindow.performance.getEntriesByType("resource").length;
    found.push([width, page.documentElement.scrollWidth, asked, page.querySelectorAll("svg").length].join(" "));
  }
  document.body.innerHTML = "<pre>" + found.join("\\n") + "</pre>";
});
</script></body>"""


@pytest.mark.parametrize(
    ("words", "name"), [(SAID, "Northwind Logistics"), ("x" * 900, "y" * 300), ("日本" * 300, "ا" * 200)]
)
def test_nothing_is_wider_than_its_window_and_nothing_is_asked_for(
    tmp_path: Path, words: str, name: str
) -> None:
    (tmp_path / "report.html").write_bytes(rendered(build_monthly_report(full(words, name)), "html"))
    (tmp_path / "frame.html").write_text(_FRAME % list(_WIDTHS), encoding="utf-8")
    ran = subprocess.run(
        [
            str(_BROWSER),
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--allow-file-access-from-files",
            "--enable-logging=stderr",
            f"--user-data-dir={tmp_path / 'profile'}",
            "--virtual-time-budget=10000",
            "--dump-dom",
            (tmp_path / "frame.html").as_uri(),
        ],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    lines = re.findall(r"^(?:<pre>)?(\d+) (\d+) (\d+) (\d+)", ran.stdout.replace("<pre>", "\n"), re.MULTILINE)
    assert [int(line[0]) for line in lines] == list(_WIDTHS), ran.stdout[-500:]
    for width, wide, asked, pictures in ((int(one) for one in line) for line in lines):
        assert wide <= width
        assert (asked, pictures) == (0, 4)
    assert "CONSOLE" not in ran.stderr
