"""Goods between the stores: transfers in every state, minimums with their to-dos, the last days' hand-overs."""

from datetime import datetime, timedelta

from facet.demo import selectors, services
from facet.demo.flows.breath import let_others_write
from facet.demo.rules.world import World
from facet.demo.services.acts import HOUSE
from facet.inventory import selectors as inventory_selectors
from facet.inventory import services as inventory_services
from facet.inventory.services import (
    HandoverIn,
    MinimumIn,
    PlaceChange,
    SendRequest,
    TransferItem,
    TransferReceipt,
    TransferRequest,
)
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor

MINIMUMS = (  # store, category, least, most: some short, some over
    ("S01", "gold-plain", 5, 400), ("S02", "gold-heritage", 900, None), ("S03", "diamond-ring", 5, 20),
    ("S04", "diamond-necklace", 700, None), ("S01", "gold-3d", 10, 30),
)  # fmt: skip


def send_goods_about(world: World, *, actors: dict[str, Actor]) -> None:
    """What the services themselves leave behind; done once, and taken up again where it stopped."""
    for step in (_arrived, _short, _travelling, _asked, _minimums, _rooms, _handovers):
        if selectors.is_done(name := f"transfers:{step.__name__}"):
            continue
        step(world, actors)
        services.claim(name, at=world.at)
        let_others_write()


def _key(name: str) -> OperationKey:
    return OperationKey.of_job("demo.transfers", name)


def _sent(world: World, actor: Actor, ends: tuple[str, str], *, tags: list[str], days: int) -> str:
    items = tuple(TransferItem(tag=tag) for tag in tags)
    request = SendRequest(
        from_store=ends[0], to_store=ends[1], items=items, seal=f"FQ{26110 + days}", carrier="顺丰 SF1472580369"
    )
    at = world.at - timedelta(days=days)
    return inventory_services.send_transfer(actor=actor, operation=_key(f"{ends}{days}"), request=request, at=at)


def _arrived(world: World, actors: dict[str, Actor]) -> None:
    tags = selectors.shown_tags("S01", category="gold-plain", count=6)
    if tags:
        number = _sent(world, actors["manager1"], ("S01", "S02"), tags=tags, days=6)
        _received(world, actors["manager2"], number, selectors.sent_tags(number), days=5)


def _short(world: World, actors: dict[str, Actor]) -> None:
    tags = selectors.shown_tags("S02", category="gold-heritage", count=5)
    if len(tags) > 1:
        number = _sent(world, actors["manager2"], ("S02", "S03"), tags=tags, days=5)
        _received(world, actors["manager3"], number, selectors.sent_tags(number)[:-1], days=4)


def _travelling(world: World, actors: dict[str, Actor]) -> None:
    tags = selectors.shown_tags("S02", category="diamond-ring", count=4)
    if tags:
        _sent(world, actors["manager2"], ("S02", "S01"), tags=tags, days=1)


def _asked(world: World, actors: dict[str, Actor]) -> None:
    tags = selectors.shown_tags("S01", category="diamond-ring", count=1)
    if tags:
        request = TransferRequest(from_store="S01", to_store="S02", tags=tuple(tags), for_customer=True)
        at = world.at - timedelta(hours=2)
        inventory_services.request_transfer(actor=actors["clerk5"], operation=_key("asked"), request=request, at=at)


def _received(world: World, actor: Actor, number: str, tags: list[str], *, days: int) -> None:
    receipt = TransferReceipt(number=number, items=tuple(TransferItem(tag=tag) for tag in tags))
    at = world.at - timedelta(days=days)
    inventory_services.receive_transfer(actor=actor, operation=_key(f"in{number}"), receipt=receipt, at=at)


def _minimums(world: World, actors: dict[str, Actor]) -> None:
    for store, category, least, most in MINIMUMS:
        wanted = MinimumIn(store=store, kind="category", code=category, least=least, most=most)
        inventory_services.set_minimum(actor=actors["buyer"], minimum=wanted, at=world.at - timedelta(days=3))
    inventory_services.watch_minimums(actor=HOUSE, at=world.at - timedelta(hours=1), on=world.today)


def _handovers(world: World, actors: dict[str, Actor]) -> None:
    """Three evenings of two trays, and this morning's first."""
    for days, tray in (
        (3, "C01-1"),
        (3, "C01-2"),
        (2, "C01-1"),
        (2, "C01-2"),
        (1, "C01-1"),
        (1, "C01-2"),
        (0, "C01-1"),
    ):
        kind, at = ("evening", world.at - timedelta(days=days)) if days else ("morning", world.at - timedelta(hours=3))
        _signed(world, actors, tray=tray, kind=kind, days=days, at=at)


def _rooms(world: World, actors: dict[str, Actor]) -> None:
    """Trays of two stores say what fits, what they weigh empty and who answers: one is full, one holds too much."""
    for store, boss, clerks in (("S01", "manager1", ("clerk1", "clerk2")), ("S02", "manager2", ("clerk5", "clerk6"))):
        people = [actors[each].code for each in clerks if each in actors]
        rows = [row for row in inventory_selectors.list_places(actors[boss], store_code=store) if row.kind == "tray"]
        for number, row in enumerate(rows):
            room = row.within if number == 1 else row.within - 1 if number == 5 else row.within * 5 // 4 + 2
            change = PlaceChange(
                name=row.name, is_open=True, takes_in=row.takes_in, capacity=max(1, room), tare_mg=412_000,
                responsible=people[number % len(people)] if people else "",
            )  # fmt: skip
            inventory_services.change_place(actor=actors["buyer"], place_id=row.id, change=change, at=world.at)


def _signed(world: World, actors: dict[str, Actor], *, tray: str, kind: str, days: int, at: datetime) -> None:
    on = world.today - timedelta(days=days)
    _, rows = inventory_selectors.trays(actors["clerk1"], store="S01", kind=kind, on=on)
    row = next((each for each in rows if each.code == tray), None)
    if row is None:
        return
    handover = HandoverIn(
        store="S01", place=tray, kind=kind, counted=row.book_pieces,
        scale_mg=row.book_weight_mg + row.tare_mg, seal=f"GY{days}{tray[-1]}" if kind == "evening" else "",
    )  # fmt: skip
    inventory_services.hand_over_tray(
        actor=actors["clerk1"], operation=_key(f"{tray}{kind}{days}"), handover=handover,
        second=actors["clerk2"], on=on, at=at,
    )  # fmt: skip
