"""Identity, tax, health, passport and licence numbers, by country.

A shape that is strong by itself counts with its check digits (python-stdnum). A shape that many other numbers have
counts only after the words that name it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ingest.recognisers.finds import Find, before, number_context, weakly_other
from ingest.recognisers.scan import Scan
from ingest.words import word_set

_STRONG = (
    ("", r"(?!000|666|9)\d{3}-(?!00)\d{2}-(?!0000)\d{4}"),  # US SSN
    ("us.itin", r"9\d{2}-\d{2}-\d{4}"),
    ("", r"(?i:[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]) ?\d\d ?\d\d ?\d\d ?(?i:[A-D])"),  # UK NINO
    ("es.dni", r"\d{8}[- ]?[A-HJ-NP-TV-Za-hj-np-tv-z]|\d\d\.\d{3}\.\d{3}[- ]?[A-HJ-NP-TV-Z]"),
    ("es.nie", r"[XYZxyz][- ]?\d{7}[- ]?[A-Za-z]"),
    ("fr.nir", r"[12] ?\d\d ?\d\d ?(?:\d\d|2[ABab]) ?\d{3} ?\d{3} ?\d\d"),
    ("it.codicefiscale", r"(?i:[A-Z]{6}\d\d[A-EHLMPRST]\d\d[A-Z]\d{3}[A-Z])"),
    ("it.codicefiscale", r"(?i:[A-Z]{3} [A-Z]{3} \d\d[A-EHLMPRST]\d\d [A-Z]\d{3}[A-Z])"),
    ("br.cpf", r"\d{3}\.\d{3}\.\d{3}-\d\d"),
    ("br.cnpj", r"\d\d\.\d{3}\.\d{3}/\d{4}-\d\d"),
    ("se.personnummer", r"(?:19|20)?\d{6}[-+]\d{4}"),
    ("fi.hetu", r"\d{6}[-+A]\d{3}[0-9A-FHJ-NPR-Y]"),
    ("dk.cpr", r"\d{6}-\d{4}"),
    ("mx.curp", r"[A-Z]{4}\d{6}[HM][A-Z]{5}[A-Z0-9]\d"),
    ("cl.rut", r"\d{1,2}\.\d{3}\.\d{3}-[\dkK]"),
    ("be.nn", r"\d\d\.\d\d\.\d\d-\d{3}\.\d\d"),
    ("ch.ssn", r"756\.\d{4}\.\d{4}\.\d\d"),
    ("kr.rrn", r"\d{6}-[1-4]\d{6}"),
    ("in_.aadhaar", r"[2-9]\d{3} \d{4} \d{4}"),
    ("in_.pan", r"[A-Z]{3}P[A-Z]\d{4}[A-Z]"),
    ("cz.rc", r"\d{6}/\d{3,4}"),
    ("cn.ric", r"\d{17}[\dXx]"),
    ("", r"[STFGM]\d{7}[A-Z]"),  # Singapore NRIC and FIN
    ("de.idnr", r"\d\d \d{3} \d{3} \d{3}"),
    ("ar.cuit", r"(?:20|23|24|27)-\d{8}-\d"),
    ("ie.pps", r"\d{7}[A-W][AHWTX]?"),
    ("", r"(?!000|666|9)\d{3} (?!00)\d{2} (?!0000)\d{4}"),  # US SSN in blanks
    ("", r"784-?(?:19|20)\d\d-?\d{7}-?\d"),  # Emirates ID
    ("", r"[A-Z]{1,2}\d{6}\([\dA]\)"),  # Hong Kong
    ("", r"[A-Z]{3}[A-Z9]{2}\d[0156]\d[0-3]\d{2}[A-Z9]{2}\d[A-Z]{2}"),  # British driving licence
    ("", r"[A-Z]{4}\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[A-Z\d]{2}[A\d]"),  # Mexican RFC
    ("my.nric", r"\d{6}-\d\d-\d{4}"),
    ("se.personnummer", r"19\d{10}"),
    ("za.idnr", r"\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{4}[01]\d\d"),
    ("ro.cnp", r"[1-8]\d{12}"),
    ("no.fodselsnummer", r"\d{6} \d{5}"),
    ("pl.pesel|no.fodselsnummer|ee.ik|tr.tckimlik|de.idnr", r"\d{11}"),
)
_SHAPES = re.compile(
    r"(?<![\w/.-])(?:"
    + "|".join(f"(?P<s{place}>{shape})" for place, (_, shape) in enumerate(_STRONG))
    + r")(?![\w-]|\.\d)"
)
_TOLD = re.compile(
    r"(?<![\w.,/-])(?=(?:[A-Z]{0,4}[ .-]?\d){6})[A-Z]{0,3}\d[0-9A-Z]{1,14}(?:[ .-]\d[0-9A-Z]{0,5})"
    r"{0,4}(?![\w%€$£:-]|[.,]\d)"
)
_DATED = re.compile(r"(?:19|20)\d\d[-. ]|\d\d[. -]\d\d[. -](?:19|20)\d\d|(?:19|20)\d{6}(?!\d)")
_NEEDS_WORD = frozenset(("dk.cpr", "cz.rc"))
_LABEL = (
    r"ssns?|(?:personal|national) (?:identity|identification|id) (?:numbers?|nos?\.?|codes?)|s\.s\.n\.?|"
    r"social(?: security)?(?: (?:number|no\.?|num|#))?|itin|ein|national insurance(?: (?:number|"
    r"no\.?|num))?|nino|"
    r"n\.?i\.? ?(?:number|no\.?)|nhs(?: (?:number|no\.?))?|utr|taxpayer (?:id|reference)|tax "
    r"?(?:payer)?[ _-]?(?:id|number|no\.?|reference)|tin|"
    r"tax file (?:number|no\.?)|tfn|medicare(?: (?:number|no\.?|card))?|sin|social insurance(?: number| no\.?)?|"
    r"health card(?: number)?|"
    r"passport(?:[ _-]?(?:number|no\.?|num|#))?|driver'?s?'? ?licen[cs]e(?: (?:number|no\.?|#))?|driving "
    r"licen[cs]e(?: (?:number|no\.?))?|"
    r"licen[cs]e (?:number|no\.?)|dl ?(?:number|no\.?|#)|national[ _]id(?:entity)?(?:[ _](?:number|no\.?|card))?|"
    r"id card(?: (?:number|no\.?))?|"
    r"identity (?:card|number|document)(?: (?:number|no\.?))?|government id|resident (?:id|permit)|green card|visa "
    r"number|"
    r"steuer-?id(?:entifikationsnummer|nr)?\.?|idnr|steuernummer|steueridentifikationsnummer|personalausweis\w*|"
    r"ausweis(?:nummer|nr\.?)?|reisepass\w*|"
    r"sozialversicherungsnummer|svnr|rentenversicherungsnummer|vsnr|pan(?=\W{1,4}[a-z]{5}\d{4}[a-z]\b)|"
    r"rfc(?=\W{1,4}[a-z]{3,4}\d{6})|führerschein\w*|ahv(?:-?nummer)?|bsn(?:-nummer)?|"
    r"burgerservicenummer|"
    r"rijksregister(?:nummer)?|rijbewijs\w*|paspoort\w*|numéro de sécurité sociale|sécurité sociale|numéro de sécu|"
    r"nir|insee|passeport|permis de conduire|"
    r"carte d'identité|cni|registre national|numéro national|niss|numéro fiscal|dni|d\.n\.i\.|nie|nif|n\.i\.f\.|"
    r"pasaporte|carn[eé] de conducir|"
    r"cédula|curp|rut|número de seguridad social|seguridad social|contribuinte|número de contribuinte|cartão de "
    r"cidadão|cc número|"
    r"cpf|rg|cnpj|codice fiscale|c\.f\.|carta d'identità|passaporto|patente|aadhaar(?: (?:number|no\.?|card))?|"
    r"aadhar|pan(?: (?:card|number|no\.?)){1,2}|"
    r"voter id|personnummer|pnr|person-?nr\.?|fødselsnummer|cpr(?:-?(?:nummer|nr\.?))?|henkilötunnus|hetu|"
    r"kennitala|pesel|nip|dowód osobisty|paszport|"
    r"rodné číslo|cnp|amka|egn|oib|tc kimlik(?: no)?|kimlik no|nric|fin|hkid|my ?kad|pps(?:n)?(?: (?:number|"
    r"no\.?))?|sa id(?: number)?|"
    r"id[ _]number|identification number|emirates id|eid|dl(?=:)|sécu|n[úu]mero de segurança social|"
    r"krankenversicherten-?(?:nummer|nr\.?)|"
    r"versicherten-?(?:nummer|nr\.?)|versicherungs(?:nummer|nr\.?)|dowodu(?: osobistego)?|"
    r"alien (?:registration )?number|"
    r"civil id|qid|iqama|national ?id|nationalid|"
    r"passport(?:number|no|nr)|driver_?licen[cs]e_?(?:number|no)?|drivers?licen[cs]e(?:number|no)?|"
    r"tax(?:payer)?id|socialsecurity(?:number)?|ssnumber|idnumber|identitynumber|social insurance(?: number|"
    r" no\.?)?|sozialversicherungsnr\.?|steuernr\.?|steuer-?nr\.?|versichertennummer|identitetsnummer|"
    r"samordningsnummer|carta identit[aà]|documento d'identità|documento de identidad|cartão de cidadão|"
    r"bilhete de identidade|id-?kort\w*|körkort\w*|"
    r"prawo jazdy|dowód(?: osobisty)?(?: nr)?|paszport\w*|pass(?:nummer|nr\.?)|ausweis-?nr\.?|"
    r"patente di guida|permiso de conducir|carta de condução|identity no\.?|mrn|medical record(?: (?:number|"
    r"no\.?))?"
)
ID_WORDS = word_set(
    "vsnr rfc health driver drivers driving licen numero carte carne carnet cartao carta dowod tc my sa pnr "
    "ssn ssns personal s itin ein nino ni nhs utr tin tfn sin medicare passport licence license dl national "
    "identity id idnr "
    "steuer steuerid steuernummer "
    "steueridentifikationsnummer personalausweis personalausweisnummer ausweis ausweisnummer reisepass "
    "reisepassnummer svnr ahv bsn "
    "sozialversicherungsnummer rentenversicherungsnummer fuhrerschein fuhrerscheinnummer burgerservicenummer "
    "rijksregister "
    "rijksregisternummer rijbewijs paspoort paspoortnummer securite nir insee passeport permis identite cni "
    "registre niss fiscal dni d nie nif n "
    "pasaporte conducir cedula curp rut seguridad contribuinte cidadao cpf rg cnpj codice c identita passaporto "
    "patente aadhaar aadhar "
    "pan voter personnummer fødselsnummer fodselsnummer cpr henkilotunnus hetu kennitala pesel nip osobisty "
    "paszport rodne cnp amka egn "
    "oib kimlik nric fin hkid mykad kad pps ppsn identification mrn medical social tax taxpayer government "
    "resident green visa cc person personnr "
    "secu krankenversichertennummer versichertennr versicherungsnummer versicherungsnr dowodu alien "
    "emirates eid civil qid iqama nationalid passportnumber passportno driverlicense driverlicence driverslicense "
    "driverlicensenumber driverslicensenumber taxid taxpayerid socialsecurity socialsecuritynumber idnumber "
    "identitynumber sozialversicherungsnr steuernr versichertennummer identitetsnummer samordningsnummer documento "
    "bilhete korkort korkortsnummer korkortnummer prawo dowod passnummer passnr ausweisnr permiso "
    "steueridentnummer cprnummer cprnr ahvnummer"
)
TOLD_WORDS = word_set(
    "passport passeport pasaporte passaporto paspoort paszport ssn nino nhs licence license permis dni nie nif "
    "personalausweis ausweis reisepass fuhrerschein rijbewijs patente korkort bsn pesel cpf cnpj curp personnummer "
    "tin itin tfn medicare aadhaar insurance identity cpr pps ppsn"
)
_FILLER = (
    r"(?:\bn(?:\.? ?[º°]|\.)|[\s:=#\"'(,>|-]|\b(?:is|was|are|as|ist|lautet|es|est|é|number|no|nr|num|not|ending|on|"
    r"file|with|for|"
    r"card|the|my|"
    r"her|his|still|shows?|says|reads|starts|begins|being|listed|recorded|entered|nummer|número|numéro|numero|"
    r"issued|uk|us|"
    r"german|british|french|spanish|dutch|new|old|wrong|correct|me|changed|to|del|de|della|van|von|der|und|and|it|"
    r"i|gave|typed|"
    r"put|should|be|in|customer|client|patient|employee|member)\b\.?){0,10}"
)
_LABELLED = re.compile(
    rf"(?<![^\W_])(?P<label>{_LABEL})(?![^\W_]){_FILLER}"
    rf"(?P<value>(?=[\w ./*-]{{0,14}}\d)[A-Z]{{0,5}}[ -]?\d(?:[ ./-]{{0,2}}[A-Z0-9]){{3,20}}"
    r"|(?=[A-Z]*\d)(?:[A-Z]{1,5}\d?[A-Z0-9]{4,14}|[A-Z0-9]{9}[A-Z0-9<]{0,9}))(?![\w-])",
    re.IGNORECASE,
)
_BEFORE_LABEL = re.compile(
    r"(?<![\w.,/-])((?=(?:[A-Z .-]*\d){5})[A-Z\d](?:[ .-]?[A-Z\d]){5,15})(?: \(| |, )"
    r"(?:(?:is|was|as|in|under|for|from|on|into|went|goes|appears|shows) )*(?:(?:the|my|his|her|our|their|your|"
    r"a|an) )?"
    r"(?:\w+'s )?(?:SSN|NINO|DNI|NIE|NIF|BSN|PESEL|CPF|PPSN?|TFN|SIN|CURP|RUT|NHS number|passport|tax id|national id|"
    r"personnummer|social security(?: number)?|codice fiscale|national insurance(?: number)?|identity number)\b"
)
_BEFORE_WORDS = word_set(
    "ssn nino dni nie nif bsn pesel cpf pps ppsn tfn sin curp rut nhs passport tax personnummer social codice "
    "insurance identity"
)
_MORE = re.compile(
    r"(?:,| and| or| und| och| og| et| y| e| ja| i|, and) "
    r"(?P<value>(?=(?:[\w.-]*\d){4})[A-Z\d][A-Z\d.-]{4,19})(?![\w-])"
)
_WORD_IN_VALUE = re.compile(r" +[a-z]{2,}(?![^\W_])")
_VALUE_END = re.compile(r"(?:[ ./-]+(?:[A-Za-z]{3,}|[a-z]{1,2}))+\Z|[ ]+(?:19|20)\d\d\Z")


def national_ids(scanned: Scan, text: str) -> Iterator[Find]:
    """Numbers with a country's own shape and check digits; finds do not depend on the words around them,
    except that an order or a telephone number of such a shape stays one."""
    for match in _shaped(scanned, text):
        module = _STRONG[int((match.lastgroup or "s0")[1:])][0]
        context = number_context(text, match.start())
        if context == "other" and re.search(r"\D", match[0]) and weakly_other(text, match.start()):
            context = ""
        if (context == "other" and (len(match[0]) < 13 or match[0].isdigit())) or (
            context == "phone" and match[0].replace("-", "").isdigit()
        ):
            continue
        if module in _NEEDS_WORD and context != "id":
            continue
        if not module or _has_check_digit(module, match[0]):
            yield Find(match.start(), match.end(), "national_id", _bare(match[0]))


def told_ids(scanned: Scan, text: str) -> Iterator[Find]:
    """Long numbers of which the nearest word that says anything says that they are an identity number."""
    for place in scanned.numbers:
        match = _TOLD.match(text, place)
        if match and not _DATED.match(match[0]) and number_context(text, place) == "id":
            yield Find(place, match.end(), "national_id", _bare(match[0]))


def _shaped(scanned: Scan, text: str) -> Iterator[re.Match[str]]:
    """Where a number begins one of the shapes, or the letters before it (``AB 12 34 56 C``, ``X-1234567-L``)."""
    for place in scanned.numbers:
        for start in (place, place - 3, place - 2):
            if start == place or (
                start >= 0 and text[start].isalpha() and text[start - 1 : start].strip() == ""
            ):
                match = _SHAPES.match(text, start)
                if match:
                    yield match
                    break


def labelled_ids(scanned: Scan, text: str) -> Iterator[Find]:
    """Numbers that the text calls an identity, tax, health, passport or licence number."""
    for place in scanned.starts(ID_WORDS):
        match = _LABELLED.match(text, place)
        if match is None:
            continue
        value = _VALUE_END.sub("", _WORD_IN_VALUE.split(match["value"], maxsplit=1)[0])
        digits = sum(char.isdigit() for char in value)
        mixed = digits >= 2 and len(value) > 7 and value.isalnum() and value.isupper()
        if digits < 9 and match["label"].lower() == "social":
            continue
        if (digits >= 4 or mixed) and len(_bare(value)) >= 5 and not _is_licence_key(text, match, value):
            end = match.start("value") + len(value)
            yield Find(match.start("value"), end, "national_id", _bare(value))
            more = _MORE.match(text, end)
            shape = re.sub(r"\d", "0", value)
            if more and re.sub(r"\d", "0", more["value"].rstrip(".")) == shape:
                yield Find(
                    more.start("value"), more.start("value") + len(shape), "national_id", _bare(more["value"])
                )


def ids_before(scanned: Scan, text: str) -> Iterator[Find]:
    """Numbers before the words that name them: ``12345678Z in the DNI column``."""
    if not scanned.has(_BEFORE_WORDS):
        return
    for match in filter(None, (_BEFORE_LABEL.match(text, place) for place in scanned.numbers)):
        yield Find(match.start(1), match.end(1), "national_id", _bare(match[1]))


def _is_licence_key(text: str, match: re.Match[str], value: str) -> bool:
    label = match["label"].lower()
    if label.startswith(("license n", "licence n", "sin", "fin", "id number", "ein", "identification")):
        said = before(text, match.start(), 32).lower()
        if any(
            word in said
            for word in ("software", "order", "ticket", "product", "seat", "plugin", "device", "asset")
        ):
            return True
        numbered = match.string[match.end("label") :][:1] == "#"
        return label in ("sin", "fin") and not (numbered or match["label"].isupper())
    return bool(re.match(r"(?:19|20)\d\d-\d\d-\d\d\Z|\d\d/\d\d/(?:19|20)\d\d\Z", value))


@lru_cache(maxsize=8192)
def _has_check_digit(module: str, value: str) -> bool:
    from importlib import import_module

    return any(import_module(f"stdnum.{name}").is_valid(value.upper()) for name in module.split("|"))


def _bare(value: str) -> str:
    return re.sub(r"\W", "", value).upper()
