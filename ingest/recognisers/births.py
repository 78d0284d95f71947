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
    "fodselsdag urodzony urodzona urodzenia syntynyt syntymaaika dogum narozen narozena b d date fecha data"
)
_CORE = BIRTH_WORDS - word_set("b d date data fecha")
_ENGLISH = word_set("birth dob birthdate birthday")
_INITIALS = word_set("d o b")
_MONTH = (
    r"(?:jan(?:uary|uar|vier|uari)?|feb(?:ruary|ruar|ruari|rero)?|mar(?:ch|zo|s|ço|et|ca)?|apr(?:il|ile)?|may|maj|"
    r"june?|july?|aug(?:ust|ustus)?|sept?(?:ember|embre|iembre)?|oct(?:ober|obre|ubre)?|nov(?:ember|embre|iembre)?|"
    r"dec(?:ember)?|enero|ene|febrero|abril|abr|mayo|junio|julio|agosto|ago|septiembre|octubre|noviembre|diciembre|"
    r"dic|januar|jänner|februar|märz|maerz|mär|mai|juni|juli|oktober|okt|dezember|dez|janv|janvier|févr|février|"
    r"avr|avril|juin|juil|juillet|août|aout|septembre|octobre|novembre|décembre|déc|gennaio|febbraio|maggio|giugno|"
    r"luglio|settembre|ottobre|dicembre|janeiro|fevereiro|março|maio|junho|julho|setembro|outubro|novembro|dezembro|"
    r"maart|mei|desember|kwietnia|maja|czerwca|lipca|sierpnia|września|października|listopada|grudnia|stycznia|"
    r"lutego|marca)(?![^\W\d_])\.?"
)
_TENS = r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|"
_TENS += r"fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth|"
_TENS += r"(?:twenty|thirty)[ -](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth))"
_YEAR_WORDS = (
    r"(?:nineteen|twenty|two thousand)(?:[ -](?:and|oh|hundred|\w{2,9}(?:ty|teen)|ten|eleven|twelve|one|two|"
)
_YEAR_WORDS += r"three|four|five|six|seven|eight|nine)){0,3}"
DATE = (
    r"(?:\d{1,4} ?[-./] ?\d{1,2} ?[-./] ?\d{1,4}(?!\d)"
    rf"|\d{{1,2}}(?:st|nd|rd|th|\.|er|º)?(?: day)?[ -]?(?:of |de |d')?{_MONTH}(?:[ ,-]{{0,2}}(?:de |del |of "
    rf")?'?\d{{2,4}}(?!\d))?"
    rf"|{_MONTH}[ -]?(?:the )?\d{{1,2}}(?:st|nd|rd|th)?(?!\d)(?:[ ,-]{{1,2}}'?\d{{2,4}}(?!\d))?"
    rf"|(?:the )?{_TENS} (?:of )?{_MONTH}(?:,? (?:{_YEAR_WORDS}|\d{{4}}))?|{_MONTH} (?:the )?{_TENS}(?:,? "
    rf"(?:{_YEAR_WORDS}|\d{{4}}))?"
    r"|(?:19|20)\d{6}(?!\d)|\d{8}(?!\d)|\d{4}年\d{1,2}月\d{1,2}日)"
)
_LABEL = (
    r"(?:(?<![^\W_])(?:born|date[ _-]?of[ _-]?birth|d\.?o\.?b\.?|b\.? ?day|birth[ _-]?date|birth ?day|geboren|geb\.?|"
    r"geburtsdatum|geburtstag|nacid[oa]|nací|fecha[ _]de[ _]nacimiento|née?|date[ _]de[ _]naissance|"
    r"data[ _]de[ _]nascimento|nascid[oa]|data[ _]di[ _]nascita|nat[oa]|geboortedatum|födelsedatum|född|"
    r"fødselsdato|fødselsdag|født|syntymäaika|syntynyt|urodzon[ya]|data urodzenia|doğum tarihi|narozen\w*|"
    r"birth)(?![^\W\d_]))"
)
_FILLER = (
    r"(?:[\s:=\"'>|,()#-]|\b(?:is|was|on|the|am|ist|el|le|il|em|op|den|día|dia|as|of|date|with|for|in|at|said|"
    r"to|be|should|shows|showing|says|listed|recorded|entered|wrong|instead|my|his|her|it|it's|dd|mm|yyyy|"
    r"[A-Z][a-z]+ist)\b){0,12}"
)
_BORN = re.compile(rf"{_LABEL}\.?{_FILLER}({DATE})", re.IGNORECASE)
_CORRECTED = re.compile(
    rf"(?:,? (?:not|instead of|and not|rather than|but (?:is|was)|should be|to|or|vs\.?|→|->)) ({DATE})",
    re.IGNORECASE,
)
_BORN_IN = re.compile(r"(?<=was )born in ((?:19\d\d|200\d|201\d))(?!\w)", re.IGNORECASE)
_B = re.compile(rf"(?:(?<![\w.])b\.|(?<=[(\w] )\*|(?<=\()\*) ?({DATE})", re.IGNORECASE)
_AFTER = re.compile(
    rf"(?<![\w./-])({DATE})(?=[ ,]{{0,2}}[(\[]?(?:\w+ ){{0,3}}?(?:date of birth|d\.?o\.?b\b|birth ?da(?:te|y)\b))",
    re.IGNORECASE,
)


def may_hold(scanned: Scan) -> bool:
    """Whether the text has words of birth."""
    return scanned.has(_CORE) or scanned.words >= _INITIALS


def birth_dates(scanned: Scan, text: str) -> Iterator[Find]:
    """Dates that the text calls a date of birth, and a second one that corrects the first."""
    for place in scanned.starts(BIRTH_WORDS):
        match = _BORN.match(text, place) or _BORN_IN.match(text, place)
        if match is None:
            continue
        yield _find(match)
        other = _CORRECTED.match(text, match.end())
        if other:
            yield _find(other)
    for pattern, needed in ((_B, "b." in text or "*" in text), (_AFTER, scanned.has(_ENGLISH))):
        for place in scanned.numbers if needed else ():
            match = pattern.search(text, max(0, place - 12), place + 60)
            if match and re.search(r"\d{4}|\d\D+\d\d\Z", match[1]):
                yield _find(match)


def _find(match: re.Match[str]) -> Find:
    start = match.start(1)
    if match.string[max(0, start - 4) : start].lower() == "the ":
        start -= 4
    return Find(start, match.end(1), "birth_date", re.sub(r"\W+", " ", match[1]).lower().strip())
