"""The one pure module that turns numbers into text for the screen. No widget, no markup, no clock."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from foundation.money import amount, count, percent, short_amount

if TYPE_CHECKING:
    from foundation.months import Month
    from synthesis.figures import Component, Coverage, TrendPoint, Unclustered

__all__ = ["amount", "count", "percent", "short_amount"]  # passed on, so that there is one place to ask

_STILL = 0.05
_LEVELS = "▁▂▃▄▅▆▇█"
_EIGHTHS = " ▏▎▍▌▋▊▉█"


def spark(values: Sequence[float]) -> str:
    """One character a value, scaled to the largest; nothing at all is a dot."""
    top = max(values, default=0)
    return "".join("·" if value <= 0 else _LEVELS[round(value / top * 7)] for value in values)


def bar(share: float, width: int) -> str:
    """``share`` (0-1) of ``width`` cells in eighths of a cell, the rest light."""
    eighths = round(min(1.0, max(0.0, share)) * width * 8)
    full, part = divmod(eighths, 8)
    return ("█" * full + (_EIGHTHS[part] if part else "")).ljust(width, "░")


def columns(values: Sequence[float], height: int, width: int) -> list[str]:
    """A column chart of ``height`` lines, top line first; each value takes ``width`` cells and a gap."""
    top = max(values, default=0) or 1
    eighths = [round(value / top * height * 8) for value in values]
    lines = []
    for level in range(height - 1, -1, -1):
        cells = [min(8, max(0, value - level * 8)) for value in eighths]
        lines.append(" ".join((" " + _LEVELS)[cell] * width for cell in cells))
    return lines


def month_axis(months: Sequence[Month], width: int) -> str:
    """The months under ``columns``: their first letters, or their numbers where two cells fit."""
    names = [f"{month.number:02d}" if width >= 2 else "JFMAMJJASOND"[month.number - 1] for month in months]
    return " ".join(f"{name:^{width}}" for name in names)


def trend_values(trend: Sequence[TrendPoint], months: int = 12) -> list[float]:
    """Statements of the last ``months`` months, oldest first."""
    return [float(point.statements) for point in trend[-months:]]


def growth(change: float | None) -> str:
    """``+50 %``; a dash without history."""
    return "–" if change is None else f"{change * 100:+.0f} %"


def stability(value: float, tentative: bool) -> str:
    """``0.83``; ``~0.41`` where it comes back too badly to be relied on."""
    return f"{'~' if tentative else ''}{decimal(value)}"


def money_width(currency: str) -> int:
    """The cells that a short amount takes at most in a table."""
    return 7 + max(0, len(short_amount(0, currency)) - 2)


def span(between: tuple[float, float], currency: str) -> str:
    """``$1k–$3k``, for a table whose head says which interval it is."""
    low, high = (short_amount(value, currency) for value in between)
    return low if low == high else f"{low}–{high}"


def rank_move(before: int, after: int | None) -> str:
    """``▲3``, ``▼12``, ``=`` for the same place, ``out`` for none: places gained or lost."""
    if after is None:
        return "out"
    by = before - after
    return "=" if not by else f"{'▲' if by > 0 else '▼'}{abs(by)}"


def change_of(before: str, after: str | None) -> str:
    """``12 → 9``; one of them where nothing changed; a dash where there is no after."""
    if after is None:
        return f"{before} → –"
    return before if before == after else f"{before} → {after}"


def interval(low: float, high: float, currency: str) -> str:
    """``80 % interval $1k to $3k``."""
    return f"80 % interval {short_amount(low, currency)} to {short_amount(high, currency)}"


def component_value(part: Component, currency: str) -> str:
    """A component's own value in its own unit."""
    if part.name in ("arr", "at_risk"):
        return short_amount(part.value, currency)
    if part.name == "breadth":
        return count(round(part.value), "account")
    if part.name == "trend":
        return growth(part.value)
    if part.name == "recency":
        return count(round(part.value), "day")
    return decimal(part.value)


def whole(value: float) -> str:
    """``74``: points of 100."""
    return f"{value:.0f}"


def tenths(value: float) -> str:
    """``74.2``."""
    return f"{value:.1f}"


def component_sum(part: Component) -> str:
    """``0.82 × 30 % = 24.6``: the term of the formula, in points of 100."""
    return f"{part.score:.2f} × {part.weight * 100:2.0f} % = {part.score * part.weight * 100:4.1f}"


def heard(coverage: Coverage) -> str:
    """``34/137 accts``."""
    return f"{coverage.accounts:,}/{coverage.accounts_total:,} accts"


def unclustered(out: Unclustered, currency: str) -> str:
    """``120 · $45k ARR``: statements, and the ARR that only they carry."""
    return f"{out.statements:,} · {short_amount(out.arr, currency)} ARR"


def elapsed(seconds: float) -> str:
    """``45 s``, ``2 min 05 s``."""
    whole = int(seconds)
    return f"{whole} s" if whole < 60 else f"{whole // 60} min {whole % 60:02d} s"


def progress_words(stage: str, done: int, total: int | None, seconds: float) -> str:
    """``embedding  1,200 of 3,000  40 %  12 s  100 a second  18 s left``; what is unknown is left out."""
    parts = [stage]
    if total:
        parts += [f"{done:,} of {total:,}", percent(done / total, 0)]
    elif done:
        parts.append(f"{done:,}")
    parts.append(elapsed(seconds))
    if done and seconds >= 1:
        parts.append(f"{done / seconds:,.0f} a second")
    if total and 0 < done < total and seconds > 3:
        parts.append(f"{elapsed(seconds / done * (total - done))} left")
    return "  ".join(parts)


def risk(share: float | None, calibrated: bool) -> str:
    """A probability in percent, a share of the scorecard's points as a number, a dash for none."""
    if share is None:
        return "–"
    if not calibrated:
        return decimal(share)
    return "<1 %" if share < 0.01 else percent(share, 0)


def decimal(value: float) -> str:
    """``0.83``: a share of 1 that is no percentage."""
    return f"{value:.2f}"


def points(share: float) -> str:
    """``+3.2``: a difference of two shares, in percentage points."""
    return f"{share * 100:+.1f}"


def arrow(by: float | None) -> str:
    """The way that a score went; a dash for no change, nothing where it is not known."""
    if by is None:
        return ""
    return "–" if abs(by) < _STILL else "▲" if by > 0 else "▼"


def moved(by: float | None) -> str:
    """``▼ 4.5``: up or down."""
    if by is None:
        return ""
    return arrow(by) if abs(by) < _STILL else f"{arrow(by)} {abs(by):.1f}"


def days_ahead(days: int | None) -> str:
    """``in 12 days``, ``today``, ``3 days ago``; a dash where no day is known."""
    if days is None:
        return "–"
    if days == 0:
        return "today"
    return f"in {count(days, 'day')}" if days > 0 else f"{count(-days, 'day')} ago"


def days_left(days: int | None) -> str:
    """``12 d``, ``today``, ``12 d ago``, a dash where no day is known: for a table."""
    if days is None:
        return "–"
    return "today" if days == 0 else f"{days:,} d" if days > 0 else f"{-days:,} d ago"


def days_since(days: int | None) -> str:
    """``12 d``, ``today``, ``never``: for a table."""
    return "never" if days is None else "today" if days == 0 else f"{days:,} d"


def due_in(day: date, today: date) -> str:
    """``today``, ``in 5 days``, ``3 days late``."""
    days = (day - today).days
    return f"{count(-days, 'day')} late" if days < 0 else days_ahead(days)


def day_short(day: date) -> str:
    """``31 Oct``."""
    return f"{day.day} {day:%b}"


def day_year(day: date) -> str:
    """``31 Oct 2026``."""
    return f"{day.day} {day:%b %Y}"


def figure_number(value: float) -> str:
    """A value as exact as it is printed anywhere: six decimals, without those that say nothing."""
    return f"{value:,.6f}".rstrip("0").rstrip(".")


def figure_value(value: float | None, unit: str) -> str:
    """``0.987 (98.7 %)`` for a ratio, else the number with its unit."""
    if value is None:
        return "no value"
    if unit == "ratio":
        return f"{figure_number(value)} ({percent(value)})"
    return f"{figure_number(value)} {unit}".rstrip()


def size(bytes_: int) -> str:
    """``812 B``, ``1.2 MB``."""
    value = float(bytes_)
    for unit in ("B", "kB", "MB"):
        if value < 1000:
            return f"{value:.0f} {unit}" if unit == "B" or value >= 100 else f"{value:.1f} {unit}"
        value /= 1000
    return f"{value:.1f} GB"


def dollars(value: float) -> str:
    """``$0.0042``, ``$1.20``: what a model costs is mostly less than a cent."""
    return f"${value:,.4f}" if 0 < value < 1 else f"${value:,.2f}"


def spending(here: float, month: float, cap: float | None) -> str:
    """``$0.0042 since the app was opened · $0.31 this month of $20.00``."""
    of = f" of {dollars(cap)}" if cap is not None else ""
    return f"{dollars(here)} since the app was opened · {dollars(month)} this month{of}"


def pieces_found(found: int, seconds: float) -> str:
    """``3 pieces of evidence  0.4 s``."""
    number = count(found, "piece") + " of evidence" if found else "figures, no words"
    return f"{number}  {seconds:.1f} s"


def written(characters: int) -> str:
    """``1,240 characters so far``."""
    return f"{count(characters, 'character')} so far"


def tokens(number: int, cost: float | None) -> str:
    """``1,234 tokens, $0.0042``."""
    return count(number, "token") + ("" if cost is None else f", {dollars(cost)}")


def asked_on(at: datetime) -> str:
    """``11-02 09:30`` in the reader's own time zone."""
    return f"{at.astimezone():%m-%d %H:%M}"


def moment(at: datetime | None) -> str:
    """A time in the reader's own time zone, ``never`` for none."""
    return "never" if at is None else f"{at.astimezone():%Y-%m-%d %H:%M}"
