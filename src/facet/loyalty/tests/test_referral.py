"""Who gets what for bringing a member, and what returns take back of it. Source: F33, R069, R070, R335."""

from datetime import timedelta
from uuid import uuid4

import pytest

from facet.loyalty import flows, services
from facet.loyalty.models import Award, EarnedLine
from facet.loyalty.rules.earning import EarningLine
from facet.loyalty.selectors.books import points_books
from facet.loyalty.services import ReturnedLine
from facet.loyalty.tests import factories as make

pytestmark = pytest.mark.django_db
GOLD_2000 = EarningLine(1, "gold", 200_000, label="足金项链")


@pytest.fixture
def chain():
    """A brought B brought C brought D: four members, D buys."""
    make.programme()
    members = [make.member() for _ in range(4)]
    for above, below in zip(members, members[1:], strict=False):
        below.referrer = above
        below.save(update_fields=["referrer"])
    return members


def settle(document):
    """What the outbox does after the ticket that last touched `document`."""
    source = EarnedLine.objects.filter(document=document).order_by("-pk").first().operation_id
    return services.settle_purchase(actor=make.HOUSE, source=source, at=make.AT)


def points(kind, member):
    rows = Award.objects.filter(kind=kind, account__member=member)
    return [(row.points, row.taken_back, row.state) for row in rows.order_by("pk")]


def test_two_levels_get_ten_and_three_percent_of_the_base_points(chain):
    far, upper, near, buyer = chain
    make.earn(buyer, GOLD_2000, document="d1")

    settle("d1")

    assert points("referred", near) == [(200, 0, "given")]
    assert points("referred", upper) == [(60, 0, "given")]
    assert points("referred", far) == []  # a third level needs its switch
    assert make.standing(near).points_available == 200
    assert make.standing(near).points_lifetime == 0
    assert points_books() == []


def test_half_returned_takes_half_back_and_the_rest_the_rest(chain):
    _, upper, near, buyer = chain
    make.earn(buyer, GOLD_2000, document="d1")
    settle("d1")

    make.give_back(buyer, ReturnedLine(document="d1", line_no=1, returned=1, whole=2))
    settle("d1")
    assert (points("referred", near), points("referred", upper)) == ([(200, 100, "given")], [(60, 30, "given")])

    make.give_back(buyer, ReturnedLine(document="d1", line_no=1, returned=2, whole=2))
    settle("d1")
    assert (points("referred", near), points("referred", upper)) == ([(200, 200, "given")], [(60, 60, "given")])
    assert points_books() == []


def test_coefficient_and_window_of_the_buyer_do_not_raise_the_share(chain):
    _, _, near, buyer = chain
    make.stand(buyer, grade_code="diamond")
    make.earn(buyer, GOLD_2000, document="d1", on=make.ON.replace(month=12, day=24))

    settle("d1")

    assert points("referred", near) == [(200, 0, "given")]


def test_an_event_that_comes_twice_or_late_changes_nothing(chain):
    _, _, near, buyer = chain
    make.earn(buyer, GOLD_2000, document="d1")
    sale = EarnedLine.objects.get(document="d1").operation_id
    make.give_back(buyer, ReturnedLine(document="d1", line_no=1, returned=1, whole=2))

    settle("d1")  # the return is heard first
    services.settle_purchase(actor=make.HOUSE, source=sale, at=make.AT)
    services.settle_purchase(actor=make.HOUSE, source=sale, at=make.AT)

    assert points("referred", near) == [(200, 100, "given")]
    assert points_books() == []


def test_a_spent_share_becomes_owed_when_the_goods_come_back(chain):
    _, _, near, buyer = chain
    make.earn(buyer, GOLD_2000, document="d1")
    settle("d1")
    make.adjust(near, -150)

    make.give_back(buyer, ReturnedLine(document="d1", line_no=1, returned=1, whole=1))
    settle("d1")

    assert (make.account(near).available, make.account(near).owed) == (0, 150)
    assert points_books() == []


def test_the_fixed_part_waits_until_the_return_window_is_over(chain):
    _, upper, near, buyer = chain
    make.earn(buyer, GOLD_2000, document="d1")
    settle("d1")
    assert (make.account(near).pending, make.account(upper).pending) == (200, 50)
    through = make.ON + timedelta(days=7)

    assert flows.release_points_of_everybody(actor=make.HOUSE, at=make.AT, on=through) == 0
    assert flows.release_points_of_everybody(actor=make.HOUSE, at=make.AT, on=through + timedelta(days=1)) == 250
    assert flows.release_points_of_everybody(actor=make.HOUSE, at=make.AT, on=through + timedelta(days=1)) == 0

    assert (make.account(near).available, make.account(near).pending) == (400, 0)
    assert points_books() == []


def test_a_first_purchase_that_comes_back_gives_way_to_the_next(chain):
    _, _, near, buyer = chain
    make.earn(buyer, GOLD_2000, document="d1")
    settle("d1")
    make.give_back(buyer, ReturnedLine(document="d1", line_no=1, returned=1, whole=1))
    settle("d1")
    assert make.account(near).pending == 0

    make.earn(buyer, GOLD_2000, document="d2", on=make.ON + timedelta(days=3))
    settle("d2")

    assert make.account(near).pending == 200
    assert points("recruit", near) == [(200, 200, "void"), (200, 0, "waiting")]
    assert points_books() == []


def test_staff_their_families_and_archived_members_get_nothing_but_keep_their_place(chain):
    from django.apps import apps

    _, upper, near, buyer = chain
    group = apps.get_model("members", "MemberGroup").objects.create(code="staff", name="员工", created_at=make.AT)
    apps.get_model("members", "GroupMember").objects.create(group=group, member=make_kin(near), added_at=make.AT)
    make.earn(buyer, GOLD_2000, document="d1")

    settle("d1")

    assert points("referred", near) == []
    assert points("referred", upper) == [(60, 0, "given")]


def make_kin(member):
    """A sister of the member, who has a file of her own."""
    from django.apps import apps

    sister = make.member()
    relations = apps.get_model("members", "Relation").objects
    relations.create(member=member, other=sister, kind="sibling", created_at=make.AT)
    return sister


def test_a_circle_of_referrers_ends_at_the_buyer(chain):
    far, _, _, buyer = chain
    type(far).objects.filter(pk=far.pk).update(referrer=buyer)
    make.earn(far, GOLD_2000, document="d1")

    settle("d1")

    assert [row.account.member_id for row in Award.objects.filter(kind="referred")] == [buyer.pk, chain[2].pk]


def test_a_referrer_named_after_the_sale_gets_nothing_of_it_and_a_return_changes_that_not(chain):
    near, buyer = chain[2], chain[3]
    type(buyer).objects.filter(pk=buyer.pk).update(referrer=None)
    make.earn(buyer, GOLD_2000, document="d1")
    settle("d1")
    type(buyer).objects.filter(pk=buyer.pk).update(referrer=near)
    make.give_back(buyer, ReturnedLine(document="d1", line_no=1, returned=1, whole=2))

    settle("d1")

    assert not Award.objects.filter(account__member=near).exists()
    make.earn(buyer, GOLD_2000, document="d2", on=make.ON + timedelta(days=3))
    settle("d2")
    assert (points("referred", near), points("recruit", near)) == ([(200, 0, "given")], [])
    assert points_books() == []


def test_a_referrer_taken_off_after_the_sale_keeps_her_share_until_the_goods_come_back(chain):
    near, buyer = chain[2], chain[3]
    make.earn(buyer, GOLD_2000, document="d1")
    settle("d1")
    type(buyer).objects.filter(pk=buyer.pk).update(referrer=None)
    make.give_back(buyer, ReturnedLine(document="d1", line_no=1, returned=1, whole=2))

    settle("d1")

    assert points("referred", near) == [(200, 100, "given")]
    assert points_books() == []


def test_somebody_without_the_right_settles_nothing(chain):
    from facet.kernel.errors import NotPermitted

    make.earn(chain[3], GOLD_2000, document="d1")
    with pytest.raises(NotPermitted):
        services.settle_purchase(actor=make.actor(), source=EarnedLine.objects.get().operation_id, at=make.AT)
    assert not Award.objects.exists()


def test_an_unknown_ticket_settles_nothing():
    assert services.settle_purchase(actor=make.HOUSE, source=uuid4(), at=make.AT).given == 0
