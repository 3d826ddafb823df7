"""Money that leaves or enters a till on another page stands in its shift: a card paid out, a debt paid back."""

import pytest

from facet.kernel.errors import Invalid
from facet.kernel.permissions import EVERYWHERE
from facet.loyalty import services as loyalty_services
from facet.loyalty.models import StoredValueAccount
from facet.loyalty.tests import spending
from facet.members import services as members_services
from facet.members.models import CreditAccount
from facet.sales import services
from facet.sales.errors import NoOpenShift
from facet.sales.models import DrawerEntry
from facet.sales.selectors.day_money import day_money
from facet.sales.services.drawer import DrawerIn
from facet.sales.tests import factories
from facet.sales.tests.factories import AT, TODAY, key, paid
from facet.sales.tests.tenders.wallet import wallet

pytestmark = pytest.mark.django_db
RIGHTS = ("loyalty.manage_stored_value", "loyalty.view_stored_value", "members.take_repayment", "members.view_members")


@pytest.fixture
def purse():
    return wallet(factories.shop())


def clerk(purse, **facts):
    shop = purse.shop
    return shop.actor(grants=shop.actor().grants | dict.fromkeys(RIGHTS, EVERYWHERE), **facts)


def opened(purse, cents=0):
    shop = purse.shop
    return services.open_shift(
        actor=shop.actor(), operation=key(), store=shop.store.code, till=shop.till.code, float_cents=cents, at=AT
    )


def pays_out(purse, actor, operation=None):
    return loyalty_services.pay_out_card(
        actor=actor, operation=operation or key(), account_id=purse.card.pk, reason="退卡", at=AT, on=spending.ON
    )


def test_a_card_that_is_paid_out_leaves_the_drawer_of_the_shift_once(purse):
    shift, again = opened(purse), key()
    for _ in range(2):
        pays_out(purse, clerk(purse), again)

    entry = DrawerEntry.objects.get()
    assert (entry.shift, entry.kind, entry.method, entry.amount_cents) == (shift, "stored_value_out", "cash", -300_000)
    assert (entry.document, entry.note) == (f"loyalty.stored_value:{purse.card.pk}", "退卡")
    money = day_money(purse.shop.actor(purse.shop.manager), store_id=purse.shop.store.pk, day=TODAY)
    assert money.drawer_cents == -300_000
    closed = services.close_shift(
        actor=purse.shop.actor(), operation=key(), at=AT,
        count=services.BlindCount(store="S01", till="T1", counted={"cash": 0}, terminals={}, note=""),
    )  # fmt: skip
    assert closed.counts.get(method="cash").difference_cents == 300_000  # nobody put that money in


def test_without_an_open_shift_nothing_is_paid_out_at_a_till(purse):
    with pytest.raises(NoOpenShift):
        pays_out(purse, clerk(purse))

    card = StoredValueAccount.objects.get(pk=purse.card.pk)
    assert (card.state, card.principal_cents, DrawerEntry.objects.count()) == ("active", 300_000, 0)


def test_headquarters_pays_by_the_bank_and_no_drawer_hears_of_it(purse):
    pays_out(purse, clerk(purse, till_id=None, store_id=None))

    assert StoredValueAccount.objects.get(pk=purse.card.pk).state == "closed"
    assert not DrawerEntry.objects.exists()


def test_a_debt_paid_back_on_the_members_page_stands_in_the_shift(purse):
    shop = purse.shop
    shop.sell("D1", tenders=(paid("credit", 500_000), paid("wechat", 780_000)))
    wanted = members_services.Repayment(member_id=shop.member.pk, amount_cents=200_000, tender="cash", reason="")
    with pytest.raises(NoOpenShift):
        members_services.repay_credit(actor=clerk(purse), operation=key(), request=wanted, at=AT)
    assert CreditAccount.objects.get().open_cents == 500_000
    opened(purse)

    members_services.repay_credit(actor=clerk(purse), operation=key(), request=wanted, at=AT)

    entry = DrawerEntry.objects.get()
    assert (entry.kind, entry.amount_cents, entry.member_id) == ("credit_repayment", 200_000, shop.member.pk)
    assert CreditAccount.objects.get().open_cents == 300_000


def test_the_drawers_own_page_pays_no_card_out(purse):
    opened(purse)
    wish = DrawerIn(store="S01", till="T1", kind="stored_value_out", method="cash", amount_cents=300_000)

    with pytest.raises(Invalid) as refused:
        services.pay_in(actor=purse.shop.actor(), operation=key(), request=wish, at=AT)

    assert refused.value.facts["field"] == "kind"
    assert not DrawerEntry.objects.exists()
