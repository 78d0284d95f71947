"""Payment cards, bank accounts, identity numbers, dates of birth: check digits first, words second."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.recognisers.finds import Find, before, number_context
from ingest.words import word_set

_CARD = re.compile(r"(?<![\w.,/-])\d(?:[ \u00a0-]?\d){11,18}(?![\w]|[.,-]\d)")
_ISSUER = re.compile(
    r"4(?:\d{12}|\d{15}|\d{18})\Z|(?:5[1-5]|2[2-7])\d{14}\Z|3[47]\d{13}\Z|3(?:0[0-5]|[68]\d)\d{11}\Z"
    r"|(?:6011|65\d\d|64[4-9]\d|62\d\d)\d{12,15}\Z|35\d{14}\Z|(?:1800|2131)\d{11}\Z|(?:5[068]|"
    r"6[37])\d{10,17}\Z"
)
_IBAN = re.compile(
    r"\b[A-Z]{2}\d{2}(?:[ \u00a0-]?[A-Z0-9]{4}){2,7}(?:[ \u00a0-]?[A-Z0-9]{1,3})?\b", re.IGNORECASE
)
_SSN = re.compile(r"(?<![\w-])(?!000|666)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\w-])")
_NINO = re.compile(
    r"\b[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z](?: ?\d\d){3} ?[A-D]\b|"
    r"\b(?:[A-CEGHJ-PR-TW-Z][a-ceghj-npr-tw-z])\d{6}[a-d]\b"
)
_CHECKED = (
    (re.compile(r"\b\d{8}[- ]?[A-HJ-NP-TV-Z]\b"), "es.dni"),
    (re.compile(r"\b[XYZ][- ]?\d{7}[- ]?[A-Z]\b"), "es.nie"),
    (re.compile(r"\b[12] ?\d\d ?\d\d ?(?:\d\d|2[AB]) ?\d{3} ?\d{3} ?\d\d\b"), "fr.nir"),
    (re.compile(r"\b[A-Z]{6}\d\d[A-EHLMPRST]\d\d[A-Z]\d{3}[A-Z]\b"), "it.codicefiscale"),
    (re.compile(r"\b\d{3}\.\d{3}\.\d{3}-\d\d\b"), "br.cpf"),
    (re.compile(r"\b(?:19|20)?\d{6}[-+]\d{4}\b"), "se.personnummer"),
)
_LABELLED = re.compile(
    r"\b(?:ssn|social security(?: number| no\.?)?|national insurance(?: number| no\.?)?|nino|"
    r"tax(?:payer)? id|tin|"
    r"passport(?: number| no\.?)?|driver'?s?'? licen[cs]e(?: number| no\.?)?|"
    r"driving licen[cs]e(?: number| no\.?)?|"
    r"steuer-?id(?:entifikationsnummer)?|personalausweis\w*|reisepass\w*|bsn|burgerservicenummer|dni|"
    r"nie|nif|"
    r"cpf|aadhaar|nhs number|national id(?: number)?|id card(?: number)?|personnummer|codice fiscale)"
    r"(?:\s+(?:number|is|was|no\.?|nr\.?)|\s*[:#=])*\s+([A-Z]{0,3}\d(?:[ -]?[A-Z0-9]){4,15})\b",
    re.IGNORECASE,
)
BIRTH_WORDS = word_set(
    "born birth dob b birthdate birthday geboren geburtsdatum nacido nacida nacimiento ne nee "
    "naissance nascimento nascita geboortedatum"
)
_MONTH = (
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|ene|abr|ago|dic|mär|mai|okt|dez|janv|févr|avr|"
    r"juil|août|déc)"
    r"\w*\.?"
)
_BORN = re.compile(
    r"\b(?:born(?: on)?|date of birth|d\.?o\.?b\.?|birth ?date|birthday|geboren(?: am)?|geburtsdatum|"
    r"nacid[oa] el|"
    r"fecha de nacimiento|née? le|date de naissance|data de nascimento|data di nascita|geboortedatum)"
    r"(?:\s+(?:is|was|on|the|am|ist)|\s*[:=])*\s*"
    rf"(\d{{1,4}}[-./]\d{{1,2}}[-./]\d{{1,4}}|\d{{1,2}}(?:st|nd|rd|th|\.)? (?:de |"
    rf"of )?{_MONTH},? (?:de )?\d{{2,4}}"
    rf"|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}})",
    re.IGNORECASE,
)


def cards(text: str) -> Iterator[Find]:
    """Card numbers: an issuer's prefix and length with the Luhn digit, or figures called a card."""
    for match in _CARD.finditer(text):
        digits = re.sub(r"\D", "", match[0])
        context = number_context(text, match.start())
        known = luhn(digits) and bool(_ISSUER.match(digits))
        if (known and context != "other") or (context == "card" and (len(digits) > 12 or luhn(digits))):
            yield Find(match.start(), match.end(), "card", digits)


def luhn(digits: str) -> bool:
    """Whether the last digit is the Luhn check digit (ISO/IEC 7812-1) of those before it."""
    total = 0
    for place, char in enumerate(reversed(digits)):
        value = int(char) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0 and len(set(digits)) > 1


def ibans(text: str) -> Iterator[Find]:
    """Account numbers whose country length and check digits (ISO 13616) hold, or that the text calls IBAN."""
    for match in _IBAN.finditer(text):
        value, end = match[0], match.end()
        while len(value) >= 15:
            if _is_iban(value):
                yield Find(match.start(), end, "iban", re.sub(r"\W", "", value).upper())
                break
            shorter = value[:-1].rstrip(" -\u00a0")
            end -= len(value) - len(shorter)
            value = shorter
        else:
            if "iban" in before(text, match.start()).lower():
                yield Find(match.start(), match.end(), "iban", re.sub(r"\W", "", match[0]).upper())


def _is_iban(value: str) -> bool:
    bare = re.sub(r"\W", "", value).upper()
    if int("".join(str(int(char, 36)) for char in bare[4:] + bare[:4])) % 97 != 1:
        return False
    from stdnum import iban

    return bool(iban.is_valid(value, check_country=False))


def national_ids(text: str) -> Iterator[Find]:
    """Identity, tax, passport and licence numbers: by shape and check digit, or by the words before them."""
    for pattern in (_SSN, _NINO):
        for match in pattern.finditer(text):
            if pattern is _NINO or number_context(text, match.start()) not in {"other", "phone"}:
                yield Find(match.start(), match.end(), "national_id", _bare(match[0]))
    for match in _LABELLED.finditer(text):
        yield Find(match.start(1), match.end(1), "national_id", _bare(match[1]))
    for pattern, module in _CHECKED:
        for match in pattern.finditer(text):
            if number_context(text, match.start()) != "other" and _has_check_digit(module, match[0]):
                yield Find(match.start(), match.end(), "national_id", _bare(match[0]))


def _has_check_digit(module: str, value: str) -> bool:
    from importlib import import_module

    return bool(import_module(f"stdnum.{module}").is_valid(value))


def birth_dates(text: str) -> Iterator[Find]:
    """Dates that the text calls a date of birth."""
    for match in _BORN.finditer(text):
        yield Find(match.start(1), match.end(1), "birth_date", match[1].lower())


def _bare(value: str) -> str:
    return re.sub(r"\W", "", value).upper()
