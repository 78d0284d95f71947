"""How well a claim is told to speak of the evidence that it cites: by words alone, and with vectors. Prints Markdown.

The pairs are hand-made: each passage with a sentence that speaks of it and one that does not. Every other passage is
for setting the limits; what is reported is the other half.

    python -m bench.relatedness [--offline]
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path

from assistant.relatedness import Relatedness
from synthesis.embedder import Embedder
from synthesis.hashing_embedder import HashingEmbedder

PAIRS = Path(__file__).parent / "relatedness_pairs.txt"


@dataclass(frozen=True, slots=True)
class Pair:
    """A passage and a sentence that cites it, rightly or not."""

    evidence: str
    sentence: str
    right: bool


@dataclass(frozen=True, slots=True)
class Rates:
    """Shares: ``kept`` of the right citations, ``caught`` of the wrong ones; ``pairs`` looked at."""

    kept: float
    caught: float
    pairs: int


def read_pairs() -> tuple[list[Pair], list[Pair]]:
    """The half that limits are set on, and the half that is reported."""
    rows = [
        [part.strip() for part in line.split("|")]
        for line in PAIRS.read_text("utf-8").splitlines()
        if line and not line.startswith("#")
    ]
    halves: tuple[list[Pair], list[Pair]] = ([], [])
    for at, (evidence, right, wrong) in enumerate(rows):
        halves[at % 2].extend((Pair(evidence, right, True), Pair(evidence, wrong, False)))
    return halves


def rates(pairs: list[Pair], related: Relatedness) -> Rates:
    """What ``related`` makes of ``pairs``."""
    told = [(pair.right, related(pair.sentence, [pair.evidence])) for pair in pairs]
    right = [said for is_right, said in told if is_right]
    wrong = [said for is_right, said in told if not is_right]
    return Rates(sum(right) / len(right), 1 - sum(wrong) / len(wrong), len(pairs))


def live_embedder(offline: bool) -> Embedder:
    """The model that the product uses, or the one that needs none."""
    if offline:
        return HashingEmbedder()
    from synthesis.sentence_embedder import default_embedder

    return default_embedder()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--offline", action="store_true", help="without the sentence model")
    offline = parser.parse_args().offline
    tuned, reported = read_pairs()
    ways = {"words": Relatedness(), "words and vectors": Relatedness(live_embedder(offline))}
    print("| half | way | right kept | wrong caught | pairs |")
    print("|---|---|---:|---:|---:|")
    for name, half in (("set on", tuned), ("reported", reported)):
        for way, related in ways.items():
            found = rates(half, related)
            print(f"| {name} | {way} | {found.kept:.0%} | {found.caught:.0%} | {found.pairs} |")


if __name__ == "__main__":
    main()
