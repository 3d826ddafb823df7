"""A clerk lent to another store sells there by her own role, and the commission is hers. Source: R329."""

from datetime import timedelta

import pytest

from facet.kernel.errors import NotPermitted
from facet.kernel.permissions import house
from facet.organisation import selectors as organisation_selectors
from facet.organisation import services as organisation_services
from facet.organisation.models import Loan, Role, RoleAssignment
from facet.sales import services
from facet.sales.models import CommissionEntry, Sale
from facet.sales.services.commission_plans import RuleIn
from facet.sales.tests import factories
from facet.sales.tests.commission.test_commission import live
from facet.sales.tests.factories import AT, TODAY, key, paid

pytestmark = pytest.mark.django_db


def test_she_sells_where_she_is_lent_and_earns_there_until_the_loan_is_over():
    home, other = factories.shop(code="S02", with_member=False), factories.shop()
    live(other, RuleIn(pays="percent", rate=150))
    organisation_services.install_roles(actor=house("test"), roles=organisation_selectors.starting_roles(), at=AT)
    RoleAssignment.objects.create(staff=home.clerk, role=Role.objects.get(code="clerk"))
    request = other.request("D1", tenders=(paid("cash", 1_280_000),))

    def sells(at):
        clerk = organisation_selectors.actor_of(home.clerk.pk, via="web", till_id=other.till.pk, at=at)
        return services.complete_sale(actor=clerk, operation=key(), request=request, at=at).sale

    with pytest.raises(NotPermitted):
        sells(AT)
    assert not Sale.objects.exists()
    Loan.objects.create(
        staff=home.clerk, store=other.store, first_on=TODAY, last_on=TODAY + timedelta(days=1), lent_by=other.manager,
        lent_at=AT,
    )  # fmt: skip
    sale = sells(AT)
    earned = CommissionEntry.objects.get()
    assert (earned.staff, earned.line.sale, earned.amount_cents) == (home.clerk, sale, 19_200)
    assert sale.store == other.store
    with pytest.raises(NotPermitted):
        sells(AT + timedelta(days=3))
    assert Sale.objects.count() == 1
