"""The labelled texts that redaction is measured on, and one way to read them all.

A corpus file has a text a line, ``\\n`` for a line break and ``{{kind|value}}`` around each value; lines that begin
with ``## `` are remarks. Texts without a mark are hard negatives: nothing in them may be found.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import NamedTuple

CORPUS = Path(__file__).with_name("redaction_corpus.txt")
HELD_OUT = Path(__file__).with_name("redaction_heldout.txt")
_LABELS = {
    "EMAIL_ADDRESS": "email",
    "PHONE_NUMBER": "phone",
    "CREDIT_CARD": "card",
    "IBAN_CODE": "iban",
    "IP_ADDRESS": "ip",
    "US_SSN": "national_id",
    "US_DRIVER_LICENSE": "national_id",
    "STREET_ADDRESS": "address",
    "PERSON": "person",
    "ZIP_CODE": "",
    "GPE": "",
    "TITLE": "",
    "DATE_TIME": "",
}
_OTHER_NAMES = {
    name: kind
    for kind, names in {
        "secret": "api_key apikey key token password credential credentials otp pin jwt private_key access_key webhook",
        "url_login": "url_credentials url_credential url_creds url url_secret url_password credential_url",
        "national_id": "ssn nino nhs passport tax_id id licence license driver_license nationalid identity",
        "birth_date": "dob date_of_birth birthdate birth birthday",
        "person": "name names people",
        "ip": "ipv4 ipv6 ip_address",
        "mac": "mac_address",
        "card": "credit_card card_number pan",
        "bank_account": "bank account routing sort_code bank_acct account_number routing_number",
        "email": "mail email_address",
        "phone": "tel telephone phone_number",
        "address": "postal_address street location",
    }.items()
    for name in names.split()
}
_MARK = re.compile(r"\{\{([\w-]+)\|(.*?)\}\}", re.DOTALL)


class Span(NamedTuple):
    """Characters ``start`` to ``end`` are a ``kind``; an empty kind may be covered or not."""

    start: int
    end: int
    kind: str


class Labelled(NamedTuple):
    """A text and what stands in it."""

    text: str
    spans: tuple[Span, ...]


def public_texts(data: Path) -> list[Labelled]:
    """The 750 labelled texts; kinds that are not redacted on purpose (organizations, dates) are left out."""
    texts: list[Labelled] = []
    for path in sorted((data / "hostile" / "pii").glob("*.json")):
        for row in json.loads(path.read_text(encoding="utf-8")):
            spans = (
                Span(span["start_position"], span["end_position"], _LABELS[span["entity_type"]])
                for span in row["spans"]
                if span["entity_type"] in _LABELS
            )
            texts.append(Labelled(row["full_text"], tuple(sorted(spans))))
    return texts


def own_texts(path: Path = CORPUS) -> list[Labelled]:
    """The texts of a corpus file; other names of a kind (``api_key``, ``dob``) count as the kind."""
    texts: list[Labelled] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("## "):
            continue
        text, spans, position = "", [], 0
        line = line.replace("\\n", "\n")
        for mark in _MARK.finditer(line):
            text += line[position : mark.start()]
            kind = mark[1].lower().replace("-", "_").replace("e_mail", "email")
            kind = _OTHER_NAMES.get(kind, kind)
            spans.append(Span(len(text), len(text) + len(mark[2]), kind))
            text += mark[2]
            position = mark.end()
        texts.append(Labelled(text + line[position:], tuple(spans)))
    return texts
