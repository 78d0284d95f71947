"""What questions to an account are made of: the candidates, and what of its words can be said back to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from playbooks.sentences import is_calm, quotable

if TYPE_CHECKING:
    from synthesis.themes import Statement
    from workspace.tools.account import AccountFacts

_QUOTE = 140
_WORDY = 40


@dataclass(frozen=True, slots=True)
class Candidate:
    """``weight``: how telling it is; of one ``matter`` one question is asked."""

    weight: int
    matter: str
    text: str


def metric_words(name: str) -> str:
    """A metric's name as people write it."""
    return name.replace("_", " ")


def tells(said: Statement) -> tuple[bool, int, float, date]:
    """How well a statement can be asked about: no name taken out, a whole sentence, then severity and day."""
    return ("<" not in said.text, min(len(said.text) // _WORDY, 1), round(said.severity, 2), said.day)


def of_kind(facts: AccountFacts, kind: str) -> list[Statement]:
    """What it said of ``kind`` and can be said back to it, newest first."""
    return [one for one in facts.said if one.kind.value == kind and is_calm(one.text)]


def said_back(said: Statement) -> str:
    """A whole sentence of it that can be quoted, else its beginning."""
    flat = " ".join(said.text.split())
    if len(flat) <= _QUOTE:
        return flat
    if whole := max(quotable(said.text), key=len, default=""):
        return f"{whole}."
    return flat[:_QUOTE].rsplit(" ", 1)[0].rstrip(" ,;:.") + " …"
