"""Who spoke, for parts that came without a role (a comment file knows only authors' keys).

The answer depends on what the store holds, never on the order it came in: it is worked out anew from all
items and parts after each import.
"""

from __future__ import annotations

from sqlalchemy import Connection, text

_ROLES = text(
    """
    WITH staff(author) AS (
        SELECT assignee FROM item WHERE assignee <> ''
        UNION SELECT author FROM part WHERE given_role = 'staff' AND author <> ''
    ),
    spoken(id, old, new) AS (
        SELECT part.id, part.role,
            CASE
                WHEN item.id IS NULL THEN NULL
                WHEN part.author = '' THEN 'unknown'
                WHEN part.author = item.requester THEN 'customer'
                WHEN part.author IN (SELECT author FROM staff) THEN 'staff'
                ELSE 'unknown'
            END
        FROM part LEFT JOIN item ON item.id = part.item_id
        WHERE part.given_role IS NULL
    )
    UPDATE part SET role = spoken.new FROM spoken WHERE spoken.id = part.id AND spoken.new IS NOT spoken.old
    """
)


def resolve_speakers(conn: Connection) -> int:
    """Set the role of every part that came without one; returns how many changed.

    The item's requester is the customer. Its assignee, any other item's assignee, and whoever is known as
    staff from a part that says so, are staff. Anyone else is unknown: context, never feedback. While the
    item is missing the role stays empty.
    """
    return conn.execute(_ROLES).rowcount
