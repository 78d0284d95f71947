"""What the ingest room hands on: clean, redacted, account-matched feedback, and the report of an import.

A ``FeedbackItem`` is one ticket, survey answer or call; its ``Part``s are what was said, by whom. Parts of a
ticket may arrive in another file than the ticket (Zendesk comments), so parts are addressed by the item's id.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from foundation.ids import content_id


class Source(StrEnum):
    """Where feedback comes from."""

    TICKET = "ticket"
    NPS = "nps"
    CALL = "call"


class Role(StrEnum):
    """Who speaks. Only a customer's words become statements; the rest is context."""

    CUSTOMER = "customer"
    STAFF = "staff"
    BOT = "bot"
    UNKNOWN = "unknown"


class MatchMethod(StrEnum):
    """How an item found its account, surest first."""

    HAND = "assigned by hand"
    ACCOUNT_ID = "account id"
    EXTERNAL_ID = "external id"
    ORGANIZATION = "organization"
    DOMAIN = "e-mail domain"
    ALIAS = "other name"
    NAME = "account name"
    NONE = "unmatched"


ERASED_WORDS = "[deleted at its source]"
"""What stands in a past run for words that their source has deleted or changed since."""


@dataclass(frozen=True, slots=True)
class AccountMatch:
    """``account_id`` is None when nothing matched; ``reason`` says in words what was tried or found."""

    account_id: str | None
    method: MatchMethod
    reason: str


@dataclass(frozen=True, slots=True)
class FeedbackItem:
    """One ticket, survey answer or call. Times are aware, in UTC. ``requester`` and ``assignee`` are opaque
    keys that parts' ``author`` is compared with; they hold no name or address. ``hints`` are what an account
    can still be found by later: pairs of kind (external, organization, domain, name, account) and value,
    never an address. ``metadata_only``: the export holds no text (a help desk's CSV), so the item adds itself
    where the store has none and never replaces a whole one."""

    id: str
    source: Source
    external_id: str
    account: AccountMatch
    occurred_at: datetime
    updated_at: datetime
    subject: str = ""
    score: float | None = None
    score_scale: str = ""  # "nps" (0-10) or "csat" (1-5); empty without a score
    status: str = ""
    priority: str = ""
    tags: tuple[str, ...] = ()
    requester: str = ""
    assignee: str = ""
    file: str = ""
    row: int = 0
    hints: tuple[tuple[str, str], ...] = ()
    metadata_only: bool = False

    @staticmethod
    def make_id(source: Source, system: str, external_id: str) -> str:
        """The id of the item that ``system`` (``zendesk``, ``nps``, ``call``, …) calls ``external_id``."""
        return content_id(source.value, system, external_id)


@dataclass(frozen=True, slots=True)
class Part:
    """One message, comment, answer or turn of an item; ``text`` is clean and redacted.

    ``role`` is None where only the item's requester and assignee can tell (a comment that came alone);
    the store then resolves it by ``author``. ``language`` is an ISO 639-1 code, empty where the text is too
    short to tell. ``source_key`` is an opaque key of the part in its own system (a comment's id), by which a
    later version with other words is known for the same part; empty where the system has none.
    """

    id: str
    item_id: str
    position: int
    role: Role | None
    text: str
    speaker: str = ""
    author: str = ""
    at: datetime | None = None
    public: bool = True
    language: str = ""
    source_key: str = ""

    @staticmethod
    def make_id(item_id: str, key: str) -> str:
        return content_id(item_id, key)


@dataclass(frozen=True, slots=True)
class Tombstone:
    """An item (with all of its parts) or a single part that its source has deleted, by id; ``at`` is when,
    None where the source does not say. What was deleted never comes back from an older file."""

    id: str
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class FeedbackRecord:
    """What one source record became: an item, parts, or both (a comment alone is a part without item), or a
    ``gone`` item, whose source record counts as dropped and not as emitted."""

    item: FeedbackItem | None
    parts: tuple[Part, ...]
    gone: Tombstone | None = None


class DropReason(StrEnum):
    """Why a record or row was left out. Every record read is kept or dropped with one of these."""

    EMPTY_TEXT = "no text"
    NO_CUSTOMER_WORDS = "no customer words"
    NO_DATE = "no readable date"
    NO_ID = "no id"
    NO_SCORE = "no score and no comment"
    RAGGED_ROW = "wrong number of fields"
    BAD_VALUE = "unreadable value"
    MISSING_VALUE = "required value missing"
    NOT_A_RECORD = "not a record of this kind"
    DELETED = "deleted or spam"
    FORGOTTEN = "forgotten on request"
    DUPLICATE = "same record twice in this import"
    UNREADABLE_FILE = "unreadable file"


@dataclass(frozen=True, slots=True)
class Dropped:
    """One record left out: where it stood, why, and what to do. ``detail`` never quotes customer text."""

    file: str
    row: int
    reason: DropReason
    column: str = ""
    detail: str = ""


@dataclass(slots=True)
class ImportReport:
    """Counts of one import. ``read == kept + updated + unchanged + sum(dropped.values())`` always holds.

    ``redacted`` counts replacements by kind, ``languages`` parts by ISO 639-1 code (empty: too short to tell);
    ``warnings`` are lines for people (linter findings, defaults that were assumed); ``proposed`` are the
    columns by field that were neither named by the operator nor known by name.
    """

    kind: str
    format: str
    read: int = 0
    kept: int = 0
    updated: int = 0
    unchanged: int = 0
    dropped: dict[str, int] = field(default_factory=dict)
    drops: list[Dropped] = field(default_factory=list)
    unmatched_accounts: int = 0
    redacted: dict[str, int] = field(default_factory=dict)
    languages: dict[str, int] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)
    proposed: dict[str, str] = field(default_factory=dict)

    MAX_LISTED_DROPS: ClassVar[int] = 1000

    def drop(self, dropped: Dropped) -> None:
        """Count a left-out record; the first ``MAX_LISTED_DROPS`` are kept with their place."""
        self.dropped[dropped.reason.value] = self.dropped.get(dropped.reason.value, 0) + 1
        if len(self.drops) < self.MAX_LISTED_DROPS:
            self.drops.append(dropped)

    def files(self) -> set[str]:
        """The files that listed drops stand in."""
        return {drop.file for drop in self.drops}

    def warn(self, line: str) -> None:
        """Add a warning once."""
        if line not in self.warnings:
            self.warnings.append(line)

    @property
    def balanced(self) -> bool:
        """Whether every record read is accounted for."""
        return self.read == self.kept + self.updated + self.unchanged + sum(self.dropped.values())
