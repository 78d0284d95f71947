"""The page of a report before axe-core in a real browser: nothing serious to find, in light and in dark."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from reports.masking import MaskRules, masked
from reports.monthly import build_monthly_report
from tests.reports.samples import full
from workspace.report import rendered

_BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(_BROWSER is None, reason="no Chromium here: apt-get install chromium")
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
_SERIOUS = ("serious", "critical")
_ASK = """<script>
addEventListener("load", async () => {
  const found = await axe.run(document, {resultTypes: ["violations", "passes"]});
  const told = found.violations.map(one => ({
    id: one.id, impact: one.impact, help: one.help, where: one.nodes.slice(0, 3).map(node => node.html),
  }));
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  document.body.innerText = "FOUND" + JSON.stringify({told, passed: found.passes.length, dark}) + "END";
});
</script>"""
_SCHEMES = {"light": 1, "dark": 0}  # by what Chromium calls them


def _looked_at(folder: Path, page: str, scheme: str) -> dict[str, Any]:
    """What axe-core says of ``page``, whose own policy would not let it in: ``told`` what is wrong, ``passed`` how many
    rules hold, ``dark`` whether the page was dark."""
    axe = (files("axe_core_python") / "axe.min.js").read_text(encoding="utf-8")
    assert _POLICY.search(page)
    opened = _POLICY.sub("", page).replace("</body>", f"<script>{axe}</script>{_ASK}</body>")
    (folder / "page.html").write_text(opened, encoding="utf-8")
    ran = subprocess.run(
        [
            str(_BROWSER),
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--window-size=1280,900",
            f"--blink-settings=preferredColorScheme={_SCHEMES[scheme]}",
            f"--user-data-dir={folder / 'profile'}",
            "--virtual-time-budget=60000",
            "--dump-dom",
            (folder / "page.html").as_uri(),
        ],
        capture_output=True,
        text=True,
        timeout=180,
        check=True,
    )
    told = re.search(r"FOUND(\{.*\})END", ran.stdout, re.DOTALL)
    assert told, ran.stdout[-500:] + ran.stderr[-500:]
    found: dict[str, Any] = json.loads(html.unescape(told[1]))
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("mask", [False, True])
def test_nothing_serious_stands_between_a_reader_and_the_page(
    tmp_path: Path, scheme: str, mask: bool
) -> None:
    report = build_monthly_report(full())
    page = rendered(masked(report, MaskRules(2)) if mask else report, "html").decode("utf-8")
    found = _looked_at(tmp_path, page, scheme)
    assert found["dark"] is (scheme == "dark")
    assert found["passed"]
    assert [one for one in found["told"] if one["impact"] in _SERIOUS] == []


def test_a_page_with_a_fault_is_told(tmp_path: Path) -> None:
    page = rendered(build_monthly_report(full()), "html").decode("utf-8")
    pale = page.replace("</h1>", '</h1><p style="color:#ccc;background:#fff">pale</p>', 1)
    found = _looked_at(tmp_path, pale, "light")
    assert {one["id"] for one in found["told"] if one["impact"] in _SERIOUS} == {"color-contrast"}
