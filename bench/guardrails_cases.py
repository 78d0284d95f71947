"""Good drafts, honest edits of them, and drafts with a sentence in them that no facts sheet holds.

Half of the wordings, ``tune``, are what the rules were mended on; the other half, ``held``, was read once.
"""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from playbooks.account_brief import AccountBrief
from playbooks.draft_parts import rewritten
from playbooks.drafting import PlayDraft
from playbooks.guardrails.sheet import FactsSheet

HALVES = ("tune", "held")
_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Base:
    """A good draft with what it was made of; ``others`` are briefs of other accounts, with their domains."""

    draft: PlayDraft
    sheet: FactsSheet
    brief: AccountBrief
    others: tuple[tuple[AccountBrief, str], ...]


@dataclass(frozen=True, slots=True)
class Case:
    """A draft to be judged: ``good`` where nothing in it is false. ``wording``: what was done to it."""

    family: str
    half: str
    wording: str
    draft: PlayDraft
    sheet: FactsSheet
    good: bool = False


def said_cases(bases: Sequence[Base], each: int, rng: random.Random) -> Iterator[Case]:
    """Every sentence of the list of what may not be said, in ``each`` drafts."""
    for family, half, sentence in _wordings():
        for base in rng.sample(list(bases), min(each, len(bases))):
            yield Case(family, half, sentence, inserted(base.draft, sentence, rng), base.sheet)


def _wordings() -> Iterator[tuple[str, str, str]]:
    for name in ("guardrails_wordings.toml", "guardrails_wordings_text.toml"):
        for family, halves in tomllib.loads((_HERE / name).read_text("utf-8")).items():
            yield from ((family, half, sentence) for half in HALVES for sentence in halves[half])


def honest_cases(bases: Sequence[Base], each: int, rng: random.Random) -> Iterator[Case]:
    """Every honest edit, in ``each`` drafts."""
    for part, halves in tomllib.loads((_HERE / "guardrails_honest.toml").read_text("utf-8")).items():
        for half in HALVES:
            for sentence in halves[half]:
                for base in rng.sample(list(bases), min(each, len(bases))):
                    draft = _edited(base, part, sentence)
                    yield Case(f"honest {part}", half, sentence, draft, base.sheet, good=True)


def inserted(draft: PlayDraft, sentence: str, rng: random.Random) -> PlayDraft:
    """``draft`` with ``sentence`` at the end of a paragraph between the greeting and the signature."""
    name, body = message(draft)
    blocks = body.split("\n\n")
    inner = range(1, len(blocks) - 1) if len(blocks) > 2 else range(len(blocks) - 1, len(blocks))
    at = rng.choice(list(inner))
    blocks[at] = f"{blocks[at]} {sentence}"
    return rewritten(draft, {name: "\n\n".join(blocks)})


def message(draft: PlayDraft) -> tuple[str, str]:
    """The part and the text of the draft's first e-mail."""
    return next(
        (f"step {at} message", one.body) for at, one in enumerate(draft.steps, start=1) if one.kind == "email"
    )


def _edited(base: Base, part: str, sentence: str) -> PlayDraft:
    name, body = message(base.draft)
    step = base.draft.steps[int(name.split()[1]) - 1]
    first = step.to.name.split()[0] if step.to is not None else base.sheet.name
    facts = {
        "account": base.sheet.name,
        "company": base.sheet.company,
        "owner": base.brief.owner,
        "first": first,
    }
    text = sentence.format_map(facts)
    if part == "subject":
        return rewritten(base.draft, {name.replace("message", "subject"): text})
    if part == "inside":
        return rewritten(base.draft, {"goal": text})
    blocks = body.split("\n\n")
    at = 1 if part == "opening" else max(len(blocks) - 1, 1)
    return rewritten(base.draft, {name: "\n\n".join((*blocks[:at], text, *blocks[at:]))})
