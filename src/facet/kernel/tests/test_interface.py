"""What comes through a door: clean texts, bounded numbers, the key of an act."""

import uuid
from datetime import date

import pytest
from django import forms
from django.test import RequestFactory
from hypothesis import given
from hypothesis.strategies import text
from pydantic import BaseModel, ValidationError

from facet.kernel.errors import Invalid, OperationConflict
from facet.kernel.interface import (
    Cents,
    OperationForm,
    RowId,
    Text,
    Whole,
    add_refusal,
    clean_text,
    operation_of,
)


class Sale(BaseModel):
    name: Text(5, least=1) = "x"
    note: Text(20, lines=True) = ""
    cents: Cents = 0
    pieces: Whole(0, 200) = 0
    row: RowId = 1


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("  林嘉慧 ", "林嘉慧"), ("a\u202eb", "ab"), ("a\u200bb", "ab"), ("a\x00b", "ab"), ("a\ud800b", "ab"),
        ("e\u0301", "é"), ("a\r\nb", "a b"), ("a\tb", "a b"), ("\ufeffx", "x"), ("👍", "👍"),
    ],
)  # fmt: skip
def test_texts_are_cleaned(raw, clean):
    assert clean_text(raw) == clean


def test_lines_are_kept_where_they_may_be():
    assert clean_text("a\r\nb\rc", lines=True) == "a\nb\nc"
    assert Sale(note="a\nb").note == "a\nb"


@given(text())
def test_a_clean_text_stays_clean_and_can_be_stored(raw):
    clean = clean_text(raw)

    assert clean_text(clean) == clean
    assert "\x00" not in clean
    clean.encode()


@pytest.mark.parametrize(
    "fields",
    [{"name": ""}, {"name": "\u200b"}, {"name": "123456"}, {"name": 5}, {"cents": 1.0}, {"cents": "1"}, {"cents": True},
     {"cents": 10**12 + 1}, {"pieces": -1}, {"row": 0}, {"row": 2**53}],
)  # fmt: skip
def test_what_does_not_fit_is_refused(fields):
    with pytest.raises(ValidationError):
        Sale(**fields)


def test_digits_of_an_address_are_a_row():
    assert Sale(row="12").row == 12


def _request(key):
    return RequestFactory().post("/api/v1/sales", headers={"Idempotency-Key": key} if key else {})


def test_the_key_is_the_header_and_the_digest_the_validated_payload():
    key = uuid.uuid4()

    one = operation_of(_request(str(key)), Sale(name="a"))
    assert one.id == key
    assert one == operation_of(_request(str(key)), Sale(name=" a ", cents=0))
    assert one != operation_of(_request(str(key)), Sale(name="b"))


def test_the_path_belongs_to_the_act():
    class Match:
        kwargs = {"sale_id": 5}

    key = str(uuid.uuid4())
    request, other = _request(key), _request(key)
    request.resolver_match = Match()

    assert operation_of(request) != operation_of(other)


@pytest.mark.parametrize("key", ["", "1", "x" * 36, "00000000-0000-0000-0000-00000000000g"])
def test_a_missing_or_broken_key_is_named(key):
    with pytest.raises(Invalid) as refusal:
        operation_of(_request(key))

    assert refusal.value.facts["field"] == "Idempotency-Key"
    assert refusal.value.status == 422


class RedeemForm(OperationForm):
    points = forms.IntegerField()
    on = forms.DateField(required=False)


def test_a_form_carries_its_act():
    fresh = RedeemForm()
    key = fresh["operation_id"].value()
    assert RedeemForm()["operation_id"].value() != key

    form = RedeemForm({"operation_id": key, "points": "5", "on": "2026-02-14"})
    assert form.is_valid()
    again = RedeemForm({"operation_id": key, "points": " 5", "on": "2026-02-14"})
    assert again.is_valid()
    other = RedeemForm({"operation_id": key, "points": "6"})
    assert other.is_valid()

    assert form.operation() == again.operation()
    assert form.operation() != other.operation()
    assert form.operation({"points": 5, "on": date(2026, 2, 14)}) == form.operation()
    assert not RedeemForm({"points": "5"}).is_valid()


def test_a_refusal_stands_beside_its_field_or_on_top():
    form = RedeemForm({"operation_id": str(uuid.uuid4()), "points": "5"})
    form.is_valid()

    add_refusal(form, Invalid(field="points", reason="too many"))
    add_refusal(form, OperationConflict())

    assert form.errors["points"] == ["points: too many"]
    assert len(form.non_field_errors()) == 1
