"""Promotions of the demonstration, by their own use cases: planned, in review, running, over, stopped."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from facet.demo import selectors
from facet.demo.rules.promotions import TICKETS, Planned, goods_of, promotions
from facet.demo.rules.world import World
from facet.demo.services.acts import HOUSE
from facet.kernel.errors import DomainError
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor
from facet.organisation import selectors as organisation_selectors
from facet.promotions import services
from facet.sales import services as sales_services
from facet.sales.rules.request import LineRequest, SaleRequest, TenderRequest

MARKETING = "E0004"  # 苏畅 of chain.PEOPLE


def plan_promotions(*, at: datetime, on: date) -> None:
    """Nine promotions. Run again, nothing changes."""
    for planned in promotions(on):
        _bring(planned, at - timedelta(days=planned.days_ago))


def sell_promoted(world: World, actors: dict[str, Actor]) -> None:
    """Tickets of the last minutes that the running promotions made cheaper, by sales' own use cases."""
    members = sorted(selectors.member_ids().values())
    for place, (store, number) in enumerate(TICKETS):
        tags = [tag for kind in goods_of(number) for tag in selectors.shown_tags(store, category=kind, count=1)]
        request = SaleRequest(
            store=store, till="T1", member=members[(place * 37) % len(members)],
            lines=tuple(LineRequest(tag=tag) for tag in tags),
        )  # fmt: skip
        if tags:
            _ring_up(actors[f"manager{int(store[1:])}"], request, _key(f"ticket:{place}"),
                     at=world.at - timedelta(seconds=7 * (len(TICKETS) - place)))  # fmt: skip


def _ring_up(actor: Actor, request: SaleRequest, operation: OperationKey, *, at: datetime) -> None:
    """Quoted, then paid exactly; a visitor who was faster keeps what he took from the shelf."""
    try:
        due = sales_services.quote_sale(actor=actor, request=request, at=at).totals.due_cents
        paid = replace(request, tenders=(TenderRequest(method="wechat", amount_cents=due),))
        sales_services.complete_sale(actor=actor, operation=operation, request=paid, at=at)
    except DomainError:
        return


def _bring(planned: Planned, at: datetime) -> None:
    """As far as it has come. What the tickets of earlier months were given is not told again."""
    wanted = services.PromotionIn(code=planned.code, name=planned.name, name_en=planned.name_en, terms=planned.terms)
    services.save_promotion(actor=HOUSE, operation=_key(f"draft:{wanted.code}"), wanted=wanted, at=at)
    if planned.state in {"published", "stopped"}:
        services.publish_promotion(actor=HOUSE, operation=_key(f"publish:{wanted.code}"), code=wanted.code, at=at)
    if planned.state == "stopped":
        later = at + timedelta(days=8)
        services.stop_promotion(actor=HOUSE, operation=_key(f"stop:{wanted.code}"), code=wanted.code, at=later)
    if planned.state == "review":
        (staff,) = organisation_selectors.staff_refs([MARKETING]).values()
        marketing = replace(HOUSE, key=f"staff:{staff.id}", staff_id=staff.id, name=staff.name)
        services.request_promotion_approval(
            actor=marketing,
            operation=_key(f"ask:{wanted.code}"),
            code=wanted.code,
            reason="生日月回馈，财务请看",
            at=at,
        )


def _key(subject: str) -> OperationKey:
    return OperationKey.of_job("demo.promotions", subject)
