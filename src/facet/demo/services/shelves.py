"""Counters, trays and vaults of every store; the designs; the bulk lots."""

from datetime import datetime

from facet.catalog.models import Category, DictionaryEntry, PriceItem, Style
from facet.demo.rules.goods import KINDS
from facet.demo.rules.tickets import LOTS
from facet.demo.services.acts import portion
from facet.inventory.models import BulkLot, Place
from facet.inventory.rules.states import PlaceKind
from facet.inventory.services.places import places_of_store
from facet.kernel.transactions import unit_of_work
from facet.organisation.models import Store

COUNTERS = (  # code, kind, name, trays
    ("C01", PlaceKind.COUNTER, "黄金柜", 4), ("C02", PlaceKind.COUNTER, "钻石铂金柜", 3),
    ("C03", PlaceKind.COUNTER, "K金翡翠柜", 3), ("C04", PlaceKind.COUNTER, "银饰工艺柜", 2),
    ("W01", PlaceKind.WINDOW, "临街橱窗", 0),
)  # fmt: skip
SERIES = (("1", "云起系列", "Rising Clouds"), ("2", "山岫系列", "Mountain Mist"))
FORM_NAMES = {
    "necklace": "项链", "pendant": "吊坠", "ring": "戒指", "bracelet": "手链", "bangle": "手镯", "stud": "耳钉",
    "bead": "串珠", "lock": "长命锁", "pair-ring": "对戒", "bar": "金条", "ornament": "摆件",
}  # fmt: skip


@unit_of_work
def put_up_shelves(*, at: datetime) -> None:
    """Every store's counters with their trays."""
    act = portion("shelves", at=at)
    if act.done:
        return
    for store in Store.objects.order_by("code"):
        places = places_of_store(store_id=store.pk)
        Place.objects.filter(pk=places["C01"].pk).update(name="黄金柜")
        Place.objects.filter(pk=places["V01"].pk).update(name="金库")
        for code, kind, name, trays in COUNTERS:
            above = places.get(code) or Place.objects.add_child(
                Place.objects.get(pk=places["STORE"].pk),
                {"store_id": store.pk, "kind": kind.value, "code": code, "name": name},
            )
            for tray in range(1, trays + 1):
                Place.objects.add_child(
                    Place.objects.get(pk=above.pk),
                    {
                        "store_id": store.pk,
                        "kind": PlaceKind.TRAY.value,
                        "code": f"{code}-{tray}",
                        "name": f"{name}{tray}号盘",
                    },
                )
    act.finish()


@unit_of_work
def write_styles(*, at: datetime) -> None:
    """Two designs for each kind and form of goods."""
    act = portion("styles", at=at)
    if act.done:
        return
    categories = {row.code: row for row in Category.objects.all()}
    words = {(row.kind, row.code): row.pk for row in DictionaryEntry.objects.all()}
    rows = []
    for kind in KINDS:
        category = categories[kind.category]
        for form, _, low, high in kind.forms:
            for number, series, english in SERIES:
                code = f"YX-{kind.key}-{form}-{number}".upper()
                rows.append(
                    Style(
                        code=code, name=_name(series, category.name, FORM_NAMES[form]),
                        name_en=f"{english} {category.name_en.lower()}", category=category, series=series,
                        brand_id=words["brand", "own"], form_id=words["form", form], price_basis=category.price_basis,
                        taste_id=words["style", "chinese" if number == "1" else "minimal"],
                        labour_kind=category.labour_kind, weight_from_mg=low * 10, weight_to_mg=high * 10,
                    )
                )  # fmt: skip
    Style.objects.bulk_create(rows)
    act.finish(styles=len(rows))


def _name(series: str, category: str, form: str) -> str:
    """云起古法金手镯; a category that names the form already is enough."""
    known = any(form.endswith(each) and each in category for each in (form, form[-2:]))
    return f"{series[:2]}{category}" if known else f"{series[:2]}{category}{form}"


@unit_of_work
def open_lots(*, at: datetime) -> None:
    """The kinds of bulk goods."""
    act = portion("lots", at=at)
    if act.done:
        return
    categories = dict(Category.objects.values_list("code", "pk"))
    items = {row.code: row for row in PriceItem.objects.all()}
    for sku, name, english, category, basis, code, price, cost, _ in LOTS:
        item = items.get(code)
        BulkLot.objects.create(
            sku=sku, name=name, name_en=english, category_id=categories[category], price_item=item,
            metal=item.metal if item else "", fineness_e4=item.fineness_e4 if item else 0, price_basis=basis,
            price_cents=price, cost_cents_per_gram=cost, created_at=at,
        )  # fmt: skip
    act.finish(lots=len(LOTS))
