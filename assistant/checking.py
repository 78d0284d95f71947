"""Holds a model's answer against the notebook: what is backed is kept, what is false is withheld, what nothing backs
is marked.

The checks rest on the tools' results alone, so that they hold for a model that obeys whoever wrote the feedback.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from assistant.answer import Citation, Sentence, Support, UsedFigure
from assistant.drafts import Draft, DraftSentence
from assistant.faults import FORECAST, UNHEARD, WRONG_WAY, Bounds, fault_of, names_account
from assistant.forecasts import foretells, unbacked_forecast
from assistant.notebook import Notebook
from assistant.said_numbers import said_in
from assistant.wording import FIGURES, SAYS, claims_nothing, clauses, says_absence, stems_in
from playbooks.citations import quotes_in
from playbooks.counted import DAYS_IN
from playbooks.directions import Told, directions_told
from playbooks.grounding import Checked, check_numbers, stands_in
from playbooks.known import Known

Related = Callable[[str, Sequence[str]], bool]
"""Whether a sentence speaks of what any of the texts says."""

_OFF_TOPIC = "the evidence that it cites speaks of something else"
_NOTHING_CITED = "it cites nothing"
_BEYOND = "part of it is in no tool's result"
_NO_WAY = "no tool's result says that it went this way"
_OF_ANOTHER = "another account said what it cites"
_MOST_LOOSE = 0.5
_LEAST_HEARD = 0.34
_LONGEST_LABEL = 6


@dataclass(frozen=True, slots=True)
class CheckedAnswer:
    """``paragraphs`` hold what may be shown; ``withheld`` says, one line a sentence, what was wrong with the others.
    ``cited``: the numbers that are used; ``faults``: what to mend, for the model, in our own words."""

    paragraphs: tuple[tuple[Sentence, ...], ...]
    figures: tuple[UsedFigure, ...]
    cited: tuple[int, ...]
    withheld: tuple[str, ...]
    unsupported: int
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Checks:
    """What an answer is held against. ``foreign``: names and ids of accounts that the conversation is not about;
    ``question``: as the user asked it; ``accounts``: names of all accounts, so that none is given another's words;
    ``instructions``: the system's turn, which no answer repeats."""

    notebook: Notebook
    related: Related
    foreign: Collection[str] = ()
    question: str = ""
    instructions: str = ""
    accounts: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class _Held:
    """What the notebook holds, read once for all sentences. ``found``: stems of the computed results; ``heard``: of
    all evidence; ``asked``: of the question and the accounts; ``subjects``: the accounts' names, longest first;
    ``accounts``: the names of all that there are; ``labels``: all other names of a few words; ``keys``: stems of the
    results' own words."""

    known: Known
    citations: dict[int, Citation]
    found: frozenset[str]
    heard: frozenset[str]
    asked: frozenset[str]
    subjects: tuple[str, ...]
    accounts: frozenset[str]
    labels: tuple[str, ...]
    keys: frozenset[str]


def checked(draft: Draft, checks: Checks) -> CheckedAnswer:
    """``draft`` with each sentence judged."""
    held = _held(checks)
    bounds = Bounds(checks.foreign, checks.instructions)
    paragraphs: list[tuple[Sentence, ...]] = []
    figures: dict[str, UsedFigure] = {}
    withheld: list[str] = []
    faults: list[str] = []
    for paragraph in _numbered(draft):
        kept = []
        for number, written in paragraph:
            known = held.known.plus(said_in(written, held.citations))
            numbers = check_numbers(written.text, known)
            fault = fault_of(written, numbers, held.citations, held.known.names, bounds)
            sentence = _judged(written, numbers, held, checks.related)
            told = Told.FINE if fault else _told(written, sentence, known)
            if told is Told.WRONG:
                fault = WRONG_WAY
            elif told is Told.UNTOLD and not sentence.problem:
                sentence = Sentence(written.text, written.cites, Support.NONE, _NO_WAY)
            if not fault and _is_forecast(written, numbers, sentence, held):
                fault = FORECAST
            if not fault and sentence.support is Support.NONE and not _was_heard(written.text, held):
                fault = UNHEARD
            if fault or sentence.problem:
                faults.append(f"sentence {number}: {fault or sentence.problem}")
            if fault:
                withheld.append(fault)
                continue
            kept.append(sentence)
            for one, source in numbers.used:
                figures.setdefault(one.text, UsedFigure(one.text, one.value, source.source))
        if kept:
            paragraphs.append(tuple(kept))
    shown = [sentence for paragraph in paragraphs for sentence in paragraph]
    return CheckedAnswer(
        tuple(paragraphs),
        tuple(figures.values()),
        tuple(sorted({n for sentence in shown for n in sentence.cites})),
        tuple(withheld),
        sum(sentence.support is Support.NONE for sentence in shown),
        tuple(faults),
    )


def _numbered(draft: Draft) -> list[list[tuple[int, DraftSentence]]]:
    at, out = 0, []
    for paragraph in draft.paragraphs:
        out.append([(at + offset, written) for offset, written in enumerate(paragraph, 1)])
        at += len(paragraph)
    return out


def _held(checks: Checks) -> _Held:
    known, citations = checks.notebook.known, checks.notebook.citations
    subjects = tuple(sorted(known.subjects, key=lambda one: (-len(one), one)))
    heard = frozenset(stem for one in citations.values() for stem in stems_in(one.evidence.text))
    asked = frozenset(stem for text in (checks.question, *subjects) for stem in stems_in(text))
    keys = frozenset(stem for key in known.keys for stem in stems_in(key))
    short = [name for name in known.names if len(name.split()) <= _LONGEST_LABEL]
    named = keys | {stem for name in short for stem in stems_in(name)}
    labels = tuple(name for name in short if len(name) > 2 and name not in known.subjects)
    accounts = frozenset({*checks.accounts, *subjects})
    return _Held(known, citations, named | FIGURES | asked, heard, asked, subjects, accounts, labels, keys)


def _judged(written: DraftSentence, numbers: Checked, held: _Held, related: Related) -> Sentence:
    sources = [held.citations[n].evidence for n in written.cites if n in held.citations]
    if sources and _of_another(written.text, {one.account_name for one in sources}, held.accounts):
        return Sentence(written.text, written.cites, Support.NONE, _OF_ANOTHER)
    if sources and _is_cited(written.text, [one.text for one in sources], held, related):
        return Sentence(written.text, written.cites, Support.CITED)
    if _is_computed(written.text, numbers, held):
        return Sentence(written.text, (), Support.COMPUTED)
    if claims_nothing(written.text) or says_absence(written.text, held.asked):
        return Sentence(written.text, written.cites, Support.PLAIN)
    problem = _OFF_TOPIC if sources else _BEYOND if numbers.used else _NOTHING_CITED
    return Sentence(written.text, written.cites, Support.NONE, problem)


def _of_another(text: str, speakers: Collection[str], accounts: Collection[str]) -> bool:
    """Whether ``text`` names accounts, and none of them said what is cited. A name that is a common word is no name
    here: it may stand for the word."""
    if any(stands_in(text, name) for name in speakers):
        return False
    said = (name for name in accounts if name in text and names_account(text, name))
    return any(not frozenset(stems_in(name)) <= SAYS | FIGURES for name in said)


def _told(written: DraftSentence, sentence: Sentence, known: Known) -> Told:
    """What the results say of the ups and downs of a sentence; those of a customer's own words are theirs."""
    if sentence.support is Support.PLAIN:
        return Told.FINE
    told = directions_told(written.text, known)
    heard = sentence.support is Support.CITED and told is Told.UNTOLD
    return Told.FINE if heard else told


def _is_forecast(written: DraftSentence, numbers: Checked, sentence: Sentence, held: _Held) -> bool:
    if sentence.support is Support.PLAIN or not foretells(written.text):
        return False
    sources = [held.citations[n].evidence.text for n in written.cites if n in held.citations]
    timed = any(one.of & DAYS_IN.keys() for one, _ in numbers.used)
    return unbacked_forecast(written.text, numbers.days, timed, sources)


def _is_cited(text: str, sources: Sequence[str], held: _Held, related: Related) -> bool:
    """Whether the evidence backs ``text``: it speaks of the same, and where it is quoted, the words around the quote
    add little of their own."""
    if frozenset(stems_in(text)) <= SAYS | FIGURES:
        return True  # "two tickets report it": nothing but the citations
    if not related(_without(text, held.subjects), sources):
        return False
    if not quotes_in(text):
        return True
    backed = held.found | SAYS | {stem for source in sources for stem in stems_in(source)}
    return _loose(text, backed) <= _MOST_LOOSE


def _is_computed(text: str, numbers: Checked, held: _Held) -> bool:
    """Whether ``text`` says what a result says: it holds one of its numbers or days, or a name and what is told of
    it (a label by itself is a customer's claim), and no clause of it is mostly words of the model's own."""
    bare = _without(text, held.subjects)
    labels = [name for name in held.labels if name in bare]
    told = frozenset(stems_in(_without(bare, labels))) & (FIGURES | held.keys)
    if not (numbers.used or numbers.days or (labels and told)):
        return False
    return _loose(bare, held.found | SAYS) <= _MOST_LOOSE and all(
        any(char.isdigit() for char in clause) or _loose(clause, held.found | SAYS) <= _MOST_LOOSE
        for clause in clauses(bare)
    )


def _without(text: str, names: Sequence[str]) -> str:
    """``text`` without the accounts' names: who is spoken of says nothing of what is said."""
    for name in names:
        text = text.replace(name, " ")
    return text


def _loose(text: str, backed: frozenset[str]) -> float:
    """The share of the words of ``text`` that nothing backs; 0 where it has none."""
    stems = stems_in(text)
    return sum(stem not in backed for stem in stems) / len(stems) if stems else 0.0


def _was_heard(text: str, held: _Held) -> bool:
    """Whether a fair part of ``text`` was asked or found at all."""
    return 1 - _loose(text, held.found | held.heard | SAYS) >= _LEAST_HEARD
