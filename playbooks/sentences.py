"""The whole sentences of what a customer wrote that can be quoted back to them.

Keeps the rules that a quote is verbatim and stands on its own, and that nobody is quoted shouting, swearing, insulting
or ordering a machine about: then a calmer sentence is taken, or none.
"""

from __future__ import annotations

import re

_SENTENCE = re.compile(r"""\S.*?(?:[.!?]+(?=\s+["“‘(¿¡]?[A-ZÀ-Þ\d]|\s*\Z)|\Z)""", re.DOTALL)
_LONGEST = 160
_SHORTEST = 12
_FEWEST_WORDS = 3
_MASKED = re.compile(
    r"\[[A-Z_ ]+(?:_\d+)?\]|[<>\[\]{}|]|https?:|@|[\"“”„«»]|``|''|\bX{2,}|\*{2,}|\.{2,}|…|\b[a-z]{3,}[A-Z][a-z]{2,}"
)
_ASKS = re.compile(r"\?\W*\Z|^¿|\b(?:too|as well)[.!]?\Z")
_LEANS = re.compile(
    r"(?:and|but|so|or|nor|also|then|it|its|it'?s|this|that|that'?s|these|those|they|he|she|which|who|"
    r"because|however|"
    r"otherwise|instead|neither|both|none|same|another|which|there|their|them|his|her|such|attaching|"
    r"you've seen|as you|yes|yeah|no|nope|ok|okay|well|hi|hello|"
    r"hey|dear|thanks|thank you|regards|cheers|result|ps|"
    r"und|aber|oder|denn|also|dann|es|das|dies|diese[rs]?|sie|er|ja|nein|hallo|guten|danke|"
    r"et|mais|ou|donc|puis|cela|ça|c'est|il|elle|ils|elles|oui|non|bonjour|merci|"
    r"pero|o|entonces|esto|eso|él|ella|ellos|sí|hola|gracias)\b",
    re.IGNORECASE,
)
_SWEARS = re.compile(
    r"\b(?:f+u+c+k\w*|f\*+\w*|wtf|stfu|sh[i1*]t\w*|bullsh\w*|bullcrap|crap\w*|damn\w*|goddamn\w*|hell|"
    r"bloody|piss\w*|arse\w*|"
    r"ass|asses|assholes?|bastards?|bitch\w*|bollocks|wank\w*|screw (?:you|this)|suck\w*|idiot\w*|morons?|"
    r"stupid\w*|dumb\w*|"
    r"clowns?|liars?|lying|lied|thie(?:f|ves)|crooks?|scam\w*|fraud\w*|rip-?off\w*|robbery|greed\w*|"
    r"garbage|trash|rubbish|"
    r"useless|pathetic|disgrac\w*|disgust\w*|shameful|incompeten\w*|joke|laughable|ridiculous\w*|worst|"
    r"shut up|hate\w*|"
    r"lawyers?|attorneys?|sue|lawsuit|court|"
    r"schei(?:ß|ss)\w*|verdammt\w*|mist|arsch\w*|idioten|lügner\w*|betrüger\w*|betrug|abzocke\w*|"
    r"unverschämt\w*|frechheit|"
    r"lächerlich\w*|katastrophal\w*|anwalt|"
    r"merde\w*|putain|connards?|conn?e?rie\w*|nuls?|nulle?s?|arnaque\w*|escrocs?|menteurs?|honteux|honteuse|avocats?|"
    r"mierda\w*|joder|puta\w*|cabr[oó]n\w*|idiotas?|estafa\w*|mentiros\w*|ladrones|vergüenza|vergonzos\w*|abogados?|"
    r"cazzo\w*|truffa\w*|kut\w*|klote\w*)\b",
    re.IGNORECASE,
)
_SHOUTS = re.compile(r"\b[A-ZÀ-Þ]{3,}(?:\W+[A-ZÀ-Þ]{2,}){2,}\b|\b[A-ZÀ-Þ]{6,}\b|!{2,}|\?!|!\?")
_MOST_CAPITALS = 0.5
_FEWEST_LETTERS = 12
_ORDERS = re.compile(
    r"\b(?:ignore|disregard|forget|override)\b[^.]{0,40}\b(?:instruction|prompt|rule|polic|context|above)|"
    r"\b(?:system prompt|you are now|language model|as an ai)\b|\b(?:ignorier\w*|vergiss|vergessen sie)\b[^.]{0,40}"
    r"\b(?:anweisung|regel)|\b(?:ignore[zr]?|oubliez)\b[^.]{0,40}\b(?:instruction|consigne)|"
    r"\b(?:ignor[ae]\w*|olvid[ae]\w*)\b[^.]{0,40}\binstruccion",
    re.IGNORECASE,
)


def is_calm(text: str) -> bool:
    """Whether ``text`` can be said back to whoever wrote it: no shouting, swearing or insult, no order to a machine."""
    letters = [char for char in text if char.isalpha()]
    shouted = len(letters) >= _FEWEST_LETTERS and (
        sum(char.isupper() for char in letters) > _MOST_CAPITALS * len(letters)
    )
    return not (shouted or _SHOUTS.search(text) or _SWEARS.search(text) or _ORDERS.search(text))


def sentences_of(text: str) -> list[str]:
    """The sentences of ``text``, verbatim."""
    return [found[0].strip() for found in _SENTENCE.finditer(text)]


def quotable(text: str) -> list[str]:
    """The sentences of ``text`` that may be quoted, verbatim and without their full stop: none that is too short or
    too long, that leans on what stood before it, that asks, or that holds what redaction took out, a link or markup.
    """
    return [
        sentence.rstrip(".").rstrip()
        for sentence in sentences_of(text)
        if _SHORTEST <= len(sentence) <= _LONGEST
        and len(sentence.split()) >= _FEWEST_WORDS
        and "\n" not in sentence
        and not _MASKED.search(sentence)
        and not _ASKS.search(sentence)
        and not _LEANS.match(sentence)
        and sentence[0].isalnum()
        and not sentence.endswith((":", ";", ","))
        and is_calm(sentence)
    ]


def short_quote(text: str) -> str:
    """The first sentence of ``text`` that may be quoted; empty where none may be."""
    return next(iter(quotable(text)), "")
