"""What taking in a file of pieces would do: every row read, every mistake named, nothing written."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from facet.catalog.rules.categories import DictionaryKind
from facet.inventory.models import Certificate, Piece, Place, RetiredTag
from facet.inventory.permissions import InventoryPermission
from facet.inventory.rules.import_rows import RowUnfit, Vocabulary, folded, piece_of
from facet.inventory.rules.receiving import PieceIn, settled
from facet.inventory.rules.states import VIRTUAL
from facet.inventory.rules.tags import normal_certificate, normal_tag
from facet.inventory.selectors.references import References, defaults_of, references_of, supplier_ids
from facet.kernel.errors import DomainError, gettext_noop
from facet.kernel.importing.definition import ImportRow, RowError
from facet.kernel.permissions import Actor
from facet.organisation import selectors as organisation_selectors
from facet.organisation.selectors import StoreRow

LOOK = 5_000  # numbers asked for in one statement
FIX_STORE = gettext_noop("Write its code, e.g. S01.")
FIX_OTHER = gettext_noop("Add it first, or leave it empty.")
FIX_TAG = gettext_noop("A tag is never used twice.")
CORRECT = gettext_noop("Correct the row and upload the file again.")
DECIDED = ("gross_weight_mg", "tag", "category", "form", "style", "price_item", "tag_price_cents", "net_weight_mg")

Box = tuple[str, str, str, str, str]  # store, place, supplier, batch, document


@dataclass(slots=True)
class Plan:
    """What a file holds: the new pieces by the delivery they belong to, and everything that is wrong."""

    boxes: dict[Box, list[PieceIn]] = field(default_factory=dict)
    stores: dict[str, StoreRow] = field(default_factory=dict)
    new: int = 0
    unchanged: int = 0
    errors: list[RowError] = field(default_factory=list)
    states: dict[int, str] = field(default_factory=dict)


@dataclass(slots=True)
class Known:
    """Numbers that are taken already, as far as a file names them; what the file itself claims is added."""

    pieces: dict[str, tuple[str, int]]  # tag → category code, gross weight
    retired: set[str]
    chips: dict[str, str]
    papers: dict[tuple[str, str], str]


def plan_import(actor: Actor, rows: Sequence[ImportRow], *, at: datetime) -> Plan:
    """What `rows` would do. The same piece again is unchanged; its tag on another piece is a mistake.

    Queries: 10, and 1 for each 5,000 tags, chips and certificates.
    """
    stores = {row.code: row for row in organisation_selectors.stores_of(actor, InventoryPermission.IMPORT_PIECES)}
    plan = Plan(stores=stores)
    places = open_places(stores.values())
    suppliers = supplier_ids({row.values.get("supplier") or "" for row in rows})
    references = references_of([_only_style(row.values) for row in rows], on=at.date())
    vocabulary = vocabulary_of(references)
    known = known_numbers(
        tags=[row.values["tag"] for row in rows],
        chips=[row.values["epc"] for row in rows if row.values.get("epc")],
        papers=[row.values["paper"] for row in rows if row.values.get("paper")],
    )
    seen: set[str] = set()
    for row in rows:
        try:
            piece = piece_of(row.values, vocabulary)
            _check(row.values, piece, references, stores=stores, places=places, suppliers=suppliers)
            _take(plan, row, piece, known, seen)
        except RowUnfit as wrong:
            plan.errors.append(
                RowError(row.line, wrong.column, wrong.reason, wrong.fix, _shown(row, wrong.column), wrong.facts)
            )
        except DomainError as refusal:
            plan.errors.append(_told(row, refusal))
    return plan


def _check(
    values: Mapping[str, Any],
    piece: PieceIn,
    references: References,
    *,
    stores: Mapping[str, StoreRow],
    places: Mapping[str, set[str]],
    suppliers: Mapping[str, int],
) -> None:
    """Refuse a row that names what the house does not have, or whose piece does not fit together."""
    store = values["store"].upper()
    if store not in stores:
        raise RowUnfit(
            "store", gettext_noop("No such store is within your reach."), gettext_noop("Write its code, e.g. S01.")
        )
    place = values.get("place")
    if place and place.upper() not in places[store]:
        raise RowUnfit(
            "place", gettext_noop("The store has no such place."), gettext_noop("Add it first, or leave it empty.")
        )
    supplier = values.get("supplier")
    if supplier and supplier not in suppliers:
        raise RowUnfit(
            "supplier", gettext_noop("There is no such supplier."), gettext_noop("Add it first, or leave it empty.")
        )
    defaults, _, _ = defaults_of(piece, references)
    settled(piece, defaults=defaults, grades=references.grades)


def _take(plan: Plan, row: ImportRow, piece: PieceIn, known: Known, seen: set[str]) -> None:
    """Put the piece on the plan, or count it as unchanged. Raises: RowUnfit."""
    tag = normal_tag(piece.tag)
    if tag in known.pieces and tag not in seen:
        if known.pieces[tag] != (piece.category, piece.gross_weight_mg):
            raise RowUnfit(
                "tag", gettext_noop("Another piece carries this tag."), gettext_noop("A tag is never used twice.")
            )
        seen.add(tag)
        plan.unchanged += 1
        plan.states[row.line] = "unchanged"
        return
    if tag in seen or tag in known.retired:
        raise RowUnfit("tag", gettext_noop("This tag was used before."), FIX_TAG)
    claim(known, piece, tag)
    seen.add(tag)
    values = row.values
    box = (values["store"].upper(), *((values.get(name) or "") for name in ("place", "supplier", "batch", "document")))
    plan.boxes.setdefault(box, []).append(piece)  # type: ignore[arg-type]
    plan.new += 1
    plan.states[row.line] = "new"


def claim(known: Known, piece: PieceIn, tag: str) -> None:
    """Refuse a chip or a certificate that another piece has, also one earlier in the file. Raises: RowUnfit."""
    chip = normal_tag(piece.epc)
    if chip and known.chips.setdefault(chip, tag) != tag:
        raise RowUnfit("epc", gettext_noop("The chip belongs to another piece."), gettext_noop("Scan the chip again."))
    for paper in piece.certificates:
        key = (paper.lab.upper(), normal_certificate(paper.number))
        if known.papers.setdefault(key, tag) != tag:
            raise RowUnfit(
                "paper", gettext_noop("The certificate belongs to another piece."), gettext_noop("Compare the papers.")
            )


def known_numbers(*, tags: Sequence[str], chips: Sequence[str], papers: Sequence[str]) -> Known:
    """What is taken of the numbers of a file. Queries: 2, 1 each for chips and papers, more above 5,000."""
    found = Known({}, set(), {}, {})
    for part in _parts([normal_tag(tag) for tag in tags]):
        named = Piece.objects.filter(tag__in=part).values_list("tag", "category__code", "gross_weight_mg")
        found.pieces.update({tag: (code, gross) for tag, code, gross in named})
        found.retired.update(RetiredTag.objects.filter(tag__in=part).values_list("tag", flat=True))
    for part in _parts([normal_tag(chip) for chip in chips]):
        for chip, tag in Piece.objects.filter(epc__in=part).values_list("epc", "tag"):
            found.chips[chip or ""] = tag
    for part in _parts([normal_certificate(paper) for paper in papers]):
        rows_ = Certificate.objects.filter(number__in=part).values_list("lab", "number", "piece__tag")
        found.papers.update({(lab, number): tag for lab, number, tag in rows_})
    return found


def _parts(numbers: Sequence[str]) -> Iterable[Sequence[str]]:
    return (numbers[start : start + LOOK] for start in range(0, len(numbers), LOOK))


def open_places(stores: Iterable[StoreRow]) -> dict[str, set[str]]:
    """The codes of the places where goods may lie, by store code; an empty store has its first ones. Queries: 1."""
    found: dict[str, set[str]] = {store.code: {"C01", "V01"} for store in stores}
    rows = Place.objects.filter(store__code__in=found, is_open=True).exclude(kind__in=[kind.value for kind in VIRTUAL])
    for store, code in rows.values_list("store__code", "code"):
        found[store].add(code)
    return found


def vocabulary_of(references: References) -> Vocabulary:
    """The words of the catalogue that a row may use, in both languages. Queries: 0."""
    categories: dict[str, str] = {}
    for facts in references.categories.values():
        if facts.is_leaf:
            categories |= {folded(word): facts.code for word in (facts.name, facts.name_en, facts.code)}
    return Vocabulary(categories, _words(references, DictionaryKind.FORM), _words(references, DictionaryKind.GEM))


def _words(references: References, wanted: DictionaryKind) -> dict[str, str]:
    words: dict[str, str] = {}
    for (kind, code), word in references.words.items():
        if kind == wanted:
            words |= {folded(text): code for text in (word.name, word.name_en, code) if text}
    return words


def _only_style(values: Mapping[str, Any]) -> PieceIn:
    return PieceIn(tag="", category="", gross_weight_mg=1, style=values.get("style") or "")


def _told(row: ImportRow, refusal: DomainError) -> RowError:
    """A refusal of the receiving rules, beside the column it is about."""
    column = str(refusal.facts.get("field", ""))
    column = column if column in DECIDED else "tag" if "tag" in refusal.facts else ""
    return RowError(row.line, column, refusal.text, CORRECT, _shown(row, column), refusal.facts)


def _shown(row: ImportRow, column: str) -> str:
    value = row.values.get(column)
    return "" if value is None else str(value)[:100]
