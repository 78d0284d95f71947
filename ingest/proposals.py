"""Proposes which column of an unknown file is which field, and what kind of file it is, each with a reason.

Names say most, values confirm or rule out, and one column serves one field: all fields are settled together.
A guess that two columns could claim is not a sure one. The same file gives the same proposals.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from accounts.tables import Table
from ingest.assignment import best_assignment
from ingest.column_profile import Profile
from ingest.field_shapes import KIND_TABLES, LIKENESS, Likeness, weight_of
from ingest.header_names import folded, likeness, things
from ingest.mapping import resolve

SURE = 0.9
POSSIBLE = 0.5
_RULED_OUT = 0.25  # a shape below this rules a column out
_CLOSE = 0.12  # nearer than this, two columns are rivals
_EMPTY_FIT = 0.5  # what a column without values is worth: its name alone
_ID_THINGS = frozenset({"ticket id", "response id", "account id", "subscription id", "parent"})
_ID_ENDS = frozenset({("id",), ("ids",), ("uuid",), ("guid",)})
KNOWN = "its name is known"


@dataclass(frozen=True, slots=True)
class Proposal:
    """``column`` is the header that ``field`` is read from; ``confidence`` 0 to 1; ``why`` in words."""

    field: str
    column: str
    confidence: float
    why: str


def propose_fields(
    kind: str,
    columns: Mapping[str, Profile],
    settled: Mapping[str, str] | None = None,
    without: Collection[str] = (),
) -> tuple[Proposal, ...]:
    """The best column of each field of ``kind`` that has one with confidence from 0.2 on, in the order of the
    declared fields. ``columns`` are the profiles by header; ``settled`` are the columns that fields have
    already, by default those of known name; ``without`` are fields to propose nothing for."""
    table = KIND_TABLES[kind]
    if settled is None:
        settled = resolve(table, list(columns), {}, "")
    fields = [one.name for one in table.columns if one.name not in settled and one.name not in without]
    found = [*_settled(table, settled, columns), *_proposed(table, fields, settled, columns)]
    places = {column.name: place for place, column in enumerate(table.columns)}
    return tuple(sorted(found, key=lambda proposal: places[proposal.field]))


def _settled(table: Table, settled: Mapping[str, str], columns: Mapping[str, Profile]) -> list[Proposal]:
    """Fields that have their column, as surely as its values fit."""
    found = []
    for name, header in settled.items():
        profile = columns[header]
        fit = LIKENESS[table.kind][name].shape(profile) if profile.filled else _EMPTY_FIT
        held = "it has no values" if not profile.filled else _fit_words(fit)
        found.append(Proposal(name, header, round(0.6 + 0.39 * min(1.0, fit * 1.1), 2), f"{KNOWN}; {held}"))
    return found


def _proposed(
    table: Table, fields: Sequence[str], settled: Mapping[str, str], columns: Mapping[str, Profile]
) -> list[Proposal]:
    headers = [header for header in columns if header not in settled.values()]
    scores = [[_score(table, name, columns[header]) for header in headers] for name in fields]
    decoys = [_decoy(header) for header in headers]
    for row in scores:
        for place, other in enumerate(decoys):
            row[place] = _less(row[place], other)
    chosen = best_assignment([[score.total**2 for score in row] for row in scores])
    found = []
    for at, place in sorted(chosen.items()):
        score = scores[at][place]
        rivals = [
            scores[at][other].total
            for other in range(len(headers))
            if other != place and other not in chosen.values()
        ]
        total = _beside(score.total, max(rivals, default=0.0))
        if total >= 0.2:
            found.append(Proposal(fields[at], headers[place], round(total, 2), score.why))
    return found


@dataclass(frozen=True, slots=True)
class _Score:
    total: float
    name: float
    fit: float
    why: str


_NONE = _Score(0.0, 0.0, 0.0, "")


def _score(table: Table, name: str, profile: Profile) -> _Score:
    likely = LIKENESS[table.kind][name]
    called = _called(table, name, profile.header, likely)
    fit = likely.shape(profile) if profile.filled else _EMPTY_FIT
    if fit < _RULED_OUT:
        return _NONE
    by_name = called * (0.45 + 0.55 * fit)
    by_value = likely.alone * fit if profile.filled else 0.0
    if name in ("account", "organization"):
        by_value = max(by_value, _of_the_book(name, profile))
    total = min(0.99, 1 - (1 - by_name) * (1 - 0.45 * by_value)) if by_name >= by_value else by_value
    if by_value > by_name > 0:
        total = 1 - (1 - by_value) * (1 - 0.45 * by_name)
    return _Score(total, called, fit, _why(called, fit, profile, by_value))


def _called(table: Table, name: str, header: str, likely: Likeness) -> float:
    """How much the header sounds like the field. A name that ends in ``id`` is of nothing but an id."""
    column = table.column(name)
    spoken = [likeness(header, thing) * weight_of(place) for place, thing in enumerate(likely.things)]
    called = max(*spoken, likeness(header, "", (column.name, *column.aliases)) * 0.98)
    holds_ids = any(thing in _ID_THINGS for thing in likely.things)
    return called if holds_ids or folded(header)[-1:] not in _ID_ENDS else called * 0.6


def _of_the_book(name: str, profile: Profile) -> float:
    """How surely values are ids or names of accounts in the book."""
    share = profile.share("known id" if name == "account" else "known name")
    return 0.93 * min(1.0, share / 0.6) if share >= 0.2 and profile.filled >= 3 else 0.0


def _decoy(header: str) -> float:
    """How much a header sounds like a thing that no field takes."""
    return max(likeness(header, thing) for thing in things() if thing.startswith("-"))


def _less(score: _Score, other: float) -> _Score:
    """A score when the header sounds at least as much like a thing that no field takes."""
    if other < 0.6 or other <= score.name - 0.02 or score.name == 1.0:
        return score
    return _Score(
        score.total * (0.45 if other > score.name + 0.02 else 0.75), score.name, score.fit, score.why
    )


def _beside(total: float, rival: float) -> float:
    """A confidence with the best free rival in view."""
    gap = total - rival
    return total if gap >= _CLOSE or rival < 0.35 else total * (0.8 + 0.2 * max(0.0, gap) / _CLOSE)


def _why(called: float, fit: float, profile: Profile, by_value: float) -> str:
    if called >= 0.95:
        named = "its name says so"
    elif called >= 0.6:
        named = "its name is close"
    else:
        named = "its name does not tell"
    if not profile.filled:
        return f"{named}; it has no values"
    if by_value >= SURE:
        return f"{named}; its values are accounts of the book"
    return f"{named}; {_fit_words(fit)}"


def _fit_words(fit: float) -> str:
    return (
        "its values fit" if fit >= 0.9 else "its values mostly fit" if fit >= 0.6 else "its values fit poorly"
    )
