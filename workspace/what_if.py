"""Use case: what the ranking of a month would be with other weights, without an account, or with a theme
resolved. Reads, never writes.

``load_baseline`` reads the store once; ``try_change`` is pure and quick enough for every key pressed.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from foundation.errors import SettingsError
from foundation.months import Month
from foundation.settings import PrioritySettings
from synthesis.overlay import whole
from workspace.account_book import account_names
from workspace.month_book import load_month_book, weigh_inputs
from workspace.store import runs, theme_edits
from workspace.themes import finished_run, pick_standing
from workspace.workspace import Workspace

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from synthesis.edits import Edit
    from synthesis.what_if import Baseline, Shift, WhatIf

_SHOWN = 6  # names that an error lists


@dataclass(frozen=True, slots=True)
class Wish:
    """A change as a person words it: weights by component, accounts by id or name, themes by the beginning of
    their id or words of their label."""

    weights: tuple[tuple[str, float], ...] = ()
    without: tuple[str, ...] = ()
    resolve: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WhatIfView:
    """The month as it would be. ``without`` and ``resolved`` are the ids that the wish meant; ``names`` are
    those of the accounts; ``moved`` is True where the book is no longer the one that the month was weighed by,
    so that figures measured anew differ from the stored ones for that reason too. ``found.shifts`` leaves out
    the ``hidden`` themes; all figures count them."""

    baseline: Baseline
    found: WhatIf
    weights: PrioritySettings
    without: tuple[str, ...]
    resolved: tuple[str, ...]
    names: Mapping[str, str]
    moved: bool
    hidden: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class LoadedMonth:
    """A month in memory, to try changes on. ``hidden`` are the ids of the themes that people hid."""

    baseline: Baseline
    names: Mapping[str, str]
    moved: bool
    hidden: frozenset[str] = frozenset()
    edits: tuple[Edit, ...] = ()


def load_baseline(workspace: Workspace, month: Month | None) -> LoadedMonth:
    """The run of ``month`` (default: the latest) with its statements and book, laid out."""
    with workspace.store().read() as connection:
        return _loaded(workspace, connection, month)


def try_change(loaded: LoadedMonth, wish: Wish) -> WhatIfView:
    """The month as ``wish`` would have it. Raises SettingsError, which says what there is, for a component, an
    account or a theme that is not there."""
    from synthesis.what_if import Change, what_if

    base = loaded.baseline
    weights = _weights(base.inputs.params, wish.weights)
    without = tuple(dict.fromkeys(_account(loaded, wanted) for wanted in wish.without))
    picked = [pick_standing(base.run, loaded.edits, wanted).theme.id for wanted in wish.resolve]
    resolved = tuple(dict.fromkeys(picked))
    found = what_if(base, Change(weights, frozenset(without), frozenset(resolved)))
    found = replace(found, shifts=_listed_shifts(found.shifts, loaded.hidden))
    return WhatIfView(base, found, weights, without, resolved, loaded.names, loaded.moved, loaded.hidden)


def _listed_shifts(shifts: Sequence[Shift], hidden: Collection[str]) -> tuple[Shift, ...]:
    """``shifts`` without the themes that people hid, ranked among those that are left, as the lists rank them."""
    shown = [shift for shift in shifts if shift.before.theme.id not in hidden]
    if len(shown) == len(shifts):
        return tuple(shifts)
    before = sorted(shift.rank_before for shift in shown)
    after = sorted(shift.rank_after for shift in shown if shift.rank_after is not None)
    return tuple(
        replace(
            shift,
            rank_before=before.index(shift.rank_before) + 1,
            rank_after=None if shift.rank_after is None else after.index(shift.rank_after) + 1,
        )
        for shift in shown
    )


def ask_what_if(workspace: Workspace, month: Month | None, wish: Wish) -> WhatIfView:
    """Both in one."""
    return try_change(load_baseline(workspace, month), wish)


def _loaded(workspace: Workspace, connection: Connection, month: Month | None) -> LoadedMonth:
    from synthesis.what_if import baseline

    shown = finished_run(connection, month)
    run = whole(shown)
    book = load_month_book(workspace, connection, run.month, run)
    statements = runs.statements_of(connection, run.id)
    return LoadedMonth(
        baseline=baseline(run, weigh_inputs(run, statements, book)),
        names=account_names(connection),
        moved=run.manifest.params.get("book") != book.fingerprint,
        hidden=frozenset(one.theme.id for one in shown.hidden),
        edits=tuple(theme_edits.edits(connection)),
    )


def _weights(params: PrioritySettings, wanted: Sequence[tuple[str, float]]) -> PrioritySettings:
    weights: dict[str, float] = params.model_dump()
    for name, value in wanted:
        key = name.strip().casefold().replace("-", "_")
        if key not in weights:
            raise SettingsError(
                f"the priority has no component {name.strip()!r}", hint=f"There are: {', '.join(weights)}."
            )
        weights[key] = value
    if not any(weights.values()):
        raise SettingsError("with all weights 0 there is no ranking", hint="Give one of them more than 0.")
    return PrioritySettings.model_validate(weights)


def _account(loaded: LoadedMonth, wanted: str) -> str:
    """The id of the account of that id or name; a beginning or part of a name is enough where it is one's."""
    inputs = loaded.baseline.inputs
    heard = {said.account_id for said in inputs.statements if said.account_id}
    names = {key: loaded.names.get(key, key) for key in sorted(heard | set(inputs.arr_by_account))}
    key = wanted.strip().casefold()
    exact = [one for one, name in names.items() if key in (one.casefold(), name.casefold())]
    found = exact or [one for one, name in names.items() if key and key in name.casefold()]
    if len(found) != 1:
        near = found or _nearest(wanted, names.values()) or list(names.values())
        listed = _listed([names.get(one, one) for one in near])
        raise SettingsError(
            f"{len(found) or 'no'} accounts of the month match {wanted!r}",
            hint=f"There are: {listed}." if names else "The month holds no accounts.",
        )
    return found[0]


def _nearest(wanted: str, names: Collection[str]) -> list[str]:
    from difflib import get_close_matches

    return get_close_matches(wanted, names, n=_SHOWN, cutoff=0.5)


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - _SHOWN:,} more" if len(names) > _SHOWN else ""
    return ", ".join(names[:_SHOWN]) + more
