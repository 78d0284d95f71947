"""Names of days, months, numbers and spans of time, and what each stands for, in four languages."""

from __future__ import annotations


def _numbered(*names: str, first: int = 1) -> dict[str, int]:
    return {
        word: at
        for words in names
        for at, group in enumerate(words.split(), first)
        for word in group.split("/")
    }


WEEKDAY_NUMBER = _numbered(
    "monday/mon tuesday/tue/tues wednesday/wed thursday/thu/thur/thurs friday/fri saturday/sat sunday/sun",
    "montag dienstag mittwoch donnerstag freitag samstag/sonnabend sonntag",
    "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "lunes martes miércoles/miercoles jueves viernes sábado/sabado domingo",
    first=0,
)
MONTH_NUMBER = _numbered(
    "january february march april may june july august september october november december",
    "jan feb mar apr may jun jul aug sep/sept oct nov dec",
    "januar/jänner februar märz april mai juni juli august september oktober november dezember",
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
)
_UNITS = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
]
ORDINAL = {word: at for at, word in enumerate(_UNITS, 1)}
ORDINAL |= {f"twenty-{word}": 20 + at for at, word in enumerate(_UNITS[:9], 1)}
ORDINAL |= {"thirtieth": 30, "thirty-first": 31}
NUMBER = _numbered(
    "one/a/an/the/ein/eine/einem/einer/eines/un/une/una two/zwei/deux/dos three/drei/trois/tres "
    "four/vier/quatre/cuatro five/fünf/cinq/cinco six/sechs/seis seven/sieben/sept/siete eight/acht/huit/ocho "
    "nine/neun/neuf/nueve ten/zehn/dix/diez eleven/elf twelve/zwölf thirteen fourteen/vierzehn/quatorze/catorce "
    "fifteen/quinze/quince"
) | {"a couple of": 2, "couple of": 2, "twenty": 20, "thirty": 30, "sixty": 60, "ninety": 90}
UNIT = {
    **dict.fromkeys(
        ["hour", "hours", "hrs", "stunde", "stunden", "heure", "heures", "h", "hora", "horas"], "hour"
    ),
    **dict.fromkeys(["minute", "minutes", "mins", "minuten", "minutos"], "hour"),
    **dict.fromkeys(
        [
            "day",
            "days",
            "tag",
            "tage",
            "tagen",
            "tages",
            "jour",
            "jours",
            "día",
            "días",
            "dia",
            "dias",
            "business",
            "play",
        ],
        "day",
    ),
    **dict.fromkeys(["week", "weeks", "woche", "wochen", "semaine", "semaines", "semana", "semanas"], "week"),
    **dict.fromkeys(["fortnight", "fortnights"], "fortnight"),
    **dict.fromkeys(
        ["month", "months", "monat", "monate", "monaten", "monats", "mois", "mes", "meses"], "month"
    ),
    **dict.fromkeys(["quarter", "quarters", "quartal", "quartals", "trimestre"], "quarter"),
    **dict.fromkeys(
        ["year", "years", "jahr", "jahre", "jahren", "jahres", "an", "ans", "année", "año", "años"], "year"
    ),
    **{"w": "week", "m": "month", "q": "quarter", "y": "year"},
}
ENDS = frozenset(("eo", "very end", "second half", "end", "close", "late", "ende", "fin", "final", "finales"))
