"""What else happens at the counter on a day: goods that come back, old gold, every way of paying, the server away."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from facet.demo import selectors, services
from facet.demo.flows.breath import let_others_write
from facet.demo.rules import chain
from facet.demo.rules import counter as plan
from facet.demo.rules.world import World
from facet.kernel.clock import local_date
from facet.kernel.errors import DomainError
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor
from facet.loyalty import services as loyalty_services
from facet.loyalty.selectors.proof import spending_code
from facet.organisation import selectors as organisation_selectors
from facet.sales import services as sales_services
from facet.sales.flows.pending import PendingIn, sync_sale
from facet.sales.rules.invoicing import InvoiceWish
from facet.sales.rules.old_gold_request import OldGoldRequest
from facet.sales.rules.request import LineRequest, SaleRequest, TenderRequest
from facet.sales.rules.returns import ReturnRequest
from facet.sales.selectors.pending import till_snapshot
from facet.sales.services.drawer import DrawerIn
from facet.sales.services.pending import RefusedLine, SettlementIn


@dataclass(frozen=True, slots=True)
class Counter:
    """Today's counters: the managers by store, and how long ago the nth thing happened."""

    world: World
    actors: dict[str, Actor]

    def manager(self, store: str) -> Actor:
        return self.actors[f"manager{int(store[1:])}"]

    def at(self, number: int) -> datetime:
        return self.world.at - timedelta(minutes=3 * (plan.ACTS - number))


def work_the_counter(world: World, *, actors: dict[str, Actor]) -> None:
    """Done once, by sales' own use cases, and taken up again where it stopped."""
    here = Counter(world, actors)
    for step in (_take_back, _take_old_gold, _take_every_money, _pay_in, _lose_the_server, _ask_for_invoices):
        if selectors.is_done(name := f"counter:{step.__name__}"):
            continue
        step(here)
        services.claim(name, at=world.at)
        let_others_write()


def _key(name: str) -> OperationKey:
    return OperationKey.of_job("demo.counter", name)


def _unless_a_visitor_was_faster(act: Callable[[], object]) -> None:
    """A visitor sells from the same shelves while the demonstration fills: what he took is not sold again."""
    try:
        act()
    except DomainError:
        return


def _ring_up(
    here: Counter, number: int, request: SaleRequest, *, pay: Callable[[int], tuple[TenderRequest, ...]]
) -> Any:
    """One ticket: quoted, then paid as `pay` says for what is due; what goes back goes the way it came."""
    actor, at = here.manager(request.store), here.at(number)
    quoted = sales_services.quote_sale(actor=actor, request=request, at=at)
    due = quoted.totals.due_cents
    if due < 0:
        pay = _by("bank") if request.old_gold else lambda _: tuple(quoted.refunds)
    tenders = pay(abs(due)) if due else ()
    return sales_services.complete_sale(
        actor=actor, operation=_key(f"ticket:{number}"), request=replace(request, tenders=tenders), at=at
    )


def _by(method: str) -> Callable[[int], tuple[TenderRequest, ...]]:
    return lambda cents: (TenderRequest(method=method, amount_cents=cents),)


def _take_back(here: Counter) -> None:
    """Fixed-price pieces of the last days come back; every other one is exchanged for another."""
    sold = selectors.returnable(since=here.world.at - timedelta(days=6), before=here.world.at - timedelta(days=1))
    for number, (reason, is_exchange) in enumerate(plan.RETURNS):
        if not sold:
            return
        back = sold.pop(number % len(sold))
        new = selectors.shown_tags(back.store, category="diamond-ring", count=1) if is_exchange else []
        request = SaleRequest(
            store=back.store, till="T1", member=back.member, lines=tuple(LineRequest(tag=tag) for tag in new),
            returns=(ReturnRequest(sale=back.sale, line_no=back.line_no, reason=reason),),
        )  # fmt: skip
        _unless_a_visitor_was_faster(partial(_ring_up, here, number, request, pay=_by("wechat")))


def _take_old_gold(here: Counter) -> None:
    """Old gold against a new piece, by weight and by value, and bought back from identified sellers."""
    members = sorted(selectors.member_ids().items())
    for number, (store, way, gross, fineness, what) in enumerate(plan.OLD_GOLD):
        member = members[(number * 11) % len(members)][1]
        new = selectors.shown_tags(store, category="gold-heritage", count=1) if way != "buy_back" else []
        actor = here.manager(store)
        seller = sales_services.SellerIn(
            store=store,
            document="id_card",
            name=plan.SELLERS[number % len(plan.SELLERS)],
            number=plan.id_number(number),
        )
        gold = OldGoldRequest(
            way=way, item="AU999", gross_mg=gross, tested_e4=fineness, description=what, melt_consent=True,
            seller=sales_services.identify_seller(
                actor=actor, operation=_key(f"seller:{number}"), seller=seller, at=here.at(plan.GOLD_FROM + number)
            ),
        )  # fmt: skip
        request = SaleRequest(
            store=store, till="T1", member=member, lines=tuple(LineRequest(tag=tag) for tag in new), old_gold=(gold,)
        )
        act = partial(_ring_up, here, plan.GOLD_FROM + number, request, pay=_by("terminal"))
        _unless_a_visitor_was_faster(act)


@dataclass(frozen=True, slots=True)
class Purse:
    """One ticket that is paid from a book of its own, the rest in cash and by card."""

    number: int
    store: str
    method: str
    payer: selectors.Payer

    def tenders(self, here: Counter, due: int) -> tuple[TenderRequest, ...]:
        """As much as the payer has, the rest half in cash and half by card."""
        first = min(due, self.payer.cents) if self.payer.cents else due // 2
        is_voucher = self.method == "group_voucher"
        tender = TenderRequest(
            method="stored_value" if self.method == "gift_card" else self.method, amount_cents=first,
            reference=self.payer.reference, settlement_cents=first * 97 // 100 if is_voucher else None,
            platform="美团" if is_voucher else "", proof=self._proof(here, first) if self.payer.is_asked else None,
        )  # fmt: skip
        cash, card = (due - first) // 2, (due - first + 1) // 2
        parts = (("cash", cash), ("terminal", card))
        return (tender, *(TenderRequest(method=each, amount_cents=cents) for each, cents in parts if cents))

    def _proof(self, here: Counter, cents: int) -> int:
        """The member says the code that came to her telephone."""
        actor, at = here.manager(self.store), here.at(self.number)
        on = local_date(at, chain.ZONE)
        asking = loyalty_services.ProofIn(
            kind="code", purpose=self.method, member_id=self.payer.member or 0,
            amount=cents * 100 if self.method == "points" else cents,
            document=f"sales.sale:{_key(f'ticket:{self.number}').id}",
        )  # fmt: skip
        key = _key(f"proof:{self.number}")
        asked = loyalty_services.ask_proof(actor=actor, operation=key, request=asking, at=at, on=on)
        answer = spending_code(asked.proof_id)
        loyalty_services.give_proof(actor=actor, proof_id=asked.proof_id, answer=answer, at=at, on=on)
        return asked.proof_id


def _take_every_money(here: Counter) -> None:
    """One ticket for each way of paying that a till knows, some of them split."""
    for number, (store, method) in enumerate(plan.TENDERS, start=plan.TENDERS_FROM):
        payer = selectors.payer_of(method, store=store, at=here.world.at)
        tags = selectors.shown_tags(store, category="silver-925", count=1 + number)[-1:]
        if payer is None or not tags:
            continue
        request = SaleRequest(
            store=store, till="T1", member=payer.member, lines=(LineRequest(tag=tags[0]),),
            deposits_used=(payer.reference,) if method == "deposit" else (),
        )  # fmt: skip
        purse = Purse(number, store, method, payer)
        _unless_a_visitor_was_faster(partial(_ring_up, here, number, request, pay=partial(purse.tenders, here)))


def _pay_in(here: Counter) -> None:
    """Money beside tickets: a value card, a repayment, cash to the safe."""
    for number, (store, kind, method, cents, note) in enumerate(plan.DRAWER):
        payer = selectors.payer_of("credit", store=store, at=here.world.at) if kind == "credit_repayment" else None
        if kind == "credit_repayment" and payer is None:
            continue
        wanted = DrawerIn(
            store=store, till="T1", kind=kind, method=method, amount_cents=cents, note=note,
            member=payer.member if payer else None,
        )  # fmt: skip
        act = partial(
            sales_services.pay_in, actor=here.manager(store), operation=_key(f"drawer:{number}"), request=wanted,
            at=here.world.at,
        )  # fmt: skip
        _unless_a_visitor_was_faster(act)


def _lose_the_server(here: Counter) -> None:
    """Three sales without the server: one was booked, one was refused and settled, one waits for the manager."""
    store, at = plan.LOST, here.world.at - timedelta(minutes=40)
    actor = here.manager(store)
    token = till_snapshot(actor, till=organisation_selectors.till_facts(store_code=store, till_code="T1"), at=at).token
    tags = [tag for tag in selectors.shown_tags(store, category="diamond-ring", count=4) if selectors.tag_price(tag)]
    for number, tag in enumerate(tags[:3]):
        cents = selectors.tag_price(tag)
        if number:  # a colleague at the other till sold it before the server was back
            colleague = SaleRequest(store=store, till="T1", lines=(LineRequest(tag=tag),))
            act = partial(_ring_up, here, plan.LOST_FROM + number, colleague, pay=_by("alipay"))
            _unless_a_visitor_was_faster(act)
        request = SaleRequest(
            store=store, till="T1", lines=(LineRequest(tag=tag),), expected_total_cents=cents,
            tenders=(TenderRequest(method="cash" if number else "terminal", amount_cents=cents),),
        )  # fmt: skip
        pending = PendingIn(
            token=token, number=f"P-{store}-T1-{number + 1}", sold_at=at + timedelta(minutes=5 + number),
            lines=(RefusedLine(tag=tag, name=selectors.name_of(tag), cents=cents),),
        )  # fmt: skip
        kept = sync_sale(
            actor=actor, operation=_key(f"pending:{number}"), request=request, pending=pending, at=here.world.at
        )
        if number == 1 and kept.state == "conflict":
            settled = SettlementIn(way="money_back", note="顾客当场取回现金，货品未带走")
            sales_services.settle_conflict(
                actor=actor, operation=_key("settled"), pending_id=kept.pk, settlement=settled, at=here.world.at
            )


def _ask_for_invoices(here: Counter) -> None:
    """Invoices in every state: asked for, issued, rejected with the reason."""
    for number, (store, *_) in enumerate(plan.INVOICES):
        sales = selectors.tickets_of(store, before=here.world.at, most=12)
        if len(sales) > number:
            _unless_a_visitor_was_faster(partial(_invoice, here, number, sales[number]))


def _invoice(here: Counter, number: int, sale: UUID) -> None:
    store, buyer, title, tax_number = plan.INVOICES[number]
    wish = InvoiceWish(buyer=buyer, title=title, email=f"fapiao{number}@example.com", tax_number=tax_number)
    row = sales_services.request_invoice(
        actor=here.manager(store), operation=_key(f"invoice:{number}"), sale_id=sale, wish=wish,
        at=here.world.at - timedelta(minutes=90 - number),
    )  # fmt: skip
    answer = plan.ANSWERS[number % len(plan.ANSWERS)]
    if not answer:
        return
    issued = answer == "issued"
    said = sales_services.InvoiceAnswer(
        issued=issued, number=f"2635200000{number:010d}" if issued else "",
        reason="" if issued else "税号与名称不符，请顾客核对后重新申请",
    )  # fmt: skip
    sales_services.decide_invoice(
        actor=here.actors["accountant"], operation=_key(f"answer:{number}"), invoice_id=row.pk, answer=said,
        at=here.world.at,
    )  # fmt: skip
