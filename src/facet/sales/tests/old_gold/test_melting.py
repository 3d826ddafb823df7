"""Old gold in the crucible: consent, hold, two weights, and no way back. Source: R316."""

from datetime import timedelta
from typing import Any

import pytest

from facet.kernel.errors import Invalid, NotFound, NotPermitted
from facet.sales import services
from facet.sales.errors import MaterialMoved, NotMelted, OldGoldNotTaken
from facet.sales.flows.proofs import material_photo, upload_material_photo
from facet.sales.models import MaterialMove, MaterialPhoto, MaterialPiece
from facet.sales.permissions import SalesPermission
from facet.sales.rules.refining import MaterialState, refuse_melting
from facet.sales.selectors.materials import material_page, night_page
from facet.sales.selectors.old_gold_undo import undo_page
from facet.sales.selectors.paper_page import OLD_GOLD, paper_of
from facet.sales.tests import factories
from facet.sales.tests.factories import AT, DRAWN, Shop, key, picture
from facet.sales.tests.old_gold.factories import bought_back

pytestmark = pytest.mark.django_db(transaction=True)
LATER = AT + timedelta(days=4)  # after the three days of the hold


@pytest.fixture
def shop() -> Shop:
    return factories.shop()


def melted(shop: Shop, *, at: Any = LATER, actor: Any = None, **facts: Any) -> MaterialPiece:
    wanted = services.MeltIn(**{"code": "S01-G00001", "before_mg": 11_700, "after_mg": 11_640, **facts})
    return services.melt_material(actor=actor or shop.actor(), operation=key(), wanted=wanted, at=at)


def with_out(shop: Shop, right: SalesPermission) -> Any:
    actor = shop.actor()
    return shop.actor(grants={code: reach for code, reach in actor.grants.items() if code != str(right)})


def test_melted_once_with_both_weights_sealed_and_never_given_back(shop, django_assert_num_queries):
    bought_back(shop)
    piece = melted(shop)
    assert (piece.state, piece.melt_before_mg, piece.melt_after_mg, piece.credited_mg) == (
        MaterialState.MELTED, 11_700, 11_640, MaterialPiece.objects.get().credited_mg)  # fmt: skip
    assert list(MaterialMove.objects.order_by("number").values_list("to_state", flat=True)) == ["held", "melted"]
    with pytest.raises(MaterialMoved):
        melted(shop)
    with django_assert_num_queries(4):
        page = material_page(shop.actor(), code=piece.code)
    assert (page.can_be_undone, page.may_melt, page.agreed) == (False, False, True)
    assert [each.code for each in night_page(shop.actor(), store_id=shop.store.pk).held] == [piece.code]
    seal = services.seal_materials(
        actor=shop.actor(shop.manager), operation=key(), store="S01", seal_number="F-1", second=shop.actor(), at=LATER
    )
    assert seal.pieces == 1
    till = services_till(shop)
    with pytest.raises(OldGoldNotTaken, match="melted"):
        undo_page(shop.actor(), code=piece.code, till=till, at=LATER)


def services_till(shop: Shop) -> Any:
    from facet.organisation import selectors as organisation_selectors

    return organisation_selectors.till_facts(store_code=shop.store.code, till_code=shop.till.code)


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"code": "S01-G99999"}, NotFound),
        ({"at": AT}, NotMelted),
        ({"before_mg": 0}, Invalid),
        ({"before_mg": 12_001}, Invalid),
        ({"after_mg": 0}, Invalid),
        ({"after_mg": 11_701}, Invalid),
    ],
)
def test_refusals_leave_it_as_it_was(shop, facts, refusal):
    bought_back(shop)
    with pytest.raises(refusal):
        melted(shop, **facts)
    piece = MaterialPiece.objects.get()
    assert (piece.state, piece.melt_after_mg, MaterialMove.objects.count()) == ("held", 0, 1)


def test_who_may_not_seal_may_not_melt(shop):
    bought_back(shop)
    with pytest.raises(NotPermitted):
        melted(shop, actor=with_out(shop, SalesPermission.SEAL_MATERIALS))
    assert MaterialPiece.objects.get().state == "held"


def test_without_consent_on_the_ticket_the_customer_signs_for_it(shop):
    bought_back(shop, maker="own", melt_consent=False)
    with pytest.raises(NotMelted, match="did not agree"):
        melted(shop)
    services.sign(
        actor=shop.actor(), wanted=services.SignatureIn(number="S01-G00001", act="melting", strokes=DRAWN), at=LATER
    )
    assert melted(shop).state == "melted"


def test_the_rule_names_what_is_missing():
    fits = {"code": "G1", "agreed": True, "hold_days": 0, "before_mg": 10, "after_mg": 9}
    refuse_melting(**fits, gross_mg=10)
    with pytest.raises(Invalid) as refused:
        refuse_melting(**fits, gross_mg=9)
    assert refused.value.facts["field"] == "before"


def test_the_slip_says_the_credited_grams(shop):
    sale = bought_back(shop).sale
    paper = paper_of(shop.actor(), sale_id=sale.pk, form_key=OLD_GOLD, english=False)
    assert [piece.credited_mg for piece in paper.gold] == [MaterialPiece.objects.get().credited_mg]


def test_pictures_lie_sealed_and_are_shown_by_right(shop, settings, tmp_path):
    settings.FACET_UPLOADS = tmp_path
    bought_back(shop)
    for _ in range(2):
        upload_material_photo(actor=shop.actor(), code="S01-G00001", file=picture(), caption="正面", at=AT)
    assert MaterialPhoto.objects.count() == 1
    lying = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    assert lying
    assert all(b"JFIF" not in content for content in lying)
    assert material_photo(shop.actor(), code="S01-G00001", photo=1)[:2] == b"\xff\xd8"
    other = factories.shop(code="S02", with_member=False)
    with pytest.raises(NotFound):
        material_photo(other.actor(), code="S01-G00001", photo=1)
    with pytest.raises(NotFound):
        upload_material_photo(actor=other.actor(), code="S01-G00001", file=picture(), caption="", at=AT)
    assert MaterialPhoto.objects.count() == 1
