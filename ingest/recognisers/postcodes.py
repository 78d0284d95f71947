"""The shapes of postcodes that stand for an address by themselves, most of them with their town."""

from __future__ import annotations

import re

from ingest.recognisers.streets import CAP, Shape
from ingest.words import word_set

_STATES = (
    "AL|AK|AZ|AR|CA|CO|CT|DE|FL|GA|HI|ID|IL|IN|IA|KS|KY|LA|ME|MD|MA|MI|MN|MS|MO|MT|NE|NV|NH|NJ|NM|NY|NC|ND|OH|OK|"
    "OR|PA|RI|SC|SD|"
    "TN|TX|UT|VT|VA|WA|WV|WI|WY|DC|PR"
)
_TOWN = rf"{CAP}(?:[ -]{CAP}){{0,3}}"
POSTCODES = (
    Shape(
        frozenset(),
        re.compile(rf"(?<!\w){_TOWN},? (?:{_STATES}),? \d{{5}}(?:-\d{{4}})?(?![\w-])"),
        place="before",
    ),
    Shape(
        frozenset(),
        re.compile(r"(?<![\w-])(?:[A-PR-UWYZ][A-HK-Y]?\d[A-HJKPSTUW\d]?|GIR) \d[ABD-HJLNP-UW-Z]{2}(?![\w-])"),
    ),
    Shape(frozenset(), re.compile(r"(?<![\w-])[ABCEGHJ-NPRSTVXY]\d[A-Z] \d[A-Z]\d(?![\w-])")),
    Shape(
        frozenset(),
        re.compile(
            r"(?<![\w-])(?:[AC-FHKNPRTV-Y]\d\d|D6W) (?=\d{0,3}[A-Z])(?=[A-Z]{0,3}\d)[0-9AC-FHKNPRTV-Y]{4}(?![\w-])"
        ),
    ),
    Shape(
        word_set("nsw vic qld wa sa tas act nt"),
        re.compile(rf"(?<!\w){_TOWN},? (?:NSW|VIC|QLD|WA|SA|TAS|ACT|NT),? \d{{4}}(?!\w)"),
        place="before",
    ),
    Shape(frozenset(), re.compile(rf"(?<![\w-])\d{{4}} ?[A-Z]{{2}},? {CAP}(?: {CAP})?(?!\w)")),
    Shape(
        frozenset(),
        re.compile(rf"(?<=[A-Z]-)\d{{4,5}},? {CAP}(?:[ -]{CAP}){{0,2}}"),
    ),
    Shape(
        word_set(
            "berlin hamburg munchen koln frankfurt stuttgart dusseldorf leipzig dresden hannover bremen nurnberg "
            "paris lyon marseille toulouse nice "
            "nantes bordeaux lille strasbourg rennes madrid barcelona valencia sevilla zaragoza malaga bilbao "
            "murcia roma milano torino napoli bologna "
            "firenze genova palermo venezia verona wien graz salzburg linz zurich bern basel geneve lausanne "
            "bruxelles antwerpen gent lisboa porto "
            "warszawa krakow wroclaw gdansk poznan praha brno stockholm goteborg malmo oslo bergen kobenhavn "
            "aarhus helsinki espoo tampere montpellier "
            "grenoble essen dortmund bonn mannheim karlsruhe augsburg munster bielefeld freiburg mainz kiel potsdam"
        ),
        re.compile(
            r"(?<![\w.,-])\d{2} ?\d{2,3}(?:-\d{3})? (?:Berlin|Hamburg|München|Köln|Frankfurt(?: am Main)?|"
            r"Stuttgart|Düsseldorf|Leipzig|Dresden|Hannover|Bremen|Nürnberg|Paris|Lyon|"
            r"Marseille|Toulouse|Nice|Nantes|Bordeaux|Lille|Strasbourg|Rennes|Madrid|Barcelona|Valencia|Sevilla|"
            r"Zaragoza|Málaga|Bilbao|Murcia|Roma|Milano|Torino|Napoli|Bologna|Firenze|"
            r"Genova|Palermo|Venezia|Verona|Wien|Graz|Salzburg|Linz|Zürich|Bern|Basel|Genève|Lausanne|Bruxelles|"
            r"Antwerpen|Gent|Lisboa|Porto|Warszawa|Kraków|Wrocław|Gdańsk|Poznań|Praha|"
            r"Brno|Stockholm|Göteborg|Malmö|Oslo|Bergen|København|Aarhus|Helsinki|Espoo|Tampere|Montpellier|"
            r"Grenoble|Essen|Dortmund|Bonn|Mannheim|Karlsruhe|Augsburg|Münster|Bielefeld|Freiburg|Mainz|Kiel|"
            r"Potsdam)\b"
        ),
    ),
)
