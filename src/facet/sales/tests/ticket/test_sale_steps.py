"""The page of a ticket names every step that happened by itself, with its figure (R343)."""

from datetime import timedelta

import pytest

from facet.sales import services
from facet.sales.models import Warranty
from facet.sales.permissions import SalesPermission
from facet.sales.rules.request import PersonShare
from facet.sales.selectors import get_sale
from facet.sales.selectors.sale_steps import sale_steps
from facet.sales.services.commission_plans import RuleIn
from facet.sales.tests import factories
from facet.sales.tests.commission.test_commission import live
from facet.sales.tests.factories import AT, paid
from facet.sales.tests.returns.test_returning import back, bring

pytestmark = pytest.mark.django_db
CREW = (PersonShare(staff="CS01", share_bp=6_000), PersonShare(staff="MS01", share_bp=4_000))


@pytest.fixture
def sold():
    """A shop that has sold a bangle and a ring; two people share a commission of 1.5 %."""
    shop = factories.shop()
    live(shop, RuleIn(pays="percent", rate=150))
    return shop, shop.sell("G1", "D1", salespeople=CREW).sale


def steps_for(actor, sale):
    return sale_steps(actor, get_sale(actor, sale_id=sale.pk))


def test_each_step_has_its_figure(sold, django_assert_max_num_queries):
    shop, sale = sold
    services.issue_warranties(sale_id=sale.pk, at=AT)
    services.close_day(
        actor=shop.actor(shop.manager), operation=factories.key(), store="S01", day=sale.business_date,
        reason="drawers stay open", at=AT + timedelta(hours=5),
    )  # fmt: skip
    ticket = get_sale(shop.actor(), sale_id=sale.pk)

    with django_assert_max_num_queries(6):
        steps = sale_steps(shop.actor(), ticket)

    assert (steps.priced, steps.moved, steps.earners) == (2, 2, 2)
    assert steps.commission_cents == sum(
        entry.amount_cents for line in ticket.lines for entry in line.commissions.all()
    )
    assert steps.warranties == {row.line.code: row.token for row in Warranty.objects.select_related("line")}
    assert (steps.warranted, steps.is_day_closed) == (2, True)


def test_a_clerk_sees_her_own_commission_only(sold):
    shop, sale = sold
    whole = steps_for(shop.actor(), sale).commission_cents
    actor = shop.actor()
    grants = {right: reach for right, reach in actor.grants.items() if right != SalesPermission.VIEW_COMMISSION}

    own = steps_for(shop.actor(grants=grants), sale)

    assert (own.sees_all_commission, own.earners) == (False, 1)
    assert 0 < own.commission_cents < whole


def test_goods_that_come_back_turn_the_figures(sold):
    shop, sale = sold
    ring = sum(entry.amount_cents for entry in sale.lines.get(code="D1").commissions.all())
    returned = bring(shop, back(sale, 2), tenders=(paid("wechat", 1_280_000),)).sale

    after = steps_for(shop.actor(), returned)

    assert (after.moved, after.commission_cents, after.warranted) == (1, -ring, 0)
    assert ring > 0
