"""One unsurprising row of each kind."""

from datetime import UTC, datetime, time
from itertools import count
from typing import Any
from uuid import uuid4

from django.apps import apps

from facet.catalog.models import BoardPrice, BoardPublication, Category, PriceItem
from facet.kernel import clock
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import EVERYWHERE, Actor, Reach, house
from facet.organisation import services as organisation_services

NOON = datetime(2026, 2, 14, 4, 0, tzinfo=UTC)  # 12:00 in Shanghai
_numbers = count(1)


def actor(*grants: str, stores: set[int] | None = None, **facts: Any) -> Actor:
    """Somebody who holds `grants` for `stores` (None: everywhere)."""
    reach = EVERYWHERE if stores is None else Reach(frozenset(stores))
    return Actor(**{"key": "staff:1", "name": "林嘉慧", "grants": dict.fromkeys(grants, reach)} | facts)


def price_group(code: str = "") -> Any:
    """A price group of the organisation."""
    code = code or f"G{next(_numbers)}"
    return apps.get_model("organisation", "PriceGroup").objects.create(code=code, name=f"价格组{code}", name_en=code)


def store(*, group: Any = None, **fields: Any) -> Any:
    """An open store of `group`."""
    number = next(_numbers)
    entity = apps.get_model("organisation", "LegalEntity").objects.create(code=f"L{number}", name="云岫珠宝有限公司")
    area = apps.get_model("organisation", "Area").objects.add_root(
        {"code": f"A{number}", "name": "华东", "name_en": "East"}
    )
    defaults = {
        "code": f"S{number:02d}",
        "name": f"{number}号店",
        "name_en": f"Store {number}",
        "entity": entity,
        "area": area,
        "price_group": group or price_group(),
        "opens_at": time(9, 30),
        "closes_at": time(21, 30),
    }
    return apps.get_model("organisation", "Store").objects.create(**defaults | fields)


def price_item(code: str = "", **fields: Any) -> PriceItem:
    """A line of the board."""
    number = next(_numbers)
    defaults = {"code": code or f"AU{number}", "name": "足金", "name_en": "Fine gold", "metal": "gold"}
    return PriceItem.objects.create(**defaults | {"fineness_e4": 9_990, "order": number} | fields)


def board(group: Any, *prices: tuple[PriceItem, int, int | None, int | None], at: datetime = NOON) -> BoardPublication:
    """A publication that holds from `at`: (item, retail, exchange, buy-back) in cents."""
    publication = BoardPublication.objects.create(
        price_group=group, valid_from=at, published_at=at, published_by_key="staff:9", published_by_name="陈部长"
    )
    publication.all_prices = [
        BoardPrice.objects.create(
            publication=publication,
            price_item=item,
            price_group=group,
            valid_from=at,
            retail_cents_per_gram=retail,
            exchange_cents_per_gram=exchange,
            buy_back_cents_per_gram=buy_back,
        )
        for item, retail, exchange, buy_back in prices
    ]
    publication.first_price = publication.all_prices[0]
    return publication


def category(code: str = "", *, parent: Category | None = None, **fields: Any) -> Category:
    """A leaf of the tree, under `parent` or as a root."""
    code = code or f"C{next(_numbers)}"
    values = {"code": code, "name": f"类{code}", "name_en": code, "points_class": "gold", "price_basis": "by_weight"}
    values |= fields
    if parent is None:
        return Category.objects.add_root(values)
    return Category.objects.add_child(Category.objects.get(pk=parent.pk), values)


def staff(name: str = "林嘉慧") -> Any:
    """A member of staff, for what needs a real person."""
    number = next(_numbers)
    model = apps.get_model("organisation", "Staff")
    department = apps.get_model("organisation", "Department")
    home = department.objects.add_root({"code": f"D{number}", "name": "商品部", "name_en": "Buying"})
    return model.objects.create(
        username=f"user{number}", code=f"E{number:04d}", name=name, department=home, joined_on=NOON.date()
    )


def person(*grants: str, stores: set[int] | None = None, **facts: Any) -> Actor:
    """An actor with a row in staff."""
    row = staff(facts.pop("name", "林嘉慧"))
    return actor(*grants, stores=stores, key=f"staff:{row.pk}", staff_id=row.pk, name=row.name, **facts)


def operation(body: object = None) -> OperationKey:
    """A new act's key."""
    return OperationKey.of(uuid4(), {"body": body})


def audited() -> list[tuple[str, dict[str, Any]]]:
    """What the audit record holds, in order."""
    return list(apps.get_model("audit", "Event").objects.order_by("pk").values_list("action", "facts"))


def signed_in(*grants: str, at_store: Any = None, scope: str = "chain") -> Any:
    """A member of staff who holds `grants` as far as `scope` says, and may sign in."""
    row = staff()
    if at_store is not None:
        row.store = at_store
        row.save()
    number = next(_numbers)
    role = apps.get_model("organisation", "Role").objects.create(code=f"role{number}", name=f"角色{number}")
    for grant in grants:
        apps.get_model("organisation", "RoleGrant").objects.create(role=role, permission=grant, scope=scope)
    apps.get_model("organisation", "RoleAssignment").objects.create(role=role, staff=row)
    return row


def bearer(*grants: str, at_store: Any = None, scope: str = "chain") -> dict[str, str]:
    """The headers of a program that acts with `grants`; every call is a new act."""
    row = signed_in(*grants, at_store=at_store, scope=scope)
    token = organisation_services.issue_token(
        actor=house("tests"), username=row.username, label="test", days=1, at=clock.now()
    )
    return {"Authorization": f"Bearer {token}", "Idempotency-Key": str(uuid4())}
