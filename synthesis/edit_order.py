"""How edits stand to one another: which hang on which, and which contradict which.

Where two contradict each other the later one wins, and ``contradicted`` says so; none is dropped in silence.
"""

from __future__ import annotations

from collections.abc import Iterable

from synthesis.edits import Change, Edit, Merge, Move, NeverMerge, Pin, Rename, Resolve, Split, standing


def made_by(edit: Edit) -> frozenset[str]:
    """Ids of the themes that exist because of this edit alone."""
    if isinstance(edit.change, Pin):
        return frozenset([edit.theme_id])
    if isinstance(edit.change, Split):
        return frozenset(part.anchor.theme_id for part in edit.change.parts) - {edit.theme_id}
    return frozenset()


def spoken_of(edit: Edit) -> frozenset[str]:
    """Ids of all themes that an edit names."""
    change = edit.change
    found = {edit.theme_id} if edit.theme_id else set()
    if isinstance(change, Merge):
        found |= {change.gone.theme_id, change.kept.theme_id}
    elif isinstance(change, NeverMerge):
        found |= {change.one.theme_id, change.other.theme_id}
    elif isinstance(change, Split):
        found |= {part.anchor.theme_id for part in change.parts}
    elif isinstance(change, Move) and change.to is not None:
        found.add(change.to.theme_id)
    return frozenset(found)


def merged_into(edits: Iterable[Edit]) -> dict[str, Edit]:
    """For each theme id that was merged away, the standing edit that did it; a later edit that names the theme
    again as one of its own (a never-merge, a merge the other way round) takes it back."""
    gone: dict[str, Edit] = {}
    for edit in standing(edits):
        change = edit.change
        if isinstance(change, Merge):
            gone.pop(change.kept.theme_id, None)
            gone[change.gone.theme_id] = edit
        elif isinstance(change, NeverMerge):
            gone.pop(change.one.theme_id, None)
            gone.pop(change.other.theme_id, None)
        else:
            for made in made_by(edit):
                gone.pop(made, None)
    return gone


def dependents(edits: Iterable[Edit], number: int) -> tuple[Edit, ...]:
    """The later edits that stand and speak of a theme that edit ``number`` made, or that hang on one of those;
    in the order in which they were made."""
    everything = standing(edits)
    made = {one for edit in everything if edit.number == number for one in made_by(edit)}
    found = []
    for edit in everything:
        if edit.number > number and made & spoken_of(edit):
            found.append(edit)
            made |= made_by(edit)
    return tuple(found)


def contradicted(edits: Iterable[Edit]) -> dict[int, int]:
    """Number of each standing edit that a later one overrides, with the number of the last that does."""
    everything = standing(edits)
    return {
        earlier.number: later.number
        for place, earlier in enumerate(everything)
        for later in everything[place + 1 :]
        if overrides(later, earlier)
    }


def overrides(later: Edit, earlier: Edit) -> bool:
    """Whether ``later`` asks for what ``earlier`` rules out."""
    new, old = later.change, earlier.change
    if isinstance(new, (Rename, Resolve)):
        return type(new) is type(old) and later.theme_id == earlier.theme_id
    if isinstance(new, Move):
        return isinstance(old, Move) and bool(new.statement) and new.statement == old.statement
    if isinstance(new, Merge):
        pair = {new.gone.theme_id, new.kept.theme_id}
        lost_pin = isinstance(old, Pin) and earlier.theme_id == new.gone.theme_id
        return lost_pin or any(pair <= apart for apart in _apart(earlier)) or _joins(old) == pair
    return any(apart == _joins(old) for apart in _apart(later))


def _apart(edit: Edit) -> list[set[str]]:
    """The pairs of themes that an edit keeps apart."""
    change = edit.change
    if isinstance(change, NeverMerge):
        return [{change.one.theme_id, change.other.theme_id}]
    if isinstance(change, Split):
        ids = [part.anchor.theme_id for part in change.parts]
        return [{one, other} for place, one in enumerate(ids) for other in ids[place + 1 :]]
    return []


def _joins(change: Change) -> set[str] | None:
    return {change.gone.theme_id, change.kept.theme_id} if isinstance(change, Merge) else None
