"""``nrr no-contact``: who asked not to be contacted."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cli.options import json_option, workspace_option
from cli.output import emit, emit_json, fitted_table

if TYPE_CHECKING:
    from workspace.no_contact import NoContact
    from workspace.store.contact_wishes import ContactWish


@click.command("no-contact")
@click.argument("account", default="")
@click.option("--person", default="", metavar="EMAIL", help="One person. Default: everybody at ACCOUNT.")
@click.option("--again", is_flag=True, help="Lift it: they may be contacted again.")
@click.option("--why", default="", help="Who asked, and where; it is kept.")
@click.option("--by", default="", help="Who notes it. Default: the machine's user.")
@click.option("--history", is_flag=True, help="All that was noted here, what was lifted too.")
@workspace_option
@json_option
def command(
    account: str,
    person: str,
    again: bool,
    why: str,
    by: str,
    history: bool,
    workspace_dir: Path | None,
    as_json: bool,
) -> None:
    """Without ACCOUNT: who is not to be contacted. With it: note that, or lift it with --again.

    A draft with a message to one of them is neither approved nor exported.
    """
    from workspace.no_contact import WishRequest, history_of_wishes, not_contacted, say_wish
    from workspace.workspace import find_workspace

    workspace = find_workspace(workspace_dir)
    if not account:
        if person or again or why:
            raise click.UsageError("say whose account: nrr no-contact ACCOUNT.")
        said = history_of_wishes(workspace) if history else ()
        found = () if history else not_contacted(workspace)
        if as_json:
            shapes = [_wish_shape(one) for one in said] + [_shape(one) for one in found]
            emit_json({"count": len(shapes), "no_contact": shapes})
        else:
            emit(_history_text(said) if history else _text(found))
        return
    if history:
        raise click.UsageError("--history lists all of them: leave ACCOUNT out.")
    wish = say_wish(workspace, WishRequest(account, person, not again, why, by))
    if as_json:
        emit_json(_wish_shape(wish))
    else:
        emit(f"Noted: {wish.email or 'everybody'} at {wish.account}, {wish.wish}")


def _text(found: tuple[NoContact, ...]) -> str:
    if not found:
        return "Nobody asked not to be contacted."
    rows = [
        [f"{one.name} ({one.account})", one.email or one.person or "everybody", one.told] for one in found
    ]
    return fitted_table(["Account", "Who", "Told"], rows, "lll")


def _history_text(said: tuple[ContactWish, ...]) -> str:
    if not said:
        return "Nothing was noted."
    rows = [
        [f"{one.at:%Y-%m-%d %H:%M}", one.by, one.account, one.email or "everybody", one.wish, one.why]
        for one in said
    ]
    return fitted_table(["When (UTC)", "By", "Account", "Who", "Wish", "Why"], rows, "llllll")


def _shape(one: NoContact) -> dict[str, Any]:
    return {
        "account": one.account,
        "name": one.name,
        "email": one.email,
        "person": one.person,
        "by": one.by,
        "at": one.at.isoformat() if one.at else None,
        "why": one.why,
    }


def _wish_shape(one: ContactWish) -> dict[str, Any]:
    return {
        "account": one.account,
        "email": one.email,
        "wish": one.wish,
        "by": one.by,
        "at": one.at.isoformat(),
        "why": one.why,
    }
