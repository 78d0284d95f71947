"""Where the workspace is, without reading its settings: the app paints before it needs them."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from foundation.errors import SettingsError

SETTINGS_FILE = "nrr.toml"
VARIABLE = "NRR_WORKSPACE"


class NoWorkspace(SettingsError):
    """There is no workspace here or above; everything else that is wrong with one is another error."""


def find_root(
    chosen: Path | None, environment: Mapping[str, str] = os.environ, start: Path | None = None
) -> Path:
    """The folder chosen by ``-w``, else by ``$NRR_WORKSPACE``, else the nearest workspace above ``start``.

    Raises SettingsError where a chosen folder holds no workspace, NoWorkspace where none is found.
    """
    if chosen is not None:
        return checked_root(chosen)
    if environment.get(VARIABLE):
        return checked_root(Path(environment[VARIABLE]))
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        if (folder / SETTINGS_FILE).is_file():
            return folder
    raise NoWorkspace(
        "there is no workspace here or above",
        where=str(here),
        hint="Run `nrr init DIR`, choose one with -w, or run `nrr demo`.",
    )


def checked_root(root: Path) -> Path:
    """``root``, if it holds a workspace. Raises SettingsError."""
    if not (root / SETTINGS_FILE).is_file():
        raise SettingsError(
            "there is no workspace here",
            where=str(root),
            hint="Run `nrr init DIR`, or `nrr demo` to try one.",
        )
    return root
