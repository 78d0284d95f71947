"""Holds a model's answer against the notebook: what is backed is kept, what is false is withheld, what nothing backs
is marked.

The checks rest on the tools' results alone, so that they hold for a model that obeys whoever wrote the feedback.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from assistant.answer import Citation, Sentence, Support, UsedFigure
from assistant.drafts import Draft, DraftSentence
from assistant.notebook import Notebook
from playbooks.citations import false_quotes, quotes_in
from playbooks.grounding import Checked, check_numbers

Related = Callable[[str, Sequence[str]], bool]
"""Whether a sentence speaks of what any of the texts says."""

_LINK = re.compile(
    r"(?:https?|ftp|file|data|javascript|mailto)\s*:\s*\S+|www\.\S+|!?\[[^\]]*\]\([^)]*\)", re.IGNORECASE
)
_ABSENT = re.compile(
    r"\b(?:not in the data|no (?:record|evidence|mention|data|feedback|statement|answer)s?|nothing|none|"
    r"(?:do|does|did)(?: not|n't) (?:say|mention|hold|show|contain|cover)|nicht in den daten|keine? \w+|nichts|"
    r"pas dans les données|aucune?|rien|no (?:está|hay|figura)|ningun[ao]?|nada)\b",
    re.IGNORECASE,
)
"""How a sentence says that something is not there, in the languages that the team writes."""
_SHOWN = 40


@dataclass(frozen=True, slots=True)
class CheckedAnswer:
    """``paragraphs`` hold what may be shown; ``withheld`` says, one line a sentence, what was wrong with the others.
    ``cited``: the numbers that are used."""

    paragraphs: tuple[tuple[Sentence, ...], ...]
    figures: tuple[UsedFigure, ...]
    cited: tuple[int, ...]
    withheld: tuple[str, ...]
    unsupported: int


@dataclass(frozen=True, slots=True)
class Checks:
    """What an answer is held against. ``foreign``: names and ids of accounts that the conversation is not about."""

    notebook: Notebook
    related: Related
    foreign: Collection[str] = ()


def checked(draft: Draft, checks: Checks) -> CheckedAnswer:
    """``draft`` with each sentence judged."""
    known, citations = checks.notebook.known, checks.notebook.citations
    paragraphs: list[tuple[Sentence, ...]] = []
    figures: dict[str, UsedFigure] = {}
    withheld: list[str] = []
    for paragraph in draft.paragraphs:
        kept = []
        for written in paragraph:
            numbers = check_numbers(written.text, known)
            fault = _fault(written, numbers, citations, checks.foreign)
            if fault:
                withheld.append(fault)
                continue
            kept.append(_judged(written, numbers, citations, checks.related, draft.in_data))
            for number, source in numbers.used:
                figures.setdefault(number.text, UsedFigure(number.text, number.value, source.source))
        if kept:
            paragraphs.append(tuple(kept))
    shown = [sentence for paragraph in paragraphs for sentence in paragraph]
    return CheckedAnswer(
        tuple(paragraphs),
        tuple(figures.values()),
        tuple(sorted({n for sentence in shown for n in sentence.cites})),
        tuple(withheld),
        sum(sentence.support is Support.NONE for sentence in shown),
    )


def _fault(
    written: DraftSentence, numbers: Checked, citations: dict[int, Citation], foreign: Collection[str]
) -> str:
    """What makes a sentence false, in a line; empty where nothing does."""
    forged = [n for n in written.cites if n not in citations]
    if forged:
        return f"it cites [{forged[0]}], which no tool returned"
    sources = [citations[n].evidence.text for n in written.cites]
    links = [link for link in _LINK.findall(written.text) if not any(link in source for source in sources)]
    if links:
        return "it holds a link that is not in the evidence"
    false = false_quotes(written.text, sources)
    if false:
        return f"“{false[0][:_SHOWN]}” is not in the evidence that it cites"
    if numbers.unknown:
        return f"no tool returned {numbers.unknown[0][:_SHOWN]}"
    named = next((name for name in sorted(foreign) if _names(written.text, name)), None)
    return "it names an account that this conversation is not about" if named is not None else ""


def _names(text: str, name: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE) is not None


def _judged(
    written: DraftSentence, numbers: Checked, citations: dict[int, Citation], related: Related, in_data: bool
) -> Sentence:
    sources = [citations[n].evidence.text for n in written.cites]
    if sources and (quotes_in(written.text) or related(written.text, sources)):
        return Sentence(written.text, written.cites, Support.CITED)
    if not sources and numbers.used:
        return Sentence(written.text, (), Support.COMPUTED)
    if not sources and not in_data and _ABSENT.search(written.text):
        return Sentence(written.text, (), Support.PLAIN)
    problem = "the evidence that it cites speaks of something else" if sources else "it cites nothing"
    return Sentence(written.text, written.cites, Support.NONE, problem)


def faults_in_words(answer: CheckedAnswer) -> tuple[str, ...]:
    """What to mend, for the model, in our own words and none of the customers'."""
    lines = [*answer.withheld]
    lines += [
        f"“{sentence.text[:_SHOWN]}…”: {sentence.problem}"
        for paragraph in answer.paragraphs
        for sentence in paragraph
        if sentence.support is Support.NONE
    ]
    return tuple(dict.fromkeys(lines))
