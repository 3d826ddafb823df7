"""Any path of earning, returning, adjusting, expiring and new rules keeps the law. Source: T11, T12, D6."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import Sum
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from facet.loyalty import services
from facet.loyalty.errors import PointsShort
from facet.loyalty.models import LotMove, PointsAccount
from facet.loyalty.rules.earning import EarningLine
from facet.loyalty.rules.templates import TEMPLATES
from facet.loyalty.selectors.books import points_books
from facet.loyalty.services import ReturnedLine
from facet.loyalty.services.programme import Rules
from facet.loyalty.tests import factories as make


class PointsLedger(RuleBasedStateMachine):
    """One member's points beside a model of three numbers."""

    documents = Bundle("documents")

    def __init__(self):
        super().__init__()
        make.programme()
        self.new_rules(rate=10_000, template="seed")  # what the example before published must not count
        self.member = make.member()
        self.day = make.ON
        self.available = self.owed = self.lifetime = 0
        self.sold = {}  # document → [points earned, parts, parts that came back, points taken back]

    @rule(target=documents, points_class=st.sampled_from(["gold", "diamond", "bar"]), cents=st.integers(0, 500_000),
          new=st.booleans(), parts=st.integers(1, 4))  # fmt: skip
    def earn(self, points_class, cents, new, parts):
        document = f"m{self.member.pk}.{len(self.sold)}"
        line = EarningLine(1, points_class, cents, is_new_product=new)
        earned = make.earn(self.member, line, on=self.day, document=document)
        self.sold[document] = [earned.points, parts, 0, 0]
        self.lifetime += earned.points
        self._credit(earned.points)
        return document

    @rule(document=documents)
    def give_back(self, document):
        earned, parts, back, taken = self.sold[document]
        if back == parts:
            return
        line = ReturnedLine(document=document, line_no=1, returned=back + 1, whole=parts)
        now = make.give_back(self.member, line, on=self.day).points
        self.sold[document] = [earned, parts, back + 1, taken + now]
        self.lifetime -= now
        self.owed += max(now - self.available, 0)
        self.available -= min(now, self.available)
        assert back + 1 < parts or taken + now == earned

    @rule()
    def spend_everything(self):
        """So that the next return leaves something owed."""
        if self.available:
            self.adjust(points=-self.available)

    @rule(points=st.integers(-3_000, 3_000).filter(bool))
    def adjust(self, points):
        if points < -self.available:
            with pytest.raises(PointsShort):
                make.adjust(self.member, points, on=self.day)
            return
        make.adjust(self.member, points, on=self.day)
        if points > 0:
            self._credit(points)
        else:
            self.available += points

    @rule(days=st.integers(1, 400))
    def time_goes_by(self, days):
        self.day += timedelta(days=days)
        self.available -= services.expire_points(actor=make.HOUSE, member_id=self.member.pk, at=make.AT, on=self.day)

    @rule(rate=st.integers(0, 30_000), template=st.sampled_from(["seed", "demo"]))
    def new_rules(self, rate, template):
        rules, ladder = TEMPLATES[template]
        wanted = Rules(rules=rules | {"rates": {"gold": rate, "diamond": 20_000}}, ladder=ladder)
        number = services.save_draft(actor=make.HOUSE, wanted=wanted, at=make.AT).number
        services.publish_rule_version(actor=make.HOUSE, number=number, effective_on=make.ON, at=make.AT)

    @rule()
    def regrade(self):
        services.regrade_members(actor=make.HOUSE, member_ids=[self.member.pk], at=make.AT, on=self.day)

    @invariant()
    def balances_are_the_sums_of_their_entries(self):
        if not self.sold:
            return
        account = make.account(self.member)
        assert (account.available, account.owed, account.lifetime) == (self.available, self.owed, self.lifetime)
        sums = account.entries.aggregate(a=Sum("points"), o=Sum("owed_delta"), e=Sum("lifetime_delta"))
        assert [each or 0 for each in sums.values()] == [self.available, self.owed, self.lifetime]
        assert (account.lots.aggregate(held=Sum("remaining"))["held"] or 0) == self.available
        moved = LotMove.objects.filter(entry__account=account).aggregate(moved=Sum("points"))["moved"]
        assert (moved or 0) == self.available
        last = account.entries.order_by("-id").first()
        assert last is None or (last.available_after, last.owed_after) == (self.available, self.owed)

    def teardown(self):
        assert points_books() == []

    def _credit(self, points):
        repaid = min(points, self.owed)
        self.owed -= repaid
        self.available += points - repaid


@pytest.mark.django_db
@pytest.mark.proof
def test_every_path_keeps_the_law(is_proof):
    run_state_machine_as_test(
        PointsLedger,
        settings=settings(
            deadline=None, max_examples=400 if is_proof else 25, stateful_step_count=60 if is_proof else 20
        ),
    )


@pytest.mark.django_db
def test_the_books_name_what_was_changed_by_hand():
    make.programme()
    member = make.member()
    make.earn(member)
    account = make.account(member)
    type(account).objects.filter(pk=account.pk).update(available=2_999, lifetime=7)
    account.lots.update(remaining=2_998)

    assert points_books() == [
        f"points account {account.pk}: available 2999 against entries 3000, owed 0 against entries 0,"
        " lifetime 7 against entries 3000",
        f"points account {account.pk}: available 2999 against lots 2998",
        f"points lot {account.lots.get().pk}: 2998 left against moves 3000",
        f"points account {account.pk}: the standing of member {member.number} is no copy of it",
    ]


@pytest.mark.django_db
def test_the_books_name_moves_and_returns_that_do_not_fit():
    make.programme()
    member = make.member()
    entry_id = make.earn(member, document="d1").entry_id
    make.give_back(member, ReturnedLine(document="d1", line_no=1, returned=1, whole=2))
    with connection.cursor() as cursor:
        cursor.execute("UPDATE loyalty_lotmove SET points = 2999 WHERE entry_id = %s", [entry_id])
        cursor.execute("UPDATE loyalty_earnedline SET points = -3001 WHERE reverses_id IS NOT NULL")

    found = points_books()

    assert [sentence.partition(":")[0].rstrip("0123456789") for sentence in found] == [
        "points entry ",
        "points lot ",
        "earned line ",
    ]
    assert found[2].endswith("3001 points taken back of 3000")


@pytest.mark.django_db
def test_the_books_count_what_they_do_not_name():
    make.programme()
    for _ in range(22):
        make.earn(make.member())
    PointsAccount.objects.update(available=1)

    assert [sentence for sentence in points_books() if sentence.startswith("…")] == ["… and 2 more of this kind"] * 3
