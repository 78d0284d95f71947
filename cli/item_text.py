"""One feedback item as text and as JSON: fields may be added, none renamed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cli.output import wrapped
from foundation.months import day_title
from foundation.text import one_line, safe_value

if TYPE_CHECKING:
    from ingest.items import Part
    from workspace.item_view import ItemView

_LONG = 4000


def item_text(view: ItemView) -> str:
    """What it is and every public turn, as its source has it."""
    item = view.item
    known = view.account_name or item.account.account_id or "no known account"
    score = None if item.score is None else f"score {item.score:g} ({item.score_scale})"
    what = f"{item.source.value} {one_line(item.external_id)}"
    told = ", ".join(one_line(one) for one in (item.subject, item.priority, item.status, score) if one)
    lines = [wrapped(f"{what} of {one_line(known)}, {day_title(item.occurred_at.date())}")]
    if told:
        lines.append(wrapped(told))
    if item.file:
        lines.append(f"from {one_line(item.file)}, row {item.row}")
    return "\n".join([*lines, "", *(_turn(part) for part in view.parts)])


def _turn(part: Part) -> str:
    who = one_line(part.speaker) or (part.role.value if part.role else "somebody")
    return wrapped(f"{who}: {one_line(part.text, _LONG)}", indent="    ")


def item_shape(view: ItemView) -> dict[str, Any]:
    """The item with its public turns."""
    item = view.item
    shape: dict[str, Any] = safe_value(
        {
            "item": item.id,
            "source": item.source.value,
            "external_id": item.external_id,
            "account": item.account.account_id,
            "name": view.account_name,
            "date": item.occurred_at.date().isoformat(),
            "subject": item.subject,
            "score": item.score,
            "scale": item.score_scale,
            "status": item.status,
            "priority": item.priority,
            "file": item.file,
            "row": item.row,
            "parts": [
                {"role": part.role.value if part.role else None, "speaker": part.speaker, "text": part.text}
                for part in view.parts
            ],
        }
    )
    return shape
