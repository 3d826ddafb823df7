"""Whatever the ticket, the split and what happened since: returns take back what was given. Source: T12."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facet.kernel.money import partial_reversal
from facet.loyalty.rules import ledger, referral
from facet.loyalty.rules.award import split_taking
from facet.loyalty.rules.earning import EarningLine, points_of_ticket
from facet.loyalty.rules.kinds import EntryKind
from facet.loyalty.rules.ledger import Balance
from facet.loyalty.rules.parsing import parse_programme
from facet.loyalty.rules.templates import TEMPLATES

LINES = st.lists(
    st.tuples(
        st.sampled_from(["diamond", "gold", "platinum", "craft", "bar"]), st.integers(0, 3_000_000), st.booleans(),
        st.lists(st.integers(1, 400), min_size=1, max_size=5),
    ),
    min_size=1, max_size=4,
)  # fmt: skip
GRADES = st.sampled_from(["ordinary", "silver", "gold", "diamond"])


@st.composite
def tickets(draw):
    """A ticket under any rules, and the order in which parts of its lines come back, with what is spent between."""
    lines = draw(LINES)
    returns = draw(st.permutations([(number, part) for number, line in enumerate(lines) for part in line[3]]))
    return {
        "lines": lines, "grade": draw(GRADES), "rate": draw(st.integers(0, 50_000)),
        "on": date(2026, 1, 1) + timedelta(days=draw(st.integers(0, 364))),
        "returns": returns, "waiting": draw(st.booleans()),
        "spent": draw(st.lists(st.integers(0, 5_000), min_size=len(returns), max_size=len(returns))),
        "percents": draw(st.lists(st.integers(0, 3_000), max_size=3)),
    }  # fmt: skip


def earned(ticket):
    """Each line's points, and each level's share of them."""
    base, ladder = TEMPLATES["seed"]
    rates = base["rates"] | {"gold": ticket["rate"]}
    rules = parse_programme(base | {"rates": rates}, ladder, version_id=1, number=1)
    lines = [EarningLine(n, *line[:2], is_new_product=line[2]) for n, line in enumerate(ticket["lines"])]
    found = points_of_ticket(lines, programme=rules, grade=rules.grade(ticket["grade"]), on=ticket["on"]).lines
    shares = [
        [referral.share_of(referral.base_points(line.base_cents, line.rate_bp), percent) for line in found]
        for percent in ticket["percents"]
    ]
    return [line.points for line in found], shares


class Holder:
    """One account, and what of each line's points has gone back."""

    def __init__(self, points, *, kind=None, waits=False):
        self.points, self.back, self.counts = points, [0] * len(points), kind is None
        self.waiting = sum(points) if waits else 0
        given = 0 if waits else sum(points)
        credit = ledger.earn(Balance(), given) if kind is None else ledger.award(Balance(), given, kind=kind)
        self.balance = credit[-1].after if credit else Balance()
        self.spent = 0

    def spend(self, points):
        if 0 < points <= self.balance.available:
            self.balance = ledger.spend(self.balance, points, kind=EntryKind.REDEEMED).after
            self.spent += points

    def take(self, number, *, returned, whole):
        now = partial_reversal(self.points[number], returned=returned, whole=whole, already=self.back[number])
        assert now >= 0
        self.back[number] += now
        waiting, debit = split_taking(self.waiting, now)
        self.waiting -= waiting
        if debit:
            change = ledger.claw_back if self.counts else ledger.take_back
            self.balance = change(self.balance, debit).after

    def check(self):
        assert self.back == self.points
        assert (self.waiting, self.balance.lifetime) == (0, 0)
        assert (self.balance.available, self.balance.owed) == (0, self.spent)


@given(ticket=tickets())
def _returns_take_everything_back(ticket):
    points, shares = earned(ticket)
    holders = [Holder(points, waits=ticket["waiting"])]
    holders += [Holder(each, kind=EntryKind.REFERRED) for each in shares]
    returned = [0] * len(ticket["lines"])
    for (number, part), spent in zip(ticket["returns"], ticket["spent"], strict=True):
        returned[number] += part
        for holder in holders:
            holder.spend(spent)
            holder.take(number, returned=returned[number], whole=sum(ticket["lines"][number][3]))
            assert holder.balance.available - holder.balance.owed + holder.waiting == (
                sum(holder.points) - sum(holder.back) - holder.spent
            )
    for holder in holders:
        holder.check()


@pytest.mark.proof
def test_returns_in_any_split_take_back_exactly_what_was_given(is_proof):
    settings(max_examples=10_000 if is_proof else 500, deadline=None)(_returns_take_everything_back)()
