"""Takes what is forgotten, or taken back at its source, out of every version of every draft.

An approval falls with it, as the draft no longer says what was approved; that it happened stands in its history, the
words do not.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, exists, select

from foundation.text import one_line
from ingest.items import ERASED_WORDS
from playbooks.draft_life import Action, Change
from workspace.store.drafts import add_change, kept_drafts
from workspace.store.mentions import blank
from workspace.store.naming_words import Wanted
from workspace.store.schema import contact_wish, draft, draft_change, draft_version, part
from workspace.store.values import chunks

_OPAQUE = frozenset(("account", "day", "measured", "kind", "item", "source"))
_LEAST = 12  # letters from which a run of words is somebody's own, and not everybody's
_PIECES = re.compile(r"[^“”\n]+")
_SENTENCES = re.compile(r"\S.*?(?:[.!?]+(?=\s|$)|$)")
_BY = "nrr"

Say = Callable[[str], str]


def erase_account_drafts(conn: Connection, account_id: str) -> int:
    """Delete all drafts of an account, and what was said of contacting it; returns how many drafts."""
    own = list(conn.execute(select(draft.c.id).where(draft.c.account_id == account_id)).scalars())
    for batch in chunks(own):
        for table in (draft_change, draft_version):
            conn.execute(delete(table).where(table.c.draft_id.in_(batch)))
        conn.execute(delete(draft).where(draft.c.id.in_(batch)))
    conn.execute(delete(contact_wish).where(contact_wish.c.account_id == account_id))
    return len(own)


def erase_wishes(conn: Connection, emails: Collection[str]) -> None:
    """Delete what was said of contacting these people."""
    for batch in chunks(sorted(emails)):
        conn.execute(delete(contact_wish).where(contact_wish.c.email.in_(batch)))


def blank_drafts(conn: Connection, wanted: Wanted, close: Collection[str], at: datetime | None = None) -> int:
    """Put placeholders for every mention in drafts, one of a person's names alone too in those of the accounts
    ``close``; returns how many drafts changed. Without ``at`` the change has the time of the one before it."""

    def say(account: str) -> Say:
        return lambda text: blank(text, wanted.find(text, alone=account in close)).text

    return _rewrite(conn, say, at)


def said_in(conn: Connection, items: Collection[str], parts: Collection[str] = ()) -> list[str]:
    """The texts of items and of parts, for ``forget_words`` after they are gone."""
    if not _any(conn):
        return []
    found: list[str] = []
    for column, ids in ((part.c.item_id, items), (part.c.id, parts)):
        for batch in chunks(sorted(ids)):
            found += conn.execute(select(part.c.text).where(column.in_(batch))).scalars()
    return found


def forget_words(conn: Connection, texts: Iterable[str], at: datetime | None = None) -> int:
    """Take out of drafts what stands verbatim in ``texts``, quoted or as a sentence; returns how many drafts changed;
    ``at`` as with ``blank_drafts``."""
    if not _any(conn):
        return 0
    gone = "\n".join(one_line(text) for text in texts)
    return _rewrite(conn, lambda _account: lambda text: _without(text, gone), at) if gone else 0


def _any(conn: Connection) -> bool:
    return bool(conn.execute(select(exists(select(draft.c.id)))).scalar_one())


def _without(text: str, gone: str) -> str:
    def piece(found: re.Match[str]) -> str:
        return ERASED_WORDS if _is_in(found[0], gone) else _SENTENCES.sub(sentence, found[0])

    def sentence(found: re.Match[str]) -> str:
        return ERASED_WORDS if _is_in(found[0], gone) else found[0]

    return _PIECES.sub(piece, text)


def _is_in(words: str, gone: str) -> bool:
    held = one_line(words).rstrip("…. ")
    return len(held) >= _LEAST and held in gone


def _rewrite(conn: Connection, saying: Callable[[str], Say], at: datetime | None) -> int:
    changed = 0
    for kept in kept_drafts(conn):
        say = saying(kept.account)
        own = draft_version.c.draft_id == kept.id
        touched = False
        for row in conn.execute(select(draft_version.c.version, draft_version.c.document).where(own)).all():
            fresh = _document(row.document, say)
            if fresh != row.document:
                here = own & (draft_version.c.version == row.version)
                conn.execute(draft_version.update().where(here).values(document=fresh))
                touched = True
        if touched:
            last = kept.changes[-1]
            add_change(conn, kept.id, Change(last.number + 1, at or last.at, _BY, Action.ERASE, kept.version))
            changed += 1
    return changed


def _document(text: str, say: Say) -> str:
    held = json.loads(text)
    held["draft"] = _said(held["draft"], say)
    return json.dumps(held, ensure_ascii=False, separators=(",", ":"))


def _said(value: Any, say: Say) -> Any:
    if isinstance(value, str):
        return say(value) if value else value
    if isinstance(value, list):
        return [_said(one, say) for one in value]
    if not isinstance(value, dict):
        return value
    fresh = {name: one if name in _OPAQUE else _said(one, say) for name, one in value.items()}
    if "email" in value and fresh != value:
        return None  # a person of whom something is forgotten is nobody any more
    return fresh
