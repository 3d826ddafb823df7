"""Styles: adding, changing, withdrawing."""

from dataclasses import replace
from datetime import date

import pytest

from facet.catalog import selectors, services
from facet.catalog.errors import CategoryNotALeaf, CodeTaken
from facet.catalog.models import DictionaryEntry, Style
from facet.catalog.services import StyleRequest
from facet.catalog.tests import factories
from facet.catalog.tests.factories import NOON, audited
from facet.kernel.errors import Invalid, NotFound, NotPermitted

pytestmark = pytest.mark.django_db

BUYER = factories.actor("catalog.manage_catalog")
BANGLE = StyleRequest(
    name="竹节手镯",
    name_en="Bamboo bangle",
    category="gold-heritage",
    form="bangle",
    craft="heritage",
    price_item="AU999",
    labour_value=5_800,
    weight_from_mg=28_000,
    weight_to_mg=42_000,
)


@pytest.fixture
def catalogue(db):
    gold = factories.category("gold")
    factories.category("gold-heritage", parent=gold)
    factories.category("old", is_active=False)
    factories.price_item("AU999")
    for kind, code in (("form", "bangle"), ("craft", "heritage"), ("gem", "ruby")):
        DictionaryEntry.objects.create(kind=kind, code=code, name=code, name_en=code)


@pytest.mark.parametrize("styles", [1, 3])
def test_create_style_and_read_it(catalogue, styles, django_assert_num_queries):
    for number in range(styles):
        services.create_style(actor=BUYER, code=f"K{number}", request=BANGLE, at=NOON)

    with django_assert_num_queries(1):
        found = selectors.styles_by_code([f"K{number}" for number in range(styles)] + ["none"])

    facts = found["K0"]
    assert len(found) == styles
    assert (facts.category_code, facts.price_item_code, facts.labour_value) == ("gold-heritage", "AU999", 5_800)
    assert (facts.weight_from_mg, facts.weight_to_mg, facts.withdrawn_on) == (28_000, 42_000, None)
    assert {name: word.code for name, word in facts.words.items()} == {"form": "bangle", "craft": "heritage"}
    assert audited()[0][0] == "catalog.style_created"


@pytest.mark.parametrize(
    ("refusal", "changes"),
    [
        (CodeTaken, {"code": "K0"}),
        (Invalid, {"code": ""}),
        (NotFound, {"request": replace(BANGLE, category="copper")}),
        (NotFound, {"request": replace(BANGLE, category="old")}),
        (CategoryNotALeaf, {"request": replace(BANGLE, category="gold")}),
        (NotFound, {"request": replace(BANGLE, gem="bangle")}),
        (NotFound, {"request": replace(BANGLE, price_item="XX")}),
        (Invalid, {"request": replace(BANGLE, weight_from_mg=50_000)}),
        (Invalid, {"request": replace(BANGLE, labour_value=-1)}),
        (NotPermitted, {"actor": factories.actor("catalog.view_catalog")}),
    ],
)
def test_create_style_refused_writes_nothing(catalogue, refusal, changes):
    Style.objects.create(code="K0", name="有了", category_id=factories.category("x").pk, price_basis="fixed")

    with pytest.raises(refusal):
        services.create_style(**{"actor": BUYER, "code": "K1", "request": BANGLE, "at": NOON} | changes)

    assert (Style.objects.count(), audited()) == (1, [])


def test_edit_style_tells_before_and_after(catalogue):
    services.create_style(actor=BUYER, code="K1", request=BANGLE, at=NOON)

    services.edit_style(actor=BUYER, code="K1", request=replace(BANGLE, gem="ruby", labour_value=None), at=NOON)
    services.edit_style(actor=BUYER, code="K1", request=replace(BANGLE, gem="ruby", labour_value=None), at=NOON)

    action, facts = audited()[-1]
    assert len(audited()) == 2
    assert (action, facts["before"]["labour_value"], facts["after"]["labour_value"]) == (
        "catalog.style_changed",
        5_800,
        None,
    )
    assert selectors.style_by_code("K1").words["gem"].code == "ruby"


def test_withdraw_and_restore_style(catalogue):
    services.create_style(actor=BUYER, code="K1", request=BANGLE, at=NOON)
    day = date(2026, 3, 1)

    services.withdraw_style(actor=BUYER, code="K1", on=day, at=NOON)
    assert selectors.style_by_code("K1").withdrawn_on == day
    for _ in range(2):
        services.withdraw_style(actor=BUYER, code="K1", on=None, at=NOON)

    assert selectors.style_by_code("K1").withdrawn_on is None
    assert [action for action, _ in audited()][1:] == ["catalog.style_withdrawn", "catalog.style_restored"]


def test_unknown_styles_and_strangers_are_refused(catalogue):
    services.create_style(actor=BUYER, code="K1", request=BANGLE, at=NOON)
    stranger = factories.actor("catalog.view_catalog")

    for actor, code, refusal in ((BUYER, "K9", NotFound), (stranger, "K1", NotPermitted)):
        with pytest.raises(refusal):
            services.edit_style(actor=actor, code=code, request=replace(BANGLE, name="别名"), at=NOON)
        with pytest.raises(refusal):
            services.withdraw_style(actor=actor, code=code, on=NOON.date(), at=NOON)
    with pytest.raises(NotFound):
        selectors.style_by_code("K9")

    assert selectors.style_by_code("K1").name == "竹节手镯"
    assert len(audited()) == 1
