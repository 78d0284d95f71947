"""Every number, amount, day and time in a draft must be on the facts sheet or in the play's own file.

Numbers and days in the account's own quotes are its words. Those in the play's own sentences are the team's; said in
other words they are allowed with the word that stands behind them there ("forty minutes", "40 minutes").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from playbooks.grounding import fitting, is_known_day, is_known_year
from playbooks.guardrails.findings import Finding
from playbooks.guardrails.passage import Passage, sentence_at
from playbooks.guardrails.phrases import phrase_of
from playbooks.guardrails.sheet import FactsSheet
from playbooks.guardrails.times import times_in
from playbooks.known import Known
from playbooks.written_dates import MONTH_WORDS, WrittenDate, dates_and_rest
from playbooks.written_numbers import WrittenNumber, numbers_in, read_numbers

_OF_TEN = r"\s*(?:of|out of|/|von|sur|de)\s*(?:10|ten|zehn|dix|diez)\b"
_IDIOM = re.compile(
    r"\b(?:b2b|b2c|2fa|1:1|e2e|oauth2|utf-8|365)\b|\bquarter of an hour\b|\bhalf[- ](?:an? )?(?:hour|way)\b|"
    r"\btwice\b(?! as| the| your)|\b(?:the |all )?(?:two|three|four) of (?:us|you|them)\b|\bsecond thoughts?\b|"
    r"\bdeux fois\b(?! plus| moins| par)|\bdos veces\b(?! más| menos| al| por)|"
    r"\bat (?:eight|nine|ten|eleven|twelve|one|two|three|four|five)\b(?=[^.!\n]*\?)|"
    r"\b(?:which|one|either|both|neither) of the two\b|\btwo or three\b|\bhalf past \w+\b(?=[^.!\n]*\?)|"
    r"\b(?:quart d'heure|cuarto de hora)\b|"
    r"\b(?:belle|bonne|agréable) fin de semaine\b|"
    r"\b(?:buen|bon|schönes|good|nice|restful) (?:fin de semana|week-?end|wochenende)\b|"
    r"\bthanks a million\b|\b(?:a )?million thanks\b|"
    r"\b(?:dix|cent|mille) fois\b(?! (?:plus|moins|par))|\bmil gracias\b|"
    r"\b(?:good|calm|nice|lovely|great|quiet|pleasant|restful|happy) (?:rest|end|start|beginning) (?:of|to)"
    r" (?:the|your) (?:week|day|weekend|month|year)\b|"
    r"\b(?:happy|good|great|lovely|pleasant) (?:monday|tuesday|wednesday|thursday|friday|weekend)\b|"
    r"\bone (?:or|and) two\b|\bone or two\b|\btwo minds\b|\b(?:one )?half\b(?= of (?:what|the story|it)| the story)",
    re.IGNORECASE,
)
_ASKED_FOR = re.compile(
    r"(?:minutes?|minuten|minutos?)\b[^.!\n]*\?|(?:minutes?|minuten|minutos?)(?: of your time| am telefon)?"
    r" (?:should|would|würden?|me )\b|minutes of your time\b|[ -]minute (?:call|talk|chat|meeting|conversation)\b",
    re.IGNORECASE,
)
_LONGEST_ASKED = 60  # minutes of a talk
_CONTACT = re.compile(
    r"\b(?:i|we)(?:'ll|'d| will| shall| can| could| would| would like to| would love to| want to| am going to)?"
    r"(?: \w+ly| also| gladly| then| just| try to| like to)* (?:call|ring|phone|get in touch|be in touch"
    r"|write|follow up|come back to you"
    r"|get back to you|reach out|speak|talk|meet|drop you a line|check in|look in|ask again|try again|check back)\b"
    r"|\b(?:i am|i'm|we are|we're)(?: \w+ly| also| mostly| all)* (?:away|out|free|around|available"
    r"|travell?ing|reachable|back|in the"
    r" office|at my desk|on the road|on holiday|off)\b"
    r"|\b(?:quiet|free|open|clear|empty|good|easy) (?:on my side|at my end|for me|in my (?:calendar|diary))\b"
    r"|\bmy (?:calendar|diary|door|afternoons?|mornings?|days?) (?:is|are)\b|\byou(?:'ll| will) hear from (?:me|us)\b"
    r"|\bexpect an? (?:\w+ )?(?:note|call|message|mail)\b|\b(?:half|quarter of) an hour\b"
    r"|\b(?:a|one|another|the|any|an)"
    r" (?:\w+ )?(?:call|talk|chat|conversation|meeting|slot|coffee|lunch|appointment|example|visit|catch-up)\b"
    r"|\b(?:i|we)(?:'ve| have| could| can)? (?:do|set aside|kept|blocked|reserved|pencilled)\b|\bsuits? (?:me|you|us)\b"
    r"|\A\W*(?:\w+ ){1,3}(?:would|will|is|works)(?: also| just| equally| quite| be)*"
    r" (?:fine|work|do|suit|good|better|easier|well|too|for me|for us)\b[^.]{0,30}[.!]?\W*\Z"
    r"|\bpass(?:t|en)(?: es)? (?:mir|uns|ihnen)\b|\b(?:me|nous|vous) (?:convien\w+|va|irait)\b"
    r"|\b(?:me|nos|le|les) (?:\w+ )?(?:viene|vendría|va|conviene)\b"
    r"|\b(?:ich|wir) (?:melde|melden|rufe|schreibe|schreiben|komme|kommen|bin|sind)\b"
    r"|\b(?:je|nous) (?:vous )?(?:rappelle\w*|appelle\w*|écri\w+|recontacte\w*|suis|sommes)\b"
    r"|\b(?:le|les) (?:llam\w+|escrib\w+|contact\w+)\b|\b(?:estoy|estaré|volveré a escribir\w*)\b",
    re.IGNORECASE,
)
_AT_THE_LATEST = re.compile(
    r"\b(?:by|until|before|within|bis|spätestens|d'ici|avant|antes de|hasta)\s+(?:the\s+)?\Z", re.IGNORECASE
)
_RUNS_OUT = re.compile(
    r"\b(?:renew|expir|contract|agreement|term ends|verläng|vertrag|contrat|renouv|renov)\w*", re.IGNORECASE
)
_TO_BE = re.compile(
    r"\b(?:will|shall|'ll|going to|wird|werden|vamos|allons)\b|\b\w+(?:rons|remos)\b", re.IGNORECASE
)
_LISTED = re.compile(
    r"[\s-]+(?:(?:short|quick|small|open|simple|more|kurze|petites?|pequeñas?) )?(?:things?|questions?|points|ways|"
    r"options|"
    r"lines?|sides|ideas|words?|sentences?|topics|dinge|fragen|punkte|wege|möglichkeiten|zeilen|sätze|choses|questions|"
    r"points|lignes|mots|phrases|cosas|preguntas|puntos|líneas|palabras|frases)\b",
    re.IGNORECASE,
)
_MOST_LISTED = 5
_WORDED_SLACK = 1.0  # points, of a share in words
_LIST_MARK = re.compile(r"(?m)(?:^[ \t]*|(?<=[.:?!] ))[1-9][.)](?= [^\W\d])")
_MONTHS = "|".join(sorted(one for one in MONTH_WORDS if len(one) > 3 or one in ("may", "mai")))
_ORDINAL = re.compile(
    r"\b(?:(?:four|fif|six|seven|eigh|nin|ten|eleven|twelf|(?:thir|four|fif|six|seven|eigh|nine)teen)th"
    r"|(?:twen|thir|for|fif|six|seven|eigh|nine)tieth|hundredth"
    rf"|(?:first|second|third) of (?:{_MONTHS})|(?:{_MONTHS}) the (?:first|second|third|\w+th)"
    rf"|(?:erst|zweit|dritt)e[nrms]? (?:{_MONTHS})|premier (?:{_MONTHS})"
    r"|(?:viert|fünft|sechst|siebt|acht|neunt|zehnt|elft|zwölft|\w+zehnt|zwanzigst)e[nrms]?"
    r"|(?:quatr|cinqu|six|sept|huit|neuv|dix|onz|douz|quinz|vingt)ième"
    r"|(?:cuart|quint|sext|séptim|octav|noven|décim)[oa])\b",
    re.IGNORECASE,
)
_VAGUE = re.compile(
    r"^(?:this|next|last|past|coming|recent|previous)(?: few| couple of)? (?:days|weeks|months|years)$"
)
_ASKS_WHEN = re.compile(
    r"^(?:mon|tues|wednes|thurs|fri)days?$|^(?:tomorrow|morgen|demain|mañana)$|^(?:montag|dienstag|mittwoch"
    r"|donnerstag|freitag)s?$|^(?:lundi|mardi|mercredi|jeudi|vendredi)$|^(?:lunes|martes|miércoles|jueves|viernes)$|"
    r"^(?:this|next|coming|diese|nächste|kommende|cette|ce|est[ea]|próxim[oa])\w* \w+$|prochaine?$"
)
_OURS = re.compile(
    r"\b(?:ship|release|launch|fix|deliver|deploy|upgrade|build|ready|available|live|done|solv|mend|repair|from us|"
    r"receive|"
    r"get it|have it|beheb|liefer|lös|verfügbar|fertig|livr|corrig|"
    r"(?<!vous )(?<!usted )(?<!ustedes )disponible|prêt|list[oa]|solucion)\w*",
    re.IGNORECASE,
)
_UNTIL = re.compile(
    r"\b(?:by|until|before|till|within|bis|vor|avant|d'ici|antes de|para|hasta)\s+(?:the\s+)?\Z",
    re.IGNORECASE,
)
_AMOUNT_GOES_ON = re.compile(
    r"\s*(?:[.,;:!?)\n—–-]|\Z|(?:a|an|per|each|every|annually|yearly|in|of|and|or|which|that|for|is|was"
    r"|with|on|at|to|"
    r"im|pro|jährlich|par|al|por|und|et|y)\b)",
    re.IGNORECASE,
)
_BOUND = (
    ("renewal", re.compile(r"\brenew|\bverlänger|\brenouvel|\brenov", re.IGNORECASE)),
    ("left", re.compile(r"\b(?:you|they|it) left\b|\bleft us\b", re.IGNORECASE)),
    ("heard", re.compile(r"\blast heard\b", re.IGNORECASE)),
)


def figure_findings(passage: Passage, sheet: FactsSheet) -> Iterator[Finding]:
    """Numbers, days and times that are not on the sheet."""
    outward = passage.part.outward
    known = sheet.told if outward else sheet.inside
    phrases = sheet.phrases if outward else sheet.inside_phrases
    text = _without(passage.rest, _told_scores(passage.rest, sheet))
    text = _without_names(text, sheet.names)
    for idle in (_IDIOM, _LIST_MARK):
        text = _without(text, (found.span() for found in idle.finditer(text)))
    for time in times_in(text):
        asks = (
            _is_of_talk(passage, time.start, time.words) if outward else not _ends(passage.said, time.start)
        )
        if not (asks or time.words in phrases or _is_counted(time.words, known)):
            yield passage.finding("date", time.start, time.end, "this day or time is not on the facts sheet")
            text = _without(text, ((time.start, time.end),))
    days, rest = dates_and_rest(text)
    yield from _days(passage, sheet, days, known)
    free = (one for one in times_in(text) if not _is_counted(one.words, known))
    rest = _without(rest, ((one.start, one.end) for one in free))
    for found in _ORDINAL.finditer(rest if outward else ""):
        yield passage.finding("number", *found.span(), "the facts sheet holds no such number")
    numbers, left = read_numbers(rest)
    for number in numbers:
        if not _is_known(number, rest, known, phrases):
            yield passage.finding("number", number.start, number.end, "the facts sheet holds no such number")
    yield from _unread(passage, rest, left)


def _days(
    passage: Passage, sheet: FactsSheet, days: Iterable[WrittenDate], known: Known
) -> Iterator[Finding]:
    at = 0
    for day in days:
        found = passage.rest.find(day.text, at)
        start = found if found >= 0 else max(passage.rest.find(day.text), 0)
        at = start
        end = start + len(day.text)
        if not is_known_day(day, known.days):
            yield passage.finding("date", start, end, "the facts sheet holds no such day")
            continue
        first, last = sentence_at(passage.rest, start)
        sentence = passage.rest[first:last]
        if passage.part.outward and day.day is None and _is_loose(day, sentence):
            yield passage.finding("date", start, end, "the facts sheet holds no such plan")
            continue
        for name, speaks in _BOUND:
            held = sheet.bound.get(name, frozenset())
            if held and day.day is not None and speaks.search(sentence) and not is_known_day(day, held):
                yield passage.finding("date", start, end, f"that day is {min(held)}")
                break


def _is_loose(day: WrittenDate, sentence: str) -> bool:
    """Whether a month or a quarter stands for no day on the sheet: with what will be, and not with a contract's end."""
    if _RUNS_OUT.search(sentence):
        return False
    return len(day.months) > 1 or _TO_BE.search(sentence.replace("’", "'")) is not None


def _is_known(number: WrittenNumber, text: str, known: Known, phrases: frozenset[str]) -> bool:
    if phrase_of(text, number) in phrases or is_known_year(number, known.days):
        return True
    if number.unit == "plain" and 0 < number.value <= _MOST_LISTED and _LISTED.match(text, number.end):
        return True
    if number.unit == "plain" and _is_asked_for(number, text):
        return True
    found = fitting(number, text, known)
    if "points" in number.of:
        found = [one for one in found if one.unit != "percent"]
    if number.unit == "plain" and found and all(one.unit == "money" for one in found):
        return _AMOUNT_GOES_ON.match(text, number.end) is not None
    if number.unit == "plain" and not number.of:
        return any(not one.of or one.unit == "money" for one in found)
    if number.unit == "percent" and not any(map(str.isdigit, number.text)):
        return any(abs(abs(one.value) - number.value) <= _WORDED_SLACK for one in found)
    return bool(found)


def _is_asked_for(number: WrittenNumber, text: str) -> bool:
    """Whether it is how long a talk is asked to be."""
    behind = text[number.start + len(number.text) :].lstrip(" -")
    asked = _ASKED_FOR.match(behind) or _ASKED_FOR.match(text, number.start + len(number.text))
    within = re.search(
        r"\b(?:in|within|under|inside|binnen|dans|sous|en)\s+\Z", text[: number.start], re.IGNORECASE
    )
    return asked is not None and within is None and 0 < number.value <= _LONGEST_ASKED


def _is_counted(words: str, known: Known) -> bool:
    """Whether a time is a number of days that the sheet holds: "in 37 days"."""
    numbers = numbers_in(words)
    return bool(numbers) and all(fitting(one, words, known) for one in numbers)


def _is_of_talk(passage: Passage, start: int, words: str) -> bool:
    """Whether a time is when whoever writes means to talk, or asks to."""
    first, last = sentence_at(passage.said, start)
    sentence = passage.said[first:last].replace("’", "'")
    if _only_asks(passage.said, start, words) or _VAGUE.match(words):
        return True
    late = _AT_THE_LATEST.search(passage.said[first:start])
    return _CONTACT.search(sentence) is not None and late is None and _OURS.search(sentence) is None


def _ends(text: str, start: int) -> bool:
    """Whether the sentence of a time speaks of what runs out, whose day is known."""
    first, last = sentence_at(text, start)
    return _RUNS_OUT.search(text[first:last]) is not None


def _only_asks(text: str, start: int, words: str) -> bool:
    """Whether a time only asks when it would suit them, or what they plan: "Would next week suit you?"."""
    first, last = sentence_at(text, start)
    sentence = text[first:last].rstrip()
    return (
        sentence.endswith("?")
        and _ASKS_WHEN.search(words) is not None
        and _UNTIL.search(text[first:start]) is None
        and _OURS.search(sentence) is None
    )


def _told_scores(text: str, sheet: FactsSheet) -> Iterator[tuple[int, int]]:
    for one in sheet.told.numbers:
        if one.source == "score":
            for found in re.finditer(rf"\b{one.value:g}{_OF_TEN}", text):
                yield found.span()


def _unread(passage: Passage, text: str, left: Iterable[str]) -> Iterator[Finding]:
    """Words with digits in them that are no number that could be checked."""
    at = 0
    for word in left:
        found = text.find(word, at)
        start = max(found if found >= 0 else text.find(word), 0)
        at = start + len(word)
        yield passage.finding(
            "number", start, start + len(word), "it holds digits and is not on the facts sheet"
        )


def _without_names(text: str, names: Iterable[str]) -> str:
    for name in sorted(
        (one for one in names if any(map(str.isdigit, one))), key=lambda one: (-len(one), one)
    ):
        if len(name) > 2 and not name.strip().isdigit():
            spans = [found.span() for found in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text)]
            text = _without(text, spans)
    return text


def _without(text: str, spans: Iterable[tuple[int, int]]) -> str:
    for start, end in list(spans):
        text = text[:start] + " " * (end - start) + text[end:]
    return text
