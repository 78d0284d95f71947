"""Feedback as rows of the store: what of a record is compared, and what of a version makes it the newer."""

from __future__ import annotations

import re
from collections.abc import Iterable

from foundation.ids import content_id
from ingest.items import FeedbackItem, Part
from workspace.store.values import pairs_text, time_text

Row = dict[str, object]

_WITHDRAWN = re.compile(
    r"[█▇]{2,}|[\[(<]\s*(?:redacted|removed|deleted)\s*[\])>]|\bREDACTED\b"
    r"|\bthis (?:comment|message) (?:has been|was) (?:redacted|removed|deleted)\b",
    re.IGNORECASE,
)


def withdrawn(text: str) -> bool:
    """Whether its source has taken words out of this text: black bars, ``[redacted]`` and the like."""
    return _WITHDRAWN.search(text) is not None


def item_row(item: FeedbackItem, import_id: str) -> Row:
    """The row of ``item``; ``content`` is a digest of what makes one version differ from another."""
    row: Row = {
        "id": item.id,
        "source": item.source.value,
        "external_id": item.external_id,
        "occurred_at": time_text(item.occurred_at),
        "updated_at": time_text(item.updated_at),
        "subject": item.subject,
        "score": None if item.score is None else float(item.score),
        "score_scale": item.score_scale,
        "status": item.status,
        "priority": item.priority,
        "tags": pairs_text(item.tags),
        "requester": item.requester,
        "assignee": item.assignee,
        "hints": pairs_text(item.hints),
    }
    row["content"] = content_id(*(repr(value) for value in row.values()), length=32)
    row |= {
        "account_id": item.account.account_id,
        "match_method": item.account.method.value,
        "match_reason": item.account.reason,
        "file": item.file,
        "row": item.row,
        "import_id": import_id,
        "metadata_only": item.metadata_only,
    }
    return row


def part_row(part: Part, item: FeedbackItem | None, import_id: str) -> Row:
    """The row of ``part``. Its version is that of the item that it came with, else its own time."""
    at = time_text(part.at) if part.at else None
    given = part.role.value if part.role else None
    row: Row = {
        "id": part.id,
        "item_id": part.item_id,
        "position": part.position,
        "given_role": given,
        "text": part.text,
        "speaker": part.speaker,
        "author": part.author,
        "at": at,
        "public": part.public,
    }
    row["content"] = content_id(*(repr(value) for value in row.values()), length=32)
    version = time_text(item.updated_at) if item else at or ""
    own = {"language": part.language, "source_key": part.source_key}
    return row | own | {"role": given, "version": version, "import_id": import_id}


def said_when(row: Row) -> tuple[object, object]:
    """Who said a part, and when."""
    return row["author"], row["at"]


def key_rank(row: Row) -> tuple[bool, str, str]:
    """The greater of two parts of one source key stands."""
    return withdrawn(str(row["text"])), str(row["version"]), str(row["id"])


def said_with(parts: Iterable[Row], item: Row | None) -> set[tuple[object, object]]:
    """Who said something when, in those of an item's parts that came with its standing version."""
    found = (said_when(row) for row in parts if item is not None and row["version"] == item["updated_at"])
    return {place for place in found if all(place)}


def corrected(item: FeedbackItem, stored: Row | None, import_id: str) -> bool:
    """Whether neither the item nor what an earlier import stored of it tells when it was last changed."""
    return (
        stored is not None
        and stored["import_id"] != import_id
        and stored["updated_at"] == stored["occurred_at"]
        and item.updated_at == item.occurred_at
        and stored["metadata_only"] == item.metadata_only
    )


def stands(row: Row, stored: Row, corrects: bool) -> bool:
    """Whether an item's row takes the place of the stored one; ``corrects`` whatever their times."""
    if row["metadata_only"] != stored["metadata_only"]:
        return bool(stored["metadata_only"])
    same = row["content"] == stored["content"] and row["account_id"] == stored["account_id"]
    return not same and (corrects or str(row["updated_at"]) >= str(stored["updated_at"]))


def is_replaced(row: Row, here: Row | None, item: Row | None, standing: set[tuple[object, object]]) -> bool:
    """Whether the standing version of the item says something else in this part's place; ``here`` is the part
    as it is stored."""
    came_along = here is not None and item is not None and here["version"] == item["updated_at"]
    return not came_along and said_when(row) in standing
