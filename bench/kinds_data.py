"""What ``bench.kinds`` is trained on and measured with.

Own statements lie beside this file. Of the public sets only places are kept (``kinds_real.csv``: source, row, start,
end, digest, label, and the label that would also do); their texts are read from the data folder and checked
against the digest. Labels were given before any prediction was seen.
"""

from __future__ import annotations

import csv
import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from synthesis.themes import ThemeKind, Vectors

HERE = Path(__file__).parent
DEVELOPMENT, HELD_OUT = HERE / "kinds_corpus.txt", HERE / "kinds_heldout.txt"
DEMO = HERE.parent / "workspace" / "demo_data"
_REAL = HERE / "kinds_real.csv"
_LETTERS = {kind.value[0]: kind for kind in ThemeKind}
_LINE = re.compile(r"([crqp])([0-3]) (\S.*)")
_COLUMNS = {
    "nhs": ("nhs-feedback/nhs_v6_clean.csv", "text"),
    "cfpb": ("cfpb/cfpb_complaints_small_sample.csv", "Consumer complaint narrative"),
    "banking77-train": ("banking77/train.csv", "text"),
    "banking77-test": ("banking77/test.csv", "text"),
    "dstc11": ("dstc11/utterances.csv", "text"),
    "otel": ("otel-end-user/feedback_freeform_candidates.csv", "text"),
    "multidogo": ("multidogo-software/train.tsv", "utterance"),
}
_ALIKE = 0.93  # cosine from which two verbatims stand on the same side of a fold


@dataclass(frozen=True, slots=True)
class Labelled:
    """One labelled statement. ``subject`` is its section or, for a real one, its set; ``severity`` is None where
    nobody labelled it, else 0 to 3; ``also`` is a second kind that would do as well."""

    text: str
    kind: ThemeKind
    subject: str
    severity: int | None = None
    also: ThemeKind | None = None


@dataclass(frozen=True, slots=True)
class Verbatims:
    """nhs-feedback: texts, people's sentiment (1 very positive to 5), answer to the recommendation question on
    0 to 1 (NaN without), and the group of nearly equal texts that each is in."""

    texts: tuple[str, ...]
    sentiment: NDArray[np.float64]
    score: NDArray[np.float64]

    def groups(self, vectors: Vectors) -> NDArray[np.int64]:
        """A number a text; texts with a cosine of 0.93 or more share one, directly or through others."""
        parents = list(range(len(self.texts)))

        def root(index: int) -> int:
            while parents[index] != index:
                parents[index] = parents[parents[index]]
                index = parents[index]
            return index

        for start in range(0, len(vectors), 512):
            for row, column in zip(*np.where(vectors[start : start + 512] @ vectors.T > _ALIKE), strict=True):
                parents[root(int(column))] = root(start + int(row))
        return np.array([root(index) for index in range(len(parents))])


def read_corpus(path: Path) -> list[Labelled]:
    """The own statements of a file in its order; raises ValueError on a line that is neither."""
    found: list[Labelled] = []
    subject = ""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.startswith("==="):
            subject = line.removeprefix("===").strip()
        elif match := _LINE.fullmatch(line):
            found.append(Labelled(match[3], _LETTERS[match[1]], subject, int(match[2])))
        elif line and not line.startswith("#"):
            raise ValueError(f"{path.name}:{number}: no label: {line!r}")
    return found


def read_real(data: Path, part: str) -> list[Labelled]:
    """The labelled real statements of ``development`` or ``heldout``, without those that could not be placed."""
    texts = {name: _column(data, name) for name in _COLUMNS}
    found: list[Labelled] = []
    for row in _rows(_REAL):
        if row["part"] != part or row["label"] == "unclear":
            continue
        whole = texts[row["source"]][int(row["row"])]
        text = " ".join(whole[int(row["start"]) : int(row["end"])].split())
        if hashlib.sha256(text.encode()).hexdigest()[:8] != row["digest"]:
            raise ValueError(f"{row['source']} row {row['row']} is not the text that was labelled")
        also = ThemeKind(row["also"]) if row["also"] else None
        found.append(Labelled(text, ThemeKind(row["label"]), row["source"], also=also))
    return found


def read_verbatims(data: Path) -> Verbatims:
    """The nhs verbatims with a sentiment, without every text that holds a statement labelled for its kind."""
    rows = _rows(data / _COLUMNS["nhs"][0])
    drawn = {_plain(rows[int(row["row"])]["text"]) for row in _rows(_REAL) if row["source"] == "nhs"}
    kept = [row for row in rows if row["sentiment"] and _plain(row["text"]) not in drawn]
    answers = [int(row["fft_score"] or 9) for row in kept]
    return Verbatims(
        texts=tuple(row["text"] for row in kept),
        sentiment=np.array([float(row["sentiment"]) for row in kept]),
        score=np.array([(5 - answer) / 4 if answer <= 5 else np.nan for answer in answers]),
    )


def read_demo_themes() -> list[tuple[ThemeKind, str, tuple[tuple[str, float | None], ...]]]:
    """The demo's themes: planted kind, title, and the NPS comments and first ticket messages that carry it."""
    truth = json.loads((DEMO / "truth.json").read_text(encoding="utf-8"))["themes"]
    texts: dict[str, tuple[str, float | None]] = {
        f"nps:{row['id']}": (row["comment"], int(row["score"]) / 10) for row in _rows(DEMO / "nps.csv")
    }
    for line in (DEMO / "zendesk_tickets.ndjson").read_text(encoding="utf-8").splitlines():
        ticket = json.loads(line)
        texts[f"ticket:{ticket['id']}"] = ticket["description"], None
    return [
        (
            ThemeKind(theme["kind"]),
            theme["title"],
            tuple(texts[item] for item in theme["items"] if item in texts),
        )
        for theme in truth.values()
    ]


def _column(data: Path, name: str) -> Sequence[str]:
    path, column = _COLUMNS[name]
    return [row[column] for row in _rows(data / path)]


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        if path.suffix == ".tsv":
            return list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
        return list(csv.DictReader(stream))


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
