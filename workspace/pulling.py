"""Use case: pull a vendor's feedback, page by page; a page and the place behind it are one transaction.

Killed at any moment, the next pull goes on behind the last page that was kept. Pages stay in memory: what
reaches the disk is clean and redacted, as with an import of files.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from foundation.clock import Clock, SystemClock
from foundation.errors import NrrError, SettingsError, SourceError
from foundation.ids import content_id
from foundation.progress import Progress, silent
from ingest.items import ImportReport
from ingest.pulls.http import Door, Patience, Pulse, Refused
from ingest.pulls.sites import Keys, Login, Lookup, system_keyring
from ingest.pulls.streams import Page, Position, Stream, Trail, Vendor
from ingest.pulls.vendors import VENDORS
from workspace.lock import hold
from workspace.store import feedback, tables
from workspace.store.imports import ImportedFile, import_id, save_import
from workspace.store.pulls import PullState, pulls, save_pull
from workspace.workspace import Workspace

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from ingest.files import SourceFile


@dataclass(frozen=True, slots=True)
class PullRequest:
    """What to pull. ``since``: everything that changed from then on; None goes on from the last pull.
    ``streams`` empty: all of them. A dry run reads one page of each stream and writes nothing."""

    system: str
    since: datetime | None = None
    streams: tuple[str, ...] = ()
    base_url: str = ""
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class Around:
    """What a pull touches beside the workspace and the vendor; tests replace it."""

    clock: Clock = field(default_factory=SystemClock)
    environment: Mapping[str, str] = field(default_factory=lambda: os.environ, repr=False)
    keyring: Lookup = field(default=system_keyring, repr=False)
    progress: Progress = silent
    say: Callable[[str], None] = lambda _line: None
    patience: Patience = field(default_factory=Patience)
    pulse: Pulse = field(default_factory=Pulse)


@dataclass(slots=True)
class StreamPull:
    """What one stream gave; ``complete`` when its vendor had no more."""

    name: str
    pages: int = 0
    rows: int = 0
    seconds: float = 0.0
    complete: bool = False


@dataclass(frozen=True, slots=True)
class Pulled:
    """The import report over all pages, and each stream."""

    report: ImportReport
    streams: tuple[StreamPull, ...]


class _DryRun(Exception):
    """Rolls a dry run's transaction back."""


def pull(workspace: Workspace, request: PullRequest, around: Around) -> Pulled:
    """Pull all pages that there are.

    SettingsError for an unknown vendor or stream, a missing ``since`` and missing or refused credentials;
    ModelError when the vendor cannot be reached, fails for too long, or answers what is not documented. What
    was read before the error stays, and the same pull goes on behind it.
    """
    vendor = VENDORS.get(request.system)
    if vendor is None:
        raise SettingsError(f"there is no vendor {request.system!r}", hint=f"Known: {', '.join(VENDORS)}.")
    streams = _chosen(vendor, request.streams)
    if request.since is not None and request.since > around.clock.now():
        raise SettingsError("--since lies in the future", hint="Write the date to start from.")
    base_url = request.base_url or around.environment.get(f"NRR_{vendor.name.upper()}_URL", "")
    login = vendor.login(Keys(around.environment, around.keyring), base_url)
    store = workspace.store()
    with (
        hold(store.path.with_name(f"pull-{vendor.name}.lock"), f"pull {vendor.name}", store.wait),
        Door(login, around.say, around.patience, around.pulse) as door,
    ):
        run = _Run(workspace, request, vendor, login, around, door, around.clock.now())
        begun = [(stream, run.state_of(stream)) for stream in streams]
        try:
            run.known = vendor.known(door, lambda name, rows: around.progress(f"{name} known", rows, None))
            for stream, state in begun:
                run.stream(stream, state)
            run.close()
        except (NrrError, KeyboardInterrupt):
            if run.report.read and not request.dry_run:
                around.say(f"what came before is kept: {run.report.read:,} records")
            raise
    return Pulled(run.report, tuple(run.pulled))


def states(workspace: Workspace) -> list[PullState]:
    """How far each stream has come, by system and stream."""
    with workspace.store().read() as connection:
        return pulls(connection)


def _chosen(vendor: Vendor, names: tuple[str, ...]) -> list[Stream]:
    known = [stream.name for stream in vendor.streams]
    for name in names:
        if name not in known:
            raise SettingsError(f"{vendor.name} has no stream {name!r}", hint=f"Streams: {', '.join(known)}.")
    return [stream for stream in vendor.streams if not names or stream.name in names]


@dataclass(slots=True)
class _Run:
    workspace: Workspace
    request: PullRequest
    vendor: Vendor
    login: Login
    around: Around
    door: Door
    now: datetime
    known: tuple[SourceFile, ...] = ()
    pulled: list[StreamPull] = field(default_factory=list)
    report: ImportReport = field(init=False)

    def __post_init__(self) -> None:
        self.report = ImportReport(self.vendor.kind, "")

    def state_of(self, stream: Stream) -> PullState:
        """Where to begin: behind the last page, unless an earlier start is asked for or it is another site.

        SettingsError when there is neither a last page here nor a start.
        """
        since = self.request.since
        with self.workspace.store().read() as connection:
            kept = {(one.system, one.stream): one for one in pulls(connection)}
        last = kept.get((self.vendor.name, stream.name))
        if last is not None and last.site == self.login.site and (since is None or since >= last.since):
            return last
        if since is None:
            before = f"; the last one was from {last.site}" if last is not None else ""
            raise SettingsError(
                f"there is no pull of {self.vendor.name} {stream.name} from {self.login.site} to go on "
                f"from{before}",
                hint="Say from when on: --since 2026-01-01.",
            )
        start = stream.start(int(since.timestamp()))
        return PullState(
            self.vendor.name, stream.name, self.login.site, start, since, self.now, complete=False
        )

    def stream(self, stream: Stream, state: PullState) -> None:
        """Read and keep page after page."""
        pulled = StreamPull(stream.name)
        self.pulled.append(pulled)
        began, trail = time.monotonic(), Trail(self.vendor.name)
        position: Position = state.position
        while not pulled.complete:
            trail.step(position)
            page = self._page(stream, position, first=not pulled.pages)
            position = page.position
            pulled.pages, pulled.rows = pulled.pages + 1, pulled.rows + page.rows
            pulled.complete = page.last
            self._keep(
                page,
                PullState(
                    state.system,
                    state.stream,
                    state.site,
                    position,
                    state.since,
                    self.around.clock.now(),
                    page.last,
                ),
            )
            pulled.seconds = time.monotonic() - began
            self.around.progress(f"{self.vendor.name} {stream.name}, page {pulled.pages}", pulled.rows, None)
            if self.request.dry_run:
                break
        rate = pulled.rows / pulled.seconds if pulled.seconds else 0.0
        self.around.say(
            f"{self.vendor.name} {stream.name}: {pulled.pages:,} pages, {pulled.rows:,} rows, "
            f"{pulled.seconds:.0f} s ({rate:,.0f} rows/s)"
        )

    def _page(self, stream: Stream, position: Position, *, first: bool) -> Page:
        """The next page; a cursor of an earlier day that the vendor refuses is given up for its start."""
        try:
            return stream.page(self.door, position)
        except Refused as refusal:
            again = stream.again(position)
            if not first or again == position or refusal.status not in (400, 404, 410, 422):
                raise
        self.around.say(f"{self.vendor.name} no longer knows where {stream.name} stood; reading that again")
        return stream.page(self.door, again)

    def _keep(self, page: Page, state: PullState) -> None:
        try:
            with self.workspace.store().write(f"pull {self.vendor.name}") as connection:
                report = self._read(connection, page) if page.files else None
                self._add(report)
                save_import(connection, self.report, [self._source()], self.now)
                save_pull(connection, state)
                if self.request.dry_run:
                    raise _DryRun
        except _DryRun:
            pass

    def _read(self, connection: Connection, page: Page) -> ImportReport:
        from ingest.context import FeedbackParams
        from ingest.matching import AccountDirectory
        from ingest.pipeline import read_feedback
        from ingest.redaction import Redactor

        params = FeedbackParams(
            source=self.vendor.kind,
            format=self.vendor.format,
            staff_domains=self.workspace.settings.company.staff_domains,
        )
        people = [str(row["name"]) for row in tables.rows(connection, "contacts") if row["name"]]
        directory = AccountDirectory.build(tables.rows(connection, "accounts"), tables.aliases(connection))
        incoming = read_feedback([*page.files, *self.known], params, directory, Redactor(people))
        own = import_id(self.vendor.kind, [self._source()], self.now)
        counts = feedback.upsert_feedback(connection, incoming.records(), own)
        tables.save_aliases(connection, incoming.directory.aliases)
        report = incoming.report
        report.kept, report.updated, report.unchanged = counts.kept, counts.updated, counts.unchanged
        if not report.balanced:
            raise SourceError("the pull lost count of its records", hint="Please report this.")
        return report

    def _source(self) -> ImportedFile:
        return ImportedFile(
            f"{self.vendor.name} at {self.login.site}", content_id(self.login.site, length=64)
        )

    def _add(self, page: ImportReport | None) -> None:
        """Sum a page's counts up."""
        if page is None:
            return
        total = self.report
        for name in ("read", "kept", "updated", "unchanged", "unmatched_accounts"):
            setattr(total, name, getattr(total, name) + getattr(page, name))
        for name in ("dropped", "redacted"):
            sums = getattr(total, name)
            for key, count in getattr(page, name).items():
                sums[key] = sums.get(key, 0) + count
        total.drops += page.drops[: ImportReport.MAX_LISTED_DROPS - len(total.drops)]
        for piece in page.format.split(" + "):
            if piece and piece not in total.format.split(" + "):
                total.format = f"{total.format} + {piece}" if total.format else piece
        for line in page.warnings:
            total.warn(line)

    def close(self) -> None:
        """Give feedback that waited for its account the one that its organization now points to."""
        from ingest.context import hint_of_stored
        from ingest.matching import AccountDirectory

        if self.request.dry_run:
            return
        with self.workspace.store().write(f"pull {self.vendor.name}") as connection:
            directory = AccountDirectory.build(
                tables.rows(connection, "accounts"), tables.aliases(connection)
            )
            feedback.rematch(connection, lambda hints: directory.match(hint_of_stored(hints)))
