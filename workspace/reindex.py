"""Use case: make the search index anew from the store."""

from __future__ import annotations

from foundation.progress import Progress, silent
from workspace.index import rebuild
from workspace.workspace import Workspace


def rebuild_index(workspace: Workspace, progress: Progress = silent) -> int:
    """Rebuild the index in a fresh folder, then swap it in; returns how many statements it holds."""
    from synthesis.sentence_embedder import load_embedder

    settings = workspace.settings.embedding
    embedder = load_embedder(settings.model, settings.allow_download)
    return rebuild(workspace.store(), workspace.index_path, embedder.name, progress)
