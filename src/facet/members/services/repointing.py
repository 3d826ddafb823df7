"""Moving rows from one member to another by their foreign keys, and exactly these back."""

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db import IntegrityError, models

from facet.kernel.append_only import AppendOnly
from facet.kernel.transactions import joins_unit_of_work, set_apart
from facet.members.models import Member

Moved = dict[str, list[Any]]  # "app.Model.field" → keys of the rows


@joins_unit_of_work
def repoint_rows(domain: str, *, giver_id: int, taker_id: int, but_not: Iterable[str] = ()) -> Moved:
    """Point the rows of a domain that name `giver_id` to `taker_id`; gives what was moved.

    Facts (append-only rows) stay where they are and are read through `merged_into`. A row that would
    clash with one of the taker's, or would name her twice, stays with the giver. `but_not`: model names.
    Queries: 1 a foreign key and 1 a row that moves.
    """
    moved: Moved = {}
    for model, field in _links(domain, set(but_not)):
        keys = list(model._default_manager.filter(**{field: giver_id}).order_by("pk").values_list("pk", flat=True))
        if done := [key for key in keys if _point(model, field, key, taker_id)]:
            moved[f"{model._meta.label}.{field}"] = done
    return moved


@joins_unit_of_work
def point_back(moved: Moved, *, giver_id: int, taker_id: int) -> None:
    """Point exactly these rows back, as far as they still name the taker."""
    for label, keys in moved.items():
        model_label, _, field = label.rpartition(".")
        model = apps.get_model(model_label)
        for key in model._default_manager.filter(pk__in=keys, **{field: taker_id}).values_list("pk", flat=True):
            _point(model, field, key, giver_id)


def _point(model: type[models.Model], field: str, key: Any, member_id: int) -> bool:
    try:
        with set_apart():
            model._default_manager.filter(pk=key).update(**{field: member_id})
    except IntegrityError:
        return False
    return True


def _links(domain: str, but_not: set[str]) -> Iterable[tuple[type[models.Model], str]]:
    """The columns of a domain's changeable tables that name a member."""
    for model in apps.get_app_config(domain).get_models():
        if issubclass(model, AppendOnly) or model.__name__ in but_not:
            continue
        for column in model._meta.concrete_fields:
            if column.related_model is Member and not column.primary_key:
                yield model, column.attname
