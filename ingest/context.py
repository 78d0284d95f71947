"""What every feedback source needs at hand: cleaning, redaction, matching, and the report they fill.

Text goes through ``Context.text`` and nowhere else, so that nothing leaves this room unclean or unredacted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, tzinfo
from pathlib import Path

from foundation.ids import content_id
from foundation.progress import Progress, silent
from ingest.cleaning import clean_text
from ingest.dates import DateOrder
from ingest.items import AccountMatch, Dropped, DropReason, ImportReport
from ingest.matching import AccountDirectory, AccountHint, Organization, domain_of
from ingest.redaction import Redacted, Redactor
from ingest.values import as_text

_REMEMBERED = 20_000
_REMEMBERED_CHARACTERS = 4_000_000
_LETTERS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class FeedbackParams:
    """How to read feedback. ``source`` is ``tickets``, ``nps`` or ``calls``; ``format`` is told by content
    when None. ``mapping``: field to column; ``constants``: field to the value it has where a row says
    nothing (``date_order``, ``score_scale`` and ``system`` among them). Staff are told by ``staff_pattern``
    (a regular expression on speaker labels), ``staff_domains`` (e-mail domains) and ``staff_names``.
    ``today``: the day after which dates are told as yet to come; None asks nothing."""

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
    today: date | None = None


class LeftOut(Exception):
    """A record that cannot be taken: raised where it is found out, counted where records are walked."""

    def __init__(self, reason: DropReason, column: str = "", detail: str = "") -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.column = column
        self.detail = detail


@dataclass(slots=True)
class Context:
    """One import under way."""

    params: FeedbackParams
    directory: AccountDirectory
    redactor: Redactor
    report: ImportReport
    progress: Progress = silent
    _matches: dict[AccountHint, AccountMatch] = field(default_factory=dict, repr=False)
    _redactions: dict[tuple[str, tuple[str, ...]], Redacted] = field(default_factory=dict, repr=False)
    _redacted_size: int = 0

    def text(self, raw: str, names: Iterable[str] = (), *, html: bool = False) -> str:
        """``raw`` clean and redacted, of the given names and of those it gives away; counts are kept."""
        clean = clean_text(raw, html=html)
        return self.redact(clean, names)

    def redact(self, clean: str, names: Iterable[str] = ()) -> str:
        """Clean text without personal data; counts are kept."""
        if not clean:
            return ""
        redacted = self._redacted(clean, tuple(sorted({*names} - {""})))
        for kind, count in redacted.counts.items():
            self.report.redacted[kind] = self.report.redacted.get(kind, 0) + count
        return redacted.text

    def _redacted(self, clean: str, names: tuple[str, ...]) -> Redacted:
        """Texts come again (a ticket's first comment, a macro), so recent answers are kept, within bounds."""
        found = self._redactions.get((clean, names))
        if found is None:
            found = self.redactor.redact(clean, names, learning=True)
            if self._redacted_size > _REMEMBERED_CHARACTERS:
                self._redactions.clear()
                self._redacted_size = 0
            self._redactions[clean, names] = found
            self._redacted_size += len(clean)
        return found

    def match(self, hint: AccountHint) -> AccountMatch:
        """The account of a record; a miss is counted."""
        found = self._matches.get(hint)
        if found is None:
            found = self.directory.match(hint)
            if len(self._matches) < _REMEMBERED:
                self._matches[hint] = found
        if found.account_id is None:
            self.report.unmatched_accounts += 1
        return found

    def drop(self, file: str, row: int, left: LeftOut) -> None:
        """Count a record that is left out, with its place and reason."""
        self.report.drop(Dropped(file, row, left.reason, left.column, left.detail))

    def note_format(self, name: str, warnings: Sequence[str]) -> None:
        """Note a file's format and warnings."""
        if name not in self.report.format.split(" + "):
            self.report.format = f"{self.report.format} + {name}" if self.report.format else name
        for line in warnings:
            self.report.warn(line)

    def learn(self, organizations: Sequence[Mapping[str, object]]) -> None:
        """Let the directory know these help-desk organizations."""
        self.directory = self.directory.with_known(
            Organization(
                as_text(row.get("id")),
                without_address(as_text(row.get("name"))),
                without_address(as_text(row.get("external_id"))),
                tuple(filter(None, map(domain_of, _domains(row.get("domain_names"))))),
                as_text(row.get("updated_at")),
            )
            for row in organizations
        )
        self._matches.clear()


def _domains(value: object) -> list[str]:
    if isinstance(value, list):
        return [as_text(domain) for domain in value]
    return as_text(value).replace(",", " ").split()


def without_address(value: str) -> str:
    """Of a value that is an address the host alone."""
    return domain_of(value) if "@" in value else value


def stored_hints(hint: AccountHint) -> tuple[tuple[str, str], ...]:
    """What an item's account can still be found by later; of an address only the domain."""
    host = hint.email or (hint.account if "@" in hint.account else "")
    pairs = (
        ("account", hint.account),
        ("external", hint.external_id),
        ("organization", hint.organization_id),
        ("name", hint.organization_name),
        ("domain", domain_of(host) if host else ""),
    )
    return tuple((kind, value.strip()) for kind, value in pairs if value.strip() and "@" not in value)


def hint_of_stored(pairs: Iterable[tuple[str, str]]) -> AccountHint:
    """The hint that ``stored_hints`` kept."""
    known = dict(pairs)
    return AccountHint(
        account=known.get("account", ""),
        external_id=known.get("external", ""),
        organization_id=known.get("organization", ""),
        organization_name=known.get("name", ""),
        email=f"@{known['domain']}" if known.get("domain") else "",
    )


def fingerprint(*parts: str, text: str) -> str:
    """An id of who said what when. Only the letters of ``text`` count, so that neither redaction settings nor
    white space change it and no number that was redacted can be guessed back from it."""
    return content_id(*parts, " ".join(_LETTERS.findall(text.casefold())))


def opaque(kind: str, value: str) -> str:
    """A person's key that can be compared and tells nothing; empty for an empty value."""
    return content_id(kind, value.strip().lower()) if value.strip() else ""


_PERSON_KINDS = (
    "person",
    "user",
    "contact",
    *(
        f"{system} {what}"
        for what in ("person", "contact", "user", "lead", "admin", "agent", "owner")
        for system in (
            "zendesk",
            "intercom",
            "freshdesk",
            "hubspot",
            "salesforce",
            "delighted",
            "qualtrics",
            "gong",
            "nps",
            "table",
        )
    ),
)


def person_keys(value: str) -> set[str]:
    """Every opaque key that a reader may have given the person of this address, name or id."""
    return {opaque(kind, value) for kind in _PERSON_KINDS} - {""}
