"""Themes against labels: how well the real engine finds, with its defaults, what people labelled.

``python -m bench.themes --data FILE.csv --text COL --label COL [--label-sep ";"] [--limit N]
[--peer bertopic] [--json]``. Rows without text or label are left out; with ``--label-sep`` so are rows with
more than one label. ARI and NMI count what is unclustered as one class; the ``_clustered`` figures leave it
out. ``seconds``, ``cpu_seconds`` and ``peak_mb`` are those of the grouping on ready vectors, for the peer as
well; its imports and what it compiles at its first call count, as they do for who runs it once.
"""

from __future__ import annotations

import argparse
import csv
import importlib.util
import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from foundation.errors import NrrError, SourceError
from synthesis.clustering import ClusterParams, cluster
from synthesis.sentence_embedder import load_embedder
from synthesis.themes import Vectors

Figures = dict[str, object]


def main(arguments: list[str] | None = None) -> int:
    """Run the bench and print its figures; 1 when the file cannot be used."""
    options = _parser().parse_args(arguments)
    try:
        texts, labels = read_labelled(options.data, options.text, options.label, options.label_sep)
        texts, labels = texts[: options.limit], labels[: options.limit]
        vectors = load_embedder(options.model).embed(texts)
        params = ClusterParams(granularity=options.granularity)
        figures = measure(lambda: engine_groups(texts, vectors, params), labels)
        if options.peer:
            figures["peer"] = _peer(texts, vectors, labels)
    except NrrError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    print(json.dumps(figures, indent=2) if options.json else _table(figures))
    return 0


def read_labelled(path: Path, text: str, label: str, separator: str | None) -> tuple[list[str], list[str]]:
    """Texts and labels of a CSV (TSV by its ending); SourceError for one that is missing."""
    delimiter = "\t" if path.suffix == ".tsv" else ","
    try:
        with path.open(encoding="utf-8-sig", errors="replace", newline="") as stream:
            reader = csv.DictReader(stream, delimiter=delimiter)
            missing = [column for column in (text, label) if column not in (reader.fieldnames or [])]
            if missing:
                raise SourceError("no such column", path=str(path), column=missing[0])
            pairs = [((row[text] or "").strip(), (row[label] or "").strip()) for row in reader]
    except OSError as error:
        raise SourceError(f"cannot read: {error.strerror}", path=str(path)) from error
    kept = [
        (words, name) for words, name in pairs if words and name and not (separator and separator in name)
    ]
    return [words for words, _ in kept], [name for _, name in kept]


def engine_groups(texts: list[str], vectors: Vectors, params: ClusterParams) -> list[int]:
    """The engine's theme number for each text, -1 for unclustered."""
    ids = [f"{row:08d}" for row in range(len(texts))]
    clustering = cluster(ids, texts, vectors, params)
    numbers = {one: number for number, group in enumerate(clustering.clusters) for one in group.members}
    return [numbers.get(identity, -1) for identity in ids]


def measure(group: Callable[[], list[int]], labels: list[str]) -> Figures:
    """The figures of one grouping against the labels."""
    from sklearn.metrics import adjusted_rand_score, normalized_mutual_info_score

    start, cpu = time.perf_counter(), time.process_time()
    found = np.array(group(), dtype=np.int64)
    seconds, cpu_seconds = time.perf_counter() - start, time.process_time() - cpu
    truth = np.array(labels)
    inside = found >= 0
    return {
        "n": len(labels),
        "classes": len(set(labels)),
        "themes": len(set(found[inside].tolist())),
        "unclustered": round(float(1 - inside.mean()), 4) if len(found) else 0.0,
        "ari": round(float(adjusted_rand_score(truth, found)), 4),
        "nmi": round(float(normalized_mutual_info_score(truth, found)), 4),
        "ari_clustered": round(float(adjusted_rand_score(truth[inside], found[inside])), 4),
        "nmi_clustered": round(float(normalized_mutual_info_score(truth[inside], found[inside])), 4),
        "seconds": round(seconds, 2),
        "cpu_seconds": round(cpu_seconds, 2),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def _peer(texts: list[str], vectors: Vectors, labels: list[str]) -> Figures:
    if importlib.util.find_spec("bertopic") is None:
        return {"name": "bertopic", "error": "bertopic is not installed: pip install bertopic"}
    from bertopic import BERTopic

    def group() -> list[int]:
        topics, _ = BERTopic().fit_transform(texts, vectors)
        return [int(topic) for topic in topics]

    return {"name": "bertopic", **measure(group, labels)}


def _table(figures: Figures) -> str:
    lines = []
    for key, value in figures.items():
        if isinstance(value, dict):
            lines += [f"{key}.{inner:<{18 - len(key)}} {number}" for inner, number in value.items()]
        else:
            lines.append(f"{key:<19} {value}")
    return "\n".join(lines)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="bench.themes", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="CSV with a text and a label column")
    parser.add_argument("--text", required=True)
    parser.add_argument("--label", required=True)
    parser.add_argument("--label-sep", help="rows whose label holds this are left out")
    parser.add_argument("--limit", type=int, help="at most so many rows")
    parser.add_argument("--peer", choices=["bertopic"])
    parser.add_argument("--model", default="default")
    parser.add_argument("--granularity", type=float, default=1.0)
    parser.add_argument("--json", action="store_true")
    return parser


if __name__ == "__main__":
    sys.exit(main())
