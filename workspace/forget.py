"""Use case: erase an account or a contact from the workspace, so that a search through every byte of its
folder finds nothing of them, and so that importing the same exports again does not bring them back.

Everything in the store goes in one transaction; what is derived and the file's free space are cleaned after it. A
process that dies in between leaves either everything or nothing, and the same command again finishes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from foundation.clock import Clock
from foundation.errors import SettingsError
from foundation.text import one_line
from workspace.finding import SETTINGS_FILE
from workspace.index_upkeep import remove_erased_index
from workspace.kept_files import remove_kept
from workspace.workspace import Workspace

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from workspace.erasing import Erased

NOT_COVERED = (
    "reports, exports and backups that were written elsewhere",
    "the systems that the feedback came from: erase it there too, or a newer export may bring new items",
    "sums in past reports and runs (ARR, counts): they keep their value and name nobody",
)


@dataclass(frozen=True, slots=True)
class ForgetRequest:
    """Whom to forget: an account by id or name, or a contact by everything known of the person: addresses,
    names, ids in help desks. ``dry_run`` does everything and keeps nothing."""

    account: str = ""
    contact: tuple[str, ...] = ()
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class ForgetReport:
    """What was erased, by what it was; what cannot be told from here (``untold``); what this command does not
    reach (``not_covered``); and what is left to do (``open``, normally empty)."""

    counts: dict[str, int]
    untold: tuple[str, ...]
    not_covered: tuple[str, ...]
    open: tuple[str, ...] = ()
    already: bool = field(default=False)


def forget(workspace: Workspace, request: ForgetRequest, clock: Clock) -> ForgetReport:
    """Erase and say what was erased. Raises SettingsError where nobody of this name is known, or several are;
    StoreError while another process writes."""
    from workspace.erasing import erase
    from workspace.forgetting import find_target, was_forgotten
    from workspace.store.pulls import pulls

    if bool(request.account) == bool(request.contact):
        raise SettingsError("say whom to forget", hint="Use --account A or --contact C, not both.")
    erased: Erased | None = None
    with workspace.store().write("forget", keep=not request.dry_run) as connection:
        already = was_forgotten(connection, request.account, request.contact)
        target = find_target(connection, request.account, request.contact)
        if target is None and not already:
            raise _unknown(connection, request)
        pulled = tuple(sorted({state.system for state in pulls(connection)}))
        if target is not None:
            erased = erase(connection, target, clock.now())
    counts = dict(erased.counts) if erased else {}
    left = () if request.dry_run else _clean(workspace)
    untold = target.untold if target else _unknown_still(request)
    return ForgetReport(counts, untold, (*NOT_COVERED, *_marks(pulled), *_beside(workspace)), left, already)


def _unknown_still(request: ForgetRequest) -> tuple[str, ...]:
    """What may be left of somebody forgotten before, as far as the request alone can say."""
    from workspace.forgetting import BY_ADDRESS, BY_NAME

    if not request.contact:
        return ()
    addressed = ["@" in value for value in request.contact]
    return (*([] if any(addressed) else [BY_ADDRESS]), *([BY_NAME] if all(addressed) else []))


def _clean(workspace: Workspace) -> tuple[str, ...]:
    """Remove what is derived and rewrite the store's file; returns what could not be done, in words."""
    left = []
    said = remove_erased_index(workspace)
    if "still" in said:
        left.append(said)
    if said := remove_kept(workspace.kept_path):
        left.append(said)
    if not workspace.store().compact("forget"):
        left.append(
            "another process reads the store, so old pages remain in its log; close it and run this again"
        )
    return tuple(left)


def _marks(pulled: tuple[str, ...]) -> tuple[str, ...]:
    """What is said of the places where live pulls go on."""
    if not pulled:
        return ()
    return (
        f"where live pulls of {', '.join(pulled)} go on: the host and that system's own page mark, which only "
        "it can read; names are taken away where they stand in clear",
    )


def _beside(workspace: Workspace) -> tuple[str, ...]:
    """What lies in the workspace's folder and is not the workspace's own: files, and folders with how many."""
    own = {workspace.root / SETTINGS_FILE, workspace.store_path.parent}
    found = []
    for path in sorted(workspace.root.iterdir()):
        if path in own:
            continue
        name = one_line(path.name)
        if path.is_dir():
            files = sum(one.is_file() for one in path.rglob("*"))
            found.append(f"{name}/: {files:,} files of yours in the workspace's folder")
        else:
            found.append(f"{name}: a file of yours in the workspace's folder")
    return tuple(found)


def _unknown(connection: Connection, request: ForgetRequest) -> SettingsError:
    from workspace.account_book import account_names
    from workspace.search import resolve_account

    if request.account:
        try:
            resolve_account(account_names(connection), request.account)
        except SettingsError as error:
            return error
    if not any("@" in value for value in request.contact):
        alone = not any(" " in value.strip() for value in request.contact)
        texts = "in texts one name alone is not looked for" if alone else "no text holds the full name"
        return SettingsError(
            f"no contact has this name or id, no item came under it, and {texts}",
            hint="Items are known by the address they came with, not by a name: give it as --contact ADDRESS.",
        )
    return SettingsError(
        "nothing in the workspace is known to be of this contact",
        hint="Give an address, a full name, or the person's id in the help desk; several --contact add up.",
    )
