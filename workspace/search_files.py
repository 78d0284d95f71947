"""The search table as files beside the vector index: derived, checked whenever they are opened, and replaceable.

``search.json`` names the folder beside it that holds the arrays, what they were made from, and size and checksum of
each. They are made from the store under the index's lock, into a fresh folder; replacing the manifest is the swap.
Whatever does not fit to the last byte is not used, and the table is made in memory instead. ``nrr forget`` removes
them with the whole folder.
"""

from __future__ import annotations

import json
import re
import shutil
import uuid
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from foundation.errors import StoreError
from synthesis.keywords import KeywordIndex
from synthesis.spelling import Spelling
from workspace.lock import hold
from workspace.search_table import SearchTable, TableSpec
from workspace.store.keyword_terms import TOKENIZER

_FORMAT = 1
_MANIFEST = "search.json"
_OWN_FOLDER = re.compile(r"search-[0-9a-f]{12}")
_ARRAYS = {"ids": "U", "starts": "i", "rows": "i", "weights": "f", "vectors": "f"}
"""The arrays by the kind of number that they hold."""
_TERMS = "terms.txt"
_PIECE = 1 << 22


def write_table(folder: Path, make: Callable[[], SearchTable]) -> int:
    """Write what ``make`` gives, under the lock of ``folder``, in place of what is there; returns how many statements.

    ``make`` reads the store within the lock, so that whoever erases words after it must wait for the lock to remove
    them here. Raises StoreError when another process uses the index or nothing can be written.
    """
    with hold(folder.with_name(folder.name + ".lock"), "write the search files"):
        try:
            if not folder.is_dir():
                folder.unlink(missing_ok=True)
                folder.mkdir(parents=True)
            table = make()
            place = folder / f"search-{uuid.uuid4().hex[:12]}"
            place.mkdir()
            _save(place, table)
            _swap(folder, place, table)
            _remove_others(folder, place.name)
        except OSError as error:
            raise StoreError(
                f"the search files cannot be written: {error.strerror}",
                where=str(folder),
                hint="Check the folder's rights and the free space.",
            ) from error
    return len(table.ids)


def read_table(folder: Path, spec: TableSpec) -> tuple[SearchTable | None, str]:
    """The table in ``folder``, memory-mapped, where it was made from ``spec`` and each of its files is sound; else
    None and the reason in words."""
    try:
        manifest = json.loads((folder / _MANIFEST).read_text("utf-8"))
        made_from = (manifest["format"], manifest["run_id"], manifest["model"], manifest["tokenizer"])
        name, checks = str(manifest["folder"]), dict(manifest["files"])
    except (FileNotFoundError, NotADirectoryError):
        return None, "there are no search files yet"
    except (OSError, ValueError, KeyError, TypeError):
        return None, "the search files' manifest cannot be read"
    if made_from != (_FORMAT, spec.run_id, spec.model, TOKENIZER):
        return None, "the search files were made for another run or model"
    place = folder / (name if _OWN_FOLDER.fullmatch(name) else "search-none")
    try:
        broken = [file for file in _names() if _check(place / file) != checks.get(file)]
        if broken:
            return None, f"the search file {broken[0]} is damaged"
        return _load(place, spec), ""
    except (OSError, ValueError, KeyError, UnicodeDecodeError):
        return None, "the search files cannot be read"


def _names() -> list[str]:
    return [*(f"{name}.npy" for name in _ARRAYS), _TERMS]


def _save(place: Path, table: SearchTable) -> None:
    arrays: dict[str, Any] = {
        "ids": np.array(table.ids, dtype=np.str_),
        "starts": table.keywords.starts,
        "rows": table.keywords.rows,
        "weights": table.keywords.weights,
        "vectors": table.vectors,
    }
    for name, array in arrays.items():
        np.save(place / f"{name}.npy", array, allow_pickle=False)
    (place / _TERMS).write_text("\n".join(table.keywords.terms), encoding="utf-8", newline="\n")


def _load(place: Path, spec: TableSpec) -> SearchTable:
    """Raises ValueError where the arrays do not belong together."""
    held = {
        name: np.load(place / f"{name}.npy", mmap_mode=None if name == "ids" else "r", allow_pickle=False)
        for name in _ARRAYS
    }
    text = (place / _TERMS).read_text("utf-8")
    terms = tuple(text.split("\n")) if text else ()
    count = len(held["ids"])
    fits = (
        all(array.dtype.kind == _ARRAYS[name] for name, array in held.items())
        and len(held["vectors"]) == count
        and len(held["starts"]) == len(terms) + 1
        and len(held["rows"]) == len(held["weights"]) == int(held["starts"][-1])
    )
    if not fits:
        raise ValueError("the arrays do not belong together")
    spelling = Spelling.of(terms, held["starts"])
    keywords = KeywordIndex(terms, held["starts"], held["rows"], held["weights"], count, spelling)
    return SearchTable(spec, tuple(held["ids"].tolist()), held["vectors"], keywords, stored=True)


def _check(path: Path) -> list[int]:
    """Size and checksum of a file, as the manifest keeps them."""
    size = check = 0
    with path.open("rb") as stream:
        while piece := stream.read(_PIECE):
            size, check = size + len(piece), zlib.crc32(piece, check)
    return [size, check]


def _swap(folder: Path, place: Path, table: SearchTable) -> None:
    manifest = {
        "format": _FORMAT,
        "run_id": table.spec.run_id,
        "model": table.spec.model,
        "tokenizer": TOKENIZER,
        "count": len(table.ids),
        "folder": place.name,
        "files": {name: _check(place / name) for name in _names()},
    }
    fresh = folder / f"{_MANIFEST}.new"
    fresh.write_text(json.dumps(manifest, indent=1), encoding="utf-8")
    fresh.replace(folder / _MANIFEST)


def _remove_others(folder: Path, name: str) -> None:
    for place in folder.glob("search-*"):
        if place.name != name:
            shutil.rmtree(place, ignore_errors=True)
