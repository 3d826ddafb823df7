"""Signatures drawn on the tablet: kept once, sealed, shown by the right of their paper. Source: R316, R319."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from facet.kernel.errors import Invalid, NotFound
from facet.sales import services
from facet.sales.errors import JobMoved, SignedAlready
from facet.sales.models import Signature
from facet.sales.rules.signatures import ACT_WORDS, SignedAct, checked_strokes, path_of
from facet.sales.selectors.jobs import job_page
from facet.sales.selectors.signed import signature_path
from facet.sales.tests import factories
from facet.sales.tests.factories import AT, DRAWN, Shop
from facet.sales.tests.jobs.test_jobs import goes, ready, taken

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def shop() -> Shop:
    return factories.shop()


def signed(shop: Shop, number: str, act: str = "brought", strokes: str = DRAWN, actor: Any = None) -> Signature:
    wanted = services.SignatureIn(number=number, act=act, strokes=strokes)
    return services.sign(actor=actor or shop.actor(), wanted=wanted, at=AT)


def test_strokes_become_a_path():
    assert set(ACT_WORDS) == set(SignedAct)
    assert checked_strokes(f" {DRAWN} ; ") == DRAWN
    assert path_of("1,2 3,4 5,6 7,8 9,9 10,10 11,11;20,20") == "M1 2L3 4L5 6L7 8L9 9L10 10L11 11M20 20"
    assert not path_of("")


@pytest.mark.parametrize(
    "text", ["", "1,2", "x" * 20, "1,2 " * 7, "601,1 " * 9, "1,201 " * 9, "-1,2 " * 9, "1,2 " * 3_001]
)
def test_what_is_no_signature_is_refused(text):
    with pytest.raises(Invalid) as refused:
        checked_strokes(text)
    assert refused.value.facts["field"] == "strokes"


def test_kept_once_sealed_and_shown_with_its_paper(shop):
    row = taken(shop)
    first = signed(shop, row.number)
    assert signed(shop, row.number).pk == first.pk
    with pytest.raises(SignedAlready):
        signed(shop, row.number, strokes=DRAWN.replace("10,20", "11,20"))
    assert (Signature.objects.count(), first.member_id, first.witness_id) == (1, shop.member.pk, shop.clerk.pk)
    with connection.cursor() as cursor:
        cursor.execute("SELECT strokes FROM sales_signature")
        assert DRAWN.encode() not in bytes(cursor.fetchone()[0])
    assert signature_path(shop.actor(), number=row.number, act="brought") == path_of(DRAWN)
    shown = job_page(shop.actor(), number=row.number, at=AT).signs
    assert [(each.act, each.signed_at, each.may_sign) for each in shown] == [("brought", AT, False)]


@pytest.mark.parametrize(
    ("number", "act", "refusal"),
    [("S01-V00001", "magic", Invalid), ("S01-V00001", "fetched", JobMoved), ("S01-V09999", "brought", NotFound),
     ("S01-V00001", "received", NotFound), ("S01-V00001", "melting", NotFound)],
)  # fmt: skip
def test_refusals_keep_nothing(shop, number, act, refusal):
    taken(shop)
    with pytest.raises(refusal):
        signed(shop, number, act)
    assert not Signature.objects.exists()


def test_fetched_is_signed_when_it_is_ready_and_elsewhere_it_is_unknown(shop):
    row = ready(shop)
    other = factories.shop(code="S02", with_member=False)
    with pytest.raises(NotFound):
        signed(shop, row.number, "fetched", actor=other.actor())
    signed(shop, row.number, "fetched")
    with pytest.raises(NotFound):
        signature_path(other.actor(), number=row.number, act="fetched")
    shop.sell(payables=(row.number,), tenders=(factories.paid("cash", 12_000),))
    goes(shop, row, "handed_back", claim=row.claim_code)
    with pytest.raises(JobMoved):
        signed(shop, row.number, "brought")
    assert Signature.objects.count() == 1


def test_on_screen_it_is_signed_and_seen(client: Client, shop: Shop) -> None:
    from facet.sales.tests.jobs.test_screens import as_manager

    row = taken(shop)
    as_manager(client, shop)
    address = reverse("sales:signature", args=[row.number, "brought"])
    assert client.get(address).status_code == 404
    assert client.post(address, {"strokes": ""}).status_code == 422
    assert client.post(address, {"strokes": DRAWN}).status_code == 302
    shown = client.get(address)
    assert (shown.headers["Content-Type"], path_of(DRAWN) in shown.content.decode()) == ("image/svg+xml", True)
    assert address in client.get(reverse("sales:job", args=[row.number])).content.decode()
    assert client.get(reverse("sales:signature", args=[row.number, "magic"])).status_code == 404
