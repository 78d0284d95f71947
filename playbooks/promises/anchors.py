"""Words by which somebody binds themselves, in English, German, French and Spanish.

Three strengths: ``FIRM`` binds with a time or without one, ``DATED`` only beside a time, ``FRAGMENT`` is what a list
of next steps leaves of a sentence. An offer (“we could”), a hope (“we try”) and a question bind nobody.
"""

from __future__ import annotations

import re

_ADVERB = (
    r"(?:\s+(?:also|then|now|just|definitely|certainly|absolutely|personally|gladly|happily|myself|"
    r"ourselves|surely|"
    r"still|already|both|all|again|instead|always|immediately|quickly|of\s+course|for\s+sure|"
    r"make\s+sure\s+(?:to|that\s+(?:we|i))|"
    r"first|go\s+ahead\s+and|be\s+sure\s+to|happily|today|tomorrow|on\s+\w+day))*"
)
_WILL = rf"(?:['’]ll|\s+will|\s+shall|\s+wil){_ADVERB}"
_GOING = rf"(?:['’]m|\s+am|['’]re|\s+are|['’]s|\s+is)\s+(?:now\s+)?(?:going\s+to|gonna|about\s+to){_ADVERB}"
_DELIVER = (
    r"(?:send|write|e-?mail|mail|text|message|forward|share|provide|deliver|ship|post|upload|attach|"
    r"prepare|draft|"
    r"produce|give|get|bring|hand|put|have|call|ring|phone|ping|reach\s+out|contact|come\s+back|"
    r"follow\s+up|report\s+back|"
    r"update|confirm|answer|reply|respond|let\s+you\s+know|keep\s+you|notify|inform|tell|fix|repair|patch|"
    r"correct|resolve|"
    r"solve|sort|restore|recover|replace|release|roll\s+(?:it\s+|this\s+|that\s+|the\s+\w+\s+)?out|deploy|"
    r"launch|publish|"
    r"enable|activate|switch|turn|disable|remove|delete|add|raise|lift|increase|lower|reduce|extend|change|"
    r"move|migrate|"
    r"set|configure|install|import|export|run|test|investigate|look\s+into|find\s+out|chase|escalate|open|"
    r"file|"
    r"create|log|raise|book|schedule|arrange|organi[sz]e|invite|introduce|train|visit|credit|refund|"
    r"reimburse|waive|"
    r"compensate|pay|discount|issue|cancel|renew|adjust|rework|rewrite|build|implement|finish|complete|"
    r"make|take|"
    r"ask|speak|talk\s+to|pass|bring|own|handle|cover|honou?r|see\s+to|ensure|guarantee|assign|dispatch|"
    r"drop|queue|"
    r"measure|review|check|analy[sz]e|compare|document|translate|clean|merge|reset|unlock|grant|onboard|"
    r"map|be\s+back|"
    r"be\s+in\s+touch|be\s+there|get\s+back|start|begin|stop|keep|hold|reserve|pick|do|push|pull|walk|show|"
    r"present|"
    r"submit|sign|place|order|transfer|return|connect|lay|work|join|leave|include|apply|process|commit|"
    r"monitor|watch)"
)
_TEAM = (
    r"(?:(?:our|the|my|one\s+of\s+(?:our|the|my)|an?|some)\s+(?:\w+[ -]){0,3}?(?:team|engineers?|"
    r"developers?|technicians?|"
    r"colleagues?|manager|managers|department|specialists?|people|billing|finance|support|legal|product|"
    r"consultants?|"
    r"trainers?|lead|director|boss|experts?|analysts?|folks|staff)|someone|somebody|everyone\s+here|"
    r"support|engineering|"
    r"(?!(?:You|This|That|It|They|He|She|There|What|Which|Who|These|Those|Here|Everything|Nothing|And|But|"
    r"So|Then|If|I|We|Windows|God|Time)\b)(?-i:[A-Z][a-z]+)(?:\s+(?:from|in)\s+(?:our|the)\s+[\w "
    r"]{2,20}?)?|\[PERSON(?:_\d+)?\])"
)
_THING = (
    r"(?:it|that|this|they|these|those|which|(?:the|your|our|a|an)\s+(?:[\w'’-]+\s+){1,6}?|"
    r"[\w'’-]+\s+(?:[\w'’-]+\s+){0,3}?)"
)
_DONE = r"(?:be|go|come|arrive|ship|land|reach|follow|have|happen|get)\b"
_WORD = r"\b(?:i|we)"

FIRM = re.compile(
    rf"(?<![\w'’])(?:"
    rf"(?P<first>(?:i|we)(?:{_WILL}|{_GOING})\s+(?!not\b|never\b)(?P<verb>[a-z]+))|"
    r"(?P<word>(?:i|we)(?:['’]m|['’]re|\s+am|\s+are)?\s*(?:can\s+|do\s+|will\s+|hereby\s+|able\s+to\s+|"
    r"happy\s+to\s+)*"
    r"(?:promise|guarantee|commit|undertake|assure\s+you|give\s+you\s+my\s+word|pledge|vow)\b)|"
    r"(?P<oath>you\s+have\s+my\s+word|my\s+word\s+on\s+it|that['’]s\s+a\s+promise|count\s+on\s+(?:me|"
    r"us)\s+(?:to|for)|"
    r"leave\s+(?:it|that|this)\s+with\s+(?:me|us)|consider\s+it\s+done|rest\s+assured)|"
    rf"(?P<bare>^(?:and\s+|sure,?\s+|yes,?\s+|ok(?:ay)?,?\s+)*will\s+(?P<bare_verb>{_DELIVER})\b)|"
    rf"(?P<team>{_TEAM}(?:{_WILL}|{_GOING})\s+(?!not\b|never\b)(?P<team_verb>{_DELIVER})\b)|"
    rf"(?P<you>you{_WILL}\s+(?:have|get|receive|hear\s+(?:from|back)|be\s+(?:called|contacted|credited|"
    rf"refunded|"
    r"reimbursed|informed|notified|updated|getting|hearing|receiving|sent|compensated))\b)|"
    r"(?P<german>(?:ich|wir)\s+(?:werden?|versprechen?|verspreche|garantieren?|sichern?)\b|(?:werden?|"
    r"verspreche)\s+(?:ich|wir)\b|"
    r"(?:unser|unsere|das|die|der)\s+(?:\w+\s+)?(?:team|technik\w*|kolleg\w+|entwickl\w+|buchhaltung|"
    r"support)\s+(?:wird|werden)\b)|"
    r"(?P<french>(?:je|nous)\s+(?:(?:vous|le|la|les|lui|leur|y|en)\s+|l['’])*(?:\w+(?:rai|rons)\b|(?:vais|"
    r"allons)\s+(?:vous\s+|le\s+|la\s+|les\s+)*\w+(?:er|ir|re)\b|"
    r"promets|promettons|garantis|m['’]engage|nous\s+engageons)|vous\s+(?:aurez|recevrez)\b)|"
    r"(?P<spanish>(?:(?:yo|nosotros)\s+)?(?:(?:le|les|te|os|lo|la|se)\s+)*(?:\w{2,}(?:aré|eré|iré|dré|bré)|"
    r"\w{2,}(?:remos)|(?:voy|vamos)\s+a\s+\w+(?:ar|er|ir)\w*|"
    r"prometo|prometemos|garantizo|garantizamos|me\s+comprometo|nos\s+comprometemos)\b|(?:tendrá|"
    r"recibirá)n?\b)"
    r")",
    re.IGNORECASE,
)

DATED = re.compile(
    rf"(?<![\w'’])(?:"
    rf"(?P<thing>{_THING}\s*(?:['’]ll|will|shall|(?:is|are|['’]s|['’]re)\s+going\s+to)\s+(?!not\b|"
    rf"never\b)(?:also\s+|then\s+|all\s+)*{_DONE})|"
    r"(?P<goes>(?:is|are|['’]s|['’]re|we['’]re|we\s+are)\s+(?:going|shipping|coming|rolling|being\s+\w+ed|"
    r"due|scheduled|set|planned\s+for|"
    r"releasing|launching|landing|sending|delivering|arriving)\b|(?:goes|ships|lands|arrives|comes|"
    r"rolls)\s+(?:out|live|in|to\s+you)?)|"
    r"(?P<now>(?:i|we)(?:['’]m|['’]re|\s+am|\s+are)\s+(?:sending|writing|calling|ringing|shipping|"
    r"releasing|fixing|"
    r"switching|getting|having|bringing|booking|giving|putting|delivering|mailing|emailing|moving|rolling|"
    r"visiting|coming))|"
    rf"(?P<plain>(?:i|we)\s+(?:can\s+)?(?:get|have|send|call|ring|write|give|deliver|ship|fix|switch|mail|"
    rf"bring|put|confirm|release|credit|refund|keep|owe)\b)|"
    r"(?P<get>you(?:['’]d|\s+should|\s+can\s+expect\s+to)?\s+(?:get|have|receive|hear)\b|"
    r"(?:you\s+(?:can\s+)?)?expect\s+(?:a|an|the|my|our|it|to\s+(?:hear|have|get|receive)|me|us)\b|"
    r"look\s+out\s+for\s+(?:my|our|an?)\b)|"
    rf"(?P<elided>\b(?:and|then)\s+will\s+(?!not\b){_DELIVER}\b)|"
    r"(?P<booked>(?:i|we)(?:['’]ve|\s+have)\s+(?:now\s+|already\s+|also\s+)?(?:scheduled|booked|arranged|"
    r"reserved|set\s+aside)\b)|"
    r"(?P<let>let\s+(?:me|us)\s+(?!know\b)\w+)|"
    r"(?P<german>(?:(?:ich|wir)\s+(?:schicke|sende|melde|rufe|liefer|prüfe|kläre|schreibe|gebe|stelle|"
    r"erledige|behebe|kümmer|buche|erstatte|schalte|reiche|mache|bringe)n?\b|"
    r"(?:schicke|sende|melde|rufe|liefere|liefern|prüfe|kläre|schreibe|gebe|stelle|behebe|kümmere|buche|"
    r"erstatte|schalte|mache)n?\s+(?:ich|wir)\b|"
    r"(?:sie|du|ihr)\s+(?:bekomm\w+|erh[aä]lt\w*|hören)\b|(?:bekommen|erhalten|hören)\s+sie\b|"
    r"(?:wird|kommt|erscheint|folgt)\b))|"
    r"(?P<french>(?:je|nous)\s+(?:vous\s+)?(?:envoie|envoyons|rappelle|rappelons|transmets|livre|livrons|"
    r"reviens|revenons)\b|(?:ce|il|elle)\s+sera\b)|"
    r"(?P<spanish>(?:le|les|te|os)\s+(?:envío|enviamos|mando|mandamos|llamo|llamamos|confirmo|"
    r"confirmamos)\b|(?:estará|quedará)n?\b)"
    r")",
    re.IGNORECASE,
)

DELIVERS = re.compile(rf"{_DELIVER}$", re.IGNORECASE)
"""Verbs of what is done for a customer after the talk."""

_NO_DEED = ("need", "see", "bet", "admit", "assume", "guess", "wait", "hope", "miss", "try", "want")

IN_THE_CALL = frozenset(
    [
        *_NO_DEED,
        "stay",
        "tell",
        "say",
        "repeat",
        "mention",
        "explain",
        "ask",
        "go",
        "know",
        "remember",
        "understand",
        "forget",
        "listen",
        "appreciate",
        "love",
        "like",
        "have",
        "let",
        "hold",
        "transfer",
        "walk",
        "guide",
        "assist",
        "help",
        "quickly",
        "just",
        "proceed",
        "pull",
        "pop",
        "jump",
        "read",
        "look",
        "check",
        "verify",
        "note",
        "speak",
        "talk",
        "meet",
        "end",
        "finish",
        "stop",
        "leave",
        "start",
        "begin",
        "show",
        "take",
        "keep",
        "do",
        "make",
        "use",
        "require",
        "gather",
        "first",
        "be",
        "probably",
        "likely",
        "maybe",
        "perhaps",
        "try",
        "attempt",
        "aim",
        "hopefully",
        "continue",
        "move",
        "grab",
        "lose",
        "put",
        "discuss",
        "cover",
        "agree",
        "prefer",
        "think",
        "write",
        "return",
        "choose",
        "consider",
    ]
)
"""Verbs that without a time speak of the talk itself (“I’ll check that now”), and bind nobody beyond it."""

NEVER = frozenset(
    [
        *_NO_DEED,
        "probably",
        "likely",
        "maybe",
        "perhaps",
        "attempt",
        "aim",
        "hopefully",
        "know",
        "remember",
        "understand",
        "appreciate",
        "love",
        "like",
        "prefer",
        "think",
        "lose",
        "consider",
        "require",
    ]
)
"""Verbs that bind nobody even beside a time."""
