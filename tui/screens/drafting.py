"""The way from a wish to a kept draft, for every screen that drafts: a task with progress, the model's words on the
way, and what to do with the draft once it is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on, work
from textual.message import Message

from tui.screens.work import WorkScreen
from tui.untrusted import Untrusted
from tui.widgets.task_bar import TaskBar

if TYPE_CHECKING:
    from tui.desks.plays import DraftWish, PlaysDesk
    from workspace.draft_making import MadeDraft


class Drafting(WorkScreen):
    """Subclasses say what follows in ``drafted``."""

    class Made(Message):
        """A draft was made and kept."""

        def __init__(self, made: MadeDraft) -> None:
            super().__init__()
            self.made = made

    class Heard(Message):
        """A word on the way of a long step."""

        def __init__(self, line: str) -> None:
            super().__init__()
            self.line = line

    def __init__(self, desk: PlaysDesk) -> None:
        super().__init__()
        self.desk = desk

    def drafted(self, draft_id: str) -> None:
        """A draft was kept under this id."""
        raise NotImplementedError

    def begin_draft(self, wish: DraftWish) -> None:
        """Make the draft in a task."""
        if self.busy():
            self.notify("One draft is being made. esc stops it.")
            return
        self.query_one(TaskBar).begin("drafting")
        self.task_draft(wish)

    @work(thread=True, exit_on_error=False, name="task draft")
    def task_draft(self, wish: DraftWish) -> None:
        self.post_message(self.Made(self.desk.make_draft(wish, self.reporter(), self.say)))

    def say(self, line: str) -> None:
        """A line for the user, from any thread."""
        self.post_message(self.Heard(line))

    @on(Heard)
    def _heard(self, message: Heard) -> None:
        self.notify(Untrusted(message.line).line(300), markup=False)

    @on(Made)
    def _made(self, message: Made) -> None:
        made = message.made
        if made.failed is not None:
            said = f"The model wrote nothing: {made.failed} The draft is composed by rule."
            self.notify(Untrusted(said).line(400), severity="warning", markup=False, timeout=12)
        if made.kept is not None:
            self.drafted(made.kept.id)
