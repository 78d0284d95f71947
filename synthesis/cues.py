"""Words by which people say that another matter begins: "also", "another thing is", "what we don't like is".

Two places count. At the head of a sentence many words turn the subject. Inside a sentence only those do that
hardly ever carry on with the same matter; in speech that was written down without punctuation they are the
only marks there are, so that more of them count. Every pattern is bounded, so that a text costs its length.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.words import word_set

_LED = (  # what may stand before a cue and goes with it
    r"(?:(?:and|but|so|oh|um+|uh+|er|well|then|now|okay|ok|yeah|there(?:['’]?s| is)|und|ja|aber|et|puis|"
    r"alors|mais|y|e|ed|poi|pero|mas|ma|en|nou|maar|dan)[, ]+){0,4}"
)
_POINT = (
    r"(?:thing|issue|problem|point|question|request|concern|complaint|topic|item|frustration|wish|bug|idea)s?"
)
_RANK = (
    r"(?:other|second|third|fourth|fifth|next|last|final|only|main|biggest|first|not so good|bad|worst|best|"
    r"good|number one|most (?:annoying|pressing|urgent|important))"
)
_RANKED = (  # a matter named by its place in a row
    rf"(?:the|my|our) (?:very )?{_RANK} (?:{_POINT}|news|part|bit)\b(?! to\b)"
    r"|(?:the )?(?:second|third|fourth) (?:one|most|is|would|i)\b"
    r"|the thing (?:that|i|we|is|which)\b|the only (?:thing|downside|drawback|negative)\b"
)
_NEXT = (  # another matter in so many words
    rf"(?:another|one more|one other|(?:a|one) (?:further|different|separate|final|last)|"
    rf"some other) {_POINT}\b"
    rf"|the (?:other|second|third|next|last) {_POINT}\b(?! to\b)"
    r"|(?:item|point|issue|number|question) (?:number )?(?:two|three|four|five|[2-9])\b"
    r"|on top of (?:that|this|it)\b|(?:besides|apart from|aside from|other than|in addition to) (?:that|"
    r"this|which)\b"
    r"|while (?:i have you|i['’]?m at it|i am at it|we(?:['’]re| are) at it|you(?:['’]re| are) at it)\b"
    r"|(?:on|in) (?:another|a different|a side|an unrelated) (?:note|topic|matter|subject)\b"
    r"|(?:by the way|btw)\b(?=,? \w)(?! (?:i|you|we|they|he|she|it|that|in|my|our|your|the \w+ (?:was|"
    r"were))\b)|speaking of\b|on the other hand\b|something else\b"
    r"|(?:noch (?:etwas|was|eine frage)|eine andere sache|(?:die|eine) zweite sache|ein weiteres problem|"
    r"ein anderes thema|übrigens|des weiteren|darüber hinaus)\b"
    r"|(?:autre chose|une autre (?:question|chose)|(?:un|l['’])autre (?:problème|souci|point)|par ailleurs|"
    r"en outre|d['’]autre part|deuxièmement|au passage)\b"
    r"|(?:otra (?:cosa|pregunta)|otro (?:tema|problema|punto)|por otro lado|por otra parte|además de eso|"
    r"aparte de eso)\b"
    r"|(?:outra (?:coisa|questão|pergunta)|outro (?:problema|ponto|assunto)|por outro lado|além disso)\b"
    r"|(?:un['’]altra (?:cosa|domanda)|(?:un )?altro (?:problema|punto)|inoltre|d['’]altra parte)\b"
    r"|(?:nog iets|een ander(?:e)? (?:punt|ding|vraag|probleem)|daarnaast|bovendien|verder willen|"
    r"en verder)\b"
)
_WHO = r"(?:i|we|you|they|it|he|she|the|a|an|my|our|your|their|this|that|there|if|when|please|can|could|is|are|do)"
_ADDED = (  # a joining word and a clause of its own behind it
    rf"(?:and also|also|plus)[, ]+(?:um+ |uh+ )?{_WHO}\b"
    r"|and (?:please|can (?:you|we|i)|could (?:you|we|i)|is there|are there|it would be (?:nice|good|great|"
    r"helpful)|"
    r"i(?:['’]d| would) (?:also )?(?:like|love|need|say)|i (?:also )?(?:need|wish|wonder) |"
    r"we (?:also |would |['’]d )?(?:need|want|like)\b)"
    r"|oh and\b"
    r"|(?:und )?außerdem\b|zudem\b|und (?:zusätzlich|weiterhin|ferner|auch noch)\b"
    r"|et (?:aussi|en plus|puis aussi)\b|de plus\b|y (?:también|además)\b|además\b|e (?:também|ainda)\b"
    r"|e (?:anche|poi (?:anche|un))\b|en (?:ook|verder|daarnaast)\b"
)
_LIKED = (  # praise and blame side by side
    r"what (?:i|we|they) (?:really |also |most )?(?:do not|don['’]?t|dislike|like|love|miss|hate|need|want|"
    r"would)\b"
    r"|what(?:['’]?s| is) (?:really |most |still |also )?(?:annoying|missing|painful|bad|great|good|hard|"
    r"difficult)\b"
    r"|what (?:really |also )?(?:bothers|annoys|worries|drives|bugs|frustrates)\b"
    r"|was (?:mir|uns) (?:fehlt|nicht gefällt|gefällt)\b|lo que (?:no )?me gusta\b|ce qui (?:me |"
    r"nous )?manque\b"
)
_SPOKEN = (  # a new topic in speech
    r"i (?:also |just )?(?:wanted|want) to (?:ask|raise|bring|show|talk|mention|know|say|flag|discuss)\b"
    r"|if i could change (?:one|a) thing\b|the reason (?:i|we|for)\b"
    r"|(?:and )?(?:the )?(?:third|second(?:ly)?|lastly|finally) (?:i|we|would|there|is)\b"
)
_HEADS = (
    r"also\b(?! tried)|another\b|on top of|second(?:ly)?\b|third(?:ly)?\b|finally\b|lastly\b|in addition|"
    r"additionally|furthermore|moreover|besides|plus\b|apart from|aside from|one more|next\b|separately|"
    r"unrelated|other than|meanwhile|regarding|concerning|as for|as far as|with regards? to|when it comes to|"
    r"in terms of|about the|re:|p\.?s\.?\b|then there(?:['’]s| is| are)|"
    r"however\b,? (?!it\b|this\b|that\b|they\b|i\b|we\b|still\b|when\b)|"
    r"zusätzlich|zweitens|drittens|ferner|außerdem|zudem|además|también|segundo|en outre|de plus|ensuite|"
    r"também|ook\b|inoltre|secondo|in più|anche\b|ainda\b|daneben|weiterhin|"
    r"また[、はで]|さらに|それから|それと|あと[、は]|加えて|なお[、]|另外|此外|还有|또한|그리고"
)
_ALSO = re.compile(
    r"(?:it|there|this|the \w+|our \w+)(?: can['’]?t| does(?: not|n['’]?t)| is| are| will)? also\b"
    r"|(?:i|we)(?:['’]d)?(?: would| could| can['’]?t| cannot| do(?: not|n['’]?t)) also\b"
    r"|(?:i|we) also (?:need|want|miss|notice[d]?|see|wonder|think|find|found|can|cannot|do|would|have (?:a|"
    r"an|the))\b"
    r"|(?:ich|wir) (?:würden?|möchten?|hätten?|brauchen?) (?:auch|außerdem|noch)\b"
    r"|nous (?:aimerions|souhaitons|voudrions) (?:aussi|également)\b",
    re.IGNORECASE,
)
_ASKS = re.compile(  # a question of its own, unless it points back
    r"(?:is there (?:a|any|some) (?:way|option|possibility|plan)|is it possible|how (?:do|can|would) (?:i|"
    r"we)|"
    r"do you (?:offer|have|plan|support))\b(?!.*\b(?:this|that|it|these|those|them|the (?:error|issue|"
    r"problem))\b)",
    re.IGNORECASE | re.DOTALL,
)
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_STEM = 5  # letters that tell a word and its inflections
_CONTRASTS = re.compile(r"however\b|meanwhile\b|next\b|also,? (?:i|they|he|she)\b", re.IGNORECASE)
_AND_NEW = re.compile(
    r"and[, ]+(?!(?:it|its|it['’]s|this|that|that['’]s|then|they|so|he|she|still|again|yes|no|now|i|we|you|"
    r"even|"
    r"yet|nothing|after|of course|because)\b)",
    re.IGNORECASE,
)
_ENDING = (  # the talk closes
    r"(?:but )?(?:yeah )?(?:otherwise|other than that|apart from that|besides that) (?:we|it|everything|all|"
    r"i['’]?m|its|were)"
    r"|(?:okay |ok |alright |so )?(?:that['’]?s|that is) (?:all|it|everything) (?:for|from) (?:me|us|my|our|"
    r"now)"
    r"|(?:okay |ok |alright |well )?thank(?:s| you) (?:so much|very much|a lot|for)|have a (?:good|great|"
    r"nice) (?:one|day|weekend)"
)
_OPENS = re.compile(rf"{_LED}(?:{_ADDED}|{_HEADS}|{_NEXT}|{_RANKED}|{_LIKED}|{_SPOKEN})", re.IGNORECASE)
_TURNS = re.compile(
    rf"(?<=[\s,;])(?:{_LED}(?:{_NEXT})|(?:and also|oh and|and on top)\b|plus,? {_WHO}\b|also, {_WHO}\b)",
    re.IGNORECASE,
)
_RUN_ON = re.compile(
    rf"(?<=[\s,;])(?:{_LED}(?:{_NEXT}|{_RANKED}|{_LIKED}|{_SPOKEN})|(?:oh )?(?:{_ADDED})|(?:{_ENDING})\b)",
    re.IGNORECASE,
)
_GOVERNS = word_set(  # words before a cue that make it part of their own clause
    "to of with about for from in on as like than is was were are be have has had see know exactly thats that's "
    "just not say understand that thing question what point because if when reason every each the a this "
    "à de con di del van voor mit von zu"
)
_JOINS = re.compile(r"(?:and|but|so|oh|plus|then|und|et|y|e|en)\b", re.IGNORECASE)
_UNMARKED = 12  # words without a comma or stop: what follows is heard, not read


def opens_matter(sentence: str, story: bool = False) -> bool:
    """Whether the head of ``sentence`` says that it begins another matter. In a ``story``, a long tale of one
    case, "it also" and "and then" go on with it."""
    if _OPENS.match(sentence):
        return not (story and _CONTRASTS.match(sentence))
    return not story and any(cue.match(sentence) for cue in (_ALSO, _AND_NEW))


def asks_anew(sentence: str, before: str) -> bool:
    """Whether ``sentence`` is a question about something that ``before`` did not name."""
    if not _ASKS.match(sentence):
        return False
    named = {word.casefold()[:_STEM] for word in _LONG_WORD.findall(before)}
    return not any(word.casefold()[:_STEM] in named for word in _LONG_WORD.findall(sentence))


def turns(text: str, start: int, end: int, unmarked: bool) -> Iterator[int]:
    """Where another matter begins inside a sentence, in order; ``unmarked`` says that the stretch has no
    punctuation, so that a joining word counts as well."""
    pattern = _RUN_ON if unmarked else _TURNS
    for match in pattern.finditer(text, start + 1, end):
        before = text[max(start, match.start() - 24) : match.start()].split()
        joined = _JOINS.match(match[0])
        if before and (joined or before[-1].casefold() not in _GOVERNS):
            yield match.start()


def is_unmarked(text: str, start: int, end: int) -> bool:
    """Whether the stretch runs on without punctuation, as a recogniser writes it."""
    marks = sum(text.count(mark, start, end) for mark in ",;:.!?、。")
    words = text.count(" ", start, end) + 1
    return words >= _UNMARKED and words > _UNMARKED * 2 * marks
