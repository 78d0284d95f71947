"""Calls to feedback: a call is an item, its turns are parts; who was staff and whose it was is settled here.

Nothing is dropped unsaid: each call of each file is counted, a manifest row without a file and a file without
a manifest row are reported, and so is a call of which only the parties came.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from foundation.errors import SourceError
from ingest.cleaning import clean_text
from ingest.context import Context, LeftOut, stored_hints
from ingest.dates import DateOrder, parse_moment
from ingest.files import SourceFile
from ingest.items import AccountMatch, DropReason, FeedbackItem, FeedbackRecord, Part, Role, Source
from ingest.matching import AccountHint, domain_of
from ingest.people import names_in
from ingest.sources import gong
from ingest.sources.call_files import call_key, known_parties, read_calls
from ingest.sources.call_manifest import Entry, Manifest, read_manifest
from ingest.sources.call_text import CallText, NoCall, Remark
from ingest.sources.remarks import Remarks
from ingest.sources.speakers import StaffRules, display_names, person_name, roles_of

SYSTEM = "call"
_DATED = re.compile(r"(?<!\d)(20\d{2})[-_.]?(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12]\d|3[01])(?!\d)")
_NOISE = re.compile(
    r"[\[(](?:background )?(?:music|applause|laughter|laughs|noise|silence|typing|crosstalk)[\])]",
    re.IGNORECASE,
)
_PERSONAL = re.compile(r"<(?:PERSON|EMAIL|PHONE)_\d+>")
_UNTOLD = Remark(
    "{place}: staff and customers cannot be told apart, so these words count for no theme; use --staff PATTERN, "
    "or staff_names or staff_domains in nrr.toml",
    "in {count} calls staff and customers cannot be told apart, so those words count for no theme; use --staff "
    "PATTERN, or staff_names or staff_domains in nrr.toml ({places})",
)
_UNLISTED = Remark(
    "{place} is not in the manifest", "{count} files of calls are not in the manifest ({places})"
)
_FILELESS = Remark(
    "the manifest names {place}, which is not among the files",
    "the manifest names {count} files that are not among those given ({places})",
)
_TWO_ACCOUNTS = Remark(
    "{place}: people of two accounts take part, so it belongs to none; give it in a manifest",
    "in {count} calls people of two accounts take part, so they belong to none; give them in a manifest ({places})",
)
_WORDLESS = Remark(
    "call {place} has parties and no transcript among the files",
    "{count} calls have parties and no transcript among the files ({places})",
)


def call_records(
    files: Sequence[SourceFile], constants: Mapping[str, str], order: DateOrder | None, context: Context
) -> Iterator[FeedbackRecord]:
    """One record for each call. SourceError only for a manifest that cannot be read."""
    params = context.params
    manifest = Manifest()
    if params.manifest is not None:
        manifest = read_manifest(params.manifest, constants, order, context)
    own = params.manifest.resolve() if params.manifest else None
    found = [file for file in files if not (file.on_disk and Path(file.place).resolve() == own)]
    rules = StaffRules.of(params.staff_pattern, params.staff_domains, params.staff_names)
    reader = _Reader(context, constants, rules, order, manifest, known_parties(found, params.format))
    for count, file in enumerate(found):
        context.progress("reading calls", count, len(found))
        yield from reader.file(file)
    context.progress("reading calls", len(found), len(found))
    reader.close()


@dataclass(frozen=True, slots=True)
class _Call:
    """A call with its place, and what was settled about its speakers."""

    file: SourceFile
    text: CallText
    entry: Entry | None
    roles: Mapping[str, Role]
    names: frozenset[str]

    @property
    def key(self) -> str:
        """What tells the call from others of its system."""
        if self.text.external_id:
            return self.text.external_id
        return call_key(self.file) + (f"#{self.text.inner}" if self.text.inner else "")


@dataclass(frozen=True, slots=True)
class _Reader:
    context: Context
    constants: Mapping[str, str]
    rules: StaffRules
    order: DateOrder | None
    manifest: Manifest
    parties: gong.Parties
    remarks: Remarks = field(default_factory=Remarks)
    seen: set[str] = field(default_factory=set)
    met: set[str] = field(default_factory=set)

    def file(self, file: SourceFile) -> Iterator[FeedbackRecord]:
        """The calls of one file; what is none is counted and dropped."""
        entry = self.manifest.of_file(file)
        try:
            found = read_calls(file, self.context.params.format, self.parties)
        except SourceError as error:
            self.context.report.read += 1
            self.context.drop(file.inner, 0, LeftOut(DropReason.UNREADABLE_FILE, detail=error.what))
            found = []
        listed = entry is not None
        for text in found:
            self.context.report.read += 1
            try:
                if isinstance(text, NoCall):
                    self.context.note_format(text.format, [])
                    raise LeftOut(text.reason, detail=text.detail)
                self.met.add(text.external_id)
                own = self.manifest.of_call(text.external_id or text.inner)
                listed = listed or own is not None
                yield self.call(file, text, own or entry)
            except LeftOut as left:
                self.context.drop(file.inner, text.number, left)
        if self.context.params.manifest is not None and not listed:
            self.remarks.note(_UNLISTED, file.inner)

    def close(self) -> None:
        """Count what was named and never came, and say what was noted."""
        for name, entry in self.manifest.left():
            self.context.report.read += 1
            detail = f"the manifest names {name}, which is not among the files"
            missing = LeftOut(DropReason.UNREADABLE_FILE, "file", detail)
            self.context.drop(entry.row.file, entry.row.number, missing)
            self.remarks.note(_FILELESS, name)
        for call in sorted(self.parties.calls.keys() - self.met):
            self.context.report.read += 1
            self.context.note_format(gong.SYSTEM, [])
            missing = LeftOut(DropReason.EMPTY_TEXT, detail="no transcript of this call is among the files")
            self.context.drop(f"{gong.SYSTEM} {call}", 0, missing)
            self.remarks.note(_WORDLESS, call)
        for line in self.remarks.lines():
            self.context.report.warn(line)

    def call(self, file: SourceFile, text: CallText, entry: Entry | None) -> FeedbackRecord:
        """The record of a call; LeftOut when it cannot be one."""
        self.context.note_format(text.format, [])
        if not text.turns:
            empty = text.format not in ("transcript", "interview", "json")
            reason = DropReason.EMPTY_TEXT if empty else DropReason.NOT_A_RECORD
            raise LeftOut(reason, detail="no turns" if empty else "no speaker is to be seen")
        labels = list(dict.fromkeys(turn.label for turn in text.turns))
        roles = roles_of(labels, self.rules, text.people, text.guests)
        if not any(role in (Role.CUSTOMER, Role.UNKNOWN) for role in roles.values()):
            raise LeftOut(DropReason.NO_CUSTOMER_WORDS, detail="only staff speak")
        people = [*text.people.values(), *text.guests]
        spoken = [label for label in labels if label not in text.people]
        names = {name for label in (*spoken, *(person.name for person in people)) for name in _names(label)}
        call = _Call(file, text, entry, roles, frozenset(names))
        item = self._item(call)
        if item.id in self.seen:
            detail = "the same call came before" if text.system else "another file of that day has this name"
            raise LeftOut(DropReason.DUPLICATE, detail=detail)
        self.seen.add(item.id)
        self._remark(call, item)
        return FeedbackRecord(item, tuple(self._parts(call, item)))

    def _remark(self, call: _Call, item: FeedbackItem) -> None:
        place = f"{item.file} {call.key}" if call.text.external_id else item.file
        for remark in call.text.remarks:
            self.remarks.note(remark, place)
        told = {role for role in call.roles.values() if role is not Role.UNKNOWN}
        named = any(label and role is Role.UNKNOWN for label, role in call.roles.items())
        if named or not told:
            self.remarks.note(_UNTOLD, place)

    def _item(self, call: _Call) -> FeedbackItem:
        text, entry = call.text, call.entry
        date = self._date(call)
        if date is None:
            raise LeftOut(DropReason.NO_DATE, detail="give it in the manifest or with --set date=")
        system = self.context.params.constants.get("system") or text.system or SYSTEM
        hint, account = self._account(call)
        title = entry.title if entry and entry.title else text.title
        key = call.key if text.external_id else f"{date:%Y-%m-%d} {call.key}"
        external = call.key if text.external_id else self._shown(call.key, call.names, whole=True)
        return FeedbackItem(
            id=FeedbackItem.make_id(Source.CALL, system, key),
            source=Source.CALL,
            external_id=external,
            account=account,
            occurred_at=date,
            updated_at=date,
            subject=self.context.text(title, call.names),
            file=self._shown(call.file.inner, call.names),
            row=text.number if entry is None else entry.row.number,
            hints=stored_hints(hint),
        )

    def _shown(self, path: str, names: frozenset[str], *, whole: bool = False) -> str:
        """A path without people's names; ``whole`` says that other secrets go too."""
        redacted = self.context.redact(path, names)
        if "_" in path and not _PERSONAL.search(redacted):
            spaced = self.context.redact(path.replace("_", " "), names)
            redacted = spaced if _PERSONAL.search(spaced) else redacted
        return redacted if whole or _PERSONAL.search(redacted) else path

    def _account(self, call: _Call) -> tuple[AccountHint, AccountMatch]:
        """The account: the manifest's word, then the call's own people, then ``--set``."""
        given = call.entry.hint if call.entry else AccountHint()
        constant = self.constants.get("account", "")
        own = replace(call.text.hint, email=self._outside(call))
        if given == AccountHint() and own != AccountHint():
            if constant and self.context.directory.match(own).account_id is None:
                own = replace(own, account=constant)
            return own, self.context.match(own)
        if not given.account and constant:
            given = replace(given, account=constant)
        return given, self.context.match(given)

    def _outside(self, call: _Call) -> str:
        """The address that tells the customer: of those that are no staff, the one that has an account, else
        the most frequent domain; none where two accounts take part."""
        sides = [(person, call.roles[label]) for label, person in call.text.people.items()]
        sides += [(person, self.rules.role_of(person) or Role.UNKNOWN) for person in call.text.guests]
        hosts = Counter(
            domain_of(person.email) for person, side in sides if person.email and side in _OUTSIDE
        )
        ranked = sorted(hosts, key=lambda host: (-hosts[host], host))
        matched = {host: self.context.directory.match(AccountHint(email=f"@{host}")) for host in ranked}
        known = {match.account_id: host for host, match in matched.items() if match.account_id is not None}
        if len(known) > 1:
            self.remarks.note(_TWO_ACCOUNTS, call.key)
            return ""
        host = next(iter(known.values()), ranked[0] if ranked else "")
        return f"@{host}" if host else ""

    def _parts(self, call: _Call, item: FeedbackItem) -> Iterator[Part]:
        said = [clean_text(_NOISE.sub(" ", turn.text)) for turn in call.text.turns]
        names = call.names.union(*map(names_in, said))
        shown = display_names(list(call.roles), call.roles)
        for position, (turn, clean) in enumerate(zip(call.text.turns, said, strict=True)):
            redacted = self.context.redact(clean, names)
            if redacted:
                yield Part(
                    id=Part.make_id(item.id, f"turn {position}"),
                    item_id=item.id,
                    position=position,
                    role=call.roles[turn.label],
                    text=redacted,
                    speaker=shown[turn.label],
                    at=None if turn.start is None else item.occurred_at + timedelta(seconds=turn.start),
                )

    def _date(self, call: _Call) -> datetime | None:
        """The manifest's date, else the file's own, else the constant, else the one in its name."""
        if call.entry is not None and call.entry.date is not None:
            return call.entry.date
        zone, order = self.context.params.zone, self.order or DateOrder.MIXED
        for value in (call.text.date, self.constants.get("date")):
            if (moment := parse_moment(value, order, zone)) is not None:
                return moment
        match = _DATED.search(call.file.inner)
        return parse_moment("-".join(match.groups()), order, zone) if match else None


_OUTSIDE = (Role.CUSTOMER, Role.UNKNOWN)


def _names(label: str) -> set[str]:
    """The names to blank for a speaker: whole, and each word of it that is long enough to be one."""
    name = person_name(label)
    return {name, *(word for word in name.split() if len(word) > 2 and word[0].isupper())} if name else set()
