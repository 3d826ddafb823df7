"""A demonstration small enough to look at whole, and every table of it as plain values."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from django.apps import apps

from facet.demo.flows import build
from facet.demo.flows.progress import Progress
from facet.demo.rules.world import Size, World

AT = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)  # 20:00 in Shanghai
SMALL = Size(members=36, pieces=40, sales=64, days=13, lead=45, loose=12)
SEED = "small"

# How a row is named in words that two databases share.
NATURAL = {
    "organisation.Store": ("code",), "organisation.Till": ("store__code", "code"), "organisation.Staff": ("username",),
    "organisation.PriceGroup": ("code",), "organisation.Partner": ("code",), "catalog.PriceItem": ("code",),
    "catalog.Category": ("code",), "catalog.Style": ("code",), "catalog.DictionaryEntry": ("kind", "code"),
    "catalog.BoardPublication": ("price_group__code", "valid_from"),
    "catalog.BoardPrice": ("price_group__code", "valid_from", "price_item__code"), "inventory.Piece": ("tag",),
    "inventory.Place": ("store__code", "code"), "inventory.BulkLot": ("sku",),
    "inventory.BulkBalance": ("lot__sku", "store__code", "place__code"), "members.Member": ("number",),
    "members.CardType": ("code",), "loyalty.RuleVersion": ("number",), "loyalty.PointsAccount": ("member__number",),
    "loyalty.PointsEntry": ("operation_id", "line_no", "kind"), "loyalty.PointsLot": ("entry__operation_id",),
    "sales.CommissionRule": ("place",), "sales.Shift": ("till__store__code", "till__code",
    "opened_at"), "sales.SaleLine": ("sale_id", "line_no"),
}  # fmt: skip
OWN_KEYS = {"id", "seal_id", "request_sha256", "mark", "opened_at_key"}


def small_world() -> World:
    return World(seed=SEED, size=SMALL, at=AT)


def build_small(tmp_path: Any, **changes: Any) -> bool:
    progress = Progress(tmp_path / "progress.json", lambda *_: None)
    return build(size=changes.get("size", SMALL), seed=SEED, progress=progress, at=changes.get("at", AT))


def snapshot(labels: Iterable[str]) -> dict[str, list[str]]:
    """Every row of the tables `labels`, without keys, in a fixed order."""
    names = {label: _names(label, columns) for label, columns in NATURAL.items()}
    staff = {str(key): name[0] for key, name in names["organisation.Staff"].items()}
    return {label: sorted(_plain(row, names, staff) for row in _rows(label)) for label in labels}


def _names(label: str, columns: tuple[str, ...]) -> dict[Any, tuple[Any, ...]]:
    return {row[0]: row[1:] for row in apps.get_model(label)._default_manager.values_list("pk", *columns)}


def _rows(label: str) -> Any:
    return apps.get_model(label)._default_manager.all()


def _plain(row: Any, names: dict[str, dict[Any, Any]], staff: dict[str, str]) -> str:
    values = {}
    for field in row._meta.concrete_fields:
        if field.name in OWN_KEYS and not (
            field.name == "id" and row._meta.label in {"sales.Sale", "kernel.Operation"}
        ):
            continue
        value = getattr(row, field.attname)
        if field.related_model is not None and field.related_model._meta.label in names and value is not None:
            value = names[field.related_model._meta.label][value]
        values[field.attname] = bytes(value).hex() if isinstance(value, memoryview) else value
    return re.sub(r"staff:(\d+)", lambda found: f"staff:{staff[found[1]]}", repr(values))
