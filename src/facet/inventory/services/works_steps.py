"""Steps that every work shares: its pieces under lock, what comes out written, its papers and to-dos."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse

from facet.audit import services as audit_services
from facet.inventory.errors import NotOurGoods, WorkNotPossible, WorkUnknown
from facet.inventory.models import Certificate, Piece, RetiredTag, Work, WorkLine
from facet.inventory.rules.receiving import MetalIn, PieceIn, StoneIn
from facet.inventory.rules.states import PlaceKind
from facet.inventory.rules.tags import normal_tag
from facet.inventory.rules.words import Ownership
from facet.inventory.rules.works import Part
from facet.inventory.selectors.for_sale import PieceForSale
from facet.inventory.services.movement import Occasion
from facet.inventory.services.receive import ReceiveRequest, put_into_stock
from facet.inventory.services.virtual_places import virtual_place
from facet.kernel import outbox
from facet.kernel.errors import gettext_noop
from facet.kernel.permissions import Actor
from facet.kernel.transactions import joins_unit_of_work
from facet.organisation import services as organisation_services
from facet.organisation.selectors import StoreRow
from facet.organisation.services import TaskIn


@dataclass(frozen=True, slots=True, kw_only=True)
class PartIn:
    """What comes out of a work, as it was weighed. "" means: like the piece it comes from.

    `like` is the tag of a former part that it becomes again; `carat_mct` None: all stones of a piece that takes all.
    Units: mg, thousandths of a carat, cents.
    """

    gross_weight_mg: int
    tag: str = ""
    category: str = ""
    legal_name: str = ""
    carat_mct: int = 0
    stone_count: int = 0
    tag_price_cents: int | None = None
    like: str = ""


@joins_unit_of_work
def refuse_unfit(pieces: Sequence[PieceForSale], rows: Mapping[int, Piece]) -> None:
    """Refuse goods of others, and pieces of a living set. Raises: NotOurGoods, WorkNotPossible. Queries: 0."""
    for piece in pieces:
        if piece.ownership != Ownership.OWN:
            raise NotOurGoods(tag=piece.tag, field="tags")
        if rows[piece.id].in_set_id is not None:
            reason = gettext_noop("a piece of a set is not worked on: dissolve the set first")
            raise WorkNotPossible(field="tags", reason=reason)


@joins_unit_of_work
def lock_work(number: str) -> Work:
    """The work, locked. Raises: WorkUnknown. Locks: the work. Queries: 1."""
    row = Work.objects.select_related("store").select_for_update(of=("self",)).filter(number=number.strip().upper())
    found = row.first()
    if found is None:
        raise WorkUnknown(number=number, key=number)
    return found


@joins_unit_of_work
def next_work_number(store: StoreRow, *, at: datetime) -> str:
    """The next number of works of the month. Locks: the number series. Queries: 1."""
    month = at.astimezone(ZoneInfo(store.time_zone)).strftime("%y%m")
    return f"WK-{month}-{organisation_services.next_number('inventory.work', scope=month):04d}"


@joins_unit_of_work
def free_tags(base: str, count: int) -> list[str]:
    """`count` tags derived from `base` that no piece carries or carried: G1-1, G1-2. Queries: 2."""
    stem = base[:27]
    taken = set(Piece.objects.filter(tag__startswith=f"{stem}-").values_list("tag", flat=True))
    taken |= set(RetiredTag.objects.filter(tag__startswith=f"{stem}-").values_list("tag", flat=True))
    found: list[str] = []
    number = 1
    while len(found) < count:
        if (tag := f"{stem}-{number}") not in taken:
            found.append(tag)
        number += 1
    return found


@joins_unit_of_work
def named_parts(parts: Sequence[PartIn], *, base: str) -> list[str]:
    """The tag of each part: its own, or one derived from `base`. Raises: WorkNotPossible. Queries: 2 at most."""
    given = [normal_tag(each.tag) for each in parts if each.tag.strip()]
    if len(given) != len(set(given)):
        raise WorkNotPossible(field="parts", reason=gettext_noop("two parts carry the same tag"))
    missing = sum(1 for each in parts if not each.tag.strip())
    fresh = iter([tag for tag in free_tags(base, missing + len(given)) if tag not in given] if missing else [])
    return [normal_tag(each.tag) if each.tag.strip() else next(fresh) for each in parts]


@joins_unit_of_work
def make(
    parts: Sequence[Part], asked: Sequence[PartIn], *, models: Sequence[Piece], store: StoreRow, place: str,
    occasion: Occasion, oldest: datetime,
) -> list[Piece]:  # fmt: skip
    """Put what came out into stock, described like `models`; it is as old as the oldest piece it was made of.

    Raises: as receive_pieces. Queries: about 20.
    """
    wanted = tuple(_piece_in(part, one, model) for part, one, model in zip(parts, asked, models, strict=True))
    request = ReceiveRequest(store=store.code, pieces=wanted, place=place, batch=models[0].batch)
    works = virtual_place(PlaceKind.WORKS, store_id=store.id)
    rows = put_into_stock(request, store=store, occasion=occasion, made_in=works)
    for row, model in zip(rows, models, strict=True):
        row.received_at, row.supplier_id, row.style_id = oldest, model.supplier_id, model.style_id
    Piece.objects.bulk_update(rows, ["received_at", "supplier", "style"])
    return rows


def _piece_in(part: Part, one: PartIn, model: Piece) -> PieceIn:
    main = max(part.metals, key=lambda line: line[1], default=None)
    item = model.price_item.code if model.price_item and main and not one.category else ""
    fixed = one.tag_price_cents is not None
    basis = "fixed" if fixed else model.price_basis if not one.category else ""
    return PieceIn(
        tag=part.tag, category=one.category or model.category.code, gross_weight_mg=part.gross_mg,
        net_weight_mg=part.net_mg, other_parts_mg=part.other_mg, price_item=item,
        form=model.form if not one.category else "",
        legal_name=one.legal_name or (model.legal_name if one.category == "" else ""),
        legal_name_en="" if one.legal_name else model.legal_name_en, metal=main[0].metal if main else "",
        fineness_e4=main[0].fineness_e4 if main else 0, colour=model.colour,
        circumference_tenths=model.circumference_tenths, price_basis=basis,
        tag_price_cents=one.tag_price_cents if fixed else model.tag_price_cents if one.like else None,
        labour_kind=model.labour_kind if not one.category else "",
        labour_value=model.labour_value if not one.category else None,
        costs=tuple((kind, cents) for kind, cents in (part.costs or {}).items()),
        stones=tuple(
            StoneIn(kind=each.kind, carat_mct=each.carat_mct, count=each.count, cost_cents=each.cost_cents,
                    **dict(each.facts))  # type: ignore[arg-type]  # the columns of a stone
            for each in part.stones
        ),
        metals=tuple(
            MetalIn(metal=alloy.metal, fineness_e4=alloy.fineness_e4, weight_mg=mg) for alloy, mg in part.metals
        )
        if len(part.metals) > 1
        else (),
    )  # fmt: skip


@joins_unit_of_work
def hand_papers_on(work: Work, piece_ids: Sequence[int], made: Sequence[Piece], parts: Sequence[Part]) -> None:
    """Certificates follow the stones: to the one piece that has them all. Queries: 1, and 2 when there are papers."""
    takers = [row for row, part in zip(made, parts, strict=True) if part.stones]
    heir = made[0] if len(made) == 1 else takers[0] if len(takers) == 1 else None
    papers = list(Certificate.objects.filter(piece__in=piece_ids).values_list("pk", "piece_id"))
    if heir is None or not papers:
        return
    Certificate.objects.filter(pk__in=[pk for pk, _ in papers]).update(piece=heir)
    work.wanted = [*work.wanted, {"papers": [list(each) for each in papers]}]
    work.save(update_fields=["wanted"])


@joins_unit_of_work
def write_lines(work: Work, rows: Sequence[Piece], parts: Mapping[int, Part], *, came_out: bool, first: int) -> None:
    """One line for each piece of the work, with what it weighed and cost then. Queries: 1."""
    WorkLine.objects.bulk_create(
        WorkLine(
            work=work, line_no=number, came_out=came_out, piece=row, tag=row.tag, gross_mg=row.gross_weight_mg,
            net_mg=row.net_weight_mg, carat_mct=parts[row.pk].carat_mct, cost_cents=parts[row.pk].cost_cents,
            place_id=row.place_id,
        )
        for number, row in enumerate(rows, start=first)
    )  # fmt: skip


@joins_unit_of_work
def note_work(actor: Actor, action: str, work: Work, *, at: datetime, **facts: Any) -> None:
    """One row of the audit and one event for those who hear of works. Queries: 2."""
    audit_services.record(
        actor, action, at=at, subject=("inventory.work", work.pk, work.number),
        store=(work.store_id, work.store.name), **facts,
    )  # fmt: skip
    outbox.publish(action, at=at, number=work.number, store_id=work.store_id)


@joins_unit_of_work
def call_second(actor: Actor, work: Work, *, at: datetime) -> None:
    """Put the waiting work on the store's list. Queries: 2."""
    task = TaskIn(
        key=f"work:{work.pk}", kind="inventory.work", title=gettext_noop("Approve the loss of work {number}"),
        facts={"number": work.number}, url=reverse("inventory:work", args=[work.number]), icon="scale",
        tone="warn", store_id=work.store_id,
    )  # fmt: skip
    organisation_services.open_task(actor, task, at=at)
