"""The texts of a draft by name: what a person edits, what checks read, what is kept of each change.

A part is ``outward`` where the account reads or hears it; the rest stays with the team.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from playbooks.drafting import DraftStep, PlayDraft


@dataclass(frozen=True, slots=True)
class DraftPart:
    """``name``: ``goal``, ``situation 1``, ``step 2``, ``step 2 subject``, ``step 2 message``, ``asks 1`` and so on,
    counted from 1."""

    name: str
    text: str
    outward: bool


def parts_of(draft: PlayDraft) -> tuple[DraftPart, ...]:
    """Every text of ``draft``, in the order in which it is read."""
    return tuple(_parts(draft))


def rewritten(draft: PlayDraft, texts: Mapping[str, str]) -> PlayDraft:
    """``draft`` with the parts that ``texts`` names said otherwise. Raises KeyError for a part that it has not."""
    unknown = set(texts) - {one.name for one in parts_of(draft)}
    if unknown:
        raise KeyError(min(unknown))

    def lines(name: str) -> tuple[str, ...]:
        return tuple(texts.get(f"{name} {at}", line) for at, line in enumerate(getattr(draft, name), start=1))

    return replace(
        draft,
        goal=texts.get("goal", draft.goal),
        measure=texts.get("measure", draft.measure),
        leave=texts.get("leave", draft.leave),
        situation=lines("situation"),
        talk=lines("talk"),
        questions=lines("questions"),
        asks=lines("asks"),
        risks=lines("risks"),
        steps=tuple(_step(one, f"step {at}", texts) for at, one in enumerate(draft.steps, start=1)),
    )


def _parts(draft: PlayDraft) -> Iterator[DraftPart]:
    yield from _listed(draft, "situation")
    yield DraftPart("goal", draft.goal, False)
    for at, step in enumerate(draft.steps, start=1):
        yield DraftPart(f"step {at}", step.do, False)
        if step.kind == "email":
            yield DraftPart(f"step {at} subject", step.subject, True)
        if step.kind:
            yield DraftPart(f"step {at} message", step.body, True)
    yield from _listed(draft, "questions", outward=True)
    for name in ("talk", "asks", "risks"):
        yield from _listed(draft, name)
    yield DraftPart("measure", draft.measure, False)
    yield DraftPart("leave", draft.leave, False)


def _listed(draft: PlayDraft, name: str, *, outward: bool = False) -> Iterator[DraftPart]:
    for at, line in enumerate(getattr(draft, name), start=1):
        yield DraftPart(f"{name} {at}", line, outward)


def _step(step: DraftStep, name: str, texts: Mapping[str, str]) -> DraftStep:
    return replace(
        step,
        do=texts.get(name, step.do),
        subject=texts.get(f"{name} subject", step.subject),
        body=texts.get(f"{name} message", step.body),
    )
