"""How long a message may be, how hard to read, and in what tone: bounds that hold in any language.

Reading level: Björnsson's readability index LIX (Läsbarhet, 1968), words a sentence plus the share of words of more
than six letters in percent. It needs no syllables and so no language; 60 and more is called very difficult. German and
Spanish words are longer than English ones, so the bound is 65; no sentence is longer than 45 words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from playbooks.guardrails.findings import Finding
from playbooks.guardrails.passage import Passage, sentences
from playbooks.guardrails.patterns import without, wordings
from playbooks.guardrails.sheet import FactsSheet

MOST_WORDS = {"message": 200, "subject": 14, "line": 80}
MOST_SUBJECT = 80
"""Characters."""
HARDEST = 65.0
LONGEST_SENTENCE = 45
_FEWEST_TO_JUDGE = 30
_LONG = 6
_MOST_CRIES = 1
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_SHOUT = re.compile(r"(?<![\w.])[A-ZÀ-Þ]{2,}(?:[\s,]+[A-ZÀ-Þ]{2,})+(?![\w])|(?<![\w.])[A-ZÀ-Þ]{5,}(?![\w])")
_CRIES = re.compile(r"[!?¡¿]*![!?]+|\?[!?]+|！+")
_PRESSES = wordings("press")
_FREES = re.compile(
    r"(?:\bnot|n't|\bnever|\bno (?:need|reason) to) (?:feel|think|believe|say|suggest|mean)(?: that)? \Z"
    r"|\b(?:need not|(?:not|n't) (?:need|have) to|no need to|(?:not|n't) expect you to)\b[^,;.]*\Z",
    re.IGNORECASE,
)


def style_findings(passage: Passage, sheet: FactsSheet) -> Iterator[Finding]:
    """What is too long, too hard to read, too loud or presses."""
    yield from _length(passage)
    if not passage.part.outward:
        return
    if not passage.subject:
        yield from _reading(passage)
    held = " ".join((*sheet.names, *(one.text for one in sheet.quotes), *sheet.own))
    for found in _SHOUT.finditer(passage.rest):
        loud = [one for one in _WORD.findall(found[0]) if one not in held]
        if any(len(one) > 4 for one in loud) or sum(len(one) for one in loud) > 6:
            yield passage.finding("tone", found.start(), found.end(), "capitals shout")
    cries = [found.span() for found in re.finditer(r"!", passage.said)]
    doubled = _CRIES.search(passage.said)
    if doubled is not None:
        yield passage.finding("tone", *doubled.span(), "one mark is enough")
    elif len(cries) > _MOST_CRIES + 1:
        yield passage.finding("tone", *cries[-1], "so many exclamation marks shout")
    text = without(passage.rest.replace("’", "'"), "empathy")
    for found in _PRESSES.finditer(text):
        if _FREES.search(text[: found.start()]):
            continue
        yield passage.finding("tone", found.start(), found.end(), "it blames or presses the reader")


def _length(passage: Passage) -> Iterator[Finding]:
    text = passage.seen.text
    words = [found.span() for found in _WORD.finditer(text)]
    kind = "subject" if passage.subject else "message" if passage.part.name.endswith(" message") else "line"
    if kind == "subject" and (len(text) > MOST_SUBJECT or "\n" in text.strip()):
        why = f"a subject is one line of at most {MOST_SUBJECT} characters"
        yield passage.finding("length", min(len(text) - 1, MOST_SUBJECT), len(text), why)
    elif len(words) > MOST_WORDS[kind]:
        start = words[MOST_WORDS[kind]][0]
        yield passage.finding(
            "length", start, len(text), f"it has {len(words)} words; at most {MOST_WORDS[kind]} are read"
        )
    if passage.part.outward and not text.strip():
        yield passage.finding("length", 0, 0, "there is nothing in it")


def _reading(passage: Passage) -> Iterator[Finding]:
    own = [(text, start, _WORD.findall(text)) for text, start in sentences(passage.rest)]
    for text, start, words in own:
        if len(words) > LONGEST_SENTENCE:
            end = start + len(text.rstrip())
            yield passage.finding("reading", start, end, f"a sentence of {len(words)} words is hard to read")
    held = [(text, start, words) for text, start, words in own if len(words) > 2]
    words = [word for _, _, found in held for word in found]
    if len(words) >= _FEWEST_TO_JUDGE:
        index = len(words) / len(held) + 100 * sum(len(word) > _LONG for word in words) / len(words)
        if index > HARDEST:
            first, last = held[0][1], held[-1][1] + len(held[-1][0].rstrip())
            yield passage.finding(
                "reading", first, last, f"LIX {index:.0f}; above {HARDEST:.0f} it is hard to read"
            )
