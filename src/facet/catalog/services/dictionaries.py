"""Small reference data: the words goods are described with, grades of purity, lines of the board."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from facet.audit import services as audit_services
from facet.catalog.errors import CodeTaken
from facet.catalog.models import DictionaryEntry, PriceItem, Purity
from facet.catalog.permissions import CatalogPermission
from facet.catalog.rules.categories import DictionaryKind
from facet.catalog.rules.codes import check_code
from facet.catalog.rules.naming import Grade
from facet.catalog.rules.weights import Metal
from facet.catalog.services.changes import apply_changes
from facet.kernel.errors import Invalid, NotFound, gettext_noop
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import unit_of_work


@dataclass(frozen=True, slots=True, kw_only=True)
class WordRequest:
    """A word of a dictionary. `value`: a ring size's circumference in 0.1 mm, else None."""

    name: str
    name_en: str
    value: int | None = None
    position: int = 0
    is_active: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceItemRequest:
    """A line of the board; `base` is the code of the line that suggests its price, "" for none."""

    name: str
    name_en: str
    metal: str
    fineness_e4: int
    base: str = ""
    premium_bp: int = 0
    order: int = 0
    is_active: bool = True


@unit_of_work
def save_word(*, actor: Actor, kind: str, code: str, request: WordRequest, is_new: bool, at: datetime) -> int:
    """Add a word to a dictionary, or change one; words in use are retired, never deleted.

    Raises: NotPermitted, Invalid, CodeTaken, NotFound. Locks: the word.
    """
    require(actor, CatalogPermission.MANAGE_CATALOG)
    if kind not in list(DictionaryKind):
        raise NotFound(key=kind)
    if (kind == DictionaryKind.RING_SIZE) != (request.value is not None):
        raise Invalid(field="value", reason=gettext_noop("is asked for with ring sizes only"))
    values = {name: getattr(request, name) for name in WordRequest.__slots__}
    word = DictionaryEntry.objects.select_for_update().filter(kind=kind, code=code).first()
    if is_new:
        check_code(code)
        if word is not None:
            raise CodeTaken(key=code)
        word = DictionaryEntry.objects.create(kind=kind, code=code, **values)
        _record(actor, "catalog.word_added", ("catalog.word", word.pk, f"{kind} {code}"), at=at, after=values)
    elif word is None:
        raise NotFound(key=code)
    elif changes := apply_changes(word, values):
        _record(actor, "catalog.word_changed", ("catalog.word", word.pk, f"{kind} {code}"), at=at, **changes)
    return word.pk


@unit_of_work
def move_word(*, actor: Actor, kind: str, code: str, up: bool, at: datetime) -> bool:
    """Move a word one place up or down among its dictionary's; False where it stands at that end already.

    The dictionary is numbered from 1 again, so that words of one position part. Raises: NotPermitted, NotFound.
    Locks: the dictionary's words, by id.
    """
    require(actor, CatalogPermission.MANAGE_CATALOG)
    rows = list(DictionaryEntry.objects.select_for_update().filter(kind=kind).order_by("pk"))
    rows.sort(key=lambda row: (row.position, row.code))
    place = next((number for number, row in enumerate(rows) if row.code == code), None)
    if place is None:
        raise NotFound(key=code)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(rows):
        return False
    rows[place], rows[other] = rows[other], rows[place]
    for number, row in enumerate(rows, start=1):
        row.position = number
    DictionaryEntry.objects.bulk_update(rows, ["position"])
    facts = {"before": {"position": place + 1}, "after": {"position": other + 1}}
    _record(actor, "catalog.word_changed", ("catalog.word", rows[other].pk, f"{kind} {code}"), at=at, **facts)
    return True


@unit_of_work
def save_price_item(*, actor: Actor, code: str, request: PriceItemRequest, is_new: bool, at: datetime) -> int:
    """Add a line to the board, or change one; a withdrawn line keeps its past prices.

    Raises: NotPermitted, Invalid, CodeTaken, NotFound. Locks: the line.
    """
    require(actor, CatalogPermission.MANAGE_CATALOG)
    if request.base == code:
        raise Invalid(field="base", reason=gettext_noop("must be another line"))
    plain = ("name", "name_en", "metal", "fineness_e4", "premium_bp", "order", "is_active")
    values = {name: getattr(request, name) for name in plain} | {"base_item_id": _base_id(request.base)}
    item = PriceItem.objects.select_for_update(of=("self",)).filter(code=code).first()
    if is_new:
        check_code(code)
        if item is not None:
            raise CodeTaken(key=code)
        item = PriceItem.objects.create(code=code, **values)
        _record(actor, "catalog.price_item_added", ("catalog.price_item", item.pk, code), at=at, after=values)
    elif item is None:
        raise NotFound(key=code)
    elif changes := apply_changes(item, values):
        _record(actor, "catalog.price_item_changed", ("catalog.price_item", item.pk, code), at=at, **changes)
    return item.pk


@unit_of_work
def add_purity(*, actor: Actor, grade: Grade, valid_from: date, source: str, at: datetime) -> int:
    """Add a grade of the standard from a day on; the same grade's older row ends on that day.

    Raises: NotPermitted, Invalid when a row of that grade begins on the day or later. Locks: the grade's rows.
    """
    require(actor, CatalogPermission.MANAGE_CATALOG)
    if grade.metal not in list(Metal):
        raise Invalid(field="metal", reason=gettext_noop("is not a metal of the table"))
    rows = Purity.objects.select_for_update().filter(metal=grade.metal, fineness_e4=grade.fineness_e4)
    for row in rows.order_by("pk"):
        if row.valid_from >= valid_from:
            raise Invalid(field="valid_from", reason=gettext_noop("must be later than the grade's last row"))
        if row.valid_until is None or row.valid_until > valid_from:
            apply_changes(row, {"valid_until": valid_from})
    values = {name: getattr(grade, name) for name in Grade.__slots__} | {"valid_from": valid_from, "source": source}
    purity = Purity.objects.create(**values)
    subject = ("catalog.purity", purity.pk, f"{grade.metal} {grade.fineness_e4}")
    _record(actor, "catalog.purity_added", subject, at=at, after={name: str(value) for name, value in values.items()})
    return purity.pk


@unit_of_work
def end_purity(*, actor: Actor, purity_id: int, valid_until: date, at: datetime) -> int:
    """Let a grade end on a day (exclusive); pieces named by it keep their name.

    Raises: NotPermitted, NotFound, Invalid. Locks: the row.
    """
    require(actor, CatalogPermission.MANAGE_CATALOG)
    purity = Purity.objects.select_for_update().filter(pk=purity_id).first()
    if purity is None:
        raise NotFound(key=str(purity_id))
    if valid_until <= purity.valid_from:
        raise Invalid(field="valid_until", reason=gettext_noop("must be later than its first day"))
    if changes := apply_changes(purity, {"valid_until": valid_until}):
        subject = ("catalog.purity", purity.pk, f"{purity.metal} {purity.fineness_e4}")
        _record(actor, "catalog.purity_ended", subject, at=at, **changes)
    return purity.pk


def _base_id(code: str) -> int | None:
    if not code:
        return None
    found = PriceItem.objects.filter(code=code).values_list("pk", flat=True).first()
    if found is None:
        raise NotFound(key=code)
    return int(found)


def _record(actor: Actor, action: str, subject: tuple[str, object, str], *, at: datetime, **facts: Any) -> None:
    audit_services.record(actor, action, at=at, subject=subject, **facts)
