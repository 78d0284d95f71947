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
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
)

from accounts.tables import TABLES, ColumnType
from accounts.tables import Table as BookTable

HEAD = "0002"
"""The newest migration; a test compares it with the scripts."""

APPLICATION_ID = 0x4E52_5221
"""Written into the file's header, so that another program's database is never taken for a store."""

metadata = MetaData(naming_convention={"ix": "ix_%(table_name)s_%(column_0_N_name)s"})

_SQL_TYPES = {
    ColumnType.TEXT: Text,
    ColumnType.NUMBER: Float,
    ColumnType.INTEGER: Integer,
    ColumnType.DATE: Text,
    ColumnType.MONTH: Text,
    ColumnType.FLAG: Boolean,
    ColumnType.LIST: Text,
}


def _text(name: str, *, primary_key: bool = False, index: bool = False) -> Column[str]:
    return Column(name, Text, nullable=False, primary_key=primary_key, index=index)


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
    return Table(f"book_{declared.kind}", metadata, *columns, _text("import_id"))


BOOK: dict[str, Table] = {kind: _book_table(declared) for kind, declared in TABLES.items()}

account_alias = Table(
    "account_alias",
    metadata,
    _text("kind", primary_key=True),
    _text("value", primary_key=True),
    _text("account_id"),
    Column("by_hand", Boolean, nullable=False, server_default="0"),
)

organization = Table(
    "organization",
    metadata,
    _text("id", primary_key=True),
    _text("name"),
    _text("external_id"),
    _text("domains"),
    _text("updated"),
)

item_assignment = Table(
    "item_assignment",
    metadata,
    _text("item_id", primary_key=True),
    _text("account_id"),
    _text("at"),
)

column_mapping = Table(
    "column_mapping",
    metadata,
    _text("name", primary_key=True),
    _text("kind"),
    _text("mapping"),
    _text("constants"),
    _text("at"),
)

pull_state = Table(
    "pull_state",
    metadata,
    _text("system", primary_key=True),
    _text("stream", primary_key=True),
    _text("cursor"),
    _text("since"),
    _text("at"),
)

item = Table(
    "item",
    metadata,
    _text("id", primary_key=True),
    _text("source"),
    _text("external_id"),
    Column("account_id", Text, index=True),
    _text("match_method"),
    _text("match_reason"),
    _text("occurred_at", index=True),
    _text("updated_at"),
    _text("subject"),
    Column("score", Float),
    _text("score_scale"),
    _text("status"),
    _text("priority"),
    _text("tags"),
    _text("requester"),
    _text("assignee", index=True),
    _text("file"),
    Column("row", Integer, nullable=False),
    _text("hints"),
    _text("content"),
    _text("import_id"),
    Column("metadata_only", Boolean, nullable=False, server_default="0"),
)

tombstone = Table(
    "tombstone",
    metadata,
    _text("id", primary_key=True),
    _text("at"),
    _text("import_id"),
)

forgotten = Table(
    "forgotten",
    metadata,
    _text("key", primary_key=True),
    _text("salt"),
    _text("at"),
)

item_change = Table(
    "item_change",
    metadata,
    _text("item_id", primary_key=True),
    _text("import_id", primary_key=True),
    _text("part_id", primary_key=True),
    _text("field", primary_key=True),
    _text("before"),
    _text("after"),
    _text("at"),
)

part = Table(
    "part",
    metadata,
    _text("id", primary_key=True),
    _text("item_id"),
    Column("position", Integer, nullable=False),
    Column("role", Text),
    Column("given_role", Text),
    _text("text"),
    _text("speaker"),
    _text("author"),
    Column("at", Text),
    Column("public", Boolean, nullable=False),
    _text("version"),
    _text("content"),
    _text("import_id"),
    Column("language", Text, nullable=False, server_default=""),
    Column("source_key", Text, nullable=False, server_default=""),
    Index(None, "item_id", "position"),
)

embedding = Table(
    "embedding",
    metadata,
    _text("model", primary_key=True),
    _text("text_hash", primary_key=True),
    Column("dim", Integer, nullable=False),
    Column("vector", LargeBinary, nullable=False),
    CheckConstraint("length(vector) = 4 * dim", name="ck_embedding_length"),
)

synthesis_run = Table(
    "synthesis_run",
    metadata,
    _text("id", primary_key=True),
    Column("month", Text, nullable=False, unique=True),
    _text("created"),
    _text("manifest"),
    _text("coverage"),
    _text("unclustered"),
)

theme = Table(
    "theme",
    metadata,
    Column("run_id", ForeignKey("synthesis_run.id", ondelete="CASCADE"), primary_key=True),
    _text("id", primary_key=True),
    Column("rank", Integer, nullable=False),
    _text("label"),
    _text("summary"),
    _text("terms"),
    _text("kind"),
    Column("centroid", LargeBinary, nullable=False),
    Column("stability", Float, nullable=False),
    _text("born"),
    _text("continued_from"),
    Column("overlap", Float, nullable=False),
    _text("status"),
    _text("weights"),
    _text("quotes"),
)

statement = Table(
    "statement",
    metadata,
    _text("id", primary_key=True),
    _text("item_id", index=True),
    _text("part_id"),
    Column("account_id", Text, index=True),
    _text("source"),
    _text("day"),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    _text("text"),
    _text("kind"),
    Column("severity", Float, nullable=False),
    Column("score", Float),
)

theme_member = Table(
    "theme_member",
    metadata,
    _text("run_id", primary_key=True),
    _text("theme_id", primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("statement_id", ForeignKey("statement.id"), nullable=False, index=True),
    ForeignKeyConstraint(["run_id", "theme_id"], ["theme.run_id", "theme.id"], ondelete="CASCADE"),
)

unclustered = Table(
    "unclustered",
    metadata,
    Column("run_id", ForeignKey("synthesis_run.id", ondelete="CASCADE"), primary_key=True),
    Column("statement_id", ForeignKey("statement.id"), primary_key=True, index=True),
    _text("reason"),
)

import_run = Table(
    "import_run",
    metadata,
    _text("id", primary_key=True),
    _text("at", index=True),
    _text("kind"),
    _text("format"),
    _text("files"),
    _text("report"),
)

dropped_row = Table(
    "dropped_row",
    metadata,
    Column("import_id", ForeignKey("import_run.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),
    _text("file"),
    Column("row", Integer, nullable=False),
    _text("reason"),
    _text("column"),
    _text("detail"),
)
