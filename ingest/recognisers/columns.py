"""Values whose kind another line tells: the columns of a table under its header, and records without one.

A pasted export has its words once, in the header, and its values lines away. Each value must still look like its
column's kind, so that a sentence with commas above another is not a table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.recognisers.births import DATE
from ingest.recognisers.finds import MASK, Find
from ingest.recognisers.scan import Scan, fold
from ingest.words import word_set

_KINDS = {
    "secret": "password passwd pwd passcode pin otp token apikey secret accesskey secretkey passwort kennwort "
    "contrasena senha clientsecret authtoken temppassword initialpassword pincode",
    "phone": "phone phonenumber phoneno mobile mobilephone mobilenumber mobileno cell cellphone tel telephone fax "
    "telefon telefonnummer telefono telephonenumber handy movil celular portable telefone gsm msisdn whatsapp "
    "homephone workphone contactnumber telefoon mobil",
    "birth_date": "dob dateofbirth birthdate birthday birth born geburtsdatum geburtstag geb fechanacimiento "
    "fechadenacimiento datenaissance datedenaissance nascimento datadenascimento datadinascita geboortedatum "
    "fodelsedatum fodselsdato dataurodzenia",
    "national_id": "ssn socialsecurity socialsecuritynumber socialsecurityno nino ninumber nationalinsurance "
    "nationalinsurancenumber passport passportno passportnumber passportnr dni nie nif taxid taxnumber taxno tin "
    "nationalid nationalidnumber idnumber idcard idno bsn pesel cpf cnpj personnummer cpr steuerid nhs nhsnumber "
    "licence licencenumber drivinglicence driverlicense driverslicense licensenumber pps ppsn ppsnumber curp rut "
    "codicefiscale niss sin tfn medicare ausweis ausweisnummer reisepass identitynumber personalid cedula aadhaar",
    "ip": "ip ipaddress ipaddr clientip remoteip sourceip srcip dstip remoteaddr ipv4 lastip loginip",
    "bank_account": "accountnumber accountno sortcode routing routingnumber bankaccount iban konto kontonummer bsb",
    "card": "card cardnumber cardno creditcard pan",
    "address": "address street streetaddress homeaddress postaladdress adresse anschrift direccion address1 addr",
    "person": "name fullname firstname lastname surname employee employeename customername contact contactname "
    "patient patientname holder vorname nachname nombre nom naam",
}  # fmt: skip
_KIND_OF = {name: kind for kind, names in _KINDS.items() for name in names.split()}
HEADS = word_set(
    " ".join(name for kind, names in _KINDS.items() if kind != "person" for name in names.split())
) | word_set("number no security insurance date birth id api key client initial temp national nacimiento of")
_SHAPES = {
    "secret": re.compile(r"(?=.*[\d\W_])(?![\d.,]+%)[^\s|]{4,80}"),
    "phone": re.compile(r"\+?(?=(?:\D*\d){7,15}\D*\Z)[\d(][\d ()./-]{5,22}(?: ?(?:x|ext\.?) ?\d{1,5})?"),
    "birth_date": re.compile(DATE, re.IGNORECASE),
    "national_id": re.compile(r"(?=(?:\D*\d){4})[A-Za-z\d][A-Za-z\d ./-]{3,20}[A-Za-z\d]"),
    "ip": re.compile(r"\d{1,3}(?:\.\d{1,3}){3}(?:/\d{1,2})?|(?=.*:.*:)[0-9a-fA-F:]{3,39}"),
    "bank_account": re.compile(r"(?=(?:\D*\d){5})[A-Z\d][A-Z\d -]{4,32}"),
    "card": re.compile(r"(?=(?:\D*\d){12})\d[\d -]{11,22}"),
    "address": re.compile(r"(?=.*\d)(?=.*[^\W\d_]{3}).{8,90}"),
    "person": re.compile(r"[^\W\d_a-z][^\W\d_]+(?:['-][^\W\d_]+)?(?: [^\W\d_]['\w.-]*){0,3}"),
}
_PERSONAL = frozenset(("secret", "phone", "birth_date", "national_id"))
_DELIMITERS = ("|", "\t", ";", ",", "\\t")
_RULE = re.compile(r"[\s|:+=-]+\Z")
_NAMED = re.compile(r"(?:\A|[:>\"'] ?)[^\W\d_a-z][^\W\d_]+(?:[ '-][^\W\d_]+)+\Z")
_BORN = re.compile(
    r"(?:19[2-9]\d|200\d)([-./ ])\d{1,2}\1\d{1,2}|\d{1,2}([-./ ])\d{1,2}\2(?:19[2-9]\d|200\d)|(?:19[2-9]\d|"
    r"200\d)\d{4}"
)
_ID = re.compile(r"(?=(?:\D*\d){6})[A-Z\d][A-Z\d.-]{6,17}[A-Z\d]")
_CHECKED = ("pt.nif", "ie.pps", "nl.bsn", "es.dni", "es.nie", "pl.pesel", "it.codicefiscale", "fr.nir", "be.nn",
            "se.personnummer", "dk.cpr", "fi.hetu", "br.cpf", "gb.nhs", "de.idnr", "us.ssn")  # fmt: skip

Cell = tuple[int, str]


def may_hold(scanned: Scan, text: str) -> bool:
    """Whether the text can hold a table (lines, a column's name) or a row of a record."""
    return ("\n" in text and scanned.has(HEADS)) or "|" in text or text.count(";") > 1 or "\t" in text


def columns(scanned: Scan, text: str) -> Iterator[Find]:
    """Values under the header that names their kind, and dates of birth and identity numbers in a person's row."""
    del scanned
    kinds: list[str] = []
    delimiter = ""
    start = 0
    for line in text.split("\n"):
        cells = _cells(line, start, delimiter) if kinds else []
        if kinds and len(cells) == len(kinds):
            yield from _row(cells, kinds)
        elif not (kinds and _RULE.match(line)):
            delimiter, kinds = _header(line)
            if not kinds:
                yield from _record(line, start)
        start += len(line) + 1


def _cells(line: str, start: int, delimiter: str) -> list[Cell]:
    """The cells of a line, each with the place where it begins in the text."""
    cells: list[Cell] = []
    at = start
    for piece in line.split(delimiter):
        lead = len(piece) - len(piece.lstrip(" \"'>"))
        cells.append((at + lead, piece.strip(" \"'>\r")))
        at += len(piece) + len(delimiter)
    return cells


def _header(line: str) -> tuple[str, list[str]]:
    """The delimiter and each column's kind (empty: none of ours); nothing where a line is no header."""
    for delimiter in _DELIMITERS:
        if delimiter not in line or len(line) > 600:
            continue
        names = ["".join(re.findall(r"[^\W_]+", fold(piece))) for piece in line.split(delimiter)]
        kinds = [_KIND_OF.get(name, "") for name in names]
        if any(kind and kind != "person" for kind in kinds) and all(len(name) < 32 for name in names):
            known = _PERSONAL & set(kinds) or "email" in names
            return delimiter, [kind if kind != "person" or known else "" for kind in kinds]
    return "", []


def _row(cells: list[Cell], kinds: list[str]) -> Iterator[Find]:
    for (start, value), kind in zip(cells, kinds, strict=True):
        if kind and MASK not in value and _SHAPES[kind].fullmatch(value):
            yield _find(start, value, "iban" if kind == "bank_account" and value[:2].isalpha() else kind)


def _record(line: str, start: int) -> Iterator[Find]:
    """A row without a header: beside a person's name and another find, a whole date of a year in which grown people
    are born is theirs, and a number with a country's check digits too."""
    for delimiter in _DELIMITERS[:4]:
        if line.count(delimiter) < 2:
            continue
        cells = _cells(line, start, delimiter)
        if not any(_NAMED.search(value) for _, value in cells):
            continue
        dates = [cell for cell in cells if _BORN.fullmatch(cell[1])]
        ids = [cell for cell in cells if cell not in dates and _ID.fullmatch(cell[1]) and _checked(cell[1])]
        if (MASK in line) + bool(dates) + bool(ids) < 2:
            continue
        yield from (_find(at, value, "birth_date") for at, value in dates)
        yield from (_find(at, value, "national_id") for at, value in ids)


def _checked(value: str) -> bool:
    from importlib import import_module

    return any(import_module(f"stdnum.{name}").is_valid(value) for name in _CHECKED)


def _find(start: int, value: str, kind: str) -> Find:
    return Find(start, start + len(value), kind, re.sub(r"\W+", "", value).casefold())
