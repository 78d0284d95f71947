"""Secrets that a sentence tells of rather than labels: the code somebody got, the pass they tried, the pair they
logged in with, the key of a network, a passphrase of plain words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.recognisers.finds import Find
from ingest.recognisers.scan import Scan
from ingest.words import word_set

_CODE_WORDS = word_set(
    "code codes codigo codice kod kode kodes otp pin passcode einmalpasswort einmalkennwort bestatigungscode "
    "sicherheitscode anmeldecode freischaltcode smscode verificatiecode inlogcode beveiligingscode toegangscode "
    "engangskod verifieringskod engangskode bekreftelseskode koden koodi codul"
)
_PASS_WORDS = word_set("pass pw pwd psw passw passwd")
_CHANGED_WORDS = word_set(
    "password passcode passwort kennwort pin pw pwd contrasena mot wachtwoord senha losenord"
)
_LOGIN_WORDS = word_set(
    "login logged log logging signed sign signing connected connect connecting credentials creds"
)
_KEY_WORDS = word_set(
    "key psk passkey keys schlussel cle clave chiave wep wpa wpa2 hotspot netzwerkschlussel"
)
_PHRASE_WORDS = word_set("passphrase phrase")
WORDS = (
    _CODE_WORDS
    | _PASS_WORDS
    | _LOGIN_WORDS
    | _KEY_WORDS
    | _PHRASE_WORDS
    | _CHANGED_WORDS
    | word_set("secret")
)
_NUMBER = r"(?P<value>(?!(?:19|20)\d\d(?!\d))\d{4,8}|\d{3}[ -]\d{3})(?![\w%€$£]|[-.,:/]\d| (?:times|rows|users|of)\b)"
_GOT = re.compile(
    r"(?:codes?|código|codice|codigo|otp|pin|passcode)(?:,? (?:that|which|que|che|den|die|de))?,? (?:"
    r"(?:i|we|he|she|they|ich|ik|ho|ik|jag|je|j'ai|wir)(?:'ve|'m|'d)?(?: just| have| has| was| were| had| am| "
    r"keep| only"
    r"| always| then| habe)* (?:got|gets?|received?|sent|texted|given|emailed|entered|entering|typed?|enter|"
    r"used|ai reçu"
    r"|reçu|ricevuto|kreeg|fick|bekam|getting|set|chose|picked)|(?:you|they|it|your \w+|the (?:app|system|sms|text))"
    r"(?: just| have| has)? (?:sent|texted|emailed|gave|sends|showed|shows)|recibí|recebi|me \w+|(?:mi è|mi) \w+|"
    r"j'ai reçu|ricevuto|recibido|reçu|recebido|received|sent|texted|emailed|on my phone|from the (?:sms|text|app|"
    r"e-?mail|authenticator)|(?:via|per|por|par) sms|in the (?:sms|text|e-?mail))"
    rf"(?: [^\W\d_][\w'-]*){{0,6}}?[ :,(=\"]{{1,3}}{_NUMBER}",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"(?:code (?:de (?:connexion|confirmation|sécurité|validation|vérification)|pin)|einmal(?:passwort|code|"
    r"kennwort)|"
    r"(?:bestätigungs|sicherheits|anmelde|freischalt|sms-?|login-?)code|código (?:de (?:confirmación|inicio de "
    r"sesión|"
    r"verificação|segurança|acesso|confirmação|verificación|acceso|seguridad)|sms|pin)|codice (?:di (?:conferma|"
    r"sicurezza|verifica|accesso)|otp|pin|sms)|kod (?:weryfikacyjny|sms|pin|autoryzacyjny)|"
    r"(?:verificatie|inlog|beveiligings|toegangs)code|(?:engångs|verifierings)kod(?:en)?|(?:bekreftelses|"
    r"engangs)kode(?:n)?"
    r"|(?:one[- ]?time|reset|login|log-in|sign-?in|temp(?:orary)?|sms|text|email|e-mail|verification|verify|"
    r"authenticator|voicemail|card|door|phone|mobile|app) (?:pin|code|passcode|pass ?code))"
    rf"(?: [^\W\d_][\w'-]*){{0,5}}?[ :,(=#\"]{{1,3}}{_NUMBER}",
    re.IGNORECASE,
)
_TYPED = re.compile(
    r"\b(?:enter(?:ed|ing)?|typ(?:ed?|ing)|used?|using|tried|try|got|received|sent me|texted me|put in|putting in|"
    rf"inserted) (?:the code |code |the pin |pin )?{_NUMBER}",
    re.IGNORECASE,
)
_VERIFYING = re.compile(
    r"\b(?:sms|text(?:ed| message)?|authenticator|verif\w+|log-?in|log in|2fa|mfa|two-factor|one[- ]time|otp|pin|"
    r"invalid|expired?|sign in|wrong code)\b",
    re.IGNORECASE,
)
_OTHER_CODE = re.compile(
    r"\b(?:error|promo|discount|voucher|coupon|area|country|zip|post|postal|source|qr|bar|status|product|order|item|"
    r"tracking|booking|airport|tax|currency|exit|return|reason|referral|gift|colou?r|dial|dialling|activity|hs|"
    r"sort|swift|campaign|ticket|response|http|cost|gl|sku|dress|vendor|supplier|plan)[ -]\Z",
    re.IGNORECASE,
)
_PASS = re.compile(
    r"(?:pass|pw|pwd|psw|passw|passwd)(?: (?:is|was|=|of|to))?[ :]{1,2}[\"'(]?(?P<value>[^\s\"'<>()]{6,60})",
    re.IGNORECASE,
)
_PAIR = re.compile(
    r"(?:log(?:ged|ging|s)?[ -]?in|login|sign(?:ed|ing|s)?[ -]?in|connect(?:ed|ing)?|credentials|creds)(?: is| are)?"
    r"(?: again| fine| ok)?(?: with| as| using| via|:| to \w+ (?:with|as))?(?: the (?:user|account|login))?[ "
    r"\"']{1,2}"
    r"(?P<user>[\w.@+-]{2,60})\"? ?(?:/|\||,|and|with|:) ?(?:the )?(?:(?:pass(?:word)?|pw|pwd)[: ] ?)?\"?"
    r"(?P<value>[^\s\"'<>/]{5,60})",
    re.IGNORECASE,
)
_OWN_USERS = word_set(
    "admin root administrator superuser test demo guest user sa postgres operator support info"
)
_PRODUCTS = word_set(
    "google sso microsoft facebook apple github gitlab saml okta chrome firefox edge safari slack azure entra "
    "ldap oidc"
)
_NET_KEY = re.compile(
    r"(?:pre-?shared|shared|wi-?fi|wlan|wpa\d?|wep|network|hotspot|router|vpn|psk|guest|schlüssel|ssid)\b[^\n]{0,40}?"
    r"\b(?:key|psk|schlüssel|clé|clave|chiave|pass(?:code|key)?)(?: is| was| ist| est| es|:|=|,)?[ :]{1,2}[\"']?"
    r"(?P<value>(?=[^\s\"'<>]*\d)[^\s\"'<>]{8,63})",
    re.IGNORECASE,
)
_KEY = re.compile(
    r"(?:keys?|token|secret)(?: is| was|:|,| called)?[ :]{1,2}[\"'(]?(?P<value>[A-Za-z0-9_+/=.-]{12,200})",
    re.IGNORECASE,
)
_RECOVERY = re.compile(
    r"(?<!\S)(?P<value>(?=[A-Z-]*\d)[A-Z\d]{4,5}(?:-[A-Z\d]{4,5}){1,5})(?= (?:as|is|was) (?:the |my |a |your |our )?"
    r"(?:recovery|backup|2fa|emergency|scratch|rescue) (?:code|key))",
    re.IGNORECASE,
)
_WORDY = re.compile(
    r"(?:pass ?phrase|security phrase|secret phrase)(?: is| was| reads| are|:|=| of| still| now){1,3} ?[\"']?"
    r"(?P<value>[a-z]{3,14}(?:[ -][a-z]{2,14}){2,9})",
    re.IGNORECASE,
)
_YOURS = re.compile(
    r"(?<!\w)(?:your|ihr|dein|votre|ton|tu|su|uw|je|din|ditt|tuo|suo|seu|teu|twój)\Z",
    re.IGNORECASE,
)
_YOUR_CODE = re.compile(
    rf"(?:code|código|codice|kod|kode)(?: is| was| lautet| ist| est| es| è| é| är| er| to)?[ :]{{1,2}}{_NUMBER}",
    re.IGNORECASE,
)
_MIXED_CODE = re.compile(r"code(?: is| was|:)? (?P<value>(?=[A-Z]*\d)(?=\d*[A-Z])[A-Z\d]{5,8})(?!\w)")
_MIXED_BEFORE = re.compile(
    r"\b(?:verification|log-?in|sign-?in|guard|one-time|2fa|mfa|authenticator)\Z", re.IGNORECASE
)
_CHANGED = re.compile(
    r"(?:pass ?word|passcode|passwort|kennwort|pin|pw|pwd|contraseña|mot de passe|wachtwoord|senha|lösenord)"
    r"(?: was| is| has been| got| wurde)*(?: changed| reset| set)*(?: from| von| de| van| da| från) [\"']?"
    r"(?P<value>[^\s\"'<>]{4,60})[\"']? (?:to|zu|auf|in|à|a|naar|till|para) [\"']?(?P<other>[^\s\"'<>]{4,60})",
    re.IGNORECASE,
)
_NEW_ONE = re.compile(
    r"[,;.]? (?:and |but )?(?:the |my )?new (?:one|pin|code)(?: is| was|:) (?P<value>\d{4,8})(?!\w)",
    re.IGNORECASE,
)
_PLAIN_WORDS = word_set(
    "the not and for with too was were has have had been being changed reset expired lost forgotten required missing "
    "correct wrong incorrect invalid case sensitive never always must should can cannot could would will stored "
    "saved "
    "asked shown sent needed used using only also very that this they you your our from when after before "
    "because but "
    "rejected accepted longer short long same different written printed on in at to of by is are it its my me we "
    "please do does did if or so no"
)


def may_hold(scanned: Scan) -> bool:
    """Whether the text has a word that such a sentence needs."""
    return scanned.has(WORDS) and (bool(scanned.numbers) or scanned.has(_PHRASE_WORDS))


def told_secrets(scanned: Scan, text: str) -> Iterator[Find]:
    """One-time codes, passwords, keys and passphrases that the sentence tells of."""
    if scanned.numbers:
        for words, reader in (
            (_CHANGED_WORDS, _changes),
            (_CODE_WORDS, _codes),
            (_PASS_WORDS, _passes),
            (_LOGIN_WORDS, _pairs),
            (_KEY_WORDS | {"secret", "token"}, _keys),
        ):
            for place in scanned.starts(words) if scanned.has(words) else ():
                yield from reader(text, place)
        if scanned.has(_CODE_WORDS):
            yield from _typed(text)
    for place in scanned.starts(_PHRASE_WORDS | {"security", "secret"}) if scanned.has(_PHRASE_WORDS) else ():
        yield from _phrase(text, place)


def _codes(text: str, place: int) -> Iterator[Find]:
    if not _OTHER_CODE.search(text, max(0, place - 16), place):
        head = text[max(0, place - 16) : place].rstrip()
        match = _GOT.match(text, place) or _LABEL.match(text, place) or _label_before(text, place)
        if match is None and _YOURS.search(head):
            match = _YOUR_CODE.match(text, place)
        if match is None and _MIXED_BEFORE.search(head):
            match = _MIXED_CODE.match(text, place)
        if match:
            yield _find(match)
        newer = _NEW_ONE.search(text, place, place + 60)
        if newer:
            yield _find(newer)


def _label_before(text: str, place: int) -> re.Match[str] | None:
    """The label that ends in the code word at ``place`` and begins with a word before it (``login pin``)."""
    start = text.rfind(" ", 0, max(0, place - 1)) + 1
    return _LABEL.match(text, start) if place - start < 16 else None


def _typed(text: str) -> Iterator[Find]:
    for match in _RECOVERY.finditer(text):
        yield _find(match)
    if _VERIFYING.search(text):
        for match in _TYPED.finditer(text):
            yield _find(match)


def _passes(text: str, place: int) -> Iterator[Find]:
    match = _PASS.match(text, place)
    if match:
        value = match["value"].rstrip(".,;:)")
        letters = re.search(r"[a-z]", value) and re.search(r"\d", value)
        if (
            letters
            and re.search(r"[A-Z]|[^\w.,:/%-]", value)
            and not re.search(r"@\w|//|\.[a-z]{2,4}\Z", value)
        ):
            yield _find(match, value)


def _changes(text: str, place: int) -> Iterator[Find]:
    """Both the old password and the new one."""
    match = _CHANGED.match(text, place)
    for group in ("value", "other") if match else ():
        value = match[group].rstrip(".,;:)!") if match else ""
        if match and re.search(r"\d", value) and (value.isdigit() or re.search(r"[^\W\d]", value)):
            start = match.start(group)
            yield Find(start, start + len(value), "secret", value)


def _pairs(text: str, place: int) -> Iterator[Find]:
    match = _PAIR.match(text, place)
    if match is None:
        return
    user, value = match["user"].lower(), match["value"].rstrip(".,;:)")
    known = "@" in user or user in _OWN_USERS
    if user in _PRODUCTS or not re.search(r"\d", value) or not re.search(r"[^\W\d_]", value) or "@" in value:
        return
    product = re.fullmatch(r"[A-Za-z][a-z]+\d+|[A-Z]+[\d.]+", value)
    if known or (user == match["user"] and not product and re.search(r"[\W_A-Z]", value)):
        yield _find(match, value)


def _keys(text: str, place: int) -> Iterator[Find]:
    near = _NET_KEY.search(text, max(0, place - 50), place + 90)
    if near and near.start() <= place < near.start("value"):
        yield _find(near, near["value"].rstrip(".,;:)"))
        return
    match = _KEY.match(text, place)
    if match:
        value = match["value"].rstrip(".,;:)-")
        changes = len(re.findall(r"\d(?=[A-Za-z])|[A-Za-z](?=\d)", value))
        if len(value) >= 12 and changes >= 4 and re.search(r"[a-z]", value) and "/" not in value:
            yield _find(match, value)


def _phrase(text: str, place: int) -> Iterator[Find]:
    match = _WORDY.match(text, place)
    if match is None:
        return
    words = re.split(r"[ -]", match["value"])
    first = next((at for at, word in enumerate(words) if word.lower() in _PLAIN_WORDS), len(words))
    if first >= 3:
        yield _find(match, match["value"][: len(" ".join(words[:first]))])


def _find(match: re.Match[str], value: str = "") -> Find:
    value = value or match["value"]
    start = match.start("value")
    return Find(start, start + len(value), "secret", value)
