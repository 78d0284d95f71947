"""False alarms: honest sentences that the checks withhold or mark as not supported. Prints Markdown; exits 3 above the
limit.

The checks were set on ``honest_answers.txt``; what is reported are the sentences of ``honest_heldout.txt``.

    python -m bench.honest [--vectors] [--show]
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from dataclasses import dataclass
from pathlib import Path

from assistant.answer import Support
from assistant.checking import Related
from assistant.relatedness import Relatedness
from tests.assistant.scripted import Asked, answer_of, calls, says

_HERE = Path(__file__).parent
FILES = {"set on": _HERE / "honest_answers.txt", "reported": _HERE / "honest_heldout.txt"}
LIMIT = 0.05
QUESTION = (
    "Why is Kestrel Robotics at risk? Which competitor, what about pricing, a discount, a security audit, competitors? "
    "Wie steht es um einen Rabatt? Un audit? Un descuento?"
)
LOOK = calls(
    ("search_feedback", {"query": "export"}),
    ("account_facts", {}),
    ("list_themes", {}),
    ("revenue_metrics", {}),
)


@dataclass(frozen=True, slots=True)
class Honest:
    """A sentence, what it cites, and what became of it: empty where it is shown unmarked."""

    text: str
    cites: tuple[int, ...]
    alarm: str = ""


def read_answers(path: Path) -> list[Honest]:
    """The sentences of a file."""
    found = []
    for line in path.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            cites, _, text = line.partition("|")
            found.append(Honest(text.strip(), tuple(int(n) for n in cites.split(",") if n.strip())))
    return found


async def judged(honest: list[Honest], related: Related) -> list[Honest]:
    """Each as an answer of its own."""
    out = []
    for one in honest:
        answer = await answer_of([LOOK, says((one.text, list(one.cites)))], Asked(QUESTION, related=related))
        marked = [s.problem for held in answer.paragraphs for s in held if s.support is Support.NONE]
        alarm = "; ".join([*answer.withheld, *marked])
        out.append(Honest(one.text, one.cites, alarm))
    return out


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--vectors", action="store_true", help="with the sentence model")
    parser.add_argument("--show", action="store_true", help="show the alarms of those that may be looked at")
    given = parser.parse_args()
    related = Relatedness()
    if given.vectors:
        from synthesis.sentence_embedder import default_embedder

        related = Relatedness(default_embedder())
    print("| set | sentences | false alarms | share |")
    print("|---|---:|---:|---:|")
    share = 0.0
    for name, path in FILES.items():
        found = asyncio.run(judged(read_answers(path), related))
        alarms = [one for one in found if one.alarm]
        share = len(alarms) / len(found)
        print(f"| {name} | {len(found)} | {len(alarms)} | {share:.1%} |")
        if given.show and name == "set on":
            print("\n".join(f"- {one.text} ({one.alarm})" for one in alarms))
    return 3 if share > LIMIT else 0


if __name__ == "__main__":
    sys.exit(main())
