"""A draft as one line of JSON, with the number of its shape, and back: how every version of it is kept."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING

from foundation.errors import StoreError
from playbooks.drafting import PlayDraft

if TYPE_CHECKING:
    from pydantic import TypeAdapter

SHAPE = 1
"""Raised when a draft is no longer read as it was written; an older shape is then read as what it was."""


@cache
def _adapter() -> TypeAdapter[PlayDraft]:
    from pydantic import TypeAdapter

    return TypeAdapter(PlayDraft)


def document_of(draft: PlayDraft) -> str:
    """``draft`` as JSON; the same draft gives the same text."""
    held = {"shape": SHAPE, "draft": _adapter().dump_python(draft, mode="json")}
    return json.dumps(held, ensure_ascii=False, separators=(",", ":"))


def draft_from(document: str) -> PlayDraft:
    """The draft of a document. Raises StoreError for a shape that this program does not know."""
    held = json.loads(document)
    if held["shape"] != SHAPE:
        raise StoreError(
            f"a draft was written by a newer program (shape {held['shape']})",
            hint="Update nrr, then try again.",
        )
    return _adapter().validate_python(held["draft"])
