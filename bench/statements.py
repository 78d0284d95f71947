"""How well texts are cut into statements: ``python -m bench.statements [--show GENRE] [--json]``.

``statements_corpus.txt`` beside this file labels each text's statements and chatter. A boundary is a place
between two statements, or between a statement and chatter, inside one message or turn. It is known by how many
letters and digits stand before it, so blanks, punctuation and the number of a list item ("1.", "b)") may fall
on either side and nothing else may.
A text's first and last character are no boundary: every method would get them right.

Precision, recall and F1 of those places; chatter kept is the share of chatter's letters and digits that stand
in a statement (and of chatter stretches with over half of theirs in one); lost is the share of statements'
letters and digits that stand in none. The development half is every odd item of the corpus, the held-out
half every even one. Two baselines stand beside the splitter: a text is one statement; a sentence or line is.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from ingest.items import Source
from synthesis.statements import split_text

CORPUS = Path(__file__).with_name("statements_corpus.txt")
_SOURCES = {"ticket": Source.TICKET, "email": Source.TICKET, "nps": Source.NPS}
_MARK = re.compile(r"\{([sc])\}")
_NUMBER = re.compile(r"^[ \t]*\(?(?:\d{1,2}[.)]|[a-zA-Z]\))(?=\s)", re.MULTILINE)
_SENTENCE = re.compile(r"[^.!?\n。！？]+[.!?。！？]*")

Spans = Sequence[tuple[int, int]]


class Message(NamedTuple):
    """A text and its labelled stretches: start, end and whether it is a statement."""

    text: str
    stretches: tuple[tuple[int, int, bool], ...]


class Item(NamedTuple):
    """One labelled item: genre, language (or nothing for English), how it came, and its messages."""

    genre: str
    language: str
    source: Source
    messages: tuple[Message, ...]


Splitter = Callable[[str, Source], Spans]


@dataclass(slots=True)
class Score:
    """Sums over messages. Chatter and substance are counted in letters and digits."""

    labelled: int = 0
    found: int = 0
    right: int = 0
    chatter: int = 0
    chatter_kept: int = 0
    stretches: int = 0
    stretches_kept: int = 0
    substance: int = 0
    lost: int = 0
    statements: int = 0
    items: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.labelled if self.labelled else 1.0

    @property
    def f1(self) -> float:
        both = self.labelled + self.found
        return 2 * self.right / both if both else 1.0

    def row(self) -> dict[str, float]:
        """The figures that are printed, shares between 0 and 1."""
        return {
            "items": self.items,
            "statements": self.statements,
            "precision": round(self.precision, 3),
            "recall": round(self.recall, 3),
            "f1": round(self.f1, 3),
            "chatter_kept": round(self.chatter_kept / max(1, self.chatter), 3),
            "stretches_kept": round(self.stretches_kept / max(1, self.stretches), 3),
            "lost": round(self.lost / max(1, self.substance), 3),
        }


def read_corpus(path: Path = CORPUS) -> list[Item]:
    """The items in the file's order; stretches side by side that are both chatter are one."""
    items = []
    for block in re.split(r"^=== ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        title, _, body = block.partition("\n")
        genre, *rest = title.split()
        language = rest[1] if len(rest) > 1 else ""
        source = _SOURCES.get(rest[0] if rest else genre, Source.CALL)
        messages = tuple(_message(piece.strip("\n")) for piece in body.split("\n----\n"))
        items.append(Item(genre, language, source, messages))
    return items


def _message(marked: str) -> Message:
    text = ""
    stretches: list[tuple[int, int, bool]] = []
    pieces = _MARK.split(marked)
    if pieces[0].strip():
        raise ValueError(f"no mark before: {pieces[0]!r}")
    for mark, piece in zip(pieces[1::2], pieces[2::2], strict=True):
        start, text = len(text), text + piece
        if mark == "c" and stretches and not stretches[-1][2]:
            start = stretches.pop()[0]
        stretches.append((start, len(text), mark == "s"))
    return Message(text, tuple(stretches))


def half(items: Sequence[Item], held_out: bool) -> Sequence[Item]:
    """Every second item: the held-out half begins with the second."""
    return items[1::2] if held_out else items[::2]


def ours(text: str, source: Source) -> Spans:
    """What ``nrr synthesize`` makes of the text."""
    return split_text(text, spoken=source is Source.CALL, one_matter=source is not Source.NPS).spans


def whole(text: str, _source: Source) -> Spans:
    """One statement a text."""
    return [(0, len(text))]


def by_sentence(text: str, _source: Source) -> Spans:
    """One statement a line or sentence, told by its end mark alone."""
    return [match.span() for match in _SENTENCE.finditer(text) if match[0].strip()]


METHODS: dict[str, Splitter] = {"nrr": ours, "one a text": whole, "one a sentence": by_sentence}


def measure(items: Iterable[Item], splitter: Splitter) -> Score:
    """The sums of ``splitter`` over the items, with each message that it got wrong."""
    score = Score()
    for item in items:
        score.items += 1
        for message in item.messages:
            _add(score, message, splitter(message.text, item.source))
    return score


def _add(score: Score, message: Message, spans: Spans) -> None:
    counted = _NUMBER.sub(lambda match: " " * len(match[0]), message.text)
    before = [0]
    for letter in counted:
        before.append(before[-1] + letter.isalnum())
    kept = [False] * len(message.text)
    for start, end in spans:
        kept[start:end] = [True] * (end - start)
    cuts = {before[start] for start, _, _ in message.stretches[1:]} - {0, before[-1]}
    made = {before[place] for span in spans for place in span} - {0, before[-1]}
    score.labelled += len(cuts)
    score.found += len(made)
    score.right += len(cuts & made)
    missed = 0
    for start, end, substance in message.stretches:
        letters = [kept[i] for i in range(start, end) if counted[i].isalnum()]
        if substance:
            score.statements += 1
            score.substance += len(letters)
            score.lost += letters.count(False)
            missed += letters.count(False)
            continue
        score.chatter += len(letters)
        score.chatter_kept += letters.count(True)
        score.stretches += 1
        score.stretches_kept += 2 * letters.count(True) > len(letters)
        missed += letters.count(True)
    if cuts != made or missed:
        score.wrong.append(shown(message, spans))


def shown(message: Message, spans: Spans) -> str:
    """The message as labelled and as cut, for a reader."""
    labelled = "\n".join(
        f"  {'+' if substance else '.'} {message.text[start:end].strip()}"
        for start, end, substance in message.stretches
    )
    return f"{labelled}\n    =>\n" + "\n".join(f"  | {message.text[start:end]}" for start, end in spans)


def _tables(items: Sequence[Item]) -> Iterator[tuple[str, str, str, Score]]:
    genres = list(dict.fromkeys(item.genre for item in items))
    for name, held_out in (("development", False), ("held out", True)):
        part = half(items, held_out)
        for method, splitter in METHODS.items():
            for genre in [*genres, "all"]:
                chosen = [item for item in part if genre in ("all", item.genre)]
                yield name, genre, method, measure(chosen, splitter)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", metavar="GENRE", help="print what went wrong in the development half")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    items = read_corpus()
    if options.show:
        chosen = [item for item in half(items, held_out=False) if item.genre == options.show]
        print("\n\n".join(measure(chosen, ours).wrong))
        return
    rows = [
        {"half": name, "genre": genre, "method": method, **score.row()}
        for name, genre, method, score in _tables(items)
    ]
    if options.json:
        print(json.dumps(rows, indent=1))
        return
    print("| half | genre | method | items | statements | P | R | F1 | chatter kept | stretches | lost |")
    print("|---|---|---|---|---|---|---|---|---|---|---|")
    for row in rows:
        print("| " + " | ".join(str(value) for value in row.values()) + " |")


if __name__ == "__main__":
    main()
