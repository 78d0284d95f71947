"""Dates of birth: a date after (or before) words of birth, in figures, in words or spoken."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.recognisers.finds import Find
from ingest.recognisers.scan import Scan
from ingest.words import word_set

BIRTH_WORDS = word_set(
    "born birth dob birthdate birthday bday geboren geb geburtsdatum geburtstag nacido nacida nacimiento naci ne nee "
    "naissance nascimento nascita nato nata nascido nascida geboortedatum dateofbirth fodt fodd fodelsedatum "
    "fodselsdato "
    "fodselsdag urodzony urodzona urodzenia syntynyt syntymaaika dogum narozen narozena narozeni narodenia "
    "narodena rodena roden rodenja szuletesi szuletett nasterii nascut dzimsanas gimimo sunniaeg rojstva "
    "народження γεννησης γεννηση γεννηθηκα раждане ημερομηνια ημ ngay تاريخ fæðingardagur faedingardagur sinh "
    "الميلاد b d date fecha data "
    "ur nac yob birthyear jahrgang turned turns turning turn 生年月日 出生日期 생년월일 рождения родился родилась "
    "geburtsjahr geburt year annee ano anno дата datum"
)
_CORE = BIRTH_WORDS - word_set(
    "b d date data fecha ημερομηνια ημ ngay تاريخ ur nac turned turns turning turn year annee ano anno дата datum"
)
_ENGLISH = word_set("birth dob birthdate birthday")
_INITIALS = word_set("d o b")
_SHORT = (word_set("f nac"), word_set("b day"))
_AGES = word_set("yo y aged age old yrs jahre jahren ans anos jaar anni lat ar")
_MONTH = (
    r"(?:jan(?:uary|uar|vier|uari)?|feb(?:ruary|ruar|ruari|rero)?|mar(?:ch|zo|s|ço|et|ca|ts|t)?|mrt|"
    r"apr(?:il|ile)?|may|maj|"
    r"june?|july?|aug(?:usti|ustus|ust)?|sept?(?:ember|embre|iembre)?|oct(?:ober|obre|ubre)?|nov(?:ember|"
    r"embre|iembre)?|"
    r"dec(?:ember)?|enero|ene|febrero|abril|abr|mayo|junio|julio|agosto|ago|septiembre|octubre|noviembre|diciembre|"
    r"dic|januar|jänner|februar|märz|maerz|mär|mai|juni|juli|oktober|okt|dezember|dez|janv|janvier|févr|février|"
    r"avr|avril|juin|juil|juillet|août|aout|septembre|octobre|novembre|décembre|déc|gennaio|febbraio|maggio|giugno|"
    r"luglio|settembre|ottobre|dicembre|janeiro|fevereiro|março|maio|junho|julho|setembro|outubro|novembro|"
    r"dezembro|"
    r"maart|mei|desember|kwietnia|maja|czerwca|lipca|sierpnia|września|października|listopada|grudnia|stycznia|"
    r"lutego|marca|styczeń|luty|gen|mag|giu|lug|ott|fev|out|januarie?|tammi\w+|helmi\w+|maalis\w+|huhti\w+|"
    r"touko\w+|"
    r"kesä\w+|heinä\w+|elo\w+|syys\w+|loka\w+|marras\w+|joulu\w+|ocak|şubat|mart|nisan|mayıs|haziran|temmuz|"
    r"ağustos|eylül|ekim|kasım|aralık|января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|"
    r"декабря|ledna|února|března|dubna|května|června|července|srpna|září|října|listopadu|prosince)(?![^\W\d_])\.?"
)
_TENS = r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|"
_TENS += r"fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth|"
_TENS += r"(?:twenty|thirty)[ -](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth))"
_YEAR_WORDS = (
    r"(?:nineteen|twenty|two thousand)(?:[ -](?:and|oh|hundred|\w{2,9}(?:ty|teen)|ten|eleven|twelve|one|two|"
)
_YEAR_WORDS += r"three|four|five|six|seven|eight|nine)){0,3}"
DATE = (
    r"(?:\d{1,4} ?[-./] ?\d{1,2} ?[-./] ?\d{1,4}(?!\d)(?:T\d\d:\d\d[\d:.]{0,9}Z?)?"
    r"|\d{1,2} \d{1,2} (?:19|20)\d\d(?!\d)"
    rf"|{_MONTH},? (?:of |de |del )?(?:19|20)\d\d(?!\d)"
    rf"|\d{{1,2}}(?:st|nd|rd|th|\.|er|º)?(?: day)?[ -]?(?:of |de |d')?{_MONTH}(?:[ ,-]{{0,2}}(?:de |del |of "
    rf")?'?\d{{2,4}}(?!\d)(?: r\.)?)?"
    rf"|{_MONTH}[ -]?(?:the )?\d{{1,2}}(?:st|nd|rd|th)?(?!\d)(?:[ ,-]{{1,2}}'?\d{{2,4}}(?!\d))?"
    rf"|(?:the )?{_TENS} (?:of )?{_MONTH}(?:,? (?:{_YEAR_WORDS}|\d{{4}}))?|{_MONTH} (?:the )?{_TENS}(?:,? "
    rf"(?:{_YEAR_WORDS}|\d{{4}}))?"
    r"|(?:19|20)\d{6}(?!\d)|\d{8}(?!\d)|\d{4}年\d{1,2}月\d{1,2}日)"
)
_SURE_LABEL = (
    r"(?:date[ _-]?of[ _-]?birth|d\.?o\.?b\.?|birth[ _-]?date|geburtsdatum|fecha[ _](?:de[ _])?nac(?:imiento|\.)|"
    r"f\.? ?nac\.?|date[ _]de[ _]naissance|data[ _](?:de|di)[ _]nasc(?:imento|ita)|geboortedatum|födelsedatum|"
    r"fødselsdato|fødselsdag|syntymäaika|data urodzenia|doğum tarihi|datum narození|dátum narodenia|datum "
    r"rođenja|születési (?:dátum|idő)|data nașterii|"
    r"dzimšanas datums|gimimo data|sünniaeg|datum rojstva|дата народження|ημερομηνία γέννησης|ημ\.? ?γέννησης|"
    r"дата на раждане|fæðingardagur|ngày sinh|تاريخ الميلاد|生年月日|出生日期|생년월일|"
    r"дата рождения)(?![^\W\d_])"
)
_LABEL = (
    rf"(?:{_SURE_LABEL}|(?:born|b\.?[ -]?day|birth[ -]?day|geboren|geb\.?|geburtstag|nacid[oa]|nací|née?|"
    rf"nascid[oa]|"
    r"született|născută?|rođena?|γεννήθηκα|nat[oa]|född|født|syntynyt|urodzon[ya]|urodziłe?a?m się|ur\.|"
    r"narozen\w*|родил(?:ся|ась)|рождения|cumpleaños|"
    r"anniversaire|compleanno|verjaardag|nac\.|turn(?:ed|s|ing)? \d{1,3}|birth)(?![^\W\d_]))"
)
_DAY = (
    r"(?:mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun|mittwoch|sonn|montag|dienstag|donnerstag|freitag|samstag|"
    r"sonntag|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|"
    r"domingo|wednes|satur)(?:s?day|abend)?"
)
_WEEKDAY = re.compile(rf"(?<!\w){_DAY}\.?,? (?:the |den |dem )?\Z", re.IGNORECASE)
_FILLER = (
    r"(?:[\s:=\"'>|,()#?;\t\[-]|\\t|[djmtaag]{1,2}[-./ ]m{1,2}[-./ ][yjaå]{2,4}|"
    r"\b(?:is|was|on|the|am|ist|el|le|il|em|op|den|día|dia|as|of|date|with|for|in|at|said|"
    r"to|be|should|shows|showing|says|listed|recorded|entered|wrong|instead|my|his|her|it|it's|dd|mm|yyyy|"
    r"not|file|dnia|w|dniu|del|dem|der|er|är|en|est|es|è|é|lautet|a|field|value|set|saved|stored|incorrect|"
    r"displayed|i|yes|sure|hi|ok|customer|caller|user|client|agent|patient|me|c|"
    rf"[A-Z][a-z]+ist|{_DAY})\b\.?){{0,24}}"
)
_BIRTHPLACE = (
    r"(?: (?:in|at|à|a|en|em|te|i|w|von|und) (?-i:[^\W\d_a-z])[\w'-]+(?:[ -](?-i:[^\W\d_a-z])[\w'-]+){0,2})?"
)
_BORN = re.compile(rf"{_LABEL}\.?{_BIRTHPLACE}{_FILLER}({DATE}|\d{{6}}(?!\w))", re.IGNORECASE)
_YEAR = re.compile(
    r"(?:yob|birth ?year|year of birth|jahrgang|geburtsjahr|année de naissance|año de nacimiento|anno di nascita|"
    r"(?:\bi am |\bi'm )?born(?: in)?(?=[ :]{1,2}19))[\s:=\"']{1,4}(?:is |was )?((?:19\d\d|200\d|201\d))(?![\w-])",
    re.IGNORECASE,
)
_FULL_DATE = re.compile(rf"(?<![\w./-])({DATE})", re.IGNORECASE)
_SURE = re.compile(_SURE_LABEL, re.IGNORECASE)
_PLAUSIBLE = re.compile(
    r"(?<!\d)(?:19[1-9]\d|200\d|201[0-4])(?!\d)|nineteen|(?<!\d)(?:19[1-9]\d|200\d)\d{4}(?!\d)"
)
_AWAY = re.compile(
    r"\b(?:since|until|version|expir\w*|updated?|created?|released?|deployed|founded)\b", re.IGNORECASE
)
_NEAR_WIDTH = 80
_CORRECTED = re.compile(
    rf"(?:,? (?:not|instead of|and not|rather than|but (?:is|was)|should be|to|or|vs\.?|→|->)) ({DATE})",
    re.IGNORECASE,
)
_BORN_IN = re.compile(r"(?<=was )born in ((?:19\d\d|200\d|201\d))(?!\w)", re.IGNORECASE)
_B = re.compile(rf"(?:(?<![\w.])[Bb]\.|(?<=[(\w] )\*|(?<=\()\*) ?({DATE})", re.IGNORECASE)
_AFTER = re.compile(
    rf"(?<![\w./-])({DATE})(?=[ ,]{{0,2}}[(\[]?(?:\w+ ){{0,3}}?(?:date of birth|d\.?o\.?b\b|birth ?da(?:te|y)\b))",
    re.IGNORECASE,
)
_OLD = r"(?:y\.?/?o\b|years?|yrs?\b|jahre|ans\b|años|jaar|anni\b|anos\b|år\b|lat\b|m\b|f\b|w\b)"
_OF_AGE = re.compile(
    rf"(?P<date>{DATE})[ ,;|]{{1,3}}\(?(?:aged? ?:? ?|alter:? ?)?(?P<age>\d{{1,3}})(?: ?{_OLD}|\))",
    re.IGNORECASE,
)
_AGE_FIRST = re.compile(
    rf"(?P<age>\d{{1,3}})[ -]?(?:y\.?/?o\b|years?[ -]old|jahre alt|ans\b|años|jaar|anni\b|anos\b|jährige\w*)"
    rf"[ ,;|(]{{1,4}}(?P<date>{DATE})",
    re.IGNORECASE,
)
_CHILD = re.compile(
    rf"\b(?:son|daughter|child|kid|baby|wife|husband|spouse|partner|mother|father|mum|mom|dad|sohn|tochter|hijo|hija|"
    rf"fils|fille|frau|mann)(?:,? (?-i:[A-Z])\w+){{0,2}},? \(({DATE})\)",
    re.IGNORECASE,
)
_CHILD_WORDS = word_set(
    "son daughter child kid baby wife husband spouse partner mother father mum mom dad sohn tochter hijo hija fils "
    "fille frau mann"
)
_NOW = range(2018, 2036)
_AGED = re.compile(
    rf"(?<=[(|;])({DATE})(?=[ ,;|]{{0,3}}\(?(?:aged? ?:? ?)?\d{{1,3}} ?(?:y\.?/?o\b|years? old|yrs?\b|"
    rf"jahre alt|ans\b|"
    r"años|jaar oud|anni\b|anos\b))",
    re.IGNORECASE,
)


def may_hold(scanned: Scan) -> bool:
    """Whether the text has words of birth."""
    if scanned.has(_CORE) or scanned.words >= _INITIALS or any(scanned.words >= pair for pair in _SHORT):
        return True
    if not scanned.numbers:
        return False
    lower = scanned.lower
    return (
        "birth" in lower
        or "b. " in lower
        or "ur." in lower
        or "*" in lower
        or scanned.has(_AGES)
        or ("(" in lower and scanned.has(_CHILD_WORDS))
    )


def birth_dates(scanned: Scan, text: str) -> Iterator[Find]:
    """Dates that the text calls a date of birth, and a second one that corrects the first."""
    for place in _labels(scanned):
        sure = _SURE.match(text, place)
        match = _BORN.match(text, place) or _YEAR.match(text, place) or _BORN_IN.match(text, place)
        if match is not None:
            yield _find(match)
            other = _CORRECTED.match(text, match.end())
            if other:
                yield _find(other)
        if sure:
            yield from _near(text, sure.end())
    lower = scanned.lower
    for pattern, needed in (
        (_B, "b." in lower or "*" in text),
        (_AFTER, scanned.has(_ENGLISH)),
        (_AGED, scanned.has(_AGES)),
    ):
        for place in scanned.numbers if needed else ():
            match = pattern.search(text, max(0, place - 12), place + 60)
            if match and re.search(r"\d{4}|\d\D+\d\d\Z", match[1]):
                yield _find(match)
    yield from _of_age(scanned, text)


def _of_age(scanned: Scan, text: str) -> Iterator[Find]:
    """Dates beside an age that fits them, and those in brackets behind a member of the family."""
    if scanned.has(_AGES):
        for pattern in (_OF_AGE, _AGE_FIRST):
            for match in filter(None, (pattern.match(text, place) for place in scanned.numbers)):
                year = re.search(r"(?<!\d)(?:19|20)\d\d(?!\d)", match["date"])
                if year and _PLAUSIBLE.search(match["date"]) and int(year[0]) + int(match["age"]) in _NOW:
                    yield Find(match.start("date"), match.end("date"), "birth_date", _key(match["date"]))
    if "(" in text and scanned.has(_CHILD_WORDS):
        for match in _CHILD.finditer(text):
            yield _find(match)


def _labels(scanned: Scan) -> list[int]:
    """Where words of birth begin, also inside another word (``customerBirthDate``)."""
    places = {*scanned.starts(BIRTH_WORDS)}
    at = scanned.lower.find("birth")
    while at >= 0:
        places.add(at)
        at = scanned.lower.find("birth", at + 1)
    return sorted(places)


def _near(text: str, start: int) -> Iterator[Find]:
    """Whole dates of a year in which people are born, not far behind words that can mean nothing else."""
    for match in _FULL_DATE.finditer(text, start, start + _NEAR_WIDTH):
        if _AWAY.search(text, start, match.start()):
            return
        if _PLAUSIBLE.search(match[0]):
            yield _find(match)


def _find(match: re.Match[str]) -> Find:
    start = match.start(1)
    if match.string[max(0, start - 4) : start].lower() == "the ":
        start -= 4
    day = _WEEKDAY.search(match.string, max(0, start - 24), start)
    start = day.start() if day else start
    return Find(start, match.end(1), "birth_date", _key(match[1]))


def _key(date: str) -> str:
    return re.sub(r"\W+", " ", date).lower().strip()
