"""How long a message may be, how hard to read, and in what tone: bounds that hold in any language.

Reading level: Björnsson's readability index LIX (Läsbarhet, 1968), words a sentence plus the share of words of more
than six letters in percent. It needs no syllables and so no language; 60 and more is called very difficult. German and
Spanish words are longer than English ones, so the bound is 65; no sentence is longer than 45 words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from playbooks.guardrails.findings import Finding
from playbooks.guardrails.passage import Passage, sentences
from playbooks.guardrails.patterns import wordings
from playbooks.guardrails.sheet import FactsSheet

MOST_WORDS = {"message": 200, "subject": 14, "line": 80}
MOST_SUBJECT = 80
"""Characters."""
HARDEST = 65.0
LONGEST_SENTENCE = 45
_FEWEST_TO_JUDGE = 30
_LONG = 6
_MOST_CRIES = 1
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_SHOUT = re.compile(r"(?<![\w.])[A-ZÀ-Þ]{2,}(?:[\s,]+[A-ZÀ-Þ]{2,})+(?![\w])|(?<![\w.])[A-ZÀ-Þ]{5,}(?![\w])")
_CRIES = re.compile(r"[!?¡¿]*![!?]+|\?[!?]+|！+")
_PRESSES = wordings(
    r"""
    your (?:own )?(?:fault|mistake|failure|negligence)|(?:you|your (?:team|people)) (?:failed|neglected|forgot|ignored|refused|messed|screwed|didn't bother|did not bother|never (?:bother\w*|answer\w*|repl\w*|respond\w*|listen\w*|read|use)|always (?:complain\w*|ignore\w*))|you (?:should|ought to) have|you (?:are|were) (?:to blame|wrong|mistaken|the problem|responsible for)|blame (?:you|your|yourself)\w*|you people|how could you|what were you thinking|as i (?:already )?(?:told|said)|as (?:already|previously) (?:explained|stated)|obviously,? you|if you (?:had|'d) (?:only |just |actually )?(?:read|listened|followed|trained|used|asked)|you clearly
    (?:stupid|ridiculous|lazy|incompetent|idiot\w*|pathetic|absurd|shame\w*|embarrass\w*|unprofessional|nonsense|outrageous)
    (?:last|final|only) (?:chance|warning|notice|call|opportunity|reminder)|act (?:now|fast|today|quickly|immediately)|(?:don't|do not) (?:miss|wait|delay|hesitate|let this)|hurry\w*|limited[- ]time|while (?:it|stocks?|supplies|places) lasts?|before it(?:'s| is) too late|time is running out|running out of time|expir\w+ (?:soon|today|tonight)|now or never|once[- ]in[- ]a[- ]lifetime|or else|you (?:will|'ll) regret|regret (?:it|this|not)|you(?:'d| would) be (?:foolish|mad|crazy)
    (?:respond|reply|answer|act|sign|decide|pay|call|confirm)(?: \w+){0,3} (?:immediately|at once|asap|urgently|right now|without delay|straight away|this instant)|you (?:must|have to|need to) (?:\w+ )?(?:respond|reply|answer|act|sign|decide|pay|confirm|renew|commit)|asap|a\.s\.a\.p|urgent(?:ly)?!?|immediate (?:action|response|attention)|failure to (?:respond|reply|act|pay)|if (?:we|i) (?:do not|don't) hear|we (?:will|shall|'ll) (?:be forced|have no choice)|no choice but
    (?:after )?(?:all|everything) (?:that )?(?:we(?:'ve| have)|i(?:'ve| have)) (?:done|invested|given)|you owe|let(?:ting)? (?:us|me|my team) down|(?:hurt|disappointed|offended|saddened|heartbroken) (?:by|in|with|that) (?:you|your)|(?:my|our) (?:job|jobs|bonus|quota|boss)|(?:please )?(?:don't|do not) (?:abandon|leave|desert) (?:us|me)|we(?:'re| are) (?:begging|desperate)|i(?:'m| am) begging|begging you|everyone else (?:has|is)|your competitors (?:are|have|already)
    (?:ihre|eure) (?:eigene )?(?:schuld|nachlässigkeit)|sie (?:hätten|haben (?:es )?(?:versäumt|vergessen|ignoriert))|(?:selbst|selber) schuld|letzte (?:chance|mahnung|warnung|gelegenheit)|handeln sie (?:jetzt|sofort|umgehend|schnell)|(?:sofort|umgehend|unverzüglich|dringend) (?:antworten|handeln|unterschreiben|zahlen|reagieren|melden)|dringend|nur (?:noch )?(?:heute|jetzt|kurze zeit)|bevor es zu spät|sie müssen (?:\w+ )?(?:jetzt|sofort|antworten|unterschreiben)|enttäuscht von ihnen|beeilen sie|unverschämt\w*|lächerlich\w*
    (?:de )?votre (?:propre )?(?:faute|négligence)|vous (?:auriez dû|n'avez pas (?:su|daigné|pris)|avez (?:ignoré|oublié|négligé))|dernière (?:chance|occasion|relance|mise en garde)|agissez (?:vite|maintenant|immédiatement)|(?:répondez|signez|payez|décidez)(?: \w+)? (?:immédiatement|vite|maintenant|d'urgence|sans tarder)|urgent\w*|avant qu'il ne soit trop tard|vous devez (?:\w+ )?(?:répondre|signer|payer|décider|agir)|déçus? (?:de|par) vous|dépêchez|ridicule\w*|honte
    (?:es )?(?:su|vuestra|tu) (?:propia )?culpa|(?:deberían?|debieron|tendrían?) (?:\w+ )?haber|(?:ustedes|usted) (?:no (?:hicieron|hizo)|ignoraron|ignoró|olvidaron|olvidó)|última (?:oportunidad|llamada|advertencia)|actúe(?:n)? (?:ya|ahora|rápido)|(?:responda|firme|pague|decida)n?(?: \w+)? (?:ya|inmediatamente|ahora mismo|cuanto antes)|urgente\w*|antes de que sea (?:demasiado )?tarde|(?:debe|tiene que|deben|tienen que) (?:\w+ )?(?:responder|firmar|pagar|decidir|actuar)|decepcionad\w+ (?:con|de) ustedes?|vergüenza|ridícul\w*|date prisa|dense prisa
    """
)


def style_findings(passage: Passage, sheet: FactsSheet) -> Iterator[Finding]:
    """What is too long, too hard to read, too loud or presses."""
    yield from _length(passage)
    if not passage.part.outward:
        return
    if not passage.subject:
        yield from _reading(passage)
    held = " ".join((*sheet.names, *(one.text for one in sheet.quotes), *sheet.own))
    for found in _SHOUT.finditer(passage.rest):
        loud = [one for one in _WORD.findall(found[0]) if one not in held]
        if any(len(one) > 4 for one in loud) or sum(len(one) for one in loud) > 6:
            yield passage.finding("tone", found.start(), found.end(), "capitals shout")
    cries = [found.span() for found in re.finditer(r"!", passage.said)]
    doubled = _CRIES.search(passage.said)
    if doubled is not None:
        yield passage.finding("tone", *doubled.span(), "one mark is enough")
    elif len(cries) > _MOST_CRIES + 1:
        yield passage.finding("tone", *cries[-1], "so many exclamation marks shout")
    for found in _PRESSES.finditer(passage.rest.replace("’", "'")):
        yield passage.finding("tone", found.start(), found.end(), "it blames or presses the reader")


def _length(passage: Passage) -> Iterator[Finding]:
    text = passage.seen.text
    words = [found.span() for found in _WORD.finditer(text)]
    kind = "subject" if passage.subject else "message" if passage.part.name.endswith(" message") else "line"
    if kind == "subject" and (len(text) > MOST_SUBJECT or "\n" in text.strip()):
        why = f"a subject is one line of at most {MOST_SUBJECT} characters"
        yield passage.finding("length", min(len(text) - 1, MOST_SUBJECT), len(text), why)
    elif len(words) > MOST_WORDS[kind]:
        start = words[MOST_WORDS[kind]][0]
        yield passage.finding(
            "length", start, len(text), f"it has {len(words)} words; at most {MOST_WORDS[kind]} are read"
        )
    if passage.part.outward and not text.strip():
        yield passage.finding("length", 0, 0, "there is nothing in it")


def _reading(passage: Passage) -> Iterator[Finding]:
    own = [(text, start, _WORD.findall(text)) for text, start in sentences(passage.rest)]
    for text, start, words in own:
        if len(words) > LONGEST_SENTENCE:
            end = start + len(text.rstrip())
            yield passage.finding("reading", start, end, f"a sentence of {len(words)} words is hard to read")
    held = [(text, start, words) for text, start, words in own if len(words) > 2]
    words = [word for _, _, found in held for word in found]
    if len(words) >= _FEWEST_TO_JUDGE:
        index = len(words) / len(held) + 100 * sum(len(word) > _LONG for word in words) / len(words)
        if index > HARDEST:
            first, last = held[0][1], held[-1][1] + len(held[-1][0].rstrip())
            yield passage.finding(
                "reading", first, last, f"LIX {index:.0f}; above {HARDEST:.0f} it is hard to read"
            )
