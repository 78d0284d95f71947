"""The feedback as statements with their kinds: each part is split and judged once.

What a reading depends on is hashed into its key: the words, the source, the score, the model and the engine's own
code. Where the store holds a reading under that key it is taken as it is, so that a month costs what is new in it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from foundation.ids import content_id
from foundation.progress import Progress
from ingest.items import Role
from synthesis.themes import Statement, Vectors
from workspace.run_inputs import RunInputs
from workspace.store.part_readings import PartReading

if TYPE_CHECKING:
    from synthesis.embedder import Embedder
    from synthesis.statements import Heard
    from workspace.store.feedback_views import StoredItem


@dataclass(frozen=True, slots=True)
class Words:
    """The window's statements in order of id, and what was left out of the items by reason. ``unread`` holds, by
    part, the key and what was left out where no earlier run had read it: its statements are not judged yet."""

    statements: tuple[Statement, ...]
    dropped: dict[str, int]
    unread: Mapping[str, PartReading]


def split_items(inputs: RunInputs, engine: str, progress: Progress) -> Words:
    """The customers' parts as statements. ``engine`` hashes what else a reading depends on."""
    from synthesis.statements import statement_at, statements_of

    found: list[Statement] = []
    dropped: Counter[str] = Counter()
    unread: dict[str, PartReading] = {}
    for done, stored in enumerate(inputs.items, start=1):
        for part in _heard(stored, inputs):
            key = content_id(engine, part.source, str(part.score), part.text, length=32)
            known = inputs.readings.get(part.part_id)
            if known and known.key == key:
                found.extend(
                    statement_at(part, start, end)._replace(kind=kind, severity=severity)
                    for start, end, kind, severity in known.found
                )
                dropped.update(known.dropped)
                continue
            statements, left_out = statements_of(part)
            found.extend(statements)
            dropped.update(left_out)
            unread[part.part_id] = PartReading(key, (), left_out)
        if done % 200 == 0 or done == len(inputs.items):
            progress("splitting", done, len(inputs.items))
    found.sort(key=lambda statement: statement.id)
    return Words(tuple(found), dict(sorted(dropped.items())), unread)


def judged(words: Words, vectors: Vectors, embedder: Embedder) -> Words:
    """The same with the kind and severity of every statement, and with ``unread`` filled in."""
    from synthesis.kinds import judge

    rows = [row for row, one in enumerate(words.statements) if one.part_id in words.unread]
    new = [words.statements[row] for row in rows]
    verdicts = judge(
        [one.text for one in new],
        [None if one.score is None else one.score / 10 for one in new],
        vectors[rows],
        embedder.name,
    )
    statements = list(words.statements)
    for row, verdict in zip(rows, verdicts, strict=True):
        statements[row] = statements[row]._replace(kind=verdict.kind, severity=verdict.severity)
    return replace(
        words, statements=tuple(statements), unread=_filled(words, [statements[row] for row in rows])
    )


def _filled(words: Words, statements: list[Statement]) -> dict[str, PartReading]:
    places = {
        part_id: tuple((one.start, one.end, one.kind, one.severity) for one in group)
        for part_id, group in groupby(
            sorted(statements, key=lambda one: (one.part_id, one.start)), key=lambda one: one.part_id
        )
    }
    return {
        part_id: replace(reading, found=places.get(part_id, ())) for part_id, reading in words.unread.items()
    }


def _heard(stored: StoredItem, inputs: RunInputs) -> Iterator[Heard]:
    """The parts in which a customer speaks in public by the month's end."""
    from synthesis.statements import Heard

    item = stored.item
    for part in stored.parts:
        said_on = (part.at or item.occurred_at).date()
        if part.role is Role.CUSTOMER and part.public and said_on <= inputs.month.last_day:
            yield Heard(
                item_id=item.id,
                part_id=part.id,
                account_id=inputs.book.members.get(stored.account_id or "", stored.account_id),
                source=item.source,
                day=said_on,
                score=item.score if item.score_scale == "nps" else None,
                text=part.text,
            )
