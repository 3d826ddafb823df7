"""Quotes of the demonstration, by sales' own use cases: some hold, some are over, sold or withdrawn."""

from datetime import datetime, timedelta

from facet.catalog.rules.pricing import LineDiscount
from facet.demo import selectors, services
from facet.demo.flows.breath import let_others_write
from facet.demo.rules import quotes as plan
from facet.demo.rules.world import World
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor
from facet.sales import services as sales_services
from facet.sales.rules.request import LineRequest, SaleRequest, TenderRequest

GOLD, DIAMONDS = "gold-heritage", "diamond-ring"
PIECES = 40  # of each kind and store; the quotes take the older ones, other steps the newest


def write_quotes(world: World, *, actors: dict[str, Actor]) -> None:
    """Done once, and taken up again where it stopped."""
    name = "quotes:all"
    if selectors.is_done(name):
        return
    every = [key for _, key in sorted(selectors.member_ids().items())]
    shelf = {
        (store, kind): selectors.shown_tags(store, category=kind, count=PIECES)
        for store in plan.STORES
        for kind in (GOLD, DIAMONDS)
    }
    for number, quoted in enumerate(plan.QUOTES):
        store = plan.STORES[number % len(plan.STORES)]
        lines = _lines(quoted, gold=shelf[store, GOLD], diamonds=shelf[store, DIAMONDS])
        member = None if quoted.customer else every[(60 + number * 7) % len(every)]
        if lines:
            manager = actors[f"manager{number % len(plan.STORES) + 1}"]
            _quote(world, manager, number, store=store, lines=lines, member=member)
        let_others_write()
    services.claim(name, at=world.at)


def _lines(quoted: plan.Quoted, *, gold: list[str], diamonds: list[str]) -> list[LineRequest]:
    """The pieces of one quote, the last of the shelf first, so that no piece is quoted twice."""
    wanted = [(gold, LineDiscount())] * quoted.gold
    wanted += [(diamonds, LineDiscount(fixed_bp=quoted.off_bp))] * quoted.diamonds
    return [LineRequest(tag=tags.pop(), discount=discount) for tags, discount in wanted if tags]


def _quote(
    world: World, manager: Actor, number: int, *, store: str, lines: list[LineRequest], member: int | None
) -> None:
    quoted = plan.QUOTES[number]
    at = world.at - timedelta(days=quoted.days, minutes=20 * number + 5)
    request = SaleRequest(store=store, till="T1", member=member, lines=tuple(lines))
    wanted = sales_services.QuotationIn(request=request, customer=quoted.customer, note=quoted.note)
    row = sales_services.open_quotation(actor=manager, operation=_key(f"{number}"), wanted=wanted, at=at)
    if quoted.fate == "withdrawn":
        sales_services.withdraw_quotation(
            actor=manager, operation=_key(f"{number}:withdrawn"), number=row.number, reason=plan.WITHDRAWN,
            at=at + timedelta(minutes=4),
        )  # fmt: skip
    elif quoted.fate == "sold":
        _sell(manager, request, number=row.number, due_cents=row.due_cents, at=world.at - timedelta(minutes=3 + number))


def _sell(manager: Actor, request: SaleRequest, *, number: str, due_cents: int, at: datetime) -> None:
    money = TenderRequest(method="wechat", amount_cents=due_cents)
    ticket = SaleRequest(
        store=request.store, till=request.till, member=request.member, quotation=number, tenders=(money,),
        lines=tuple(LineRequest(tag=line.tag) for line in request.lines),
    )  # fmt: skip
    sales_services.complete_sale(actor=manager, operation=_key(f"{number}:sold"), request=ticket, at=at)


def _key(name: str) -> OperationKey:
    return OperationKey.of_job("demo.quotes", name)
