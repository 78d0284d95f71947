"""Talk that opens, holds and closes a conversation: weather and weekend, "can you hear me", sharing a screen.

Two questions are answered: how much of a turn's head is such talk, phrase after phrase, and whether a whole
sentence is. Words of trouble or of the product always win: "the weather widget is slow" is feedback.
"""

from __future__ import annotations

import re

_FILLER = (
    r"(?:uh[- ]huh|mm?[- ]?hmm?|um+|uh+|er+m?|ah+|oh|hm+|mm+|yeah|yes|yep|okay|ok|right|alright|all right|"
    r"so|well|anyway|anyways|cool|"
    r"great|perfect|sure|and|but|now|no|ja|oui|sí|sim|sì|nou|bon|bueno|bene|allora|well|like|you know)"
)
_PHRASE = (
    r"(?:hi|hello|hey|good (?:morning|afternoon|evening)|hiya)(?: (?:everyone|everybody|all|there|team|guys|"
    r"again"
    r"|hi|hello))?"
    r"|(?:and )?how (?:are|have) (?:you|things|we)(?: been| doing| guys| all)*(?: today)?"
    r"|how(?:['’]?s| is| was| are) (?:it going|things|everything|everyone|the (?:family|weather|weekend|kids)"
    r"|your (?:week|weekend|day|morning|holiday|vacation|trip))(?: (?:so far|going|in \w+|on your side))?"
    r"|(?:i['’]?m |we['’]?re |all |pretty |very |yeah )*(?:good|fine|well|not (?:too )?bad)"
    r" (?:thanks|thank you)(?: and (?:you|yourself))?|(?:good|fine|doing well) (?:how about you|and you|"
    r"yourself)"
    r"|(?:thanks|thank you)(?: so much| very much| again| guys| all| everyone| a lot)*"
    r"(?: for (?:hopping|jumping|getting|coming|being|joining|making|taking|calling|the call|having|your time"
    r"|meeting|that|this|sharing|today)(?: (?:on|in|the|this|time|me|us|back|your|a|today|so|quickly|call|"
    r"here))*)?"
    r"|(?:good|great|nice|lovely) to (?:see|meet|hear|talk to|speak to)(?: from)? (?:you|"
    r"your voice)(?: again| all)?"
    r"|(?:can|could|do) (?:you|everyone|everybody|you all|you guys|all)(?: all)?"
    r" (?:hear|see) (?:me|it|this|that|my screen|the screen)(?: now| okay| ok| well| alright| all right)?"
    r"|(?:i|we) can (?:hear|see) (?:you|it|that|your screen)(?: now| fine| well| okay)?"
    r"|(?:let me|i['’]?ll|i will|i can|can i|i['’]?m going to|i['’]?m gonna)(?: just| quickly| try to)? "
    r"(?:share|stop sharing|unshare|present|pull (?:it|that|this) up|zoom in|zoom out|find the (?:tab|"
    r"window))"
    r"(?: my screen| the screen| this| it| the tab)?"
    r"|(?:just )?(?:one|a) (?:second|sec|moment|minute)|bear with me|hold on|give me a (?:second|sec|minute|"
    r"moment)"
    r"|(?:sorry|oops)[, ]+(?:i was|you['’]?re|i['’]?m|was)(?: just| still)? (?:muted|on mute|late)"
    r"|sorry(?: about (?:that|the \w+))?|you['’]?re (?:on mute|muted|breaking up)"
    r"|(?:i['’]?m|i am) back|there (?:it is|you are|we go)|let me (?:think|see|check)"
    r"|(?:is this|is it|is now) (?:still )?a good time|do you have a (?:minute|second|moment)"
    r"|(?:this|it) is [\w<>'’-]+(?: [\w'’-]+)? from (?:the )?[\w'’-]+(?: (?:department|team|office))?"
    r"|(?:i['’]?ll )?(?:talk|speak) (?:to you )?(?:soon|later|then|tomorrow|next week)|see you(?: (?:soon|"
    r"later|then|tomorrow"
    r"|next (?:week|time)))?|bye(?:[- ]?bye)?|good ?bye|take care|you too|same to you"
    r"|have a (?:good|great|nice|lovely|wonderful) (?:one|day|weekend|week|evening|afternoon|"
    r"rest of your \w+)"
    r"|(?:its|it['’]s) (?:early|late)(?: there)?(?: for you)?(?: isn['’]?t it)?"
    r"|let(?:['’]?s| us| me) (?:get started|get into it|dive in|start|jump (?:right )?in|begin|get going)"
    r"|this call (?:may be|is(?: being)?) recorded[^.!?]{0,50}"
    r"|(?:guten (?:tag|morgen)|hallo|moin|hören sie mich|können sie mich hören|wie geht(?:['’]?s|"
    r" es)(?: ihnen| dir)?)"
    r"|(?:bonjour|bonsoir|allô|(?:est-ce que )?vous m['’]entendez(?: bien)?|comment (?:allez-vous|ça va)|"
    r"ça va)"
    r"|(?:hola|buen[oa]s (?:días|tardes)|qué tal|cómo está[ns]?|me (?:escucha|oye)[ns]?(?: bien)?)"
    r"|(?:oi|olá|bom dia|boa tarde|tudo bem(?: com você)?|(?:está|estão|você está) me ouvindo|"
    r"me ouve(?:m)?(?: bem)?)"
    r"|(?:pronto|buongiorno|buonasera|ciao|come (?:sta|stai|va)|mi sent(?:e|ite|i)(?: bene)?)"
    r"|(?:goede(?:morgen|middag|navond)|hoort u mij|hoor je mij|kunt u mij horen|hoe gaat het)"
    r"|(?:はい|ええ|もしもし|こんにちは|おはようございます|聞こえ(?:ています|ますか|ます)|ありがとうございます)"
)
_HEAD = re.compile(
    rf"(?:(?P<phrase>{_PHRASE})|{_FILLER})(?=[\s,.!?…、。-]|\Z|(?<=[\u3040-\u9fff]))[\s,.!?…、。-]*", re.I
)
_OPENER = re.compile(r"(?:so|um+|uh+|and|but|well|now|allora|nou)", re.IGNORECASE)
_TALK = re.compile(
    r"\b(?:weekend|vacation|holidays?|weather|rain(?:ing|y)?|pouring|snow(?:ing|y)?|sunny|kids?|family|wife|"
    r"husband"
    r"|daughter|barking|hiking|traffic jam|lunch|football|birthday|christmas|thanksgiving|jet ?lag"
    r"|(?:my|the) (?:dog|cat|son)|noise|at the door|i bet|ha(?:ha)+|lovely|congrat\w*|hard stop|freezing here"
    r"|on mute|muted|unmute|breaking up|hear (?:you|me)|(?:your|my) (?:screen|slides|camera|mic\w*|audio)"
    r"|zoom in|sharing|wetter|urlaub|wochenende|vacances|météo|vacaciones|clima|férias|vacanze|vakantie|"
    r"weer)\b"
    r"|\bwait(?:ing)? for \w+ to (?:join|come)|\bjoin (?:any|in a) (?:second|minute|moment)"
    r"|\b(?:get|got) back from\b|\bi['’]?ll (?:send|mail|look out|let you|get back|follow up|forward)\b"
    r"|\bhow (?:are|is|was|['’]?s) (?:things|everything|the family|your)\b|\bhave a (?:good|great|nice|"
    r"lovely)\b"
    r"|\b(?:take|took) your time\b|\bi can hold\b|\byou know what i mean\b|\bfair enough\b|\bappreciate it\b"
    r"|\bmakes? (?:total |a lot of )?sense\b|\b(?:better|see it) now\b|\bgood to (?:see|meet)\b"
    r"|\b(?:that['’]?s|thats|that is) (?:all|it|everything)(?: (?:for|from) (?:me|us|my side|our side|now))"
    r"|\botherwise (?:we['’]?re|were|it['’]?s|its|all|everything(?:['’]s| is)) (?:fine|good|happy|great)",
    re.IGNORECASE,
)
_PRODUCT = re.compile(
    r"\b(?:app|apps|application|systems?|software|tool|platform|products?|features?|report\w*|dashboards?|"
    r"exports?"
    r"|imports?|invoices?|bill\w*|pric\w*|contracts?|renew\w*|quotes?|seats?|licen[cs]es?|users?|log ?in"
    r"|passwords?|api|integrations?|sync\w*|buttons?|fields?|forms?|orders?|versions?|releases?"
    r"|modules?|settings?|permissions?|notifications?|calendar|payroll|templates?|workflows?|budgets?|shifts?"
    r"|delivery|stock|stores?|widgets?|refund|charg\w*)\b",
    re.IGNORECASE,
)
_TROUBLE = re.compile(
    r"\b(?:accounts?|customers?|data|files?|tickets?|support|search|pages?|clients?|updates?|error|fail\w*|"
    r"slow\w*|crash\w*"
    r"|broke\w*|bugs?|wrong|issues?|problem\w*|trouble|stuck|missing|annoy\w*|expensive|cancel\w*"
    r"|(?:does|do|did|is|are|was|were|wo|has|have)n['’]?t|cannot|unable|never)\b",
    re.IGNORECASE,
)
_LINE_TROUBLE = re.compile(
    r"\b(?:hear (?:you|me|us)|(?:see|share) (?:your|my|the) (?:screen|slides|video|camera))\b", re.IGNORECASE
)
_STARTS = re.compile(
    r"\b(?:let(?:['’]?s| us| me) (?:get started|dive in|start|jump|begin|get going)|^anyway|"
    r"^so,? to business)\b",
    re.IGNORECASE,
)
_LONGEST = 30  # words: more than that is hardly all small talk


def talk_head(sentence: str) -> int:
    """Characters at the head that are phrases of small talk, up to the words that lead into substance; 0 where
    only fillers stand before it."""
    position = kept = 0
    led = False
    while (match := _HEAD.match(sentence, position)) and match.end() > position:
        position = match.end()
        if match["phrase"]:
            kept, led = position, False
        elif kept and not led:
            led = bool(_OPENER.fullmatch(match[0].strip(" ,.!?…-\n")))
            kept = kept if led else position
    return position if position == len(sentence) else kept


def is_talk(sentence: str, words: int) -> bool:
    """Whether the sentence holds small talk and names neither the product nor trouble."""
    if words > _LONGEST or not _TALK.search(sentence):
        return False
    return bool(_LINE_TROUBLE.search(sentence)) if names_matter(sentence) else True


def starts_business(sentence: str) -> bool:
    """Whether the speaker leaves small talk here: "let's get started"."""
    return bool(_STARTS.search(sentence))


def names_matter(sentence: str) -> bool:
    """Whether the sentence names the product or trouble."""
    return names_product(sentence) or bool(_TROUBLE.search(sentence))


def names_product(sentence: str) -> bool:
    """Whether the sentence names a part of the product or of the contract."""
    return bool(_PRODUCT.search(sentence))
