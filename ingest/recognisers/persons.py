"""Names that their place gives away: after a greeting, a thank-you or "my name is", and under a letter.

Works without knowing anybody. What follows the cue must look like a name and not be a word of business.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial

from ingest.names import GIVEN_NAMES, NOT_NAMES, WORD_NAMES, fold, name_key
from ingest.recognisers.finds import Find
from ingest.words import word_set

_CAP = r"[^\W\d_a-zß-öø-ÿ](?:[\w’'-]*\w)?"
_PARTICLE = r"(?:de la|de|del|van der|van den|van|von|der|da|dos|la|le|bin|al|ten|ter|af)"
_PARTICLES = word_set(_PARTICLE[3:-1].replace("|", " "))
_STOPS = re.compile(r"[ \t]*(?:[.,!;\n]|\Z|and\b)")
_NAME = rf"({_CAP}\.?(?:[ \t](?:{_PARTICLE} )?{_CAP}\.?){{0,3}})"
_GREET = (
    r"(?:hi|hello|hey|hiya|dear|good (?:morning|afternoon|evening|day)|greetings|hola|buenos días|"
    r"buenas tardes|hallo|"
    r"guten (?:tag|morgen|abend)|moin|servus|bonjour|bonsoir|salut|liebe[r]?|sehr geehrter? (?:herr|frau)|"
    r"estimad[oa]s?|querid[oa]|chère?|olá|oi|bom dia|boa tarde|prezad[oa]|caro|cara|ciao|buongiorno|"
    r"beste|geachte|"
    r"hej|hei)"
)
_TITLE = (
    r"(?:mr|mrs|ms|miss|mx|dr|prof|herr|frau|sr|sra|señora?|senhora?|mme|madame|monsieur|dhr|mevr|"
    r"meneer|mevrouw|"
    r"signora?|dott)"
)
_CLOSE = (
    r"(?:many thanks|thanks (?:again|in advance|so much|a lot|a million)|thank you (?:very much|"
    r"so much|again|in advance)|"
    r"thanks|thank you|thx|best regards|kind regards|warm regards|warmest regards|best wishes|"
    r"all the best|regards|"
    r"rgds|best|cheers|sincerely|yours(?: sincerely| faithfully| truly)?|respectfully|cordially|"
    r"take care|br|kr|"
    r"mit freundlichen grüßen|freundliche grüße|viele grüße|liebe grüße|beste grüße|mfg|lg|vg|danke|"
    r"vielen dank|gruß|"
    r"saludos(?: cordiales)?|un saludo|atentamente|gracias|muchas gracias|cordialement|bien à vous|"
    r"merci(?: d'avance)?|"
    r"cumprimentos|atenciosamente|obrigad[oa]|abraços?|met vriendelijke groet(?:en)?|groeten|groetjes|"
    r"bedankt|"
    r"cordiali saluti|distinti saluti|grazie|mvh|med vänlig hälsning)"
)
_I = r"(?i:"
_GREETED = re.compile(
    rf"(?:^|(?<=[.!?\n\"“:(])|(?<=[.!?,;:] )){_I}{_GREET}(?:,| there,?|"
    rf" again,?)?)[ \t]+(?:{_I}{_TITLE})\.? )?{_NAME}"
    r"(?=[ \t]*(?:[,!.:;?\n–—)-]|\Z)|[ \t]+(?i:this|and|i|it|here|thanks|thank|hope|we|just|my|your|"
    r"our|the|could|can|"
    r"please|team|un|une|ich|wir|je|me|nous|yo|soy|estoy)\b)",
    re.MULTILINE,
)
_GREETED_LOW = re.compile(
    rf"^{_I}hi|hello|hey|dear|hola|hallo|bonjour)[ \t]+([a-zß-öø-ÿ]{{3,14}})(?=[ \t]*[,!\n]|[ \t]*\Z)"
)
_THANKED = re.compile(
    rf"\b{_I}thanks(?: again| so much| a lot| very much)?|thank you(?: again| so much| very much)?|"
    rf"cheers|ok|okay|"
    rf"sorry|danke|gracias|merci|sure|yes|no|great|perfect|hello|bye|welcome)(?:,[ \t]+|"
    rf"(?<=hanks)[ \t]+|(?<=you)[ \t]+){_NAME}"
    r"(?=[ \t]*(?:[,!.?;\n–—-]|\Z))"
)
_OWN = re.compile(
    rf"\b{_I}(?:my|his|her|their) (?:full |first |last |maiden )?name(?:'s| is|:)|"
    r"(?:the|full|first|last) name is|"
    rf"i am called|"
    rf"mein name ist|ich hei(?:ß|ss)e|"
    rf"me llamo|mi nombre es|je m['’]appelle|mon nom est|meu nome é|o meu nome é|chamo-me|mi chiamo|"
    rf"mijn naam is|"
    rf"ik heet|jag heter)[ \t]+(?:{_I}{_TITLE})\.? )?"
    rf"([^\W\d_](?:[\w’'-]*\w)?(?:[ \t](?:{_PARTICLE} )?{_CAP}\.?){{0,3}})"
)
_SELF = re.compile(
    rf"(?:^|(?<=[.!?,;:\n\"“–—-])|(?<=[.!?,;:–—-] ))[ \t]*{_I}(?:and |yes |hi |hello )?(?:this is|"
    rf"it['’]s|it is|i['’]m|i am|"
    rf"ich bin|hier ist|hier spricht|soy|je suis|aqui é|sou|sono|"
    rf"ik ben))[ \t]+(?:{_I}{_TITLE})\.? )?{_NAME}"
    r"(?=[ \t]*(?:[,.!;\n–—-]|\Z)|[ \t]+(?i:from|here|calling|with|at|speaking|and|again|over|aus|von|"
    r"de|da|van|at)\b)",
    re.MULTILINE,
)
_TITLED = re.compile(
    rf"\b(?i:mr|mrs|ms|mx|dr|prof|herr|herrn|frau|sra|señora?|mme|dhr|mevr)\.?[ \t]+{_NAME}|\b(?:Miss|"
    rf"Sr\.|Madame|Monsieur)[ \t]+{_NAME}"
)
_SIGNED = re.compile(
    rf"(?:^|(?<=[.!?\n] )|(?<=[.!?]))[ \t]*{_I}{_CLOSE})[ \t]*[,.!–—-]*[ \t]*"
    rf"(?:\n[ \t]*){{1,3}}[-–—~*]*[ \t]*"
    rf"(?:{_I}{_TITLE})\.? )?([^\W\d_](?:[\w’'-]*\w)?\.?(?:[ \t](?:{_PARTICLE} )?{_CAP}\.?){{0,3}})"
    r"[ \t]*(?=[,|/(.!<–—-]|\n|\Z)",
    re.MULTILINE,
)
_SIGNED_HERE = re.compile(
    rf"(?:^|(?<=[.!?\n] )|(?<=[.!?])){_I}{_CLOSE})[ \t]*[,.!–—-]+[ \t]*{_NAME}[ \t]*[.!]?[ \t]*(?=\n|\Z)",
    re.MULTILINE,
)
_DASHED = re.compile(rf"(?:^|(?<=[.!?] )|\n)[ \t]*[-–—~][ \t]?{_NAME}[ \t]*\Z")
_LABELLED = re.compile(
    rf"^[ \t]*(?i:(?:full |customer |contact |account |first |last )?name|contact(?: person)?|attn|"
    rf"attention|"
    rf"signed(?: by)?|requester|submitted by|reported by|billing address|mailing address|"
    rf"user)[ \t]*:[ \t]*{_NAME}[ \t]*$",
    re.MULTILINE,
)
_SPOKE = re.compile(
    rf"\b{_I}spoke (?:with|to)|spoken (?:with|to)|speaking (?:with|to)|talked (?:with|to)|ask for|"
    rf"asked for|chatted with|"
    rf"colleague|manager|boss|rep|representative|csm|agent|named|called|colega|kollegen?|kollegin|"
    rf"collègue)[ \t]+{_NAME}"
)
_LAST_LINE = re.compile(rf"[.!?…][ \t]*\n\s*{_NAME}[ \t]*\Z")
_PAIR = re.compile(rf"\b(?=({_CAP}(?:[ \t](?:[A-Z]\.?[ \t])?(?:{_PARTICLE} )?{_CAP}){{1,2}}))")
_GREET_WORDS = word_set(
    "hi hello hey hiya dear morning afternoon evening day greetings hola dias tardes hallo tag morgen "
    "abend moin "
    "servus bonjour bonsoir salut liebe lieber geehrte geehrter estimado estimada estimados estimadas "
    "querido querida "
    "cher chere ola oi bom boa prezado prezada caro cara ciao buongiorno beste geachte hej hei"
)
_CLOSE_WORDS = word_set(
    "thanks thank thx regards rgds best wishes cheers sincerely yours respectfully cordially care br "
    "kr grussen grusse "
    "gruße grußen mfg lg vg danke dank gruß gruss saludos saludo atentamente gracias cordialement vous "
    "merci avance "
    "cumprimentos atenciosamente obrigado obrigada abraco abracos groet groeten groetjes bedankt "
    "saluti grazie mvh "
    "halsning"
)
_THANK_WORDS = word_set(
    "thanks thank cheers ok okay sorry danke gracias merci sure yes no great perfect hello bye welcome"
)
_OWN_WORDS = word_set("name called heiße heisse llamo nombre appelle nom nome chamo chiamo naam heet heter")
_SELF_WORDS = word_set("this it i ich hier soy je aqui sou sono ik")
_TITLE_WORDS = word_set(
    "mr mrs ms mx dr prof herr herrn frau sra senor senora mme dhr mevr miss sr madame monsieur"
)
_LABEL_WORDS = word_set("name contact attn attention signed requester by address user")
_SPOKE_WORDS = word_set(
    "spoke spoken speaking talked ask asked chatted colleague manager boss rep representative csm "
    "agent named called "
    "colega kollege kollegen kollegin collegue"
)
_CUES = (
    (_GREET_WORDS, _GREETED, True),
    (_GREET_WORDS, _GREETED_LOW, True),
    (_THANK_WORDS, _THANKED, True),
    (_OWN_WORDS, _OWN, True),
    (_TITLE_WORDS, _TITLED, True),
    (_CLOSE_WORDS, _SIGNED, True),
    (_CLOSE_WORDS, _SIGNED_HERE, True),
    (_LABEL_WORDS, _LABELLED, True),
    (_SELF_WORDS, _SELF, False),
)
_NEED_GIVEN = ((_SPOKE_WORDS, _SPOKE), (None, _PAIR), (None, _DASHED), (None, _LAST_LINE))


def recognisers(words: frozenset[str]) -> Iterator[Callable[[str], Iterator[Find]]]:
    """The recognisers of names that a text of these folded words can need, the surest cues first."""
    for cues, pattern, firm in _CUES:
        if not cues.isdisjoint(words):
            yield partial(_by_cue, pattern, firm)
    if not GIVEN_NAMES.isdisjoint(words):
        for needed, pattern in _NEED_GIVEN:
            if needed is None or not needed.isdisjoint(words):
                yield partial(_by_given_name, pattern)


def _by_cue(pattern: re.Pattern[str], firm: bool, text: str) -> Iterator[Find]:
    for match in pattern.finditer(text):
        yield from _named(match, firm=pattern if firm else None)


def _by_given_name(pattern: re.Pattern[str], text: str) -> Iterator[Find]:
    for match in pattern.finditer(text):
        if fold(match[1].split()[0].rstrip(".,")) in GIVEN_NAMES:
            yield from _named(match, firm=None)


def _named(match: re.Match[str], firm: re.Pattern[str] | None) -> Iterator[Find]:
    """The name that a cue's match holds: its words up to the first that is no name. ``firm`` is the pattern
    when its place alone proves a name, nothing when the words must look like one."""
    group = match.lastindex or 1
    words = list(re.finditer(r"\S+", match[group]))
    kept = 0
    for token in words:
        if kept and token[0] in _PARTICLES:
            continue
        if not _is_name(token[0], len(words), first=not kept, firm=firm):
            break
        kept = token.end()
    name = re.sub(r"['’]s\Z", "", match[group][:kept].rstrip(".’'"))
    sure = (
        not name[:1].islower()
        or firm is not _OWN
        or _STOPS.match(match.string, match.start(group) + len(name))
    )
    if len(name) > 1 and sure and not (match.re is _PAIR and " " not in name):
        start = match.start(group)
        yield Find(start, start + len(name), "person", name_key(name))


def _is_name(token: str, of: int, first: bool, firm: re.Pattern[str] | None) -> bool:
    word = fold(token.rstrip(".,").removesuffix("'s").removesuffix("’s"))
    if word in NOT_NAMES or not word.strip("x") or _acronym(token, word):
        return False
    if not first:
        return True
    if firm is None and word in WORD_NAMES and of == 1:
        return False
    initial = len(word) == 1 and token.endswith(".") and of > 1
    return (len(word) > 1 or initial) and _title(token, firm)


def _title(word: str, firm: re.Pattern[str] | None) -> bool:
    if firm in (_OWN, _SIGNED, _GREETED, _GREETED_LOW):
        return True
    return word[0].isupper() and not (len(word) > 1 and word.isupper() and firm is None)


def _acronym(word: str, folded: str) -> bool:
    return 2 < len(word) < 6 and word.isupper() and folded not in GIVEN_NAMES
