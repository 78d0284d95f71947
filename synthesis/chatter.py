"""Words that carry no feedback: greetings, thanks, small talk, back-channel, "I see it on my screen now".

Each has a reason that the manifest counts. A sentence that names trouble is never chatter.
"""

from __future__ import annotations

import re

from synthesis.courtesies import COURTESY_SAID
from synthesis.mailmarks import CLOSE
from synthesis.smalltalk import is_talk, names_product, talk_head

GREETING = "greeting"
THANKS = "thanks"
SMALL_TALK = "small talk"
STEP = "step in a call"
NOTHING = "says nothing"
IDENTITY = "who is speaking"
COURTESY = "courtesy"

_PERSON = r"(?:<PERSON_\d+>|[^\W\d_][\w'’.-]*)"
_HELLO = (
    r"(?:hi|hello|hey|hiya|dear|greetings|good (?:morning|afternoon|evening|day)|"
    r"to whom it may concern|hola|"
    r"buen[oa]s? (?:días|tardes|noches|día)|hallo|guten (?:tag|morgen|abend)|moin|servus|grüezi|"
    r"bonjour|bonsoir|salut|"
    r"liebe[rs]?|sehr geehrte[rs]?|estimad[oa]s?|querid[oa]s?|ch[eè]re?s?|olá|oi|bom dia|boa tarde|"
    r"prezad[oa]s?|ciao|"
    r"buongiorno|beste|geachte|goedemorgen|goedemiddag|hej|hei)"
)
_WHOM = (
    r"(?:(?:sir|madam|team|all|there|everyone|everybody|folks|guys|again|support|zusammen|alle|leute|"
    r"equipo|a todos|todos|"
    r"équipe|tous|tutti|mr|mrs|ms|dr|damen und herren|herr|frau|señores|<PERSON_\d+>|(?:or|and|und|/|&)|"
    r"support team|customer (?:service|support|care))[ .,/]*){1,6}"
)
_GREETED = re.compile(
    rf"{_HELLO}(?:[ ,]+{_WHOM})?(?:[ ,]+(?:{_PERSON} ){{0,2}}{_PERSON})?[\s,.!:;–—-]*", re.IGNORECASE
)
_GREETING_HEAD = re.compile(
    rf"(?:{_HELLO}(?:[ ,]+{_WHOM}|[ ]+{_PERSON}(?: {_PERSON})?(?=[ ]*[,!.:–—-]|\s*\n))[\s,.!:;–—-]*|"
    rf"{_HELLO}[,!.:–—-]+\s*)",
    re.IGNORECASE,
)
_INTRODUCED = re.compile(
    rf"(?:{_HELLO}[ ,]+(?:{_WHOM}|{_PERSON})?[ ,.]*)?(?:and )?(?:yes,? )?(?:this is|it['’]s|it is|"
    rf"my name is|my name['’]s|i am|"
    rf"i['’]m|mein name ist|ich hei(?:ß|ss)e|ich bin|soy|me llamo|je m['’]appelle|je suis|meu nome é|"
    rf"sou)[ ]+(?:mr |mrs |ms |dr )?"
    rf"(?:<PERSON_\d+>)(?:[ ,]+(?:and i['’]?m|and i am|i am|from|with|at|calling from|here|speaking|"
    rf"again|over at|von|de|aus|da|"
    rf"the|a|an|your)\b[^.!?]{{0,60}})?[\s.!?,…]*",
    re.IGNORECASE,
)
_THANKS = re.compile(
    rf"(?:(?:ok|okay|great|perfect|alright|no|yes|well|and|excellent|wonderful|awesome|good|oh|"
    rf"that['’]s (?:great|all)|"
    rf"that is (?:great|all))[ ,.!]+)*(?:{CLOSE}|i (?:really |do |would |['’]d )?appreciate (?:it|that|"
    rf"this|you|your\b|the\b|any\b).*|"
    rf"much appreciated|(?:any|your) (?:help|assistance|support|advice|guidance)\b.*\bappreciated|ta|"
    rf"tia|thanking you|"
    rf"thank (?:you|u)|thanks|danke(?: schön| sehr)?|dank je(?: wel)?|dank u(?: wel)?|"
    rf"(?:i )?look(?:ing)? forward to (?:hear|your|a |the |an |receiving|it|resol)\w*.*|"
    rf"(?:i )?hope to hear\b.*|please (?:help|advise|assist)(?: me| us)?(?: asap| urgently)?)"
    rf"(?:[ ,]+(?:for (?:your|the|all|everything|taking|listening|reading|helping|getting|"
    rf"coming|that|calling|looking)"
    rf"\b.{{0,60}}|so much|very much|again|in advance|a lot|team|all|everyone|guys|"
    rf"from the bottom of my heart))*(?:[ ,]+{_PERSON}(?: {_PERSON})?)?"
    rf"(?:[ ,!.]+(?:that|it|this) (?:(?:has |is )?(?:solved|fixed|helped|resolved|working)|works?|worked|did)"
    rf"(?: (?:it|the (?:issue|problem|trick)|now|perfectly|well|fine|for (?:us|me)|"
    rf"a lot)){{0,2}})?[\s.!,;:)-]*",
    re.IGNORECASE,
)
_NOTHING = re.compile(
    r"(?:(?:no|nope|none|nothing|nil|null|n/?\.?a\.?|not applicable|nada|nichts|rien|niente|niets|geen|"
    r"keine[rs]?|nein|non|não|"
    r"ninguno|ninguna|nenhum|sin comentarios|ok|okay|k|yes|yep|yeah|everything|all|all of it|idk|"
    r"i don['’]?t know|"
    r"don['’]?t know|dont know|not sure|no idea|no comments?|no comment at all|no opinion|"
    r"no further comments?|no reply|no answer|"
    r"(?:can['’]?t|cannot|can not) (?:really )?(?:think of|say|recall|remember)(?: (?:anything|any|"
    r"of anything)(?: \w+){0,4})?|"
    r"not (?:a lot|much|a thing|anything|really)|not that i can think of|nothing (?:at all|really|else|"
    r"i can think of|comes to mind|"
    r"to add|to say|in particular|much|specific|more)|nothing to (?:add|improve|change|say|report)|"
    r"there['’]?s nothing|"
    r"there is nothing|absolutely nothing|no suggestions?|no changes?|none at all|none really|"
    r"see above|as above|same as above|"
    r"same|ditto|test|testing|asdf\w*|xx+|tbd|because it(?:['’]s| is) true|just because|because|true|"
    r"i have nothing to (?:add|say)|no thank(?:s| you)|prefer not to say|特になし|なし|無し|没有|無|无|"
    r"없음)[\s,.!?…*-]*)+",
    re.IGNORECASE,
)
_BACKCHANNEL = re.compile(
    r"(?:(?:ok|okay|k|yes|yeah|yep|yup|sure|alright|all right|right|mm+|mhm|mm-?hm+|uh-?huh|hm+|uh+|"
    r"um+|ah+|oh|aha|no|nope|"
    r"got it|gotcha|great|perfect|good|fine|cool|nice|awesome|excellent|wonderful|absolutely|"
    r"definitely|exactly|correct|"
    r"that['’]s (?:right|correct|fine|great|good|odd|it|all|true|perfect|awesome|wonderful|okay|ok|"
    r"fair)|that is (?:right|"
    r"correct|fine|all)|of course|certainly|no problem|no worries|i see|i understand|understood|"
    r"makes sense|"
    r"that makes (?:\w+ )?sense|(?:that )?sounds (?:good|great|like a plan|fine|perfect)|"
    r"that works(?: for me)?|"
    r"(?:that )?would be (?:great|good|helpful|perfect)|you too|same to you|take care|bye(?:-?bye)?|"
    r"goodbye|good-?bye|"
    r"see you(?: soon| later| then)?|talk (?:to you )?(?:soon|later)|have a (?:good|great|nice|lovely|"
    r"wonderful) "
    r"(?:day|one|evening|weekend|afternoon|rest of your day)|i will|i do|it is|it does|it did|it was|"
    r"yes please|please|please do|go ahead|"
    r"hold on|one (?:moment|second|sec)|just a (?:moment|second|sec|minute)|give me a (?:moment|second|"
    r"sec|minute)|wait|"
    r"hello|hi|hey|can you hear me(?: now)?|i can hear you|are you (?:still )?there|"
    r"am i (?:on )?mute[d]?|you['’]re on mute|"
    r"sorry|pardon|excuse me|say (?:that )?again|(?:could|can) you (?:say|repeat) that(?: again)?|"
    r"let me (?:think|see|check|look)|"
    r"how are you(?: doing)?(?: today)?|i['’]m (?:good|fine|well|ready|here|back)|not (?:bad|right now|"
    r"at the moment)|"
    r"that(?:['’]s| is| will be|['’]ll be) (?:everything|all)(?: for (?:now|today))?|nothing else|"
    r"genau|ja|nein|doch|klar|"
    r"vale|claro|sí|oui|d['’]accord|non|sim|não|i (?:think|guess) so|i hope so|me too|"
    r"(?:it(?:['’]s| is| was) )?(?:nice|good|great|lovely) (?:to meet|talking to|speaking with|"
    r"to hear from|to see) you|<PERSON_\d+>)"
    r"(?: then| now| for now| <PERSON_\d+>)?[\s,.!?…-]*)+",
    re.IGNORECASE,
)
_STEP = re.compile(
    r"(?:(?:ok|okay|yes|yeah|sure|alright|all right|right|great|perfect|so|and|um|uh|now|well|"
    r"no)[ ,.…]+)*(?:"
    r"i(?:['’]ll| will| can| could|['’]m going to| am going to| should|['’]d like to)\s+(?:definitely |"
    r"just |now |also |go ahead and )?"
    r"(?:do|try|check|give|make sure|keep|switch|restart|open|click|look|see|go|get|run|wait|follow|"
    r"let you|send|update|reboot|type|"
    r"test|start|turn|delete|be back|need to gather|reach out|call back|note|remember|log|install|take|"
    r"write|ask)\b"
    r"|let me\b|just (?:a|let)\b|i(?:['’]ve| have)?(?: just| already)?\s+(?:opened|clicked|restarted|"
    r"checked|done|did|unplugged|"
    r"plugged|selected|typed|entered|found|see|logged out|closed|ran|turned|rebooted|pressed|connected|"
    r"have (?:it|that|the) )\b"
    r"|i have \S+(?: \S+){0,3} open\b|i(?:['’]m| am)\s+(?:waiting|there|in|on it|running|looking|back|"
    r"ready|doing|opening|checking|"
    r"trying|restarting|typing|clicking|logging|connected|using|on the|on a)\b"
    r"|it(?:['’]s| is)(?: now| currently)?\s+(?:done|open|opening|loading|restarting|checking|running|"
    r"scanning|asking|updating|"
    r"installing|a |an |on |at |set to|connected|plugged)\b|it looks like it(?:['’]s| is)\s+\w+ing\b|"
    r"it says i have\b"
    r"|that(?:['’]s| is| was) (?:good|helpful|useful|a good|reassuring|better)\b|that (?:worked|helps|"
    r"helped|fixed)\b|"
    r"what (?:should|do) i\b|how do i do that|where (?:do|can|should) i (?:find|click|go|see)\b|"
    r"should i\b|do you (?:want|need) me to\b|"
    r"i want to make sure\b|it(?:['’]s| has) been really helpful|i(?:['’]m| am) (?:glad|"
    r"happy) (?:to hear|it|that)\b"
    r")[^.!?…]*[\s.!?…]*",
    re.IGNORECASE,
)
_IDENTITY = re.compile(
    r"(?:(?:yes|sure|ok|okay|of course)[ ,.]+)*(?:(?:my|the|our) (?:user ?name|user|login|e-?mail"
    r"(?: address)?|phone(?: number)?|number|account(?: number| id)?|extension|date of birth|"
    r"employee id|id|address|card number|"
    r"order number|postcode|zip code|last name|first name|full name|name|company|asset tag|"
    r"serial number|computer name|birthday)"
    r"(?: is|['’]s| would be|:)?|(?:it['’]s|it is|that['’]s|that is)(?= <))\s+(?:<[A-Z_]+_\d+>|"
    r"[\w.@#-]+)(?:[ ,]+(?:and|at|or)?\s*(?:<[A-Z_]+_\d+>|\w+)){0,2}[\s.!?]*",
    re.IGNORECASE,
)
_NOT_TRIED = re.compile(
    r"(?:(?:no|well|um|actually)[ ,.]+)*i (?:haven['’]t|have not|don['’]t think i['’]?(?:ve|"
    r" have)) (?:tried|checked|done|noticed|"
    r"looked)(?: (?:that|it|those|this|them|in a while|yet|at that|into that)){0,3}[\s.!…]*",
    re.IGNORECASE,
)
_TROUBLE = re.compile(
    r"\b(?:error|fail\w*|not|never|still|cannot|unable|slow\w*|crash\w*|broke\w*|bug\w*|wrong|issue|"
    r"issues|problem\w*|"
    r"trouble|keep|keeps|stuck|missing|again and again|frustrat\w*|annoy\w*|lost|stops?|stopped|denied|"
    r"freez\w*|frozen|flicker\w*|"
    r"goes black|disconnect\w*|timeout|times? out|expensive|cancel\w*|confus\w*|unresponsive|refund|"
    r"escalat\w*)\b|n['’]t\b",
    re.IGNORECASE,
)
_FILLER = re.compile(
    r"(?:(?:yes|yeah|yep|ok|okay|sure|alright|all right|right|well|um+|uh+|hm+|so|oh|ah|great|perfect|"
    r"of course|absolutely|"
    r"definitely|got it|no problem|i see)[ ]*[,.!…–—-]+\s*)+",
    re.IGNORECASE,
)
_LETTER = re.compile(r"[^\W\d_]")
_PLACEHOLDER = re.compile(r"<[A-Z_]+_\d+>")
_STEP_WORDS = 18


_PLEASANTRY = re.compile(
    r"\b(?:can you hear|hear me|(?:can|could|might) hear|loud and clear|bear with me|on mute|breaking up|"
    r"snoring"
    r"|enjoy (?:the|your) (?:long )?(?:weekend|holidays?|evening|friday|day|rest)"
    r"|have a (?:good|great|nice|lovely) (?:day|one|weekend|evening|week|holiday)"
    r"|(?:writing|write|written) (?:that|this|it) down|(?:speak|talk) soon|nice talking|"
    r"good to hear your voice"
    r"|how(?:'s| is| was) (?:the weather|your (?:week|weekend|day|holiday)))\b",
    re.IGNORECASE,
)
_PLEASANTRY_WORDS = 20
_COURTESY_WORDS = 22


def chatter(sentence: str, words: int, spoken: bool) -> str:
    """Why ``sentence`` carries no feedback, or nothing when it may. ``words`` is its word count."""
    bare = _PLACEHOLDER.sub("", sentence)
    if not _LETTER.search(bare):
        return NOTHING
    if words <= 10 and _NOTHING.fullmatch(sentence):
        return SMALL_TALK if spoken else NOTHING
    if words <= 6 and _GREETED.fullmatch(sentence) and (words < 3 or not _TROUBLE.search(sentence)):
        return GREETING
    if words <= 16 and _INTRODUCED.fullmatch(sentence):
        return GREETING
    if words <= 16 and not _TROUBLE.search(sentence) and _THANKS.fullmatch(sentence):
        return THANKS
    if words <= _PLEASANTRY_WORDS and not _TROUBLE.search(sentence) and _PLEASANTRY.search(sentence):
        return SMALL_TALK
    if words <= _COURTESY_WORDS and not _TROUBLE.search(sentence) and _is_courtesy(sentence):
        return COURTESY
    return _call_chatter(sentence, words) if spoken else ""


def _is_courtesy(sentence: str) -> bool:
    return bool(COURTESY_SAID.fullmatch(sentence)) and not names_product(sentence)


def _call_chatter(sentence: str, words: int) -> str:
    if words <= 12 and _BACKCHANNEL.fullmatch(sentence):
        return SMALL_TALK
    if words <= 12 and _NOT_TRIED.fullmatch(sentence):
        return STEP
    if is_talk(sentence, words) or talk_head(sentence) == len(sentence):
        return SMALL_TALK
    if _TROUBLE.search(sentence):
        return ""
    if words <= 12 and _IDENTITY.fullmatch(sentence):
        return IDENTITY
    if words <= _STEP_WORDS and _STEP.fullmatch(sentence):
        return STEP
    return SMALL_TALK if words < 3 else ""


def head(sentence: str, spoken: bool) -> int:
    """How many characters at the start are a greeting, or a filler in speech, before words of substance."""
    match = _GREETING_HEAD.match(sentence)
    cut = match.end() if match else 0
    if spoken:
        cut += talk_head(sentence[cut:])
        filler = _FILLER.match(sentence, cut)
        cut = filler.end() if filler else cut
    return cut if cut < len(sentence) else 0
