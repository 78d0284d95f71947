"""How often the right column and the right kind are proposed: ``python -m bench.mapping [--errors]``.

The samples with even numbers were looked at while the proposals were made; those with odd numbers were not.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.column_profile import profiles
from ingest.proposals import propose_fields
from tests.ingest.mapping_samples import Sample, samples

THRESHOLDS = (0.5, 0.7, 0.8, 0.9)


@dataclass(frozen=True, slots=True)
class Guess:
    """One thing proposed: how surely, whether it is right, and what it is, for people."""

    confidence: float
    right: bool
    words: str


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


def field_figures(chosen: Sequence[Sample], threshold: float) -> tuple[int, int, int]:
    """Right and wrong proposals from ``threshold`` on, and how many fields there were to find."""
    guesses = [guess for one in chosen for guess in field_guesses(one) if guess.confidence >= threshold]
    right = sum(guess.right for guess in guesses)
    return right, len(guesses) - right, sum(len(one.answer) for one in chosen)


def main() -> None:
    everything = samples()
    errors = "--errors" in sys.argv
    for title, half in (("looked at", 0), ("held out", 1)):
        chosen = [one for one in everything if one.number % 2 == half]
        for threshold in THRESHOLDS:
            right, wrong, there = field_figures(chosen, threshold)
            print(
                f"fields {title:9} from {threshold:.1f}: right {right:3} wrong {wrong:2}  "
                f"precision {right / max(1, right + wrong):.3f}  found {right / there:.3f} of {there}"
            )
        if errors and half == 0:
            for guess in (guess for one in chosen for guess in field_guesses(one)):
                if not guess.right:
                    print(f"   {guess.confidence:.2f} {guess.words}")


if __name__ == "__main__":
    main()
