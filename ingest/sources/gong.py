"""Gong's exports: transcripts by speaker id in one file, the calls' titles, days and parties in another.

Both come as pages of the API, in any number and order, so all parties are learnt before the first call is read.
Affiliation tells staff from customers. Times are documented as milliseconds and found as seconds too; each
call's are told by its length, else by how fast people can speak.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ingest.items import DropReason, Role
from ingest.matching import AccountHint
from ingest.sources.call_text import (
    LONGEST,
    CallText,
    Found,
    NoCall,
    Person,
    Remark,
    TurnList,
    number_of,
)
from ingest.values import as_text

SYSTEM = "gong"
_SIDES = {"internal": Role.STAFF, "external": Role.CUSTOMER}
_FASTEST = 10.0  # words a second; nobody speaks faster
_SLACK = 1.05
_PROBE = 20
_SECONDS = Remark(
    "{place}: times are read as seconds; as milliseconds nobody could speak that fast",
    "times of {count} Gong calls are read as seconds; as milliseconds nobody could speak that fast ({places})",
)
_ASSUMED = Remark(
    "{place}: times are read as milliseconds by the pace of speech, as its length is not known; give the "
    "parties file with it",
    "times of {count} Gong calls are read as milliseconds by the pace of speech, as their length is not known; "
    "give the parties file with them ({places})",
)

Values = Mapping[str, object]


def _field(values: Values, *names: str) -> object:
    return next((values[name] for name in names if values.get(name) not in (None, "")), None)


def _objects(value: object) -> list[Values]:
    return [element for element in value if isinstance(element, dict)] if isinstance(value, list) else []


def _call_id(values: Values) -> str:
    meta = values.get("metaData")
    own = meta if isinstance(meta, dict) else values
    found = _field(own, "id", "callId", "call_id") or _field(values, "callId", "call_id", "id")
    return "" if isinstance(found, dict | list) else as_text(found)


def _is_transcript(values: Values) -> bool:
    monologues = _objects(values.get("transcript"))
    return any("sentences" in one and ("speakerId" in one or "speaker_id" in one) for one in monologues)


def _is_party(values: Values) -> bool:
    return ("speakerId" in values or "speaker_id" in values) and (
        "affiliation" in values or "emailAddress" in values
    )


def _has_parties(values: Values) -> bool:
    parties = _objects(values.get("parties"))
    meta = values.get("metaData")
    described = isinstance(meta, dict) and "id" in meta and "started" in meta
    return described or any("affiliation" in one or "speakerId" in one for one in parties)


def claims(value: object) -> bool:
    """Whether a JSON value is Gong's: a page of transcripts, a page of calls with parties, or one of them."""
    if isinstance(value, list):
        return any(claims(element) for element in value[:_PROBE] if isinstance(element, dict))
    if not isinstance(value, dict):
        return False
    listed = _objects(value.get("calls"))
    return (
        "callTranscripts" in value
        or _is_transcript(value)
        or _has_parties(value)
        or _is_party(value)
        or any(_has_parties(one) or _is_transcript(one) or _is_listed(one) for one in listed[:_PROBE])
    )


def _is_listed(values: Values) -> bool:
    return "id" in values and "started" in values and "primaryUserId" in values


@dataclass(slots=True)
class Details:
    """What is known of a call beside its words."""

    title: str = ""
    started: object = None
    length: float | None = None
    people: dict[str, Person] = field(default_factory=dict)
    guests: list[Person] = field(default_factory=list)
    hint: AccountHint = field(default_factory=AccountHint)


@dataclass(slots=True)
class Parties:
    """All calls' details by call id, from every file; ``everyone`` holds parties that name no call."""

    calls: dict[str, Details] = field(default_factory=dict)
    everyone: dict[str, Person] = field(default_factory=dict)

    def learn(self, value: object) -> None:
        """Take in what a JSON value says of calls and their parties."""
        for values in value if isinstance(value, list) else [value]:
            if not isinstance(values, dict):
                continue
            if _is_party(values):
                self._party(self._known(as_text(_field(values, "callId", "call_id"))), values)
                continue
            for one in (*_objects(values.get("calls")), values):
                if _has_parties(one) or _is_listed(one):
                    self._call(one)
            for one in _objects(values.get("callTranscripts")):
                if _has_parties(one):
                    self._call(one)

    def _known(self, call: str) -> Details | None:
        return self.calls.setdefault(call, Details()) if call else None

    def _call(self, values: Values) -> None:
        details = self._known(_call_id(values))
        if details is not None:
            meta = values.get("metaData")
            own = meta if isinstance(meta, dict) else values
            details.title = as_text(own.get("title")) or details.title
            details.started = _field(own, "started", "scheduled") or details.started
            details.length = number_of(own.get("duration")) or details.length
            details.hint = _account(values.get("context")) or details.hint
        for party in _objects(values.get("parties")):
            self._party(self._known(as_text(_field(party, "callId", "call_id"))) or details, party)

    def _party(self, details: Details | None, values: Values) -> None:
        name = as_text(_field(values, "name", "displayName"))
        email = as_text(_field(values, "emailAddress", "email"))
        side = _SIDES.get(as_text(values.get("affiliation")).lower())
        person = Person(name, email if "@" in email else "", side)
        speaker = as_text(_field(values, "speakerId", "speaker_id"))
        if details is None:
            if speaker:
                self.everyone[speaker] = person
        elif speaker:
            details.people[speaker] = person
        elif person not in details.guests:
            details.guests.append(person)


def _account(context: object) -> AccountHint | None:
    """The account of the CRM that a call is tied to."""
    for system in _objects(context):
        for thing in _objects(system.get("objects")):
            if as_text(thing.get("objectType")).lower() == "account":
                names = (
                    as_text(field.get("value"))
                    for field in _objects(thing.get("fields"))
                    if as_text(field.get("name")).lower() == "name"
                )
                return AccountHint(
                    external_id=as_text(thing.get("objectId")), organization_name=next(names, "")
                )
    return None


def read(value: object, parties: Parties) -> Iterator[Found]:
    """One call, or the reason for none, for each transcript in a JSON value; parties alone yield nothing."""
    number = 0
    for values in value if isinstance(value, list) else [value]:
        if not isinstance(values, dict):
            number += 1
            yield NoCall(DropReason.NOT_A_RECORD, "not an object", number, SYSTEM)
            continue
        listed = values.get("callTranscripts")
        if isinstance(listed, list):
            for element in listed:
                number += 1
                yield _call(element, number, parties)
        elif "callTranscripts" in values:
            number += 1
            yield NoCall(DropReason.NOT_A_RECORD, "callTranscripts is no list", number, SYSTEM)
        elif "transcript" in values and not _is_party(values):
            number += 1
            yield _call(values, number, parties)
        for one in _objects(values.get("calls")):
            if "transcript" in one:
                number += 1
                yield _call(one, number, parties)


def _call(values: object, number: int, parties: Parties) -> Found:
    if not isinstance(values, dict):
        return NoCall(DropReason.NOT_A_RECORD, "not an object", number, SYSTEM)
    call = _call_id(values)
    if not call:
        return NoCall(DropReason.NO_ID, "no callId", number, SYSTEM)
    details = parties.calls.get(call, Details())
    monologues = _objects(values.get("transcript"))
    scale, remarks = _scale(monologues, details.length)
    turns = TurnList()
    for monologue in monologues:
        speaker = as_text(_field(monologue, "speakerId", "speaker_id"))
        for sentence in _objects(monologue.get("sentences")):
            start = number_of(sentence.get("start"))
            at = None if start is None or start / scale > LONGEST else start / scale
            if isinstance(text := sentence.get("text"), str):
                turns.speak(speaker, as_text(text), at)
    said = turns.turns()
    labels = {turn.label for turn in said}
    people = {label: person for label, person in parties.everyone.items() if label in labels}
    return CallText(
        SYSTEM,
        said,
        date=details.started,
        title=details.title,
        system=SYSTEM,
        external_id=call,
        number=number,
        people=people | {label: person for label, person in details.people.items() if label in labels},
        guests=(
            *details.guests,
            *(person for label, person in details.people.items() if label not in labels),
        ),
        hint=details.hint,
        remarks=remarks if said else (),
    )


def _scale(monologues: list[Values], length: float | None) -> tuple[float, tuple[Remark, ...]]:
    """How many units of time a second has in a call, and what to say of it where that had to be judged."""
    last, words = 0.0, 0
    for monologue in monologues:
        for sentence in _objects(monologue.get("sentences")):
            last = max(last, number_of(sentence.get("end")) or number_of(sentence.get("start")) or 0.0)
            words += as_text(sentence.get("text")).count(" ") + 1
    if not last:
        return 1_000.0, ()
    if length and last > length * _SLACK + 5:
        return 1_000.0, ()
    if words / (last / 1_000) > _FASTEST:
        return 1.0, (_SECONDS,)
    return 1_000.0, () if length else (_ASSUMED,)
