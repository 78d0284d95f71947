"""The routing rules of a workspace: its own file where it has one, else those that ship."""

from __future__ import annotations

from typing import TYPE_CHECKING

from foundation.errors import SettingsError
from workspace.workspace import Workspace

if TYPE_CHECKING:
    from accounts.health.routes import Routes


def load_routes(workspace: Workspace) -> Routes:
    """The rules that hold. Raises SettingsError that says what is wrong in the workspace's file, and where."""
    from accounts.health.routes import read_routes

    text, where = routes_text(workspace)
    return read_routes(text, where)


def routes_text(workspace: Workspace) -> tuple[str, str]:
    """The text of the rules that hold, and where it comes from in words."""
    from accounts.health.routes import FILE, default_routes_text

    path = workspace.root / FILE
    if not path.exists():
        return default_routes_text(), "the rules that ship with nrr"
    try:
        return path.read_text(encoding="utf-8-sig"), str(path)
    except OSError as error:
        raise SettingsError(
            f"cannot read the routes: {error.strerror}", where=str(path), hint="Check the file's rights."
        ) from error
    except UnicodeDecodeError as error:
        raise SettingsError(
            "the routes are not UTF-8", where=str(path), hint="Save them as UTF-8."
        ) from error


def write_routes(workspace: Workspace) -> str:
    """Copy the rules that ship into the workspace, to be changed there; returns the path. Raises SettingsError
    where the file is already there."""
    from accounts.health.routes import FILE, default_routes_text

    path = workspace.root / FILE
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(default_routes_text())
    except FileExistsError as error:
        raise SettingsError(
            "the workspace has its routes already", where=str(path), hint="Change them there."
        ) from error
    except OSError as error:
        raise SettingsError(
            f"cannot write the routes: {error.strerror}", where=str(path), hint="Check the folder."
        ) from error
    return str(path)
