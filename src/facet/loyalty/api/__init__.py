"""The API of loyalty."""

from ninja import Router

router = Router(tags=["loyalty"])
