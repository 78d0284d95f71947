"""Nothing open and nothing but plain words: no placeholders, links, markup, hidden characters, orders to a"
" machine."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from playbooks.guardrails.findings import Finding
from playbooks.guardrails.passage import Passage
from playbooks.guardrails.patterns import wordings
from playbooks.guardrails.seen_text import mixed_words, see
from playbooks.guardrails.sheet import FactsSheet

_OPEN = re.compile(
    r"\{[^{}\n]*\}+|\{\{|\}\}|\[(?!\d+\])[^\[\]\n]{1,60}\]|<<?[^<>\n]{1,40}>>?|\b(?:TODO|TBD|TBC|FIXME|X{2,}"
    r"|xxx+|NaN|INSERT|"
    r"PLACEHOLDER|LOREM)\b|_{2,}|\.{4,}|"
    r"%[A-Za-z_]{2,}%|\$\{?[A-Za-z_]{3,}\}?|\b(?:tbd|tbc|(?i:lorem ipsum)|n/a)\b|\?{3,}|#{2,}|\*{3,}|"
    r"\b(?i:(?:first|last|customer|company|account|contact|your|sender|recipient)[_ ]name(?=[_\]}>,]|\s*$))|"
    r"\bNN\b|\bN\. ?N\.|"
    r"\b(?:(?:FIRST|LAST|FULL|SUR)?_?NAME|VORNAME|NACHNAME|DATUM|PRÉNOM|APELLIDO|FECHA)\b|"
    r"(?i:\((?:(?:the|your|first|last|full|customer|contact|company|account|owner|renewal)[ _-]?)+"
    r"(?:name|date|day|amount|reason)\)|"
    r"\((?:name|date|amount|reason|vorname|nachname|datum|grund|prénom|nom|raison|nombre|apellido|fecha|motivo)\))|"
    r"(?:DD|TT|JJ|MM)[./-](?:MM|DD)(?:[./-](?:YYYY|YY|JJJJ|JJ|AAAA|AA))?|\*\|[^|\n]{1,40}\|\*|%%[^%\n]{1,40}%%|"
    r"(?i:\((?:[^()\n]{0,30}[:,] ?)?(?:please )?(?:insert|add|fill|complete|put|check|replace|delete"
    r"|remove|adapt|edit|choose|pick)\b"
    r"[^()\n]{0,60}\)|"
    r"\([^()\n]{0,40}\b(?:einfügen|einsetzen|ergänzen|eintragen|ausfüllen|insérer|ajouter|compléter"
    r"|remplir|insertar|completar"
    r"|añadir|rellenar|poner)\b[^()\n]{0,40}\)|"
    r"\b(?:undefined|null)\b|\b(?:to be (?:added|completed|filled|confirmed|determined|defined)|à (?:compléter"
    r"|insérer|remplir)|"
    r"(?:zu|noch) (?:ergänzen|einfügen)|por (?:completar|definir|rellenar))\b)|"
    r"(?i:\b(?:insert|fill in|add) (?:\w+ ){0,2}here\b)|\bJohn Doe\b"
)
_TLD = (
    "com|net|org|io|ai|app|dev|co|uk|de|at|ch|fr|es|it|nl|eu|us|info|biz|xyz|me|ly|gl|to|cc|tv|ru|cn|site"
    "|online|shop|store|"
    "link|click|example|test|local|cloud|tech|gg|be|pl|se|no|dk|fi|pt|br|in|au|ca|nz|ie"
)
_LINK = re.compile(
    rf"\b[a-z][a-z0-9+.-]{{1,11}}://\S+|\bhxxps?\S*|\bwww\.\S+|\bmailto:\S+|\bjavascript:\S*|\bdata:\w+/\S+|"
    rf"(?<![\w@.-])(?:[^\W_][\w-]*\.)+(?:{_TLD})\b(?:[/?#]\S*)?(?![\w@-])|\b\d{{1,3}}(?:\.\d{{1,3}}){{3}}\b|"
    rf"\b[\w-]+ ?(?:\[\.\]|\(dot\)|\bdot\b) ?(?:{_TLD})\b|\\\\[\w.-]+\\",
    re.IGNORECASE,
)
_MARKUP = re.compile(
    r"</?[a-zA-Z!][^>\n]*>?|&(?:[a-zA-Z]{2,8}|#x?[0-9a-fA-F]{1,6});|\[[^\]\n]*\]\([^)\n]*\)|\*\*[^*\n]+\*\*"
    r"|__[^_\n]+__|"
    r"`+[^`\n]*`*|"
    r"(?m:^[ \t]*#{1,6} )|(?m:^[ \t]*(?:---+|===+|\|.*\|)[ \t]*$)|"
    r"!\[|\|\||\$\(|<\?|\{%|%\}|~~~|(?m:^[ \t]*[=@][A-Za-z+(-])"
)
_SPREAD = re.compile(r"(?<![\w'’])(?:[^\W\d_][ .\-_*]){4,}[^\W\d_](?![\w])")
_ORDERS = wordings("order")
_ORDERS_OUTWARD = wordings("order_outward")
_ORDERED = "it reads as an order to a machine, or as one of its answers"
_ROLE = re.compile(
    r"(?im)^[ \t\W]*(?:system|assistant|user|human|developer|tool|instructions?|prompt|"
    r"subject|betreff|objet|asunto|to|cc|bcc|from)[ \t]*(?:prompt|message)?[ \t]*:"
)


def mark_findings(passage: Passage, sheet: FactsSheet) -> Iterator[Finding]:
    """What is open, leads elsewhere, draws or orders; in its own verbatim quotes the account may write what it likes,
    but for what does not show."""
    text = _without_facts(passage, sheet)
    taken: list[tuple[int, int]] = []
    for rule, pattern, why in (
        ("link", _LINK, "links and addresses of sites are not on the facts sheet"),
        ("markup", _MARKUP, "a message holds plain words, no markup"),
        ("placeholder", _OPEN, "it is still open"),
        ("instruction", _ORDERS, _ORDERED),
        *((("instruction", _ORDERS_OUTWARD, _ORDERED),) if passage.part.outward else ()),
        ("instruction", _ROLE, "it reads as a part of a conversation with a machine"),
        ("character", _SPREAD, "letters are spread apart"),
    ):
        for found in pattern.finditer(text):
            if rule == "link" and _is_own_site(found[0], sheet):
                continue
            if not any(start < found.end() and found.start() < end for start, end in taken):
                taken.append(found.span())
                yield passage.finding(rule, found.start(), found.end(), why)
    yield from _hidden(passage, sheet)


def _without_facts(passage: Passage, sheet: FactsSheet) -> str:
    """The text without quotes and without the names on the sheet, which may hold marks of their own."""
    text = passage.said
    for name in sorted(sheet.names | sheet.people, key=lambda one: (-len(one), one)):
        if not name.replace(" ", "").isalnum() and name in text:
            text = text.replace(name, " " * len(name))
    return text


def _is_own_site(link: str, sheet: FactsSheet) -> bool:
    host = re.sub(r"^[a-z]+://|^www\.", "", link.casefold()).rstrip("/")
    return host in sheet.domains


def _hidden(passage: Passage, sheet: FactsSheet) -> Iterator[Finding]:
    """Characters that do not show or show as others, unless a fact on the sheet holds them."""
    written, name = passage.part.text, passage.part.name
    if written.isascii() and written.replace("\n", "").replace("\t", "").isprintable():
        return
    held = "".join((*sorted(sheet.names), *(one.text for one in sheet.quotes), *sheet.own))
    for at, char in enumerate(written):
        kind = unicodedata.category(char)
        hides = kind in ("Cc", "Cf", "Cs", "Co", "Cn") and char not in "\n\t"
        if (hides or kind in ("Zl", "Zp") or _stacks(written, at)) and char not in held:
            why = f"the character U+{ord(char):04X} does not show"
            yield Finding(name, at, at + 1, "character", char, why)
            return
    for word, start, end in mixed_words(written):
        if word not in held:
            why = (
                f"the word only looks like {see(word).text!r}"
                if see(word).text != word
                else "its letters are dressed up"
            )
            yield Finding(name, start, end, "character", word, why)
            return


def _stacks(text: str, at: int) -> bool:
    """Whether more marks are piled on a letter than any language piles."""
    return at >= 3 and all(unicodedata.combining(char) for char in text[at - 2 : at + 1])
