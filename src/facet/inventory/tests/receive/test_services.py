"""Receiving: everything of each piece, all or none, once."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
from django.apps import apps
from model_bakery import baker

from facet.inventory import services
from facet.inventory.errors import CertificateTaken, EpcTaken, PieceUnfit, PlaceUnknown, TagTaken, WeightsDisagree
from facet.inventory.models import Certificate, Piece, PieceName, RetiredTag
from facet.inventory.permissions import InventoryPermission
from facet.inventory.rules.receiving import CertificateIn, MetalIn, PieceIn, StoneIn
from facet.inventory.services import ReceiveRequest
from facet.inventory.services import receive as receiving
from facet.inventory.tests.factories import AT, actor, catalogue, key, piece, place, store
from facet.kernel.errors import NotFound, NotPermitted, OperationConflict
from facet.kernel.models import Operation, OutboxEvent
from facet.kernel.operations import OperationKey

pytestmark = pytest.mark.django_db

BANGLE = PieceIn(tag="G2601-04417", category="gold-heritage", form="bangle", gross_weight_mg=28_360)
RING = PieceIn(
    tag="d2511-00862", category="diamond-ring", form="ring", gross_weight_mg=5_680, price_item="AU750",
    tag_price_cents=1_280_000, circumference_tenths=520, epc="e2801160600002",
    costs=(("metal", 300_000), ("labour", 45_000), ("stones", 405_000)),
    stones=(
        StoneIn(kind="diamond", carat_mct=500, colour="F", clarity="VS1", cut="Ideal", cost_cents=380_000),
        StoneIn(kind="diamond", carat_mct=360, count=18),
    ),
    certificates=(CertificateIn(lab="gia", number=" 2204 1234 56", issued_on=date(2025, 11, 3)),),
)  # fmt: skip


@pytest.fixture
def here():
    catalogue()
    return store()


def receive(*pieces, operation=None, who=None, **facts):
    request = ReceiveRequest(store=facts.pop("store", "S01"), pieces=pieces, **facts)
    return services.receive_pieces(
        actor=who or actor(), operation=operation or key(n=len(pieces)), request=request, at=AT
    )


def nothing_written():
    return not Piece.objects.exists() and not Operation.objects.exists() and not OutboxEvent.objects.exists()


def events():
    return apps.get_model("audit", "Event").objects.order_by("pk")


def test_receive_pieces_writes_every_fact(here):
    baker.make("organisation.Partner", code="SUP1", kind="supplier", name="深圳甲", is_active=True)
    done = receive(BANGLE, RING, place="v01", supplier="SUP1", batch="26-011", document="DN-77")

    bangle, ring = Piece.objects.order_by("pk")
    assert done.pieces == ((bangle.pk, "G2601-04417"), (ring.pk, "D2511-00862"))
    assert done.document == "DN-77"
    assert (ring.legal_name, ring.legal_name_en) == ("18K金钻石戒指", "18K gold diamond ring")
    assert (ring.net_weight_mg, ring.price_basis, ring.cost_cents, ring.epc) == (
        5_508,
        "fixed",
        750_000,
        "E2801160600002",
    )
    assert (ring.place, ring.store, ring.state, ring.received_at) == (place(here, "V01"), here, "in_stock", AT)
    assert (ring.supplier.code, ring.batch, ring.category.code, ring.form) == ("SUP1", "26-011", "diamond-ring", "ring")
    assert list(ring.stones.order_by("line_no").values_list("carat_mct", "count", "is_main", "cost_cents")) == [
        (500, 1, True, 380_000),
        (360, 18, False, None),
    ]
    assert list(ring.cost_parts.order_by("kind").values_list("kind", "cents")) == [
        ("labour", 45_000), ("metal", 300_000), ("stones", 405_000),
    ]  # fmt: skip
    paper = ring.certificates.get()
    assert (paper.lab, paper.number, paper.kind, paper.issued_on) == ("GIA", "2204123456", "grading", date(2025, 11, 3))


def test_receive_pieces_writes_movements_names_audit_and_event(here):
    done = receive(BANGLE, RING)

    moved = Piece.objects.get(tag="G2601-04417").movements.get()
    assert (moved.sequence, moved.kind, moved.from_state, moved.to_state) == (1, "received", "", "in_stock")
    assert (moved.from_place, moved.to_place) == (place(here, "SUPPLIER"), place(here))
    assert moved.document == done.document
    assert sorted(PieceName.objects.values_list("name", "sounds")) == [
        ("18K金钻石戒指", "18kjinzuanshijiezhi 18kjzsjz"),
        ("足金手镯", "zujinshouzhuo zjsz"),
    ]
    event = events().get(action="inventory.pieces_received")
    assert event.facts["tags"] == ["G2601-04417", "D2511-00862"]
    assert (event.facts["pieces"], event.facts["net_weight_mg"]) == (2, 33_868)
    published = OutboxEvent.objects.get(name="inventory.pieces_received")
    assert published.facts == {"store_id": here.pk, "document": done.document, "pieces": 2}


def test_receive_pieces_of_two_metals_keeps_both(here):
    parts = (
        MetalIn(metal="gold", fineness_e4=7_500, weight_mg=5_000, colour="rose"),
        MetalIn(metal="platinum", fineness_e4=9_500, weight_mg=508),
    )
    receive(replace(RING, metals=parts))
    assert list(Piece.objects.get().metals.order_by("line_no").values_list("metal", "weight_mg", "colour")) == [
        ("gold", 5_000, "rose"),
        ("platinum", 508, ""),
    ]


def test_receive_pieces_again_with_the_same_key_writes_nothing_more(here):
    operation = OperationKey.of(uuid4(), {"tags": ["G2601-04417"]})
    assert receive(BANGLE, operation=operation) == receive(BANGLE, operation=operation)
    assert Piece.objects.count() == 1
    with pytest.raises(OperationConflict):
        receive(RING, operation=OperationKey.of(operation.id, {"tags": ["other"]}))


def test_receive_pieces_costs_the_same_statements_for_one_and_for_thirty(here, django_assert_max_num_queries):
    with django_assert_max_num_queries(25):
        receive(RING)
    many = [
        replace(RING, tag=f"N{n}", epc="", certificates=(CertificateIn(lab="GIA", number=str(n)),)) for n in range(30)
    ]
    with django_assert_max_num_queries(25):
        receive(*many)


TAKEN = [
    (replace(BANGLE, tag="g1"), TagTaken, {"tag": "G1"}),
    (replace(BANGLE, tag="OLD-1"), TagTaken, {"tag": "OLD-1"}),
    (replace(BANGLE, epc="AAAA1111"), EpcTaken, {"epc": "AAAA1111", "tag": "G1"}),
    (replace(BANGLE, certificates=(CertificateIn(lab="NGTC", number="7"),)), CertificateTaken,
     {"lab": "NGTC", "number": "7", "tag": "G1"}),
]  # fmt: skip


@pytest.mark.parametrize(("new", "refusal", "facts"), TAKEN)
def test_receive_pieces_with_a_number_of_a_sold_piece_is_refused(here, new, refusal, facts):
    sold = piece("G1", here, state="sold", epc="AAAA1111")
    RetiredTag.objects.create(tag="OLD-1", piece=sold, retired_at=AT, actor_key="staff:7", actor_name="周晓敏")
    Certificate.objects.create(piece=sold, lab="NGTC", number="7")
    with pytest.raises(refusal) as raised:
        receive(BANGLE, new) if new.tag != BANGLE.tag else receive(new)
    assert raised.value.facts == facts
    assert list(Piece.objects.values_list("tag", flat=True)) == ["G1"]
    assert not Operation.objects.exists()


TWICE = [
    (replace(BANGLE, gross_weight_mg=5), TagTaken),
    (replace(BANGLE, tag="X1", epc="E2801160600002"), EpcTaken),
    (replace(BANGLE, tag="X2", certificates=(CertificateIn(lab="GIA", number="2204123456"),)), CertificateTaken),
]


@pytest.mark.parametrize(("second", "refusal"), TWICE)
def test_receive_pieces_with_one_number_twice_in_the_delivery_is_refused(here, second, refusal):
    with pytest.raises(refusal):
        receive(BANGLE, RING, second)
    assert nothing_written()


def test_receive_pieces_while_another_delivery_takes_the_tag_is_refused(here, monkeypatch):
    piece(BANGLE.tag, here)
    monkeypatch.setattr(receiving, "refuse_taken", lambda facts, pieces: None)  # the look came too early
    with pytest.raises(TagTaken) as refusal:
        receive(BANGLE)
    assert refusal.value.facts == {"tag": BANGLE.tag}
    assert not Operation.objects.exists()


UNFIT = [
    (replace(BANGLE, category="gold"), "category"),
    (replace(BANGLE, category="nothing"), "category"),
    (replace(BANGLE, style="NO-STYLE"), "style"),
    (replace(BANGLE, price_item="AU1"), "price_item"),
    (replace(BANGLE, form="spoon"), "form"),
]


@pytest.mark.parametrize(("wrong", "field"), UNFIT)
def test_receive_pieces_naming_what_the_catalogue_lacks_is_refused(here, wrong, field):
    with pytest.raises(PieceUnfit) as refusal:
        receive(RING, wrong)
    assert refusal.value.facts["field"] == field
    assert nothing_written()


def test_receive_pieces_with_one_wrong_weight_takes_none_in(here):
    with pytest.raises(WeightsDisagree):
        receive(BANGLE, replace(RING, net_weight_mg=6_000))
    assert nothing_written()


def test_receive_pieces_takes_style_before_category(here):
    words = apps.get_model("catalog", "DictionaryEntry").objects
    categories = apps.get_model("catalog", "Category").objects
    styles = apps.get_model("catalog", "Style").objects
    facts = {"category": categories.get(code="gold-heritage"), "price_basis": "by_weight", "labour_kind": "per_piece"}
    styles.create(code="K88", name="龙凤镯", labour_value=120_000, form=words.get(kind="form", code="bangle"), **facts)
    styles.create(code="K89", name="素镯", form=words.get(kind="form", code="bangle"), **facts)
    styles.create(code="K90", name="旧款", withdrawn_on=date(2025, 1, 1), **facts)
    receive(replace(BANGLE, form="", style="K88"), replace(BANGLE, tag="G2", form="", style="K89"))

    rows = Piece.objects.order_by("pk").values_list("style__code", "labour_kind", "labour_value", "legal_name")
    assert list(rows) == [("K88", "per_piece", 120_000, "足金手镯"), ("K89", "per_gram", 4_800, "足金手镯")]
    with pytest.raises(PieceUnfit):
        receive(replace(BANGLE, tag="G3", style="K90"))


def test_receive_pieces_elsewhere_than_one_may_is_not_found(here):
    other = store("S02", "湖滨店")
    with pytest.raises(NotFound):
        receive(BANGLE, who=actor(other.pk))
    with pytest.raises(NotPermitted):
        receive(BANGLE, who=actor(permissions=[InventoryPermission.VIEW_PIECES]))
    with pytest.raises(NotFound):
        receive(BANGLE, supplier="NOBODY")
    with pytest.raises(PlaceUnknown):
        receive(BANGLE, place="CUSTOMER")
    assert nothing_written()
