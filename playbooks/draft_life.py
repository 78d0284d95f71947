"""The life of a draft: which step may follow which, told by its changes alone.

    draft ─ edited ─ approved ─ exported ─ done ─ outcome        rejected: from any before done

Keeps the rules that every change is kept, that an approval is of one version and falls with the next, and that
nothing is exported which was not approved as it stands.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from foundation.errors import SettingsError
from playbooks.drafting import PlayDraft

KINDS = ("play", "win-back", "loop")
"""What a draft is of: a play, a campaign to win back, a note that closes the loop."""


class Status(StrEnum):
    """Where a draft stands."""

    DRAFT = "draft"
    EDITED = "edited"
    APPROVED = "approved"
    EXPORTED = "exported"
    DONE = "done"
    OUTCOME = "outcome"
    REJECTED = "rejected"


class Action(StrEnum):
    """What is done with a draft. ``ERASE``: words in it were taken out because somebody is forgotten."""

    KEEP = "kept"
    EDIT = "edited"
    APPROVE = "approved"
    REJECT = "rejected"
    EXPORT = "exported"
    DONE = "done"
    OUTCOME = "outcome"
    ERASE = "erased"


class Outcome(StrEnum):
    """What came of it at the account."""

    SAVED = "saved"
    EXPANDED = "expanded"
    CHURNED = "churned"
    NO_ANSWER = "no answer"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing done with a draft. ``version``: the one that it is of. ``why``: of a rejection; of an export, the
    forms. ``started`` and ``day``: when what the draft says was begun and done; of an outcome ``day`` alone.
    ``amount`` a month, in the workspace's currency."""

    number: int
    at: datetime
    by: str
    action: Action
    version: int
    why: str = ""
    started: date | None = None
    day: date | None = None
    outcome: str = ""
    amount: float | None = None


_AFTER: dict[Action, dict[Status, Status]] = {
    Action.EDIT: dict.fromkeys(
        (Status.DRAFT, Status.EDITED, Status.APPROVED, Status.EXPORTED), Status.EDITED
    ),
    Action.APPROVE: dict.fromkeys((Status.DRAFT, Status.EDITED), Status.APPROVED),
    Action.REJECT: dict.fromkeys(
        (Status.DRAFT, Status.EDITED, Status.APPROVED, Status.EXPORTED), Status.REJECTED
    ),
    Action.EXPORT: dict.fromkeys((Status.APPROVED, Status.EXPORTED), Status.EXPORTED),
    Action.DONE: {Status.EXPORTED: Status.DONE},
    Action.OUTCOME: dict.fromkeys((Status.DONE, Status.OUTCOME), Status.OUTCOME),
    Action.ERASE: {one: one for one in Status}
    | dict.fromkeys((Status.APPROVED, Status.EXPORTED), Status.EDITED),
}

_VERBS = {
    Action.EDIT: "edited",
    Action.APPROVE: "approved",
    Action.REJECT: "rejected",
    Action.EXPORT: "exported",
    Action.DONE: "marked as done",
    Action.OUTCOME: "given an outcome",
}


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """A draft with all that was done with it, the oldest first; ``draft`` is its newest version."""

    id: str
    number: int
    kind: str
    account: str
    draft: PlayDraft
    changes: tuple[Change, ...]

    @property
    def status(self) -> Status:
        """Where it stands."""
        return status_after(self.changes)

    @property
    def version(self) -> int:
        """The number of its newest version, from 1."""
        return self.changes[-1].version

    @property
    def approval(self) -> Change | None:
        """Who approved it as it stands; None where nobody did."""
        stands = self.status not in (Status.DRAFT, Status.EDITED, Status.REJECTED)
        return self.last(Action.APPROVE) if stands else None

    def last(self, action: Action) -> Change | None:
        """The newest change of an action, None where there is none."""
        return next((one for one in reversed(self.changes) if one.action is action), None)

    def first(self, action: Action) -> Change | None:
        """The oldest change of an action, None where there is none."""
        return next((one for one in self.changes if one.action is action), None)


def status_after(changes: Iterable[Change]) -> Status:
    """Where a draft stands after its changes. Raises KeyError where one could not follow the one before it."""
    status = Status.DRAFT
    for change in changes:
        if change.action is not Action.KEEP:
            status = _AFTER[change.action][status]
    return status


def permit(kept: KeptDraft, action: Action) -> None:
    """Raises SettingsError, in one line, where ``action`` may not follow on what was done with the draft."""
    status = kept.status
    if status in _AFTER[action]:
        return
    raise SettingsError(
        f"draft {kept.id[:8]} cannot be {_VERBS[action]}: it {_stands(kept, status)}",
        hint=_HINTS.get((action, status), _NEXT[status]).format(id=kept.id[:8]),
    )


def _stands(kept: KeptDraft, status: Status) -> str:
    last = kept.changes[-1]
    if status is Status.REJECTED:
        return f"was rejected by {last.by}: {last.why}"
    if status is Status.APPROVED and kept.approval is not None:
        return f"was approved by {kept.approval.by} on {kept.approval.at.date()}"
    words = {
        Status.DRAFT: "is not approved",
        Status.EDITED: "was edited and is not approved",
        Status.EXPORTED: "was exported",
        Status.DONE: "is done",
        Status.OUTCOME: "has its outcome",
    }
    return words[status]


_NEXT = {
    Status.DRAFT: "First: nrr drafts approve {id}.",
    Status.EDITED: "First: nrr drafts approve {id}.",
    Status.APPROVED: "Next: nrr drafts export {id}.",
    Status.EXPORTED: "Next: nrr drafts done {id}.",
    Status.DONE: "Next: nrr drafts outcome {id} KIND.",
    Status.OUTCOME: "Draft a new one: nrr playbook ACCOUNT --keep.",
    Status.REJECTED: "Draft a new one: nrr playbook ACCOUNT --keep.",
}
_HINTS = {
    (Action.OUTCOME, Status.EXPORTED): "First: nrr drafts done {id}.",
    (Action.DONE, Status.APPROVED): "First: nrr drafts export {id}.",
    (Action.OUTCOME, Status.APPROVED): "First: nrr drafts export {id}, then nrr drafts done {id}.",
}
