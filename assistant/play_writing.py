"""The messages of a play in a model's words: one request, one repair, and no part that did not pass its checks.

What the model gets is the composed draft and the brief; greeting and signature stay as composed, so that no person's
name leaves the machine. A part that still fails stands as it was composed, which is said.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.cached_chat import forget_answer
from assistant.completing import completed
from assistant.drafts import objects_in
from foundation.money import count
from foundation.text import one_line, safe_text
from playbooks.draft_parts import parts_of, rewritten
from playbooks.drafting import PlayDraft
from playbooks.guardrails.findings import Finding
from prompts.chat import AnswerShape, ChatModel, ChatRequest, Message, Role, Stop
from prompts.rendering import rendered
from prompts.template import load_template

PROMPT = "draft_play"
_MAX_TOKENS = 2500
_LONGEST = 3000
_LONGEST_TURN = 12_000
_MOST_TOLD = 12
_SHAPE = AnswerShape(
    "play_parts",
    {
        "type": "object",
        "additionalProperties": False,
        "required": ["parts"],
        "properties": {
            "parts": {
                "type": "array",
                "items": {
                    "type": "object",
                    "additionalProperties": False,
                    "required": ["name", "text"],
                    "properties": {"name": {"type": "string"}, "text": {"type": "string"}},
                },
            }
        },
    },
)
_WRITTEN = re.compile(r"step \d+ (?:subject|message)")
_BLANK = re.compile(r"\n[ \t]*\n\s*")

Check = Callable[[PlayDraft], Sequence[Finding]]


@dataclass(frozen=True, slots=True)
class Writing:
    """What a model is told beside the draft: ``company`` that writes, ``today``, the ``style`` asked for, and the
    ``facts`` of the brief."""

    company: str
    today: str
    style: str
    facts: str


@dataclass(frozen=True, slots=True)
class _Framed:
    """A text between its greeting and its signature, which are empty where it has none."""

    greeting: str
    text: str
    signature: str

    def around(self, text: str) -> str:
        return "\n\n".join(one for one in (self.greeting, text, self.signature) if one)


def writing_request(draft: PlayDraft, writing: Writing) -> ChatRequest:
    """The first call for a draft."""
    template = load_template(PROMPT)
    inputs = {
        "company": one_line(writing.company),
        "today": writing.today,
        "play": _told(draft),
        "style": writing.style,
        "facts": writing.facts,
        "parts": json.dumps(
            [{"name": name, "text": one.text} for name, one in _written(draft).items()],
            ensure_ascii=False,
            indent=1,
        ),
    }
    return ChatRequest(rendered(template, inputs), template.label, (), _SHAPE, _MAX_TOKENS)


async def write_play(model: ChatModel, draft: PlayDraft, writing: Writing, check: Check) -> PlayDraft:
    """``draft`` with those parts in the model's words that pass ``check``, at the first or the second attempt;
    ``warnings`` say which do not. Raises ModelError where the service fails, BudgetExceeded where the next call would
    not be paid for."""
    frames = _written(draft)
    request = writing_request(draft, writing)
    texts: dict[str, str] = {}
    for attempt in range(2):
        completion = await completed(model, request)
        if completion.stop is Stop.REFUSED:
            return _said(draft, "the model refused to write it, so it stands as composed")
        found = _parts(completion.text, frames)
        if not found:
            forget_answer(model, request)
            if completion.repaired:
                break
        texts |= found
        candidate = rewritten(draft, texts)
        against = [one for one in check(candidate) if one.part in texts]
        if texts and not against:
            return _by(candidate, model, request)
        if not attempt:
            request = _again(request, completion.text, against)
    if not texts:
        return _said(draft, "the model's answer was not in the form asked for, so it stands as composed")
    return _without_findings(draft, texts, check, (model, request))


def _without_findings(
    draft: PlayDraft, texts: Mapping[str, str], check: Check, by: tuple[ChatModel, ChatRequest]
) -> PlayDraft:
    """The model's texts less those that something still stands against, and which those are."""
    against = [one for one in check(rewritten(draft, texts)) if one.part in texts]
    refused = dict.fromkeys(one.part for one in against)
    kept = {name: text for name, text in texts.items() if name not in refused}
    why = {one.part: one.why for one in reversed(against)}
    lines = tuple(f"{name} stands as composed; the model's was refused: {why[name]}" for name in refused)
    draft = replace(draft, warnings=(*draft.warnings, *lines))
    return _by(rewritten(draft, kept), *by) if kept else draft


def _by(draft: PlayDraft, model: ChatModel, request: ChatRequest) -> PlayDraft:
    return replace(draft, model=model.name, prompt=request.prompt)


def _said(draft: PlayDraft, why: str) -> PlayDraft:
    return replace(draft, warnings=(*draft.warnings, why))


def _told(draft: PlayDraft) -> str:
    """The play in lines: all of it is the team's own."""
    lines = [f"The play: {draft.play}. Its goal: {draft.goal}", *(f"- {line}" for line in draft.talk)]
    for at, step in enumerate(draft.steps, start=1):
        if step.kind:
            kind = "an e-mail" if step.kind == "email" else "what to say on a call"
            lines.append(f"Step {at}, {kind}: {step.do}")
    return "\n".join(lines)


def _written(draft: PlayDraft) -> dict[str, _Framed]:
    """The parts that a model may write, without greeting and signature."""
    return {one.name: _framed(one.text) for one in parts_of(draft) if _WRITTEN.fullmatch(one.name)}


def _framed(text: str) -> _Framed:
    blocks = text.split("\n\n")
    greeting = (
        blocks[0] if len(blocks) > 1 and blocks[0].endswith((",", ":")) and "\n" not in blocks[0] else ""
    )
    signature = blocks[-1] if len(blocks) > 1 and "\n" in blocks[-1] else ""
    middle = blocks[1 if greeting else 0 : -1 if signature else None]
    return _Framed(greeting, "\n\n".join(middle), signature)


def _parts(text: str, frames: Mapping[str, _Framed]) -> dict[str, str]:
    """The parts that an answer gives, each between its own greeting and signature; those of other names are nothing."""
    found: dict[str, str] = {}
    for value in objects_in(text):
        given = value.get("parts")
        for one in given if isinstance(given, list) else ():
            name, said = (one.get("name"), one.get("text")) if isinstance(one, dict) else (None, None)
            if not isinstance(name, str) or not isinstance(said, str) or name not in frames:
                continue
            clean = _clean(said, subject=name.endswith("subject"))
            if clean:
                found[name] = frames[name].around(clean)
    return found


def _clean(said: str, *, subject: bool) -> str:
    text = safe_text(said[:_LONGEST]).strip()
    if subject:
        return one_line(text)
    return "\n\n".join(block.strip() for block in _BLANK.split(text) if block.strip())


def _again(request: ChatRequest, written: str, against: Sequence[Finding]) -> ChatRequest:
    """The request to mend what stands against it, in our own words."""
    told = "\n".join(f"- {one.part}: {one.why} (“{one_line(one.words, 80)}”)" for one in against[:_MOST_TOLD])
    more = len(against) - _MOST_TOLD
    told += f"\n- and {count(more, 'finding')} more" if more > 0 else ""
    turns = [Message(Role.ASSISTANT, safe_text(written[:_LONGEST_TURN]))] if written.strip() else []
    words = f"This did not pass its checks:\n{told}" if against else "That was not the JSON object asked for."
    turns.append(Message(Role.USER, f"{words}\nAnswer again as JSON, with all parts."))
    return replace(request, messages=(*request.messages, *turns))
