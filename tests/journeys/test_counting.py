"""A tablet counts with a scanner at five scans a second, with and without the server, and loses none."""

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

from facet.inventory.models import CountScan
from facet.inventory.permissions import InventoryPermission
from facet.inventory.tests.count.acts import opened
from facet.inventory.tests.factories import person, piece, store
from facet.kernel.clock import now

pytestmark = pytest.mark.django_db(transaction=True)
RIGHTS = (InventoryPermission.VIEW_PIECES, InventoryPermission.STOCKTAKE, InventoryPermission.VIEW_STOCKTAKES)
KEY_GAP = 8  # ms between the scanner's keys: a scan of eight signs and Enter every 200 ms
SCANS = 50


@pytest.fixture
def tablet(context_of, live_server):
    """A counting screen of fifty pieces on a tablet."""
    here = store()
    for number in range(SCANS):
        piece(f"G26-{number:04d}", here)
    count = opened(at=now(), is_blind=False)
    client = Client()
    client.force_login(person(*RIGHTS, scope="store", home=here))
    context = context_of(size="tablet")
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
    page = context.new_page()
    page.goto(f"/inventory/stocktake/{count}/count/")
    return page


def wedge(page, code):
    page.keyboard.type(code, delay=KEY_GAP)
    page.keyboard.press("Enter")
    page.wait_for_timeout(200 - KEY_GAP * len(code))


def test_fifty_scans_at_five_a_second_are_all_written_down(tablet):
    for number in range(SCANS):
        wedge(tablet, f"G26-{number:04d}")
    expect(tablet.locator("#stk-online")).to_have_attribute("data-waiting", "0")
    expect(tablet.locator("[data-present]")).to_have_attribute("data-present", str(SCANS))
    expect(tablet.locator(".stk-row")).to_have_count(5)
    assert CountScan.objects.values("piece").distinct().count() == SCANS


def test_scans_without_the_server_wait_on_the_tablet_even_over_a_new_start(tablet):
    tablet.context.set_offline(True)
    for number in range(5):
        wedge(tablet, f"G26-{number:04d}")
    expect(tablet.locator("#stk-online")).to_have_attribute("data-waiting", "5")
    assert CountScan.objects.count() == 0
    tablet.context.set_offline(False)
    tablet.reload()
    expect(tablet.locator("[data-present]")).to_have_attribute("data-present", "5")
    assert CountScan.objects.count() == 5


def test_space_takes_the_last_one_back_by_keyboard_alone(tablet):
    wedge(tablet, "G26-0001")
    wedge(tablet, "NO-TAG-OF-OURS")
    expect(tablet.locator(".stk-row--bad")).to_have_count(1)
    tablet.keyboard.press("Space")
    tablet.keyboard.press("Space")
    expect(tablet.locator("[data-present]")).to_have_attribute("data-present", "0")
    assert CountScan.objects.filter(undoes__isnull=False).count() == 2
