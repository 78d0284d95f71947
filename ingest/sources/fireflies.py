"""Fireflies transcripts as its GraphQL interface gives them: one, a list, or the whole answer.

Speakers are names and attendees are addresses; a speaker gets the address that is theirs beyond doubt, so
that the company's own domains tell staff from customers. Durations are minutes, dates milliseconds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ingest.items import DropReason
from ingest.names import name_key
from ingest.sources.call_text import CallText, Found, NoCall, Person, TurnList, seconds_of
from ingest.values import as_text

SYSTEM = "fireflies"
_MARKS = (
    "meeting_attendees",
    "participants",
    "organizer_email",
    "host_email",
    "transcript_url",
    "fireflies_users",
    "dateString",
)
_LOCAL = re.compile(r"[^\W\d_]+")
_PROBE = 20

Values = Mapping[str, object]


def claims(value: object) -> bool:
    """Whether a JSON value is an answer of Fireflies, a list of its transcripts, or one."""
    return any(_is_transcript(one) for one in _transcripts(value)[:_PROBE])


def _is_transcript(value: object) -> bool:
    return isinstance(value, dict) and "sentences" in value and any(mark in value for mark in _MARKS)


def _transcripts(value: object) -> list[object]:
    if isinstance(value, dict):
        data = value.get("data")
        inner = data if isinstance(data, dict) else value
        if isinstance(inner.get("transcripts"), list):
            return list(inner["transcripts"])
        if isinstance(inner.get("transcript"), dict):
            return [inner["transcript"]]
        return [inner]
    return list(value) if isinstance(value, list) else []


def read(value: object) -> Iterator[Found]:
    """One call, or the reason for none, for each transcript."""
    for number, one in enumerate(_transcripts(value), start=1):
        if not isinstance(one, dict) or ("sentences" not in one and "id" not in one):
            yield NoCall(DropReason.NOT_A_RECORD, "not a transcript", number, SYSTEM)
            continue
        external = one.get("id")
        if not isinstance(external, str | int) or not as_text(external):
            yield NoCall(DropReason.NO_ID, "no id", number, SYSTEM)
            continue
        yield _call(one, as_text(external), number)


def _call(values: Values, external: str, number: int) -> CallText:
    turns = TurnList()
    sentences = values.get("sentences")
    for sentence in sentences if isinstance(sentences, list) else ():
        if not isinstance(sentence, dict):
            continue
        text = next((sentence[key] for key in ("text", "raw_text") if isinstance(sentence.get(key), str)), "")
        speaker = as_text(sentence.get("speaker_name"))
        if not speaker and sentence.get("speaker_id") not in (None, ""):
            speaker = f"Speaker {as_text(sentence.get('speaker_id'))}"
        turns.speak(speaker, as_text(text), seconds_of(sentence.get("start_time")))
    said = turns.turns()
    attendees = list(_attendees(values))
    labels = list(dict.fromkeys(turn.label for turn in said if turn.label))
    people = _matched(labels, attendees)
    taken = {person.email for person in people.values()}
    return CallText(
        SYSTEM,
        said,
        date=as_text(values.get("date")) or values.get("dateString"),
        title=as_text(values.get("title")),
        system=SYSTEM,
        external_id=external,
        number=number,
        people=people,
        guests=tuple(one for one in attendees if one.email not in taken),
    )


def _attendees(values: Values) -> Iterator[Person]:
    """Everybody who was invited, each address once; names come with some."""
    seen: set[str] = set()
    listed = values.get("meeting_attendees")
    for one in listed if isinstance(listed, list) else ():
        if isinstance(one, dict):
            email = as_text(one.get("email")).lower()
            if "@" in email and email not in seen:
                seen.add(email)
                yield Person(as_text(one.get("displayName")) or as_text(one.get("name")), email)
    addresses = [values.get("organizer_email"), values.get("host_email")]
    participants = values.get("participants")
    addresses += participants if isinstance(participants, list) else [participants]
    for address in addresses:
        for email in as_text(address).lower().replace(",", " ").split() if isinstance(address, str) else ():
            if "@" in email and email not in seen:
                seen.add(email)
                yield Person("", email)


def _matched(labels: list[str], attendees: list[Person]) -> dict[str, Person]:
    """Speakers with the address that is theirs: by display name, else by an address made of their name."""
    found: dict[str, Person] = {}
    free = list(attendees)
    for fits in (_same_name, _full_address, _short_address):
        for label in labels:
            if label in found:
                continue
            own = [person for person in free if fits(label, person)]
            rivals = [other for other in labels if other not in found and own and fits(other, own[0])]
            if len(own) == 1 and len(rivals) == 1:
                found[label] = Person(label, own[0].email)
                free.remove(own[0])
    return found


def _same_name(label: str, person: Person) -> bool:
    return bool(person.name) and name_key(label) == name_key(person.name)


def _local(person: Person) -> str:
    return " ".join(sorted(_LOCAL.findall(person.email.partition("@")[0])))


def _full_address(label: str, person: Person) -> bool:
    local, words = _local(person), name_key(label)
    return bool(words) and (local == words or local == "".join(name_key(label).split()))


def _short_address(label: str, person: Person) -> bool:
    """``mara@`` and ``mlund@`` for Mara Lund."""
    words = [word.casefold() for word in _LOCAL.findall(label)]
    local = person.email.partition("@")[0]
    if len(words) < 2:
        return bool(words) and local == words[0]
    return local in (words[0], words[0][0] + words[-1], words[0] + words[-1], words[0] + words[-1][0])
