"""Eighteen months of tickets, day by day: read the goods, work the tickets out, write them."""

from collections.abc import Iterator
from datetime import date, datetime
from itertools import groupby

from facet.demo import selectors, services
from facet.demo.flows.breath import let_others_write
from facet.demo.flows.progress import Progress
from facet.demo.rules import booking, shifts, tickets
from facet.demo.rules.booking import Account, Ask, Draft
from facet.demo.rules.chain import STORES
from facet.demo.rules.tickets import Ticket
from facet.demo.rules.world import World
from facet.kernel.errors import gettext_noop
from facet.kernel.permissions import Actor
from facet.loyalty.selectors.programme import programme_on
from facet.members.rules.numbers import member_number
from facet.sales.rules.request import LineRequest

TICKETS_AT_ONCE = 70


def write_all(
    world: World, *, actors: dict[str, Actor], recent: datetime, progress: Progress, span: tuple[int, int]
) -> None:
    """Write every ticket of the plan, with the shifts around them."""
    house, desk = _house(world), _desk(world, actors, recent)
    members = selectors.member_ids()
    accounts: dict[int, Account] = {}
    lots = selectors.lots()
    done = 0
    for days, portion in portions(world):
        drafts = drafts_of(world, portion, house=house, lots=lots, members=(members, accounts))
        plans = shifts.shifts(world.seed, days=days, drafts=drafts, today=world.today)
        services.write_tickets(f"tickets:{days[0]}", drafts, shifts=plans, desk=desk, at=world.at)
        let_others_write()
        done += len(portion)
        progress.part(span, done, len(world.tickets), gettext_noop("Demonstration: tickets"))


def portions(world: World) -> Iterator[tuple[list[date], list[Ticket]]]:
    """Whole days with their tickets, about as many as one transaction bears."""
    by_day = {day: list(held) for day, held in groupby(world.tickets, key=lambda each: each.day)}
    days: list[date] = []
    held: list[Ticket] = []
    for back in range(world.size.days - 1, -1, -1):
        day = date.fromordinal(world.today.toordinal() - back)
        days.append(day)
        held += by_day.get(day, [])
        if len(held) >= TICKETS_AT_ONCE or back == 0:
            yield days, held
            days, held = [], []


def drafts_of(
    world: World, portion: list[Ticket], *, house: booking.House, lots: dict[str, booking.LotFacts],
    members: tuple[dict[str, int], dict[int, Account]],
) -> list[Draft]:  # fmt: skip
    """The tickets of a portion worked out; the members' accounts move on."""
    tags = [world.tags[number] for ticket in portion for number in world.pieces_of.get(ticket.serial, ())]
    goods = selectors.goods(tags)
    drafts = []
    for ticket in portion:
        requests = [LineRequest(tag=world.tags[number]) for number in world.pieces_of.get(ticket.serial, ())]
        plan = STORES[ticket.store]
        ask = Ask(
            id=tickets.ticket_id(world.seed, ticket.serial), serial=ticket.serial, at=ticket.at, day=ticket.day,
            store=plan.code, is_mall=plan.kind == "mall_counter", counter=world.counter(ticket),
            goods=(
                *((goods[request.tag], request) for request in requests),
                *((booking.goods_of_lot(lots[line.sku], line), line) for line in ticket.bulk),
            ),
        )  # fmt: skip
        board = world.boards.place_at(plan.price_group, ticket.at)
        drafts.append(booking.worked_out(ask, _account(ticket, *members), house=house, board=board))
    return drafts


def _account(ticket: Ticket, members: dict[str, int], accounts: dict[int, Account]) -> Account | None:
    if ticket.file is None:
        return None
    number = member_number(ticket.file.number + 1)
    if ticket.file.number not in accounts:
        accounts[ticket.file.number] = Account(members[number], number)
    return accounts[ticket.file.number]


def _house(world: World) -> booking.House:
    published = [(each.group, each.at) for each in world.boards.published]
    return booking.House(world.seed, selectors.kindred(), selectors.boards(published), programme_on(world.today))


def _desk(world: World, actors: dict[str, Actor], recent: datetime) -> services.Desk:
    return services.Desk(
        stores=selectors.stores(), tills=selectors.tills(), actors=actors, staff=selectors.staff(),
        programme=programme_on(world.today), recent=recent,
    )  # fmt: skip
