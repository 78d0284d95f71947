"""Which sentence of what an account said is quoted back to it: on the matter, telling, well begun, and late.

Keeps the rules that what praises is not quoted as a complaint, nor what does not praise as praise, and that what is
quoted as a complaint or a request names its trouble, its wish or its matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from playbooks.account_brief import BriefQuote
from playbooks.sentences import quotable
from synthesis.stems import stem_of
from synthesis.stopwords import STOP_WORDS
from synthesis.tone import tone_of

_PRAISES = re.compile(
    r"\b(?:good|great|lov\w+|like[sd]?|thank\w*|eas(?:y|ier|ily)|fast(?:er)?|quick\w*|help\w*|excellent|"
    r"perfect\w*|happy|"
    r"happier|best|better|solid|simpl\w+|intuitive|recommend\w*|straightforward|awesome|amazing|brilliant|fantastic|"
    r"wonderful|superb|reliable|smooth\w*|friendly|sav(?:es?|ed|ing)|pleas\w+|satisf\w+|impress\w*|"
    r"enjoy\w*|useful|clear|"
    r"gut\w*|toll|super|prima|klasse|hervorragend\w*|einfach|schnell\w*|zufrieden\w*|danke|hilfreich\w*|"
    r"zuverlässig\w*|"
    r"bon(?:ne)?s?|bien|excellente?s?|parfait\w*|merci|simples?|rapides?|utiles?|satisfaite?s?|ador\w+|"
    r"buen[oa]s?|bueno|excelentes?|perfect[oa]s?|gracias|fácil\w*|rápid[oa]s?|útil(?:es)?|encanta\w*|"
    r"content[oa]s?)\b",
    re.IGNORECASE,
)
_TURNS = re.compile(
    r"\b(?:not|no|never|nothing|nobody|none|without|but|however|although|yet|too|only|cannot|except|"
    r"poor\w*|until|unless|should|would|could|"
    r"fails?|failed|fail\w*|broken?|breaks?|crash\w*|slow\w*|lost|los[et]s?|missing|wrong|error\w*|bug\w*|"
    r"stop\w*|worse|"
    r"nicht|kein\w*|nie|aber|ohne|leider|ne|pas|jamais|mais|sans|nunca|pero|sin)\b|n['’]t\b",
    re.IGNORECASE,
)
_TROUBLES = re.compile(
    r"\b(?:tim(?:es?|ed|ing) out|time-?outs?|throws? (?:me|us) (?:back|out)|"
    r"(?:logs?|signs?) (?:me |us |them )?out|g[ai]ve up|instead of|"
    r"drain\w*|bounc\w*|loops?|looping|stall\w*|freez\w*|froze\w*|hang|hangs|hung|kills?|eats|stuck|vanish\w*|"
    r"disappear\w*|duplicat\w*|twice|double[ds]?|blank|empty|garbled|corrupt\w*|conflict\w*|disconnect\w*|"
    r"unmatched|unreadable|unpaid|expire[ds]?|reject\w*|refus\w*|delay\w*|late|later|wait\w*|overdue|outages?|"
    r"disagree\w*|mismatch\w*|"
    r"hikes?|increase[sd]?|expensive|overcharg\w*|junk|spam|penalt\w*|grievance|embarrass\w*|complain\w*|"
    r"cancel\w*|limited|manually|retyp\w*|"
    r"leer|langsam\w*|fehler\w*|abst[uü]rz\w*|warte\w*|teuer\w*|verschw\w*|dauert|"
    r"lente?s?|erreurs?|plante\w*|attend\w*|impossible|chère?s?|fausse?s?|absurdes?|perdu\w*|"
    r"lent[oa]s?|error\w*|falla\w*|esper\w*|imposible|car[oa]s?|pierd\w*)\b",
    re.IGNORECASE,
)
_WISHES = re.compile(
    r"\b(?:need\w*|want\w*|wish\w*|would (?:like|help|love|be)|please|could you|can you|should|must|allow|"
    r"add|missing|lack\w*|"
    r"brauch\w*|möcht\w*|wünsch\w*|bitte|fehlt|voudr\w+|souhait\w+|besoin|manque|necesit\w+|quer\w+|"
    r"gustaría|falta)\b",
    re.IGNORECASE,
)
_SAYS_LITTLE = frozenset(("time", "times", "issue", "issues", "problem", "problems"))
"""Words of themes' labels that stand in sentences on anything."""
_TIMES_OUT = re.compile(r"\btim(?:es?|ed|ing)[ -]?outs?\b")
_FEWEST_WORDS = 4
_ON_MATTER = 2
_NEEDED = 2
_TELLS_FROM = 6


@dataclass(frozen=True, slots=True)
class Chosen:
    """A statement and the sentence of it that is quoted."""

    quote: BriefQuote
    words: str


def choose(
    quotes: Iterable[BriefQuote],
    about: frozenset[str] = frozenset(),
    *,
    praising: bool = False,
    wishing: bool = False,
    need_about: bool = False,
    to_mend: bool = False,
    least: int = _FEWEST_WORDS,
) -> Chosen | None:
    """The sentence to quote of ``quotes``, None where none fits: one that holds stems ``about`` the matter (or a wish,
    where it is ``wishing``) before one that holds none, then what tells more and begins as a sentence does, then the
    latest. ``to_mend``: one that names no trouble and no wish and holds no stem ``about`` the matter is not quoted.
    ``least``: words."""
    found = [
        (
            _worth(words, about, to_mend=to_mend) + 2 * (wishing and _WISHES.search(words) is not None),
            quote.day,
            quote.item,
            Chosen(quote, words),
        )
        for quote in dict.fromkeys(quotes)
        for words in quotable(quote.text)
        if len(words.split()) >= (least if not praising else 0)
        and (praising or least == 0 or not _only_praises(words))
        and (not praising or _only_praises(words))
        and (not to_mend or names_trouble(words) or about & stems_of(words))
        and (not need_about or len(about & stems_of(words)) >= min(_NEEDED, len(about)) > 0)
    ]
    return max(found, key=lambda one: one[:3], default=(0, None, "", None))[3]


def stems_of(text: str) -> frozenset[str]:
    """Stems of the words that could name a matter."""
    words = re.findall(r"[^\W\d_]{4,}", _TIMES_OUT.sub("timeout", text.casefold()))
    return frozenset(stem_of(word) for word in words if word not in STOP_WORDS and word not in _SAYS_LITTLE)


def names_trouble(words: str) -> bool:
    """Whether ``words`` say that something is wrong or is wished for, so that one can ask what it costs."""
    tone = tone_of(words.casefold().replace("’", "'"))
    sounds_bad = tone.bad + tone.good_negated > tone.good + tone.bad_negated
    if sounds_bad or _TROUBLES.search(words) or _WISHES.search(words):
        return True
    return (tone.turned or not tone.good) and _TURNS.search(words) is not None


def _worth(words: str, about: frozenset[str], *, to_mend: bool) -> int:
    on_matter = _ON_MATTER if about & stems_of(words) else 0
    trouble = to_mend and names_trouble(words)
    return on_matter + trouble + (not words[0].islower()) + (len(words.split()) >= _TELLS_FROM)


def _only_praises(words: str) -> bool:
    return _PRAISES.search(words) is not None and _TURNS.search(words) is None
