"""Reading feedback: items with their parts for a synthesis, single items, and what risk scoring needs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from sys import intern

from sqlalchemy import Connection, Row, Select, func, select

from accounts.figures import FeedbackSignal
from accounts.health.ticket_words import is_solved
from foundation.months import Month
from ingest.items import AccountMatch, FeedbackItem, MatchMethod, Part, Role, Source
from synthesis.nps_impact import SurveyAnswer
from workspace.store.matches import hints_of
from workspace.store.schema import item as item_table
from workspace.store.schema import item_change
from workspace.store.schema import part as part_table
from workspace.store.values import chunks, day_of, streamed, time_of

_ITEM = item_table.c
_PART = part_table.c
_DAY = len("2026-01-31")  # of a time's text: a day is read once, of times nearly each is another


@dataclass(frozen=True, slots=True)
class StoredItem:
    """An item with its parts in order. A part's role is None only while nothing says who spoke."""

    item: FeedbackItem
    parts: tuple[Part, ...]

    @property
    def account_id(self) -> str | None:
        return self.item.account.account_id


def _within(query: Select[tuple[object, ...]], until: date, since: date | None) -> Select[tuple[object, ...]]:
    query = query.where(_ITEM.occurred_at < (until + timedelta(days=1)).isoformat())
    return query if since is None else query.where(_ITEM.occurred_at >= since.isoformat())


def items_with_parts(conn: Connection, until: date, since: date | None = None) -> Iterator[StoredItem]:
    """Items that occurred from ``since`` to ``until``, both days included (UTC), in order of id."""
    query = _within(select(item_table), until, since).order_by(_ITEM.id)
    for rows in chunks(conn.execute(query)):
        yield from _with_parts(conn, rows)


def item(conn: Connection, item_id: str) -> StoredItem | None:
    """One item with its parts, None when there is none of this id."""
    rows = conn.execute(select(item_table).where(_ITEM.id == item_id)).all()
    return next(_with_parts(conn, list(rows)), None)


def part_texts(conn: Connection, part_ids: Iterable[str]) -> dict[str, str]:
    """The stored words of parts by id; ids that are not there are left out."""
    found: dict[str, str] = {}
    for ids in chunks(part_ids):
        found.update(
            (row.id, row.text) for row in conn.execute(select(_PART.id, _PART.text).where(_PART.id.in_(ids)))
        )
    return found


def external_ids(conn: Connection, item_ids: Iterable[str]) -> dict[str, str]:
    """What the source systems call these items, by item id."""
    found: dict[str, str] = {}
    for ids in chunks(item_ids):
        query = select(_ITEM.id, _ITEM.external_id).where(_ITEM.id.in_(ids))
        found.update((row.id, row.external_id) for row in conn.execute(query))
    return found


def unmatched(conn: Connection) -> list[FeedbackItem]:
    """Items without an account, in order of id; ``hints`` say what they could be matched by."""
    rows = conn.execute(select(item_table).where(_ITEM.account_id.is_(None)).order_by(_ITEM.id))
    return [_item(row) for row in rows]


def latest_month(conn: Connection) -> Month | None:
    """The month of the latest item; None without any."""
    latest = conn.execute(select(func.max(_ITEM.occurred_at))).scalar()
    return Month.of(time_of(latest).date()) if latest else None


def latest_day(conn: Connection, until: date) -> date | None:
    """The day of the latest item up to ``until``; None without any."""
    end = (until + timedelta(days=1)).isoformat()
    latest = conn.execute(select(func.max(_ITEM.occurred_at)).where(_ITEM.occurred_at < end)).scalar()
    return time_of(str(latest)).date() if latest else None


def orphan_parts(conn: Connection) -> int:
    """How many parts wait for their item."""
    query = select(func.count()).select_from(part_table).where(_PART.item_id.not_in(select(_ITEM.id)))
    return int(conn.execute(query).scalar_one())


def count_items(conn: Connection, since: date | None = None, until: date = date.max) -> dict[Source, int]:
    """Items by source, from ``since`` to ``until``; sources without any are left out."""
    query = select(_ITEM.source, func.count()).group_by(_ITEM.source).order_by(_ITEM.source)
    if since is not None:
        query = query.where(_ITEM.occurred_at >= since.isoformat())
    if until < date.max:
        query = query.where(_ITEM.occurred_at < (until + timedelta(days=1)).isoformat())
    return {Source(source): count for source, count in conn.execute(query)}


def feedback_signals(
    conn: Connection, until: date, since: date | None = None, members: Mapping[str, str] | None = None
) -> list[FeedbackSignal]:
    """What scoring needs of matched items from ``since`` to ``until``, by stored account, day and item id.

    ``score`` is set for NPS answers on 0-10 only, ``csat`` for ratings of 1-5. ``members`` leads from an account to
    the one that it counts for, which the signal then names.
    """
    columns = (
        _ITEM.id,
        _ITEM.account_id,
        func.substr(_ITEM.occurred_at, 1, _DAY),
        func.substr(_ITEM.updated_at, 1, _DAY),
        _ITEM.source,
        _ITEM.score,
        _ITEM.score_scale,
        _ITEM.priority,
        _ITEM.status,
    )
    query = _within(select(*columns), until, since)
    again, counts_for = _reopened(conn), members or {}
    query = query.where(_ITEM.account_id.is_not(None))
    return [
        FeedbackSignal(
            intern(counts_for.get(account, account)),
            day_of(occurred),
            intern(source),
            score if scale == "nps" else None,
            intern(priority),
            intern(status),
            score if scale == "csat" else None,
            day_of(updated),
            again.get(item),
            intern(item),
        )
        for item, account, occurred, updated, source, score, scale, priority, status in streamed(
            conn, query.order_by(_ITEM.account_id, _ITEM.occurred_at, _ITEM.id)
        )
    ]


def _reopened(conn: Connection) -> dict[str, date]:
    """By item id the first day on which a later import brought a solved ticket as open again."""
    change = item_change.c
    query = select(change.item_id, change.before, change.after, change.at).where(change.field == "status")
    found: dict[str, date] = {}
    for row in conn.execute(query.order_by(change.item_id, change.at)):
        if row.at and is_solved(row.before) and row.after and not is_solved(row.after):
            found.setdefault(row.item_id, time_of(row.at).date())
    return found


def survey_answers(conn: Connection, month: Month) -> list[SurveyAnswer]:
    """The month's answers on the NPS scale, with words or without, in order of item id."""
    query = _within(
        select(_ITEM.id, _ITEM.account_id, _ITEM.occurred_at, _ITEM.score, _ITEM.requester),
        month.last_day,
        month.first_day,
    ).where(_ITEM.score_scale == "nps", _ITEM.score.is_not(None))
    return [
        SurveyAnswer(row.id, row.account_id, time_of(row.occurred_at).date(), row.score, row.requester)
        for row in conn.execute(query.order_by(_ITEM.id))
    ]


def _with_parts(conn: Connection, rows: list[Row[tuple[object, ...]]]) -> Iterator[StoredItem]:
    ids = [row.id for row in rows]
    spoken: dict[str, list[Part]] = {}
    query = select(part_table).where(_PART.item_id.in_(ids))
    for row in conn.execute(query.order_by(_PART.item_id, _PART.position, _PART.at, _PART.id)):
        spoken.setdefault(row.item_id, []).append(_part(row))
    for row in rows:
        yield StoredItem(_item(row), tuple(spoken.get(row.id, ())))


def _item(row: Row[tuple[object, ...]]) -> FeedbackItem:
    return FeedbackItem(
        id=row.id,
        source=Source(row.source),
        external_id=row.external_id,
        account=AccountMatch(row.account_id, MatchMethod(row.match_method), row.match_reason),
        occurred_at=time_of(row.occurred_at),
        updated_at=time_of(row.updated_at),
        subject=row.subject,
        score=row.score,
        score_scale=row.score_scale,
        status=row.status,
        priority=row.priority,
        tags=tuple(json.loads(row.tags)),
        requester=row.requester,
        assignee=row.assignee,
        file=row.file,
        row=row.row,
        hints=hints_of(row.hints),
        metadata_only=row.metadata_only,
    )


def _part(row: Row[tuple[object, ...]]) -> Part:
    return Part(
        id=row.id,
        item_id=row.item_id,
        position=row.position,
        role=Role(row.role) if row.role else None,
        text=row.text,
        speaker=row.speaker,
        author=row.author,
        at=time_of(row.at) if row.at else None,
        public=row.public,
        language=row.language,
        source_key=row.source_key,
    )
