"""``search_feedback`` over a warm searcher: loaded once a conversation, limited in the query and checked after it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from sqlalchemy import Connection

from assistant.tools import Scope, ToolResult
from foundation.errors import SettingsError
from foundation.months import Month
from prompts.chat import ToolCall
from tests.ask_world import build_world
from workspace.assistant_tools import assistant_toolbox, open_session
from workspace.search import SearchQuery, SearchResult
from workspace.search_table import SearchTable, TableSpec, make_table
from workspace.searching import Searcher
from workspace.tools.session import Session
from workspace.workspace import open_workspace


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_world(tmp_path_factory.mktemp("warm"))


class Leaking(Searcher):
    """A searcher whose index lost its filter: it remembers what it was asked and finds everybody's words."""

    asked: SearchQuery | None = None

    def search(self, query: SearchQuery) -> SearchResult:
        self.asked = query
        return super().search(SearchQuery(query.words, limit=60))


def find(session: Session, scope: Scope | None = None, **arguments: object) -> ToolResult:
    call = ToolCall("1", "search_feedback", json.dumps(arguments))
    return assistant_toolbox(session, scope).call(call)


def test_a_conversation_loads_what_it_searches_once(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    loaded: list[TableSpec] = []

    def counting(connection: Connection, spec: TableSpec, ids: Sequence[str]) -> SearchTable:
        loaded.append(spec)
        return make_table(connection, spec, ids)

    monkeypatch.setattr("workspace.searching.make_table", counting)
    session = open_session(open_workspace(root))
    for words in ("export of reports", "login page", "export of reports"):
        find(session, words=words)
        find(session, Scope(account="A1"), words=words)
    assert len(loaded) == 1


def test_limits_are_part_of_the_query(root: Path) -> None:
    session = open_session(open_workspace(root))
    leaking = Leaking(session.workspace)
    session.__dict__["searcher"] = leaking
    theme = session.theme_named("export").theme.id
    find(
        session,
        words="export",
        theme="export",
        account="A1",
        kind="complaint",
        source="ticket",
        until="2026-10",
    )
    assert leaking.asked is not None
    asked = leaking.asked
    assert (asked.account, asked.theme, asked.kind) == ("A1", theme, "complaint")
    assert (asked.source, asked.since, asked.until) == ("ticket", None, Month(2026, 10))


@pytest.mark.parametrize("words", ["export of reports fails", "login page password", "we love it"])
def test_a_search_that_lost_its_filter_shows_nobody_elses_words(root: Path, words: str) -> None:
    session = open_session(open_workspace(root))
    session.__dict__["searcher"] = Leaking(session.workspace)
    result = find(session, Scope(account="A1"), words=words)
    assert {one.account for one in (*result.evidence, *result.disagree)} <= {"A1"}
    assert result.data["statements"] <= len(session.by_account["A1"])


def test_months_in_the_wrong_order_are_named(root: Path) -> None:
    session = open_session(open_workspace(root))
    with pytest.raises(SettingsError, match="2026-10 is after 2026-09"):
        find(session, words="export", since="2026-10", until="2026-09")
