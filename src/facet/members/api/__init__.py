"""The API of members."""

from ninja import Router

from facet.members.api import cards, care, contact, files, finding, keeping, person, privacy, reports

router = Router(tags=["members"])
for part in (finding, files, care, cards, contact, keeping, person, privacy, reports):
    router.add_router("", part.router)
