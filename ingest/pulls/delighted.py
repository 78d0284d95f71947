"""Delighted: survey responses by their last update (delighted.com/docs/api, "Listing survey responses").

Pages are numbered, and numbers slip when an answer changes meanwhile. So every page is the first one since
the last one's latest update, and numbers are used only among answers that changed in the same second.
"""

from __future__ import annotations

from foundation.errors import ModelError
from foundation.keys import Keys
from ingest.files import SourceFile
from ingest.pulls.http import Door, Json
from ingest.pulls.sites import Login, base_url_of, basic
from ingest.pulls.streams import Page, Position, Stream, Vendor, number_of

_PAGE = 100


def _login(keys: Keys, base_url: str) -> Login:
    return Login(
        "Delighted",
        base_url_of(base_url or "https://api.delighted.com"),
        {"Authorization": basic(keys.need("DELIGHTED_API_KEY"), "")},
        "DELIGHTED_API_KEY",
    )


def _responses(door: Door, position: Position) -> Page:
    since, page = number_of(position["since"]), number_of(position.get("page")) or 1
    answer = door.get(
        "/v1/survey_responses.json",
        {
            "per_page": _PAGE,
            "page": page,
            "updated_since": since,
            "order": "asc:updated_at",
            "expand[]": "person",
        },
    )
    rows = answer.value
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise ModelError("Delighted's answer is not the documented list", hint="Check the base URL.")
    moments = [_changed(row) for row in rows]
    last = len(rows) < _PAGE
    # Out of order, the latest may stand before an older one that is still to come: then go on by number.
    ordered = moments == sorted(moments)
    newest = max([since, number_of(position.get("newest")), *moments])
    if last:
        fresh: Position = {"since": newest}
    elif ordered and page == 1 and newest > since:
        fresh = {"since": newest} if moments[0] < newest else {"since": newest, "page": 2}
    else:
        fresh = {"since": since, "page": page + 1, "newest": newest}
    files = (SourceFile.of_bytes("delighted responses", answer.content),) if rows else ()
    return Page(files, len(rows), fresh, last)


def _changed(response: Json) -> int:
    return number_of(response.get("updated_at")) or number_of(response.get("created_at"))


VENDOR = Vendor(
    "delighted",
    "nps",
    "delighted",
    _login,
    (
        Stream(
            "responses",
            lambda since: {"since": since},
            _responses,
            lambda position: {"since": position["since"]},
        ),
    ),
)
