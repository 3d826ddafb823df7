"""The books of stock: metal derived and closed, fine metal at a goldsmith, the last but one month locked."""

from datetime import timedelta

from facet.demo import selectors, services
from facet.demo.flows.breath import let_others_write
from facet.demo.rules.world import World
from facet.demo.services.acts import HOUSE
from facet.inventory import services as inventory_services
from facet.inventory.flows.metal import close_open_days
from facet.inventory.rules.metal import AccountRef, Owner
from facet.inventory.rules.month_book import previous_month
from facet.inventory.services import MetalTransferIn
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor

CLOSED_DAYS = 14
SUPPLIER = "P001"


def keep_the_books(world: World, *, actors: dict[str, Actor]) -> None:
    """What finance and the night's jobs have done by now; each step once."""
    for step in (_metal, _handed_over, _locked):
        if selectors.is_done(name := f"books:{step.__name__}"):
            continue
        step(world, actors)
        services.claim(name, at=world.at)
        let_others_write()


def _metal(world: World, actors: dict[str, Actor]) -> None:
    close_open_days(actor=HOUSE, at=world.at, days=CLOSED_DAYS)


def _handed_over(world: World, actors: dict[str, Actor]) -> None:
    """Fine gold that was bought, some of it with a goldsmith, some owed to a supplier."""
    partners = selectors.partner_ids((SUPPLIER,))
    if not partners:
        return
    gold, day = "gold", world.at - timedelta(days=9)
    bullion = AccountRef(Owner.BULLION.value, gold)
    supplier = AccountRef(Owner.SUPPLIER.value, gold, None, partners[SUPPLIER])
    goldsmith = AccountRef(Owner.GOLDSMITH.value, gold, None, partners[SUPPLIER])
    moves = (
        (AccountRef(Owner.SUPPLIER.value, gold), bullion, 860_000, "JL-2607"),  # bought for money: owed to nobody
        (bullion, goldsmith, 180_000, "DJ-0418"),
        (goldsmith, bullion, 42_350, "DJ-0423"),
        (supplier, bullion, 500_000, "JS-1102"),
    )
    for number, (giver, taker, mg, paper) in enumerate(moves):
        wanted = MetalTransferIn(giver=giver, taker=taker, net_mg=mg, fineness_e4=9_999, document=paper,
                                 reason="来料加工结算")  # fmt: skip
        inventory_services.transfer_metal(
            actor=HOUSE, operation=OperationKey.of_job("demo.books", number), wanted=wanted,
            at=day + timedelta(hours=number),
        )  # fmt: skip


def _locked(world: World, actors: dict[str, Actor]) -> None:
    """The last month but one, in every store."""
    month = previous_month(previous_month(world.today.replace(day=1)))
    for store in sorted(selectors.stores()):
        inventory_services.lock_month(actor=HOUSE, store=store, month=month, at=world.at)
        let_others_write()
