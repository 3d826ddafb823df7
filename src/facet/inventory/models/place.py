"""Where things are: counters, trays and vaults, and the virtual ends of every move."""

from django.db import models
from django.db.models import Q, UniqueConstraint
from treebeard.mp_tree import MP_Node

from facet.inventory.rules.states import PLACE_WORDS, VIRTUAL
from facet.inventory.rules.words import choices
from facet.kernel.classification import classify


class Place(MP_Node):
    """One place in a store: store → counter → tray → slot, or a vault, or a window.

    The virtual kinds (transit, customer, supplier, loss) stand once under each store, so that
    two stores never wait for each other's rows. `takes_in` marks the place where new goods of
    the store are put when nobody says otherwise. `capacity` is how many pieces fit, `tare_mg` what the
    empty tray weighs, `responsible` who answers for it. Written by: inventory.services.places only.
    """

    classified = classify(
        keep="id path depth numchild store kind code name is_open takes_in capacity tare_mg responsible"
    )

    store = models.ForeignKey("organisation.Store", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=choices(PLACE_WORDS))
    code = models.CharField(max_length=24)
    name = models.CharField(max_length=60, blank=True, default="")
    is_open = models.BooleanField(default=True)
    takes_in = models.BooleanField(default=False)
    capacity = models.PositiveSmallIntegerField(null=True)
    tare_mg = models.PositiveIntegerField(null=True)
    responsible = models.ForeignKey("organisation.Staff", models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        constraints = [
            UniqueConstraint(fields=["store", "code"], name="place_code_once_a_store"),
            UniqueConstraint(
                fields=["store", "kind"],
                condition=Q(kind__in=sorted([kind.value for kind in VIRTUAL] + ["store"])),
                name="place_virtual_once_a_store",
            ),
            UniqueConstraint(fields=["store"], condition=Q(takes_in=True), name="place_takes_in_once_a_store"),
        ]

    def __str__(self) -> str:
        return self.name or self.code
