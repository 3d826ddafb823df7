"""Two files of one person: what she can spend goes along and comes back; what she forgets is forgotten. Source: P10."""

import pytest

from facet.kernel import privacy, registry
from facet.loyalty.models import BirthdayGift, Coupon, MemberPin, Redemption, StoredValueAccount
from facet.loyalty.rules.stored_value import Value
from facet.loyalty.selectors import spending_books as books_of
from facet.loyalty.selectors.books import points_books
from facet.loyalty.tests import factories as make
from facet.loyalty.tests import spending as spend
from facet.loyalty.tests.test_merging import merge, undo
from facet.members.models import Member
from facet.organisation.tests import factories as organisation

pytestmark = pytest.mark.django_db


def spending_books():
    return [
        *books_of.prize_books(), *books_of.stored_value_books(), *books_of.coupon_books(),
        *books_of.spent_points_books(),
    ]  # fmt: skip


def holder_of(*rows):
    return [type(row).objects.get(pk=row.pk).member_id for row in rows]


@pytest.fixture
def rich():
    """Two files; the second has a card, a coupon, a prize on the shelf and a PIN."""
    make.programme("demo")
    spend.no_proof()
    store = organisation.store()
    one, other = make.member(store=store), make.member(store=store)
    make.earn(other)
    spend.prize(store)
    spend.redeem(other, store)
    card = spend.card(store, member=other)
    spend.load(card, Value(10_000, 1_000))
    coupon = spend.coupon(spend.coupon_type(), member=other)
    MemberPin.objects.create(member=other, encoded="x", set_at=make.AT, set_by="tests")
    return one, other, (card, coupon, Redemption.objects.get())


def test_what_she_can_spend_goes_along_and_comes_back(rich):
    one, other, things = rich
    done = merge(one, other)
    assert holder_of(*things) == [one.pk] * 3
    assert (points_books(), spending_books()) == ([], [])

    undo(done)

    assert holder_of(*things) == [other.pk] * 3
    assert (points_books(), spending_books()) == ([], [])


def test_a_card_that_came_along_pays_for_the_survivor(rich):
    one, other, (card, _coupon, _prize) = rich
    merge(one, other)

    spend.pay(StoredValueAccount.objects.get(pk=card.pk), 4_000)

    assert StoredValueAccount.objects.get(pk=card.pk).principal_cents == 6_000
    assert spending_books() == []


def test_a_pin_stays_with_its_file_because_only_its_owner_knows_which(rich):
    one, other, _things = rich
    merge(one, other)

    assert MemberPin.objects.get().member_id == other.pk


def test_two_birthday_gifts_of_one_year_stay_with_their_files(rich):
    one, other, _things = rich
    store = one.home_store
    gift = spend.prize(store, code="G001", points=0, is_birthday_gift=True)
    for member in (one, other):
        spend.act(lambda act_id, who=member: BirthdayGift.objects.create(
            member=who, prize=gift, store=store, year=2026, at=make.AT, by="tests", birthday_on=make.ON,
            operation_id=act_id,
        ))  # fmt: skip

    undo(merge(one, other))

    assert sorted(BirthdayGift.objects.values_list("member_id", flat=True)) == sorted([one.pk, other.pk])


def test_who_is_forgotten_leaves_sums_and_no_codes(rich):
    _one, other, (card, coupon, _prize) = rich
    second = spend.coupon(coupon.type, member=other)
    codes = [coupon.code, second.code, card.number]

    for table in registry.offers("privacy.erase"):
        if table.model.startswith("loyalty."):
            spend.act(lambda _act_id, part=table: part.blank(other.pk))

    left = [
        *Coupon.objects.values_list("code", flat=True),
        *StoredValueAccount.objects.values_list("number", flat=True),
    ]
    assert not set(codes) & set(left)
    assert StoredValueAccount.objects.get(pk=card.pk).principal_cents == 10_000
    assert not MemberPin.objects.exists()
    assert (points_books(), spending_books()) == ([], [])


def test_every_table_of_loyalty_that_leads_to_a_person_is_given_out_and_forgotten():
    assert [each for each in privacy.uncovered(Member) if each.startswith("loyalty.")] == []
