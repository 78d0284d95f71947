"""Use case: pull a vendor's feedback, page by page; a page and the place behind it are one transaction.

Killed at any moment, the next pull goes on behind the last page that was kept. Pages stay in memory: what
reaches the disk is clean and redacted, as with an import of files.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from foundation.clock import Clock, SystemClock
from foundation.errors import NrrError, SettingsError
from foundation.keys import Keys, Lookup, system_keyring
from foundation.progress import Progress, silent
from ingest.items import ImportReport
from ingest.pulls.http import Door, Refused
from ingest.pulls.patience import Patience, Pulse
from ingest.pulls.streams import Stream, Trail, Vendor
from ingest.pulls.vendors import VENDORS
from workspace.index_upkeep import remove_erased_index
from workspace.lock import hold
from workspace.pull_pages import Keeper
from workspace.store.pulls import PullState, pulls
from workspace.workspace import Workspace

_UNKNOWN_CURSOR = frozenset({400, 404, 410, 422})
"""How a cursor of an earlier day is refused; the stream then goes back to that cursor's start."""


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
        keeper = Keeper(workspace, vendor, login.site, around.clock.now(), request.dry_run)
        run = _Run(request, around, door, keeper)
        run.begun = [run.state_of(stream) for stream in streams]
        try:
            keeper.known = vendor.known(door, lambda name, rows: around.progress(f"{name} known", rows, None))
            for stream, state in zip(streams, run.begun, strict=True):
                run.stream(stream, state)
        except (NrrError, KeyboardInterrupt):
            if keeper.report.read and not request.dry_run:
                around.say(f"what came before is kept: {keeper.report.read:,} records")
            raise
    if not request.dry_run and (line := remove_erased_index(workspace)):
        keeper.report.warn(line)
    keeper.report.format = keeper.report.format or vendor.name
    return Pulled(keeper.report, tuple(run.pulled))


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
    request: PullRequest
    around: Around
    door: Door
    keeper: Keeper
    begun: list[PullState] = field(default_factory=list)
    pulled: list[StreamPull] = field(default_factory=list)

    def state_of(self, stream: Stream) -> PullState:
        """Where to begin: behind the last page, unless an earlier start is asked for or it is another site.

        SettingsError when there is neither a last page here nor a start.
        """
        since, vendor, site = self.request.since, self.request.system, self.keeper.site
        with self.keeper.workspace.store().read() as connection:
            kept = {(one.system, one.stream): one for one in pulls(connection)}
        last = kept.get((vendor, stream.name))
        if last is not None and last.site == site and (since is None or since >= last.since):
            return last
        if since is None:
            before = f"; the last one was from {last.site}" if last is not None else ""
            raise SettingsError(
                f"there is no pull of {vendor} {stream.name} from {site} to go on from{before}",
                hint="Say from when on: --since 2026-01-01.",
            )
        start = stream.start(int(since.timestamp()))
        return PullState(vendor, stream.name, site, start, since, self.keeper.now, complete=False)

    def stream(self, stream: Stream, state: PullState) -> None:
        """Read and keep page after page."""
        vendor, tick = self.request.system, self.around.pulse.tick
        pulled = StreamPull(stream.name)
        self.pulled.append(pulled)
        began, trail = tick(), Trail(vendor)
        while not pulled.complete:
            trail.step(state.position)
            try:
                page = stream.page(self.door, state.position)
            except Refused as refusal:
                again = stream.again(state.position)
                if pulled.pages or again == state.position or refusal.status not in _UNKNOWN_CURSOR:
                    raise
                self.around.say(f"{vendor} no longer knows where {stream.name} stood; reading that again")
                state, trail = replace(state, position=again), Trail(vendor)
                continue
            trail.page(page)
            if len(self.pulled) == 1 and not pulled.pages:
                self.keeper.begin(self.begun)
            state = replace(state, position=page.position, at=self.around.clock.now(), complete=page.last)
            self.keeper.keep(page, state)
            pulled.pages, pulled.rows = pulled.pages + 1, pulled.rows + page.rows
            pulled.complete, pulled.seconds = page.last, tick() - began
            self.around.progress(f"{vendor} {stream.name}, page {pulled.pages}", pulled.rows, None)
            if self.request.dry_run:
                break
        rate = pulled.rows / pulled.seconds if pulled.seconds else 0.0
        self.around.say(
            f"{vendor} {stream.name}: {pulled.pages:,} pages, {pulled.rows:,} rows, "
            f"{pulled.seconds:.0f} s ({rate:,.0f} rows/s)"
        )
