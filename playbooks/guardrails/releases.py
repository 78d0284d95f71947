"""No feature, fix or plan is named but those that the facts sheet holds as released.

What is to come is never on the sheet, so nothing that says "will" of the product passes. What is said to be done passes
where a released fact says it: most of the sentence's telling words are that fact's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from playbooks.guardrails.findings import Finding
from playbooks.guardrails.passage import Passage, sentences
from playbooks.guardrails.patterns import wordings
from playbooks.guardrails.sheet import FactsSheet
from synthesis.stems import stem_of
from synthesis.stopwords import STOP_WORDS

_MAKE = (
    r"(?:ship|releas|launch|deliver|roll(?:ing|ed)? (?:\w+ )?out|rollout|build|add|fix|support|introduc|implement|develop|"
    r"solv|resolv|repair|improv|enabl|upgrad|migrat|deploy|patch|rewrit|rebuild|redesign|revamp|extend|expand|automat|"
    r"integrat|publish|unveil|land|arriv|drop|bring (?:you )?(?:a|the|new)|provid|eliminat|remov|speed|double|make (?:it|the|"
    r"this|that) (?:\w+ )?(?:faster|work|possible|available|better|easier)|put (?:it|this|that) right|have (?:it|this|that) "
    r"(?:fixed|solved|ready|done|sorted)|get (?:it|this|that) (?:fixed|solved|ready|done|sorted)|sort|cure|correct|mend|"
    r"be (?:\w+ )?(?:ready|available|live|out|fixed|solved|resolved|shipped|released|added|gone|mended|supported|"
    r"delivered|launched|included|corrected|in (?:production|beta)|faster|possible|done|sorted|there|better|patched))\w*"
)
_DONE = (
    r"(?:fixed|resolved|solved|released|shipped|launched|delivered|rolled out|added|built|improved|introduced|deployed|"
    r"implemented|repaired|patched|rebuilt|rewritten|redesigned|upgraded|supported|corrected|mended|removed|eliminated|"
    r"addressed|sorted(?: out)?|put right|automated|available|live|out now|in place|completed|developed|extended|taken care of)"
)
_TO_COME = wordings(
    rf"""
    road-?maps?|backlog|in the (?:works|pipeline|making|next (?:version|release|update|sprint))|pipeline|early access
    (?:public |private |closed |open )?betas?(?: version| test\w*| program\w*)?|release (?:date|candidate|train|plan)s?|eta|go(?:es|ing)? live|generally available|feature (?:freeze|complete)
    (?:next|upcoming|coming|forthcoming|future|new|latest) (?:\w+ )?(?:release|version|features?|update|module|integration|functionality|capabilit\w+|product|sprint|fix|patch)s?
    (?:is|are|was|it's|that's|they're) (?:\w+ ){{0,2}}(?:coming|upcoming|planned|scheduled|slated|due|expected|prioriti[sz]ed|imminent|underway|under way|(?:under|in) development|on (?:its|the|their|our) way|around the corner|being (?:built|fixed|developed|worked on|added|tested))
    coming (?:soon|shortly|next|in|with|this|later)|(?:available|ready|live|fixed|out|done|sorted) (?:soon|shortly|any day|before long|very soon)|soon (?:be|have|see|get|able)|stay tuned|watch this space
    (?:we|i|our \w+|the (?:\w+ )?(?:team|engineers?|developers?|product|app|platform|fix|feature|update|export|import|integration)|engineering|product|developers|it|this|that|which|they|you|there|[\w-]+)(?:'ll| will| shall)(?: (?:not only|also|soon|then|finally|definitely|certainly|shortly|be able to|\w+ly|be|have|see|get|now|all))* {_MAKE}
    (?:will|shall|'ll) (?:\w+ )?(?:see|get|have|receive|enjoy|find) (?:\w+ ){{0,3}}(?:feature|fix|improvement|version|update|release|functionality|option|button|export|report)\w*
    (?:we|i|our \w+|team|engineers?|developers|engineering|product|it|they)(?:'re|'m| are| am| is| were| has been| have been|'ve been)? (?:\w+ )?(?:going to|about to|planning (?:to|on|for)|plan(?:s|ning|ned)? (?:to|for|on)|intend\w* to|aim\w* to|expect\w* to|hope to|set to|scheduled to|due to|working on|work(?:s|ed)? hard on|ready to|preparing|building|developing|testing|finali[sz]ing|rolling out|shipping|adding|fixing|launching|releasing|investing in|prioriti[sz]\w+|committed to) (?:\w+ ){{0,6}}?(?:{_MAKE}|\w+)
    (?:scheduled|planned|slated|targeted|earmarked|lined up) (?:for|to|in)
    (?:you can|you'll be able to|you will be able to) (?:expect|look forward to)|by the time you|as of (?:next|the next)
    roadmaps?|produktplan\w*|demnächst|in kürze (?:\w+ )?(?:verfügbar|behoben|live|bereit)|bald (?:\w+ )?(?:verfügbar|behoben|live|gelöst|da|bereit|kommen)|kommt (?:\w+ )?(?:bald|im|mit|in|demnächst|nächste\w*)|(?:nächste|neue|kommende)[nrms]? (?:version|release|funktion|feature|update|modul|schnittstelle)\w*|in (?:entwicklung|planung|arbeit)|(?:ist|sind|haben\b.{{0,40}}) (?:bereits )?geplant
    (?:wir|unsere? \w+|team|entwickl\w+|technik) (?:werden|wird|planen|plant|arbeiten|arbeitet|bauen|liefern|beheben|veröffentlichen|entwickeln|führen|reparieren|lösen|ergänzen|bringen|rollen)(?! sie (?:anrufen|hören)) [^.!?\n]{{0,80}}(?:beheb\w*|liefer\w*|veröffentlich\w*|einführ\w*|umsetz\w*|entwickel\w*|ausroll\w*|bauen|lös\w*|ergänz\w*|reparier\w*|verbesser\w*|hinzufüg\w*|bereitstell\w*|unterstütz\w*|daran|heraus\w*|ein|aus|funktion\w*|version\w*|update\w*|schnittstelle\w*|export\w*|fehler\w*)
    (?:wird|werden) [^.!?\n]{{0,60}}(?:behoben|geliefert|veröffentlicht|eingeführt|umgesetzt|entwickelt|ausgerollt|gebaut|gelöst|ergänzt|repariert|verbessert|hinzugefügt|bereitgestellt|unterstützt|verfügbar sein|erscheinen|kommen|freigegeben)|(?:beheben|veröffentlichen|liefern|bauen) (?:wir|werden)
    feuille de route|bientôt (?:\w+ )?(?:disponible|corrigé|prêt|livré|en ligne)\w*|(?:prochaine|nouvelle|future)s? (?:version|fonctionnalité|mise à jour|fonction|intégration)s?|en (?:cours de )?développement|prévu\w* (?:pour|dans|en)|en préparation
    (?:allons|va|vont|vais) (?:\w+ )?(?:livrer|sortir|publier|ajouter|corriger|développer|lancer|déployer|résoudre|améliorer|intégrer|proposer|arriver|mettre|réparer|être (?:livré|publié|ajouté|corrigé|disponible|lancé)\w*)|(?:sera|seront|serez) (?:\w+ )?(?:livré|disponible|corrigé|publié|ajouté|lancé|déployé|résolu|prêt|intégré|réparé|amélioré)\w*|nous (?:livrerons|corrigerons|ajouterons|lancerons|publierons|sortirons|développerons|résoudrons|déploierons|améliorerons|proposerons|travaillons|prévoyons|planifions)|sortira|arrivera|arrive (?:bientôt|en|le|dans)
    hoja de ruta|próximamente|(?:próxim|nuev|futur)[oa]s? (?:versión|función|funcionalidad|actualización|característica|integración|módulo)\w*|en desarrollo|previst[oa]s? (?:para|en)|estamos (?:trabajando|desarrollando|preparando|construyendo)|planeamos|tenemos previsto
    (?:vamos|va|van|voy) a (?:\w+ )?(?:lanzar|publicar|añadir|corregir|desarrollar|entregar|solucionar|resolver|arreglar|mejorar|incorporar|integrar|estar|salir|agregar|implementar)|(?:será|estará|serán|estarán) (?:\w+ )?(?:list|disponible|corregid|publicad|lanzad|resuelt|arreglad|añadid|solucionad|entregad)\w*|(?:lanzaremos|publicaremos|añadiremos|corregiremos|arreglaremos|entregaremos|desarrollaremos|solucionaremos|resolveremos|mejoraremos|implementaremos|incorporaremos|agregaremos)|saldrá|llegará
    """
)  # fmt: skip
_CLAIMED = wordings(
    rf"""
    (?:has|have|had|'s|'ve)(?: (?:now|already|since|recently|just|finally|all|also|been|completely|fully|been fully|been completely))* {_DONE}
    (?:is|are|was|were|it's|they're|got|gets|now) (?:\w+ly |now |already |finally |all |since )*{_DONE}
    (?:we|our \w+|team|engineers|developers|engineering|product|i)(?: (?:have|has|had|just|now|already|recently|finally|also|since|\w+ly))* (?:{_DONE})
    now (?:supports?|includes?|offers?|works?|has|have|comes?|lets?|allows?|runs?|handles?|loads?|syncs?)|you can now|(?:you|your team) now (?:have|get|can)|no longer (?:an issue|happens?|fails?|breaks?|crash\w*|a problem|slow)|(?:is|are) (?:now |all )?(?:faster|gone|a thing of the past|history|ready|working again|back)|new in
    (?:ist|sind|wurde|wurden|haben|hat) [^.!?\n]{{0,60}}(?:behoben|gelöst|veröffentlicht|freigegeben|eingeführt|ausgeliefert|repariert|umgesetzt|gebaut|verbessert|ausgerollt|entwickelt|hinzugefügt|live|verfügbar|ergänzt|erledigt)
    (?:est|sont|a été|ont été|avons|a|ont|été) (?:\w+ ){{0,2}}(?:corrigé|résolu|livré|publié|ajouté|déployé|disponible|en ligne|lancé|développé|amélioré|intégré|réparé|réglé)\w*|désormais|vous pouvez maintenant
    (?:ha sido|han sido|fue|fueron|está|están|hemos|ha|han|ya) (?:\w+ ){{0,2}}(?:corregid|resuelt|arreglad|lanzad|publicad|disponible|añadid|desarrollad|mejorad|solucionad|entregad|incorporad|implementad|agregad)\w*|ahora (?:puede|admite|incluye|funciona)\w*
    """
)
_ASKS = re.compile(
    r"\s*(?:and |but |so |or |y |und |et |also |¿)*(?:has|have|is|are|did|was|were|what|when|which|how|do|does|could|would|can|who|where|"
    r"whether|may|should|if|ist|sind|hat|haben|wurde|was|wann|wie|est|avez|quand|comment|qu|está|ha|han|cuándo|cómo|qué)\b",
    re.IGNORECASE,
)
_TELLS = re.compile(
    r"\b(?:did you know|have you (?:seen|heard|tried|noticed)|(?:do|did) you (?:see|notice|hear)|aware|know that|wussten sie|saviez|"
    r"sabía|that we|we(?:'ve|'ll| have| will| just)|our new|now that)\b",
    re.IGNORECASE,
)
_HARMLESS = re.compile(
    r"\b(?:write to you again|call you|get back to you|bring no slides|help you get there|be (?:glad|happy) to|"
    r"(?:will|'ll|would) (?:not )?(?:listen|read|ask|call|write|send|hear|look|see|bring a)\b)",
    re.IGNORECASE,
)
_TELLING = re.compile(r"[^\W\d_]{4,}")
_MADE = re.compile(rf"{_DONE}|now|supports?|works?", re.IGNORECASE)
_ENOUGH = 0.6
_FEWEST = 2


def release_findings(passage: Passage, sheet: FactsSheet) -> Iterator[Finding]:
    """Plans, and releases that no fact on the sheet is about, in what the account reads."""
    if not passage.part.outward:
        return
    for sentence, start in sentences(passage.rest.replace("’", "'")):
        if (found := _TO_COME.search(sentence)) and not _HARMLESS.fullmatch(found[0].strip()):
            why = "nothing that is still to come is on the facts sheet"
            yield passage.finding("release", start + found.start(), start + found.end(), why)
        elif (
            (done := _CLAIMED.search(sentence)) and not _only_asks(sentence) and not _is_fact(sentence, sheet)
        ):
            why = "no released fact on the sheet says so"
            yield passage.finding("release", start + done.start(), start + done.end(), why)


def _only_asks(sentence: str) -> bool:
    """Whether a question leaves open whether it is so, and does not tell it in passing."""
    return (
        sentence.rstrip(' \n”"»)').endswith("?")
        and _ASKS.match(sentence) is not None
        and _TELLS.search(sentence) is None
    )


def _is_fact(sentence: str, sheet: FactsSheet) -> bool:
    own = _stems(f"{sheet.name} {sheet.company}")
    said = _stems(_MADE.sub(" ", sentence)) - own
    for fact in sheet.released:
        held = _stems(f"{fact.text} {fact.theme}")
        shared = said & held
        if len(shared) >= min(_FEWEST, len(held)) and len(shared) >= _ENOUGH * len(said):
            return True
    return False


def _stems(text: str) -> frozenset[str]:
    return frozenset(stem_of(word) for word in _TELLING.findall(text.casefold()) if word not in STOP_WORDS)
