"""The frame of a message: quoted replies, forwarded headers, signatures, disclaimers and help-desk templates.

Works line by line and only at line starts, so that a customer who tells what "they wrote" keeps their words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

QUOTED = "quoted reply"
FORWARDED = "forwarded header"
SIGNATURE = "signature"
DISCLAIMER = "disclaimer"
TEMPLATE = "template"


class Line(NamedTuple):
    """Characters ``start`` to ``end`` of a text, without the line's outer blanks."""

    start: int
    end: int
    text: str


_WROTE = re.compile(
    r"(?:on|am|el|le|em|op|il|den)\b.{4,160}?\b(?:wrote|schrieb|escribió|a écrit|escreveu|schreef|"
    r"ha scritto|skrev)"
    r"\b.{0,60}:$|.{1,80}<EMAIL_\d+>.{0,20} (?:wrote|schrieb)\s*:$",
    re.IGNORECASE,
)
_ORIGINAL = re.compile(
    r"[-_ ]{2,}\s*(?:original message|original-nachricht|ursprüngliche nachricht|mensaje original|"
    r"message d'origine|"
    r"reply above|antwort oberhalb).*|_{10,}$",
    re.IGNORECASE,
)
_FORWARD = re.compile(
    r"[-_ ]{2,}\s*(?:forwarded message|weitergeleitete nachricht|mensaje reenviado|message transféré).*"
    r"|begin forwarded message:?$",
    re.IGNORECASE,
)
_HEADER = re.compile(
    r"(?:from|sent|to|cc|bcc|subject|date|reply-to|von|gesendet|an|betreff|datum|de|enviado|para|"
    r"asunto|fecha|envoyé|à|"
    r"objet|da|inviato|oggetto)\s?:\s?\S",
    re.IGNORECASE,
)
_TEMPLATE = re.compile(
    r"(?:type your reply above this line|reply above this line|##-.*-##|"
    r"do not reply to this (?:e-?mail|message)|"
    r"you(?:'re| are) receiving this (?:e-?mail|message)|to unsubscribe|unsubscribe from|view (?:this|"
    r"it) in your browser|"
    r"this (?:is an automated|message was sent automatically|e-?mail was sent to)|has been (?:created|"
    r"updated|resolved) "
    r"as ticket|your (?:request|ticket) \(?#?\d+\)? has been|powered by zendesk|"
    r"this e-?mail is a service from)",
    re.IGNORECASE,
)
_DISCLAIMER = re.compile(
    r".{0,60}?(?:this (?:e-?mail|message|communication)\b.{0,80}\b(?:confidential|privileged|"
    r"intended (?:only|solely|for))|"
    r"not the intended recipient|unauthori[sz]ed (?:use|review|disclosure)|consider the environment before|"
    r"scanned for viruses|registered (?:in|office|number).{0,40}(?:england|company|office)|"
    r"diese e-?mail.{0,60}vertraulich|ce message.{0,60}confidentiel|este (?:correo|"
    r"mensaje).{0,60}confidencial)",
    re.IGNORECASE,
)
_DEVICE = re.compile(
    r"sent from (?:my|mail|outlook|yahoo|samsung|the|an?) .{1,40}$|sent from \w{1,20}$"
    r"|(?:gesendet|enviado|envoyé|verzonden|inviato) (?:von|desde|do|de|depuis|vanaf|da)\b.{1,40}$"
    r"|get outlook for .*|sent via .{1,40}$|von meinem .{1,30} gesendet\.?$",
    re.IGNORECASE,
)
CLOSE = (
    r"(?:(?:many |best |kind(?:est)? |warm(?:est)? |with )*(?:thanks|thank you|regards|wishes|greetings)"
    r"(?: again| in advance| so much| very much| a lot| and (?:best |kind )?regards)*|thx|rgds|best|"
    r"cheers|sincerely|"
    r"yours(?: sincerely| faithfully| truly)?|respectfully|cordially|take care|all the best|"
    r"have a (?:great|nice|good) "
    r"(?:day|one|weekend|week)|br|kr|(?:mit )?(?:freundlichen?|viele[n]?|liebe[n]?|beste[n]?|"
    r"herzlichen?) grü(?:ß|ss)en?|"
    r"mfg|lg|vg|danke|vielen dank(?: im voraus)?|gru(?:ß|ss)|(?:un )?saludos?(?: cordiale?s?)?|atentamente|"
    r"(?:muchas )?gracias|(?:bien )?cordialement|bien à vous|merci(?: d['’]avance)?|cumprimentos|"
    r"atenciosamente|"
    r"(?:muito )?obrigad[oa]|abraços?|met vriendelijke groet(?:en)?|groet(?:en|jes)|bedankt|"
    r"cordiali saluti|grazie|mvh)"
)
_CLOSING = re.compile(rf"{CLOSE}[ ,.!–—-]*(?:<PERSON_\d+>.{{0,40}})?$", re.IGNORECASE)
_SHORT = 70


def frame(lines: Sequence[Line]) -> dict[int, str]:
    """Which lines belong to the frame, by index, and why. Blank lines are in no frame."""
    reasons: dict[int, str] = {}
    for index, line in enumerate(lines):
        if index in reasons or not line.text:
            continue
        if line.text.startswith((">", "&gt;")):
            reasons[index] = QUOTED
        elif (_WROTE.match(line.text) and len(line.text) < 220) or _wrapped_wrote(lines, index):
            _quote(lines, index, reasons)
        elif _ORIGINAL.match(line.text):
            _rest(lines, index, QUOTED, reasons)
        elif _FORWARD.match(line.text) or _header_block(lines, index) >= 3:
            reasons[index] = FORWARDED
            for step in range(1, _header_block(lines, index + (1 if _FORWARD.match(line.text) else 0)) + 1):
                reasons[min(index + step, len(lines) - 1)] = FORWARDED
        elif len(line.text) < 300 and _TEMPLATE.search(line.text):
            reasons[index] = TEMPLATE
        elif _DISCLAIMER.match(line.text):
            reasons[index] = DISCLAIMER
        elif _DEVICE.match(line.text):
            reasons[index] = SIGNATURE
        elif line.text in {"--", "—", "-- "} or (_CLOSING.match(line.text) and index):
            _signature(lines, index, reasons)
    _bare_signature(lines, reasons)
    return reasons


def _wrapped_wrote(lines: Sequence[Line], index: int) -> bool:
    if index + 1 >= len(lines) or not lines[index + 1].text or len(lines[index].text) > 160:
        return False
    joined = f"{lines[index].text} {lines[index + 1].text}"
    return joined.endswith(":") and len(joined) < 220 and bool(_WROTE.match(joined))


def _quote(lines: Sequence[Line], index: int, reasons: dict[int, str]) -> None:
    """A reply's header: what follows is quoted to the end, unless it is marked by ``>``."""
    after = [line for line in lines[index + 1 : index + 4] if line.text]
    if any(line.text.startswith(">") for line in after):
        reasons[index] = QUOTED
        if not _WROTE.match(lines[index].text):
            reasons[index + 1] = QUOTED
    else:
        _rest(lines, index, QUOTED, reasons)


def _rest(lines: Sequence[Line], index: int, reason: str, reasons: dict[int, str]) -> None:
    for place in range(index, len(lines)):
        if lines[place].text:
            reasons.setdefault(place, reason)


def _header_block(lines: Sequence[Line], index: int) -> int:
    count = 0
    while index + count < len(lines) and _HEADER.match(lines[index + count].text):
        count += 1
    return count


def _signature(lines: Sequence[Line], index: int, reasons: dict[int, str]) -> None:
    """The closing line and the short lines below it; a sentence below ends the signature."""
    reasons[index] = SIGNATURE
    taken = 0
    for place in range(index + 1, len(lines)):
        text = lines[place].text
        if not text:
            continue
        said = len(text) > _SHORT or (text.endswith((".", "!", "?")) and len(text.split()) > 3)
        if taken >= 8 or said or re.match(r"p\.? ?s\b", text, re.IGNORECASE) or text.startswith(">"):
            return
        reasons.setdefault(place, SIGNATURE)
        taken += 1


def _bare_signature(lines: Sequence[Line], reasons: dict[int, str]) -> None:
    """Short lines at the very end around a person's placeholder, signed without a closing."""
    block: list[int] = []
    for place in range(len(lines) - 1, 0, -1):
        text = lines[place].text
        if not text and block and re.fullmatch(r"[-–— ]*<PERSON_\d+>\W*", lines[block[-1]].text):
            break
        if text and place not in reasons:
            if len(text) > 50 or text.endswith((".", "!", "?", ",", ":")) or len(block) > 5:
                break
            block.append(place)
    named = [place for place in block if re.match(r"[-–— ]*<PERSON_\d+>", lines[place].text)]
    if named:
        for place in block:
            if place >= min(named):
                reasons[place] = SIGNATURE
