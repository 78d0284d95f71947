"""How often the right column and the right kind are proposed: ``python -m bench.mapping [--errors] [FOLDER]``.

The samples with even numbers were looked at while the proposals were made; those with odd numbers were not.
Both halves have one author, so two harder readings of the held-out half stand beside it: every name with a
letter left out, and no names at all. With a FOLDER of tables that are of no kind here, how many are taken for
one.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ingest.column_profile import profiles
from ingest.detection import look
from ingest.files import SourceFile
from ingest.kind_proposals import propose_kinds
from ingest.proposals import propose_fields
from tests.ingest.mapping_samples import Sample, samples

LARGEST = 20_000_000
THRESHOLDS = (0.5, 0.7, 0.8, 0.9)


@dataclass(frozen=True, slots=True)
class Guess:
    """One thing proposed: how surely, whether it is right, and what it is, for people."""

    confidence: float
    right: bool
    words: str


@dataclass(frozen=True, slots=True)
class Figures:
    """Guesses from a threshold on, and how many things there were to find."""

    right: int
    wrong: int
    there: int

    @property
    def precision(self) -> float:
        """Right by all guesses; 1 where none was made."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def found(self) -> float:
        """Right by all there were to find."""
        return self.right / self.there

    def __str__(self) -> str:
        return (
            f"right {self.right:3} wrong {self.wrong:2}  precision {self.precision:.3f}  "
            f"found {self.found:.3f} of {self.there}"
        )


def field_guesses(sample: Sample) -> list[Guess]:
    """Every field proposed for a sample; one for a field that the file does not have is wrong."""
    answer = sample.answer
    return [
        Guess(
            proposal.confidence,
            answer.get(proposal.field) == proposal.column,
            f"{sample.number} {sample.kind}: {proposal.field} = {proposal.column!r}, "
            f"is {answer.get(proposal.field)!r}; {proposal.why}",
        )
        for proposal in propose_fields(sample.kind, profiles(sample.headers, sample.rows))
    ]


def kind_guesses(sample: Sample) -> list[Guess]:
    """The likeliest kind of a sample, if any."""
    found = propose_kinds(profiles(sample.headers, sample.rows))[:1]
    return [
        Guess(one.confidence, one.kind == sample.kind, f"{sample.number} {sample.kind}: {one.kind}")
        for one in found
    ]


def figures(
    chosen: Sequence[Sample],
    guess: Callable[[Sample], list[Guess]],
    there: Callable[[Sample], int],
    threshold: float,
) -> Figures:
    """Guesses of all ``chosen`` samples from ``threshold`` on."""
    guesses = [one for sample in chosen for one in guess(sample) if one.confidence >= threshold]
    right = sum(one.right for one in guesses)
    return Figures(right, len(guesses) - right, sum(map(there, chosen)))


def misspelt(sample: Sample) -> Sample:
    """The sample with the middle letter of every name left out."""
    return renamed(sample, [name[: len(name) // 2] + name[len(name) // 2 + 1 :] for name in sample.headers])


def nameless(sample: Sample) -> Sample:
    """The sample with its columns called ``Column 1`` and so on."""
    return renamed(sample, [f"Column {place + 1}" for place in range(len(sample.headers))])


def renamed(sample: Sample, names: Sequence[str]) -> Sample:
    """The sample with other headers; a header that is there already gets a bar."""
    unique = [name if names.index(name) == place else f"{name}|{place}" for place, name in enumerate(names)]
    new = dict(zip(sample.headers, unique, strict=True))
    rows = tuple({new[header]: value for header, value in row.items()} for row in sample.rows)
    return replace(sample, headers=tuple(unique), rows=rows)


def strangers(folder: Path) -> None:
    """Print how many CSV files below ``folder`` are taken for a kind, from each threshold on."""
    found = []
    for path in sorted(folder.rglob("*.csv")):
        if path.stat().st_size < LARGEST and not path.stem.endswith("_snowflake"):
            looked = look(SourceFile.at(path))
            if looked.system:
                continue  # a reader of its own knows it
            kind = looked.kind
            found.append((kind.confidence if kind else 0.0, f"{path.name} {kind.kind if kind else ''}"))
    for threshold in THRESHOLDS:
        taken = [words for confidence, words in found if confidence >= threshold]
        print(
            f"tables in {folder.name} from {threshold:.1f}: {len(taken)} of {len(found)}  {', '.join(taken)}"
        )


def main() -> None:
    everything = samples()
    held_out = [one for one in everything if one.number % 2]
    groups = {
        "looked at": [one for one in everything if one.number % 2 == 0],
        "held out": held_out,
        "held out, misspelt": [misspelt(one) for one in held_out],
        "held out, nameless": [nameless(one) for one in held_out],
    }
    for title, chosen in groups.items():
        for threshold in THRESHOLDS:
            fields = figures(chosen, field_guesses, lambda one: len(one.answer), threshold)
            print(f"fields {title:18} from {threshold:.1f}: {fields}")
        for threshold in THRESHOLDS:
            kinds = figures(chosen, kind_guesses, lambda _one: 1, threshold)
            print(f"kind   {title:18} from {threshold:.1f}: {kinds}")
    for folder in sys.argv[1:]:
        if not folder.startswith("-"):
            strangers(Path(folder))
    if "--errors" in sys.argv:
        for sample in groups["looked at"]:
            for guess in (*field_guesses(sample), *kind_guesses(sample)):
                if not guess.right:
                    print(f"   {guess.confidence:.2f} {guess.words}")


if __name__ == "__main__":
    main()
