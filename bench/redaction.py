"""Recall and precision of redaction by kind: ``python -m bench.redaction DATA [--peer presidio]``.

DATA is the folder of public data sets; its ``hostile/pii`` holds 750 texts labelled by Presidio's authors.
The corpus beside this file was written for this project: support mail with personal data, and hard negatives.

A labelled value is found when each of its letters and figures is covered, whatever the kind. A find is right
when it overlaps a label of its kind.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from ingest.redaction import Redactor

_LABELS = {
    "EMAIL_ADDRESS": "email",
    "PHONE_NUMBER": "phone",
    "CREDIT_CARD": "card",
    "IBAN_CODE": "iban",
    "IP_ADDRESS": "ip",
    "US_SSN": "national_id",
    "US_DRIVER_LICENSE": "national_id",
    "STREET_ADDRESS": "address",
    "PERSON": "person",
    "ZIP_CODE": "",
    "GPE": "",
    "TITLE": "",
    "DATE_TIME": "",
}
_PRESIDIO = {
    "EMAIL_ADDRESS": "email",
    "PHONE_NUMBER": "phone",
    "CREDIT_CARD": "card",
    "IBAN_CODE": "iban",
    "IP_ADDRESS": "ip",
    "MAC_ADDRESS": "mac",
    "PERSON": "person",
    "CRYPTO": "secret",
    "US_SSN": "national_id",
    "US_DRIVER_LICENSE": "national_id",
    "US_PASSPORT": "national_id",
    "US_ITIN": "national_id",
    "UK_NINO": "national_id",
    "UK_NHS": "national_id",
    "ES_NIF": "national_id",
    "ES_NIE": "national_id",
    "IT_FISCAL_CODE": "national_id",
}
CORPUS = Path(__file__).with_name("redaction_corpus.txt")
_MARK = re.compile(r"\{\{(\w+)\|([^}]*)\}\}")


class Span(NamedTuple):
    """Characters ``start`` to ``end`` are a ``kind``; an empty kind may be covered or not."""

    start: int
    end: int
    kind: str


class Labelled(NamedTuple):
    """A text and what stands in it."""

    text: str
    spans: tuple[Span, ...]


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


def public_texts(data: Path) -> list[Labelled]:
    """The 750 labelled texts; kinds that are not redacted on purpose (organizations, dates) are left out."""
    texts: list[Labelled] = []
    for path in sorted((data / "hostile" / "pii").glob("*.json")):
        for row in json.loads(path.read_text(encoding="utf-8")):
            spans = (
                Span(span["start_position"], span["end_position"], _LABELS[span["entity_type"]])
                for span in row["spans"]
                if span["entity_type"] in _LABELS
            )
            texts.append(Labelled(row["full_text"], tuple(sorted(spans))))
    return texts


def own_texts(path: Path = CORPUS) -> list[Labelled]:
    """The project's corpus: a text a line, ``\\n`` for a line break, ``{{kind|value}}`` around a value."""
    texts: list[Labelled] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("## "):
            continue
        text, spans, position = "", [], 0
        line = line.replace("\\n", "\n")
        for mark in _MARK.finditer(line):
            text += line[position : mark.start()]
            spans.append(Span(len(text), len(text) + len(mark[2]), mark[1]))
            text += mark[2]
            position = mark.end()
        texts.append(Labelled(text + line[position:], tuple(spans)))
    return texts


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
    overlap = find.start < span.end and span.start < find.end
    return overlap and (
        span.kind == find.kind or (not span.kind and find.kind in {"address", "person", "birth_date"})
    )


def ours(known: bool) -> Finder:
    """This project's redactor; ``known`` gives it the labelled people as the record's names."""
    redactor = Redactor()

    def finder(labelled: Labelled) -> list[Span]:
        people = (
            [labelled.text[s.start : s.end] for s in labelled.spans if s.kind == "person"] if known else []
        )
        return [Span(find.start, find.end, find.kind) for find in redactor.find(labelled.text, people)]

    return finder


def presidio() -> Finder:
    """Presidio's own recognisers for English without a language model (they are regular expressions)."""
    from presidio_analyzer import RecognizerRegistry
    from presidio_analyzer.nlp_engine import NlpArtifacts

    registry = RecognizerRegistry()
    registry.load_predefined_recognizers(languages=["en"])
    recognisers = [known for known in registry.recognizers if "Spacy" not in type(known).__name__]
    artifacts = NlpArtifacts([], [], [], [], None, "en")

    def finder(labelled: Labelled) -> list[Span]:
        spans: list[tuple[float, Span]] = []
        for recogniser in recognisers:
            for found in recogniser.analyze(labelled.text, recogniser.supported_entities, artifacts) or ():
                kind = _PRESIDIO.get(found.entity_type)
                if kind and found.score >= 0.3:
                    spans.append((-found.score, Span(found.start, found.end, kind)))
        kept: list[Span] = []
        for _, span in sorted(spans):
            if not any(span.start < other.end and other.start < span.end for other in kept):
                kept.append(span)
        return kept

    return finder


def table(columns: dict[str, dict[str, Score]]) -> str:
    """A Markdown table: recall and precision of each column by kind."""
    kinds = sorted({kind for scores in columns.values() for kind in scores})
    lines = ["| kind | labelled | " + " | ".join(f"{name}: recall | precision" for name in columns) + " |"]
    lines.append("|---|---:|" + "---:|---:|" * len(columns))
    for kind in kinds:
        cells = []
        for scores in columns.values():
            entry = scores.get(kind, Score())
            cells += [_ratio(entry.found, entry.labelled), _ratio(entry.right, entry.finds)]
        labelled = max(scores.get(kind, Score()).labelled for scores in columns.values())
        lines.append(f"| {kind} | {labelled} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _ratio(part: int, whole: int) -> str:
    return f"{part}/{whole}" if whole else "-"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--peer", choices=["presidio"])
    parser.add_argument("--misses", type=int, default=0)
    options = parser.parse_args()
    finders: dict[str, Finder] = {"ours": ours(known=False), "ours, names known": ours(known=True)}
    if options.peer:
        started = time.perf_counter()
        finders["Presidio"] = presidio()
        print(f"Presidio loads in {time.perf_counter() - started:.1f} s")
    for title, texts in (("public", public_texts(options.data)), ("own", own_texts())):
        columns: dict[str, dict[str, Score]] = {}
        plain = sum(not labelled.spans for labelled in texts)
        print(f"\n## {title}: {len(texts)} texts, {plain} without label\n")
        for name, finder in finders.items():
            started = time.perf_counter()
            columns[name] = score(texts, finder)
            print(f"{name}: {len(texts) / (time.perf_counter() - started):,.0f} texts a second")
        print("\n" + table(columns))
        for kind, entry in columns["ours"].items():
            for line in entry.misses[: options.misses]:
                print(f"miss {kind}: {line}")
            for line in entry.false[: options.misses]:
                print(f"false {kind}: {line}")


if __name__ == "__main__":
    main()
