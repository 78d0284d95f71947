"""Searching a workspace: filters hold, what changes in the store is seen, and a lying index is found out."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from foundation.errors import SettingsError, StoreError
from foundation.months import Month
from ingest.items import Source
from synthesis.corpus import Column
from synthesis.hashing_embedder import HashingEmbedder
from synthesis.hybrid import FoundBy
from synthesis.themes import ThemeKind
from tests.workspace.search_world import SAID, add_run, build_world
from workspace.index import index_spec, load_corpus
from workspace.index_folder import rebuild_index
from workspace.search import SearchQuery, search
from workspace.searching import Searcher, open_search
from workspace.store.erasing import note_index
from workspace.workspace import Workspace


@pytest.fixture
def world(tmp_path: Path) -> Workspace:
    return build_world(tmp_path / "w")


def texts(workspace: Workspace, query: SearchQuery) -> list[str]:
    return [hit.statement.text for hit in search(workspace, query).hits]


def test_hits_say_whose_they_are_and_what_led_to_them(world: Workspace) -> None:
    result = search(world, SearchQuery("export times out", limit=3))
    first = result.hits[0]
    assert first.statement.text == SAID[0][0]
    assert (first.account_id, first.account_name, first.theme_id) == ("K1", "Kestrel Robotics", "t000")
    assert first.by is FoundBy.BOTH
    assert first.similarity is not None
    assert result.searched == len(SAID)
    assert result.index == "exact search over the store: 8 statements and a search by words"


@pytest.mark.parametrize(
    ("limits", "fitting"),
    [
        ({"account": "Nordlicht"}, {2, 3, 4}),
        ({"account": "N1", "theme": "t001"}, {4}),
        ({"source": "nps"}, {1, 5, 7}),
        ({"since": Month(2026, 9), "until": Month(2026, 9)}, {1, 2}),
        ({"kind": "request"}, {3}),
        ({"segment": "SMB"}, {2, 3, 4, 5, 6}),
        ({"segment": "enterprise", "account": "N1"}, set()),
        ({"theme": "export 1"}, {4, 5}),
    ],
)
def test_a_filter_leaves_out_all_that_does_not_fit(
    world: Workspace, limits: dict[str, object], fitting: set[int]
) -> None:
    for words in ("export calendar 請求", "visit", "the slow night"):
        for by in ("both", "meaning"):
            query = replace(SearchQuery(words, by=by, limit=100), **limits)  # type: ignore[arg-type]
            assert set(texts(world, query)) == {SAID[number][0] for number in fitting}


def test_merged_accounts_count_for_the_one_they_were_merged_into(world: Workspace) -> None:
    for wanted in ("K1", "K2", "Kestrel Robotics Labs", "kestrel robotics"):
        result = search(world, SearchQuery("export", account=wanted))
        assert {hit.statement.text for hit in result.hits} == {SAID[0][0], SAID[1][0]}
        assert {hit.account_id for hit in result.hits} == {"K1"}


def test_an_item_that_was_given_to_another_account_is_found_there_alone(world: Workspace) -> None:
    with open_search(world) as searcher:
        assert len(searcher.search(SearchQuery("export", account="N1")).hits) == 3
        with world.store().write("assign") as connection:
            connection.exec_driver_sql("UPDATE item SET account_id = 'S1' WHERE id = 'item2'")
        left = searcher.search(SearchQuery("export", account="N1")).hits
        assert SAID[2][0] not in {hit.statement.text for hit in left}
        assert SAID[2][0] in {
            hit.statement.text for hit in searcher.search(SearchQuery("export", account="S1")).hits
        }


def test_words_alone_need_no_model(world: Workspace) -> None:
    settings = world.root / "nrr.toml"
    settings.write_text(
        settings.read_text("utf-8").replace('"hashing"', '"/nowhere/at/all"'), encoding="utf-8"
    )
    from workspace.workspace import open_workspace

    without = open_workspace(world.root)
    hits = search(without, SearchQuery("exprot", by="words")).hits
    assert {hit.statement.text for hit in hits} == {text for text, *_ in SAID if "xport" in text}
    assert {(hit.by, hit.similarity) for hit in hits} == {(FoundBy.WORDS, None)}
    with pytest.raises(SettingsError, match="folder does not exist"):
        search(without, SearchQuery("export", by="meaning"))
    with pytest.raises(SettingsError, match="there is no account"):
        search(without, SearchQuery("export", account="Nobody"))
    both = search(without, SearchQuery("exprot"))
    assert both.hits == hits
    assert both.index.startswith("a search by words alone: the embedding model's folder does not exist")


def test_a_model_that_has_read_nothing_yet_is_said(world: Workspace) -> None:
    with world.store().write("drop") as connection:
        connection.exec_driver_sql("DELETE FROM embedding")
    by_words = search(world, SearchQuery("calendar", by="words")).hits
    result = search(world, SearchQuery("calendar"))
    assert [hit.statement.id for hit in result.hits] == [hit.statement.id for hit in by_words]
    assert result.index.startswith("a search by words: no statement has a vector of the model")
    by_meaning = search(world, SearchQuery("calendar", by="meaning"))
    assert by_meaning.hits == ()
    assert by_meaning.index.startswith("nothing: no statement has a vector")


def test_a_result_says_how_much_was_searched_and_whether_it_is_plain(world: Workspace) -> None:
    result = search(world, SearchQuery("calendar", account="N1"))
    assert (result.searched, result.held) == (3, len(SAID))
    assert (result.first, result.last) == (Month(2026, 8), Month(2026, 10))
    assert result.index.startswith("exact search over the store: 3 of 8 statements")
    assert result.plain
    assert not search(world, SearchQuery("zyxwvut")).plain
    outside = search(world, SearchQuery("calendar", since=Month(2031, 1)))
    assert (outside.searched, outside.held, outside.hits) == (0, len(SAID), ())


def test_a_question_in_japanese_finds_what_was_said_in_it(world: Workspace) -> None:
    assert texts(world, SearchQuery("請求書", by="words")) == ["請求書が届きません"]
    assert texts(world, SearchQuery("請求", limit=1)) == ["請求書が届きません"]


def test_a_new_run_is_seen_by_the_next_question(world: Workspace) -> None:
    with open_search(world) as searcher:
        assert searcher.search(SearchQuery("portal", by="words")).hits == ()
        said = (("The portal is blue", "N1", Source.NPS, date(2026, 11, 2), ThemeKind.PRAISE, "t000"),)
        add_run(world, said, "next", Month(2026, 11))
        assert [hit.statement.text for hit in searcher.search(SearchQuery("portal")).hits] == [
            "The portal is blue"
        ]
        assert searcher.search(SearchQuery("portal", theme="export 0")).searched == 1


def test_words_that_are_gone_are_not_found(world: Workspace) -> None:
    from workspace.store.forgetting import erase_items, erase_statements

    with open_search(world) as searcher:
        assert searcher.search(SearchQuery("slow", by="words")).hits
        with world.store().write("forget") as connection:
            erase_items(connection, ["item2"])
            erase_statements(connection, None)
            note_index(connection, holds_erased=True)
        result = searcher.search(SearchQuery("far too slow"))
    assert SAID[2][0] not in {hit.statement.text for hit in result.hits}
    assert result.searched < len(SAID)


def test_an_index_that_hands_back_another_accounts_words_is_an_error(world: Workspace) -> None:
    spec = index_spec(world.store(), HashingEmbedder().name)
    with world.store().read() as connection:
        corpus = load_corpus(connection, spec.run_id, spec.model)
    lying = replace(corpus, accounts=Column.of(["N1"] * len(corpus)))
    assert rebuild_index(world.index_path, spec, lying).sound
    with pytest.raises(StoreError, match="that its filter leaves out"):
        search(world, SearchQuery("export", account="N1", use_index=True))
    assert len(search(world, SearchQuery("export", account="N1")).hits) == 3
    whole = search(world, SearchQuery("export times out", use_index=True))
    assert whole.index == "the search index and a search by words"
    assert whole.hits == search(world, SearchQuery("export times out")).hits


def test_many_threads_find_what_one_finds(world: Workspace) -> None:
    queries = [
        SearchQuery(words, account=account)
        for words in ("export", "calendar")
        for account in ("K1", "N1", "S1")
    ]
    alone = [search(world, query).hits for query in queries]
    found: dict[int, object] = {}
    with open_search(world) as searcher:

        def ask(number: int) -> None:
            found[number] = searcher.search(queries[number % len(queries)]).hits

        threads = [threading.Thread(target=ask, args=(number,)) for number in range(18)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=60)
    assert [found[number] for number in range(18)] == alone * 3


def test_what_is_not_known_is_named(world: Workspace) -> None:
    for query, said in (
        (SearchQuery("  "), "nothing to search for"),
        (SearchQuery("x", account="Kestrl Robotics"), "there is no account"),
        (SearchQuery("x", theme="nonsense"), "no themes of 2026-10 match"),
        (SearchQuery("x", segment="nobody"), "there is no segment"),
        (SearchQuery("x", tier="9"), "there is no tier"),
        (SearchQuery("x", since=Month(2026, 9), until=Month(2026, 8)), "2026-09 is after 2026-08"),
    ):
        with pytest.raises(SettingsError, match=said):
            search(world, query)


def test_odd_questions_have_an_answer(world: Workspace) -> None:
    for words in ("export " * 15_000, '" OR * NEAR(', "\x1b]0;x\x07 export", "…", "\ud800"):
        assert search(world, SearchQuery(words, limit=2)).searched == len(SAID)
    assert search(world, SearchQuery("export", limit=0)).hits == ()


class _Backwards:
    """Likes short texts."""

    name = "backwards"

    def scores(self, question: str, texts: list[str]) -> list[float]:
        return [-float(len(text)) for text in texts]


def test_a_reranker_has_the_last_word_among_the_first(world: Workspace) -> None:
    searcher = Searcher(world, _Backwards())  # type: ignore[arg-type]
    result = searcher.search(SearchQuery("export", account="N1", limit=2))
    lengths = [len(hit.statement.text) for hit in result.hits]
    assert lengths == sorted(len(text) for text, account, *_ in SAID if account == "N1")[:2]
    assert result.index.endswith("in the order of backwards")
    searcher.close()


def test_before_the_first_run_nothing_is_found(tmp_path: Path) -> None:
    from workspace.workspace import init_workspace

    result = search(init_workspace(tmp_path / "w"), SearchQuery("export"))
    assert (result.hits, result.searched, result.index) == ((), 0, "nothing has been synthesized yet")
