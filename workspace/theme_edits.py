"""Use cases: people change themes. Each takes ids, beginnings of ids or words of labels, and answers with what
it did, what it overrides, and the month's run as it is then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from foundation.errors import SettingsError
from foundation.months import Month
from foundation.text import one_line
from synthesis.edit_order import merged_into
from synthesis.edits import Anchor, Change, Edit, Hide, Merge, Move, NeverMerge, Pin, Rename, Resolve
from synthesis.themes import SynthesisRun, Theme
from workspace.edit_making import Sight, pick_statement, split_by_parts, split_by_words
from workspace.edit_recording import Editor, Made, record
from workspace.themes import pick_standing
from workspace.workspace import Workspace

if TYPE_CHECKING:
    from synthesis.themes import Vectors

LONGEST_LABEL = 80
_MOST_PARTS = 12


@dataclass(frozen=True, slots=True)
class PinRequest:
    """``phrases``: words of which a statement holds all of one; ``examples``: statements by id, item or words;
    ``label``: its name, by default the first phrase."""

    phrases: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    label: str = ""


def rename(editor: Editor, wanted: str, label: str) -> Made:
    """Give a theme a name that it keeps in every month. Raises SettingsError for an empty or endless one."""
    name = _name(label)

    def build(sight: Sight, edits: Sequence[Edit]) -> tuple[str, Change]:
        theme = pick_standing(sight.run, edits, wanted).theme
        if theme.label == name:
            raise SettingsError(f"{theme.id[:8]} is called {name!r} already", hint="Give another name.")
        return theme.id, Rename(name)

    made = record(editor, build)
    return replace(made, notes=(*made.notes, *_namesakes(made.run, made.edits[0].theme_id, name)))


def _namesakes(run: SynthesisRun, theme_id: str, name: str) -> list[str]:
    """A note for each other theme of that name: nothing forbids it, but words then mean neither."""
    return [
        f"{one.theme.id[:8]} is called “{name}” too. If they are one: nrr theme merge {theme_id[:8]} "
        f"{one.theme.id[:8]}."
        for one in (*run.themes, *run.hidden)
        if one.theme.id != theme_id and one.theme.label.casefold() == name.casefold()
    ]


def hide(editor: Editor, wanted: str) -> Made:
    """Take a theme off all lists, in every month."""

    def build(sight: Sight, edits: Sequence[Edit]) -> tuple[str, Change]:
        theme = pick_standing(sight.run, edits, wanted).theme
        for edit in edits:
            if isinstance(edit.change, Hide) and edit.theme_id == theme.id:
                raise SettingsError(
                    f"{one_line(theme.label)!r} is hidden already, by #{edit.number}",
                    hint=f"Show it again: nrr theme unhide {theme.id[:8]}.",
                )
        return theme.id, Hide()

    return record(editor, build)


def resolve(editor: Editor, wanted: str, on: date | None) -> Made:
    """Say that what a theme is about is mended since ``on``, by default today. Raises SettingsError for a day
    that is still to come."""
    today = editor.clock.now().date()
    day = on or today
    if day > today:
        raise SettingsError(f"{day} is still to come", hint="Give the day on which it was mended.")

    def build(sight: Sight, edits: Sequence[Edit]) -> tuple[str, Change]:
        return pick_standing(sight.run, edits, wanted).theme.id, Resolve(day)

    made = record(editor, build)
    if Month.of(day) > made.run.month:
        note = f"It shows as resolved from {Month.of(day)} on; the run shown is that of {made.run.month}."
        made = replace(made, notes=(*made.notes, note))
    return made


def merge(editor: Editor, gone: str, kept: str) -> Made:
    """Make one theme of two; the second keeps its id."""

    def build(sight: Sight, edits: Sequence[Edit]) -> tuple[str, Change]:
        one, other = _two(sight, edits, gone, kept)
        return other.id, Merge(sight.anchor(one), sight.anchor(other))

    return record(editor, build)


def never_merge(editor: Editor, wanted: str, other: str) -> Made:
    """Keep two themes apart, whatever the machine finds."""

    def build(sight: Sight, edits: Sequence[Edit]) -> tuple[str, Change]:
        # Of what was merged too, in a month that still shows both: the later edit wins.
        one, two = _different(*(pick_standing(sight.run, edits, key).theme for key in (wanted, other)))
        return one.id, NeverMerge(sight.anchor(one), sight.anchor(two))

    return record(editor, build)


def split(editor: Editor, wanted: str, parts: Sequence[str] = ()) -> Made:
    """Part a theme by its sub-themes, or by words. Raises SettingsError where neither parts it."""
    words = [_name(part) for part in parts]
    if words and (len(words) < 2 or len({one.casefold() for one in words}) < len(words)):
        raise SettingsError("a split needs at least two different parts", hint="Give --part twice.")
    if len(words) > _MOST_PARTS:
        raise SettingsError(f"{len(words)} parts are too many", hint=f"Give at most {_MOST_PARTS}.")
    model, spoken = _spoken(editor.workspace, words)

    def build(sight: Sight, edits: Sequence[Edit]) -> tuple[str, Change]:
        theme = _there(pick_standing(sight.run, edits, wanted).theme, edits)
        if words:
            _check_model(sight, model)
            return theme.id, split_by_words(sight, theme, words, spoken)
        return theme.id, split_by_parts(sight, theme)

    return record(editor, build)


def pin(editor: Editor, request: PinRequest) -> Made:
    """Track a theme by words or examples; it is there in every run, even when nobody speaks of it."""
    phrases = tuple(dict.fromkeys(_name(phrase) for phrase in request.phrases))
    if not phrases and not request.examples:
        raise SettingsError(
            "a pinned theme needs words or an example", hint='For example: nrr theme pin "SSO".'
        )
    if not phrases and not request.label.strip():
        raise SettingsError("a theme pinned by examples needs a name", hint="Give one: --label NAME.")
    label = _name(request.label) if request.label.strip() else phrases[0]

    def build(sight: Sight, edits: Sequence[Edit]) -> tuple[str, Change]:
        for edit in edits:
            if isinstance(edit.change, Pin) and edit.change.label.casefold() == label.casefold():
                raise SettingsError(
                    f"{label!r} is pinned already, by #{edit.number}",
                    hint=f"Undo that first, or choose another name: nrr theme undo {edit.number}.",
                )
        theme_id = sight.new_id("pin", label)
        ids = tuple(dict.fromkeys(pick_statement(sight, one).id for one in request.examples))
        examples = sight.anchor_of(theme_id, ids) if ids else Anchor(theme_id)
        return theme_id, Pin(label, phrases, examples)

    return record(editor, build)


def move(editor: Editor, statement: str, wanted: str | None) -> Made:
    """Put one statement into another theme, or (``wanted`` None) out of all themes."""

    def build(sight: Sight, edits: Sequence[Edit]) -> tuple[str, Change]:
        said = pick_statement(sight, statement)
        themes = [one.theme for one in (*sight.run.themes, *sight.run.hidden)]
        left = next((theme.id for theme in themes if said.id in theme.members), "")
        if wanted is None:
            if not left:
                raise SettingsError("the statement is in no theme already", hint="There is nothing to move.")
            return left, Move(said.id, None)
        theme = _there(pick_standing(sight.run, edits, wanted).theme, edits)
        if theme.id == left:
            raise SettingsError(
                f"the statement is in {one_line(theme.label)!r} already", hint="Choose another theme."
            )
        return theme.id, Move(said.id, sight.anchor(theme))

    return record(editor, build)


def _two(sight: Sight, edits: Sequence[Edit], one: str, other: str) -> tuple[Theme, Theme]:
    return _different(*(_there(pick_standing(sight.run, edits, key).theme, edits) for key in (one, other)))


def _different(first: Theme, second: Theme) -> tuple[Theme, Theme]:
    if first.id == second.id:
        raise SettingsError(f"both are {one_line(first.label)!r}", hint="Name two themes.")
    return first, second


def _there(theme: Theme, edits: Sequence[Edit]) -> Theme:
    """``theme``, unless an edit has merged it away and an older month shows it still."""
    gone = merged_into(edits).get(theme.id)
    if gone is None:
        return theme
    raise SettingsError(
        f"{one_line(theme.label)!r} was merged into {gone.theme_id[:8]} by #{gone.number}",
        hint=f"Name that one, or undo the merge: nrr theme undo {gone.number}.",
    )


def _name(text: str) -> str:
    name = one_line(text)
    if not any(char.isalnum() for char in name) or len(name) > LONGEST_LABEL:
        raise SettingsError(
            f"{one_line(text, 40)!r} is no name" if len(name) <= LONGEST_LABEL else "the name is too long",
            hint=f"Write 1 to {LONGEST_LABEL} characters with a letter or a digit.",
        )
    return name


def _spoken(workspace: Workspace, phrases: Sequence[str]) -> tuple[str, dict[str, Vectors]]:
    """The name of the model and the vector of each phrase."""
    if not phrases:
        return "", {}
    from synthesis.sentence_embedder import load_embedder

    settings = workspace.settings.embedding
    embedder = load_embedder(settings.model, settings.allow_download)
    return embedder.name, dict(zip(phrases, embedder.embed(list(phrases)), strict=True))


def _check_model(sight: Sight, model: str) -> None:
    if model != sight.run.manifest.model:
        raise SettingsError(
            f"{sight.run.month} was made with another model ({sight.run.manifest.model})",
            hint=f"Run `nrr synthesize --month {sight.run.month}` first.",
        )
