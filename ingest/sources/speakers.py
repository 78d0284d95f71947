"""Who speaks in a call: staff or customer, told by role words, the operator's pattern, roster and domains.

Where it cannot be told the turn says so rather than guess, as staff words taken for a customer's would become
feedback. A stored label is a role ("Customer", "Speaker 2"), never a person's name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from foundation.errors import SettingsError
from ingest.items import Role
from ingest.matching import domain_of
from ingest.names import name_key
from ingest.sources.call_text import Person
from ingest.words import word_set

_STAFF = word_set(
    "agent agents support rep representative host csm advisor adviser operator specialist technician "
    "tech consultant interviewer moderator staff helpdesk engineer sales salesperson seller ae se "
    "vendor teller facilitator presenter organizer onboarding"
)
_STAFF_PHRASES = (
    "customer success",
    "customer service",
    "customer support",
    "customer care",
    "account manager",
    "account executive",
    "support engineer",
    "success manager",
    "help desk",
    "service desk",
    "client services",
)
_CUSTOMER = word_set(
    "customer client caller user guest member buyer participant respondent interviewee patient prospect "
    "shopper subscriber kunde cliente customers clients users guests participants panelist panelists audience "
    "attendee attendees"
)
_BOT = word_set("bot ivr chatbot system voicemail autoattendant")
_BOT_PHRASES = (
    "virtual assistant",
    "virtual agent",
    "automated",
    "auto attendant",
    "notetaker",
    "voice assistant",
)
_WORD = re.compile(r"[^\W\d_]+")
_EMAIL_DOMAIN = re.compile(r"@([\w.-]+\.\w+)")
_NOTE = re.compile(r"\([^)]*\)|\[[^\]]*\]|<[^>]*>")


def role_word(label: str) -> Role | None:
    """The role that the words of a label name (``Support agent 2``), None for a person's name."""
    plain = " ".join(_WORD.findall(label.casefold()))
    words = plain.split()
    if any(word in _BOT for word in words) or any(phrase in plain for phrase in _BOT_PHRASES):
        return Role.BOT
    if any(phrase in plain for phrase in _STAFF_PHRASES):
        return Role.STAFF
    for word in words:
        if word in _CUSTOMER:
            return Role.CUSTOMER
        if word in _STAFF:
            return Role.STAFF
    return None


def person_name(label: str) -> str:
    """The person's name in a label without notes and addresses; empty when it names a role."""
    bare = " ".join(_NOTE.sub(" ", label).split())
    if (
        "@" in bare
        or role_word(bare) is not None
        or re.fullmatch(r"(?i)(?:speaker|voice|unknown)[ _-]*\w{0,2}", bare)
    ):
        return ""
    return bare


@dataclass(frozen=True, slots=True)
class StaffRules:
    """What the operator says about who is staff."""

    pattern: re.Pattern[str] | None
    domains: frozenset[str]
    names: frozenset[str]

    @classmethod
    def of(cls, pattern: str | None, domains: Sequence[str], names: Sequence[str]) -> StaffRules:
        """SettingsError when the pattern is no regular expression."""
        try:
            compiled = re.compile(pattern, re.IGNORECASE) if pattern else None
        except re.error as error:
            raise SettingsError(
                f"--staff {pattern!r} is not a regular expression: {error}",
                hint="For example --staff 'Acme|Support'.",
            ) from error
        return cls(
            compiled,
            frozenset(domain.lower().lstrip("@") for domain in domains),
            frozenset(name_key(name) for name in names if name.strip()),
        )

    def is_staff(self, label: str) -> bool:
        """Whether the operator's rules make the speaker staff."""
        if self.pattern is not None and self.pattern.search(label):
            return True
        if any(self.is_own(found) for found in _EMAIL_DOMAIN.findall(label)):
            return True
        return name_key(_NOTE.sub(" ", label)) in self.names

    def is_own(self, host: str) -> bool:
        """Whether an e-mail domain is the company's own, or part of one."""
        host = host.lower()
        return any(host == own or host.endswith(f".{own}") for own in self.domains)

    def role_of(self, person: Person) -> Role | None:
        """A person's side: the operator's word, the file's, then whether their address is the company's."""
        if self.is_staff(f"{person.name} <{person.email}>"):
            return Role.STAFF
        if person.role is not None:
            return person.role
        if self.domains and "." in domain_of(person.email):
            return Role.CUSTOMER
        return role_word(person.name)


def roles_of(
    labels: Sequence[str],
    rules: StaffRules,
    people: Mapping[str, Person] | None = None,
    guests: Sequence[Person] = (),
) -> dict[str, Role]:
    """Each label's role. ``people`` are those of whom the file says more than a label, ``guests`` the silent.

    With two speakers of whom one is told, the other is the other side; where the operator's rules found
    staff among mere names, the rest are customers; else a name alone is UNKNOWN.
    """
    known = people or {}
    roles: dict[str, Role] = {}
    by_rule = False
    for label in labels:
        if label in known:
            roles[label] = rules.role_of(known[label]) or Role.UNKNOWN
        elif label and rules.is_staff(label):
            roles[label], by_rule = Role.STAFF, True
        else:
            roles[label] = role_word(label) or Role.UNKNOWN
    unknown = [label for label in labels if label and roles[label] is Role.UNKNOWN]
    if by_rule and not any(person.email for person in known.values()):
        roles.update((label, Role.CUSTOMER) for label in unknown)
    elif unknown:
        silent = [guest for guest in guests if guest.email]
        side = _side_left(rules, unknown, silent) if silent else _other_side(labels, roles, unknown)
        roles.update((label, side) for label in unknown if side is not None)
    return roles


def _side_left(rules: StaffRules, unknown: Sequence[str], guests: Sequence[Person]) -> Role | None:
    """The side of all people who are not yet seen to speak, where they are enough to be the unknown ones."""
    sides = {rules.role_of(guest) for guest in guests}
    return sides.pop() if len(sides) == 1 and len(guests) >= len(unknown) else None


def _other_side(labels: Sequence[str], roles: Mapping[str, Role], unknown: Sequence[str]) -> Role | None:
    people = [label for label in labels if label and roles[label] is not Role.BOT]
    if len(unknown) != 1 or len(people) != 2:
        return None
    other = next(roles[label] for label in people if label != unknown[0])
    return Role.STAFF if other is Role.CUSTOMER else Role.CUSTOMER


def display_names(labels: Sequence[str], roles: Mapping[str, Role]) -> dict[str, str]:
    """What to call each speaker, in order of first words: ``Agent``, ``Customer 2``, ``Speaker 1``."""
    titles = {Role.STAFF: "Agent", Role.CUSTOMER: "Customer", Role.BOT: "Bot", Role.UNKNOWN: "Speaker"}
    counts: dict[Role, int] = {}
    shown = {}
    for label in labels:
        role = roles[label]
        counts[role] = counts.get(role, 0) + 1
        number = f" {counts[role]}" if counts[role] > 1 or role is Role.UNKNOWN else ""
        shown[label] = f"{titles[role]}{number}"
    return shown
