"""What every table of the store is declared with."""

from __future__ import annotations

from sqlalchemy import Column, MetaData, Text

metadata = MetaData(naming_convention={"ix": "ix_%(table_name)s_%(column_0_N_name)s"})


def text(name: str, *, primary_key: bool = False, index: bool = False) -> Column[str]:
    """A text column that is always filled."""
    return Column(name, Text, nullable=False, primary_key=primary_key, index=index)
