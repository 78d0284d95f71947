"""Lays the edits that only change how a theme is shown over a run as it is read: rename, hide, resolve.

They go by theme id, so they hold at once and for every month, and taking them away brings back the very run
that is stored. No figure changes; what is hidden is stated as hidden.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import fsum

from foundation.months import Month
from synthesis.edits import Edit, Hide, Pin, Rename, Resolve, Split, standing
from synthesis.given_names import GivenName, LabelSource
from synthesis.themes import Resolution, SynthesisRun, ThemeStatus, WeightedTheme


@dataclass(frozen=True, slots=True)
class Shown:
    """How people want themes shown, by theme id."""

    labels: Mapping[str, str]
    hidden: frozenset[str]
    resolved: Mapping[str, date]
    pinned: frozenset[str]

    @classmethod
    def by(cls, edits: Sequence[Edit]) -> Shown:
        """What the standing edits say; the later one wins."""
        labels: dict[str, str] = {}
        hidden: set[str] = set()
        resolved: dict[str, date] = {}
        pinned = frozenset(edit.theme_id for edit in standing(edits) if isinstance(edit.change, Pin))
        for edit in standing(edits):
            change = edit.change
            if isinstance(change, (Rename, Pin)):
                labels[edit.theme_id] = change.label
            elif isinstance(change, Split):
                labels |= {part.anchor.theme_id: part.words for part in change.parts if part.words}
            elif isinstance(change, Hide):
                hidden.add(edit.theme_id)
            elif isinstance(change, Resolve):
                resolved[edit.theme_id] = change.on
        return cls(labels, frozenset(hidden), resolved, pinned)

    def is_plain(self) -> bool:
        """Whether nobody wants anything shown otherwise than it is."""
        return not (self.labels or self.hidden or self.resolved)


def laid_over(
    run: SynthesisRun,
    edits: Sequence[Edit],
    said_on: Mapping[str, date],
    given: Mapping[str, GivenName] | None = None,
) -> SynthesisRun:
    """``run`` as people want it shown: names, hidden themes apart in ``hidden``, resolved ones with their date
    and how many of their statements were said after it. ``given`` are names by a model, which yield to people's.

    ``said_on`` holds the day of each statement of a resolved theme; one that it lacks is not counted. A theme
    is resolved in the month of that date and in all later ones. The order of the themes stays.
    """
    shown = Shown.by(edits)
    if shown.is_plain() and not given:
        return run
    themes = [_shown(_named(theme, shown, given or {}), shown, run.month, said_on) for theme in run.themes]
    return replace(
        run,
        themes=tuple(theme for theme in themes if theme.theme.id not in shown.hidden),
        hidden=tuple(theme for theme in themes if theme.theme.id in shown.hidden),
    )


def _named(weighted: WeightedTheme, shown: Shown, given: Mapping[str, GivenName]) -> WeightedTheme:
    """The theme under a person's name, else a model's, else its own."""
    theme, name = weighted.theme, given.get(weighted.theme.id)
    if theme.id in shown.labels:
        label, source = shown.labels[theme.id], LabelSource.PERSON
    elif name is not None:
        label, source = name.label, LabelSource.MODEL
    else:
        return weighted
    return replace(
        weighted,
        theme=replace(theme, label=label),
        label_source=source,
        label_offline=theme.label,
        given=name,
    )


def _shown(weighted: WeightedTheme, shown: Shown, month: Month, said_on: Mapping[str, date]) -> WeightedTheme:
    theme = weighted.theme
    weighted = replace(weighted, pinned=theme.id in shown.pinned)
    on = shown.resolved.get(theme.id)
    if on is None or Month.of(on) > month:
        return weighted
    later = sum(on < said_on[member] <= month.last_day for member in theme.members if member in said_on)
    return replace(weighted, status=ThemeStatus.RESOLVED, resolved=Resolution(on, later))


def decided(weighted: WeightedTheme) -> tuple[str, ...]:
    """What people decided about a theme that none of its figures shows, a sentence each."""
    lines = ["Pinned: it is tracked whether anybody speaks of it or not."] if weighted.pinned else []
    if weighted.resolved:
        times = weighted.resolved.heard_since
        since = f"still heard {times:,} time{'s' if times > 1 else ''} since" if times else "not heard since"
        lines.append(f"Resolved on {weighted.resolved.on}, {since}.")
    return tuple(lines)


def hidden_figures(run: SynthesisRun) -> tuple[int, float]:
    """What the hidden themes of a run hold: statements of the month, and ARR by split, which adds up."""
    weights = [one.weights for one in run.hidden]
    return sum(one.statements for one in weights), fsum(one.arr_split for one in weights)


def whole(run: SynthesisRun) -> SynthesisRun:
    """``run`` with its hidden themes back in their places: what is weighed anew has to hold all of them, or
    their statements would count as in no theme."""
    themes = sorted((*run.themes, *run.hidden), key=lambda one: (-one.weights.priority, one.theme.id))
    return replace(run, themes=tuple(themes), hidden=())


def dressed(weighted: Sequence[WeightedTheme], like: SynthesisRun) -> SynthesisRun:
    """``like`` with the themes weighed anew: status and what people decided are those of ``like``, and what was
    hidden there is hidden."""
    before = {one.theme.id: one for one in (*like.themes, *like.hidden)}
    hidden = {one.theme.id for one in like.hidden}
    themes = [
        replace(
            one,
            status=old.status,
            resolved=old.resolved,
            pinned=old.pinned,
            label_source=old.label_source,
            label_offline=old.label_offline,
            given=old.given,
        )
        for one in weighted
        for old in (before[one.theme.id],)
    ]
    return replace(
        like,
        themes=tuple(one for one in themes if one.theme.id not in hidden),
        hidden=tuple(one for one in themes if one.theme.id in hidden),
    )
