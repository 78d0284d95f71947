"""What a number counts or measures, by the word beside it in a text and by the key above it in a result.

``12 tickets`` must not be backed by 12 accounts: small whole numbers are everywhere, so that a number alone proves
little. A word may stand for several things (an issue is a theme or a ticket); one that is in no list binds nothing.
"""

from __future__ import annotations

import re
from functools import lru_cache


def _split(words: str) -> list[str]:
    return words.split()


_LISTS = {
    "accounts": "account accounts customer customers company companies client clients logo logos konto konten kunde "
    "kunden kundin firma firmen compte comptes entreprise entreprises cuenta cuentas cliente clientes empresa empresas",
    "tickets": "ticket tickets case cases issue issues request requests anfrage anfragen demande demandes solicitudes",
    "calls": "call calls meeting meetings transcript transcripts anruf anrufe gespräch gespräche gesprächen appel "
    "appels llamada llamadas",
    "responses": "response responses survey surveys answer answers antwort antworten réponse réponses respuesta "
    "respuestas promoter promoters detractor detractors passive passives",
    "statements": "statement statements mention mentions comment comments item items record records quote quotes "
    "complaint complaints piece pieces message messages feedback feedbacks time times report "
    "reports issue issues "
    "request requests case cases aussage aussagen erwähnung erwähnungen beschwerde beschwerden mal kommentar "
    "kommentare rückmeldung rückmeldungen nennungen fois commentaire commentaires plainte plaintes déclaration "
    "déclarations veces mención menciones comentario comentarios queja quejas declaración declaraciones",
    "themes": "theme themes topic topics issue issues thema themen thème thèmes sujet sujets tema temas",
    "days": "day days tag tage tagen jour jours día días dia dias",
    "weeks": "week weeks woche wochen semaine semaines semana semanas",
    "months": "month months monat monate monaten mois mes meses",
    "quarters": "quarter quarters quartal quartale quartalen trimestre trimestres",
    "years": "year years jahr jahre jahren an ans année années año años",
    "hours": "hour hours stunde stunden heure heures hora horas",
    "minutes": "minute minutes minuten minuto minutos",
    "points": "point points score scores punkt punkte punkten punto puntos health priority weight rank nps stability",
    "seats": "seat seats license licenses licence licences user users login logins lizenz lizenzen nutzer benutzer "
    "siège sièges utilisateur utilisateurs licencia licencias usuario usuarios",
    "contacts": "contact contacts person persons people champion champions stakeholder stakeholders user users kontakt "
    "kontakte personen ansprechpartner personne personnes persona personas contactos",
    "plays": "play plays",
    "promises": "promise promises commitment commitments zusage zusagen promesse promesses promesa promesas",
    "milestones": "milestone milestones step steps meilenstein meilensteine",
    "money": "arr mrr acv tcv amount revenue price cost",
    "share": "share ratio rate percent percentage pct nrr grr retention probability coverage",
}
_BY_WORD: dict[str, frozenset[str]] = {}
for _thing, _words in _LISTS.items():
    for _word in _words.split():
        _BY_WORD[_word] = _BY_WORD.get(_word, frozenset()) | {_thing}

FEEDBACK = frozenset({"statements", "tickets", "calls", "responses"})
"""What customers said, whatever the channel: a mention may be any of them."""
DAYS_IN = {"days": 1.0, "weeks": 7.0, "months": 30.44, "quarters": 91.3, "years": 365.25}

_NEXT = re.compile(r"[\s-]+(?:of\s+(?:the|its|their|our|his|her)\s+)?([^\W\d_]+)")
_WORD = re.compile(r"[^\W\d_]+")
_STOPS = frozenset(
    _split(
        "and or but in on for to from with by at is are was were be has have had than per versus vs say says said ask "
        "asks "
        "a an each every pro je par al cada "
        "und oder aber mit für bei im seit bis zu auf ist sind hat haben et ou mais avec pour dans par est sont ont "
        "depuis "
        "y o pero con para por en es son han desde"
    )
)
_REACH = 3
_FOUND = frozenset({"found", "matches", "hits"})
_KEY_WORDS = re.compile(r"[A-Za-z][a-z]*|[a-zà-ÿ]+")


def things_of(word: str) -> frozenset[str]:
    """What ``word`` counts, in English, German, French or Spanish; empty where no list holds it."""
    return _BY_WORD.get(word.lower(), frozenset())


def things_after(text: str, end: int) -> frozenset[str]:
    """What the number that ends at ``end`` counts: the first known word within three behind it, in its phrase."""
    for _ in range(_REACH):
        found = _NEXT.match(text, end)
        if found is None or found[1].lower() in _STOPS:
            return frozenset()
        if things := things_of(found[1]):
            return things
        end = found.end()
    return frozenset()


def things_before(text: str, start: int) -> frozenset[str]:
    """That the number that begins at ``start`` is a score, where a word shortly before it says so."""
    words = _WORD.findall(re.split(r"[.,;:()\d]", text[max(0, start - 40) : start])[-1])[-_REACH:]
    return frozenset({"points"}) if any("points" in things_of(word) for word in words) else frozenset()


@lru_cache(maxsize=4096)
def things_of_key(key: str) -> frozenset[str]:
    """What a key of a result says that its number is: ``open_tickets``, ``arrAtRisk``; its last telling word counts,
    so that ``tickets_30_days`` counts tickets."""
    words = [word.lower() for word in _KEY_WORDS.findall(key)]
    told = [things for word in words if (things := things_of(word))]
    if not told:
        return frozenset({"statements"}) if _FOUND & set(words) else frozenset()
    times = [things for things in told if not things & DAYS_IN.keys()]
    return times[-1] if times else told[-1]


def may_count(said: frozenset[str], known: frozenset[str]) -> bool:
    """Whether a number that is said to count ``said`` may be one that is known to count ``known``."""
    if not said or not known or said & known:
        return True
    if said & DAYS_IN.keys() and known & DAYS_IN.keys():
        return True
    if "points" in said and "share" in known:
        return True
    return "statements" in said and bool(known & FEEDBACK)
