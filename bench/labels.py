"""How well themes are named without a model, against the names that people gave them.

``python -m bench.labels --data FILE.csv --text COL --label COL [--groups classes|engine] [--half A|B] [--show]``
names the labelled classes themselves (or the engine's groups of the same texts); ``--workspace DIR --truth
FILE.json`` names the themes of the workspace's newest run, which the truth file titles by item. A group's human
name is the most frequent one of its members.

Printed: themes; the share whose label holds a word of the human name (by stem); labels of one word; labels of
small words only; distinct ones; labels that stand in a member's text as they are; the mean share of members
that hold half of the label's meaning words or more; summaries that stand in a member's text; seconds. The
halves are told by a hash of the human name: A is looked at while the method is changed, B only before and after.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bench.themes import read_labelled
from foundation.errors import NrrError, SettingsError
from foundation.text import one_line
from synthesis.clustering import cluster
from synthesis.labelling import label_clusters
from synthesis.reading import runs_of
from synthesis.sentence_embedder import load_embedder
from synthesis.stems import stem_of
from synthesis.themes import Cluster, ThemeLabel, Vectors
from synthesis.word_classes import FUNCTION

_FEWEST = 5  # members of a class that is named


@dataclass(frozen=True, slots=True)
class Corpus:
    """Groups with their human names, and the texts and vectors of their members."""

    groups: list[tuple[str, Cluster]]
    texts: Mapping[str, str]
    vectors: Mapping[str, Vectors] | None


def main(arguments: list[str] | None = None) -> int:
    """Run the bench and print its figures; 1 when the input cannot be used."""
    options = _parser().parse_args(arguments)
    try:
        corpus = _of_workspace(options) if options.workspace else _of_file(options)
    except NrrError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    start = time.perf_counter()
    labels = label_clusters([group for _, group in corpus.groups], corpus.texts, corpus.vectors)
    seconds = time.perf_counter() - start
    named = [
        (name, group, label)
        for (name, group), label in zip(corpus.groups, labels, strict=True)
        if not options.half or half_of(name) == options.half
    ]
    figures = {**measure(named, corpus.texts), "seconds": round(seconds, 2)}
    if options.show:
        for name, group, label in named:
            print(f"{label.label}  [{name}, {len(group.members)}]\n    {label.summary}")
    print(json.dumps(figures, indent=2) if options.json else _table(figures))
    return 0


def half_of(name: str) -> str:
    """A or B, by a hash of the name."""
    return "AB"[hashlib.sha256(name.encode()).digest()[-1] % 2]


def measure(
    named: Sequence[tuple[str, Cluster, ThemeLabel]], texts: Mapping[str, str]
) -> dict[str, float | int]:
    """The figures over groups with human name and label; shares are 0 to 1."""
    rows = [_judged(name, [texts[one] for one in group.members], label) for name, group, label in named]
    figures: dict[str, float | int] = {"themes": len(rows)}
    for key in rows[0] if rows else ():
        figures[key] = round(sum(row[key] for row in rows) / len(rows), 3)
    figures["distinct"] = len({label.label.casefold() for _, _, label in named})
    return figures


def _judged(name: str, members: Sequence[str], label: ThemeLabel) -> dict[str, float]:
    stems = stems_in(label.label)
    lines = [f" {one_line(text).casefold()} " for text in members]
    held = [len(stems & stems_in(line)) for line in lines]
    words = label.label.split()
    return {
        "shares_a_word_with_the_name": float(bool(stems & stems_in(name))),
        "one_word": float(len(words) == 1),
        "more_than_six_words": float(len(words) > 6),
        "small_words_only": float(not stems),
        "stands_in_a_text": float(any(label.label.casefold() in line for line in lines)),
        "members_with_half_its_words": sum(2 * found >= len(stems) > 0 for found in held) / max(1, len(held)),
        "members_with_all_its_words": sum(found >= len(stems) > 0 for found in held) / max(1, len(held)),
        "summary_stands_in_a_text": float(any(label.summary in text for text in members)),
    }


def stems_in(text: str) -> set[str]:
    """Stems of the words that mean something; a name in CamelCase or with underscores is taken apart."""
    spaced = "".join(f" {char}" if char.isupper() else char for char in text.replace("_", " "))
    wording = spaced if " " not in text.strip() and not text.isupper() else text
    words = (word.folded for run in runs_of(wording.replace("-", "")) for word in run)
    return {stem_of(word) for word in words if word not in FUNCTION and word != "#"}


def _of_file(options: argparse.Namespace) -> Corpus:
    if not (options.data and options.text and options.label):
        raise SettingsError("bench.labels needs --data, --text and --label, or --workspace and --truth")
    texts, names = read_labelled(options.data, options.text, options.label, options.label_sep)
    texts, names = texts[: options.limit], names[: options.limit]
    vectors = load_embedder(options.model).embed(texts)
    ids = [f"{row:08d}" for row in range(len(texts))]
    if options.groups == "engine":
        groups = list(cluster(ids, texts, vectors).clusters)
    else:
        groups = _classes(ids, names, vectors)
    of = {identity: [name] for identity, name in zip(ids, names, strict=True)}
    named = [(_human_name(group.members, of), group) for group in groups]
    return Corpus(named, dict(zip(ids, texts, strict=True)), dict(zip(ids, vectors, strict=True)))


def _classes(ids: Sequence[str], names: Sequence[str], vectors: Vectors) -> list[Cluster]:
    rows: dict[str, list[int]] = defaultdict(list)
    for row, name in enumerate(names):
        rows[name].append(row)
    groups = []
    for _, of in sorted(rows.items()):
        if len(of) >= _FEWEST:
            centre = vectors[of].mean(axis=0)
            centre /= max(1e-9, float(np.linalg.norm(centre)))
            near = sorted(of, key=lambda row: (-round(float(vectors[row] @ centre), 5), row))
            groups.append(Cluster(tuple(ids[row] for row in near), centre.astype(np.float32), 1.0))
    return groups


def _human_name(members: Iterable[str], names: Mapping[str, Sequence[str]]) -> str:
    counts = Counter(name for one in members for name in names.get(one, ()))
    return min(counts, key=lambda name: (-counts[name], name)) if counts else ""


def _of_workspace(options: argparse.Namespace) -> Corpus:
    from workspace.store import feedback_views, runs
    from workspace.workspace import open_workspace

    if not options.truth:
        raise SettingsError("--workspace needs --truth, the file that titles its items")
    titles: dict[str, list[str]] = defaultdict(list)
    for theme in json.loads(options.truth.read_text(encoding="utf-8"))["themes"].values():
        for item in theme["items"]:
            titles[item].append(theme["title"])
    with open_workspace(options.workspace).store().read() as connection:
        month = runs.latest_month(connection)
        run = runs.load_run(connection, month) if month else None
        if run is None:
            raise SettingsError("the workspace has no run", hint="Run nrr synthesize first.")
        said = list(runs.run_statements(connection, (m for t in run.themes for m in t.theme.members)))
        keys = feedback_views.external_ids(connection, {one.item_id for one in said})
    names = {one.id: titles.get(f"{one.source.value}:{keys[one.item_id]}", []) for one in said}
    groups = [Cluster(one.theme.members, one.theme.centroid, one.theme.stability) for one in run.themes]
    named = [(_human_name(group.members, names), group) for group in groups]
    return Corpus(named, {one.id: one.text for one in said}, None)


def _table(figures: Mapping[str, float | int]) -> str:
    return "\n".join(f"{key:<30} {value}" for key, value in figures.items())


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="bench.labels", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, help="CSV with a text and a label column")
    parser.add_argument("--text")
    parser.add_argument("--label")
    parser.add_argument("--label-sep", help="rows whose label holds this are left out")
    parser.add_argument("--limit", type=int, help="at most so many rows")
    parser.add_argument("--groups", choices=["classes", "engine"], default="classes")
    parser.add_argument("--workspace", type=Path)
    parser.add_argument("--truth", type=Path, help="JSON: themes with title and items")
    parser.add_argument("--half", choices=["A", "B"])
    parser.add_argument("--model", default="default")
    parser.add_argument("--show", action="store_true", help="every label and summary")
    parser.add_argument("--json", action="store_true")
    return parser


if __name__ == "__main__":
    sys.exit(main())
