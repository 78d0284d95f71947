"""Writes a draft of a play for the terminal, and as JSON: messages as they would be sent, nothing of which is."""

from __future__ import annotations

import textwrap
from dataclasses import asdict
from typing import Any

from cli.filling import filled
from foundation.text import one_line
from playbooks.drafting import DraftStep, PlayDraft

_INDENT = "    "


def draft_text(draft: PlayDraft, width: int) -> str:
    """``draft`` in lines of ``width`` columns at most."""
    head = [
        f"Draft: {draft.play}, {one_line(draft.name)} (nothing is sent)",
        *draft.situation,
        f"Goal: {draft.goal}",
    ]
    beside = [*(("Ask them", one) for one in draft.questions), *(("Ask inside", one) for one in draft.asks)]
    beside += [("Risk", one) for one in draft.risks]
    beside += [("Measure", f"{draft.measure} By {draft.measured.isoformat()}."), ("Stop", draft.leave)]
    if draft.unknown:
        beside.append(("Not known, so left out", ", ".join(draft.unknown)))
    head += [f"Mind: {one}" for one in draft.warnings]
    return "\n\n".join(
        (
            "\n".join(filled(line, width) for line in head),
            *(_step(one, width) for one in draft.steps),
            "\n".join(filled(f"{name}: {one_line(line)}", width, _INDENT) for name, line in beside),
        )
    )


def _step(step: DraftStep, width: int) -> str:
    parts = [filled(f"{step.day.isoformat()}  {one_line(step.who)}: {one_line(step.do)}", width, _INDENT)]
    inner = width - len(_INDENT)
    head = [_to(step)] if step.kind else []
    if step.kind == "email":
        head.append(f"Subject: {one_line(step.subject)}")
    if head:
        parts.append(textwrap.indent("\n".join(filled(line, inner) for line in head), _INDENT))
    for block in filter(None, step.body.split("\n\n")):
        lines = "\n".join(filled(line, inner) for line in block.splitlines())
        parts.append(textwrap.indent(lines, _INDENT))
    return "\n\n".join(parts)


def _to(step: DraftStep) -> str:
    """Whom a message is for, or whom a call is with."""
    word = "To" if step.kind == "email" else "Call with"
    if step.to is None:
        return f"{word}: nobody is known for this; choose whom"
    function = f", {one_line(step.to.function)}" if step.to.function else ""
    email = f" <{one_line(step.to.email)}>" if step.to.email and step.kind == "email" else ""
    return f"{word}: {one_line(step.to.name)}{function}{email}"


def draft_shape(draft: PlayDraft) -> dict[str, Any]:
    """``draft`` as JSON; days are ISO. Its status is always draft: nothing here sends."""
    return asdict(draft) | {
        "status": "draft",
        "measured": draft.measured.isoformat(),
        "steps": [asdict(one) | {"day": one.day.isoformat()} for one in draft.steps],
        "quotes": [asdict(one) | {"day": one.day.isoformat()} for one in draft.quotes],
    }
