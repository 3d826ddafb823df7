"""Many prices at once: the rule, the second yes, the hour, and that nobody else's price is overwritten. R320."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facet.inventory import selectors, services
from facet.inventory.errors import PieceUnknown, RepricingEnded, RepricingUnknown
from facet.inventory.models import Piece, Repricing, TagPriceChange
from facet.inventory.permissions import InventoryPermission
from facet.inventory.rules.repricing import NewPrice, Priced, PriceRule, Why, as_lines, margin_bp, new_price
from facet.inventory.services import PriceChange, RepricingIn
from facet.inventory.tests.count.acts import sell
from facet.inventory.tests.factories import AT, actor, key, person, piece, store
from facet.kernel.errors import ApprovalNeeded, Invalid, NotPermitted
from facet.kernel.permissions import house
from facet.organisation import services as organisation_services

FIXED = {"price_basis": "fixed", "labour_kind": "", "labour_value": 0, "price_item": None}
HOUSE = house("inventory.apply_due_repricings")
LATER = AT + timedelta(hours=12)


def ring(tag="K1", cents=128_000, *, basis="fixed", kind="", labour=0, cost=64_000, state="in_stock"):
    return Priced(tag, state, basis, cents, kind, labour, cost)


@pytest.mark.parametrize(
    ("rule", "piece_now", "said"),
    [
        (PriceRule("percent", -1_000), ring(), NewPrice(115_200, 0, 1_000)),
        (PriceRule("percent", 333, 100), ring(cents=99_900), NewPrice(103_200, 0, 333)),
        (PriceRule("percent", 333, 1_000), ring(cents=99_900), NewPrice(103_000, 0, 310)),
        (PriceRule("amount", -30_000), ring(), NewPrice(98_000, 0, 2_344)),
        (PriceRule("margin", 6_000), ring(), NewPrice(160_000, 0, 2_500)),
        (PriceRule("margin", 6_000), ring(cost=None), Why.NO_COST),
        (PriceRule("each", prices={"K1": 99_999}), ring(), NewPrice(99_999, 0, 2_188)),
        (PriceRule("each", prices={"K2": 99_999}), ring(), Why.NO_PRICE),
        (PriceRule("amount", -128_000), ring(), Why.TOO_LOW),
        (PriceRule("percent", 0), ring(), Why.SAME),
        (PriceRule("percent", -1_000), ring(basis="by_weight"), Why.NOT_FIXED),
        (PriceRule("labour", 4_200), ring(), Why.NOT_BY_WEIGHT),
        (
            PriceRule("labour", 4_200),
            ring(basis="by_weight", kind="per_gram", labour=4_000),
            NewPrice(None, 4_200, 500),
        ),
        (
            PriceRule("labour", 4_200),
            ring(basis="by_weight", kind="per_piece", labour=9),
            NewPrice(None, 4_200, 10_000),
        ),
        (PriceRule("percent", -1_000), ring(state="sold"), Why.NOT_HERE),
    ],
)
def test_worked_examples(rule, piece_now, said):
    assert new_price(piece_now, rule) == said


@given(st.integers(1, 10**8), st.integers(0, 9_000), st.sampled_from((1, 100, 1_000, 10_000)))
def test_a_target_margin_is_met_within_the_rounding(cost, wanted, step):
    found = new_price(ring(cents=1, cost=cost), PriceRule("margin", wanted, step))
    if isinstance(found, NewPrice):
        exact = cost * 10_000 / (10_000 - wanted)
        assert abs(found.tag_cents - exact) <= step / 2
        assert found.tag_cents % step == 0


def test_margins_and_pasted_lines():
    assert (margin_bp(128_000, 64_000), margin_bp(None, 1), margin_bp(128_000, None)) == (5_000, None, None)
    assert as_lines("k1\t1280\nK2，999.5\n\nK3\nK3") == (("K1", "1280"), ("K2", "999.5"), ("K3", ""))


@pytest.fixture
def here(db):
    place = store()
    for number, cents in enumerate((128_000, 256_000, 99_900), start=1):
        piece(f"K{number}", place, tag_price_cents=cents, **FIXED)
    piece("G1", place)
    return place


def who(**facts):
    return actor(limits={"reprice_bp": 1_000}, staff_id=person().pk, **facts)


def reprice(*tags, rule=None, by=None, on=None, operation=None):
    request = RepricingIn(tags=tags, rule=rule or PriceRule("percent", -1_000), reason="双十二", effective_at=on)
    return services.reprice_pieces(actor=by or who(), operation=operation or key(), request=request, at=AT)


def tags():
    return dict(Piece.objects.order_by("tag").values_list("tag", "tag_price_cents"))


def test_written_at_once_within_the_limit_with_history_of_each_piece(here, django_assert_max_num_queries):
    operation, by = key(), who()
    with django_assert_max_num_queries(32):
        number = reprice("k1", "K2", "K3", "G1", operation=operation, by=by)
    assert tags() == {"G1": None, "K1": 115_200, "K2": 230_400, "K3": 89_900}
    assert reprice("k1", "K2", "K3", "G1", operation=operation, by=by) == number  # the same act, once
    assert TagPriceChange.objects.count() == 3
    change = TagPriceChange.objects.get(piece__tag="K1")
    assert (change.before_price_cents, change.after_price_cents, change.actor_name) == (128_000, 115_200, "周晓敏")
    batch = Repricing.objects.get()
    assert (batch.state, batch.pieces, batch.written, batch.difference_cents) == ("applied", 3, 3, -48_400)


def test_labour_of_what_is_sold_by_weight(here):
    Piece.objects.filter(tag="G1").update(labour_value=4_000)
    reprice("G1", "K1", rule=PriceRule("labour", 4_200))
    row = Piece.objects.get(tag="G1")
    assert (row.labour_kind, row.labour_value, row.tag_price_cents) == ("per_gram", 4_200, None)
    assert tags()["K1"] == 128_000


def test_its_hour_comes_once_and_leaves_what_changed_meanwhile_alone(here):
    reprice("K1", "K2", "K3", on=LATER)
    assert services.apply_due_repricings(actor=HOUSE, at=LATER - timedelta(minutes=1)) == 0
    assert tags()["K1"] == 128_000
    sell("K2", here, AT + timedelta(hours=1))
    change = PriceChange(price_basis="fixed", reason="顾客议价", tag_price_cents=90_000)
    services.reprice_piece(actor=actor(), tag="K3", change=change, at=AT + timedelta(hours=2))

    assert services.apply_due_repricings(actor=HOUSE, at=LATER) == 1
    assert services.apply_due_repricings(actor=HOUSE, at=LATER) == 0
    assert tags() == {"G1": None, "K1": 115_200, "K2": 256_000, "K3": 90_000}
    page = selectors.repricing_page(actor(), Repricing.objects.get().number)
    assert {line.tag: line.fate for line in page.lines} == {"K1": "written", "K2": "gone", "K3": "changed"}


def boss(limit=5_000):
    row = person("organisation.approve", "organisation.view_stores")
    return actor(permissions=["organisation.approve"], limits={"reprice_bp": limit}, staff_id=row.pk)


def test_beyond_the_limit_a_second_person_says_yes_first(here):
    number = reprice("K1", rule=PriceRule("percent", -2_000))
    batch = Repricing.objects.get(number=number)
    assert (batch.state, tags()["K1"]) == ("waiting", 128_000)
    assert services.apply_due_repricings(actor=HOUSE, at=AT) == 0
    with pytest.raises(ApprovalNeeded):
        decide(batch, by=boss(limit=1_500))
    decide(batch, by=boss())
    assert services.apply_due_repricings(actor=HOUSE, at=AT + timedelta(minutes=5)) == 1
    assert tags()["K1"] == 102_400


def decide(batch, *, by, approve=True):
    organisation_services.decide_approval(
        actor=by, approval_id=batch.approval_id, approve=approve, note="", at=AT + timedelta(minutes=1)
    )


@pytest.mark.parametrize("rejected", [True, False])
def test_a_no_or_a_forgotten_question_ends_it(here, rejected):
    batch = Repricing.objects.get(number=reprice("K1", rule=PriceRule("percent", -2_000)))
    if rejected:
        decide(batch, by=boss(), approve=False)
    services.apply_due_repricings(actor=HOUSE, at=AT + timedelta(days=4))
    batch.refresh_from_db()
    assert (batch.state, tags()["K1"]) == ("refused", 128_000)


def test_called_off_before_its_hour(here):
    number = reprice("K1", on=LATER)
    with pytest.raises(RepricingUnknown):
        services.cancel_repricing(actor=actor(here.pk + 1), number=number, at=AT)
    services.cancel_repricing(actor=actor(here.pk), number=number, at=AT)
    with pytest.raises(RepricingEnded):
        services.cancel_repricing(actor=actor(), number=number, at=AT)
    assert services.apply_due_repricings(actor=HOUSE, at=LATER) == 0
    assert tags()["K1"] == 128_000


@pytest.mark.parametrize(
    ("chosen", "facts", "refusal"),
    [
        (("K1", "NO"), {}, PieceUnknown),
        ((), {}, Invalid),
        (("G1",), {}, Invalid),
        (("K1",), {"rule": PriceRule("percent", -10_000)}, Invalid),
        (("K1",), {"rule": PriceRule("margin", 10_000)}, Invalid),
        (("K1",), {"rule": PriceRule("guess", 1)}, Invalid),
        (("K1",), {"rule": PriceRule("percent", 1, 7)}, Invalid),
        (tuple(f"X{n}" for n in range(501)), {}, Invalid),
        (("K1",), {"by": actor(permissions=[InventoryPermission.MANAGE_PIECES])}, NotPermitted),
        (("K1",), {"by": actor(999)}, PieceUnknown),
        (("K1",), {"by": actor(), "rule": PriceRule("percent", -100)}, ApprovalNeeded),  # a program has no limit
    ],
)
def test_refusals_write_nothing(here, chosen, facts, refusal):
    with pytest.raises(refusal):
        reprice(*chosen, **facts)
    assert (Repricing.objects.count(), TagPriceChange.objects.count()) == (0, 0)


def test_the_preview_writes_nothing_and_hides_cost(here, django_assert_num_queries):
    viewer, blind = actor(), actor(switches=())
    with django_assert_num_queries(2):
        rows = selectors.preview_repricing(viewer, ["G1", "K1"], rule=PriceRule("margin", 6_000))
    assert [(row.tag, row.why) for row in rows][0] == ("G1", str(Why.NOT_FIXED))
    assert (rows[1].margin_after_bp, rows[1].before_cents) == (6_000, 128_000)
    hidden = selectors.preview_repricing(blind, ["K1"], rule=PriceRule("percent", -500))[0]
    assert (hidden.margin_before_bp, hidden.margin_after_bp, hidden.after_cents) == (None, None, 121_600)
    assert Repricing.objects.count() == 0


def test_batches_of_other_stores_are_not_shown(here):
    number = reprice("K1", by=actor(limits={"reprice_bp": 9_000}))
    assert [each.number for each in selectors.list_repricings(actor(here.pk))] == [number]
    assert selectors.list_repricings(actor(here.pk + 1)) == []
    with pytest.raises(RepricingUnknown):
        selectors.repricing_page(actor(here.pk + 1), number)
