"""What a German, French or Spanish sentence says that we shall do for the account, or that will come.

As in ``english_claims``: what we do is a promise unless the verb is one of contact or courtesy; a future of the
reader's or of a thing is one unless it speaks of the talk itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from playbooks.guardrails.patterns import word_list

_I = re.IGNORECASE
_DE_OURS = (
    r"(?:ich|wir|(?:unser|mein)\w{0,2} (?:\w+ )?[A-ZÄÖÜ]\w+|(?:die|der|das) (?:entwicklung|technik"
    r"|support|team|vertrieb"
    r"|buchhaltung|rechtsabteilung|geschäftsführung|produktteam|produktabteilung|kollegen))"
)
_DE_HELPS = (
    r"(?:werde|werden|wird|kann|können|könnte|könnten|würde|würden|wollen|will|möchte|möchten|sollen"
    r"|dürfen|darf|habe|haben|hat)"
)
_DE_SAID = re.compile(rf"\b(?:{_DE_OURS} {_DE_HELPS}|{_DE_HELPS} {_DE_OURS})\b(?P<rest>[^.!?;:,\n]*)", _I)
_DE_PLAIN = re.compile(
    r"\b(?:(?:ich (?!eine|keine|ihre|diese|heute|gerne|alle|viele)(?=\w+e\b)|wir (?!einen|keinen|ihnen|ihren"
    r"|allen|morgen)"
    r"(?=\w+n\b)|unser\w{0,2} [A-ZÄÖÜ]\w+ (?=\w+t\b)(?!mit\b|ist\b|nicht\b))(?P<verb>[a-zäöüß]{3,})"
    r"|(?P<turned>[a-zäöüß]{3,}(?:e|en)) (?:ich|wir))\b(?P<rest>[^.!?;:,\n]*)",
    _I,
)
_DE_NOW = re.compile(
    r"\b(?:Sie|Ihre? \w+) können (?:\w+ ){0,4}(?:jetzt|nun|neuerdings|künftig|bereits|schon jetzt)\b"
)
_FR_PAST = re.compile(
    r"\b(?:j['’]ai|nous (?:vous )?avons|(?:notre|mon|ma|la|le|l['’])(?: ?\w+){1,3} (?:a|ont)|(?:nos|mes"
    r"|les)(?: \w+){1,2} ont)"
    r"(?: (?:déjà|bien|aussi|tous|toutes|tout|enfin|entre-temps))*"
    r" (?P<verb>[^\W\d_]{2,}(?:ée?s?|ie?s?|ue?s?|ise?s?|ite?s?|ert|aint|eint))\b(?P<rest>[^.!?;:\n]*)",
    _I,
)
_FR_HAD = (
    "lu", "reçu", "vu", "entendu", "compris", "pensé", "noté", "appris", "remarqué", "été", "eu", "voulu",
    "essayé", "espéré",
    "manqué", "oublié", "aimé", "apprécié", "su", "dit", "tardé", "regretté", "cru", "trouvé", "pris", "mis",
    "perdu", "laissé",
    "senti", "retenu", "relu", "gardé", "promis", "hésité", "attendu", "écouté", "dû", "pu", "failli", "échoué",
    "déçu",
)  # fmt: skip
_FR_WITH_READER = re.compile(r" (?:avec vous|à vous|ensemble|de vive voix|il y a|trop)", _I)
_FR_READERS_OWN = re.compile(r"écri|parlé|appelé|échangé|rencontré|demandé|répondu|convenu|discuté", _I)
_ES_PAST = re.compile(
    r"\b(?:(?:he|hemos)(?: (?:ya|también|le|les|lo|la))* (?P<verb>[^\W\d_]{2,}(?:ad|id|t|ch|s)o)"
    r"|nuestr[oa]s? \w+(?: \w+)? (?:ya )?(?P<did>[^\W\d_]{2,}(?:ó|aron|ieron)|(?:ha"
    r"|han) [^\W\d_]{2,}(?:ad|id|t|ch|s)o))\b",
    _I,
)
_ES_HAD = (
    "leíd", "recibid", "vist", "oíd", "escuchad", "entendid", "pensad", "aprendid", "notad", "sido", "estad",
    "tenid", "querid",
    "intentad", "esperad", "escrit", "hablad", "olvidad", "perdid", "dich", "tardad", "echad", "sabid", "creíd",
    "dejad",
    "tomad", "comprendid", "conocid", "podid", "debid", "prometid", "fallad",
)  # fmt: skip
_DE_YOURS = re.compile(r"\b(?:Ihnen|Ihr\w{0,2}|Sie)\b")
_DE_READER = re.compile(
    r"\b(?:(?:Sie|Ihr\w{0,2} [A-ZÄÖÜ]\w+) (?:werden|wird|bekommen|bekommt|erhalten|erhält|sparen|können (?:ab"
    r"|jetzt|nun|künftig|bald))|(?:bekommen|erhalten|"
    r"sparen) Sie|(?:wird|werden) (?:Ihnen|Ihr\w{0,2})|(?<!was )(?<!wie )(?:das|es|der|die|dies\w*)(?:"
    r" [A-ZÄÖÜ]\w+)? wird)\b(?P<rest>[^.!?;:,\n]*)"
)
_FR_SAID = re.compile(
    r"\b(?:je|nous|on|notre \w+|nos \w+)(?: (?:vous|te|les?|la|lui|leur|y|en|ne))*(?: l['’])? (?:vais|allons|va"
    r"|vont|peux|pouvons|peut|peuvent|pourrais|"
    r"pourrions|pourrait|veux|voulons|compte|comptons|souhaite|souhaitons|aimerais|aimerions|voudrais|voudrions)"
    r"(?: (?:pas|bien|tout|tous|toutes|aussi|vous|te|les?|la|lui|leur|y|en|donc|volontiers|également|d['’]abord"
    r"|mieux))* (?:\w['’])?(?P<verb>[^\W\d_]{3,}(?:er|ir|re|oir))\b(?P<rest>[^.!?;:,\n]*)",
    _I,
)
_FR_PLAIN = re.compile(
    r"\b(?:je|nous|notre \w+)(?: (?:vous|te|les?|la|lui|leur|y|en))* (?P<verb>[^\W\d_]{4,})\b(?P<rest>[^.!?;:,\n]*)"
    r"|\bj['’](?P<elided>[^\W\d_]{3,})\b(?P<more>[^.!?;:\n]*)",
    _I,
)
_FR_YOURS = re.compile(r"\b(?:vous|votre|vos)\b", _I)
_FR_LATER = re.compile(
    r"\b(?:je|nous)(?: (?:vous|le|la|les|lui|leur|y|en|ne))* (?P<verb>[^\W\d_]{3,}(?:rai|rons))\b", _I
)
_FR_READER = re.compile(
    r"\b(?:vous(?: (?:en|le|la|les|y|ne))? (?P<verb>[^\W\d_]{2,}rez)|(?:[^\W\d_]{3,}) (?:vous"
    r" )?(?P<thing>ser(?:a|ont)|aura|auront|pourra|pourront|disparaîtra|fonctionnera|permettra)"
    r"|vous (?:va|vont) |(?:[^\W\d_]{2,}[eid]ra|(?!suffi)[^\W\d_]{3,}ront))\b(?P<rest>[^.!?;:,\n]*)",
    _I,
)
_FR_TALK = re.compile(
    r"souhait|voud|trouverez (?:mes|mon|ci)|pourrez me|préfér|jug|voud|dir|aurez (?:l'occasion|envie|le temps)"
    r"|verrez que",
    _I,
)
_ES_SAID = re.compile(
    r"\b(?:voy|vamos|va a|van a|puedo|podemos|podría|podríamos|quiero|queremos|quisiera|quisiéramos)(?: a)?"
    r" (?P<verb>[^\W\d_]{1,}(?:ar|er|ir|ír)(?:l[eoa]s?|nos|me|se)*)\b(?P<rest>[^.!?;:,\n]*)",
    _I,
)
_ES_LATER = re.compile(r"\b(?P<verb>[^\W\d_]{3,}(?:aré|eré|iré|dré|remos|rán?))\b", _I)
_ES_PLAIN = re.compile(r"\b(?:le|les|os)(?: (?:l[oa]s?))? (?P<verb>[^\W\d_]{3,}(?:mos|o))\b", _I)
_ES_TALK = re.compile(
    r"(?:será|estará) (?:breve|un placer|corto|mejor|más fácil|útil|suficiente|bueno)|resultará|bastará|detrás"
    r"|atrás|jamás|quizás?|además|verán? que",
    _I,
)
_SHORT_TALK = re.compile(
    r"\b(?:kurz|dauer|helf|hilf|leichter|einfacher|gut tun|hören|schwer|wissen|verstehen|antwort|anruf|court"
    r"|bref|utile|plus simple|aide|plaisir|mieux|difficile|lu\b)\w*",
    _I,
)
_MEETS = re.compile(
    r"gespräch|termin|anruf|treffen|zeit\b|rendez-vous|appel|entretien|moment|point\b|réunion|échange|note\b"
    r"|temps\b|contact|llamada|cita|reunión|"
    r"conversación|momento|tiempo|nota\b|contacto|connaissance|en serio|au sérieux|ernst|bescheid|notizen",
    _I,
)


_UNABLE = re.compile(
    r"\b(?:kann|können|könnte|könnten|möchte|möchten|darf|dürfen|weiß|wissen|will|wollen|werde|werden)\b[^.!?;:]*\b(?:kein\w*|nicht|nichts)\b"
    r"|\b(?:ne|n') ?(?:\w+ )?(?:peu\w+|pouv\w+|sai\w+|sav\w+|voul\w+|veu\w+)\b[^.!?;:]*\b(?:pas|rien|encore)\b"
    r"|\bno (?:puedo|podemos|sé|sabemos|quiero|queremos)\b",
    _I,
)
"""What says that we cannot, or do not know, promises nothing."""
_ASKS_ITSELF = re.compile(r"\W*(?:habe|haben) (?:ich|wir)\b|\W*(?:ai-je|avons-nous)\b|\W*(?:he|hemos)\b", _I)


def _is_none(sentence: str) -> bool:
    asks = sentence.rstrip().endswith("?") and _ASKS_ITSELF.match(sentence) is not None
    return asks or _UNABLE.search(sentence) is not None


def german_claims(sentence: str) -> Iterator[tuple[int, int]]:
    """Where a German sentence promises."""
    if _is_none(sentence):
        return
    for found in _DE_SAID.finditer(sentence):
        verbs = re.findall(r"[^\W\d_]+", found["rest"])
        last = verbs[-1].lower() if verbs else ""
        near = {one.lower() for one in verbs[-2:]} | {last}
        if (
            _denies(found["rest"])
            or found["rest"].rstrip()[-1:].isdigit()
            or _MEETS.search(found["rest"])
            or not last.endswith(("n", "t"))
        ):
            continue
        if not any(
            _is_harmless("de", one) or _is_harmless("de", one.removeprefix("zu"))
            for one in near
            if one.endswith(("n", "t", "ss"))
        ):
            yield found.start(), found.end()
    for found in _DE_PLAIN.finditer(sentence):
        verb = (found["verb"] or found["turned"]).lower()
        if (
            _DE_YOURS.search(found["rest"])
            and not _is_harmless("de", verb)
            and not _MEETS.search(found["rest"])
        ):
            yield found.start(), found.end()
    if sentence.rstrip().endswith("?"):
        return
    yield from (found.span() for found in _DE_NOW.finditer(sentence))
    for found in _DE_READER.finditer(sentence):
        if not (_SHORT_TALK.search(found["rest"]) or _denies(found["rest"])):
            yield found.start(), found.end()


def french_claims(sentence: str) -> Iterator[tuple[int, int]]:
    """Where a French sentence promises."""
    if _is_none(sentence):
        return
    for found in _FR_SAID.finditer(sentence):
        if not (_is_harmless("fr", found["verb"]) and not _gives(found["rest"])) and not _MEETS.search(
            found["rest"]
        ):
            yield found.start(), found.end()
    for found in _FR_PLAIN.finditer(sentence):
        verb, rest = (found["verb"] or found["elided"]), (found["rest"] or found["more"] or "")
        if _FR_YOURS.search(found[0]) and not _is_harmless("fr", verb) and not _MEETS.search(rest):
            yield found.start(), found.end()
    for found in _FR_LATER.finditer(sentence):
        if not _is_harmless("fr", found["verb"]):
            yield found.start(), found.end()
    if sentence.rstrip().endswith("?"):
        return
    yield from (found.span() for found in _FR_PAST.finditer(sentence) if _is_french_work(found))
    for found in _FR_READER.finditer(sentence):
        if not _FR_TALK.search(found[0]) and not _SHORT_TALK.search(found[0]):
            yield found.start(), found.end()


def spanish_claims(sentence: str) -> Iterator[tuple[int, int]]:
    """Where a Spanish sentence promises."""
    if _is_none(sentence):
        return
    for shape in (_ES_SAID, _ES_LATER, _ES_PLAIN):
        for found in shape.finditer(sentence):
            around = sentence[found.start() : found.end() + 40]
            if not (_is_harmless("es", found["verb"]) or _ES_TALK.search(around) or _MEETS.search(around)):
                yield found.start(), found.end()

    for found in _ES_PAST.finditer(sentence):
        if not (found["verb"] or "").lower().startswith(_ES_HAD) or found["did"]:
            yield found.span()


def _is_french_work(found: re.Match[str]) -> bool:
    """Whether a French past tells of work, and not of reading, feeling or a talk with the reader."""
    if found["verb"].lower().startswith(_FR_HAD):
        return False
    return _FR_READERS_OWN.match(found["verb"]) is None or _FR_WITH_READER.match(found["rest"]) is None


def _denies(text: str) -> bool:
    return re.search(r"\b(?:noch keine?n?|noch nicht|nicht vergessen)\b", text, _I) is not None


def _gives(rest: str) -> bool:
    """Whether "faire", "prendre" and the like do something to what they pay."""
    return re.search(r"\b(?:geste|cadeau|charge|remise|factur\w+|compte)\b", rest, _I) is not None


def _is_harmless(language: str, verb: str) -> bool:
    return verb.lower().startswith(_beginnings(language))


@cache
def _beginnings(language: str) -> tuple[str, ...]:
    return tuple(one for one in word_list(f"harmless_{language}") if len(one) > 1)
