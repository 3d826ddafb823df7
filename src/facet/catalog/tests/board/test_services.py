"""Publishing prices, asking a second person, and confirming in the stores."""

from dataclasses import replace
from datetime import timedelta

import pytest

from facet.catalog import selectors, services
from facet.catalog.errors import BoardSuperseded, NoBoard, PriceInThePast, PriceNotReasonable
from facet.catalog.models import BoardConfirmation, BoardPrice, BoardPublication
from facet.catalog.rules.board import BoardRequest, PriceLine, Quote
from facet.catalog.tests import factories
from facet.catalog.tests.factories import NOON, audited, operation
from facet.kernel.errors import ApprovalNeeded, Invalid, NotFound, NotPermitted, OperationConflict
from facet.kernel.models import Operation, OutboxEvent
from facet.organisation import services as organisation_services
from facet.organisation.errors import ApprovalDecided, ApprovalDiffers, ApprovalWaiting

pytestmark = pytest.mark.django_db

TODAY = Quote(98_000, 98_000, 92_800)


@pytest.fixture
def shop():
    """A price group with two lines that cost 974.00 and 16.80 since yesterday."""
    group = factories.price_group("G1")
    gold, silver = factories.price_item("AU999"), factories.price_item("AG999", metal="silver")
    factories.board(group, (gold, 97_400, 97_400, 92_200), (silver, 1_680, 1_500, 1_260), at=NOON - timedelta(days=1))
    return group


@pytest.fixture
def buyer(db):
    return factories.person("catalog.set_board_price")


def request(*lines, **fields):
    lines = lines or (PriceLine("AU999", TODAY),)
    return BoardRequest(price_group="G1", lines=lines, **fields)


def publish(actor, body=None, *, key=None, approval_id=None, at=NOON):
    body = body or request()
    return services.set_board_price(
        actor=actor, operation=key or operation(body.plain()), request=body, approval_id=approval_id, at=at
    )


def written():
    return BoardPublication.objects.count(), BoardPrice.objects.count(), Operation.objects.count(), len(audited())


def test_set_board_price_holds_from_now_on(shop, buyer):
    publication_id = publish(buyer, request(note="随国际金价"))

    [price] = [facts for facts in selectors.board_prices_at(shop.pk, at=NOON).values() if facts.code == "AU999"]
    assert price.quote == TODAY
    publication = BoardPublication.objects.get(pk=publication_id)
    assert (publication.largest_change_bp, publication.approval_id, publication.note) == (65, None, "随国际金价")
    [(action, facts)] = audited()
    assert action == "catalog.board_price_set"
    assert (facts["before"], facts["after"]) == (
        {"AU999": [97_400, 97_400, 92_200]},
        {"AU999": [98_000, 98_000, 92_800]},
    )
    assert OutboxEvent.objects.get().facts["publication_id"] == publication_id


def test_set_board_price_may_begin_later(shop, buyer):
    tomorrow = NOON + timedelta(days=1)
    publish(buyer, request(valid_from=tomorrow))

    def retail(at):
        return {facts.code: facts.retail_cents_per_gram for facts in selectors.board_prices_at(shop.pk, at=at).values()}

    assert retail(tomorrow - timedelta(seconds=1)) == {"AU999": 97_400, "AG999": 1_680}
    assert retail(tomorrow) == {"AU999": 98_000, "AG999": 1_680}


def test_set_board_price_again_with_the_same_key_publishes_once(shop, buyer):
    key = operation(1)
    first = publish(buyer, key=key)

    assert publish(buyer, key=key) == first
    assert BoardPublication.objects.count() == 2
    with pytest.raises(OperationConflict):
        publish(buyer, key=replace(key, digest="other"))


@pytest.mark.parametrize(
    ("refusal", "body"),
    [
        (Invalid, BoardRequest(price_group="G1", lines=())),
        (Invalid, request(PriceLine("AU999", TODAY), PriceLine("AU999", TODAY))),
        (NotFound, request(PriceLine("XX", TODAY))),
        (NotFound, BoardRequest(price_group="G9", lines=(PriceLine("AU999", TODAY),))),
        (PriceNotReasonable, request(PriceLine("AU999", Quote(98_000, 98_100, None)))),
        (PriceInThePast, request(valid_from=NOON - timedelta(seconds=1))),
        (Invalid, request(valid_from=NOON + timedelta(days=400))),
        (ApprovalNeeded, request(PriceLine("AU999", Quote(100_323, 97_400, 92_200)))),
    ],
)
def test_set_board_price_refused_writes_nothing(shop, buyer, refusal, body):
    before = written()

    with pytest.raises(refusal):
        publish(buyer, body)

    assert written() == before


def test_set_board_price_of_three_percent_needs_nobody_else(shop, buyer):
    publish(buyer, request(PriceLine("AU999", Quote(100_322, 97_400, 92_200))))


def test_set_board_price_names_limit_and_wish(shop, buyer):
    with pytest.raises(ApprovalNeeded) as refusal:
        publish(buyer, request(PriceLine("AU999", Quote(102_270, 97_400, 92_200))))

    assert refusal.value.facts == {"what": "Change of the gold price", "limit": "3%", "wanted": "5%"}


def test_first_price_of_an_item_needs_nobody_else(shop, buyer):
    factories.price_item("PT950", metal="platinum")

    publish(buyer, request(PriceLine("PT950", Quote(42_800, 40_200, 35_600))))


def test_set_board_price_needs_the_right_for_every_store_of_the_group(shop):
    mine, _ = factories.store(group=shop), factories.store(group=shop)
    before = written()

    for actor in (factories.actor(), factories.actor("catalog.set_board_price", stores={mine.pk})):
        with pytest.raises(NotPermitted):
            publish(actor)

    assert written() == before


def test_set_board_price_by_a_franchisee_for_all_own_stores(shop):
    mine = factories.store(group=shop)

    publish(factories.actor("catalog.set_board_price", stores={mine.pk}))


LARGE = PriceLine("AU999", Quote(102_270, 102_270, 96_000))


def ask(actor, body):
    return services.request_board_price(
        actor=actor, operation=operation(body.plain()), request=body, reason="国际金价大涨", at=NOON
    )


def approve(approval_id, *, is_yes=True):
    boss = factories.person("catalog.approve_board_price", name="陈部长")
    organisation_services.decide_approval(actor=boss, approval_id=approval_id, approve=is_yes, note="", at=NOON)


def test_large_change_with_a_second_persons_yes(shop, buyer):
    body = request(LARGE)
    approval_id = ask(buyer, body)
    approve(approval_id)

    publication = BoardPublication.objects.get(pk=publish(buyer, body, approval_id=approval_id))

    assert (publication.approval_id, publication.largest_change_bp) == (approval_id, 500)
    with pytest.raises(ApprovalDecided):  # a yes works once
        publish(buyer, request(), approval_id=approval_id)


def test_request_board_price_again_asks_once(shop, buyer):
    body, key = request(LARGE), operation(2)
    facts = {"actor": buyer, "operation": key, "request": body, "reason": "", "at": NOON}

    assert services.request_board_price(**facts) == services.request_board_price(**facts)


def test_small_change_is_not_asked_for(shop, buyer):
    with pytest.raises(Invalid):
        ask(buyer, request())


def test_large_change_without_a_valid_yes_writes_nothing(shop, buyer):
    body = request(LARGE)
    waiting, refused, other = (
        ask(buyer, body),
        ask(buyer, body),
        ask(buyer, request(replace(LARGE, quote=Quote(102_000, None, None)))),
    )
    approve(refused, is_yes=False)
    approve(other)
    before = written()

    for approval_id, refusal in (
        (waiting, ApprovalWaiting),
        (refused, ApprovalDecided),
        (other, ApprovalDiffers),
        (0, NotFound),
    ):
        with pytest.raises(refusal):
            publish(buyer, body, approval_id=approval_id)

    assert written() == before


def test_a_small_change_does_not_use_an_approval_up(shop, buyer):
    publication = BoardPublication.objects.get(pk=publish(buyer, approval_id=12_345))

    assert publication.approval_id is None


def test_confirm_board_price_once(shop, buyer):
    store = factories.store(group=shop)
    manager = factories.actor("catalog.confirm_board_price", stores={store.pk}, name="王店长")
    publication_id = publish(buyer)

    for _ in range(2):
        assert services.confirm_board_price(actor=manager, store=store.code, at=NOON) == publication_id

    assert list(BoardConfirmation.objects.values_list("store_id", "publication_id", "confirmed_by_name")) == [
        (store.pk, publication_id, "王店长")
    ]
    assert [action for action, _ in audited()] == ["catalog.board_price_set", "catalog.board_price_confirmed"]


def test_confirm_board_price_ahead_of_its_time(shop, buyer):
    store = factories.store(group=shop)
    manager = factories.actor("catalog.confirm_board_price")
    publication_id = publish(buyer, request(valid_from=NOON + timedelta(hours=2)))

    confirmed = services.confirm_board_price(actor=manager, store=store.code, publication_id=publication_id, at=NOON)

    assert confirmed == publication_id


def test_confirm_board_price_refused_writes_nothing(shop, buyer):
    store, strange = factories.store(group=shop), factories.store()
    old = BoardPublication.objects.get().pk
    publish(buyer)
    manager = factories.actor("catalog.confirm_board_price", stores={store.pk, strange.pk})
    beyond = factories.store(group=shop)

    for actor, code, publication_id, refusal in (
        (factories.actor(), store.code, None, NotPermitted),
        (manager, beyond.code, None, NotFound),
        (manager, "S00", None, NotFound),
        (manager, strange.code, None, NoBoard),
        (manager, strange.code, old, NotFound),
        (manager, store.code, old, BoardSuperseded),
        (manager, store.code, 0, NotFound),
    ):
        with pytest.raises(refusal):
            services.confirm_board_price(actor=actor, store=code, publication_id=publication_id, at=NOON)

    assert not BoardConfirmation.objects.exists()
