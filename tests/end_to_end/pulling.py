"""What tests of pulls share: a workspace with accounts, a pull with time at hand, the store's content."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from foundation.clock import FixedClock
from ingest.pulls.patience import Patience, Pulse
from workspace.importing import ImportRequest, import_files
from workspace.pulling import Around, Pulled, PullRequest, pull
from workspace.workspace import Workspace, init_workspace, open_workspace

SINCE = datetime(2026, 1, 1, tzinfo=UTC)
NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


@dataclass(slots=True)
class Slept:
    """A pulse whose sleeps take no time but are added to its clocks."""

    naps: list[float] = field(default_factory=list)

    def pulse(self) -> Pulse:
        return Pulse(
            now=lambda: NOW.timestamp() + sum(self.naps),
            tick=lambda: sum(self.naps),
            sleep=self.naps.append,
            chance=lambda: 0.0,
        )


@dataclass(slots=True)
class Desk:
    """A workspace and everything a pull needs; ``said`` collects what it narrates."""

    workspace: Workspace
    environment: Mapping[str, str]
    slept: Slept = field(default_factory=Slept)
    said: list[str] = field(default_factory=list)
    patience: Patience = field(default_factory=Patience)

    def pull(self, system: str, url: str, since: datetime | None = SINCE, *, dry_run: bool = False) -> Pulled:
        """One pull; raises what it raises."""
        around = Around(
            clock=FixedClock(NOW),
            environment=self.environment,
            keyring=lambda _name: None,
            say=self.said.append,
            patience=self.patience,
            pulse=self.slept.pulse(),
        )
        return pull(self.workspace, PullRequest(system, since, base_url=url, dry_run=dry_run), around)


def make_template(folder: Path) -> Path:
    """A workspace with three accounts, to be copied."""
    workspace = init_workspace(folder)
    book = folder / "accounts.csv"
    rows = [f"A-{n},Org {n},org{n}.example" for n in range(3)]
    book.write_text("\n".join(["id,name,domains", *rows]) + "\n", encoding="utf-8")
    import_files(workspace, ImportRequest("accounts", (book,)), FixedClock(NOW))
    book.unlink()
    return folder


def desk(template: Path, folder: Path, environment: Mapping[str, str]) -> Desk:
    """A workspace of its own, with three accounts."""
    shutil.copytree(template, folder)
    return Desk(open_workspace(folder), environment)


_CONTENT = {
    "item": "id, source, external_id, account_id, match_method, match_reason, occurred_at, updated_at, "
    "subject, score, score_scale, status, priority, tags, requester, assignee, hints, content",
    "part": "id, item_id, position, role, given_role, text, speaker, author, at, public, version, content",
    "account_alias": "kind, value, account_id",
}


def content(workspace: Workspace) -> dict[str, list[tuple[object, ...]]]:
    """What the store holds, without which import brought it."""
    with workspace.store().read() as connection:
        return {
            table: sorted(tuple(row) for row in connection.exec_driver_sql(f"SELECT {columns} FROM {table}"))
            for table, columns in _CONTENT.items()
        }
