"""The bulk build writes what the services would have written, column by column."""

import re
from dataclasses import replace
from importlib import import_module

import pytest
from django.db import transaction

from facet.audit.models import Event
from facet.catalog import services as catalog_services
from facet.demo import selectors
from facet.demo.flows.build import RECENT, _open
from facet.demo.flows.loose import take_in_loose_stones
from facet.demo.flows.tickets import _house, drafts_of
from facet.demo.rules import people, shifts
from facet.demo.rules.chain import STORES
from facet.demo.rules.tickets import LOTS
from facet.demo.services.bulk import SPARE, _need
from facet.demo.tests.factories import AT, build_small, small_world, snapshot
from facet.inventory import services as inventory_services
from facet.inventory.services.receive import ReceiveRequest
from facet.kernel.operations import OperationKey
from facet.members import services as members_services
from facet.members.models import Member
from facet.members.rules.file import MemberIn
from facet.members.rules.numbers import member_number
from facet.organisation.models import NumberSeries
from facet.sales import services as sales_services
from facet.sales.rules.request import SaleRequest

TABLES = (
    "catalog.BoardPublication", "catalog.BoardPrice", "inventory.Piece", "inventory.PieceStone",
    "inventory.Certificate", "inventory.CostPart", "inventory.PieceMovement", "inventory.PieceName",
    "inventory.BulkBalance", "inventory.BulkEntry", "members.Member", "members.MemberToken", "members.Standing",
    "members.Card", "members.Consent", "members.MemberEvent", "members.Relation", "sales.Shift", "sales.ShiftCount",
    "sales.StoreDay", "sales.Sale", "sales.SaleLine", "sales.Tender", "sales.StaffShare", "sales.CommissionEntry",
    "loyalty.PointsAccount", "loyalty.PointsEntry", "loyalty.PointsLot", "loyalty.LotMove", "loyalty.EarnedLine",
    "loyalty.GradeChange",
)  # fmt: skip


class Replay:
    """The same world, act by act, through the services, in the order of the clock."""

    def __init__(self):
        self.world = small_world()
        _open(self.world)
        NumberSeries.objects.all().delete()  # the build had reserved the numbers
        self.actors = selectors.actors()
        self.tills = selectors.tills()

    def run(self):
        acts = [*self.boards(), *self.bulk(), *self.deliveries(), *self.files()]
        for _, _, act in sorted(acts, key=lambda each: each[:2]):
            act()
        for _, _, act in sorted(self.till(), key=lambda each: each[:2]):
            act()
        self.relatives()
        take_in_loose_stones(self.world, actor=self.actors["warehouse"])

    def boards(self):
        for number, each in enumerate(self.world.boards.published):
            yield each.at, number, lambda each=each: catalog_services.set_board_price(
                actor=self.actors["buyer"], operation=OperationKey.of_job("t", f"{each.group}{each.at}"),
                request=each.request, at=each.at,
            )  # fmt: skip

    def bulk(self):
        need = _need(self.world.tickets)
        first = self.world.deliveries[0].at
        for store in STORES:
            for number, (sku, *_, each_mg) in enumerate(LOTS):
                quantity, weight = need.get((store.code, sku), (0, 0))
                request = inventory_services.BulkIn(
                    store=store.code, sku=sku, quantity=quantity + SPARE, weight_mg=weight + SPARE * each_mg,
                    document=f"B-{store.code}-{sku}",
                )  # fmt: skip
                key = OperationKey.of_job("demo.bulk", f"{store.code}:{sku}")
                yield (
                    first,
                    -number,
                    lambda key=key, request=request: inventory_services.receive_bulk(
                        actor=self.actors["warehouse"], operation=key, request=request, at=first
                    ),
                )

    def deliveries(self):
        for each in self.world.deliveries:
            request = ReceiveRequest(
                store=STORES[each.store].code,
                pieces=tuple(self.world.piece(each, at) for at in range(len(each.slots))),
                place=each.place, supplier=each.supplier, batch=each.batch, document=f"R-{each.batch}",
            )  # fmt: skip
            yield (
                each.at,
                each.first,
                lambda each=each, request=request: inventory_services.receive_pieces(
                    actor=self.actors["warehouse"],
                    operation=OperationKey.of_job("t", each.first),
                    request=request,
                    at=each.at,
                ),
            )

    def plans(self):
        for each in self.world.files:
            yield each, people.member_plan(self.world.seed, each, today=self.world.today, earlier=self.world.files)

    def files(self):
        for each, plan in self.plans():
            referrer = member_number(plan.referrer + 1) if plan.referrer is not None else ""
            request = MemberIn(
                person=plan.person, store_code=plan.store, clerk_code=self.actors[plan.clerk].code,
                channel=plan.channel, referrer_number=referrer, card_type=plan.card_type, consents=plan.consents,
                even_if_similar=True,
            )  # fmt: skip
            yield plan.opened_at, each.number, lambda each=each, plan=plan, request=request: (
                members_services.create_member(
                    actor=self.actors[plan.clerk], operation=OperationKey.of_job("m", each.number), request=request,
                    at=plan.opened_at,
                )
            )  # fmt: skip

    def relatives(self):
        for each, plan in self.plans():
            member = Member.objects.get(number=member_number(each.number + 1))
            for one in plan.relatives:
                other = member_number(one.other + 1) if one.other is not None else ""
                members_services.add_relation(
                    actor=self.actors[plan.clerk], operation=OperationKey.of_job("r", f"{member.pk}:{one}"),
                    member_id=member.pk, at=plan.opened_at,
                    relation=members_services.RelationIn(
                        kind=one.kind, number=other, name=one.name, birth_date=one.born
                    ),
                )  # fmt: skip

    def till(self):
        world = self.world
        drafts = drafts_of(
            world, world.tickets, house=_house(world), lots=selectors.lots(), members=(selectors.member_ids(), {})
        )
        days = sorted({people.date.fromordinal(world.today.toordinal() - back) for back in range(world.size.days)})
        for plan in shifts.shifts(world.seed, days=days, drafts=drafts, today=world.today):
            yield plan.opened_at, 0, lambda plan=plan: sales_services.open_shift(
                actor=self.actors[plan.cashier], operation=OperationKey.of_job("o", str(plan)), store=plan.store,
                till=plan.till, float_cents=shifts.FLOAT_CENTS, at=plan.opened_at,
            )  # fmt: skip
            if plan.closed_at:
                yield plan.closed_at, 2, lambda plan=plan: sales_services.close_shift(
                    actor=self.actors[plan.cashier], operation=OperationKey.of_job("c", str(plan)), at=plan.closed_at,
                    count=sales_services.BlindCount(
                        store=plan.store, till=plan.till, note=plan.note,
                        counted={method: counted for method, _, counted in plan.counts},
                    ),
                )  # fmt: skip
        for draft in drafts:
            yield draft.ask.at, 1, lambda draft=draft: self.sell(draft)

    def sell(self, draft):
        request = SaleRequest(
            store=draft.ask.store, till=draft.counter.till, lines=draft.requests, salespeople=draft.shares,
            member=draft.member.member_id if draft.member else None, tenders=draft.paid, round_off=draft.round_off,
        )  # fmt: skip
        actor = replace(self.actors[draft.counter.username], till_id=self.tills[draft.ask.store, draft.counter.till])
        key = OperationKey(draft.ask.id, "any")
        sales_services.complete_sale(actor=actor, operation=key, request=request, at=draft.ask.at)


RECORDED = (
    "sales.sale_completed",
    "sales.shift_opened",
    "sales.shift_closed",
    "members.member_created",
    "loyalty.grade_changed",
)


def recorded():
    """What the audit record says of the recent slice, without keys."""
    rows = Event.objects.filter(action__in=RECORDED, at__gte=AT - RECENT)
    said = (
        (row.at, row.action, row.actor_name, row.subject_label, row.store_label, row.via, sorted(row.facts.items()))
        for row in rows
    )
    return sorted(re.sub(r"\['similar', \w+\]|\('similar', \w+\)", "", repr(each)) for each in said)


class Undone(transaction.Atomic):
    """Everything inside is taken back; for the services it is as if no transaction were open."""

    def __init__(self):
        super().__init__(using=None, savepoint=True, durable=False)
        self._from_testcase = True

    def __exit__(self, *error):
        transaction.set_rollback(True)
        super().__exit__(*error)


@pytest.mark.django_db
def test_the_bulk_build_equals_the_services_column_by_column(tmp_path, monkeypatch):
    for later in ("_know_people", "_spend", "_stir"):  # they go through services, or are told elsewhere
        monkeypatch.setattr(import_module("facet.demo.flows.build"), later, lambda *_, **__: None)
    with Undone():
        assert build_small(tmp_path)
        bulk, said = snapshot(TABLES), recorded()
    with Undone():
        Replay().run()
        served, told = snapshot(TABLES), recorded()

    for label in TABLES:
        assert bulk[label], label
        assert bulk[label] == served[label], label
    assert said == told
