"""What all screens share: long work in thread workers, its progress, its stop key, and its failures in words.

A worker that raises ends in a message and a live app; this is the front end's one broad net.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import Reactive
from textual.screen import Screen
from textual.widget import Widget
from textual.worker import Worker, WorkerState, get_current_worker

from foundation.errors import NrrError
from tui.untrusted import Untrusted
from tui.widgets.task_bar import TaskBar

if TYPE_CHECKING:
    from foundation.progress import Progress

_EVERY = 0.1  # seconds between two reports on screen


class Stopped(NrrError):
    """Raised inside a worker that was told to stop, at its next report of progress."""


class Reported(Message):
    """A worker got on."""

    def __init__(self, stage: str, done: int, total: int | None) -> None:
        super().__init__()
        self.stage, self.done, self.total = stage, done, total


class WorkScreen(Screen[None]):
    """A screen with a task bar; workers whose names begin with ``task`` show there and can be stopped."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", "Back", show=False)]

    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    """Textual paints the whole screen where the focus moves; the two widgets paint themselves."""

    def reporter(self) -> Progress:
        """A progress callback for the worker that asks; raises Stopped in it once it is cancelled."""
        worker = get_current_worker()
        last = 0.0

        def report(stage: str, done: int, total: int | None) -> None:
            nonlocal last
            if worker.is_cancelled:
                raise Stopped("stopped")
            now = time.monotonic()
            if now - last >= _EVERY or done == total:
                last = now
                self.post_message(Reported(stage, done, total))

        return report

    @on(Reported)
    def _show_progress(self, message: Reported) -> None:
        if self.busy():
            self.query_one(TaskBar).report(message.stage, message.done, message.total)

    def busy(self) -> bool:
        """Whether a task that can be stopped is running."""
        return bool(self.running_tasks())

    def running_tasks(self) -> list[Worker[object]]:
        """The tasks of this screen that run and can be stopped."""
        mine = (worker for worker in self.workers if worker.node is self)
        return [worker for worker in mine if _is_task(worker) and worker.is_running]

    def may_close(self) -> bool:
        """Whether nothing that was written here would be lost; a screen that says no warns of it, once."""
        return True

    def action_back(self) -> None:
        """Stop the task that runs; where none does, go back."""
        running = self.running_tasks()
        for worker in running:
            worker.cancel()
        if not running:
            self.go_back()

    def go_back(self) -> None:
        """What Escape means while no task runs; in a room nothing, unless it says otherwise."""

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        worker = event.worker
        if event.state in (WorkerState.SUCCESS, WorkerState.ERROR, WorkerState.CANCELLED) and _is_task(
            worker
        ):
            self.query_one(TaskBar).end()
        if event.state is WorkerState.CANCELLED and _is_task(worker):
            self.stopped(worker)
        if event.state is WorkerState.ERROR and worker.error is not None:
            self.failed(worker, worker.error)

    def stopped(self, worker: Worker[object]) -> None:
        """Say in one line what became of a task that was told to stop."""
        self.notify("Stopped. Nothing was changed by the step that was stopped.", markup=False)

    def failed(self, worker: Worker[object], error: BaseException) -> None:
        """Say in one line what went wrong."""
        if isinstance(error, Stopped):
            return
        words = (
            str(error)
            if isinstance(error, NrrError)
            else f"{type(error).__name__}: {error}. The app goes on."
        )
        self.notify(Untrusted(words).line(), severity="error", markup=False, timeout=12)


class TopScreen(WorkScreen):
    """A screen on top of another, which Escape leaves."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", "Back")]

    def go_back(self) -> None:
        self.dismiss()


class LoadingScreen(TopScreen):
    """A screen on top of another that reads what it shows as it opens, and again at a key."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("r", "reload", "Load again", show=False)]

    def load(self) -> object:
        """Read it in a worker."""
        raise NotImplementedError

    def on_mount(self) -> None:
        self.load()

    def action_reload(self) -> None:
        self.load()


def _is_task(worker: Worker[object]) -> bool:
    return worker.name.startswith("task")
