"""Tables: where keys may point, what every column is, what every row means."""

import inspect

from django.apps import apps
from django.db import models

from facet.kernel.sealed import SealedText
from tests.architecture.sources import DOMAINS, HEIGHT, none


def our_models():
    return [model for model in apps.get_models() if model._meta.app_label in HEIGHT]


def keys_of_ours():
    for model in our_models():
        for field in model._meta.concrete_fields:
            target = field.related_model and field.related_model._meta.app_label
            if target in HEIGHT and target != model._meta.app_label:
                yield f"{model._meta.label}.{field.name}", model._meta.app_label, target, field


def test_every_domain_has_its_height():
    none([name for name in DOMAINS if name not in HEIGHT])


def test_foreign_keys_point_downwards():
    none([name for name, own, target, _ in keys_of_ours() if HEIGHT[target] >= HEIGHT[own]])


def test_keys_across_domains_protect():
    kinds = {name: field.remote_field.on_delete for name, _, _, field in keys_of_ours()}

    none([name for name, kind in kinds.items() if kind is not models.PROTECT])


def test_every_column_is_classed():
    """`classified` names each column once: scrub or keep. An unclassed one could leave the house."""
    wrong = []
    for model in our_models():
        classed = vars(model).get("classified")
        columns = {field.name for field in model._meta.concrete_fields}
        if classed is None:
            wrong.append(f"{model._meta.label} has no `classified`")
        elif classed.all != columns:
            wrong.append(f"{model._meta.label}: {sorted(classed.all ^ columns)}")

    none(wrong)


def test_sealed_columns_are_scrubbed_and_have_their_seal():
    wrong = []
    for model in our_models():
        sealed = {field.name for field in model._meta.concrete_fields if isinstance(field, SealedText)}
        names = {field.name for field in model._meta.concrete_fields}
        if sealed and not (sealed <= model.classified.scrub and "seal_id" in names):
            wrong.append(model._meta.label)

    none(wrong)


def test_every_model_says_what_a_row_is():
    generated = "("  # Django's own docstring: "Name(id, …)"
    silent = [
        model._meta.label
        for model in our_models()
        if not model.__doc__ or inspect.cleandoc(model.__doc__).startswith(f"{model.__name__}{generated}")
    ]

    none(silent)


def test_no_hidden_order():
    none([model._meta.label for model in our_models() if model._meta.ordering])


def test_numbers_are_whole():
    kinds = (models.FloatField, models.DecimalField)
    fields = [field for model in our_models() for field in model._meta.concrete_fields]

    none([str(field) for field in fields if isinstance(field, kinds)])
