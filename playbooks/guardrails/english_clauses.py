"""Where the clauses of an English statement begin, and of what each says what.

Keeps apart who is spoken of: the reader and the reader's people, a matter, and what the reader is asked to do. Clauses
behind "if" and "when", and those that are asked or wished to hear ("I would like to know how ..."), state nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_BELIEVES = (
    r"(?:know|knows|think|thought|say|says|hope|hopes|believe|trust|sure|certain|afraid|sorry|surprised|see|noticed"
    r"|heard|fear|understand|glad|happy|disappointed|feel|felt|mean|means|agree|aware|shows|pity|shame"
    r"|told (?:me|us)|suppose|assume|guess|realise|realize|grateful|thankful|accept|regret|wish|so|remember|read"
    r"|saw|imagine|convinced|admit|confident|expect|expected|suspect|said|hear|fact|has it|gather|is|was)"
)
_LEAD = (
    r"(?:(?:and|but|so|or|yet|also|still|then|now|here|today|again|perhaps|maybe|besides|after all|of course"
    r"|by the way|in fact|soon|until then|tomorrow|yesterday|at the moment|these days|as you know|for me|to me"
    r"|with this|\w+ly|first(?: of all)?|p\.? ?s\.?:?|meanwhile|indeed|sometimes),? )*"
)
_START = (
    rf"(?:\A[\W_]*|[;:–—(]\s*|,\s|\b(?:and|but|so|yet|because|although|though|while|so that) "
    rf"|\b{_BELIEVES} that |\b(?:i|we) (?:do |really |also )?{_BELIEVES} (?!that\b)){_LEAD}"
)
_IF_LED = re.compile(r"\b(?:if|when|whenever|once|until|till|unless|as soon as)\b[^,;:–—]*\Z", re.IGNORECASE)
_FREED = re.compile(
    r"(?:\bnot|n't|\bnever|\bno (?:need|reason) to) (?:feel|think|believe|say|suggest|mean)(?: that)? \Z",
    re.IGNORECASE,
)
_PEOPLE = (
    r"(?:team|people|colleagues?|staff|users?|company|boss|manager|management|department|firm|organi[sz]ation"
    r"|admins?|leadership|side|director|board|bosses|experts|employees|crew|workers|drivers|office|assistant|group)"
)
_AUX = (
    r"(?:(?<=')s|is|are|was|were|isn't|aren't|wasn't|weren't|has|have|had|hasn't|haven't|does|do|did|doesn't"
    r"|don't|didn't|can|can't|cannot|could|will|won't|would|may|might|must|should|shall)"
)
_ACTS = (
    r"(?:[a-z]{3,}(?<!s)s|[a-z]{2,}ed|passes|misses|discusses|went|came|got|became|began|made|ran|took|gave|stood"
    r"|held|sat|drew|met|put|kept|lay|rose|fell|grew|brought|let|spoke|wrote|said|told|found|knew|thought|saw)"
)
_DET = r"(?:the|our|your|my|its|their|a|an|any|every|each|no|this|that|another|one)"
_MANY = r"(?:both|all|some|two|three|other|most|many|few|several|these|those)"
_THING = rf"(?!of which|you\b|one\b)(?:(?!{_AUX}\b)[\w'-]+ ){{0,4}}?(?!{_AUX}\b)[\w'-]+?"
_REST = r"[^;:–—\n]*"
_NO_NOUN = rf"\b(?!,| {_AUX}\b)"
_NO_OWNER = (
    rf"(?!' |'s (?!(?:\w+ly |not |also |all |still |always |never )*"
    rf"(?:been|a|an|the|in|on|at|\w+ed|\w+ing|{_AUX})\b))"
)
_OBJECTS = r"(?:a|an|the|some|many|every|any|good|nice|happy|strength|peace|luck)"
_YOU = re.compile(
    rf"{_START}(?P<who>you(?: all| both| and your (?:team|people|colleagues))?|(?:your|some of your|all of your"
    rf"|\w+ of your) (?:\w+ )?{_PEOPLE})(?={_NO_OWNER}[ '](?!{_OBJECTS}\b)(?P<rest>{_REST}))",
    re.IGNORECASE,
)
_PRONOUN = re.compile(
    rf"{_START}(?P<who>it(?! (?:well|all|as|badly|differently|better|too|right|from|in|on|at|with|by|for|like"
    r"|when|very|so)\b)"
    rf"|there|they|(?:these|those)(?=[ ']{_AUX}\b)|(?:this|that)(?! said\b)"
    rf"(?=[ '](?:\w+ly |also |just |still |only |not |never |always |all )*(?:{_AUX}|{_ACTS})\b))"
    rf"(?=[ '](?P<rest>{_REST}))",
    re.IGNORECASE,
)
_SOME = re.compile(
    rf"{_START}(?P<who>(?:everything|nothing|anything|all|whatever)(?: (?:that )?(?:you|we|i) \w+(?: (?:me|us|it))?)?"
    r"|all this|all of this|none of (?:this|it)|some(?:body|one)|no(?:body| one)|every(?:body|one)|others|most|some"
    rf"|many(?! thanks)|the (?:best|worst|rest)|people|\w{{3,}}ing(?: \w+){{0,3}}?)"
    rf"(?=[ '](?P<rest>(?:{_AUX}|{_ACTS}{_NO_NOUN})\b{_REST}))",
    re.IGNORECASE,
)
_NOUN = re.compile(
    rf"{_START}(?P<who>(?!my name\b)(?:{_DET}|{_MANY}) {_THING})(?=[ '](?P<rest>{_AUX}\b{_REST}))",
    re.IGNORECASE,
)
_NOUN_ACTS = re.compile(
    rf"{_START}(?P<who>(?!no\b){_DET} {_THING})(?<!')(?= (?P<rest>{_ACTS}{_NO_NOUN}\b{_REST}))", re.IGNORECASE
)
_BARE = re.compile(
    rf"\A[\W_]*{_LEAD}(?P<who>(?!(?:(?:what|how|if|when|as|where|who|why)(?:ever)?|here|there|should|had|were|since"
    r"|because|although|though|while|before|after|until|not|please|kindly|let|let's|don't|do|can|will|could|would)\b)"
    rf"[\w'-]+(?: (?:and |or )?[\w'-]+){{0,2}}?)(?=[ '](?P<rest>{_AUX}\b{_REST}))",
    re.IGNORECASE,
)
_WHAT = re.compile(rf"\A[\W_]*(?P<who>what)(?P<rest> {_REST})", re.IGNORECASE)
_VERB = re.compile(rf"\W*(?:(?:{_AUX}|be|been|have|to|also|just|not|never|\w+ly)\s+)*[\w'-]+", re.IGNORECASE)
_OTHERS = re.compile(
    r"\b(?:i|we|you|me|us|my|our|nor|if|when|what|how|who|where|why|whether|please)\b", re.IGNORECASE
)
_BEGINS = r"(?:\A[\W_]*|[;:–—]\s|, (?:and |so |but |then )?|\b(?:and|so) )"
_NO_VERB = (
    r"(?:a|an|the|one|two|to|me|us|you|because|in|as|some|plain|not|no|like|that|this|by|for"
    r"|with|once|how|what|so)"
)
_PLEASE = re.compile(
    rf"{_BEGINS}(?P<who>please|kindly|simply|just),? (?P<rest>(?!{_NO_VERB}\b)[a-z'].*)", re.IGNORECASE
)
_DO = re.compile(
    r"(?:\A[\W_]*|[;:–—]\s|, (?:so|then|and|but) )(?P<rest>(?P<who>don't|do not|never|always|sign|try|stay|act|wait"
    r"|consider|think|look|check|remember|note|make|get|go|use|switch|update|renew|pay|confirm|reconsider|move|save"
    r"|upgrade|log|click|open|visit|start|stop|decide|choose|put|keep|give|take|see|read|say|ask|hurry|trust|imagine"
    r"|rest|secure|grab|claim|treat|call|send|bring|let|talk|be|do|have|forget|commit|order|buy|return|answer|reply"
    r"|respond|accept|approve|show|prove|expect|hold|lock|book|enjoy|find|join|know)\b.*)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Clause:
    """``of``: "reader", "matter", "what" or "order"; ``says``: the predicate; it starts at ``start``, and its verb ends
    at ``end``."""

    of: str
    says: str
    start: int
    end: int


def clauses_of(sentence: str) -> Iterator[Clause]:
    """What ``sentence`` states of its reader and of matters, and what it tells the reader to do."""
    for of, shape in (
        ("reader", _YOU),
        ("matter", _PRONOUN),
        ("matter", _SOME),
        ("matter", _NOUN),
        ("matter", _NOUN_ACTS),
        ("matter", _BARE),
        ("what", _WHAT),
    ):
        for found in shape.finditer(sentence):
            before = sentence[: found.start("who")]
            if _IF_LED.search(before) or (of == "reader" and _FREED.search(before)):
                continue
            behind = found["who"] if shape is _BARE else found["who"].partition(" ")[2]
            if shape in (_NOUN, _NOUN_ACTS, _BARE) and _OTHERS.search(behind):
                continue
            if shape in (_NOUN, _NOUN_ACTS) and _PRONOUN.match(sentence, found.start()):
                continue
            if shape is _NOUN_ACTS and _NOUN.match(sentence, found.start()):
                continue
            yield Clause(of, found["rest"].lstrip(), found.start("who"), _verb_end(found))
    for shape in (_PLEASE, _DO):
        for found in shape.finditer(sentence):
            yield Clause("order", found["rest"], found.start("who"), _verb_end(found))


def _verb_end(found: re.Match[str]) -> int:
    verb = _VERB.match(found.string, found.start("rest"))
    return verb.end() if verb else found.end("who")
