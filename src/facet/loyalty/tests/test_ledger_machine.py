"""Any path of earning, returning, adjusting, expiring and new rules keeps the law. Source: T11, T12, D6."""

from datetime import timedelta
from unittest import mock

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import Sum
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from facet.loyalty import flows, services
from facet.loyalty.errors import PointsShort
from facet.loyalty.models import EarnedLine, LotMove, PointsAccount
from facet.loyalty.rules.earning import EarningLine
from facet.loyalty.rules.grant import Conditions
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
        self.friend = make.member()
        self.friend.referrer = self.member
        self.friend.save(update_fields=["referrer"])
        home = apps.get_model("members", "Household").objects.create(head=self.member, created_at=make.AT)
        for each in (self.member, self.friend):
            lives = {"household": home, "member": each, "joined_at": make.AT}
            apps.get_model("members", "HouseholdMember").objects.create(**lives)
        self.friends = []
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
        always = {"rates": {"gold": rate, "diamond": 20_000}, "transfer": {"in_household": True}}
        wanted = Rules(rules=rules | always, ladder=ladder)
        number = services.save_draft(actor=make.HOUSE, wanted=wanted, at=make.AT).number
        services.publish_rule_version(actor=make.HOUSE, number=number, effective_on=make.ON, at=make.AT)

    @rule(cents=st.integers(1, 500_000), parts=st.integers(1, 4))
    def a_friend_buys_and_gives_back(self, cents, parts):
        """Her share comes with the friend's purchase and goes with its parts, to the point."""
        document = f"f{self.member.pk}.{len(self.friends)}"
        self.friends.append(document)
        make.earn(self.friend, EarningLine(1, "diamond", cents), on=self.day, document=document)
        self._settle(document)
        share = cents * 20_000 // 1_000_000 * 1_000 // 10_000  # the seed's 2 points a yuan, 10 %
        self._credit(share)
        line = ReturnedLine(document=document, line_no=1, returned=1, whole=parts)
        make.give_back(self.friend, line, on=self.day)
        self._settle(document)
        back = (2 * share + parts) // (2 * parts)
        self.owed += max(back - self.available, 0)
        self.available -= min(back, self.available)

    def _settle(self, document):
        source = EarnedLine.objects.filter(document=document).order_by("-pk").first().operation_id
        services.settle_purchase(actor=make.HOUSE, source=source, at=make.AT)

    @rule()
    def what_waited_is_released(self):
        before = make.account(self.member) if self.friends else None
        given = services.release_points_due(actor=make.HOUSE, member_id=self.member.pk, at=make.AT, on=self.day)
        assert not given or before.pending >= given
        self._credit(given)

    @rule(undone=st.booleans())
    def grant(self, undone):
        """500 points for her alone, and perhaps back again."""
        wanted = services.GrantIn(reason="回馈", points=500, conditions=Conditions(member_ids=(self.member.pk,)))
        who = {"actor": make.HOUSE, "at": make.AT, "on": self.day}
        grant_id = services.grant_points(**who, operation=make.key(), request=wanted)
        flows.run_grant(actor=make.HOUSE, grant_id=grant_id, at=make.AT)
        self._credit(500)
        if undone:
            services.undo_grant(**who, operation=make.key(), grant_id=grant_id)
            self.owed += max(500 - self.available, 0)
            self.available -= min(500, self.available)

    @rule(points=st.integers(1, 2_000))
    def hand_over(self, points):
        """To her friend, who lives with her."""
        wanted = services.TransferIn(from_id=self.member.pk, to_id=self.friend.pk, points=points)
        if points > self.available:
            return
        with mock.patch("facet.loyalty.services.handing.take_proof_if_asked"):
            who = {"actor": make.HOUSE, "operation": make.key(), "at": make.AT, "on": self.day}
            services.transfer_points(**who, request=wanted)
        self.available -= points

    @rule()
    def regrade(self):
        services.regrade_members(actor=make.HOUSE, member_ids=[self.member.pk], at=make.AT, on=self.day)

    @invariant()
    def balances_are_the_sums_of_their_entries(self):
        if not self.sold and not self.friends:
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
