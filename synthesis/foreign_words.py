"""Small words of German, French, Spanish, Portuguese, Dutch and Italian by what they do in a phrase.

One reading serves a run in which languages are mixed: a word that is small in one of them is small in all, so
words that mean something in English ("son", "hat") stay out of the lists that cut phrases.
"""

from __future__ import annotations


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


FOREIGN_DETERMINERS = _set(
    "der die das den dem des ein eine einen einem einer mein meine meinen unser unsere unseren unserem ihr ihre "
    "ihren diese dieser dieses jede jeder jedes le la les un une mon ma mes notre nos votre vos leur leurs ce "
    "cet cette ces chaque el los las una unos unas mi mis su sus nuestro nuestra nuestros nuestras este esta "
    "esto cada o os um uma nosso nossa nossos nossas het een deze dit onze mijn il lo gli uno questo questa"
)
FOREIGN_PREPOSITIONS = _set(
    "mit von vom für zu zum zur auf bei beim nach seit über um im ins aus durch gegen wegen ohne sin vor avec sans "
    "pour dans sur sous chez depuis de du au aux en par con sin para por del al desde entre hasta com sem na "
    "nas em ao aos da do dos das voor op van naar bij di della dei delle nel nella per"
)
FOREIGN_PRONOUNS = _set(
    "ich wir sie er es uns mir mich man je tu il elle nous vous ils elles yo nosotros usted ustedes nos eu ele "
    "ela nós ik wij jullie hij zij io noi loro se"
)
FOREIGN_AUXILIARIES = _set(
    "ist sind wird werden wurde wurden hat haben hatte kann können konnte muss müssen soll sollte est sont "
    "ont était être avoir peut peuvent es está están fue ha han hay puede pueden são foi tem têm pode é "
    "wordt worden heeft hebben kan è stato"
)
FOREIGN_CONJUNCTIONS = _set(
    "und oder aber wenn dass weil wie et ou mais que qui quand comme y pero cuando como e mas quando en maar "
    "als ma che"
)
DENIALS_BEHIND = _set("nicht nie niet pas plus jamais")  # deny what stands before them
DENIALS_BEFORE = _set("ne não nunca non")
NONE_OF = _set("kein keine keinen geen aucun aucune ningún ninguna nenhum nenhuma nessun")
PARTICLES_BEHIND = _set("ab aus auf ein an zu zurück weg hoch")  # of a German verb, at the end of its clause

FOREIGN_PERIODS = _set(
    "woche wochen tag tage tagen stunde stunden monat monate monaten jahr jahre jahren semana semanas día días "
    "mes meses año años hora horas semaine semaines jour jours mois heure heures settimana giorni weken dagen"
)

_OTHERS = _set(
    "am an auch noch nur schon so sehr mehr bitte bis dann denn doch wieder immer ganz selbst dort hier l et d "
    "été si très trop tout toute tous toutes y deux trois quatre cinq fois zwei drei vier fünf mal tres cuatro "
    "cinco vez dois três twee drie vier keer no más muy ya tan me te lo muito já isso isto aan om er dat "
    "wat hoe wel meer zo dan ook nog was als più ci si sono dois i c'est n'est j'ai qu'il qu'on s'il d'un "
    "d'une n'a l'on aussi encore donc puis là ici bien rien toujours parce porque también sólo solo nada "
    "ihnen seine seiner dich dir euch eure wurde war waren sein ses sa te ser"
)
FOREIGN = (
    FOREIGN_DETERMINERS
    | FOREIGN_PREPOSITIONS
    | FOREIGN_PRONOUNS
    | FOREIGN_AUXILIARIES
    | FOREIGN_CONJUNCTIONS
    | DENIALS_BEHIND
    | DENIALS_BEFORE
    | NONE_OF
    | _OTHERS
) - _set("plus")
