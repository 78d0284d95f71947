"""What a synthesis needs of people's edits: the vectors of their words, the groups as people want them, and what
stands in the run's manifest about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from foundation.ids import content_id
from synthesis.edits import Edit, phrases_of, structural
from workspace.store import embeddings
from workspace.workspace import Workspace

if TYPE_CHECKING:
    from synthesis.embedder import Embedder
    from synthesis.themes import Vectors


def edits_key(edits: Sequence[Edit]) -> str:
    """Changes with the edits that a refit replays; empty without any."""
    parts = [f"{edit.number} {edit.theme_id} {edit.change!r}" for edit in structural(edits)]
    return content_id(*parts, length=32) if parts else ""


def phrase_vectors(
    workspace: Workspace, edits: Sequence[Edit], embedder: Embedder
) -> tuple[Mapping[str, Vectors], dict[str, Vectors]]:
    """The unit vector of each phrase that the standing edits name, and those that the store lacks by text hash.

    Any model will do: the words are kept, not their vectors.
    """
    phrases = phrases_of(structural(edits))
    keys = {phrase: embeddings.text_hash(phrase) for phrase in phrases}
    with workspace.store().read() as connection:
        known = embeddings.load_vectors(connection, embedder.name, sorted(set(keys.values())))
    missing = [phrase for phrase in phrases if keys[phrase] not in known]
    made = embedder.embed(missing) if missing else ()
    fresh = {keys[phrase]: row for phrase, row in zip(missing, made, strict=True)}
    known.update(fresh)
    return {phrase: known[keys[phrase]] for phrase in phrases}, fresh
