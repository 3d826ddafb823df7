"""The API of organisation."""

from ninja import Router

router = Router(tags=["organisation"])
