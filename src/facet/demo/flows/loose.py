"""The loose stones of the flagship's vault, taken in as any delivery is."""

import csv
from datetime import date
from pathlib import Path

from facet.demo.flows.breath import let_others_write
from facet.demo.rules import loose, people
from facet.demo.rules.world import World
from facet.inventory import services as inventory_services
from facet.inventory.services.receive import ReceiveRequest
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor

FILE = Path(__file__).parents[1] / "data" / "loose_stones.csv"
AT_ONCE = 60


def take_in_loose_stones(world: World, *, actor: Actor) -> None:
    """Each box under a key of its own: an interrupted run goes on where it stopped."""
    day = date.fromordinal(world.today.toordinal() - loose.DAYS_AGO)
    with FILE.open(encoding="utf-8", newline="") as file:
        stones = loose.loose_stones(csv.DictReader(file), on=day)[: world.size.loose]
    for first in range(0, len(stones), AT_ONCE):
        box = 1 + first // AT_ONCE
        inventory_services.receive_pieces(
            actor=actor,
            operation=OperationKey.of_job("demo.loose", box),
            request=ReceiveRequest(
                store=loose.STORE, place=loose.PLACE, supplier=loose.SUPPLIER, batch=loose.BATCH,
                document=f"R-{loose.BATCH}-{box}", pieces=stones[first : first + AT_ONCE],
            ),
            at=people.moment(day, loose.MINUTE + box),
        )  # fmt: skip
        let_others_write()
