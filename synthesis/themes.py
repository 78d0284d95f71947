"""The values of the synthesis room, from statement to finished run. Each stage takes some and returns one.

Statements of the whole window (by default twelve months) are clustered together, so that a theme has a past;
the figures of a run are those of its month.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from foundation.months import Month
from ingest.items import Source
from synthesis.figures import Coverage, ThemeWeights, Unclustered
from synthesis.given_names import GivenName, LabelSource

Vectors = NDArray[np.float32]

TENTATIVE_UNDER = 0.6
"""Stability under which a theme is shown as tentative."""


class ThemeKind(StrEnum):
    """What a customer does by saying it."""

    COMPLAINT = "complaint"
    REQUEST = "request"
    QUESTION = "question"
    PRAISE = "praise"


class UnclusteredReason(StrEnum):
    """Why a statement is in no theme."""

    TOO_SHORT = "too short"
    ALONE = "alone"
    BETWEEN = "between themes"
    MOVED_OUT = "moved out by hand"


class ThemeStatus(StrEnum):
    """Where a theme stands in its life at the run's month."""

    NEW = "new"
    EMERGING = "emerging"
    STEADY = "steady"
    FADING = "fading"
    GONE = "gone"
    RESOLVED = "resolved"


class Statement(NamedTuple):
    """One thing a customer said: ``text`` is exactly characters ``start`` to ``end`` of the stored part.

    ``severity`` is 0 (no pain) to 1 (work stands still); ``score`` is the survey score of its item, if any.
    """

    id: str
    item_id: str
    part_id: str
    account_id: str | None
    source: Source
    day: date
    start: int
    end: int
    text: str
    kind: ThemeKind = ThemeKind.COMPLAINT
    severity: float = 0.0
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Cluster:
    """A group of statements. ``members`` are statement ids, nearest the centre first (ties by id);
    ``centroid`` has unit length; ``stability`` is 0 to 1, the mean best overlap (Jaccard) over resamples.
    ``parts`` are its sub-groups, largest first, together all members or none where it does not divide;
    ``also`` are members of other clusters that are close to this one too."""

    members: tuple[str, ...]
    centroid: Vectors
    stability: float
    parts: tuple[tuple[str, ...], ...] = ()
    also: tuple[str, ...] = ()


def largest_first(parts: Iterable[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    """Groups of ids by size, ties by the smallest id: the order of parts within a cluster."""
    return tuple(sorted(parts, key=_size_then_id))


def in_order(clusters: Iterable[Cluster]) -> tuple[Cluster, ...]:
    """Clusters by size, ties by the smallest id."""
    return tuple(sorted(clusters, key=lambda one: _size_then_id(one.members)))


def _size_then_id(ids: tuple[str, ...]) -> tuple[int, str]:
    return (-len(ids), min(ids))


@dataclass(frozen=True, slots=True)
class Clustering:
    """All statements of a window: each is a member of exactly one cluster or unclustered with a reason."""

    clusters: tuple[Cluster, ...]
    unclustered: dict[str, UnclusteredReason]


@dataclass(frozen=True, slots=True)
class ThemeLabel:
    """``label``: at most six words as customers write them; ``summary``: a real customer sentence;
    ``terms``: the class-based term weights behind the label, best first."""

    label: str
    summary: str
    terms: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class SubTheme:
    """A part of a theme that says something narrower; ``members`` in the theme's order."""

    id: str
    label: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Theme:
    """A cluster with a name and an identity that lasts over months. ``subthemes``, largest first, hold all of
    ``members`` or are none; ``also`` are statements of other themes that touch this one: they are shown and
    counted in no figure."""

    id: str
    label: str
    summary: str
    terms: tuple[tuple[str, float], ...]
    kind: ThemeKind
    members: tuple[str, ...]
    centroid: Vectors
    stability: float
    born: Month
    continued_from: str = ""  # id of the run in which it was matched, empty when new
    overlap: float = 0.0  # similarity with itself in that run, 0-1
    subthemes: tuple[SubTheme, ...] = ()
    also: tuple[str, ...] = ()

    @property
    def tentative(self) -> bool:
        """True where it did not come back well enough in resamples to be relied on."""
        return self.stability < TENTATIVE_UNDER


class EventKind(StrEnum):
    """What happened to themes between two runs."""

    BIRTH = "birth"
    DEATH = "death"
    SPLIT = "split"
    MERGE = "merge"
    DRIFT = "drift"


@dataclass(frozen=True, slots=True)
class ThemeEvent:
    """One line of the ledger: ids of the run before and of this one, the overlap that shows it (0-1, as
    ``detail`` says in one sentence)."""

    kind: EventKind
    themes_before: tuple[str, ...]
    themes_after: tuple[str, ...]
    overlap: float
    detail: str


@dataclass(frozen=True, slots=True)
class Quote:
    """Verbatim words: ``text`` is a substring of the stored part ``part_id`` of item ``item_id``."""

    statement_id: str
    item_id: str
    part_id: str
    account_id: str | None
    source: Source
    day: date
    text: str


@dataclass(frozen=True, slots=True)
class Resolution:
    """A person's word that a theme is mended since ``on``; ``heard_since``: its statements after that day, up
    to the run's month."""

    on: date
    heard_since: int


@dataclass(frozen=True, slots=True)
class WeightedTheme:
    """A theme with its month: figures, status, quotes (nearest the centre first, one account each first).
    ``resolved``, ``pinned`` (listed even when nobody speaks of it) and names are laid over when the run is read:
    ``label_offline`` is the rule's label where another is shown, else empty, ``given`` what a model called it."""

    theme: Theme
    status: ThemeStatus
    weights: ThemeWeights
    quotes: tuple[Quote, ...]
    resolved: Resolution | None = None
    pinned: bool = False
    label_source: LabelSource = LabelSource.RULE
    label_offline: str = ""
    given: GivenName | None = None


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a run was made from, so that it can be made again. ``model_hash`` hashes the model's
    name, which holds that of its weights; ``inputs`` hashes the ids (made of the words), accounts, days and scores
    of the statements;
    ``dropped`` counts text left out before clustering, by reason. ``unapplied`` are the numbers of the human
    edits that found nothing to hold on to, with the reason; it is a result, and no part of the run's id."""

    model: str
    model_hash: str
    inputs: str
    params: dict[str, object]
    items: int
    statements: int
    statements_in_month: int
    dropped: dict[str, int] = field(default_factory=dict)
    versions: dict[str, str] = field(default_factory=dict)
    unapplied: tuple[tuple[int, str], ...] = ()

    def noted_risk(self) -> tuple[str, dict[str, float]] | None:
        """The method, ``model`` or ``scorecard``, and the risk 0-1 of each account that themes were weighed by; None
        where the run noted none."""
        noted = self.params.get("risk")
        return (str(noted["method"]), dict(noted["accounts"])) if isinstance(noted, dict) else None


@dataclass(frozen=True, slots=True)
class SynthesisRun:
    """One finished month. ``id`` is a content hash of the manifest and the month: same input, same id.
    ``themes`` are ordered by priority, highest first, ties by id; ``events`` lead to them from the run
    before. ``hidden`` are those that a person has taken off the lists, in the same order; they are set apart
    when the run is read, never when it is made."""

    id: str
    month: Month
    manifest: Manifest
    themes: tuple[WeightedTheme, ...]
    unclustered_reasons: dict[str, UnclusteredReason]
    coverage: Coverage
    unclustered: Unclustered
    events: tuple[ThemeEvent, ...] = ()
    hidden: tuple[WeightedTheme, ...] = ()

    @property
    def window_unclustered(self) -> float:
        """Share of the window's statements that are in no theme."""
        return len(self.unclustered_reasons) / self.manifest.statements if self.manifest.statements else 0.0

    @property
    def noise_target(self) -> float | None:
        """The share that was wished to be in no theme at most, None without a wish."""
        wished = self._wishes.get("noise_target")
        return float(wished) if isinstance(wished, int | float) else None

    @property
    def granularity(self) -> float:
        """How fine the themes were wished; 1 is the default."""
        wished = self._wishes.get("granularity")
        return float(wished) if isinstance(wished, int | float) else 1.0

    @property
    def _wishes(self) -> Mapping[str, object]:
        themes = self.manifest.params.get("themes")
        return themes if isinstance(themes, dict) else {}
