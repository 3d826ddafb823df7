"""The rules of the house as they stand on a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from facet.kernel import registry
from facet.kernel.permissions import Actor, require
from facet.organisation.models import Policy
from facet.organisation.permissions import OrganisationPermission
from facet.organisation.rules.policies import Setting, Version, value_on


@dataclass(frozen=True, slots=True)
class PolicyRow:
    """One setting with the chain's value on a day, the stores that differ, and what is planned."""

    setting: Setting
    value: Any
    is_default: bool
    stores: tuple[tuple[str, Any], ...]  # store name, its own value
    planned: tuple[tuple[date, str, Any], ...]  # from, store name or "", value


def policy_value(name: str, *, store_id: int | None, on: date, default: Any = None) -> Any:
    """The value of `name` in `store_id` (None: the chain's) on the day `on`.

    Without any row it is `default`, or else the default of the offered setting. Queries: 1.
    """
    rows = (
        Policy.objects.filter(Q(store_id=store_id) | Q(store=None), name=name, valid_from__lte=on)
        .order_by("pk")
        .values_list("pk", "value", "store_id", "valid_from")
    )
    if default is None and (offered := registry.offered("setting", name)) is not None:
        default = offered.default
    return value_on([Version(*row) for row in rows], store_id=store_id, on=on, default=default)


def policy_values(names: Sequence[str], *, store_id: int | None, on: date) -> dict[str, Any]:
    """The values of several settings in one store on one day, defaults included. Queries: 1."""
    rows = Policy.objects.filter(Q(store_id=store_id) | Q(store=None), name__in=names, valid_from__lte=on)
    versions: dict[str, list[Version]] = {name: [] for name in names}
    for name, *facts in rows.order_by("pk").values_list("name", "pk", "value", "store_id", "valid_from"):
        versions[name].append(Version(*facts))
    offered = {name: registry.offered("setting", name) for name in names}
    defaults = {name: setting.default for name, setting in offered.items() if setting is not None}
    return {
        name: value_on(found, store_id=store_id, on=on, default=defaults.get(name)) for name, found in versions.items()
    }


def policies(viewer: Actor, *, on: date) -> list[PolicyRow]:
    """Every setting of the house with its values around `on`. Raises: NotPermitted. Queries: 1."""
    require(viewer, OrganisationPermission.MANAGE_POLICIES)
    rows = list(Policy.objects.select_related("store").order_by("pk"))
    return [_policy_row(setting, [row for row in rows if row.name == setting.key], on) for setting in settings()]


def settings() -> list[Setting]:
    """Every setting that a domain offers. Queries: 0."""
    return registry.offers("setting")


def _policy_row(setting: Setting, rows: Sequence[Policy], on: date) -> PolicyRow:
    versions = [Version(row.pk, row.value, row.store_id, row.valid_from) for row in rows]
    stores = {row.store.pk: row.store.name for row in rows if row.store and row.valid_from <= on}
    return PolicyRow(
        setting=setting,
        value=value_on(versions, store_id=None, on=on, default=setting.default),
        is_default=not any(row.store_id is None and row.valid_from <= on for row in rows),
        stores=tuple(
            (name, value_on(versions, store_id=store_id, on=on, default=setting.default))
            for store_id, name in sorted(stores.items(), key=lambda each: each[1])
        ),
        planned=tuple(
            (row.valid_from, row.store.name if row.store else "", row.value) for row in rows if row.valid_from > on
        ),
    )
