"""The values of the community plan: who leads, who advises, who helps whom, and what taking part goes with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import fsum


@dataclass(frozen=True, slots=True)
class Voice:
    """One statement of an account within a theme: ``praise``, or a pain, wish or question."""

    theme: str
    account: str
    day: date
    praise: bool
    item: str


@dataclass(frozen=True, slots=True)
class ThemeWords:
    """A theme with the words that it is known by, lower case: those of its label and of its first terms."""

    theme: str
    label: str
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Score:
    """The recent ``answers`` of an account on the NPS scale: their mean and the latest."""

    mean: float
    latest: float
    answers: int


@dataclass(frozen=True, slots=True)
class Champion:
    """A promoter with deep use; ``depth`` is the share of its segment that uses the product less deeply, 0-1.
    ``people`` are its champions, if any are known."""

    account: str
    score: Score
    depth: float
    arr: float
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BoardCandidate:
    """An executive for the advisory board. ``points`` of 100 rank them, the sum of ``parts``: see
    ``accounts.community.people``. ``score`` is the mean, ``depth`` 0-1, each None where it is not known; ``critic``:
    that mean is a detractor's."""

    account: str
    person: str
    function: str
    segment: str
    arr: float
    points: float
    parts: Mapping[str, float]
    score: float | None
    depth: float | None
    took_part: bool
    last_contact: date | None
    critic: bool = False


class Help(StrEnum):
    """Why an account can help with a theme, the strongest first."""

    GAVE = "gave help on it"
    PRAISES = "praises it"
    QUIET = "had it and no longer speaks of it"


@dataclass(frozen=True, slots=True)
class PeerMatch:
    """``helper`` can help ``hurting`` with a theme. ``items`` are the newest feedback that it hurts in;
    ``person`` the one who helped, or a champion, empty where nobody is known; ``since`` the day of the evidence."""

    theme: str
    label: str
    hurting: str
    hurt_on: date
    items: tuple[str, ...]
    helper: str
    person: str
    help: Help
    why: str
    since: date


@dataclass(frozen=True, slots=True)
class Expert:
    """Somebody who answers and shares on a topic. ``themes`` are ids of the themes that the topic speaks of."""

    topic: str
    person: str
    account: str
    answers: int
    templates: int
    last: date
    themes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Participation:
    """What taking part goes with. Of the accounts that paid on ``landmark``, participants had taken part in the
    ``days`` before it; kept means paying on ``as_of``. ``difference`` of the shares with its 80 % interval is None
    where there are too few, for the reason in ``why_not``. An association: those who take part differ anyway."""

    as_of: date
    landmark: date
    days: int
    participants: int
    participants_kept: int
    others: int
    others_kept: int
    difference: float | None
    low: float | None
    high: float | None
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class Contributions:
    """Activities by kind in the recent days and in as many days before, and how many people and accounts took
    part recently."""

    recent: Mapping[str, int]
    before: Mapping[str, int]
    people: int
    accounts: int


@dataclass(frozen=True, slots=True)
class Lonely:
    """A paying account that belongs nowhere: nobody of it ever took part. ``champion``: a person to ask first."""

    account: str
    arr: float
    champion: str


@dataclass(frozen=True, slots=True)
class CommunityPlan:
    """The whole plan by a day; ``notes`` say what could not be made and why. ``arr`` is that of all who pay."""

    as_of: date
    champions: tuple[Champion, ...]
    board: tuple[BoardCandidate, ...]
    matches: tuple[PeerMatch, ...]
    experts: tuple[Expert, ...]
    participation: Participation
    contributions: Contributions
    lonely: tuple[Lonely, ...]
    paying: int
    arr: float
    notes: tuple[str, ...]

    @property
    def lonely_arr(self) -> float:
        """ARR of the accounts that belong nowhere."""
        return fsum(one.arr for one in self.lonely)
