"""The command palette offers every action that a key has, read from the bindings."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from textual.app import App, SystemCommand
from textual.screen import Screen


def commands_of(app: App[None], screen: Screen[object]) -> Iterator[SystemCommand]:
    """One command an active binding of ``screen``, with its key in the help line."""
    seen = set()
    for node, binding, enabled, _tooltip in screen.active_bindings.values():
        if binding.system or not enabled or not binding.description or binding.action in seen:
            continue
        seen.add(binding.action)
        run = partial(app.run_action, binding.action, node)
        yield SystemCommand(binding.description, f"Key {app.get_key_display(binding)}", run)
