"""Gong's calls as documented: by cursor, transcripts apart, 404 where there are none."""

from __future__ import annotations

import base64
from datetime import UTC, datetime
from typing import Any

from tests.pull_servers.server import Question, Reply

KEY, TOKEN = "GNGKEY41", "gg-S3cretOfGong12"
ENVIRONMENT = {"GONG_ACCESS_KEY": KEY, "GONG_ACCESS_SECRET": TOKEN}
BEGIN = 1_772_352_000
_SIZE = 10
_NONE = Reply(404, {"requestId": "x", "errors": ["No calls found corresponding to the provided filters"]})


class FakeGong:
    """``count`` calls, one an hour; those in ``unready`` have no transcript yet."""

    def __init__(self, count: int = 25, begin: int = BEGIN) -> None:
        self.accepted = {"Basic " + base64.b64encode(f"{KEY}:{TOKEN}".encode()).decode()}
        self.started = {number: begin + 3600 * number for number in range(1, count + 1)}
        self.unready: set[int] = set()

    def answer(self, question: Question) -> Reply:
        body = question.body
        if question.path == "/v2/calls/extensive":
            return self._calls(body)
        if question.path == "/v2/calls/transcript":
            keys = [int(key) for key in body["filter"]["callIds"] if int(key) not in self.unready]
            return Reply(value={"callTranscripts": [_transcript(n) for n in keys]}) if keys else _NONE
        return Reply(404, raw=b"<html>not here</html>")

    def _calls(self, body: Any) -> Reply:
        since, until = (
            datetime.fromisoformat(body["filter"][name]).timestamp()
            for name in ("fromDateTime", "toDateTime")
        )
        found = [number for number, at in self.started.items() if since <= at < until]
        at = int(body.get("cursor", "0"))
        page = found[at : at + _SIZE]
        if not page:
            return _NONE
        records: dict[str, Any] = {"totalRecords": len(found), "currentPageSize": len(page)}
        if at + _SIZE < len(found):
            records["cursor"] = str(at + _SIZE)
        assert body["contentSelector"]["exposedFields"]["parties"] is True
        return Reply(value={"requestId": "r", "records": records, "calls": [self._call(n) for n in page]})

    def _call(self, number: int) -> dict[str, Any]:
        return {
            "metaData": {
                "id": str(number),
                "title": f"Review {number}",
                "started": datetime.fromtimestamp(self.started[number], UTC).isoformat(),
                "duration": 60,
                "primaryUserId": "1",
            },
            "parties": [
                {
                    "speakerId": "1",
                    "name": "Vera Lindqvist",
                    "emailAddress": "vera@vendor.example",
                    "affiliation": "Internal",
                },
                {
                    "speakerId": "2",
                    "name": f"Tomas Abara{number}",
                    "emailAddress": f"tomas{number}@org{number % 3}.example",
                    "affiliation": "External",
                },
            ],
        }


def _transcript(number: int) -> dict[str, Any]:
    said = (
        ("1", "How did the roll-out of the mobile app go at your sites?"),
        ("2", f"The scanner loses its place after lot {number}, mail me at tomas{number}@private.example."),
    )
    return {
        "callId": str(number),
        "transcript": [
            {
                "speakerId": speaker,
                "topic": "Review",
                "sentences": [{"start": index * 20_000, "end": index * 20_000 + 9_000, "text": text}],
            }
            for index, (speaker, text) in enumerate(said)
        ],
    }
