"""Calls: one file is one call, its turns are parts, and the manifest says whose it was and when.

Nothing is dropped unsaid: a manifest row without a file and a file without a manifest row are both reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from foundation.errors import SourceError
from ingest.cleaning import clean_text
from ingest.context import Context, LeftOut, stored_hints
from ingest.dates import DateOrder, parse_moment
from ingest.files import SourceFile
from ingest.items import Dropped, DropReason, FeedbackItem, FeedbackRecord, Part, Role, Source
from ingest.matching import AccountHint
from ingest.people import names_in
from ingest.records import Row, open_records
from ingest.sources.call_files import CallText, call_key, read_call
from ingest.sources.feedback_tables import MANIFEST
from ingest.sources.speakers import StaffRules, display_names, person_name, roles_of
from ingest.sources.typed_rows import typed_rows
from ingest.values import as_text

SYSTEM = "call"
_DATED = re.compile(r"(?<!\d)(20\d{2})[-_.]?(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12]\d|3[01])(?!\d)")


@dataclass(frozen=True, slots=True)
class _Entry:
    """A manifest row: what it says of its call."""

    row: Row
    hint: AccountHint
    date: datetime | None
    title: str


def call_records(
    files: Sequence[SourceFile], constants: Mapping[str, str], order: DateOrder | None, context: Context
) -> Iterator[FeedbackRecord]:
    """One record for each call file. SourceError only for a manifest that cannot be read."""
    params = context.params
    manifest = {} if params.manifest is None else _manifest(params.manifest, constants, order, context)
    rules = StaffRules.of(params.staff_pattern, params.staff_domains, params.staff_names)
    reader = _Reader(context, constants, rules, order)
    own = params.manifest.resolve() if params.manifest else None
    found = [file for file in files if not (file.on_disk and Path(file.place).resolve() == own)]
    seen: set[str] = set()
    for count, file in enumerate(found):
        context.progress("reading calls", count, len(found))
        context.report.read += 1
        entry = _entry_of(file, manifest)
        if params.manifest is not None and entry is None:
            context.report.warn(f"{file.inner} is not in the manifest")
        try:
            record = reader.call(file, entry)
        except LeftOut as left:
            context.drop(file.inner, 0, left)
        else:
            if record.item is not None and record.item.id in seen:
                detail = "another file of that day has this name"
                context.report.drop(Dropped(file.inner, 0, DropReason.DUPLICATE, detail=detail))
                continue
            seen.add(record.item.id if record.item else "")
            yield record
    context.progress("reading calls", len(found), len(found))
    for name in sorted(manifest):
        entry = manifest[name]
        context.report.read += 1
        detail = f"the manifest names {name}, which is not among the files"
        missing = LeftOut(DropReason.UNREADABLE_FILE, "file", detail)
        context.drop(entry.row.file, entry.row.number, missing)
        context.report.warn(detail)


def _entry_of(file: SourceFile, manifest: dict[str, _Entry]) -> _Entry | None:
    """Take the file's row out of the manifest, by its path, name or name without ending."""
    key = call_key(file)
    for name in (file.inner, file.name, key, key.rpartition("/")[2]):
        if name in manifest:
            return manifest.pop(name)
    whole = file.place.replace("\\", "/")
    return next((manifest.pop(name) for name in sorted(manifest) if whole.endswith("/" + name)), None)


def _manifest(
    path: Path, constants: Mapping[str, str], order: DateOrder | None, context: Context
) -> dict[str, _Entry]:
    """Manifest rows by file name; a row without one is reported as a warning, as it is no call."""
    opened = open_records(SourceFile.at(path))
    table = typed_rows(MANIFEST, opened, constants, order, context)
    counted = context.report.read
    dropped_before = sum(context.report.dropped.values())
    entries = {}
    for row, cells in table.rows():
        name = as_text(cells["file"]).replace("\\", "/").removeprefix("./")
        if not name:
            context.report.warn(f"{row.file} row {row.number}: no file name")
            continue
        if name in entries:
            context.report.warn(f"{row.file} row {row.number}: {name} comes again, the later row counts")
        entries[name] = _Entry(
            row,
            AccountHint(
                account=as_text(cells["account"]),
                organization_name=as_text(cells["organization"]),
                email=as_text(cells["email"]),
            ),
            table.readers["date"].moment(cells["date"]),
            as_text(cells["title"]),
        )
    context.report.read = counted + sum(context.report.dropped.values()) - dropped_before
    for line in opened.warnings:
        context.report.warn(line)
    return entries


@dataclass(frozen=True, slots=True)
class _Reader:
    context: Context
    constants: Mapping[str, str]
    rules: StaffRules
    order: DateOrder | None

    def call(self, file: SourceFile, entry: _Entry | None) -> FeedbackRecord:
        """The call in a file; LeftOut when it holds none."""
        try:
            text = read_call(file, self.context.params.format)
        except SourceError as error:
            raise LeftOut(DropReason.UNREADABLE_FILE, detail=error.what) from error
        self.context.note_format(text.format, [text.warning] if text.warning else [])
        if not text.turns:
            empty = text.format in ("vtt", "srt")
            reason = DropReason.EMPTY_TEXT if empty else DropReason.NOT_A_RECORD
            raise LeftOut(reason, detail="no turns" if empty else "no speaker is to be seen")
        date = self._date(file, entry, text)
        if date is None:
            raise LeftOut(DropReason.NO_DATE, detail="give it in the manifest or with --set date=")
        hint = entry.hint if entry else AccountHint()
        if not hint.account and "account" in self.constants:
            hint = AccountHint(
                self.constants["account"], organization_name=hint.organization_name, email=hint.email
            )
        item = FeedbackItem(
            id=FeedbackItem.make_id(
                Source.CALL,
                self.context.params.constants.get("system", SYSTEM),
                f"{date:%Y-%m-%d} {call_key(file)}",
            ),
            source=Source.CALL,
            external_id=self.context.redact(call_key(file)),
            account=self.context.match(hint),
            occurred_at=date,
            updated_at=date,
            subject=self.context.text(entry.title if entry and entry.title else text.title),
            file=file.inner,
            row=0 if entry is None else entry.row.number,
            hints=stored_hints(hint),
        )
        return self._record(file, item, text)

    def _record(self, file: SourceFile, item: FeedbackItem, text: CallText) -> FeedbackRecord:
        labels = list(dict.fromkeys(turn.label for turn in text.turns))
        roles = roles_of(labels, self.rules)
        shown = display_names(labels, roles)
        if not any(role in (Role.CUSTOMER, Role.UNKNOWN) for role in roles.values()):
            raise LeftOut(DropReason.NO_CUSTOMER_WORDS, detail="only staff speak")
        unknown = [shown[label] for label in labels if roles[label] is Role.UNKNOWN]
        if unknown:
            self.context.report.warn(
                f"{file.inner}: staff and customers cannot be told apart ({', '.join(unknown)}); "
                "use --staff PATTERN"
            )
        said = [clean_text(turn.text) for turn in text.turns]
        names = {name for label in labels for name in _names(label)}.union(*map(names_in, said))
        parts = []
        for position, (turn, clean) in enumerate(zip(text.turns, said, strict=True)):
            redacted = self.context.redact(clean, names)
            if redacted:
                at = None if turn.start is None else item.occurred_at + timedelta(seconds=turn.start)
                part_id = Part.make_id(item.id, f"turn {position}")
                parts.append(
                    Part(part_id, item.id, position, roles[turn.label], redacted, shown[turn.label], "", at)
                )
        return FeedbackRecord(item, tuple(parts))

    def _date(self, file: SourceFile, entry: _Entry | None, text: CallText) -> datetime | None:
        """The manifest's date, else the file's own, else the constant, else the one in its name."""
        if entry is not None and entry.date is not None:
            return entry.date
        zone, order = self.context.params.zone, self.order or DateOrder.MIXED
        for value in (text.date, self.constants.get("date")):
            if (moment := parse_moment(value, order, zone)) is not None:
                return moment
        match = _DATED.search(file.inner)
        return parse_moment("-".join(match.groups()), order, zone) if match else None


def _names(label: str) -> set[str]:
    """The names to blank for a speaker: whole, and each word of it that is long enough to be one."""
    name = person_name(label)
    return {name, *(word for word in name.split() if len(word) > 2 and word[0].isupper())} if name else set()
