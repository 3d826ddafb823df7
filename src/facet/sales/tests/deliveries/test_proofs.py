"""The proof of a hand-over: a signature or a picture, sealed, shown by right. Source: R228-R231."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from facet.kernel.errors import NotFound
from facet.sales import services
from facet.sales.errors import DeliveryMoved
from facet.sales.flows.proofs import delivery_photo, upload_delivery_photo
from facet.sales.models import DeliveryPhoto, Signature
from facet.sales.selectors.deliveries import delivery_page
from facet.sales.tests import factories
from facet.sales.tests.deliveries.test_deliveries import goes, recorded
from facet.sales.tests.factories import AT, DRAWN, Shop, picture
from facet.sales.tests.jobs.test_screens import as_manager

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def shop(settings: Any, tmp_path: Any) -> Shop:
    settings.FACET_UPLOADS = tmp_path
    return factories.shop()


def test_signed_for_and_photographed(shop):
    row = goes(shop, goes(shop, recorded(shop, shop.sell("D1").sale, kind="later"), "packed"), "delivered",
               receiver="本人")  # fmt: skip
    wanted = services.SignatureIn(number=row.number, act="received", strokes=DRAWN)
    services.sign(actor=shop.actor(), wanted=wanted, at=AT)
    upload_delivery_photo(actor=shop.actor(), number=row.number, file=picture(), caption="签收单", at=AT)
    page = delivery_page(shop.actor(), number=row.number, at=AT)
    assert ([each.act for each in page.signs], [each.caption for each in page.photos]) == (["received"], ["签收单"])
    assert delivery_photo(shop.actor(), number=row.number, photo=1)[:2] == b"\xff\xd8"
    other = factories.shop(code="S02", with_member=False)
    with pytest.raises(NotFound):
        delivery_photo(other.actor(), number=row.number, photo=1)
    with pytest.raises(NotFound):
        upload_delivery_photo(actor=other.actor(), number=row.number, file=picture(), caption="", at=AT)


def test_what_came_back_takes_no_proof(shop):
    row = recorded(shop, shop.sell("D1").sale)
    for state, more in (("packed", {}), ("shipped", {"carrier": "顺丰", "tracking": "SF1"}), ("returned", {})):
        goes(shop, row, state, **more)
    with pytest.raises(DeliveryMoved):
        upload_delivery_photo(actor=shop.actor(), number=row.number, file=picture(), caption="", at=AT)
    with pytest.raises(DeliveryMoved):
        services.sign(
            actor=shop.actor(), wanted=services.SignatureIn(number=row.number, act="received", strokes=DRAWN), at=AT
        )
    assert not DeliveryPhoto.objects.exists()
    assert not Signature.objects.exists()


def test_on_screen(client: Client, shop: Shop) -> None:
    row = recorded(shop, shop.sell("D1").sale)
    as_manager(client, shop)
    send = reverse("sales:delivery_photo", args=[row.number])
    assert client.post(send, {"caption": "x"}).status_code == 422
    file = picture()
    file.name = "proof.jpg"
    assert client.post(send, {"picture": file, "caption": "门口"}).status_code == 302
    shown = client.get(reverse("sales:delivery_picture", args=[row.number, 1]))
    assert (shown.status_code, shown.headers["Content-Type"]) == (200, "image/jpeg")
    assert shown.headers["Cache-Control"] == "private, no-store"
    assert client.get(reverse("sales:delivery_picture", args=[row.number, 2])).status_code == 404
    page = client.get(reverse("sales:delivery", args=[row.number])).content.decode()
    assert "门口" in page
    assert "data-sign" in page
