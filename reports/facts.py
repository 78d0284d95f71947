"""What the monthly report is made of: plain values that a use case gathers once, before any section is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from accounts.figures import RevenueMetrics
from foundation.months import Month
from synthesis.themes import SynthesisRun


@dataclass(frozen=True, slots=True)
class AccountLine:
    """What a report says about an account beside its id."""

    id: str
    name: str
    tier: str = ""
    owner: str = ""
    renewal: date | None = None


@dataclass(frozen=True, slots=True)
class ActionFact:
    """A play that is due at an account, by whom and by when, and why."""

    account: str
    play: str
    owner: str
    due: date
    urgent: bool
    why: str
    arr: float
    arr_figure: str


@dataclass(frozen=True, slots=True)
class PromiseFact:
    """What our people promised that has a day, in its words, and how it stands on the report's day."""

    id: str
    account: str
    who: str
    what: str
    due: date
    state: str


@dataclass(frozen=True, slots=True)
class LoopLine:
    """An account that raised a theme that was mended. ``told``: when a note to it was done; ``silent``: why none
    goes."""

    account: str
    arr: float
    told: date | None
    silent: str
    said: str
    said_on: date
    item: str
    part: str
    source: str


@dataclass(frozen=True, slots=True)
class LoopFact:
    """A theme that a person marked as mended, and who had raised it."""

    theme: str
    label: str
    on: date
    heard_since: int
    raised: tuple[LoopLine, ...]


@dataclass(frozen=True, slots=True)
class BandFact:
    """A band of health on a day: how many accounts, how much ARR, and how many it had ``before``."""

    band: str
    accounts: int
    arr: float
    before: int | None


@dataclass(frozen=True, slots=True)
class BandMove:
    """An account whose band is another than a month before; ``weakest``: the signal that costs most points."""

    account: str
    before: str
    after: str
    score_before: float | None
    score: float | None
    weakest: str
    arr: float


@dataclass(frozen=True, slots=True)
class HealthFact:
    """Health on ``as_of`` against ``before``; moves to worse bands first."""

    as_of: date
    before: date
    bands: tuple[BandFact, ...]
    moves: tuple[BandMove, ...]


@dataclass(frozen=True, slots=True)
class LeftFact:
    """An account that left in the month, with the reason on record."""

    account: str
    day: date
    reason: str
    arr: float
    poor_fit: bool


@dataclass(frozen=True, slots=True)
class ReturnsFact:
    """Accounts that stopped paying in the last ``months`` and pay again; ``open``: how many may be asked back."""

    months: int
    stopped: int
    returned: int
    mrr: float
    open: int


@dataclass(frozen=True, slots=True)
class RetentionPoint:
    """NRR and GRR of a month and of the twelve months that end with it; None where nothing was paid at the start."""

    month: Month
    nrr: float | None
    grr: float | None
    nrr_12: float | None
    grr_12: float | None


@dataclass(frozen=True, slots=True)
class ThemeShift:
    """A theme of the month against the one that it is compared with. ``before`` and ``after`` are statements;
    ``direction``: 1 grown, -1 shrunk, 0 within chance; ``rank_change``: places gained."""

    theme: str
    label: str
    accounts: int
    before: int
    after: int
    arr_before: float
    arr_after: float
    change: float | None
    direction: int
    rank_change: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """The month that this one is held against, with its run, its revenue and how each theme shifted."""

    month: Month
    run: SynthesisRun
    metrics: RevenueMetrics | None
    shifts: tuple[ThemeShift, ...]
    new: tuple[str, ...]
    gone: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mover:
    """What is known beside its revenue of an account that moved: the reason on record, what it raised lately as ids of
    themes with their labels, and its health."""

    account: str
    reason: str
    raised: tuple[tuple[str, str, int], ...]
    band: str
    score: float | None


@dataclass(frozen=True, slots=True)
class ImportFact:
    """The imports of one kind: files, rows read and kept, and what was dropped by reason."""

    kind: str
    imports: int
    read: int
    kept: int
    dropped: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """Everything that the sections take from. ``as_of`` is the day that accounts are looked at on. ``part_texts`` holds
    the stored text of every quoted part by id, ``external_ids`` what the source systems call the quoted items. What is
    None was not to be had; ``newest`` is the last synthesized month where this is an earlier one: what is due is known
    as it stands, so it belongs to that month's report alone."""

    company: str
    currency: str
    month: Month
    as_of: date
    generated: datetime
    run: SynthesisRun
    accounts: Mapping[str, AccountLine]
    part_texts: Mapping[str, str]
    external_ids: Mapping[str, str]
    metrics: RevenueMetrics | None = None
    trend: tuple[RetentionPoint, ...] = ()
    comparison: Comparison | None = None
    movers: Mapping[str, Mover] = field(default_factory=dict)
    health: HealthFact | None = None
    left: tuple[LeftFact, ...] | None = None
    returns: ReturnsFact | None = None
    actions: tuple[ActionFact, ...] | None = None
    promises: tuple[PromiseFact, ...] | None = None
    loop: tuple[LoopFact, ...] | None = None
    imports: tuple[ImportFact, ...] = ()
    newest: Month | None = None
    max_quotes: int = 3

    @property
    def latest(self) -> bool:
        """Whether no later month is synthesized."""
        return self.newest is None

    def account(self, key: str) -> AccountLine:
        """What is known of an account; its id stands in where it is not in the book."""
        return self.accounts.get(key) or AccountLine(key, key)
