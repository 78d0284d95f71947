"""A value of a column to show a person who confirms a mapping: what it looks like, never whose it is.

Dates, numbers and closed sets of words are shown, text is redacted as it would be for the store, and all else
is shown by its shape: ``Xxxx.xxxxx@xxxx.xxx``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from foundation.text import one_line
from ingest.cleaning import clean_text
from ingest.column_profile import Profile
from ingest.redaction import Redactor
from ingest.values import as_text, is_nothing

_WIDTH = 48
_LEAST_WORDS = 3.0
_SHORT_NUMBER = 9  # longer ones may be phone, card or identity numbers
_WORD_FIELDS = frozenset(
    (
        *("status", "priority", "tags", "segment", "industry", "tier", "currency", "plan", "metric", "level"),
        *("function", "milestone", "signal", "play", "outcome", "activity", "champion"),
    )
)
_TEXT_FIELDS = frozenset(("text", "comment", "subject", "title", "topic", "churn_reason"))
_PERSONAL = frozenset(("name", "person", "email", "agent", "owner", "executive_sponsor", "organization"))


def samples(
    columns: Mapping[str, Profile],
    rows: Sequence[Mapping[str, object]],
    fields: Mapping[str, str],
    redactor: Redactor,
) -> dict[str, str]:
    """One value a column, by header, safe to show. ``fields`` is field to header; what stands in
    columns of people is taken out of text."""
    by_header = {header: field for field, header in fields.items()}
    named = [
        header for header, profile in columns.items() if _is_of_people(by_header.get(header, ""), profile)
    ]
    found = {}
    for header, profile in columns.items():
        row = next((row for row in rows if not is_nothing(row.get(header))), None)
        value = "" if row is None else as_text(row[header])
        names = [] if row is None else [as_text(row.get(other)) for other in named]
        found[header] = _shown(value, by_header.get(header, ""), profile, names, redactor)
    return found


def _shown(value: str, field: str, profile: Profile, names: Iterable[str], redactor: Redactor) -> str:
    if not value:
        return ""
    if field not in _PERSONAL and _tells_nobody(profile):
        return one_line(value)[:_WIDTH]
    is_text = field in _TEXT_FIELDS and profile.words >= _LEAST_WORDS
    if not _is_of_people(field, profile) and (is_text or (field in _WORD_FIELDS and _is_closed(profile))):
        text = redactor.redact(clean_text(value[:4000]), [name for name in names if name]).text
        return _cut(one_line(text))
    return _cut(_shape(one_line(value)))


def _is_of_people(field: str, profile: Profile) -> bool:
    """Whether a column holds names or addresses of people, by what it is or by what stands in it."""
    return field in _PERSONAL or max(profile.share("person"), profile.share("email")) >= 0.6


def _is_closed(profile: Profile) -> bool:
    """A few different words that come again and again."""
    return profile.distinct <= 30 and (profile.filled < 8 or profile.unique <= 0.6)


def _tells_nobody(profile: Profile) -> bool:
    """Dates, short numbers, flags and currencies."""
    if profile.share("date") > 0.9 or profile.share("flag") > 0.9 or profile.share("currency") > 0.9:
        return True
    return profile.share("number") > 0.9 and profile.characters <= _SHORT_NUMBER


def _shape(value: str) -> str:
    digits = re.sub(r"\d", "9", value)
    return "".join(("X" if char.isupper() else "x") if char.isalpha() else char for char in digits)


def _cut(text: str) -> str:
    return text if len(text) <= _WIDTH else text[: _WIDTH - 1].rstrip() + "…"
