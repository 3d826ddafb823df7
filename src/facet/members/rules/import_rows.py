"""One row of a members' file: what it says of a person, and what is wrong with it. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from facet.kernel.errors import Invalid, gettext_noop
from facet.kernel.importing import ImportColumn, ImportRow, RowError
from facet.members.rules import areas
from facet.members.rules.field import FieldDef, stored_value
from facet.members.rules.file import Person, checked

COLUMNS = (
    ImportColumn(
        "number", ("会员号", "Member number", "会员编号"), "code", limit=16, example="M00000123",
        hint=gettext_noop("Only to change a member who is here already; leave it empty for new ones."),
    ),
    ImportColumn("name", ("姓名", "Name", "会员姓名", "客户姓名", "顾客姓名"), required=True, limit=60,
                 example="陈雅琴"),
    ImportColumn(
        "phone", ("手机", "Phone", "手机号", "手机号码", "电话", "联系电话", "Mobile"), "code", limit=30,
        example="13800135678",
        hint=gettext_noop("11 digits; from abroad with + and the country code."),
    ),
    ImportColumn(
        "gender", ("性别", "Gender", "Sex"), "choice",
        choices=(("f", "女", "女士", "female"), ("m", "男", "先生", "male")),
        example="女",
    ),
    ImportColumn("birth_date", ("生日", "Birthday", "出生日期", "Birth date", "阳历生日"), "date", example="1988-05-14",
                 hint=gettext_noop("By the solar calendar.")),
    ImportColumn("is_lunar_birthday", ("过农历生日", "Lunar birthday", "农历"), "bool", example="否"),
    ImportColumn("email", ("邮箱", "E-mail", "电子邮箱"), limit=120),
    ImportColumn("wechat", ("微信", "WeChat", "微信号"), limit=40),
    ImportColumn("area", ("省市区", "Area", "地区", "所在地区", "Area code", "区划代码"), limit=64,
                 example="浙江省杭州市西湖区",
                 hint=gettext_noop("The names from large to small, or the six digits of the area code.")),
    ImportColumn("street", ("详细地址", "Street", "地址", "Address"), limit=160),
    ImportColumn("id_number", ("证件号", "ID number", "身份证号"), "code", limit=30),
    ImportColumn("occupation", ("职业", "Occupation"), limit=40),
    ImportColumn("note", ("备注", "Note"), limit=2000),
    ImportColumn("card_number", ("卡号", "Card number", "会员卡号"), "code", limit=20, example="880100001236",
                 hint=gettext_noop("Of the card in use; left empty, a number is made.")),
    ImportColumn("opened_on", ("入会日期", "Joined", "开卡日期"), "date", example="2019-05-18"),
    ImportColumn("store", ("门店", "Store", "开卡门店", "归属门店"), limit=60, example="S01",
                 hint=gettext_noop("Code or name of the store.")),
    ImportColumn("clerk", ("导购工号", "Clerk", "归属导购", "工号"), "code", limit=16, example="E0012"),
    ImportColumn("referrer", ("推荐人会员号", "Referrer", "推荐人"), "code", limit=16),
    ImportColumn("spend", ("累计消费", "Spent so far", "累计消费金额"), "yuan", least=0, most=10**12,
                 example="12,680.00",
                 hint=gettext_noop("For new members only: what the older system says.")),
    ImportColumn("visits", ("到店次数", "Visits", "消费次数"), "int", least=0, most=10_000, example="6"),
    ImportColumn("last_visit", ("最近到店", "Last visit", "最近消费日期"), "date", example="2026-08-01"),
    ImportColumn("another_person", ("另一个人", "Another person"), "bool", example="是",
                 hint=gettext_noop("Yes, where two people share one phone.")),
)  # fmt: skip

_PLAIN = ("name", "phone", "gender", "birth_date", "is_lunar_birthday", "email", "wechat", "street", "id_number",
          "occupation", "note")  # fmt: skip
_FIX = gettext_noop("Correct this cell.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What a row says beside the person, for a new file. Units: cents."""

    line: int
    person: Person
    store_id: int
    clerk_id: int | None
    referrer_id: int | None
    card_number: str
    opened_on: date
    spend_cents: int
    visits: int
    last_visit_on: date | None
    fields: Mapping[str, str] = field(default_factory=dict)  # of the chain's own: code → as it is stored


OWN = "own_"  # before a field's code: the key of its column


def field_columns(kept: Sequence[FieldDef]) -> list[ImportColumn]:
    """A column for each field of the chain's own, under its label."""
    return [
        ImportColumn(
            OWN + each.code, tuple(dict.fromkeys(name for name in (each.name, each.name_en or each.code) if name)),
            hint=each.hint_en or each.hint, example=each.choices[0].name if each.choices else "",
        )
        for each in kept
    ]  # fmt: skip


def fields_of_row(row: ImportRow, kept: Sequence[FieldDef], *, is_new: bool) -> dict[str, str]:
    """What `row` says in the chain's own fields, by code; an empty cell says nothing.

    A new file must have the required ones. Raises: Invalid under the column's key.
    """
    said = {}
    for each in kept:
        value = row.values.get(OWN + each.code)
        if value in {None, ""} and not (is_new and each.is_required):
            continue
        try:
            said[each.code] = stored_value(each, value)
        except Invalid as refusal:
            raise Invalid(field=OWN + each.code, reason=str(refusal.facts["reason"])) from refusal
    return said


def person_of_row(row: ImportRow, *, today: date, before: Person | None = None) -> Person:
    """The person that `row` describes; an empty cell keeps what `before` says. Raises: Invalid."""
    said: dict[str, Any] = {name: row.values[name] for name in _PLAIN if row.values.get(name) is not None}
    if row.values.get("area"):
        said["admin_code"] = areas.area_code(row.values["area"])
    return checked(replace(before or Person(name=""), **said), today=today)


def cell_error(row: ImportRow, refusal: Invalid) -> RowError:
    """What `refusal` says, beside the cell it means."""
    column = str(refusal.facts.get("field", ""))
    value = row.values.get(column)
    return RowError(row.line, column, str(refusal.facts["reason"]), _FIX, "" if value is None else str(value))


def unknown_error(row: ImportRow, column: str) -> RowError:
    """A code or number in the row that nothing has."""
    reason, fix = gettext_noop("Nothing was found under this."), gettext_noop("Correct it, or leave it empty.")
    return RowError(row.line, column, reason, fix, str(row.values.get(column) or ""))


def taken_error(row: ImportRow, column: str, *, by: str) -> RowError:
    """Something that another member has."""
    reason = gettext_noop("The member {number} has this already.")
    fix = gettext_noop("Write that member number to change the file, or “yes” under “another person”.")
    return RowError(row.line, column, reason, fix, str(row.values.get(column) or ""), {"number": by})


def twin_error(row: ImportRow, column: str, *, first: int) -> RowError:
    """The same person, or the same card, in two lines."""
    reason, fix = gettext_noop("The same stands in line {first} already."), gettext_noop("Keep one of the two rows.")
    return RowError(row.line, column, reason, fix, str(row.values.get(column) or ""), {"first": first})


def opening_facts(values: Mapping[str, Any]) -> dict[str, Any]:
    """The figures brought over from an older system."""
    return {
        "spend_cents": values.get("spend") or 0,
        "visits": values.get("visits") or 0,
        "last_visit_on": values.get("last_visit"),
    }
