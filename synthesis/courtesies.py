"""Sentences that only frame a message: "I hope this finds you well", "let me know", "I have two questions".

One pattern, matched against a whole sentence, so that a sentence which goes on to say something is kept:
"please fix it" is courtesy, "please fix the rounding of invoices" is a request.
"""

from __future__ import annotations

import re

COURTESY_SAID = re.compile(
    r"(?!.*\b(?:but|however|aber|jedoch|leider|mais|pero|mas|ma|però|purtroppo|maar|helaas)\b)"
    r"(?:and |so )?(?:"
    r"(?:i |we )?(?:really |do )?hope (?:(?:that )?(?:you|this|everyone|all|everything)\b|your \w+ (?:is|"
    r"was)).{0,60}"
    r"\b(?:well|great|good|fine|safe|healthy|weekend|week|holidays?|summer|break|better)\b.{0,30}"
    r"|(?:please |just )?let (?:me|us) know (?:if|when|what|whether|how|should|in case|asap|soon|"
    r"your thoughts)\b.{0,80}"
    r"|(?:can|could|would) (?:you|someone|somebody|anyone) (?:please |kindly )?(?:have a |take a )?"
    r"(?:look(?: into| at)?|check|help|advise|assist|investigate|fix|respond|reply|get back)"
    r"(?: (?:me|us|to me|to us|into|at|with|on))*(?: (?:this|it|that|the (?:issue|matter|problem)))?(?: out)?"
    r"(?: (?:please|asap|urgently|soon|today|as soon as (?:possible|you can)|with priority|for (?:me|us)))*"
    r"|please (?:call|ring|contact|email|e-mail|write|get back|reply|respond|see|find|advise|help|assist|"
    r"confirm|fix|"
    r"look|check|investigate|handle|forward|do the needful)\b(?: (?:me|us|to|back|the|attached|below|into|"
    r"this|it|"
    r"that|asap|urgently|soon|today|when|you|can|as|possible|screenshots?|files?|logs?|receipt|at|your|"
    r"earliest|"
    r"convenience|out|on|for|details|more|information|with|matter|issue))*"
    r"|(?:any|your) (?:help|advice|update|feedback|support|assistance|input|thoughts|ideas?)\b.{0,30}"
    r"(?:appreciated|welcome|great|helpful|on this|\?)"
    r"|(?:i['’]?m |i am |we are |we['’]re )?(?:really )?(?:looking|look) forward to\b.{0,80}"
    r"|(?:i am |i['’]m |we are )?(?:writing|contacting you|reaching out|getting in touch|following up)"
    r"(?: to you)?(?: (?:about|regarding|concerning|on|with regards? to|in regards? to|because of)"
    r" (?:my|our|the|a|an|last|this|your)?(?: [\w'’-]+){1,4})?"
    r"|(?:fyi|for your information|see below|as below)?[, ]*(?:please )?(?:see|find)?[, ]*(?:the |my |our )?"
    r"(?:attached|forwarded|below|screenshots? attached|e?-?mail below|forwarded (?:e-?mail|message|mail))"
    r"(?: (?:is|are|you find|please find))?(?: (?:the|a|some|our|from|mail|e-?mail|message|of|my))*"
    r"(?: (?:our |a |the )?(?:customer|client|screenshots?|logs?|file|files|invoice|document))?"
    r"|fyi|(?:i have|i['’]ve got|we have|there are|here are|got|just)? ?(?:a (?:few|couple of)|several|some|"
    r"two|three|"
    r"four|five|\d|the following|these|my|our|multiple) (?:more |quick |other |open |small )?(?:things?|"
    r"issues?|"
    r"questions?|points?|problems?|requests?|topics?|items?|remarks?|bugs?|suggestions?|wishes)"
    r"(?: (?:we|i|that|for|from|to|about|with|on|you|today|ran|run|into|this|last|week|month|have|found|"
    r"noticed|saw|"
    r"need|raise|discuss|below|here|right now|currently|our|my|side|team|been|facing|experiencing|having|"
    r"are))*:?"
    r"|(?:following|as per|further to|after|regarding|referring to) (?:up on |to )?(?:our|my|your|last|the)"
    r"(?: [\w'’-]+){1,5}:?"
    r"|(?:sorry|apologies) (?:to bother|for (?:the|any|bothering|my)).{0,60}"
    r"|(?:i )?(?:hope|trust) (?:this|that) helps?|speak soon|talk soon|see you .{0,20}|wishing you .{0,50}"
    r"|(?:ich )?hoffe,? (?:es geht|ihnen geht|dir geht).{0,40}|bitte um (?:\w+ )?(?:rückmeldung|rückruf|"
    r"hilfe|antwort|info).{0,40}"
    r"|(?:vielen dank|danke|besten dank)\b[^,;:.!?]{0,60}|ich freue mich auf .{0,50}"
    r"|j['’]espère que (?:vous allez|tu vas|tout va).{0,30}|merci\b(?! de (?!votre|ton|vos))[^,;:.!?]{0,60}|"
    r"dans l['’]attente de .{0,50}"
    r"|espero que (?:est[eé]|todo|se encuentre|vaya).{0,40}|(?:muchas )?gracias\b[^,;:.!?]{0,60}|"
    r"quedo (?:a la espera|atent).{0,50}"
    r"|espero que (?:esteja|estejam|tudo).{0,40}|(?:muito )?obrigad[oa]\b[^,;:.!?]{0,60}|(?:fico|"
    r"aguardo) .{0,30}(?:resposta|retorno)"
    r"|spero che (?:stia|tu stia|vada|tutto).{0,40}|grazie\b[^,;:.!?]{0,60}|(?:resto )?in attesa di .{0,40}"
    r"|ik hoop dat (?:het|alles|u|je).{0,40}goed.{0,20}|(?:alvast |hartelijk |heel erg )?bedankt\b[^,;:.!?]{0,60}"
    r"|(?:いつも)?お世話になって(?:おります|います)|(?:いつも|大変)?お世話になります"
    r"|.{0,24}(?:よろしく|宜しく)お願い(?:いた|致|申し上げ|し).{0,8}|(?:どうも)?ありがとうございま(?:す|した)"
    r"|(?:ご(?:確認|回答|対応|返信|連絡|検討)).{0,12}(?:お願い|お待ち|ください|下さい|幸い).{0,12}|お疲れ様です|敬具|以上"
    r")[\s.,!?:。！、;)-]*",
    re.IGNORECASE,
)
