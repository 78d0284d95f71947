"""How a time is put into words, by kind, in English, German, French and Spanish; the first kind that fits counts."""

from __future__ import annotations

import re
from collections.abc import Iterable

from playbooks.promises.due_numbers import MONTH_NUMBER, NUMBER, ORDINAL, UNIT, WEEKDAY_NUMBER


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted((re.escape(word) for word in words), key=len, reverse=True))


_WEEKDAY = (
    _any(word for word in WEEKDAY_NUMBER if len(word) > 5 or word in ("lundi", "mardi", "jeudi", "lunes"))
    + "|(?<=by )(?:mon|tue|tues|wed|thu|thurs|fri|sat|sun)|(?<=on )(?:mon|tue|tues|wed|thu|thurs|fri)|martes|jueves"
)
_MONTH = _any(MONTH_NUMBER)
_LONG_MONTH = _any(word for word in MONTH_NUMBER if len(word) > 3 or word in ("mai",))
_ORDINAL = _any(ORDINAL).replace("\\-", "[ -]")
_DAY = rf"(?:(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th|er|\.)?|{_ORDINAL})"
_NUMBER = rf"\d{{1,3}}|{_any(NUMBER)}"
_YEAR = r"(?:,?\s+(?:de\s+)?(?P<year>\d{4}|['’]\d{2}))?(?!\d)"
_LEAD = (
    r"(?<![\w-])(?:(?:by|before|until|till|no\s+later\s+than|not\s+later\s+than|at\s+the\s+latest(?:\s+by|"
    r"\s+on)?|"
    r"latest\s+by|from|on|come|bis(?:\s+(?:spätestens|zum|ende))?|spätestens(?:\s+(?:am|bis|zum))?|am|"
    r"d['’]ici(?:\s+(?:le|au))?|avant(?:\s+le)?|pour|au\s+plus\s+tard(?:\s+le)?|le|antes\s+del?|hasta|para|"
    r"a\s+más\s+tardar|el)"
    r"\s+)?(?:(?:the|end\s+of\s+day|at\s+latest|la|el|le)\s+)?"
)
_CLOCK = (
    r"(?:,?\s+(?:at\s+|by\s+|around\s+|um\s+|à\s+|a\s+las\s+)?(?:\d{1,2}(?:[:.]\d{2})?\s*(?:am|pm|a\.m\.|"
    r"p\.m\.|o['’]?clock|uhr|h)\b|"
    r"\d{1,2}:\d{2}|(?:early\s+)?(?:morning|afternoon|evening|night)|noon|midday|lunch(?:time)?|midnight|"
    r"close\s+of\s+business|cob|eod|"
    r"end\s+of\s+(?:the\s+)?(?:day|business)|vormittag|nachmittag|mittag|früh|abend|matin|midi|après-midi|"
    r"soir|tarde))?"
)
_UNIT = _any(word for word in UNIT if len(word) > 1)
_PERIOD = (
    r"week|month|quarter|year|woche|monats?|quartals?|jahr(?:es)?|semaine|mois|trimestre|semana|mes|année|año"
)
_THIS = (
    r"this\s+coming|this|next|the\s+coming|coming|the\s+following|following|the\s+current|current|"
    r"diese[rsnm]?|dieses|"
    r"n[äa]chste[rsnm]?|kommende[rsnm]?|cette|ce|la\s+prochaine|prochaine?|esta|este|la\s+pr[óo]xima|"
    r"el\s+pr[óo]ximo|pr[óo]xim[ao]"
)
_PART = (
    r"very\s+end|end|close|late|beginning|start|begin|early|middle|mid|first\s+half|second\s+half|ende|"
    r"mitte|anfang|"
    r"fin|mi|début|finales|final|principios?|mediados"
)
_STOP = r"(?=\s*(?:[.,;:!?)–—]|$|\s(?:at|and|so|but|or|latest|i|we|you|then|with|in|und|et|y)\b))"


def _pattern(when: str, lead: str = _LEAD, clock: str = _CLOCK) -> re.Pattern[str]:
    return re.compile(rf"{lead}(?P<when>(?:{when}){clock})", re.IGNORECASE)


PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "untold",
        _pattern(
            r"(?:with|in|by|as\s+part\s+of|after)\s+(?:the|our|one\s+of\s+the)\s+(?:(?:next|coming|"
            r"upcoming|following|\w+)\s+)"
            r"(?:release|update|version|sprint|patch)s?\b|(?:in|with|by)\s+(?:version|release|v)\s?\d[\w.]*|"
            r"(?:within|in|over)\s+(?:(?:a|the)\s+)?(?:next\s+)?(?:few|several)\s+(?:hours|"
            r"days|weeks|months)|"
            r"(?:by|before|in|this|next)\s+(?:the\s+)?(?:spring|summer|autumn|fall|winter|christmas|easter|"
            r"holidays)\b|"
            r"(?:in|with)\s+der\s+nächsten\s+version|mit\s+dem\s+nächsten\s+(?:update|release)",
            r"(?<!\w)",
        ),
    ),
    ("iso", _pattern(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?!\d)")),
    (
        "numbers",
        _pattern(
            r"(?P<first>\d{1,2})(?P<mark>[./])\s?(?P<second>\d{1,2})(?:(?P=mark)\s?(?P<year>\d{4}|"
            r"\d{2})(?!\d)"
            r"|\.(?=\s|$)|(?<=/\d\d)(?![\d/])|(?<=/\d)(?![\d/]))"
        ),
    ),
    (
        "weekday",
        _pattern(
            r"(?P<ahead>a|one|two|three)\s+weeks?\s+(?:on|from|this)\s+(?:(?:this|next)\s+)?"
            rf"(?P<weekday>{_WEEKDAY})\b"
        ),
    ),
    ("near", _pattern(r"(?P<ahead>a)\s+week\s+(?:from\s+)?(?P<word>today|tomorrow)")),
    (
        "of month",
        _pattern(
            rf"(?:(?:{_WEEKDAY})\b,?\s+(?:the\s+|den\s+|le\s+|"
            rf"el\s+)?)?(?:the\s+)?(?P<day>{_DAY})\s+(?:of\s+|de\s+)?(?P<month>{_MONTH})\b{_YEAR}"
        ),
    ),
    (
        "of month",
        _pattern(
            rf"(?:(?:{_WEEKDAY})\b,?\s+)?(?P<month>{_MONTH})\b\.?\s+(?:the\s+)?(?P<day>{_DAY})\b(?![%€$]|"
            rf"[.,]\d){_YEAR}"
        ),
    ),
    (
        "of this month",
        _pattern(
            rf"(?:(?:{_WEEKDAY})\b,?\s+)?(?:the\s+)?(?P<day>{_DAY})\s+(?:of\s+|de\s+|des\s+|"
            rf"du\s+)?(?P<which>this|next|the\s+coming|the\s+current|the\s+following|nächsten|prochain|"
            rf"próximo)\s+"
            r"(?:month|monats|mois|mes)\b"
        ),
    ),
    (
        "of this month",
        _pattern(
            rf"(?P<day>(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)|{_ORDINAL}){_STOP}",
            r"(?<!\w)(?:by|before|until|till|on|no\s+later\s+than|come)\s+(?:\w+day,?\s+)?the\s+",
        ),
    ),
    (
        "of this month",
        _pattern(
            r"(?P<day>(?:0?[1-9]|[12]\d|3[01])\.?)" + _STOP,
            r"(?<!\w)(?:bis\s+zum|spätestens\s+am|d['’]ici\s+le|avant\s+le|antes\s+del)\s+",
        ),
    ),
    (
        "period",
        _pattern(
            rf"(?P<part>{_PART})(?:\s+|-)(?:part\s+)?(?:of\s+|der\s+|des\s+|de\s+)?(?:(?:the|our|your|la|"
            rf"du|del|dieser|dieses)\s+)*"
            rf"(?P<which>{_THIS})?\s*(?:calendar\s+|working\s+|business\s+)?(?P<unit>{_PERIOD}|day|"
            rf"business|play|tages)\b(?!\s+of)"
            r"(?P<next>\s+prochaine?|\s+que\s+viene)?"
        ),
    ),
    (
        "quarter",
        _pattern(
            rf"(?:(?:{_PART})\s+(?:of\s+)?|im\s+|in\s+)?(?:the\s+)?(?:q|"
            rf"t)(?P<quarter>[1-4])(?:[\s/]+(?P<year>\d{{4}}))?\b"
        ),
    ),
    (
        "month",
        _pattern(rf"(?P<part>{_PART})(?:\s+(?:of\s+|de\s+)?|-)(?P<month>{_MONTH})\b{_YEAR}"),
    ),
    (
        "weekday",
        _pattern(
            rf"(?:(?P<which>next|this\s+coming|this|coming|the\s+following|following|nächsten|kommenden|"
            rf"diesen)\s+)?(?P<weekday>{_WEEKDAY})\b"
            r"(?:\s+(?:of\s+|in\s+)?(?P<week>next\s+week|in\s+a\s+week|week|"
            r"nächster\s+woche)\b(?!\s+view))?(?P<next>\s+(?:prochain|que\s+viene))?"
        ),
    ),
    (
        "near",
        _pattern(
            r"(?P<word>the\s+day\s+after\s+tomorrow|day\s+after\s+tomorrow|tomorrow|übermorgen|"
            r"(?<!guten\s)morgen|après-demain|demain|"
            r"pasado\s+mañana|(?<!la\s)mañana)\b"
        ),
    ),
    (
        "today",
        _pattern(
            r"(?:later\s+)?(?:today|tonight|this\s+(?:morning|afternoon|evening))|heute|aujourd['’]hui|hoy|"
            r"eod|cob|"
            r"(?<=by\s)(?:noon|midday|lunchtime|tonight|midnight)|(?<=by\s)\d{1,2}(?::\d\d)?\s?(?:am|pm)\b|"
            r"(?:within|in)\s+the\s+(?:next\s+)?hour"
        ),
    ),
    (
        "period",
        _pattern(
            rf"(?:in\s+|within\s+|during\s+|im\s+|im\s+laufe\s+|in\s+the\s+course\s+of\s+)?(?:later\s+|"
            rf"some\s?time\s+)?(?:the\s+|la\s+|le\s+|el\s+)?"
            rf"(?P<which>{_THIS})\s+(?P<unit>{_PERIOD})\b(?!\s+(?:ago|end|view))"
        ),
    ),
    ("period", _pattern(r"(?P<unit>week|month|quarter|year)[\s-](?P<part>end)\b")),
    ("period", _pattern(r"(?P<part>eo)(?P<unit>[wmqy])\b")),
    (
        "period",
        _pattern(r"(?:within|before)\s+the\s+(?P<unit>week|month|quarter|year)(?:\s+is\s+out)?\b(?!s)"),
    ),
    (
        "period",
        _pattern(rf"(?:la|le|el)\s+(?P<unit>{_PERIOD})(?P<next>\s+prochaine?|\s+que\s+viene)", r"(?<!\w)"),
    ),
    ("weekend", _pattern(r"(?:over\s+|at\s+)?(?:this\s+|the\s+)weekend\b|am\s+wochenende|ce\s+week-end")),
    (
        "count",
        _pattern(
            r"(?:within|in\s+(?:under|less\s+than)|in|inside|innerhalb(?:\s+von)?|binnen|sous|"
            r"dans(?:\s+les)?|en|dentro\s+de)\s+"
            r"(?:(?:the|about|around|at\s+most|etwa|un\s+plazo\s+de)\s+)*(?:next\s+|nächsten\s+)?"
            rf"(?:\d{{1,2}}\s?(?:to|or|-|–|bis|à|"
            rf"a)\s?)?(?P<number>{_NUMBER})\s+(?:more\s+)?(?P<working>(?:business|working|"
            rf"week)\s+)?(?P<unit>{_UNIT}|werktagen)\b"
            r"(?:['’]s?)?(?:\s+(?:time|ouvrés))?"
        ),
    ),
    (
        "count",
        _pattern(
            rf"(?P<number>{_NUMBER})\s+(?P<working>(?:business|"
            rf"working)\s+)?(?P<unit>{_UNIT})\s+from\s+(?:now|today)\b"
        ),
    ),
    (
        "month",
        _pattern(
            rf"(?P<month>{_MONTH})\b(?:\s+(?P<year>\d{{4}}))?",
            r"(?<!\w)(?:by|until|till|before|in|during|bis|im|en|d['’]ici|avant|para|"
            r"antes\s+de)\s+(?:the\s+)?",
        ),
    ),
)
