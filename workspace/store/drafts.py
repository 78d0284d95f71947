"""Drafts in the store: added with their versions and changes, never changed and never taken away but by forgetting."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Connection, Row, func, select

from foundation.ids import content_id
from playbooks.draft_document import document_of, draft_from
from playbooks.draft_life import Action, Change, KeptDraft
from playbooks.drafting import PlayDraft
from workspace.store.schema import draft as table
from workspace.store.schema import draft_change, draft_version
from workspace.store.values import time_of, time_text


def add_draft(conn: Connection, draft: PlayDraft, kind: str, at: datetime, by: str) -> KeptDraft:
    """Keep a new draft. Its id is made of its number and its words; numbers go on from the last."""
    number = int(conn.execute(select(func.max(table.c.number))).scalar() or 0) + 1
    document = document_of(draft)
    own = content_id("draft", str(number), kind, document)
    conn.execute(table.insert().values(id=own, number=number, kind=kind, account_id=draft.account))
    conn.execute(draft_version.insert().values(draft_id=own, version=1, document=document))
    first = Change(1, at, by, Action.KEEP, 1)
    add_change(conn, own, first)
    return KeptDraft(own, number, kind, draft.account, draft, (first,))


def add_version(conn: Connection, kept: KeptDraft, draft: PlayDraft) -> int:
    """Keep a newer version of a draft; returns its number."""
    values = {"draft_id": kept.id, "version": kept.version + 1, "document": document_of(draft)}
    conn.execute(draft_version.insert().values(values))
    return kept.version + 1


def add_change(conn: Connection, draft_id: str, change: Change) -> None:
    """Write down what was done with a draft."""
    conn.execute(
        draft_change.insert().values(
            draft_id=draft_id,
            number=change.number,
            at=time_text(change.at),
            by=change.by,
            action=change.action.value,
            version=change.version,
            why=change.why,
            started=_day_text(change.started),
            day=_day_text(change.day),
            outcome=change.outcome,
            amount=change.amount,
        )
    )


def kept_drafts(conn: Connection, *, done: bool = False) -> list[KeptDraft]:
    """All drafts, in the order in which they were kept, each in its newest version; of ``done`` those alone that were
    carried out."""
    changes: dict[str, list[Change]] = {}
    query = select(draft_change).order_by(draft_change.c.draft_id, draft_change.c.number)
    for row in conn.execute(query):
        changes.setdefault(row.draft_id, []).append(_change(row))
    newest = select(draft_version.c.draft_id, func.max(draft_version.c.version).label("version"))
    last = newest.group_by(draft_version.c.draft_id).subquery()
    joined = select(table, draft_version.c.document).join_from(
        table,
        draft_version.join(
            last,
            (last.c.draft_id == draft_version.c.draft_id) & (last.c.version == draft_version.c.version),
        ),
    )
    if done:
        ended = select(draft_change.c.draft_id).where(draft_change.c.action == Action.DONE.value)
        joined = joined.where(table.c.id.in_(ended))
    return [
        KeptDraft(
            row.id, row.number, row.kind, row.account_id, draft_from(row.document), tuple(changes[row.id])
        )
        for row in conn.execute(joined.order_by(table.c.number))
    ]


def versions(conn: Connection, draft_id: str) -> list[PlayDraft]:
    """Every version of a draft, the first first."""
    query = select(draft_version.c.document).where(draft_version.c.draft_id == draft_id)
    return [draft_from(text) for text in conn.execute(query.order_by(draft_version.c.version)).scalars()]


def _change(row: Row[tuple[object, ...]]) -> Change:
    return Change(
        number=row.number,
        at=time_of(row.at),
        by=row.by,
        action=Action(row.action),
        version=row.version,
        why=row.why,
        started=_day(row.started),
        day=_day(row.day),
        outcome=row.outcome,
        amount=row.amount,
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _day_text(day: date | None) -> str:
    return day.isoformat() if day else ""
