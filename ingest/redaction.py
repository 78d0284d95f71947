"""Personal data and secrets leave a text before anything is stored, embedded, logged or sent.

Each find becomes a typed placeholder, ``<EMAIL_1>``; the same value in one text has the same number. What was
there is not kept anywhere. Redacting a redacted text changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache, partial

from ingest.names import NameIndex
from ingest.people import own_names, sure_names
from ingest.recognisers import (
    births,
    columns,
    emails,
    given,
    national,
    network,
    numbers,
    passwords,
    persons,
    phones,
    places,
    secrets,
    told,
)
from ingest.recognisers.finds import MASK, Find
from ingest.recognisers.scan import Scan, level, scan

KINDS = (
    "secret",
    "url_login",
    "email",
    "iban",
    "bank_account",
    "mac",
    "ip",
    "card",
    "national_id",
    "birth_date",
    "phone",
    "address",
    "person",
)

_Recogniser = Callable[[str], Iterator[Find]]
_PLACEHOLDER = re.compile(rf"<({'|'.join(kind.upper() for kind in KINDS)})_(\d{{1,9}})>")
_NOT_MASK = "\ue001"


@dataclass(frozen=True, slots=True)
class Redacted:
    """The text with placeholders, and how many replacements were made by kind (see ``KINDS``)."""

    text: str
    counts: dict[str, int] = field(default_factory=dict)


class Redactor:
    """Redacts texts; knows the names of people that it was given. Safe to share between threads."""

    def __init__(self, known_names: Iterable[str] = ()) -> None:
        self._known = NameIndex.of(known_names)

    def redact(self, text: str, names: Iterable[str] = (), *, learning: bool = False) -> Redacted:
        """``text`` without personal data and secrets. ``names`` are the people of this record: their given
        name or surname alone counts too, unless it is a common word; ``learning``, those of the people whom
        the text itself names for sure as well."""
        people = {name for name in names if name.strip()}
        if learning:
            people |= own_names(text)
        numbering = _Numbering.of(text)
        while finds := self._find(text, _index_of(tuple(sorted(people))) if people else None):
            if learning:
                people |= sure_names(text[find.start : find.end] for find in finds if find.kind == "person")
            text = numbering.replace(text, finds)
        return Redacted(text, dict(numbering.counts))

    def find(self, text: str, names: Iterable[str] = ()) -> list[Find]:
        """Where ``redact`` would set its first placeholders, in order and without overlaps; for measuring."""
        people = [name for name in names if name.strip()]
        return self._find(text, _index_of(tuple(people)) if people else None)

    def _find(self, text: str, index: NameIndex | None) -> list[Find]:
        text = level(text).replace(MASK, _NOT_MASK)
        scanned = scan(text)
        masked = _PLACEHOLDER.sub(lambda match: MASK * len(match[0]), text) if "<" in text else text
        found: list[Find] = []
        for recogniser in self._recognisers(scanned, masked, index):
            finds = _apart(masked, recogniser(masked))
            if finds:
                found += finds
                masked = _mask(masked, finds)
        return sorted(found)

    def _recognisers(self, scanned: Scan, text: str, index: NameIndex | None) -> Iterator[_Recogniser]:
        yield from _secret_recognisers(scanned, text)
        if "@" in text:
            yield emails.emails
            yield persons.names_before_addresses
        if "%40" in text:
            yield emails.encoded_emails
        if emails.may_spell(text, scanned.words):
            yield emails.spelt_emails
        if scanned.numbers:
            yield from _number_recognisers(scanned, text)
        if len(phones.DIGIT_WORDS & scanned.words) > 1:
            yield partial(phones.spoken_numbers, scanned)
        if not scanned.numbers and births.may_hold(scanned):
            yield partial(births.birth_dates, scanned)
        if scanned.longest > 19:
            yield secrets.random_strings
        if scanned.numbers:
            yield from places.recognisers(scanned)
        if index is not None:
            yield partial(index.find, scanned=scanned)
        yield partial(self._known.find, scanned=scanned)
        yield from persons.recognisers(scanned)
        yield from given.recognisers(scanned)


@lru_cache(maxsize=1024)
def _index_of(people: tuple[str, ...]) -> NameIndex:
    """The index of a record's people; the turns of one conversation ask for the same one."""
    return NameIndex.of(people, alone=True)


def _secret_recognisers(scanned: Scan, text: str) -> Iterator[_Recogniser]:
    if "://" in text and "@" in text:
        yield secrets.url_logins
    if scanned.longest > 12 or "-----BEGIN" in text:
        yield secrets.vendor_keys
    if "=" in text or ":" in text or scanned.has(secrets.WORDS):
        yield partial(secrets.placed_secrets, scanned)
    if passwords.may_hold(scanned):
        yield partial(passwords.passwords, scanned)
    if told.may_hold(scanned):
        yield partial(told.told_secrets, scanned)


def _number_recognisers(scanned: Scan, text: str) -> Iterator[_Recogniser]:
    long = scanned.long_number
    if long:
        yield partial(numbers.ibans, scanned)
    if columns.may_hold(scanned, text):
        yield partial(columns.columns, scanned)
    if scanned.has(numbers.ACCOUNT_WORDS):
        yield partial(numbers.bank_accounts, scanned)
    yield partial(network.macs, scanned)
    yield network.addresses
    if long:
        yield partial(numbers.cards, scanned)
    if births.may_hold(scanned):
        yield partial(births.birth_dates, scanned)
    if scanned.has(national.ID_WORDS):
        yield partial(national.labelled_ids, scanned)
        yield partial(national.ids_before, scanned)
    if long or scanned.longest > 8:
        yield partial(national.national_ids, scanned)
        if long and scanned.has(national.TOLD_WORDS):
            yield partial(national.told_ids, scanned)
    if long:
        yield phones.phones


def _apart(masked: str, finds: Iterable[Find]) -> list[Find]:
    """One recogniser's finds in order, without those on masked ground or on the ground of one before."""
    kept: list[Find] = []
    there = list(finds)
    if len(there) > 1:
        there.sort(key=lambda find: (find.start, -find.end))
    for find in there:
        free = not kept or find.start >= kept[-1].end
        if free and MASK not in masked[find.start : find.end]:
            kept.append(find)
    return kept


def _mask(text: str, finds: list[Find]) -> str:
    pieces: list[str] = []
    position = 0
    for find in finds:
        pieces += [text[position : find.start], MASK * (find.end - find.start)]
        position = find.end
    return "".join(pieces) + text[position:]


@dataclass(slots=True)
class _Numbering:
    """Placeholder numbers of one text; those that stand in it already are never given again."""

    taken: dict[str, int]
    given: dict[tuple[str, str], int] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, text: str) -> _Numbering:
        taken: dict[str, int] = {}
        for match in _PLACEHOLDER.finditer(text):
            kind = match[1].lower()
            taken[kind] = max(taken.get(kind, 0), int(match[2]))
        return cls(taken)

    def replace(self, text: str, finds: list[Find]) -> str:
        pieces: list[str] = []
        position = 0
        for find in finds:
            number = self.given.get((find.kind, find.key))
            if number is None:
                number = self.taken[find.kind] = self.taken.get(find.kind, 0) + 1
                self.given[find.kind, find.key] = number
            self.counts[find.kind] = self.counts.get(find.kind, 0) + 1
            pieces += [text[position : find.start], f"<{find.kind.upper()}_{number}>"]
            position = find.end
        return "".join(pieces) + text[position:]
