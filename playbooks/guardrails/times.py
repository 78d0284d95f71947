"""Times that no calendar day is written for: ``by Friday``, ``next month``, ``in a week``, ``end of the quarter``, in
English, German, French and Spanish."""

from __future__ import annotations

import re
from dataclasses import dataclass

_DAYS = (
    r"mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|saturdays?|sundays?|tues|weds?|thurs?|fri(?=\b(?!\w))|"
    r"montags?|dienstags?|mittwochs?|donnerstags?|freitags?|samstags?|sonnabends?|sonntags?|"
    r"lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|"
    r"lunes|martes|miércoles|miercoles|jueves|viernes|sábado|sabado|domingo"
)
_UNIT = (
    r"(?:business |working |calendar )?(?:hour|day|week|weekend|fortnight|month|quarter|year|"
    r"spring|summer|autumn|fall|winter|half[- ]year)"
)
_UNIT_DE = r"(?:Stunde|Tage?s?|Woche|Wochenende|Monate?s?|Quartale?s?|Jahre?s?|Frühling|Sommer|Herbst|Winter|Halbjahr)"
_UNIT_FR = r"(?:heure|jour|semaine|week-end|mois|trimestre|semestre|année|an|printemps|été|automne|hiver)"
_UNIT_ES = r"(?:hora|día|dia|semana|fin de semana|mes|trimestre|semestre|año|primavera|verano|otoño|invierno)"
_FEW = r"(?:a|an|one|the|a few|few|several|some|a couple of|couple of|under a|less than a)"
_COUNT = (
    r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fourteen|fifteen|twenty|thirty|sixty|ninety|"
    r"zwei|drei|"
    r"vier|fünf|sechs|sieben|acht|neun|zehn|zwölf|vierzehn|deux|trois|quatre|cinq|six|sept|huit|neuf|dix"
    r"|quinze|trente|dos|"
    r"tres|cuatro|cinco|seis|siete|ocho|nueve|diez|quince|treinta)"
)
_TIMES = (
    rf"(?:{_DAYS})",
    r"tomorrow(?: morning| afternoon)?|yesterday|tonight|overnight|fortnight|eod|eow|eom|eoq|eoy|cob|"
    r"midnight|at noon|new year|christmas|easter|h[12](?: 20\d\d)?",
    rf"(?:this|next|last|coming|previous|past|following|upcoming)(?: (?:coming|few|couple of))? {_UNIT}s?",
    rf"(?:the )?(?:end|start|beginning|middle|close|first half|second half) of (?:the |this |next |last )?"
    rf"(?:{_UNIT}|business|play)",
    r"(?:mid|early|late|end)[- ](?:next |this )?(?:week|month|quarter|year|january|february|march|april"
    r"|may|june|july|"
    r"august|september|october|november|december|spring|summer|autumn|winter)",
    rf"(?:in|within|after|for|under|inside) {_FEW} {_UNIT}s?(?:'s)?(?: time)?",
    rf"(?:{_FEW}|\d+) {_UNIT}s? (?:ago|from now|later|from today)",
    r"(?:in|by|before|this|next|until|since|after) (?:the )?(?:spring|summer|autumn|winter)",
    rf"(?:in|within|after) (?:(?:the )?next )?{_COUNT} {_UNIT}s?(?:'s?)?(?: time)?",
    rf"(?:in|innerhalb|binnen) {_COUNT} {_UNIT_DE}n?",
    rf"(?:dans|d'ici|sous|en) {_COUNT} {_UNIT_FR}s?|(?:en|dentro de) {_COUNT} {_UNIT_ES}(?:es|s)?",
    r"half an? (?:day|week|month|year|quarter)|(?:every|each) (?:second|third|fourth|fifth|other)"
    r" (?:day|week|month|quarter|year|morning|evening|monday|tuesday|wednesday|thursday|friday)",
    r"by (?:today|then|lunch|noon|tonight|the weekend)|(?:in|within) (?:hours|days|weeks|minutes)",
    r"morgen(?= (?:früh|wieder|ist|wird|haben|erhalten|bekommen|melde|schicke|liefern))|bis morgen"
    r"|übermorgen|gestern|"
    r"heute abend|(?:zum|bis zum|am|bis) (?:monats|wochen|jahres|quartals)ende|silvester|weihnachten|ostern",
    rf"(?:nächste[nrms]?|kommende[nrms]?|diese[nrms]?|letzte[nrms]?|vergangene[nrms]?) {_UNIT_DE}",
    rf"(?:in|innerhalb|binnen|nach|vor) (?:eine[rmn]?|wenigen|ein paar|einigen) {_UNIT_DE}n?",
    rf"(?:ende|anfang|mitte) (?:der|des|dieser|dieses|nächster|nächsten|kommenden) {_UNIT_DE}",
    r"demain|hier soir|après-demain|avant-hier|noël|pâques|ce soir",
    rf"(?:la |le |l')?{_UNIT_FR}s? (?:prochaine?|dernière?|suivante?|passée?)s?",
    rf"(?:dans|d'ici|sous|en|il y a) (?:une?|quelques) {_UNIT_FR}s?",
    rf"(?:cette|ce|cet) {_UNIT_FR}|(?:à la |d'ici (?:à )?la |en )?fin (?:de|du) (?:la |l')?(?:{_UNIT_FR})",
    r"mañana(?= (?:mismo|por|le|se|recib|tendr|estar|ser))|pasado mañana|ayer|esta noche|navidad|"
    r"semana santa|para mañana",
    rf"(?:el |la )?(?:próxim[oa]|pasad[oa]|últim[oa]|siguiente) {_UNIT_ES}|{_UNIT_ES} (?:próxim|pasad"
    rf"|que viene)[oa]?",
    rf"(?:en|dentro de|hace|tras) (?:una?|un par de|unos|unas|pocos|pocas) {_UNIT_ES}(?:es|s)?",
    rf"(?:est[ea]) {_UNIT_ES}|(?:a |para )?(?:fin|finales|final|"
    rf"principios|mediados) de(?:l)? (?:est[ea] )?(?:{_UNIT_ES})",
)  # fmt: skip
_TIME = re.compile("|".join(rf"(?<![\w-])(?:{one})(?![\w-])" for one in _TIMES), re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:(?:the|la|le|el)\s+|l')")


@dataclass(frozen=True, slots=True)
class WrittenTime:
    """``words`` in small letters and single blanks, without an article before them."""

    words: str
    start: int
    end: int


def times_in(text: str) -> list[WrittenTime]:
    """The times of ``text``, in order."""
    return [
        WrittenTime(_ARTICLE.sub("", " ".join(found[0].casefold().split())), *found.span())
        for found in _TIME.finditer(text)
    ]
