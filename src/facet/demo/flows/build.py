"""The build: people and prices first, so that one can sign in; then goods, members, tickets; today last."""

from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import datetime, timedelta

from facet.audit import services as audit_services
from facet.catalog import services as catalog_services
from facet.demo import selectors, services
from facet.demo.flows.books import keep_the_books
from facet.demo.flows.breath import let_others_write
from facet.demo.flows.buying import buy
from facet.demo.flows.counter import work_the_counter
from facet.demo.flows.counts import count_trays
from facet.demo.flows.day_ends import end_the_days
from facet.demo.flows.jobs import serve_and_deliver
from facet.demo.flows.loose import take_in_loose_stones
from facet.demo.flows.orders import take_orders
from facet.demo.flows.papers import lay_papers_out
from facet.demo.flows.plans import plan_purchases
from facet.demo.flows.programme import write_programme
from facet.demo.flows.progress import Progress
from facet.demo.flows.promotions import plan_promotions
from facet.demo.flows.quotes import write_quotes
from facet.demo.flows.repricing import reprice_some
from facet.demo.flows.rewards import reward
from facet.demo.flows.spending import give_birthday_gifts, open_prizes, redeem_some
from facet.demo.flows.telling import tell_of_the_last_deliveries
from facet.demo.flows.tickets import write_all
from facet.demo.flows.today import bring_to_life
from facet.demo.flows.transfers import send_goods_about
from facet.demo.flows.works import work_on_goods
from facet.demo.rules import chain, people
from facet.demo.rules.world import Size, World, chunks
from facet.demo.services.acts import HOUSE
from facet.kernel.errors import gettext_noop
from facet.kernel.permissions import Actor
from facet.organisation import selectors as organisation_selectors
from facet.organisation import services as organisation_services
from facet.organisation.flows.passwords import encoded

SEED = "yunxiu"
PIECES_AT_ONCE = 150  # a portion holds SQLite's only writer for about a fifth of a second
FILES_AT_ONCE = 35
RECENT = timedelta(days=14)  # what happened since also stands in the audit record and the outbox


def build(*, size: Size, seed: str = SEED, progress: Progress, at: datetime) -> bool:
    """Build the demonstration, or finish one that was interrupted; False where it may not or need not.

    Every portion is one transaction under one key: what an earlier run has written is passed over.
    """
    known = services.begin(wanted={"seed": seed, "size": asdict(size), "at": at.isoformat()}, at=at)
    if known is None or "refused" in known:
        return False
    if services.is_complete():
        return False
    world = World(seed=str(known["seed"]), size=Size(**known["size"]), at=datetime.fromisoformat(str(known["at"])))  # type: ignore[arg-type]
    progress.at(0, gettext_noop("Demonstration: people and prices"))
    _open(world)
    _price(world)
    actors = selectors.actors()
    room = selectors.stockroom(actors)
    progress.at(4, gettext_noop("Demonstration: pieces"))
    portions = list(chunks(world.deliveries, PIECES_AT_ONCE))
    _deliver(portions[-1:], world, room)
    _files(world, actors, progress, (5, 6), first_only=True)
    services.fill_lots(world=world, room=room, at=world.at)
    take_in_loose_stones(world, actor=actors["warehouse"])
    for number, portion in enumerate(reversed(portions)):
        _deliver([portion], world, room)
        progress.part((6, 38), number + 1, len(portions), gettext_noop("Demonstration: pieces"))
    _files(world, actors, progress, (38, 58))
    write_all(world, actors=actors, recent=world.at - RECENT, progress=progress, span=(58, 92))
    services.write_bulk_sales(world=world, room=room, at=world.at)
    services.write_commission(at=world.at)
    services.write_targets(world.seed, today=world.today, at=world.at)
    services.write_visits(world.seed, today=world.today, at=world.at)
    progress.at(93, gettext_noop("Demonstration: talks, wishes and credit"))
    _know_people(world)
    progress.at(95, gettext_noop("Demonstration: prizes, cards and coupons"))
    _spend(world)
    progress.at(98, gettext_noop("Demonstration: what waits today"))
    _stir(world, actors=actors)
    services.finish(at=world.at)
    audit_services.ask_for_verification(HOUSE, at=world.at)  # the home pages show how far the record is checked
    progress.at(100, gettext_noop("Demonstration: complete"))
    return True


def _open(world: World) -> None:
    """Everything that stands before the first piece: the house can be entered when this is done."""
    at = world.at
    effective = world.today.replace(year=world.today.year - people.YEARS - 1, day=1)
    steps: tuple[Callable[[], object], ...] = (
        lambda: organisation_services.install_roles(actor=HOUSE, roles=organisation_selectors.starting_roles(), at=at),
        lambda: services.open_house(encoded_password=encoded(chain.PASSWORD), members=world.size.members, at=at),
        lambda: catalog_services.install_catalog(actor=HOUSE, at=at),
        lambda: write_programme(effective=effective, today=world.today, at=at),
        lambda: services.write_plan(effective=effective, at=at),
        lambda: services.put_up_shelves(at=at),
        lambda: services.write_styles(at=at),
        lambda: services.open_lots(at=at),
        lambda: lay_papers_out(at=at, on=world.today),
    )
    for step in steps:
        step()
        let_others_write()


def _know_people(world: World) -> None:
    """What colleagues know of members beside their purchases: talks, wishes, families, credit, cards."""
    for step in (
        services.write_contacts,
        services.write_needs_and_wishes,
        services.write_persons,
        services.write_credit,
        services.write_card_changes,
        services.share_phones,
        services.share_views,
    ):
        step(world.seed, at=world.at)
        let_others_write()
    tell_of_the_last_deliveries(at=world.at)


def _spend(world: World) -> None:
    """Prizes, cards of stored value and coupons."""
    open_prizes(at=world.at)
    let_others_write()
    services.write_cards(at=world.at, on=world.today)
    let_others_write()
    services.write_coupons(at=world.at, on=world.today)
    let_others_write()
    redeem_some(at=world.at, on=world.today)
    give_birthday_gifts(at=world.at, on=world.today)
    let_others_write()
    reward(at=world.at, on=world.today)
    let_others_write()
    plan_promotions(at=world.at, on=world.today)
    let_others_write()


def _stir(world: World, *, actors: dict[str, Actor]) -> None:
    """The last days and this moment, lived through by the services themselves."""
    end_the_days(world, actors=actors)
    bring_to_life(world, actors=actors)
    send_goods_about(world, actors=actors)
    buy(at=world.at)
    count_trays(actors, at=world.at)
    reprice_some(actors, at=world.at)
    work_on_goods(actors, at=world.at)
    keep_the_books(world, actors=actors)
    plan_purchases(actors=actors, at=world.at)
    take_orders(world, actors=actors)
    serve_and_deliver(world, actors=actors)
    work_the_counter(world, actors=actors)
    write_quotes(world, actors=actors)


def _price(world: World) -> None:
    """The boards of the whole time, and what the trade paid."""
    services.write_boards(world.boards.published, at=world.at)
    let_others_write()
    services.write_market(world.trend, first=world.trend.first, last=world.today, at=world.at)
    let_others_write()


def _deliver(portions: list, world: World, room: selectors.Stockroom) -> None:
    for portion in portions:
        services.write_deliveries(f"pieces:{portion[0].first}", portion, world=world, room=room, at=world.at)
        let_others_write()


def _files(
    world: World, actors: dict[str, Actor], progress: Progress, span: tuple[int, int], *, first_only: bool = False
) -> None:
    for portion in _portions(world):
        services.open_files(portion, clerks=actors, recent=world.at - RECENT, at=world.at)
        let_others_write()
        progress.part(span, portion.first, len(world.files), gettext_noop("Demonstration: members"))
        if first_only:
            return


def _portions(world: World) -> Iterator[services.Portion]:
    files = world.files
    for first in range(0, len(files), FILES_AT_ONCE):
        plans = [
            people.member_plan(world.seed, each, today=world.today, earlier=files)
            for each in files[first : first + FILES_AT_ONCE]
        ]
        yield services.Portion(f"files:{first}", first, plans)
