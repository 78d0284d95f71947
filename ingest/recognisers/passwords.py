"""Passwords, keys, PINs and one-time codes that a text calls so, in several languages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.recognisers.finds import MASK, Find
from ingest.recognisers.scan import Scan
from ingest.words import word_set

_ENDS = ".!?),;:]}"
_INNER = ("password", "passwd", "secret", "token", "apikey", "api_key", "api-key")
WORDS = word_set(
    "one verification security sms access api app signing subscription encryption master license licence recovery "
    "backup auth authentication mfa mot log sign private user username 2fa password passwords passwd passphrase "
    "passcode passwort kennwort zugangsdaten contrasena clave passe mdp senha palavra wachtwoord "
    "losenord passord adgangskode salasana haslo heslo jelszo sifre parola пароль пароля pwd pw pass secret token "
    "key keys apikey pin otp accesskey "
    "pre preshared psk shared wifi wi wlan seed mnemonic phrase totp authenticator otpauth "
    "psw p passw pswd tan g passwortes losenordet adgangskoden passordet wachtwoorden passworter zugangscode "
    "zugangscodes einmalcode "
    "secretkey privatekey credentials creds login cvv cvc cvv2 密码 パスワード credential secrets tokens dbpassword"
)
_WITH_FIGURES = word_set(
    "door gate alarm entry lock unlock safe answer codes admin root administrator superuser set reset changed change "
    "code codice codigo setup scratch"
)
_WORD = (
    r"(?:pass ?words?|passwd|pass ?phrase|passcode|passwort|kennwort|contraseña|clave(?: de acceso)?|mot de passe|"
    r"mdp|senha|palavra-passe|"
    r"wachtwoord|lösenord(?:et)?|passord(?:et)?|adgangskoden?|salasana(?:ni)?|hasł[oa]|"
    r"passwortes|zugangscode|einmalcode|wi-?fi (?:key|code)|wlan[ -]?(?:key|schlüssel)|wpa2? key|client[ _-]?secret|"
    r"setup key|heslo|jelszó|şifre|parola d'ordine|пароль|pwd|pw|密码|"
    r"パスワード|"
    r"secret|token|api[ _-]?key|access[ _-]?key(?:[ _-]?id)?|secret[ _-]?key|private[ _-]?key|app[ _-]?key|"
    r"pre-?shared key|psk|shared key|signing[ _-]?key|subscription[ _-]?key|"
    r"encryption[ _-]?key|master[ _-]?key|license[ _-]?key|licence[ _-]?key|recovery (?:key|codes?)|backup codes?|"
    r"pin(?: code| number)?|otp|cvv2?|cvc2?|one[- ]time (?:pass)?(?:word|code)|verification code|security code|2fa "
    r"code|mfa code|"
    r"auth(?:entication)? code|login code|access code|sms code|credentials?|creds)"
)
_ASSIGNED = re.compile(
    rf"{_WORD}(?: (?:for|für|of|pour|para|per|voor|"
    rf"von) [\w.@+-]{{2,40}})?[\"'`]?[ \t]{{0,3}}(?:>(?=[^\s<]{{4,80}}</)|:=|=>|:|=|->|"
    rf"：)[ \t\n]{{0,3}}(?:[\"'`](?P<quoted>[^\"'`\n]{{4,200}})[\"'`]|"
    rf"(?P<value>[^\s\"'`<>]{{4,200}}))",
    re.IGNORECASE,
)
_SHORT = re.compile(
    r"(?:pass|pwd|pw|p/w|psw|passw|pswd|login|"
    r"user(?:name)?/pass(?:word)?)[\"'`]?\s{0,2}[:=]\s{0,2}[\"'`]?(?P<value>[^\s\"'`<>,;]{4,100})",
    re.IGNORECASE,
)
_SAID = re.compile(
    rf"{_WORD}(?: [\w-]+){{0,4}}? (?:is|was|ist|lautet|es|est|é|è|är|er|jest|to|are|being|reads|remains|now|war|era|"
    r"were)(?: still|"
    rf" now| currently| just|:)?[ \t]"
    r"[\"'`]?(?P<value>[^\s\"'`<>]{4,200})",
    re.IGNORECASE,
)
_NEXT = re.compile(rf"{_WORD}[ \t][\"'`(]{{0,2}}(?P<value>[^\s\"'`<>()]{{4,200}})", re.IGNORECASE)
_QUOTED = re.compile(
    rf"{_WORD}(?: \w+){{0,4}}[ \t:]{{1,2}}[\"'`](?P<value>[^\s\"'`<>]{{4,100}})[\"'`]",
    re.IGNORECASE,
)
_CODE_WORD = (
    r"(?:pin(?:[ -]?code| number|-nummer)?|otp|cvv2?|cvc2?|one[- ]time (?:pass)?(?:word|code)|verification code|"
    r"security code|2fa code|mfa code|log-?in code|sign-?in code|access code|sms code|"
    r"auth(?:entication|enticator)? code|passcode|door code|gate code|entry code|alarm code|lock code|"
    r"unlock code|safe code|backup codes?|"
    r"recovery codes?|(?-i:TAN)|zugangscode|einmalcode|código de (?:verificación|acceso|seguridad)|"
    r"code (?:de vérification|d'accès|secret)|codice (?:di verifica|di accesso)|totp(?: code)?|authenticator code)"
)
_CODE = re.compile(
    rf"{_CODE_WORD}(?: \w+){{0,4}}?[ :=#,(-]{{1,3}}(?P<value>\d{{3}}[ -]\d{{3}}|\d{{4}}[ -]\d{{4}}|\d{{3,8}}#?)"
    r"(?![\w-]|\.\d|[,:]\d)",
    re.IGNORECASE,
)
_YOUR_CODE = re.compile(
    r"(?<=your )code(?: is|:| was|=) ?(?P<value>\d{4,8}|\d{3}[ -]\d{3})(?![\w-])", re.IGNORECASE
)
_PASSWORD_BEFORE = re.compile(
    r"(?<!\S)[\"'`]?(?P<value>[^\s\"'`<>]{6,60})[\"'`]? (?:as|is|was) (?:a |the |my |our |"
    r"your )?(?:\w+ )?password\b",
    re.IGNORECASE,
)
_CODE_BEFORE = re.compile(
    r"(?<![\w.,#-])(?P<value>(?:G-)?\d{4,8}|\d{3}[ -]\d{3})(?= (?:is|as|was|est|es|ist) (?:your|the|my|ihr|dein|"
    r"tu|su|"
    rf"votre)(?: [\w-]+){{0,2}} {_CODE_WORD})",
    re.IGNORECASE,
)
_GAP_WORDS = r"(?! (?:for|on|in|of|from|at|with|by|page|field|reset|policy|manager|to|und|and|or)\b)"
_FAR = re.compile(
    rf"{_WORD}(?:{_GAP_WORDS} [^\W\d_]+){{0,5}}[,:]? [\"'`(]?(?P<value>[^\s\"'`<>()]{{6,60}})",
    re.IGNORECASE,
)
_PHRASE = re.compile(rf"{_WORD}(?: is| was|:)? \"(?P<value>[^\"\n<>]{{4,60}})\"", re.IGNORECASE)
_RESET = re.compile(
    r"(?:set|changed?|reset)(?: (?:it|mine|that|them|his|hers|everyone|all))?(?: back)? to "
    r"[\"'`]?(?P<value>[^\s\"'`<>]{8,60})",
    re.IGNORECASE,
)
_DEFAULT = re.compile(
    r"(?:(?:admin|root|administrator|superuser)(?: ?: ?| / |/)|(?:login|log in|credentials|creds|wi-?fi)(?: is| "
    r"are|:|"
    r" with)? (?:as )?[\w.@+\ue000-]{2,40}(?: / | with | and ))(?P<value>[^\s\"'`<>/]{5,60})(?!/)",
    re.IGNORECASE,
)
_ANSWER = re.compile(
    r"(?:(?<=security )|(?<=secret ))answer(?: is| was|:|=) ?[\"']?(?P<value>[\w'-]{3,40})"
    r"|answer to (?:my|the) security question(?: is| was|:|=) ?[\"']?(?P<other>[\w'-]{3,40})",
    re.IGNORECASE,
)
_GROUPS = re.compile(
    r"(?:recovery|backup|authenticator|totp|setup|2fa|mfa|seed|secret)\b[^\n]{0,60}?(?<![\w-])"
    r"(?P<value>(?-i:[A-Z2-7]{4}(?:[ -][A-Z2-7]{4}){3,15}|[a-z2-7]{4}(?:[ -][a-z2-7]{4}){3,15}|[A-Z2-7]{16,64}))"
    r"(?![\w-])",
    re.IGNORECASE,
)
_SEED = re.compile(
    r"(?:seed|recovery|mnemonic|secret|backup)(?: phrase| words)?(?: is|:| was|=)[ \n\"]{1,2}"
    r"(?P<value>[a-z]{3,8}(?:[ ,]{1,2}[a-z]{3,8}){11,23})(?!\w)",
    re.IGNORECASE,
)
_LIST = re.compile(
    r"(?:backup|recovery|2fa|mfa|one[- ]time|scratch) codes?[^\n\d]{0,40}?[: ]\n?"
    r"(?P<list>(?:[\s,;-]{0,4}(?!(?:19|20)\d\d-\d\d)(?=[\w-]{0,12}\d)[\w-]{4,24}(?!\w)){1,20})",
    re.IGNORECASE,
)
_LOGIN_PAIR = re.compile(
    r"(?:login|log in|credentials?|creds|sign in)(?: with| as|:| are| is){1,2} [\"']?[\w.@+-]{2,60} ?/ "
    r"?(?P<value>[^\s\"'<>]{4,60})",
    re.IGNORECASE,
)
_PRODUCT = re.compile(r"[A-Z][a-z]+\d+\Z|[A-Z]+[\d.]*\Z")
_PLAIN = re.compile(
    r"(?:not|never|be|reset|expired?|invalid|incorrect|wrong|required|missing|empty|null|none|undefined|true|false|"
    r"n/a|\*+|x+|\.+|-+|[{$%<\[].*|(?:your|my|the|insert|enter)[-_ ]\w*|\w*[-_](?:here|placeholder)|redacted)\Z",
    re.IGNORECASE,
)


def may_hold(scanned: Scan) -> bool:
    """Whether the text has a word of passwords, alone or inside another (``dbPassword``)."""
    if scanned.has(WORDS) or (scanned.numbers and scanned.has(_WITH_FIGURES)):
        return True
    return (
        "security answer" in scanned.lower
        or "secret answer" in scanned.lower
        or any(inner in scanned.lower for inner in _INNER)
    )


def passwords(scanned: Scan, text: str) -> Iterator[Find]:
    """Values that the text calls a password, key or token: ``password: x``, ``the token is x1y2``."""
    if scanned.numbers:
        yield from _named_after(scanned, text)
    for place in _further(scanned) if scanned.numbers or "answer" in scanned.words else ():
        door = _CODE.match(text, place)
        if door:
            yield _find(door.start("value"), door["value"])
        yield from _worded(text, place)
    for place in _labels(scanned):
        yield from _listed(text, place)
        code = _CODE.match(text, place)
        if code:
            yield _find(code.start("value"), code["value"])
            continue
        assigned = _ASSIGNED.match(text, place)
        if assigned:
            yield from _assigned(assigned)
        for pattern in (_SHORT, _LOGIN_PAIR, _QUOTED):
            match = pattern.match(text, place)
            if match:
                value = match["value"].rstrip(_ENDS)
                product = pattern is _LOGIN_PAIR and _PRODUCT.match(value)
                if _may_be(value) and not product and (pattern is not _SHORT or not value.isalpha()):
                    yield _find(match.start("value"), value)
        for pattern in (_SAID, _NEXT):
            match = pattern.match(text, place)
            if match:
                value = match["value"].rstrip(_ENDS)
                if _may_be(value) and _is_mixed(value, strict=pattern is _NEXT):
                    yield _find(match.start("value"), value)


def _named_after(scanned: Scan, text: str) -> Iterator[Find]:
    """Values before their word: ``1234 is your verification code``, ``x1!y as password``."""
    if "password" in scanned.words:
        for match in _PASSWORD_BEFORE.finditer(text):
            if _is_strong(match["value"]):
                yield _find(match.start("value"), match["value"])
    if "code" in scanned.words or "otp" in scanned.words:
        for match in _CODE_BEFORE.finditer(text):
            yield _find(match.start("value"), match["value"])


def _listed(text: str, place: int) -> Iterator[Find]:
    """Recovery codes in a row, seeds of authenticators and seed phrases."""
    codes = _LIST.match(text, place)
    if codes:
        for code in re.finditer(r"\w[\w-]{3,23}", codes["list"]):
            yield _find(codes.start("list") + code.start(), code[0])
    for pattern in (_GROUPS, _SEED):
        match = pattern.match(text, place)
        if match and MASK not in match[0] and len(set(match["value"])) > 5:
            yield _find(match.start("value"), match["value"])


def _worded(text: str, place: int) -> Iterator[Find]:
    """Values that stand further from their word, or after a log-in name, and look like nothing but a password."""
    for pattern in (_FAR, _RESET, _DEFAULT):
        match = pattern.match(text, place)
        if match:
            value = match["value"].rstrip(",;:.)]}")
            if _may_be(value) and _is_strong(value):
                yield _find(match.start("value"), value)
    for pattern in (_PHRASE, _ANSWER, _YOUR_CODE):
        match = pattern.match(text, place)
        group = match.lastgroup if match else None
        if (
            match
            and group
            and _may_be(match[group])
            and (pattern is not _PHRASE or re.search(r"\d", match[group]))
        ):
            yield _find(match.start(group), match[group])


def _is_strong(value: str) -> bool:
    """Whether a value has letters and figures, and a sign that no product's name has or both cases and a sign."""
    if not re.search(r"\d", value) or not re.search(r"[^\W\d_]", value):
        return False
    if re.search(r"@\w+\.|\.[a-z]{2,4}\Z|//|\A[A-Z][a-z]+-\d+(?:\.\d+)*\Z", value):
        return False
    if re.search(r"[!?#$%^&*+=~]", value.rstrip("!?")) or value.endswith(("!!", "??")):
        return True
    if len(value) > 8 and value[-1] in "!?":
        return True
    return bool(re.search(r"[a-z]", value) and re.search(r"[A-Z]", value) and re.search(r"[\W_]", value))


def _further(scanned: Scan) -> list[int]:
    """Where words of passwords begin, and those that count only with figures behind them."""
    return sorted({*_labels(scanned), *scanned.starts(_WITH_FIGURES)})


def _labels(scanned: Scan) -> list[int]:
    places = {*scanned.starts(WORDS)}
    for inner in _INNER:
        at = scanned.lower.find(inner)
        while at >= 0:
            places.add(at)
            at = scanned.lower.find(inner, at + 1)
    return sorted(places)


def _assigned(match: re.Match[str]) -> Iterator[Find]:
    quoted = match["quoted"]
    if quoted:
        if MASK not in quoted and not _PLAIN.match(quoted):
            yield _find(match.start("quoted"), quoted)
        return
    value = match["value"].rstrip(_ENDS)
    in_code = match.string[: match.start()].endswith("_") or "_secret" in match[0].lower()
    plain = value.isalpha() and (value.islower() or value.istitle()) and not in_code
    rest = match.string[match.start("value") + len(value) :][:2]
    if _may_be(value) and not (plain and re.match(r" \w|[.!?,]? ?\Z|\n|[.,] ", rest)):
        yield _find(match.start("value"), value)


def _may_be(value: str) -> bool:
    return (
        MASK not in value
        and len(value) >= 4
        and not _PLAIN.match(value)
        and not value.startswith(("http:", "https:", "//"))
    )


def _is_mixed(value: str, *, strict: bool) -> bool:
    """Whether a value has both figures and other signs, as passwords have and words have not."""
    if re.match(
        r"\d{1,4}[-./]\d{1,2}[-./]\d{1,4}\Z|[\d.,]+(?:%|px|ms|kb|mb|s|am|pm|st|nd|rd|th)?\Z|[\w.-]+\.[a-z]{2,4}\Z",
        value,
        re.IGNORECASE,
    ):
        return False
    mixed = bool(re.search(r"\d", value) and re.search(r"[^\d\W]", value)) or bool(
        re.search(r"[!@#$%^&*]", value)
    )
    return mixed and (not strict or (len(value) >= 8 and bool(re.search(r"[a-z]", value, re.IGNORECASE))))


def _find(start: int, value: str) -> Find:
    return Find(start, start + len(value), "secret", value)
