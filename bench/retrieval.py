"""How well a search finds: by meaning, by words and by both, and how fast it is.

``python -m bench.retrieval [--banking DIR] [--demo WORKSPACE] [--designs] [--kinds] [--keep DIR] [--json]`` prints
recall@10 (of what could be among ten) and nDCG@10 of each on the questions of banking77 and of the demo, development
and held-out halves apart. ``--scale N`` measures instead one warm searcher on a workspace of N statements.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import numpy as np

from bench.retrieval_designs import DESIGNS, Rankings, products, ranked, rankings
from bench.retrieval_tasks import DEVELOPMENT, HELD_OUT, Asked, Task, banking, demo
from foundation.errors import NrrError, SourceError
from synthesis.sentence_embedder import load_embedder

_AT = 10
_DISCOUNT = 1 / np.log2(np.arange(2, _AT + 2))

Ranker = Callable[[Task, Asked, Rankings], Sequence[int]]
OURS = "fused, as the product does it"


def main(arguments: list[str] | None = None) -> int:
    """Print the figures; 1 when there is nothing to measure on."""
    options = _parser().parse_args(arguments)
    try:
        if options.scale:
            from bench.retrieval_scale import measure_scale

            return measure_scale(options.scale, options.folder, options.json)
        embedder = load_embedder("default")
        tasks = [banking(options.banking, embedder, options.keep)] if options.banking else []
        tasks += [demo(options.demo, embedder)] if options.demo else []
        if not tasks:
            raise SourceError("nothing to measure on", hint="Give --banking or --demo.")
        lines = [line for task in tasks for line in figures(task, options.designs, options.kinds)]
    except NrrError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    for line in lines:
        print(json.dumps(line) if options.json else _row(line))
    return 0


def rankers(designs: bool) -> dict[str, Ranker]:
    """What is measured, by name."""
    found: dict[str, Ranker] = {
        "by meaning": lambda _task, _asked, one: one.by_meaning.tolist(),
        "by words": lambda _task, _asked, one: one.by_words.tolist(),
    }
    for name, design in DESIGNS.items() if designs else ():
        found[name] = lambda _task, _asked, one, design=design: ranked(design, one)  # type: ignore[misc]
    found[OURS] = lambda task, asked, _one: products(task, asked)
    return found


def figures(task: Task, designs: bool = False, kinds: bool = False) -> list[dict[str, object]]:
    """A line for each ranker and half (and kind of question): how many, recall@10, nDCG@10."""
    empty = [asked.words for asked in task.asked if not asked.relevant]
    if empty:
        raise SourceError(f"nothing answers {empty[0]!r}", hint="Mend the question set.")
    ranking = rankers(designs)
    reached: dict[tuple[str, str, str], list[tuple[float, float]]] = {}
    for asked in task.asked:
        both = rankings(task, asked)
        for name, ranker in ranking.items():
            found = measured(task, asked, ranker(task, asked, both))
            reached.setdefault((asked.half, "", name), []).append(found)
            if kinds:
                reached.setdefault((asked.half, asked.kind, name), []).append(found)
    lines = []
    for (half, kind, name), values in sorted(
        reached.items(), key=lambda one: (_HALVES[one[0][0]], one[0][1])
    ):
        recall, gain = np.array(values).mean(axis=0).tolist()
        line: dict[str, object] = {"set": task.name, "half": half, "design": name, "questions": len(values)}
        lines.append(line | ({"kind": kind} if kind else {}) | {"recall@10": recall, "ndcg@10": gain})
    return lines


_HALVES = {DEVELOPMENT: 0, HELD_OUT: 1}


def measured(task: Task, asked: Asked, rows: Iterable[int]) -> tuple[float, float]:
    """Recall@10, of at most ten that could be there, and nDCG@10 with gains of 0 and 1; by unit, at its best row."""
    units = list(dict.fromkeys(task.units[row] for row in rows))[:_AT]
    gains = np.array([unit in asked.relevant for unit in units], dtype=np.float64)
    most = min(_AT, len(asked.relevant))
    gain = float((gains * _DISCOUNT[: len(gains)]).sum() / _DISCOUNT[:most].sum())
    return float(gains.sum()) / most, gain


def _row(line: dict[str, object]) -> str:
    words = f"{line['set']:<9} {line['half']:<11} {line.get('kind', ''):<11} {line['design']:<44}"
    return f"{words} {line['questions']:>5}  {line['recall@10']:.3f}  {line['ndcg@10']:.3f}"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="bench.retrieval", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--banking", type=Path, help="the folder of banking77's train.csv and test.csv")
    parser.add_argument("--demo", type=Path, help="a demo workspace with a run (`nrr demo --dir DIR`)")
    parser.add_argument("--designs", action="store_true", help="other ways of fusing too")
    parser.add_argument("--kinds", action="store_true", help="each kind of question too")
    parser.add_argument("--keep", type=Path, help="a folder to keep banking77's vectors in")
    parser.add_argument("--scale", type=int, help="statements to measure a warm searcher on")
    parser.add_argument(
        "--folder", type=Path, help="where --scale builds its workspace; default: a scratch one"
    )
    parser.add_argument("--json", action="store_true")
    return parser


if __name__ == "__main__":
    sys.exit(main())
