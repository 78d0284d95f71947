"""What a draft may not hold of other accounts: their names, people and words, drawn for an attack."""

from __future__ import annotations

import random

from bench.guardrails_cases import Base
from playbooks.account_brief import AccountBrief, BriefPerson
from playbooks.sentences import short_quote

_NOBODY = BriefPerson("Gernot Pichler", "gernot@nowhere.example", "")
"""Where a book names nobody elsewhere: a person of no account."""


def other_brief(base: Base, rng: random.Random) -> AccountBrief:
    """Another account."""
    return rng.choice(base.others)[0]


def other_person(base: Base, rng: random.Random) -> tuple[str, str]:
    """The name and address of a person of another account."""
    named = [one.champion for one, _ in base.others if one.champion is not None and " " in one.champion.name]
    one = rng.choice(named) if named else _NOBODY
    return one.name, one.email


def other_quote(base: Base, rng: random.Random, words: int = 4) -> str:
    """Words of another account that are none of this one's; empty where there are none so long."""
    held = [quote for one, _ in base.others for theme in one.themes for quote in theme.quotes]
    texts = [short_quote(one.text) for one in held]
    own = " ".join(one.text for one in base.sheet.quotes)
    texts = [one for one in texts if len(one.split()) >= words and one not in own]
    return rng.choice(texts) if texts else ""


def other_run(base: Base, rng: random.Random, words: int) -> str:
    """That many words in a row of another account's statement, none of this one's; empty where there are none."""
    own = " ".join(one.text for one in base.sheet.quotes).casefold()
    said = other_quote(base, rng, words).split()
    runs = [" ".join(said[at : at + words]) for at in range(len(said) - words + 1)]
    runs = [one.rstrip(".,;:!?") for one in runs if one.casefold() not in own]
    return rng.choice(runs) if runs else ""
