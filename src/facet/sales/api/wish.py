"""What a program sends to ask a second person for a discount or a return, made into what the yes is bound to."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeVar

from ninja import Schema
from pydantic import ValidationError

from facet.kernel.errors import Invalid
from facet.kernel.permissions import Actor
from facet.organisation.rules.approvals import Wish
from facet.sales.api.returns import ReturnLineIn
from facet.sales.api.schemas import LineIn, line_of
from facet.sales.selectors.basis import basis_wish_of
from facet.sales.selectors.wish import discount_wish, return_wish_of


def wish_from(actor: Actor, store_id: int | None, payload: Mapping[str, Any], at: datetime) -> Wish:
    """The payload is one line of a ticket as `complete_sale` takes it, with its discount.

    Raises: Invalid naming the field, and whatever pricing the line refuses.
    """
    line = read_payload(LineIn, payload)
    return discount_wish(actor, store_id=store_id, line=line_of(line), at=at)


def basis_wish_from(actor: Actor, store_id: int | None, payload: Mapping[str, Any], at: datetime) -> Wish:
    """The payload is one line of a ticket as `complete_sale` takes it, with its `basis`.

    Raises: Invalid naming the field, BelowFloor, and whatever the switch refuses.
    """
    line = line_of(read_payload(LineIn, payload))
    return basis_wish_of(actor, store_id=store_id, tag=line.tag, asked=line.basis, at=at)


def return_wish_from(actor: Actor, store_id: int | None, payload: Mapping[str, Any], at: datetime) -> Wish:
    """The payload is one line of `return_sale`. Raises: Invalid naming the field, and whatever the return refuses."""
    line = read_payload(ReturnLineIn, payload)
    return return_wish_of(actor, store_id=store_id, wanted=line.request(), at=at)


Body = TypeVar("Body", bound=Schema)


def read_payload(shape: type[Body], payload: Mapping[str, Any]) -> Body:
    """`payload` in its shape. Raises: Invalid naming the field."""
    try:
        return shape.model_validate(payload)
    except ValidationError as malformed:
        [first, *_] = malformed.errors()
        field = ".".join(["payload", *(str(step) for step in first["loc"])])
        raise Invalid(field=field, reason=first["msg"]) from None
