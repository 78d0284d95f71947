"""What a masked copy must not hold: an account under every name that is on record."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.clues import called_after, short_name
from reports.masking import KnownNames
from tests.conftest import Ran
from workspace.report_names import known_names, names_of_others
from workspace.store import assignments
from workspace.workspace import Workspace, open_workspace

ACCOUNTS = """\
id,name,domains,aliases,owner
TF-1,"Kestrel Robotics, Inc.",kesbots.example,Kes Bot;Old Falcon GmbH,Dario Fontana
TF-2,Björnsson AB,mail.nordic.example,,
"""
NICKNAMES = (
    "Kestrel Robotics",
    "KESBOTS",
    "kes bot",
    "Old Falcon",
    "Björnsson",
    "The Birds",
    "Dario Fontana",
)


@pytest.fixture
def workspace(tmp_path: Path, nrr: Callable[..., Ran]) -> Workspace:
    nrr("init", tmp_path / "w")
    (tmp_path / "accounts.csv").write_text(ACCOUNTS, encoding="utf-8")
    assert nrr("import", "accounts", tmp_path / "accounts.csv", "-w", tmp_path / "w").code == 0
    workspace = open_workspace(tmp_path / "w")
    with workspace.store().write("assign") as connection:
        assignments.assign_clue(connection, "name", "the birds", "TF-1")
    return workspace


@pytest.mark.parametrize("name", NICKNAMES)
def test_an_account_is_known_by_what_it_is_called(workspace: Workspace, name: str) -> None:
    assert KnownNames.of(known_names(workspace)).any_in(f"Export fails at {name} again")


def test_words_that_name_nobody_stay(workspace: Workspace) -> None:
    known = KnownNames.of(known_names(workspace))
    assert not any(known.any_in(text) for text in ("Robotics export", "Mail import is slow", "The old inc."))


def test_a_page_for_one_account_may_hold_its_own_nicknames(workspace: Workspace) -> None:
    others = KnownNames.of(names_of_others(workspace, "TF-1"))
    assert others.any_in("As at Björnsson")
    assert not any(others.any_in(name) for name in ("Kestrel Robotics", "kes bot", "The Birds"))


@pytest.mark.parametrize(
    ("name", "short"),
    [("Alder & Sons Ltd.", "alder sons"), ("The Group", ""), ("日本物流株式会社", "日本物流株式会社")],
)
def test_a_name_without_its_legal_form(name: str, short: str) -> None:
    assert short_name(name) == short


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("acme.example", "acme"),
        ("https://www.acme.co.uk/x", "acme"),
        ("mail.acme.example", ""),
        ("abc.example", ""),
        ("localhost", ""),
    ],
)
def test_what_a_domain_calls_its_company(host: str, name: str) -> None:
    assert called_after(host) == name
