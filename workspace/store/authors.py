"""Which items and parts are somebody's or an account's, told by opaque keys and clues."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from ingest.clues import clue_key, upward
from ingest.items import Role, Source
from workspace.store.matches import hints_of
from workspace.store.schema import item, part

_ITEM = item.c


def items_by(
    conn: Connection, sure: Collection[str], by_name: Collection[str], accounts: Sequence[str]
) -> list[str]:
    """Ids of the items that a person asked for: with one of the ``sure`` keys, or with a key of the name at
    one of the accounts or at none."""
    query = select(_ITEM.id).where(_theirs(_ITEM.requester, sure, by_name, accounts)).order_by(_ITEM.id)
    return list(conn.execute(query).scalars())


def parts_by(
    conn: Connection, sure: Collection[str], by_name: Collection[str], accounts: Sequence[str]
) -> list[str]:
    """Ids of the parts that a person wrote, told in the same way."""
    query = select(part.c.id).outerjoin(item, _ITEM.id == part.c.item_id)
    query = query.where(_theirs(part.c.author, sure, by_name, accounts)).order_by(part.c.id)
    return list(conn.execute(query).scalars())


def accounts_by(conn: Connection, keys: Collection[str]) -> set[str]:
    """Ids of the accounts whose items a person asked for, or wrote in otherwise than as staff."""
    own = _ITEM.requester.in_(sorted(keys))
    asked = select(_ITEM.account_id).where(own, _ITEM.account_id.is_not(None)).distinct()
    wrote = select(_ITEM.account_id).join(part, _ITEM.id == part.c.item_id).distinct()
    wrote = wrote.where(
        part.c.author.in_(sorted(keys)),
        part.c.role.is_distinct_from(Role.STAFF.value),
        _ITEM.account_id.is_not(None),
    )
    return {str(found) for query in (asked, wrote) for found in conn.execute(query).scalars()}


def _theirs(
    column: ColumnElement[str], sure: Collection[str], by_name: Collection[str], accounts: Sequence[str]
) -> ColumnElement[bool]:
    there = or_(_ITEM.account_id.in_(accounts), _ITEM.account_id.is_(None))
    return or_(column.in_(sorted(sure)), and_(column.in_(sorted(by_name)), there))


def items_of_account(conn: Connection, account_id: str, clues: Collection[tuple[str, str]]) -> list[str]:
    """Ids of an account's items, and of unmatched ones that name it by one of its own clues."""
    own = list(conn.execute(select(_ITEM.id).where(_ITEM.account_id == account_id)).scalars())
    lost = select(_ITEM.id, _ITEM.hints).where(_ITEM.account_id.is_(None))
    wanted = set(clues)
    for row in conn.execute(lost):
        for kind, value in hints_of(row.hints):
            key = clue_key(kind, value)
            if any((kind, one) in wanted for one in (upward(key) if kind == "domain" else [key])):
                own.append(row.id)
                break
    return sorted(own)


def calls_of(conn: Connection, accounts: Sequence[str]) -> int:
    """How many calls these accounts have."""
    query = select(func.count()).where(_ITEM.account_id.in_(accounts), _ITEM.source == Source.CALL.value)
    return int(conn.execute(query).scalar_one())


def ordinary_words(conn: Connection, names: Collection[str], account_id: str) -> set[str]:
    """Those of ``names`` that are one word which at least two other accounts use in small letters: a word of
    the language too, so that its mentions cannot be told from it."""
    found = set()
    for name in names:
        if len(name.split()) > 1 or not name.isalpha():
            continue
        word = re.compile(rf"\b{re.escape(name.lower())}\b")
        query = select(_ITEM.account_id, part.c.text).join(item, _ITEM.id == part.c.item_id)
        query = query.where(
            part.c.text.contains(name.lower(), autoescape=True), _ITEM.account_id != account_id
        )
        users = {row.account_id for row in conn.execute(query) if word.search(row.text)}
        if len(users) > 1:
            found.add(name)
    return found
