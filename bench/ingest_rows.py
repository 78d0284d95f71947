"""Writes ticket rows as a help desk exports them, any number, always the same: Zendesk NDJSON and a CSV.

Texts are put together from hand-written pieces, with numbers, people and personal data at the rates of real
tickets, so that hardly two of a million are equal and no stage is spared its work.
"""

from __future__ import annotations

import csv
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

ACCOUNTS = 2_000
_START = datetime(2025, 11, 1, tzinfo=UTC)
_SPAN_MINUTES = 360 * 24 * 60
_FIRST = [
    "Amara",
    "Birgit",
    "Chen",
    "Dmitri",
    "Elena",
    "Farid",
    "Greta",
    "Hassan",
    "Ines",
    "Jonas",
    "Keiko",
    "Liam",
    "Marta",
    "Nadia",
    "Omar",
    "Priya",
]
_LAST = [
    "Okafor",
    "Lindqvist",
    "Wei",
    "Petrov",
    "Moreau",
    "Haddad",
    "Weber",
    "Rossi",
    "Silva",
    "Novak",
    "Tanaka",
    "Byrne",
    "Kowalska",
    "Iyer",
]
_OPENINGS = (
    "Hi team,",
    "Hello,",
    "Good morning,",
    "Hi {first},",
    "",
    "",
    "",
    "Hey there -",
    "To whom it may concern,",
)
_MATTERS = (
    "the export of {noun} stops at row {number} and never finishes",
    "since version {version} the {noun} page takes {number} seconds to load",
    "we were billed {price} for {number} seats although we only use {small}",
    "the {noun} sync with our warehouse fails with error {code}",
    "our {role} cannot see the {noun} that were shared with them last week",
    "the weekly {noun} report shows {number} where the dashboard shows {small}",
    "two-factor login locks {small} of our people out after the update",
    "it would help a lot if {noun} could be grouped by region and {noun}",
    "the new {noun} editor is excellent and saves us about {small} hours a week",
    "nobody answered ticket {number} for {small} days, which is not what we pay for",
    "the API returns {code} for every request with more than {number} {noun}",
    "invoices for order {number} go to an address that we closed in spring",
    "the mobile app logs out whenever the {role} opens a {noun}",
    "permissions for {noun} are reset each time an admin edits the {role} group",
)
_SECOND = (
    "This happens to {small} of our offices.",
    "We need this before the quarter closes.",
    "Is there a way around it?",
    "It worked until {date}.",
    "Please let us know when it is mended.",
    "Our {role} has to do it by hand in a spreadsheet.",
    "We have tried another browser and another network.",
    "Could you raise the limit to {number}?",
    "The renewal is on {date} and this will come up.",
    "I attach the log of run {code}-{number}.",
)
_PERSONAL = (
    "You can reach me at {mail}.",
    "Call me on +44 20 7946 0{three} please.",
    "My colleague {first} {last} saw it too.",
    "The request came from 10.{byte}.{byte}.{byte}.",
    "Here is the link: https://app.example.com/r/{number}?utm_source=mail&utm_id={number}",
    "The card ending was 4111 1111 1111 1111.",
)
_CLOSINGS = ("Thanks", "Best regards,\n{first} {last}", "Cheers, {first}", "", "", "Kind regards")
_NOUNS = [
    "invoices",
    "contracts",
    "contacts",
    "dashboards",
    "filters",
    "shipments",
    "forecasts",
    "audits",
    "alerts",
    "tasks",
]
_ROLES = ("finance lead", "warehouse manager", "new analysts", "controller", "support agents", "auditor")


@dataclass(frozen=True, slots=True)
class Ticket:
    """One generated ticket; ``minute`` counts from the first day."""

    number: int
    account: int
    minute: int
    subject: str
    text: str

    @property
    def at(self) -> str:
        return (_START + timedelta(minutes=self.minute)).strftime("%Y-%m-%dT%H:%M:%SZ")


def tickets(count: int, seed: int = 7) -> Iterator[Ticket]:
    """``count`` tickets, the same for the same ``seed``; a smaller count is the start of a larger one."""
    chance = random.Random(seed)
    for number in range(1, count + 1):
        matter = _filled(chance.choice(_MATTERS), chance)
        pieces = [_filled(chance.choice(_OPENINGS), chance), matter[0].upper() + matter[1:] + "."]
        pieces += (_filled(chance.choice(_SECOND), chance) for _ in range(chance.randrange(3)))
        if chance.random() < 0.25:
            pieces.append(_filled(chance.choice(_PERSONAL), chance))
        closing = _filled(chance.choice(_CLOSINGS), chance)
        text = " ".join(piece for piece in pieces if piece) + (f"\n\n{closing}" if closing else "")
        yield Ticket(number, chance.randrange(ACCOUNTS), chance.randrange(_SPAN_MINUTES), matter[:60], text)


def _filled(template: str, chance: random.Random) -> str:
    if "{" not in template:
        return template
    first, last = chance.choice(_FIRST), chance.choice(_LAST)
    return template.format(
        first=first,
        last=last,
        mail=f"{first}.{last}@mail{chance.randrange(900)}.example".lower(),
        noun=chance.choice(_NOUNS),
        role=chance.choice(_ROLES),
        number=chance.randrange(100, 99_999),
        small=chance.randrange(2, 40),
        three=f"{chance.randrange(1000):03}",
        byte=chance.randrange(255),
        version=f"{chance.randrange(9)}.{chance.randrange(30)}.{chance.randrange(9)}",
        price=f"${chance.randrange(99, 9_999):,}.00",
        code=f"E{chance.randrange(1000, 9999)}",
        date=f"{chance.randrange(1, 28)} {chance.choice(('March', 'June', 'September'))}",
    )


def write_ndjson(path: Path, count: int) -> None:
    """Zendesk tickets, one JSON object a line."""
    with path.open("w", encoding="utf-8") as stream:
        for ticket in tickets(count):
            values = {
                "id": ticket.number,
                "subject": ticket.subject,
                "description": ticket.text,
                "status": "open",
                "priority": "normal",
                "created_at": ticket.at,
                "updated_at": ticket.at,
                "requester_id": 500_000 + ticket.number % 40_000,
                "organization_id": 9_000 + ticket.account,
                "tags": ["export", f"region-{ticket.account % 7}"],
            }
            stream.write(json.dumps(values) + "\n")


def write_csv(path: Path, count: int) -> None:
    """The same tickets as a plain table."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(("id", "created at", "updated at", "account", "subject", "description", "status"))
        for ticket in tickets(count):
            account = f"A-{ticket.account:04}"
            writer.writerow(
                (ticket.number, ticket.at, ticket.at, account, ticket.subject, ticket.text, "open")
            )


def write_book(accounts: Path, organizations: Path) -> None:
    """The accounts that the tickets belong to, and the help desk's organizations for them."""
    with accounts.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(("id", "name", "domains"))
        writer.writerows(
            (f"A-{number:04}", f"Company {number:04}", f"company{number:04}.example")
            for number in range(ACCOUNTS)
        )
    rows = [
        {
            "id": 9_000 + number,
            "name": f"Company {number:04}",
            "external_id": f"A-{number:04}",
            "domain_names": [f"company{number:04}.example"],
        }
        for number in range(ACCOUNTS)
    ]
    organizations.write_text(json.dumps({"organizations": rows}), encoding="utf-8")
