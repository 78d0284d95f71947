"""How mail programs and help desks mark what is not the writer's own text, in the languages customers use.

Patterns only, each anchored at a line's start unless it says otherwise; ``mailframe`` decides what follows from
them. Written after the reply and forward headers of Outlook, Gmail and Apple Mail.
"""

from __future__ import annotations

import re

WROTE = re.compile(
    r"(?:on|am|el|le|em|op|il|den|w dniu|dnia)\b.{4,200}?\b(?:wrote|schrieb|escribió|a écrit|escreveu|"
    r"schreef|"
    r"ha scritto|skrev|napisał(?:\(a\))?|het volgende geschreven)\b.{0,80}[:：]$"
    r"|.{1,80}<EMAIL_\d+>.{0,20} (?:wrote|schrieb|escribió|a écrit|escreveu|schreef|ha scritto)\s*:$"
    r"|\d{4}年\d{1,2}月\d{1,2}日.{0,100}[:：]$|.{0,60}\d{4}[/.-]\d{2}[/.-]\d{2}.{0,60}(?:wrote|のメール)\s*[:：]$",
    re.IGNORECASE,
)
ORIGINAL = re.compile(
    r"[-_= ]{2,}\s*(?:original message|original appointment|original-nachricht|ursprüngliche (?:nachricht|"
    r"mail)|"
    r"originalnachricht|mensaje original|mensagem original|message d['’]origine|messaggio originale|"
    r"oorspronkelijk bericht|ursprungligt meddelande|元のメッセージ|reply above|antwort oberhalb).*",
    re.IGNORECASE,
)
FORWARD = re.compile(
    r"[-_= ]{2,}\s*(?:forwarded (?:message|by)|weitergeleitete nachricht|mensaje reenviado|message transféré|"
    r"messaggio inoltrato|mensagem (?:re)?encaminhada|doorgestuurd bericht|転送メッセージ).*"
    r"|(?:begin forwarded message|anfang der weitergeleiteten (?:nachricht|e-mail)|"
    r"début du message (?:réexpédié|transféré)|inicio del mensaje reenviado|"
    r"início da mensagem (?:re)?encaminhada|"
    r"inizio messaggio inoltrato|begin doorgestuurd bericht)\s*:?$",
    re.IGNORECASE,
)
HEADER = re.compile(
    r"\*{0,2}(?:from|sent|to|cc|bcc|a|subject|date|reply-to|importance|von|gesendet|an|kopie|betreff|datum|"
    r"de|"
    r"enviado(?: el)?|"
    r"enviada(?: em)?|para|asunto|assunto|fecha|data|envoyé|à|date|objet|da|inviato|oggetto|van|verzonden|"
    r"aan|onderwerp|"
    r"差出人|送信日時|宛先|件名|日付)\*{0,2}\s?[:：]\*{0,2}\s?\S",
    re.IGNORECASE,
)
ONE_LINE_HEADER = re.compile(
    r"\*?(?:from|von|de|da|van)\*?\s?:.{1,120}\b(?:sent|date|gesendet|envoyé|enviado|enviada|inviato|"
    r"verzonden)\*?"
    r"\s?:.{1,200}\b(?:to|an|à|para|a|aan|subject|betreff|objet|asunto|assunto|oggetto|onderwerp)\*?\s?:",
    re.IGNORECASE,
)
FORWARDED_SUBJECT = re.compile(
    r"\*?(?:subject|betreff|objet|asunto|assunto|oggetto|onderwerp|件名)\*?\s?[:：]\*?\s*(?:fwd?|wg|tr|rv|enc|"
    r"i|doorst)\s*:",
    re.IGNORECASE,
)
TEMPLATE = re.compile(  # searched for in the whole line
    r"(?:type your reply above this line|reply above this line|##-.*-##|do not reply to this (?:e-?mail|"
    r"message)|"
    r"you(?:'re| are) receiving this (?:e-?mail|message|because)|you received this (?:e-?mail|"
    r"message) because|"
    r"view (?:this|it|this e-?mail) in (?:your|the|a) browser|(?:click here|reply stop) to unsubscribe|"
    r"if you no longer wish to receive|this (?:is an automated|message was sent automatically|"
    r"e-?mail was sent to)|"
    r"has been (?:created|updated|resolved) as ticket|your (?:request|ticket) \(?#?\d+\)? has been|"
    r"powered by zendesk|"
    r"this e-?mail is a service from|caution: this e-?mail (?:originated|came) from outside|"
    r"(?:external|externe) e-?mail: (?:do not|please)|diese e-?mail wurde automatisch|"
    r"ceci est un (?:message|e-?mail) automatique|"
    r"este es un (?:mensaje|correo) automático|esta é uma mensagem automática|"
    r"questo è un messaggio automatico|"
    r"dit is een automatisch)",
    re.IGNORECASE,
)
_LEAVE = (
    r"(?:unsubscribe(?: (?:here|now|from (?:this|these|our|all) (?:list|e-?mails?|newsletters?|updates|"
    r"notifications)))?|"
    r"to unsubscribe[, ].{0,80}|manage (?:your )?(?:e-?mail )?(?:preferences|subscriptions?|notifications)|"
    r"(?:update|email|e-mail) preferences|view (?:in|online)(?: (?:your |a )?browser)?|privacy policy|"
    r"terms of (?:use|service)|"
    r"(?:newsletter )?(?:abmelden|abbestellen)|im browser (?:ansehen|anzeigen)|impressum|datenschutz|"
    r"se (?:désabonner|désinscrire)|voir (?:dans le navigateur|en ligne)|darse de baja|"
    r"cancelar (?:la )?suscripción|"
    r"ver en el navegador|cancelar (?:a )?(?:inscrição|subscrição)|descadastrar(?:-se)?|"
    r"annulla (?:l['’])?iscrizione|"
    r"disiscriviti|cancellati|afmelden|uitschrijven|bekijk in browser|配信停止(?:はこちら)?)"
)
FOOTER = re.compile(rf"{_LEAVE}(?:\s*(?:[|·•,/–-]|and|or|und|et|y|e|en)?\s*{_LEAVE})*[\s.]*$", re.IGNORECASE)
DISCLAIMER = re.compile(
    r".{0,60}?(?:th(?:is|e) (?:e-?mail|message|communication|information|contents?)\b.{0,100}\b(?:is|are|"
    r"may be|be|may|"
    r"contain)?\b.{0,40}\b(?:confidential|privileged|intended (?:only|solely|for))|"
    r"confidentiality (?:notice|note)|not the (?:intended|named) (?:recipient|addressee)|"
    r"unauthori[sz]ed (?:use|review|disclosure|copying)|(?:received|receive) this (?:e-?mail|message|"
    r"communication)"
    r".{0,30} (?:in error|by mistake)|consider the environment before|think before (?:you )?print|"
    r"scanned for viruses|"
    r"disclosure, copying,? (?:or )?distribution|registered (?:in|office|number).{0,40}(?:england|company|"
    r"office)|"
    r"(?:diese|der inhalt dieser) (?:e-?mail|nachricht).{0,80}vertraulich|nicht der (?:richtige|"
    r"beabsichtigte) (?:adressat|empfänger)|"
    r"(?:ce|le présent) (?:message|courriel|e-?mail).{0,80}confidentiel|avez reçu ce (?:message|courriel|"
    r"mail).{0,20}par erreur|"
    r"este (?:correo|mensaje|e-?mail).{0,80}confidencial|ha recibido este (?:mensaje|correo).{0,20}por error|"
    r"aviso (?:legal|de confidencialidade?d?e?)\b|est[ae] (?:mensagem|e-?mail).{0,80}confidenc|"
    r"quest[oa] (?:messaggio|e-?mail|comunicazione).{0,80}(?:riservat|confidenzial)|avviso di riservatezza|"
    r"(?:dit bericht|deze e-?mail|de inhoud van dit).{0,80}(?:vertrouwelijk|uitsluitend bestemd)|"
    r"本メール.{0,60}(?:機密|秘密)|誤って(?:受信|送信))",
    re.IGNORECASE,
)
DEVICE = re.compile(
    r"sent (?:from|via|with) (?:my|mail|outlook|yahoo|samsung|proton|gmail|the|an?|blackberry)\b.{0,60}$|"
    r"sent from \w{1,20}$"
    r"|(?:gesendet|enviado|enviada|envoyé|verzonden|verstuurd|inviato|skickat) (?:von|mit|aus|desde|do|de|"
    r"da|depuis|vanaf|met|dal|från)\b"
    r".{1,60}$|(?:get|download|holen sie sich|obtenir|obtener|descargar|obter|scarica|ottieni|"
    r"ontvang) outlook (?:for|für|pour|para|per|voor) .{1,30}$"
    r"|outlook (?:für|for) (?:ios|android).{0,20}$|von meinem .{1,30} gesendet.{0,40}$|iphone ?から送信$"
    r"|(?:please )?(?:excuse|pardon|sorry for|forgive) (?:the |my |any )?(?:brevity|typos|spelling|"
    r"tipos?).{0,40}$",
    re.IGNORECASE,
)
CLOSE = (
    r"(?:(?:(?:with|many|my|all my|very|warm(?:est)?|best|kind(?:est)?|friendly|sunny) )*"
    r"(?:thanks|thank you|regards|wishes|greetings(?: from \w+)?)"
    r"(?: again| in advance| so much| very much| a lot| (?:and|&) (?:best |kind |warm )?regards)*|thx|thks|"
    r"tks|rgds|best|ta|"
    r"cheers|sincerely|warmly|yours(?: sincerely| faithfully| truly)?|respectfully|cordially|take care|"
    r"all the best|"
    r"(?:talk|speak|see you|catch up) soon|bye(?: for now)?|till then|"
    r"have a (?:great|nice|good|lovely|wonderful) (?:day|one|weekend|week|evening|time)(?: ahead)?|br|kr|"
    r"(?:mit )?(?:freundlichen?|viele[n]?|liebe[n]?|beste[n]?|schöne[n]?|herzlichen?) grü(?:ß|"
    r"ss)en?(?: aus \w+)?|"
    r"mfg|lg|vg|danke|vielen dank(?: im voraus)?|gru(?:ß|ss)|(?:un )?(?:cordial )?saludos?(?: cordiale?s?)?|"
    r"atentamente|"
    r"atte|(?:muchas |mil )?gracias(?: de antemano| por su ayuda)?|(?:bien )?cordialement|(?:bien )?à vous|"
    r"bonne (?:journée|soirée)|sincères salutations|salutations(?: distinguées)?|merci(?: d['’]avance|"
    r" beaucoup)?|"
    r"(?:com os )?(?:melhores|os melhores) cumprimentos|cumprimentos|atenciosamente|att|"
    r"(?:muito )?obrigad[oa]|abraços?|(?:met )?(?:vriendelijke|hartelijke|beste) groet(?:en)?|groet(?:en|"
    r"jes)?|mvg|"
    r"(?:alvast |hartelijk )?(?:bedankt|dank)|(?:cordiali|distinti|cari) saluti|saluti|grazie(?: mille)?|"
    r"buona (?:giornata|serata)|mvh|med vänliga hälsningar|med venlig hilsen|pozdrawiam)"
)
_SIGNED = r"(?:[,\s–—-]+(?:<PERSON_\d+>.{0,40}|(?:[A-ZÀ-Þ][\w'’.-]*)(?: [A-ZÀ-Þ][\w'’.-]*){0,2}))?"
CLOSING = re.compile(rf"(?i:{CLOSE}(?:[ ,./&!–—-]+{CLOSE}){{0,2}})[ ,.!–—-]*{_SIGNED}\W*$")
NAME = re.compile(
    r"[-–— ]*(?:Dr\.? |Prof\.? |Mr\.? |Ms\.? |Mrs\.? )*(?:<PERSON_\d+>|[A-ZÀ-Þ][\w'’.-]*"
    r"(?: (?:van|de|der|den|von|la|le|di|da|dos|du|el|[A-ZÀ-Þ][\w'’.-]*)){0,4})(?: \([\w/ ]{2,20}\))?[ ,]*$"
)
CONTACT = re.compile(
    r"<(?:PHONE|EMAIL|ADDRESS)_\d+>|\bwww\.|https?://|\b(?:tel|telefon|telephone|phone|mobile?|fax|cell|"
    r"office|t|m|p|e)\s*[.:]"
    r"|\b(?:manager|director|head of|lead|officer|engineer|c[eft]o|vp|vice president|president|specialist|"
    r"coordinator|"
    r"department|consultant|analyst|administrator|assistant|owner|founder|partner|abteilung|leiter(?:in)?|"
    r"geschäftsführer(?:in)?|"
    r"responsable|directeur|directrice|gerente|directora?|jefe|responsabile|direttore|hoofd|gmbh|ag|ltd|"
    r"limited|inc|llc|plc|"
    r"s\.?a\.?|s\.?r\.?l|b\.?v|n\.?v|sas|lda|ab|oy)\b",
    re.IGNORECASE,
)
CARD = re.compile(r"[^|]{2,50}(?:\s\|\s[^|]{2,60}){1,5}$")
LOG = re.compile(
    r"[\[(]?\d{4}-\d\d-\d\d[T ]\d\d:\d\d|\[?\d\d:\d\d:\d\d|(?:ERROR|WARN(?:ING)?|INFO|DEBUG|FATAL|"
    r"TRACE)\b[ :\]]"
    r"|Traceback \(most|File \"[^\"]+\", line|at [\w$.<>]+\([\w.:]*\)|Caused by:|\w+(?:Error|Exception):"
)
_ABSENT = (
    r"(?:i am|i['’]m|i will be|i['’]ll be|we are|our office is) (?:currently |now |presently )?"
    r"(?:out of (?:the )?office|away|on (?:annual |parental |maternity |sick )?leave|on (?:vacation|holiday)|"
    r"closed|travel+ing)|(?:bin ich|ich bin) .{0,40}(?:nicht im büro|abwesend|im urlaub|nicht erreichbar)|"
    r"je suis (?:actuellement )?(?:absente?|en congés?|en vacances)|(?:estoy|estaré|"
    r"me encuentro) (?:fuera de la "
    r"oficina|de vacaciones|ausente)|(?:estou|estarei) (?:ausente|fora do escritório|de férias)|"
    r"(?:sono|sarò) (?:fuori ufficio|assente|in ferie)|ik ben .{0,40}(?:afwezig|niet aanwezig|met vakantie)|"
    r"(?:不在|休暇|休業)にして"
)
_RETURN = (
    r"(?:until|till|from \w+ \d|back (?:on|in)|return|limited access|no access|urgent|in my absence|"
    r"bis (?:zum)?|"
    r"ab dem|wieder|dringend|jusqu|retour|urgen|hasta|vuelta|regres|até|retorno|fino al|rientro|tot|terug|"
    r"dringend|まで)"
)
AUTO_REPLY = re.compile(
    r"(?:automatic reply|auto(?:matic)?[- ]?(?:reply|response)|automatische antwort|abwesenheits(?:notiz|"
    r"nachricht)|"
    r"réponse automatique|respuesta automática|resposta automática|risposta automatica|automatisch antwoord|"
    r"自動返信|"
    r"out of office\b[:!. -]|undeliverable\b[: ]|delivery status notification|mail delivery (?:failed|"
    r"subsystem)|"
    r"(?:thank you|thanks) for (?:contacting|reaching out to|your (?:e-?mail|message|enquiry|inquiry|"
    r"request))\b.{0,160}"
    r"(?:(?:your|this) (?:request|ticket|case|message|enquiry|inquiry)\b.{0,60}(?:received|created|logged|"
    r"registered)|"
    r"we have received your|will (?:respond|reply|get back|be in touch|contact you) .{0,30}(?:within|"
    r"shortly|as soon)))"
    rf"|.{{0,80}}\b(?:{_ABSENT})\b.{{0,160}}\b{_RETURN}",
    re.IGNORECASE | re.DOTALL,
)
