"""Drafts for tests: one that reads well, and any that there may be."""

from __future__ import annotations

from datetime import UTC, date, datetime

from hypothesis import strategies as st

from playbooks.account_brief import BriefPerson, BriefQuote
from playbooks.draft_life import Action, Change, KeptDraft
from playbooks.drafting import DraftStep, PlayDraft

AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
ANN = BriefPerson("Ann Lee", "ann@alder.example", "finance")
QUOTE = BriefQuote("i1", date(2026, 10, 7), "ticket", "complaint", "The export of reports fails every Monday")
BODY = (
    f"Hello Ann,\n\nyou wrote: “{QUOTE.text}”. Which half hour would suit you?\n\nBest regards,\nRuth Abara"
)


def sample(**otherwise: object) -> PlayDraft:
    """A draft of three steps: an e-mail, a call, and one that says nothing to the account."""
    values: dict[str, object] = {
        "account": "A1",
        "name": "Alder Works",
        "play": "save talk",
        "goal": "Keep them.",
        "situation": ("Alder Works pays $60,000 a year.", "It speaks most of “exports”, a complaint."),
        "steps": (
            DraftStep(
                date(2026, 11, 2), "Ruth Abara", "Write to them.", "email", ANN, "The export of reports", BODY
            ),
            DraftStep(
                date(2026, 11, 5), "Ruth Abara", "Call them.", "call", ANN, "The export", "Hello, it is Ruth."
            ),
            DraftStep(date(2026, 11, 16), "CS lead", "Look at what came of it."),
        ),
        "talk": ("Listen first.",),
        "questions": ("What does it cost you?", "Who else is hit?"),
        "asks": ("Product: when is it mended?",),
        "risks": ("Asking and not answering.",),
        "measure": "They have renewed.",
        "measured": date(2027, 1, 31),
        "leave": "They have left.",
        "quotes": (QUOTE,),
        "unknown": ("praise",),
        "warnings": (),
    }
    return PlayDraft(**{**values, **otherwise})  # type: ignore[arg-type]


def kept(draft: PlayDraft | None = None, *actions: Action) -> KeptDraft:
    """A kept draft after these actions."""
    done = [
        Change(at, AT, "Ruth Abara", action, 1) for at, action in enumerate((Action.KEEP, *actions), start=1)
    ]
    return KeptDraft("ab12cd34ef567890", 1, "play", "A1", draft or sample(), tuple(done))


_texts = st.text(st.characters(codec="utf-8"), max_size=40)
_days = st.dates(date(2020, 1, 1), date(2035, 1, 1))
_lines = st.lists(_texts, max_size=3).map(tuple)
_people = st.builds(BriefPerson, _texts, _texts, _texts)
_steps = st.builds(
    DraftStep,
    _days,
    _texts,
    _texts,
    st.sampled_from(("", "email", "call")),
    st.none() | _people,
    _texts,
    _texts,
)
drafts = st.builds(
    PlayDraft,
    account=_texts,
    name=_texts,
    play=_texts,
    goal=_texts,
    situation=_lines,
    steps=st.lists(_steps, max_size=3).map(tuple),
    talk=_lines,
    questions=_lines,
    asks=_lines,
    risks=_lines,
    measure=_texts,
    measured=_days,
    leave=_texts,
    quotes=st.lists(st.builds(BriefQuote, _texts, _days, _texts, _texts, _texts), max_size=2).map(tuple),
    unknown=_lines,
    warnings=_lines,
)
