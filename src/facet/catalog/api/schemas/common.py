"""What the catalogue's schemas share: bounds of codes, days, moments and prices."""

from datetime import date
from typing import Annotated, Any

from ninja import Schema
from pydantic import AfterValidator, AwareDatetime, ConfigDict

from facet.kernel.interface import Text, Whole

CentsPerGram = Whole(1, 10**9)
Fineness = Whole(1, 10_000)
Code = Text(32, least=1)
CodeOrNone = Text(32)


def _of_this_age(moment: Any) -> Any:
    if not 1990 <= moment.year <= 2190:
        raise ValueError("must lie between 1990 and 2190")
    return moment


Moment = Annotated[AwareDatetime, AfterValidator(_of_this_age)]
Day = Annotated[date, AfterValidator(_of_this_age)]


class Closed(Schema):
    """A body in which an unknown name is a mistake."""

    model_config = ConfigDict(extra="forbid")


def plain(payload: Schema, *without: str) -> dict[str, Any]:
    """The payload's fields, enumerations as their texts."""
    values = {name: getattr(payload, name) for name in type(payload).model_fields if name not in without}
    return {name: str(value) if isinstance(value, str) else value for name, value in values.items()}
