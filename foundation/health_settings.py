"""Settings of health and coverage: what scores weigh and where their lines are drawn.

Keeps one rule of the domain by force: logins are never a signal. How often people sign in says nothing of what
they get out of it, so a configuration that weights or names logins is refused with that reason.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from pydantic import Field, field_validator, model_validator

from foundation.sections import _Section

LOGINS = re.compile(
    r"(?<![A-Za-z])(?i:(?:log|sign)[\s_-]?(?:in|on)s?|session[\s_-]?counts?)(?![A-Za-z])"
    r"|(?:[Ll]og|[Ss]ign)(?:In|in|On|on)s?(?![a-z])"
)
"""Names of metrics that count visits."""

HEALTH_SIGNALS = (
    "adoption_depth",
    "adoption_breadth",
    "outcomes",
    "support",
    "sentiment",
    "relationship",
    "commercial",
    "imported",
)
"""The signals of a health score in the order in which they are shown."""

_REFUSED = (
    "logins are no health signal: how often people sign in says nothing of the value they get; depth and "
    "breadth of use count, not volume"
)


def _no_logins(names: object) -> None:
    """Refuse keys at any depth, and entries of lists given alone, that name logins."""
    for name in names if isinstance(names, list | tuple | Mapping) else ():
        if LOGINS.search(str(name)):
            raise ValueError(f"{_REFUSED} ({name})")
        if isinstance(names, Mapping) and isinstance(names[name], Mapping):
            _no_logins(names[name])


class SegmentWeights(_Section):
    """Weights of one segment that differ from the general ones; what is not named stays as it is there."""

    adoption_depth: float | None = Field(default=None, ge=0)
    adoption_breadth: float | None = Field(default=None, ge=0)
    outcomes: float | None = Field(default=None, ge=0)
    support: float | None = Field(default=None, ge=0)
    sentiment: float | None = Field(default=None, ge=0)
    relationship: float | None = Field(default=None, ge=0)
    commercial: float | None = Field(default=None, ge=0)
    imported: float | None = Field(default=None, ge=0)

    @model_validator(mode="before")
    @classmethod
    def _without_logins(cls, values: object) -> object:
        _no_logins(values)
        return values


class HealthSettings(_Section):
    """Weights of the health signals, of which only the proportions count; ``segments`` change them by segment.

    ``imported`` weighs another platform's score, 0: it is only shown; ``imported_signal`` picks one of its
    signals by name. ``sticky``, ``seats``, ``teams`` and ``features`` name metrics of use; empty: told from the
    data. ``milestones`` name those that are of value; empty: told by their names. ``seats_in_use`` is the share
    of seats that earns full marks, ``least_coverage`` the share of weight below which no score is given.
    """

    adoption_depth: float = Field(default=20, ge=0)
    adoption_breadth: float = Field(default=20, ge=0)
    outcomes: float = Field(default=10, ge=0)
    support: float = Field(default=15, ge=0)
    sentiment: float = Field(default=15, ge=0)
    relationship: float = Field(default=15, ge=0)
    commercial: float = Field(default=5, ge=0)
    imported: float = Field(default=0, ge=0)
    imported_signal: str = ""
    segments: dict[str, SegmentWeights] = Field(default_factory=dict)
    sticky: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()
    features: tuple[str, ...] = ()
    milestones: tuple[str, ...] = ()
    seats_in_use: float = Field(default=0.8, gt=0, le=1)
    least_coverage: float = Field(default=0.5, ge=0, le=1)
    thriving: float = Field(default=80, gt=0, le=100)
    healthy: float = Field(default=70, gt=0, le=100)
    at_risk: float = Field(default=50, gt=0, le=100)
    hysteresis: float = Field(default=3, ge=0, le=20)
    steady_within: float = Field(default=5, ge=0, le=50)

    @model_validator(mode="before")
    @classmethod
    def _without_logins(cls, values: object) -> object:
        _no_logins(values)
        return values

    @field_validator("imported_signal")
    @classmethod
    def _signal_without_logins(cls, name: str) -> str:
        _no_logins((name,))
        return name

    @field_validator("sticky", "seats", "teams", "features")
    @classmethod
    def _metrics_without_logins(cls, names: tuple[str, ...]) -> tuple[str, ...]:
        _no_logins(names)
        return names

    @model_validator(mode="after")
    def _in_order(self) -> HealthSettings:
        if not self.thriving > self.healthy > self.at_risk:
            raise ValueError("thriving must be above healthy, and healthy above at_risk")
        if not any(getattr(self, name) for name in HEALTH_SIGNALS):
            raise ValueError("every weight is 0; at least one signal must count")
        return self

    def weights(self, segment: str = "") -> dict[str, float]:
        """Weight by signal for accounts of ``segment``, in the order of ``HEALTH_SIGNALS``."""
        wanted = segment.strip().casefold()
        own = next((one for name, one in self.segments.items() if name.strip().casefold() == wanted), None)
        found = {}
        for name in HEALTH_SIGNALS:
            special = getattr(own, name) if own is not None else None
            found[name] = float(getattr(self, name) if special is None else special)
        return found


class CoverageSettings(_Section):
    """Who should be known at an account. ``top_share`` of the accounts by ARR need full coverage and a sponsor;
    an executive should have been spoken to within ``executive_days``. The three functions are told by words
    in a contact's function; words given here come first."""

    top_share: float = Field(default=0.2, gt=0, le=1)
    executive_days: int = Field(default=91, ge=1, le=730)
    left_days: int = Field(default=180, ge=1, le=1825)
    business: tuple[str, ...] = ()
    operations: tuple[str, ...] = ()
    technical: tuple[str, ...] = ()
