"""What Alembic runs for each command: the migrations, on the connection that the store hands over.

The connection is already within a transaction, so that a store is migrated altogether or not at all.
"""

from __future__ import annotations

from alembic import context

from workspace.store.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
