"""Nothing open, nothing that is not plain words: placeholders, links, markup, hidden characters, orders to a machine."""

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
    r"\{[^{}\n]*\}+|\{\{|\}\}|\[(?!\d+\])[^\[\]\n]{1,60}\]|<<?[^<>\n]{1,40}>>?|\b(?:TODO|TBD|TBC|FIXME|XXX+|xxx+|INSERT|"
    r"PLACEHOLDER|LOREM)\b|_{2,}|\.{4,}|%[A-Za-z_]{2,}%|\$\{?[A-Z_]{3,}\}?|\b(?:tbd|tbc|lorem ipsum|n/a)\b|\?{3,}|#{2,}|\*{3,}|"
    r"\b(?i:(?:first|last|customer|company|account|contact|your|sender|recipient)[_ ]name(?=[_\]}>,]|\s*$))|\bNN\b|\bJohn Doe\b"
)
_TLD = (
    "com|net|org|io|ai|app|dev|co|uk|de|at|ch|fr|es|it|nl|eu|us|info|biz|xyz|me|ly|gl|to|cc|tv|ru|cn|site|online|shop|store|"
    "link|click|example|test|local|cloud|tech|gg|be|pl|se|no|dk|fi|pt|br|in|au|ca|nz|ie"
)
_LINK = re.compile(
    rf"\b[a-z][a-z0-9+.-]{{1,11}}://\S+|\bhxxps?\S*|\bwww\.\S+|\bmailto:\S+|\bjavascript:\S*|\bdata:\w+/\S+|"
    rf"(?<![\w@.-])(?:[^\W_][\w-]*\.)+(?:{_TLD})\b(?:[/?#]\S*)?(?![\w@-])|\b\d{{1,3}}(?:\.\d{{1,3}}){{3}}\b|"
    rf"\b[\w-]+ ?(?:\[\.\]|\(dot\)|\bdot\b) ?(?:{_TLD})\b|\\\\[\w.-]+\\",
    re.IGNORECASE,
)
_MARKUP = re.compile(
    r"</?[a-zA-Z!][^>\n]*>?|&(?:[a-zA-Z]{2,8}|#x?[0-9a-fA-F]{1,6});|\[[^\]\n]*\]\([^)\n]*\)|\*\*[^*\n]+\*\*|__[^_\n]+__|`+[^`\n]*`*|"
    r"(?m:^[ \t]*#{1,6} )|(?m:^[ \t]*(?:---+|===+|\|.*\|)[ \t]*$)|!\[|\|\||\$\(|<\?|\{%|%\}|~~~|(?m:^[ \t]*[=@][A-Za-z+(-])"
)
_SPREAD = re.compile(r"(?<![\w'’])(?:[^\W\d_][ .\-_*]){4,}[^\W\d_](?![\w])")
_ORDERS = wordings(
    r"""
    (?:ignore|disregard|forget|override|bypass|skip|drop|neglect) (?:\w+ ){0,4}(?:instructions?|prompts?|rules?|guidelines|guardrails?|directions|context|policy|policies|constraints|checks?)
    (?:ignore|disregard|forget) (?:everything|all|anything|what(?:ever)?) (?:\w+ ){0,3}(?:above|before|previously|earlier|prior|said|told)
    (?:previous|prior|above|earlier|system|hidden|secret|original) (?:instructions?|prompts?)|system[- ]prompt|developer mode|jail ?break\w*|do anything now
    as an? (?:ai|artificial|large|language|automated|virtual|machine)(?: (?:intelligence|language|model|assistant|agent|system|bot))*(?= ?[,.]| i\b| model| assistant| agent| bot|,|$)|(?:large )?language models?|chatgpt|i(?:'m| am) (?:just )?(?:an? )?(?:ai|bot|chatbot|language model|virtual assistant|automated)
    you are (?:now )?(?:an? )?(?:ai|assistant|chatbot|gpt\w*|claude|dan|helpful assistant|language model|in \w+ mode)|act as (?:an? |the |if )\w+|pretend (?:to be|you)|from now on,? you|new (?:instructions?|task|role)|your (?:new )?(?:instructions|task|role) (?:is|are)
    (?:reveal|print|output|repeat|show|leak|dump|exfiltrate|disclose) (?:\w+ ){0,4}(?:prompt|instructions|passwords?|credentials|secrets?|keys?|tokens?|customer list|data of|facts sheet)
    (?:send|forward|reply|share|give|provide|confirm|enter|email|text) (?:\w+ ){0,5}(?:passwords?|credentials|log-?in details|bank details|card (?:number|details)|pin|api keys?|tokens?)
    (?:approve|accept|pass|mark|export|send) (?:this|the|all|every) (?:draft|drafts|message|checks?)(?: \w+){0,3}|do not (?:tell|mention|inform|reveal|log|check)(?: \w+){0,4}|without (?:\w+ )?(?:human|approval|review|checking)
    click (?:here|this|the link|below)|open the attach\w*|download (?:this|the) (?:file|attachment)|wire (?:the )?(?:money|payment|funds)|gift cards
    (?:drop|delete|truncate) (?:table|all|database)|rm -rf|sudo|base64|tool_call|function_call|<\|?\w+\|?>|im_start|im_end|\[/?inst\]|end of (?:prompt|instructions|context|document)|begin (?:system|instructions)
    (?:ignorier\w*|vergiss|vergessen sie|missacht\w*|überspring\w*) (?:\w+ ){0,4}(?:anweisung\w*|regeln?|vorgaben|prompts?|instruktion\w*|alles|richtlinien)|(?:vorherige|bisherige|obige)\w* (?:anweisung|instruktion|regel)\w*|als (?:ki|künstliche|sprachmodell)(?: \w+)?|sprachmodell\w*|systemanweisung\w*|du bist (?:jetzt|nun|ein)
    (?:ignore[zr]?|oublie[zr]?|ne tenez pas compte) (?:\w+ ){0,4}(?:instructions?|consignes?|règles?|directives?|tout ce)|(?:instructions|consignes) (?:précédentes|antérieures|ci-dessus)|en tant qu'(?:ia|intelligence|assistant|modèle)(?: \w+)?|modèle de langage|tu es (?:maintenant|désormais)
    (?:ignor[aeo]\w*|olvid[ae]\w*|descart[ae]\w*) (?:\w+ ){0,4}(?:instrucciones|reglas|indicaciones|órdenes|directrices|todo lo)|instrucciones (?:anteriores|previas)|como (?:una )?(?:ia|inteligencia|modelo de lenguaje|asistente virtual)|modelo de lenguaje|(?:ahora )?eres un
    """
)
_ROLE = re.compile(
    r"(?im)^[ \t\W]*(?:system|assistant|user|human|developer|tool|instructions?|prompt)[ \t]*(?:prompt|message)?[ \t]*:"
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
        ("instruction", _ORDERS, "it reads as an order to a machine, or as one of its answers"),
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
