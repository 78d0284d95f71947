"""What the tools returned in one conversation: evidence under running numbers, and what was computed.

The only source that an answer's citations, numbers and dates are held against.
"""

from __future__ import annotations

import json

from assistant.answer import Citation
from assistant.tools import Evidence, ToolResult
from playbooks.grounding import Known, joined, known_in
from prompts.fencing import fenced

_LONGEST_TEXT = 1500


class Notebook:
    """Numbers evidence in the order in which it came; the same passage keeps its number."""

    def __init__(self) -> None:
        self._numbers: dict[Evidence, int] = {}
        self._known: list[Known] = []
        self._disagree: dict[int, None] = {}
        self._not_looked_at: dict[str, None] = {}
        self.found_anything = False

    def take(self, tool: str, result: ToolResult) -> str:
        """Note ``result``; returns it as the model reads it, customers' words behind fences with their numbers."""
        self._known.append(known_in(result.data, tool))
        shown = [self._cited(evidence) for evidence in result.evidence]
        against = [self._cited(evidence) for evidence in result.disagree]
        self._disagree.update(dict.fromkeys(citation.n for citation in against))
        self._not_looked_at.update(dict.fromkeys(result.not_looked_at))
        self.found_anything |= not result.empty
        lines = [fenced("result", json.dumps(result.data, ensure_ascii=False, default=str))]
        lines += [_shown(citation, "evidence") for citation in shown]
        lines += [_shown(citation, "disagrees") for citation in against]
        lines += [f"Not looked at: {words}" for words in result.not_looked_at]
        if result.empty:
            lines.append("The data holds nothing of this.")
        return "\n".join(lines)

    def _cited(self, evidence: Evidence) -> Citation:
        n = self._numbers.setdefault(evidence, len(self._numbers) + 1)
        self._known.append(Known(days=frozenset([evidence.day])))
        return Citation(n, evidence)

    @property
    def known(self) -> Known:
        """All numbers, days and names that an answer may hold."""
        return joined(self._known)

    @property
    def citations(self) -> dict[int, Citation]:
        """All evidence, by number."""
        return {n: Citation(n, evidence) for evidence, n in self._numbers.items()}

    @property
    def disagree(self) -> tuple[Citation, ...]:
        """What speaks against, by number."""
        held = self.citations
        return tuple(held[n] for n in sorted(self._disagree))

    @property
    def not_looked_at(self) -> tuple[str, ...]:
        """What the tools left out, in their order."""
        return tuple(self._not_looked_at)


def _shown(citation: Citation, what: str) -> str:
    said = citation.evidence
    who = said.account or "no account"
    return f"[{citation.n}] {what}, {who}, {said.day}, {said.source}\n{fenced('words', said.text[:_LONGEST_TEXT])}"
