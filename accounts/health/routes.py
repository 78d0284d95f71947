"""Routing: which play an account's health calls for, whose it is, and by when, by rules in a file.

Rules are signal-based, never calendar-based. A file that is wrong is refused with the rule, its line and what
is wrong with it, so that an account is never left without its play by a typo.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from importlib.resources import files

from accounts.health.scores import BANDS
from foundation.errors import SettingsError
from foundation.health_settings import HEALTH_SIGNALS

FILE = "health_routes.toml"
MOST = 3
"""Plays an account at once; more would be none."""

TREND_WORDS = ("falling", "steady", "rising")
WEAKEST = "weakest"
"""Stands in a rule for the play of the signal that pulls the score down most."""
_WITHIN = re.compile(r"(\d{1,3}) (hours?|days?|working days?)")
_TEXTS = ("band", "tier", "segment", "trend", "owner")
_KEYS = (*_TEXTS, "renewal_within", "play", "within")
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule; empty conditions always hold. ``within`` is kept in words; ``number`` is its place in the file."""

    number: int
    band: tuple[str, ...]
    tier: tuple[str, ...]
    segment: tuple[str, ...]
    trend: tuple[str, ...]
    renewal_within: int | None
    play: str
    owner: tuple[str, ...]
    within: str


@dataclass(frozen=True, slots=True)
class Routes:
    """The rules in order, and the play for each signal that a rule may leave to the weakest."""

    rules: tuple[Rule, ...]
    plays: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Standing:
    """What the rules ask of an account. ``trend`` is a word of TREND_WORDS or empty, ``days_to_renewal`` None
    where not known or past, ``weakest`` the signal that pulls its score down most."""

    band: str
    tier: str
    segment: str
    trend: str
    days_to_renewal: int | None
    weakest: str
    csm: str
    executive_sponsor: str


@dataclass(frozen=True, slots=True)
class Route:
    """A play that is called for, by whom, by which day; ``rule`` is the number of the rule that says so."""

    play: str
    owner: str
    due: date
    within: str
    rule: int


def default_routes_text() -> str:
    """The rules that ship."""
    return (files("accounts.health") / "routes.toml").read_text("utf-8")


def read_routes(text: str, where: str) -> Routes:
    """The rules of a file. Raises SettingsError that names the rule, its line and what is wrong."""
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(
            f"the routes are not TOML: {error}", where=where, hint="Mend that line."
        ) from error
    reading = _Reading(where, [at for at, line in enumerate(text.splitlines(), 1) if _is_head(line)])
    unknown = sorted(set(found) - {"plays", "route"})
    if unknown:
        raise reading.fault(None, f"there is no {unknown[0]!r}", "Write [plays] and [[route]].")
    plays = _plays(found.get("plays", {}), reading)
    routes = found.get("route", [])
    if not isinstance(routes, list) or not all(isinstance(one, dict) for one in routes):
        raise reading.fault(None, "the rules are no list", "Begin each with [[route]].")
    return Routes(tuple(_rule(at, one, plays, reading) for at, one in enumerate(routes, 1)), plays)


def _is_head(line: str) -> bool:
    return re.match(r"\s*\[\[\s*route\s*\]\]", line) is not None


@dataclass(frozen=True, slots=True)
class _Reading:
    where: str
    lines: Sequence[int]

    def fault(self, number: int | None, what: str, hint: str) -> SettingsError:
        """The error that says where the rule stands."""
        if number is None:
            return SettingsError(what, where=self.where, hint=hint)
        line = f" line {self.lines[number - 1]}" if number <= len(self.lines) else ""
        return SettingsError(f"route {number}: {what}", where=f"{self.where}{line}", hint=hint)


def _plays(value: object, reading: _Reading) -> dict[str, str]:
    if not isinstance(value, dict):
        raise reading.fault(None, "plays is no table", "Write [plays] and a line a signal.")
    for name, play in value.items():
        if name not in HEALTH_SIGNALS:
            raise reading.fault(
                None, f"plays.{name} is no health signal", f"Signals: {', '.join(HEALTH_SIGNALS)}."
            )
        if not isinstance(play, str) or not play.strip():
            raise reading.fault(None, f"plays.{name} names no play", "Write the play's name in quotes.")
    return dict(value)


def _rule(number: int, values: Mapping[str, object], plays: Mapping[str, str], reading: _Reading) -> Rule:
    for key in values:
        if key not in _KEYS:
            raise reading.fault(number, f"there is no key {key!r}", f"Keys: {', '.join(_KEYS)}.")
    texts = {key: _texts(number, key, values, reading) for key in _TEXTS}
    _among(number, "band", texts["band"], BANDS, reading)
    _among(number, "trend", texts["trend"], TREND_WORDS, reading)
    for key in ("band", "owner"):
        if not texts[key]:
            raise reading.fault(
                number, f"{key} is missing", "Every route needs band, play, owner and within."
            )
    play, within, days = values.get("play"), values.get("within"), values.get("renewal_within")
    if not isinstance(play, str) or not play.strip():
        raise reading.fault(number, "play is missing", 'Name one, or write play = "weakest".')
    if play == WEAKEST and set(plays) < set(HEALTH_SIGNALS):
        missing = next(name for name in HEALTH_SIGNALS if name not in plays)
        raise reading.fault(
            number, f"the weakest signal may be {missing}, which has no play", "Add it to [plays]."
        )
    if not isinstance(within, str) or not _WITHIN.fullmatch(within.strip()):
        raise reading.fault(
            number, f"within cannot be {within!r}", 'Write "24 hours", "2 working days" or "10 days".'
        )
    if days is not None and (isinstance(days, bool) or not isinstance(days, int) or days < 0):
        raise reading.fault(number, f"renewal_within cannot be {days!r}", "Write a number of days.")
    return Rule(number, renewal_within=days, play=play.strip(), within=within.strip(), **texts)


def _texts(number: int, key: str, values: Mapping[str, object], reading: _Reading) -> tuple[str, ...]:
    value = values.get(key, [])
    found = []
    for one in value if isinstance(value, list) else [value]:
        if not isinstance(one, str) or not one.strip():
            raise reading.fault(number, f"{key} cannot be {one!r}", "Write a text, or a list of texts.")
        found.append(one.strip())
    return tuple(found)


def _among(number: int, key: str, found: Sequence[str], allowed: Sequence[str], reading: _Reading) -> None:
    for one in found:
        if one not in allowed:
            raise reading.fault(number, f"{key} cannot be {one!r}", f"It is one of: {', '.join(allowed)}.")


def routed(routes: Routes, account: Standing, day: date) -> tuple[Route, ...]:
    """What the rules call for, in their order, each play once, at most ``MOST``."""
    found: dict[str, Route] = {}
    for rule in routes.rules:
        if not _holds(rule, account):
            continue
        play = routes.plays.get(account.weakest, "") if rule.play == WEAKEST else rule.play
        if play:
            owner = ", ".join(_owner(role, account) for role in rule.owner)
            found.setdefault(play, Route(play, owner, due_day(rule.within, day), rule.within, rule.number))
    return tuple(found.values())[:MOST]


def _holds(rule: Rule, account: Standing) -> bool:
    pairs = (
        (rule.band, account.band),
        (rule.tier, account.tier),
        (rule.segment, account.segment),
        (rule.trend, account.trend),
    )
    for wanted, has in pairs:
        if wanted and has.casefold() not in {one.casefold() for one in wanted}:
            return False
    if rule.renewal_within is None:
        return True
    return account.days_to_renewal is not None and account.days_to_renewal <= rule.renewal_within


def _owner(role: str, account: Standing) -> str:
    if role.casefold() == "csm":
        return account.csm or "CSM (nobody named)"
    if role.casefold() == "executive sponsor":
        return f"executive sponsor {account.executive_sponsor or '(nobody named)'}"
    return role


def due_day(within: str, day: date) -> date:
    """The day by which a rule's ``within`` runs out, counted from ``day``: hours as whole days begun; working
    days are Monday to Friday, holidays are not known."""
    match = _WITHIN.fullmatch(within)
    if match is None:
        raise ValueError(within)
    count = int(match[1])
    if match[2].startswith("hour"):
        return day + timedelta(days=-(-count // 24))
    if match[2].startswith("day"):
        return day + timedelta(days=count)
    due = day
    while count:
        due += timedelta(days=1)
        count -= due.weekday() < _SATURDAY
    return due
