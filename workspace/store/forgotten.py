"""Whom the workspace was asked to forget: salted digests, so that an import can tell what not to take in
again while nobody can read from the store who it was."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from accounts.tables import TABLES
from foundation.ids import content_id
from ingest.clues import clue_key, normal_name, upward
from ingest.items import FeedbackItem, FeedbackRecord, Part
from workspace.store.mentions import blank, mentions
from workspace.store.schema import forgotten as table
from workspace.store.values import time_text

FORGOTTEN = "forgotten"
"""In place of an import's id, on the tombstones of what was forgotten."""

LIKE = "like name"
"""The kind of a forgotten account's names with one letter left out."""

ADDRESSLESS = "contact without address"
"""The kind of a forgotten contact whose address nobody knew: the name at its account decides, whatever address
comes with it."""

_LEAST_LIKE, _LEAST_OTHER = (
    7,
    13,
)  # letters from which a missing and an other letter still are 92 of 100 alike

NAMELESS_FILE = "(a file name taken away)"


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was forgotten, to be asked by kind and value: ``person`` (an opaque key), ``person at`` (an
    account's id and an opaque key that only says a name), ``email``, ``contact``
    (a name at its account), ``account``, the clues ``domain``, ``external``, ``organization``, ``name``, and
    the names in texts (see ``mentions``)."""

    salt: str = ""
    keys: frozenset[str] = frozenset()
    _asked: dict[tuple[str, str], bool] = field(default_factory=dict, repr=False)

    def __bool__(self) -> bool:
        return bool(self.keys)

    def has(self, kind: str, value: str) -> bool:
        """Whether this is to stay forgotten."""
        if not self.keys or not value:
            return False
        known = self._asked.get((kind, value))
        if known is None:
            known = _digest(self.salt, kind, value) in self.keys
            if len(self._asked) < 100_000:
                self._asked[kind, value] = known
        return known

    def item(self, item: FeedbackItem) -> bool:
        """Whether an item was asked for by somebody forgotten, or names an account that was."""
        if not self.keys:
            return False
        account = item.account.account_id
        if self.person(item.requester, account) or self.clues(item.hints):
            return True
        return account is None and any(
            self.company(value) for kind, value in item.hints if kind in ("name", "account")
        )

    def person(self, key: str, account: str | None) -> bool:
        """Whether this opaque key is somebody forgotten's; one that only says a name counts at the person's
        accounts and at none, as it does when erasing."""
        return bool(key) and (self.has("person", key) or self.has("person at", f"{account or ''} {key}"))

    def company(self, name: str) -> bool:
        """Whether a company is called like a forgotten account, one letter forgiven as in matching."""
        own = normal_name(name)
        if self.has("name", own):
            return True
        if not self.keys or len(own) < _LEAST_LIKE:
            return False
        less = shorter(own)
        if self.has(LIKE, own) or any(self.has("name", one) for one in less):
            return True
        return len(own) >= _LEAST_OTHER and any(self.has(LIKE, one) for one in less)

    def clues(self, hints: Iterable[tuple[str, str]]) -> bool:
        """Whether one of these clues (kind, value) is that of a forgotten account."""
        for kind, value in hints:
            key = clue_key(kind, value)
            keys = upward(key) if kind == "domain" else [key]
            if any(self.has(kind, one) for one in keys):
                return True
        return False

    def part(self, part: Part, account: str | None) -> bool:
        """Whether somebody forgotten wrote this, in an item of this account."""
        return self.person(part.author, account)

    def text(self, text: str) -> str:
        """``text`` without the names of whoever was forgotten."""
        return blank(text, mentions(text, self.has)).text if self.keys and text else text

    def file(self, name: str) -> str:
        """A file's name, or what stands for one that names somebody forgotten."""
        words = re.sub(r"[_.\-\s/]+", " ", name)
        return NAMELESS_FILE if mentions(words, self.has) else name

    def record(self, record: FeedbackRecord) -> FeedbackRecord:
        """``record`` without the names of whoever was forgotten."""
        if not self.keys:
            return record
        item = record.item
        if item is not None:
            tags = tuple(self.text(tag) for tag in item.tags)
            file = self.file(item.file)
            item = replace(item, subject=self.text(item.subject), tags=tags, file=file)
        parts = tuple(replace(part, text=self.text(part.text)) for part in record.parts)
        return replace(record, item=item, parts=parts)


def load_forgotten(conn: Connection) -> Forgotten:
    """All that is to stay forgotten."""
    rows = conn.execute(select(table).order_by(table.c.key)).all()
    return Forgotten(rows[0].salt, frozenset(row.key for row in rows)) if rows else Forgotten()


def remembered_rows(
    forgotten: Forgotten, kind: str, rows: Iterable[Mapping[str, object]]
) -> list[Mapping[str, object]]:
    """The rows of an account table that may be taken in: none of a forgotten account or contact."""
    wanted = list(rows)
    if not forgotten:
        return wanted
    column = TABLES[kind].account_column or "id"
    kept: list[Mapping[str, object]] = []
    for row in wanted:
        account = str(row.get(column) or "").casefold()
        if forgotten.has("account", account) or _is_forgotten_person(forgotten, kind, account, row):
            continue
        parent = str(row.get("parent") or "").casefold()
        kept.append({**row, "parent": None} if forgotten.has("account", parent) else row)
    return kept


def shorter(name: str) -> set[str]:
    """A company's name, as ``normal_name`` writes it, with each one of its letters left out."""
    return {name[:at] + name[at + 1 :] for at in range(len(name))} if len(name) >= _LEAST_LIKE else set()


def contact_key(account: str, name: str) -> str:
    """How a contact without address is known: by name, at its account."""
    from ingest.names import name_key

    return f"{account.casefold()} {name_key(name)}" if name.strip() else ""


def _is_forgotten_person(forgotten: Forgotten, kind: str, account: str, row: Mapping[str, object]) -> bool:
    if kind == "contacts":
        email, name = str(row.get("email") or ""), str(row.get("name") or "")
        known = contact_key(account, name)
        by_name = forgotten.has(ADDRESSLESS, known) or (not email and forgotten.has("contact", known))
        return by_name or forgotten.has("email", email.strip().lower())
    if kind == "community":
        person = str(row.get("person") or "")
        named = forgotten.has("contact", contact_key(account, person))
        return named or forgotten.has("email", person.strip().lower())
    return False


def remember_forgotten(conn: Connection, found: Iterable[tuple[str, str]], at: datetime) -> None:
    """Never take in again what has one of these (kind, value)."""
    salt = load_forgotten(conn).salt or secrets.token_hex(16)
    rows = [
        {"key": _digest(salt, kind, value), "salt": salt, "at": time_text(at)}
        for kind, value in found
        if value
    ]
    if rows:
        conn.execute(insert(table).on_conflict_do_nothing(index_elements=["key"]), rows)


def _digest(salt: str, kind: str, value: str) -> str:
    return content_id(salt, kind, value, length=32)
