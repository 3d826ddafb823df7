"""Words, lines of the board and grades of purity."""

from dataclasses import replace
from datetime import date

import pytest

from facet.catalog import selectors, services
from facet.catalog.errors import CodeTaken
from facet.catalog.models import DictionaryEntry, PriceItem, Purity
from facet.catalog.rules.naming import Grade, legal_name
from facet.catalog.services import PriceItemRequest, WordRequest
from facet.catalog.tests import factories
from facet.catalog.tests.factories import NOON, audited
from facet.kernel.errors import Invalid, NotFound, NotPermitted

pytestmark = pytest.mark.django_db

BUYER = factories.actor("catalog.manage_catalog")
RUBY = WordRequest(name="红宝石", name_en="Ruby", position=3)
PLATINUM = PriceItemRequest(name="Pt950铂金", name_en="Platinum 950", metal="platinum", fineness_e4=9_500, order=4)
FINE = Grade("gold", 9_900, "足金", "Fine gold", "足金")
STANDARD = {"grade": FINE, "valid_from": date(2016, 5, 4), "source": "GB 11887-2012"}


@pytest.mark.parametrize("words", [1, 3])
def test_save_word_adds_then_changes(words, django_assert_num_queries):
    for number in range(words):
        services.save_word(actor=BUYER, kind="gem", code=f"g{number}", request=RUBY, is_new=True, at=NOON)
    retired = replace(RUBY, is_active=False)
    for _ in range(2):
        services.save_word(actor=BUYER, kind="gem", code="g0", request=retired, is_new=False, at=NOON)

    with django_assert_num_queries(1):
        found = selectors.words("gem")

    assert [(word.code, word.is_active) for word in found] == [(f"g{n}", n > 0) for n in range(words)]
    assert [action for action, _ in audited()] == ["catalog.word_added"] * words + ["catalog.word_changed"]
    assert len(selectors.words()) == words


@pytest.mark.parametrize(
    ("refusal", "changes"),
    [
        (CodeTaken, {"code": "ruby"}),
        (NotFound, {"code": "opal", "is_new": False}),
        (NotFound, {"kind": "colour"}),
        (Invalid, {"code": "红"}),
        (Invalid, {"kind": "ring_size", "code": "12"}),
        (Invalid, {"request": replace(RUBY, value=520)}),
        (NotPermitted, {"actor": factories.actor()}),
    ],
)
def test_save_word_refused_writes_nothing(refusal, changes):
    DictionaryEntry.objects.create(kind="gem", code="ruby", name="红宝石", name_en="Ruby")
    facts = {"actor": BUYER, "kind": "gem", "code": "opal", "request": RUBY, "is_new": True, "at": NOON} | changes

    with pytest.raises(refusal):
        services.save_word(**facts)

    assert (DictionaryEntry.objects.count(), audited()) == (1, [])


def test_a_ring_size_carries_its_circumference():
    size = WordRequest(name="12号", name_en="No. 12", value=520)

    services.save_word(actor=BUYER, kind="ring_size", code="12", request=size, is_new=True, at=NOON)

    assert [word.value for word in selectors.words("ring_size")] == [520]


@pytest.mark.parametrize("items", [1, 3])
def test_save_price_item_adds_then_changes(items, django_assert_num_queries):
    for number in range(items):
        services.save_price_item(actor=BUYER, code=f"PT{number}", request=PLATINUM, is_new=True, at=NOON)
    factories.price_item("AU999", order=99)
    derived = replace(PLATINUM, base="AU999", premium_bp=300)
    for _ in range(2):
        services.save_price_item(actor=BUYER, code="PT0", request=derived, is_new=False, at=NOON)

    with django_assert_num_queries(1):
        found = selectors.price_items()

    assert [(item.code, item.base_code) for item in found] == [
        ("PT0", "AU999"),
        *((f"PT{n}", "") for n in range(1, items)),
        ("AU999", ""),
    ]
    assert [action for action, _ in audited()] == ["catalog.price_item_added"] * items + ["catalog.price_item_changed"]


@pytest.mark.parametrize(
    ("refusal", "changes"),
    [
        (CodeTaken, {"code": "AU999"}),
        (NotFound, {"code": "PT950", "is_new": False}),
        (NotFound, {"request": replace(PLATINUM, base="XX")}),
        (Invalid, {"request": replace(PLATINUM, base="PT950")}),
        (Invalid, {"code": "铂"}),
        (NotPermitted, {"actor": factories.actor()}),
    ],
)
def test_save_price_item_refused_writes_nothing(refusal, changes):
    factories.price_item("AU999")
    facts = {"actor": BUYER, "code": "PT950", "request": PLATINUM, "is_new": True, "at": NOON} | changes

    with pytest.raises(refusal):
        services.save_price_item(**facts)

    assert (PriceItem.objects.count(), audited()) == (1, [])


def test_a_newer_grade_ends_the_older_one(django_assert_num_queries):
    services.add_purity(actor=BUYER, at=NOON, **STANDARD)
    newer = STANDARD | {"grade": replace(FINE, mark="Au990"), "valid_from": date(2027, 1, 1), "source": "GB 11887-2026"}
    services.add_purity(actor=BUYER, at=NOON, **newer)

    with django_assert_num_queries(1):
        before = selectors.grades_on(date(2026, 12, 31))
    with django_assert_num_queries(1):
        table = selectors.purities()

    assert [grade.mark for grade in before] == ["足金"]
    assert [grade.mark for grade in selectors.grades_on(date(2027, 1, 1))] == ["Au990"]
    assert [row.valid_until for row in table] == [date(2027, 1, 1), None]
    assert selectors.grades_on(date(2016, 5, 3)) == ()
    assert legal_name(metal="gold", fineness_e4=9_999, kind="项链", table=before) == "足金项链"


def test_end_purity_on_a_day():
    pk = services.add_purity(actor=BUYER, at=NOON, **STANDARD)

    for _ in range(2):
        services.end_purity(actor=BUYER, purity_id=pk, valid_until=date(2026, 1, 1), at=NOON)

    assert selectors.grades_on(date(2026, 1, 1)) == ()
    assert [action for action, _ in audited()] == ["catalog.purity_added", "catalog.purity_ended"]


def test_purity_refused_writes_nothing():
    pk = services.add_purity(actor=BUYER, at=NOON, **STANDARD)
    stranger = factories.actor("catalog.view_catalog")

    for changes, refusal in (
        ({}, Invalid),
        ({"grade": replace(FINE, metal="tin")}, Invalid),
        ({"actor": stranger, "valid_from": date(2027, 1, 1)}, NotPermitted),
    ):
        with pytest.raises(refusal):
            services.add_purity(**{"actor": BUYER, "at": NOON} | STANDARD | changes)
    for actor, key, day, refusal in (
        (BUYER, pk, date(2016, 5, 4), Invalid),
        (BUYER, 0, date(2027, 1, 1), NotFound),
        (stranger, pk, date(2027, 1, 1), NotPermitted),
    ):
        with pytest.raises(refusal):
            services.end_purity(actor=actor, purity_id=key, valid_until=day, at=NOON)

    assert list(Purity.objects.values_list("pk", "valid_until")) == [(pk, None)]
    assert len(audited()) == 1


def _in_order(kind="gem"):
    return [(word.code, word.position) for word in selectors.words(kind)]


def test_words_change_places_and_stop_at_the_ends():
    for code in ("a", "b", "c"):  # all of one position: the code decides until somebody orders them
        services.save_word(actor=BUYER, kind="gem", code=code, request=RUBY, is_new=True, at=NOON)

    assert services.move_word(actor=BUYER, kind="gem", code="c", up=True, at=NOON)
    assert _in_order() == [("a", 1), ("c", 2), ("b", 3)]
    assert services.move_word(actor=BUYER, kind="gem", code="a", up=False, at=NOON)
    assert _in_order() == [("c", 1), ("a", 2), ("b", 3)]
    assert not services.move_word(actor=BUYER, kind="gem", code="b", up=False, at=NOON)
    assert _in_order() == [("c", 1), ("a", 2), ("b", 3)]
    assert [action for action, _ in audited()].count("catalog.word_changed") == 2


@pytest.mark.parametrize(
    ("who", "code", "refusal"),
    [(factories.actor("catalog.view_catalog"), "a", NotPermitted), (BUYER, "nobody", NotFound)],
)
def test_moving_a_word_is_refused(who, code, refusal):
    for each in ("a", "b"):
        services.save_word(actor=BUYER, kind="gem", code=each, request=RUBY, is_new=True, at=NOON)
    before = _in_order()
    with pytest.raises(refusal):
        services.move_word(actor=who, kind="gem", code=code, up=False, at=NOON)
    assert _in_order() == before
