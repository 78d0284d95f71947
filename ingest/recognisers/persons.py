"""Names that their place gives away: after a greeting, a thank-you or "my name is", and where a letter is signed.

Works without knowing anybody. What follows the cue must look like a name and not be a word of business.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.names import GIVEN_NAMES, NOT_NAMES, WORD_NAMES, fold, name_key
from ingest.recognisers.finds import Find

_CAP = r"[^\W\d_a-zß-öø-ÿ](?:[\w’'-]*\w)?"
_PARTICLE = r"(?:de la|de|del|van der|van den|van|von|der|da|dos|la|le|bin|al|ten|ter|af)"
_NAME = rf"({_CAP}\.?(?:[ \t](?:{_PARTICLE} )?{_CAP}\.?){{0,3}})"
_GREET = (
    r"(?:hi|hello|hey|hiya|dear|good (?:morning|afternoon|evening|day)|greetings|hola|buenos días|buenas tardes|hallo|"
    r"guten (?:tag|morgen|abend)|moin|servus|bonjour|bonsoir|salut|liebe[r]?|sehr geehrter? (?:herr|frau)|"
    r"estimad[oa]s?|querid[oa]|chère?|olá|oi|bom dia|boa tarde|prezad[oa]|caro|cara|ciao|buongiorno|beste|geachte|"
    r"hej|hei)"
)
_TITLE = (
    r"(?:mr|mrs|ms|miss|mx|dr|prof|herr|frau|sr|sra|señora?|senhora?|mme|madame|monsieur|dhr|mevr|meneer|mevrouw|"
    r"signora?|dott)"
)
_CLOSE = (
    r"(?:many thanks|thanks (?:again|in advance|so much|a lot|a million)|thank you (?:very much|so much|again|in advance)|"
    r"thanks|thank you|thx|best regards|kind regards|warm regards|warmest regards|best wishes|all the best|regards|"
    r"rgds|best|cheers|sincerely|yours(?: sincerely| faithfully| truly)?|respectfully|cordially|take care|br|kr|"
    r"mit freundlichen grüßen|freundliche grüße|viele grüße|liebe grüße|beste grüße|mfg|lg|vg|danke|vielen dank|gruß|"
    r"saludos(?: cordiales)?|un saludo|atentamente|gracias|muchas gracias|cordialement|bien à vous|merci(?: d'avance)?|"
    r"cumprimentos|atenciosamente|obrigad[oa]|abraços?|met vriendelijke groet(?:en)?|groeten|groetjes|bedankt|"
    r"cordiali saluti|distinti saluti|grazie|mvh|med vänlig hälsning)"
)
_I = r"(?i:"
_GREETED = re.compile(
    rf"(?:^|(?<=[.!?\n\"“:(])|(?<=[.!?,;:] )){_I}{_GREET}(?:,| there,?| again,?)?)[ \t]+(?:{_I}{_TITLE})\.? )?{_NAME}"
    r"(?=[ \t]*(?:[,!.:;?\n–—)-]|\Z)|[ \t]+(?i:this|and|i|it|here|thanks|thank|hope|we|just|my|your|our|the|could|can|"
    r"please|team|un|une|ich|wir|je|me|nous|yo|soy|estoy)\b)",
    re.MULTILINE,
)
_GREETED_LOW = re.compile(
    rf"^{_I}hi|hello|hey|dear|hola|hallo|bonjour)[ \t]+([a-zß-öø-ÿ]{{3,14}})(?=[ \t]*[,!\n]|[ \t]*\Z)"
)
_THANKED = re.compile(
    rf"\b{_I}thanks(?: again| so much| a lot| very much)?|thank you(?: again| so much| very much)?|cheers|ok|okay|"
    rf"sorry|danke|gracias|merci|sure|yes|no|great|perfect|hello|bye|welcome)(?:,[ \t]+|(?<=hanks)[ \t]+|(?<=you)[ \t]+){_NAME}"
    r"(?=[ \t]*(?:[,!.?;\n–—-]|\Z))"
)
_OWN = re.compile(
    rf"\b{_I}my (?:full |first |last |maiden )?name(?:'s| is|:)|name is|i am called|mein name ist|ich hei(?:ß|ss)e|"
    rf"me llamo|mi nombre es|je m['’]appelle|mon nom est|meu nome é|o meu nome é|chamo-me|mi chiamo|mijn naam is|"
    rf"ik heet|jag heter)[ \t]+(?:{_I}{_TITLE})\.? )?([^\W\d_](?:[\w’'-]*\w)?(?:[ \t](?:{_PARTICLE} )?{_CAP}\.?){{0,3}})"
)
_SELF = re.compile(
    rf"(?:^|(?<=[.!?,;:\n\"“–—-])|(?<=[.!?,;:–—-] ))[ \t]*{_I}(?:and |yes |hi |hello )?(?:this is|it['’]s|it is|i['’]m|i am|"
    rf"ich bin|hier ist|hier spricht|soy|je suis|aqui é|sou|sono|ik ben))[ \t]+(?:{_I}{_TITLE})\.? )?{_NAME}"
    r"(?=[ \t]*(?:[,.!;\n–—-]|\Z)|[ \t]+(?i:from|here|calling|with|at|speaking|and|again|over|aus|von|de|da|van|at)\b)",
    re.MULTILINE,
)
_TITLED = re.compile(
    rf"\b(?i:mr|mrs|ms|mx|dr|prof|herr|herrn|frau|sra|señora?|mme|dhr|mevr)\.?[ \t]+{_NAME}|\b(?:Miss|Sr\.|Madame|Monsieur)[ \t]+{_NAME}"
)
_SIGNED = re.compile(
    rf"(?:^|(?<=[.!?\n] )|(?<=[.!?]))[ \t]*{_I}{_CLOSE})[ \t]*[,.!–—-]*[ \t]*(?:\n[ \t]*){{1,3}}[-–—~*]*[ \t]*"
    rf"(?:{_I}{_TITLE})\.? )?([^\W\d_](?:[\w’'-]*\w)?\.?(?:[ \t](?:{_PARTICLE} )?{_CAP}\.?){{0,3}})[ \t]*(?=[,|/(.!<–—-]|\n|\Z)",
    re.MULTILINE,
)
_SIGNED_HERE = re.compile(
    rf"(?:^|(?<=[.!?\n] )|(?<=[.!?])){_I}{_CLOSE})[ \t]*[,.!–—-]+[ \t]*{_NAME}[ \t]*[.!]?[ \t]*(?=\n|\Z)",
    re.MULTILINE,
)
_DASHED = re.compile(rf"(?:^|(?<=[.!?] )|\n)[ \t]*[-–—~][ \t]?{_NAME}[ \t]*\Z")
_LABELLED = re.compile(
    rf"^[ \t]*(?i:(?:full |customer |contact |account |first |last )?name|contact(?: person)?|attn|attention|"
    rf"signed(?: by)?|requester|submitted by|reported by|billing address|mailing address|user)[ \t]*:[ \t]*{_NAME}[ \t]*$",
    re.MULTILINE,
)
_SPOKE = re.compile(
    rf"\b{_I}spoke (?:with|to)|spoken (?:with|to)|speaking (?:with|to)|talked (?:with|to)|ask for|asked for|chatted with|"
    rf"colleague|manager|boss|rep|representative|csm|agent|named|called|colega|kollegen?|kollegin|collègue)[ \t]+{_NAME}"
)
_LAST_LINE = re.compile(rf"[.!?…][ \t]*\n\s*{_NAME}[ \t]*\Z")
_CUE = re.compile(
    rf"\b(?:{_GREET}|{_TITLE}|{_CLOSE}|name|this is|it['’]s|it is|i['’]m|i am|ich|hier|soy|je|aqui|sou|sono|ik ben|me llamo|"
    r"chamo-me|mi chiamo|jag heter|attn|attention|contact|signed|requester|by:|user|spoke\w*|speaking|talked|asked?|"
    r"chatted|colleague|manager|boss|rep|representative|csm|agent|named|called|colega|koll\w+|collègue|ok|okay|sorry|"
    r"sure|yes|no|great|perfect|bye|welcome|address:)\b",
    re.IGNORECASE,
)
_PAIR = re.compile(rf"\b({_CAP})((?:[ \t](?:[A-Z]\.?[ \t])?(?:{_PARTICLE} )?{_CAP}){{1,2}})")
_FIRM = (_GREETED, _THANKED, _OWN, _TITLED, _SIGNED, _SIGNED_HERE, _DASHED, _LABELLED)


def persons(text: str) -> Iterator[Find]:
    """Names in the places of names, and a common given name with a surname anywhere."""
    if _CUE.search(text):
        for pattern in _FIRM:
            for match in pattern.finditer(text):
                yield from _named(match, firm=pattern)
        for match in _SELF.finditer(text):
            yield from _named(match, firm=None)
        for match in _GREETED_LOW.finditer(text):
            yield from _named(match, firm=_GREETED)
        for match in _SPOKE.finditer(text):
            if fold(match[1].split()[0]) in GIVEN_NAMES:
                yield from _named(match, firm=None)
    for pattern in (_DASHED, _LAST_LINE):
        last = pattern.search(text, max(0, len(text) - 60)) if pattern is _LAST_LINE else None
        if last and fold(last[1].split()[0]) in GIVEN_NAMES:
            yield from _named(last, firm=None)
    for match in _PAIR.finditer(text):
        if fold(match[1]) in GIVEN_NAMES:
            yield from _named(match, firm=None)


def _named(match: re.Match[str], firm: re.Pattern[str] | None) -> Iterator[Find]:
    group = 0 if match.re is _PAIR else (match.lastindex or 1)
    tokens = list(re.finditer(r"\S+", match[group]))
    kept = 0
    for token in tokens:
        word = fold(token[0].rstrip(".").removesuffix("'s").removesuffix("’s"))
        if word in NOT_NAMES or (firm is None and kept == 0 and word in WORD_NAMES and len(tokens) == 1):
            break
        if not kept and (len(word) < 2 or not _title(token[0], firm)):
            break
        kept = token.end()
    name = match[group][:kept].rstrip(".’'")
    name = re.sub(r"['’]s\Z", "", name)
    if len(name) > 1 and not (match.re is _PAIR and " " not in name):
        start = match.start(group)
        yield Find(start, start + len(name), "person", name_key(name))


def _title(word: str, firm: re.Pattern[str] | None) -> bool:
    if firm is _OWN or firm is _SIGNED or firm is _GREETED:
        return True
    return word[0].isupper() and not (len(word) > 1 and word.isupper() and firm is None)
