"""What an account would pay more, by the plan table: more seats, or the next plan.

    more seats   extra_seats x min(mrr / seats, list_price)     the account's own price, or the list's if lower;
                 extra_seats = seats in use / headroom, rounded up, less the seats that are bought
    next plan    mrr x (next_price / list_price - 1)            the account's own discount moves with it

``mrr`` is what the account pays, ``seats`` what it bought, prices are those of the list. Both plans must be priced the
same way (by seat, or flat); from a flat plan to one by seat, seats x next_price - mrr. Keeps the rule that what the
table does not say is refused with the reason, and that an estimate is above 0 or none.
"""

from __future__ import annotations

from accounts.expansion.context import Context
from accounts.expansion.inputs import Estimate, Family, Trigger
from accounts.expansion.plans import Plan
from accounts.explanation import Input
from foundation.money import amount as money

_NO_TABLE = "no estimate: there is no plans.toml with prices"


def estimate(ctx: Context, trigger: Trigger) -> Estimate:
    """The estimate for one trigger of one account."""
    table = ctx.inputs.plans
    if table is None:
        return Estimate(None, _NO_TABLE)
    row = ctx.place[trigger.account]
    own = str(ctx.plans[row])
    plan = ctx.plan_of[own]
    if plan is None:
        named = f"the plan {own!r} is not in plans.toml" if own else "no subscription names a plan"
        return Estimate(None, f"no estimate: {named}")
    if trigger.family is Family.USAGE:
        if ctx.counts_seats(trigger.subject) and plan.price_per_seat is not None:
            return _seats(ctx, trigger, plan)
        return _roomier(ctx, trigger, plan)
    if trigger.family is Family.FEATURE:
        target = table.plan(trigger.target)
        return _upgrade(ctx, trigger, plan, target) if target else Estimate(None, "no estimate: no such plan")
    if trigger.rule == "seats in use" and plan.price_per_seat is not None:
        return Estimate(None, "no estimate: the seats bought are not used up yet")
    if trigger.rule == "seats bought":
        return Estimate(None, "no estimate: those seats are bought; what comes next is to be asked")
    if trigger.rule == "more seats asked for":
        return Estimate(None, "no estimate: how many seats is to be asked")
    return Estimate(None, "no estimate: the moment names no product")


def _seats(ctx: Context, trigger: Trigger, plan: Plan) -> Estimate:
    row = ctx.place[trigger.account]
    mrr, price = float(ctx.mrr[row]), plan.price_per_seat or 0.0
    seats = float(ctx.seats[row]) if ctx.seats[row] > 0 else trigger.limit
    extra = trigger.wanted - max(trigger.limit, seats)
    if extra < 1:
        bought = f"the subscriptions name {seats:,.0f} seats, enough for the {trigger.subject} there is"
        return Estimate(None, f"no estimate: {bought}")
    most = plan.limits.get(trigger.subject)
    if most is not None and trigger.wanted > most:
        return _roomier(ctx, trigger, plan)
    value = extra * min(mrr / seats, price)
    return Estimate(
        mrr=value,
        words=f"{extra:,.0f} more seats bring use back to {ctx.params.headroom:.0%} of what is bought, at "
        f"{min(mrr / seats, price):,.2f} {ctx.book.currency} a seat"
        f" ({'its own price' if mrr / seats <= price else 'the list price; it pays more for those it has'})",
        formula="extra_seats * min(mrr / seats, list_price)",
        inputs=(
            Input("extra_seats", extra, "seats"),
            Input("mrr", mrr, f"{ctx.book.currency} a month"),
            Input("seats", seats, "seats"),
            Input("list_price", price, f"{ctx.book.currency} a seat and month"),
        ),
    )


def _roomier(ctx: Context, trigger: Trigger, plan: Plan) -> Estimate:
    """The nearest plan above with room for what is used, a plan without that limit among them."""
    table = ctx.inputs.plans
    above = list(table.above(plan)) if table else []
    if not above:
        return Estimate(
            None, f"no estimate: plans.toml has no plan above {plan.name}; a talk about its terms"
        )
    for higher in above:
        most = higher.limits.get(trigger.subject)
        if most is None or most >= trigger.wanted:
            return _upgrade(ctx, trigger, plan, higher)
    return Estimate(
        None, f"no estimate: no plan above {plan.name} has room for {trigger.wanted:,.0f} {trigger.subject}"
    )


def _upgrade(ctx: Context, trigger: Trigger, plan: Plan, target: Plan) -> Estimate:
    row = ctx.place[trigger.account]
    mrr, unit = float(ctx.mrr[row]), f"{ctx.book.currency} a month"
    unpriced = next((one.name for one in (plan, target) if one.list_price is None), None)
    if unpriced is not None:
        return Estimate(None, f"no estimate: {unpriced} has no price in plans.toml", plan=target.name)
    old, new = plan.list_price or 0.0, target.list_price or 0.0
    if (plan.price_per_seat is None) == (target.price_per_seat is None):
        value = mrr * (new / old - 1)
        formula = "mrr * (next_price / list_price - 1)"
        inputs = [Input("mrr", mrr, unit), Input("next_price", new, unit), Input("list_price", old, unit)]
        words = f"{target.name} costs {new / old - 1:+.0%} of {plan.name} by the list"
    elif target.flat_mrr is not None:
        value, formula = new - mrr, "next_price - mrr"
        inputs = [Input("next_price", new, unit), Input("mrr", mrr, unit)]
        words = f"{target.name} costs {money(new, ctx.book.currency)} a month"
    elif ctx.seats[row] > 0:
        seats = float(ctx.seats[row])
        value, formula = seats * new - mrr, "seats * next_price - mrr"
        inputs = [Input("seats", seats, "seats"), Input("next_price", new, unit), Input("mrr", mrr, unit)]
        words = f"{seats:,.0f} seats on {target.name} at {new:,.2f} {ctx.book.currency}"
    else:
        return Estimate(None, "no estimate: no subscription says how many seats there are", plan=target.name)
    if value <= 0:
        words = f"no estimate: it pays as much already as {target.name} costs by the list"
        return Estimate(None, words, plan=target.name)
    return Estimate(value, words, formula, tuple(inputs), target.name)
