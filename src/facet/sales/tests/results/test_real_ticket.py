"""A ticket that was sold is counted again in the simulator, to the same points. Source: ux.md 2.9, T13."""

import pytest
from django.urls import reverse

from facet.kernel.permissions import EVERYWHERE, Actor
from facet.sales.models import Sale
from facet.sales.tests import factories

pytestmark = pytest.mark.django_db


def page(client, monkeypatch, number, **grants):
    who = Actor(key="staff:7", name="marketing", grants=dict.fromkeys(("loyalty.view_programme", *grants), EVERYWHERE))
    monkeypatch.setattr("facet.organisation.web.middleware.actor_for", lambda *_args, **_kwargs: who)
    client.force_login(factories.organisation.staff("marketing7"))
    return client.get(reverse("loyalty:simulator"), {"ticket": number})


def test_the_simulator_takes_a_real_ticket_and_gives_the_same_points(client, monkeypatch):
    shop = factories.shop()
    shop.sell("G1", "D1")
    sale = Sale.objects.get()

    told = page(client, monkeypatch, sale.number.lower(), **{"sales.view_sales": 1})

    assert told.context["live"].total == sale.points_earned == told.context["ticket_points"]
    assert 'value="28870.48"' in told.content.decode()


def test_a_ticket_beyond_reach_is_like_none(client, monkeypatch):
    shop = factories.shop()
    shop.sell("G1")
    told = page(client, monkeypatch, Sale.objects.get().number)
    assert "ticket_wrong" in told.context
    assert "28870.48" not in told.content.decode()
