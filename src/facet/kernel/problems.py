"""The API's one shape of error, declared once for every endpoint. Source: decisions.md D13."""

from typing import Any

from ninja import Field, Schema


class Problem(Schema):
    """What went wrong: a stable code, a sentence for people, and the facts for programs."""

    code: str = Field(description="Stable name of the refusal, e.g. inventory.piece_not_available.")
    detail: str = Field(description="The sentence a person can act on, in the caller's language.")
    facts: dict[str, Any] = Field(default_factory=dict, description="The numbers and names in the sentence.")


PROBLEMS: dict[int, type[Problem]] = {status: Problem for status in (400, 401, 403, 404, 409, 413, 415, 422, 429)}
