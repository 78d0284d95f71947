"""Names that themes get beside the one that the rule finds: from a language model, or from a person."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class LabelSource(StrEnum):
    """Who gave a theme the label that it is shown with. A person's always stands, a model's before the rule's."""

    RULE = "rule"
    MODEL = "model"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class GivenName:
    """A name that a language model gave, checked against the theme's members. ``summary`` is one sentence, ``rule``
    says which statements belong; ``model`` names the model and where it runs, ``prompt`` is its prompt's id@version."""

    label: str
    summary: str
    rule: str
    model: str
    prompt: str
