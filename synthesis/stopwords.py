"""English function words and courtesies: they hold sentences together and name no theme."""

from __future__ import annotations

_WORDS = """
a about above after again against all also am an and any are aren't as at be because been before being
below between both but by can can't cannot cant could couldn't dear did didn't didnt do does doesn't
doesnt doing don't dont down during each etc even ever every few for from further get gets getting
give given go goes going got had hadn't has hasn't have haven't having he he'd he'll he's hello her
here here's hers herself hey hi him himself his how how's i i'd i'll i'm i've if im in into is isn't
isnt it it's its itself ive just let let's like make many may maybe me might more most much must
mustn't my myself need no nor not now of off ok okay on once one only or other ought our ours
ourselves out over own per please quite rather really same shall shan't she she'd she'll she's should
shouldn't since so some something still such than thank thanks that that's the their theirs them
themselves then there there's these they they'd they'll they're they've this those though through to
too under until up upon us use very via vs want was wasn't we we'd we'll we're we've well were weren't
what what's when when's where where's which while who who's whom why why's will with won't wont would
wouldn't xx xxxx yes yet you you'd you'll you're you've your yours yourself yourselves
"""

STOP_WORDS: frozenset[str] = frozenset(_WORDS.split())
