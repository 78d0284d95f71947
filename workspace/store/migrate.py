"""Brings a store forward by the migrations that ship inside the package, without an ini file.

Alembic takes about a fifth of a second to load, so only a store that is behind pays for it.
"""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from foundation.errors import StoreError


def configuration() -> Config:
    """Alembic's configuration, pointing at the scripts beside this file."""
    config = Config()
    folder = str(Path(__file__).parent / "migrations")
    config.set_main_option("script_location", folder.replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def upgrade(connection: Connection, path: Path) -> None:
    """Run the missing migrations on ``connection``, within its transaction.

    Raises StoreError when the store stands at a migration that this program does not know.
    """
    config = configuration()
    current = MigrationContext.configure(connection).get_current_revision()
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if current is not None and current not in known:
        raise StoreError(
            f"the store is newer than this program (it stands at {current})",
            where=str(path),
            hint="Upgrade nrr-engine.",
        )
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
