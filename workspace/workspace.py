"""A workspace is a folder that holds ``nrr.toml``; beside it ``data/`` keeps the store and the index."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from foundation.errors import SettingsError
from foundation.settings import Settings, load_settings
from foundation.text import one_line
from workspace.finding import SETTINGS_FILE, checked_root, find_root

if TYPE_CHECKING:
    from workspace.store.engine import Store


_TEMPLATE = """\
# Settings of this nrr workspace. Everything here has a default; docs/configuration.md explains each key.

[company]
name = {name}
currency = "USD"
# E-mail domains of your own people; what they write is context, never feedback.
staff_domains = []
# Their names, for calls that show names alone.
staff_names = []

[themes]
window_months = 12
# Above 1: more, finer themes. Below 1: fewer, coarser ones.
granularity = 1.0

[priority]
arr = 0.30
at_risk = 0.25
breadth = 0.15
severity = 0.15
trend = 0.10
recency = 0.05
"""


@dataclass(frozen=True, slots=True)
class Workspace:
    """An opened workspace: its folder and its settings."""

    root: Path
    settings: Settings

    @property
    def store_path(self) -> Path:
        return self.root / "data" / "nrr.db"

    @property
    def index_path(self) -> Path:
        return self.root / "data" / "index"

    @property
    def kept_path(self) -> Path:
        return self.root / "data" / "kept"

    def with_themes(self, wishes: Mapping[str, object]) -> Workspace:
        """This workspace with other theme settings than its file says, for as long as it is open."""
        themes = self.settings.themes.model_copy(update=wishes)
        return replace(self, settings=self.settings.model_copy(update={"themes": themes}))

    def store(self) -> Store:
        """The store, migrated to this program's version. Raises StoreError."""
        from workspace.store.engine import Store

        return Store.open(self.store_path)


def init_workspace(root: Path, name: str = "My company") -> Workspace:
    """Make a workspace in ``root`` (created when absent). Raises SettingsError where one already is."""
    from workspace.store.engine import Store

    settings_path = root / SETTINGS_FILE
    if settings_path.exists():
        raise SettingsError(
            "there is a workspace already", where=str(root), hint="Use it, or choose another."
        )
    try:
        root.mkdir(parents=True, exist_ok=True)
        workspace = Workspace(root, Settings())
        if not workspace.store_path.exists():
            Store.create(workspace.store_path)
        part = settings_path.with_name(f".{SETTINGS_FILE}.part")
        quoted = json.dumps(one_line(name), ensure_ascii=False)
        part.write_text(_TEMPLATE.format(name=quoted), encoding="utf-8")
        part.replace(settings_path)
    except OSError as error:
        raise SettingsError(
            f"cannot make the workspace: {error.strerror}",
            where=str(root),
            hint="Choose a folder you may write to.",
        ) from error
    return open_workspace(root)


def open_workspace(root: Path) -> Workspace:
    """The workspace in ``root``. Raises SettingsError when there is none or its settings are wrong."""
    return Workspace(root, load_settings(checked_root(root) / SETTINGS_FILE))


def find_workspace(
    chosen: Path | None, environment: Mapping[str, str] = os.environ, start: Path | None = None
) -> Workspace:
    """The workspace chosen by ``-w``, else by ``$NRR_WORKSPACE``, else the nearest one above ``start``."""
    return open_workspace(find_root(chosen, environment, start))
