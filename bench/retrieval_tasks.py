"""What ``bench.retrieval`` asks, and what answers it.

banking77: each test utterance is a question, the training utterances of its intent answer it; every second question
is held out. The demo: ``retrieval_questions.toml`` on the statements of the demo workspace's newest run; what is found
counts by item, and the items that answer stand in the demo's truth or in the file.
"""

from __future__ import annotations

import csv
import json
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import numpy as np
from sqlalchemy import text as sql

from synthesis.corpus import Column, Corpus
from synthesis.embedder import Embedder
from synthesis.keywords import KeywordIndex
from synthesis.retrieval import EVERYTHING, SearchFilter
from synthesis.themes import Vectors
from workspace.store import runs
from workspace.store.keyword_terms import count_terms, terms_of
from workspace.workspace import open_workspace

DEVELOPMENT, HELD_OUT = "development", "held out"
_QUESTIONS = Path(__file__).with_name("retrieval_questions.toml")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its vector and terms, and the units (items, utterances) that answer it."""

    words: str
    kind: str
    half: str
    vector: Vectors
    terms: tuple[str, ...]
    relevant: frozenset[str]
    where: SearchFilter = EVERYTHING


@dataclass(frozen=True, slots=True)
class Task:
    """A set of questions on one corpus; ``units`` says of which unit each row is a part."""

    name: str
    corpus: Corpus
    keywords: KeywordIndex
    units: tuple[str, ...]
    asked: tuple[Asked, ...]


def banking(folder: Path, embedder: Embedder, kept: Path | None = None) -> Task:
    """The questions of banking77; ``kept`` is a folder where its vectors are kept from run to run."""
    train, test = (_utterances(folder / f"{name}.csv") for name in ("train", "test"))
    ids = [f"{at:06d}" for at in range(len(train))]
    vectors = _vectors([text for text, _ in train], embedder, kept, "train")
    by_intent: dict[str, set[str]] = {}
    for one, (_, intent) in zip(ids, train, strict=True):
        by_intent.setdefault(intent, set()).add(one)
    rows = _vectors([text for text, _ in test], embedder, kept, "test")
    asked = tuple(
        Asked(
            text,
            "utterance",
            (DEVELOPMENT, HELD_OUT)[at % 2],
            rows[at],
            tuple(terms_of(text)),
            frozenset(by_intent[intent]),
        )
        for at, (text, intent) in enumerate(test)
    )
    texts = [text for text, _ in train]
    return Task(
        "banking77", plain_corpus(ids, vectors), KeywordIndex.of(count_terms(texts)), tuple(ids), asked
    )


def plain_corpus(ids: Sequence[str], vectors: Vectors) -> Corpus:
    """A corpus of statements of which nothing but their vectors is known."""
    empty = Column.of([""] * len(ids))
    return Corpus(tuple(ids), empty, empty, np.zeros(len(ids), dtype=np.int64), empty, empty, vectors)


def demo(folder: Path, embedder: Embedder) -> Task:
    """The questions on the demo workspace in ``folder``, which has a run."""
    from workspace.index import load_corpus

    with open_workspace(folder).store().read() as connection:
        run_id, model = runs.newest_run(connection) or ("", "")
        corpus = load_corpus(connection, run_id, model)
        said = {one.id: one for one in runs.statements_of(connection, run_id)}
        query = sql("SELECT id, source || ':' || external_id AS told FROM item")
        told = {row.id: str(row.told) for row in connection.execute(query)}
    texts = [said[one].text for one in corpus.ids]
    units = tuple(told[said[one].item_id] for one in corpus.ids)
    return Task(
        "demo", corpus, KeywordIndex.of(count_terms(texts)), units, _questions(corpus, units, embedder)
    )


def _questions(corpus: Corpus, units: tuple[str, ...], embedder: Embedder) -> tuple[Asked, ...]:
    entries = tomllib.loads(_QUESTIONS.read_text("utf-8"))["question"]
    planted = json.loads((files("workspace") / "demo_data" / "truth.json").read_text("utf-8"))["themes"]
    vectors = embedder.embed([entry["words"] for entry in entries])
    of_account = {unit: corpus.accounts[row] for row, unit in enumerate(units)}
    asked = []
    for entry, vector in zip(entries, vectors, strict=True):
        items = {item for theme in entry.get("themes", ()) for item in planted[theme]["items"]}
        account = entry.get("account", "")
        wanted = {one for one in items | set(entry.get("items", ())) if one in of_account}
        if account:
            wanted = {one for one in wanted if of_account[one] == account}
        asked.append(
            Asked(
                entry["words"],
                entry["kind"],
                entry["half"],
                vector,
                tuple(terms_of(entry["words"])),
                frozenset(wanted),
                SearchFilter(accounts=frozenset([account])) if account else EVERYTHING,
            )
        )
    return tuple(asked)


def _utterances(path: Path) -> list[tuple[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return [(row["text"], row["category"]) for row in csv.DictReader(stream)]


def _vectors(texts: list[str], embedder: Embedder, kept: Path | None, name: str) -> Vectors:
    path = kept / f"banking77-{name}.npy" if kept else None
    if path is not None and path.is_file():
        held: Vectors = np.load(path)
        if len(held) == len(texts):
            return held
    rows = embedder.embed(texts)
    if path is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
        np.save(path, rows)
    return rows
