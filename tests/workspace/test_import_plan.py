"""How an import would be read, before it runs; and which kind files are when nobody says."""

from __future__ import annotations

from pathlib import Path

import pytest

from foundation.errors import SettingsError, SourceError
from tests.conftest import CLOCK
from workspace.browsing import browse
from workspace.formats import EXAMPLES
from workspace.import_plan import PlanRequest, apart_from_manifest, detect_kind, plan_import
from workspace.importing import ImportRequest, import_files
from workspace.workspace import Workspace, init_workspace

CASES = "Nr,Zeitpunkt,Was der Kunde schrieb,Von\n" + "".join(
    f"{at},2026-03-0{at},Der Export bricht nach wenigen Minuten ab,anna@kestrel.example\n"
    for at in range(1, 9)
)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return init_workspace(tmp_path / "w")


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    path = tmp_path / "cases.csv"
    path.write_text(CASES, encoding="utf-8")
    return path


def test_a_plan_names_what_is_to_be_confirmed_and_shows_nobodys_data(
    workspace: Workspace, cases: Path
) -> None:
    plan = plan_import(workspace, PlanRequest("tickets", (cases,)))
    fields = {one.field: one for one in plan.fields}
    assert (fields["id"].column, fields["id"].read) == ("Nr", True)
    assert (fields["text"].column, fields["text"].read) == ("Was der Kunde schrieb", False)
    assert plan.missing == ("text",)
    assert "text=Was der Kunde schrieb" in plan.map_option
    assert not any("anna" in sample or "kestrel" in sample for _, sample in plan.columns)


def test_a_confirmed_plan_imports_as_it_said(workspace: Workspace, cases: Path) -> None:
    mapping = {"text": "Was der Kunde schrieb", "email": ""}
    plan = plan_import(workspace, PlanRequest("tickets", (cases,), mapping))
    assert plan.missing == ()
    email = next(one for one in plan.fields if one.field == "email")
    assert (email.column, email.why) == ("", "left out by you")
    report = import_files(workspace, ImportRequest("tickets", (cases,), mapping=mapping), CLOCK)
    assert report.kept == 8


def test_a_constant_fills_a_field_and_a_mapping_that_is_wrong_is_said(
    workspace: Workspace, cases: Path
) -> None:
    asked = PlanRequest("tickets", (cases,), constants={"text": "none was exported"})
    assert plan_import(workspace, asked).missing == ()
    with pytest.raises(SourceError, match="no column 'Nope'"):
        plan_import(workspace, PlanRequest("tickets", (cases,), {"id": "Nope"}))


def test_a_saved_mapping_that_fits_is_used_in_the_plan(workspace: Workspace, cases: Path) -> None:
    mapping = {"text": "Was der Kunde schrieb"}
    saving = ImportRequest(
        "tickets", (cases,), mapping=mapping, constants={"system": "desk"}, save_map="desk"
    )
    import_files(workspace, saving, CLOCK)
    plan = plan_import(workspace, PlanRequest("tickets", (cases,)))
    assert (plan.saved, plan.missing, plan.constants) == ("desk", (), (("system", "desk"),))
    more = plan_import(workspace, PlanRequest("tickets", (cases,), {"subject": "Von"}, {"system": ""}))
    assert (more.saved, more.missing, more.constants) == ("desk", (), ())
    alone = plan_import(workspace, PlanRequest("tickets", (cases,), no_saved_map=True))
    assert (alone.saved, alone.missing) == ("", ("text",))
    pattern = plan_import(workspace, PlanRequest("tickets", (cases.parent / "c*.csv",)))
    assert pattern.saved == "desk"


def test_a_systems_export_has_nothing_to_map(workspace: Workspace) -> None:
    plan = plan_import(workspace, PlanRequest("auto", (EXAMPLES / "zendesk_tickets.ndjson",)))
    assert (plan.kind, plan.system, plan.fields) == ("tickets", "zendesk", ())


def test_files_tell_their_kind_when_it_is_sure(workspace: Workspace, cases: Path) -> None:
    assert detect_kind(workspace, [EXAMPLES / "accounts.csv"])[0] == "accounts"
    with pytest.raises(SettingsError, match="not sure enough to import it as that"):
        detect_kind(workspace, [cases])
    with pytest.raises(SettingsError, match="of several kinds"):
        detect_kind(workspace, [EXAMPLES / "accounts.csv", EXAMPLES / "contacts.csv"])
    with pytest.raises(SourceError, match="there is no such file"):
        detect_kind(workspace, [Path("nowhere.csv")])


def test_a_folder_lists_what_can_be_imported(tmp_path: Path) -> None:
    for name in ("b.CSV", "a.csv.gz", "notes.pdf", ".hidden.csv"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "calls").mkdir()
    view = browse(tmp_path)
    assert [entry.path.name for entry in view.entries] == ["calls", "a.csv.gz", "b.CSV"]
    assert view.left_out == 1
    assert len(browse(tmp_path, everything=True).entries) == 4
    for wrong in (tmp_path / "nowhere", tmp_path / "b.CSV"):
        with pytest.raises(SourceError, match="cannot open the folder"):
            browse(wrong)


def test_a_manifest_is_told_from_the_calls_beside_it() -> None:
    calls, manifest = EXAMPLES / "calls", EXAMPLES / "calls.csv"
    assert apart_from_manifest([calls, manifest]) == ((calls,), manifest)
    assert apart_from_manifest([calls / "zoom.vtt"]) == ((calls / "zoom.vtt",), None)
    with pytest.raises(SettingsError, match="without the calls"):
        apart_from_manifest([manifest])
