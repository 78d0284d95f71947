"""What imports need over time: known organizations, hand assignments, saved mappings, pulls that resume,
deletions, changes, and whom not to take in again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("account_alias", _flag("by_hand"))
    op.add_column("book_accounts", sa.Column("aliases", sa.Text(), nullable=True))
    op.add_column("item", _flag("metadata_only"))
    op.add_column("part", _filled("language"))
    op.add_column("part", _filled("source_key"))
    op.create_table(
        "organization", _key("id"), _text("name"), _text("external_id"), _text("domains"), _text("updated")
    )
    op.create_table("forgotten", _key("key"), _text("salt"), _text("at"))
    op.create_table("item_assignment", _key("item_id"), _text("account_id"), _text("at"))
    op.create_table(
        "column_mapping", _key("name"), _text("kind"), _text("mapping"), _text("constants"), _text("at")
    )
    op.create_table(
        "pull_state", _key("system"), _key("stream"), _text("cursor"), _text("since"), _text("at")
    )
    op.create_table("tombstone", _key("id"), _text("at"), _text("import_id"))
    op.create_table(
        "item_change",
        *(_key(name) for name in ("item_id", "import_id", "part_id", "field")),
        _text("before"),
        _text("after"),
        _text("at"),
    )


def _key(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False, primary_key=True)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


def _filled(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False, server_default="")


def _flag(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean(), nullable=False, server_default="0")
