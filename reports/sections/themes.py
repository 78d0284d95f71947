"""The ranked themes: one table of all, a picture of the first, and each of the first told in full with its words."""

from __future__ import annotations

from reports.document import Block, Chart, Column, Drawing, Group, Kind, Paragraph, Points, Table
from reports.facts import ReportFacts
from reports.pieces import account, opens, quote_block, theme
from reports.words import Figure, Said, Text, joined, many, money, number, share
from synthesis.overlay import decided
from synthesis.themes import ThemeStatus, WeightedTheme

_RANKED = 40  # rows of the ranking that a document shows
_DRAWN = 12
_FULL = 20  # themes told in full
_IN_WORDS = 20  # more themes, told by two quotes each
_ALONE = 10  # themes of one account that are told at all
_BEHIND = 5
_COMPONENT_WORDS = {"arr": "ARR", "at_risk": "ARR at risk"}
_STEADY_MOVE = 0.5


def blocks(facts: ReportFacts) -> tuple[Block, ...]:
    """The ranking, then the themes that several accounts raised, then those of one account alone."""
    heard = [one for one in facts.run.themes if one.weights.statements]
    if not heard:
        return (Paragraph(("No theme was raised this month.",)),)
    ranks = {one.theme.id: at for at, one in enumerate(heard, start=1)}
    unmatched = not facts.run.coverage.accounts  # then a theme's accounts say nothing
    shared = [one for one in heard if one.weights.accounts > 1 or unmatched]
    alone = [one for one in heard if one.weights.accounts <= 1 and not unmatched]
    found: list[Block] = [
        *((_chart(heard, facts),) if any(one.weights.arr_at_risk for one in heard) else ()),
        _ranking(heard, facts),
        Paragraph(
            (
                "ARR counts each account once per theme, so the column adds up to more than the ARR heard from. "
                f"At risk is ARR x {_risk_words(facts)}; its interval holds 80 %.",
            )
        ),
        *(_told(ranks[one.theme.id], one, facts) for one in shared[:_FULL]),
    ]
    if shared[_FULL:]:
        more = shared[_FULL : _FULL + _IN_WORDS]
        found.append(
            Group(("Further themes",), tuple(_in_words(ranks[one.theme.id], one, facts) for one in more))
        )
    if alone:
        found.append(_by_one(alone, ranks, facts))
    return tuple(found)


def _ranking(heard: list[WeightedTheme], facts: ReportFacts) -> Table:
    columns = (
        Column("#", Kind.COUNT),
        Column("Theme", wide=True),
        Column("Status"),
        Column("Kind"),
        Column("ARR", Kind.MONEY),
        Column("At risk", Kind.MONEY),
        Column("from", Kind.MONEY),
        Column("to", Kind.MONEY),
        Column("Accounts", Kind.COUNT),
        Column("Said", Kind.COUNT),
        Column("Trend"),
        Column("Priority", Kind.NUMBER),
    )
    rows = tuple(_row(at, one, facts) for at, one in enumerate(heard, start=1))
    window = len(heard[0].weights.trend)
    caption = f"Themes by priority; the trend shows statements by month over {window} months"
    return Table("Themes", caption, columns, rows, _RANKED)


def _row(rank: int, one: WeightedTheme, facts: ReportFacts) -> tuple[Text, ...]:
    weights, currency = one.weights, facts.currency
    return (
        (many(rank),),
        (theme(one),),
        (one.status.value,),
        (one.theme.kind.value,),
        (money(weights.arr, currency, opens(facts, one, "arr")),),
        *((amount,) for amount in _at_risk(one, facts)),
        (many(weights.accounts, "", opens(facts, one, "accounts")),),
        (many(weights.statements, "", opens(facts, one, "statements")),),
        (spark(one),),
        (number(weights.priority, 0),),
    )


def _at_risk(one: WeightedTheme, facts: ReportFacts) -> tuple[Figure, Figure, Figure]:
    """The ARR at risk and both ends of its interval."""
    low, high = one.weights.arr_at_risk_interval
    at_risk, currency = one.weights.arr_at_risk, facts.currency
    return (
        money(at_risk, currency, opens(facts, one, "at_risk")),
        money(low, currency, opens(facts, one, "at_risk_low")),
        money(high, currency, opens(facts, one, "at_risk_high")),
    )


def _chart(heard: list[WeightedTheme], facts: ReportFacts) -> Chart:
    by_risk = sorted(heard, key=lambda one: (-one.weights.arr_at_risk, one.theme.id))[:_DRAWN]
    rows: list[tuple[Text, ...]] = [
        ((theme(one),), *((amount,) for amount in _at_risk(one, facts))) for one in by_risk
    ]
    table = Table(
        "ARR at risk by theme",
        "ARR at risk of the themes with most of it, and its 80 % interval",
        (
            Column("Theme", wide=True),
            Column("At risk", Kind.MONEY),
            Column("from", Kind.MONEY),
            Column("to", Kind.MONEY),
        ),
        tuple(rows),
    )
    first = by_risk[0]
    point: Text = (
        "Most ARR at risk stands behind “",
        theme(first),
        "”: ",
        _at_risk(first, facts)[0],
        ". Lines show the 80 % interval: themes whose lines overlap far are not told apart by it.",
    )
    return Chart(Drawing.BARS, point, table, (1,), low=2, high=3, beside=False)


def _told(rank: int, one: WeightedTheme, facts: ReportFacts) -> Group:
    quotes = tuple(quote_block(facts, quote) for quote in one.quotes[: facts.max_quotes])
    behind = [_behind(facts, own.account_id, own.arr) for own in one.weights.top_accounts[:_BEHIND]]
    last: Text = (
        ("Behind it: ", *joined(behind, ", "), ".")
        if behind
        else ("No account with revenue is behind it this month.",)
    )
    return Group((f"{rank}. ", theme(one)), (Points(tuple(_facts(one, facts))), *quotes, Paragraph(last)))


def _facts(one: WeightedTheme, facts: ReportFacts) -> list[Text]:
    weights = one.weights
    at_risk, low, high = _at_risk(one, facts)
    copies: Text = (" and ", many(weights.copies, "near repetition"), " of them") if weights.copies else ()
    lines: list[Text] = [
        (
            money(weights.arr, facts.currency, opens(facts, one, "arr")),
            " of ARR in ",
            many(weights.accounts, "account", opens(facts, one, "accounts")),
            ", ",
            many(weights.statements, "statement", opens(facts, one, "statements")),
            *copies,
            "; ",
            *_trend_words(one),
        ),
        (
            at_risk,
            f" at risk ({'a mere example, ' if weights.few_accounts else ''}80 % interval ",
            low,
            " to ",
            high,
            "); the largest account is ",
            share(weights.largest_account_share, opens(facts, one, "largest_share"), 0),
            " of the theme's ARR",
        ),
        ("priority ", number(weights.priority, 0), f" of 100 = 100 x ({_components(one)})"),
    ]
    lines += _nps(one)
    if one.theme.tentative:
        lines.append(
            ("tentative: on average ", share(one.theme.stability, digits=0), " of it came back in resamples")
        )
    lines += [(Said(line.rstrip(".")),) for line in decided(one)]
    return lines


def _nps(one: WeightedTheme) -> list[Text]:
    """What the month's score would be without it; nothing where too few answered."""
    nps = one.weights.nps
    if nps is None:
        return []
    return [
        (
            "the month's NPS of ",
            number(nps.score, 0, signed=True),
            " would be ",
            number(nps.without, 0, signed=True),
            " without the ",
            many(nps.in_theme),
            " of ",
            many(nps.answers, "answer"),
            " with it",
        )
    ]


def _behind(facts: ReportFacts, key: str, arr: float) -> Text:
    tier = facts.account(key).tier
    return (
        account(facts, key),
        " (",
        money(arr, facts.currency, f"arr:{key}@{facts.month}"),
        f"{', ' if tier else ''}{tier})",
    )


def _in_words(rank: int, one: WeightedTheme, facts: ReportFacts) -> Group:
    return Group((f"{rank}. ", theme(one)), tuple(quote_block(facts, quote) for quote in one.quotes[:2]))


def _by_one(alone: list[WeightedTheme], ranks: dict[str, int], facts: ReportFacts) -> Group:
    more = f" The first {_ALONE} of {len(alone)}:" if len(alone) > _ALONE else ""
    said = Paragraph(
        (
            "Too little to speak of a theme of the month; they stand here because other months had more."
            + more,
        )
    )
    told = tuple(_in_words(ranks[one.theme.id], one, facts) for one in alone[:_ALONE])
    return Group(("Raised by one account only",), (said, *told))


def _risk_words(facts: ReportFacts) -> str:
    noted = facts.run.manifest.noted_risk()
    if noted and noted[0] == "model":
        return "each account's calibrated probability of leaving"
    return "risk points of each account, a scorecard and not a probability"


def _trend_words(one: WeightedTheme) -> Text:
    growth = one.weights.growth
    if one.status is ThemeStatus.NEW:
        return ("new this month",)
    if growth is None:
        return (f"{one.status.value}; too few statements to speak of a trend",)
    now = one.weights.trend[-1].share
    moved: Text = (
        share(now),
        " of all statements after ",
        share(now / (1 + growth) if growth > -1 else 0.0),
        " in the three months before",
    )
    if one.status is ThemeStatus.STEADY and abs(growth) >= _STEADY_MOVE:
        return (*moved, ", too few to call it a change")
    return (f"{one.status.value}, ", *moved)


def _components(one: WeightedTheme) -> str:
    return " + ".join(
        f"{_COMPONENT_WORDS.get(part.name, part.name)} {part.score:.2f} x {part.weight:.2f}"
        for part in one.weights.components
    )


_BARS = "▁▂▃▄▅▆▇█"


def spark(one: WeightedTheme) -> str:
    """A theme's statements by month as bars, highest month = full; a dot is a month without any."""
    trend = one.weights.trend
    top = max((point.statements for point in trend), default=0)
    return "".join(
        _BARS[min(7, point.statements * 8 // (top + 1))] if point.statements else "·" for point in trend
    )
