"""The shape of the store, as it is at the newest migration.

Tables of the account book come from the declaration in ``accounts.tables``, the rest stands here. A test
holds this module and the migrations to the same shape: whoever changes a column adds a migration.

Text columns hold only text that the ingest room has cleaned and redacted. Times are ISO 8601 text in UTC
with microseconds, days are YYYY-MM-DD, months YYYY-MM: all of them sort as text.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Float,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
)

from accounts.tables import TABLES, ColumnType
from accounts.tables import Table as BookTable
from workspace.store.asked_schema import asked_turn
from workspace.store.columns import metadata, text
from workspace.store.draft_schema import contact_wish, draft, draft_change, draft_version
from workspace.store.import_schema import column_mapping, dropped_row, import_run, pull_state
from workspace.store.model_schema import model_ability, model_answer, model_call, model_notice
from workspace.store.run_schema import (
    grouping,
    statement,
    synthesis_run,
    theme,
    theme_also,
    theme_edit,
    theme_member,
    theme_name,
    theme_part,
    unclustered,
)

__all__ = [
    "APPLICATION_ID",
    "BOOK",
    "HEAD",
    "account_alias",
    "asked_turn",
    "column_mapping",
    "contact_wish",
    "draft",
    "draft_change",
    "draft_version",
    "dropped_row",
    "embedding",
    "forgotten",
    "grouping",
    "health_snapshot",
    "import_run",
    "item",
    "item_assignment",
    "item_change",
    "metadata",
    "model_ability",
    "model_answer",
    "model_call",
    "model_notice",
    "organization",
    "part",
    "part_reading",
    "promise_mark",
    "pull_state",
    "statement",
    "synthesis_run",
    "theme",
    "theme_also",
    "theme_edit",
    "theme_member",
    "theme_name",
    "theme_part",
    "tombstone",
    "unclustered",
]

HEAD = "0010"
"""The newest migration; a test compares it with the scripts."""

APPLICATION_ID = 0x4E52_5221
"""Written into the file's header, so that another program's database is never taken for a store."""

_SQL_TYPES = {
    ColumnType.TEXT: Text,
    ColumnType.NUMBER: Float,
    ColumnType.INTEGER: Integer,
    ColumnType.DATE: Text,
    ColumnType.MONTH: Text,
    ColumnType.FLAG: Boolean,
    ColumnType.LIST: Text,
}


def _book_table(declared: BookTable) -> Table:
    columns: list[Column[object]] = [
        Column(
            column.name,
            _SQL_TYPES[column.type],
            nullable=column.name not in declared.key,
            primary_key=column.name in declared.key,
        )
        for column in declared.columns
    ]
    return Table(f"book_{declared.kind}", metadata, *columns, text("import_id"))


BOOK: dict[str, Table] = {kind: _book_table(declared) for kind, declared in TABLES.items()}

account_alias = Table(
    "account_alias",
    metadata,
    text("kind", primary_key=True),
    text("value", primary_key=True),
    text("account_id"),
    Column("by_hand", Boolean, nullable=False, server_default="0"),
)

organization = Table(
    "organization",
    metadata,
    text("id", primary_key=True),
    text("name"),
    text("external_id"),
    text("domains"),
    text("updated"),
)

item_assignment = Table(
    "item_assignment",
    metadata,
    text("item_id", primary_key=True),
    text("account_id"),
    text("at"),
)

item = Table(
    "item",
    metadata,
    text("id", primary_key=True),
    text("source"),
    text("external_id"),
    Column("account_id", Text, index=True),
    text("match_method"),
    text("match_reason"),
    text("occurred_at", index=True),
    text("updated_at"),
    text("subject"),
    Column("score", Float),
    text("score_scale"),
    text("status"),
    text("priority"),
    text("tags"),
    text("requester"),
    text("assignee", index=True),
    text("file"),
    Column("row", Integer, nullable=False),
    text("hints"),
    text("content"),
    text("import_id"),
    Column("metadata_only", Boolean, nullable=False, server_default="0"),
)

tombstone = Table(
    "tombstone",
    metadata,
    text("id", primary_key=True),
    text("at"),
    text("import_id"),
)

forgotten = Table(
    "forgotten",
    metadata,
    text("key", primary_key=True),
    text("salt"),
    text("at"),
)

item_change = Table(
    "item_change",
    metadata,
    text("item_id", primary_key=True),
    text("import_id", primary_key=True),
    text("part_id", primary_key=True),
    text("field", primary_key=True),
    text("before"),
    text("after"),
    text("at"),
)

part = Table(
    "part",
    metadata,
    text("id", primary_key=True),
    text("item_id"),
    Column("position", Integer, nullable=False),
    Column("role", Text),
    Column("given_role", Text),
    text("text"),
    text("speaker"),
    text("author"),
    Column("at", Text),
    Column("public", Boolean, nullable=False),
    text("version"),
    text("content"),
    text("import_id"),
    Column("language", Text, nullable=False, server_default=""),
    Column("source_key", Text, nullable=False, server_default=""),
    Index(None, "item_id", "position"),
)

part_reading = Table(
    "part_reading",
    metadata,
    text("part_id", primary_key=True),
    text("key"),
    text("body"),
)

embedding = Table(
    "embedding",
    metadata,
    text("model", primary_key=True),
    text("text_hash", primary_key=True),
    Column("dim", Integer, nullable=False),
    Column("vector", LargeBinary, nullable=False),
    CheckConstraint("length(vector) = 4 * dim", name="ck_embedding_length"),
)

promise_mark = Table(
    "promise_mark",
    metadata,
    text("promise_id", primary_key=True),
    Column("number", Integer, primary_key=True),
    text("item_id", index=True),
    text("says"),
    text("who"),
    text("at"),
)

health_snapshot = Table(
    "health_snapshot",
    metadata,
    text("day", primary_key=True),
    text("account_id", primary_key=True),
    Column("score", Float),
    text("band"),
    Column("coverage", Float, nullable=False),
    text("signals"),
    text("created"),
)
