"""What is decided on a draft: approved, rejected, exported, done, and what came of it, each asked for with one key.

Keeps the rules that a step is offered only where it may follow, that a key that may not says why, and that each step
is made by a task worker on the draft that was looked at. Nothing is ever sent.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import events, on, work
from textual.binding import Binding, BindingType
from textual.message import Message

from foundation.errors import SettingsError
from tui import play_words, words
from tui.screens.choosing import AskScreen, ChooseScreen
from tui.screens.drafting import Drafting
from tui.screens.fields import Field, FieldsScreen
from tui.untrusted import Untrusted
from tui.widgets.choice_table import Option
from tui.widgets.task_bar import TaskBar

if TYPE_CHECKING:
    from playbooks.draft_life import KeptDraft
    from playbooks.guardrails.findings import Finding
    from tui.desks.plays import PlaysDesk
    from workspace.draft_exports import Exported
    from workspace.drafts import OutcomeRequest

_FORMS = (
    Option(".md", "Markdown", "the whole draft, to read"),
    Option(".eml", "E-mail files", "one a message, unsent, opened by mail programs"),
    Option("clipboard", "Clipboard", "the messages as text"),
    Option(".csv", "CSV", "a row a message, for a mail merge"),
    Option(".json", "JSON", "for another program"),
)
_OUTCOMES = (
    Option("saved", "Saved", "it stays"),
    Option("expanded", "Expanded", "it pays more"),
    Option("churned", "Churned", "it left all the same"),
    Option("no answer", "No answer", "nobody answered"),
    Option("returned", "Returned", "it came back"),
)
_STEPS = {
    "approve": "approved",
    "reject": "rejected",
    "export": "exported",
    "done": "done",
    "outcome": "outcome",
}
_KEYS = {"a": "approve", "R": "reject", "x": "export", "d": "done", "w": "outcome"}


class DraftDeciding(Drafting):
    """Holds the draft as it was last read in ``kept``."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "approve", "Approve", tooltip="Approve it as it stands"),
        Binding("x", "export", "Export", tooltip="Export it: Markdown, e-mail files, clipboard, CSV, JSON"),
        Binding("d", "done", "Done", tooltip="It was carried out"),
        Binding("w", "outcome", "What came of it", tooltip="Note what came of it, with day and amount"),
        Binding("R", "reject", "Reject", tooltip="Reject it, with the reason"),
        Binding(
            "y", "copy", "Copy the messages", show=False, tooltip="Copy the messages of an approved draft"
        ),
    ]

    class Changed(Message):
        """Something was done with the draft; ``said`` in words."""

        def __init__(self, kept: KeptDraft, said: str) -> None:
            super().__init__()
            self.kept, self.said = kept, said

    class Copied(Message):
        """The messages are for the clipboard."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(self, desk: PlaysDesk) -> None:
        super().__init__(desk)
        self.kept: KeptDraft | None = None
        self.findings: tuple[Finding, ...] = ()
        self._folder = Path.cwd()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Steps are there where they may follow on where the draft stands."""
        if action not in _STEPS:
            return True
        return self.kept is not None and not self.refusal(action)

    def refusal(self, action: str) -> str:
        """Why a step may not follow now; empty where it may."""
        from playbooks.draft_life import Action, permit

        if self.kept is None:
            return "the draft is not read yet"
        try:
            permit(self.kept, Action(_STEPS[action]))
        except SettingsError as error:
            return error.what
        return ""

    def on_key(self, event: events.Key) -> None:
        """A key of a step that may not follow now says why."""
        action = _KEYS.get(event.character or "")
        if action is not None and self.kept is not None and (why := self.refusal(action)):
            event.stop()
            self.notify(Untrusted(f"{why}. Next: {play_words.next_step(self.kept)}.").line(300), markup=False)

    def _begin(self, what: str, run: Callable[[], KeptDraft], said: str) -> None:
        if self.busy():
            self.notify("Something is being done already. esc stops it.")
            return
        self.query_one(TaskBar).begin(what)
        self.task_change(run, said)

    @work(thread=True, exit_on_error=False, name="task change")
    def task_change(self, run: Callable[[], KeptDraft], said: str) -> None:
        self.post_message(self.Changed(run(), said))

    def action_approve(self) -> None:
        if self.kept is None:
            return
        if self.findings:
            many = words.count(len(self.findings), "finding")
            self.notify(f"{many} against it: n walks them, e mends them.", severity="warning", markup=False)
            return
        user = self.desk.user()
        run = partial(self.desk.approve_draft, self.kept.id)
        self._begin("checking once more, then approving", run, f"Approved by {user}. x exports it.")

    def action_reject(self) -> None:
        kept = self.kept
        if kept is None:
            return

        def taken(why: str | None) -> None:
            if why:
                self._begin("rejecting", partial(self.desk.reject_draft, kept.id, why), "Rejected.")

        self.app.push_screen(AskScreen("Reject the draft", "Why? The reason is kept with it."), taken)

    def action_export(self) -> None:
        kept = self.kept
        if kept is None:
            return

        def where(form: str | None) -> None:
            if form == "clipboard":
                self.action_copy()
            elif form is not None:
                name = self._folder / f"{_file_name(kept)}{form}"
                about = "A file, or a folder to write it into. Nothing is sent."
                self.app.push_screen(
                    AskScreen("Into which file?", about, str(name)), partial(self._write, form)
                )

        self.app.push_screen(ChooseScreen("Export as what?", ("Form", "What it is"), _FORMS), where)

    def _write(self, form: str, typed: str | None) -> None:
        if not typed or self.kept is None:
            return
        path = Path(typed).expanduser()
        if typed.endswith("/") or path.is_dir():
            path = path / f"{_file_name(self.kept)}{form}"
        self._folder = path.parent
        self._start_export(path)

    def action_copy(self) -> None:
        if self.kept is None:
            return
        if why := self.refusal("export"):
            said = f"Only what was approved leaves: {why}. Next: {play_words.next_step(self.kept)}."
            self.notify(Untrusted(said).line(300), markup=False)
            return
        self._start_export(None)

    def _start_export(self, path: Path | None) -> None:
        if self.kept is None or self.busy():
            return
        self.query_one(TaskBar).begin("checking once more, then writing")
        self.task_export(self.kept.id, path)

    @work(thread=True, exit_on_error=False, name="task export")
    def task_export(self, draft_id: str, path: Path | None) -> None:
        from workspace.draft_exports import ExportRequest

        done: Exported = self.desk.export_draft(draft_id, ExportRequest(path, path is None))
        if done.copied:
            self.post_message(self.Copied(done.copied))
        files = ", ".join(str(one) for one in done.paths)
        said = f"Wrote {files}." if files else f"Copied {len(done.copied):,} characters."
        said = " ".join((said, *done.notes, "Nothing was sent. d when it was carried out."))
        self.post_message(self.Changed(done.kept, said))

    @on(Copied)
    def _copied(self, message: Copied) -> None:
        self.app.copy_to_clipboard(message.text)

    def action_done(self) -> None:
        kept = self.kept
        if kept is None:
            return
        today = self.desk.today().isoformat()
        exported = next((one.at.date() for one in kept.changes if one.action.value == "exported"), None)
        begun = exported.isoformat() if exported else today

        def taken(days: tuple[str, ...] | None) -> None:
            if days is not None:
                started, ended = (_day(one) for one in days)
                run = partial(self.desk.draft_done, kept.id, started, ended)
                self._begin("noting it", run, "Done. w says what came of it.")

        fields = (Field("Begun on", begun, "2026-10-01"), Field("Done on", today, "2026-10-14"))
        about = "From now on it counts among the plays that were run."
        self.app.push_screen(FieldsScreen("It was carried out", about, fields, _days), taken)

    def action_outcome(self) -> None:
        kept = self.kept
        if kept is None:
            return

        def chosen(outcome: str | None) -> None:
            if outcome is None:
                return
            fields = [Field("Known on", self.desk.today().isoformat(), "2026-11-02")]
            if outcome != "no answer":
                fields.append(Field("Worth a month (leave empty where it is not known)", "", "450"))
            ask = FieldsScreen(
                f"What came of it: {outcome}", "A later word corrects it.", fields, partial(_outcome, outcome)
            )
            self.app.push_screen(ask, partial(noted, outcome))

        def noted(outcome: str, values: tuple[str, ...] | None) -> None:
            if values is not None:
                run = partial(self.desk.draft_outcome, kept.id, _outcome(outcome, values))
                self._begin("noting it", run, f"Noted: {outcome}.")

        self.app.push_screen(ChooseScreen("What came of it?", ("Outcome", "Meaning"), _OUTCOMES), chosen)


def _file_name(kept: KeptDraft) -> str:
    words = f"{kept.draft.play} {kept.draft.name}"
    return f"{re.sub(r'[^a-z0-9]+', '-', words.casefold()).strip('-')[:60]}-{kept.id[: play_words.SHORT]}"


def _day(text: str) -> date | None:
    """The day that was typed; None where nothing was."""
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise SettingsError(
            f"{Untrusted(text).line(30)!r} is not a day", hint="Write it as 2026-10-14."
        ) from None


def _days(values: tuple[str, ...]) -> None:
    started, ended = (_day(one) for one in values)
    if started is not None and ended is not None and started > ended:
        raise SettingsError("it cannot have ended before it began", hint="The beginning comes first.")


def _outcome(outcome: str, values: tuple[str, ...]) -> OutcomeRequest:
    from playbooks.draft_life import Outcome
    from workspace.drafts import OutcomeRequest

    typed = values[1].replace(",", "") if len(values) > 1 else ""
    try:
        amount = float(typed) if typed else None
    except ValueError:
        raise SettingsError(f"{Untrusted(typed).line(30)!r} is no amount", hint="Write it as 450.") from None
    return OutcomeRequest(Outcome(outcome), _day(values[0]), amount)
