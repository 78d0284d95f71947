"""How the tests look at the screen: as text, the way a person does."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress

from textual.app import App
from textual.pilot import Pilot
from textual.worker import WorkerCancelled, WorkerFailed


def lines_of(app: App[None]) -> list[str]:
    """The screen's lines as plain text."""
    return ["".join(segment.text for segment in strip) for strip in app.screen._compositor.render_strips()]


def shown(app: App[None]) -> str:
    """The whole screen as plain text."""
    return "\n".join(lines_of(app))


async def settled(pilot: Pilot[None]) -> None:
    """Wait until no worker runs and all messages are handled; one that failed has said so on the screen."""
    await pilot.pause()
    while running := [worker for worker in pilot.app.workers if not worker.is_finished]:
        for worker in running:
            with suppress(WorkerFailed, WorkerCancelled):
                await worker.wait()
        await pilot.pause(0.06)
    await pilot.pause(0.06)


async def wait_for(pilot: Pilot[None], condition: Callable[[], bool], seconds: float = 30.0) -> None:
    """Wait until ``condition`` holds; fails after ``seconds``."""
    for _ in range(int(seconds / 0.02)):
        await pilot.pause()
        if condition():
            return
        await asyncio.sleep(0.02)
    raise AssertionError("it did not come to pass:\n" + shown(pilot.app))
