"""Proposes what kind of table a file is: the kind whose required fields are all there and that explains most
of its columns, as surely as it leads the next.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ingest.column_profile import Profile
from ingest.field_shapes import KIND_TABLES
from ingest.mapping import plain_name
from ingest.proposals import POSSIBLE, Proposal, propose_fields

_NEEDED: dict[str, tuple[str, ...]] = {
    "nps": ("score",),
    "contacts": ("email",),
    "milestones": ("due", "reached"),
    "calls": ("date",),
    "subscriptions": ("ended", "plan", "seats", "id"),
    "accounts": ("domains", "industry", "employees", "owner", "renewal", "started", "segment", "tier"),
    "plays": ("outcome", "owner", "ended"),
}
"""Fields beside the required ones of which a file of this kind has at least one."""
_SURE_LEAD = 0.12  # by how much a kind leads the next when it is sure


@dataclass(frozen=True, slots=True)
class KindProposal:
    """``kind`` with a confidence from 0 to 1, the reason in words, and its fields' proposals."""

    kind: str
    confidence: float
    why: str
    fields: tuple[Proposal, ...]


def propose_kinds(columns: Mapping[str, Profile]) -> tuple[KindProposal, ...]:
    """The kinds that the columns could be, the surest first, ties by name."""
    if not columns:
        return ()
    found = [(kind, propose_fields(kind, columns)) for kind in KIND_TABLES]
    ranks = {kind: _rank(kind, fields, columns) for kind, fields in found}
    proposals = []
    for place, (kind, fields) in enumerate(sorted(found, key=lambda one: (-ranks[one[0]], one[0]))):
        mark = _mark(kind, fields, columns)
        best_other = max(rank for other, rank in ranks.items() if other != kind)
        lead = max(0.0, min(1.0, (ranks[kind] - best_other) / _SURE_LEAD))
        confidence = mark * (0.55 + 0.45 * lead) if place == 0 else mark * 0.5
        if confidence >= 0.1:
            proposals.append(KindProposal(kind, round(confidence, 2), _why(kind, fields, columns), fields))
    return tuple(sorted(proposals, key=lambda one: -one.confidence))


def _rank(kind: str, fields: Sequence[Proposal], columns: Mapping[str, Profile]) -> float:
    """The mark, with a little more for columns that are called exactly as the kind's fields are."""
    own = sum(plain_name(one.column) == plain_name(one.field) for one in fields)
    return _mark(kind, fields, columns) + 0.15 * own / len(columns)


def _mark(kind: str, fields: Sequence[Proposal], columns: Mapping[str, Profile]) -> float:
    """From 0 to 1: the weakest required field, and the share of columns that the fields explain."""
    by_field = {proposal.field: proposal.confidence for proposal in fields}
    # What a person is asked for tells no kind: files hardly ever hold it.
    needed = [one for one in KIND_TABLES[kind].columns if one.required and not one.ask]
    required = [by_field.get(column.name, 0.0) for column in needed]
    beside = [by_field.get(name, 0.0) for name in _NEEDED.get(kind, ())]
    weakest = min([*required, max(beside, default=1.0)])
    mean = sum(required) / len(required)
    filled = sum(profile.filled > 0 for profile in columns.values()) or 1
    explained = sum(value for value in by_field.values() if value >= POSSIBLE) / max(filled, 1)
    return 0.45 * weakest + 0.2 * mean + 0.35 * min(1.0, explained * 1.15)


def _why(kind: str, fields: Sequence[Proposal], columns: Mapping[str, Profile]) -> str:
    found = [proposal for proposal in fields if proposal.confidence >= POSSIBLE]
    names = {column.name for column in KIND_TABLES[kind].columns if column.required and not column.ask}
    missing = sorted(names - {proposal.field for proposal in found})
    lacking = f", lacks {', '.join(missing)}" if missing else ", all required fields among them"
    return f"{len(found)} of {len(columns)} columns are fields of {kind}{lacking}"
