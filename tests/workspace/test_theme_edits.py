"""What people do to themes, through the use cases: it holds at once, at the next month, and until it is undone."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from cli.shapes import themes_shape
from foundation.clock import FixedClock
from foundation.errors import SettingsError, StoreError
from foundation.months import Month
from synthesis.themes import SynthesisRun, ThemeStatus, UnclusteredReason
from tests.workspace.edit_world import build
from workspace.edit_history import EditState, history
from workspace.edit_recording import Editor, Made
from workspace.edit_undoing import undo, unhide
from workspace.report import ReportRequest, rendered, report_view
from workspace.synthesize import synthesize
from workspace.theme_edits import (
    PinRequest,
    hide,
    merge,
    move,
    never_merge,
    pin,
    rename,
    resolve,
    split,
)
from workspace.theme_registry import registry, registry_text
from workspace.themes import ThemeQuery, finished_run, list_themes, pick_theme, show_theme
from workspace.workspace import Workspace, open_workspace

NOW = FixedClock(datetime(2030, 1, 2, 9, 0, tzinfo=UTC))
SEPTEMBER, OCTOBER = Month(2026, 9), Month(2026, 10)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("edits") / "w")


@pytest.fixture
def editor(built: Path, tmp_path: Path) -> Editor:
    return Editor(open_workspace(Path(shutil.copytree(built, tmp_path / "w"))), NOW)


def read(workspace: Workspace, month: Month | None = None) -> SynthesisRun:
    with workspace.store().read() as connection:
        return finished_run(connection, month)


def about(where: Editor | SynthesisRun, topic: str) -> str:
    """The id of the theme that quotes this topic's words."""
    run = read(where.workspace) if isinstance(where, Editor) else where
    return next(
        one.theme.id
        for one in (*run.themes, *run.hidden)
        if any(topic in quote.text.casefold() for quote in one.quotes)
    )


def printed(editor: Editor) -> str:
    """The report of the latest month."""
    return rendered(report_view(editor.workspace, ReportRequest(), clock=NOW), "md").decode("utf-8")


def told(run: SynthesisRun) -> str:
    """All that a run says, to the byte."""
    inside = [(one.theme.members, one.theme.centroid.tobytes(), one.theme.terms) for one in run.themes]
    reasons = sorted(run.unclustered_reasons.items())
    return json.dumps(themes_shape(run, run.themes)) + repr((inside, run.manifest, run.events, reasons))


def members(run: SynthesisRun, theme_id: str) -> set[str]:
    return set(pick_theme(run, theme_id).theme.members)


def test_a_name_given_by_hand_holds_in_every_month_and_in_the_report(editor: Editor) -> None:
    made = rename(editor, about(editor, "export"), "Exports break")
    theme_id = made.edits[0].theme_id
    for month in (SEPTEMBER, OCTOBER):
        assert pick_theme(read(editor.workspace, month), theme_id).theme.label == "Exports break"
    assert "Exports break" in printed(editor)
    assert made.run.id == read(editor.workspace).id


def test_a_second_name_overrides_the_first_and_says_so(editor: Editor) -> None:
    rename(editor, about(editor, "export"), "Exports break")
    again = rename(editor, "exports break", "Exports")
    assert again.notes == (f"It overrides #1: rename {again.edits[0].theme_id[:8]} to “Exports break”.",)
    assert [line.state for line in history(editor.workspace)] == [EditState.OVERRIDDEN, EditState.STANDS]


def test_a_hidden_theme_leaves_lists_and_its_figures_are_stated(editor: Editor) -> None:
    before = read(editor.workspace)
    hidden = pick_theme(before, about(before, "export"))
    hide(editor, about(editor, "export"))
    run, themes = list_themes(editor.workspace, ThemeQuery())
    assert hidden.theme.id not in [one.theme.id for one in (*themes, *run.themes)]
    assert [one.weights for one in run.hidden] == [hidden.weights]
    assert "Hidden by hand and in no list above: 1 theme" in printed(editor)
    with pytest.raises(SettingsError, match="hidden already, by #1"):
        hide(editor, hidden.theme.id)
    unhide(editor, hidden.theme.id)
    assert told(read(editor.workspace)) == told(before)
    with pytest.raises(SettingsError, match="is not hidden"):
        unhide(editor, hidden.theme.id)


def test_a_resolved_theme_counts_what_is_heard_after_its_day(editor: Editor) -> None:
    made = resolve(editor, about(editor, "export"), date(2026, 10, 10))
    theme_id = made.edits[0].theme_id
    theme = pick_theme(made.run, theme_id)
    assert theme.status is ThemeStatus.RESOLVED
    assert theme.resolved is not None
    assert theme.resolved.heard_since == 6  # October's answers came on the 5th to the 16th
    assert pick_theme(read(editor.workspace, SEPTEMBER), theme_id).status is not ThemeStatus.RESOLVED
    with pytest.raises(SettingsError, match="still to come"):
        resolve(editor, theme_id, date(2031, 1, 1))
    late = resolve(editor, theme_id, None)
    assert "from 2030-01 on" in late.notes[-1]


def test_merged_themes_are_one_at_once_and_in_the_next_refit(editor: Editor) -> None:
    before = read(editor.workspace)
    export, login = pick_theme(before, about(before, "export")), pick_theme(before, about(before, "login"))
    made = merge(editor, login.theme.id, export.theme.id)
    both = set(export.theme.members) | set(login.theme.members)
    assert members(made.run, export.theme.id) == both
    assert login.theme.id not in [one.theme.id for one in made.run.themes]
    assert made.run.id != before.id
    finer = editor.workspace.settings.model_copy(
        update={"themes": editor.workspace.settings.themes.model_copy(update={"granularity": 1.3})}
    )
    refit = synthesize(replace(editor.workspace, settings=finer), OCTOBER, NOW)
    assert both <= members(refit, export.theme.id)


def test_edit_and_undo_give_the_very_same_run(editor: Editor) -> None:
    before = read(editor.workspace)
    changes: tuple[Callable[[], Made], ...] = (
        lambda: merge(editor, about(editor, "login"), about(editor, "export")),
        lambda: split(editor, about(editor, "export"), ("weekly report", "old report")),
        lambda: pin(editor, PinRequest(("oak trees",))),
        lambda: never_merge(editor, about(editor, "export"), about(editor, "login")),
        lambda: move(editor, "plant more oak trees", about(editor, "export")),
    )
    for change in changes:
        made = change()
        assert made.run.id != before.id
        assert told(undo(editor).run) == told(before)
    assert {line.state for line in history(editor.workspace)} == {EditState.UNDONE}


def test_a_split_by_words_gives_each_part_its_words_as_name(editor: Editor) -> None:
    whole = pick_theme(read(editor.workspace), about(read(editor.workspace), "export"))
    made = split(editor, about(editor, "export"), ("large small report", "north south report"))
    kept = pick_theme(made.run, whole.theme.id)
    other = pick_theme(made.run, "north south report")
    assert kept.theme.label == "large small report"
    assert made.notes[0].startswith("Statements of the window: ")
    assert kept.theme.id != other.theme.id
    assert set(kept.theme.members) | set(other.theme.members) == set(whole.theme.members)
    assert told(synthesize(editor.workspace, OCTOBER, NOW)) == told(made.run)


def test_what_hangs_on_a_split_is_named_and_undone_with_it_only_when_wished(editor: Editor) -> None:
    before = read(editor.workspace)
    split(editor, about(editor, "export"), ("large small report", "north south report"))
    rename(editor, "north south report", "Regional exports")
    with pytest.raises(SettingsError, match=r"on #1 hang others: #2 rename"):
        undo(editor, 1)
    assert [one.number for one in undo(editor, 1, with_dependents=True).edits] == [2, 1]
    assert told(read(editor.workspace)) == told(before)


def test_a_pinned_theme_is_there_even_when_nobody_speaks_of_it(editor: Editor) -> None:
    made = pin(editor, PinRequest(("quantum teleportation",), label="Teleport"))
    pinned = pick_theme(made.run, "Teleport")
    assert (pinned.weights.statements, pinned.pinned) == (0, True)
    assert pinned.theme.id in [one.theme.id for one in list_themes(editor.workspace, ThemeQuery())[1]]
    earlier = synthesize(editor.workspace, SEPTEMBER, NOW)
    assert pick_theme(earlier, "Teleport").theme.members == ()
    assert synthesize(editor.workspace, OCTOBER, NOW).events == made.run.events
    with pytest.raises(SettingsError, match="pinned already, by #1"):
        pin(editor, PinRequest(("teleport",)))


def test_a_pinned_theme_takes_an_example_out_of_the_unclustered(editor: Editor) -> None:
    made = pin(editor, PinRequest(examples=("plant more oak trees",), label="Parking lot"))
    assert len(pick_theme(made.run, "Parking lot").theme.members) == 1
    assert made.notes == ("It has 1 statement of the window: 1 from no theme.",)
    with pytest.raises(SettingsError, match="needs a name"):
        pin(editor, PinRequest(examples=("plant more oak trees",)))
    with pytest.raises(SettingsError, match="needs words or an example"):
        pin(editor, PinRequest())


def test_a_statement_moves_by_its_words_and_out_again(editor: Editor) -> None:
    export = pick_theme(read(editor.workspace), about(read(editor.workspace), "export"))
    moved = move(editor, "plant more oak trees", about(editor, "export")).run
    fresh = members(moved, export.theme.id) - set(export.theme.members)
    assert len(fresh) == 1
    with pytest.raises(SettingsError, match="already"):
        move(editor, "plant more oak trees", about(editor, "export"))
    out = move(editor, "plant more oak trees", None)
    assert out.notes[0].startswith("It overrides #1")
    assert out.run.unclustered_reasons[fresh.pop()] is UnclusteredReason.MOVED_OUT


def test_never_merge_holds_at_a_coarser_grain(editor: Editor) -> None:
    before = read(editor.workspace)
    export, login = (
        pick_theme(before, about(before, "export")).theme,
        pick_theme(before, about(before, "login")).theme,
    )
    never_merge(editor, export.id, login.id)
    coarse = editor.workspace.settings.model_copy(
        update={"themes": editor.workspace.settings.themes.model_copy(update={"granularity": 0.2})}
    )
    run = synthesize(replace(editor.workspace, settings=coarse), OCTOBER, NOW)
    assert set(export.members) <= members(run, export.id)
    assert set(login.members) <= members(run, login.id)


def test_merge_after_never_merge_wins_and_history_tells(editor: Editor) -> None:
    never_merge(editor, about(editor, "export"), about(editor, "login"))
    made = merge(editor, about(editor, "login"), about(editor, "export"))
    assert made.notes[0].startswith("It overrides #1: never merge")
    assert [line.state for line in history(editor.workspace)] == [EditState.OVERRIDDEN, EditState.STANDS]
    september = read(editor.workspace, SEPTEMBER)
    with pytest.raises(SettingsError, match=r"was merged into \w+ by #2"):
        merge(replace(editor, month=SEPTEMBER), about(september, "login"), about(september, "calendar"))


def test_an_edit_that_finds_nothing_is_told_by_the_run_and_by_the_history(editor: Editor) -> None:
    never_merge(editor, about(editor, "export"), about(editor, "login"))
    path = editor.workspace.store_path
    with sqlite3.connect(path) as store:
        text = store.execute("select payload from theme_edit").fetchone()[0]
        lost = text.replace('"statements":["', '"statements":["gone-').replace('","', '","gone-')
        cut = '"centroid":[0.5,0.5],"model":"another"'
        lost = re.sub(r'"centroid":\[[^\]]*\],"model":"[^"]*"', cut, lost)
        store.execute("update theme_edit set payload = ?", (lost,))
    run = synthesize(editor.workspace, OCTOBER, NOW)
    assert [number for number, _ in run.manifest.unapplied] == [1]
    assert history(editor.workspace)[0].state is EditState.NOT_APPLIED


@pytest.mark.parametrize(
    ("wanted", "words"),
    [("nothing like it", "no themes"), ("", "no themes"), ("o", "themes of 2026-10 match")],
)
def test_a_theme_that_is_not_clear_is_asked_for(editor: Editor, wanted: str, words: str) -> None:
    with pytest.raises(SettingsError, match=words):
        rename(editor, wanted, "X1")
    assert history(editor.workspace) == ()


def test_wrong_wishes_are_refused_and_nothing_is_kept(editor: Editor) -> None:
    wishes: tuple[tuple[Callable[[], Made], str], ...] = (
        (lambda: rename(editor, about(editor, "export"), "  … "), "is no name"),
        (lambda: rename(editor, about(editor, "export"), "x" * 81), "too long"),
        (lambda: merge(editor, about(editor, "export"), about(editor, "export")), "both are"),
        (lambda: split(editor, about(editor, "export")), "no sub-themes"),
        (lambda: split(editor, about(editor, "export"), ("one",)), "two different parts"),
        (lambda: split(editor, about(editor, "export"), ("report", "zebra zoo")), "no statement of"),
        (lambda: move(editor, "plant more oak trees", None), "in no theme already"),
        (lambda: move(editor, "nobody said this", about(editor, "export")), "no statements of"),
        (lambda: undo(editor), "nothing to undo"),
        (lambda: undo(editor, 7), "no edit #7"),
    )
    for wish, words in wishes:
        with pytest.raises(SettingsError, match=words):
            wish()
    assert history(editor.workspace) == ()


def test_an_edit_that_could_not_be_run_stands_and_the_error_says_so(
    editor: Editor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(*_: object) -> SynthesisRun:
        raise StoreError("another nrr process is writing", hint="Wait for it.")

    monkeypatch.setattr("workspace.edit_recording.synthesize", locked)
    with pytest.raises(StoreError, match=r"kept \(#1 never merge .* Then: nrr synthesize --month 2026-10"):
        never_merge(editor, about(editor, "export"), about(editor, "login"))
    assert history(editor.workspace)[0].state is EditState.WAITING


def test_the_registry_changes_by_what_changed_alone(editor: Editor) -> None:
    before = registry_text(registry(editor.workspace))
    assert registry_text(registry(editor.workspace)) == before
    made = rename(editor, about(editor, "export"), "Exports break")
    after = registry_text(registry(editor.workspace))
    fresh = set(after.splitlines()) - set(before.splitlines())
    short = made.edits[0].theme_id[:8]
    assert fresh == {
        "  label: Exports break",
        f"  edit: #1 rename {short} to “Exports break”",
        f"  #1 2030-01-02 rename {short} to “Exports break”",
    }
    undo(editor)
    assert registry_text(registry(editor.workspace)) == before


def test_a_theme_that_was_merged_away_says_where_it_went(editor: Editor) -> None:
    gone = pick_theme(read(editor.workspace), about(read(editor.workspace), "login")).theme.id
    merge(editor, about(editor, "login"), about(editor, "export"))
    with pytest.raises(SettingsError, match=r"was merged into \w+ by #1"):
        show_theme(editor.workspace, gone[:8], None, 5)


def test_what_is_hidden_does_not_count_as_in_no_theme_where_figures_are_cut(editor: Editor) -> None:
    cut = ThemeQuery(tier="1")
    before, _ = list_themes(editor.workspace, cut)
    hide(editor, about(editor, "export"))
    after, listed = list_themes(editor.workspace, cut)
    assert after.unclustered == before.unclustered
    assert len(after.hidden) == 1
    assert len(listed) == len(before.themes) - 1
