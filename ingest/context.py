"""What every feedback source needs at hand: cleaning, redaction, matching, and the report they fill.

Text goes through ``Context.text`` and nowhere else, so that nothing leaves this room unclean or unredacted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, tzinfo
from pathlib import Path

from foundation.ids import content_id
from foundation.progress import Progress, silent
from ingest.cleaning import clean_text
from ingest.dates import DateOrder
from ingest.items import AccountMatch, Dropped, DropReason, ImportReport
from ingest.matching import AccountDirectory, AccountHint
from ingest.names import names_in
from ingest.records import Opened, Row
from ingest.redaction import Redactor

_LETTERS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class FeedbackParams:
    """How to read feedback. ``source`` is ``tickets``, ``nps`` or ``calls``; ``format`` is told by content
    when None. ``mapping``: field to column; ``constants``: field to the value it has where a row says nothing
    (``date_order``, ``score_scale`` and ``system`` among them). Staff are told by ``staff_pattern`` (a regular
    expression on speaker labels), ``staff_domains`` (e-mail domains) and ``staff_names``."""

    source: str
    format: str | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    manifest: Path | None = None
    staff_pattern: str | None = None
    staff_domains: tuple[str, ...] = ()
    staff_names: tuple[str, ...] = ()
    date_order: DateOrder | None = None
    zone: tzinfo = UTC


@dataclass(slots=True)
class Context:
    """One import under way."""

    params: FeedbackParams
    directory: AccountDirectory
    redactor: Redactor
    report: ImportReport
    progress: Progress = silent

    def text(self, raw: str, names: Iterable[str] = (), *, html: bool = False) -> str:
        """``raw`` clean and redacted, of the given names and of those it gives away; counts are kept."""
        clean = clean_text(raw, html=html)
        return self.redact(clean, names)

    def redact(self, clean: str, names: Iterable[str] = ()) -> str:
        """Clean text without personal data; counts are kept."""
        if not clean:
            return ""
        redacted = self.redactor.redact(clean, sorted({*names, *names_in(clean)} - {""}))
        for kind, count in redacted.counts.items():
            self.report.redacted[kind] = self.report.redacted.get(kind, 0) + count
        return redacted.text

    def match(self, hint: AccountHint) -> AccountMatch:
        """The account of a record; a miss is counted."""
        found = self.directory.match(hint)
        if found.account_id is None:
            self.report.unmatched_accounts += 1
        return found

    def drop(self, row: Row, reason: DropReason, column: str = "", detail: str = "") -> None:
        """Leave a row out with its reason."""
        self.report.drop(Dropped(row.file, row.number, reason, column, detail))

    def opened(self, source: Opened, kind: str = "") -> None:
        """Note a file's format and warnings."""
        name = f"{kind} {source.format}".strip()
        if name not in self.report.format.split(" + "):
            self.report.format = f"{self.report.format} + {name}" if self.report.format else name
        for line in source.warnings:
            self.report.warn(line)


def fingerprint(*parts: str, text: str) -> str:
    """An id of who said what when. Only the letters of ``text`` count, so that neither redaction settings nor
    white space change it and no number that was redacted can be guessed back from it."""
    return content_id(*parts, " ".join(_LETTERS.findall(text.casefold())))


def opaque(kind: str, value: str) -> str:
    """A person's key that can be compared and tells nothing; empty for an empty value."""
    return content_id(kind, value.strip().lower()) if value.strip() else ""
