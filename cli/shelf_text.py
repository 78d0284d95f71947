"""The library of plays, each with what it did, as text and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from cli.outcome_shapes import outcome_shape
from cli.outcome_text import effect_words
from cli.output import fitted_table, wrapped
from foundation.money import count
from playbooks.plays import Play
from workspace.play_shelf import ShelvedPlay


def shelf_text(shelf: Sequence[ShelvedPlay]) -> str:
    """Every play in a line."""
    rows = [
        (
            one.held.play.name,
            one.held.play.stance.value,
            one.held.play.owner,
            f"{one.outcome.started}" if one.outcome else "–",
            effect_words(one.outcome) if one.outcome else "–",
            one.held.source,
            one.held.play.audience,
        )
        for one in shelf
    ]
    heads = ("Play", "Stance", "Owner", "Ran", "Kept, against like", "From", "For")
    more = "One whole: nrr plays library NAME. What plays did: nrr plays outcomes"
    return f"{fitted_table(heads, rows, 'lllrlll')}\n\n{more}"


def play_text(one: ShelvedPlay) -> str:
    """One play whole, its messages as they are written in the file."""
    play = one.held.play
    lines = [
        f"{play.name} ({one.held.source}), {play.stance.value}, run by {play.owner}",
        "",
        wrapped(f"For: {play.audience}"),
        wrapped(f"Called by: {_trigger(play)}"),
        wrapped(f"Goal: {play.goal}"),
        wrapped(f"Works if: {play.measure} (after {play.measure_days} days)"),
        wrapped(f"Ends if: {play.leave}"),
        wrapped(f"What it did: {_did(one)}"),
    ]
    for step in play.step:
        lines += ["", wrapped(f"Day {step.day}, {step.who}: {step.do}", "  ")]
        if step.message is not None:
            lines += [f"  {step.message.kind} to the {step.message.to}: {step.message.subject}"]
            lines += [
                wrapped(f"  | {line}", "  | ") for block in step.message.blocks for line in block.splitlines()
            ]
    for head, texts in (
        ("Talk track", play.talk),
        ("Questions", play.questions),
        ("Ask inside", play.asks),
        ("Risks", play.risks),
    ):
        lines += ["", head, *(wrapped(f"- {text}", "  ") for text in texts)] if texts else []
    return "\n".join(lines)


def shelf_shape(shelf: Sequence[ShelvedPlay], warnings: Sequence[str]) -> dict[str, Any]:
    """``nrr plays library --json``: every play whole."""
    return {
        "count": len(shelf),
        "warnings": list(warnings),
        "plays": [
            {"source": one.held.source, "replaces": one.held.replaces}
            | one.held.play.model_dump(mode="json")
            | {"outcome": outcome_shape(one.outcome) if one.outcome else None}
            for one in shelf
        ],
    }


def _trigger(play: Play) -> str:
    return ", ".join(_conditions(play)) or "health routes, or by its name"


def _conditions(play: Play) -> Iterator[str]:
    trigger = play.trigger
    if trigger.signs:
        yield " or ".join(one.value for one in trigger.signs)
    if trigger.tiers:
        yield f"at {' or '.join(trigger.tiers)}"
    if trigger.segments:
        yield f"in {' or '.join(trigger.segments)}"
    if trigger.signs:
        yield f"within {count(trigger.within_days, 'day')}"
        yield f"not again within {count(trigger.again_days, 'day')}"
    if trigger.waits_for:
        yield f"after {', '.join(trigger.waits_for)}"


def _did(one: ShelvedPlay) -> str:
    if one.outcome is None:
        return "it was not run here yet."
    noted = ", ".join(f"{word} {times}" for word, times in one.outcome.recorded.items())
    started = f"{count(one.outcome.started, 'start')} by {one.outcome.as_of}"
    return f"{started}; {effect_words(one.outcome)}" + (f"; noted by people: {noted}." if noted else ".")
