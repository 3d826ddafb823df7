"""Every column of every model is classed: what a domain's tests, and tests/architecture, ask."""

from collections.abc import Iterable

from django.apps import apps
from django.db import models

from facet.kernel.sealed import SealedText


def unclassed_columns(of: Iterable[type[models.Model]] | None = None) -> list[str]:
    """What is wrong with the classification of our models: columns not classed, or classed and not there.

    A sealed column that is not scrubbed counts as wrong, too.
    """
    ours = [model for model in apps.get_models() if model.__module__.startswith("facet.")] if of is None else of
    wrong = []
    for model in ours:
        name = f"{model._meta.app_label}.{model.__name__}"
        lists = getattr(model, "classified", None)
        if lists is None:
            wrong.append(f"{name} has no classification")
            continue
        columns = {column.name: column for column in model._meta.concrete_fields}
        many = {column.name for column in model._meta.many_to_many}
        wrong += [f"{name}.{each} is not classed" for each in sorted((columns.keys() | many) - lists.all)]
        wrong += [f"{name}.{each} is classed but not there" for each in sorted(lists.all - columns.keys() - many)]
        sealed = {each for each, column in columns.items() if isinstance(column, SealedText)}
        wrong += [f"{name}.{each} is sealed but kept" for each in sorted(sealed & lists.keep)]
    return wrong
