"""The chain's companies, areas, stores, people, tills and partners: in one transaction, within a second."""

from datetime import date, datetime, time

from facet.demo.rules import chain
from facet.demo.services.acts import portion
from facet.kernel.transactions import unit_of_work
from facet.members.services.cards import define_card_types
from facet.organisation.models import (
    Area,
    Chain,
    Department,
    LegalEntity,
    MallContract,
    MallTerm,
    NumberSeries,
    Partner,
    PriceGroup,
    Role,
    RoleAssignment,
    Staff,
    Store,
    Till,
)


@unit_of_work
def open_house(*, encoded_password: str, members: int, at: datetime) -> None:
    """Write everything that stands before the first piece and the first member.

    The number series of members and cards are moved on, so that a file opened meanwhile gets a number of its own.
    """
    act = portion("house", at=at)
    if act.done:
        return
    name, name_en, hotline = chain.CHAIN
    Chain.objects.create(pk=1, name=name, name_en=name_en, time_zone=chain.ZONE, hotline=hotline)
    _tree(Area, chain.AREAS)
    _tree(Department, chain.DEPARTMENTS)
    LegalEntity.objects.bulk_create(
        LegalEntity(code=code, name=name, name_en=english, kind=kind, tax_number=tax)
        for code, name, english, kind, tax in chain.ENTITIES
    )
    PriceGroup.objects.bulk_create(
        PriceGroup(code=code, name=name, name_en=en) for code, name, en in chain.PRICE_GROUPS
    )
    _stores()
    _people(encoded_password)
    _partners()
    define_card_types([dict(each) for each in chain.CARD_TYPES])
    NumberSeries.objects.bulk_create(
        NumberSeries(series=series, scope="", last=members) for series in ("members.member", "members.card")
    )
    act.finish(stores=len(chain.STORES), staff=len(chain.STAFF))


def _tree(model: type[Area | Department], nodes: tuple[tuple[str, str, str, str], ...]) -> None:
    for code, name, english, above in nodes:
        facts = {"code": code, "name": name, "name_en": english}
        if above:
            model.objects.add_child(model.objects.get(code=above), facts)
        else:
            model.objects.add_root(facts)


def _stores() -> None:
    entities, areas, groups = (
        dict(model.objects.values_list("code", "pk")) for model in (LegalEntity, Area, PriceGroup)
    )
    Store.objects.bulk_create(
        Store(
            code=each.code, name=each.name, name_en=each.name_en, kind=each.kind, entity_id=entities[each.entity],
            area_id=areas[each.area], price_group_id=groups[each.price_group], time_zone=chain.ZONE,
            opens_at=time(each.hours[0]), closes_at=time(each.hours[1]), admin_code=each.admin_code,
            address=each.address, phone=each.phone, receipt_head=f"云岫珠宝 {each.name}",
            opened_on=date(each.opened_year, 5, 18),
        )
        for each in chain.STORES
    )  # fmt: skip
    stores = dict(Store.objects.values_list("code", "pk"))
    Till.objects.bulk_create(
        Till(store_id=stores[code], code=till, name=name, kind=kind)
        for code in chain.STORE_CODES
        for till, name, kind in chain.TILLS
    )


def _people(encoded_password: str) -> None:
    departments, stores, areas, roles = (
        dict(model.objects.values_list("code", "pk")) for model in (Department, Store, Area, Role)
    )
    Staff.objects.bulk_create(
        Staff(
            username=each.username, code=each.code, name=each.name, name_en=each.name_en, password=encoded_password,
            department_id=departments[each.department], store_id=stores.get(each.store), is_demo=True,
            must_change_password=False, joined_on=date(2019 + number % 5, 1 + number % 12, 1 + number % 28),
        )
        for number, each in enumerate(chain.STAFF)
    )  # fmt: skip
    people = dict(Staff.objects.values_list("username", "pk"))
    RoleAssignment.objects.bulk_create(
        RoleAssignment(
            staff_id=people[each.username], role_id=roles[each.role], area_id=areas[each.area] if each.area else None
        )
        for each in chain.STAFF
    )


def _partners() -> None:
    Partner.objects.bulk_create(
        Partner(code=code, name=name, name_en=english, kind=kind, contact_name=contact, contact_phone=phone)
        for code, name, english, kind, contact, phone in chain.PARTNERS
    )
    contract = MallContract.objects.create(
        store=Store.objects.get(code="S05"), mall=Partner.objects.get(code="M001"), number="HQH-2022-018",
        deduction_bp=1_250, settlement_day=10, valid_from=date(2022, 5, 1),
    )  # fmt: skip
    MallTerm.objects.bulk_create(
        MallTerm(contract=contract, category_code=code, campaign=campaign, deduction_bp=rate)
        for code, campaign, rate in (("gold", "", 480), ("bar", "", 180), ("diamond", "", 1_600), ("", "周年庆", 900))
    )
