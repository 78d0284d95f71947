"""What a recogniser finds, and the words before a find that decide what a number is."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from ingest.words import word_set

MASK = "\ue000"  # a private-use character: no letter, digit, blank or punctuation

CONTEXT_WIDTH = 48

_OTHER_NUMBER = (
    r"orders?|invoices?|inv|tickets?|cases?|refs?|reference|po|purchase order|tracking|serial|s/n|sku|parts?|"
    r"items?|model|"
    r"jobs?|build|version|release|firmware|errors?|codes?|transactions?|txn|confirmation|policy|claim|batch|lot|"
    r"receipt|"
    r"quote|contract|rma|asset|isbn|issn|ean|upc|gtin|imei|imsi|iccid|article|product|shipment|parcel|consignment|"
    r"request|"
    r"ids?|rows?|records?|units|pieces|pcs|bytes|key|port|bestell\w*|rechnung\w*|auftrag\w*|kundennummer|"
    r"ticketnummer|artikel\w*|vorgang\w*|pedido|factura|commande|facture|encomenda|fatura|ordine|fattura|"
    r"bestelling|"
    r"factuur|account|acct|member|membership|booking|reservation|container|vin|licence plate|license plate|"
    r"timestamp|"
    r"epoch|unix|coordinates|lat|latitude|lon|lng|longitude|gps|customer number|customer no|client number|barcode|"
    r"meter|employee|badge|ext id|process|pid|thread|line|commit|revision|ledger|cost cent(?:er|re)|gl code|"
    r"subscription|workspace|project|seat|licen[cs]e|payout|charge|session|event|message id|user id|total|"
    r"amount|sum|"
    r"nsn|cas|orcid|doi|eori|asin|patent|waybill|awb|docket|incident|drawing|style|chassis|pallet|stock|gtin|grn|lei|"
    r"incidents?|bug|defect|matter|file|folder|extension|variant|part no|revenue|budget|price|paid|mrr|arr|"
    r"quantity|qty|score|sendung\w*|paket\w*|suivi|seguimiento|vat|ust-?id\w*|hs "
    r"code|"
    r"duns|d-u-n-s|fedex|ups|dhl|usps|track"
)
_PHONE_WORDS = (
    r"tlf|freephone|toll[- ]free|free call|fon|mobilnummer|telefonnummer|telefonszám|sdr|tlph|puh|kom|rufnummer|"
    r"тел|телефон|電話|τηλ|zadzwoń|dzwonić|dzwoń|chiamami|soittakaa|ring|call|"
    r"calls|called|calling|phone|phones|phone_?number|phone number|telephone|tel|telefon\w*|teléfono|téléphone|"
    r"telefone|mobile|mobile number|mobil|mob|mobiltelefon|cell|cellphone|fax|faxnummer|ring|rings?|dial|dialled|"
    r"text|sms|"
    r"whatsapp|signal|reach|direct|desk|office|handy|handynummer|móvil|celular|portable|ph|callback|call back|"
    r"answering|"
    r"messages? to|hotline|registered|durchwahl|rückruf|erreichbar|contact|contact number|extension|landline|gsm|"
    r"(?:my|his|her|their|our|the|best|new|direct) number(?: is)?|numéro|nummer|número|numero|rappelez|appelez|"
    r"llámame|llamar|ligue|ligar|bel|bellen|telefoon|"
    r"mobiel|cellulare|chiamare|telefono|puhelin|ringa|sími|kontakt|msisdn|caller|dialing|voicemail|pager|"
    r"switchboard|cel|cel\.|marque|marcar|márcame|márquenos|hold of me(?: on| at)?|texted|dialed|phoned|rang|"
    r"chiamat\w*|richiamat\w*|llám\w+|ligue-me|ligar-me|telefonnr|telefoonnummer|tel\.?nr|mobilnr|mobiltelefonnummer|"
    r"gsm-?nummer|puhelinnumero|puhelinnumeroni|telefonum|telefonnumret|numer telefonu|číslo|telefonní číslo|"
    r"tálknúmer|τηλέφωνο|κινητό|мобильный|звоните|позвоните|номер телефона|numărul|sună|sunați|hívjon|hívj\w*|"
    r"celulare|cellulare|whatsapp number|wa|viber|imessage|facetime|reached|reachable|joignable|anrufen|ruf\w* "
    r"(?:mich|"
    r"uns)|ansatt|växel|toestel|bereikbaar|nås|träffas"
)
_CARD_WORDS = (
    r"cards?|card number|credit|debit|visa|mastercard|amex|american express|discover|maestro|diners|jcb|cc|"
    r"cardnumber|"
    r"card_number|pan|kreditkarte|karte|kartennummer|tarjeta|carte|carte bleue|cartão|carta|kaart|creditcard|kort|"
    r"karta"
)
_ID_WORDS = (
    r"(?:id|identity|health|medicare|aadhaar|pan|national) card(?: number)?|id number|"
    r"ssn|social security|social|itin|nino|national insurance|nhs|passport|driver'?s? licen[cs]e|"
    r"driving licen[cs]e|"
    r"personalausweis\w*|reisepass\w*|ausweis\w*|führerschein\w*|passeport|permis de conduire|"
    r"carte d'identité|numéro de sécu\w*|pasaporte|dni|nie|nif|carta d'identità|passaporto|codice fiscale|patente|"
    r"paspoort\w*|rijbewijs\w*|burgerservicenummer|körkort\w*|paszport\w*|dowód\w*|fødselsnummer|cpr\w*|ppsn?|"
    r"driver'?s? id|licen[cs]e number|curp|rut|cnpj|hetu|henkilötunnus|"
    r"tax id|tax file|tfn|tin|sin|medicare|aadhaar|pan card|bsn|pesel|cpf|personnummer|steuer\w*|national id|"
    r"identity card"
)
_BANK_WORDS = (
    r"routing number|routing|sort code|bank account(?: number)?|checking account(?: number)?|savings account(?: "
    r"number)?|"
    r"account to close|deposit account(?: number)?|current account"
)
_KIND = re.compile(
    rf"(?<![^\W_])(?:(?P<bank>{_BANK_WORDS})|(?P<phone>{_PHONE_WORDS})|(?P<id>{_ID_WORDS})|(?P<card>{_CARD_WORDS})|"
    rf"(?P<other>{_OTHER_NUMBER}))"
    r"(?![^\W_])|(?P<hash>#)\W{0,2}\Z",
    re.IGNORECASE,
)


_WHERE = word_set(
    "row rows record records line file folder batch key total sum thread process event employee request tickets"
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


def weakly_other(text: str, start: int) -> bool:
    """Whether the word that makes a number something else only says where it stands ("row", "file")."""
    said = [match for match in _KIND.finditer(before(text, start)) if match.lastgroup != "hash"]
    return bool(said) and said[-1][0].lower() in _WHERE


def number_context(text: str, start: int) -> str:
    """What the nearest word before a number says it is: ``phone``, ``card``, ``bank``, ``id``, ``other`` or "
    "nothing."""
    return _context(before(text, start))


@lru_cache(maxsize=16384)
def _context(left: str) -> str:
    kind = ""
    for match in _KIND.finditer(left):
        group = match.lastgroup or ""
        if group != "hash":
            kind = group
        elif not kind:
            kind = "other"
    return kind
