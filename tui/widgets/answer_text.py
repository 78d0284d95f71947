"""Answers and the lines around them as content for the screen: pure. Nothing of a model or a customer is parsed as
markup; the only things that act on a click are the marks [n], which are our own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content
from textual.style import Style

from tui import words
from tui.untrusted import Untrusted

if TYPE_CHECKING:
    from assistant.answer import Answer, Sentence
    from playbooks.drafting import PlayDraft

_LONGEST = 4000
_MOST_DRAFT = 6000


def answer_content(answer: Answer) -> Content:
    """The sentences with their marks, a blank line between paragraphs."""
    return Content("\n\n").join([sentences_content(paragraph) for paragraph in answer.paragraphs])


def sentences_content(sentences: Sequence[Sentence]) -> Content:
    """Sentences of one paragraph; what no source backs says so."""
    return Content(" ").join([_sentence(one) for one in sentences])


def _sentence(sentence: Sentence) -> Content:
    from assistant.answer import Support

    content = Untrusted(sentence.text).content(_LONGEST)
    for number in sentence.cites:
        mark = Content.styled(f"[{int(number)}]", "bold $accent")
        content += Content(" ") + mark.stylize(Style.from_meta({"@click": f"screen.source({int(number)})"}))
    if sentence.support is Support.NONE:
        content += Content.styled(" (not supported)", "$warning")
    return content


def origin(answer: Answer) -> Content:
    """Who wrote it, and what it cost."""
    if not answer.model:
        return Content.styled("Answered by rules, without a model.", "dim")
    name, prompt = Untrusted(answer.model).line(80), Untrusted(answer.prompt).line(30)
    used = words.tokens(answer.tokens, answer.cost)
    return Content.styled(f"Answered by {name} with {prompt}: {used}.", "dim")


def tool_figures(answer: Answer) -> list[Content]:
    """The numbers that have no id to open, by the tool that returned them."""
    by_tool: dict[str, list[str]] = {}
    for one in answer.figures:
        tool, apart, _field = one.source.partition(": ")
        if apart:
            by_tool.setdefault(tool, []).append(Untrusted(one.written).line(24))
    return [
        Content.styled(f"from {Untrusted(tool.replace('_', ' ')).line(60)}: {', '.join(written)}", "dim")
        for tool, written in by_tool.items()
    ]


def draft_content(draft: PlayDraft) -> Content:
    """A draft that a tool made, part by part; what the account would read is marked by a word."""
    from playbooks.draft_parts import parts_of

    lines = [
        Content.styled(
            f"Draft: {Untrusted(draft.play).line(40)}, {Untrusted(draft.name).line(40)}", "bold $primary"
        )
        + Content.styled("  nothing is sent", "dim")
    ]
    for part in parts_of(draft):
        name = Content.styled(part.name, "bold") + Content.styled(
            "  for the account" if part.outward else "", "dim"
        )
        lines += [Content("\n").join([name, Untrusted(part.text).content(_MOST_DRAFT)])]
    return Content("\n\n").join(lines)
