"""Prints the column tables of docs/formats.md from the declarations that reading itself uses.

python -m bench.format_tables
"""

from __future__ import annotations

from accounts.tables import TABLES, Table
from ingest.sources.feedback_tables import MANIFEST, NPS, TICKETS

DOCUMENTED = (*TABLES.values(), TICKETS, NPS, MANIFEST)


def column_table(table: Table) -> str:
    """The table's columns in Markdown: name, type, whether it is required, its other headers."""
    lines = ["| column | type | required | also read from |", "|---|---|---|---|"]
    lines += [
        f"| `{column.name}` | {column.type.value} | {'yes' if column.required else ''} "
        f"| {', '.join(column.aliases)} |"
        for column in table.columns
    ]
    return "\n".join(lines)


def main() -> None:
    """Every table under its kind."""
    for table in DOCUMENTED:
        print(f"### {table.kind}\n\n{column_table(table)}\n")


if __name__ == "__main__":
    main()
