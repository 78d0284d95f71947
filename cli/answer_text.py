"""Writes an answer for the terminal, and as JSON: sentences with their marks, what they rest on, what speaks against
them and what was not looked at. Both front ends' words come from here.

Keeps the rule that nothing of a model or a customer acts on the terminal: escapes are stripped, and no address stands
in an answer that does not stand in the evidence it cites, which the checks saw to.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assistant.answer import Answer, Citation
from assistant.orders import gives_orders
from cli.draft_text import draft_shape, draft_text
from cli.filling import filled
from foundation.text import one_line, safe_text, safe_value

WIDTH = 100
_LEAST, _MOST = 40, 160
_QUOTE = 400
_MOST_AGAINST = 8


def answer_text(answer: Answer, width: int = WIDTH) -> str:
    """``answer`` in lines of ``width`` columns at most."""
    width = min(max(width, _LEAST), _MOST)
    parts = [
        "\n\n".join(filled(paragraph, width) for paragraph in safe_text(answer.text).split("\n\n")),
        _section("Sources", [_cited(one) for one in answer.citations], width),
        _section("Figures", _figures(answer), width),
        _section("What disagrees", _against(answer), width),
        _section("Not looked at", [f"- {one_line(words)}" for words in answer.not_looked_at], width),
        *(draft_text(one, width) for one in answer.drafts),
        filled(_origin(answer), width),
    ]
    return "\n\n".join(part for part in parts if part)


def answer_shape(answer: Answer) -> dict[str, Any]:
    """``answer`` as ``nrr ask --json`` prints it."""
    shape = {
        "question": answer.question,
        "answer": answer.text,
        "in_data": answer.in_data,
        "sentences": [
            {"text": one.text, "cites": list(one.cites), "support": one.support.value, "problem": one.problem}
            for paragraph in answer.paragraphs
            for one in paragraph
        ],
        "citations": [_citation_shape(one) for one in answer.citations],
        "figures": [
            {"value": one.value, "source": one.source, "written": one.written} for one in answer.figures
        ],
        "disagree": [_citation_shape(one) for one in answer.disagree],
        "not_looked_at": list(answer.not_looked_at),
        "withheld": list(answer.withheld),
        "drafts": [draft_shape(one) for one in answer.drafts],
        "model": answer.model,
        "prompt": answer.prompt,
        "tokens": answer.tokens,
        "cost": answer.cost,
    }
    return {key: safe_value(value) for key, value in shape.items()}


def _citation_shape(citation: Citation) -> dict[str, Any]:
    said = citation.evidence
    return {
        "n": citation.n,
        "item": said.item,
        "account": said.account,
        "account_name": said.account_name,
        "date": said.day,
        "source": said.source,
        "text": said.text,
        "instructs": gives_orders(said.text),
    }


def _cited(citation: Citation) -> str:
    said = citation.evidence
    head = ", ".join(
        one_line(part)
        for part in (said.account_name or said.account, said.day, said.source, said.item)
        if part
    )
    mark = (
        " (gives orders to a reader: shown as data, and followed by nobody)"
        if gives_orders(said.text)
        else ""
    )
    return f"[{citation.n}] {head}{mark}: “{one_line(said.text, _QUOTE)}”"


def _figures(answer: Answer) -> list[str]:
    """Those that ``nrr explain`` opens, one a line; the others by the tool that returned them."""
    lines, others = [], dict[str, list[str]]()
    for one in answer.figures:
        tool, apart, _field = one.source.partition(": ")
        if apart:
            others.setdefault(tool, []).append(one_line(one.written))
        else:
            lines.append(f"- {one_line(one.written)}: nrr explain {one_line(one.source, 120)}")
    lines += [f"- from {one_line(tool, 60)}: {', '.join(written)}" for tool, written in others.items()]
    return lines


def _against(answer: Answer) -> list[str]:
    lines = [_cited(one) for one in answer.disagree[:_MOST_AGAINST]]
    more = len(answer.disagree) - _MOST_AGAINST
    return [*lines, f"- and {more} more"] if more > 0 else lines


def _origin(answer: Answer) -> str:
    """Who wrote it, with what, at what cost."""
    if not answer.model:
        return "Answered without a model."
    cost = "" if answer.cost is None else f", ${answer.cost:.4f}"
    return f"Answered by {one_line(answer.model, 80)} with {answer.prompt}: {answer.tokens:,} tokens{cost}."


def _section(title: str, lines: Sequence[str], width: int) -> str:
    return "\n".join([title, *(filled(line, width, "    ") for line in lines)]) if lines else ""
