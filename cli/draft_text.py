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
    if step.kind == "email":
        parts.append(textwrap.indent(filled(f"Subject: {one_line(step.subject)}", inner), _INDENT))
    for block in filter(None, step.body.split("\n\n")):
        lines = "\n".join(filled(line, inner) for line in block.splitlines())
        parts.append(textwrap.indent(lines, _INDENT))
    return "\n\n".join(parts)


def draft_shape(draft: PlayDraft) -> dict[str, Any]:
    """``draft`` as JSON; days are ISO. Its status is always draft: nothing here sends."""
    return asdict(draft) | {
        "status": "draft",
        "measured": draft.measured.isoformat(),
        "steps": [asdict(one) | {"day": one.day.isoformat()} for one in draft.steps],
        "quotes": [asdict(one) | {"day": one.day.isoformat()} for one in draft.quotes],
    }
