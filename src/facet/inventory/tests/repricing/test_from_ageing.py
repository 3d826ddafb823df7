"""What lies too long leads to one batch of new prices: the proposal of each piece, to be looked at and allowed."""

import html
import re
from datetime import timedelta

import pytest
from django.urls import reverse

from facet.inventory import selectors
from facet.inventory.permissions import InventoryPermission
from facet.inventory.rules.costing import AgeStep
from facet.inventory.tests.factories import actor, person, piece, store
from facet.kernel.clock import now

pytestmark = pytest.mark.django_db
FIXED = {"price_basis": "fixed", "tag_price_cents": 680_000, "cost_cents": 410_000}
RIGHTS = (InventoryPermission.VIEW_PIECES, InventoryPermission.VIEW_COSTING, InventoryPermission.REPRICE)


@pytest.fixture
def old():
    here = store()
    for tag, days in (("A-610", 610), ("A-700", 700), ("A-545", 545), ("A-10", 10)):
        piece(tag, here, received_at=now() - timedelta(days=days), **FIXED)
    return here


def test_all_proposed_mark_downs_become_one_batch(client, old):
    client.force_login(person(*RIGHTS, "organisation.view_stores", switches=("cost",)))
    page = client.get(reverse("inventory:ageing"), {"days": 540}).text
    proposed = html.unescape(re.search(r'name="proposed" value="([^"]*)"', page)[1])
    rows = {row.tag: row.proposal for row in selectors.aged_pieces(actor(), at=now(), least_days=540)}
    wanted = {tag: each.cents for tag, each in rows.items() if each.step == AgeStep.MARKDOWN}
    lines = dict(line.split() for line in proposed.splitlines())
    assert sorted(lines) == sorted(wanted) == ["A-610", "A-700"]
    assert {tag: round(float(text) * 100) for tag, text in lines.items()} == wanted
    form = client.post(reverse("inventory:reprice"), {"proposed": proposed, "reason": "按库龄降价"})
    first = form.context["form"].initial
    assert (form.status_code, first["pieces"], first["kind"], first["reason"]) == (200, proposed, "each", "按库龄降价")
    operation = form.context["form"]["operation_id"].value()
    facts = {"pieces": proposed, "kind": "each", "round_to": 1, "reason": "按库龄降价", "operation_id": operation}
    looked = client.post(reverse("inventory:reprice"), facts)
    assert sorted(row[0].tag for row in looked.context["rows"]) == ["A-610", "A-700"]


def test_without_the_right_or_anything_proposed_there_is_no_such_button(client, old):
    client.force_login(person(*RIGHTS[:2], "organisation.view_stores"))
    assert 'name="proposed"' not in client.get(reverse("inventory:ageing"), {"days": 540}).text
    client.force_login(person(*RIGHTS, "organisation.view_stores"))
    assert 'name="proposed"' not in client.get(reverse("inventory:ageing"), {"days": 540, "store": "S99"}).text
