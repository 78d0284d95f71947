"""The shapes of streets, boxes and postcodes of many countries, each with the words that it cannot do without."""

from __future__ import annotations

import re
from typing import NamedTuple

from ingest.words import word_set

CAP = r"[^\W\d_a-zß-öø-ÿ][\w'.-]*"
_TYPES = (
    "Street|St|Str|Avenue|Ave|Av|Road|Rd|Lane|Ln|Drive|Dr|Boulevard|Blvd|Court|Ct|Place|Pl|Square|Sq|Squares|"
    "Terrace|Ter|"
    "Highway|Hwy|Parkway|Pkwy|Close|Crescent|Cres|Way|Mews|Gardens|Gdns|Grove|Hill|Walk|Wharf|Quay|Row|Circle|Cir|"
    "Trail|Trl|"
    "Loop|Broadway|Streets|Plaza|Alley|Esplanade|Parade|Pde|Promenade|Green|Rise|Vale|View|Park|Pike|Turnpike|Run|"
    "Point|"
    "Heights|Bend|Cove|Ridge|Crossing|Path|Yard|Chase|Strand|Embankment|Marg|Nagar|Layout|Colony|Freeway|Expressway|"
    "Concourse|Circuit|Cct|Bypass|Fork|Junction|Landing|Meadows|Mill|Ramp|Spur|Track|Union|Creek|Hollow|Villas|"
    "Cottages|"
    "Buildings|Arcade|Approach|End|Gate|Downs|Bridge|Field|Fields|Dale|Glen|Springs|Station|Valley|Village|Estate"
)
_STRONG = "street|avenue|ave|road|rd|lane|drive|boulevard|blvd|terrace|crescent|court|st"
SMALL = (
    r"(?:de la |de los |de las |de l'|de |del |du |des |da |do |dos |das |della |dello |delle |dei |degli |di |d'|"
    r"van der |van de |"
    r"van den |van |von der |von |den |der |aan de |op de |la |le |les |el |los |las )?"
)
_GERMAN = (
    r"(?:(?:(?:Södra|Norra|Östra|Västra|Stora|Lilla|Gamla|Nya|Lange|Alte|Neue|Große|Kleine|Obere|Untere|Oude|Nieuwe|"
    r"Korte|Grote|Kleine|Nørre|Vester|Øster|Sønder|Store|Lille|Gamle|Nordre|Søndre|Sankt|St\.|Dr\.) )?"
    r"[^\W\d_a-zß-öø-ÿ][\w-]{1,30}(?:stra(?:ß|ss)e|str\.?|[ -]Stra(?:ß|ss)e|[ -]Str\.|weg|platz|allee|gasse|"
    r"damm|ufer|chaussee|"
    r"straat|laan|plein|gracht|kade|dreef|singel|dijk|steeg|hof|hove|pad|markt|park|gatan|vägen|stigen|vegen|veien|"
    r"gata|vej|gade|"
    r"stræde|stræti|vegur|vænget|parken|bakken|allé|plads|katu|kuja|tie|polku|ja|tee|stien|stranda|braut|brautin|"
    r"gränd|torget|torg|ring)"
    r"|(?:[^\W\d_a-zß-öø-ÿ][\w-]{1,30} ){1,2}(?:Straße|Strasse|Weg|Platz|Allee|Gasse|Ring|Damm|Ufer|gate|vei|vej|"
    r"gade|gata|väg|gatan|tn|pst|mnt|katu|tie|laan|straat|weg|plein|kade|dijk|Baan)"
    r"|(?:Am|An der|Im|In der|Auf der|Auf dem|Zum|Zur|Unter den|Alter|Alte|Neuer|Hinter der|Bei der) "
    r"[^\W\d_a-zß-öø-ÿ]\w{2,20}(?: [A-ZÄÖÜ]\w+)?)"
)
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"


class Shape(NamedTuple):
    """A pattern, the folded words of which one must stand in the text, where the pattern begins (``number``: at
    a number; ``word``: at one of the words; ``before``: somewhere before a number), and whether its house number
    may be a count of something."""

    words: frozenset[str]
    pattern: re.Pattern[str]
    place: str = "number"
    counted: bool = False


_ENGLISH = word_set(_TYPES.lower().replace("|", " "))
STREETS = (
    Shape(
        word_set("calle carrera cra cl diagonal transversal kr cll av avenida"),
        re.compile(
            r"(?<![\w.])(?:Calle|Carrera|Cra\.?|Cl\.?|Cll\.?|Kr\.?|Diagonal|Transversal|Avenida|Av\.?) \d{1,3} "
            r"?[A-Z]? ?"
            r"(?:#|No\.?|N°) ?\d{1,3}[A-Z]? ?-? ?\d{1,3}"
        ),
        place="word",
    ),
    Shape(
        word_set("chome"),
        re.compile(rf"\d{{1,2}}-ch[oō]me(?:[ -]\d{{1,3}}){{0,3}}(?:,? {CAP}){{0,2}}"),
    ),
    Shape(
        word_set("flat house plot door shop villa"),
        re.compile(
            rf"(?:Flat|House|Plot|Door|Shop|Villa) ?(?:No\.?|Number|#) ?[\w/-]{{1,7}},? (?:{CAP}(?: {CAP}){{0,3}}, "
            rf"){{1,4}}"
            rf"{CAP}(?: {CAP})?[ -]{{1,3}}\d{{6}}"
        ),
        place="word",
    ),
    Shape(
        _ENGLISH,
        re.compile(
            rf"(?<![\w$€£#.-])\d{{1,6}}(?:[A-Za-z]|[-/]\d{{1,5}}[A-Za-z]?)?,? "
            rf"(?:\d{{1,5}} )?(?:(?:[NSEW]|NE|NW|SE|SW|North|South|East|West)\.? )?(?:(?:{CAP}|\d{{1,3}}(?:st|nd|"
            rf"rd|th)|of|the|de|la|and) ){{1,4}}?(?:{_TYPES})\b\.?"
            rf"(?: (?:{_TYPES})\b\.?){{0,2}}"
            rf"(?: (?:[NSEW]|NE|NW|SE|SW|North|South|East|West)\b\.?)?"
        ),
        counted=True,
    ),
    Shape(
        _ENGLISH,
        re.compile(
            rf"(?<![\w$€£#.-])\d{{1,5}}[a-z]? (?!(?:of|the|a|in|on|down|minutes?|hours?|days?|years?|times?|more|"
            rf"new|other|per|to|and)\b)"
            rf"(?:[a-z'-]{{3,20}} ){{1,3}}?(?:{_STRONG})\b\.?(?=,? (?:[a-z]+,? ){{0,2}}[a-z]{{0,2}} ?\d{{4,5}}|,? "
            rf"(?:apt|unit|flat|suite)\b|, [a-z])"
        ),
        counted=True,
    ),
    Shape(
        frozenset(),
        re.compile(
            rf"(?<![\w.-])(?:\d{{4,6}} )?{_GERMAN} \d{{1,4}}"
            rf"(?: ?[a-zA-Z](?![\w'])(?: \d{{1,3}}(?!\d))?)?(?:[-/]\d{{1,4}}[a-z]?){{0,3}}"
            r"(?:[-/ ](?:[A-Z]|I{1,3}|IV|hs|huis|bis|[A-Z]\d{1,2})(?!\w))?(?![\d:.]\d|[%€\w])"
        ),
        place="before",
    ),
    Shape(
        word_set(
            "calle c cl avenida avda av paseo plaza pza carrer camino carrera cra calzada rua r travessa praca "
            "praça largo via viale piazza corso "
            "ronda vicolo strada alameda estrada boulevard blvd jiron privada prolongacion cerrada passeig gran "
            "largo urbanizacion quinta"
        ),
        re.compile(
            rf"(?<![\w.])(?:Calle|C/|C\.|Cl\.?|Avenida|Avda\.?|Av\.?|Paseo|P\.º|Pº|Plaza|Pza\.?|Carrer|Camino|"
            rf"Carrera|Cra\.?|Calzada|Rua|R\.|Travessa|"
            rf"Praça|Largo|Via|Viale|V\.le|Piazza|P\.za|Corso|C\.so|Vicolo|Strada|Ronda|Alameda|Estrada|Gran "
            rf"V[ií]a|Passeig|Urbanización|Quinta|Bulevar|calle|rua|via|avenida) ?"
            rf"{SMALL}{CAP}(?: {SMALL}{CAP}|\.? ?\d{{1,2}} de {CAP}){{0,4}}(?:,? ?(?:n[.º°]*o?\.? ?|núm\.? ?|nº ?|"
            rf"No\. ?|# ?|s/n)?\d{{1,5}}(?:[-/ ]?[A-Za-z](?!\w))?(?:[-/]\d{{1,4}})?|,? s/n)(?!\d|[.:]\d)"
        ),
        place="word",
    ),
    Shape(
        word_set(
            "rue avenue av boulevard bd place allee allees chemin impasse quai route cours passage square faubourg "
            "ruelle residence lieu sentier esplanade"
        ),
        re.compile(
            rf"(?<![\w.-])\d{{1,5}} ?(?:bis|ter|[A-D])?,? (?:\d{{1,4}} )?(?:rue|avenue|av\.|boulevard|bd|blvd|"
            rf"place|pl\.|allées?|chemin|ch\.|impasse|quai|route|cours|passage|"
            rf"square|faubourg|sentier|esplanade|Rue|Avenue|Av|Boulevard|Place|Allée|Chemin|Impasse|Quai|Route|"
            rf"Cours|Passage)"
            rf" {SMALL}(?:la |le |les |l')?[\w'-]{{2,}}(?: {SMALL}(?:la |le |les |l')?(?:{CAP}|\d{{4}})){{0,4}}"
        ),
    ),
    Shape(
        word_set("rue chaussee avenue laan"),
        re.compile(
            rf"\b(?:[Rr]ue|[Cc]haussée|[Aa]venue|[Bb]oulevard|[Pp]lace) {SMALL}(?:la |le |les |l')?{CAP}(?: "
            rf"{SMALL}{CAP}){{0,3}},? (?:n°? ?)?\d{{1,4}}[A-Za-z]?(?![\d:])"
        ),
        place="word",
    ),
    Shape(
        word_set(
            "ul ulica ulice al aleja aleje os osiedle plac pl nam namesti trida tr utca u ter ut korut rkp sok "
            "sokak cad caddesi mah mahallesi bul bulvari "
            "odos leoforos str strada bd bulevardul soseaua ulitsa prospekt gatve kapu ter fasor setany koz tn pst "
            "ulitsa"
        ),
        re.compile(
            rf"(?<![\w.])(?:ul\.|ulica|al\.|aleja|aleje|os\.|osiedle|pl\.|plac|nám\.|náměstí|tř\.|třída|Ul\.|Al\.|"
            rf"Os\.|Pl\.|Str\.|Strada|Bd\.|Bulevardul|Șoseaua|Calea|ulitsa|prospekt|Odos|Leoforos) ?"
            rf"(?:\d{{1,2}}[- ]?(?:go|ego)? )?{CAP}(?: {CAP}){{0,3}},? (?:nr\.? ?)?\d{{1,4}}[a-zA-Z]?(?:[/ ]+m?\.? "
            rf"?\d{{1,4}})?"
        ),
        place="word",
    ),
    Shape(
        word_set(
            "utca u ter ut korut krt rkp koz kapu fasor setany tn pst sokak sok sk cad caddesi cd mah mahallesi "
            "bulvari blv"
        ),
        re.compile(
            rf"(?<!\w){CAP}(?: {CAP}){{0,2}} (?:utca|u\.|tér|út|körút|krt\.|rkp\.|köz|kapu|fasor|sétány|tn|pst) "
            rf"\d{{1,4}}\.?(?:[/-]?[a-zA-Z](?!\w))?"
            rf"|(?<!\w){CAP}(?: {CAP}){{0,2}} (?:Sokak|Sok\.|Sk\.|Caddesi|Cad\.|Cd\.|Mah\.|Mahallesi|Bulvarı|"
            rf"Blv\.)(?:,? {CAP}(?: {CAP})? (?:Sokak|Sok\.|Sk\.|Caddesi|Cad\.|Cd\.))?,? (?:No ?[:.]? "
            rf"?)?\d{{1,4}}(?:/\d{{1,3}})?"
        ),
        place="before",
    ),
    Shape(
        word_set(
            "p po gpo g post locked private pmb postfach postbus apartado apdo casella bp boite casilla caixa "
            "postboks skrytka skr cp b"
        ),
        re.compile(
            r"(?<!\w)(?:(?:G\.?)?P\.? ?O\.? ?Box|Post Office Box|Postfach|Postbus|Apartado(?: de Correos| Postal)?|"
            r"Apdo\.?|Casella Postale|BP|B\.P\.|Boîte [Pp]ostale|Casilla|Locked Bag|Private Bag|"
            r"Caixa Postal|Postboks|PMB|CP|skr(?:ytka|\.) poczt(?:owa|\.)) ?(?:No\.? ?|nr\.? ?)?\d(?:[ ,]?\d){1,6}",
            re.IGNORECASE,
        ),
        place="word",
    ),
    Shape(
        word_set("psc rr rfd hc rural star unit cmr usnv usns uss uscgc"),
        re.compile(
            r"\b(?:RR|RFD|HC|Rural Route|Star Route) \d{1,3},? Box \d{1,5}|\bPSC \d{1,5},? Box "
            r"\d{1,6}(?:\s+[AFD]PO A[AEP] \d{5})?|\b(?:Unit|CMR) "
            r"\d+,? Box \d+(?:\s+[AFD]PO "
            r"A[AEP] \d{5})?"
            r"|\b(?:USNV|USNS|USS|USCGC) [A-Z]\w+(?: \w+)?\s+[AFD]PO A[AEP] \d{5}",
            re.IGNORECASE,
        ),
        place="word",
    ),
    Shape(
        word_set("road route highway rd rte hwy cr fm county state"),
        re.compile(
            r"(?<![\w$€£#.-])[NSEW]?\d{1,6}[A-Z]? (?:[NSEW]\.? |North |South |East |West )?(?:(?:Old|US|U\.S\.|County|"
            r"State|Farm|"
            r"Ranch|Township|Forest|Parish|Farm to Market|Ranch to Market|Great|Co\.?) )?(?:Road|Rd\.?|Route|Rte\.?|"
            r"Highway|Hwy\.?|CR|FM|RM|SR) \d{1,4}[A-Z]?(?: [NSEW]\b)?(?![\d.:-])"
        ),
    ),
    Shape(
        word_set("jalan jl jln lorong persiaran blk block thanon soi"),
        re.compile(
            rf"(?:(?:No\.? ?)?\d{{1,4}}[A-Z]?,? )?(?:Jalan|Jl\.?|Jln\.?|Lorong|Persiaran|Thanon) {CAP}(?: {CAP}|"
            rf" \d{{1,2}}/\d{{1,2}}){{0,3}},? (?:No\.? ?)?\d{{1,4}}[A-Z]?(?![\d.:])"
            rf"|(?:Blk|Block) \d{{1,4}}[A-Z]? {CAP}(?: {CAP}){{0,4}}(?: \d{{1,3}})?(?:,? #\d\d-\d{{1,4}}[A-Z]?)"
        ),
        place="word",
    ),
    Shape(
        word_set("corner"),
        re.compile(
            rf"corner of (?=[^\n]{{0,60}}(?:\d|\b(?:{_TYPES})\b))(?:{CAP}|\d{{1,6}})(?: [\w'.-]+){{0,5}} (?:and|&) "
            rf"{CAP}(?: {CAP}){{0,3}}"
        ),
        place="word",
    ),
)
BLOCK = re.compile(
    r"(?<![\w$€£#.-])\d{1,6} [^\n\d?!;:]{2,50}(?: \d{1,5}\.?)?,?[ \n]{1,5}(?:Apt|Suite|Ste|Unit|Flat)\.? \d{1,5}"
    rf"|(?<![\w$€£#.-])\d{{3,6}} (?:{SMALL}[^\W\d_a-z][\w'.-]*[a-zß-öø-ÿ.]{{2,}} ){{1,4}}\d{{1,4}}\.?[a-z]?(?=,| "
    rf"?\n|\Z| [A-Z])",
)
NAMED_BLOCK = re.compile(
    r"(?:(?<=\A)|(?<=\n)|(?<=: )|(?<= to ))[^\W\d_a-z][\w'.-]{2,}(?: [^\W\d_][\w'.-]{2,}){0,3} \d{1,5}(?: "
    r"[^\n\d]{2,30})?,?"
    r"[ \n]{1,5}(?:Apt|Suite|Ste|Unit|Flat)\.? \d{1,5}"
)
UNITS = word_set("apt suite ste unit flat")
_NAME_ENDINGS = tuple(
    word_set(
        "straße strasse str str. weg platz allee gasse damm ufer chaussee straat laan plein gracht kade dreef singel "
        "dijk steeg hof hove pad markt park gatan vägen stigen vegen veien gata vej gade stræde stræti vegur "
        "vænget parken "
        "bakken allé plads katu kuja tie polku ja tee stien stranda braut brautin gränd torget torg ring väg "
        "gate vei "
        "tn pst mnt baan utca u. tér út körút krt. rkp. köz kapu fasor sétány sokak sok. sk. caddesi cad. cd. mah. "
        "mahallesi bulvarı blv. no: no no."
    )
)
_AFTER_PREPOSITION = re.compile(
    r"(?<!\w)(?:Am|An der|Im|In der|Auf der|Auf dem|Zum|Zur|Unter den|Alter|Alte|Neuer|Hinter der|Bei der) "
    r"[^\W\d_a-zß-öø-ÿ]\w{2,20}(?: [A-ZÄÖÜ]\w+)?\Z"
)


def follows_street_name(text: str, place: int) -> bool:
    """Whether a street's name, a state or a region seems to end right before the number at ``place``."""
    left = text[max(0, place - 40) : place]
    head = left.rstrip(" ,")
    if not head or head == left:
        return False
    word = head.rpartition(" ")[2]
    if word.lower().endswith(_NAME_ENDINGS) or (word.isupper() and len(word) < 4):
        return True
    return word[0].isupper() and bool(_AFTER_PREPOSITION.search(head))


MONTHS = re.compile(rf"(?:19|20)\d\d {_MONTH}")
