"""Rows for tests, each believable and none surprising. Neighbours' rows are made by name only."""

from datetime import UTC, datetime, time, timedelta
from typing import Any
from uuid import uuid4

from django.apps import apps
from model_bakery import baker

from facet.catalog.services.install import install_catalog
from facet.inventory.models import BulkLot, Piece, PieceMovement, Place
from facet.inventory.permissions import InventoryPermission
from facet.inventory.services.places import places_of_store
from facet.kernel.clock import now
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import EVERYWHERE, Actor, Reach, house
from facet.kernel.transactions import unit_of_work
from facet.organisation import services as organisation_services
from facet.organisation.tests import factories as house_factories

AT = datetime(2026, 11, 21, 6, 30, tzinfo=UTC)  # 14:30 in Shanghai


def in_work(use_case: Any) -> Any:
    """Run a function as a use case of its own."""
    return unit_of_work(use_case)()


def key(**body: Any) -> OperationKey:
    return OperationKey.of(uuid4(), body)


def actor(*store_ids: int, permissions: Any = InventoryPermission, switches: Any = ("cost",), **facts: Any) -> Actor:
    """Somebody with every right of inventory, for the given stores or for the whole chain."""
    reach = Reach(frozenset(store_ids)) if store_ids else EVERYWHERE
    return Actor(
        key="staff:7", name="周晓敏", code="E0007", grants={str(one): reach for one in permissions},
        switches=frozenset(switches), **facts,
    )  # fmt: skip


def area() -> Any:
    area_model = apps.get_model("organisation", "Area")
    return area_model.objects.first() or area_model.objects.add_root({"code": "A1", "name": "江浙"})


def store(code: str = "S01", name: str = "解放路店", **facts: Any) -> Any:
    """A store with its first places."""
    row = baker.make(
        "organisation.Store", code=code, name=name, area=area(), time_zone="Asia/Shanghai", opens_at=time(9),
        closes_at=time(21), kind="own", is_open=True, **facts,
    )  # fmt: skip
    in_work(lambda: places_of_store(store_id=row.pk))
    return row


def place(of: Any, code: str = "C01") -> Place:
    return Place.objects.get(store=of, code=code)


def price_item(code: str = "AU999") -> Any:
    model = apps.get_model("catalog", "PriceItem")
    return model.objects.filter(code=code).first() or model.objects.create(
        code=code, name="足金", name_en="Fine gold", metal="gold", fineness_e4=9990
    )


def category(code: str = "gold-bangle", name: str = "足金手镯", **facts: Any) -> Any:
    model = apps.get_model("catalog", "Category")
    found = model.objects.filter(code=code).first()
    return found or model.objects.add_root(
        {"code": code, "name": name, "name_en": code, "points_class": "gold", "price_basis": "by_weight",
           "labour_kind": "per_gram", "labour_value": 3800, "icon": "bangle", "price_item": price_item(), **facts}
    )  # fmt: skip


def piece(tag: str, at: Any = None, **facts: Any) -> Piece:
    """A gold bangle in stock in store `at`, with the movement that brought it there."""
    where = at or apps.get_model("organisation", "Store").objects.first() or store()
    kind = facts.pop("category", None) or category()
    row = Piece.objects.create(
        **{"tag": tag, "category": kind, "price_item": price_item(), "legal_name": "足金手镯",
           "legal_name_en": "Fine gold bangle", "metal": "gold", "fineness_e4": 9990, "gross_weight_mg": 28360,
           "net_weight_mg": 28360, "price_basis": "by_weight", "labour_kind": "per_gram", "labour_value": 3800,
           "cost_cents": 2_450_000, "received_at": AT - timedelta(days=30), "state": "in_stock",
           "place": place(where), "store": where, **facts}
    )  # fmt: skip
    PieceMovement.objects.create(
        piece=row, sequence=1, kind="received", to_state=row.state, to_place=row.place, store=where,
        document="R-1", actor_key="staff:7", actor_name="周晓敏", via="web", at=row.received_at,
    )  # fmt: skip
    return row


def catalogue() -> None:
    """The tree, the words, the purities and the price board's lines that a new chain starts with."""
    install_catalog(actor=house("test"), at=AT)


def board(here: Any, cents: int = 98_000, at: datetime = AT - timedelta(hours=5)) -> None:
    """The retail price of fine gold in the store's price group from `at` on."""
    publication = apps.get_model("catalog", "BoardPublication").objects.create(
        price_group=here.price_group, valid_from=at, published_at=at, published_by_key="staff:1",
        published_by_name="总部",
    )  # fmt: skip
    apps.get_model("catalog", "BoardPrice").objects.create(
        publication=publication, price_item=price_item(), price_group=here.price_group, valid_from=at,
        retail_cents_per_gram=cents,
    )  # fmt: skip


def lot(sku: str = "BEAD-01", **facts: Any) -> BulkLot:
    return BulkLot.objects.create(
        **{"sku": sku, "name": "足金转运珠", "name_en": "Lucky bead", "category": category(),
           "price_item": price_item(), "metal": "gold", "fineness_e4": 9990, "price_basis": "by_weight",
           "price_cents": 5000, "created_at": AT, **facts}
    )  # fmt: skip


def person(*permissions: str, scope: str = "chain", home: Any = None, switches: tuple[str, ...] = ()) -> Any:
    """A member of staff who may sign in and holds these rights, every right of inventory by default."""
    number = apps.get_model("organisation", "Staff").objects.count() + 1
    row = house_factories.staff(f"clerk{number}", home=home)
    grants = {str(each): scope for each in permissions or (*InventoryPermission, "organisation.view_stores")}
    house_factories.give(row, house_factories.role(f"role{number}", grants, switches=switches))
    return row


def bearer(*permissions: str, **facts: Any) -> dict[str, str]:
    """The headers of a program that acts for such a person; each call of this function is a new act."""
    row = person(*permissions, **facts)
    token = organisation_services.issue_token(
        actor=house("test"), username=row.username, label="test", days=1, at=now()
    )
    return {"Authorization": f"Bearer {token}", "Idempotency-Key": str(uuid4())}
