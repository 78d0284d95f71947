"""Use case: the read-only tools of a workspace, served to other assistants for as long as they wish.

A server lives for days while others import and synthesize: whenever the store, the settings or the day has changed,
the next call reads anew. Loads nothing heavy until a tool is called.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from assistant.tools import Scope, Toolbox, ToolResult
from foundation.clock import Clock, SystemClock
from prompts.chat import ToolCall, ToolSpec
from workspace.assistant_tools import open_session, read_only_tools
from workspace.search import resolve_account
from workspace.tools.session import Session
from workspace.workspace import Workspace, open_workspace

_CLOCK = SystemClock()


@dataclass(frozen=True, slots=True)
class _Seen:
    """What a toolbox was made of: files by time and size, and the day."""

    files: tuple[tuple[int, int], ...]
    day: date


class LiveTools:
    """The tools of the workspace in a folder, always of its latest state; no tool that
    drafts is among them. Of one account alone where ``account``, an
    id or a name, is given. One caller at a time."""

    def __init__(self, root: Path, account: str = "", clock: Clock = _CLOCK) -> None:
        self._root = root
        self._account = account.strip()
        self._clock = clock
        self._seen: _Seen | None = None
        self._toolbox: Toolbox | None = None

    def check(self) -> None:
        """Raises SettingsError, with near names, where the account is unknown, and StoreError for a bad store."""
        workspace = open_workspace(self._root)
        if self._account:
            self._resolved(open_session(workspace, self._clock))

    def specs(self) -> Sequence[ToolSpec]:
        """The tools, by name; reads nothing."""
        session = open_session(open_workspace(self._root), self._clock)
        return Toolbox(read_only_tools(session), Scope()).specs

    def call(self, call: ToolCall) -> ToolResult:
        """Run a call; raises as ``Toolbox.call``, and SettingsError where the account is no longer there."""
        workspace = open_workspace(self._root)
        seen = self._state(workspace)
        if self._toolbox is None or seen != self._seen:
            session = open_session(workspace, self._clock)
            self._toolbox = Toolbox(read_only_tools(session), self._scope(session))
            self._seen = seen
        return self._toolbox.call(call)

    def _scope(self, session: Session) -> Scope:
        if not self._account:
            return Scope()
        account = session.counting(self._resolved(session))
        return Scope(account=account, account_name=session.name(account))

    def _resolved(self, session: Session) -> str:
        session.need_accounts()
        return resolve_account(session.names, self._account)

    def _state(self, workspace: Workspace) -> _Seen:
        store = workspace.store_path
        watched = (store, store.with_name(f"{store.name}-wal"), self._root / "nrr.toml")
        return _Seen(tuple(_stamp(path) for path in watched), self._clock.now().date())


def _stamp(path: Path) -> tuple[int, int]:
    """When a file was last written and how long it is; an empty one, as readers leave behind, is as good as none."""
    try:
        found = path.stat()
    except OSError:
        return (0, 0)
    return (found.st_mtime_ns, found.st_size) if found.st_size else (0, 0)
