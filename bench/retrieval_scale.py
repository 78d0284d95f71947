"""How long a question takes a warm searcher, as the app and the assistant keep one, on many statements.

The workspace is made up: sentences from a small grammar with rare words of their own, vectors that lie about the
vector of a sentence of their kind, 500 accounts, 200 themes, 24 months. It is written into a real store and searched
through the front door, filters checked and statements read; no figure is of a part alone unless it says so.
"""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from foundation.months import Month
from ingest.items import Source
from synthesis.figures import Coverage, ThemeWeights, Unclustered
from synthesis.hybrid import FoundBy
from synthesis.questions import QuestionReader
from synthesis.sentence_embedder import load_embedder
from synthesis.themes import (
    Manifest,
    Statement,
    SynthesisRun,
    Theme,
    ThemeKind,
    ThemeStatus,
    Vectors,
    WeightedTheme,
)
from workspace.index import write_search_files
from workspace.search import SearchQuery
from workspace.searching import Searcher, open_search
from workspace.store.embeddings import save_vectors, text_hash
from workspace.store.runs import save_run
from workspace.store.schema import BOOK
from workspace.workspace import Workspace, init_workspace, open_workspace

_ASKED = 60
_ROUNDS = 5
_LAST = Month(2026, 10)
_ACCOUNTS, _THEMES, _MONTHS = 500, 200, 24
_SUBJECTS = "export report invoice calendar board route photo signature battery portal login import quote ledger alert"
_FAULTS = (
    "times out|is slow|fails every morning|shows the wrong amount|is missing|loses what we typed|comes twice"
)
_ENDS = "for our night shift|since the last update|on the older phones|before the month is closed|with the large sites"


@dataclass(frozen=True, slots=True)
class _Said:
    text: str
    kind: int


@dataclass(frozen=True, slots=True)
class Times:
    """Milliseconds: every asking by the clock; for each question its quickest round, and its least work."""

    clock: NDArray[np.float64]
    quickest: NDArray[np.float64]
    used: NDArray[np.float64]


def measure_scale(count: int, folder: Path | None, as_json: bool) -> int:
    """Print milliseconds a question, p50 and p95, by what it is limited to."""
    with ExitStack() as stack:
        place = folder or Path(stack.enter_context(tempfile.TemporaryDirectory())) / "scale"
        started = time.perf_counter()
        workspace = open_workspace(place) if (place / "nrr.toml").is_file() else _build(place, count)
        lines: list[dict[str, object]] = [{"what": "built", "s": round(time.perf_counter() - started, 1)}]
        lines += _measured(workspace)
    for line in lines:
        print(json.dumps(line) if as_json else "  ".join(f"{key} {value}" for key, value in line.items()))
    return 0


def _measured(workspace: Workspace) -> Iterator[dict[str, object]]:
    rng = np.random.default_rng(7)
    questions = _questions(rng)
    with open_search(workspace) as searcher:
        started = time.perf_counter()
        searcher.search(SearchQuery(questions[0]))
        yield {
            "what": "first question, model and tables loaded",
            "s": round(time.perf_counter() - started, 2),
        }
        embedding = _times(_reader(workspace), [SearchQuery(words) for words in questions], new=True)
        yield {"what": "embedding alone", **_shares("", embedding)}
        for name, query in _filters():
            asked = [replace(query, words=words) for words in _questions(rng)]
            new = _times(searcher.search, asked, new=True)
            known = _times(searcher.search, asked)
            yield {"what": name, **_shares("known question", known), **_shares("new question", new)}
        by_words = [SearchQuery(words, account="A0007", by="words") for words in questions]
        yield {"what": "one account, words alone", **_shares("", _times(searcher.search, by_words))}
        yield {"what": "hits by both", "share": _by_both(searcher, questions)}


def _filters() -> Iterator[tuple[str, SearchQuery]]:
    yield "no filter", SearchQuery("", use_index=False)
    yield "one account", SearchQuery("", account="A0007")
    yield "two months", SearchQuery("", since=Month(2026, 3), until=Month(2026, 4))
    yield (
        "a source and twelve months",
        SearchQuery("", source="nps", since=Month(2025, 6), until=Month(2026, 5)),
    )
    yield "a kind", SearchQuery("", kind="request")
    yield "a theme", SearchQuery("", theme="t0007")


def _times(ask: Callable[[SearchQuery], object], queries: list[SearchQuery], new: bool = False) -> Times:
    """Milliseconds a question by the clock, by the clock in the quickest of its rounds, and of the processor in that
    of the least work: on a busy machine the first tells of the others who use it. ``new``: each round asks with a
    space more, which makes it a question whose vector is not known yet."""
    rounds = []
    for number in range(_ROUNDS):
        took = []
        for query in queries:
            asked = replace(query, words=query.words + " " * number) if new else query
            started, used = time.perf_counter(), time.process_time()
            ask(asked)
            took.append(((time.perf_counter() - started) * 1000, (time.process_time() - used) * 1000))
        rounds.append(took)
    held = np.array(rounds)
    least = held.min(axis=0)
    return Times(held[:, :, 0].ravel(), least[:, 0], least[:, 1])


def _shares(name: str, times: Times) -> dict[str, object]:
    before = f"{name}, " if name else ""
    figures = {
        "p50 ms": np.percentile(times.clock, 50),
        "p95 ms": np.percentile(times.clock, 95),
        "quickest, p95 ms": np.percentile(times.quickest, 95),
        "p95 CPU ms": np.percentile(times.used, 95),
    }
    return {f"{before}{what}": round(float(figure), 1) for what, figure in figures.items()}


def _questions(rng: np.random.Generator) -> list[str]:
    """Sentences like the statements, every fourth with a misspelt word."""
    found = [" ".join(_sentence(rng).text.split()[:9]) for _ in range(_ASKED)]
    return [f"{words} becuase of it" if at % 4 == 0 else words for at, words in enumerate(found)]


def _by_both(searcher: Searcher, questions: list[str]) -> float:
    hits = [hit for words in questions[:20] for hit in searcher.search(SearchQuery(words)).hits]
    return round(sum(hit.by is FoundBy.BOTH for hit in hits) / max(1, len(hits)), 2)


def _sentence(rng: np.random.Generator) -> _Said:
    subjects, faults, ends = _SUBJECTS.split(), _FAULTS.split("|"), _ENDS.split("|")
    parts = [int(rng.integers(len(one))) for one in (subjects, faults, ends)]
    rare = " ".join(
        f"{subjects[int(rng.integers(len(subjects)))][:3]}{rng.integers(40_000)}" for _ in range(3)
    )
    words = (
        f"The {subjects[parts[0]]} {faults[parts[1]]} {ends[parts[2]]} and we have told you so about {rare}"
    )
    return _Said(
        f"{words}, which costs us the {subjects[int(rng.integers(len(subjects)))]}.", parts[0] * 10 + parts[1]
    )


def _build(place: Path, count: int) -> Workspace:
    rng = np.random.default_rng(1)
    said = [_sentence(rng) for _ in range(count)]
    first = {one.kind: one.text for one in reversed(said)}
    embedder = load_embedder("default")
    centres = dict(zip(first, embedder.embed(list(first.values())), strict=True))
    vectors = _moved(np.stack([centres[one.kind] for one in said]), rng)
    workspace = init_workspace(place)
    with workspace.store().write("build a bench") as connection:
        _write(connection, said, vectors, embedder.name)
    write_search_files(workspace.store(), workspace.index_path, embedder.name)
    return workspace


def _moved(rows: Vectors, rng: np.random.Generator) -> Vectors:
    rows = rows + rng.standard_normal(rows.shape, dtype=np.float32) * np.float32(0.03)
    moved: Vectors = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return moved.astype(np.float32)


def _write(connection: Connection, said: list[_Said], vectors: Vectors, model: str) -> None:
    """Rows of the tables that a search reads, as an import and a synthesis would leave them."""
    ids = [f"s{at:07d}" for at in range(len(said))]
    statements = [_statement(at, one) for at, one in enumerate(said)]
    import_id = "bench"
    connection.execute(
        BOOK["accounts"].insert(),
        [{"id": f"A{at:04d}", "name": f"Company {at}", "import_id": import_id} for at in range(_ACCOUNTS)],
    )
    themes = tuple(_theme(number, tuple(ids[number::_THEMES])) for number in range(_THEMES))
    manifest = Manifest(model, "", "", {}, len(said), len(said), 0, {}, {})
    coverage = Coverage(_ACCOUNTS, _ACCOUNTS, 1.0, 0.0, len(said), 0)
    run = SynthesisRun(
        "bench", _LAST, manifest, themes, {}, coverage, Unclustered(0, 0.0, 0.0, 0.0, {}, ()), ()
    )
    save_run(connection, run, statements, datetime(2026, 11, 1, tzinfo=UTC))
    keys = {text_hash(one.text): row for one, row in zip(said, vectors, strict=True)}
    save_vectors(connection, model, keys)


def _statement(at: int, said: _Said) -> Statement:
    return Statement(
        id=f"s{at:07d}",
        item_id=f"i{at}",
        part_id=f"p{at}",
        account_id=f"A{at * 7919 % _ACCOUNTS:04d}",
        source=tuple(Source)[at % len(Source)],
        day=_LAST.plus(-(at * 31 % _MONTHS)).first_day,
        start=0,
        end=len(said.text),
        text=said.text,
        kind=tuple(ThemeKind)[at * 13 % len(ThemeKind)],
    )


def _theme(number: int, members: tuple[str, ...]) -> WeightedTheme:
    theme = Theme(
        id=f"t{number:04d}",
        label=f"theme {number}",
        summary="",
        terms=(),
        kind=ThemeKind.COMPLAINT,
        members=members,
        centroid=np.ones(4, dtype=np.float32) / np.float32(2),
        stability=1.0,
        born=_LAST,
    )
    weights = ThemeWeights(len(members), 1, 0.0, 0.0, 0.0, (0.0, 0.0), 0.0, 0.0, None, 0.0, (), (), ())
    return WeightedTheme(theme, ThemeStatus.STEADY, weights, ())


def _reader(workspace: Workspace) -> Callable[[SearchQuery], object]:
    reader = QuestionReader(workspace.settings.embedding.model)
    return lambda query: reader.vector(query.words)
