"""Who is who in a help desk's export: staff, organizations, and the names to blank in what they write."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ingest.people import Roster
from ingest.values import as_text

_STAFF_ROLES = frozenset({"agent", "admin", "owner", "light agent"})


@dataclass(slots=True)
class People:
    """The export's users: who is staff, which organization somebody belongs to, which names to blank."""

    staff: set[str] = field(default_factory=set)
    emails: dict[str, str] = field(default_factory=dict)
    organizations: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    roster: Roster = field(default_factory=Roster)

    def close(self) -> None:
        """Know all names by now."""
        self.roster = Roster(sorted(set(self.names.values())))

    def add(self, values: Mapping[str, object], staff_domains: Sequence[str]) -> None:
        """Learn a user row."""
        key = as_text(values.get("id"))
        if not key:
            return
        email = as_text(values.get("email")).lower()
        domain = email.rpartition("@")[2]
        if as_text(values.get("role")).lower() in _STAFF_ROLES or (domain and domain in staff_domains):
            self.staff.add(key)
        if email:
            self.emails[key] = email
        if organization := as_text(values.get("organization_id")):
            self.organizations[key] = organization
        if name := as_text(values.get("name")):
            self.names[key] = name

    def in_text(self, text: str, *authors: str) -> list[str]:
        """The names to blank in a text by these authors."""
        return [*(self.names[key] for key in authors if key in self.names), *self.roster.named_in(text)]
