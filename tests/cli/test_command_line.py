"""The command line as a contract: exit codes, streams, and what it must not load."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ROOT, Ran

_HEAVY = (
    "torch", "sentence_transformers", "transformers", "hdbscan", "umap", "sklearn", "scipy", "pandas",
    "chromadb", "openai", "httpx2", "textual", "sqlalchemy", "pyarrow", "openpyxl", "phonenumbers", "numpy",
)  # fmt: skip


def test_help_loads_no_heavy_library() -> None:
    code = (
        "import sys; from cli.main import main; main(['--help']);"
        f"print([name for name in {_HEAVY!r} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "synthesize" in done.stdout
    assert done.stderr.strip() == "[]"


@pytest.mark.parametrize(
    "command",
    ["demo", "init", "import", "formats", "synthesize", "themes", "theme", "what-if", "report", "review", "qbr",
     "metrics", "search", "index", "doctor"],
)  # fmt: skip
def test_every_command_has_help(nrr: Callable[..., Ran], command: str) -> None:
    ran = nrr(command, "--help")
    assert ran.code == 0
    assert "Usage:" in ran.out


def test_unknown_command_is_wrong_usage_and_names_the_near_one(nrr: Callable[..., Ran]) -> None:
    ran = nrr("theems")
    assert ran.code == 2
    assert "themes" in ran.err
    assert ran.out == ""


def test_bad_month_is_wrong_usage(nrr: Callable[..., Ran], tmp_path: Path) -> None:
    nrr("init", tmp_path / "w")
    ran = nrr("themes", "--month", "October", "-w", tmp_path / "w")
    assert ran.code == 2
    assert "YYYY-MM" in ran.err


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("themes",), "nrr synthesize"),
        (("synthesize",), "nrr import"),
        (("report",), "nrr synthesize"),
        (("metrics",), "nrr import"),
        (("search", "slow export"), "nrr synthesize"),
    ],
)
def test_an_empty_workspace_says_what_to_do(
    nrr: Callable[..., Ran], tmp_path: Path, arguments: tuple[str, ...], word: str
) -> None:
    nrr("init", tmp_path / "w")
    ran = nrr(*arguments, "-w", tmp_path / "w")
    assert word in ran.err
    assert "Traceback" not in ran.err
    assert ran.err.count("\n") <= 2


def test_no_workspace_is_one_line(nrr: Callable[..., Ran], tmp_path: Path) -> None:
    ran = nrr("themes", "-w", tmp_path)
    assert ran.code == 1
    assert ran.err.startswith("nrr: there is no workspace here")
    assert ran.err.count("\n") == 1


def test_a_setting_with_a_typo_is_named(nrr: Callable[..., Ran], tmp_path: Path) -> None:
    nrr("init", tmp_path / "w")
    (tmp_path / "w" / "nrr.toml").write_text("[themes]\nwindow_month = 3\n", encoding="utf-8")
    ran = nrr("themes", "-w", tmp_path / "w")
    assert ran.code == 1
    assert "themes.window_month" in ran.err


def test_the_workspace_is_found_from_below_and_by_variable(
    nrr: Callable[..., Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nrr("init", tmp_path / "w")
    below = tmp_path / "w" / "some" / "folder"
    below.mkdir(parents=True)
    monkeypatch.chdir(below)
    assert str(tmp_path / "w") in nrr("doctor").out
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NRR_WORKSPACE", str(tmp_path / "w"))
    assert str(tmp_path / "w") in nrr("doctor").out


def test_init_refuses_a_second_workspace(nrr: Callable[..., Ran], tmp_path: Path) -> None:
    assert nrr("init", tmp_path / "w").code == 0
    ran = nrr("init", tmp_path / "w")
    assert ran.code == 1
    assert "already" in ran.err


def test_the_app_takes_a_workspace_before_and_commands_after_their_name(
    nrr: Callable[..., Ran], tmp_path: Path
) -> None:
    ran = nrr("-w", tmp_path, "themes")
    assert (ran.code, ran.out) == (2, "")
    assert f"nrr themes -w {tmp_path}" in ran.err
    assert "needs a terminal" in nrr("-w", tmp_path).err


def test_the_demo_ends_with_how_to_open_the_app() -> None:
    from cli.commands.demo import _next_steps

    assert _next_steps(Path("my demo"), "0badcafe")[-1] == "Open the app: nrr -w 'my demo'"
