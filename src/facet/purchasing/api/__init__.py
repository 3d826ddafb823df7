"""The API of purchasing. One router a feature, gathered here."""

from ninja import Router

router = Router(tags=["purchasing"])
