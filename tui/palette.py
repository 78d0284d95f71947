"""The command palette offers every action that a key has, here and in the other rooms, read from the bindings."""

from __future__ import annotations

import sys
from collections.abc import Awaitable, Callable, Iterator
from functools import partial
from importlib import import_module

from textual.app import App, SystemCommand
from textual.binding import Binding
from textual.screen import Screen
from textual.widget import Widget

from tui.rooms import ROOMS, Room

Enter = Callable[[str], Awaitable[Screen[object] | None]]
_EVERYWHERE = {"dismiss", "back"}  # what leaves a place is no reason to go there


def commands_of(app: App[None], screen: Screen[object]) -> Iterator[SystemCommand]:
    """One command an active binding of ``screen``, with its key in the help line, then one a binding of those of its
    parts in sight that the keys do not go to: they get the focus first."""
    seen = set()
    for node, binding, enabled, tooltip in screen.active_bindings.values():
        if binding.system or not enabled or not binding.description or binding.action in seen:
            continue
        seen.add(binding.action)
        run = partial(app.run_action, binding.action, node)
        yield SystemCommand(binding.description, _help(app, binding, tooltip), run)
    with_keys = (
        set() if screen.focused is None else {type(node) for node in screen.focused.ancestors_with_self}
    )
    for part in dict.fromkeys(type(one) for one in screen.query(Widget) if _in_sight(one)):
        if _is_part(part) and part not in with_keys:
            for binding in _own_bindings(part):
                keys = f"{_help(app, binding, binding.tooltip)} · in {_group(part)}"
                there = partial(_run_in, app, screen, part, binding.action)
                yield SystemCommand(f"{_group(part)}: {binding.description}", keys, there, discover=False)


def commands_elsewhere(app: App[None], enter: Enter) -> Iterator[SystemCommand]:
    """A command for each room, and one for each action of a room, its parts included, that is not the one we are in."""
    for room in ROOMS:
        yield SystemCommand(f"Go to {room.title}", f"Key {room.key}", partial(enter, room.name))
    for room in ROOMS:
        if room.name == app.current_mode:
            continue
        screen, parts = _made_of(room)
        for binding in _bindings_of(screen):
            keys = _help(app, binding, binding.tooltip, room.key)
            run = partial(_run_there, app, enter, room.name, None, binding.action)
            yield SystemCommand(f"{room.title}: {binding.description}", keys, run, discover=False)
        for part in parts:
            for binding in _own_bindings(part):
                title = f"{room.title}, {_group(part)}: {binding.description}"
                keys = f"{_help(app, binding, binding.tooltip, room.key)} · in {_group(part)}"
                run = partial(_run_there, app, enter, room.name, part, binding.action)
                yield SystemCommand(title, keys, run, discover=False)


def _made_of(room: Room) -> tuple[type[Screen[object]], list[type[Widget]]]:
    """A room's screen, and the widgets that its module, and those of its base classes, import."""
    screen = getattr(import_module(f"tui.screens.{room.module}"), room.screen)
    names = [vars(sys.modules[base.__module__]).values() for base in screen.__mro__ if _is_ours(base)]
    found = dict.fromkeys(
        one for values in names for one in values if isinstance(one, type) and _is_part(one)
    )
    return screen, list(found)


def _bindings_of(screen: type[Screen[object]]) -> Iterator[Binding]:
    """The bindings of a screen and of its base classes, one an action, its own words for it first."""
    found: dict[str, Binding] = {}
    for base in filter(_is_ours, screen.__mro__):
        found = {binding.action: binding for binding in _own_bindings(base)} | found
    yield from (binding for binding in found.values() if binding.action not in _EVERYWHERE)


def _own_bindings(declared: type) -> Iterator[Binding]:
    """The bindings that a class adds to those of its base classes, one an action."""
    found: dict[str, Binding] = {}
    for binding in Binding.make_bindings(vars(declared).get("BINDINGS", ())):
        if binding.description:
            found.setdefault(binding.action, binding)
    yield from found.values()


def _is_ours(one: type) -> bool:
    return one.__module__.startswith("tui.screens.")


def _is_part(one: type) -> bool:
    return issubclass(one, Widget) and one.__module__.startswith("tui.widgets.")


def _group(part: type[Widget]) -> str:
    return part.BINDING_GROUP_TITLE or ""


def _in_sight(widget: Widget) -> bool:
    return all(one.display for one in widget.ancestors_with_self if isinstance(one, Widget))


async def _run_there(app: App[None], enter: Enter, name: str, part: type[Widget] | None, action: str) -> None:
    screen = await enter(name)
    if screen is not None and part is None:
        await app.run_action(action, screen)
    elif screen is not None and part is not None:
        await _run_in(app, screen, part, action)


async def _run_in(app: App[None], screen: Screen[object], part: type[Widget], action: str) -> None:
    """Give the keys to the first part of this kind in sight, and do it there."""
    found = next((one for one in screen.query(part) if _in_sight(one)), None)
    if found is None:
        app.notify(f"Nothing is shown under “{_group(part)}” now.", markup=False)
        return
    found.focus()
    await app.run_action(action, found)


def _help(app: App[None], binding: Binding, tooltip: str, before: str = "") -> str:
    keys = (
        f"Keys {before} {app.get_key_display(binding)}" if before else f"Key {app.get_key_display(binding)}"
    )
    return f"{keys} · {tooltip}" if tooltip and tooltip != binding.description else keys
