"""What a what-if does, in sentences that every front end says alike."""

from __future__ import annotations

import shlex

from foundation.money import count, percent, short_amount
from foundation.text import one_line
from workspace.what_if import WhatIfView

_LABEL = 40


def change_sentences(view: WhatIfView, currency: str) -> tuple[str, ...]:
    """What the change does to the ranking, then what of it people have hidden."""
    shifts = view.found.shifts
    staying = [shift for shift in shifts if shift.after is not None]
    moved = [shift for shift in staying if shift.rank_after != shift.rank_before]
    parts = [f"{wish_words(view, currency)}: {len(moved):,} of {count(len(staying), 'theme')} change rank"]
    if view.resolved and not view.without and view.weights == view.baseline.inputs.params:
        # Everything below moves up by one, which says nothing.
        parts = [f"{wish_words(view, currency)}: the other themes keep their order"]
    if staying and shifts:
        first, was = staying[0], next((shift for shift in shifts if shift.rank_before == 1), None)
        label = one_line(first.before.theme.label, _LABEL)
        same = was is not None and was.before.theme.id == first.before.theme.id
        parts.append(f"“{label}” stays first" if same else f"“{label}” comes first (was {first.rank_before})")
    parts += [*_without(view, currency), *_freed(view, currency)]
    lines = ["; ".join(parts) + "."]
    if view.hidden:
        lines.append(f"Hidden by hand: {count(len(view.hidden), 'theme')}, left out of the table only.")
    return tuple(lines)


def wish_words(view: WhatIfView, currency: str) -> str:
    """What is wished, in words that begin a sentence."""
    run, inputs = view.baseline.run, view.baseline.inputs
    words = []
    changed = [f"{name} {value:g}" for name, value in changed_weights(view)]
    if changed:
        words.append("with " + ", ".join(changed))
    if view.without:
        named = [
            f"{view.names.get(one, one)} ({short_amount(inputs.arr_by_account.get(one, 0.0), currency)})"
            for one in view.without
        ]
        words.append("without " + ", ".join(named))
    if view.resolved:
        labels = {theme.theme.id: theme.theme.label for theme in run.themes}
        words.append("resolved " + ", ".join(f"“{one_line(labels[one], _LABEL)}”" for one in view.resolved))
    text = ", ".join(words) or "with nothing changed"
    return text[0].upper() + text[1:]


def changed_weights(view: WhatIfView) -> tuple[tuple[str, float], ...]:
    """The weights that are not those of the month, by component."""
    before, after = view.baseline.inputs.params.model_dump(), view.weights.model_dump()
    return tuple((name, value) for name, value in after.items() if value != before[name])


def as_command(view: WhatIfView) -> str:
    """The command line that asks the same."""
    words = ["nrr", "what-if", "--month", str(view.baseline.run.month)]
    if weights := changed_weights(view):
        words += ["--weights", ",".join(f"{name}={value:g}" for name, value in weights)]
    for account in view.without:
        words += ["--without", account]
    for theme in view.resolved:
        words += ["--resolve", theme[:8]]
    return shlex.join(words)


def _without(view: WhatIfView, currency: str) -> list[str]:
    if not view.without:
        return []
    old, new = view.baseline.run.coverage, view.found.coverage
    return [
        f"ARR heard from {short_amount(old.arr, currency)} -> {short_amount(new.arr, currency)}, in no theme "
        f"{percent(view.baseline.run.unclustered.arr_share)} -> {percent(view.found.unclustered.arr_share)} of it"
    ]


def _freed(view: WhatIfView, currency: str) -> list[str]:
    if not view.resolved:
        return []
    freed = view.found.freed_accounts
    if not freed:
        return ["each of its accounts raised another theme too"]
    return [
        f"{count(freed, 'account')} with {short_amount(view.found.freed_arr, currency)} of ARR raised no other theme"
    ]
