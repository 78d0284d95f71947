"""Names that their place gives away: after a greeting, a thank-you or "my name is", and under a letter.

Works without knowing anybody. What follows the cue must look like a name and not be a word of business.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

from ingest.names import CALLED
from ingest.recognisers import cue_words
from ingest.recognisers.finds import MASK, Find
from ingest.recognisers.naming import CAP, NAME, PARTICLE, named
from ingest.recognisers.scan import Scan, fold

_I = r"(?i:"
_TITLED = rf"(?:{_I}{cue_words.TITLE})\.?[ \t]+)?"
_ANY = rf"([^\W\d_](?:[\w'-]*\w)?\.?(?:[ \t](?:{PARTICLE} )?{CAP}\.?){{0,3}})"
_EDGE = r"(?:^|(?<=[.!?\n\"(>,;:])|(?<=[.!?,;:>\"-] ))"
_STARTS = r"(?:^|(?<=\n)|(?<=[.!?\"(>-])|(?<=[.!?>\"-] ))"


_NO_THING = "".join(
    f"(?<!{thing} )"
    for thing in cue_words.phrases(
        "company|product|business|file|host|domain|brand|app|user|plan|bank|project|table|column|field|team|store|"
        "event|"
        "group|class|method|server|dataset|report|package|branch|device|model|campaign|feature|lender|shop|"
        "tenant|code"
    )
)


class Cue(NamedTuple):
    """What may stand before a name: its phrases in lower case and the pattern from there to the name. The place
    alone proves a name (``firm``), in small letters too (``low``), or only one of a known given name.
    ``needs`` are signs of which one must stand in the text."""

    phrases: tuple[str, ...]
    pattern: re.Pattern[str]
    firm: bool = True
    low: bool = False
    given: bool = False
    needs: str = ""


def _cue(
    phrases: str, pattern: str, *, firm: bool = True, low: bool = False, given: bool = False, needs: str = ""
) -> Cue:
    alternatives = cue_words.phrases(phrases)
    choice = "|".join(re.escape(phrase) for phrase in sorted(alternatives, key=len, reverse=True))
    compiled = re.compile(pattern.replace("CUE", f"{_I}{choice})"), re.MULTILINE)
    return Cue(alternatives, compiled, firm=firm, low=low, given=given, needs=needs)


_AFTER_GREETING = (
    r"(?=[ \t]*(?:[,!.:;?\n)<-]|\Z)|[ \t]+(?i:this|and|i|it|here|thanks|thank|hope|we|just|my|your|our|the|"
    r"could|can|please|team|un|une|ich|wir|je|me|nous|yo|soy|estoy|it's|i'm|i've|not|no|so|what|how|sorry|"
    r"quick|following|as|are|is|do|did|any|when|where|why|again|from)\b)"
)
_CUES = (
    _cue(
        cue_words.GREETINGS,
        rf"{_EDGE}CUE(?:,| there,?| again,?)?[ \t]+{_TITLED}{NAME}{_AFTER_GREETING}",
        low=True,
    ),
    _cue(
        "hi|hello|hey|dear|hola|hallo|bonjour",
        r"(?:^|(?<=[.>:\"] ))CUE[ \t]+([a-zß-öø-ÿ]{3,14})(?=[ \t]*[,!\n]|[ \t]*\Z)",
        low=True,
    ),
    _cue(
        "|".join(f"{phrase}," for phrase in cue_words.phrases(cue_words.THANKS)),
        rf"CUE[ \t]+(?!\w+(?:ed|ing)\b){NAME}(?=[ \t]*(?:[,!.?;\n-]|\Z))",
    ),
    _cue(
        "thanks|thank you|many thanks",
        rf"CUE[ \t]+(?!\w+(?:ed|ing)\b){NAME}(?=[ \t]*(?:[,!.?;\n-]|\Z))",
    ),
    _cue(cue_words.OWN_NAME, rf"{_NO_THING}CUE[ \t]+{_TITLED}{_ANY}", low=True),
    _cue(
        "call me|calls me|says|said|named him|named her",
        rf"CUE[ \t]+{_TITLED}{NAME}(?=[ \t]*[.,!;\n\")]|[ \t]*\Z)",
    ),
    _cue(
        "name|last name|first name|full name|surname|nombre|nom",
        rf"CUE(?: on (?:the |your |my )?(?:account|card|order|booking|policy|reservation))?(?:, please|"
        rf" please)?\?[\"']?[ \t\n]*(?:-[ \t]*)?(?:\w{{2,10}}:[ \t]*)?{_I}(?:sure|yes|yeah|ok|okay|it's|"
        rf"of course|i'm|my name is|it is)[,.]?[ \t]+)*\"?{NAME}(?=[ \t]*(?:[,.!;\n\"]|\Z))",
        needs="?",
    ),
    _cue(cue_words.TITLES, rf"CUE\.?[ \t]+{NAME}"),
    _cue(
        cue_words.CLOSINGS,
        rf"{_STARTS}CUE[ \t]*[,.!-]*[ \t]*(?:\n[ \t>]*){{1,3}}[-~*]*[ \t]*{_TITLED}{_ANY}[ \t]*"
        r"(?=[,|/(.!<-]|\n|\Z)",
        low=True,
    ),
    _cue(
        cue_words.CLOSINGS,
        rf"{_STARTS}CUE(?:[ \t]*[,.!-]+[ \t]*|[ \t]+(?=[^\n]{{2,40}}\Z))(?!\w+(?:ed|ing)\b){NAME}[ \t]*[.!]?[ \t]*"
        r"(?=\n|\Z|[|/(,] ?[A-Z\n])",
    ),
    _cue(
        cue_words.LABELS,
        rf"(?:^|(?<=[\n,;{{|>\"\[(\t/])|(?<=[,;{{|>.] )|(?<=  ))CUE[\"']?[ \t]*[:=][ \t]*[\"']?{_TITLED}{NAME}"
        r"(?=[ \t]*(?:[\"',;|<\n}\]()/-]|\.?\Z|\. ))",
        needs=":=",
    ),
    _cue(
        cue_words.HOLDERS,
        rf"(?:(?<=^)|(?<=\W))CUE[\"']?[ \t]*[:=][ \t]*[\"']?{_TITLED}{NAME}(?=[ \t]*(?:[\"',;|<\n}}\](]|\.?\Z|\. ))",
        needs=":=",
    ),
    _cue(
        cue_words.SELF,
        rf"{_EDGE}CUE[ \t]+{_TITLED}{NAME}(?=[ \t]*(?:[,.!;\n-]|\Z)|[ \t]+(?i:from|here|calling|with|at|"
        r"speaking|and|again|over|aus|von|de|da|van|on|in|your|the)\b)",
        firm=False,
    ),
    _cue(cue_words.RELATIONS, rf"CUE,?[ \t]+{_TITLED}{NAME}", firm=False, given=True),
    _cue(
        "on mon|on tue|on wed|on thu|on fri|on sat|on sun|am mo|am di|am mi|am do|am fr|le lun|le mar|le mer",
        rf"CUE[^\n]{{6,40}}?[,:\d][ \t]{NAME}(?=[ \t]*(?:<|\(|\[|wrote|schrieb|a écrit))",
    ),
    _cue(
        "and this is|yes this is|hi this is|hello this is|yeah this is|speaking is|you are speaking with|"
        "you're speaking with|you're through to|my colleague|i'm called|name's",
        rf"CUE[ \t]+{_TITLED}{NAME}",
    ),
)


def _by_first_word() -> dict[str, tuple[tuple[int, tuple[str, ...]], ...]]:
    """The cues and their phrases by the first word of the phrase."""
    table: dict[str, dict[int, tuple[str, ...]]] = {}
    for place, cue in enumerate(_CUES):
        for phrase in cue.phrases:
            row = table.setdefault(re.split(r"[\W_]+", phrase)[0], {})
            row[place] = (*row.get(place, ()), phrase)
    return {word: tuple(row.items()) for word, row in table.items()}


_FIRST = _by_first_word()
_FIRST_WORDS = frozenset(_FIRST)
_PLACES_OF_WORK = cue_words.phrases(cue_words.DEPARTMENTS)
_OF_DEPARTMENT = re.compile(
    rf"(?<![\w.'-])({CAP}(?:[ \t]{CAP})?)[ \t](?:from|in)[ \t](?i:{'|'.join(_PLACES_OF_WORK)})(?!\w)"
)
_BEFORE_MAIL = re.compile(rf"{NAME}[ \t]{{0,2}}[<(\[]{MASK}")


def recognisers(scanned: Scan) -> Iterator[Callable[[str], Iterator[Find]]]:
    """The recognisers of names by their place that a text can need, the surest cues first."""
    present = _FIRST_WORDS & scanned.words
    if not present:
        return
    lower = scanned.lower
    labelled, asked = ":" in lower or "=" in lower, "?" in lower
    wanted: dict[int, list[str]] = {}
    for word in present:
        for place, phrases in _FIRST[word]:
            needs = _CUES[place].needs
            if needs and not (asked if needs == "?" else labelled):
                continue
            for phrase in phrases:
                if phrase == word or phrase in lower:
                    wanted.setdefault(place, []).append(phrase)
    said = "from" in scanned.words or "in" in scanned.words
    if said and any(f" {place}" in lower for place in _PLACES_OF_WORK):
        yield _of_department
    for place in sorted(wanted):
        yield partial(_by_cue, _CUES[place], scanned, wanted[place])


def _by_cue(cue: Cue, scanned: Scan, phrases: list[str], text: str) -> Iterator[Find]:
    for place in sorted(set(scanned.places(phrases))):
        match = cue.pattern.match(text, place)
        if match and (not cue.given or fold(match[match.lastindex or 1].split()[0].rstrip(".,")) in CALLED):
            yield from named(match, firm=cue.firm, low=cue.low)


def _of_department(text: str) -> Iterator[Find]:
    for match in _OF_DEPARTMENT.finditer(text):
        yield from named(match, firm=True)


def names_before_addresses(text: str) -> Iterator[Find]:
    """Names before an e-mail address in brackets (``Maria Lund <...>``), once that address is masked."""
    for match in _BEFORE_MAIL.finditer(text):
        yield from named(match, firm=True)
