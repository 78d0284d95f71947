"""Recall and precision of redaction by kind and overall.

``python -m bench.redaction [DATA] [--corpus FILE ...] [--peer presidio] [--misses N]``

DATA is the folder of public data sets; its ``hostile/pii`` holds 750 texts labelled by Presidio's authors, of which
every second one was looked at while the recognisers were written and the others were not. Without ``--corpus`` the
files beside this one are measured: the development corpus and, where it is there, the held-out one, which somebody
else wrote; all of it has been read and mended since. The odd half of the public texts stays blind: ``--misses`` never
shows it.

A labelled value is found when each of its letters and figures is covered, whatever the kind. A find is right when it
overlaps a label of its kind; ``secret`` and ``url_login`` count as one kind here, as a token in a link is both.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bench.redaction_corpora import CORPUS, HELD_OUT, Labelled, Span, own_texts, public_texts
from bench.redaction_peer import presidio
from ingest.redaction import Redactor

__all__ = [
    "CORPUS",
    "HELD_OUT",
    "Labelled",
    "Score",
    "Span",
    "ours",
    "own_texts",
    "public_texts",
    "score",
    "table",
]
_BLIND = "(blind half)"
_SECRETS = frozenset(("secret", "url_login"))


@dataclass(slots=True)
class Score:
    """Counts of one kind."""

    labelled: int = 0
    found: int = 0
    finds: int = 0
    right: int = 0
    misses: list[str] = field(default_factory=list)
    false: list[str] = field(default_factory=list)


Finder = Callable[[Labelled], Iterable[Span]]


def score(texts: Sequence[Labelled], finder: Finder) -> dict[str, Score]:
    """Counts by kind of ``finder`` on ``texts``."""
    scores: dict[str, Score] = {}
    for labelled in texts:
        finds = list(finder(labelled))
        covered = {place for find in finds for place in range(find.start, find.end)}
        for span in labelled.spans:
            if not span.kind:
                continue
            entry = scores.setdefault(span.kind, Score())
            entry.labelled += 1
            value = labelled.text[span.start : span.end]
            if all(span.start + at in covered for at, char in enumerate(value) if char.isalnum()):
                entry.found += 1
            else:
                entry.misses.append(f"{value!r} in {labelled.text[:160]!r}")
        for find in finds:
            entry = scores.setdefault(find.kind, Score())
            entry.finds += 1
            if any(_agrees(find, span) for span in labelled.spans):
                entry.right += 1
            else:
                entry.false.append(f"{labelled.text[find.start : find.end]!r} in {labelled.text[:160]!r}")
    return scores


def _agrees(find: Span, span: Span) -> bool:
    if not (find.start < span.end and span.start < find.end):
        return False
    same = span.kind == find.kind or {span.kind, find.kind} <= _SECRETS
    return same or (not span.kind and find.kind in {"address", "person", "birth_date"})


def overall(scores: dict[str, Score]) -> Score:
    """The sums over all kinds (micro average)."""
    total = Score()
    for entry in scores.values():
        total.labelled += entry.labelled
        total.found += entry.found
        total.finds += entry.finds
        total.right += entry.right
    return total


def false_on_plain(texts: Sequence[Labelled], finder: Finder) -> dict[str, int]:
    """How many finds of each kind stand in texts that have no label at all (hard negatives)."""
    return dict(Counter(find.kind for text in texts if not text.spans for find in finder(text)))


def ours(known: bool) -> Finder:
    """This project's redactor; ``known`` gives it the labelled people as the record's names."""
    redactor = Redactor()

    def finder(labelled: Labelled) -> list[Span]:
        people = (
            [labelled.text[s.start : s.end] for s in labelled.spans if s.kind == "person"] if known else []
        )
        return [Span(find.start, find.end, find.kind) for find in redactor.find(labelled.text, people)]

    return finder


def table(columns: dict[str, dict[str, Score]]) -> str:
    """A Markdown table: recall and precision of each column by kind, and of all kinds together."""
    kinds = sorted({kind for scores in columns.values() for kind in scores})
    lines = ["| kind | " + " | ".join(f"{name}: recall | precision" for name in columns) + " |"]
    lines.append("|---|" + "---:|---:|" * len(columns))
    for kind in kinds:
        entries = [scores.get(kind, Score()) for scores in columns.values()]
        lines.append(f"| {kind} | " + " | ".join(_cells(entry) for entry in entries) + " |")
    totals = [overall(scores) for scores in columns.values()]
    lines.append("| **overall** | " + " | ".join(_cells(total, share=True) for total in totals) + " |")
    return "\n".join(lines)


def _cells(entry: Score, *, share: bool = False) -> str:
    return f"{_ratio(entry.found, entry.labelled, share)} | {_ratio(entry.right, entry.finds, share)}"


def _ratio(part: int, whole: int, share: bool) -> str:
    if not whole:
        return "-"
    return f"{part}/{whole} = {part / whole:.3f}" if share else f"{part}/{whole}"


def halves(name: str, texts: list[Labelled]) -> dict[str, list[Labelled]]:
    """The texts at even places, which may be looked at and mended, and those at odd places, which may not."""
    return {f"{name}, even entries (mending half)": texts[::2], f"{name}, odd entries {_BLIND}": texts[1::2]}


def measure(title: str, texts: Sequence[Labelled], finders: dict[str, Finder], misses: int) -> None:
    """Print the table of one set of texts, its hard negatives, and up to ``misses`` wrong ones of each kind."""
    plain = sum(not labelled.spans for labelled in texts)
    print(f"\n## {title}: {len(texts)} texts, {plain} without label\n")
    columns: dict[str, dict[str, Score]] = {}
    for name, finder in finders.items():
        started = time.perf_counter()
        columns[name] = score(texts, finder)
        print(f"{name}: {len(texts) / (time.perf_counter() - started):,.0f} texts a second")
    print("\n" + table(columns) + "\n")
    for name, finder in finders.items():
        wrong = false_on_plain(texts, finder)
        said = ", ".join(f"{kind} {count}" for kind, count in sorted(wrong.items())) or "none"
        print(f"false finds in the {plain} texts without label, {name}: {said}")
    for name, scores in list(columns.items())[:2]:
        for kind, entry in scores.items():
            for line in entry.misses[:misses]:
                print(f"miss {kind}, {name}: {line}")
            for line in entry.false[:misses]:
                print(f"false {kind}, {name}: {line}")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path, nargs="?")
    parser.add_argument("--corpus", type=Path, action="append")
    parser.add_argument("--peer", choices=["presidio"])
    parser.add_argument("--misses", type=int, default=0)
    options = parser.parse_args()
    finders: dict[str, Finder] = {"names known": ours(known=True), "names unknown": ours(known=False)}
    if options.peer:
        finders["Presidio"] = presidio()
    sets: dict[str, list[Labelled]] = {}
    for path in options.corpus or (CORPUS, HELD_OUT):
        if path.exists():
            whole = own_texts(path)
            sets |= {path.name: whole}
    if options.data:
        sets |= halves("public", public_texts(options.data))
    for title, texts in sets.items():
        measure(title, texts, finders, 0 if title.endswith(_BLIND) else options.misses)


if __name__ == "__main__":
    main()
