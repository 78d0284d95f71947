"""Named mappings: saved with an import, used by name or by the same columns, listed, deleted, never mixed up."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from foundation.errors import SettingsError, SourceError
from tests.conftest import CLOCK
from workspace.importing import ImportRequest, import_files
from workspace.mappings import checked_name, delete_mapping, list_mappings, mapping_named, over
from workspace.workspace import Workspace, init_workspace

HEAD = "Case,Opened on,Client,What they wrote\n"
ROWS = "1,2026-03-01,Kestrel,The export to CSV never ends\n2,2026-03-02,Alder,Photos are lost when offline\n"
MAPPING = {"id": "Case", "date": "Opened on", "organization": "Client", "text": "What they wrote"}


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return init_workspace(tmp_path / "w")


@pytest.fixture
def request_(tmp_path: Path) -> ImportRequest:
    path = tmp_path / "cases.csv"
    path.write_text(HEAD + ROWS, encoding="utf-8")
    return ImportRequest("tickets", (path,), mapping=MAPPING, constants={"system": "desk"})


def later(tmp_path: Path, text: str, name: str = "later.csv") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_an_import_saves_what_it_was_read_with(workspace: Workspace, request_: ImportRequest) -> None:
    report = import_files(workspace, replace(request_, save_map="desk"), CLOCK)
    assert any("mapping 'desk' saved" in line for line in report.warnings)
    saved = mapping_named(workspace, "desk")
    assert (saved.kind, dict(saved.mapping), dict(saved.constants)) == (
        "tickets",
        MAPPING,
        {"system": "desk"},
    )
    assert saved.headers == ("case", "client", "openedon", "whattheywrote")


def test_a_later_file_with_the_same_columns_is_read_by_it_and_that_is_said(
    workspace: Workspace, request_: ImportRequest, tmp_path: Path
) -> None:
    import_files(workspace, replace(request_, save_map="desk"), CLOCK)
    again = later(tmp_path, "What they wrote,CASE,client,Opened On\nIt is slow today,3,Vega,2026-03-09\n")
    report = import_files(workspace, ImportRequest("tickets", (again,)), CLOCK)
    assert report.kept == 1
    assert any("saved mapping 'desk', which was used" in line for line in report.warnings)


def test_what_is_said_goes_on_top_of_the_mapping_that_fits(
    workspace: Workspace, request_: ImportRequest
) -> None:
    import_files(workspace, replace(request_, save_map="desk"), CLOCK)
    text = HEAD + ROWS.replace("never ends", "ends too late")
    request_.files[0].write_text(text, encoding="utf-8")
    asked = ImportRequest("tickets", request_.files, mapping={"subject": "Client"})
    report = import_files(workspace, asked, CLOCK)
    assert (report.kept, report.updated) == (0, 2)
    assert any("'desk', which was used; what --map and --set say" in line for line in report.warnings)
    alone = replace(asked, mapping={**MAPPING, "organization": ""}, no_saved_map=True, dry_run=True)
    assert import_files(workspace, alone, CLOCK).kept == 2


def test_a_column_moves_and_a_constant_of_nothing_goes(workspace: Workspace, request_: ImportRequest) -> None:
    import_files(workspace, replace(request_, save_map="desk"), CLOCK)
    mapping, constants = over(
        mapping_named(workspace, "desk"), {"subject": "client"}, {"system": "", "language": "en"}
    )
    assert (mapping.get("organization"), mapping["subject"], mapping["text"]) == (
        None,
        "client",
        "What they wrote",
    )
    assert constants == {"language": "en"}


def test_other_columns_are_not_read_by_it(
    workspace: Workspace, request_: ImportRequest, tmp_path: Path
) -> None:
    import_files(workspace, replace(request_, save_map="desk"), CLOCK)
    other = later(tmp_path, "id,date,text,Mehr\n9,2026-03-09,It is slow today,x\n")
    report = import_files(workspace, ImportRequest("tickets", (other,)), CLOCK)
    assert not any("desk" in line for line in report.warnings)


def test_it_is_used_by_name_and_the_command_line_goes_before_it(
    workspace: Workspace, request_: ImportRequest, tmp_path: Path
) -> None:
    import_files(workspace, replace(request_, save_map="desk"), CLOCK)
    wider = later(tmp_path, "Ref,Case,Opened on,Client,What they wrote\nr1,7,2026-03-09,Vega,It is slow\n")
    asked = ImportRequest("tickets", (wider,), use_map="desk", mapping={"id": "Ref"})
    assert import_files(workspace, asked, CLOCK).kept == 1
    assert import_files(workspace, replace(asked, mapping={"id": "Ref"}), CLOCK).unchanged == 1


def test_sure_proposals_are_part_of_what_is_saved(workspace: Workspace, tmp_path: Path) -> None:
    rows = "".join(f"{at},0{at}.03.2026,Der Export bricht nach Minuten ab\n" for at in range(1, 9))
    path = later(tmp_path, "Vorgangsnummer,Erstellt am,Beschreibung\n" + rows)
    import_files(workspace, ImportRequest("tickets", (path,), save_map="helpdesk"), CLOCK)
    assert dict(mapping_named(workspace, "helpdesk").mapping) == {
        "id": "Vorgangsnummer",
        "date": "Erstellt am",
        "text": "Beschreibung",
    }


def test_a_trial_saves_nothing_and_known_names_need_no_mapping(
    workspace: Workspace, request_: ImportRequest, tmp_path: Path
) -> None:
    trial = import_files(workspace, replace(request_, save_map="desk", dry_run=True), CLOCK)
    assert any("mapping 'desk' would be saved: id=Case" in line for line in trial.warnings)
    plain = later(tmp_path, "id,date,text\n9,2026-03-09,It is slow today\n")
    report = import_files(workspace, ImportRequest("tickets", (plain,), save_map="plain"), CLOCK)
    assert "every column is known by name, so there was no mapping to save" in report.warnings
    assert list_mappings(workspace) == []


def test_a_failed_import_saves_nothing(workspace: Workspace, request_: ImportRequest) -> None:
    with pytest.raises(SourceError):
        import_files(workspace, replace(request_, mapping={"id": "Nope"}, save_map="desk"), CLOCK)
    assert list_mappings(workspace) == []


def test_kinds_must_agree(workspace: Workspace, request_: ImportRequest, tmp_path: Path) -> None:
    import_files(workspace, replace(request_, save_map="desk"), CLOCK)
    answers = later(tmp_path, "score,date,Warum\n9,2026-03-09,schnell\n")
    with pytest.raises(SettingsError, match="'desk' is for tickets, not for nps"):
        import_files(workspace, ImportRequest("nps", (answers,), use_map="desk"), CLOCK)
    with pytest.raises(SettingsError, match="'desk' is for tickets"):
        import_files(
            workspace, ImportRequest("nps", (answers,), mapping={"comment": "Warum"}, save_map="desk"), CLOCK
        )


def test_the_same_name_again_replaces(workspace: Workspace, request_: ImportRequest) -> None:
    import_files(workspace, replace(request_, save_map="desk"), CLOCK)
    fewer = {**MAPPING, "organization": ""}
    report = import_files(workspace, replace(request_, mapping=fewer, save_map="desk"), CLOCK)
    assert any("mapping 'desk' replaced" in line for line in report.warnings)
    assert mapping_named(workspace, "desk").mapping["organization"] == ""


def test_a_name_that_is_not_there_is_said_with_the_nearest(
    workspace: Workspace, request_: ImportRequest
) -> None:
    import_files(workspace, replace(request_, save_map="helpdesk"), CLOCK)
    with pytest.raises(SettingsError, match="Did you mean 'helpdesk'"):
        mapping_named(workspace, "helpdek")
    assert delete_mapping(workspace, "helpdesk").kind == "tickets"
    with pytest.raises(SettingsError, match="there is no mapping"):
        delete_mapping(workspace, "helpdesk")


def test_a_kind_that_is_not_there_is_said_with_all_that_are(
    workspace: Workspace, request_: ImportRequest
) -> None:
    with pytest.raises(SettingsError, match=r"no kind 'cases'\. Kinds: auto, tickets, nps, .*community\."):
        import_files(workspace, replace(request_, kind="cases"), CLOCK)


@pytest.mark.parametrize("name", ["", "  ", "a=b", "a,b", "x" * 61, "\x1b[2J"])
def test_names_that_would_confuse_are_refused(name: str) -> None:
    with pytest.raises(SettingsError, match="cannot be called"):
        checked_name(name)
