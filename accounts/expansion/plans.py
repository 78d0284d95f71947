"""The plan table: what each plan costs, holds and limits, and which one comes next. A file that people write.

Keeps the rule that nothing is guessed: a plan that the table does not name has no price and no features, and a
table that contradicts itself is refused with the key that does.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from pydantic import Field

from foundation.errors import SettingsError
from foundation.sections import _Section
from foundation.text import folded
from foundation.toml_files import read_toml

_HINT = "See docs/expansion.md."


class Plan(_Section):
    """``price_per_seat`` or ``flat_mrr`` is the list price a month; neither: on request. ``limits`` by metric;
    ``also`` are other names in the subscriptions table; ``next`` is the plan above it."""

    name: str = Field(min_length=1)
    also: tuple[str, ...] = ()
    price_per_seat: float | None = Field(default=None, gt=0)
    flat_mrr: float | None = Field(default=None, gt=0)
    limits: dict[str, float] = Field(default_factory=dict)
    features: tuple[str, ...] = ()
    next: str = ""

    @property
    def list_price(self) -> float | None:
        """A month's price: of a seat, or of the plan."""
        return self.price_per_seat if self.price_per_seat is not None else self.flat_mrr


class Feature(_Section):
    """Something that some plans hold. ``words``: how customers call it; ``metrics``: usage that only those who
    hold it should have."""

    name: str = Field(min_length=1)
    words: tuple[str, ...] = ()
    metrics: tuple[str, ...] = ()


class PlanTable(_Section):
    """``seat_metrics``: metrics of use whose limit is the number of seats bought."""

    currency: str = Field(default="", pattern="^([A-Z]{3})?$")
    seat_metrics: tuple[str, ...] = ()
    plans: tuple[Plan, ...] = Field(min_length=1)
    features: tuple[Feature, ...] = ()

    def plan(self, name: str) -> Plan | None:
        """The plan that goes by ``name``; case and white space apart."""
        word = folded(name)
        return next(
            (one for one in self.plans if word in (folded(one.name), *(folded(also) for also in one.also))),
            None,
        )

    def above(self, plan: Plan) -> Iterator[Plan]:
        """The plans above, nearest first."""
        at = self.plan(plan.next) if plan.next else None
        while at is not None:
            yield at
            at = self.plan(at.next) if at.next else None

    def first_with(self, plan: Plan, feature: str) -> Plan | None:
        """The nearest plan above that holds ``feature``, None where ``plan`` holds it or none above does."""
        wanted = folded(feature)
        if wanted in (folded(own) for own in plan.features):
            return None
        return next(
            (one for one in self.above(plan) if wanted in (folded(own) for own in one.features)), None
        )


def read_plans(text: str, where: str, currency: str) -> PlanTable:
    """The table from its file's text; ``currency`` is the workspace's. Raises SettingsError that names the file
    and the key."""
    table = read_toml(text, PlanTable, where, _HINT)
    if table.currency and table.currency != currency:
        raise _wrong(
            f"currency: the prices are in {table.currency}, the workspace counts in {currency}", where
        )
    _check_names(table, where)
    known = {folded(one.name) for one in table.features}
    for number, plan in enumerate(table.plans, start=1):
        key = f"plans[{number}] {plan.name!r}"
        if plan.price_per_seat is not None and plan.flat_mrr is not None:
            raise _wrong(f"{key}: it has price_per_seat and flat_mrr; one of them is its price", where)
        missing = next((name for name in plan.features if folded(name) not in known), None)
        if missing is not None:
            raise _unknown(f"{key}.features", missing, "feature", [one.name for one in table.features], where)
        if plan.next and table.plan(plan.next) is None:
            raise _unknown(f"{key}.next", plan.next, "plan", [one.name for one in table.plans], where)
        limit = next((metric for metric, most in plan.limits.items() if not most > 0), None)
        if limit is not None:
            raise _wrong(f"{key}.limits.{limit}: a limit is above 0; leave it out where there is none", where)
    _check_ladder(table, where)
    return table


def _check_names(table: PlanTable, where: str) -> None:
    for kind, names in (
        ("plans", [(one.name, *one.also) for one in table.plans]),
        ("features", [(one.name,) for one in table.features]),
    ):
        seen: dict[str, int] = {}
        for number, own in enumerate(names, start=1):
            for name in {folded(one): one for one in own}.values():
                if folded(name) in seen:
                    raise _wrong(f"{kind}[{number}]: {name!r} names {kind}[{seen[folded(name)]}] too", where)
                seen[folded(name)] = number


def _check_ladder(table: PlanTable, where: str) -> None:
    for number, plan in enumerate(table.plans, start=1):
        passed, at = [plan.name], plan
        while at.next:
            step = table.plan(at.next)
            if step is None:
                break
            if step.name in passed:
                round_trip = " -> ".join([*passed, step.name])
                raise _wrong(f"plans[{number}] {plan.name!r}.next: it goes in a circle: {round_trip}", where)
            passed.append(step.name)
            at = step


def _unknown(key: str, name: str, kind: str, known: list[str], where: str) -> SettingsError:
    near = get_close_matches(name, known, n=1)
    words = f"Did you mean {near[0]!r}?" if near else f"There are: {', '.join(known) or 'none'}."
    return SettingsError(f"{key}: {name!r} is no {kind} of this table", where=where, hint=words)


def _wrong(what: str, where: str) -> SettingsError:
    return SettingsError(what, where=where, hint=_HINT)
