"""A draft written for another program: Markdown to read, rows for a mail merge, JSON.

Keeps the rules that nothing of it is sent, and that a cell never begins what a spreadsheet would run.
"""

from __future__ import annotations

import csv
import io
import json
import re

from foundation.text import one_line, safe_text
from playbooks.draft_document import document_of
from playbooks.draft_life import KeptDraft
from playbooks.draft_parts import parts_of
from playbooks.drafting import DraftStep

_RUNS = re.compile(r"[\s'\"]*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]")
_COLUMNS = (
    "draft",
    "account",
    "name",
    "play",
    "step",
    "day",
    "kind",
    "owner",
    "to_name",
    "to_email",
    "subject",
    "message",
)


def markdown_of(kept: KeptDraft) -> str:
    """The whole draft as a document: situation, goal, steps with their messages, what to ask, risks, measure."""
    draft, approval = kept.draft, kept.approval
    lines = [f"# {_escaped(draft.play)}: {_escaped(draft.name)}", ""]
    if approval is not None:
        lines += [f"Approved by {_escaped(approval.by)} on {approval.at.date()}. Nothing was sent.", ""]
    lines += [f"{_escaped(one)}  " for one in draft.situation]
    lines += ["", f"**Goal.** {_escaped(draft.goal)}", ""]
    for at, step in enumerate(draft.steps, start=1):
        lines += _step_lines(at, step)
    for title, held in (
        ("Say", draft.talk),
        ("Ask them", draft.questions),
        ("Ask inside", draft.asks),
        ("Risks", draft.risks),
    ):
        if held:
            lines += [f"## {title}", "", *(f"- {_escaped(one)}" for one in held), ""]
    lines += ["## Measure", "", f"{_escaped(draft.measure)} By {draft.measured}.", ""]
    lines += ["## Stop", "", _escaped(draft.leave), ""]
    return "\n".join(lines)


def messages_text(kept: KeptDraft, step: int | None = None) -> str:
    """What the account is to read or hear, of one step or of all, as plain text."""
    blocks = []
    for at, one in enumerate(kept.draft.steps, start=1):
        if one.kind and step in (None, at):
            subject = f"Subject: {one_line(one.subject)}\n\n" if one.kind == "email" else ""
            blocks.append(f"{subject}{safe_text(one.body)}")
    return "\n\n----\n\n".join(blocks)


def merge_rows(kept: KeptDraft) -> str:
    """One row for each message, as CSV. A cell that a spreadsheet could take for a formula begins with '."""
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\r\n")
    rows.writerow(_COLUMNS)
    draft = kept.draft
    for at, step in enumerate(draft.steps, start=1):
        if step.kind:
            to = step.to
            cells = (
                kept.id[:8],
                draft.account,
                draft.name,
                draft.play,
                str(at),
                step.day.isoformat(),
                step.kind,
                step.who,
                to.name if to else "",
                to.email if to else "",
                one_line(step.subject),
                step.body,
            )
            rows.writerow([_inert(safe_text(cell)) for cell in cells])
    return text.getvalue()


def json_of(kept: KeptDraft) -> str:
    """The draft with where it stands and its parts by name, as JSON."""
    approval = kept.approval
    held = {
        "id": kept.id,
        "kind": kept.kind,
        "status": kept.status.value,
        "version": kept.version,
        "approved_by": approval.by if approval else None,
        "approved_at": approval.at.isoformat() if approval else None,
        "parts": {one.name: one.text for one in parts_of(kept.draft)},
        **json.loads(document_of(kept.draft)),
    }
    return json.dumps(held, ensure_ascii=False, indent=2) + "\n"


def _step_lines(at: int, step: DraftStep) -> list[str]:
    lines = [f"## Step {at}, {step.day}: {_escaped(step.who)}", "", _escaped(step.do), ""]
    if not step.kind:
        return lines
    if step.to is not None:
        address = f" ({_escaped(step.to.email)})" if step.to.email else ""
        lines += [f"To: {_escaped(step.to.name)}{address}  "]
    if step.kind == "email":
        lines += [f"Subject: {_escaped(step.subject)}  "]
    quoted = [f"> {_escaped(line)}  ".rstrip() if line else ">" for line in safe_text(step.body).splitlines()]
    return [*lines, "", *quoted, ""]


def _escaped(text: str) -> str:
    """Text on one line that Markdown takes for nothing else: no link, image, HTML or heading of a customer's making."""
    return re.sub(r"([\\`*_\[\]<>#|!])", r"\\\1", one_line(text))


def _inert(cell: str) -> str:
    return f"'{cell}" if _RUNS.match(cell) else cell
