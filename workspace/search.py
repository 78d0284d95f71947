"""Use case: find statements by meaning, with the index where it is sound, else exactly over the store."""

from __future__ import annotations

from dataclasses import dataclass

from foundation.errors import SettingsError
from synthesis.retrieval import SearchFilter
from synthesis.themes import Statement
from workspace.account_book import account_names, counting_account
from workspace.index import open_retriever
from workspace.store import embeddings, runs
from workspace.workspace import Workspace

INDEX_PAYS_FROM = 100_000  # vectors; below, exact search of one question is over before the index is checked


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """``account`` is an id or a name; ``source`` is ticket, nps or call. ``use_index``: whether to go through
    the index; None: where there are so many statements that opening and checking it pays."""

    words: str
    account: str | None = None
    source: str | None = None
    limit: int = 10
    use_index: bool | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A statement found, with its account's name."""

    statement: Statement
    account_name: str
    similarity: float


@dataclass(frozen=True, slots=True)
class SearchResult:
    """Hits, nearest first; ``index`` says in words what searched."""

    hits: tuple[Found, ...]
    index: str


def search(workspace: Workspace, query: SearchQuery) -> SearchResult:
    """What customers said that means ``query.words``. Raises SettingsError for an unknown account."""
    from synthesis.sentence_embedder import load_embedder

    if not query.words.strip():
        raise SettingsError("there is nothing to search for", hint="Give some words.")
    with workspace.store().read() as connection:
        names = account_names(connection)
        many = sum(embeddings.count_vectors(connection).values()) > INDEX_PAYS_FROM
        asked = resolve_account(names, query.account) if query.account else ""
        wanted = counting_account(workspace, connection, asked)
    where = SearchFilter(
        accounts=frozenset([wanted]) if wanted else frozenset(),
        sources=frozenset([query.source]) if query.source else frozenset(),
    )
    settings = workspace.settings.embedding
    embedder = load_embedder(settings.model, settings.allow_download)
    vector = embedder.embed([query.words])[0]
    through_index = many if query.use_index is None else query.use_index
    with open_retriever(
        workspace.store(), workspace.index_path, embedder.name, use_index=through_index
    ) as retriever:
        hits = retriever.search(vector, query.limit, where)
        searched_with = retriever.in_words
    with workspace.store().read() as connection:
        found = {
            statement.id: statement
            for statement in runs.run_statements(connection, [hit.statement_id for hit in hits])
        }
    listed = tuple(
        Found(
            found[hit.statement_id],
            names.get(found[hit.statement_id].account_id or "", ""),
            hit.similarity,
        )
        for hit in hits
        if hit.statement_id in found
    )
    return SearchResult(listed, searched_with)


def resolve_account(names: dict[str, str], wanted: str) -> str:
    """The id of the account whose id or name is ``wanted``. Raises SettingsError with near names."""
    if wanted in names:
        return wanted
    by_name = {name.casefold(): account_id for account_id, name in names.items()}
    same = sorted(one for one, name in names.items() if name.casefold() == wanted.casefold())
    if len(same) > 1:
        raise SettingsError(
            f"{len(same)} accounts are named {wanted!r}", hint=f"Give an id: {', '.join(same)}."
        )
    if same:
        return same[0]
    from difflib import get_close_matches

    near = get_close_matches(wanted.casefold(), by_name, n=3, cutoff=0.5)
    listed = ", ".join(f"{names[by_name[name]]} ({by_name[name]})" for name in near)
    raise SettingsError(
        f"there is no account {wanted!r}",
        hint=f"Did you mean: {listed}?" if listed else "Check its id or name.",
    )
