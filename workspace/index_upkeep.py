"""Says when the search index no longer fits the store, and removes one that may still hold what was erased.

The store notes in its own transaction that the index must go, so a process that dies before it is gone only
leaves the note: whoever comes here next finishes it.
"""

from __future__ import annotations

from foundation.errors import StoreError
from workspace.index import index_spec
from workspace.index_folder import MANIFEST, examine_index, remove_index
from workspace.store.erasing import index_holds_erased, note_index
from workspace.workspace import Workspace


def remove_erased_index(workspace: Workspace) -> str:
    """Remove the index where the store says so; returns a line for people, empty when nothing was to do.

    An index that another process is using stays; the line then says so, and the note remains.
    """
    store = workspace.store()
    with store.read() as connection:
        if not index_holds_erased(connection):
            return ""
    try:
        remove_index(workspace.index_path)
        with store.write("note that the index is gone") as connection:
            note_index(connection, holds_erased=False)
    except StoreError as error:
        return f"the search index may still hold words that are gone: {error.what}; run `nrr index rebuild`"
    return "the search index held words that are gone and was removed; `nrr index rebuild` makes it anew"


def stale_index(workspace: Workspace) -> str:
    """Why the search index that was made no longer fits the store, in words. Empty where it fits, and where none was
    ever made: searches are exact without one. Opens no index."""
    store, folder = workspace.store(), workspace.index_path
    with store.read() as connection:
        if index_holds_erased(connection):
            return "it may still hold words that are gone"
    if not (folder / MANIFEST).is_file():
        return ""
    state = examine_index(folder, index_spec(store, ""))
    return "" if state.sound else state.reason
