"""Postal addresses: a street with its house number, a box or a postcode, and what follows that belongs to it;
or what the text calls an address. City names alone stay: feedback from "our Berlin office" needs its city."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial

from ingest.names import GIVEN_NAMES, NOT_NAMES
from ingest.recognisers.finds import MASK, Find, number_context
from ingest.recognisers.postcodes import POSTCODES
from ingest.recognisers.scan import Scan, fold
from ingest.recognisers.streets import (
    BLOCK,
    MONTHS,
    NAMED_BLOCK,
    STREETS,
    UNITS,
    Shape,
    follows_street_name,
)
from ingest.words import word_set

_SEPARATOR = r"(?:[ \t]*,[ \t]*\n?[ \t>?]*|[ \t]*\n[ \t>?]*(?:\n[ \t>?]*)?,?[ \t]*|[ \t]+(?:-[ \t]+)?)"
_UNIT = (
    r"(?:(?:Apt|Apartment|Appt|Appartement|appartement|Suite|Ste|Unit|Flat|Floor|Fl|Room|Rm|Building|Bldg|Level|"
    r"Block|"
    r"Tower|Stock|Etage|étage|Esc|esc|Escalera|Piso|piso|Planta|planta|Puerta|puerta|Int|int|Interno|interno|Scala|"
    r"scala|bus|boîte|bte|Bus|Whg|Wohnung|Top|Hs|Haus|Andar|andar|esq|dto|dcha|izq|izda|m\.|lok\.|kv|lgh|th|tv|"
    r"mf|sal|"
    r"kat|daire|D|No|Shop|Office|Bureau|bureau|Bât|Bâtiment|bât|bâtiment|Local|local|Portal|portal|Bloque|bloque|"
    r"Oficina|oficina|Lot|Dept|Department|Desk|Bay|c/o)\.? ?[:#]?(?:\d[\w/-]{0,5}|[A-Z][\w/-]{0,3})"
    r"|#\.? ?\w{1,6}|\d{1,2}\.? ?(?:º|ª|°|er?|ème|e|th|st|nd|rd|a|t)\.? ?"
    r"(?:(?:[A-Za-z]{1,6}|\d{1,2}[a-zªº]?)\b)?\.?(?: étage| floor| piso| "
    r"OG)?"
    r"|\d{1,2}\. ?(?:OG|Stock|Etage|Obergeschoss|tv|th|mf|sal|krs|emelet|patro|vån|tr|floor|Floor|verdieping)\.?"
    r"|(?:EG|DG|UG|Hinterhaus|Vorderhaus|Seitenflügel|HH|VH|Erdgeschoss|Dachgeschoss|bajo|Bajo|entresuelo|ático|"
    r"rez-de-chaussée|RDC|piano terra|st\. tv|st\. th|r/c|hs|huis|ground floor|Ground Floor))(?!\w)"
)
_CODE = (
    r"(?:(?:(?:D|A|CH|F|I|E|B|L|DK|S|FI|PL|SE|NO|NL)-)?\d{4,6}(?:-\d{3,4})?(?: ?[A-Z]{2}(?![\w]))?|\d{3} "
    r"\d{2}(?!\d)|\d{2}-\d{3}|"
    r"[A-PR-UWYZ][A-HK-Y]?\d[A-Z\d]? ?\d[A-Z]{2}|[A-Z]\d[A-Z] ?\d[A-Z]\d|[A-Z]\d[\dW] ?[A-Z\d]{4})(?![\w])"
)
_WORD = r"[^\W\d_a-zß-öø-ÿ][^\W\d_]*(?!\w)\.?(?:[-'][^\W\d_]+)*"
_SMALL = r"(?:(?:de|del|la|le|les|sur|am|an der|upon|on|of|the|do|da|dos|i|nad|aan den|den|der|im|bei) ){0,2}"
_TOWN = rf"{_WORD}(?:[ -]{_SMALL}{_WORD}){{0,2}}"
_STREET_BEFORE = re.compile(
    rf"(?<![\w.-])(?:[^\W\d_a-z][^\W\d_]+(?:[ -][^\W\d_a-z][^\W\d_]+){{0,3}},? \d{{1,5}}[a-zA-Z]?"
    rf"|\d{{1,5}}[a-zA-Z]? [^\W\d_a-z][^\W\d_]+(?: [^\W\d_a-z][^\W\d_]+){{0,3}}),?[ \n]{{1,2}}(?:{_UNIT},?[ \n])?\Z"
)
_PART = (
    r"(?:\d{1,5}[A-Za-z]?(?:[-/]\d{1,4})? )?(?:The )?[A-Z][\w'.-]+(?: (?:of|the|on|upon|in|le|and|by|[A-Z][\w'.-]*|"
    r"\d{1,2})){0,4}"
)
_PARTS_BEFORE = re.compile(
    rf"(?<![\w'.-])(?:{_PART}(?:, ?\n?|\n)){{1,5}}(?:(?:Co\.? )?{_PART},?[ \n]{{1,2}})?\Z"
)
_PLACE_PART = re.compile(
    r"\b(?:House|Court|Yard|Mill|Building|Lodge|Cottages?|Farm|Farmhouse|Hall|Mews|Barn|Wharf|Chambers|Villa|Manor|"
    r"Rectory|Vicarage|Studios?|Estate|Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Dr|Close|Crescent|Terrace|Gardens|"
    r"Grove|Place|Square|Row|Hill|Green|Bungalow|Stables|Chapel|Priory|Grange|Croft|Schoolhouse|Way|Walk|Bridge|Quay|"
    r"Paddocks?|Parade|Rise|View|Park)\Z"
)
_UNIT_BEFORE = re.compile(
    r"(?<!\w)(?:(?:Apartment|Apt|Unit|Flat|Suite|Ste|Level|Floor|Room|House|Shop|Office|Lot)\.? "
    r"(?:\w{1,5}[,/]? ?)?|(?:D|A|CH|F|I|"
    r"E|B|L|DK|S|FI|PL|CZ|NL)-|the )\Z"
)
_HOUSE = (
    r"(?:House|Court|Yard|Mill|Building|Centre|Center|Tower|Towers|Lodge|Cottage|Farm|Hall|Works|Park|Mews|Barn|"
    r"Wharf|Chambers|Villa|Manor|Place|Plaza|Point|Quarter|Exchange|Studios|Estate|Campus)"
)
_LINE_BEFORE = re.compile(
    rf"(?<![\w'])(?:(?:{_UNIT}|(?:The )?(?:[^\W\d_a-z][\w'-]+ ){{1,3}}{_HOUSE}|The (?:[A-Z][\w'-]+ ?){{1,3}}|"
    r"(?:Ground|First|Second|Third|Fourth|Fifth|Top|\d{1,2}(?:st|nd|rd|th)) [Ff]l(?:oor)?\.?)(?:,[ \n]|\n| - ))\Z"
)
_STATE = r"(?:[A-Z]{2,3}|nan)(?![\w])"
_TAIL = re.compile(
    rf"{_SEPARATOR}(?:(?P<unit>{_UNIT})|(?P<code>{_CODE})|(?P<state>{_STATE})|\((?P<bracket>{_WORD})\)|"
    rf"(?P<town>(?:(?:Dublin|Paris|Lyon|Marseille|Praha|Prague|"
    rf"Budapest|Wien|Vienna|Cork) \d{{1,2}}(?![\w.:])|{_TOWN})))"
)
_TAIL_STOPS = NOT_NAMES - word_set(
    "united states kingdom america canada germany france spain italy england britain scotland wales ireland "
    "netherlands "
    "belgium switzerland austria portugal brazil mexico argentina australia zealand japan korea singapore dubai "
    "berlin munich "
    "hamburg madrid barcelona amsterdam brussels vienna zurich lisbon rome milan dublin manchester birmingham "
    "toronto vancouver "
    "chicago boston seattle york jersey angeles francisco diego vegas texas california florida ohio michigan "
    "illinois north south "
    "east west central new city county hall park lodge house village fort pass best la el los las san santa st "
    "london europe india "
    "china bad el de der grand great greater de uk us usa sa co nan state norway sweden denmark finland greece "
    "cyprus poland "
) | word_set(
    "phone tel telephone mobile fax email e-mail mail cell desk office web website www regards sincerely cheers kind "
    "thank please since because although their invoice delivery deliver ship order card dob born note urgent asap "
    "vat is was"
)
_STATED = re.compile(
    r"(?:address(?:es)?(?: on file)?(?: is now| is| are|:| to| as| with| was| should be| reads| has changed to|, "
    r"here they are:|,|(?= \d))|"
    r"(?:address|addr)(?:[ _]?(?:line)?[ _]?\d)?[\"']?\s?[:=]|(?:street|strasse|straße)[\"']?\s?[:=]|"
    r"(?:ship|bill|deliver|send|mail|post)(?:ped|ed)?[ _-]to\s?:|"
    r"address of [\w &.,'-]{1,60} is|(?:lives?|living|lived|reside[sd]?|residing|stay|based|located) (?:at|on|"
    r"in)(?= \d)|"
    r"(?:send|sent|ship|shipped|deliver|delivered|mail|mailed|post|forward|return|returned|moved|move|relocated|"
    r"redirect)(?: a new one| it| them| one| everything| the \w+| your \w+| my \w+| this)? (?:to|at)(?= \d)|"
    r"(?:offices? (?:is|are) (?:located )?at|meet (?:me|you) at|arrived at|drops? you off at|pick(?:ed)? (?:it "
    r")?up (?:at|from))(?= (?:\d|P\.?O))|"
    r"(?:liefer|rechnungs|post)?(?:adresse|anschrift)(?: ist| lautet|:| ist jetzt)|wohn(?:e|haft|t) (?:in|am|"
    r"an)(?: der| dem)?|adresse est|"
    r"habite(?: au| à)?(?= \d)|domicilié au|(?:dirección|domicilio)(?: es|:| postal es)|vivo en|"
    r"indirizzo(?: è|:)|abito in|endereço(?: é|:)|morada(?: é|:)|moro na|adres(?: is|:)|woon (?:op|aan|in)(?: de)?|"
    r"min adress är|adressen er|adres(?:im|:))[\"'\s]*",
    re.IGNORECASE,
)
_NEAR = re.compile(
    r"\w{1,9}(?:[-/]\w{1,6}){0,3}[ ,.]{1,3}(?:\d{1,6}[,]? )?(?:[^\W\d]|\d[A-Z]|\d{1,3}(?:st|nd|rd|th)\b)"
)
_STATED_END = re.compile(
    r"[.?!](?=\s+[A-Z]|\s*\Z)|\n\s*\n|[\"}|;]|\Z|\s(?:but|and (?:the|my|i|it|we|not|please)|for (?:this|the|my|me)|"
    r"in case|instead|last night|after|because|since|please|so|thanks|as)\b"
)
STATED_WORDS = word_set(
    "address addresses addr lives live living lived reside resides residing located send sent ship shipped deliver "
    "delivered mail mailed moved move "
    "office offices adresse anschrift lieferadresse rechnungsadresse postadresse wohne wohnhaft wohnt direccion "
    "domicilio domicilie vivo indirizzo abito endereco morada moro adres woon "
    "adress adressen adresim street strasse habite relocated return returned meet arrived drops bill post forward "
    "redirect pick picked stay based"
)
_NOT_COUNTED = re.compile(
    r"(?:19|20)\d\d [a-z]|\d{1,6} (?:the|of|and|hour|day|week|minute|month|year|street|google|new|more|best|power|"
    r"data|user)\b",
    re.IGNORECASE,
)
_SURE_TYPE = re.compile(
    r"\b(?:street|st|avenue|ave|road|rd|lane|ln|boulevard|blvd|terrace|crescent|highway|hwy|court|mews|parkway|"
    r"pkwy)\b",
    re.IGNORECASE,
)
_THINGS = re.compile(
    r"\b(?:section|sections|article|chapter|paragraph|usc|u\.s\.c|cfr|act|page|line|step|version|model|room|item|"
    r"violation|code|count|part|order|error|and|"
    r"level|phase|january|february|march|april|may|june|july|august|september|october|november|december)\b",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"\b(?:phase|version|step|section|chapter|gate|part|page|stage|zone) \Z", re.IGNORECASE
)
_PLACED = re.compile(r"(?:\b(?:at|to|is|from|on|in|of|near)|[:,(\"\n>]|\A)\s*\Z", re.IGNORECASE)


def recognisers(scanned: Scan) -> Iterator[Callable[[str], Iterator[Find]]]:
    """The recognisers of addresses that a text with figures can need."""
    if scanned.has(STATED_WORDS):
        yield partial(stated_addresses, scanned)
    yield partial(street_addresses, scanned)


def stated_addresses(scanned: Scan, text: str) -> Iterator[Find]:
    """What the text calls an address, as long as it has a house number or a postcode."""
    for place in scanned.starts(STATED_WORDS):
        match = _STATED.match(text, place)
        if match is None:
            continue
        start = match.end()
        stop = _STATED_END.search(text, start, start + 160)
        last = stop.start() if stop else min(len(text), start + 160)
        value = text[start:last].partition(MASK)[0].rstrip(" ,;\n>-(")
        if len(value) < 8 or len(value.split()) > 18 or not re.match(r"\d|[^\W\d_]", value):
            continue
        if re.search(r"\d", value) and (value[0].isdigit() or value[0].isupper()) and _looks_placed(value):
            yield Find(start, start + len(value), "address", _key(value))


def _looks_placed(value: str) -> bool:
    """Whether a stated address has the words of one: two with a capital or a comma, and no date or version."""
    if re.match(r"\d{1,4}[-./:]\d|\d+(?:\.\d+)+", value):
        return False
    letters = re.findall(r"[^\W\d_]{2,}", value)
    return len(letters) >= 1 and bool(
        "," in value
        or "\n" in value
        or _SURE_TYPE.search(value)
        or sum(word[0].isupper() for word in letters) * 2 >= len(letters)
    )


def street_addresses(scanned: Scan, text: str) -> Iterator[Find]:
    """Streets with a house number, boxes and postcodes, each with the unit, town, region and country after it."""
    shapes = [shape for shape in (*STREETS, *POSTCODES) if not shape.words or scanned.has(shape.words)]
    for shape in shapes:
        if shape.place == "word":
            for place in scanned.starts(shape.words):
                yield from _placed(text, shape, shape.pattern.match(text, place))
    at_number = [shape for shape in shapes if shape.place == "number"]
    before = [shape for shape in shapes if shape.place == "before"]
    for place in scanned.numbers:
        if _NEAR.match(text, place):
            for shape in at_number:
                yield from _placed(text, shape, shape.pattern.match(text, place))
            yield from _block(text, BLOCK.match(text, place))
        if follows_street_name(text, place):
            for shape in before:
                yield from _placed(text, shape, shape.pattern.search(text, max(0, place - 60), place + 24))
    if scanned.has(UNITS):
        for match in NAMED_BLOCK.finditer(text):
            yield from _block(text, match)


def _placed(text: str, shape: Shape, match: re.Match[str] | None) -> Iterator[Find]:
    if match is None or MONTHS.match(match[0]) or MASK in match[0]:
        return
    if shape.counted and (_NOT_COUNTED.match(match[0]) or " " not in match[0].strip()):
        return
    if shape.counted and _NUMBERED.search(text, max(0, match.start() - 12), match.start()):
        return
    found = _extended(text, match, code=shape in POSTCODES)
    sure = not shape.counted or _SURE_TYPE.search(match[0]) or found.end > match.end()
    if sure or _PLACED.search(text, max(0, match.start() - 12), match.start()):
        yield found


def _block(text: str, match: re.Match[str] | None) -> Iterator[Find]:
    if match is None or MASK in match[0] or re.match(r"(?:19|20)\d\d ", match[0]):
        return
    if not (_THINGS.search(match[0]) or number_context(text, match.start())):
        yield _extended(text, match)


def _extended(text: str, match: re.Match[str], *, code: bool = False) -> Find:
    """The find of a street with the parts that follow: at most seven, until something that is none."""
    end = match.end()
    towns = 0
    for _ in range(7):
        tail = _TAIL.match(text, end)
        if tail is None or MASK in tail[0]:
            break
        town = tail["town"]
        if town is not None:
            words = [fold(word.rstrip(".")) for word in re.findall(r"[^\W\d_]+", town)]
            comma = tail[0].lstrip(" \t>?")[:1] in ",\n"
            if towns > 3 or words[0] in _TAIL_STOPS or not (comma or towns == 0):
                break
            if "\n" in tail[0] and words[0] in GIVEN_NAMES and len(words) > 1:
                break
            towns += 1
        end = tail.end()
    street = _STREET_BEFORE.search(text, max(0, match.start() - 60), match.start()) if code else None
    if street and MASK not in street[0] and not _THINGS.search(street[0]):
        value = text[street.start() : end].rstrip(" .,")
        return Find(street.start(), street.start() + len(value), "address", _key(value))
    if code and (named := _named_before(text, match.start())) < match.start():
        value = text[named:end].rstrip(" .,")
        return Find(named, named + len(value), "address", _key(value))
    unit = _UNIT_BEFORE.search(text, max(0, match.start() - 24), match.start())
    start = unit.start() if unit else match.start()
    for _ in range(3):
        line = _LINE_BEFORE.search(text, max(0, start - 48), start)
        if line is None or MASK in line[0]:
            break
        start = line.start()
    value = text[start:end].rstrip(" .,")
    return Find(start, start + len(value), "address", _key(value))


def _named_before(text: str, start: int) -> int:
    """Where the parts before a postcode begin that lead from a house, a street or a number to its town; ``start``
    where there are none."""
    parts = _PARTS_BEFORE.search(text, max(0, start - 120), start)
    if parts is None or MASK in parts[0]:
        return start
    at = parts.start()
    for piece in re.split(r"(?<=[,\n])", parts[0]):
        said = piece.strip(" ,\n")
        if re.match(r"\d", said) or _PLACE_PART.search(said):
            return at + len(piece) - len(piece.lstrip())
        at += len(piece)
    return start


def _key(value: str) -> str:
    return re.sub(r"\W+", " ", value).casefold().strip()
