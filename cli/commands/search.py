"""``nrr search``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cli.options import MonthType, json_option, workspace_option
from cli.output import emit, emit_json, narrate

if TYPE_CHECKING:
    from workspace.search import Found, SearchBy, SearchResult


@click.command("search")
@click.argument("words", nargs=-1, required=True)
@click.option("--account", help="Only what this account said (its id or name).")
@click.option("--source", type=click.Choice(("ticket", "nps", "call")), help="Only what was said there.")
@click.option("--theme", help="Only this theme of the latest month (the start of its id, or its name).")
@click.option("--month", type=MonthType(), help="Only what was said in this month.")
@click.option("--since", type=MonthType(), help="Only from this month on.")
@click.option("--until", type=MonthType(), help="Only up to this month.")
@click.option("--segment", metavar="NAME", help="Only accounts of this segment, for example smb.")
@click.option("--tier", metavar="NAME", help="Only accounts of this tier, for example 1.")
@click.option("--kind", type=click.Choice(("complaint", "request", "question", "praise")))
@click.option("--limit", type=click.IntRange(1, 200), default=10, show_default=True)
@click.option("--words", "by_words", is_flag=True, help="By words alone: needs no model.")
@click.option("--meaning", "by_meaning", is_flag=True, help="By meaning alone. Default: both, fused.")
@click.option(
    "--index/--exact", "use_index", default=None, help="How to search by meaning; default: by size."
)
@workspace_option
@json_option
def command(
    words: tuple[str, ...],
    by_words: bool,
    by_meaning: bool,
    workspace_dir: Path | None,
    as_json: bool,
    **options: Any,
) -> None:
    """Find statements that mean or hold what WORDS say, best first."""
    from workspace.search import SearchQuery, search
    from workspace.workspace import find_workspace

    if by_words and by_meaning:
        raise click.UsageError("Give --words or --meaning, not both; without either it is both.")
    month = options.pop("month")
    if month is not None:
        if options["since"] is not None or options["until"] is not None:
            raise click.UsageError("Give --month, or --since and --until.")
        options |= {"since": month, "until": month}
    by: SearchBy = "words" if by_words else "meaning" if by_meaning else "both"
    query = SearchQuery(" ".join(words), by=by, **options)
    result = search(find_workspace(workspace_dir), query)
    if as_json:
        emit_json(
            {
                "query": query.words,
                "index": result.index,
                "searched": result.searched,
                "held": result.held,
                "hits": [_as_json(hit) for hit in result.hits],
            }
        )
        return
    _show(result)


def _as_json(hit: Found) -> dict[str, object]:
    return {
        "item": hit.statement.item_id,
        "statement": hit.statement.id,
        "account": hit.account_id or None,
        "account_name": hit.account_name or None,
        "date": hit.statement.day.isoformat(),
        "source": hit.statement.source.value,
        "kind": hit.statement.kind.value,
        "theme": hit.theme_id or None,
        "score": hit.score,
        "similarity": hit.similarity,
        "by": hit.by.value,
        "text": hit.statement.text,
    }


def _show(result: SearchResult) -> None:
    for hit in result.hits:
        said = hit.statement
        near = "    " if hit.similarity is None else f"{hit.similarity:.2f}"
        emit(f"{near}  “{said.text}”")
        found = "words and meaning" if hit.by.value == "both" else hit.by.value
        who = hit.account_name or "no account"
        emit(
            f"      {who}, {said.day}, {said.source.value} {said.item_id}, statement {said.id[:8]}; by {found}"
        )
    if remark := _remark(result):
        narrate(remark)
    narrate(f"searched with: {result.index}")


def _remark(result: SearchResult) -> str:
    """What to say where nothing was found, or nothing that speaks plainly of it."""
    if not result.held:
        return "Nothing found: there are no statements yet. Run `nrr import`, then `nrr synthesize`."
    if not result.searched:
        return (
            f"Nothing found: none of the {result.held:,} statements, of {result.first} to {result.last}, is within "
            "the filters. After an import, run `nrr synthesize`."
        )
    if not result.hits:
        return (
            f"Nothing found: none of the {result.searched:,} statements within the filters holds these words."
        )
    return (
        ""
        if result.plain
        else "None of these holds a word of it or means nearly the same: the nearest there are."
    )
