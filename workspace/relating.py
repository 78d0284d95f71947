"""Whether an answer's sentence speaks of what its evidence says, by the workspace's embedding model where it loads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.relatedness import Relatedness, shares_words
from foundation.errors import ModelError
from workspace.workspace import Workspace

if TYPE_CHECKING:
    from assistant.checking import Related


def related_by_meaning(workspace: Workspace) -> Related:
    """A check that loads the model at the first sentence that shares no words with its evidence. Without the model,
    words alone decide."""
    settings = workspace.settings.embedding
    meaning: list[Relatedness] = []

    def related(sentence: str, texts: Sequence[str]) -> bool:
        if any(shares_words(sentence, text) for text in texts):
            return True
        try:
            if not meaning:
                from synthesis.sentence_embedder import load_embedder

                meaning.append(Relatedness(load_embedder(settings.model, settings.allow_download)))
            return meaning[0](sentence, texts)
        except ModelError:
            meaning[:] = [Relatedness()]
            return False

    return related
