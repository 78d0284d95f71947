"""Garbage is searched for in a pause at the keys; after the app the process is as it was."""

from __future__ import annotations

import gc
import sys
import weakref
from collections.abc import Iterator

import pytest

from tests.tui.sample_desk import SampleDesk
from tui import tidying
from tui.app import NrrApp
from tui.prompt_driver import PromptDriver


class _Knot:
    """An object that only a search finds dead."""

    def __init__(self) -> None:
        self.own = self


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[tidying.Tidying, list[float]]]:
    """A tidying that has begun, and the clock that it reads."""
    now = [100.0]
    monkeypatch.setattr(tidying, "monotonic", lambda: now[0])
    held = tidying.Tidying()
    held.begin()
    yield held, now
    held.end()


def _old_knot() -> weakref.ref[_Knot]:
    """A dead object that only a full search finds, and enough made since the last one."""
    knot = _Knot()
    seen = weakref.ref(knot)
    gc.collect(1)
    gc.collect(1)
    del knot
    gc.collect(1)
    return seen


def test_garbage_is_searched_for_in_a_pause_at_the_keys(begun: tuple[tidying.Tidying, list[float]]) -> None:
    held, now = begun
    seen = _old_knot()
    now[0] += 60
    held.typed()
    now[0] += 1
    held.look(busy=False)
    assert seen() is not None, "somebody types"
    now[0] += 60
    held.look(busy=True)
    assert seen() is not None, "something runs"
    held.look(busy=False)
    assert seen() is None


async def test_after_the_app_the_process_is_as_it_was(desk: SampleDesk) -> None:
    before = gc.get_threshold(), sys.getswitchinterval()
    async with NrrApp(desk).run_test() as pilot:
        await pilot.pause()
        assert gc.get_threshold()[2] > 1000
        assert sys.getswitchinterval() < before[1]
    assert (gc.get_threshold(), sys.getswitchinterval()) == before


@pytest.mark.skipif(sys.platform == "win32", reason="Textual has another driver there")
def test_the_driver_is_the_one_that_answers_escape_at_once(desk: SampleDesk) -> None:
    assert NrrApp(desk).get_driver_class() is PromptDriver
