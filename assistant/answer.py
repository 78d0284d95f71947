"""An answer as it is shown: sentences with their sources, figures with theirs, and what speaks against it.

Both the model's loop and the answers without a model end in this one value, so that they are checked and shown
alike.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from assistant.tools import Evidence
from playbooks.drafting import PlayDraft


class Support(StrEnum):
    """What stands behind a sentence."""

    CITED = "cited"  # evidence whose words it quotes or points to
    COMPUTED = "computed"  # figures that a tool returned
    PLAIN = "plain"  # claims nothing: a heading, a transition, "not in the data"
    NONE = "not supported"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, without its marks; ``cites`` are citation numbers. ``problem`` says what a check found."""

    text: str
    cites: tuple[int, ...] = ()
    support: Support = Support.PLAIN
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """What [n] stands for."""

    n: int
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class UsedFigure:
    """A number of the answer as written, and where it comes from: a figure id that ``nrr explain`` opens, or the
    tool that returned it."""

    written: str
    value: float
    source: str


@dataclass(frozen=True, slots=True)
class Answer:
    """``sentences`` grouped in paragraphs, in order. ``in_data``: False where the data holds no answer. ``model``
    is empty where none was asked. ``tokens`` counts both ways. ``withheld``: why sentences of the model are not shown,
    one line each. ``drafts``: what drafting tools made, as they made it."""

    question: str
    paragraphs: tuple[tuple[Sentence, ...], ...]
    citations: tuple[Citation, ...] = ()
    figures: tuple[UsedFigure, ...] = ()
    disagree: tuple[Citation, ...] = ()
    not_looked_at: tuple[str, ...] = ()
    in_data: bool = True
    model: str = ""
    prompt: str = ""
    tokens: int = 0
    cost: float | None = None
    withheld: tuple[str, ...] = ()
    drafts: tuple[PlayDraft, ...] = ()

    @property
    def is_backed(self) -> bool:
        """Whether evidence or a tool's result stands behind a sentence of it."""
        shown = (one for paragraph in self.paragraphs for one in paragraph)
        return any(one.support in (Support.CITED, Support.COMPUTED) for one in shown)

    @property
    def text(self) -> str:
        """As it is read: sentences with their marks, one paragraph a line."""
        return "\n\n".join(" ".join(_marked(sentence) for sentence in one) for one in self.paragraphs)


def _marked(sentence: Sentence) -> str:
    marks = "".join(f" [{n}]" for n in sentence.cites)
    lacking = " (not supported)" if sentence.support is Support.NONE else ""
    ends = sentence.text.endswith((".", "!", "?"))
    body, end = (sentence.text[:-1], sentence.text[-1]) if ends else (sentence.text, "")
    return f"{body}{marks}{lacking}{end}"
