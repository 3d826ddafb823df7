"""Purchase plans of the demonstration, by their own use cases: last month's ordered and allowed, this month's open."""

from datetime import datetime, timedelta

from facet.demo import selectors, services
from facet.demo.flows.breath import let_others_write
from facet.demo.services.acts import HOUSE
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor
from facet.purchasing import services as purchasing_services
from facet.purchasing.selectors import plan as plan_selectors
from facet.purchasing.services import PlanChange, PlanIn

LAST_MONTH = timedelta(days=32)
LASTLY = PlanIn(split="area", lead_days=40, review_days=60, budget_cents=12_000_000)
OPEN = PlanIn(split="store", lead_days=45, review_days=45, budget_cents=60_000_000)
SAID = ((2, "冬至前婚嫁旺季，多备两件"), (-1, "同款陈列已满，先少进"))  # pieces more or less, why


def plan_purchases(*, actors: dict[str, Actor], at: datetime) -> None:
    """Two plans of the buyer; done once, and taken up again where it stopped."""
    for step in (_last_month, _open):
        if selectors.is_done(name := f"plans:{step.__name__}"):
            continue
        step(actors["buyer"], at)
        services.claim(name, at=at)
        let_others_write()


def _last_month(buyer: Actor, at: datetime) -> None:
    """Made, ordered from, its orders allowed; no more where there was nothing to buy."""
    ago = at - LAST_MONTH
    number = _planned(buyer, LASTLY, "last", at=ago)
    if not plan_selectors.find_plan(buyer, number).pieces:
        return
    orders = purchasing_services.order_from_plan(
        actor=buyer, operation=_key("order"), number=number, store="S01",
        at=ago + timedelta(hours=2),
    )  # fmt: skip
    for order in orders:
        purchasing_services.approve_purchase_order(
            actor=HOUSE, operation=_key(order), number=order, at=ago + timedelta(days=1)
        )


def _open(buyer: Actor, at: datetime) -> None:
    """Made this morning, with two rows on which the buyer knows better."""
    number = _planned(buyer, OPEN, "open", at=at - timedelta(hours=5))
    rows = plan_selectors.plan_rows(buyer, number).filter(quantity__gt=1).order_by("-amount_cents", "pk")
    for row, (more, why) in zip(rows[: len(SAID)], SAID, strict=False):
        change = PlanChange(number=number, row_id=row.pk, quantity=row.proposed + more, reason=why)
        purchasing_services.set_plan_quantity(actor=buyer, change=change, at=at - timedelta(hours=4))


def _planned(buyer: Actor, wanted: PlanIn, name: str, *, at: datetime) -> str:
    return purchasing_services.purchase_plan(actor=buyer, operation=_key(name), wanted=wanted, at=at)


def _key(name: str) -> OperationKey:
    return OperationKey.of_job("demo.plans", name)
