"""Builds what an edit holds, from the run that a person looked at: anchors, the parts of a split, examples."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from foundation.errors import SettingsError
from foundation.ids import content_id
from foundation.text import folded, one_line
from synthesis.edits import Anchor, Part, Split, unit
from synthesis.themes import Statement, SynthesisRun, Theme, Vectors
from workspace.store import embeddings, runs

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Sight:
    """What a person sees while an edit is made: the run, and the number that the edit will have."""

    connection: Connection
    run: SynthesisRun
    number: int

    def anchor(self, theme: Theme) -> Anchor:
        """By what a theme of the run is found again. A theme without statements has no centre of its own."""
        return Anchor.of(
            theme.id, theme.members, theme.centroid if theme.members else None, self.run.manifest.model
        )

    def new_id(self, what: str, *told_by: str) -> str:
        """The id of a theme that this edit makes; no other edit makes the same."""
        return content_id("theme", what, str(self.number), *told_by)

    def vectors(self, ids: Iterable[str]) -> dict[str, Vectors]:
        """The stored vectors of statements, by their ids; those that the store lacks are left out."""
        keys = {one.id: embeddings.text_hash(one.text) for one in runs.run_statements(self.connection, ids)}
        model = self.run.manifest.model
        known = embeddings.load_vectors(self.connection, model, sorted(set(keys.values())))
        return {one: known[key] for one, key in keys.items() if key in known}

    def anchor_of(self, theme_id: str, ids: Sequence[str]) -> Anchor:
        """The anchor of statements that are no theme of the run: those nearest their mean."""
        import numpy as np

        rows = self.vectors(ids)
        model = self.run.manifest.model
        if not rows:
            return Anchor.of(theme_id, sorted(ids), None, model)
        total = np.stack([rows[one] for one in sorted(rows)]).astype(np.float64).sum(axis=0)
        centre = unit(total)
        near = {one: round(float((row.astype(np.float64) * centre).sum()), 5) for one, row in rows.items()}
        ordered = sorted(ids, key=lambda one: (-near.get(one, -1.0), one))
        return Anchor.of(theme_id, ordered, centre, model)


def split_by_parts(sight: Sight, theme: Theme) -> Split:
    """A split by the theme's own sub-themes; the largest keeps the id. Raises SettingsError without any."""
    if len(theme.subthemes) < 2:
        raise SettingsError(
            f"{one_line(theme.label)!r} has no sub-themes to split it by",
            hint="Say the parts in words: --part WORDS --part WORDS.",
        )
    ordered = sorted(theme.subthemes, key=lambda part: (-len(part.members), part.id))
    return Split(
        tuple(
            Part(sight.anchor_of(theme.id if not place else sight.new_id("part", part.id), part.members))
            for place, part in enumerate(ordered)
        )
    )


def split_by_words(sight: Sight, theme: Theme, parts: Sequence[str], spoken: Mapping[str, Vectors]) -> Split:
    """A split by words: each statement goes to the nearest of ``parts``; the first keeps the id. Raises
    SettingsError where no statement is nearest to one of them."""
    import numpy as np

    centres = np.stack([spoken[words] for words in parts]).astype(np.float64)
    taken: list[list[str]] = [[] for _ in parts]
    for one, row in sorted(sight.vectors(theme.members).items()):
        scores = np.round((centres * row.astype(np.float64)).sum(axis=1), 5)
        taken[int(scores.argmax())].append(one)
    for words, members in zip(parts, taken, strict=True):
        if not members:
            raise SettingsError(
                f"no statement of {one_line(theme.label)!r} is nearest to {one_line(words)!r}",
                hint="Use words that its customers use: nrr theme ID shows some.",
            )
    return Split(
        tuple(
            Part(sight.anchor_of(theme.id if not place else sight.new_id("part", words), members), words)
            for place, (words, members) in enumerate(zip(parts, taken, strict=True))
        )
    )


def pick_statement(sight: Sight, wanted: str) -> Statement:
    """The statement of the run whose id starts with ``wanted``, whose item it names, or that holds its words.
    Raises SettingsError when none or several do."""
    said = runs.statements_of(sight.connection, sight.run.id)
    words = folded(wanted)
    found = (
        [one for one in said if words and (one.id.startswith(wanted) or one.item_id == wanted)]
        or [one for one in said if words and folded(one.text) == words]
        or [one for one in said if words and words in folded(one.text)]
    )
    if len(found) != 1:
        near = ", ".join(f"{one.id[:8]} “{one_line(one.text, 50)}”" for one in found[:4])
        raise SettingsError(
            f"{len(found) or 'no'} statements of {sight.run.month} match {one_line(wanted, 60)!r}",
            hint=f"Did you mean: {near}?" if near else "`nrr theme ID` and `nrr search` show their ids.",
        )
    return found[0]
