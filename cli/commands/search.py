"""``nrr search``."""

from __future__ import annotations

from pathlib import Path

import click

from cli.options import json_option, workspace_option
from cli.output import emit, emit_json, narrate


@click.command("search")
@click.argument("words", nargs=-1, required=True)
@click.option("--account", help="Only what this account said (its id or name).")
@click.option("--source", type=click.Choice(("ticket", "nps", "call")))
@click.option("--limit", type=click.IntRange(1, 200), default=10, show_default=True)
@click.option("--index/--exact", "use_index", default=None, help="How to search; default: by size.")
@workspace_option
@json_option
def command(
    words: tuple[str, ...],
    account: str | None,
    source: str | None,
    limit: int,
    use_index: bool | None,
    workspace_dir: Path | None,
    as_json: bool,
) -> None:
    """Find statements that mean what WORDS say, nearest first."""
    from workspace.search import SearchQuery, search
    from workspace.workspace import find_workspace

    query = SearchQuery(" ".join(words), account=account, source=source, limit=limit, use_index=use_index)
    result = search(find_workspace(workspace_dir), query)
    if as_json:
        emit_json(
            {
                "query": query.words,
                "index": result.index,
                "hits": [
                    {
                        "item": hit.statement.item_id,
                        "statement": hit.statement.id,
                        "account": hit.statement.account_id,
                        "date": hit.statement.day.isoformat(),
                        "source": hit.statement.source.value,
                        "similarity": hit.similarity,
                        "text": hit.statement.text,
                    }
                    for hit in result.hits
                ],
            }
        )
        return
    for hit in result.hits:
        who = hit.account_name or "no account"
        emit(f"{hit.similarity:.2f}  “{hit.statement.text}”")
        said = hit.statement
        emit(f"      {who}, {said.day}, {said.source.value} {said.item_id}, statement {said.id[:8]}")
    if not result.hits:
        narrate("Nothing found. Run `nrr synthesize` after an import.")
    narrate(f"searched with: {result.index}")
