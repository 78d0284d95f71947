"""Words that carry tone, written for this project: good and bad ones, in English with the commonest German, Spanish
and French. A trailing ``+`` stands for the English endings -s, -es, -d, -ed, -ing, -er, -ly (a final e is dropped).
"""

from __future__ import annotations

_GOOD = """
love+ lov adore+ enjoy+ enjoyable like+ liked great excellent excellently amazing amazingly awesome fantastic
fantastically brilliant brilliantly wonderful wonderfully perfect perfectly perfection superb superbly outstanding
terrific fabulous fab marvellous marvelous splendid stellar exceptional exceptionally incredible incredibly impressive
impress+ happy happier happily pleased pleasing pleasant pleasantly pleasure satisfied satisfying satisfaction
delight+ delightful thrill+ glad grateful gratitude thankful thank thanks appreciate+ appreciated recommend+ recommended
praise+ kudos bravo congratulations helpful friendly friendliness kind kindness caring cared polite courteous
professional professionalism efficient efficiently efficiency effective effectively effortless effortlessly good nice
nicely best better fine lovely beautiful beautifully gorgeous elegant elegantly clean tidy neat comfortable comfortably
comforting quick quickly quicker fast faster prompt promptly speedy swift swiftly instant instantly immediate smooth
smoothly seamless seamlessly easy easier easiest easily ease simple simpler simply straightforward intuitive convenient
handy useful reliable reliably dependable stable robust solid secure safe safely trust+ trustworthy honest fair
transparent attentive respectful respect supportive understanding sympathetic compassionate considerate thoughtful
welcoming welcome punctual responsive patient knowledgeable competent skilled skilful expert accurate accurately
precise clear clearly reassuring reassured reassurance calm joy joyful fun magic magical breeze painless hassle-free
saved saves saving win winner wins valuable value worth worthwhile affordable cheap cheaper generous powerful flexible
modern fresh delicious tasty spotless charming genius superior top awesome ideal favourite favorite gem gold treasure
improved improvement success successful successfully solved sorted resolved fixed cured helped lifesaver game-changer
angels angel faultless flawless flawlessly impeccable unbeatable exemplary first-class commendable dignity smile smiling
smiled praiseworthy blessed blessing fortunate lucky hero heroes diligent devoted dedicated thorough thoroughly
informative encouraging inspiring engaging slick sleek polished well
super toll prima klasse danke zufrieden begeistert freundlich freundliche freundlicher hilfreich einfach zuverlässig
ausgezeichnet hervorragend perfekt angenehm kompetent empfehlen gut gute guter gutes tolle tolles tadellos klasse
excelente excelentes genial gracias fácil rápido rápida amable amables recomiendo contento contenta encantado encantada
encantados perfecto perfecta estupendo estupenda bueno buena buen útil sencillo satisfecho satisfecha
merci excellent excellente satisfait satisfaite parfait parfaite rapide facile efficace agréable sympathique génial
géniale bon bonne bravo ravi ravie recommande pratique réactive réactif aimable
"""

_BAD = """
bug+ buggy broke broken break+ crash+ fail+ failed failure failures faulty fault faults defect defective error errors
glitch+ glitchy slow slower slowly sluggish lag+ laggy lagging freeze+ frozen froze hang+ hung stuck timeout timeouts
down downtime outage outages lost lose+ loses losing missing miss+ wrong wrongly incorrect incorrectly inaccurate
inconsistent invalid late later delay+ delayed overdue wait+ waiting terrible terribly awful awfully horrible horrific
horrendous dreadful atrocious appalling appall+ poor poorly bad badly worse worst rude rudely useless hate+ hated
annoy+ annoying annoyed frustrat frustrate+ frustrating frustrated frustration disappoint+ disappointing disappointed
disappointment unacceptable ridiculous absurd confus confuse+ confusing confused confusion unclear complicated
convoluted cumbersome clumsy clunky awkward difficult difficulty difficulties hard lack+ lacking complain+ complaint
complaints complained problem problems problematic issue issues trouble troubles unable impossible ignore+ ignored
overcharge+ overcharged charged fee fees expensive overpriced pricey costly refuse+ refused decline+ declined reject+
rejected stolen steal+ theft fraud fraudulent scam scammed misleading lied lie lies lying cheat+ deceptive predatory
illegal illegally unfair unfairly cancelled canceled painful painfully pain dirty filthy dusty noisy uncomfortable
unhelpful unfriendly unprofessional incompetent careless dismissive disrespectful dishonest mess messy messed nightmare
waste+ wasted regress+ regression duplicate duplicated duplicates unusable unreliable unstable unresponsive flaky
patchy spotty outdated obsolete ugly dated shallow undocumented inadequate insufficient insufficiently mediocre lousy
pathetic disgust+ disgusting disgrace disgraceful shame shameful shocking shocked shock joke horror disaster disastrous
catastrophe catastrophic chaos chaotic shambles fiasco unbearable intolerable inexcusable embarrass embarrassing
worried worry+ worrying upset upsetting angry furious outraged sad sadly unfortunately regret+ distress+ stressful
stress suffer+ struggl struggle+ harass+ harassed harassment threat threaten+ threatened abuse+ denied deny+ vanish+
vanished disappear+ disappeared gone deleted corrupt+ corrupted garbled gibberish unreadable illegible leak+ leaked
breach+ exposed block+ blocked locked unanswered unresolved pending stopped stops tedious boring bored repetitive
pointless meaningless nonsense silly stupid idiotic weird strange odd cold stale rotten burnt soggy overcrowded crowded
cramped understaffed shortage short-staffed forced mistake mistakes mistaken mix-up messing neglect+ neglected
abandon+ abandoned mangled scrambled wobbly wobbles suck+ sucks crap rubbish garbage trash meh barely hardly fiddly
throttled dropped drops drop unauthorised unauthorized unwanted unnecessary unnecessarily unexpected unexpectedly
dangerous unsafe hurt+ harm+ damage+ damaged died kaput muddle maze gripe grief
kaputt langsam langsamer fehler fehlerhaft leider teuer umständlich funktioniert-nicht schlecht schlechte abgestürzt
abstürzt stürzt ärgerlich enttäuscht unzufrieden problem probleme falsch verschwunden wartezeit unmöglich
lento lenta roto rota error errores problema problemas malo mala pésimo pésima caro cara fallo fallos falla confuso
esperando tarde cayó imposible decepcionado
panne lent lente problème problèmes erreur erreurs cher chère mauvais mauvaise fausse déçu déçue impossible plante
nul nulle horrible
"""

_ENDINGS = ("", "s", "es", "d", "ed", "ing", "er", "ly")


def _forms(words: str) -> frozenset[str]:
    found: set[str] = set()
    for word in words.split():
        stem = word.removesuffix("+")
        found.add(stem)
        if word.endswith("+"):
            found.update(stem + ending for ending in _ENDINGS)
            found.update(stem.removesuffix("e") + ending for ending in ("ing", "ed"))
    return frozenset(found)


GOOD_WORDS = _forms(_GOOD)
BAD_WORDS = _forms(_BAD)
