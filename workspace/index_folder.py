"""The search index as a folder: disposable, and never trusted unseen.

``manifest.json`` says which folder beside it is the index, what it was made from and how to try it.
A rebuild fills a fresh folder in a process of its own and then replaces the manifest, which is the swap; a
kill before it leaves the old index, a kill after it the new one. The index is opened under an operating
system lock, after a health check in a process of its own. Whatever goes wrong, exact search over the stored
vectors answers, and the reason is kept in words.
"""

from __future__ import annotations

import json
import re
import shutil
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from foundation.errors import StoreError
from foundation.progress import Progress, silent
from synthesis.chroma_index import ChromaIndex
from synthesis.corpus import Corpus
from synthesis.exact_retriever import ExactRetriever
from synthesis.retrieval import EVERYTHING, Hit, Retriever, SearchFilter
from synthesis.themes import Vectors
from workspace.index_process import build_apart, check_apart
from workspace.lock import hold, holder

MANIFEST = "manifest.json"
"""The file that says which folder beside it is the index."""

_FORMAT = 2
_OWN_FOLDER = re.compile(r"chroma-[0-9a-f]{12}")
_PROBES = 16
_MISSING = "there is no search index yet"


@dataclass(frozen=True, slots=True)
class IndexSpec:
    """What an index is made from: the model's name and dimension, and the id of the run whose statements it
    holds (the high-water mark: a run's id follows from its statements)."""

    model: str
    dimension: int
    run_id: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What lies beside an index. ``probes`` are statement ids that the health check looks for."""

    model: str
    dimension: int
    run_id: str
    count: int
    folder: str
    probes: tuple[str, ...]

    def place(self, folder: Path) -> Path:
        """Where the index lies; never outside ``folder``, whatever the manifest says."""
        return folder / (self.folder if _OWN_FOLDER.fullmatch(self.folder) else "chroma-none")


@dataclass(frozen=True, slots=True)
class IndexState:
    """For ``nrr doctor``: whether the index may serve, how many statements it holds, and in words why not,
    or that it agrees with the store."""

    sound: bool
    count: int
    reason: str


class OpenedRetriever:
    """Searches by the index while it works and exactly from the moment it does not. A ``Retriever``.

    ``exact`` says which, ``reason`` why it is not the index, in words.
    """

    def __init__(self, index: ChromaIndex | None, corpus: Callable[[], Corpus], reason: str) -> None:
        self._index = index
        self._corpus = corpus
        self._exact: Retriever | None = None
        self.reason = reason

    @property
    def exact(self) -> bool:
        return self._index is None

    @property
    def in_words(self) -> str:
        """What searches, and why it is not the index if it is not."""
        return f"exact search over the store: {self.reason}" if self.exact else "the search index"

    def search(self, vector: Vectors, limit: int, where: SearchFilter = EVERYTHING) -> list[Hit]:
        """The ``limit`` nearest statements that fit ``where``, nearest first, ties by id."""
        if self._index is not None:
            try:
                return self._index.search(vector, limit, where)
            except StoreError as error:
                self._index, self.reason = None, error.what
        if self._exact is None:
            self._exact = ExactRetriever(self._corpus())
        return self._exact.search(vector, limit, where)


@contextmanager
def open_index(
    folder: Path,
    spec: IndexSpec,
    corpus: Callable[[], Corpus],
    *,
    use_index: bool = True,
    timeout: float = 30.0,
) -> Iterator[OpenedRetriever]:
    """A retriever for the block: the index in ``folder`` if it fits ``spec`` and is well, else exact search.

    ``corpus`` is called once, and only when exact search has to answer. ``use_index=False`` goes straight to
    exact search, which is quicker for a single question: opening the index takes two to three seconds. The
    index's lock is held for the block, so keep it short. Never raises for the index's sake.
    """
    with ExitStack() as stack:
        index, reason = None, ""
        if use_index:
            index, reason = _open(stack, folder, spec, timeout)
        yield OpenedRetriever(index, corpus, reason)


def rebuild_index(
    folder: Path, spec: IndexSpec, corpus: Corpus, progress: Progress = silent, timeout: float = 600.0
) -> IndexState:
    """Index ``corpus`` afresh and swap it in; old and broken folders are removed.

    The state says why when it could not be done: the old index then stays as it was. Raises StoreError only
    when ``folder`` cannot be written or another process uses the index.
    """
    with hold(_lock(folder), "rebuild the search index"):
        try:
            return _rebuild(folder, spec, corpus, progress, timeout)
        except OSError as error:
            raise StoreError(
                f"the search index cannot be written: {error.strerror}",
                where=str(folder),
                hint="Check the folder's rights and the free space.",
            ) from error


def remove_index(folder: Path) -> None:
    """Remove the index with all of its files. Raises StoreError when another process uses it or a file
    cannot be removed; it is harmless to try again."""
    if not folder.is_dir():
        return
    with hold(_lock(folder), "remove the search index"):
        try:
            (folder / MANIFEST).unlink(missing_ok=True)
            shutil.rmtree(folder)
        except OSError as error:
            raise StoreError(
                f"the search index cannot be removed: {error.strerror}",
                where=str(folder),
                hint="Check the folder's rights.",
            ) from error


def examine_index(folder: Path, spec: IndexSpec, *, check: bool = False, timeout: float = 30.0) -> IndexState:
    """What the manifest says, and with ``check`` what the health check finds as well."""
    manifest, reason = _fitting_manifest(folder, spec)
    if manifest is None:
        return IndexState(False, 0, reason)
    if check:
        try:
            with hold(_lock(folder), "check the search index", wait=0.5):
                reason = check_apart(manifest.place(folder), manifest.count, manifest.probes, timeout)
        except StoreError:
            reason = _busy(folder)
    if reason:
        return IndexState(False, manifest.count, reason)
    tried = "and its health check passed" if check else "not tried"
    return IndexState(True, manifest.count, f"{manifest.count:,} statements of the newest run, {tried}")


def _rebuild(folder: Path, spec: IndexSpec, corpus: Corpus, progress: Progress, timeout: float) -> IndexState:
    if not folder.is_dir():
        folder.unlink(missing_ok=True)
        folder.mkdir(parents=True)
    _remove_others(folder)
    name = f"chroma-{uuid.uuid4().hex[:12]}"
    probes = corpus.ids[:: max(1, len(corpus) // _PROBES)][:_PROBES]
    manifest = Manifest(spec.model, spec.dimension, spec.run_id, len(corpus), name, probes)
    place = manifest.place(folder)
    fault = build_apart(place, corpus, progress, timeout)
    fault = fault or check_apart(place, manifest.count, probes, timeout)
    if not fault:
        _write_manifest(folder, manifest)
    _remove_others(folder)
    return IndexState(not fault, 0 if fault else manifest.count, fault)


def _open(stack: ExitStack, folder: Path, spec: IndexSpec, timeout: float) -> tuple[ChromaIndex | None, str]:
    manifest, reason = _fitting_manifest(folder, spec)
    if manifest is None:
        return None, reason
    try:
        stack.enter_context(hold(_lock(folder), "search", wait=0.5))
    except StoreError:
        return None, _busy(folder)
    manifest, reason = _fitting_manifest(folder, spec)  # again: a rebuild may have ended meanwhile
    if manifest is None:
        return None, reason
    place = manifest.place(folder)
    if fault := check_apart(place, manifest.count, manifest.probes, timeout):
        return None, fault
    try:
        index = ChromaIndex(place)
    except StoreError as error:
        return None, error.what
    stack.callback(_close, index)
    return index, ""


def _close(index: ChromaIndex) -> None:
    try:
        index.close()
    except StoreError:
        return  # the block is over; what could not be closed holds nothing that is needed


def _fitting_manifest(folder: Path, spec: IndexSpec) -> tuple[Manifest | None, str]:
    try:
        values = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None, _MISSING
    except (OSError, ValueError):
        return None, "the search index's manifest cannot be read"
    try:
        if values.pop("format") != _FORMAT:
            return None, "the search index has another format"
        manifest = Manifest(
            model=str(values["model"]),
            dimension=int(values["dimension"]),
            run_id=str(values["run_id"]),
            count=int(values["count"]),
            folder=str(values["folder"]),
            probes=tuple(str(probe) for probe in values["probes"]),
        )
        place = manifest.place(folder)
    except (KeyError, TypeError, ValueError, AttributeError):
        return None, "the search index's manifest cannot be read"
    if (manifest.model, manifest.dimension) != (spec.model, spec.dimension):
        return None, "the search index was made with another model"
    if manifest.run_id != spec.run_id:
        return None, "the search index was made for another run"
    if not place.is_dir():
        return None, "the search index's folder is gone"
    return manifest, ""


def _write_manifest(folder: Path, manifest: Manifest) -> None:
    fresh = folder / "manifest.json.new"
    fresh.write_text(json.dumps({"format": _FORMAT} | asdict(manifest), indent=1), encoding="utf-8")
    fresh.replace(folder / MANIFEST)


def _remove_others(folder: Path) -> None:
    """Remove every folder that the manifest does not name: deleted words must not lie about in old files."""
    try:
        named = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["folder"]
    except (OSError, ValueError, KeyError, TypeError):
        named = None
    for place in [*folder.glob("chroma-*"), *folder.glob("building-*")]:
        if place.name != named:
            shutil.rmtree(place, ignore_errors=True)


def _lock(folder: Path) -> Path:
    return folder.with_name(folder.name + ".lock")


def _busy(folder: Path) -> str:
    who = holder(_lock(folder))
    return f"the search index is in use ({who.in_words()})" if who else "the search index is in use"
