"""The guardrails' figures: how many drafts made false they refuse, and how many good ones.

``python -m bench.guardrails --workspace DIR``: the plays of the library for accounts of a demo workspace in every tone,
honest edits of them, and drafts made false, by family and by half (``tune``: the rules were mended on these wordings;
``held``: read once). Exits 3 where recall is below 0.99 or more than 2 % of good drafts are refused. ``--without RULE``
shows what a rule is for, and that this can fail.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from bench.guardrails_attacks import made_cases
from bench.guardrails_blind import BLIND_SETS, blind_cases
from bench.guardrails_cases import HALVES, Base, Case, honest_cases, said_cases
from playbooks.drafting import PlayDraft, draft_play
from playbooks.guardrails.checking import findings_of
from playbooks.guardrails.findings import RULES
from playbooks.languages import Language
from playbooks.play_library import HeldPlay, library
from playbooks.tones import Tone
from playbooks.translations import in_language
from workspace.brief import brief_of
from workspace.draft_checks import facts_sheet
from workspace.own_files import plays_of
from workspace.tools.session import Session
from workspace.workspace import find_workspace

LEAST_RECALL = 0.99
MOST_REFUSED = 0.02


def bases_of(session: Session, accounts: int, rng: random.Random) -> list[Base]:
    """Every play that fits, for that many accounts, with other accounts beside each."""
    ids = sorted(session.accounts)
    chosen = rng.sample(ids, min(accounts, len(ids)))
    briefs = {one: brief_of(session, one) for one in chosen}
    company = session.workspace.settings.company.name
    bases = []
    for account, brief in briefs.items():
        others = tuple(
            (briefs[one], _domain(session, one))
            for one in rng.sample(chosen, min(9, len(chosen)))
            if one != account
        )
        for name, held in plays_of(session.workspace).items():
            if (name == "win-back") != (brief.departure is not None):
                continue
            draft = draft_play(held.play, brief, company, session.day)
            bases.append(Base(draft, facts_sheet(session, brief, held.play), brief, others))
    return bases


def library_cases(session: Session, bases: Iterable[Base]) -> Iterator[Case]:
    """The drafts as the plays compose them, in every tone."""
    plays = plays_of(session.workspace)
    for base in bases:
        for tone in Tone:
            play = plays[base.draft.play].play
            draft = draft_play(play, base.brief, base.sheet.company, session.day, tone)
            yield Case("library", "all", f"{base.draft.play}, {tone}", draft, base.sheet, good=True)


def judged(cases: Iterable[Case], without: str, shown: int) -> dict[tuple[str, str, bool], list[bool]]:
    """Whether each was refused, by family, half and whether it is good; up to ``shown`` mistakes a wording go to
    stderr."""
    found: dict[tuple[str, str, bool], list[bool]] = defaultdict(list)
    told: dict[str, int] = defaultdict(int)
    for case in cases:
        against = [one for one in findings_of(case.draft, case.sheet) if one.rule != without]
        found[case.family, case.half, case.good].append(bool(against))
        if bool(against) == case.good and told[case.wording] < shown:
            told[case.wording] += 1
            why = "; ".join(f"{one.rule} {one.words[:60]!r} in {one.part}" for one in against[:3]) or "passed"
            print(f"{case.half} {case.family}: {case.wording!r}: {why}", file=sys.stderr)
    return found


def table(found: dict[tuple[str, str, bool], list[bool]]) -> tuple[list[str], float, float]:
    """The figures as lines, the recall over all that is false, and the share of good drafts refused."""
    lines = []
    for (family, half, good), refused in sorted(found.items(), key=lambda one: (one[0][2], one[0])):
        share = sum(refused) / len(refused)
        what = "refused though good" if good else "refused"
        lines.append(f"{family:16} {half:5} {what:20} {sum(refused):5} of {len(refused):5}  {share:7.2%}")
    bad = [one for (_, _, good), refused in found.items() if not good for one in refused]
    fine = [one for (_, _, good), refused in found.items() if good for one in refused]
    return lines, sum(bad) / max(len(bad), 1), sum(fine) / max(len(fine), 1)


def blind_set(
    bases: Iterable[Base], session: Session, each: int, rng: random.Random, which: str = "first"
) -> list[Case]:
    """A blind set in drafts of every language; a draft without a message takes none of it."""
    plays = plays_of(session.workspace)
    by_language = {
        language: [replace(one, draft=_in(language, one, plays, session)) for one in bases]
        for language in Language
    }
    return list(blind_cases(by_language, each, rng, which))


def _in(language: Language, base: Base, plays: Mapping[str, HeldPlay], session: Session) -> PlayDraft:
    play = plays[base.draft.play].play
    spoken = in_language(play, language) if library().get(play.name) == play else None
    return draft_play(spoken or play, base.brief, base.sheet.company, session.day, Tone.PLAIN, language)


def _domain(session: Session, account: str) -> str:
    return next(iter(session.accounts[account].domains), "nowhere.example")


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workspace", type=Path, required=True)
    parser.add_argument("--accounts", type=int, default=40)
    parser.add_argument("--each", type=int, default=5, help="drafts that each wording is put into")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--without", choices=RULES, default="", help="leave a rule out")
    parser.add_argument("--half", choices=HALVES, default="", help="only this half of the wordings")
    parser.add_argument(
        "--blind",
        nargs="?",
        const="first",
        choices=BLIND_SETS,
        default="",
        help="a set that was frozen before the rules were read",
    )
    parser.add_argument("--shown", type=int, default=0, help="mistakes shown of each wording")
    return parser.parse_args(argv)


def main(argv: Sequence[str] | None = None) -> int:
    """Prints the figures; 0 where both bars are met, else 3."""
    asked = _arguments(argv)
    session = Session(find_workspace(asked.workspace))
    rng = random.Random(asked.seed)
    bases = bases_of(session, asked.accounts, rng)
    written = [one for one in bases if any(step.kind == "email" for step in one.draft.steps)]
    if asked.blind:
        cases = blind_set(written, session, asked.each, rng, asked.blind)
    else:
        cases = [
            *library_cases(session, bases),
            *honest_cases(written, asked.each, rng),
            *made_cases(written, 2 * asked.each, rng),
            *said_cases(written, asked.each, rng),
        ]
    wanted = [one for one in cases if not asked.half or one.half in ("all", asked.half)]
    lines, recall, refused = table(judged(wanted, asked.without, asked.shown))
    print("\n".join(lines))
    false = sum(not one.good for one in wanted)
    print(
        f"recall {recall:.2%} of {false} false drafts; refused {refused:.2%} of {len(wanted) - false} good ones"
    )
    return 0 if recall >= LEAST_RECALL and refused <= MOST_REFUSED else 3


if __name__ == "__main__":
    sys.exit(main())
