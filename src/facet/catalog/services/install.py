"""What a new chain starts with: the tree, the dictionaries, the purity table, the board's lines."""

from datetime import datetime

from facet.audit import services as audit_services
from facet.catalog.models import Category, DictionaryEntry, PriceItem, Purity
from facet.catalog.permissions import CatalogPermission
from facet.catalog.rules import starting_board, starting_tree, starting_words
from facet.catalog.rules.categories import DictionaryKind
from facet.catalog.services.categories import grow
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import unit_of_work


@unit_of_work
def install_catalog(*, actor: Actor, at: datetime) -> dict[str, int]:
    """Add what is missing of the starting catalogue; what a chain has changed stays as it is.

    Gives how many rows of each kind are new. Raises: NotPermitted. Source: R104–R106; F5.
    """
    require(actor, CatalogPermission.MANAGE_CATALOG)
    new = {
        "price_items": _add_items(),
        "purities": _add_purities(),
        "words": _add_words(),
        "categories": _add_tree(),
    }
    if any(new.values()):
        audit_services.record(
            actor, "catalog.catalogue_installed", at=at, subject=("catalog.catalogue", 1, "catalogue"), added=new
        )
    return new


def _add_items() -> int:
    known = dict(PriceItem.objects.values_list("code", "pk"))
    added = 0
    for order, item in enumerate(starting_board.ITEMS, start=1):
        if item.code in known:
            continue
        row = PriceItem.objects.create(
            code=item.code,
            name=item.name,
            name_en=item.name_en,
            metal=str(item.metal),
            fineness_e4=item.fineness_e4,
            base_item_id=known.get(item.base),
            premium_bp=item.premium_bp,
            order=order,
        )
        known[item.code] = row.pk
        added += 1
    return added


def _add_purities() -> int:
    known = set(Purity.objects.values_list("metal", "fineness_e4"))
    missing = [grade for grade in starting_board.GRADES if (str(grade.metal), grade.fineness_e4) not in known]
    Purity.objects.bulk_create(
        Purity(
            metal=str(grade.metal),
            fineness_e4=grade.fineness_e4,
            legal_name=grade.legal_name,
            legal_name_en=grade.legal_name_en,
            mark=grade.mark,
            valid_from=starting_board.GB_11887_FROM,
            source=starting_board.GB_11887,
        )
        for grade in missing
    )
    return len(missing)


def _add_words() -> int:
    known = set(DictionaryEntry.objects.values_list("kind", "code"))
    entries = [
        DictionaryEntry(kind=str(kind), code=code, name=name, name_en=name_en, position=position)
        for kind, words in starting_words.WORDS.items()
        for position, (code, name, name_en) in enumerate(words, start=1)
    ] + [
        DictionaryEntry(
            kind=str(DictionaryKind.RING_SIZE),
            code=code,
            name=f"{code}号",
            name_en=f"No. {code}",
            value=value,
            position=int(code),
        )
        for code, value in starting_words.RING_SIZES
    ]
    missing = [entry for entry in entries if (entry.kind, entry.code) not in known]
    DictionaryEntry.objects.bulk_create(missing)
    return len(missing)


def _add_tree() -> int:
    known = {row.code: row for row in Category.objects.select_for_update(of=("self",)).order_by("path")}
    items = dict(PriceItem.objects.values_list("code", "pk"))
    added = 0
    for branch in starting_tree.TREE:
        if branch.code in known:
            continue
        values = {
            name: str(value) if isinstance(value, str) else value
            for name in starting_tree.Branch.__slots__
            if name not in {"code", "parent", "price_item"}
            for value in [getattr(branch, name)]
        }
        above = known.get(branch.parent)
        if branch.parent and above is None:
            continue  # the chain has cut this branch off its tree
        values["price_item_id"] = items.get(branch.price_item)
        known[branch.code] = grow(code=branch.code, above=above, values=values)
        added += 1
    return added
