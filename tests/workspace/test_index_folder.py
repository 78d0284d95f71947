from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from synthesis.corpus import Corpus
from synthesis.exact_retriever import ExactRetriever
from tests.workspace.run_samples import make_run, unit
from workspace.index_folder import IndexSpec, examine_index, open_index, rebuild_index
from workspace.lock import hold

SPEC = IndexSpec("model", 8, "run")


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    _, statements = make_run(themes=4, members=20, loose=9)
    return Corpus.of(statements, np.stack([unit(number) for number in range(len(statements))]))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, corpus: Corpus) -> Path:
    folder = tmp_path_factory.mktemp("built") / "index"
    seen: list[tuple[str, int, int | None]] = []
    state = rebuild_index(folder, SPEC, corpus, lambda *step: seen.append(step))
    assert (state.sound, state.count, state.reason) == (True, 89, "")
    assert seen == [("index", 0, 89), ("index", 89, 89)]
    return folder


@pytest.fixture
def index(built: Path, tmp_path: Path) -> Path:
    shutil.copytree(built, tmp_path / "index")
    return tmp_path / "index"


def _loads(corpus: Corpus, calls: list[int]) -> Callable[[], Corpus]:
    def load() -> Corpus:
        calls.append(1)
        return corpus

    return load


def test_a_built_index_serves_and_leaves_the_vectors_in_the_store(index: Path, corpus: Corpus) -> None:
    calls: list[int] = []
    with open_index(index, SPEC, _loads(corpus, calls)) as retriever:
        assert (retriever.exact, retriever.reason) == (False, "")
        hits = retriever.search(corpus.vectors[5], 3)
    assert [hit.statement_id for hit in hits] == [
        hit.statement_id for hit in ExactRetriever(corpus).search(corpus.vectors[5], 3)
    ]
    assert calls == []
    assert examine_index(index, SPEC, check=True).sound
    with open_index(index, SPEC, _loads(corpus, calls), use_index=False) as retriever:
        assert retriever.exact


def _spoil_vectors(index: Path) -> None:
    for path in (index / json.loads((index / "manifest.json").read_text())["folder"]).rglob("*"):
        if path.is_file():
            path.write_bytes(os.urandom(900))


def _spoil_all(index: Path) -> None:
    shutil.rmtree(index)
    index.write_bytes(b"\x00garbage")


_HARM: dict[str, tuple[Callable[[Path], object], str]] = {
    "deleted": (shutil.rmtree, "there is no search index yet"),
    "a file in its place": (_spoil_all, "cannot be read"),
    "garbage inside": (_spoil_vectors, "not usable"),
    "garbage as manifest": (lambda index: (index / "manifest.json").write_bytes(b"\xff{"), "cannot be read"),
    "a list as manifest": (lambda index: (index / "manifest.json").write_text("[]"), "cannot be read"),
    "an empty manifest": (lambda index: (index / "manifest.json").write_text("{}"), "cannot be read"),
    "a newer format": (
        lambda index: (index / "manifest.json").write_text('{"format": 99}'),
        "another format",
    ),
    "its folder deleted": (lambda index: shutil.rmtree(next(index.glob("chroma-*"))), "folder is gone"),
}


@pytest.mark.parametrize("harm", sorted(_HARM))
def test_whatever_happens_to_the_index_exact_search_answers_and_a_rebuild_mends_it(
    index: Path, corpus: Corpus, harm: str
) -> None:
    spoil, reason = _HARM[harm]
    spoil(index)
    calls: list[int] = []
    with open_index(index, SPEC, _loads(corpus, calls)) as retriever:
        assert retriever.exact
        assert reason in retriever.reason
        for _ in range(2):
            assert retriever.search(corpus.vectors[5], 1)[0].statement_id == corpus.ids[5]
    assert calls == [1]
    assert reason in examine_index(index, SPEC, check=True).reason
    if harm == "garbage inside":
        for leftover in ("chroma-of-a-killed-rebuild", "building-killed"):
            (index / leftover).mkdir()
        assert rebuild_index(index, SPEC, corpus).sound
        assert examine_index(index, SPEC, check=True).sound
        assert len(list(index.iterdir())) == 2


@pytest.mark.parametrize(
    ("spec", "reason"),
    [
        (IndexSpec("other", 8, "run"), "another model"),
        (IndexSpec("model", 9, "run"), "another model"),
        (IndexSpec("model", 8, "later"), "another run"),
    ],
)
def test_a_stale_index_does_not_serve_and_is_not_even_loaded(
    index: Path, spec: IndexSpec, reason: str
) -> None:
    code = (
        "import sys; from pathlib import Path; from workspace.index_folder import IndexSpec, open_index\n"
        "spec = IndexSpec(sys.argv[2], int(sys.argv[3]), sys.argv[4])\n"
        "with open_index(Path(sys.argv[1]), spec, lambda: None) as found:\n"
        "    print(found.exact, 'chromadb' in sys.modules, found.reason)"
    )
    found = subprocess.run(
        [sys.executable, "-c", code, str(index), spec.model, str(spec.dimension), spec.run_id],
        capture_output=True,
        text=True,
        check=True,
    )
    assert found.stdout.startswith("True False")
    assert reason in found.stdout


def test_an_index_in_use_elsewhere_is_left_alone(index: Path, corpus: Corpus) -> None:
    with hold(index.with_name("index.lock"), "rebuild the search index"):
        with open_index(index, SPEC, lambda: corpus) as retriever:
            assert retriever.exact
            assert "in use (rebuild the search index, pid" in retriever.reason
        assert "in use" in examine_index(index, SPEC, check=True).reason


def test_an_index_that_fails_while_in_use_gives_way_to_exact_search(index: Path, corpus: Corpus) -> None:
    with open_index(index, SPEC, lambda: corpus) as retriever:
        assert not retriever.exact
        question = np.ones(5, dtype=np.float32)  # the index refuses another dimension
        with pytest.raises(ValueError, match="matmul"):
            retriever.search(question, 1)
        assert retriever.exact
        assert "dimension" in retriever.reason
        assert retriever.search(corpus.vectors[5], 1)[0].statement_id == corpus.ids[5]


def test_a_file_where_the_folder_should_be_is_replaced(tmp_path: Path, corpus: Corpus) -> None:
    (tmp_path / "index").write_bytes(b"garbage")
    state = rebuild_index(tmp_path / "index", SPEC, corpus, timeout=0.05)
    assert not state.sound
    assert list((tmp_path / "index").iterdir()) == []


def test_a_builder_that_takes_too_long_leaves_the_old_index(index: Path, corpus: Corpus) -> None:
    later = IndexSpec("model", 8, "later")
    state = rebuild_index(index, later, corpus, timeout=0.05)
    assert not state.sound
    assert "not built within" in state.reason
    assert examine_index(index, SPEC, check=True).sound
    assert not list(index.glob("building-*"))


def test_a_check_that_takes_too_long_is_a_reason(index: Path) -> None:
    assert "did not answer within" in examine_index(index, SPEC, check=True, timeout=0.05).reason
