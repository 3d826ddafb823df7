"""The moment the visitor comes in: tickets that wait, a tablet in use, requests for a second person."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from facet.catalog import services as catalog_services
from facet.catalog.rules.board import BoardRequest, PriceLine, Quote
from facet.catalog.rules.pricing import LineDiscount
from facet.demo import selectors, services
from facet.demo.flows.breath import let_others_write
from facet.demo.flows.promotions import sell_promoted
from facet.demo.rules.world import World
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor
from facet.organisation import selectors as organisation_selectors
from facet.sales import services as sales_services
from facet.sales.flows.approval import ask_for_line


def bring_to_life(world: World, *, actors: dict[str, Actor]) -> None:
    """What waits now, made by the services themselves."""
    at = world.at
    services.open_tasks(at=at)
    if selectors.is_done("now"):
        return
    steps: tuple[Callable[[], object], ...] = (
        lambda: _held(actors["clerk3"], "S01", "T2", ("gold-heritage", "diamond-ring"), note="客人去取银行卡", at=at),
        lambda: _held(actors["clerk5"], "S02", "T1", ("gold-plain",), note="等先生来看", at=at),
        lambda: _on_the_tablet(actors["clerk1"], "S01", at=at),
        lambda: _asks_for_more(actors["clerk2"], "S01", at=at),
        lambda: _large_change(world, actors["buyer"]),
        lambda: services.keep_requests_open(at=at),
        lambda: sell_promoted(world, actors),
    )
    for number, step in enumerate(steps):
        if services.claim(f"now:{number}", at=at):  # a basket has no key: rather one too few than one twice
            step()
            let_others_write()
    services.claim("now", at=at)


def _at_till(actor: Actor, store: str, till: str) -> Actor:
    return replace(actor, till_id=organisation_selectors.till_facts(store_code=store, till_code=till).till_id)


def _held(actor: Actor, store: str, till: str, kinds: tuple[str, ...], *, note: str, at: datetime) -> None:
    here, when = _at_till(actor, store, till), at - timedelta(minutes=17)
    tags = [tag for kind in kinds for tag in selectors.shown_tags(store, category=kind, count=1)]
    if not tags:
        return
    basket = sales_services.open_basket(actor=here, store=store, till=till, at=when)
    for tag in tags:
        sales_services.add_line(actor=here, basket_id=basket.pk, code=tag, at=when)
    sales_services.hold_basket(actor=here, basket_id=basket.pk, note=note, at=when + timedelta(minutes=4))


def _on_the_tablet(actor: Actor, store: str, *, at: datetime) -> None:
    here, when = _at_till(actor, store, "P1"), at - timedelta(minutes=2)
    basket = sales_services.open_basket(actor=here, store=store, till="P1", at=when)
    for tag in selectors.shown_tags(store, category="gold-plain", count=2)[1:] + selectors.shown_tags(
        store, category="gold-3d", count=1
    ):
        sales_services.add_line(actor=here, basket_id=basket.pk, code=tag, at=when)
    if member_id := selectors.member_of_clerk(actor.staff_id or 0):
        sales_services.set_people(actor=here, basket_id=basket.pk, member_id=member_id, at=when)


def _asks_for_more(actor: Actor, store: str, *, at: datetime) -> None:
    """A clerk may give ten percent; for fifteen she asks the manager."""
    here, when = _at_till(actor, store, "T1"), at - timedelta(minutes=3)
    tags = selectors.shown_tags(store, category="diamond-necklace", count=1)
    if not tags:
        return
    basket = sales_services.open_basket(actor=here, store=store, till="T1", at=when)
    line = sales_services.add_line(actor=here, basket_id=basket.pk, code=tags[0], at=when)
    changes: dict[str, object] = {"discount": LineDiscount(fixed_bp=1_500)}
    sales_services.change_line(actor=here, basket_id=basket.pk, line_no=line.line_no, changes=changes, at=when)
    till = organisation_selectors.till_facts(store_code=store, till_code="T1")
    ask_for_line(
        actor=here, till=till, basket_id=basket.pk, line_no=line.line_no, reason="老客户生日，另购一对耳钉",
        operation=OperationKey.of_job("demo", "discount"), manager=("", ""), address="", at=when,
    )  # fmt: skip


def _large_change(world: World, actor: Actor) -> None:
    """The buyer wants to lift platinum by more than three percent: finance must agree."""
    quote = world.trend.quotes_on(world.today)["PT950"]
    dearer = Quote(quote.retail * 104 // 100 // 100 * 100, quote.exchange, quote.buy_back)
    request = BoardRequest(price_group="EAST", lines=(PriceLine("PT950", dearer),))
    catalog_services.request_board_price(
        actor=actor, operation=OperationKey.of_job("demo", "board"), request=request, reason="上海铂金现货上涨",
        at=world.at - timedelta(minutes=20),
    )  # fmt: skip
