"""A question answered without a model: read by rules, looked up with the tools, written in sentences with sources.

Keeps the rule that what the data does not hold is said to be so: an account that is not there, a time that it does not
reach, a thing that no table keeps. The nearest other thing is never given for it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from assistant.answer import Answer
from assistant.offline.composing import (
    account,
    accounts,
    changes,
    coming,
    comparing,
    drafts,
    facts,
    feedback,
    filtered,
    money,
    promised,
    themes,
)
from assistant.offline.composing.heard import counts_items
from assistant.offline.composing.premises import deny_premise
from assistant.offline.entities import Entities, in_month, read_entities
from assistant.offline.intents import Intent, read_intent
from assistant.offline.languages import in_rules_words, language_name, question_language
from assistant.offline.leftovers import unknown_accounts, unread
from assistant.offline.naming import AccountMention
from assistant.offline.questions import questions_in
from assistant.offline.refusing import refused
from assistant.offline.spelling import mended
from assistant.offline.vocabulary import NamedAccount, Vocabulary
from assistant.offline.words import listed
from assistant.offline.writing import QuestionRead, Writing
from assistant.tools import Toolbox
from foundation.errors import EvidenceError, NrrError
from foundation.text import one_line

PROMPT = "offline@1"
"""What stands in an answer where a model's names its prompt."""

_ONE_ACCOUNT: dict[Intent, Callable[[Writing, NamedAccount], None]] = {
    Intent.WHY_AT_RISK: account.why_at_risk,
    Intent.AT_RISK: account.why_at_risk,
    Intent.WHY_LEFT: account.why_at_risk,
    Intent.LEFT: account.why_at_risk,
    Intent.HAPPY: account.happy,
    Intent.HEALTH: account.health_of,
    Intent.FACTS: facts.facts_of,
    Intent.CONTACTS: facts.contacts_of,
    Intent.SILENT: facts.facts_of,
}
_ANY: dict[Intent, Callable[[Writing], None]] = {
    Intent.WHY_AT_RISK: accounts.at_risk,
    Intent.AT_RISK: accounts.at_risk,
    Intent.WHY_LEFT: accounts.left,
    Intent.LEFT: accounts.left,
    Intent.SILENT: accounts.silent,
    Intent.HEALTH: accounts.health_list,
    Intent.ONBOARDING: coming.onboarding,
    Intent.RENEWALS: coming.renewals,
    Intent.FILTERED: filtered.filtered,
    Intent.NEXT: coming.next_steps,
    Intent.PROMISED: promised.promised,
    Intent.DRAFT: drafts.draft_for,
    Intent.COMPARE: comparing.compare,
    Intent.HOW_MUCH: money.how_much,
    Intent.WHAT_CHANGED: changes.changed,
    Intent.TOP_THEMES: themes.top_themes,
    Intent.WHO_SAID: feedback.who_said,
    Intent.ABOUT: feedback.about,
    Intent.UNKNOWN: feedback.ranked,
}
_TAKES_FOR_GRANTED = (
    Intent.WHY_AT_RISK,
    Intent.AT_RISK,
    Intent.WHY_LEFT,
    Intent.LEFT,
    Intent.HAPPY,
    Intent.HEALTH,
    Intent.FACTS,
)


def answer_offline(question: str, toolbox: Toolbox, vocabulary: Vocabulary) -> Answer:
    """The answer; ``in_data`` is False where the data holds none."""
    language = question_language(question)
    text = in_rules_words(question, language, [one.name for one in vocabulary.accounts])
    slips: tuple[tuple[str, str], ...] = ()
    if language == "en":
        text, slips = mended(text, vocabulary.own_words)
    named = _in_scope(read_entities(text, vocabulary), vocabulary, toolbox.scope.theme)
    asked = read_intent(text, named)
    named = in_month(named, toolbox.scope.month)
    writing = Writing(QuestionRead(question, text, language, asked, named), toolbox, vocabulary)
    _note_reading(writing, language, slips)
    try:
        if not refused(writing):
            _compose(writing)
    except EvidenceError:
        raise
    except NrrError as error:
        hint = f" {error.hint}" if error.hint else ""
        writing.absent(f"The answer is not in the data: {one_line(error.what, 300)}.{hint}")
    return writing.answer(PROMPT)


def _in_scope(named: Entities, vocabulary: Vocabulary, theme: str) -> Entities:
    """The entities with what the conversation is about, where the question names nothing else."""
    if vocabulary.scope is not None and not (named.accounts or named.unknown or named.subject):
        named = replace(named, accounts=(AccountMention(vocabulary.scope, vocabulary.scope.name, True),))
    if theme and named.theme is None:
        named = replace(named, theme=next((one for one in vocabulary.themes if one.id == theme), None))
    return named


def _note_reading(writing: Writing, language: str, slips: tuple[tuple[str, str], ...]) -> None:
    """How the question was taken, where that is not letter by letter."""
    name = language_name(language)
    if name:
        writing.leave_out(f"{name} words that the rules do not know; without a model, answers are in English")
    elif language == "xx":
        writing.leave_out(
            "the question's own letters: without a model, English, German, French and Spanish are read"
        )
    for said, word in slips:
        writing.leave_out(f"what “{said}” may mean beside {word}, which it was read as")
    for passed in writing.named.passed_over:
        writing.leave_out(
            f"the account {passed.name} ({passed.id}): the word was read as a month or a word of asking"
        )
    for mention in writing.named.accounts:
        if not mention.exact:
            writing.leave_out(f"accounts other than {mention.account.name}, which {mention.said} was read as")
    by_day = counts_items(writing) or writing.asked.intent is Intent.RENEWALS
    for period in writing.named.times.periods:
        if period.read_as and not by_day:
            writing.leave_out(f"times other than {period.read_as}, which “{period.said}” was read as")


def _compose(writing: Writing) -> None:
    for said in unknown_accounts(writing.asked, writing.named):
        writing.line(f"Not read: “{said}”, which names no one account of the data")
    not_read = [f"“{one}”" for one in unread(writing.asked, writing.named)]
    if not_read:
        writing.line(f"Not read: {listed(not_read)}. What follows is not narrowed by it")
    several = writing.named.accounts
    if len(several) == 1 and (parts := questions_in(writing)):
        for part in parts:
            writing.part()
            writing.text, writing.asked, writing.named = part.text, part.asked, part.named
            _compose_one(writing)
        return
    if len(several) < 2 or writing.asked.intent is Intent.COMPARE:
        _compose_one(writing)
        return
    _each(writing, several)


def _each(writing: Writing, several: tuple[AccountMention, ...]) -> None:
    """The same question of each account that it names, one after the other."""
    whole, found = writing.named, False
    for mention in several[:_EACH]:
        writing.part()
        writing.in_data = True
        writing.named = replace(whole, accounts=(mention,))
        try:
            _compose_one(writing)
        except EvidenceError:
            raise
        except NrrError as error:
            writing.absent(
                f"Of {mention.account.name} the answer is not in the data: {one_line(error.what, 300)}."
            )
        found |= writing.in_data
    writing.named, writing.in_data = whole, found
    if len(several) > _EACH:
        writing.leave_out(listed([one.account.name for one in several[_EACH:]]))


_EACH = 4


def _compose_one(writing: Writing) -> None:
    intent, own = writing.asked.intent, writing.named.account
    if own is not None and intent in _TAKES_FOR_GRANTED:
        deny_premise(writing, own)
    if own is not None and intent in _ONE_ACCOUNT:
        _ONE_ACCOUNT[intent](writing, own)
        return
    if intent in (Intent.HAPPY, Intent.FACTS, Intent.CONTACTS, Intent.NOT_HELD):
        feedback.ranked(writing)
        return
    _ANY[intent](writing)
