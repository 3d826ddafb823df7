"""A file of pieces, through the house's own import flow."""

import io
from datetime import timedelta
from uuid import uuid4

import pytest
import xlsxwriter

from facet.inventory import services
from facet.inventory.errors import FileChanged, ImportBuiltUpon
from facet.inventory.flows.importer import IMPORTER
from facet.inventory.models import Certificate, Piece, PieceMovement, RetiredTag
from facet.inventory.permissions import InventoryPermission
from facet.inventory.rules.import_rows import RowUnfit, Vocabulary, piece_of
from facet.inventory.rules.words import CostKind
from facet.inventory.selectors.books import CHECKS
from facet.inventory.services import MoveRequest
from facet.inventory.tests.factories import AT, actor, catalogue, piece, place, store
from facet.kernel.errors import NotPermitted
from facet.kernel.importing import flow
from facet.kernel.importing.definition import ImportRow
from facet.kernel.models import ImportBatch, Operation
from facet.kernel.operations import OperationKey

pytestmark = pytest.mark.django_db(transaction=True)

HOUR = timedelta(hours=1)
CHINESE = (
    "条码号,门店,柜台,品类,品名,金价项目,总重,净金重,圈口,计价方式,标价,工费,主石,主石重,颜色,净度,副石数,副石重,"
    "证书机构,证书号,证书日期,石料成本,新品\n"
    "g2601-04417,S01,,古法金,手镯,,28.360,,56.5mm,按克,,38,,,,,,,,,,,是\n"
    'D2511-00862,S01,V01,钻戒,戒指,AU750,5.680,5.508,52,一口价,"12,800.00",,钻石,0.50,F,VS1,18,0.36,'
    "GIA,2204 1234 56,2025-11-03,4050,\n"
)
ENGLISH = [
    ["Tag", "Store", "Category", "Kind", "Total weight", "Price by"],
    ["G9", "S01", "Plain fine gold", "Bangle", 12.5, "by weight"],
]


@pytest.fixture
def here():
    catalogue()
    return store()


def upload(content, who=None, name="pieces.csv"):
    content = content.encode() if isinstance(content, str) else content
    return flow.upload(who or actor(), IMPORTER, name=name, content=content, at=AT)


def workbook(rows):
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return file.getvalue()


def mistakes(content):
    batch = upload(content)
    assert batch.state == ImportBatch.State.REFUSED
    return [(error["line"], error["column"]) for error in flow.sentences(flow.found_in(batch))]


def test_a_chinese_csv_is_checked_then_applied_once(here):
    batch = upload(CHINESE)
    assert (batch.state, batch.new, batch.wrong) == (ImportBatch.State.CHECKED, 2, 0)
    assert not Piece.objects.exists()
    for _ in range(2):
        flow.apply(actor(), IMPORTER, batch, at=AT)

    bangle, ring = Piece.objects.order_by("-tag")
    assert (bangle.tag, bangle.legal_name, bangle.circumference_tenths) == ("G2601-04417", "足金手镯", 565)
    assert (bangle.labour_value, bangle.is_new_product, bangle.place) == (3_800, True, place(here))
    assert (ring.legal_name, ring.net_weight_mg, ring.cost_cents) == ("18K金钻石戒指", 5_508, 405_000)
    assert (ring.tag_price_cents, ring.place) == (1_280_000, place(here, "V01"))
    assert Certificate.objects.get().number == "2204123456"
    assert PieceMovement.objects.count() == 2


def test_an_english_workbook_is_understood(here):
    batch = upload(workbook(ENGLISH), name="pieces.xlsx")
    flow.apply(actor(), IMPORTER, batch, at=AT)
    assert Piece.objects.get().legal_name_en == "Fine gold bangle"


def test_the_same_file_again_changes_nothing(here):
    flow.apply(actor(), IMPORTER, upload(CHINESE), at=AT)
    batch = upload(CHINESE)
    assert (batch.new, batch.unchanged) == (0, 2)
    flow.apply(actor(), IMPORTER, batch, at=AT)
    assert Piece.objects.count() == 2


HEAD = (
    "条码号,门店,柜台,供应商,品类,品名,总重,净金重,圈口,标价,美元标价,汇率,主石,主石重,证书机构,证书号,芯片号,含量‰\n"
)
WRONG = [
    ("G1,S99,,,古法金,手镯,1,,,,,,,,,,,", "store"),
    ("G1,S01,T9,,古法金,手镯,1,,,,,,,,,,,", "place"),
    ("G1,S01,,NOBODY,古法金,手镯,1,,,,,,,,,,,", "supplier"),
    ("G1,S01,,,黄金,手镯,1,,,,,,,,,,,", "category"),
    ("G1,S01,,,古法金,勺子,1,,,,,,,,,,,", "form"),
    ("G1,S01,,,古法金,手镯,,,,,,,,,,,,", "gross_weight_mg"),
    ("G1,S01,,,古法金,手镯,abc,,,,,,,,,,,", "gross_weight_mg"),
    ("G1,S01,,,古法金,手镯,10,9,,,,,,,,,,", "net_weight_mg"),
    ("G1,S01,,,古法金,手镯,10,,大号,,,,,,,,,", "size"),
    ("G1,S01,,,珐琅金,手镯,10,,,,,,,,,,,", "tag_price_cents"),
    ("G1,S01,,,珐琅金,手镯,10,,,,900,,,,,,,", "rate"),
    ("G1,S01,,,珐琅金,手镯,10,,,,900,0,,,,,,", "rate"),
    ("G1,S01,,,古法金,手镯,10,,,,,,玻璃,0.5,,,,", "stone"),
    ("G1,S01,,,古法金,手镯,10,,,,,,,0.5,,,,", "stone"),
    ("G1,S01,,,古法金,手镯,10,,,,,,,,GIA,,,", "paper"),
    ("G1,S01,,,古法金,手镯,10,,,,,,,,,77,,", "lab"),
    ("G1,S01,,,古法金,手镯,10,,,,,,,,GIA,1,,", "paper"),
    ("G1,S01,,,古法金,手镯,10,,,,,,,,,,AAAA1111,", "epc"),
    ("G1,S01,,,古法金,手镯,10,,,,,,,,,,,300", ""),
    ("OLD,S01,,,古法金,手镯,10,,,,,,,,,,,", "tag"),
    ("SOLD,S01,,,古法金,手镯,10,,,,,,,,,,,", "tag"),
    ("货1,S01,,,古法金,手镯,10,,,,,,,,,,,", "tag"),
]  # fmt: skip


@pytest.mark.parametrize(("row", "column"), WRONG)
def test_a_wrong_row_is_named_by_its_column_and_nothing_goes_in(here, row, column):
    sold = piece("SOLD", here, state="sold", epc="AAAA1111")
    RetiredTag.objects.create(tag="OLD", piece=sold, retired_at=AT, actor_key="x", actor_name="x")
    Certificate.objects.create(piece=sold, lab="GIA", number="1")
    good = "G7,S01,,,古法金,手镯,1,,,,,,,,,,,"
    assert mistakes(f"{HEAD}{good}\n{row}\n") == [(3, column)]
    assert Piece.objects.count() == 1


def test_numbers_twice_in_one_file_are_named(here):
    first = "G1,S01,,,古法金,手镯,1,,,,,,,,GIA,5,AAAA1111,"
    assert mistakes(f"{HEAD}{first}\n{first.replace('G1', 'G2').replace('AAAA1111', '')}\n") == [(3, "paper")]
    assert mistakes(f"{HEAD}{first}\n{first.replace('G1', 'G2').replace('GIA,5', ',')}\n") == [(3, "epc")]
    assert mistakes(f"{HEAD}{first}\n{first.replace('GIA,5,AAAA1111', ',,')}\n") == [(3, "tag")]


def test_apply_after_somebody_took_the_tag_is_refused(here):
    batch = upload(CHINESE)
    piece("G2601-04417", here)
    with pytest.raises(FileChanged) as refusal:
        flow.apply(actor(), IMPORTER, batch, at=AT)
    assert refusal.value.facts == {"lines": "2"}
    assert Piece.objects.count() == 1
    assert not Operation.objects.exists()


def test_apply_twice_with_one_operation_gives_the_first_answer(here):
    values = {"tag": "G1", "store": "S01", "category": "古法金", "form": "手镯", "gross_weight_mg": 5}
    operation = OperationKey.of_job("test", 1)
    first = IMPORTER.apply(actor(), operation, [ImportRow(2, values)], AT)
    assert IMPORTER.apply(actor(), operation, [ImportRow(2, values)], AT) == first
    assert (first.new, Piece.objects.count()) == (1, 1)


def test_import_without_the_right_is_refused(here):
    reader = actor(permissions=[InventoryPermission.VIEW_PIECES])
    with pytest.raises(NotPermitted):
        upload(CHINESE, who=reader)
    with pytest.raises(NotPermitted):
        IMPORTER.apply(reader, OperationKey.of_job("test", 1), [], AT)


def test_a_loose_stone_in_dollars_becomes_yuan_at_its_own_rate():
    values = {"tag": "L1", "store": "S01", "category": "裸钻", "form": "裸石", "stone": "Diamond", "carat_mct": 230,
              "tag_price_usd": 32_600, "rate": "7.1534", "price_basis": "fixed"}  # fmt: skip
    words = Vocabulary({"裸钻": "diamond-loose"}, {"裸石": "loose"}, {"diamond": "diamond"})
    found = piece_of(values, words)
    assert (found.category, found.form, found.gross_weight_mg) == ("diamond-loose", "loose", 46)
    assert found.tag_price_cents == 233_201  # 326.00 × 7.1534 = 2,332.0084
    assert (found.stones[0].kind, found.stones[0].carat_mct, found.stones[0].is_main) == ("diamond", 230, True)
    assert piece_of({**values, "fineness_permille": 99_990}, words).fineness_e4 == 9_999
    assert piece_of({**values, "labour_value": 0}, words).labour_value == 0
    assert found.labour_value is None
    with pytest.raises(RowUnfit):
        piece_of({**values, "rate": "7.15345"}, words)


def test_every_cost_part_has_its_column():
    values = {"tag": "L1", "category": "x", "gross_weight_mg": 1, **{f"cost_{kind}": 5 for kind in CostKind}}
    found = piece_of(values, Vocabulary({"x": "x"}, {}, {}))
    assert found.costs == tuple((kind.value, 5) for kind in CostKind)


def test_side_stones_take_their_own_name_or_the_main_ones():
    values = {"tag": "L1", "category": "x", "gross_weight_mg": 900, "stone": "a", "side_mct": 5, "side_count": 3}
    words = Vocabulary({"x": "x"}, {}, {"a": "ruby", "b": "diamond"})
    assert [(each.kind, each.count, each.is_main) for each in piece_of(values, words).stones] == [("ruby", 3, False)]
    assert piece_of({**values, "side_stone": "B"}, words).stones[0].kind == "diamond"


def test_plan_of_rows_in_reach_only(here):
    other = store("S02", "湖滨店")
    values = {"tag": "G1", "store": "S01", "category": "古法金", "form": "手镯", "gross_weight_mg": 5}
    checked = IMPORTER.check(actor(other.pk), [ImportRow(2, values)], AT)
    assert [error.column for error in checked.errors] == ["store"]
    assert checked.new == 0


def _applied():
    batch = upload(CHINESE)
    flow.apply(actor(), IMPORTER, batch, at=AT)
    return ImportBatch.objects.get(pk=batch.pk)


def test_a_file_taken_back_frees_its_tags_for_a_corrected_one(here):
    batch = _applied()
    assert flow.may_undo(IMPORTER, batch)

    assert flow.undo(actor(), IMPORTER, batch, at=AT + HOUR).restored == 2

    assert set(Piece.objects.values_list("state", flat=True)) == {"returned_to_supplier"}
    assert not any(check.run() for check in CHECKS)
    again = upload(CHINESE.replace("28.360", "28.460"))
    assert (again.state, again.new) == (ImportBatch.State.CHECKED, 2), flow.sentences(flow.found_in(again))
    flow.apply(actor(), IMPORTER, again, at=AT + 2 * HOUR)
    assert Piece.objects.get(tag="G2601-04417").gross_weight_mg == 28_460
    assert Certificate.objects.get().number == "2204123456"


def test_one_piece_that_moved_since_keeps_the_whole_file(here):
    batch = _applied()
    moving = MoveRequest(store=here.code, place="V01", tags=("G2601-04417",))
    services.move_pieces(actor=actor(), operation=OperationKey.of(uuid4(), {}), request=moving, at=AT + HOUR)

    with pytest.raises(ImportBuiltUpon) as refused:
        flow.undo(actor(), IMPORTER, batch, at=AT + 2 * HOUR)

    assert (refused.value.facts["count"], refused.value.facts["tags"]) == (1, "G2601-04417")
    assert set(Piece.objects.values_list("state", flat=True)) == {"in_stock"}
    assert PieceMovement.objects.count() == 3
    batch.refresh_from_db()
    assert batch.state == ImportBatch.State.APPLIED


def test_taking_back_needs_the_right_to_take_in(here):
    batch = _applied()
    with pytest.raises(NotPermitted):
        flow.undo(actor(permissions=[InventoryPermission.VIEW_PIECES]), IMPORTER, batch, at=AT)
    assert Piece.objects.filter(state="in_stock").count() == 2
