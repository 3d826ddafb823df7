"""An unclassed column fails, a sealed one must be scrubbed."""

import pytest
from django.db import models
from django.test.utils import isolate_apps

from facet.kernel.classification import classify
from facet.kernel.models import CronRun, Delivery, ImportBatch, Operation, OutboxEvent
from facet.kernel.sealed import SealedText
from facet.kernel.testing.classified import unclassed_columns


def test_the_kernels_own_columns_are_classed():
    assert unclassed_columns([Operation, OutboxEvent, Delivery, CronRun, ImportBatch]) == []


@isolate_apps("facet.kernel")
def test_what_is_wrong_is_named():
    class Person(models.Model):
        classified = classify(keep="id name gone")
        name = SealedText()
        phone = SealedText()

        class Meta:
            app_label = "kernel"

    class Bare(models.Model):
        class Meta:
            app_label = "kernel"

    assert unclassed_columns([Person, Bare]) == [
        "kernel.Person.phone is not classed",
        "kernel.Person.gone is classed but not there",
        "kernel.Person.name is sealed but kept",
        "kernel.Bare has no classification",
    ]


def test_a_column_is_classed_once():
    with pytest.raises(ValueError, match="classed twice"):
        classify(scrub="name", keep="id name")
