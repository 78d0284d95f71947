"""The phrases of many languages before which a person's name stands, as plain lists."""

from __future__ import annotations


def phrases(alternatives: str) -> tuple[str, ...]:
    """The phrases of a list that ``|`` separates."""
    return tuple(alternatives.split("|"))


GREETINGS = (
    "hi|hello|hey|hiya|dear|good morning|good afternoon|good evening|good day|morning|evening|greetings|hola|"
    "buenos días|buenas tardes|hallo|guten tag|guten morgen|guten abend|moin|servus|bonjour|bonsoir|salut|liebe|"
    "lieber|sehr geehrter herr|sehr geehrte frau|sehr geehrte|sehr geehrter|estimado|estimada|estimados|"
    "querido|querida|chère|cher|olá|oi|bom dia|boa tarde|prezado|prezada|caro|cara|ciao|buongiorno|salve|gentile|"
    "beste|geachte|hej|hei|kära|kjære|witam|cześć|dzień dobry|merhaba|sayın|szia|ahoj|dobrý den|yo|heya|howdy|"
    "hi again|hello again|guten tag herr|guten tag frau|guten morgen herr|guten morgen frau|hi hi|welcome back"
)
TITLE = (
    r"(?:mr|mrs|ms|miss|mx|dr|prof|herr|frau|sr|sra|señora?|senhora?|mme|madame|monsieur|dhr|mevr|meneer|"
    r"mevrouw|signora?|dott|pan|pani|bay|hanım)"
)
TITLES = (
    "mr|mrs|ms|mx|dr|prof|professor|herr|herrn|frau|sra|señor|señora|senhor|senhora|mme|dhr|mevr|mevrouw|meneer|"
    "miss|sr.|madame|monsieur|signor|signora|sig.|sig.ra|dott.|sir|dame|fru|doña|don"
)
CLOSINGS = (
    "many thanks|thanks again|thanks in advance|thanks so much|thanks a lot|thanks a million|thanks very much|"
    "thank you very much|thank you so much|thank you again|thank you in advance|thank you|thanks|thx|tia|"
    "best regards|kind regards|warm regards|warmest regards|with regards|with best regards|best wishes|"
    "with kind regards|warmly|all the best|regards|rgds|best|cheers|sincerely|yours sincerely|"
    "yours faithfully|yours truly|yours|respectfully|cordially|take care|br|kr|mit freundlichen grüßen|"
    "mit freundlichen gruessen|mit besten grüßen|freundliche grüße|viele grüße|liebe grüße|beste grüße|"
    "schöne grüße|herzliche grüße|mfg|lg|vg|danke|vielen dank|gruß|grüße|saludos|saludos cordiales|un saludo|"
    "un cordial saludo|atentamente|gracias|muchas gracias|cordialement|bien cordialement|bien à vous|"
    "sincères salutations|merci|merci d'avance|merci beaucoup|cumprimentos|com os melhores cumprimentos|"
    "atenciosamente|obrigado|obrigada|abraço|abraços|met vriendelijke groet|met vriendelijke groeten|groeten|"
    "groetjes|groet|bedankt|alvast bedankt|cordiali saluti|distinti saluti|grazie|mvh|med vänlig hälsning|"
    "vänliga hälsningar|med venlig hilsen|venlig hilsen|vennlig hilsen|ystävällisin terveisin|pozdrawiam|"
    "z poważaniem|saygılarımla|hälsningar|hilsen|ta|talk soon|speak soon|signed|sent by|written by"
)
THANKS = (
    "thanks|thanks again|thanks so much|thanks a lot|thanks very much|thank you|thank you again|"
    "thank you so much|thank you very much|many thanks|cheers|ok|okay|sorry|danke|gracias|merci|sure|yes|no|great|"
    "perfect|hello|bye|welcome|goodbye|right|understood|absolutely|apologies|of course|got it|appreciate it"
)
OWN_NAME = (
    "my name is|my name's|my full name is|my first name is|my last name is|my maiden name is|my name:|"
    "his name is|her name is|their name is|his name's|her name's|the name is|full name is|first name is|"
    "last name is|surname is|name is|i am called|i'm called|"
    "mein name ist|mein name lautet|ich heiße|ich heisse|me llamo|mi nombre es|"
    "je m'appelle|mon nom est|meu nome é|o meu nome é|chamo-me|me chamo|mi chiamo|il mio nome è|mijn naam is|"
    "ik heet|jag heter|jeg heter|jeg hedder|nimeni on|nazywam się|mam na imię|benim adım|adım|goes by|"
    "partner's name"
)
CALLED = "call me|calls me|named him|named her|under the name|in the name of|change it to"
LABELS = (
    "name|full name|first name|last name|surname|given name|family name|customer name|contact name|"
    "account name|client name|patient name|employee name|caller name|guest name|passenger name|user's name|"
    "cardholder name|cardholder|card holder|account holder|name on card|name on account|legal name|"
    "billing name|shipping name|first_name|last_name|full_name|customer_name|contact_name|firstname|lastname|"
    "fullname|customername|contactname|contact|contact person|attn|attention|fao|c/o|signed|signed by|"
    "requester|submitted by|reported by|requested by|opened by|created by|assigned to|raised by|logged by|"
    "billing address|mailing address|shipping address|user|vorname|nachname|ansprechpartner|"
    "ansprechpartnerin|kontakt|nombre|apellidos|nombre y apellidos|nome|cognome|nom|prénom|naam|achternaam|"
    "voornaam|namn|navn|imię i nazwisko|sender|recipient|from|to|cc|bcc|beneficiary|payee|next of kin|"
    "emergency contact|spouse|guardian|tenant|landlord|driver|passenger|guest|patient|nurse|student"
)
HOLDERS = (
    "account holder|cardholder|card holder|customer name|contact name|contact person|caller|name on card"
)
SELF = (
    "this is|it's|it is|i'm|i am|and this is|yes this is|hi this is|hello this is|ich bin|hier ist|"
    "hier spricht|soy|je suis|ici|aqui é|sou|sono|ik ben|met|jag är|jeg er|tu|jestem|ben"
)
RELATIONS = (
    "spoke with|spoke to|spoken with|spoken to|speaking with|speaking to|talked with|talked to|ask for|asked for|"
    "chatted with|colleague|manager|boss|rep|representative|csm|agent|named|called|colega|kollege|kollegen|"
    "kollegin|collègue|supervisor|assistant|husband|wife|partner|son|daughter|brother|sister|father|mother|"
    "accountant|friend|coworker|co-worker|teammate|director|vp|ceo|cto|cfo|follow up with|check with|"
    "email from|call from|message from|reply from|response from|signed by|approved by|sent by|written by|"
    "reported by|assigned to|forwarded to|escalated to|copied|cc'd|cc|loop in|met with|contact|"
    "doctor|technician|engineer|nurse|advisor|adviser|directed by|producer|beneficiary|thanks to|kid|player"
)
DEPARTMENTS = (
    "finance|billing|accounting|accounts|sales|your team|our team|our side|my team|the team|hr|marketing|"
    "procurement|legal|"
    "purchasing|operations|engineering|logistics|payroll|your company|your support team|customer support|tech support"
)
