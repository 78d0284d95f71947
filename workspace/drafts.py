"""Use cases: a draft kept, found, edited, approved, rejected; done, and what came of it. Nothing is ever sent.

Keeps the rule that a change is made to the draft that was looked at: each is decided and written in one transaction.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from foundation.clock import Clock, SystemClock
from foundation.errors import SettingsError
from foundation.text import one_line
from playbooks.draft_life import KINDS, Action, Change, KeptDraft, Outcome, Status, permit
from playbooks.drafting import PlayDraft
from playbooks.guardrails.findings import Finding
from workspace.account_book import account_names, counted_accounts
from workspace.draft_refusals import DraftRefused, findings_on
from workspace.draft_texts import said_otherwise
from workspace.search import resolve_account
from workspace.store import drafts as store
from workspace.whoami import signed
from workspace.workspace import Workspace

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from workspace.tools.session import Session

_CLOCK = SystemClock()
_LEAST = 4


@dataclass(frozen=True, slots=True)
class DraftFilter:
    """Which drafts; what is empty filters nothing. ``account`` by id or name; ``owner``: who has a step in it."""

    status: str = ""
    account: str = ""
    owner: str = ""
    play: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class OutcomeRequest:
    """What came of it: ``day`` by default today; ``amount`` a month, in the workspace's currency."""

    outcome: Outcome
    day: date | None = None
    amount: float | None = None


def keep(
    workspace: Workspace, draft: PlayDraft, kind: str = "play", by: str = "", clock: Clock = _CLOCK
) -> KeptDraft:
    """Keep a draft. One that is kept already, word for word, and that nobody has touched since, is that one."""
    if kind not in KINDS:
        raise SettingsError(f"there is no kind {kind!r} of draft", hint=f"There are: {', '.join(KINDS)}.")
    with workspace.store().write("keep a draft") as connection:
        for one in store.kept_drafts(connection):
            if (one.kind, one.status, one.draft) == (kind, Status.DRAFT, draft):
                return one
        return store.add_draft(connection, draft, kind, clock.now(), signed(by))


def list_drafts(workspace: Workspace, wanted: DraftFilter | None = None) -> tuple[KeptDraft, ...]:
    """The drafts that fit, the newest first. Raises SettingsError for an unknown account, status or kind."""
    chosen = wanted or DraftFilter()
    for said, known, what in (
        (chosen.status, tuple(Status), "status"),
        (chosen.kind, KINDS, "kind of draft"),
    ):
        if said and said not in known:
            raise SettingsError(f"there is no {what} {said!r}", hint=f"There are: {', '.join(known)}.")
    with workspace.store().read() as connection:
        found = store.kept_drafts(connection)
        counted = counted_accounts(workspace, connection)
        account = ""
        if chosen.account.strip():
            account = resolve_account(account_names(connection), chosen.account.strip())
    owner, play = chosen.owner.strip().casefold(), chosen.play.strip().casefold()
    fits = [
        one
        for one in reversed(found)
        if chosen.status in ("", one.status)
        and chosen.kind in ("", one.kind)
        and (not play or one.draft.play.casefold() == play)
        and (not owner or owner in {step.who.casefold() for step in one.draft.steps})
        and (not account or counted.get(one.account, one.account) == counted.get(account, account))
    ]
    return tuple(fits)


def show(workspace: Workspace, wanted: str) -> KeptDraft:
    """A draft by its id or the beginning of it. Raises SettingsError where none or several begin so."""
    with workspace.store().read() as connection:
        return draft_named(connection, wanted)


def versions(workspace: Workspace, wanted: str) -> tuple[KeptDraft, tuple[PlayDraft, ...]]:
    """A draft and all its versions, the first first. Raises as ``show``."""
    with workspace.store().read() as connection:
        kept = draft_named(connection, wanted)
        return kept, tuple(store.versions(connection, kept.id))


def findings(
    workspace: Workspace, wanted: str, clock: Clock = _CLOCK, session: Session | None = None
) -> tuple[KeptDraft, tuple[Finding, ...]]:
    """A draft and all that stands against approving it; ``session``: one that is known to hold still. Raises as
    ``show``."""
    from workspace.tools.session import Session

    kept = show(workspace, wanted)
    return kept, findings_on(session or Session(workspace, clock), kept)


def edit(
    workspace: Workspace, wanted: str, texts: Mapping[str, str], by: str = "", clock: Clock = _CLOCK
) -> KeptDraft:
    """A draft with the parts that ``texts`` names said otherwise: a new version, and the approval falls. Where no
    word differs nothing is written. Raises SettingsError for an unknown part or one that must not be empty."""
    with workspace.store().write("edit a draft") as connection:
        kept = draft_named(connection, wanted)
        permit(kept, Action.EDIT)
        fresh = said_otherwise(kept, texts)
        if fresh == kept.draft:
            return kept
        version = store.add_version(connection, kept, fresh)
        change = Change(len(kept.changes) + 1, clock.now(), signed(by), Action.EDIT, version)
        return _changed(connection, replace(kept, draft=fresh), change)


def put_back(
    workspace: Workspace, wanted: str, version: int, by: str = "", clock: Clock = _CLOCK
) -> KeptDraft:
    """A draft in the words of an earlier ``version``, as a new one; all between are kept, and the approval falls. Where
    no word differs nothing is written. Raises SettingsError for a version that there is not."""
    with workspace.store().write("put back a draft") as connection:
        kept = draft_named(connection, wanted)
        permit(kept, Action.EDIT)
        if not 1 <= version <= kept.version:
            raise SettingsError(
                f"draft {kept.id[:8]} has no version {version}", hint=f"There are 1 to {kept.version}."
            )
        earlier = store.versions(connection, kept.id)[version - 1]
        if earlier == kept.draft:
            return kept
        fresh = store.add_version(connection, kept, earlier)
        change = Change(len(kept.changes) + 1, clock.now(), signed(by), Action.EDIT, fresh)
        return _changed(connection, replace(kept, draft=earlier), change)


def approve(
    workspace: Workspace,
    wanted: str,
    by: str = "",
    clock: Clock = _CLOCK,
    session: Session | None = None,
) -> KeptDraft:
    """A draft approved as it stands; ``session`` as for ``findings``. Raises DraftRefused with every finding,
    SettingsError where it is not to be approved now."""
    kept, against = findings(workspace, wanted, clock, session)
    permit(kept, Action.APPROVE)
    if against:
        raise DraftRefused(kept, Action.APPROVE, against)
    with workspace.store().write("approve a draft") as connection:
        return _changed(connection, still(connection, kept), change_of(kept, Action.APPROVE, by, clock))


def reject(workspace: Workspace, wanted: str, why: str, by: str = "", clock: Clock = _CLOCK) -> KeptDraft:
    """A draft that is not to be used, with the reason."""
    reason = one_line(why)
    if not reason:
        raise SettingsError("say why it is rejected", hint='Add --why "…".')
    with workspace.store().write("reject a draft") as connection:
        kept = draft_named(connection, wanted)
        permit(kept, Action.REJECT)
        return _changed(connection, kept, replace(change_of(kept, Action.REJECT, by, clock), why=reason))


def done(
    workspace: Workspace,
    wanted: str,
    started: date | None = None,
    day: date | None = None,
    by: str = "",
    clock: Clock = _CLOCK,
) -> KeptDraft:
    """A draft whose steps were carried out: begun on ``started`` (by default the day of its first export, or ``day``
    where that is earlier), done on ``day`` (today). From now on it counts as a play that was run."""
    with workspace.store().write("mark a draft as done") as connection:
        kept = draft_named(connection, wanted)
        permit(kept, Action.DONE)
        today = clock.now().date()
        ended = day or today
        exported = kept.first(Action.EXPORT)
        begun = started or min(ended, exported.at.date() if exported else ended)
        if not begun <= ended <= today:
            raise SettingsError(
                f"it cannot have begun on {begun} and be done on {ended}",
                hint=f"Both are days up to {today}, the beginning first.",
            )
        change = replace(change_of(kept, Action.DONE, by, clock), started=begun, day=ended)
        return _changed(connection, kept, change)


def outcome(
    workspace: Workspace, wanted: str, request: OutcomeRequest, by: str = "", clock: Clock = _CLOCK
) -> KeptDraft:
    """What came of a draft that is done; a later one corrects an earlier, and both are kept."""
    with workspace.store().write("note an outcome") as connection:
        kept = draft_named(connection, wanted)
        permit(kept, Action.OUTCOME)
        today = clock.now().date()
        ended = kept.last(Action.DONE)
        day = request.day or today
        if day > today or (ended is not None and ended.started is not None and day < ended.started):
            raise SettingsError(
                f"{day} is no day for its outcome",
                hint=f"Name one from {ended.started if ended else today} to {today}.",
            )
        change = replace(
            change_of(kept, Action.OUTCOME, by, clock),
            day=day,
            outcome=request.outcome.value,
            amount=_amount(request),
        )
        return _changed(connection, kept, change)


def draft_named(connection: Connection, wanted: str) -> KeptDraft:
    """A draft by its id or the beginning of it. Raises SettingsError where none or several begin so."""
    words = wanted.strip().casefold()
    kept = store.kept_drafts(connection)
    found = [one for one in kept if len(words) >= _LEAST and one.id.startswith(words)]
    if len(found) == 1:
        return found[0]
    near = ", ".join(f"{one.id[:8]} ({one_line(one.draft.name, 40)})" for one in (found or kept[::-1])[:3])
    raise SettingsError(
        f"{len(found) or 'no'} drafts begin with {one_line(wanted, 40)!r}",
        hint=f"There are: {near}." if near else "Keep one first: nrr playbook ACCOUNT --keep.",
    )


def still(connection: Connection, kept: KeptDraft) -> KeptDraft:
    """``kept`` as the store has it now. Raises SettingsError where somebody changed it while it was checked."""
    now = draft_named(connection, kept.id)
    if now != kept:
        raise SettingsError(
            f"draft {kept.id[:8]} was changed while it was checked", hint="Look at it again, then try again."
        )
    return now


def change_of(kept: KeptDraft, action: Action, by: str, clock: Clock) -> Change:
    """The next change of a draft as it stands."""
    return Change(len(kept.changes) + 1, clock.now(), signed(by), action, kept.version)


def _changed(connection: Connection, kept: KeptDraft, change: Change) -> KeptDraft:
    store.add_change(connection, kept.id, change)
    return replace(kept, changes=(*kept.changes, change))


def _amount(request: OutcomeRequest) -> float | None:
    amount = request.amount
    if amount is None:
        return None
    if not math.isfinite(amount) or amount < 0:
        raise SettingsError(f"{amount} is no amount", hint="Write it as a number from 0 on.")
    if request.outcome is Outcome.NO_ANSWER:
        raise SettingsError("no answer has no amount", hint="Leave --amount out.")
    return amount
