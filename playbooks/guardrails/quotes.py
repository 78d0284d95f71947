"""What a draft gives as the account's words must be its own, as it wrote them.

A quote stands verbatim in one of its statements (``citations.is_verbatim``), not cut so that it says the opposite, and
with its own day beside it. Words that are laid in its mouth without marks ("you told us that ...") speak of what it
did say: of the words that could name a matter, at least half are its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from playbooks.account_brief import BriefQuote
from playbooks.citations import is_verbatim
from playbooks.grounding import is_known_day
from playbooks.guardrails.findings import Finding
from playbooks.guardrails.lines import marked_in
from playbooks.guardrails.passage import Passage, Quoted, sentences
from playbooks.guardrails.patterns import word_list
from playbooks.guardrails.seen_text import see
from playbooks.guardrails.sheet import FactsSheet
from playbooks.written_dates import dates_and_rest
from synthesis.stems import stem_of
from synthesis.stopwords import STOP_WORDS

_EDGES = " \t\n,;:.!?"
_NOT_BEFORE = re.compile(
    r"\b(?:not|no|never|none|nor|neither|without|hardly|cannot|nicht|kein\w*|nie|ohne|ne|pas|jamais|sans|nunca|sin)"
    r"(?:\W+[\w'’]+){0,3}\W*\Z|n['’]t(?:\W+[\w'’]+){0,3}\W*\Z",
    re.IGNORECASE,
)
_TURNS_AFTER = re.compile(
    r"\s*,?\s*(?:but|if|when|unless|until|except|only|although|aber|wenn|sobald|außer|mais|si|quand|sauf|pero|cuando|"
    r"salvo)\b",
    re.IGNORECASE,
)
_SAYS = re.compile(
    r"\b(?:as )?(?:you|your (?:team|people|colleagues?|company))(?:'ve|’ve| have| had| all| also| even"
    r"| once| already)*"
    r" (?:told|wrote|written|said|say|mentioned|complained|reported|promised|agreed|confirmed|asked (?:us )?for|"
    r"requested|demanded|stated|admitted|insisted|explained|described|praised)\b(?: to us| us| me)?"
    r"|\b(?:sie|ihr team) (?:haben|hatten|hat|hatte) (?=[^.!?\n]*\b(?:gesagt|geschrieben|erwähnt|berichtet|bestätigt|"
    r"versprochen|zugesagt|beklagt|gemeldet)\b)|\b(?:schrieben|sagten|erwähnten|berichteten|bestätigten) sie\b"
    r"|\bvous (?:nous )?(?:avez|aviez) (?:dit|écrit|mentionné|confirmé|promis|signalé|demandé|expliqué)\b"
    r"|\b(?:nos|me) (?:dijo|dijeron|escribió|escribieron|comentó|comentaron|confirmó|prometió|pidió)\b"
    r"|\busted(?:es)? (?:dijo|dijeron|escribió|escribieron|mencionó|confirmó|prometió|pidió)\b",
    re.IGNORECASE,
)
_POINTS_AT = re.compile(
    r"\b(?:time|when|since|after|before|while|day|moment|what|whatever|everything|all|points?|things?|way"
    r"|matters?|topics?|was|das|ce que|lo que)(?: that| which)? \Z",
    re.IGNORECASE,
)
_GAP = re.compile(r"[\[(]?(?:…|\.{2,}|\. \. \.)[\])]?")
_OWN_CLAUSE = re.compile(
    r"[,;–—-]?\s+(?:and|but|so|und|aber|et|mais|y|e|pero)\s+(?:(?:we|i|wir|ich|nous|je|j')(?:\W|\Z)|"
    r"(?:no |ya |lo |la |le |les |nos )*(?:hemos|he|queremos|quiero|estamos|tenemos|seguimos)\b).*\Z"
    r"|,\s+(?:which|was|what|ce que|lo que) (?:we|i|wir|ich|nous|je|hemos)\b.*\Z",
    re.IGNORECASE | re.DOTALL,
)
_TELLING = re.compile(r"[^\W\d_]{4,}")
_FRAME = frozenset(stem_of(word) for word in word_list("frame"))
_FEWEST = 2


def quote_findings(passage: Passage, sheet: FactsSheet) -> Iterator[Finding]:
    """Quotes that are not the account's own words, or stand with a day that is not theirs."""
    inside = () if passage.part.outward else sheet.inside_texts
    titles = {_plain(one) for one in (*sheet.titles, *marked_in((*sheet.own, *inside)))}
    for quote in passage.quotes:
        if _plain(quote.words) in titles:
            continue
        sources = [one for one in sheet.quotes if is_verbatim(quote.words, see(one.text).text)]
        if not sources:
            why = "no statement of this account says this, word for word"
            yield passage.finding("quote", quote.start, quote.end, why)
        elif all(_leaves_out(quote.words, see(one.text).text) for one in sources):
            why = "the quote leaves words out; what is left may say something else"
            yield passage.finding("quote", quote.start, quote.end, why)
        elif all(_is_turned(quote.words, see(one.text).text) for one in sources):
            why = "the quote is cut so that it says something else than the statement"
            yield passage.finding("quote", quote.start, quote.end, why)
        else:
            yield from _misdated(passage, quote, sources)


def attributed_findings(passage: Passage, sheet: FactsSheet) -> Iterator[Finding]:
    """What is laid in the account's mouth without quotation marks and has little to do with what it said."""
    own: frozenset[str] | None = None
    for sentence, start in sentences(passage.rest):
        found = None if sentence.rstrip().endswith("?") else _SAYS.search(sentence)
        if found is None or _POINTS_AT.search(sentence[: found.start()]):
            continue
        if own is None:
            own = _stems([*(one.text for one in sheet.quotes), *sheet.titles, *sheet.names])
        told = _OWN_CLAUSE.sub("", sentence[found.end() :])
        said = _stems([dates_and_rest(told)[1]]) - _FRAME
        if len(said) >= _FEWEST and len(said & own) < len(said) / 2:
            end = start + len(sentence.rstrip())
            why = "it says that the account said so, and no statement of it does"
            yield passage.finding("attributed", start + found.start(), end, why)


def _plain(text: str) -> str:
    return " ".join(see(text).text.split()).strip(_EDGES).casefold()


def _leaves_out(quote: str, source: str) -> bool:
    """Whether ``quote`` has a gap that is not in ``source`` itself."""
    return _GAP.search(quote) is not None and _dots(quote) not in _dots(source)


def _dots(text: str) -> str:
    return " ".join(_GAP.sub("...", text).split()).strip("\"'“” ").casefold()


def _is_turned(quote: str, source: str) -> bool:
    """Whether what stands right before or after ``quote`` in ``source`` turns what it says."""
    words = quote.strip(_EDGES + "\"'“”")
    places = [found.span() for found in re.finditer(re.escape(words), source, re.IGNORECASE)]
    return bool(places) and all(
        _NOT_BEFORE.search(re.split(r"[.!?;\n]", source[:start])[-1]) is not None
        or _TURNS_AFTER.match(source, end) is not None
        for start, end in places
    )


def _misdated(passage: Passage, quote: Quoted, sources: list[BriefQuote]) -> Iterator[Finding]:
    """A day in the words that lead to a quote which is none of its statement's."""
    head = passage.seen.text[max(0, quote.start - 90) : quote.start]
    lead = re.split(r"[.!?\n”»\"]\s*(?=[A-ZÀ-Þ\n])", head)[-1]
    days, _ = dates_and_rest(lead)
    held = frozenset(one.day.isoformat() for one in sources)
    for day in days:
        if day.day is not None and not is_known_day(day, held):
            at = passage.seen.text.rfind(day.text, 0, quote.start)
            if passage.rest[at] == " ":
                continue  # a sentence of the play's own file
            why = f"these words are of {sources[0].day.isoformat()}"
            yield passage.finding("date", at, at + len(day.text), why)


def _stems(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(
        stem_of(word)
        for text in texts
        for word in _TELLING.findall(see(text).text.casefold())
        if word not in STOP_WORDS
    )
