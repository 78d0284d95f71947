"""The search files: what was written comes back, and what is not sound to the last byte is not used."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from foundation.errors import StoreError
from synthesis.hashing_embedder import HashingEmbedder
from tests.workspace.search_world import SAID, build_world
from workspace import index
from workspace.index_folder import remove_index
from workspace.lock import hold
from workspace.search import SearchQuery, search
from workspace.search_files import read_table
from workspace.search_table import TableSpec, make_table
from workspace.store.search_rows import search_rows
from workspace.workspace import Workspace

SPEC = TableSpec("run", HashingEmbedder().name)


@pytest.fixture
def world(tmp_path: Path) -> Workspace:
    built = build_world(tmp_path / "w")
    assert index.write_search_files(built.store(), built.index_path) == len(SAID)
    return built


def _place(world: Workspace) -> Path:
    manifest = json.loads((world.index_path / "search.json").read_text("utf-8"))
    return world.index_path / str(manifest["folder"])


def test_what_was_written_comes_back(world: Workspace) -> None:
    with world.store().read() as connection:
        made = make_table(connection, SPEC, [row.id for row in search_rows(connection, "run")])
    found, reason = read_table(world.index_path, SPEC)
    assert found is not None, reason
    assert found.stored
    assert (found.ids, found.keywords.terms) == (made.ids, made.keywords.terms)
    for name in ("starts", "rows", "weights"):
        assert np.array_equal(getattr(found.keywords, name), getattr(made.keywords, name))
    assert found.vectors.tobytes() == made.vectors.tobytes()
    assert found.keywords.asked(["exprot"]) == made.keywords.asked(["exprot"])


@pytest.mark.parametrize(
    "name", ["ids.npy", "starts.npy", "rows.npy", "weights.npy", "vectors.npy", "terms.txt"]
)
@pytest.mark.parametrize("harm", ["a byte", "cut", "gone"])
def test_a_damaged_file_is_not_used_and_search_goes_on(world: Workspace, name: str, harm: str) -> None:
    before = search(world, SearchQuery("export is slow")).hits
    path = _place(world) / name
    held = path.read_bytes()
    if harm == "gone":
        path.unlink()
    else:
        path.write_bytes(held[:-1] + (b"" if harm == "cut" else bytes([held[-1] ^ 1])))
    table, reason = read_table(world.index_path, SPEC)
    assert table is None
    assert reason in (f"the search file {name} is damaged", "the search files cannot be read")
    assert search(world, SearchQuery("export is slow")).hits == before


@pytest.mark.parametrize(
    "change",
    [
        {"folder": "../../elsewhere"},
        {"folder": 7},
        {"files": []},
        {"files": {}},
        {"format": 99},
        {"run_id": "other"},
        {"tokenizer": "ascii"},
    ],
)
def test_a_manifest_that_lies_is_not_believed(world: Workspace, change: dict[str, object]) -> None:
    path = world.index_path / "search.json"
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | change), encoding="utf-8")
    assert read_table(world.index_path, SPEC)[0] is None
    assert search(world, SearchQuery("export")).hits


def test_files_of_another_run_or_model_are_not_used(world: Workspace) -> None:
    for spec in (TableSpec("other", SPEC.model), TableSpec("run", "another model")):
        assert read_table(world.index_path, spec) == (
            None,
            "the search files were made for another run or model",
        )


def test_a_new_set_of_files_takes_the_place_of_the_old(world: Workspace) -> None:
    first = _place(world)
    index.write_search_files(world.store(), world.index_path)
    assert not first.exists()
    assert _place(world).is_dir()


def _a_file(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.write_bytes(b"not a folder")


@pytest.mark.parametrize("harm", [shutil.rmtree, _a_file])
def test_files_can_be_made_anew_whatever_is_there(world: Workspace, harm: Callable[[Path], object]) -> None:
    harm(world.index_path)
    assert read_table(world.index_path, SPEC) == (None, "there are no search files yet")
    assert index.write_search_files(world.store(), world.index_path) == len(SAID)


def test_removing_the_index_leaves_no_word_of_them(world: Workspace) -> None:
    remove_index(world.index_path)
    assert not world.index_path.exists()


def test_only_one_process_writes_them(world: Workspace) -> None:
    lock = world.index_path.with_name(world.index_path.name + ".lock")
    with hold(lock, "rebuild"), pytest.raises(StoreError, match="another nrr process"):
        index.write_search_files(world.store(), world.index_path)
    with hold(lock, "rebuild"):
        assert "another nrr process" in index.keep_up(world.store(), world.index_path, SPEC.model, 10_000)
    assert index.keep_up(world.store(), world.index_path, SPEC.model, 10_000) == ""


def test_a_synthesis_of_few_statements_leaves_no_files(world: Workspace) -> None:
    remove_index(world.index_path)
    assert index.keep_up(world.store(), world.index_path, SPEC.model, index.KEPT_FROM - 1) == ""
    assert not world.index_path.exists()
