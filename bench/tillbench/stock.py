"""Tills, members and enough pieces for a run."""

import random
import secrets
from dataclasses import dataclass

from django.db import connection

from facet.catalog.models import BoardPrice
from facet.inventory.models import Piece, PieceMovement
from facet.kernel import clock
from facet.kernel.permissions import house
from facet.members.models import Member
from facet.organisation import services as organisation_services
from facet.organisation.models import RoleAssignment, Store, Till

PER_TILL = 1_500  # pieces that one till may sell in a run


@dataclass
class Stand:
    """One till with its token, its pieces and its customers; the first of them is sold to in the recording."""

    store: str
    till: str
    staff_id: int
    token: str
    customers: list[int]
    tags: list[str]


def stands(count: int) -> list[Stand]:
    """`count` tills spread over the stores, each with fresh pieces by weight."""
    stores = list(Store.objects.filter(is_open=True).order_by("code"))
    run = secrets.token_hex(3).upper()
    made = []
    for number in range(count):
        store = stores[number % len(stores)]
        tills = list(Till.objects.filter(store=store, is_active=True).order_by("code"))
        cashier = (
            RoleAssignment.objects.filter(role__code="cashier", staff__store=store).select_related("staff").first()
        )
        token = organisation_services.issue_token(
            actor=house("bench"), username=cashier.staff.username, label="bench", days=1, at=clock.now()
        )
        till = tills[number // len(stores) % len(tills)]
        tags = _pieces(store, f"B{run}{number:02d}")
        made.append(Stand(store.code, till.code, cashier.staff_id, token, _customers(store), tags))
    return made


def _customers(store: Store) -> list[int]:
    """Members of `store`, another order in each run: nobody pays so much cash in a day that the law asks who she is."""
    known = list(Member.objects.filter(state="active", home_store=store).values_list("pk", flat=True))
    return random.sample(known, min(len(known), PER_TILL))


def _pieces(store: Store, prefix: str) -> list[str]:
    """Copies of one gold piece by weight, in stock in `store`."""
    priced = BoardPrice.objects.filter(price_group=store.price_group).values("price_item")
    pattern = Piece.objects.filter(store=store, state="in_stock", price_basis="by_weight", price_item__in=priced)
    pattern = pattern.order_by("pk").first()
    movement = PieceMovement.objects.filter(piece=pattern).order_by("sequence").first()
    tags = [f"{prefix}{number:05d}" for number in range(PER_TILL)]
    fields = {f.attname: getattr(pattern, f.attname) for f in Piece._meta.concrete_fields if f.attname != "id"}
    rows = Piece.objects.bulk_create([Piece(**fields | {"tag": tag, "epc": None, "sequence": 1}) for tag in tags])
    fields = {f.attname: getattr(movement, f.attname) for f in PieceMovement._meta.concrete_fields if f.attname != "id"}
    PieceMovement.objects.bulk_create(
        [PieceMovement(**fields | {"piece_id": row.pk, "sequence": 1}) for row in rows], batch_size=500
    )
    connection.close()
    return tags
