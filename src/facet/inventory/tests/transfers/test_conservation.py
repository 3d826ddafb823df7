"""T18: whatever is sent, received, brought back, lost and sold, every piece and gram is somewhere exactly once."""

import contextlib

import pytest
from django.db import transaction
from django.db.models import Sum
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from facet.inventory import services
from facet.inventory.models import BulkEntry, Piece, Transfer, TransferLine
from facet.inventory.selectors.books import CHECKS
from facet.inventory.services import BulkIn, SendRequest, TransferBulk, TransferItem, TransferReceipt
from facet.inventory.tests.factories import AT, actor, in_work, key, lot, piece, store
from facet.kernel.errors import DomainError

TAGS = [f"G{n}" for n in range(6)]
STORES = ("S01", "S02", "S03")
some_tags = st.lists(st.sampled_from(TAGS), min_size=1, max_size=4, unique=True)


class Chain(RuleBasedStateMachine):
    """Three stores, six pieces, one lot; random acts, some of which are refused."""

    def __init__(self):
        super().__init__()
        self.apart = transaction.atomic()
        self.apart._from_testcase = True  # a use case may begin inside it, as inside a test
        self.apart.__enter__()

    def teardown(self):
        transaction.set_rollback(True)
        self.apart.__exit__(None, None, None)

    @initialize()
    def open_house(self):
        rows = [store(code, code) for code in STORES]
        for number, tag in enumerate(TAGS):
            piece(tag, rows[number % 3])
        lot()
        held = BulkIn(store="S01", sku="BEAD-01", quantity=40, weight_mg=24_000)
        services.receive_bulk(actor=actor(), operation=key(), request=held, at=AT)

    def tried(self, act):
        with contextlib.suppress(DomainError):
            act()

    @rule(tags=some_tags, ends=st.permutations(STORES), beads=st.integers(0, 12))
    def send(self, tags, ends, beads):
        mine = list(Piece.objects.filter(tag__in=tags, store__code=ends[0]).values_list("tag", flat=True)) or tags
        bulk = (TransferBulk(sku="BEAD-01", quantity=beads, weight_mg=beads * 600),) if beads else ()
        items = tuple(TransferItem(tag=tag) for tag in mine)
        request = SendRequest(from_store=ends[0], to_store=ends[1], items=items, bulk=bulk)
        self.tried(lambda: services.send_transfer(actor=actor(), operation=key(), request=request, at=AT))

    @rule(tags=some_tags, beads=st.integers(0, 12), lighter=st.integers(0, 40), which=st.integers(0, 9))
    def receive(self, tags, beads, lighter, which):
        number = self.numbered(which)
        bulk = (TransferBulk(sku="BEAD-01", quantity=beads, weight_mg=beads * 600 - lighter),) if beads else ()
        receipt = TransferReceipt(number=number, items=tuple(TransferItem(tag=tag) for tag in tags), bulk=bulk)
        self.tried(lambda: services.receive_transfer(actor=actor(), operation=key(), receipt=receipt, at=AT))

    @rule(which=st.integers(0, 9))
    def bring_back(self, which):
        number = self.numbered(which)
        self.tried(
            lambda: services.cancel_transfer(actor=actor(), operation=key(), number=number, reason="叫回", at=AT)
        )

    @rule(tags=some_tags, which=st.integers(0, 9))
    def lose(self, tags, which):
        facts = {"number": self.numbered(which), "tags": tags[:1], "reason": "丢失", "at": AT}
        self.tried(lambda: services.lose_on_the_road(actor=actor(), operation=key(), **facts))

    @rule(tag=st.sampled_from(TAGS))
    def sell(self, tag):
        def use_case():
            [locked] = services.lock_pieces([tag])
            services.issue_pieces([locked], actor=actor(), store_id=locked.store_id, document="T", at=AT)

        self.tried(lambda: in_work(use_case))

    def numbered(self, which):
        numbers = list(Transfer.objects.order_by("pk").values_list("number", flat=True))
        return numbers[which % len(numbers)] if numbers else "TR-0000-0000"

    @invariant()
    def every_piece_and_gram_is_somewhere_once(self):
        assert [sentence for check in CHECKS for sentence in check.run()] == []
        sums = BulkEntry.objects.aggregate(n=Sum("quantity", default=0), mg=Sum("weight_mg", default=0))
        assert (sums["n"], sums["mg"]) == (0, 0)
        travelling = set(Piece.objects.filter(state="in_transit").values_list("tag", flat=True))
        listed = TransferLine.objects.filter(state="on_the_road", piece__isnull=False)
        assert sorted(listed.values_list("label", flat=True)) == sorted(travelling)
        for line in TransferLine.objects.filter(piece__state="in_transit", state="on_the_road"):
            assert line.piece.place.kind == "transit"
            assert line.piece.store_id == line.transfer.from_store_id


@pytest.mark.django_db
def test_nothing_is_lost_or_doubled():
    run_state_machine_as_test(
        Chain,
        settings=settings(
            max_examples=12, stateful_step_count=14, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
