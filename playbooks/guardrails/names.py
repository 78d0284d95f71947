"""Nobody's personal data but the addressee's, and no name that is not on the facts sheet.

Personal data is found by the recognisers that redact feedback at import. A name is a word with a capital inside a
sentence that stands neither on the sheet nor in the account's own words nor in the play. German writes every noun
so: there only words that look like a firm's or a product's name count. What begins a sentence counts where the
recognisers know it as a person's name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from ingest.recognisers.scan import fold
from ingest.redaction import Redactor
from playbooks.guardrails.findings import Finding
from playbooks.guardrails.passage import Passage, sentences
from playbooks.guardrails.patterns import word_list
from playbooks.guardrails.sheet import FactsSheet
from playbooks.written_dates import dates_and_rest
from synthesis.languages import language_of

_WORD = re.compile(r"[^\W\d_](?:[\w'’&+.-]*[\w+])?")
_CONTRACTED = re.compile(r"(?<=^I)['’](?:ll|ve|d|m)\Z")
_PART = re.compile(r"[^\W_]+")
_STARTS = re.compile(r"(?:\A|[.!?:…\n“\"”(•*·;–—¿¡]|(?:\A|\n)\s*[-\d]+[.)]?)\s*\Z")
_GREETING = re.compile(
    r"\A\s*(?:hello|hi|hey|dear|good (?:morning|afternoon|evening|day)|greetings|hallo|guten (?:tag|morgen)|"
    r"liebe[rs]?|sehr geehrte[rs]?|werte[rs]?|moin|bonjour|bonsoir|cher|chère|chers|salut|hola|buenos días|"
    r"buenas tardes|"
    r"estimad[oa]s?|querid[oa]s?|ciao|olá)\b,?[ \t]+(?P<name>[^,\n!.:;?–—]{1,60}(?:\.[^,\n!.:;?–—]{1,40})?)",
    re.IGNORECASE,
)
_TO_ALL = frozenset(map(fold, word_list("greeted")))
_PLAIN = frozenset(map(fold, word_list("capitals")))
_FIRM = re.compile(
    r"(?P<name>[A-ZÀ-Þ][\w&.-]*(?: [A-ZÀ-Þ][\w&.-]*){0,3}),? (?:GmbH|AG|SE|KG|Inc|Ltd|LLC|Corp|Corporation|"
    r"SARL|SAS|S\.A|SA|"
    r"S\.L|BV|B\.V|NV|AB|Oy|PLC|plc|Pty)\b"
)
_INNER = re.compile(r"[^\W\d_]*[a-zß-ÿ][A-ZÀ-Þ]|[A-Z]{2,}[a-z]{2}|[A-ZÀ-Þ][\w]*[+&]|[A-ZÀ-Þ]{4,}\Z")
_GERMAN = re.compile(
    r"\b(?:und|ist|nicht|ein|eine[nmrs]?|ich|wir|sie|ihnen|ihre?[nmrs]?|mit|für|auf|den|dem|das|von|zu"
    r"|zur|zum|im|am|bei|"
    r"wird|werden|hat|haben|wäre|würde|können|uns|unser\w*|was|wie|wer|wann|dass|noch|gern|bitte|danke"
    r"|aber|oder|auch|sollen|soll|dabei|sein|sind)\b",
    re.IGNORECASE,
)
_INTRODUCES = re.compile(
    r"(?:\b(?:kolleg(?:e|en|in)|herrn?|frau|chef|chefin|firma|unternehmen|konzern|hause|gruppe|partner(?:in|s)?"
    r"|geschäftsführer(?:in)?|leiter(?:in)?|direktor(?:in)?|berater(?:in)?|vorstand|dr\.?|prof\.?|namens"
    r"|anbieter(?:s|n)?"
    r"|hersteller(?:s|n)?|produkt|werkzeug|tool|kunden?|kundin)|\bgr(?:ü|u)(?:ß|ss)e? (?:von|an)|"
    r"\bansprechpartner(?:in)? ist)\s+\Z",
    re.IGNORECASE,
)
_PERSONAL = {
    "email": "it is an e-mail address that is not on the facts sheet",
    "phone": "it is a telephone number",
    "person": "this person is not on the facts sheet",
    "address": "it is a postal address",
    "secret": "it looks like a password or a key",
}


@lru_cache(maxsize=1)
def _redactor() -> Redactor:
    return Redactor()


def name_findings(passage: Passage, sheet: FactsSheet) -> Iterator[Finding]:
    """Personal data, and in what the account reads names that are on no sheet."""
    allowed = _allowed(passage, sheet)
    greeted = _GREETING.match(passage.rest) if passage.part.outward else None
    places: list[tuple[int, int]] = []
    if greeted is not None:
        yield from _greeting(passage, greeted, allowed)
        places.append(greeted.span("name"))
    undated = dates_and_rest(passage.rest)[1]
    for start, end, kind in _personal(passage.rest):
        words = passage.rest[start:end]
        if kind == "person" and (not passage.part.outward or _words_of(undated[start:end]) <= allowed):
            continue
        if _held(places, start) or (kind == "email" and _is_theirs(words, passage)):
            continue
        places.append((start, end))
        yield passage.finding(
            "personal", start, end, _PERSONAL.get(kind, f"it looks like a {kind.replace('_', ' ')}")
        )
    if passage.part.outward:
        for start, end in _names(passage, allowed):
            if not _held(places, start):
                places.append((start, end))
                yield passage.finding("name", start, end, "this name is not on the facts sheet")


def _greeting(passage: Passage, found: re.Match[str], allowed: frozenset[str]) -> Iterator[Finding]:
    """Whoever is greeted must be whom the message goes to."""
    if _opens_a_sentence(passage.rest, found):
        return
    words = [one for one in _WORD.findall(found["name"]) if one[:1].isupper()]
    strange = [one for one in words if not _words_of(one) <= (_addressed(passage) | _TO_ALL | allowed)]
    to = _addressed(passage)
    if not strange and to and words and not any(_words_of(one) & (to | _TO_ALL) for one in words):
        strange = [one for one in words if not _words_of(one) <= _TO_ALL]
    if strange:
        start, end = found.span("name")
        yield passage.finding("addressee", start, end, "the message does not go to this person")


def _opens_a_sentence(text: str, found: re.Match[str]) -> bool:
    """Whether nobody is named: "Hello, we will ...", "Hello, I am ..."."""
    head = text[: found.start("name")].rstrip(" \t")
    first = found["name"].split()[0]
    return (
        head.endswith(",")
        and len(found["name"].split()) > 1
        and (first[:1].islower() or _words_of(first) <= _PLAIN)
    )


def _addressed(passage: Passage) -> frozenset[str]:
    return _words_of(passage.to.name) if passage.to is not None else frozenset()


def _personal(text: str) -> list[tuple[int, int, str]]:
    return [(one.start, one.end, one.kind) for one in _redactor().find(text)]


def _is_theirs(address: str, passage: Passage) -> bool:
    return passage.to is not None and address.casefold() == passage.to.email.casefold() != ""


def _names(passage: Passage, allowed: frozenset[str]) -> Iterator[tuple[int, int]]:
    text = dates_and_rest(passage.rest)[1]
    german = _german(passage.said)
    for found in _FIRM.finditer(text):
        if not _words_of(found["name"]) <= allowed:
            yield found.span()
    words = list(_WORD.finditer(text))
    titled = passage.subject and _is_titled(text)
    for found in words:
        word = found[0]
        if not word[:1].isupper() or len(_CONTRACTED.sub("", word)) < 2 or _words_of(word) <= allowed:
            continue
        before = _without_call(text[: found.start()], passage)
        starts = titled or german[found.start()] or _STARTS.search(before) is not None
        starts = (
            starts
            and _INTRODUCES.search(before) is None
            and not (german[found.start()] and _pairs(before, allowed))
        )
        if (
            starts
            and not _INNER.match(word.split("'")[0].split("’")[0])
            and not _signs(passage, found.start())
        ):
            continue
        if word.isupper() and len(word) <= 3 and not titled and starts:
            continue
        yield found.span()


def _pairs(before: str, allowed: frozenset[str]) -> bool:
    """Whether a strange word with a capital stands right before, inside a sentence: German nouns do not stand so."""
    found = re.search(r"(\S+)[ ]([A-ZÄÖÜ][\w'’-]+) \Z", before)
    return found is not None and found[1][-1:] not in ".!?:;,\n" and not _words_of(found[2]) <= allowed


def _without_call(before: str, passage: Passage) -> str:
    """``before`` without the reader's name that opens a sentence: "Ruth, a word" begins behind it."""
    found = re.search(r"([^\W\d_][\w'’-]*), ?\Z", before)
    if found is None or not _words_of(found[1]) <= _addressed(passage):
        return before
    return before[: found.start()]


def _german(text: str) -> list[bool]:
    """Of each character, whether its sentence is German, in which every noun has a capital."""
    whole = language_of(text) == "de"
    held = [whole] * (len(text) + 1)
    for sentence, start in sentences(text):
        if not whole and (language_of(sentence) == "de" or len(_GERMAN.findall(sentence)) > 1):
            held[start : start + len(sentence)] = [True] * len(sentence)
    return held


def _signs(passage: Passage, start: int) -> bool:
    """Whether a word stands in the last lines, where whoever writes signs."""
    text = passage.part.text and passage.rest.rstrip()
    last = text.rfind("\n\n")
    lines = text[last + 2 :].split("\n") if last >= 0 else []
    if len(lines) < 2 or len(lines) > 6 or any(len(line.split()) > 6 for line in lines):
        return False
    return start > last + 2 + len(lines[0])


def _is_titled(text: str) -> bool:
    words = [one for one in _WORD.findall(text) if len(one) > 3]
    return len(words) > 2 and sum(one[0].isupper() for one in words) >= 0.6 * len(words)


def _allowed(passage: Passage, sheet: FactsSheet) -> frozenset[str]:
    """Words that may stand with a capital: of names on the sheet, the account's own words and the team's."""
    return _sheet_words(sheet) | _addressed(passage)


@lru_cache(maxsize=64)
def _words_on(texts: tuple[str, ...]) -> frozenset[str]:
    return frozenset().union(*(_words_of(one) for one in texts))


def _sheet_words(sheet: FactsSheet) -> frozenset[str]:
    own = tuple(one.text for one in sheet.quotes)
    facts = tuple(f"{one.text} {one.theme}" for one in sheet.released)
    return _words_on((*sorted(sheet.names), *own, *facts, *sheet.own)) | _PLAIN


def _words_of(text: str) -> frozenset[str]:
    """The words of ``text``, folded, whole and in their parts."""
    words = [re.sub(r"['’]s?\Z", "", one).replace("’", "'") for one in _WORD.findall(text)]
    parts: Iterable[str] = (part for one in words for part in _PART.findall(one))
    found = {fold(part) for part in parts if len(part) > 1}
    return frozenset(found or {fold(one) for one in words})


def _held(places: list[tuple[int, int]], start: int) -> bool:
    return any(first <= start < last for first, last in places)
