"""A stolen database tells no name, phone, street or birthday; a swapped ciphertext does not open."""

import sqlite3

import pytest
from cryptography.exceptions import InvalidTag
from django.apps import apps
from django.db import connection

from facet.members import services
from facet.members.models import Member, MemberToken, Relation
from facet.members.rules.words import RelationKind
from facet.members.services import FileEdit, RelationIn
from facet.members.tests import factories

PLANTED = {
    "name": "瞿秋白", "phone": "13701234567", "email": "planted@secret.example", "wechat": "planted_wechat",
    "street": "暗香疏影巷 77 号",
    "id_number": "11010519491231002X", "note": "planted note 桂花", "occupation": "钟表匠",
    "allergies": ("planted allergy",),
}  # fmt: skip
SECRETS = [
    *(
        "瞿秋白",
        "秋白",
        "qiubai",
        "13701234567",
        "1234567",
        "planted",
        "secret.example",
        "暗香疏影巷",
        "桂花",
        "钟表匠",
    ),
    *("11010519491231002X", "1971-03-09", "071-03-09", "暗恋", "13802345678", "瞿夏白"),
]


def live_a_little():
    """A file with everything, edited, revealed, related: all that could leave a trace."""
    member = factories.member(birth_date=factories.BORN.replace(1971, 3, 9), **PLANTED)
    act = {"actor": factories.HOUSE, "member_id": member.pk, "at": factories.AT}
    services.edit_member(
        operation=factories.key(), edit=FileEdit(changes={"name": "瞿夏白", "phone": "13802345678"}), **act
    )
    services.edit_member(
        operation=factories.key(), edit=FileEdit(changes={"name": "瞿秋白", "phone": "13701234567"}), **act
    )
    services.reveal_contact(actor=factories.HOUSE, member_id=member.pk, field="phone", at=factories.AT)
    relation = RelationIn(kind=RelationKind.FRIEND, name="暗恋对象")
    services.add_relation(operation=factories.key(), relation=relation, **act)
    return member


def every_cell():
    """Every value of every column of every table of ours, as bytes."""
    with connection.cursor() as cursor:
        for model in apps.get_models():
            if not model._meta.app_label.startswith("auth"):
                cursor.execute(f"SELECT * FROM {connection.ops.quote_name(model._meta.db_table)}")
                for row in cursor.fetchall():
                    for value in row:
                        yield bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()


@pytest.mark.django_db
def test_no_column_of_any_table_holds_what_is_sealed():
    live_a_little()
    cells = list(every_cell())
    assert any(b"members.member_edited" in cell for cell in cells)  # the search does see what is in the clear
    told = [secret for secret in SECRETS if any(secret.encode() in cell for cell in cells)]
    assert told == []


@pytest.mark.django_db(transaction=True)
def test_the_bytes_of_a_stolen_database_file_hold_none_of_it(tmp_path):
    if connection.vendor != "sqlite":
        pytest.skip("one file: SQLite")
    live_a_little()
    stolen = tmp_path / "stolen.sqlite3"
    with sqlite3.connect(stolen) as copy:
        connection.connection.backup(copy)
    content = stolen.read_bytes()
    assert b"M00000001" in content
    assert [secret for secret in SECRETS if secret.encode() in content or secret.encode("utf-16-le") in content] == []


@pytest.mark.django_db
@pytest.mark.parametrize("field", ["name", "phone", "note", "allergies"])
def test_a_ciphertext_moved_to_another_row_or_column_does_not_open(field):
    first = factories.member(**PLANTED)
    second = factories.member("李明", "13900001111", note="x", allergies=("nickel",))
    raw = first_blob(first, field)

    swap(second, field, raw)
    with pytest.raises(InvalidTag):
        getattr(Member.objects.get(pk=second.pk), field)
    other = "wechat" if field != "wechat" else "email"
    swap(first, other, raw)
    with pytest.raises(InvalidTag):
        getattr(Member.objects.get(pk=first.pk), other)


def first_blob(member, field):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {field} FROM members_member WHERE id = %s", [member.pk])
        return bytes(cursor.fetchone()[0])


def swap(member, field, blob):
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE members_member SET {field} = %s WHERE id = %s", [blob, member.pk])


@pytest.mark.django_db
def test_a_relations_name_does_not_open_in_another_row():
    member = factories.member()
    for name in ("小明", "小红"):
        services.add_relation(
            actor=factories.HOUSE, operation=factories.key(), member_id=member.pk, at=factories.AT,
            relation=RelationIn(kind=RelationKind.CHILD, name=name),
        )  # fmt: skip
    first, second = Relation.objects.order_by("pk")
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM members_relation WHERE id = %s", [first.pk])
        blob = bytes(cursor.fetchone()[0])
        cursor.execute("UPDATE members_relation SET name = %s WHERE id = %s", [blob, second.pk])
    with pytest.raises(InvalidTag):
        _ = Relation.objects.get(pk=second.pk).name


@pytest.mark.django_db
def test_equal_texts_of_different_kinds_have_different_tokens():
    factories.member("李", "13900001111")
    tokens = list(MemberToken.objects.values_list("kind", "token"))
    assert len({bytes(token) for _, token in tokens}) == len(tokens)


@pytest.mark.django_db
def test_every_sealed_column_is_classed_as_scrub():
    from facet.kernel.sealed import SealedText

    for model in apps.get_app_config("members").get_models():
        sealed = {field.name for field in model._meta.get_fields() if isinstance(field, SealedText)}
        assert sealed <= model.classified.scrub, model
