"""The build: people and prices first, so that one can sign in; then goods, members, tickets; today last."""

from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import datetime, timedelta

from facet.catalog import services as catalog_services
from facet.demo import selectors, services
from facet.demo.flows.breath import let_others_write
from facet.demo.flows.loose import take_in_loose_stones
from facet.demo.flows.progress import Progress
from facet.demo.flows.tickets import write_all
from facet.demo.flows.today import bring_to_life
from facet.demo.rules import chain, people
from facet.demo.rules.world import Size, World, chunks
from facet.demo.services.acts import HOUSE
from facet.kernel.errors import gettext_noop
from facet.kernel.permissions import Actor
from facet.loyalty import services as loyalty_services
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
    write_all(world, actors=actors, recent=world.at - RECENT, progress=progress, span=(58, 97))
    services.write_bulk_sales(world=world, room=room, at=world.at)
    progress.at(98, gettext_noop("Demonstration: what waits today"))
    bring_to_life(world, actors=actors)
    services.finish(at=world.at)
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
        lambda: loyalty_services.install_programme(HOUSE, at, template="demo", effective_on=effective),
        lambda: services.put_up_shelves(at=at),
        lambda: services.write_styles(at=at),
        lambda: services.open_lots(at=at),
    )
    for step in steps:
        step()
        let_others_write()


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
