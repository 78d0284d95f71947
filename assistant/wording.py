"""The words that an answer may hold without saying anything of a customer, in the languages that the team writes.

Whether a sentence claims something is decided by what is left when these are taken away. Keeps the rule that "not in
the data" may be said of what was asked, and of nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from playbooks.number_words import NUMBER_WORDS
from playbooks.written_dates import MONTH_WORDS
from synthesis.foreign_words import FOREIGN
from synthesis.stems import stem_of
from synthesis.stopwords import STOP_WORDS

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_CLAUSE = re.compile(
    r"[,;:](?=\s)|\s[—–-]\s|[()]|\s+(?:and|but|because|so|while|although|though|since|as|whereas|yet|und|aber|weil|da|"
    r"obwohl|doch|et|mais|car|parce|y|pero|porque|aunque)\s+",
    re.IGNORECASE,
)
_DENIES = re.compile(
    r"\b(?:not|no|none|nothing|nobody|never|neither|nor|without|missing|lacks?|cannot|nicht|keine?[mnrs]?|nichts|"
    r"niemand|fehlt|pas|aucune?|rien|personne|ne|ningun[ao]?|ningún|nada|nadie|sin|falta|no)\b|n['’]t\b",
    re.IGNORECASE,
)
_OF_DATA = """
data dataset record recorded evidence mention mentioned feedback statement item ticket call transcript survey nps
answer tool result returned source found search searched information note quote comment say said
daten angabe hinweis eintrag erwähnung erwähnt erwähnen aussage rückmeldung beleg quelle gefunden ergebnis
werkzeug auskunft
donnée données mention mentionné mentionne mentionnent trace retour avis preuve résultat information
enregistrement source trouvé dit
dato datos registro mención mencionado menciona mencionan comentario evidencia resultado
información fuente encontrado dice figura
"""
_ABSENCE = """
hold contain show include cover exist available see seen give given tell told know known ask asked question period month
range window date day account customer company far here about regarding concerning either any anything anyone nothing
none nobody whether missing lack unknown cannot look looked match answerable answered answering speak speaks spoke
relevant
available present part return there provide provided talk talking discuss discussed consider considered plan planned
use used happen happened name named speak spoken decide decided agree agreed
besprochen geplant genannt erwogen discuté prévu planeado hablado
enthalten enthält vorhanden liegt liegen vor gibt finden findet steht dazu darüber hierzu konto kunde zeitraum monat
frage gefragt bekannt keine kein keiner keinen nichts niemand nicht fehlt durchsucht
contient existe disponible concernant question sujet compte client période mois aucun aucune rien personne pas
contiene existe disponible sobre pregunta cuenta período mes ninguna ninguno ningún nada nadie
"""
_SCAFFOLD = """
here follow following stand out stands summary sum short overall answer question first second third finally next also
below above point detail look looked find finding found result main side part note overview more
thing matter reason point fact
zusammenfassung kurz insgesamt folgende überblick ergebnis résumé voici ensemble resumen conjunto siguiente
"""
_FIGURES = """
account customer company segment tier enterprise arr mrr nrr grr revenue retention net gross logo expansion contraction
churn churned risk risks health healthy score band driver signal trend weight priority coverage share percent percentage
point rate ratio total average median rank ranks ranked rise rises rose risen rising fall falls fell fallen falling grow
grows grew grown growth increase increased decrease decreased drop dropped decline declined improve improved worsen
worsened change changed unchanged steady stable high higher highest low lower lowest large larger largest small smaller
smallest most least many few top biggest main value amount worth pay pays paid spend renew renews renewal renewed due
expire expires contract term day week month quarter year today currently current latest last previous open opened closed
ticket call nps survey response detractor promoter passive statement mention mentioned mentions comment feedback theme
topic issue item usage login logins active seat license user contact champion sponsor owner play step milestone promise
late overdue missed behind ahead track start starts started begin began end ends ended reach reached stand stands count
counts number times among compared comparison against versus between come comes came hear heard include includes
included raise raised report reported hold holds sit sits make makes made leave leaves left lose lost keep kept add
added gain gained up down plus minus half third quarter twice double doubled triple
konto konten kunde kunden kundin umsatz jahresumsatz wert beträgt liegt liegen steht stieg gestiegen sank gesunken fiel
gefallen steigt sinkt verlängert verlängerung vertrag läuft endet tag tage tagen woche wochen monat monate jahr risiko
abwanderung gesundheit punkte punkten anteil prozent thema themen aussage aussagen rückmeldung rückmeldungen größte
größten größtes höchste niedrigste niedrigster offen offene offenen nennen nennt genannt häufigste meisten gegenüber
hälfte drittel viertel zwischen insgesamt zuletzt aktuell kommt kommen gibt anstieg rückgang stabil unverändert ticket
tickets anruf nutzer lizenz lizenzen ansprechpartner gefährdet abgewandert wachstum
compte comptes client clients chiffre affaires revenu valeur atteint hausse baisse augmenté baissé diminué passé passée
renouvelle renouvellement contrat jour jours semaine semaines mois année risque attrition santé score part pour cent
thème thèmes mention mentions principal principaux ouvert ouverts cite citent moitié tiers quart entre total dernier
cuenta cuentas cliente clientes ingreso ingresos valor alcanza subió bajó aumentó cayó aumento caída renueva renovación
contrato día días semana semanas mes meses año riesgo abandono salud puntuación puntos parte ciento tema temas menciones
principal principales abierto abiertos mencionan mitad tercio entre total último tiene tienen asciende
"""
_SAYS = """
say says said tell tells told mention mentions mentioned report reports reported write writes wrote ask asks asked
complain complains complained describe describes described call calls called note notes noted want wants wanted need
needs needed find finds found state states stated add adds added explain explains explained according claim claims
claimed criticise criticize praise praises praised request requests requested respond feel feels felt think thinks
thought quote quotes quoted customer account user team
sagt sagen schreibt schreiben berichtet berichten meldet melden nennt nennen beklagt beklagen bemängelt fragt fragen
wünscht wünschen will wollen laut findet finden lobt kritisiert beschwert erklärt braucht kunde team
dit disent écrit écrivent signale signalent demande demandent explique veut veulent trouve selon plaint évoque client
dice dicen escribe escriben pide piden informa informan explica quiere quieren según queja quejan menciona encuentra
"""


_SMALL = STOP_WORDS | FOREIGN | NUMBER_WORDS | MONTH_WORDS


@lru_cache(maxsize=4096)
def stems_in(text: str) -> tuple[str, ...]:
    """The stems of the words of ``text`` that mean something, in order; numbers and months are checked as such."""
    words = (word.casefold().replace("’", "'") for word in _WORD.findall(text))
    return tuple(stem_of(word) for word in words if len(word) > 1 and word not in _SMALL)


def _stems(words: str) -> frozenset[str]:
    return frozenset(stem_of(word) for word in words.casefold().split())


OF_DATA = _stems(_OF_DATA)
ABSENCE = _stems(_ABSENCE) | OF_DATA
SCAFFOLD = _stems(_SCAFFOLD)
FIGURES = _stems(_FIGURES)
SAYS = _stems(_SAYS)


def clauses(text: str) -> list[str]:
    """The clauses of a sentence, as far as marks and joining words part them."""
    return [part for part in _CLAUSE.split(text) if part and part.strip(" .!?")]


def says_absence(text: str, asked: Iterable[str]) -> bool:
    """Whether ``text`` says that something is not in the data, of nothing but what was ``asked`` (stems), and says
    nothing else: a clause that denies nothing may hold no word of its own."""
    may = ABSENCE | frozenset(asked)
    stems = frozenset(stems_in(text))
    denied = [clause for clause in clauses(text) if _DENIES.search(clause)]
    if not denied or not stems <= may or not stems & OF_DATA:
        return False
    return all(
        _DENIES.search(clause) is not None or frozenset(stems_in(clause)) <= ABSENCE
        for clause in clauses(text)
    )


def claims_nothing(text: str) -> bool:
    """Whether ``text`` is a heading or a transition, which names nothing."""
    return frozenset(stems_in(text)) <= SCAFFOLD
