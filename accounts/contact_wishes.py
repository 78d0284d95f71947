"""What a cell of ``do_not_contact`` says. A mistake on the side of silence is the smaller one: whatever does not say
no (a yes, a date, a reason) is a wish not to be contacted."""

from __future__ import annotations

_NO = frozenset(
    (
        *("", "0", "0.0", "false", "f", "no", "n", "none", "null", "nan", "n/a", "na", "-", "off"),
        *("subscribed", "opted in", "opt in", "allowed", "contact", "ok", "okay"),
        *(
            "nein",
            "non",
            "nee",
            "nej",
            "nei",
            "ei",
            "não",
            "nao",
            "nie",
            "ne",
            "нет",
            "hayır",
            "いいえ",
            "否",
            "아니요",
        ),
        *("falsch", "faux", "falso", "onwaar", "falsk", "fałsz", "ложь"),
    )
)


def asks_for_silence(cell: object) -> bool:
    """Whether a cell says that somebody is not to be contacted."""
    return cell is not None and str(cell).strip().casefold() not in _NO
