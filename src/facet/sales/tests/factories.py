"""A small shop to sell in: one store, one till, a board price, pieces, a member, people with rights."""

import io
import uuid
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from PIL import Image

from facet.catalog.models import BoardPrice
from facet.catalog.tests import factories as catalog
from facet.inventory.tests import factories as inventory
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import EVERYWHERE, Actor, Reach
from facet.loyalty.tests import factories as loyalty
from facet.members.tests import factories as members
from facet.organisation.tests import factories as organisation
from facet.sales import services
from facet.sales.permissions import SalesPermission
from facet.sales.rules.request import LineRequest, SaleRequest, TenderRequest

AT = datetime(2026, 11, 21, 6, 30, tzinfo=UTC)  # 14:30 in Shanghai
BOARD_CENTS = 98_000
LIMITS = {"discount_bp": 1_000, "labour_discount_bp": 2_000, "gram_discount_cents": 1_000, "rounding_off_cents": 100}
NEIGHBOURS = ("inventory.view_pieces", "members.view_limited", "members.view_members", "loyalty.view_points")


@dataclass
class Shop:
    """What a test needs to ring up a sale. Prices: gold 980.00/g; the bangle costs 28,870.48."""

    store: Any
    till: Any
    clerk: Any
    manager: Any
    board: Any
    member: Any = None
    pieces: dict[str, Any] = field(default_factory=dict)

    def actor(self, person: Any = None, **facts: Any) -> Actor:
        """Somebody of this store with the till's rights."""
        staff = person or self.clerk
        here = Reach(frozenset({self.store.pk}))
        grants = {str(code): here for code in SalesPermission} | dict.fromkeys(NEIGHBOURS, EVERYWHERE)
        return Actor(
            **{"key": f"staff:{staff.pk}", "name": staff.name, "staff_id": staff.pk, "code": staff.code,
               "grants": grants, "limits": LIMITS, "store_id": self.store.pk, "till_id": self.till.pk, **facts}
        )  # fmt: skip

    def request(self, *tags: str, **facts: Any) -> SaleRequest:
        lines = facts.pop("lines", tuple(LineRequest(tag=tag) for tag in tags))
        return SaleRequest(
            **{"store": self.store.code, "till": self.till.code, "lines": lines,
               "member": self.member.pk if self.member else None, **facts}
        )  # fmt: skip

    def sell(
        self,
        *tags: str,
        actor: Actor | None = None,
        operation: OperationKey | None = None,
        at: datetime = AT,
        **facts: Any,
    ) -> Any:
        """Ring up a sale, paid exactly by WeChat unless tenders are given."""
        who = actor or self.actor()
        request = self.request(*tags, **facts)
        if "tenders" not in facts:
            due = services.quote_sale(actor=who, request=request, at=at).totals.due_cents
            request = self.request(*tags, **facts, tenders=(paid("wechat", due),))
        return services.complete_sale(actor=who, operation=operation or key(), request=request, at=at)


def paid(method: str, cents: int, reference: str = "") -> TenderRequest:
    return TenderRequest(method=method, amount_cents=cents, reference=reference)


def key(**body: Any) -> OperationKey:
    return OperationKey.of(uuid.uuid4(), body)


def board_price(group: Any, item: Any, *, retail: int = BOARD_CENTS, at: datetime | None = None) -> Any:
    """Gold at `retail` cents a gram from `at` on."""
    return catalog.board(group, (item, retail, retail, retail - 5_000), at=at or datetime(2026, 1, 1, tzinfo=UTC))


def shop(*, with_member: bool = True, code: str = "S01") -> Shop:
    """One store with two pieces: G1, a bangle by weight of 28.36 g at 38/g labour, and D1, a ring at 12,800.00."""
    store = organisation.store(code)
    inventory.in_work(lambda: inventory.places_of_store(store_id=store.pk))
    till = organisation.till("T1", store)
    clerk = organisation.staff(f"clerk-{code}", home=store, code=f"C{code}")
    manager = organisation.staff(f"manager-{code}", home=store, code=f"M{code}")
    item = inventory.price_item()
    board = BoardPrice.objects.filter(price_group=store.price_group).first() or board_price(store.price_group, item)
    shop = Shop(store=store, till=till, clerk=clerk, manager=manager, board=board)
    shop.pieces["G1"] = inventory.piece("G1" if code == "S01" else f"G1-{code}", store)
    diamond = inventory.category(
        "diamond-ring", "钻石戒指", points_class="diamond", price_basis="fixed", price_item=None, labour_value=0
    )
    shop.pieces["D1"] = inventory.piece(
        "D1" if code == "S01" else f"D1-{code}", store, category=diamond, price_item=None, price_basis="fixed",
        tag_price_cents=1_280_000, labour_value=0, legal_name="18K金钻石戒指", net_weight_mg=3_200,
        gross_weight_mg=3_300, cost_cents=700_000,
    )  # fmt: skip
    loyalty.programme()
    if with_member:
        shop.member = members.member(home=store, clerk=clerk)
    return shop


TODAY = date(2026, 11, 21)
DRAWN = "10,20 12,24 15,30 20,32;40,50 44,60 47,66 50,70 60,80"  # a signature: two strokes, nine points


def picture() -> io.BytesIO:
    """A small JPEG, as a tablet sends it."""
    content = io.BytesIO()
    Image.new("RGB", (60, 40), "goldenrod").save(content, "JPEG")
    content.seek(0)
    return content
