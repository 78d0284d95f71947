"""The command palette offers every action that a key has, here and in the other rooms, read from the bindings."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from functools import partial
from importlib import import_module

from textual.app import App, SystemCommand
from textual.binding import Binding
from textual.screen import Screen

from tui.rooms import ROOMS, Room

Enter = Callable[[str], Awaitable[Screen[object] | None]]
_EVERYWHERE = {"dismiss", "back"}  # what leaves a place is no reason to go there


def commands_of(app: App[None], screen: Screen[object]) -> Iterator[SystemCommand]:
    """One command an active binding of ``screen``, with its key in the help line."""
    seen = set()
    for node, binding, enabled, tooltip in screen.active_bindings.values():
        if binding.system or not enabled or not binding.description or binding.action in seen:
            continue
        seen.add(binding.action)
        run = partial(app.run_action, binding.action, node)
        yield SystemCommand(binding.description, _help(app, binding, tooltip), run)


def commands_elsewhere(app: App[None], enter: Enter) -> Iterator[SystemCommand]:
    """A command for each room, and one for each action of a room's screen that is not the one we are in."""
    for room in ROOMS:
        yield SystemCommand(f"Go to {room.title}", f"Key {room.key}", partial(enter, room.name))
    for room in ROOMS:
        if room.name != app.current_mode:
            for binding in _bindings_of(room):
                keys = _help(app, binding, binding.tooltip, room.key)
                run = partial(_run_there, app, enter, room.name, binding.action)
                yield SystemCommand(f"{room.title}: {binding.description}", keys, run, discover=False)


def _bindings_of(room: Room) -> Iterator[Binding]:
    module = import_module(f"tui.screens.{room.module}")
    seen: set[str] = set()
    for binding in Binding.make_bindings(getattr(module, room.screen).BINDINGS):
        if binding.description and binding.action not in seen | _EVERYWHERE:
            seen.add(binding.action)
            yield binding


async def _run_there(app: App[None], enter: Enter, name: str, action: str) -> None:
    if (screen := await enter(name)) is not None:
        await app.run_action(action, screen)


def _help(app: App[None], binding: Binding, tooltip: str, before: str = "") -> str:
    keys = (
        f"Keys {before} {app.get_key_display(binding)}" if before else f"Key {app.get_key_display(binding)}"
    )
    return f"{keys} · {tooltip}" if tooltip and tooltip != binding.description else keys
