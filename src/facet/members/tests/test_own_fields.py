"""The chain's own fields on forms, in lists, in import and export."""

import pytest
from django.test import Client
from django.urls import reverse

from facet.kernel.importing import flow
from facet.kernel.listing.definition import offered_list
from facet.members import services
from facet.members.models import FieldValue, Member
from facet.members.rules.field import FieldChoice, FieldIn, FieldKind
from facet.members.tests import factories
from facet.organisation.tests import factories as organisation

pytestmark = pytest.mark.django_db


def field(code, name, kind=FieldKind.TEXT, **facts):
    services.save_field(
        actor=factories.headquarters(), operation=factories.key(code), is_new=True, at=factories.AT,
        request=FieldIn(code=code, name=name, kind=kind, **facts),
    )  # fmt: skip


@pytest.fixture
def fields():
    colours = (FieldChoice("rose", "玫瑰金", "Rose"), FieldChoice("white", "白金色", "White"))
    field("shoe", "鞋码", FieldKind.NUMBER, name_en="Shoe size")
    field("colour", "喜欢的金色", FieldKind.CHOICE, choices=colours, is_required=True)
    field("doctor", "医生", is_personal=True, is_searchable=True)
    field("since", "认识日期", FieldKind.DATE)


def client_of():
    rights = dict.fromkeys(
        [
            f"members.{each}"
            for each in "view_members create_members edit_members import_members export_members".split()
        ],
        "chain",
    )
    client = Client()
    person = factories.staff("own1")
    organisation.give(person, organisation.role("own", rights))
    client.force_login(person)
    return client


def say(member, **values):
    services.set_fields(
        actor=factories.headquarters(), operation=factories.key(values), member_id=member.pk, values=values,
        at=factories.AT,
    )  # fmt: skip


def test_each_field_is_a_column_and_a_condition_and_stands_in_the_file(fields):
    chen, li = factories.member(), factories.member("李小明", "13800135679")
    say(chen, shoe=38, colour="rose", doctor="王医生", since="2020-05-01")
    say(li, shoe=9, colour="white")
    client = client_of()
    page = client.get(reverse("members:list")).content.decode()

    assert "玫瑰金" in page or "Rose" in page
    assert "王医生" not in page
    for asked in (
        {"own_shoe_from": "10"},
        {"own_colour": "rose"},
        {"own_doctor": "王医生"},
        {"own_since_to": "2020-06-01"},
    ):
        narrowed = client.get(reverse("members:list"), asked).content.decode()
        assert (chen.number in narrowed, li.number in narrowed) == (True, False), asked
    file = client.get(reverse("members:list"), {"export": "csv"}).content.decode("utf-8-sig")
    assert "38" in file
    assert "王医生" not in file


def test_the_list_asks_once_more_for_its_own_columns(fields, django_assert_max_num_queries):
    with django_assert_max_num_queries(1):
        grown = offered_list("members.members")

    assert [column.key for column in grown.columns if column.key.startswith("own_")] == [
        "own_shoe", "own_colour", "own_since"
    ]  # fmt: skip
    assert grown.offered()


def test_a_required_field_is_asked_for_when_a_file_is_opened(fields):
    client = client_of()
    shown = client.get(reverse("members:add")).content.decode()
    said = {"operation_id": str(factories.key().id), "name": "陈雅琴", "phone": "13800135678", "channel": "store"}

    refused = client.post(reverse("members:add"), said)
    done = client.post(reverse("members:add"), said | {"field_colour": "rose"})

    assert "field_colour" in shown
    assert "field_shoe" not in shown
    assert (refused.status_code, done.status_code) == (422, 302)
    assert FieldValue.objects.get().plain == "rose"


def test_the_edit_form_holds_every_field_and_keeps_what_is_masked(fields):
    chen = factories.member()
    say(chen, shoe=38, colour="rose", doctor="王医生")
    client = client_of()
    url = reverse("members:edit", args=[chen.pk])
    shown = client.get(url).content.decode()
    said = {"operation_id": str(factories.key().id), "name": "陈雅琴", "version": chen.version,
            "field_shoe": "39", "field_colour": "white", "field_doctor": "", "field_since": ""}  # fmt: skip

    done = client.post(url, said)

    assert 'value="38"' in shown
    assert "王医生" not in shown
    assert done.status_code == 302, done.content.decode()
    assert {row.field.code: row.plain or row.sealed for row in FieldValue.objects.select_related("field")} == {
        "shoe": "39", "colour": "white", "doctor": "王医生"
    }  # fmt: skip


def test_a_file_brings_fields_under_their_labels_and_gives_them_back(fields, settings, tmp_path):
    settings.FACET_UPLOADS = tmp_path
    factories.clerk()
    chen, actor = factories.member(), factories.headquarters()
    importer = flow.importer_for(actor, "members")
    head = "姓名,手机,门店,鞋码,喜欢的金色,医生"
    rows = [head, "陈雅琴,13800135678,S01,38,玫瑰金,王医生", "李小明,13800135679,S01,41,白金色,"]

    def taken(lines):
        batch = flow.upload(actor, importer, name="m.csv", content="\r\n".join(lines).encode(), at=factories.AT)
        return batch, flow.found_in(batch)

    _, wrong = taken([head, "王五六,13800135670,S01,大,,"])
    batch, found = taken(rows)

    assert {error["column"] for error in wrong.errors} == {"own_shoe"}
    assert not found.errors
    assert (batch.new, batch.changed) == (1, 1)
    flow.apply(actor, importer, batch, at=factories.AT)
    assert FieldValue.objects.count() == 5
    assert taken(rows)[0].unchanged == 2
    flow.undo(actor, importer, batch, at=factories.AT)
    assert not FieldValue.objects.filter(member=chen).exists()
    assert Member.objects.get(phone__isnull=False, pk=chen.pk).state == "active"
