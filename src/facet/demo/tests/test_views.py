"""The shared views of the demonstration are read by the list they are for, and each role gets its own."""

import pytest

from facet.demo.rules import chain
from facet.demo.services import share_views
from facet.demo.services.acts import HOUSE
from facet.kernel.listing.definition import offered_list
from facet.kernel.listing.views import read_content
from facet.organisation import selectors as organisation_selectors
from facet.organisation import services as organisation_services
from facet.organisation.models import SavedView
from facet.organisation.tests import factories as house

pytestmark = pytest.mark.django_db


def test_each_role_gets_its_view_once():
    organisation_services.install_roles(actor=HOUSE, roles=organisation_selectors.starting_roles(), at=house.moment())
    house.staff(chain.person("marketing").username)
    for _ in range(2):
        share_views("seed", at=house.moment())

    views = SavedView.objects.order_by("pk")
    assert [(view.role.code, view.is_default) for view in views] == [
        ("clerk", False), ("store_manager", False), ("marketing", True),
    ]  # fmt: skip
    definition = offered_list("members.members")
    assert all(read_content(definition, view.content).plain() == view.content for view in views)
    assert all(len(view.content["groups"][0]["rows"]) == 1 and view.content["sort"] for view in views)
