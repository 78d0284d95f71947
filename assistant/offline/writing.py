"""An answer being written: tools are called, what they return is noted, and each sentence names what backs it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.answer import Answer, Sentence, Support, UsedFigure
from assistant.notebook import Notebook
from assistant.offline.entities import Entities
from assistant.offline.intents import Asked
from assistant.offline.vocabulary import Vocabulary
from assistant.offline.words import capital, day, passage
from assistant.tools import Evidence, Toolbox, ToolResult
from playbooks.grounding import check_numbers
from prompts.chat import ToolCall


@dataclass(frozen=True, slots=True)
class QuestionRead:
    """A question and what the rules read in it: ``text`` in the words that they know, ``language`` as
    ``question_language`` tells it, which family it is of and what it names."""

    question: str
    text: str
    language: str
    asked: Asked
    named: Entities


class Writing:
    """The sentences so far, and what backs them."""

    def __init__(self, read: QuestionRead, toolbox: Toolbox, vocabulary: Vocabulary) -> None:
        self.question = read.question
        self.text = read.text
        self.language = read.language
        self.asked = read.asked
        self.named = read.named
        self.vocabulary = vocabulary
        self.in_data = True
        self.notebook = Notebook()
        self.scope = toolbox.scope
        self._toolbox = toolbox
        self._paragraphs: list[list[Sentence]] = [[]]
        self._left_out: list[str] = []
        self._quoted: set[tuple[str, str]] = set()
        self._no_objection: set[Evidence] = set()

    def call(self, tool: str, **arguments: object) -> ToolResult:
        """What a tool returns; arguments that are None or empty are left out. Raises what the tool raises."""
        given = {key: value for key, value in arguments.items() if value not in (None, "", ())}
        result = self._toolbox.call(ToolCall(tool, tool, json.dumps(given)))
        self.notebook.take(tool, result)
        return result

    def say(self, text: str, cites: Iterable[Evidence] = ()) -> None:
        """One sentence; an empty one is none."""
        text = _ended(" ".join(text.split()))
        if text:
            marks = tuple(dict.fromkeys(self._number(one) for one in cites))
            self._paragraphs[-1].append(Sentence(capital(text), marks))

    def part(self) -> None:
        """A new paragraph."""
        if self._paragraphs[-1]:
            self._paragraphs.append([])

    def line(self, text: str, cites: Iterable[Evidence] = ()) -> None:
        """One sentence as a paragraph of its own."""
        self.part()
        self.say(text, cites)
        self.part()

    def quote(self, evidence: Sequence[Evidence], limit: int, name: bool = True) -> int:
        """Passages of ``evidence``, one a line, none twice; how many."""
        fresh = [one for one in dict.fromkeys(evidence) if (one.item, one.text) not in self._quoted][:limit]
        for one in fresh:
            self._quoted.add((one.item, one.text))
            who = one.account_name or "A customer without an account"
            lead = f"{who}, {day(one.day)}" if name else day(one.day)
            self.line(f"{lead}: “{passage(one.text)}”", [one])
        return len(fresh)

    @property
    def quoted(self) -> int:
        """How many passages are quoted so far."""
        return len(self._quoted)

    def leave_out(self, words: str) -> None:
        """Something that was not looked at."""
        self._left_out.append(words)

    def no_objection(self, evidence: Iterable[Evidence]) -> None:
        """What a tool holds against its own finding and what speaks for this answer: it is not what disagrees."""
        self._no_objection.update(evidence)

    def absent(self, text: str) -> None:
        """Says that the data holds no answer."""
        self.in_data = False
        self.line(text)

    def _number(self, evidence: Evidence) -> int:
        return next(n for n, one in self.notebook.citations.items() if one.evidence == evidence)

    def answer(self, prompt: str) -> Answer:
        """The answer as it stands, each sentence with what backs it."""
        known, held = self.notebook.known, self.notebook.citations
        figures: dict[str, UsedFigure] = {}
        paragraphs = []
        for paragraph in self._paragraphs:
            sentences = []
            for one in paragraph:
                used = check_numbers(one.text, known).used
                for number, source in used:
                    figures.setdefault(number.text, UsedFigure(number.text, number.value, source.source))
                support = Support.CITED if one.cites else Support.COMPUTED if used else Support.PLAIN
                sentences.append(Sentence(one.text, one.cites, support))
            if sentences:
                paragraphs.append(tuple(sentences))
        cited = list(dict.fromkeys(n for paragraph in paragraphs for one in paragraph for n in one.cites))
        against = [
            one
            for one in self.notebook.disagree
            if one.n not in cited and one.evidence not in self._no_objection
        ]
        shown = {n: at for at, n in enumerate([*cited, *(one.n for one in against)], 1)}
        paragraphs = [
            tuple(replace(one, cites=tuple(shown[n] for n in one.cites)) for one in paragraph)
            for paragraph in paragraphs
        ]
        return Answer(
            question=self.question,
            paragraphs=tuple(paragraphs),
            citations=tuple(replace(held[n], n=shown[n]) for n in cited),
            figures=tuple(figures.values()),
            disagree=tuple(replace(one, n=shown[one.n]) for one in against) if self.in_data else (),
            not_looked_at=tuple(dict.fromkeys((*self._left_out, *self.notebook.not_looked_at))),
            in_data=self.in_data,
            prompt=prompt,
            drafts=self.notebook.drafts,
        )


def _ended(text: str) -> str:
    """``text`` with a full stop where it ends without a mark; what ends in a quote keeps its own."""
    return text if not text or text[-1] in ".!?”:" else f"{text}."
