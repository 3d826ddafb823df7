"""Today's counters of the demonstration: every kind of ticket, money and paper is there, and the books agree."""

from dataclasses import replace

import pytest

from facet.demo.tests.factories import SMALL, build_small
from facet.kernel import registry
from facet.sales.models import DrawerEntry, InvoiceRequest, MaterialPiece, PendingSale, Sale, SaleLine, Tender
from facet.sales.rules.kinds import Method

pytestmark = pytest.mark.django_db


def test_the_counter_saw_every_kind_of_ticket_and_the_books_agree(tmp_path):
    build_small(tmp_path, size=replace(SMALL, members=200, pieces=700, sales=400))

    assert set(Tender.objects.values_list("method", flat=True)) == {each.value for each in Method}
    assert {"return", "old_gold", "deposit_taken", "service"} <= set(SaleLine.objects.values_list("kind", flat=True))
    assert Sale.objects.filter(returned_cents__lt=0, due_cents__gt=0).exists()  # an exchange
    assert Sale.objects.filter(returned_cents__lt=0, due_cents__lt=0).exists()
    assert set(MaterialPiece.objects.values_list("way", flat=True)) >= {"grams", "value", "buy_back"}
    assert set(PendingSale.objects.values_list("state", flat=True)) == {"booked", "conflict", "settled"}
    assert set(InvoiceRequest.objects.values_list("state", flat=True)) == {"asked", "issued", "rejected"}
    assert {"stored_value_sold", "to_safe", "other_in"} <= set(DrawerEntry.objects.values_list("kind", flat=True))
    assert [problem for check in registry.offers("books") for problem in check.run()] == []
