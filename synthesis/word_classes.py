"""The small closed classes of words that a readable phrase is built around, in the languages that occur here.

A label may hold such words between the words that mean something, and is cut at them; it names no theme by
them. Predicates are what people complain of, ask for or praise: a noun with one tells more than two nouns.
"""

from __future__ import annotations

from synthesis.foreign_words import (
    DENIALS_BEFORE,
    DENIALS_BEHIND,
    FOREIGN,
    FOREIGN_AUXILIARIES,
    FOREIGN_CONJUNCTIONS,
    FOREIGN_DETERMINERS,
    FOREIGN_PERIODS,
    FOREIGN_PREPOSITIONS,
    FOREIGN_PRONOUNS,
    NONE_OF,
)
from synthesis.stopwords import STOP_WORDS


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


DETERMINERS = FOREIGN_DETERMINERS | _set(
    "the a an my our your his her its their this that these those some any every each all both another "
    "such which whose own same other several many much few most little"
)
PREPOSITIONS = FOREIGN_PREPOSITIONS | _set(
    "of to in on at for with from by about after before since until till into onto over under via without "
    "within between during as per than through towards against around across upon like past outside "
    "inside near behind"
)
CONJUNCTIONS = FOREIGN_CONJUNCTIONS | _set(
    "and but or because when while if so then although though unless which who whom where how why what "
    "whether that nor plus however therefore"
)
PRONOUNS = FOREIGN_PRONOUNS | _set(
    "i we you he she it they me us him them myself ourselves yourself itself themselves there here i'm "
    "i've i'd i'll we're we've we'd we'll you're you've it's it'll that's there's they're they've he's "
    "she's im ive who's what's where's here's let's mine ours yours"
)
MODALS = _set("do does did will would can could should may might must shall gonna wanna")
NO_MODALS = DENIALS_BEFORE | _set(
    "doesn't don't didn't won't wouldn't can't cannot couldn't shouldn't cant dont doesnt didnt wont wouldnt "
    "couldnt"
)
BEING = FOREIGN_AUXILIARIES | _set(
    "is are was were be been being am has have had having get gets got getting seems seem seemed remains stays"
)
NO_BEING = _set("isn't aren't wasn't weren't hasn't haven't hadn't isnt hasnt havent wasnt")
AUXILIARIES = MODALS | NO_MODALS | BEING | NO_BEING
NONE = NONE_OF | _set("no")
WITHOUT = _set("without ohne sin sans sem")
NOT_BEHIND = DENIALS_BEHIND
DENIALS = NO_MODALS | NO_BEING | NONE | WITHOUT | NOT_BEHIND | _set("not never nobody nothing")
OBJECTS = _set("me us him them")
LIGHT_VERBS = _set("get make use set give keep take see need want")  # a verb where an object follows
VERBS = _set(
    """
    accept access activate add answer appear apply approve arrive assign attach authorise authorize become
    block book bounce break bring build buy calculate call cancel change charge check choose claim click
    close come complete confirm connect contact copy cost crash create decline delete deliver deposit
    disappear dispute download drag drain drop duplicate eat edit end enrol enroll enter exceed exchange
    expect explain export extend fail file fill find finish fix forget freeze go hang happen hear help hide
    ignore import improve increase install join keep land learn leave link list listen load lock log lose
    match mean merge miss move offer open order pay pick post press print process prove provide purchase
    reach read receive recognise recognize recover reduce refund refuse reject release remove renew repeat
    replace reply report request reset resolve respond restrict retrieve return ring save scan schedule
    search select send share show sign skip snap speak spin split stack start stay stop submit suggest
    switch sync take talk tap track transfer translate treat turn type unblock understand unlock update
    upgrade upload use vanish verify view wait warn withdraw work write
    """
)
NOUNS_IN_LY = _set("assembly monthly quarterly supply anomaly")
IRREGULAR = _set(
    "broken lost stuck gone sent taken stolen paid found left made done given seen frozen hung kept told sold "
    "bought held hidden chosen written forgotten went came took gave swallowed froze broke"
)
PARTICLES = _set("out up off down")  # end a verb: times out

_VAGUE = """
thing things stuff lot lots bit way ways kind sort else anything something everybody anybody somebody
someone everyone anyone one ones today yesterday tomorrow tonight now again already back always often
sometimes usually actually basically honestly really simply probably maybe perhaps different using current
earlier later recent recently think know guess believe feel hope sure tried trying new able etcetera used
see say says said tell told ask asked want wants wanted need needs know knows knew look looks looking come
comes came put went take takes took taken make makes made keep give done set let best old whole half first
last next second third another certain main really soon long far ago across nearly almost enough including
regarding concerning please possible available due according various multiple able like today's

"""
_NUMBERS = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million percent
dozen couple once half quarter monday tuesday wednesday thursday friday saturday sunday mondays
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
throttled end ends never pending unauthorised unauthorized suspicious strange unknown unrecognised
unrecognized stolen swallowed blocked unavailable unresponsive unusable outdated unreliable annoying
frustrating disappointed disappointing spam dead worse worst poorly badly wasted waste nightmare painful
struggle messy cluttered incomplete invalid unsupported unexpected
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

NUMBERS = _set(_NUMBERS)
COURTESIES = _set(_COURTESY)
VAGUE = _set(_VAGUE)
PERIODS = _set(_PERIODS) | FOREIGN_PERIODS
STATES = _set(_STATES)  # may stand alone behind a colon
PREDICATES = _set(_TROUBLE) | _set(_PRAISE)
FUNCTION = (
    STOP_WORDS | DETERMINERS | PREPOSITIONS | CONJUNCTIONS | PRONOUNS | AUXILIARIES | DENIALS | FOREIGN
) - _set("nobody nothing like past use")
