"""The API of members."""

from ninja import Router

from facet.members.api import care, files, finding

router = Router(tags=["members"])
for part in (finding.router, files.router, care.router):
    router.add_router("", part)
