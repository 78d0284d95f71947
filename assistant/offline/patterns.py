"""The words by which a family of questions is told, as regular expressions over lower-case text.

A pattern too long for one line is written over several and glued.
"""

from __future__ import annotations

import re


def glued(block: str) -> str:
    """A pattern written over several lines as one."""
    return "".join(line.strip() for line in block.splitlines())


WHY_LEFT = glued(
    r"""
    \bwhy (?:did|have|has) .*\b(?:leave|left|churn(?:ed)?|cancel\w*|quit|go)\b|
    \bwhy (?:are|do) (?:we|our|the)?\s?(?:customers?|accounts?|clients?|people|they)?\s?
    (?:losing|lose|leave|leaving|churn\w*|cancel\w*|quit\w*)\b|
    \breasons? .*\b(?:left|leaving|churn\w*)\b
    """
)
WORRY = r"\b(?:worr(?:y|ies|ied|ying)|alarm\w*|red flags?|warning signs?|concern(?:s|ed|ing) (?:you|me|us))\b"
WHY = glued(
    r"""
    \bwhy\b.*\b(?:risk|danger|trouble|leav\w*|churn\w*|cancel\w*|unhappy|health|critical|red|falling|dropp\w*|
    drop|low|likely|declin\w*|los(?:e|ing)|worr\w*)\b|
    \b(?:puts?|makes?|drives?|what(?:'s| is) wrong with|what is the matter with|reasons? for)\b.*\b(?:risk|
    danger|leave|unhappy|churn|wrong)\b|
    \bwhat(?:'s| is) (?:wrong|the matter) (?:with|at)\b|\bchurn risk of\b|\brisk of (?:losing|churn)\b|
    \bwhat is at risk at\b
    """
)
AT_RISK = glued(
    r"""
    \bat[ -]risk\b|\blikely to (?:leave|churn|cancel)\b|
    \b(?:may|might|could|will|would|can|about to|going to|want to|wants to|threaten\w*(?: to)?|of)\W+
    (?:also |soon |well |then )?(?:leave|leaving|churn|churning|cancel|quit|lose)\b|
    \b(?:who|which|what|how many)\b.*\b(?:leave|leaving|lose|cancel|cancelling|churning|quit)\b|
    \brisk of leaving\b|\bchurn risk|\bin danger\b|
    \brisk(?:iest|y)\b|\bmost likely to\b|\blosing\b|\bin trouble\b|\bon the brink\b|\bstruggling\b|
    \bshould (?:i|we) (?:be )?worr\w*|
    \b(?:we (?:may|might|could|will)|(?:may|might|could|will) we) (?:be )?los(?:e|ing)\b
    """
)
CHANGED = glued(
    r"""
    \bchang\w*\b|\bdifferent\b|\bwhat(?:'s| is| are)? (?:the )?new\b|
    \bnew(?:ly)? (?:themes?|topics?|complaints?|issues?|this|in)\b|\bgrowing\b|\b(?:grew|grown)\b|\bemerging\b|
    \btrend\w*\b|\brising\b|\bshrink\w*\b|\bsince last\b|\bmoved?\b|\bgot (?:worse|better)\b|\bfading\b|
    \bincreas\w+ (?:themes|topics)\b
    """
)
COMPARE = r"\bcompar\w*\b|\bversus\b|\bvs\.?\b|\bdifference between\b|\bthan\b|\bagainst\b"
HELD_AGAINST = r"\bcompar\w*\b|\bversus\b|\bvs\.?\b|\bdifference between\b"
DRAFT = glued(
    r"""
    ^\W*(?:please |can you |could you |would you )*(?:draft|write|compose|prepare)\b.*
    \b(?:plays?|playbook|message|e-?mail|mail|note|letter|reply|answer|plan|reminder|win-?back|win back|follow-?up|
    rescue|save|expansion|advocacy|escalation|recovery|nudge|outreach)\b
    """
)
NEXT = glued(
    r"""
    \bnext (?:steps?|actions?|best|moves?)\b|
    \bwhat (?:should|shall|must|can|do) (?:i|we|\w+ \w+|\w+) (?:do|tackle|focus)\b|\bdo next\b|\bwhat next\b|
    \bnext for\b|\bto do\b|\bactions?\b|\bplays?\b|\bprioriti[sz]e\b|\bplan for\b|\bwhat now\b|
    \bhow (?:do|can|should) (?:i|we) (?:save|keep|help|fix|win|rescue)\b|
    \bwho (?:should|must) (?:i|we) (?:call|contact|talk to|see)\b|\bdue\b|
    \bwhere (?:should|shall|must|can|do) .+ (?:start|begin)\b|\bto-?dos?\b|\bon (?:my|our) (?:plate|list|agenda)\b
    """
)
PROMISED = glued(
    r"""
    \b(?:we|our|us|i|you|open|overdue|broken|kept|outstanding|late|pending|which|what|any|all|the|list|show|many)\b.*
    \b(?:promis(?:e|es|ed)|commitments?|committed (?:to|ourselves))\b|
    \b(?:promises|commitments)\b|\bwhat (?:do|did) we (?:still )?owe\b
    """
)
RENEW = r"\brenew\w*\b|\bcontracts? (?:end|expire|run)\w*|\bexpir\w+\b|\bup for renewal\b"
CONTACTS = glued(
    r"""
    \bchampions?\b|\bcontacts?\b|\bstakeholders?\b|\bdecision[- ]makers?\b|\bbuyers?\b|
    \b(?:do|did) we (?:know|have) (?:at|in|there)\b|\bwhom? (?:do|can) (?:we|i) (?:know|talk to|speak to)\b|
    \b(?:ceo|cto|cfo|coo|cio|executives?|director) (?:of|at|there|in)\b|\b(?:which|what|how many) executives?\b
    """
)
SAID_BY = (
    r"\bsa(?:y|ys|id)\b|\bcomplain\w*|\bmention\w*|\bhome\b|\bprivate\b|\bpersonal\b|\be-?mails?\b|"
    r"\baddress|\bphone"
)
HAPPY = glued(
    r"""
    \b(?:happy|unhappy|satisfied|dissatisfied|content|pleased|angry|how (?:does|do) .+ feel|sentiment (?:of|at)|
    like us|love us)\b
    """
)
HEALTH = (
    r"\bhealth\w*\b|\bhow is .+ doing\b|\bhow are .+ doing\b|\bcritical\b|\bthriving\b|\bscores?\b|\bbands?\b|"
    r"\bunhealthy\b|\bin the red\b|\bred accounts\b"
)
SILENT = glued(
    r"""
    \bsilent\b|\bwent quiet\b|\bgone quiet\b|\bquiet\b|\bstopped (?:talking|responding|answering)\b|
    \bnot (?:been )?heard (?:from|of)\b|\b(?:have|has)(?:n['’]?t| not) (?:been )?heard\b
    """
)
ONBOARDING = r"\bonboard\w*\b|\bfirst value\b|\bstalled\b|\bgo-?live\b|\bimplementation\b"
LEFT = glued(
    r"""
    \b(?:who|which|what|how many)\b.*\b(?:left|churned|cancel(?:l)?ed|lost|quit)\b|
    \b(?:who|which|what|how many)\b.*\bdid\b.*\b(?:leave|lose|quit|churn|cancel)\b|
    \blist .*churned\b|\bchurned (?:accounts|customers)\b|\blost (?:accounts|customers)\b
    """
)
FACTS = glued(
    r"""
    \b(?:who owns|owner of|csm (?:of|for)|who is the csm|whose account|who looks after|which tier|what tier|
    which segment|industry|sponsor|contacts?|champions?|stakeholders?|tell me about|brief|who (?:is|are)|facts|
    seats?|usage|use of|using|customer since|since when|started|become a customer|
    happen(?:s|ed|ing)? (?:with|to|at)|going on (?:with|at))\b
    """
)
TOP = glued(
    r"""
    \b(?:which|what) (?:problems?|issues?|complaints?|requests?|features?|should .+ (?:fix|build|solve|
    mend))\b.*\b(?:first|next|fix|build|solve|mend|matter\w*)\b|
    \bwhat (?:bothers?|annoys?|frustrates?|upsets?|hurts?|irritates?|angers?)\b|
    \b(?:top|main|biggest|largest|most common|most important|loudest|strongest|greatest|gravest|hardest|key|
    common|priorit\w*|worst|frequent)\b.*\b(?:themes?|topics?|complain\w*|issues?|problems?|
    requests?|pain points?|asks?|concerns?|
    feedback|praise|questions?)\b|
    \bthemes?\b|\bcomplain\w* about (?:the )?most\b|
    \bwhat (?:do|does|did|are|is) .+(?:complain\w*|prais\w*|love|like|want|need|request\w*|ask(?:ing)? for|
    talk\w*|say\w*|care)(?: about)?(?: (?:the )?most)?\W*$|
    \bwhat (?:do|did) customers want\b
    """
)
WHO = glued(
    r"""
    \bwho (?:else |all )?(?:is |was |are |has |have |had )?(?:said|says?|mention\w*|complain\w*|ask\w*|wants?|
    wanted|talk\w*|report\w*|request\w*|prais\w*|rais\w*|need\w*|told|writes?|wrote|is|are|has|have|hates?|
    loves?|likes?)\b|
    \bwhich (?:accounts?|customers?|clients?|companies)\b.*\b(?:said|say|mention\w*|complain\w*|ask\w*|want\w*|
    talk\w*|report\w*|request\w*|prais\w*|rais\w*|need\w*|have|had|hit|suffer\w*|affected)\b|
    \b(?:has|have|did|does) (?:any|some)\s?(?:one|body|customer|account|client)s?\b
    """
)
ABOUT = glued(
    r"""
    \babout\b|\bsa(?:y|id|ys|ying)\b|\bthink(?:s|ing)?\b|\bfeedback (?:on|about|for)\b|\bopinions?\b|
    \bmention\w*|\bcomplain\w*|\bquotes?\b|\bevidence\b|\btell (?:us|me)\b|\bregarding\b|\bconcern\w*\b|
    \bfeel\b|\bfind\b|\bask\w* for\b|\brequest\w*\b
    """
)
SAYING = glued(
    r"""
    \b(?:sa(?:y|id|ys|ying)|tell|told|think|thinks|thought|complain\w*|mention\w*|feedback|quotes?|prais\w*|
    request\w*|ask(?:s|ed)? (?:for|about)|talk\w*|wr(?:ite|ites|ote)|report(?:s|ed)|comment\w*|opinions?)\b
    """
)
BIGGEST = glued(
    r"""
    ^\W*(?:(?:who|which|what|list|show|name|give)\b.{0,20}\b)?
    (?:(?:biggest|largest|smallest|highest|lowest)(?:[ -]paying)?|(?:best|worst|most|least)[ -]paying|most valuable|top)
    (?: \d+| three| five| ten)?(?: paying)? (?:accounts?|customers?|clients?)(?: by (?:arr|mrr|revenue))?\W*$|
    ^\W*(?:who|which (?:accounts?|customers?|clients?))\b.{0,12}\bpays?(?: us)? (?:the )?(?:least|most)\W*$
    """
)
"""Who pays most or least; the question ends there, so that nothing else is asked of them."""
MEASURES = (
    ("accounts", BIGGEST),
    ("at risk", r"\b(?:arr|revenue|money|mrr|much|\$)\b.*\bat risk\b|\bat-risk (?:arr|revenue)\b"),
    ("nrr", r"\bnrr\b|\bnet (?:revenue )?retention\b"),
    ("grr", r"\bgrr\b|\bgross (?:revenue )?retention\b"),
    ("logo", r"\blogo (?:retention|churn)\b"),
    (
        "churn",
        glued(
            r"""
    \b(?:lost?|lose|losing|churn\w*)\b.*\b(?:mrr|arr|revenue|money)\b|
    \b(?:mrr|arr|revenue|money)\b.*\b(?:lost?|lose|churn\w*)\b|\bchurn(?:ed)? (?:mrr|arr|rate)\b|
    \bhow much churn\b|\bhow much did we lose\b
    """
        ),
    ),
    ("expansion", r"\bexpansion\b|\bexpanded\b|\bupsell\w*|\bupgraded?\b"),
    ("contraction", r"\bcontraction\b|\bdown-?s(?:ell|old)\w*|\bdowngrade\w*"),
    ("new", r"\bnew (?:mrr|arr|revenue|business)\b"),
    ("nps", r"\bnps\b|\bnet promoter\b"),
    ("arr", r"\barr\b|\bannual recurring\b|\bpays?\b|\bspends?\b|\bworth\b|\bearn\b|\bbrings? in\b"),
    ("mrr", r"\bmrr\b|\bmonthly recurring\b|\brevenue\b"),
    ("coverage", r"\b(?:heard from|coverage|response rate)\b"),
    (
        "statements",
        r"\bhow many (?:open |new |support |nps |survey |customer )*"
        r"(?:tickets?|surveys?|answers?|responses?|calls?|statements?)\b",
    ),
    (
        "accounts",
        r"\bhow many\b.*\b(?:accounts?|customers?|clients?|companies)\b|\bnumber of (?:accounts|customers)\b",
    ),
    (
        "statements",
        r"\bhow many\b.*\b(?:statements?|tickets?|surveys?|answers?|calls?|feedback|complaints?|requests?|times)\b",
    ),
    ("themes", r"\bhow many themes\b"),
)
"""What a question of how much asks for; the first that fits."""
SUPERFLUOUS = re.compile(
    glued(
        r"""
    \b(?:please|could you|can you|show me|give me|tell me|list|find|compare|customers?|accounts?|clients?|who|
    which|what|how many|how much|how often|do|does|did|has|have|anyone|anybody|everybody|everyone|somebody|
    someone|people|any|is|are|was|were|the|our|we|
    us|they|their|them|of|for|in|at|from|by|say|says|said|saying|think|thinks|about|mention|mentions|mentioned|
    complain|complains|complained|complaining|complaints?|ask|asks|asked|asking|request|requests|requested|want|
    wants|wanted|talk|talks|talking|feedback|quotes?|evidence|regarding|ever|praise|praised|love|loves|a|an|
    happy|unhappy|satisfied|dissatisfied|pleased|anything|something|with|there|most|told|tell|reported|times|time|
    affected|suffer|suffers|from|hit|raise|raised|statements?|tickets?|
    surveys?|calls?|arr|risk|because|due|to|with|feel|on|it|all|else|need|needs|been|be|this|that|and|or|how|its|it|also)\b
    """
    ),
    re.IGNORECASE,
)
"""Words of asking, which name no matter."""
UP_FOR_RENEWAL = r"\bup for renewal\b|\bwho (?:else )?(?:renews?|is renewing)\b"
BETTER = r"\b(?:better|worse|or|differ\w*|versus|vs|healthier|happier|bigger|larger|smaller|riskier)\b"
QUANTITY = glued(
    r"""
    \bhow (?:much|many|high|large|big)\b|\bwhat(?:'s| is| was| are| were)\b.*\b(?:our|the|my|total)\b|
    \bnumber of\b|\btotal\b|\baverage\b|\bper (?:account|customer|client)\b|\bworth\b|
    ^(?:our |the )?(?:nrr|grr|arr|mrr)\b|
    """
    + BIGGEST
)
MOVED = (
    r"^\W*(?:who|which|has|have|did|what)\b.*\b(?:down-?graded?|down-?sold|upgraded?|expanded|contracted)\b"
)
COURSE = (
    r"\b(?:why|how) (?:did|has|have|is|are)\b.*"
    r"\b(?:fall|fell|fallen|drop\w*|ris\w+|rose|grow\w*|grew|grown|develop\w*|mov\w+)\b"
)
AT_RENEWAL = r"\bprice\b|\bat renewal\b"
GROWING_THEMES = glued(
    r"""
    \b(?:which|what|top|fastest)\b.*\b(?:themes?|topics?|complaints?|issues?)\b.*\bgr(?:ow\w*|ew)\b|
    \bgrowing (?:themes?|topics?)\b
    """
)
