"""What a draft shows and in which order: heads, the parts below them, and the quotes by number. Pure.

Keeps the rule that a part is shown as the text that it is, so that a finding's place in it holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui import words
from tui.marking import Mark

if TYPE_CHECKING:
    from playbooks.account_brief import AccountBrief, BriefQuote
    from playbooks.draft_parts import DraftPart
    from playbooks.drafting import DraftStep, PlayDraft
    from playbooks.guardrails.findings import Finding

_SECTIONS = {
    "situation": "Situation",
    "goal": "Goal",
    "questions": "Ask them",
    "talk": "How to say it",
    "asks": "Ask inside",
    "risks": "Risks",
    "measure": "It worked if",
    "leave": "Stop when",
}
_MOST_QUOTES = 20


@dataclass(frozen=True, slots=True)
class Block:
    """A part under ``head`` (empty: as the one before it); ``label`` stands before its words."""

    head: str
    label: str
    part: DraftPart


@dataclass(frozen=True, slots=True)
class NumberedQuote:
    """The account's own words; ``used``: the draft holds them."""

    number: int
    quote: BriefQuote
    used: bool


def blocks_of(draft: PlayDraft) -> tuple[Block, ...]:
    """Every part of a draft with where it stands, in reading order."""
    from playbooks.draft_parts import parts_of

    blocks: list[Block] = []
    last = ""
    for part in parts_of(draft):
        head, label = _place(draft, part)
        blocks.append(Block("" if head == last else head, label, part))
        last = head
    return tuple(blocks)


def numbered_quotes(draft: PlayDraft, brief: AccountBrief) -> tuple[NumberedQuote, ...]:
    """The quotes that the draft holds, then the others it could have been made of, each once, numbered from 1."""
    from playbooks.draft_parts import parts_of

    others = (*brief.words.all, *(quote for theme in brief.themes for quote in theme.quotes), *brief.loose)
    raised = (brief.mended.raised,) if brief.mended is not None and brief.mended.raised is not None else ()
    seen: dict[tuple[str, str], BriefQuote] = {}
    for one in (*draft.quotes, *raised, *others):
        seen.setdefault((one.item, one.text), one)
    said = "\n".join(part.text for part in parts_of(draft) if part.outward)
    used = {key for key, one in seen.items() if one in draft.quotes or _found(said, one)}
    listed = sorted(seen.items(), key=lambda held: held[0] not in used)[: max(_MOST_QUOTES, len(used))]
    return tuple(NumberedQuote(at, one, key in used) for at, (key, one) in enumerate(listed, start=1))


def quote_marks(text: str, quotes: Sequence[NumberedQuote]) -> list[Mark]:
    """Where ``text`` holds a quote's words."""
    found = ((one.number, _found(text, one.quote)) for one in quotes)
    return [Mark(place[0], place[1], "italic", f" [{number}]") for number, place in found if place]


def _found(text: str, quote: BriefQuote) -> tuple[int, int] | None:
    """Where ``text`` holds the whole quote or a sentence of it that may be quoted."""
    from playbooks.sentences import quotable

    for said in (quote.text.strip().rstrip("."), *quotable(quote.text)):
        at = text.find(said) if said else -1
        if at >= 0:
            return at, at + len(said)
    return None


def finding_marks(part: str, findings: Iterable[Finding], current: int) -> list[Mark]:
    """Where findings, numbered from 1, stand in a part; the one that is walked to stands out."""
    marks = []
    for number, one in enumerate(findings, start=1):
        if one.part == part and one.end > one.start:
            style = "bold reverse" if number == current else "underline $error"
            marks.append(Mark(one.start, one.end, style, f"⚑{number}"))
    return marks


def _place(draft: PlayDraft, part: DraftPart) -> tuple[str, str]:
    names = part.name.split()
    if names[0] != "step":
        head = _SECTIONS[names[0]]
        if names[0] == "measure":
            head = f"{head} (by {words.day_year(draft.measured)})"
        return (f"{head} (they hear this)" if part.outward else head), "• " if len(names) > 1 else ""
    number = int(names[1])
    step = draft.steps[number - 1]
    head = f"Step {number}, {words.day_year(step.day)}, {step.who}"
    if len(names) == 2:
        return head, ""
    if names[2] == "subject":
        return f"→ E-mail to {_to(step)}", "Subject: "
    return (f"→ {'E-mail to' if step.kind == 'email' else 'Call with'} {_to(step)}"), ""


def _to(step: DraftStep) -> str:
    if step.to is None:
        return "nobody who is known; choose whom"
    return ", ".join(one for one in (step.to.name, step.to.function, step.to.email) if one)
