"""Which rows stand so close to a person that one of the person's names alone means this person: those of the
items of the person's own accounts, and of the imports that brought them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, RowMapping, select

from ingest.recognisers.scan import fold
from ingest.words import word_set
from workspace.store.mentions import Mention
from workspace.store.naming_words import Wanted
from workspace.store.schema import BOOK, item
from workspace.store.values import chunks

TOLD_BY = ("id", "account_id", "item_id", "import_id", "field")
"""Columns that say whose a row is."""

_WORDS = word_set("subject tags match_reason hints status priority speaker text before after detail")
_LEADS = word_set("match_reason hints")  # what leads an item to its account


@dataclass(frozen=True, slots=True)
class Close:
    """The items and imports of some accounts. ``own`` are words of the accounts' own ids, names and domains:
    where a person is called like the company, they still lead its items to it."""

    items: frozenset[str] = frozenset()
    imports: frozenset[str] = frozenset()
    own: frozenset[str] = frozenset()

    @classmethod
    def of(cls, conn: Connection, accounts: Collection[str]) -> Close:
        """What the store holds of these accounts."""
        items, imports, own = set(), set(), set()
        book = BOOK["accounts"].c
        for batch in chunks(sorted(accounts)):
            query = select(item.c.id, item.c.import_id).where(item.c.account_id.in_(batch))
            for row in conn.execute(query):
                items.add(row.id)
                imports.add(row.import_id)
            for named in conn.execute(select(book.id, book.name, book.domains).where(book.id.in_(batch))):
                own.update(_words(" ".join(str(value) for value in named if value)))
        return cls(frozenset(items), frozenset(imports), frozenset(own))

    def holds(self, table: str, column: str, row: RowMapping) -> bool:
        """Whether a column of a row of this table is theirs; names of files are where the file brought some
        of theirs, whatever else it brought."""
        if column in ("file", "files"):
            return row["id" if table == "import_run" else "import_id"] in self.imports
        if table == "dropped_row":
            return row["import_id"] in self.imports
        if table == "item":
            return row["id"] in self.items
        return row.get("item_id") in self.items and row.get("field") != "account"

    def find(self, wanted: Wanted, column: str, text: str) -> list[Mention]:
        """The mentions in a column of theirs, single names too where the column holds words."""
        whole = wanted.find(text)
        if column not in _WORDS:
            return whole
        found = wanted.find(text, alone=True)
        if column not in _LEADS:
            return found
        return [one for one in found if one in whole or fold(text[one.start : one.end]) not in self.own]


def _words(text: str) -> list[str]:
    return fold("".join(sign if sign.isalnum() else " " for sign in text)).split()
