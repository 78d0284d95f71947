"""No discount, price, credit, refund or gift, and no legal promise: nobody has agreed to it, whatever it says.

Words in English, German, French and Spanish. The account's own quotes and the play's own sentences are not looked at;
what a released fact or the play's file says so, may be said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from playbooks.guardrails.findings import Finding
from playbooks.guardrails.passage import Passage
from playbooks.guardrails.patterns import wordings
from playbooks.guardrails.sheet import FactsSheet

_COST = (
    r"(?:prices?|pricing|fees?|rates?|bills?|costs?|invoices?|subscription|tariff|charges?|list price|quote)"
)
_LOWER = (
    r"(?:lower|reduc|cut|drop|slash|halv|halve|match|freez|freeze|froze|lock|hold|beat|trim|cap|waiv|waive|adjust|"
    r"renegotiat|bring down)\w*"
)
_MONEY = wordings(
    rf"""
    discount\w*
    (?:percent|per cent|%) (?:off|less|cheaper|lower|reduction)
    (?:knock|take|shave|money|half|something) [^.!?\n]{{0,20}}off (?:the|your|next|this)? ?{_COST}
    {_LOWER} (?:\w+ ){{0,4}}{_COST}
    {_COST} (?:\w+ )?(?:reduction|cut|drop|freeze|lock|match|cap|guarantee|protection|hold|concession|adjustment|increase)s?
    {_COST} (?:\w+ )?(?:will|won't|stays?|remains?|is|are|can be|could be|would be) (?:\w+ ){{0,2}}(?:lower\w*|reduced|frozen|fixed|locked|halved|cut|held|capped|waived|the same|unchanged|dropped|matched)
    (?:new|lower|better|special|reduced|preferential|old|same|fixed|locked[- ]in|introductory|promotional|last year's|loyalty|friendly) (?:\w+ )?(?:{_COST}|deal|terms)
    rebates?|cashback|vouchers?|coupons?|promo(?:tional)? codes?|gift cards?|goodwill (?:gesture|payment|credit)
    (?:half|lower|reduced|special|bargain)[- ]price
    (?:special|exclusive|limited|one-time|better|attractive|discounted) (?:\w+ )?(?:offers?|deals?|packages?)
    credit(?:s|ed|ing)?(?! (?:card|where|for (?:the|your) (?:idea|work)|goes))
    refund\w*|reimburs\w*|money[- ]back|pay (?:you )?back|compensat\w*
    (?:for|as|with|get|gets|give|giving|offer\w*|add\w*|includ\w*|throw in) (?:\w+ ){{0,4}}(?:free|complimentary|gratis)(?! (?:to|hand|time|hour|half|slot))
    free (?:of charge|months?|trial\w*|years?|weeks?|quarters?|seats?|licen[cs]\w*|upgrades?|access|add-?ons?|training|support|period|pilot|subscription|plan|tier|extension|onboarding|consult\w*|migration|credits?|use|usage|days)
    (?:months?|years?|weeks?|quarters?|seats?|licen[cs]es?|modules?|upgrade|training|support|users?|period) (?:\w+ ){{0,2}}(?:for )?(?:free|gratis|on us|on the house|without charge)
    (?:is|are|be|being|it's) (?:\w+ )?(?:free of charge|on us|on the house|complimentary|gratis)
    complimentary|at no (?:\w+ )?(?:cost|charge)|no (?:extra|additional) (?:cost|charge|fee)s?|without (?:\w+ )?(?:charge|cost|paying)|no charge|free of cost|won't cost you
    (?:will|would|can|could)(?: not|n't) (?:charge|bill|invoice) you
    (?:we|i)(?:'ll| will| can| could| would) (?:\w+ )?(?:waive|charge you|bill you|cover the|pay for|absorb|sweeten)
    cheaper|pay (?:\w+ ){{0,3}}less|(?:save|saving) (?:you |your \w+ )?(?:money|on)
    (?:extend|extended|extending|prolong\w*|longer) (?:\w+ ){{0,3}}trial|extra (?:months?|seats?|licen[cs]es?|users?)
    (?:upgrade|move|switch) you (?:\w+ ){{0,4}}(?:free|no cost)
    \w*rabatt\w*|\w*nachlass\w*|preisnachlässe|gutschr\w*|gutschein\w*|(?:rück)?erstatt\w*|kostenlos\w*|kostenfrei\w*|gratis\w*|unentgeltlich\w*|freimonat\w*|skonto|vergünstig\w*|ermäßig\w*|preissenkung\w*|sonderpreis\w*|sonderkondition\w*|sonderangebot\w*
    (?:ohne|keine) (?:aufpreis|mehrkosten|zusatzkosten|berechnung|zusätzliche kosten)|(?:monat\w*|lizenz\w*) (?:frei|geschenkt|umsonst)|geschenkt|umsonst|günstiger\w*|billiger\w*
    preise? (?:\w+ ){{0,4}}(?:senken|gesenkt|einfrieren|halten|reduzieren|reduziert|halbier\w*|garantier\w*|nachlassen|anpassen)|(?:senken|reduzieren|halbieren|halten) (?:\w+ ){{0,4}}preise?|festpreis\w*|erlassen (?:wir|ihnen)|erlass der
    remises?|rabais|ristournes?|réductions?|un avoir|note de crédit|rembours\w*|gratuit\w*|offert\w*|offrons|offrir|sans frais|à nos frais|bons? d'achat|code promo\w*|geste commercial|moins cher\w*|tarifs? (?:\w+ )?(?:réduit|spécial|préférentiel|bloqué|gelé|avantageu)\w*|prix (?:\w+ )?(?:réduit|spécial|bloqué|gelé|préférentiel|garanti)\w*
    (?:baiss|rédui|gel|bloqu|divis)\w* (?:\w+ ){{0,3}}(?:prix|tarifs?|facture|abonnement)
    descuentos?|rebajas?|rebajar\w*|reembols\w*|devoluci\w*|gratuit\w*|bonificaci\w*|bonificar\w*|abonar\w*|abonaremos|nota de crédito|cupon\w*|cupón|regalo|regalamos|sin (?:coste|costo|cargo)\w*|más barat\w*|(?:precio|tarifa)s? (?:\w+ )?(?:especial|reducid|congelad|rebajad|preferente|fij)\w*
    (?:baj|reduc|congel|manten)\w* (?:\w+ ){{0,3}}(?:precios?|tarifas?|factura|cuota)
    """
)
_LEGAL = wordings(
    r"""
    guarant\w+|warrant(?:y|ies|s|ed)?|liab\w+|indemn\w+|slas?|service[- ]level\w*|up-?time|money-back|penalt\w+
    terminat\w+|(?:cancel|leave|exit|quit|get out|walk away|opt out|break) (?:\w+ ){0,6}(?:any ?time|without|free of|at no|early|no questions)
    without (?:any |a )?(?:penalty|penalties|notice|obligation|consequences?|fees?)|no obligation|no strings|notice periods?|exit clause|(?:break|opt-out|termination|escape) clause|right to (?:cancel|terminate|withdraw|leave|exit)
    legally|contractual\w*|legal (?:commitment|obligation|right|claim)s?|(?:in|into|to) (?:your|the|our) contract|amend\w* (?:your|the|our) (?:contract|agreement)|binding|damages|entitle\w*
    (?:i|we|you have our|you have my|our|my|that's a|that is a|this is a)(?:'ll|'d)?(?: can| will| could| hereby| do| fully)* (?:promise|pledge|vow|swear|commit(?:ment)?(?: to)?|undertake|assure|word that|solemn)\w*(?! nothing)
    (?:promise|assure|guarantee) you|rest assured|you can (?:count|rely|bank) on|(?:it )?(?:will|shall) never happen again|won't happen again
    (?:hipaa|gdpr|soc ?[12]|iso ?\d*|pci(?: dss)?|ccpa|dsgvo|rgpd)[- ]?(?:compliant|certified|konform|conforme)?|fully compliant|certified (?:for|to|by|under)
    extend\w* (?:\w+ ){0,3}(?:contract|agreement|term|licen[cs]e)s?|(?:hold|held) (?:us |ourselves )?(?:responsible|accountable|liable)
    garantier\w*|garantie\w*|gewährleist\w*|haft(?:en|ung|bar|et|pflicht)\w*|vertragsstrafe\w*|kündig\w+ (?:\w+ ){0,4}(?:ohne|jederzeit|fristlos|kostenlos)|(?:ohne|jederzeit|fristlos) (?:\w+ ){0,4}(?:kündig\w+|aussteigen|kündbar)|sonderkündigung\w*|kündigungsfrist\w*|rechtsverbindlich\w*|verbindlich\w*|rechtlich\w*|zusicher\w*|sichern (?:wir )?(?:ihnen )?zu|(?:verspreche|versprechen)(?: wir| ich)? (?:ihnen|hiermit|dass|das)|(?:ich|wir) verspreche\w*|versprochen,? dass wir|schadenersatz\w*|schadensersatz\w*|entschädig\w*|verpflichten (?:wir )?uns|verfügbarkeit von|rücktrittsrecht
    garanti(?:e|es|r|s|t|ssons|ssent|ssez)?|garantissons|responsabilité (?:légale|civile|contractuelle)|nous (?:nous )?engageons|je m'engage|résili\w+|pénalité\w*|indemni\w*|dédommag\w*|contractuel\w*|(?:je|nous) (?:vous )?prome\w+|juridique\w*|sans (?:engagement|préavis|pénalité)|disponibilité de|droit de (?:résili|rétract)\w*
    garantiz\w*|garantía\w*|responsabilidad (?:legal|civil|contractual)|(?:nos comprometemos|me comprometo)|rescin\w+|penalizaci\w+|indemniz\w*|compensa\w*|(?:le |les |os )?(?:prometo|prometemos)|vinculante\w*|cancelar (?:\w+ ){0,5}(?:sin|cuando|en cualquier)|contractual\w*|legalmente|sin (?:compromiso|permanencia|penalización)|disponibilidad del?|derecho a (?:cancelar|rescindir)
    """
)


def offer_findings(passage: Passage, sheet: FactsSheet) -> Iterator[Finding]:
    """Prices, gifts and legal promises in what the account reads."""
    if not passage.part.outward:
        return
    text = passage.rest.replace("’", "'")
    for rule, pattern, why in (
        ("offer", _MONEY, "no price, discount or gift is on the facts sheet"),
        ("legal", _LEGAL, "no legal promise is on the facts sheet"),
    ):
        for found in pattern.finditer(text):
            if not _is_released(found, sheet) and not _asks_back(text, found, rule):
                yield passage.finding(rule, found.start(), found.end(), why)


def _is_released(found: re.Match[str], sheet: FactsSheet) -> bool:
    words = " ".join(found[0].casefold().split())
    return any(words in " ".join(one.text.casefold().split()) for one in sheet.released)


def _asks_back(text: str, found: re.Match[str], rule: str) -> bool:
    """Whether it only asks what they count on, as in "whom are you accountable to?"."""
    return (
        rule == "legal"
        and found[0].casefold() in ("penalty", "penalties", "penalised")
        and "?" in text[found.end() :]
    )
