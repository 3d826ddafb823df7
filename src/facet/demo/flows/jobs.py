"""Services of customers' pieces and deliveries of the demonstration, by sales' own use cases."""

from datetime import datetime, timedelta
from typing import Any

from facet.demo import selectors, services
from facet.demo.drawing import picture_of
from facet.demo.flows.breath import let_others_write
from facet.demo.rules import jobs as plan
from facet.demo.rules.world import World
from facet.inventory.flows.photos import store_picture
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor
from facet.sales import services as sales_services
from facet.sales.rules.deliveries import DeliveryState
from facet.sales.rules.jobs import JobState
from facet.sales.rules.request import SaleRequest, TenderRequest


def serve_and_deliver(world: World, *, actors: dict[str, Actor]) -> None:
    """Done once, and taken up again where it stopped."""
    for step in (_serve, _deliver):
        if selectors.is_done(name := f"jobs:{step.__name__}"):
            continue
        step(world, actors)
        services.claim(name, at=world.at)
        let_others_write()


def _key(name: str) -> OperationKey:
    return OperationKey.of_job("demo.jobs", name)


def _manager(actors: dict[str, Actor], number: int) -> tuple[str, Actor]:
    place = number % len(plan.STORES)
    return plan.STORES[place], actors[f"manager{place + 1}"]


def _serve(world: World, actors: dict[str, Actor]) -> None:
    every = [key for _, key in sorted(selectors.member_ids().items())]
    members, leaves = every[60:] or every, selectors.leaf_codes()
    for number in range(plan.JOBS):
        member = None if number % 9 == 4 else members[(number * 7) % len(members)]  # now and then nobody is named
        _job(world, actors, number, member=member, leaves=leaves)


def _job(world: World, actors: dict[str, Actor], number: int, *, member: int | None, leaves: list[str]) -> None:
    store, manager = _manager(actors, number)
    kind, category, description, weight, estimate, seen = plan.ITEMS[number % len(plan.ITEMS)]
    at = world.at - timedelta(days=10 - number % 6, minutes=number * 3)
    metal, fineness = plan.ALLOYS[category]
    sizes: dict[str, Any] = {"size_from_tenths": 519, "size_to_tenths": 539} if kind == "resizing" else {}
    wanted = sales_services.JobIn(
        store=store, kind=kind, category=category if category in leaves else leaves[0], description=description,
        weight_in_mg=weight, metal=metal, fineness_e4=fineness,
        due_on=world.today + timedelta(days=plan.DUE_DAYS[number % len(plan.DUE_DAYS)]),
        member=member, conditions=seen, estimate_cents=estimate, **sizes,
    )  # fmt: skip
    row = sales_services.take_job(actor=manager, operation=_key(f"job:{number}"), wanted=wanted, at=at)
    if number % 2:
        _sign(manager, row.number, "brought", number, at=at + timedelta(minutes=1))
    if number % 4 == 1:
        kept = store_picture(picture_of(description), folder="services")
        photo = sales_services.PictureIn(
            number=row.number, caption="收件时", sha256=kept.sha256, width=kept.width, height=kept.height
        )
        sales_services.add_job_photo(actor=manager, photo=photo, at=at + timedelta(minutes=2))
    added = 93 if kind == "resizing" else 0
    for days, state in enumerate(plan.REACHED[number % len(plan.REACHED)], start=1):
        when = at + timedelta(days=days, hours=1)
        if state == JobState.HANDED_BACK and estimate:
            money = TenderRequest(method="wechat", amount_cents=estimate)
            ticket = SaleRequest(store=store, till="T1", member=member, payables=(row.number,), tenders=(money,))
            sales_services.complete_sale(actor=manager, operation=_key(f"paid:{number}"), request=ticket, at=when)
        step = sales_services.JobStepIn(
            number=row.number, state=state, workshop=plan.WORKSHOPS[number % len(plan.WORKSHOPS)],
            weight_out_mg=weight if state == JobState.REFUSED else weight + added - number % 9,
            added_mg=0 if state == JobState.REFUSED else added, claim=row.claim_code,
        )  # fmt: skip
        sales_services.advance_job(actor=manager, operation=_key(f"job:{number}:{state}"), wanted=step, at=when)
        if state == JobState.HANDED_BACK:
            _sign(manager, row.number, "fetched", number, at=when)


def _sign(manager: Actor, paper: str, act: str, number: int, *, at: datetime) -> None:
    wanted = sales_services.SignatureIn(number=paper, act=act, strokes=plan.strokes(number))
    sales_services.sign(actor=manager, wanted=wanted, at=at)


def _deliver(world: World, actors: dict[str, Actor]) -> None:
    sold = {store: selectors.sold_lately(store, before=world.at, most=plan.DELIVERIES) for store in plan.STORES}
    for number in range(plan.DELIVERIES):
        store, manager = _manager(actors, number)
        if sold[store]:
            _delivery(world, manager, number, store=store, sold=sold[store].pop(0))


def _delivery(world: World, manager: Actor, number: int, *, store: str, sold: selectors.SoldGoods) -> None:
    kind, reached, days = plan.DELIVERED[number % len(plan.DELIVERED)]
    if kind == "other_store" and store == plan.STORES[-1]:  # its manager's role ends at the own store
        kind, reached = "later", ("packed",)
    others = [each for each in plan.STORES if each != store]
    at = max(sold.at, world.at - timedelta(days=4)) + timedelta(minutes=number % 7)
    day = max(world.today + timedelta(days=days), at.date() + timedelta(days=1))
    wanted = sales_services.DeliveryIn(
        sale=sold.sale, lines={sold.line_no: sold.quantity}, kind=kind, due_on=day,
        to_store=others[number % len(others)] if kind == "other_store" else "",
        address=plan.ADDRESSES[number % len(plan.ADDRESSES)] if kind == "shipped" else "",
    )  # fmt: skip
    row = sales_services.record_delivery(actor=manager, operation=_key(f"delivery:{number}"), wanted=wanted, at=at)
    for hours, state in enumerate(reached, start=1):
        step = sales_services.DeliveryStepIn(
            number=row.number, state=state, receiver="本人" if state == DeliveryState.DELIVERED else "",
            carrier=plan.CARRIERS[number % 2] if kind != "later" else "",
            tracking=f"SF{10_240_000 + number * 37}" if kind != "later" else "",
            note="无人签收" if state == DeliveryState.RETURNED else "",
        )  # fmt: skip
        sales_services.advance_delivery(
            actor=manager, operation=_key(f"delivery:{number}:{state}"), wanted=step,
            at=at + timedelta(hours=hours * 3),
        )  # fmt: skip
        if state == DeliveryState.DELIVERED:
            _sign(manager, row.number, "received", number, at=at + timedelta(hours=hours * 3))
