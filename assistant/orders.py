"""Whether a text gives orders to whoever reads it: to a model, an assistant, or "the reader".

A sign for people and for models, and no defence: nothing rests on it, since what is shown is held against the tools'
results whatever a text says. It is set to be right where it speaks: customers ask for much ("please ignore my last
mail") and are no attackers.
"""

from __future__ import annotations

import re

from foundation.text import safe_text

_READER = (
    r"(?:ai|a\.i\.|llm|gpt|chat ?bot|(?:language|ai) models?|(?:automated|ai|reading|virtual|language) "
    r"(?:assistants?|readers?|summari[sz]ers?|agents?|systems?|models?)|summari[sz]er|"
    r"ki(?:-\w+)?|sprachmodell\w*|assistenten?|modèle de langage|assistant (?:ia|automatique)|ia|"
    r"modelo de lenguaje|asistente)"
)
_EARLIER = (
    r"(?:previous|prior|earlier|above|preceding|your|these|existing|vorherigen?|bisherigen?|obigen?|deine|précédentes?|"
    r"antérieures?|ci-dessus|tes|vos|anteriores|previas|tus|sus)"
)
_RULES = (
    r"(?:instructions?|prompts?|rules?|orders?|guidelines?|anweisung(?:en)?|regeln|vorgaben|consignes?|règles|"
    r"instrucciones|reglas|órdenes|instruções)"
)
_DROP = (
    r"(?:ignor(?:e|iere?n?|ez|a|ar|en)|disregard|forget|override|bypass|do not follow|vergiss|vergessen sie|missachte|"
    r"oublie[zr]?|ne (?:tiens|tenez) pas compte|olvid[ae]|haz caso omiso|no sigas)"
)
_ORDERS = re.compile(
    "|".join(
        (
            rf"\b{_DROP}\b(?:\s+\w+){{0,4}}?\s+(?:{_EARLIER}\s+)?(?:\w+\s+)?{_RULES}\b",
            rf"\b(?:note|message|memo|instructions?|attention|hinweis|nachricht|nota|mensaje|note|message)?\s*"
            rf"(?:to|for|an|für|à|pour|a|para)\s+(?:the\s+|any\s+|all\s+|die\s+|den\s+|das\s+|l['’]|le\s+|la\s+|el\s+|al\s+)?"
            rf"{_READER}\s+(?:reading|summari[sz]ing|processing|that reads|die|der|das|qui|que)\b",
            rf"\b(?:note|message|instructions?|hinweis|anweisung|nota|instrucciones|consigne)\s+"
            rf"(?:to|for|an|für|à|pour|a|al|para)\s+(?:the\s+|any\s+|all\s+|die\s+|den\s+|das\s+|l['’]|le\s+|la\s+|el\s+)?"
            rf"{_READER}\b",
            r"\b(?:the\s+)?(?:reading|summari[sz]ing)\s+(?:assistant|model|ai)\s+"
            r"(?:should|must|shall|has to|is to|will)\b",
            r"\byou are now\b.{0,60}\b(?:mode|assistant|administrator|admin|dan|model|unrestricted)\b",
            r"\b(?:du bist|sie sind) (?:jetzt|nun)\b.{0,40}\b(?:modus|assistent|administrator)\b",
            r"\b(?:tu es|vous êtes) (?:maintenant|désormais)\b.{0,40}\b(?:mode|assistant|administrateur)\b",
            r"\b(?:ahora eres|eres ahora)\b.{0,40}\b(?:modo|asistente|administrador)\b",
            r"\b(?:print|repeat|reveal|show|output|gib|zeige|wiederhole|affiche|répète|révèle|muestra|repite|revela)\b"
            r".{0,40}\b(?:system ?prompt|system ?turn|systemprompt|hidden instructions|(?:invite|prompt) système|"
            r"instrucciones del sistema|prompt del sistema)\b",
            r"(?-i:^\s*(?:SYSTEM|ASSISTANT|DEVELOPER))\s*:\s*\S|\bassistant\s*:\s*(?:reply|say|answer|tell|close|ignore)\b",
            r"</?\s*(?:system|assistant|user|instructions?|document|customer_text)\s*>|<\|?im_(?:start|end)\|?>|\[/?INST\]",
            r"[\"']tool_call[\"']\s*:|\b(?:call|invoke)\s+\w+_\w+\s*\(",
            r"\b(?:decode (?:and|it and)|entschlüssle und) (?:obey|follow|carry out|execute|führe)\b",
            r"\b(?:do not|don['’]t) mention (?:this|these|that)(?:\s+\w+){0,2}\s+"
            r"in (?:the|any|your) (?:summary|report|answer)\b",
            r"\bwhen you write the (?:report|summary|answer)\b|\bbegin your answer with\b",
            r"\breplace \w+ (?:by|with)\b.{0,60}\bin your context\b",
        )
    ),
    re.IGNORECASE | re.MULTILINE,
)
_LONGEST = 20_000


def gives_orders(text: str) -> bool:
    """Whether ``text`` instructs a reader or a model."""
    return _ORDERS.search(safe_text(text[:_LONGEST])) is not None
