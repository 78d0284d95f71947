"""What a recogniser finds, and the words before a find that decide what a number is."""

from __future__ import annotations

import re
from typing import NamedTuple

MASK = "\ue000"  # a private-use character: no letter, digit, blank or punctuation

CONTEXT_WIDTH = 48

_OTHER_NUMBER = (
    r"order|orders|invoice|inv|ticket|case|ref|refs|reference|po|purchase order|tracking|serial|sku|"
    r"part|parts|item|"
    r"items|model|job|jobs|build|version|release|firmware|error|errors|code|transaction|txn|"
    r"confirmation|policy|"
    r"claim|batch|lot|receipt|quote|contract|rma|asset|isbn|imei|article|product|shipment|request|id|"
    r"ids|row|rows|"
    r"record|records|units|pieces|pcs|bytes|key|port|bestell\w*|rechnung\w*|auftrag\w*|kundennummer|"
    r"ticketnummer|"
    r"pedido|factura|commande|facture|encomenda|fatura|ordine|fattura|bestelling|factuur|account|acct|"
    r"member|booking"
)
_PHONE_WORDS = (
    r"call|calls|called|calling|phone|phones|telephone|tel|telefon\w*|teléfono|téléphone|telefone|"
    r"mobile|mobil|mob|"
    r"cell|cellphone|fax|ring|dial|text|sms|whatsapp|reach|direct|desk|office|handy|móvil|portable|ph|"
    r"callback|"
    r"answering|messages? to|hotline|registered|durchwahl|rückruf|erreichbar|contact|extension|"
    r"landline|gsm|number is"
)
_CARD_WORDS = (
    r"card|cards|credit|debit|visa|mastercard|amex|cc|cardnumber|"
    r"kreditkarte|karte|tarjeta|carte|cartão|carta|kaart"
)
_KIND = re.compile(
    rf"\b(?:(?P<phone>{_PHONE_WORDS})|(?P<card>{_CARD_WORDS})|(?P<other>{_OTHER_NUMBER}))\b|"
    rf"(?P<hash>#)\W{{0,2}}$",
    re.IGNORECASE,
)


class Find(NamedTuple):
    """Characters ``start`` to ``end`` are a ``kind``; equal ``key`` is the same value, written otherwise."""

    start: int
    end: int
    kind: str
    key: str


def before(text: str, start: int, width: int = CONTEXT_WIDTH) -> str:
    """What stands on the line up to ``width`` characters before ``start``, or on a label line above it."""
    left = text[max(0, start - width) : start]
    head, _, line = left.rpartition("\n")
    return line if line.strip() or not head.rstrip().endswith(":") else head.rpartition("\n")[2]


def number_context(text: str, start: int) -> str:
    """What the nearest word before a number says it is: ``phone``, ``card``, ``other`` or nothing."""
    kind = ""
    for match in _KIND.finditer(before(text, start)):
        group = match.lastgroup or ""
        if group != "hash":
            kind = group
        elif not kind:
            kind = "other"
    return kind
