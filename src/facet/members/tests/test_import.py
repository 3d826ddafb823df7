"""Members from a file: good ones, damaged ones, the same again, and what a mistake says."""

import io

import openpyxl
import pytest

from facet.audit.models import Event
from facet.kernel import registry
from facet.kernel.errors import NotPermitted
from facet.kernel.importing import ImportRow, flow, reading
from facet.kernel.permissions import Reach
from facet.members import selectors, services
from facet.members.errors import ImportHasMistakes
from facet.members.flows.importer import IMPORTER
from facet.members.models import Card, Member, Standing
from facet.members.permissions import MembersPermission
from facet.members.selectors.books import standing_agrees_with_events
from facet.members.tests import factories

pytestmark = pytest.mark.django_db
HEAD = [
    "姓名",
    "手机号",
    "性别",
    "生日",
    "省市区",
    "卡号",
    "门店",
    "工号",
    "累计消费",
    "到店次数",
    "最近到店",
    "入会日期",
]
CHEN = [
    "陈雅琴",
    "138 0013 5678",
    *("女", "1988-05-14", "杭州市西湖区", "6001", "S01", "CLERK1", "12,680.50", "6", "2026-08-01", "2019-05-18"),
]


@pytest.fixture(autouse=True)
def _own_uploads(settings, tmp_path):
    settings.FACET_UPLOADS = tmp_path
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def importing():
    """Headquarters' marketing, who may import for the whole chain."""
    factories.clerk()
    return factories.headquarters()


def csv(*rows, head=HEAD, encoding="utf-8"):
    return "\r\n".join(",".join(f'"{cell}"' for cell in row) for row in [head, *rows]).encode(encoding)


def xlsx(*rows, head=HEAD):
    book = openpyxl.Workbook()
    for row in [head, *rows]:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def with_cell(column, value):
    row = list(CHEN)
    row[HEAD.index(column)] = value
    return row


def upload(actor, content):
    return flow.upload(actor, IMPORTER, name="会员.csv", content=content, at=factories.AT)


def take_in(actor, content):
    batch = upload(actor, content)
    return flow.apply(actor, IMPORTER, batch, at=factories.AT)


def mistakes(batch):
    return [(each["line"], each["column"], each["reason"]) for each in flow.sentences(flow.found_in(batch))]


@pytest.mark.parametrize("content", [csv(CHEN), csv(CHEN, encoding="gb18030"), xlsx(CHEN)], ids=["utf8", "gb", "xlsx"])
def test_a_row_becomes_a_file_with_standing_card_and_search(importing, content):
    batch = take_in(importing, content)

    member = Member.objects.select_related("standing", "clerk").get()
    assert (batch.state, batch.new, batch.changed, batch.unchanged) == ("applied", 1, 0, 0)
    assert (member.name, member.phone, member.gender, member.area) == (
        "陈雅琴", "+8613800135678", "f", "浙江省杭州市西湖区",
    )  # fmt: skip
    assert (member.clerk.code, member.opened_on.isoformat(), member.channel) == ("CLERK1", "2019-05-18", "import")
    assert (member.standing.spend_cents, member.standing.visits) == (1_268_050, 6)
    assert member.cards.get().number == "6001"
    assert [row.number for row in selectors.find_members(factories.clerk(), "cyq")] == [member.number]
    assert standing_agrees_with_events() == []


def test_the_same_file_again_changes_nothing(importing):
    take_in(importing, csv(CHEN))
    again = take_in(importing, csv(CHEN))

    assert (again.new, again.changed, again.unchanged) == (0, 0, 1)
    assert (Member.objects.count(), Member.objects.get().version) == (1, 1)


def test_the_same_batch_twice_is_taken_in_once(importing):
    batch = upload(importing, csv(CHEN))
    flow.apply(importing, IMPORTER, batch, at=factories.AT)
    rows = reading.read_file(csv(CHEN), IMPORTER).rows
    from facet.kernel.operations import OperationKey

    key = OperationKey.of(batch.id, {"importer": "members", "sha256": batch.sha256})
    done = services.import_members(actor=importing, operation=key, rows=rows, at=factories.AT)
    assert (done.new, Member.objects.count()) == (1, 1)


def test_a_row_with_phone_and_name_or_number_changes_the_member(importing):
    take_in(importing, csv(CHEN))
    number = Member.objects.get().number
    by_name = take_in(importing, csv(with_cell("生日", "1988-05-15")))
    assert (by_name.changed, Member.objects.get().birth_date) == (1, "1988-05-15")

    by_number = take_in(importing, csv([number, "陈雅月", "13900001111"], head=["会员号", "姓名", "手机"]))
    member = Member.objects.get()
    assert (by_number.changed, member.name, member.phone, member.area) == (
        1, "陈雅月", "+8613900001111", "浙江省杭州市西湖区",
    )  # fmt: skip
    assert selectors.find_members(factories.clerk(), "5678") == []
    changes = Event.objects.filter(action="members.member_edited").last().facts["changes"]
    assert changes["phone"] == {"before": "138****5678", "after": "139****1111"}


@pytest.mark.parametrize(
    ("column", "value", "told"),
    [
        ("姓名", "", ("name", "This must not be empty.")),
        ("手机号", "12345", ("phone", "This is not a telephone number. Write 11 digits, or + and the country code.")),
        ("性别", "?", ("gender", "This is not one of the known words.")),
        ("生日", "1988-02-30", ("birth_date", "There is no such day.")),
        ("生日", "2030-01-01", ("birth_date", "A birth date lies between 1900 and today.")),
        ("省市区", "西湖区", ("area", "Choose one of the listed areas, such as 浙江省杭州市西湖区.")),
        ("门店", "S99", ("store", "Nothing was found under this.")),
        ("工号", "NOBODY", ("clerk", "Nothing was found under this.")),
        ("累计消费", "lots", ("spend", "This is no number with at most 2 digits behind the point.")),
        ("累计消费", "=1+1", ("spend", "This is a formula.")),
        ("到店次数", "-1", ("visits", "The number is out of bounds.")),
    ],
)
def test_a_mistake_names_its_line_column_and_reason_and_nothing_is_taken_in(importing, column, value, told):
    good = ["王芳", "13900001111", *CHEN[2:5], "6002", *CHEN[6:]]
    batch = upload(importing, csv(good, with_cell(column, value)))

    assert mistakes(batch) == [(3, *told)]
    with pytest.raises(flow.NotReady):
        flow.apply(importing, IMPORTER, batch, at=factories.AT)
    assert not Member.objects.exists()


def test_twins_and_strangers_with_a_known_phone_or_card_are_named_by_row(importing):
    take_in(importing, csv(CHEN))
    sister = ["陈雅月", CHEN[1], *CHEN[2:5], "", *CHEN[6:]]
    card_thief = ["王芳", "13900001111", *CHEN[2:5], "6001", *CHEN[6:]]
    first, twin = ([name, "13900002222", *CHEN[2:5], "", *CHEN[6:]] for name in ("李明", "李 明"))
    batch = upload(importing, csv(sister, card_thief, first, twin))

    assert mistakes(batch) == [
        (2, "phone", "The member M00000001 has this already."),
        (3, "card_number", "The member M00000001 has this already."),
        (5, "name", "The same stands in line 4 already."),
    ]


def test_another_person_may_share_a_phone_when_the_file_says_so(importing):
    take_in(importing, csv(CHEN))
    head = ["姓名", "手机", "门店", "另一个人"]
    assert take_in(importing, csv(["陈雅月", CHEN[1], "S01", "是"], head=head)).new == 1
    assert Member.objects.count() == 2


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "empty"),
        (b"PK\x03\x04 nonsense", "damaged"),
        (b"\xd0\xcf\x11\xe0" + b"\x00" * 600, "old_or_locked"),
        (csv(["1"], head=["colour"]), "no_headings"),
        (b"\x00\x01\x02\x03" * 300, "binary"),
    ],
)
def test_a_damaged_file_is_refused_whole(importing, content, problem):
    with pytest.raises(reading.UnreadableFile) as refusal:
        upload(importing, content)
    assert refusal.value.problem == problem
    assert not Member.objects.exists()


def test_a_truncated_workbook_is_refused_whole(importing):
    with pytest.raises(reading.UnreadableFile):
        upload(importing, xlsx(CHEN)[:-200])


def test_an_import_without_the_right_writes_nothing(importing):
    with pytest.raises(NotPermitted):
        upload(factories.clerk(), csv(CHEN))
    row = ImportRow(
        2, dict.fromkeys(column.key for column in IMPORTER.columns) | {"name": "王", "phone": "13900001111"}
    )
    with pytest.raises(NotPermitted):
        services.import_members(actor=factories.clerk(), operation=factories.key(), rows=[row], at=factories.AT)
    assert not Member.objects.exists()


def test_an_importer_of_one_store_touches_no_other_stores_members(importing):
    take_in(importing, csv(CHEN))
    number = Member.objects.get().number
    second = factories.store("S02")
    grants = {MembersPermission.IMPORT_MEMBERS: Reach(frozenset({second.pk}))}
    manager = factories.actor_for(factories.staff("manager2", second), grants)

    foreign = upload(manager, csv([number, "偷", "13900001111"], head=["会员号", "姓名", "手机"]))
    assert mistakes(foreign) == [(2, "number", "Nothing was found under this.")]
    elsewhere = upload(manager, csv(["王芳", "13900001111", "S01"], head=["姓名", "手机", "门店"]))
    assert mistakes(elsewhere) == [(2, "store", "Nothing was found under this.")]
    assert take_in(manager, csv(["王芳", "13900001111"], head=["姓名", "手机"])).new == 1


def test_the_service_itself_refuses_rows_with_mistakes(importing):
    row = ImportRow(7, dict.fromkeys(column.key for column in IMPORTER.columns) | {"name": "王", "phone": "1"})
    with pytest.raises(ImportHasMistakes) as refusal:
        services.import_members(actor=importing, operation=factories.key(), rows=[row], at=factories.AT)
    assert (refusal.value.facts["line"], Member.objects.count()) == (7, 0)


def test_many_rows_cost_few_statements_beside_their_numbers(importing, django_assert_max_num_queries):
    rows = reading.read_file(
        csv(*(["王芳", f"1390000{n:04}", "S01"] for n in range(300)), head=["姓名", "手机", "门店"]), IMPORTER
    )
    with django_assert_max_num_queries(60 + 2 * 300):
        services.import_members(actor=importing, operation=factories.key(), rows=rows.rows, at=factories.AT)
    assert (Member.objects.count(), Standing.objects.count(), Card.objects.count()) == (300, 300, 300)


def test_the_importer_is_offered_to_the_house():
    assert registry.offered("importer", "members") is IMPORTER
