from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from foundation.errors import StoreError
from foundation.months import Month
from synthesis.exact_retriever import ExactRetriever
from tests.workspace.run_samples import MONTH, make_run, unit
from workspace.index import inspect, load_corpus, open_retriever, rebuild
from workspace.lock import hold
from workspace.store.embeddings import save_vectors, text_hash
from workspace.store.engine import Store
from workspace.store.runs import save_run

MODEL = "m"  # the one that the sample runs name


def _fill(store: Store, month: Month = MONTH, run_id: str = "run", themes: int = 3) -> list[str]:
    run, statements = make_run(month=month, run_id=run_id, themes=themes)
    with store.write("synthesize") as conn:
        save_run(conn, run, statements, datetime(2026, 11, 1, tzinfo=UTC))
        save_vectors(
            conn, MODEL, {text_hash(one.text): unit(number) for number, one in enumerate(statements)}
        )
    return [one.id for one in statements]


def test_index_and_store_agree_until_a_new_run(store: Store, tmp_path: Path) -> None:
    ids, folder = _fill(store), tmp_path / "index"
    assert inspect(store, folder, MODEL).reason == "there is no search index yet"
    with open_retriever(store, folder, MODEL) as retriever:
        assert retriever.exact
        exact = retriever.search(unit(3), 4)
    assert rebuild(store, folder) == len(ids)
    assert inspect(store, folder, check=True).sound
    with open_retriever(store, folder, MODEL) as retriever:
        assert retriever.in_words == "the search index"
        found = retriever.search(unit(3), 4)
    assert [hit.statement_id for hit in found] == [hit.statement_id for hit in exact]
    _fill(store, month=Month(2026, 11), run_id="next", themes=1)
    assert inspect(store, folder, MODEL).reason == "the search index was made for another run"
    with open_retriever(store, folder, MODEL) as retriever:
        assert retriever.search(unit(3), 1)[0].statement_id == ids[3]
        assert retriever.in_words.endswith("store: the search index was made for another run")


def test_a_rebuild_that_fails_says_so(store: Store, tmp_path: Path) -> None:
    _fill(store)
    with pytest.raises(StoreError, match=r"was not rebuilt: .*not built within"):
        rebuild(store, tmp_path / "index", MODEL, timeout=0.05)
    with (
        hold(tmp_path / "index.lock", "search"),
        pytest.raises(StoreError, match=r"\(search, pid"),
    ):
        rebuild(store, tmp_path / "index", MODEL)


def test_before_the_first_run_nothing_is_found(store: Store, tmp_path: Path) -> None:
    with open_retriever(store, tmp_path / "index", MODEL) as retriever:
        assert retriever.search(unit(1), 3) == []
        assert retriever.exact


def test_the_corpus_leaves_out_what_has_no_vector(store: Store) -> None:
    run, statements = make_run()
    vectors = {text_hash(one.text): unit(number) for number, one in enumerate(statements[1:])}
    with store.write("synthesize") as conn:
        save_run(conn, run, statements, datetime(2026, 11, 1, tzinfo=UTC))
        save_vectors(conn, MODEL, vectors)
    with store.read() as conn:
        found = load_corpus(conn, run.id, MODEL)
        nothing = load_corpus(conn, "absent", MODEL)
    assert found.ids == tuple(one.id for one in statements[1:])
    assert found.vectors.tobytes() == np.stack(list(vectors.values())).tobytes()
    assert ExactRetriever(nothing).search(unit(1), 3) == []
