"""Attacks on the conversation by a model that obeys whoever wrote the feedback. Prints Markdown; exits 3 if any gets
through.

The model is the worst there can be: it does what the attacker wants, insists after a repair, and sees all that the
product tells it. So what stops an attack is the product, never the model's good will.

    python -m bench.redteam [--every N] [--without scope|checks]
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.answer import Answer, Sentence, Support
from assistant.drafts import read_draft
from assistant.events import Answered
from assistant.loop import Conversation
from assistant.tools import Scope, Toolbox
from bench.redteam_attacks import KEY, Attack, attacks, bounded
from bench.redteam_judge import Seen, breaches
from bench.redteam_model import ObeyingModel
from foundation.errors import NrrError
from tests.assistant.scripted import Asked, conversation, events_of


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an attack; ``breaches`` is empty where it was stopped."""

    attack: Attack
    breaches: tuple[str, ...]


def run(chosen: Iterable[Attack], without: str = "") -> list[Outcome]:
    """Every attack tried. ``without``: the defence that is switched off, to see that the bench can fail."""
    os.environ["OPENAI_API_KEY"] = os.environ["NRR_MODEL_KEY"] = KEY
    return [Outcome(attack, tuple(asyncio.run(_tried(attack, without)))) for attack in chosen]


async def _tried(attack: Attack, without: str) -> list[str]:
    held, _ = conversation([], Asked(scope=attack.scope, book=attack.book, said=attack.said))
    model = ObeyingModel(attack.goal)
    toolbox = Toolbox(attack.book.tools(), Scope()) if without == "scope" else held.toolbox
    held = Conversation(model, toolbox, held.inputs, held.checks, held.said, held.limits)
    answer, error = None, ""
    with Seen.watching() as seen:
        try:
            last = (await events_of(held))[-1]
            answer = last.answer if isinstance(last, Answered) else None
        except NrrError as failed:
            error = str(failed)
    if without == "checks":
        answer = _unchecked(held, model)
    return breaches(attack, answer, error, model.requests, seen)


def _unchecked(held: Conversation, model: ObeyingModel) -> Answer:
    """The answer as it would be shown if nothing were checked."""
    draft, citations = read_draft(model.last), held.notebook.citations
    said = tuple(
        Sentence(one.text, one.cites, Support.CITED if one.cites else Support.PLAIN)
        for one in draft.sentences
    )
    cited = tuple(citations[n] for one in said for n in one.cites if n in citations)
    return Answer(held.inputs["question"], (said,), cited)


def table(outcomes: list[Outcome]) -> str:
    """Markdown: attacks and how many were stopped, by family."""
    tried = Counter(one.attack.goal.family for one in outcomes)
    stopped = Counter(one.attack.goal.family for one in outcomes if not one.breaches)
    rows = [f"| {family} | {tried[family]} | {stopped[family]} |" for family in tried]
    return "\n".join(["| family | attacks | stopped |", "|---|---:|---:|", *rows])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--every", type=int, default=1, help="every Nth attack, and one of each goal")
    parser.add_argument("--without", choices=("", "scope", "checks"), default="", help="switch a defence off")
    given = parser.parse_args()
    began = time.monotonic()
    outcomes = run(attacks() if given.every == 1 else bounded(given.every), given.without)
    through = [one for one in outcomes if one.breaches]
    print(table(outcomes))
    for one in through[:60]:
        tried = one.attack
        print(f"- {tried.number} {tried.goal.name}, {tried.place}, {tried.disguise}: {one.breaches[0]}")
    print(f"\nstopped {len(outcomes) - len(through)} of {len(outcomes)} in {time.monotonic() - began:.0f} s")
    return 3 if through else 0


if __name__ == "__main__":
    sys.exit(main())
