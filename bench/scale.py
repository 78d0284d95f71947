"""What grouping costs as feedback grows, and what grouping a sample instead of everything costs.

``python -m bench.scale --set FILE,TEXT,LABEL[,SEPARATOR] ... [--rows N ...] [--fit-limit N ...] [--json]``. Rows of
all sets are taken together, labels told apart by set. For each ``--fit-limit`` the sets are grouped with that
many texts fitted and the rest assigned. For each ``--rows`` so many statements are made by moving the sets'
vectors a little, each with words of its own, and grouped with defaults; memory includes their vectors.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from functools import partial
from pathlib import Path

import numpy as np

from bench.themes import Figures, engine_groups, measure, read_labelled
from foundation.errors import NrrError
from synthesis.clustering import ClusterParams
from synthesis.neighbours import unit
from synthesis.sentence_embedder import load_embedder
from synthesis.themes import Vectors

_MOVED = 0.6  # length of the step that makes a statement of its own


def main(arguments: list[str] | None = None) -> int:
    """Run the bench and print its figures; 1 when a file cannot be used."""
    options = _parser().parse_args(arguments)
    texts: list[str] = []
    labels: list[str] = []
    try:
        for number, wanted in enumerate(options.set):
            name, text, label, *separator = wanted.split(",")
            said, names = read_labelled(Path(name), text, label, separator[0] if separator else None)
            texts += said
            labels += [f"{number} {one}" for one in names]
        vectors = load_embedder("default").embed(texts)
    except NrrError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    figures: list[Figures] = []
    for limit in options.fit_limit:
        params = ClusterParams(fit_limit=limit)
        figures.append(
            {"fit_limit": limit, **measure(partial(engine_groups, texts, vectors, params), labels)}
        )
    figures += [_grown(texts, vectors, rows) for rows in options.rows]
    for line in figures:
        print(
            json.dumps(line) if options.json else "  ".join(f"{key} {value}" for key, value in line.items())
        )
    return 0


def _grown(texts: list[str], vectors: Vectors, rows: int) -> Figures:
    rng = np.random.default_rng(rows)
    made = np.zeros((rows, vectors.shape[1]), dtype=np.float32)
    for start in range(0, rows, 16_384):
        stop = min(start + 16_384, rows)
        step = unit(rng.standard_normal((stop - start, vectors.shape[1]), dtype=np.float32))
        made[start:stop] = unit(vectors[np.arange(start, stop) % len(vectors)] + _MOVED * step)
    words = [f"{texts[row % len(texts)][:80]} number {row}" for row in range(rows)]
    begin, cpu = time.perf_counter(), time.process_time()
    found = engine_groups(words, made, ClusterParams())
    return {
        "rows": rows,
        "themes": len(set(found) - {-1}),
        "unclustered": round(found.count(-1) / rows, 4),
        "seconds": round(time.perf_counter() - begin, 1),
        "cpu_seconds": round(time.process_time() - cpu, 1),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="bench.scale", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--set", action="append", required=True, metavar="FILE,TEXT,LABEL[,SEPARATOR]")
    parser.add_argument("--rows", type=int, nargs="*", default=[], help="made statements to group")
    parser.add_argument("--fit-limit", type=int, nargs="*", default=[], help="texts to fit of the sets")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    return parser


if __name__ == "__main__":
    sys.exit(main())
