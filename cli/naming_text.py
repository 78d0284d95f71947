"""Who gave a theme its label, and what came of asking a model for names: as text and as JSON."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from cli.output import table
from foundation.money import count
from foundation.text import one_line
from synthesis.given_names import LabelSource
from synthesis.themes import WeightedTheme

if TYPE_CHECKING:
    from workspace.theme_naming import NamesMade


def label_shape(weighted: WeightedTheme) -> dict[str, object]:
    """The label of a theme, the rule's own, whose it is, and what a model said."""
    return {
        "label": weighted.theme.label,
        "label_offline": weighted.label_offline or weighted.theme.label,
        "label_source": weighted.label_source.value,
        "named": asdict(weighted.given) if weighted.given else None,
    }


def named_lines(weighted: WeightedTheme) -> list[str]:
    """Who gave the label where it is not the rule's, what the rule calls the theme, and what a model says of it."""
    if weighted.label_source is LabelSource.RULE:
        return []
    given = weighted.given if weighted.label_source is LabelSource.MODEL else None
    who = f"{given.model} ({given.prompt})" if given else "a person"
    lines = [f"Named by {one_line(who)}. Offline label: {one_line(weighted.label_offline)}."]
    if given:
        lines += [f"In the model's words: {one_line(given.summary)}", f"What belongs: {one_line(given.rule)}"]
    return lines


def names_shape(made: NamesMade) -> dict[str, object]:
    """``nrr themes name --json``."""
    return {
        "month": str(made.month),
        "model": made.model,
        "prompt": made.prompt,
        "calls": made.calls,
        "tokens": made.tokens,
        "cost": made.cost,
        "themes": [
            {"id": one.theme.theme.id, "outcome": one.outcome.value, "why": one.why} | label_shape(one.theme)
            for one in made.themes
        ],
    }


def names_text(made: NamesMade) -> str:
    """One line a theme, and what it cost."""
    rows = [
        (
            one.theme.theme.id[:8],
            one_line(one.theme.theme.label, 44),
            one_line(one.theme.label_offline or one.theme.theme.label, 34),
            one.outcome.value + (f": {one.why}" if one.why else ""),
        )
        for one in made.themes
    ]
    cost = "" if made.cost is None else f", ${made.cost:,.4f}"
    spent = f"{count(made.calls, 'call')} of {made.model}, {made.tokens:,} tokens{cost}."
    return f"{table(('Id', 'Theme', 'Offline label', 'What came of it'), rows, 'llll')}\n\n{spent}"
