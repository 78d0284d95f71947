"""Outcomes of plays as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cli.output import cut_to, fitted_table, wrapped
from foundation.money import count

if TYPE_CHECKING:
    from accounts.outcomes.effects import Effect, PlayOutcome
    from workspace.play_outcomes import OutcomesView

_NAME = 60


def outcomes_text(view: OutcomesView) -> str:
    """A table of effects, why the others are not said, and what was left out."""
    if not view.outcomes:
        return f"No play had started by {view.as_of}."
    days = view.outcomes[0].horizon_days
    heads = ("Play", "Started", "Compared", "Like it", f"Kept after {days} d", "Their like", "Effect", "80 %")
    parts = [
        f"Plays by {view.as_of} against untouched accounts like those they were run on, {days} days after.",
        "",
        fitted_table(heads, [_kept_row(outcome) for outcome in view.outcomes], "lrrrrrrr"),
        "",
        fitted_table(
            ("Play", "MRR change", "Their like", "Effect", "80 %", "Noted by people"),
            [_change_row(outcome) for outcome in view.outcomes],
            "lrrrrl",
        ),
        "",
    ]
    parts += [wrapped(line, "  ") for line in _remarks(view.outcomes)]
    return "\n".join(parts)


def effect_words(outcome: PlayOutcome) -> str:
    """What it did to accounts kept, in a few words."""
    found = outcome.kept.difference
    if found is None:
        return f"too few to say ({outcome.matched} compared)"
    return f"{_points(found.estimate)} kept ({_points(found.low)} to {_points(found.high)}, {outcome.matched} compared)"


def _kept_row(outcome: PlayOutcome) -> tuple[str, ...]:
    numbers = (outcome.play, f"{outcome.started}", f"{outcome.matched}", f"{outcome.controls:,}")
    return (*numbers, *_effect(outcome.kept, ".0%"))


def _change_row(outcome: PlayOutcome) -> tuple[str, ...]:
    noted = ", ".join(f"{word} {times}" for word, times in outcome.recorded.items())
    return (outcome.play, *_effect(outcome.change, "+.1%"), noted or "nothing yet")


def _effect(effect: Effect, form: str) -> tuple[str, str, str, str]:
    found = effect.difference
    if found is None:
        return ("", "", "too few to say", "")
    interval = f"{_points(found.low)} to {_points(found.high)}"
    return _share(found.treated, form), _share(found.others, form), _points(found.estimate), interval


def _share(value: float, form: str) -> str:
    return format(value, form).replace("%", " %")


def _points(value: float) -> str:
    return f"{value * 100:+.1f} pt"


def _remarks(outcomes: tuple[PlayOutcome, ...]) -> list[str]:
    every = outcomes[0]
    lines = []
    if every.kept.why_not:
        lines.append(f"All plays, kept: too few to say: {every.kept.why_not}.")
    if every.change.why_not:
        lines.append(f"All plays, MRR: too few to say: {every.change.why_not}.")
    single = [outcome for outcome in outcomes[1:] if outcome.kept.why_not or outcome.change.why_not]
    if single:
        fewest = min(single, key=lambda outcome: outcome.matched)
        lines.append(
            f"{count(len(single), 'kind')} of play {'is' if len(single) == 1 else 'are'} too few to say alone, "
            f"such as {cut_to(fewest.play, _NAME)}: {fewest.kept.why_not or fewest.change.why_not}."
        )
    left = "; ".join(f"{reason} ({number})" for reason, number in every.left_out.items())
    if left:
        lines.append(f"Not compared: {left}.")
    alike = "; ".join(f"{level} ({number})" for level, number in every.levels.items())
    if alike:
        lines.append(f"Alike in: {alike}.")
    if every.later > 0:
        lines.append(
            f"{every.later:.0%} of the like got a play of their own before the {every.horizon_days} days were over, "
            "which draws effects towards 0."
        )
    lines.append(
        "These are associations: accounts that look alike may differ in what made somebody choose one of them."
    )
    return lines
