"""Payment cards and bank accounts: check digits first, words second."""

from __future__ import annotations

import re
from collections.abc import Iterator
from string import ascii_uppercase

from ingest.recognisers.finds import Find, before, number_context
from ingest.recognisers.scan import Scan
from ingest.words import word_set

_CARD = re.compile(r"(?<![\w.,/-])(?<!\d )\d(?:[ .-]{0,2}\d){11,18}(?![\w]|[.,-]\d)")
_GROUPED_CARD = re.compile(
    r"(?<![\w.,/-])(?:\d{4}([ .-])\d{4}\1\d{4}\1\d{4}|3[47]\d\d([ .-])\d{6}\2\d{5}"
    r"|\d{15,16}(?= \d{12})|(?<=\d{12} )\d{15,16})(?!\w)"
)
_MASKED_CARD = re.compile(
    r"(?<![\w-])\d{4}[ -]?(?:\d{2}[*xX•.]{2}[ -]?[*xX•.]{4}|\d{4}[ -]?[*xX•.]{4}|[*xX•.]{4}[ -]?\d{4})[ "
    r"-]?\d{4}(?!\w)"
)
_ISSUER = re.compile(
    r"4(?:\d{12}|\d{15}|\d{18})\Z|(?:5[1-5]|2[2-7])\d{14}\Z|3[47]\d{13}\Z|3(?:0[0-5]|[689]\d)\d{11}\Z"
    r"|(?:6011|65\d\d|64[4-9]\d|62\d\d)\d{12,15}\Z|35\d{14}\Z|(?:1800|2131)\d{11}\Z|(?:5[068]|6[0-9])\d{10,17}\Z"
    r"|220[0-4]\d{12}\Z"
)
_HASH_SIGN = re.compile(r"#\W{0,4}\Z")  # "order #" is told by "order"; a sign alone tells nothing of a card
_GROUPS = re.compile(r"\d{4}([ .-]{1,2})\d{4}\1\d{4}\1\d{1,7}\Z|\d{4}([ .-])\d{6}\2\d{4,5}\Z")
_IBAN = re.compile(
    r"(?<![^\W_])[A-Z]{2} ?\d{2}(?:[ .-]?[A-Z0-9]{4}){2,7}(?:[ .-]?[A-Z0-9]{1,3})?(?![^\W_])", re.IGNORECASE
)
_LETTER_NUMBERS = str.maketrans({letter: str(number) for number, letter in enumerate(ascii_uppercase, 10)})
ACCOUNT_WORDS = word_set(
    "sort routing aba bsb ifsc clabe checking savings bank konto kontonummer blz cuenta ach direct iban bic swift "
    "wire "
    "rib micr institution transit bankgiro compte conta rekening rekeningnummer"
)
_ACCOUNT = re.compile(
    r"(?<![^\W_])(?P<label>sort[ _-]?code|routing(?:[ _]?(?:number|no\.?|#|code))?|(?:aba|ach)(?: routing)?(?: "
    r"number| no\.?)?|bsb(?: number)?|"
    r"ifsc(?: code)?|clabe|(?:checking|savings|bank|current|giro)[ _]?(?:account|acct)(?:[ _](?:number|no\.?|#))?|"
    r"kontonummer|"
    r"kontonr\.?|konto|blz|bankleitzahl|cuenta(?: bancaria)?|rekeningnummer|transit(?: number)?|institution(?: "
    r"number)?|"
    r"bankgiro|compte bancaire|conta bancária|account[ _]?(?:number|no\.?|num)|account|acc\.?(?: (?:number|"
    r"no\.?))?|acct\.?(?:[ _]?(?:number|no\.?|#))?|a/c(?: no\.?)?)"
    r"(?![^\W\d_])(?:\s+(?:is|was|of|ending|number|no\.?|nr\.?|should be|changed to|with)|\s*[:=#\"'(,]){0,4}\s*"
    r"(?P<value>[A-Z]{4}0[A-Z0-9]{6}|\d(?:[ -]?\d){4,19})(?![\w-])",
    re.IGNORECASE,
)
_ACCOUNT_HEADS = ACCOUNT_WORDS - word_set("iban bic swift wire direct rib micr") | word_set(
    "account acct acc a current giro bankleitzahl kontonr"
)
_BANK_SAID = re.compile(
    r"\b(?:sort[ _-]?code|routing|bank|iban|bic|swift|bsb|aba|ach|wire|direct debit|payroll|blz|checking|savings)\b",
    re.IGNORECASE,
)


def cards(scanned: Scan, text: str) -> Iterator[Find]:
    """Card numbers: an issuer's prefix and length with the Luhn digit, or figures called a card. A number of
    which only the last four figures are left stays."""
    for place in scanned.numbers:
        match = _whole_card(text, place) or _CARD.match(text, place)
        if match is None:
            continue
        digits = re.sub(r"\D", "", match[0])
        context = number_context(text, match.start())
        sign = _HASH_SIGN.search(text, max(0, match.start() - 6), match.start())
        if sign:
            context = number_context(text, sign.start())
        luhn_holds = luhn(digits)
        known = luhn_holds and bool(_ISSUER.match(digits))
        grouped = bool(_GROUPS.match(match[0])) and digits[0] in "23456"
        if (known and (context != "other" or grouped)) or (
            context == "card" and (len(digits) > 12 or luhn_holds) and not _is_dated(digits)
        ):
            yield Find(match.start(), match.end(), "card", digits)
    if any(sign in text for sign in ("**", "xx", "XX", "••")):
        for match in _MASKED_CARD.finditer(text):
            yield Find(match.start(), match.end(), "card", match[0])


def _whole_card(text: str, place: int) -> re.Match[str] | None:
    """A card in its usual groups with a right check digit, though other figures stand beside it."""
    match = _GROUPED_CARD.match(text, place)
    digits = re.sub(r"\D", "", match[0]) if match else ""
    return match if luhn(digits) and _ISSUER.match(digits) else None


def _is_dated(digits: str) -> bool:
    """Whether figures begin with a day of these decades, as order numbers and time stamps do."""
    return bool(re.match(r"20[0-3]\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])", digits)) and not luhn(digits)


def luhn(digits: str) -> bool:
    """Whether the last digit is the Luhn check digit (ISO/IEC 7812-1) of those before it."""
    total = 0
    for place, char in enumerate(reversed(digits)):
        value = int(char) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def ibans(scanned: Scan, text: str) -> Iterator[Find]:
    """Account numbers whose country length and check digits (ISO 13616) hold, or that the text calls IBAN."""
    taken = 0
    for place in scanned.numbers:
        match = _IBAN.match(text, place) or _IBAN.match(text, max(0, place - 3))
        if match is None or match.start() < taken:
            continue
        places = [place for place, char in enumerate(match[0], match.start()) if char.isalnum()]
        bare = "".join(text[place] for place in places).upper()
        length = next((one for one in range(len(bare), 14, -1) if _is_iban(bare[:one])), 0)
        if length:
            taken = places[length - 1] + 1
            yield Find(match.start(), taken, "iban", bare[:length])
        elif re.search(r"\biban\b(?!-| like| field)", before(text, match.start()), re.IGNORECASE):
            taken = match.end()
            yield Find(match.start(), match.end(), "iban", bare)


def _is_iban(bare: str) -> bool:
    if not bare.isascii() or int((bare[4:] + bare[:4]).translate(_LETTER_NUMBERS)) % 97 != 1:
        return False
    from stdnum import iban

    return bool(iban.is_valid(bare, check_country=False))


def bank_accounts(scanned: Scan, text: str) -> Iterator[Find]:
    """Account, routing and sort-code numbers that the text calls so; "account" alone only beside a bank word."""
    banked = bool(_BANK_SAID.search(text))
    for place in scanned.starts(_ACCOUNT_HEADS):
        match = _ACCOUNT.match(text, place)
        if match is None:
            continue
        label = match["label"].lower()
        if label.startswith(("acc", "a/c")) and not banked:
            continue
        value = match["value"]
        yield Find(match.start("value"), match.end("value"), "bank_account", re.sub(r"\W", "", value).upper())
