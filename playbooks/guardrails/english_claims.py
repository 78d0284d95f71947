"""What an English sentence says that we shall do, can do or have done for the account, and what it says will come.

Keeps the rule that what nobody has agreed to is not promised: not by a list of promises, which is never whole, but by
the shape of the sentence. We, or somebody of ours, with a verb of doing is a promise unless the verb is one of contact
or courtesy; a future of the reader's, or of a thing, is one unless it speaks of the talk itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from playbooks.guardrails.passage import is_question
from playbooks.guardrails.patterns import object_patterns, word_list
from synthesis.stems import stem_of

_TOKEN = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
_OURS = (
    r"(?:i|we|(?:my|our|the) (?:\w+ ){0,2}?(?:team|people|manager|boss|engineers?|developers?|colleagues?"
    r"|experts?|specialists?|staff|support|director|leadership|side|company|crew|folks|guys|department|desk|office))"
)
_AUX = r"(?:will|shall|can|could|would|may|might|should|must|won't|can't|cannot|couldn't|wouldn't)"
_SAID = re.compile(
    rf"(?<![\w'-])(?P<who>{_OURS})(?:'(?:ll|d|ve|m|re|s)(?= )| (?:{_AUX}|am|are|is|have|has|had|haven't"
    rf"|hasn't)(?= ))",
    re.IGNORECASE,
)
_ASKED = re.compile(r"(?<![\w'-])(?:will|shall|can|could|may|should) (?:i|we)(?= )", re.IGNORECASE)
_LET = re.compile(
    r"(?<![\w'-])(?:let (?:me|us)|allow (?:me|us) to|(?:happy|glad|ready|willing|pleased|prepared|authori[sz]ed"
    r"|keen|(?<!not be )(?<!not )able|in a "
    r"position) to|(?:we|i) (?:promise|commit|pledge|undertake|vow|agree|offer|propose|plan|intend|aim|want)(?:"
    r" you)? to)(?= )",
    re.IGNORECASE,
)
_PLAIN = re.compile(
    r"(?<![\w'-])(?:i|we)(?: (?:\w+ly|also|just|now|hereby|even|then|still|always|very|much|so|too"
    r"|once|again))* (?P<verb>[a-z]{3,})\b"
    r"(?=[^.!?;:]{0,60}\b(?:you|your)\b)",
    re.IGNORECASE,
)
_READER = re.compile(
    r"(?<![\w'-])(?P<who>you|your (?:\w+ ){1,3}?|they|the \w+ (?:\w+ )?|it |this |that |there |(?:\w+ )?\w+s? )"
    r"(?:'ll| ?\b(?:will|shall|won't|is going to|are going to|is about to|are about to))(?= )",
    re.IGNORECASE,
)
_MAY = re.compile(
    r"(?<![\w'-])(?:you|your (?:\w+ ){0,2}?(?:team|people|colleagues|company|users|staff))(?:'d| would"
    r"| can| could| get| gets) (?:now |already |also |even |then |soon )*"
    r"(?P<verb>save|earn|pay|upgrade|cancel|double|cut|reduce|export|import|automate|connect|extend"
    r"|switch (?:on|off|to)"
    r"|(?:get|gets|have|receive|enjoy|keep) (?:an?|the|two|three|more|extra|unlimited|all|priority|free|access)"
    r" (?!(?:\w+ )?(?:look|question|talk|word|think|moment|opinion|view|idea|answer|reply|chat|call|time|impression"
    r"|picture|summary|feeling|reason|say|choice|break|rest|thought)s?\b))",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"\b(?:what|how|whether|if|where|why|which|who|whatever|whoever|when|once|before|until|hope|hoping|than|as"
    r"|so that)"
    r"(?: (?:that|much|far|well|soon|long|else|more))? ?\Z",
    re.IGNORECASE,
)
_WH = re.compile(r"(?:^|[,;:–—] ?)\W*(?:\w+ ){0,2}(?:what|how|where|why|which|who|when)\b", re.IGNORECASE)
_WAY = re.compile(
    r"\w+ly|also|just|then|still|only|now|even|first|rather|always|soon|again|not|never|too|both|all|well|simply|"
    r"and|should|must|will|could|"
    r"perhaps|maybe|much|very|certainly|indeed|of|course|yet|at|least|once|more|together|each|in|turn|better",
    re.IGNORECASE,
)
_CHAIN = word_list("leads_en")
_DONE = re.compile(
    r".*(?:ed|en|wn|ought|aught)\Z|built|made|got|put|set|cut|done|held|kept|found|paid|begun|won|lent|run"
)
_TALK = re.compile(
    r" (?:\w+ly |also |not |only |just |never |always |then |certainly )*(?:"
    r"(?:help|read|call|write|ring|reply|answer|listen|tell|suffice|depend|join|speak|talk|meet|hear|know|understand|"
    r"remember|agree|forgive|need|want|decide|say|show (?:me|us)|give (?:me|us)|let (?:me|us|you know)|allow"
    r" (?:me|us)|contact|follow up|reach|"
    r"get (?:back|in touch|an? (?:answer|reply|call)|your answer|more out of)|be in touch|come back to you)\b"
    r"|take (?:only|no|longer|more|less|just|about|you|up|a (?:few|minute|moment)|\w+ (?:minutes|hour)|part|notes?"
    r"|it from)"
    r"|receive (?:an? (?:answer|reply|call|invitation)|my|nothing)|find (?:me|us|my|it in|enclosed|below)"
    r"|be (?:no|an?|any) (?:sales |hidden |hard )?(?:pitch|agenda|script|slides?|presentation|pressure|judg\w+"
    r"|feelings|need|catch|obligation|blame)\b|be (?:held|used) against (?:you|anyone)\b|go (?:no|any) further\b"
    r"|be (?:short|brief|quick|easy|easier|fine|enough|useful|helpful|good|better|clear|welcome|glad|happy"
    r"|pleased|there|here|the "
    r"judge|a (?:pleasure|short|relief|help)|worth|able to (?:tell|say|reply|answer|reach|help|join|speak)|read"
    r"|treated|heard|"
    r"on time|interested|in the (?:call|talk|meeting)|at|my|our|your|open|present)\b(?! (?:free|cheaper|rewarded))"
    r"|be decided without|have (?:your|seen|heard|noticed|reasons|questions|other|more"
    r"|a (?:view|reason|question|better|different)|time)\b"
    r"|see (?:why|that (?:i|we)|what (?:i|we)|how (?:i|we)|from)|stay (?:between|with|in)|make (?:it|this|our"
    r"|the talk) (?:easier|clear\w*|short\w*|talk)"
    r"|do(?=\W*$)|bring (?:his|her|their|notes|along|it)|prepare|go (?:into|to (?:our|the)|through)|like|love"
    r"|come to|attend|look)",
    re.IGNORECASE,
)


def english_claims(sentence: str) -> Iterator[tuple[int, int]]:
    """Where ``sentence`` promises, from the subject to the verb."""
    asks = is_question(sentence)
    for found in _SAID.finditer(sentence):
        if _OPEN.search(sentence[: found.start()]) is None and (end := _does(sentence, found)):
            yield found.start(), end
    for shape in (_ASKED, _LET):
        for found in shape.finditer(sentence):
            if _WH.search(sentence[: found.start()]) is None and (end := _promise(sentence, found.end())):
                yield found.start(), end
    for found in _PLAIN.finditer(sentence):
        verb = found["verb"].lower()
        if (
            verb not in _LINKS
            and not _is_harmless(verb, sentence[found.end() :])
            and not _is_open(sentence, found)
        ):
            yield found.start(), found.end()
    for found in _MAY.finditer("" if asks else sentence):
        if not _is_open(sentence, found) and _TALK.match(sentence, found.start("verb") - 1) is None:
            yield found.start(), found.end()
    for found in _READER.finditer("" if asks else sentence):
        who = set(found["who"].lower().split())
        if (
            not who & _NOT_THINGS
            and not _is_open(sentence, found)
            and _TALK.match(sentence, found.end()) is None
        ):
            yield found.start(), found.end()


_LINKS = word_list("links_en")
_NOT_THINGS = frozenset(["i", "we", "my", "our", "who", "what", "which", "how", "whether", "if"])


def _is_open(sentence: str, found: re.Match[str]) -> bool:
    return _OPEN.search(sentence[: found.start()]) is not None


def _does(sentence: str, found: re.Match[str]) -> int:
    """Where a promise ends that our subject makes with what helps its verb; 0 where it makes none."""
    helper = re.split(r"[ ']", found[0])[-1].lower()
    whole = found[0].lower()
    rest = sentence[found.end() :].lower()
    refuses = whole.endswith("n't") or helper == "cannot" or re.match(r" (?:also |still |yet )?not\b", rest)
    if refuses and not re.search(r"(?:will|won't|shall|would|wouldn't|'ll|'d)\Z", whole):
        return 0
    if helper in ("have", "has", "had", "ve", "haven", "hasn"):
        return _promise(sentence, found.end(), participle=True)
    if helper in ("am", "are", "is", "m", "re", "s"):
        return _being(sentence, found.end())
    return _promise(sentence, found.end())


def _promise(sentence: str, at: int, *, participle: bool = False) -> int:
    """The end of the verb that promises from ``at`` on; 0 where it is one of contact or courtesy."""
    tokens = list(_TOKEN.finditer(sentence, at))
    place = 0
    while place < len(tokens):
        word = tokens[place][0].lower()
        if _WAY.fullmatch(word):
            place += 1
            continue
        if place + 1 < len(tokens) and word in _CHAIN and tokens[place + 1][0].lower() == "to":
            place, participle = place + 2, False
            continue
        if word in ("be", "been", "being"):
            return _being(sentence, tokens[place].end())
        if participle and not _DONE.fullmatch(word):
            return 0
        if not _is_harmless(word, sentence[tokens[place].end() :]):
            return tokens[place].end()
        return _promised_behind(sentence, tokens[place].end())
    return 0


def _being(sentence: str, at: int) -> int:
    for found in _TOKEN.finditer(sentence, at):
        word = found[0].lower()
        if _WAY.fullmatch(word):
            continue
        if word in _CHAIN:
            led = re.match(r" to\b", sentence[found.end() :])
            return _promise(sentence, found.end() + led.end()) if led else 0
        doing = word.endswith("ing") and len(word) > 5
        return found.end() if doing and not _is_harmless(word, sentence[found.end() :]) else 0
    return 0


def _promised_behind(sentence: str, at: int) -> int:
    promised = word_list("promised_en")
    for found in re.finditer(r"\b(?:and|or|then)(?: (?:then|also|even|will|can))* (\w+)", sentence[at:]):
        if found[1].lower() in promised:
            return at + found.end()
    return 0


def _is_harmless(word: str, behind: str) -> bool:
    stem = stem_of(_PLAIN_FORM.get(word, word))
    objects = _by_stem().get(stem)
    if objects is not None:
        said = behind.lstrip().lower()
        return not said.strip(" .!?") or objects.match(said) is not None
    return stem in _harmless()


_PLAIN_FORM = {
    "given": "give", "gave": "give", "got": "get", "gotten": "get", "taken": "take", "took": "take", "made": "make",
    "kept": "keep", "brought": "bring", "done": "do", "did": "do", "gone": "go", "went": "go", "found": "find",
    "held": "hold", "ran": "run", "left": "leave", "built": "build", "lost": "lose", "saw": "see", "seen": "see",
    "met": "meet", "sold": "sell", "making": "make", "taking": "take", "has": "have", "had": "have",
}  # fmt: skip


@cache
def _harmless() -> frozenset[str]:
    return frozenset(stem_of(one) for one in word_list("harmless_en"))


@cache
def _by_stem() -> dict[str, re.Pattern[str]]:
    return {stem_of(verb): pattern for verb, pattern in object_patterns("objects_en").items()}
