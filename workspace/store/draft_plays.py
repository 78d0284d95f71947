"""Drafts that were carried out, as rows of the book's plays: joined when they are read, never written there.

So a file of plays that is imported again changes nothing of what was noted with a draft, and what is corrected there
counts at once. Where both speak of one play, what the draft says holds and what it leaves open is the file's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from playbooks.draft_life import Action, KeptDraft
from workspace.store.drafts import kept_drafts

KIND = "plays"
_KEY = ("account", "play", "started")

PlayRow = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class DraftPlay:
    """The row of ``plays`` that a draft stands for, and the draft's id."""

    draft: str
    row: PlayRow


def draft_plays(conn: Connection) -> dict[tuple[str, ...], DraftPlay]:
    """A row of ``plays`` for each draft that is done, by its key. ``ended`` is the day on which it was done, or the
    day of its outcome once there is one, so that nothing is known before it was."""
    found: dict[tuple[str, ...], DraftPlay] = {}
    for kept in kept_drafts(conn, done=True):
        row = _row(kept)
        found[tuple(str(row[name]) for name in _KEY)] = DraftPlay(kept.id, row)
    return found


def with_draft_plays(conn: Connection, rows: Sequence[PlayRow]) -> list[dict[str, object]]:
    """``rows`` of the stored table with those of drafts, in key order."""
    found: dict[tuple[str, ...], dict[str, object]] = {
        tuple(str(row[name]) for name in _KEY): dict(row) for row in rows
    }
    for key, play in draft_plays(conn).items():
        said = {name: value for name, value in play.row.items() if value is not None}
        found[key] = {**play.row, **found.get(key, {}), **said}
    return [found[key] for key in sorted(found)]


def _row(kept: KeptDraft) -> dict[str, object]:
    done, outcome = kept.last(Action.DONE), kept.last(Action.OUTCOME)
    ended = (outcome.day if outcome else None) or (done.day if done else None)
    return {
        "account": kept.account,
        "play": kept.draft.play,
        "started": done.started.isoformat() if done and done.started else None,
        "ended": ended.isoformat() if ended else None,
        "owner": kept.draft.steps[0].who if kept.draft.steps else None,
        "outcome": outcome.outcome if outcome else None,
        "amount": outcome.amount if outcome else None,
    }
