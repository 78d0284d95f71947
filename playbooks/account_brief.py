"""An account on one page, as facts: the one value from which its Markdown, its JSON and any prose are made.

Keeps the rules that words are the account's own and verbatim, that what is not known is said to be so, and that a
figure which a command prints carries the id that ``nrr explain`` opens.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class BriefQuote:
    """The account's own words, verbatim. ``instructs``: they give orders to a reader, and are data all the same."""

    item: str
    day: date
    source: str
    kind: str
    text: str
    instructs: bool = False


@dataclass(frozen=True, slots=True)
class BriefTheme:
    """A theme that the account speaks of; ``statements`` are its own, ``others`` the other accounts that spoke of it
    in the latest month. ``figure`` opens its own."""

    id: str
    label: str
    kind: str
    status: str
    statements: int
    others: int
    quotes: tuple[BriefQuote, ...]
    figure: str = ""


@dataclass(frozen=True, slots=True)
class BriefSignal:
    """A health signal; ``score`` 0-100, None where not known; ``costs`` points of the whole."""

    name: str
    score: float | None
    costs: float
    why: str


@dataclass(frozen=True, slots=True)
class BriefHealth:
    """Health on the day; ``score`` None without enough data. Trends are changes in points."""

    score: float | None
    band: str
    known: float
    trend_30: float | None
    trend_90: float | None
    signals: tuple[BriefSignal, ...]
    figure: str


@dataclass(frozen=True, slots=True)
class BriefRisk:
    """Risk of leaving within ``horizon_days``: a probability where ``calibrated``, else points of a scorecard from 0
    to 1. ``risk`` is None where ``why_not`` says so. ``drivers`` raise it, the strongest first."""

    risk: float | None
    calibrated: bool
    horizon_days: int
    arr_at_risk: float
    drivers: tuple[str, ...]
    marks: tuple[str, ...]
    why_not: str
    figure: str


@dataclass(frozen=True, slots=True)
class BriefFeedback:
    """What was heard: items of feedback, statements of the window by kind, the last day, NPS scores, open tickets;
    ``figure`` opens how many statements."""

    items: int
    kinds: dict[str, int]
    last_heard: date | None
    days_since: int | None
    scores: tuple[tuple[date, float], ...]
    open_tickets: int
    oldest_ticket: date | None
    figure: str = ""

    @property
    def statements(self) -> int:
        return sum(self.kinds.values())


@dataclass(frozen=True, slots=True)
class BriefPerson:
    """A contact as the book names them; ``email`` and ``function`` are empty where it does not say."""

    name: str
    email: str
    function: str


@dataclass(frozen=True, slots=True)
class BriefContacts:
    """Who is known: how many, in how many of nine cells; ``gaps`` in words; ``left``: name and day."""

    known: int
    filled: int
    champions: int | None
    gaps: tuple[str, ...]
    left: tuple[tuple[str, date], ...]
    last_executive: date | None
    figure: str


@dataclass(frozen=True, slots=True)
class BriefUse:
    """A metric's mean reading in the last 90 days and in the 90 before; ``of_limit`` the share of the plan's limit."""

    metric: str
    now: float | None
    change: float | None
    of_limit: float | None


@dataclass(frozen=True, slots=True)
class BriefExpansion:
    """``state``: a lead, held back, or none; ``signs`` call for it, ``reasons`` hold it back; ``estimate`` in words."""

    state: str
    signs: tuple[str, ...]
    reasons: tuple[str, ...]
    estimate: str
    figure: str


@dataclass(frozen=True, slots=True)
class BriefPlay:
    """A play that is due, by which sign."""

    play: str
    owner: str
    due: date
    why: str


@dataclass(frozen=True, slots=True)
class BriefChange:
    """What was mended on a day: the theme's name as the team wrote it, or a fact from its file of facts."""

    text: str
    day: date


@dataclass(frozen=True, slots=True)
class BriefDeparture:
    """That it left: when, for what reason on record, and whether it fitted."""

    day: date | None
    reason: str
    fit: str


@dataclass(frozen=True, slots=True)
class BriefWords:
    """Its own words by what a play is about, the newest first, a few of each: of the survey answer that holds its
    last ``score``, of its oldest open ``ticket``, on the ``price`` (there the sentence alone), and by kind; of one that
    left, on the ``reason`` on record."""

    score: tuple[BriefQuote, ...] = ()
    ticket: tuple[BriefQuote, ...] = ()
    price: tuple[BriefQuote, ...] = ()
    complaint: tuple[BriefQuote, ...] = ()
    request: tuple[BriefQuote, ...] = ()
    praise: tuple[BriefQuote, ...] = ()
    reason: tuple[BriefQuote, ...] = ()

    @property
    def all(self) -> tuple[BriefQuote, ...]:
        """All of them, each once."""
        held = (*self.score, *self.ticket, *self.price, *self.complaint, *self.request, *self.praise)
        held += self.reason
        return tuple(dict.fromkeys(held))


@dataclass(frozen=True, slots=True)
class BriefPromise:
    """What our staff promised and nobody has marked as kept: ``who`` in their own words ``text``, ``by`` the words of
    the time and ``due`` its day, None where no calendar tells it."""

    id: str
    item: str
    said: date
    who: str
    text: str
    by: str
    due: date | None
    state: str


@dataclass(frozen=True, slots=True)
class BriefMended:
    """A theme that is marked as mended, since when, and what the account itself had said in it; None where what it
    said cannot be quoted."""

    theme: str
    day: date
    raised: BriefQuote | None = None


@dataclass(frozen=True, slots=True)
class BriefOpening:
    """What a model wrote of the page's facts, checked: ``paragraphs`` with their marks, ``sources`` of the marks in
    order, ``model`` and ``prompt`` that wrote it. No part of the facts."""

    paragraphs: tuple[str, ...]
    sources: tuple[str, ...]
    model: str
    prompt: str


@dataclass(frozen=True, slots=True)
class AccountBrief:
    """The page. Amounts are a year's, in ``currency``; ``arr`` None where it does not pay; ``arr_before`` what one
    that left paid until then. ``promises``: its own words that speak of one of ours; ``owed``: what our staff
    promised that is overdue or open, overdue first, and ``owed_undated`` how many more without a time.
    ``days_to_renewal`` is negative where the date has passed. ``onboarding``: where it stands, empty when it is done
    or not recorded. ``questions``: three to ask. ``unknown``: what could not be looked at.
    ``changed``: of one that left, what it left for that was mended since. ``champion``: whom messages go to,
    ``executive``: whom those to a decision maker go to; None where nobody is known. ``milestone``: the next of its
    onboarding. ``mended``: what a note tells it of."""

    account: str
    name: str
    as_of: date
    currency: str
    tier: str
    segment: str
    industry: str
    owner: str
    executive_sponsor: str
    started: date | None
    arr: float | None
    arr_year_ago: float | None
    arr_year_ago_figure: str
    arr_before: float | None
    arr_figure: str
    renewal: date | None
    days_to_renewal: int | None
    departure: BriefDeparture | None
    health: BriefHealth | None
    risk: BriefRisk | None
    feedback: BriefFeedback
    themes: tuple[BriefTheme, ...]
    loose: tuple[BriefQuote, ...]
    contacts: BriefContacts | None
    use: tuple[BriefUse, ...]
    unused: tuple[str, ...]
    onboarding: str
    expansion: BriefExpansion | None
    promises: tuple[BriefQuote, ...]
    plays: tuple[BriefPlay, ...]
    questions: tuple[str, ...]
    unknown: tuple[str, ...]
    changed: tuple[BriefChange, ...] = ()
    champion: BriefPerson | None = None
    executive: BriefPerson | None = None
    mended: BriefMended | None = None
    owed: tuple[BriefPromise, ...] = ()
    owed_undated: int = 0
    words: BriefWords = BriefWords()
    milestone: str = ""

    @property
    def late(self) -> BriefPromise | None:
        """What we promised and are late with for longest."""
        late = [one for one in self.owed if one.state == "overdue"]
        return min(late, key=lambda one: (one.due or one.said, one.id), default=None)
