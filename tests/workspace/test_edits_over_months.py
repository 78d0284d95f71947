"""Edits whose hold on the feedback is gone: the next month is made all the same."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from cli.main import main
from foundation.clock import FixedClock
from foundation.months import Month
from tests.workspace.edit_world import PEOPLE, THINGS, TOPICS, build
from workspace.edit_recording import Editor
from workspace.forget import ForgetRequest, forget
from workspace.store import runs
from workspace.synthesize import synthesize
from workspace.theme_edits import PinRequest, pin
from workspace.themes import finished_run
from workspace.workspace import open_workspace

NOW = FixedClock(datetime(2030, 1, 2, 9, 0, tzinfo=UTC))
NOVEMBER = Month(2026, 11)


def test_a_pin_whose_only_example_was_forgotten_keeps_its_theme(tmp_path: Path) -> None:
    editor = Editor(open_workspace(build(tmp_path / "w")), NOW)
    with editor.workspace.store().read() as connection:
        run = finished_run(connection, None)
        said = next(one for one in runs.statements_of(connection, run.id) if "Calendar" in one.text)
    pinned = pin(editor, PinRequest((), (said.id,), "Agenda")).edits[0].theme_id
    assert said.account_id
    forget(editor.workspace, ForgetRequest(account=said.account_id), NOW)
    _hear_more(editor.workspace.root, tmp_path / "november.csv")
    run = synthesize(editor.workspace, NOVEMBER, NOW)
    named = [one.theme for one in run.themes if one.theme.id == pinned]
    assert [(one.label, bool(one.members)) for one in named] == [("Agenda", True)]
    assert [number for number, _ in run.manifest.unapplied] == [1]


def _hear_more(folder: Path, survey: Path) -> None:
    lines = ["id,date,score,comment,email"]
    for topic in TOPICS.values():
        for at, thing in enumerate(THINGS):
            number = 1000 + len(lines)
            said, person = topic.format(thing), PEOPLE[number % 3]
            lines.append(f'{number},2026-11-{at + 5:02d},{number % 7},"{said} still.",{person}')
    survey.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert main(["import", "nps", str(survey), "-w", str(folder)]) == 0
