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
from playbooks.written_dates import WrittenDate, dates_and_rest
from playbooks.written_numbers import WrittenNumber, numbers_in, read_numbers

_OF_TEN = r"\s*(?:of|out of|/|von|sur|de)\s*(?:10|ten|zehn|dix|diez)\b"
_IDIOM = re.compile(
    r"\b(?:b2b|b2c|2fa|1:1|e2e|oauth2|utf-8|365)\b|\bquarter of an hour\b|\bhalf[- ](?:an? )?(?:hour|way)\b|"
    r"\btwice\b(?! as| the| your)|\b(?:the |all )?(?:two|three|four) of (?:us|you|them)\b|\bsecond thoughts?\b|"
    r"\bone (?:or|and) two\b|\bone or two\b|\btwo minds\b|\bhalf\b(?= of what| the story)",
    re.IGNORECASE,
)
_LISTED = re.compile(
    r"\s+(?:(?:short|quick|small|open|simple|more|kurze|petites?|pequeñas?) )?(?:things?|questions?|points|ways|"
    r"options|"
    r"lines|sides|ideas|words|sentences|topics|dinge|fragen|punkte|wege|möglichkeiten|zeilen|sätze|choses|questions|"
    r"points|lignes|mots|phrases|cosas|preguntas|puntos|líneas|palabras|frases)\b",
    re.IGNORECASE,
)
_MOST_LISTED = 5
_WORDED_SLACK = 1.0  # points, of a share in words
_ASKS_WHEN = re.compile(
    r"^(?:this|next|coming|diese|nächste|kommende|cette|ce|est[ea]|próxim[oa])\w* \w+$|prochaine?$"
)
_OURS = re.compile(
    r"\b(?:ship|release|launch|fix|deliver|deploy|upgrade|build|ready|available|live|done|solv|mend|repair|from us|"
    r"receive|"
    r"get it|have it|beheb|liefer|lös|verfügbar|fertig|livr|corrig|disponible|prêt|list[oa]|solucion)\w*",
    re.IGNORECASE,
)
_UNTIL = re.compile(
    r"\b(?:by|until|before|till|within|bis|vor|avant|d'ici|antes de|para|hasta)\s+(?:the\s+)?\Z",
    re.IGNORECASE,
)
_AMOUNT_GOES_ON = re.compile(
    r"\s*(?:[.,;:!?)\n—–-]|\Z|(?:a|an|per|each|every|annually|yearly|in|of|and|or|which|that|for|is|was|with|on|at|to|"
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
    text = _without(_without_names(text, sheet.names), (found.span() for found in _IDIOM.finditer(text)))
    for time in times_in(text):
        asks = outward and _only_asks(passage.said, time.start, time.words)
        if not (asks or time.words in phrases or _is_counted(time.words, known)):
            yield passage.finding("date", time.start, time.end, "this day or time is not on the facts sheet")
            text = _without(text, ((time.start, time.end),))
    days, rest = dates_and_rest(text)
    yield from _days(passage, sheet, days, known)
    free = (one for one in times_in(text) if not _is_counted(one.words, known))
    rest = _without(rest, ((one.start, one.end) for one in free))
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
        for name, speaks in _BOUND:
            held = sheet.bound.get(name, frozenset())
            if held and day.day is not None and speaks.search(sentence) and not is_known_day(day, held):
                yield passage.finding("date", start, end, f"that day is {min(held)}")
                break


def _is_known(number: WrittenNumber, text: str, known: Known, phrases: frozenset[str]) -> bool:
    if phrase_of(text, number) in phrases or is_known_year(number, known.days):
        return True
    if number.unit == "plain" and 0 < number.value <= _MOST_LISTED and _LISTED.match(text, number.end):
        return True
    found = fitting(number, text, known)
    if number.unit == "plain" and found and all(one.unit == "money" for one in found):
        return _AMOUNT_GOES_ON.match(text, number.end) is not None
    if number.unit == "plain" and not number.of:
        return any(not one.of or one.unit == "money" for one in found)
    if number.unit == "percent" and not any(map(str.isdigit, number.text)):
        return any(abs(abs(one.value) - number.value) <= _WORDED_SLACK for one in found)
    return bool(found)


def _is_counted(words: str, known: Known) -> bool:
    """Whether a time is a number of days that the sheet holds: "in 37 days"."""
    numbers = numbers_in(words)
    return bool(numbers) and all(fitting(one, words, known) for one in numbers)


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
