"""Street addresses, by the shapes of several languages or the words "my address is". City names alone stay:
feedback from "our Berlin office" needs its city."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.recognisers.finds import MASK, Find, number_context
from ingest.words import word_set

_CAP = r"[^\W\d_a-zß-öø-ÿ][\w'’.-]*"
_UNIT = r"(?:,?[ \n]{1,4}(?:Apt|Apartment|Suite|Ste|Unit|Flat|Floor|Fl|Room|#)\.? ?#?\w{1,6})?"
_TOWN_WORD = r"[^\W\d_a-zß-öø-ÿ][^\W\d_]*(?:[-'’][^\W\d_]+)*\b"
_TOWN = (
    rf"(?:,?[ \n]{{1,4}}(?:\d{{4,5}}(?: [A-Z]{{2}})? )?{_TOWN_WORD}(?: {_TOWN_WORD}){{0,2}}"
    r"(?:,? (?:[A-Z]{2} )?\d{5}(?:-\d{4})?|,? [A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|, [A-Z]{2}\b)?)?"
)
_ZIP = r"(?:,?[ \n]{1,4}(?:\d{5}(?:-\d{4})?|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|[A-Z]{2} \d{5}(?:-\d{4})?)\b)?"
_STREET = (
    r"(?:Street|St|Avenue|Ave|Av|Road|Rd|Lane|Ln|Drive|Dr|Boulevard|Blvd|Court|Ct|Place|Pl|Square|Sq|"
    r"Squares|"
    r"Terrace|Highway|Hwy|Parkway|Pkwy|Close|Crescent|Cres|Way|Mews|Gardens|Grove|Hill|Walk|Wharf|Quay|Row|"
    r"Circle|Cir|Trail|Trl|Loop|Broadway|Streets|Plaza|Alley)"
)
_GERMAN = (
    r"(?:[^\W\d_a-zß-öø-ÿ][\w-]{1,30}(?:stra(?:ß|ss)e|str\.|[ -]Stra(?:ß|ss)e|[ -]Str\.|weg|platz|"
    r"allee|gasse|"
    r"straat|laan|plein|gracht|kade|dreef|gatan|vägen|vegen|veien|gata|vej|katu|kuja|tie)"
    r"|(?:Am|An der|Im|Auf der|Zum|Zur) [^\W\d_a-zß-öø-ÿ]\w{2,20}(?:ring|damm|ufer|weg|platz))"
)
_SMALL = r"(?:de la |de los |de las |de l['’]|de |del |du |des |da |do |dos |das |della |dei |d['’])?"
_PATTERNS = (
    re.compile(rf"\b\d{{1,6}}[A-Za-z]? (?:[NSEW]\.? )?(?:{_CAP} ){{1,4}}?{_STREET}\b\.?{_UNIT}{_ZIP}{_TOWN}"),
    re.compile(
        rf"\b(?:\d{{4,5}} )?{_GERMAN} \d{{1,4}} ?[a-zA-Z]?\b(?:, ?(?:D-)?\d{{4,5}}(?: [A-Z]{{2}})? {_CAP})?"
    ),
    re.compile(
        rf"\b(?:Calle|C/|Avenida|Avda\.?|Av\.|Paseo|Plaza|Carrer|Camino|Rua|Travessa|Praça|Largo|Via|"
        rf"Viale|Piazza|"
        rf"Corso|Calle de|Ronda) ?{_SMALL}{_CAP}(?: {_SMALL}{_CAP}){{0,3}},? ?(?:n[.º°]*o? ?)?\d{{1,5}}\b"
        rf"(?:, ?\d{{1,2}}[ºª°][^\n,;.]{{0,12}})?(?:,? \d{{4,5}}(?:-\d{{3}})? {_CAP})?"
    ),
    re.compile(
        r"\b\d{1,5}(?: ?(?:bis|ter))?,? (?:rue|avenue|boulevard|place|allée|chemin|impasse|quai|route|"
        r"cours|passage|Rue)"
        rf" {_SMALL}(?:la |le |les |"
        rf"l['’])?[\w'’-]{{2,}}(?: {_SMALL}{_CAP}){{0,4}}(?:, \d{{5}} {_CAP}(?: {_CAP}){{0,2}})?"
    ),
    re.compile(r"\b(?:P\.? ?O\.? Box|Postfach|Apartado|Casella Postale|BP) \d{2,6}\b", re.IGNORECASE),
    re.compile(
        r"\bPSC \d{1,5},? Box \d{1,6}(?:\s+APO A[AEP] \d{5})?|\b(?:Unit|"
        r"CMR) \d+,? Box \d+\s+[AF]PO A[AEP] \d{5}"
    ),
)
_BLOCK = re.compile(
    r"\b\d{1,6} [^\n\d]{2,50}(?: \d{1,5}\.?)?,?[ \n]{1,5}(?:Apt|Suite|Ste|Unit|"
    r"Flat)\.? \d{1,5}(?:,? ?\n[ ]{0,8}[^\n.?!]{2,40}){0,4}"
    rf"|\b\d{{3,6}} (?:{_SMALL}{_CAP} ){{1,4}}\d{{1,4}}\.?[a-z]?(?=[,\n]|\Z)(?:, {_CAP}(?: {_CAP})?)?",
)
_STATED = re.compile(
    r"\b(?:(?:(?:my|our|his|her|their|new|home|billing|mailing|shipping|postal|delivery|street|office|"
    r"current) )+"
    r"address(?: is|:| to| as)|(?:^|\n)address\s*:|address of [\w &.,'-]{1,60} is|\blives? (?:at|"
    r"in) (?=\d)|"
    r"send (?:a new one|it|them|one) to (?=\d)|office is at|adresse (?:ist|est|lautet)|dirección es|"
    r"anschrift:?)\s*",
    re.IGNORECASE,
)
_STATED_END = re.compile(r"[.?!](?=\s|\Z)|\n\s*\n|\Z")
_WORDS = word_set(
    "street st avenue ave av road rd lane ln drive dr boulevard blvd court ct place pl square squares "
    "sq terrace "
    "highway hwy parkway pkwy close crescent cres way mews gardens grove hill walk wharf quay row "
    "circle cir trail "
    "trl loop broadway streets plaza alley calle c avenida avda paseo carrer camino rua travessa praca "
    "largo via "
    "viale piazza corso ronda rue allee chemin impasse quai route cours passage box postfach apartado "
    "casella bp "
    "psc cmr apt suite unit flat address lives live send office adresse direccion anschrift strasse"
)
_ENDINGS = (
    "straße",
    "strasse",
    "str",
    "weg",
    "platz",
    "allee",
    "gasse",
    "straat",
    "laan",
    "plein",
    "gracht",
    "kade",
    "dreef",
    "gatan",
    "vägen",
    "vegen",
    "veien",
    "gata",
    "vej",
    "katu",
    "kuja",
    "tie",
    "ring",
    "damm",
    "ufer",
)
_BEFORE_DIGIT = re.compile(r"([^\W\d_]{4,})\.? \d")
_YEAR = re.compile(r"(?:19|20)\d\d ")
_MONTHS = re.compile(r"(?:19|20)\d\d (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)")


def may_hold_address(text: str, words: frozenset[str]) -> bool:
    """Whether ``text``, whose folded words are ``words``, has a word or word ending of streets."""
    return not _WORDS.isdisjoint(words) or any(
        word.lower().endswith(_ENDINGS) for word in _BEFORE_DIGIT.findall(text)
    )


def street_addresses(text: str) -> Iterator[Find]:
    """Streets with a house number (and unit, postcode, town), boxes, and what the text calls an address."""
    end = 0
    for match in _STATED.finditer(text):
        stop = _STATED_END.search(text, match.end(), match.end() + 160)
        last = stop.start() if stop else match.end() + 160
        value = text[match.end() : last].partition(MASK)[0].rstrip(" ,;\n")
        if re.search(r"\d", value) and re.match(r"\d|[^\W\d_]", value) and len(value.split()) < 16:
            if not (value[0].isdigit() or value[0].isupper()) or len(value) < 8:
                continue
            end = match.end() + len(value)
            yield Find(match.end(), end, "address", _key(value))
    for pattern in (_BLOCK, *_PATTERNS):
        for match in pattern.finditer(text):
            if match.start() < end or _MONTHS.match(match[0]) or MASK in match[0]:
                continue
            if pattern is not _BLOCK or (
                not _YEAR.match(match[0]) and not number_context(text, match.start())
            ):
                yield Find(match.start(), match.end(), "address", _key(match[0]))


def _key(value: str) -> str:
    return re.sub(r"\W+", " ", value).casefold().strip()
