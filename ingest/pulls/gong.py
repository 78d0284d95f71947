"""Gong: calls with their parties, and the transcripts of just these calls (help.gong.io/apidocs, API v2).

A transcript is ready some time after its call. So a pull begins again a day before the last one, or at the
oldest recent call that had no transcript yet.
"""

from __future__ import annotations

from datetime import UTC, datetime

from foundation.keys import Keys
from ingest.pulls.http import Door, Json, Refused
from ingest.pulls.sites import Login, base_url_of, basic
from ingest.pulls.streams import (
    Page,
    Position,
    Stream,
    Trail,
    Vendor,
    number_of,
    packed,
    rows_of,
    text_of,
)

_PACE = 0.34  # seconds; three questions a second are allowed
_AGAIN = 86_400  # seconds
_AWAITED = 3 * 86_400  # a call without transcript is waited for so long


def _login(keys: Keys, base_url: str) -> Login:
    return Login(
        "Gong",
        base_url_of(base_url or "https://api.gong.io"),
        {"Authorization": basic(*keys.need_all("GONG_ACCESS_KEY", "GONG_ACCESS_SECRET"))},
        "GONG_ACCESS_KEY and GONG_ACCESS_SECRET",
        _PACE,
    )


def _calls(door: Door, position: Position) -> Page:
    since = number_of(position["since"])
    until = number_of(position.get("until")) or int(door.now)
    question: Json = {
        "filter": {"fromDateTime": _moment(since), "toDateTime": _moment(until)},
        "contentSelector": {"context": "Extended", "exposedFields": {"parties": True}},
    }
    answer = _read(door, "/v2/calls/extensive", question, text_of(position.get("cursor")))
    calls = rows_of(answer, "calls")
    transcripts = _transcripts(door, [text_of(_meta(call).get("id")) for call in calls])
    ready = {text_of(transcript.get("callId")) for transcript in transcripts}
    waiting = [
        started
        for call in calls
        if text_of(_meta(call).get("id")) not in ready and (started := _started(call)) > until - _AWAITED
    ]
    oldest = min([number_of(position.get("oldest")) or until, *waiting])
    cursor = _cursor(answer)
    fresh: Position = {"since": since, "until": until, "oldest": oldest, "cursor": cursor}
    if not cursor:
        fresh = {"since": max(since, min(until - _AGAIN, oldest))}
    files = (
        packed("gong calls", {"calls": calls}),
        packed("gong transcripts", {"callTranscripts": transcripts}),
    )
    return Page(files if transcripts else (), len(transcripts), fresh, not cursor)


def _transcripts(door: Door, keys: list[str]) -> list[Json]:
    wanted = [key for key in keys if key]
    found: list[Json] = []
    cursor, trail, more = "", Trail("Gong"), bool(wanted)
    while more:
        trail.step({"cursor": cursor})
        answer = _read(door, "/v2/calls/transcript", {"filter": {"callIds": wanted}}, cursor)
        found += rows_of(answer, "callTranscripts")
        cursor = _cursor(answer)
        more = bool(cursor)
    return found


def _read(door: Door, path: str, question: Json, cursor: str) -> Json:
    """An answer; Gong answers 404 and "No calls found" where there are none."""
    try:
        return door.post(path, question | ({"cursor": cursor} if cursor else {})).fields()
    except Refused as refusal:
        if refusal.status != 404 or "no calls found" not in refusal.said.lower():
            raise
        return {"calls": [], "callTranscripts": []}


def _cursor(answer: Json) -> str:
    records = answer.get("records")
    return text_of(records.get("cursor")) if isinstance(records, dict) else ""


def _meta(call: Json) -> Json:
    meta = call.get("metaData")
    return meta if isinstance(meta, dict) else {}


def _started(call: Json) -> int:
    text = text_of(_meta(call).get("started"))
    try:
        return int(datetime.fromisoformat(text).timestamp())
    except ValueError:
        return 0


def _moment(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


VENDOR = Vendor(
    "gong",
    "calls",
    None,
    _login,
    (
        Stream(
            "calls",
            lambda since: {"since": since},
            _calls,
            lambda position: {"since": position["since"]},
        ),
    ),
)
