"""Pictures of every screen of the terminal app on the demo's data, as SVG, dark and light.

``python -m bench.pictures docs/pictures [--workspace DEMO] [--size 140x45 --size 80x24]``. Without ``--workspace`` the
demo is built first. The clock is stopped, the time zone and the user are fixed: the same program draws the same
pictures, and ``tests/tui/test_pictures.py`` holds it to those in ``docs/pictures``.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import shutil
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from textual.pilot import Pilot
from textual.widgets import Input

from foundation.clock import FixedClock
from tui.app import NrrApp
from tui.desk import Desk
from workspace.demo import build_demo

SIZES = ("140x45", "80x24")
CLOCK = FixedClock(datetime(2026, 11, 2, 9, 0, tzinfo=UTC))


@dataclass(frozen=True, slots=True)
class Scene:
    """A screen: the keys that lead there from the scene before, and those that lead back to its room. ``moving``: it
    shows where files lie, or how long something took, so that no two machines draw the same."""

    name: str
    keys: tuple[str, ...]
    back: tuple[str, ...] = ()
    moving: bool = False


_TYPED = 8  # keys from which a scene is typed without a rest after each
_QUESTION = "which accounts are most at risk"

SCENES = (
    Scene("home", ("1",)),
    Scene("themes", ("2",)),
    Scene("theme", ("enter",), ("escape",)),
    Scene("what-if", ("w", "right", "right"), ("escape",)),
    Scene("compare", ("c",), ("escape",)),
    Scene("accounts", ("3",)),
    Scene("account", ("enter",), ("escape",)),
    Scene("plays", ("4",)),
    Scene("draft", ("enter",), ("escape",)),
    Scene("win-back", ("5",)),
    Scene("assistant", ("6",)),
    Scene(
        "answer",
        ("a", *("space" if key == " " else key for key in _QUESTION), "enter"),
        ("escape",),
        moving=True,
    ),
    Scene("reports", ("7", "p"), ("escape",)),
    Scene("import", ("8",), moving=True),
    Scene("keys", ("2", "question_mark"), ("escape",)),
    Scene("go-to", ("o", "w", "r"), ("escape",)),
)


async def settled(pilot: Pilot[None], rest: float = 0.3) -> None:
    """Wait until no worker runs and everything is painted."""
    for _ in range(2):
        await pilot.pause(rest)
        await pilot.app.workers.wait_for_complete(
            [worker for worker in pilot.app.workers if not worker.is_finished]
        )
    await pilot.pause(rest)


async def drawn(root: Path, size: tuple[int, int]) -> AsyncIterator[tuple[Scene, str, str]]:
    """Each scene with its look and picture, in order. Writes to the workspace: a draft, a question."""
    app = NrrApp(_StoppedDesk(root, CLOCK))
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        for scene in SCENES:
            for key in scene.keys:
                await pilot.press(key)
                if len(scene.keys) < _TYPED:
                    await settled(pilot)
            await settled(pilot)
            for field in app.screen.query(Input):
                field.cursor_blink = False
            for look in ("dark", "light"):
                await pilot.pause()
                yield scene, look, app.export_screenshot(title=f"nrr: {scene.name}")
                app.action_look()
            await pilot.press(*scene.back)


class _StoppedDesk(Desk):
    """A desk whose user has always the same name."""

    def user(self) -> str:
        return "Ruth Abara"


def main(arguments: list[str] | None = None) -> int:
    """Write two SVG a scene and size: ``home-dark-140x45.svg``."""
    parser = argparse.ArgumentParser(prog="bench.pictures", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--workspace", type=Path)
    parser.add_argument("--size", action="append")
    options = parser.parse_args(arguments)
    stop_time_zone()
    options.folder.mkdir(parents=True, exist_ok=True)
    for size in options.size or SIZES:
        with tempfile.TemporaryDirectory() as scratch:
            root = Path(scratch) / "demo"
            if options.workspace is None:
                build_demo(root, CLOCK)
            else:
                shutil.copytree(options.workspace, root)
            asyncio.run(_written(options.folder, root, size))
    return 0


def stop_time_zone() -> None:
    """Times are shown in UTC from here on."""
    os.environ["TZ"] = "UTC"
    time.tzset()


def measured(size: str) -> tuple[int, int]:
    """Columns and lines of ``140x45``."""
    columns, _, lines = size.partition("x")
    return int(columns), int(lines)


async def _written(folder: Path, root: Path, size: str) -> None:
    async for scene, look, picture in drawn(root, measured(size)):
        path = folder / f"{scene.name}-{look}-{size}.svg"
        path.write_text(picture, encoding="utf-8")
        print(path)


if __name__ == "__main__":
    sys.exit(main())
