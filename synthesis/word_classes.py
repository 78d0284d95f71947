"""The small closed classes of words that a readable phrase is built around, in the languages that occur here.

A label may hold such words between the words that mean something, and is cut at them; it names no theme by
them. Predicates are what people complain of, ask for or praise: a noun with one tells more than two nouns.
"""

from __future__ import annotations

from synthesis.stopwords import STOP_WORDS


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


DETERMINERS = _set(
    "the a an my our your his her its their this that these those some any every each all both another "
    "such which whose own same other several many much few more most less little"
)
PREPOSITIONS = _set(
    "of to in on at for with from by about after before since until till into onto over under via without "
    "within between during as per than through towards against around across upon like past outside "
    "inside near behind"
)
CONJUNCTIONS = _set(
    "and but or because when while if so then although though unless which who whom where how why what "
    "whether that nor plus however therefore"
)
PRONOUNS = _set(
    "i we you he she it they me us him them myself ourselves yourself itself themselves there here i'm "
    "i've i'd i'll we're we've we'd we'll you're you've it's it'll that's there's they're they've he's "
    "she's im ive who's what's where's here's let's mine ours yours"
)
AUXILIARIES = _set(
    "is are was were be been being am has have had having do does did will would can could should may "
    "might must isn't aren't wasn't weren't hasn't haven't hadn't doesn't don't didn't won't wouldn't "
    "can't cannot couldn't shouldn't cant dont doesnt didnt wont isnt get gets got getting"
)
DENIALS = _set(
    "not never no cannot can't cant won't wont don't dont doesn't doesnt didn't didnt isn't isnt aren't "
    "wasn't weren't hasn't haven't couldn't without nobody nothing"
)
OPENERS = _set("no not never cannot can't cant won't wont nobody")  # may begin a label
PARTICLES = _set("out up off down")  # end a verb: times out

_FOREIGN = """
der die das den dem des ein eine einen einem einer und oder aber nicht kein keine ist sind war wird werden
wurde hat haben ich wir sie er es ihr uns mir mich ihnen ihre ihren unser unsere für mit von vom zu zum
zur im in auf aus bei nach seit über um an am als auch noch nur schon wie wenn dass weil so sehr mehr
bitte man kann können le la les un une des du de d l et ou mais ne pas plus est sont été être avoir a ont
nous vous ils elle elles je on ce cet cette ces notre nos votre vos leur leurs mon ma mes pour avec sans
sur dans par au aux en que qui se sa son ses si très depuis il c'est n'est j'ai qu'il y deux trois quatre
cinq fois zwei drei vier fünf mal tres cuatro cinco vez dois três twee drie vier keer em no deze el los
las una unos unas al del lo y o pero no es son está están fue ser ha han hay yo nosotros nos se su sus mi
mis nuestro nuestra nuestros nuestras para con sin sobre por que como más muy ya cuando cada este esta
esto me te tu os as um uma dos das e ou mas não é são foi está estão eu nós seu sua nosso nossa nossos
nossas com sem por ao aos na nas nos num numa mais muito já quando ele ela isso isto het een en of maar
niet geen is zijn was worden heeft hebben ik wij we u jullie hij zij ze er dat die dit deze onze ons mijn
uw voor met zonder op in van naar bij te ten ook nog als wat hoe wel meer zo dan aan om il gli i uno di da
nel nella della dei delle che non è sono per con su come più questo questa ci si
"""
_VAGUE = """
thing things stuff lot lots bit way ways kind sort else anything something everybody anybody somebody
someone everyone anyone one ones today yesterday tomorrow tonight now again already back always often
sometimes usually actually basically honestly really simply probably maybe perhaps different using current
earlier later recent recently think know guess believe feel hope sure tried trying new able etcetera used
see say says said tell told ask asked want wants wanted need needs know knows knew look looks looking come
comes came put went take takes took taken make makes made keep give done set let best old whole half first
last next second third another certain main really soon long far ago across nearly almost enough including
regarding concerning please possible available due according various multiple able like today's cent
percent per
"""
_NUMBERS = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million
dozen couple twice once half quarter monday tuesday wednesday thursday friday saturday sunday mondays
tuesdays wednesdays thursdays fridays saturdays sundays mon tue tues wed thu thur thurs fri sat sun
january february april june july august september october november december first second third fourth
fifth am pm
"""
_COURTESY = """
hello hi hey dear thanks thank regards sincerely cheers greetings goodbye bye welcome sorry pardon
congratulations wishes respectfully faithfully cordially yours sir madam mr mrs ms dr hallo hola bonjour
merci danke gracias obrigado obrigada gruß grüße grüßen saludos cordialement unreadable inaudible redacted
n/a eg ie etc graag bitte
"""
_PERIODS = (
    "second minute hour day week weekend month year morning afternoon evening night time times mins secs"
)

_TROUBLE = """
slow slowly late lag laggy freeze frozen hang crash fail failure error broken break bug fault wrong
incorrect inaccurate missing lost lose disappear vanish gone duplicate double doubled twice stuck blank
drain eat hot locked loop loops reject refuse refused deny denied stop snap jump land bounce bounces reset
expire cut truncate overlap overcharge expensive costly increase rise hike confusing confused unclear
complicated hard difficult impossible useless poor bad terrible awful horrible rude unprofessional
unhelpful unfair illegal false fraud fraudulent scam threaten harass harassment hung ignore ignored
unanswered waiting wait delay delayed cancel cancelled dispute disputed error unable cannot rejected
unpaid mismatch sideways unreadable untranslated mistranslated translated coarse limited restrict
restricted switch off times timed timeout overcharged owe owed repossess repossessed garnish default
remove removed closed declined garbled leak leaks noisy cold dirty quicker faster sooner short shortage
understaffed lack need needs could improve improved improvement better hit hits reach exceed throttle
throttled end ends never
"""
_STATES = """
slow late laggy freezes frozen hangs crashes fails failed broken wrong incorrect inaccurate missing lost
vanished duplicate duplicates duplicated stuck blank rejected refused denied expensive confusing unclear
complicated difficult useless rude unfair fraudulent ignored unanswered delayed cancelled unpaid sideways
limited throttled disappears disappeared drains doubled
"""
_PRAISE = """
good great excellent easy simple intuitive friendly helpful kind caring quick fast efficient prompt polite
professional pleasant reliable clear brilliant amazing fantastic wonderful lovely perfect love like
recommend saves saved save happy satisfied informative supportive reassuring clean safe comfortable
courteous accurate solved resolved fixed answered listened explained
"""

BREAKS = _set(_NUMBERS) | _set(_COURTESY)
VAGUE = _set(_VAGUE)
PERIODS = _set(_PERIODS)
STATES = _set(_STATES)  # may stand alone behind a colon
PREDICATES = _set(_TROUBLE) | _set(_PRAISE)
FUNCTION = (
    STOP_WORDS | DETERMINERS | PREPOSITIONS | CONJUNCTIONS | PRONOUNS | AUXILIARIES | DENIALS | _set(_FOREIGN)
) - _set("nobody nothing like past use")
