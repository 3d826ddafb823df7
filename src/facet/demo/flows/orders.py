"""Deposits, layaways and customers' orders of the demonstration, by sales' own use cases."""

from datetime import datetime, timedelta
from typing import Any

from facet.demo import selectors, services
from facet.demo.drawing import picture_of
from facet.demo.flows.breath import let_others_write
from facet.demo.rules import orders as plan
from facet.demo.rules.world import World
from facet.inventory.flows.photos import store_picture
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor
from facet.sales import services as sales_services
from facet.sales.rules.deposit_request import DepositRequest, OpensDeposit
from facet.sales.rules.request import SaleRequest, TenderRequest

_METHODS = ("wechat", "terminal", "cash", "alipay")


def take_orders(world: World, *, actors: dict[str, Actor]) -> None:
    """Done once, and taken up again where it stopped."""
    for step in (_deposits, _layaways, _orders):
        if selectors.is_done(name := f"orders:{step.__name__}"):
            continue
        step(world, actors)
        services.claim(name, at=world.at)
        let_others_write()


def _key(name: str) -> OperationKey:
    return OperationKey.of_job("demo.orders", name)


def _manager(actors: dict[str, Actor], number: int) -> tuple[str, Actor]:
    place = number % len(plan.STORES)
    return plan.STORES[place], actors[f"manager{place + 1}"]


def _paid(
    actors: dict[str, Actor], number: int, member: int, wanted: DepositRequest, *, name: str, at: datetime
) -> None:
    store, manager = _manager(actors, number)
    money = TenderRequest(method=_METHODS[number % len(_METHODS)], amount_cents=wanted.amount_cents)
    request = SaleRequest(store=store, till="T1", member=member, deposits=(wanted,), tenders=(money,))
    sales_services.complete_sale(actor=manager, operation=_key(name), request=request, at=at)


def _members(actors: dict[str, Actor]) -> list[int]:
    """Members by number; not the first, whose figures other steps tell."""
    every = [key for _, key in sorted(selectors.member_ids().items())]
    return every[40:] or every


def _deposits(world: World, actors: dict[str, Actor]) -> None:
    members = _members(actors)
    for number in range(plan.DEPOSITS):
        subject, price = plan.SUBJECTS[number % len(plan.SUBJECTS)]
        share = (10, 15, 20, 50)[number % 4]
        lock: dict[str, Any] = (
            {"lock_item": "AU999", "lock_mg": 20_000, "lock_lower": number % 4 == 1} if number % 2 else {}
        )
        opens = OpensDeposit(price_cents=price, subject=subject, **lock)
        wanted = DepositRequest(amount_cents=price * share // 100, opens=opens)
        at = world.at - timedelta(days=number % 14, hours=number % 5, minutes=number)
        _paid(actors, number, members[number % len(members)], wanted, name=f"deposit:{number}", at=at)


def _layaways(world: World, actors: dict[str, Actor]) -> None:
    """Pieces at a fixed price that are kept; the older ones have paid an instalment or owe one."""
    members = _members(actors)
    tags = {store: selectors.shown_tags(store, category="diamond-ring", count=8) for store in plan.STORES}
    for number in range(plan.LAYAWAYS):
        store, _ = _manager(actors, number)
        if not tags[store]:
            continue
        piece = tags[store].pop()
        price = selectors.tag_price(piece)
        if not price:
            continue
        opens = OpensDeposit(kind="layaway", piece=piece, instalments=(3, 5, 6)[number % 3])
        wanted = DepositRequest(amount_cents=price * 3 // 10, opens=opens)
        at = world.at - timedelta(days=number * 4, minutes=number)
        _paid(actors, number, members[-1 - number % len(members)], wanted, name=f"layaway:{number}", at=at)


def _orders(world: World, actors: dict[str, Actor]) -> None:
    members, styles = _members(actors), selectors.style_codes()
    for number in range(plan.ORDERS):
        _order(world, actors, number, member=members[(number * 3) % len(members)], styles=styles)


def _order(world: World, actors: dict[str, Actor], number: int, *, member: int, styles: list[str]) -> None:
    store, manager = _manager(actors, number)
    kind, design = plan.DESIGNS[number % len(plan.DESIGNS)]
    at = world.at - timedelta(days=20 - number % 15, minutes=number)
    low = 200_000 * (3 + number % 9)
    own: dict[str, Any] = {}
    if "旧料" in design:
        own = {"metal_source": "customer", "metal_gross_mg": 8_600, "metal_fine_mg": 8_520}
    wanted = sales_services.OrderIn(
        store=store, member=member, kind=kind, design=design, estimate_from_cents=low, estimate_to_cents=low * 6 // 5,
        style=styles[number % len(styles)] if kind == "special" else "",
        promised_on=world.today + timedelta(days=plan.PROMISED_DAYS[number % len(plan.PROMISED_DAYS)]), **own,
    )  # fmt: skip
    row = sales_services.open_order(actor=manager, operation=_key(f"order:{number}"), wanted=wanted, at=at)
    reached = plan.REACHED[number % len(plan.REACHED)]
    if plan.needs_drawing(kind, reached):
        drawn = store_picture(picture_of(design), folder="drawings")
        kept = sales_services.PictureIn(
            number=row.number, caption=design[:20], sha256=drawn.sha256, width=drawn.width, height=drawn.height
        )
        sales_services.add_drawing(actor=manager, drawing=kept, at=at + timedelta(hours=3))
        sales_services.approve_drawing(
            actor=manager, number=row.number, drawing=1, approver="member", approved_on=(at + timedelta(days=1)).date(),
            at=at + timedelta(days=1, hours=1),
        )  # fmt: skip
    for days, state in enumerate(reached, start=1):
        step = sales_services.OrderStepIn(number=row.number, state=state)
        sales_services.advance_order(
            actor=manager, operation=_key(f"order:{number}:{state}"), wanted=step, at=at + timedelta(days=days, hours=2)
        )
