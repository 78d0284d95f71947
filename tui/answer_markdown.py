"""An answer as Markdown for the clipboard: the question, the sentences, the sources, the figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from foundation.text import one_line, safe_text
from tui import words

if TYPE_CHECKING:
    from assistant.answer import Answer, Citation


def answer_markdown(answer: Answer, question: str) -> str:
    """``answer`` with what it rests on."""
    lines = [f"## {one_line(question)}", "", safe_text(answer.text), ""]
    lines += _section("Sources", [_cited(one) for one in answer.citations])
    lines += _section(
        "Figures", [f"- {one_line(one.written)}: {one_line(one.source)}" for one in answer.figures]
    )
    lines += _section("What disagrees", [_cited(one) for one in answer.disagree])
    lines += _section("Not looked at", [f"- {one_line(one)}" for one in answer.not_looked_at])
    by = (
        f"Answered by {one_line(answer.model, 80)}: {words.tokens(answer.tokens, answer.cost)}."
        if answer.model
        else ""
    )
    return "\n".join([*lines, by or "Answered by rules, without a model."])


def _cited(citation: Citation) -> str:
    said = citation.evidence
    head = ", ".join(
        one_line(one) for one in (said.account_name or said.account, said.day, said.source, said.item) if one
    )
    return f"- [{citation.n}] {head}: “{one_line(said.text)}”"


def _section(title: str, lines: list[str]) -> list[str]:
    return [f"### {title}", "", *lines, ""] if lines else []
