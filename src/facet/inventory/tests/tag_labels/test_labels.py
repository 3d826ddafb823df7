"""Tags: every code reads back, foreign pieces stay unknown, what was printed is noted."""

import string
from datetime import UTC, datetime

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from facet.audit.models import Event
from facet.inventory import selectors, services
from facet.inventory.errors import PieceUnknown, TooManyTags
from facet.inventory.flows.tag_labels import tags_pdf
from facet.inventory.models import Piece
from facet.inventory.rules.datamatrix import data_matrix
from facet.inventory.rules.tag_labels import MOST, SIZES, LabelPlan, checked_plan, in_lines, path_of, tag_grams
from facet.inventory.tests import factories
from facet.inventory.tests.tag_labels.painted import pages_of
from facet.kernel.errors import Invalid
from facet.kernel.permissions import Actor, Reach

AT = datetime(2026, 11, 21, 6, tzinfo=UTC)
TAG_LETTERS = string.ascii_uppercase + string.digits + "-._"


def read(modules: tuple[tuple[bool, ...], ...]) -> list[str]:
    side = len(modules) + 8
    picture = Image.new("L", (side, side), 255)
    for y, line in enumerate(modules):
        for x, dark in enumerate(line):
            if dark:
                picture.putpixel((x + 4, y + 4), 0)
    return [each.text for each in zxingcpp.read_barcodes(picture.resize((side * 5, side * 5)))]


@settings(max_examples=60, deadline=None)
@given(st.text(TAG_LETTERS, min_size=1, max_size=32))
def test_every_tag_reads_back_from_its_square_code(tag: str) -> None:
    assert read(data_matrix(tag)) == [tag]


@pytest.mark.parametrize("text", ["", "足金", "A" * 37])
def test_what_no_tag_can_be_is_no_code(text: str) -> None:
    with pytest.raises(ValueError):
        data_matrix(text)


WEIGHTS = [(28_360, "28.36"), (10_255, "10.25"), (10_259, "10.25"), (999, "0.99"), (1_234_500, "1,234.50")]


@pytest.mark.parametrize(("mg", "said"), WEIGHTS)
def test_weights_on_tags_are_cut_to_a_hundredth_of_a_gram(mg: int, said: str) -> None:
    assert tag_grams(mg) == said


def test_a_plan_holds_each_tag_once_and_only_sizes_we_have() -> None:
    assert checked_plan(LabelPlan((" g1", "G1", "d1"), "dumbbell")).tags == ("G1", "D1")
    assert in_lines("G1, D1\nG2　G3") == ["G1", "D1", "G2", "G3"]
    for wrong in (LabelPlan((), "card"), LabelPlan(("G1",), "poster"), LabelPlan(("G1",), "card", right=51)):
        with pytest.raises(Invalid):
            checked_plan(wrong)
    with pytest.raises(TooManyTags):
        checked_plan(LabelPlan(tuple(f"G{n}" for n in range(MOST + 1)), "card"))


def test_the_path_draws_the_dark_modules_only() -> None:
    assert path_of(((True, True, False), (False, False, True))) == "M0 0h2v1h-2zM2 1h1v1h-1z"


@pytest.fixture
def stock() -> tuple[Actor, list[str]]:
    """A store with pieces priced in each way, one more store, and somebody who may print in the first."""
    here, there = factories.store("S01"), factories.store("S02", "观前街店")
    factories.piece("S01-26-000123", here, circumference_tenths=520)
    factories.piece(
        "D1", here, price_item=None, price_basis="fixed", tag_price_cents=1_280_000, legal_name="18K金钻石戒指"
    )
    factories.piece("A-VERY-LONG.TAG_OF-32-CHARACTERS"[:32].replace("_", "-"), here)
    factories.piece("FOREIGN", there)
    reach = Reach(frozenset({here.pk}))
    rights = dict.fromkeys(("inventory.print_tags", "inventory.view_pieces"), reach)
    actor = Actor(key="staff:1", name="林晓", staff_id=None, code="C1", grants=rights)
    return actor, [tag for tag in Piece.objects.order_by("pk").values_list("tag", flat=True) if tag != "FOREIGN"]


@pytest.mark.django_db
@pytest.mark.parametrize("size", SIZES)
def test_every_code_in_the_printed_file_reads_back(stock: tuple[Actor, list[str]], size: str) -> None:
    actor, tags = stock
    plan = LabelPlan(tuple(tags), size)

    labels = services.print_tags(actor=actor, plan=plan, at=AT)
    pages = pages_of(tags_pdf(labels, plan))

    assert [[each.text for each in zxingcpp.read_barcodes(page)] for page in pages] == [[tag] for tag in tags]
    assert Event.objects.filter(action="inventory.tags_printed").count() == 1


@pytest.mark.django_db
def test_a_piece_of_another_store_is_unknown_and_nothing_is_noted(stock: tuple[Actor, list[str]]) -> None:
    actor, tags = stock
    said = []
    for tag in ("FOREIGN", "NOSUCH"):
        with pytest.raises(PieceUnknown) as refusal:
            services.print_tags(actor=actor, plan=LabelPlan((tags[0], tag), "card"), at=AT)
        said.append(str(refusal.value).replace(tag, "…"))

    assert said[0] == said[1]
    assert not Event.objects.filter(action="inventory.tags_printed").exists()
    assert selectors.tags_picked(actor, list(Piece.objects.values_list("pk", flat=True))) == tags


@pytest.mark.django_db
def test_labels_take_a_stated_number_of_queries(stock, django_assert_max_num_queries) -> None:
    actor, tags = stock
    for some in (tags[:1], tags):
        with django_assert_max_num_queries(5):
            selectors.tag_labels(actor, some)
