"""Holds a draft against the facts sheet of its account: the one door of the guardrails.

Keeps the rule that a draft of any kind, written by a model, a template or a person, is held against the same rules, and
that what has a finding is neither approved nor exported.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from playbooks.account_brief import BriefPerson
from playbooks.citations import is_verbatim
from playbooks.draft_parts import DraftPart, parts_of
from playbooks.drafting import PlayDraft
from playbooks.guardrails.assertions import assertion_findings
from playbooks.guardrails.claims import claim_findings
from playbooks.guardrails.figures import figure_findings
from playbooks.guardrails.findings import RULES, Finding
from playbooks.guardrails.foreign import foreign_findings
from playbooks.guardrails.marks import mark_findings
from playbooks.guardrails.names import name_findings
from playbooks.guardrails.near_quotes import near_quote_findings
from playbooks.guardrails.offers import offer_findings
from playbooks.guardrails.passage import Passage, passage_of
from playbooks.guardrails.quotes import attributed_findings, quote_findings
from playbooks.guardrails.releases import release_findings
from playbooks.guardrails.sheet import FactsSheet
from playbooks.guardrails.style import style_findings
from playbooks.guardrails.terms import term_findings

_CHECKS: tuple[Callable[[Passage, FactsSheet], Iterator[Finding]], ...] = (
    quote_findings,
    attributed_findings,
    near_quote_findings,
    foreign_findings,
    name_findings,
    figure_findings,
    claim_findings,
    assertion_findings,
    offer_findings,
    release_findings,
    mark_findings,
    style_findings,
    term_findings,
)


def findings_of(draft: PlayDraft, sheet: FactsSheet) -> tuple[Finding, ...]:
    """What stands against ``draft``, in the order of its parts; nothing where it may be approved."""
    order = {one.name: at for at, one in enumerate(parts_of(draft), start=1)}
    found = {*_beside(draft, sheet)}
    for part in parts_of(draft):
        passage = passage_of(part, sheet, _reader(part, draft))
        for check in _CHECKS:
            found |= set(check(passage, sheet))
    rank = {rule: at for at, rule in enumerate(RULES)}
    return tuple(
        sorted(found, key=lambda one: (order.get(one.part, 0), one.start, one.end, rank[one.rule], one.words))
    )


def _reader(part: DraftPart, draft: PlayDraft) -> BriefPerson | None:
    if not part.outward or not part.name.startswith("step "):
        return None
    return draft.steps[int(part.name.split()[1]) - 1].to


def _beside(draft: PlayDraft, sheet: FactsSheet) -> Iterator[Finding]:
    """What the draft holds beside its texts: whose it is, whom it goes to, the quotes that it keeps."""
    if draft.account != sheet.account or " ".join(draft.name.split()) != sheet.name:
        yield Finding("account", 0, 0, "account", draft.name, f"this is the facts sheet of {sheet.name}")
    known = {(one.name.casefold(), one.email.casefold()) for one in sheet.addressees}
    for at, step in enumerate(draft.steps, start=1):
        if step.to is not None and (step.to.name.casefold(), step.to.email.casefold()) not in known:
            why = "this is no contact of the account"
            yield Finding(f"step {at} to", 0, 0, "addressee", step.to.name, why)
    for quote in draft.quotes:
        if not any(is_verbatim(quote.text, one.text) for one in sheet.quotes):
            why = "no statement of this account says this, word for word"
            yield Finding("quotes", 0, 0, "quote", quote.text, why)
